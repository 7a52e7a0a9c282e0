"""What is known of whom: places × topics, a filled mark where a result is known, a hollow diamond where a target is."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from charts.theme import MARKS, layout


def wrapped(name: str, width: int = 7) -> str:
    """Return a column name on several lines: at spaces where it has them, else after every ``width`` characters."""
    if " " in name:
        return "<br>".join(textwrap.wrap(name, width * 2))
    return "<br>".join(name[i : i + width] for i in range(0, len(name), width))


def coverage_marks(rows: pd.DataFrame, places: list[str], topics: list[str], labels: dict[str, str]) -> go.Figure:
    """Draw the marks; an empty crossing means that nothing was found.

    Args:
        rows: ``place`` and ``topic`` (names as shown), ``kind`` (achieved or target), ``hover``, ``ref``.
        places: row names, top first.
        topics: column names, left first.
        labels: legend names by kind.
    """
    figure = go.Figure()
    for kind, shift in (("achieved", -0.16), ("target", 0.16)):
        part = rows[rows["kind"] == kind]
        figure.add_scatter(
            x=part["topic"].map({name: i for i, name in enumerate(topics)}).to_numpy() + shift,
            y=part["place"].map({name: i for i, name in enumerate(places)}).to_numpy(),
            mode="markers",
            name=labels[kind],
            customdata=part["ref"].to_numpy(),
            hovertext=part["hover"].to_numpy(),
            hoverinfo="text",
            marker={"symbol": MARKS[kind]["symbol"], "color": MARKS[kind]["color"], "size": 14, "line": {"width": 2}},
        )
    layout(figure, rows=len(places), top=60, bottom=20)
    figure.update_layout(
        xaxis={
            "tickvals": list(range(len(topics))),
            "ticktext": [wrapped(name) for name in topics],
            "side": "top",
            "range": [-0.5, len(topics) - 0.5],
            "showgrid": True,
            "autotickangles": [0, 90],  # on a narrow screen the names stand upright
            "automargin": True,
            "zeroline": False,
        },
        yaxis={
            "tickvals": list(range(len(places))),
            "ticktext": places,
            "range": [len(places) - 0.5, -0.5],
            "showgrid": True,
            "zeroline": False,
        },
    )
    return figure
