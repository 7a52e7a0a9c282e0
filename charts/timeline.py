"""A place's targets on a time line: a hollow diamond at the deadline, its status in words beside it."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import BENCHMARK, MUTED, TARGET, layout


def timeline(rows: pd.DataFrame, today: float, label: str) -> go.Figure:
    """Draw one row a target.

    Args:
        rows: ``label`` (indicator), ``year`` (decimal), ``text`` (value and status), ``hover``, ``ref``.
        today: the day of the judgement as a decimal year, a thin grey line.
        label: the name of that line.
    """
    late = rows["year"] > rows["year"].median()
    figure = go.Figure(
        go.Scatter(
            x=rows["year"].to_numpy(),
            y=rows["label"].to_numpy(),
            mode="markers+text",
            text=rows["text"].to_numpy(),
            textposition=["middle left" if is_late else "middle right" for is_late in late],
            textfont={"size": 13, "color": MUTED},
            customdata=rows["ref"].to_numpy(),
            hovertext=rows["hover"].to_numpy(),
            hoverinfo="text",
            cliponaxis=False,
            marker={"symbol": "diamond-open", "size": 13, "color": TARGET, "line": {"width": 2, "color": TARGET}},
            showlegend=False,
        )
    )
    figure.add_vline(x=today, line={"color": BENCHMARK, "width": 1.5, "dash": "dot"})
    figure.add_annotation(
        x=today, y=1, yref="paper", yanchor="bottom", text=label, showarrow=False, font={"size": 13, "color": MUTED}
    )
    layout(figure, rows=len(rows), top=34, bottom=40)
    first, last = min(rows["year"].min(), today), max(rows["year"].max(), today)
    margin = max(2.0, (last - first) * 0.45)
    return figure.update_layout(
        xaxis={"range": [first - margin, last + margin], "tickformat": "d", "nticks": 6},
        yaxis={"type": "category", "autorange": "reversed", "showgrid": True},
    )
