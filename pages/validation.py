"""检验 Validation: the method against the UN's own projection, and from the census of 2010 to that of 2020."""

import pandas as pd
import streamlit as st

from charts.map_frame import config
from charts.maps import Scale, Words, choropleth
from i18n.numbers import percent
from loaders import map_files
from loaders.boundaries import CREDIT, REVIEW, BoundariesUnreadable
from pages.parts import choices, evidence, map_rows, validation_rows
from pages.parts.figure import MapView, show_figure, show_map
from pages.parts.language import texts
from pages.parts.words import say
from policy.map_sentences import map_sentence

lang, _ = texts()
ages = {str(age): _("aged {age}+").format(age=age) for age in validation_rows.AGES}


@st.fragment
def hindcast_view() -> None:
    """Every prefecture from 2010 to 2020: errors on the map and by size class."""
    first, second = st.columns(2)
    age = choices.one(first.selectbox, _("Age"), ages, "age")
    method = choices.one(second.selectbox, _("Method"), validation_rows.method_names(lang), "method")
    listing = validation_rows.summary_table(int(age), lang)
    try:
        points, layer = map_files.label_points("prefecture"), map_files.layer("prefecture")
    except BoundariesUnreadable:
        st.error(_("The map files have not been built: run `python -m loaders build` and open the page again."))
        return
    values = validation_rows.areas(method, int(age), points, lang)
    title = _("Error of 2020, {age}").format(age=ages[age])
    names = map_rows.unit_names(points, lang)
    shown = values[values["state"] == "value"].sort_values("value", key=abs, ascending=False)
    figure = choropleth(
        values,
        layer,
        Scale(title, lambda value: percent(round(value, 1), lang), diverging=True),
        Words(_("no data"), _("boundaries changed, not compared"), _("South China Sea islands")),
    )
    show_map(
        MapView(
            figure,
            title,
            listing.sentence + "\n\n" + say(map_sentence(values, names, title), lang),
            _(
                "Blue: too many predicted; orange: too few; lines both ways: boundaries changed, not compared. Nothing of a place or "
                "its province after 2010 entered its prediction. Click a place for its portrait."
            ),
            pd.DataFrame({_("Place"): shown["place"].map(names), title: shown["text"]}),
            shown["place"].tolist(),
        ),
        config(),
        credit=f"{CREDIT[lang]} · {REVIEW[lang]}",
    )
    map_rows.open_chosen(lang)
    st.header(_("By size of place"), anchor=False)
    st.dataframe(listing.table, hide_index=True, key="sizes")


@st.fragment
def place_view() -> None:
    """One place: predicted from 2010 against its count of 2020."""
    names = validation_rows.compared_places(lang)
    place = choices.one(st.selectbox, _("Place"), names, "place")
    chart = validation_rows.place_chart(place, lang)
    show_figure(
        chart.figure,
        key="errors",
        title=_("{place}: predicted from 2010, counted in 2020").format(place=names[place]),
        sentence=chart.sentence,
        how_to_read=_(
            "Filled: counted on 1 Nov 2020; hollow: predicted from the census of 2010; grey: the 80 % band, made from the errors of "
            "other provinces. One horizon can be checked: ten years."
        ),
        table=chart.table,
        refs=chart.refs,
    )
    evidence.show_asked()


@st.fragment
def nation_view() -> None:
    """China from 2020 to 2060 by the UN's own rates, against the UN."""
    chart = validation_rows.un_chart(lang)
    show_figure(
        chart.figure,
        key="un",
        title=_("China 2030–2060 against the UN's own projection"),
        sentence=chart.sentence,
        how_to_read=_(
            "Each mark: the number projected here against World Population Prospects 2024, medium, from the UN's own people and rates "
            "of 2020; shaded: what is allowed. It tests the engine, not the future."
        ),
        table=chart.table,
        refs=chart.refs,
    )
    evidence.show_asked()


st.title(_("Validation"), anchor=False)
views = {
    "hindcast": (_("2010 to 2020, every prefecture"), hindcast_view),
    "place": (_("One place's error"), place_view),
    "nation": (_("The nation against the UN"), nation_view),
}
titles = {name: title for name, (title, _draw) in views.items()}
view = choices.one(st.segmented_control, _("View"), titles, "view", required=True, label_visibility="collapsed")
views[view][1]()
