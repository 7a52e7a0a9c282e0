"""地图 Map: shares of people, results, gaps, status and counts by place, at province, prefecture or county level."""

import datetime as dt

import streamlit as st

from loaders.boundaries import NATION, Level
from pages.parts import choices, evidence
from pages.parts.figure import show_map
from pages.parts.language import texts
from policy.map_values import CHANGE, SHARES
from views.map import batches as batch_rows
from views.map import drawn, values

lang, _ = texts()
LEVELS: dict[str, Level] = {"province": "province", "prefecture": "prefecture", "county": "county"}
USUAL_CITY = "620700"


@evidence.section
def show() -> None:
    """Draw the controls, the map, what it says, and the same values as a table."""
    today = dt.date.today()  # noqa: DTZ011 (the viewer's day)
    batches = batch_rows.state()
    warned = st.container()
    slots = iter(st.columns([3, 2, 2, 2]))
    variables = values.variable_names(lang, batches)
    variable = choices.one(next(slots).selectbox, _("Shown by colour"), variables, "variable", clears=("shown",))
    people = variable in SHARES or variable == CHANGE
    names = {"province": _("Provinces"), "prefecture": _("Prefectures"), "county": _("Counties of one city")}
    usual = "province" if people else "prefecture"
    level = LEVELS[choices.one(next(slots).selectbox, _("Level"), names, "level", usual, clears=("area", "find"))]
    areas, within = drawn.areas_of(level, lang), NATION
    if areas:
        within = choices.one(next(slots).selectbox, _("Area"), areas, "area", USUAL_CITY, clears=("find",))
    if told := batch_rows.warnings(batches, variable, list(drawn.unit_names(level, within, lang)), lang):
        warned.warning("\n\n".join(told))
    views, view = drawn.views(variable, level, within, today, lang), "value"
    if len(views) > 1:
        view = choices.one(next(slots).selectbox, _("Shown is"), views, "shown")
    slots = iter(st.columns([3, 2, 4]))
    circled = choices.one(next(slots).selectbox, _("Shown by circles"), values.circle_names(lang), "circles")
    scale = "quantile"
    if view != "status":
        scales = {"quantile": _("classes of equal number"), "continuous": _("continuous")}
        scale = choices.one(next(slots).selectbox, _("Colour scale"), scales, "scale")
    here = drawn.unit_names(level, within, lang)
    places = {drawn.NONE: _("none")} | drawn.findable(lang) | here

    def go_there(place: str) -> None:
        if place != drawn.NONE and place not in here:
            st.query_params.update(drawn.where(place))

    sought = choices.one(next(slots).selectbox, _("Find a place"), places, "find", then=go_there)
    kept_by = batches if variable in batch_rows.VARIABLES else ""
    choice = drawn.Choice(level, within, variable, view, circled, scale, sought, kept_by)
    show_map(drawn.drawn_map(choice, today, lang))


st.title(_("Map"), anchor=False)
show()
