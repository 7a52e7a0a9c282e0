"""地图 Map: shares of people, results, gaps, status and counts by place, at province, prefecture or county level."""

from typing import cast

import streamlit as st

from loaders.geography.layers import NATION, Level
from pages.parts import choices, evidence
from pages.parts.figure import show_map
from pages.parts.language import texts
from views.map import batches, values
from views.map.choice import NONE, USUAL_CITY, Choice, chosen_map, level_names, usual_level
from views.map.units import areas, findable, units, where

lang, _ = texts()


@evidence.section
def show() -> None:
    """Draw the controls, the map, what it says, and the same values as a table."""
    today, runs = choices.today(), batches.state()
    warned = st.container()
    slots = iter(st.columns([3, 2, 2, 2]))
    variables = values.variable_names(lang, runs)
    variable = choices.one(next(slots).selectbox, _("Shown by colour"), variables, "variable", clears=("shown",))
    box, usual = next(slots).selectbox, usual_level(variable)
    level = cast(Level, choices.one(box, _("Level"), level_names(lang), "level", usual, clears=("area", "find")))
    within = NATION
    if offered := areas(level, lang):
        within = choices.one(next(slots).selectbox, _("Area"), offered, "area", USUAL_CITY, clears=("find",))
    shown = units(level, lang, within)
    if told := batches.warnings(runs, variable, list(shown.names), lang):
        warned.warning("\n\n".join(told))
    views, view = values.views(variable, shown, today), "value"
    if len(views) > 1:
        view = choices.one(next(slots).selectbox, _("Shown is"), views, "shown")
    slots = iter(st.columns([3, 2, 4]))
    circled = choices.one(next(slots).selectbox, _("Shown by circles"), values.circle_names(lang), "circles")
    scale = "quantile"
    if values.has_scale(variable, view):
        scales = {"quantile": _("classes of equal number"), "continuous": _("continuous")}
        scale = choices.one(next(slots).selectbox, _("Colour scale"), scales, "scale")

    def go_there(place: str) -> None:
        if place != NONE and place not in shown.names:
            st.query_params.update(where(place))

    places = {NONE: _("none")} | findable(lang) | shown.names
    sought = choices.one(next(slots).selectbox, _("Find a place"), places, "find", then=go_there)
    show_map(chosen_map(Choice(level, within, variable, view, circled, scale, sought, runs), today, lang))


st.title(_("Map"), anchor=False)
show()
