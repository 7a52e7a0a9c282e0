"""Targets against results: one row a place; a filled bar where the target is met, a hatched one where the result is short of it."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from charts.fan import even_ticks
from charts.theme import (
    INK,
    LINE_NAME,
    MARKS,
    MUTED,
    ODD,
    TARGET,
    TARGET_WORDS,
    layout,
    named_rows,
    reference_lines,
    row_height,
)

MET = "#009e73"  # Okabe and Ito's green: darker than the orange of what is short, and filled where that is hatched
MET_WORDS = "#007a58"  # dark enough for words
BEHIND = 0.45  # of the largest value: bars that end below it have their gap behind them, the others before them


def gap_bars(
    rows: pd.DataFrame, lines: pd.DataFrame, labels: dict[str, str], axis: str, number: Callable[[float], str]
) -> go.Figure:
    """Draw one row a place.

    Args:
        rows: in the order of display: ``label`` (row name), ``words`` (result and target in words, beside it), ``form`` (``met``,
            ``short``, ``weak``, ``silent``, ``result``), ``result`` and ``target`` (values, missing where there is none), ``gap`` (in words, beside
            the bar), and ``hover`` and ``ref`` of ``result``, ``target`` and ``bar``: ``hover_result`` …
        lines: reference lines: ``value``, ``label``, ``ref``.
        labels: ``met``, ``short``, ``result``, ``target`` and ``silent`` for the legend.
        axis: title of the value axis.
        number: puts a value of the axis into words.
    """
    figure = go.Figure()
    for form, colour in (("met", MET), ("short", TARGET)):
        part = rows[rows["form"] == form]
        if part.empty:
            continue
        hatched = {"shape": "/", "fgcolor": colour, "bgcolor": "#ffffff", "size": 6}
        figure.add_bar(
            **_of(part, "bar"),
            x=(part["target"] - part["result"]).to_numpy(),
            base=part["result"].to_numpy(),
            orientation="h",
            width=0.34,
            name=labels[form],
            marker={
                "color": colour,
                "line": {"width": 1.5, "color": colour},
                "pattern": hatched if form == "short" else {},
            },
            selected={"textfont": {"color": INK}},
        )
    for what, silent in (("result", False), ("target", False), ("target", True)):
        part = rows[rows[what].notna() & ((rows["form"] == "silent") == silent)]
        if part.empty:
            continue
        mark = MARKS["achieved" if what == "result" else "target"]
        colour = ODD if silent else mark["color"]
        figure.add_scatter(
            **_of(part, what),
            x=part[what].to_numpy(),
            mode="markers",
            name=labels["silent"] if silent else labels[what],
            marker={"symbol": mark["symbol"], "size": 13, "color": colour, "line": {"width": 2.5, "color": colour}},
            cliponaxis=False,
        )
    near, far = rows[["result", "target"]].min(axis=1), rows[["result", "target"]].max(axis=1)
    top = float(max([far.max(), *lines["value"]]))
    said = rows[rows["gap"] != ""]
    colours = said["form"].map({"met": MET_WORDS, "short": TARGET_WORDS}).fillna(MUTED)
    before = far[said.index] > BEHIND * top  # no room behind the bar on a phone
    figure.add_scatter(
        x=near[said.index].where(before, far[said.index]).to_numpy(),
        y=said["label"].to_numpy(),
        mode="text",
        text=[
            f"<b>{text}</b>" if form in ("met", "short") else text
            for text, form in zip(said["gap"], said["form"], strict=True)
        ],
        texttemplate="   %{text}   ",
        textposition=["middle left" if one else "middle right" for one in before],
        textfont={"size": 14, "color": colours.tolist()},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    reference_lines(figure, lines, top)
    ticks = even_ticks(top)
    names, words = rows["label"].tolist(), rows["words"].tolist()
    layout(figure, rows=len(rows), bottom=60 + LINE_NAME * len(lines), row_height=row_height(names, words))
    figure.update_layout(
        barmode="overlay",
        xaxis={
            **{"title": {"text": axis}, "range": [0, max(top * 1.05, ticks[-1])]},
            **{"tickvals": ticks, "ticktext": [number(tick) for tick in ticks]},
        },
        yaxis={
            **{"type": "category", "categoryorder": "array", "categoryarray": names},
            "range": [len(names) - 0.5, -0.5],
        },
    )
    return named_rows(figure, names, words)


def _of(rows: pd.DataFrame, what: str) -> dict[str, object]:
    """Return where the marks of a trace stand, what they say, and what they open."""
    return {
        "y": rows["label"].to_numpy(),
        "customdata": rows[f"ref_{what}"].to_numpy(),
        "hovertext": rows[f"hover_{what}"].to_numpy(),
        "hoverinfo": "text",
    }
