"""Charts, numbers and maps that change in place, as components.

Charts are redrawn by plotly.js, so that zoom and legend stay (`st.plotly_chart` mounts anew); the browser takes it from this server,
out of the installed plotly package: nothing comes from outside. Numbers are cards in one element: as Streamlit's own, four cards
are two dozen elements, each drawn anew with every lever.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import plotly
import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

from charts.theme import CONFIG
from loaders.store import write_whole
from pages.parts import choices, evidence
from pages.parts.language import texts
from views.view import Card, Live, Moving

STATIC = Path(__file__).parent.parent / "static" / "plotly.min.js"
PACKAGE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _component(name: str, board: str, inside: str = "", before: str = "") -> ComponentRenderer:
    """Return what draws a component: the script (after another) and the style of its name, on a board of a class."""
    return component(
        f"atlas_{board.replace('-', '_')}",
        html=f'<div class="{board}">{inside}</div>',
        css=_text(f"{name}.css"),
        js=before + _text(f"{name}.js"),
        isolate_styles=False,
    )


CHARTS = _component("live_chart", "live-charts", before=_text("plotly_source.js"))
CARDS = _component("number_cards", "number-cards")
MAP = _component("moving_map", "moving-map", inside=_text("moving_map.html"), before=_text("plotly_source.js"))


def provide_plotly() -> None:
    """Put plotly.js of the installed package where the browser fetches it, unless it is there already.

    Raises:
        OSError: the folder cannot be written.
    """
    if not STATIC.is_file() or STATIC.stat().st_size != PACKAGE.stat().st_size:
        write_whole(STATIC, PACKAGE.read_bytes())


def show_live_chart(figure: str | dict[str, Any], *, key: str, alt: str, revision: str) -> None:
    """Draw a figure that changes in place.

    Args:
        figure: what to draw, as Plotly's JSON (``go.Figure.to_json``), or its data and layout as plain values.
        key: name of the chart on the page.
        alt: what it says, for those who cannot see it.
        revision: zoom and legend stay as long as this stays.
    """
    written = figure if isinstance(figure, str) else json.dumps(figure)
    show_live_charts([Live(key, written, alt)], key=key, revision=revision)


def show_live_charts(charts: Sequence[Live], *, key: str, revision: str) -> None:
    """Draw charts side by side as one element, which the browser has before it draws anything else of the page.

    A click on a mark opens the evidence named in its ``customdata``. Zoom and legend stay as long as ``revision`` stays.
    """
    live = f"{key}_live"
    sent = _sent(charts, {"revision": revision, "config": CONFIG, "missing": _missing()})
    CHARTS(key=live, data=sent, on_clicked_change=lambda: evidence.ask_clicked(live))


def _missing() -> str:
    _ = texts()[1]
    return _(
        "The chart cannot be drawn, as the server does not hand out what draws it: load the page again, or ask whoever runs the atlas."
    )


def _sent(charts: Sequence[Live], rest: dict[str, Any]) -> bytes:
    """Return what is sent: as bytes, so that Streamlit looks for no tables in it and the browser reads the figures once."""
    parts = [
        f"{json.dumps({'name': chart.name, 'title': chart.title, 'sentence': chart.sentence, 'alt': chart.alt})[:-1]}, "
        f'"figure": {chart.figure}}}'
        for chart in charts
    ]
    return f'{json.dumps(rest)[:-1]}, "charts": [{", ".join(parts)}]}}'.encode()


def show_number_cards(cards: Sequence[Card], *, key: str, why: str) -> None:
    """Draw numbers side by side; the button below each, which says ``why``, opens its record."""
    data = {"cards": [asdict(card) for card in cards], "why": why}
    CARDS(key=key, data=data, on_clicked_change=lambda: evidence.ask_clicked(key))


def show_moving_map(
    view: Moving, *, key: str, alt: str, config: dict[str, Any], on_click: Callable[[str], None]
) -> None:
    """Draw a map that plays through the years, by a button, a slider and the keyboard; where it stops, the page takes the year over.

    Args:
        view: what to draw.
        key: its name on the page.
        alt: what it says, for those who cannot see it.
        config: of Plotly.
        on_click: is called with what a unit carries as ``customdata``.
    """
    _ = texts()[1]
    words = {"play": _("Play"), "pause": _("Pause"), "year": _("Year"), "missing": _missing()}
    rest = {
        "revision": view.revision,
        "year": view.year,
        "years": list(view.values),
        "values": list(view.values.values()),
        "stops": view.stops,
        "borders": view.borders,
        "called": list(view.called.values()),
        "template": view.template,
        "words": words,
        "alt": alt,
        "config": config,
    }

    def stopped() -> None:
        if year := st.session_state[key].get("year"):
            choices.write("year", str(year), str(view.usual))

    def clicked() -> None:
        if sent := st.session_state[key].get("clicked"):
            on_click(sent)

    sent = f'{json.dumps(rest)[:-1]}, "figure": {view.figure.to_json()}}}'.encode()
    MAP(key=key, data=sent, on_year_change=stopped, on_clicked_change=clicked)
