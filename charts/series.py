"""One number over the years: a filled mark a year, joined where the definition is the same, with every break and fall named."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from charts.fan import HEIGHT, even_ticks
from charts.theme import ACHIEVED, BENCHMARK, MUTED, TARGET, TARGET_WORDS, layout

FALL = "↓"


def series(figures: pd.DataFrame, names: dict[str, str], number: Callable[[float], str]) -> go.Figure:
    """Draw one series.

    Years that follow each other are joined by a line, others of the same definition by dots; nothing joins two definitions.

    Args:
        figures: one row a year: ``year``, ``value``, ``text`` (above the first, the last and the largest), ``hover``, ``ref``, and ``change`` from the
            row before (``break``, ``fall`` or nothing).
        names: of ``break`` and ``fall``; the first is written at its place, the second is an arrow (``FALL``).
        number: puts a value of the axis into words.
    """
    figure = go.Figure()
    years, values = figures["year"].astype(int).tolist(), figures["value"].tolist()
    for at in range(1, len(figures)):
        if figures["change"].iloc[at] != "break":
            figure.add_scatter(
                x=years[at - 1 : at + 1],
                y=values[at - 1 : at + 1],
                mode="lines",
                line={"color": ACHIEVED, "width": 2.5, "dash": "solid" if years[at] - years[at - 1] == 1 else "dot"},
                hoverinfo="skip",
                showlegend=False,
            )
    named = {0, values.index(max(values)), len(values) - 1}  # more would lie over each other on a phone
    figure.add_scatter(
        x=years,
        y=values,
        mode="markers+text",
        marker={"size": 11, "color": ACHIEVED},
        text=[text if at in named else "" for at, text in enumerate(figures["text"])],
        textposition="top center",
        textfont={"size": 13},
        customdata=figures["ref"].tolist(),
        hovertext=figures["hover"].tolist(),
        hoverinfo="text",
        cliponaxis=False,
        showlegend=False,
    )
    for at, change in enumerate(figures["change"]):
        if change in names:
            between = (years[at - 1] + years[at]) / 2
            color = TARGET if change == "break" else BENCHMARK
            figure.add_vline(x=between, line={"color": color, "width": 1.5, "dash": "dot"})
            figure.add_annotation(
                x=between,
                y=1,
                yref="paper",
                yanchor="bottom",
                text=names[change] if change == "break" else FALL,
                showarrow=False,
                font={"size": 13, "color": TARGET_WORDS if change == "break" else MUTED},
            )
    layout(figure, rows=0)
    ticks = even_ticks(1.1 * max(values))
    return figure.update_layout(
        height=HEIGHT,
        margin={"l": 10, "r": 20, "t": 24, "b": 40},
        xaxis={"tickformat": "d", "dtick": 2, "range": [years[0] - 0.6, years[-1] + 0.6]},
        yaxis={
            "tickvals": ticks,
            "ticktext": [number(tick) for tick in ticks],
            "range": [0, ticks[-1]],
            "showgrid": True,
        },
    )
