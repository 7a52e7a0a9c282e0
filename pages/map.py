"""地图 Map: shares of people, results and counts by place, at province, prefecture or county level."""

import pandas as pd
import streamlit as st

from charts.map_frame import config
from charts.maps import Circles, Scale, Words, choropleth
from loaders import map_files
from loaders.boundaries import CREDIT, NATION, REVIEW, BoundariesUnreadable, Level
from pages.parts import choices, map_rows
from pages.parts.figure import CHOSEN_UNIT, show_map
from pages.parts.language import texts
from pages.parts.words import say
from policy.map_sentences import map_sentence
from policy.map_values import CHANGE

lang, _ = texts()


@st.fragment
def show() -> None:
    """Draw the controls, the map, what it says, and the same values as a table."""
    first, second, third, fourth = st.columns([3, 2, 3, 2])
    variables = map_rows.variable_names(lang)
    variable = choices.one(first.selectbox, _("Shown by colour"), variables, "variable")
    levels = {"prefecture": _("Prefectures"), "province": _("Provinces"), "county": _("Counties of one city")}
    level = choices.one(second.selectbox, _("Level"), levels, "level")
    circle_names = {"none": _("nothing"), "pop60": _("Residents aged 60+ (count)")} | {
        topic: variables[topic]
        for topic in ("care_beds_total", "institution_beds", "care_institutions")
        if topic in variables
    }
    circled = choices.one(third.selectbox, _("Shown by circles"), circle_names, "circles")
    scales = {"quantile": _("classes of equal number"), "continuous": _("continuous")}
    scale = choices.one(fourth.selectbox, _("Colour scale"), scales, "scale")
    within = NATION
    if level == "county":
        prefectures = map_rows.mapped().query("level == 'prefecture'")
        cities = {code: map_rows.unit_names(prefectures, lang)[code] for code in prefectures["place"]}
        within = choices.one(st.selectbox, _("City"), cities, "city", "620700")
    drawn_level: Level = "county" if level == "county" else "province" if level == "province" else "prefecture"
    layer = map_files.layer(drawn_level, within)
    points = map_files.label_points(drawn_level, within)
    values = map_rows.areas(variable, points, lang)
    drawn = None
    if circled != "none":
        frame = map_rows.circles(circled, points, lang)
        drawn = (
            Circles(frame, circle_names[circled], lambda value: map_rows.circle_text(circled, lang, value))
            if len(frame)
            else None
        )
    labels = None if within == NATION else points.assign(label=points["short_zh"])[["lon", "lat", "room", "label"]]
    words = Words(_("no data"), _("another definition"), _("South China Sea islands"))
    how = Scale(
        variables[variable],
        lambda value: map_rows.number_text(variable, lang, value),
        "continuous" if scale == "continuous" else "quantile",
        diverging=variable == CHANGE,
    )
    names = map_rows.unit_names(points, lang)
    shown = values[values["state"] != "no_data"].sort_values("value", ascending=False, kind="stable")
    table = pd.DataFrame(
        {_("Place"): shown["place"].map(names), variables[variable]: shown["text"].str.replace("<br>", " · ")}
    )
    show_map(
        choropleth(values, layer, how, words, circles=drawn, labels=labels),
        config(),
        title=variables[variable],
        sentence=say(map_sentence(values, names, variables[variable]), lang),
        how_to_read=_(
            "Colour: the value; lines one way: no data; lines both ways: another definition; circles: a count by area."
            " Hover for value, date and source; click a place for its portrait."
        ),
        credit=f"{CREDIT[lang]} · {REVIEW[lang]}",
        table=table,
        codes=shown["place"].tolist(),
    )
    if code := st.session_state.pop(CHOSEN_UNIT, None):
        st.switch_page("portrait.py", query_params={"lang": lang, "place": code})


st.title(_("Map"), anchor=False)
try:
    show()
except BoundariesUnreadable:
    st.error(_("The map files have not been built: run `python -m loaders build` and open the page again."))
