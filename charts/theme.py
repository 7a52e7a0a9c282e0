"""One visual language: colours, fonts, marks. Filled mark = achieved, hollow diamond = target, hatch = not comparable."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

FONT = '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
INK = "#1d2a30"
MUTED = "#5f6e76"  # 5.3 : 1 on white, for words, too
GRID = "#e3e8ea"
PAPER = "rgba(0,0,0,0)"
# Okabe and Ito's palette (2008), safe for colour-blind readers; the two differ in lightness, so also in grey.
ACHIEVED = "#0072b2"
TARGET = "#d55e00"
TARGET_WORDS = "#a84a00"  # the same, dark enough for words
BENCHMARK = "#8a949a"
ODD = "#b8c0c4"
OTHER = "#56b4e9"

LINE_NAME, UNDER_AXIS = (
    20,
    50,
)  # pixels: a line that names a line of reference, and ticks and title of the axis above the first
EN_SPACE = "\u2002"  # between a row's name and its words, in either language

MARKS = {
    "achieved": {"symbol": "circle", "color": ACHIEVED},
    "target": {"symbol": "diamond-open", "color": TARGET},
    "forecast": {"symbol": "circle-open", "color": OTHER},
    "threshold": {"symbol": "square-open", "color": MUTED},
    "parameter": {"symbol": "square", "color": MUTED},
}
PATTERNS = {"target": "/", "forecast": ".", "threshold": "x", "parameter": "\\"}
# Maps. Both scales step in lightness, so they read in grey; the two ends of DIVERGING are equally dark and differ in hue alone.
SEQUENTIAL = ("#eef0c0", "#a9d6b5", "#5cb0b9", "#2b7fa8", "#1f4a7d", "#14264f")
DIVERGING = ("#8c3b00", "#cf7a36", "#f2c9a4", "#c3dbeb", "#5fa0cd", "#0b4f88")
MAP_LAND = "#f1f4f5"
MAP_HATCH = "#8a949a"
MAP_BORDER = "#ffffff"
MAP_OUTLINE = "#46555d"
# Of a target's status on a map, where its name stands in the legend too: blue reached, orange behind, grey not known.
STATUS = {
    **{"met": "#0b4f88", "already_met": "#5fa0cd", "on_track": "#a9d6b5", "slow": "#f2c9a4", "lagging": "#cf7a36"},
    **{"reversing": "#a34a0b", "missed": "#8c3b00", "pace_needed": "#e6d98f", "ahead_no_result": "#cdd5d9"},
    **{"no_result": "#6b7a82", "insufficient": "#9aa5ab", "year_redacted": "#e3e8ea", "no_year": "#eef1f2"},
}
ROW_HEIGHT = 30
PHONE = 44  # letters that fit beside each other on a phone
ELASTIC = "elastic"  # what a layout says of itself (``meta``) whose height is any, not that of its rows
CONFIG = {"displaylogo": False, "displayModeBar": False, "scrollZoom": False}


def literal(text: str) -> str:
    """Return a text so that Plotly draws it as it is: it reads a part of HTML, and what a viewer or a document wrote is none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def layout(figure: go.Figure, *, rows: int, top: int = 8, bottom: int = 50, row_height: int = ROW_HEIGHT) -> go.Figure:
    """Give a figure of horizontal rows the house style; its height follows the number of rows (pixels).

    ``top`` is without the legend, whose lines the browser counts and makes room for.
    """
    return figure.update_layout(
        font={"family": FONT, "size": 15, "color": INK},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        height=max(rows, 2) * row_height + top + bottom,
        margin={"l": 10, "r": 10, "t": top, "b": bottom},
        hoverlabel={"font": {"family": FONT, "size": 14}},
        legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top", "font": {"size": 14}},
        dragmode=False,
        xaxis={"gridcolor": GRID, "zeroline": False, "automargin": True, "tickformat": ","},
        yaxis={"automargin": True, "gridcolor": GRID, "showgrid": False},
    )


def marks(rows: pd.DataFrame, value: str = "value") -> dict[str, Any]:
    """Return what every mark of a trace of rows has, drawn whole at the edge, too.

    Args:
        rows: a mark each: ``label`` (of its row), ``hover`` (said when it is pointed at), ``ref`` (evidence, sent back on a click).
        value: the column that says where in its row it stands.
    """
    return {
        "x": rows[value].to_numpy(),
        "y": rows["label"].to_numpy(),
        "customdata": rows["ref"].to_numpy(),
        "hovertext": rows["hover"].to_numpy(),
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def reference_lines(figure: go.Figure, lines: pd.DataFrame, top: float) -> None:
    """Draw thin grey lines across all rows (``value``) with their names (``label``) below the axis, under each other.

    ``top`` is the largest value that is drawn: the name of a line near an end of the axis begins or ends at the line, else a phone
    cuts it off.
    """
    for step, (value, label) in enumerate(zip(lines["value"].tolist(), lines["label"], strict=True)):
        figure.add_vline(x=value, line={"color": BENCHMARK, "width": 1.5, "dash": "dot"})
        figure.add_annotation(
            x=value,
            xanchor="right" if value > 0.75 * top else "left" if value < 0.25 * top else "center",
            y=0,
            yref="paper",
            yanchor="top",
            ax=0,
            ay=UNDER_AXIS + LINE_NAME * step,
            text=label,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=BENCHMARK,
            font={"size": 13, "color": MUTED},
        )


def named_rows(figure: go.Figure, names: list[str], words: list[str], *, above: int = 14) -> go.Figure:
    """Write each row's name and words above its marks, so that a narrow screen keeps its width for the marks.

    Args:
        figure: its vertical axis is a category axis over ``names``.
        names: the rows, as the marks name them.
        words: what stands behind each name, in bold; on a line of its own where both would not fit a phone.
        above: pixels from a row's line to its words.
    """
    written = [
        {
            "text": f"{name.strip()}{'<br>' if _broken(name, text) else EN_SPACE}<b>{text.strip()}</b>",
            **{"x": 0, "xref": "paper", "xanchor": "left", "y": name, "yanchor": "bottom", "yshift": above},
            "align": "left",
            "showarrow": False,
            "font": {"size": 14, "color": INK},
        }
        for name, text in zip(names, words, strict=True)
    ]
    # All at once: added one by one, Plotly checks those before it again each time.
    drawn: Any = figure.layout
    drawn.annotations = [*drawn.annotations, *written]
    return figure.update_yaxes(visible=False)


def row_height(names: list[str], words: list[str]) -> int:
    """Return how high rows must be (pixels) to hold the names and words that ``named_rows`` writes above their marks."""
    lines = max(name.count("<br>") + 1 + _broken(name, text) for name, text in zip(names, words, strict=True))
    return 25 + 22 * lines


def _broken(name: str, text: str) -> bool:
    """Tell whether the words go on a line of their own: beside the name's last line they would not fit a phone."""
    return _width(name.rpartition("<br>")[2] + text) > PHONE


def _width(text: str) -> int:
    """Return the width of a text in letters; a Chinese sign is as wide as two."""
    return sum(2 if sign > "\u2e7f" else 1 for sign in text)
