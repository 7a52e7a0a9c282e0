"""Errors in percent: one row a group, one mark a series, the range that is allowed shaded where there is one."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import BENCHMARK, GRID, INK, MAP_LAND, SEQUENTIAL, layout


def error_dots(rows: pd.DataFrame, axis: str) -> go.Figure:
    """Draw errors around zero.

    Args:
        rows: ``label`` (row name, top first), ``series`` (drawn from light to dark in the order of appearance), ``error`` and
            ``gate`` (percent; ``gate`` missing where none is set), ``hover``, ``ref``.
        axis: title of the value axis.
    """
    figure = go.Figure()
    labels = list(dict.fromkeys(rows["label"]))
    for at, name in enumerate(labels):
        gate = rows.loc[rows["label"] == name, "gate"].iloc[0]
        if pd.notna(gate):
            edges = {"x0": -gate, "x1": gate, "y0": at - 0.4, "y1": at + 0.4}
            figure.add_shape(
                type="rect", **edges, fillcolor=MAP_LAND, line={"width": 0.8, "color": GRID}, layer="below"
            )
    shades = SEQUENTIAL[1:]
    for at, (name, part) in enumerate(rows.groupby("series", sort=False)):
        figure.add_scatter(
            x=part["error"].to_numpy(),
            y=part["label"].map(labels.index).to_numpy(),
            mode="markers",
            name=str(name),
            customdata=part["ref"].to_numpy(),
            hovertext=part["hover"].to_numpy(),
            hoverinfo="text",
            marker={"size": 12, "color": shades[at % len(shades)], "line": {"width": 1, "color": INK}},
        )
    figure.add_vline(x=0, line={"color": BENCHMARK, "width": 1.5})
    layout(figure, rows=len(labels), bottom=60)
    return figure.update_layout(
        xaxis={"title": {"text": axis}, "ticksuffix": "%"},
        yaxis={"tickvals": list(range(len(labels))), "ticktext": labels, "range": [len(labels) - 0.5, -0.5]},
    )
