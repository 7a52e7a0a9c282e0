"""Charts and numbers that follow a lever, as components that change in place.

Charts are redrawn by plotly.js, so that zoom and legend stay (`st.plotly_chart` mounts anew); the browser takes it from this server,
out of the installed plotly package: nothing comes from outside. Numbers are cards in one element: as Streamlit's own, four cards
are two dozen elements, each drawn anew with every lever.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import plotly

from charts.theme import CONFIG
from loaders.served import FOLDER
from loaders.store import write_whole
from pages.parts import evidence
from pages.parts.component import made, text_of
from pages.parts.language import texts
from views.view import Card, Live
from views.words import unmarked

STATIC = FOLDER / "plotly.min.js"
PACKAGE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


CHARTS = made("live_chart", "live-charts", before=text_of("plotly_source.js"))
CARDS = made("number_cards", "number-cards")


def provide_plotly() -> None:
    """Put plotly.js of the installed package where the browser fetches it, unless it is there already.

    Raises:
        OSError: the folder cannot be written.
    """
    if not STATIC.is_file() or STATIC.stat().st_size != PACKAGE.stat().st_size:
        STATIC.parent.mkdir(parents=True, exist_ok=True)
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


def show_live_charts(
    charts: Sequence[Live], *, key: str, revision: str, fill: bool = False, screen: bool = False
) -> None:
    """Draw charts side by side as one element, which the browser has before it draws anything else of the page.

    A click on a mark opens the evidence named in its ``customdata``. Zoom and legend stay as long as ``revision`` stays.
    With ``fill`` they take the height that the window leaves; on a ``screen`` of a meeting their texts are as large as that asks for.
    """
    live = f"{key}_live"
    sent = _sent(charts, {"revision": revision, "config": CONFIG, "missing": missing(), "fill": fill, "screen": screen})
    CHARTS(key=live, data=sent, on_clicked_change=lambda: evidence.ask_clicked(live))


def missing() -> str:
    """Return what is said in place of a chart where plotly.js cannot be had."""
    _ = texts()[1]
    return _(
        "The chart cannot be drawn, as the server does not hand out what draws it: load the page again, or ask whoever runs the atlas."
    )


def _sent(charts: Sequence[Live], rest: dict[str, Any]) -> bytes:
    """Return what is sent: as bytes, so that Streamlit looks for no tables in it and the browser reads the figures once."""
    parts = [
        f"{json.dumps({'name': chart.name, 'title': chart.title, 'sentence': chart.sentence, 'alt': unmarked(chart.alt)})[:-1]}, "
        f'"figure": {chart.figure}}}'
        for chart in charts
    ]
    return f'{json.dumps(rest)[:-1]}, "charts": [{", ".join(parts)}]}}'.encode()


def show_number_cards(cards: Sequence[Card], *, key: str, why: str) -> None:
    """Draw numbers side by side; the button below each, which says ``why``, opens its record."""
    data = {"cards": [asdict(card) for card in cards], "why": why}
    CARDS(key=key, data=data, on_clicked_change=lambda: evidence.ask_clicked(key))
