"""Maps: coloured areas, proportional circles, or both; geometry by address, never by value.

A figure names the files and the place codes; the browser fetches each file once a session. Under the coloured areas lie two
sheets of hatching that show wherever no colour covers them: lines one way mean no data, lines both ways mean not comparable.
Province outlines, the ten dashes and the islets of the South China Sea are drawn on top of every national map.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.theme import (
    CONFIG,
    DIVERGING,
    FONT,
    INK,
    MAP_BORDER,
    MAP_HATCH,
    MAP_LAND,
    MAP_OUTLINE,
    MUTED,
    PAPER,
    SEQUENTIAL,
    TARGET,
)

DASHES = tuple(f"dash-{number}" for number in range(1, 11))
CLEAR = "rgba(255,255,255,0)"
HEIGHT = 660
NATION_RANGE = (83.0, 124.3)  # degrees east: at 3 degrees north this is as wide on the map as the land is farther north
ALBERS = ((25.0, 47.0), 105.0)  # standard parallels and central meridian of the national map
LARGEST = ((40, 44), (400, 30), (9_999, 18))  # diameter of the largest circle (pixels), for up to so many circles
LABEL = 14  # pixels
SWATCH = {"yaxis": "y", "xaxis": "x", "x": [None], "y": [None], "hoverinfo": "skip"}


class Layer(Protocol):
    """What a map is drawn from, as ``loaders.map_files.layer`` returns it."""

    @property
    def units(self) -> str:
        """Address of the polygons; a feature's id is the place code."""
        ...

    @property
    def base(self) -> str:
        """Address of outlines, hatching, dashes and islets."""
        ...

    @property
    def places(self) -> tuple[str, ...]:
        """Codes of all units."""
        ...

    @property
    def outlines(self) -> tuple[str, ...]:
        """Ids of the outlines."""
        ...

    @property
    def south_sea(self) -> bool:
        """Whether the frame holds the ten dashes."""
        ...

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north (degrees)."""
        ...

    @property
    def nation(self) -> bool:
        """Whether this is the whole nation."""
        ...


@dataclass(frozen=True)
class Scale:
    """How values become colours.

    ``number`` puts a value into words for the legend. ``diverging`` is for changes: zero is always a border between colours.
    """

    title: str
    number: Callable[[float], str]
    kind: Literal["quantile", "continuous"] = "quantile"
    classes: int = 5
    diverging: bool = False


@dataclass(frozen=True)
class Circles:
    """Counts as circles whose area is the value: ``place`` ``lon`` ``lat`` ``value`` ``text`` ``hover`` ``ref`` a row."""

    frame: pd.DataFrame
    title: str
    number: Callable[[float], str]


@dataclass(frozen=True)
class Words:
    """What the legend says, in the viewer's language."""

    no_data: str
    not_comparable: str
    south_sea: str = field(default="")  # 南海诸岛, written beside the islets of a national map


def config(root: str = "/app/static/maps/") -> dict:
    """Return the Plotly configuration every map needs: without the stub topojson under ``root`` plotly.js asks a far server."""
    return {**CONFIG, "topojsonURL": root}


