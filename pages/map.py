"""地图 Map: shares of people, results, gaps, status and counts by place, at province, prefecture or county level."""

from typing import cast

import streamlit as st

from loaders.geography.layers import NATION, Level
from pages.parts import choices, evidence
from pages.parts.figure import show_map
from pages.parts.language import texts
from policy.comparison import SPAN
from views.compare import spans
from views.map import ageing, batches, values
from views.map.choice import NONE, USUAL_CITY, Choice, chosen_map, level_names, usual_level
from views.map.units import areas, findable, units, where

lang, _ = texts()


@evidence.section
def show() -> None:
    """Draw the controls, the map, what it says, and the same values as a table."""
    today, runs = choices.today(), batches.state()
    warned = st.container()
    slots = iter(st.columns([3, 2, 2, 2]))
    variables = values.variable_names(lang)
    variable = choices.one(next(slots).selectbox, _("Shown by colour"), variables, "variable", clears=("shown", "year"))
    box, usual = next(slots).selectbox, usual_level(variable)
    clears = ("area", "find", "year")
    level = cast(Level, choices.one(box, _("Level"), level_names(lang), "level", usual, clears=clears))
    within = NATION
    if offered := areas(level, lang):
        within = choices.one(next(slots).selectbox, _("Area"), offered, "area", USUAL_CITY, clears=("find",))
    shown = units(level, lang, within)
    views, view, year = values.views(variable, shown, today), "value", 0
    if ageing.covers(variable):
        year = asked_year(variable, level, runs)
        if level == "county" and (told := batches.warnings(runs, lang)):
            warned.info("\n\n".join(told))
    if len(views) > 1:
        view = choices.one(next(slots).selectbox, _("Shown is"), views, "shown")
    slots = iter(st.columns([3, 2, 2, 3]))
    circled = choices.one(next(slots).selectbox, _("Shown by circles"), values.circle_names(lang), "circles")
    scale = "quantile"
    span = SPAN
    if values.has_window(variable, view):
        span = int(choices.one(next(slots).selectbox, _("Years"), spans(lang), "span"))
    if values.has_scale(variable, view):
        scales = {"quantile": _("classes of equal number"), "continuous": _("continuous")}
        scale = choices.one(next(slots).selectbox, _("Colour scale"), scales, "scale")

    def go_there(place: str) -> None:
        if place != NONE and place not in shown.names:
            st.query_params.update(where(place))

    places = {NONE: _("none")} | findable(lang) | shown.names
    sought = choices.one(next(slots).selectbox, _("Find a place"), places, "find", then=go_there)
    show_map(chosen_map(Choice(level, within, variable, view, circled, scale, sought, year, runs, span), today, lang))


def asked_year(variable: str, level: Level, runs: str) -> int:
    """Return the year that the address asks for; 0 where no value of any year is known."""
    known = ageing.years(variable, level, runs)
    if not known:
        return 0
    usual = str(ageing.usual_year(variable, known))
    return int(choices.told_one(_("Year"), {str(year): str(year) for year in known}, "year", usual))


st.title(_("Map"), anchor=False)
show()
