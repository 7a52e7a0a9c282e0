"""A fan: what was counted, the central path dashed, and bands of 50, 80 and 95 % around it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from charts.theme import ACHIEVED, BENCHMARK, INK, OTHER, layout

HEIGHT = 380  # pixels
SHADES = {95: 0.16, 80: 0.26, 50: 0.38}  # opacity of the bands, the widest first


@dataclass(frozen=True)
class Counts:
    """What was counted: in which (decimal) year, how many, what a mark says, and the reference that it opens."""

    years: Sequence[float]
    values: Sequence[float]
    hover: Sequence[str]
    refs: Sequence[str]


def fan_parts(
    years: Sequence[int],
    central: npt.ArrayLike,
    bands: Mapping[int, tuple[npt.ArrayLike, npt.ArrayLike]],
    counted: Counts | None,
    labels: dict[str, str],
    *,
    hover: Sequence[str],
    refs: Sequence[str],
) -> dict[str, Any]:
    """Return the data and layout of a fan, for a chart that follows a lever: checking each part takes Plotly 15 ms.

    Its axis is made once all stands in it (``scaled``).

    Args:
        years: of the path.
        central: its values.
        bands: percent of the draws a band holds, with its lower and upper edge.
        counted: what was counted, if anything.
        labels: ``central`` and ``counted`` for the legend; a band is named by its percent.
        hover: one text a year.
        refs: the evidence reference of each year.
    """
    x = [float(year) for year in years]
    path = np.asarray(central, dtype=float)
    largest = max(float(np.max(np.abs(edge))) for edge in (path, *(edge for edges in bands.values() for edge in edges)))
    decimals = max(0, 5 - int(np.floor(np.log10(max(largest, 1e-9)))))  # six digits: no pixel shows more
    path = path.round(decimals)
    data: list[dict[str, Any]] = []
    for percent, opacity in SHADES.items():
        if percent not in bands:
            continue
        low, high = (np.asarray(edge, dtype=float).round(decimals) for edge in bands[percent])
        data.append(
            {
                "type": "scatter",
                "x": x + x[::-1],
                "y": [*high.tolist(), *low[::-1].tolist()],
                "mode": "lines",
                "line": {"width": 0},
                "fill": "toself",
                "fillcolor": OTHER,
                "opacity": opacity,
                "name": f"{percent}%",
                "hoverinfo": "skip",
            }
        )
    data.append(
        {
            "type": "scatter",
            "x": x,
            "y": path.tolist(),
            "mode": "lines+markers",
            "line": {"color": INK, "width": 2, "dash": "dash"},
            "marker": {"size": 7, "color": INK},
            "name": labels["central"],
            "customdata": list(refs),
            "hovertext": list(hover),
            "hoverinfo": "text",
        }
    )
    if counted is not None:
        data.append(
            {
                "type": "scatter",
                "x": list(counted.years),
                "y": list(counted.values),
                "mode": "markers",
                "marker": {"size": 11, "color": ACHIEVED},
                "name": labels["counted"],
                "customdata": list(counted.refs),
                "hovertext": list(counted.hover),
                "hoverinfo": "text",
            }
        )
    own = {
        "height": HEIGHT,
        "margin": {"l": 10, "r": 10, "t": 12, "b": 40},
        "xaxis": house()["xaxis"] | {"tickformat": "d"},
    }
    return {"data": data, "layout": house() | own}


def scaled(parts: dict[str, Any], number: Callable[[float], str], *held: float) -> dict[str, Any]:
    """Return a fan with an axis from 0 to all that is drawn, and to what is ``held``, so that it stays while a lever moves.

    Args:
        parts: the fan.
        number: puts a value of the axis into words.
        held: values that the axis reaches, drawn or not.
    """
    drawn = [value for each in parts["data"] for value in each["y"]]
    ticks = even_ticks(max(*drawn, *held), min(*drawn, *held))
    words = [number(tick) for tick in ticks]
    axis = {"tickvals": ticks, "ticktext": words, "range": [ticks[0], ticks[-1]], "showgrid": True}
    return {"data": parts["data"], "layout": parts["layout"] | {"yaxis": house()["yaxis"] | axis}}


@cache
def house() -> dict[str, Any]:
    """Return the layout of the house style as plain values."""
    return layout(go.Figure(), rows=0).layout.to_plotly_json()


def across(parts: dict[str, Any], value: float, name: str) -> dict[str, Any]:
    """Return a fan with a line across at a value that does not change, such as the beds that are known to stand."""
    x = parts["data"][-1]["x"]
    line = {
        "type": "scatter",
        "x": [min(x), max(x)],
        "y": [value, value],
        "mode": "lines",
        "line": {"color": BENCHMARK, "width": 2},
        "name": name,
        "hoverinfo": "skip",
    }
    return {"data": [*parts["data"], line], "layout": parts["layout"]}


def beside(parts: dict[str, Any], values: npt.ArrayLike, name: str) -> dict[str, Any]:
    """Return a fan with a second line over the same years: what another demand comes to."""
    years = next(each["x"] for each in parts["data"] if each["mode"] == "lines+markers")
    line = {
        "type": "scatter",
        "x": years,
        "y": np.asarray(values, dtype=float).round(1).tolist(),
        "mode": "lines",
        "line": {"color": BENCHMARK, "width": 2, "dash": "dot"},
        "name": name,
        "hoverinfo": "skip",
    }
    return {"data": [*parts["data"], line], "layout": parts["layout"]}


def before(parts: dict[str, Any], values: npt.ArrayLike, name: str) -> dict[str, Any]:
    """Return a fan with a thin line of the path before any lever was moved."""
    found = beside(parts, values, name)
    line = found["data"][-1] | {"line": {"color": INK, "width": 1, "dash": "solid"}, "opacity": 0.55}
    return {"data": [*found["data"][:-1], line], "layout": found["layout"]}


def marked(parts: dict[str, Any], year: int) -> dict[str, Any]:
    """Return a fan with a thin line up at the year that is chosen."""
    line = {"color": BENCHMARK, "width": 1, "dash": "dot"}
    shape = {"type": "line", "x0": year, "x1": year, "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "line": line}
    return {"data": parts["data"], "layout": parts["layout"] | {"shapes": [shape]}}


def even_ticks(highest: float, lowest: float = 0.0) -> list[float]:
    """Return round values, 1, 2 or 5 times a power of ten apart, from the last at or below the lowest to the first at or above the highest.

    0 is among them; from it to the highest there are three to six.
    """
    bottom, top = min(lowest, 0.0), max(highest, 0.0)
    power = 10.0 ** np.floor(np.log10(max(top - bottom, 1e-9) / 5))
    step = next(factor * power for factor in (1, 2, 5, 10) if (top - bottom) / (factor * power) <= 5)
    return [step * at for at in range(int(np.floor(bottom / step)), int(np.ceil(top / step)) + 1)]
