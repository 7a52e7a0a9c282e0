"""A spine chart: for each indicator the range of the peers, their middle half, their median, the nation, and the place itself.

Every row is drawn on its own scale from the lowest to the highest value, so rows of different units stand together.
"""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import ACHIEVED, BENCHMARK, GRID, MUTED, ODD, layout, marks, named_rows, row_height


def spine(rows: pd.DataFrame, labels: dict[str, str]) -> go.Figure:
    """Draw one row an indicator.

    Args:
        rows: ``label`` (row name), ``low``, ``q1``, ``median``, ``q3``, ``high``, ``nation``, ``own``, each already
            scaled to 0–1 within its row (missing where unknown), ``odd`` (own value of another definition),
            ``text`` (own value), ``hover``, ``ref``.
        labels: ``range``, ``middle``, ``median``, ``nation``, ``own``, ``odd`` for the legend.
    """
    figure = go.Figure()
    for start, end, colour, width, name in (
        ("low", "high", GRID, 14, labels["range"]),
        ("q1", "q3", ODD, 14, labels["middle"]),
    ):
        known = rows[rows[start].notna()]
        xs = [value for row in known.itertuples() for value in (getattr(row, start), getattr(row, end), None)]
        ys = [label for row in known.itertuples() for label in (row.label, row.label, None)]
        figure.add_scatter(
            x=xs, y=ys, mode="lines", line={"color": colour, "width": width}, name=name, hoverinfo="skip"
        )
    for column, symbol, colour, size, name in (
        ("median", "line-ns-open", MUTED, 16, labels["median"]),
        ("nation", "line-ns-open", BENCHMARK, 20, labels["nation"]),
    ):
        if rows[column].isna().all():
            continue
        figure.add_scatter(
            x=rows[column].to_numpy(),
            y=rows["label"].to_numpy(),
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": size, "color": colour, "line": {"width": 2, "color": colour}},
            hoverinfo="skip",
        )
    for odd, name in ((False, labels["own"]), (True, labels["odd"])):
        part = rows[(rows["odd"] == odd) & rows["own"].notna()]
        if part.empty:
            continue
        colour = MUTED if odd else ACHIEVED
        figure.add_scatter(
            **marks(part, "own"),
            mode="markers",
            name=name,
            marker={
                "symbol": "circle-x-open" if odd else "circle",
                "size": 14,
                "color": colour,
                "line": {"color": colour},
            },
        )
    layout(figure, rows=len(rows), bottom=20, row_height=row_height(rows["label"].tolist(), rows["text"].tolist()))
    figure.update_layout(
        xaxis={"visible": False, "range": [-0.03, 1.03]},
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": rows["label"].tolist()[::-1]},
    )
    return named_rows(figure, rows["label"].tolist(), rows["text"].tolist())
