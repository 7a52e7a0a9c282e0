"""地图 Map: shares of people, rates, their gaps and status, and counts as circles, at province, prefecture or county level."""

from typing import cast

import streamlit as st

from loaders.geography.layers import NATION, Level
from pages.parts import choices, evidence, picker
from pages.parts.figure import show_map
from pages.parts.language import texts
from pages.parts.layout import filters, more
from pages.parts.mine import mine
from policy.map_values import MAP_SPAN
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
    row = filters()
    asked = choices.address().get("level")
    variables = values.variable_names(lang, cast(Level, asked) if asked in level_names(lang) else None)
    variable = choices.one(row.selectbox, _("Fill"), variables, "variable", clears=("shown", "year"))
    usual, clears = usual_level(variable), ("area", "find", "year", "circles")
    levels = {level: level_names(lang)[level] for level in values.levels_of(variable, lang)}
    level = cast(Level, choices.one(row.selectbox, _("Level"), levels, "level", usual, clears=clears))
    within = NATION
    if offered := areas(level, lang):
        near = mine() if mine() in offered else USUAL_CITY
        within = choices.one(row.selectbox, _("Area"), offered, "area", near, clears=("find",))
    shown = units(level, lang, within)
    views, view, year = values.views(variable, shown, today), "value", 0
    if ageing.covers(variable):
        year = asked_year(variable, level, runs)
        if level == "county" and (told := batches.warnings(runs, lang)):
            warned.info("\n\n".join(told))

    def go_there(place: str) -> None:
        if place != NONE and place not in shown.names:
            st.query_params.update(where(place))

    places = {NONE: _("none")} | findable(lang) | shown.names
    own = next((code for code in (mine(), f"{mine()[:2]}0000") if code in shown.names), NONE)
    with row:
        sought = choices.one(picker.choose, _("Find a place"), places, "find", own, then=go_there)
    span = MAP_SPAN
    with more(row):
        if len(views) > 1:
            view = choices.one(st.selectbox, _("Shown is"), views, "shown")
        if values.has_window(variable, view):
            span = int(choices.one(st.selectbox, _("Years"), spans(lang), "span", str(MAP_SPAN)))
        circled = choices.one(st.selectbox, _("Circles"), values.circle_names(lang, level), "circles")
        scale = "quantile"
        if values.has_scale(variable, view):
            scales = {"quantile": _("Quantiles"), "continuous": _("Continuous")}
            scale = choices.one(st.selectbox, _("Colour scale"), scales, "scale")
    show_map(chosen_map(Choice(level, within, variable, view, circled, scale, sought, year, runs, span), today, lang))


def asked_year(variable: str, level: Level, runs: str) -> int:
    """Return the year that the address asks for; 0 where no value of any year is known."""
    known = ageing.years(variable, level, runs)
    if not known:
        return 0
    usual = str(ageing.usual_year(variable, known))
    return int(choices.told_one(_("Year"), {str(year): str(year) for year in known}, "year", usual))


show()
