"""A place's targets on a time line: a hollow diamond at the deadline, its value and status in words above it."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import BENCHMARK, GRID, MUTED, TARGET, layout, marks, named_rows, row_height

# Reached: filled; missed: crossed; everything else stays the hollow diamond of a target. The status stands in words, too.
SYMBOLS = {"met": "diamond", "already_met": "diamond", "missed": "diamond-x-open"}
FEW_YEARS = 10


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
    layout(
        figure, rows=len(rows), top=44, bottom=40, row_height=row_height(rows["label"].tolist(), rows["text"].tolist())
    )
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
    figure.layout.shapes = [
        *figure.layout.shapes,
        *({**across, "y0": name, "y1": name, "yref": "y"} for name in rows["label"]),
    ]
    return named_rows(figure, rows["label"].tolist(), rows["text"].tolist())
