"""Paths of one number under several choices: one line each, named at the legend, told apart by dash and colour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from charts.fan import HEIGHT, even_ticks
from charts.theme import ACHIEVED, BENCHMARK, INK, MUTED, OTHER, TARGET, layout, literal

FEW_YEARS = 6  # of fewer, Plotly would name each several times
# The first is the baseline. No two share both colour and dash, so that they differ in grey, too.
STYLES = (
    {"color": BENCHMARK, "dash": "solid"},
    {"color": INK, "dash": "dash"},
    {"color": ACHIEVED, "dash": "solid"},
    {"color": TARGET, "dash": "solid"},
    {"color": OTHER, "dash": "dot"},
    {"color": MUTED, "dash": "dashdot"},
    {"color": ACHIEVED, "dash": "longdash"},
    {"color": TARGET, "dash": "dot"},
)


@dataclass(frozen=True)
class Line:
    """One path: its name, values, hover words and evidence references, one a year."""

    name: str
    values: Sequence[float]
    words: Sequence[str]
    refs: Sequence[str]


def paths(
    years: Sequence[int], lines: Sequence[Line], number: Callable[[float], str], *, baseline: bool = True
) -> go.Figure:
    """Draw the paths, the baseline first where it is among them."""
    figure = go.Figure()
    for line, style in zip(lines, STYLES if baseline else STYLES[1:], strict=False):
        figure.add_scatter(
            x=list(years),
            y=list(line.values),
            mode="lines+markers",
            line=style | {"width": 2.5},
            marker={"size": 6, "color": style["color"]},
            name=literal(line.name),
            customdata=list(line.refs),
            hovertext=[f"{literal(line.name)} · {year} · {word}" for year, word in zip(years, line.words, strict=True)],
            hoverinfo="text",
        )
    layout(figure, rows=0)
    values = np.array([line.values for line in lines])
    ticks = even_ticks(float(values.max()), float(values.min()))
    return figure.update_layout(
        height=HEIGHT,
        margin={"l": 10, "r": 10, "t": 12, "b": 40},
        xaxis={"tickformat": "d"} | ({"dtick": 1} if len(years) <= FEW_YEARS else {}),
        yaxis={
            "tickvals": ticks,
            "ticktext": [number(tick) for tick in ticks],
            "range": [ticks[0], ticks[-1]],
            "showgrid": True,
        },
    )
