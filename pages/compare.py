"""对比 Compare: cities × indicators, one indicator ranked, two cities side by side."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import choices, evidence, picker
from pages.parts.figure import show
from pages.parts.language import texts
from pages.parts.layout import filters, more
from pages.parts.mine import mine
from views import compare, places, words

MOST_CITIES = 12
USUAL_KINDS = ["achieved", "target"]

lang, _ = texts()
cities = places.cities(lang)


def chosen_cities(row: DeltaGenerator) -> tuple[str, ...]:
    """Draw the choice of cities; return those chosen."""
    usual = compare.usual_cities(choices.asked_one(compare.starts(lang), "like"), mine())
    asked = {"placeholder": _("Choose cities"), "max_selections": MOST_CITIES}
    return tuple(choices.many(_("Cities"), cities, "cities", usual, row, **asked))


def offer_alike(fold: DeltaGenerator) -> None:
    """Draw the choice of a city that the usual ones are like."""
    choices.one(fold.selectbox, _("Start from cities similar to"), compare.starts(lang), "like", clears=("cities",))


@evidence.section
def charts_view() -> None:
    """Cities in one panel each core indicator, with the nation as a line."""
    row = filters()
    chosen = chosen_cities(row)
    kind = choices.one(row.selectbox, _("Type of data"), compare.panel_kinds(lang), "kind")
    fold = more(row)
    offer_alike(fold)
    span = int(choices.one(fold.selectbox, _("Years"), compare.spans(lang), "span"))
    if chart := compare.multiples(chosen, kind, span, lang, mine()):
        show(chart, key="panels")
    else:
        st.info(
            _("The atlas has no figure of these cities that may stand together. Choose other cities or more years.")
        )


@evidence.section
def matrix_view() -> None:
    """Cities × indicators, with the nation as benchmark column."""
    row = filters()
    chosen = chosen_cities(row)
    domain = choices.one(row.selectbox, _("Domain"), compare.domains(lang), "domain")
    fold = more(row)
    offer_alike(fold)
    kinds = words.kind_names(lang)
    wanted = choices.many(_("Type of data"), kinds, "kinds", USUAL_KINDS, fold, placeholder=_("Choose types"))
    choice = domain, chosen, tuple(wanted)
    order = choices.one(fold.selectbox, _("Order of cities"), compare.orders(*choice, lang), "order")
    show(
        compare.matrix(*choice, order, lang),
        key="matrix",
        how_to_read=_(
            "Each cell: type of data (● achieved, ◇ target, ○ forecast, ■ parameter, □ threshold), value, year, "
            "grade of the evidence; +n: more figures stand behind it. ≠ on grey: not by the definition that leads "
            "the row (the nation's where it has one), so it is not ranked. An empty cell: the atlas has none. "
            "Click a cell for its clause."
        ),
    )


@evidence.section
def ranking_view() -> None:
    """One indicator over the places of a level, ranked where the definitions allow it, with its table beside."""
    row = filters()
    level = choices.one(row.selectbox, _("Level"), compare.levels(lang), "level", clears=("topic", "kind"))
    topic = choices.one(row.selectbox, _("Indicator"), compare.topics(level, lang), "topic", clears=("kind",))
    kinds = compare.kinds_of_topic(topic, level, lang)
    kind = choices.one(row.selectbox, _("Type of data"), kinds, "kind", "achieved")
    span = int(choices.one(row.selectbox, _("Years"), compare.spans(lang), "span"))
    counts = compare.countable(topic, kind, level) and choices.switch(
        _("Plain counts"), "counts", row, help=_("Instead of counts per 1,000 residents aged 60+ of the same year.")
    )
    chart = compare.ranking(topic, kind, level, span, counts, lang, mine())
    if chart is None:
        st.info(_("None of these counts has a year whose residents are known. Choose plain counts."))
        return
    show(
        chart,
        key="dots",
        how_to_read=_(
            "Each row is a place. Filled: achieved; hollow diamond: target; hatched, at the end: left out of the "
            "comparison for another definition or an older year; dotted grey line: the nation. The number before "
            "a name is its rank, printed only when all definitions agree. Click a mark for its record."
        ),
    )


@evidence.section
def two_view() -> None:
    """Two cities with their printed words."""
    usual = compare.usual_pair(mine())
    with filters():
        first = choices.one(picker.choose, _("First city"), cities, "city1", usual[0])
        second = choices.one(picker.choose, _("Second city"), cities, "city2", usual[1])
    if first == second:
        st.info(_("Choose two different cities."))
        return
    show(
        compare.two_cities(first, second, lang),
        key="two",
        how_to_read=_(
            "Rows that both cities print come first. ≠: the two definitions differ. Click a cell for its clause and definition."
        ),
    )


views = {
    "charts": (_("Core indicators drawn"), charts_view),
    "matrix": (_("Cities side by side"), matrix_view),
    "one": (_("One indicator ranked"), ranking_view),
    "two": (_("Two cities, original wording"), two_view),
}
# Links from before there were charts ask for the table by its own choices.
choices.view(views, default="matrix" if {"domain", "kinds", "order"} & set(st.query_params) else None)
