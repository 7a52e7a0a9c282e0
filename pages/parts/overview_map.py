"""The map of the first screen: how old each province is, and which cities the atlas knows, each a click from its portrait."""

import datetime as dt

import pandas as pd

from charts.maps import Circles, Scale, Words, choropleth
from i18n.numbers import with_unit
from i18n.texts import translator
from loaders import map_files
from pages.parts.faults import told
from pages.parts.figure import show_map
from pages.parts.language import texts
from policy.map_values import figures_by_city, overview_sentence
from views import edition, places
from views.edition import kept
from views.map import values as map_rows
from views.view import Chart
from views.words import say

VARIABLE = "share60"
HEIGHT = 560  # pixels


def show_overview_map() -> None:
    """Draw the map; a click on a province or a city opens its portrait."""
    lang = texts()[0]
    today = dt.date.today()  # noqa: DTZ011 (the viewer's day)
    with told():  # the rest of the page stands without it
        show_map(overview_map(today, lang))


@kept
def overview_map(today: dt.date, lang: str) -> Chart:
    """Return provinces by share of residents aged 60+, and the covered cities as circles by number of figures.

    Raises:
        BoundariesUnreadable: the map files have not been built.
    """
    _ = translator(lang)
    points = map_files.label_points("province")
    values = map_rows.areas(VARIABLE, "value", points, today, lang)
    cities = covered(lang)
    names = places.unit_names(points, lang)
    title = map_rows.variable_names(lang)[VARIABLE]
    figure = choropleth(
        values,
        map_files.layer("province"),
        Scale(title, lambda value: map_rows.number_text(VARIABLE, "value", lang, value)),
        Words(_("no data"), _("another definition"), _("South China Sea islands")),
        circles=Circles(cities, _("Figures at hand"), lambda value: with_unit(value, "figures", lang)),
        height=HEIGHT,
    )
    listed = values[values["state"] == "value"].sort_values("value", ascending=False, kind="stable")
    table = pd.DataFrame({_("Place"): listed["place"].map(names), title: listed["text"]})
    return Chart(
        table,
        listed["place"].tolist(),
        say(overview_sentence(values, names, cities), lang),
        figure=figure,
        title=_("How old the provinces are, and which cities are covered"),
        how_to_read=_(
            "Colour: share of residents aged 60+; circles: cities and counties by number of figures. Click for a portrait."
        ),
    )


def covered(lang: str) -> pd.DataFrame:
    """Return every covered city and county as a circle: its number of figures.

    One whose code was replaced, so that the map has it no more, stands where the place it belongs to does.
    """
    counted = figures_by_city(edition.described())
    units = places.mapped().drop_duplicates("place", keep="last").set_index("place")
    parents = edition.table("places").set_index("place")["parent"]
    at = [place if place in units.index else str(parents[place]) for place in counted.index]
    names = places.place_names(lang)
    texts_of = [with_unit(count, "figures", lang) for count in counted]
    return pd.DataFrame(
        {
            "place": counted.index,
            "lon": units.loc[at, "lon"].to_numpy(),
            "lat": units.loc[at, "lat"].to_numpy(),
            "value": counted.to_numpy(),
            "text": texts_of,
            "hover": [f"<b>{names[place]}</b><br>{text}" for place, text in zip(counted.index, texts_of, strict=True)],
            "ref": counted.index,
        }
    )
