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
    number: Callable[[float], str],
    *,
    hover: Sequence[str],
    refs: Sequence[str],
) -> dict[str, Any]:
    """Return the data and layout of a fan, for a chart that follows a lever: checking each part takes Plotly 15 ms.

    Args:
        years: of the path.
        central: its values.
        bands: percent of the draws a band holds, with its lower and upper edge.
        counted: what was counted, if anything.
        labels: ``central`` and ``counted`` for the legend; a band is named by its percent.
        number: puts a value of the axis into words.
        hover: one text a year.
        refs: the evidence reference of each year.
    """
    x = [float(year) for year in years]
    path = np.asarray(central, dtype=float)
    highest = max([float(path.max()), *(float(np.max(np.asarray(edge))) for _low, edge in bands.values())])
    decimals = max(0, 5 - int(np.floor(np.log10(max(highest, 1e-9)))))  # six digits: no pixel shows more
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
        "yaxis": house()["yaxis"] | _axis(highest, number),
    }
    return {"data": data, "layout": house() | own}


def _axis(highest: float, number: Callable[[float], str]) -> dict[str, Any]:
    ticks = even_ticks(highest)
    words = [number(tick) for tick in ticks]
    return {"tickvals": ticks, "ticktext": words, "range": [0, ticks[-1]], "showgrid": True}


def held(parts: dict[str, Any], least: float, number: Callable[[float], str]) -> dict[str, Any]:
    """Return a fan whose axis reaches at least so far, so that it holds still while a lever moves."""
    if least <= parts["layout"]["yaxis"]["range"][1]:
        return parts
    axis = parts["layout"]["yaxis"] | _axis(least, number)
    return {"data": parts["data"], "layout": parts["layout"] | {"yaxis": axis}}


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
    highest = max(value, parts["layout"]["yaxis"]["range"][1])
    axis = parts["layout"]["yaxis"] | {"range": [0, highest * (1.05 if highest == value else 1)]}
    return {"data": [*parts["data"], line], "layout": parts["layout"] | {"yaxis": axis}}


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
    highest = max(float(np.max(np.asarray(values))), parts["layout"]["yaxis"]["range"][1])
    axis = parts["layout"]["yaxis"] | {"range": [0, highest]}
    return {"data": [*parts["data"], line], "layout": parts["layout"] | {"yaxis": axis}}


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


def even_ticks(highest: float) -> list[float]:
    """Return three to six round values from 0 to the first at or above the highest, 1, 2 or 5 times a power of ten apart."""
    power = 10.0 ** np.floor(np.log10(max(highest, 1e-9) / 5))
    step = next(factor * power for factor in (1, 2, 5, 10) if highest / (factor * power) <= 5)
    return [step * at for at in range(int(np.ceil(highest / step)) + 1)]
