"""地图 Map: shares of people, results, gaps, status and counts by place, at province, prefecture or county level."""

import pandas as pd
import streamlit as st

from charts.map_frame import config
from charts.maps import Circles, Found, Scale, Words, choropleth
from loaders import map_files
from loaders.boundaries import CREDIT, NATION, REVIEW, BoundariesUnreadable, Level
from pages.parts import choices, map_rows
from pages.parts.figure import MapView, show_map
from pages.parts.language import texts
from pages.parts.words import say
from policy.map_sentences import map_sentence, unit_sentence
from policy.map_values import CHANGE, SHARES

lang, _ = texts()
LEVELS: dict[str, Level] = {"province": "province", "prefecture": "prefecture", "county": "county"}
USUAL_CITY = "620700"


@st.fragment
def show() -> None:
    """Draw the controls, the map, what it says, and the same values as a table."""
    slots = iter(st.columns([3, 2, 2, 2]))
    variables = map_rows.variable_names(lang)
    cleared = ("shown", "level", "find")
    variable = choices.one(next(slots).selectbox, _("Shown by colour"), variables, "variable", clears=cleared)
    people = variable in SHARES or variable == CHANGE
    names = {"province": _("Provinces"), "prefecture": _("Prefectures"), "county": _("Counties of one city")}
    usual = "province" if people else "prefecture"
    level = LEVELS[choices.one(next(slots).selectbox, _("Level"), names, "level", usual, clears=("area", "find"))]
    areas, within = map_rows.areas_of(level, lang), NATION
    if areas:
        within = choices.one(next(slots).selectbox, _("Area"), areas, "area", USUAL_CITY, clears=("find",))
    layer, points = map_files.layer(level, within), map_files.label_points(level, within)
    views, view = map_rows.views(variable, points, lang), "value"
    if len(views) > 1:
        view = choices.one(next(slots).selectbox, _("Shown is"), views, "shown")
    slots = iter(st.columns([3, 2, 4]))
    circled = choices.one(next(slots).selectbox, _("Shown by circles"), map_rows.circle_names(lang), "circles")
    scale = "quantile"
    if view != "status":
        scales = {"quantile": _("classes of equal number"), "continuous": _("continuous")}
        scale = choices.one(next(slots).selectbox, _("Colour scale"), scales, "scale")
    units = map_rows.unit_names(points, lang)
    sought = choices.one(next(slots).selectbox, _("Find a place"), {"none": _("none")} | units, "find")

    values = map_rows.areas(variable, view, points, lang)
    counted = map_rows.circles(circled, points, lang) if circled != "none" else pd.DataFrame()
    circles = Circles(
        counted, map_rows.circle_names(lang)[circled], lambda value: map_rows.circle_text(circled, lang, value)
    )
    how = Scale(
        variables[variable] if view == "value" else f"{variables[variable]} · {views[view]}",
        lambda value: map_rows.number_text(variable, view, lang, value),
        "continuous" if scale == "continuous" else "quantile",
        diverging=variable == CHANGE or view == "gap",
        named=map_rows.status_colours(lang) if view == "status" else (),
    )
    found, others = points[points["place"] == sought], points[points["place"] != sought]
    sentence = say(map_sentence(values, units, variables[variable], ranked=view != "status"), lang)
    if len(found):
        sentence += "\n\n" + say(unit_sentence(values, units, sought, ranked=view != "status"), lang)
    shown = values[values["state"] != "no_data"].sort_values("value", ascending=False, kind="stable")
    figure = choropleth(
        values,
        layer,
        how,
        Words(_("no data"), _("another definition"), _("South China Sea islands")),
        circles=circles if len(counted) else None,
        labels=others.assign(label=others["short_zh" if lang == "zh" else "name_en"]) if within != NATION else None,
        found=Found(found["lon"].iloc[0], found["lat"].iloc[0], units[sought]) if len(found) else None,
    )
    how_to_read = _(
        "Colour: the value; lines one way: no data; lines both ways: another definition; circles: a count by area."
        " Hover for value, date and source; click a place for its portrait."
    )
    table = pd.DataFrame({_("Place"): shown["place"].map(units), how.title: shown["text"].str.replace("<br>", " · ")})
    show_map(
        MapView(figure, how.title, sentence, how_to_read, table, shown["place"].tolist()),
        config(),
        credit=f"{CREDIT[lang]} · {REVIEW[lang]}",
    )
    map_rows.open_chosen(lang)


st.title(_("Map"), anchor=False)
try:
    show()
except BoundariesUnreadable:
    st.error(_("The map files have not been built: run `python -m loaders build` and open the page again."))
