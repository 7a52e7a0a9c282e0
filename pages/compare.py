"""对比 Compare: cities × indicators, one indicator ranked, two cities side by side."""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show_cells
from pages.parts.language import texts
from pages.parts.ranking import show_ranking
from views import compare, places, words

DEFAULT_CITIES = 6
MOST_CITIES = 12
USUAL_KINDS = ["achieved", "target"]

lang, _ = texts()
cities = places.cities(lang)
covered = list(cities)
kinds = words.kind_names(lang)


@evidence.section
def matrix_view() -> None:
    """Cities × indicators, with the nation as benchmark column."""
    start, first = st.columns([1, 3])
    second, third, last = st.columns([2, 3, 3])
    known = places.known_traits().index
    alike = {"none": _("the best documented")} | {code: name for code, name in cities.items() if code in known}
    like = choices.one(start.selectbox, _("Start from cities like"), alike, "like", clears=("cities",))
    usual = (
        covered[:DEFAULT_CITIES]
        if like == "none"
        else [like, *places.alike(like, tuple(covered))[: DEFAULT_CITIES - 1]]
    )
    chosen = choices.many(
        _("Cities"),
        cities,
        "cities",
        usual,
        first,
        placeholder=_("Choose cities"),
        max_selections=MOST_CITIES,
    )
    domains = {"core": _("Core indicators")} | words.word_names("domain", lang)
    domain = choices.one(second.selectbox, _("Domain"), domains, "domain")
    wanted = choices.many(_("Kind of statement"), kinds, "kinds", USUAL_KINDS, third, placeholder=_("Choose kinds"))
    choice = domain, tuple(chosen), tuple(wanted)
    found = compare.comparison(*choice, lang)
    orders = {"chosen": _("As chosen")} | found.row_names
    order = choices.one(last.selectbox, _("Order of cities"), orders, "order")
    st.markdown(found.sentence)
    st.caption(
        _(
            "Each cell: kind of statement (● achieved, ◇ target, ○ forecast, ■ parameter, □ threshold), value, year, grade of the "
            "evidence; +n: more figures stand behind it. ≠ on grey: its definition differs from the rest of the row, so it is "
            "not ranked. An empty cell: nothing was found. Click a cell for its clause."
        )
    )
    show_cells(compare.matrix(*choice, order, lang), key="matrix", benchmark=True)


@evidence.section
def two_view() -> None:
    """Two cities with their printed words."""
    left, right = st.columns(2)
    chosen = [
        choices.one(holder.selectbox, label, cities, key, covered[at])
        for at, (holder, label, key) in enumerate(
            ((left, _("First city"), "city1"), (right, _("Second city"), "city2"))
        )
    ]
    if chosen[0] == chosen[1]:
        st.info(_("Choose two different cities."))
        return
    cells = compare.two_cities(chosen[0], chosen[1], lang)
    st.markdown(cells.sentence)
    st.caption(
        _(
            "Rows that both cities print come first. ≠: the two definitions differ. Click a cell for its clause and definition."
        )
    )
    show_cells(cells, key="two")


st.title(_("Compare cities"), anchor=False)
views = {
    "matrix": (_("Cities side by side"), matrix_view),
    "one": (_("One indicator ranked"), show_ranking),
    "two": (_("Two cities in their own words"), two_view),
}
choices.view(views)