def choropleth(  # noqa: PLR0913 (each is a choice a page makes)
    values: pd.DataFrame,
    layer: Layer,
    scale: Scale,
    words: Words,
    *,
    circles: Circles | None = None,
    labels: pd.DataFrame | None = None,
    height: int = HEIGHT,
) -> go.Figure:
    """Draw areas coloured by value.

    Args:
        values: one row a unit: ``place``, ``value``, ``hover``, ``ref`` (sent back on a click as ``customdata``), ``state``
            (``value``, ``no_data`` or ``not_comparable``). A unit without a row is hatched as no data, and has no hover; a row without a unit is not drawn.
        layer: the addresses to draw from.
        scale: quantile classes or a continuous scale.
        words: legend texts.
        circles: counts, drawn on top.
        labels: ``lon``, ``lat``, ``room``, ``label``: texts on the map, for a province or a city; where two would overlap the
            unit with less room goes without.
        height: pixels.

    Raises:
        ValueError: a row has a state unknown here, or counts as a value without being a number.
    """
    values = values[values["place"].isin(layer.places)]
    known = values["state"].isin(["value", "no_data", "not_comparable"])
    number = values["value"].notna() | (values["state"] != "value")
    if not (known & number).all():
        raise ValueError(f"rows with neither a value nor a reason: {list(values.loc[~(known & number), 'place'])}")
    valued = values[values["state"] == "value"]
    odd = values[values["state"] == "not_comparable"]
    empty = values[values["state"] == "no_data"]
    figure = _canvas(layer, height)
    if len(odd):
        figure.add_choropleth(**_fixed(layer.base, ["hatch-b"], MAP_HATCH))
        shown = {*valued["place"], *odd["place"]}
        blank = [place for place in layer.places if place not in shown]
        figure.add_choropleth(**_fixed(layer.units, blank, "#ffffff"))
    figure.add_choropleth(**_fixed(layer.base, ["hatch-a"], MAP_HATCH))
    if len(valued):
        _colour(figure, valued, layer, scale)
    rest = pd.concat([empty, odd])
    if len(rest):
        figure.add_choropleth(**_units(rest, layer, MUTED), z=np.zeros(len(rest)), **_one_colour(CLEAR))
    _frame(figure, layer, words)
    if len(values) - len(empty) < len(layer.places):
        _swatch(figure, words.no_data, "#ffffff", "/")
    if len(odd):
        _swatch(figure, words.not_comparable, "#ffffff", "x")
    _finish(figure, layer, circles, labels)
    return figure


def proportional(layer: Layer, circles: Circles, words: Words, *, labels: pd.DataFrame | None = None, height: int = HEIGHT) -> go.Figure:
    """Draw circles alone, on pale land; arguments as for ``choropleth``."""
    figure = _canvas(layer, height)
    figure.add_choropleth(**_fixed(layer.base, list(layer.outlines), MAP_LAND))
    _frame(figure, layer, words)
    _finish(figure, layer, circles, labels)
    return figure


