"""Small multiples: one panel an indicator, the same rows in each, a mark a place, the nation as a dotted line."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts.theme import BENCHMARK, GRID, INK, MARKS, MUTED, layout, marks

COLUMNS = 2
ROW, HEAD, FOOT = 30, 64, 14  # pixels: a row, the name of a panel with that of its line, the space below
SPACE = 1.75  # part of the largest value that a panel reaches to, so that the words beside a mark have room


@dataclass(frozen=True)
class Panel:
    """One indicator: its name with the unit, its marks (``charts.dots.ranked_dots``), and at most one line of reference."""

    title: str
    rows: pd.DataFrame
    lines: pd.DataFrame


def small_multiples(panels: list[Panel], order: list[str], kind: str) -> go.Figure:
    """Draw the panels.

    Args:
        panels: in the order of display.
        order: the names of the rows, top first.
        kind: of statement, which gives the mark.
    """
    high = -(-len(panels) // COLUMNS)
    each = HEAD + len(order) * ROW + FOOT
    plots = high * each - HEAD - FOOT  # the first head and the last foot are margins
    spaces = {"horizontal_spacing": 0.03, "vertical_spacing": (HEAD + FOOT) / plots if high > 1 else 0}
    figure = make_subplots(high, COLUMNS, shared_yaxes=True, **spaces)
    for at, panel in enumerate(panels):
        row, column = divmod(at, COLUMNS)
        where: dict[str, Any] = {"row": row + 1, "col": column + 1}
        own, mark = panel.rows["mine"].to_list(), MARKS[kind]
        figure.add_scatter(
            **marks(panel.rows),
            **where,
            mode="markers+text",
            text=[f"<b>{text}</b>" if mine else text for text, mine in zip(panel.rows["text"], own, strict=True)],
            textposition="middle right",
            textfont={"size": 13, "color": INK},
            marker={
                "symbol": mark["symbol"],
                "size": [15 if mine else 11 for mine in own],
                "color": mark["color"],
                "line": {
                    "width": [3 if mine else 1.5 for mine in own],
                    "color": [INK if mine else mark["color"] for mine in own],
                },
            },
            showlegend=False,
        )
        top = float(max([panel.rows["value"].max(), *panel.lines["value"]]))
        axis = {"categoryorder": "array", "categoryarray": order[::-1], "range": [-0.5, len(order) - 0.5]}
        figure.update_xaxes(range=[0, top * SPACE], visible=False, **where)
        figure.update_yaxes(
            axis | {"type": "category", "showgrid": True, "gridcolor": GRID, "automargin": True}, **where
        )
        line, number = panel.lines.head(1), at + 1 if at else ""
        named = [f"<span style='color:{MUTED}'>┊ {label.replace('<br>', ' ')}</span>" for label in line["label"]]
        figure.add_annotation(
            text="<br>".join([f"<b>{panel.title}</b>", *named]),
            **{"x": 0, "xref": f"x{number} domain", "xanchor": "left"},
            **{"y": 1, "yref": f"y{number} domain", "yanchor": "bottom"},
            **{"showarrow": False, "align": "left", "font": {"size": 14, "color": INK}},
        )
        for value in line["value"]:
            figure.add_vline(x=value, line={"color": BENCHMARK, "width": 1.5, "dash": "dot"}, **where)
    layout(figure, rows=0)
    return figure.update_layout(height=high * each, margin={"l": 10, "r": 10, "t": HEAD, "b": FOOT})
