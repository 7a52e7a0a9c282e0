"""Counts of figures by grade, stacked by kind of statement."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import MARKS, PATTERNS, layout


def grade_bars(table: pd.DataFrame, refs: list[str], kinds: dict[str, str]) -> go.Figure:
    """Draw one horizontal bar a row.

    Args:
        table: counts, one row a bar (index: its name), one column a kind of statement.
        refs: the evidence reference of each row.
        kinds: the name of each kind as shown.
    """
    figure = go.Figure()
    for kind in table.columns:
        figure.add_bar(
            x=table[kind].to_numpy(),
            y=table.index.to_numpy(),
            orientation="h",
            name=kinds[kind],
            customdata=refs,
            marker={
                "color": MARKS[kind]["color"],
                "pattern": {
                    "shape": PATTERNS.get(kind, ""),
                    "fillmode": "overlay",
                    "fgcolor": "#ffffff",
                    "fgopacity": 0.5,
                    "size": 6,
                },
            },
            hovertemplate="%{y} · %{fullData.name}: %{x}<extra></extra>",
            text=[str(count) if count >= 15 else "" for count in table[kind]],
            textposition="inside",
            textangle=0,
            constraintext="none",
            insidetextanchor="middle",
            textfont={"color": "#ffffff", "size": 13},
        )
    layout(figure, rows=len(table), bottom=30)
    return figure.update_layout(
        barmode="stack",
        bargap=0.25,
        yaxis={"autorange": "reversed", "type": "category"},
    )
