"""Lines of time: a place's targets, each a hollow diamond at its deadline; and programmes, by how many places each year brought."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.theme import ACHIEVED, BENCHMARK, GRID, MUTED, TARGET, layout, marks, named_rows, row_height

# Reached: filled; missed: crossed; everything else stays the hollow diamond of a target. The status stands in words, too.
SYMBOLS = {"met": "diamond", "already_met": "diamond", "missed": "diamond-x-open"}
FEW_YEARS = 10
LARGEST = 46  # pixels, the diameter of the largest circle


def timeline(rows: pd.DataFrame, today: float, label: str) -> go.Figure:
    """Draw one row a target.

    Args:
        rows: ``label`` (indicator), ``year`` (of the deadline), ``status`` (its code), ``text`` (value and status), ``hover``, ``ref``.
        today: the day of the judgement as a decimal year, a thin grey line.
        label: the name of that line.
    """
    figure = go.Figure(
        go.Scatter(
            **marks(rows, "year"),
            mode="markers",
            marker={
                "symbol": [SYMBOLS.get(status, "diamond-open") for status in rows["status"]],
                "size": 13,
                "color": TARGET,
                "line": {"width": 2, "color": TARGET},
            },
            showlegend=False,
        )
    )
    today -= 0.5  # a year's mark stands in its middle
    figure.add_vline(x=today, line={"color": BENCHMARK, "width": 1.5, "dash": "dot"})
    figure.add_annotation(
        x=today, y=1, yref="paper", yanchor="bottom", text=label, showarrow=False, font={"size": 13, "color": MUTED}
    )
    layout(figure, rows=len(rows), bottom=40, row_height=row_height(rows["label"].tolist(), rows["text"].tolist()))
    first, last = min(rows["year"].min(), today), max(rows["year"].max(), today)
    figure.update_layout(
        xaxis={"range": [first - 0.5, last + 0.5], "tickformat": "d", "dtick": 1 if last - first < FEW_YEARS else 5},
        yaxis={"type": "category", "autorange": "reversed"},
    )
    across = {
        "type": "line",
        "x0": 0,
        "x1": 1,
        "xref": "x domain",
        "layer": "below",
        "line": {"color": GRID, "width": 1},
    }
    drawn: Any = figure.layout
    drawn.shapes = [
        *drawn.shapes,
        *({**across, "y0": name, "y1": name, "yref": "y"} for name in rows["label"]),
    ]
    return named_rows(figure, rows["label"].tolist(), rows["text"].tolist())


def adoption(rows: pd.DataFrame, known: str, whole: str) -> go.Figure:
    """Draw one row a programme, a circle a year: its area is the number of places known, that of the ring around it the number on the list.

    Args:
        rows: ``label`` (programme), ``words`` (what stands behind its name), ``year``, ``known``, ``places`` (missing where not
            known), ``hover``, ``ref``; the rows of a programme follow each other.
        known: what the filled circles are.
        whole: what the rings are.
    """
    rings = rows[rows["places"].notna()]
    area = (
        2 * float(rows[["known", "places"]].to_numpy(dtype=float, na_value=0).max()) / LARGEST**2
    )  # Plotly's own rule for areas
    figure = go.Figure()
    for part, column, name, fill in ((rings, "places", whole, "rgba(0,0,0,0)"), (rows, "known", known, ACHIEVED)):
        shown = part[part[column] > 0]
        figure.add_scatter(
            **marks(shown, "year"),
            mode="markers",
            name=name,
            marker={
                "size": shown[column].to_numpy(dtype=float),
                "sizemode": "area",
                "sizeref": area,
                "sizemin": 3,
                "color": fill,
                "line": {"width": 1.5, "color": ACHIEVED},
                "opacity": 1,
            },
        )
    once = rows.drop_duplicates("label")
    height = row_height(once["label"].tolist(), once["words"].tolist()) + 22
    layout(figure, rows=len(once), top=30, bottom=10, row_height=height)
    figure.update_layout(
        legend={"itemsizing": "constant"},
        xaxis={
            "range": [rows["year"].min() - 0.6, rows["year"].max() + 0.6],
            "tickformat": "d",
            "dtick": 1,
            "side": "top",
        },
        yaxis={"type": "category", "autorange": "reversed"},
    )
    return named_rows(figure, once["label"].tolist(), once["words"].tolist(), above=24)
