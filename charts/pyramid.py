"""Age pyramids: shares of the whole by sex and age, women to the right, an earlier count or another place as an outline."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import ACHIEVED, GRID, INK, OTHER, layout

ROW = 21


def pyramid(filled: pd.DataFrame, outline: pd.DataFrame, labels: dict[str, str]) -> go.Figure:
    """Draw one population over another.

    Args:
        filled: ``age`` (row name, youngest first), ``male`` and ``female`` in percent of the whole, ``hover_male``,
            ``hover_female``, ``ref_male``, ``ref_female``.
        outline: the same columns for the population drawn as a line (may be empty).
        labels: ``male``, ``female``, ``filled`` and ``outline`` for axis and legend.
    """
    figure = go.Figure()
    for sex, sign, colour in (("male", -1, ACHIEVED), ("female", 1, OTHER)):
        figure.add_bar(
            x=sign * filled[sex].to_numpy(),
            y=filled["age"].to_numpy(),
            orientation="h",
            name=f"{labels['filled']} · {labels[sex]}",
            marker={"color": colour},
            customdata=filled[f"ref_{sex}"].to_numpy(),
            hovertext=filled[f"hover_{sex}"].to_numpy(),
            hoverinfo="text",
        )
        if len(outline):
            figure.add_scatter(
                x=sign * outline[sex].to_numpy(),
                y=outline["age"].to_numpy(),
                mode="lines",
                line={"color": INK, "width": 2},
                name=labels["outline"],
                legendgroup="outline",
                showlegend=sign > 0,
                hovertext=outline[f"hover_{sex}"].to_numpy(),
                hoverinfo="text",
            )
    widest = max([filled["male"].max(), filled["female"].max(), *outline["male"], *outline["female"]])
    ticks = [tick for tick in range(-20, 21, 2) if abs(tick) <= widest + 1]
    layout(figure, rows=len(filled), bottom=40, row_height=ROW)
    return figure.update_layout(
        barmode="overlay",
        bargap=0.08,
        xaxis={"tickvals": ticks, "ticktext": [f"{abs(tick)}%" for tick in ticks], "gridcolor": GRID},
        yaxis={"type": "category", "tickfont": {"size": 12}},
    )
