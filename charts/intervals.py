"""Predicted against counted: a band with its middle, and the count as a filled mark, one row a method and age."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import ACHIEVED, ODD, TARGET, layout, marks, named_rows, row_height


def intervals(rows: pd.DataFrame, labels: dict[str, str], axis: str) -> go.Figure:
    """Draw one row a prediction.

    Args:
        rows: ``label`` (row name, unique), ``words`` (prediction and error), ``predicted``, ``low`` and ``high`` (missing where no
            band is known), ``counted``, ``hover``, ``ref``.
        labels: ``band``, ``predicted``, ``counted`` for the legend.
        axis: title of the value axis.
    """
    figure = go.Figure()
    banded = rows[rows["low"].notna()]
    figure.add_scatter(
        x=[value for row in banded.itertuples() for value in (row.low, row.high, None)],
        y=[label for row in banded.itertuples() for label in (row.label, row.label, None)],
        mode="lines",
        line={"color": ODD, "width": 12},
        name=labels["band"],
        hoverinfo="skip",
    )
    for column, mark in (
        ("predicted", {"symbol": "circle-open", "color": TARGET, "size": 13, "line": {"width": 2, "color": TARGET}}),
        ("counted", {"symbol": "circle", "color": ACHIEVED, "size": 12}),
    ):
        figure.add_scatter(
            **marks(rows.astype({column: float}), column),
            mode="markers",
            name=labels[column],
            marker=mark,
        )
    layout(
        figure,
        rows=len(rows),
        bottom=60,
        row_height=row_height(rows["label"].tolist(), rows["words"].tolist()),
    )
    figure.update_layout(xaxis={"title": {"text": axis}}, yaxis={"type": "category", "autorange": "reversed"})
    return named_rows(figure, rows["label"].tolist(), rows["words"].tolist())
