"""A chart that follows a lever: redrawn in place by plotly.js, so that zoom and legend stay (`st.plotly_chart` mounts anew).

The browser takes plotly.js from this server, out of the installed plotly package: nothing comes from outside.
"""

import json
from pathlib import Path
from typing import Any

import plotly
import streamlit as st
from streamlit.components.v2 import component

from charts.theme import CONFIG
from loaders.store import write_whole
from pages.parts import evidence

STATIC = Path(__file__).parent.parent / "static" / "plotly.min.js"
PACKAGE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
# As Streamlit writes a bold line and a caption.
STYLE = """
.live-title, .live-sentence { margin: 0 0 0.5rem; }
.live-title { font-weight: 600; }
.live-sentence { font-size: 0.875rem; opacity: 0.75; }
.live-title:empty, .live-sentence:empty { display: none; }
"""
DRAW = component(
    "atlas_live_chart",
    html='<p class="live-title"></p><p class="live-sentence"></p><div class="live-chart" role="img"></div>',
    css=STYLE,
    js=Path(__file__).with_name("live_chart.js").read_text("utf-8"),
    isolate_styles=False,
)


def provide_plotly() -> None:
    """Put plotly.js of the installed package where the browser fetches it, unless it is there already.

    Raises:
        OSError: the folder cannot be written.
    """
    if not STATIC.is_file() or STATIC.stat().st_size != PACKAGE.stat().st_size:
        write_whole(STATIC, PACKAGE.read_bytes())


def show_live_chart(
    figure: str | dict[str, Any], *, key: str, alt: str, revision: str, title: str = "", sentence: str = ""
) -> None:
    """Draw a figure that changes in place; a click on a mark opens the evidence named in its ``customdata``.

    Title and sentence go with the figure: what follows a lever is sent, and drawn, as few elements.

    Args:
        figure: what to draw, as Plotly's JSON (``go.Figure.to_json``), or its data and layout as plain values.
        key: name of the chart on the page.
        alt: what it says, for those who cannot see it.
        revision: zoom and legend stay as long as this stays.
        title: what it shows, as plain text; none where the page says it.
        sentence: what it says, as plain text.
    """
    live = f"{key}_live"

    def clicked() -> None:
        if ref := st.session_state[live].get("clicked"):
            evidence.ask(ref)

    DRAW(
        key=live,
        data=_sent(
            figure if isinstance(figure, str) else json.dumps(figure),
            {"title": title, "sentence": sentence, "alt": alt, "revision": revision, "config": CONFIG},
        ),
        on_clicked_change=clicked,
    )


def _sent(figure: str, rest: dict[str, Any]) -> bytes:
    """Return what is sent: as bytes, so that Streamlit looks for no tables in it and the browser reads the figure once."""
    return f'{json.dumps(rest)[:-1]}, "figure": {figure}}}'.encode()
