"""Small multiples: a chart an indicator, the same rows in each, a mark a place, the nation as a dotted line."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import BENCHMARK, GRID, INK, MARKS, layout, marks

ROW, FOOT = 27, 6  # pixels: a row, and the space below
SPACE = 1.75  # part of the largest value that the axis reaches to, so that the words beside a mark have room


def panel(rows: pd.DataFrame, lines: pd.DataFrame, order: list[str], kind: str) -> go.Figure:
    """Draw one indicator.

    Args:
        rows: its marks (``charts.dots.ranked_dots``).
        lines: the line of reference, or none: ``value``.
        order: the names of the rows, top first.
        kind: of statement, which gives the mark.
    """
    own, mark = rows["mine"].to_list(), MARKS[kind]
    figure = go.Figure()
    figure.add_scatter(
        **marks(rows),
        mode="markers+text",
        text=[f"<b>{text}</b>" if mine else text for text, mine in zip(rows["text"], own, strict=True)],
        textposition="middle right",
        textfont={"size": 13, "color": INK},
        marker={
            "symbol": mark["symbol"],
            "size": [15 if mine else 11 for mine in own],
            "color": mark["color"],
            "opacity": 1,
            "line": {
                "width": [3 if mine else 1.5 for mine in own],
                "color": [INK if mine else mark["color"] for mine in own],
            },
        },
        showlegend=False,
    )
    for value in lines["value"]:
        figure.add_vline(x=value, line={"color": BENCHMARK, "width": 1.5, "dash": "dot"})
    layout(figure, rows=0)
    top = float(max([rows["value"].max(), *lines["value"]]))
    axis = {"type": "category", "categoryorder": "array", "categoryarray": order[::-1]}
    return figure.update_layout(
        height=len(order) * ROW + 2 * FOOT,
        margin={"l": 10, "r": 10, "t": FOOT, "b": FOOT},
        xaxis={"range": [0, top * SPACE], "visible": False},
        yaxis=axis | {"range": [-0.5, len(order) - 0.5], "showgrid": True, "gridcolor": GRID},
    )
