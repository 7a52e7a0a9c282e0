"""Plain horizontal bars, one a row: counts, and amounts of which some are bounds; a click sends back what the row carries."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import ACHIEVED, INK, MUTED, TARGET, layout, marks, named_rows, row_height


def count_bars(rows: pd.DataFrame, chosen: str = "") -> go.Figure:
    """Draw one bar a row.

    Args:
        rows: ``label``, ``count``, ``code`` (sent back on a click), in the order of display.
        chosen: the code of the row to set off from the others, if any.
    """
    dimmed = [0.35 if chosen and code != chosen else 1.0 for code in rows["code"]]
    figure = go.Figure(
        go.Bar(
            x=rows["count"].to_numpy(),
            y=rows["label"].to_numpy(),
            orientation="h",
            customdata=rows["code"].to_numpy(),
            text=rows["count"].to_numpy(),
            textposition="outside",
            cliponaxis=False,
            marker={"color": TARGET, "opacity": dimmed},
            selected={"textfont": {"color": INK}},  # without it plotly.js fails at a click, and no one hears of it
            hovertemplate="%{y}: %{x}<extra></extra>",
        )
    )
    layout(figure, rows=len(rows), bottom=30)
    return figure.update_layout(
        bargap=0.3, xaxis={"visible": False}, yaxis={"autorange": "reversed", "type": "category"}
    )


def amount_bars(rows: pd.DataFrame, labels: dict[str, str], axis: str) -> go.Figure:
    """Draw one bar a row, its name and words above it: filled where the amount is known, hatched where it is the most it can be.

    Args:
        rows: ``label`` (row name, unique), ``text`` (the amount in words), ``value``, ``hover``, ``bound``, ``ref``, in the order of display.
        labels: ``known`` and ``bound`` for the legend.
        axis: title of the value axis.
    """
    figure = go.Figure()
    for bound, name in ((False, labels["known"]), (True, labels["bound"])):
        pattern = {"shape": "/" if bound else "", "fgcolor": MUTED, "bgcolor": "#ffffff", "size": 6}
        figure.add_bar(
            **marks(rows[rows["bound"] == bound]),
            orientation="h",
            width=0.3,
            name=name,
            marker={"color": ACHIEVED, "pattern": pattern, "line": {"width": 1, "color": MUTED if bound else ACHIEVED}},
            selected={"textfont": {"color": INK}},
        )
    names, words = rows["label"].tolist(), rows["text"].tolist()
    layout(figure, rows=len(rows), bottom=60, row_height=row_height(names, words))
    figure.update_layout(
        barmode="overlay",
        xaxis={"title": {"text": axis}},
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": names, "autorange": "reversed"},
    )
    return named_rows(figure, names, words, above=8)
