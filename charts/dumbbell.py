"""Target against achieved: one row a place, filled mark = result, hollow diamond = target, the bar between = gap."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import ACHIEVED, LINE_NAME, MARKS, MUTED, TARGET, layout, marks, reference_lines


def dumbbells(
    results: pd.DataFrame,
    targets: pd.DataFrame,
    lines: pd.DataFrame,
    order: list[str],
    labels: dict[str, str],
    axis: str,
) -> go.Figure:
    """Draw results and targets of one topic over places.

    Args:
        results: one row a place: ``label`` (row name), ``value``, ``text``, ``hover``, ``odd``, ``ref``, and ``end``, the
            side its text leans to (left, center, right).
        targets: any number a place, same columns; two targets of one year both stand.
        lines: reference lines: ``value``, ``label``, ``ref``.
        order: the row names, top first.
        labels: ``achieved``, ``target``, ``gap`` and ``odd`` for the legend.
        axis: title of the value axis.
    """
    figure = go.Figure()
    # Only where both ends share one definition is the distance between them a gap.
    same = targets[~targets["odd"]].merge(results[~results["odd"]], on="label", suffixes=("", "_result"))
    for at, pair in enumerate(same.itertuples()):
        figure.add_scatter(
            x=[pair.value_result, pair.value],
            y=[pair.label, pair.label],
            mode="lines",
            line={"color": MUTED, "width": 6},
            opacity=0.5,
            hoverinfo="skip",
            name=labels["gap"],
            legendgroup="gap",
            showlegend=at == 0,
        )
    for kind, rows, side in (("achieved", results, "bottom"), ("target", targets, "top")):
        for odd in (False, True):
            part = rows[rows["odd"] == odd]
            if part.empty:
                continue
            colour = MUTED if odd else (ACHIEVED if kind == "achieved" else TARGET)
            figure.add_scatter(
                **marks(part),
                mode="markers+text",
                name=f"{labels[kind]} · {labels['odd']}" if odd else labels[kind],
                text=part["text"].to_numpy(),
                textposition=[f"{side} {end}" for end in part["end"]],
                textfont={"size": 12, "color": MUTED},
                marker={
                    "symbol": f"{MARKS[kind]['symbol'].removesuffix('-open')}-x-open" if odd else MARKS[kind]["symbol"],
                    "size": 14,
                    "color": colour,
                    "line": {"width": 2, "color": colour},
                },
            )
    values = [*results["value"], *targets["value"], *lines["value"]]
    reference_lines(figure, lines, max(values))
    layout(figure, rows=int(len(order) * 1.7) + 1, top=130 + LINE_NAME * len(lines), bottom=60)
    return figure.update_layout(
        xaxis={"title": {"text": axis}, "range": [0, max(values) * 1.15]},
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": order[::-1], "showgrid": True},
    )
