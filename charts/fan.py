"""A fan: what was counted, the central path dashed, and bands of 50, 80 and 95 % around it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from charts.theme import ACHIEVED, GRID, INK, OTHER, layout

HEIGHT = 380  # pixels
SHADES = {95: 0.16, 80: 0.26, 50: 0.38}  # opacity of the bands, the widest first


def fan(
    years: Sequence[int],
    central: npt.ArrayLike,
    bands: Mapping[int, tuple[npt.ArrayLike, npt.ArrayLike]],
    counted: Mapping[float, float],
    labels: dict[str, str],
    number: Callable[[float], str],
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
        labels: ``central`` and ``counted`` for the legend; a band is named by its percent.
        number: puts a value of the axis into words.
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
            name=f"{percent}%",
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
    highest = max(np.max(np.asarray(edge, dtype=float)) for _low, edge in bands.values())
    ticks = even_ticks(float(highest))
    return figure.update_layout(
        height=HEIGHT,
        margin={"l": 10, "r": 10, "t": 60, "b": 40},
        xaxis={"tickformat": "d", "gridcolor": GRID},
        yaxis={
            "tickvals": ticks,
            "ticktext": [number(tick) for tick in ticks],
            "range": [0, ticks[-1]],
            "showgrid": True,
        },
    )


def even_ticks(highest: float) -> list[float]:
    """Return three to six round values from 0 to the first at or above the highest, 1, 2 or 5 times a power of ten apart."""
    power = 10.0 ** np.floor(np.log10(max(highest, 1e-9) / 5))
    step = next(factor * power for factor in (1, 2, 5, 10) if highest / (factor * power) <= 5)
    return [step * at for at in range(int(np.ceil(highest / step)) + 1)]
