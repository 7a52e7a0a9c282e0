"""Ranked dots: one row a place, one mark a value, hatched where the definition differs, benchmarks as named grey lines."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from charts.fan import even_ticks
from charts.theme import (
    ACHIEVED,
    INK,
    LINE_NAME,
    MARKS,
    MUTED,
    ODD,
    TARGET,
    layout,
    marks,
    named_rows,
    reference_lines,
    row_height,
)

BAR = {"achieved": ACHIEVED, "target": TARGET}


def ranked_dots(
    rows: pd.DataFrame,
    lines: pd.DataFrame,
    labels: dict[str, str],
    axis: str,
    number: Callable[[float], str] = "{:,g}".format,
) -> go.Figure:
    """Draw one indicator over places.

    Args:
        rows: one row a place, in the order of display: ``label`` (row name), ``value``, ``text`` (value in words),
            ``hover``, ``kind``, ``odd`` (not comparable), ``mine`` (the viewer's own place, set off), ``ref`` (evidence reference, sent back
            on a click).
        lines: benchmarks: ``value``, ``label``, ``ref``.
        labels: ``comparable`` and ``odd`` for the legend.
        axis: title of the value axis.
        number: puts a value of the axis into words.
    """
    figure = go.Figure()
    for odd, name in ((False, labels["comparable"]), (True, labels["odd"])):
        part = rows[rows["odd"] == odd]
        if part.empty:
            continue
        kind = str(part["kind"].iloc[0])
        mark = MARKS[kind]
        colour = ODD if odd else BAR.get(kind, MUTED)
        figure.add_bar(
            x=part["value"].to_numpy(),
            y=part["label"].to_numpy(),
            orientation="h",
            width=0.36,
            marker={
                "color": colour,
                "opacity": 0.25 if not odd else 0.9,
                "line": {"width": 0},
                "pattern": {"shape": "/" if odd else "", "fgcolor": MUTED, "bgcolor": "#ffffff", "size": 6},
            },
            hoverinfo="skip",
            showlegend=False,
        )
        figure.add_scatter(
            **marks(part),
            mode="markers",
            name=name,
            marker={
                "symbol": mark["symbol"],
                "size": [17 if mine else 13 for mine in part["mine"]],
                "color": MUTED if odd else mark["color"],
                "opacity": 1,
                "line": {
                    "width": [4 if mine else 2 for mine in part["mine"]],
                    "color": _rings(part, mark["color"], odd=odd),
                },
            },
        )
    top = float(max([rows["value"].max(), *lines["value"]]))
    ticks = even_ticks(top)
    reference_lines(figure, lines, top)
    names, words = rows["label"].tolist(), rows["text"].tolist()
    alone = lines.empty and not rows["odd"].any()  # one kind of mark, which the title names
    layout(figure, rows=len(rows), bottom=60 + LINE_NAME * len(lines), row_height=row_height(names, words))
    figure.update_layout(
        barmode="overlay",
        showlegend=not alone,
        xaxis={
            **{"title": {"text": axis}, "range": [0, max(top * 1.05, ticks[-1])]},
            **{"tickvals": ticks, "ticktext": [number(tick) for tick in ticks]},
        },
        yaxis={"autorange": "reversed", "type": "category"},
    )
    return named_rows(figure, names, words)


def _rings(rows: pd.DataFrame, colour: str, *, odd: bool) -> list[str]:
    """Return the colour around each mark: dark for the viewer's own place."""
    return [INK if mine else MUTED if odd else colour for mine in rows["mine"]]