def classes(values: np.ndarray, count: int, *, diverging: bool = False) -> np.ndarray:
    """Return the class of each value, from 0, with no class empty.

    Classes hold equally many values; equal values share one. Diverging classes mirror each other around zero: the borders of
    the distances from zero, and zero itself.
    """
    base = np.abs(values) if diverging else values
    parts = max(count // 2, 1) if diverging else count
    borders = np.unique(np.quantile(base, np.linspace(0, 1, parts + 1)[1:-1]))
    if diverging:
        borders = np.unique(np.concatenate([-borders, [0.0], borders]))
    return np.searchsorted(borders, values, side="right")


def _colour(figure: go.Figure, valued: pd.DataFrame, layer: Layer, scale: Scale) -> None:
    values = valued["value"].to_numpy(dtype=float)
    if scale.kind == "continuous":
        low, high = (-np.abs(values).max(), np.abs(values).max()) if scale.diverging else (values.min(), values.max())
        ticks = np.linspace(low, high, 5 if high > low else 1)
        bar = {
            "title": {"text": scale.title, "side": "top", "font": {"size": 14}},
            "orientation": "h",
            "thickness": 12,
            "lenmode": "pixels",
            "len": 300,
            "tickangle": 0,
            "x": 0.5,
            "y": 0,
            "yanchor": "top",
            "outlinewidth": 0,
            "tickvals": ticks,
            "ticktext": [scale.number(tick) for tick in ticks],
            "tickfont": {"size": 13},
        }
        colours = DIVERGING if scale.diverging else SEQUENTIAL
        figure.update_layout(legend={"yref": "container", "yanchor": "bottom"})  # below the colour bar
        figure.add_choropleth(
            **_units(valued, layer), z=values, zmin=low, zmax=high, colorscale=list(colours), colorbar=bar
        )
        return
    group = classes(values, scale.classes, diverging=scale.diverging)
    members, z = np.unique(group, return_inverse=True)
    palette = _palette(members, group, values, scale)
    steps = [[edge, colour] for k, colour in enumerate(palette) for edge in (k / len(palette), (k + 1) / len(palette))]
    figure.add_choropleth(
        **_units(valued, layer), z=z, zmin=-0.5, zmax=len(palette) - 0.5, colorscale=steps, showscale=False
    )
    figure.update_layout(legend_title_text=scale.title)
    for member, colour in zip(members, palette, strict=True):
        inside = values[group == member]
        low, high = scale.number(inside.min()), scale.number(inside.max())
        _swatch(figure, low if low == high else f"{low} – {high}", colour, "")


def _palette(members: np.ndarray, group: np.ndarray, values: np.ndarray, scale: Scale) -> list[str]:
    """Return a colour for each class: spread over the whole scale, or over each side of zero."""
    if not scale.diverging:
        picks = np.linspace(0, len(SEQUENTIAL) - 2, len(members)).round().astype(int)
        return [SEQUENTIAL[pick] for pick in picks]
    below = sum(values[group == member].max() < 0 for member in members)
    half = len(DIVERGING) // 2
    falling = [DIVERGING[pick] for pick in np.linspace(0, half - 1, below).round().astype(int)]
    rising = np.linspace(half, len(DIVERGING) - 1, len(members) - below).round().astype(int)
    return falling + [DIVERGING[pick] for pick in rising]


def view(layer: Layer) -> tuple[tuple[float, float, float, float], tuple[tuple[float, float], float]]:
    """Return the range a map is fitted to (degrees), and its projection: two parallels and the central meridian."""
    west, south, east, north = layer.bounds
    if layer.nation:
        return (NATION_RANGE[0], south, NATION_RANGE[1], north), ALBERS
    sixth = (north - south) / 6
    return layer.bounds, ((south + sixth, north - sixth), (west + east) / 2)


def middle(
    bounds: tuple[float, float, float, float], parallels: tuple[float, float], meridian: float
) -> tuple[float, float]:
    """Return longitude and latitude of the middle of the rectangle a range fills on an Albers map (degrees).

    Plotly puts ``geo.center`` there and cuts what lies beyond the rectangle: the middle of the range would cut off 漠河.
    """
    west, south, east, north = bounds
    edge = np.linspace(0, 1, 65)
    lon, lat = np.concatenate([west + edge * (east - west)] * 2), np.repeat([south, north], len(edge))
    x, y = albers(lon, lat, parallels, meridian)
    x, y = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    low, high = np.sin(np.radians(parallels))
    cone = (low + high) / 2
    radius, angle = np.hypot(x, y), np.arctan2(x, -y)
    sine = (1 + low * high - (radius * cone) ** 2) / (2 * cone)
    return float(meridian + np.degrees(angle) / cone), float(np.degrees(np.arcsin(sine)))


def albers(
    lon: np.ndarray, lat: np.ndarray, parallels: tuple[float, float], meridian: float
) -> tuple[np.ndarray, np.ndarray]:
    """Project degrees with Albers' equal-area conic (Snyder 1987, eq. 14-1 to 14-6); unit: the Earth's radius."""
    low, high = np.sin(np.radians(parallels))
    cone = (low + high) / 2
    radius = np.sqrt(1 + low * high - 2 * cone * np.sin(np.radians(lat))) / cone
    angle = cone * np.radians(lon - meridian)
    return radius * np.sin(angle), -radius * np.cos(angle)


def _canvas(layer: Layer, height: int) -> go.Figure:
    bounds, (parallels, meridian) = view(layer)
    west, south, east, north = bounds
    lon, lat = middle(bounds, parallels, meridian)
    # An empty first trace: plotly.js 4.1 asks for its own world map when the first one draws polygons.
    figure = go.Figure(go.Scattergeo(lon=[None], lat=[None], showlegend=False, hoverinfo="skip"))
    return figure.update_layout(
        geo={
            "visible": False,
            "bgcolor": PAPER,
            "projection": {"type": "conic equal area", "parallels": list(parallels), "rotation": {"lon": meridian}},
            "center": {"lon": lon, "lat": lat},
            "lonaxis": {"range": [west, east]},
            "lataxis": {"range": [south, north]},
        },
        height=height,
        margin={"l": 0, "r": 0, "t": 4, "b": 96},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": FONT, "size": 14, "color": INK},
        hoverlabel={"font": {"family": FONT, "size": 14}, "bgcolor": "#ffffff"},
        dragmode=False,
        legend={
            "orientation": "h",
            "x": 0.5,
            "xanchor": "center",
            "y": 0,
            "yanchor": "top",
            "font": {"size": 14},
            "title": {"side": "top center", "font": {"size": 14}},
            "itemclick": False,
            "itemdoubleclick": False,
            "traceorder": "normal",
        },
        # Axes of the legend's swatches, out of sight.
        xaxis={"visible": False, "domain": [0, 0.001], "fixedrange": True},
        yaxis={"visible": False, "domain": [0, 0.001], "fixedrange": True},
    )


def _frame(figure: go.Figure, layer: Layer, words: Words) -> None:
    """Outlines, dashes and islets, over the areas and under the circles."""
    width = 0.9 if layer.nation or layer.south_sea else 1.6
    figure.add_choropleth(**_fixed(layer.base, list(layer.outlines), CLEAR, MAP_OUTLINE, width))
    if layer.south_sea:
        figure.add_choropleth(**_fixed(layer.base, [*(["islets"] if layer.nation else []), *DASHES], MAP_OUTLINE))
    if layer.nation and words.south_sea:
        figure.add_scattergeo(
            lon=[114.0],
            lat=[12.9],
            text=[words.south_sea],
            mode="text",
            textfont={"size": 12, "color": MUTED},
            hoverinfo="skip",
            showlegend=False,
        )


def _finish(figure: go.Figure, layer: Layer, circles: Circles | None, labels: pd.DataFrame | None) -> None:
    if circles is not None and circles.frame["value"].gt(0).any():
        _circles(figure, circles, 0.5 if layer.nation else 1.0)
    if labels is not None:
        labels = labels[_apart(labels, layer.bounds, figure.layout.height - 100)]
        figure.add_scattergeo(
            lon=labels["lon"].to_numpy(dtype="float32"),
            lat=labels["lat"].to_numpy(dtype="float32"),
            text=labels["label"],
            mode="text",
            textfont={"size": LABEL, "color": INK, "shadow": "#fff 0 0 3px, #fff 0 0 3px, #fff 0 0 2px"},
            hoverinfo="skip",
            showlegend=False,
        )


def _apart(labels: pd.DataFrame, bounds: tuple[float, float, float, float], height: float) -> np.ndarray:
    """Return which labels to draw, the roomiest units first, on a map of this height in pixels."""
    _, south, _, north = bounds
    scale = height / (north - south)
    x = labels["lon"].to_numpy() * np.cos(np.radians((south + north) / 2)) * scale
    y = labels["lat"].to_numpy() * scale
    width = np.array([sum(1.0 if letter > "\u2e7f" else 0.55 for letter in text) for text in labels["label"]]) * LABEL
    drawn: list[int] = []
    for label in np.argsort(-labels["room"].to_numpy(), kind="stable"):
        beside = np.abs(x[drawn] - x[label]) > (width[drawn] + width[label]) / 2
        above = np.abs(y[drawn] - y[label]) > LABEL * 1.1
        if (beside | above).all():
            drawn.append(int(label))
    return np.isin(np.arange(len(labels)), drawn)


def _circles(figure: go.Figure, circles: Circles, corner: float) -> None:
    frame = circles.frame[circles.frame["value"] > 0].sort_values("value", ascending=False)  # small ones on top
    top = float(frame["value"].max())
    largest = next(size for count, size in LARGEST if len(frame) <= count)
    figure.add_scattergeo(
        lon=frame["lon"].to_numpy(dtype="float32"),
        lat=frame["lat"].to_numpy(dtype="float32"),
        mode="markers",
        marker={
            "size": frame["value"].to_numpy(dtype=float),
            "sizemode": "area",
            "sizeref": 2 * top / largest**2,
            "sizemin": 1.5,
            "color": TARGET,
            "opacity": 0.62,
            "line": {"color": "#ffffff", "width": 0.8},
        },
        selected={"marker": {"opacity": 0.62}},
        unselected={"marker": {"opacity": 0.62}},
        customdata=frame["ref"].to_numpy(),
        hovertext=frame["hover"].to_numpy(),
        hoverinfo="text",
        showlegend=False,
    )
    _size_key(figure, circles, top, largest, corner)


def _size_key(figure: go.Figure, circles: Circles, top: float, largest: float, corner: float) -> None:
    """Draw three circles in a row with their numbers, left of the South China Sea or in the lower right corner."""
    for step, right in ((1.0, 148), (0.25, 86), (0.04, 28)):
        value = float(f"{top * step:.2g}")
        size = largest * np.sqrt(value / top)
        figure.add_shape(
            type="circle",
            xref="paper",
            yref="paper",
            xanchor=corner,
            yanchor=0,
            xsizemode="pixel",
            ysizemode="pixel",
            x0=-right - size / 2,
            x1=-right + size / 2,
            y0=24,
            y1=24 + size,
            fillcolor=TARGET,
            opacity=0.62,
            line={"width": 0},
        )
        place = {"x": corner, "y": 0, "xref": "paper", "yref": "paper", "showarrow": False, "yanchor": "bottom"}
        text = {"text": circles.number(value), "font": {"size": 12, "color": MUTED}}
        figure.add_annotation(**place, **text, xanchor="center", xshift=-right)
    title = {"text": circles.title, "font": {"size": 13, "color": INK}}
    figure.add_annotation(**place, **title, xanchor="center", xshift=-86, yshift=largest + 28)


def _units(frame: pd.DataFrame, layer: Layer, border: str = MAP_BORDER) -> dict:
    return {
        "geojson": layer.units,
        "locations": frame["place"].tolist(),
        "customdata": frame["ref"].to_numpy(),
        "hovertext": frame["hover"].to_numpy(),
        "hoverinfo": "text",
        "marker": {"line": {"color": border, "width": 0.4 if layer.nation else 1}},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": False,
    }


def _fixed(address: str, ids: list[str], colour: str, line: str = CLEAR, width: float = 0) -> dict:
    """Return a trace that carries no value: land, hatching, outlines."""
    return {
        "geojson": address,
        "locations": ids,
        "z": np.zeros(len(ids)),
        **_one_colour(colour),
        "marker": {"line": {"color": line, "width": width}},
        "hoverinfo": "skip",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": False,
    }


def _one_colour(colour: str) -> dict:
    return {"zmin": 0, "zmax": 1, "colorscale": [[0, colour], [1, colour]], "showscale": False}


def _swatch(figure: go.Figure, name: str, colour: str, pattern: str) -> None:
    """Add a legend entry; an empty bar, as bars can be hatched."""
    figure.add_bar(
        **SWATCH,
        name=name,
        marker={
            "color": colour,
            "line": {"color": MUTED, "width": 0.6},
            "pattern": {"shape": pattern, "fgcolor": MAP_HATCH, "bgcolor": colour, "size": 5, "solidity": 0.25},
        },
    )
