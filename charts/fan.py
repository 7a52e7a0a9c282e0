"""A fan: what was counted, the central path dashed, and bands of 50, 80 and 95 % around it."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from charts.theme import ACHIEVED, GRID, INK, MUTED, OTHER, layout

HEIGHT = 380  # pixels
SHADES = {95: 0.16, 80: 0.26, 50: 0.38}  # opacity of the bands, the widest first


def fan(
    years: Sequence[int],
    central: npt.ArrayLike,
    bands: Mapping[int, tuple[npt.ArrayLike, npt.ArrayLike]],
    counted: Mapping[float, float],
    labels: dict[str, str],
    *,
    hover: Sequence[str],
    refs: Sequence[str],
) -> go.Figure:
    """Draw one quantity over time.

    Args:
        years: of the path.
        central: its values.
        bands: percent of the draws a band holds, with its lower and upper edge.
        counted: values that were counted, by (decimal) year.
        labels: ``central``, ``band`` (with a place for ``{percent}``), ``counted`` and ``axis``.
        hover: one text a year.
        refs: the evidence reference of each year.
    """
    figure = go.Figure()
    x = np.asarray(years, dtype=float)
    for percent, opacity in SHADES.items():
        if percent not in bands:
            continue
        low, high = (np.asarray(edge, dtype=float) for edge in bands[percent])
        figure.add_scatter(
            x=np.concatenate([x, x[::-1]]),
            y=np.concatenate([high, low[::-1]]),
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=OTHER,
            opacity=opacity,
            name=labels["band"].format(percent=percent),
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=x,
        y=np.asarray(central, dtype=float),
        mode="lines+markers",
        line={"color": INK, "width": 2, "dash": "dash"},
        marker={"size": 7, "color": INK},
        name=labels["central"],
        customdata=list(refs),
        hovertext=list(hover),
        hoverinfo="text",
    )
    if counted:
        figure.add_scatter(
            x=list(counted),
            y=list(counted.values()),
            mode="markers",
            marker={"size": 11, "color": ACHIEVED},
            name=labels["counted"],
            hoverinfo="skip",
        )
    layout(figure, rows=0)
    return figure.update_layout(
        height=HEIGHT,
        margin={"l": 10, "r": 10, "t": 60, "b": 40},
        xaxis={"tickformat": "d", "gridcolor": GRID},
        yaxis={"title": {"text": labels["axis"], "font": {"color": MUTED}}, "rangemode": "tozero", "showgrid": True},
    )
