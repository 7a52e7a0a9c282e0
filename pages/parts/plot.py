"""One chart or map that fills what the window leaves it, with what can be done with it: full screen, a picture, a link."""

import json
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from plotly.io.json import to_json_plotly

from charts.map_frame import NARROW, config
from charts.theme import CONFIG, ELASTIC
from loaders.geography.layers import SERVED
from pages.parts import choices
from pages.parts.component import made, text_of
from pages.parts.language import texts
from pages.parts.live import missing
from views.meeting import item
from views.view import Moving

PLOT = made("plot", "plot", inside=text_of("plot.html"), before=text_of("plotly_source.js"))


def show_plot(
    figure: go.Figure | dict[str, Any],
    *,
    key: str,
    title: str,
    sentence: str = "",
    on_click: Callable[[str], None] | None = None,
    fill: bool = True,
    moving: Moving | None = None,
    screen: bool = False,
) -> None:
    """Draw a figure; the geometry of a map is fetched, and on a phone its legend stands below.

    Args:
        figure: what to draw; its own height is that of a page that is scrolled.
        key: its name on the page.
        title: what it shows, plain text, for its pictures and for those who cannot see it.
        sentence: what it says, plain text, likewise.
        on_click: is called with what a mark carries as ``customdata``.
        fill: it takes what the window leaves; a small one among others keeps its own height.
        moving: a map that plays through the years; ``figure`` is that of its year.
        screen: it stands on a screen of a meeting, with texts as large as that asks for.
    """
    _ = texts()[1]
    written = str(figure.to_json()) if isinstance(figure, go.Figure) else to_json_plotly(figure)
    drawn = figure.to_dict() if isinstance(figure, go.Figure) else figure
    on_map = any("geojson" in trace for trace in drawn["data"])
    sent = {
        "title": title,
        "sentence": sentence,
        "alt": f"{title}. {sentence}",
        "source": source(),
        "name": f"yiyang-atlas-{key}",
        "config": config(SERVED) if on_map else CONFIG,
        "fill": fill,
        "elastic": screen or drawn["layout"].get("meta") == ELASTIC,
        "screen": screen,
        "narrow": NARROW if on_map else None,
        "words": _words(),
        **(_years(moving) if moving else {"revision": title}),
    }

    def stopped() -> None:
        if moving and (year := st.session_state[key].get("year")):
            choices.write("year", str(year), str(moving.usual))

    def clicked() -> None:
        if on_click and (chosen := st.session_state[key].get("clicked")):
            on_click(chosen)

    data = f'{json.dumps(sent)[:-1]}, "figure": {written}}}'.encode()
    PLOT(key=key, data=data, on_year_change=stopped, on_clicked_change=clicked)


def _words() -> dict[str, str]:
    _ = texts()[1]
    return {
        "full": _("Full screen"),
        "picture": _("Picture"),
        "drawing": "SVG",
        "link": _("Copy link"),
        "copied": _("Copied"),
        "play": _("Play"),
        "pause": _("Pause"),
        "year": _("Year"),
        "missing": missing(),
    }


def source() -> str:
    """Return what a picture or a sheet says of where it is from (``views.meeting.item.source``), as of the day on this desk."""
    return item.source(choices.today(), texts()[0])


def _years(moving: Moving) -> dict[str, Any]:
    return {
        "revision": moving.revision,
        "year": moving.year,
        "years": list(moving.values),
        "values": list(moving.values.values()),
        "stops": moving.stops,
        "borders": moving.borders,
        "called": list(moving.called.values()),
        "template": moving.template,
    }
