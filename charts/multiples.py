"""Small multiples: a chart an indicator, the same rows in each, a mark a place, the nation as a dotted line."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import BENCHMARK, GRID, INK, MARKS, MUTED, layout, marks

ROW, HEAD, FOOT = 27, 52, 12  # pixels: a row, the name of the indicator with that of its line, the space below
SPACE = 1.75  # part of the largest value that the axis reaches to, so that the words beside a mark have room


def panel(title: str, rows: pd.DataFrame, lines: pd.DataFrame, order: list[str], kind: str) -> go.Figure:
    """Draw one indicator.

    Args:
        title: its name, with the unit.
        rows: its marks (``charts.dots.ranked_dots``).
        lines: the line of reference, or none: ``value`` and ``label``.
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
    named = [f"<span style='color:{MUTED}'>┊ {label.replace('<br>', ' ')}</span>" for label in lines["label"]]
    for value in lines["value"]:
        figure.add_vline(x=value, line={"color": BENCHMARK, "width": 1.5, "dash": "dot"})
    layout(figure, rows=0)
    top = float(max([rows["value"].max(), *lines["value"]]))
    axis = {"type": "category", "categoryorder": "array", "categoryarray": order[::-1]}
    return figure.update_layout(
        height=HEAD + len(order) * ROW + FOOT,
        margin={"l": 10, "r": 10, "t": HEAD, "b": FOOT},
        title={
            "text": "<br>".join([f"<b>{title}</b>", *named]),
            **{"x": 0, "xanchor": "left", "y": 1, "yanchor": "top", "pad": {"l": 10, "t": 6}},
            "font": {"size": 14, "color": INK},
        },
        xaxis={"range": [0, top * SPACE], "visible": False},
        yaxis=axis | {"range": [-0.5, len(order) - 0.5], "showgrid": True, "gridcolor": GRID},
    )
