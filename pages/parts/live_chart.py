"""Charts that follow a lever: redrawn in place by plotly.js, so that zoom and legend stay (`st.plotly_chart` mounts anew).

The browser takes plotly.js from this server, out of the installed plotly package: nothing comes from outside.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import plotly
from streamlit.components.v2 import component

from charts.theme import CONFIG
from loaders.store import write_whole
from pages.parts import evidence
from views.view import Live

STATIC = Path(__file__).parent.parent / "static" / "plotly.min.js"
PACKAGE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
# As Streamlit writes a grid of two columns, a bold line and a caption.
STYLE = """
.live-charts { display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, max(320px, (100% - 1rem) / 2)), 1fr)); }
.live-charts > * { min-width: 0; }
.live-chart { contain: layout paint style; will-change: transform; }
.live-charts > :only-child { grid-column: 1 / -1; }
.live-title, .live-sentence { margin: 0 0 0.5rem; }
.live-title { font-weight: 600; }
.live-sentence { font-size: 0.875rem; opacity: 0.75; }
.live-title:empty, .live-sentence:empty { display: none; }
"""
DRAW = component(
    "atlas_live_charts",
    html='<div class="live-charts"></div>',
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


def show_live_chart(figure: str | dict[str, Any], *, key: str, alt: str, revision: str) -> None:
    """Draw a figure that changes in place.

    Args:
        figure: what to draw, as Plotly's JSON (``go.Figure.to_json``), or its data and layout as plain values.
        key: name of the chart on the page.
        alt: what it says, for those who cannot see it.
        revision: zoom and legend stay as long as this stays.
    """
    drawn = figure if isinstance(figure, str) else json.dumps(figure)
    show_live_charts([Live(key, drawn, alt)], key=key, revision=revision)


def show_live_charts(charts: Sequence[Live], *, key: str, revision: str) -> None:
    """Draw charts side by side as one element, which the browser has before it draws anything else of the page.

    A click on a mark opens the evidence named in its ``customdata``. Zoom and legend stay as long as ``revision`` stays.
    """
    live = f"{key}_live"
    sent = _sent(charts, {"revision": revision, "config": CONFIG})
    DRAW(key=live, data=sent, on_clicked_change=lambda: evidence.ask_clicked(live))


def _sent(charts: Sequence[Live], rest: dict[str, Any]) -> bytes:
    """Return what is sent: as bytes, so that Streamlit looks for no tables in it and the browser reads the figures once."""
    parts = [
        f"{json.dumps({'name': chart.name, 'title': chart.title, 'sentence': chart.sentence, 'alt': chart.alt})[:-1]}, "
        f'"figure": {chart.figure}}}'
        for chart in charts
    ]
    return f'{json.dumps(rest)[:-1]}, "charts": [{", ".join(parts)}]}}'.encode()
