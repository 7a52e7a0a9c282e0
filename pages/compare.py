"""对比 Compare: cities × indicators, one indicator ranked, two cities side by side."""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show
from pages.parts.language import texts
from views import compare, places, words

MOST_CITIES = 12
USUAL_KINDS = ["achieved", "target"]

lang, _ = texts()
cities = places.cities(lang)


@evidence.section
def matrix_view() -> None:
    """Cities × indicators, with the nation as benchmark column."""
    start, first = st.columns([1, 3])
    second, third, last = st.columns([2, 3, 3])
    starts = compare.starts(lang)
    like = choices.one(start.selectbox, _("Start from cities like"), starts, "like", clears=("cities",))
    asked = {"placeholder": _("Choose cities"), "max_selections": MOST_CITIES}
    chosen = choices.many(_("Cities"), cities, "cities", compare.usual_cities(like), first, **asked)
    domain = choices.one(second.selectbox, _("Domain"), compare.domains(lang), "domain")
    kinds = words.kind_names(lang)
    wanted = choices.many(_("Kind of statement"), kinds, "kinds", USUAL_KINDS, third, placeholder=_("Choose kinds"))
    choice = domain, tuple(chosen), tuple(wanted)
    order = choices.one(last.selectbox, _("Order of cities"), compare.orders(*choice, lang), "order")
    show(
        compare.matrix(*choice, order, lang),
        key="matrix",
        how_to_read=_(
            "Each cell: kind of statement (● achieved, ◇ target, ○ forecast, ■ parameter, □ threshold), value, year, grade of the "
            "evidence; +n: more figures stand behind it. ≠ on grey: its definition differs from the rest of the row, so it is "
            "not ranked. An empty cell: nothing was found. Click a cell for its clause."
        ),
    )


@evidence.section
def ranking_view() -> None:
    """One indicator over all cities, ranked where the definitions allow it."""
    first, second, third = st.columns([4, 3, 3], vertical_alignment="bottom")
    topic = choices.one(first.selectbox, _("Indicator"), compare.topics(lang), "topic")
    kinds = compare.kinds_of_topic(topic, lang)
    asked = _("Kind of statement")
    kind = choices.one(second.segmented_control, asked, kinds, "kind", "achieved", required=True)
    per_head = compare.countable(topic, kind) and choices.switch(
        _("Per 1,000 residents aged 60+ (2020)"),
        "per_head",
        third,
        help=_(
            "Divides the count by residents aged 60+ of the same year: counted in 2020, projected after it, between the censuses before it."
        ),
    )
    show(
        compare.ranking(topic, kind, per_head, lang),
        key="dots",
        how_to_read=_(
            "One row a city, its latest figure. Filled: achieved; hollow diamond: target; hatched: another definition; dotted grey "
            "line: national benchmark. The number before a name is its rank, printed only when all definitions agree. "
            "Click a mark for its clause."
        ),
    )


@evidence.section
def two_view() -> None:
    """Two cities with their printed words."""
    left, right = st.columns(2)
    usual = list(cities)
    first = choices.one(left.selectbox, _("First city"), cities, "city1", usual[0])
    second = choices.one(right.selectbox, _("Second city"), cities, "city2", usual[1])
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
    "matrix": (_("Cities side by side"), matrix_view),
    "one": (_("One indicator ranked"), ranking_view),
    "two": (_("Two cities in their own words"), two_view),
}
choices.view(views)
