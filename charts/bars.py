"""Counts as plain horizontal bars, one a row; a click sends the row's code back."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import INK, TARGET, layout


def count_bars(rows: pd.DataFrame, chosen: str = "") -> go.Figure:
    """Draw one bar a row.

    Args:
        rows: ``label``, ``count``, ``code`` (sent back on a click), in the order of display.
        chosen: the code of the row to set off from the others, if any.
    """
    dimmed = [0.35 if chosen and code != chosen else 1.0 for code in rows["code"]]
    figure = go.Figure(
        go.Bar(
            x=rows["count"].to_numpy(),
            y=rows["label"].to_numpy(),
            orientation="h",
            customdata=rows["code"].to_numpy(),
            text=rows["count"].to_numpy(),
            textposition="outside",
            cliponaxis=False,
            marker={"color": TARGET, "opacity": dimmed},
            selected={"textfont": {"color": INK}},  # without it plotly.js fails at a click, and no one hears of it
            hovertemplate="%{y}: %{x}<extra></extra>",
        )
    )
    layout(figure, rows=len(rows), top=10, bottom=30)
    return figure.update_layout(
        bargap=0.3, xaxis={"visible": False}, yaxis={"autorange": "reversed", "type": "category"}
    )
