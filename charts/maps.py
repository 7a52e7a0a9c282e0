"""Maps: coloured areas, proportional circles, or both; geometry by address, never by value.

A figure names the files and the place codes; the browser fetches each file once a session. Under the coloured areas lie two
sheets of hatching that show wherever no colour covers them: lines one way mean no data, lines both ways mean not comparable.
Province outlines, the ten dashes and the islets of the South China Sea are drawn on top of every national map.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from charts.map_frame import CLEAR, HEIGHT, MARGIN, Layer, canvas, fixed, one_colour, outlines
from charts.theme import DIVERGING, INK, MAP_BORDER, MAP_HATCH, MAP_LAND, MUTED, SEQUENTIAL, TARGET

LARGEST = ((40, 44), (400, 30), (9_999, 18))  # diameter of the largest circle (pixels), for up to so many circles
LABEL = 14  # pixels
MOVING = (
    "moving"  # what the trace of units says of itself whose values can be put in place of others (``Scale.borders``)
)
SWATCH = {"yaxis": "y", "xaxis": "x", "x": [None], "y": [None], "hoverinfo": "skip"}


@dataclass(frozen=True)
class Scale:
    """How values become colours.

    ``number`` puts a value into words for the legend. ``diverging`` is for changes: zero is a border between two hues, of which
    one alone is seen where all values have one sign.
    With ``named`` a value is a place in that list of names and colours, and nothing is ordered. With ``borders`` the classes lie
    between them, and all are in the legend, so that maps of other years have the same.
    """

    title: str
    number: Callable[[float], str]
    kind: Literal["quantile", "continuous"] = "quantile"
    classes: int = 5
    diverging: bool = False
    named: tuple[tuple[str, str], ...] = ()
    borders: tuple[float, ...] = ()


@dataclass(frozen=True)
class Found:
    """A unit looked for: where a ring is drawn around it, and what is written beside it."""

    lon: float
    lat: float
    name: str


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


def choropleth(
    values: pd.DataFrame,
    layer: Layer,
    scale: Scale,
    words: Words,
    *,
    circles: Circles | None = None,
    labels: pd.DataFrame | None = None,
    found: Found | None = None,
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
        found: a unit to point at.
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
    figure = canvas(layer, height)
    if len(odd):
        figure.add_choropleth(**fixed(layer.base, ["hatch-b"], MAP_HATCH))
        shown = {*valued["place"], *odd["place"]}
        blank = [place for place in layer.places if place not in shown]
        figure.add_choropleth(**fixed(layer.units, blank, "#ffffff"))
    figure.add_choropleth(**fixed(layer.base, ["hatch-a"], MAP_HATCH))
    rest = pd.concat([empty, odd])
    if scale.borders:
        _between_borders(figure, values, layer, scale)
    elif len(valued):
        _colour(figure, valued, layer, scale)
    if len(rest) and not scale.borders:
        figure.add_choropleth(**_units(rest, layer, MUTED), z=np.zeros(len(rest)), **one_colour(CLEAR))
    outlines(figure, layer, words.south_sea)
    if len(values) - len(empty) < len(layer.places):
        _swatch(figure, words.no_data, "#ffffff", "/")
    if len(odd):
        _swatch(figure, words.not_comparable, "#ffffff", "x")
    _finish(figure, layer, circles, labels, height)
    if found is not None:
        _ring(figure, found)
    return figure


def proportional(
    layer: Layer, circles: Circles, words: Words, *, labels: pd.DataFrame | None = None, height: int = HEIGHT
) -> go.Figure:
    """Draw circles alone, on pale land; arguments as for ``choropleth``."""
    figure = canvas(layer, height)
    figure.add_choropleth(**fixed(layer.base, list(layer.outlines), MAP_LAND))
    outlines(figure, layer, words.south_sea)
    _finish(figure, layer, circles, labels, height)
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


def _between_borders(figure: go.Figure, values: pd.DataFrame, layer: Layer, scale: Scale) -> None:
    """Draw all units by class, one class below the first for those without a value, through which the hatching is seen."""
    borders = np.array(scale.borders)
    below = int((borders <= 0).sum())
    falling = np.linspace(0, len(DIVERGING) // 2 - 1, below).round().astype(int)
    above = len(borders) + 1 - below
    rising = sample_colorscale(list(SEQUENTIAL), np.linspace(0, 1, above))
    colours = [CLEAR, *(DIVERGING[pick] for pick in falling), *map(str, rising)]
    steps = [[edge, colour] for k, colour in enumerate(colours) for edge in (k / len(colours), (k + 1) / len(colours))]
    number = values["value"].where(values["state"] == "value").to_numpy(dtype="float64")
    z = np.where(np.isnan(number), -1, np.searchsorted(borders, number, side="right"))
    figure.add_choropleth(
        **_units(values, layer), z=z, zmin=-1.5, zmax=len(borders) + 0.5, colorscale=steps, showscale=False, meta=MOVING
    )
    figure.update_layout(legend_title_text=scale.title)
    told = [scale.number(border) for border in scale.borders]
    for low, high, colour in zip(["", *told], [*told, ""], colours[1:], strict=True):
        _swatch(figure, f"{low} – {high}" if low and high else f"< {high}" if high else f"≥ {low}", colour, "")


def _colour(figure: go.Figure, valued: pd.DataFrame, layer: Layer, scale: Scale) -> None:
    values = valued["value"].to_numpy(dtype=float)
    colours, scale = _colours(values, scale)
    if scale.kind == "continuous":
        low, high = (-np.abs(values).max(), np.abs(values).max()) if scale.diverging else (values.min(), values.max())
        ticks = np.linspace(low, high, 5 if high > low else 1)
        bar = {
            "title": {"text": scale.title, "side": "top", "font": {"size": 14}},
            "thickness": 12,
            "lenmode": "fraction",
            "len": 0.5,
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "outlinewidth": 0,
            "tickvals": ticks,
            "ticktext": [scale.number(tick) for tick in ticks],
            "tickfont": {"size": 13},
        }
        figure.update_layout(legend={"y": 0.45})  # below the colour bar
        figure.add_choropleth(
            **_units(valued, layer), z=values, zmin=low, zmax=high, colorscale=list(colours), colorbar=bar
        )
        return
    group = values.astype(int) if scale.named else classes(values, scale.classes, diverging=scale.diverging)
    members, z = np.unique(group, return_inverse=True)
    palette = _palette(members, group, values, scale, colours)
    steps = [[edge, colour] for k, colour in enumerate(palette) for edge in (k / len(palette), (k + 1) / len(palette))]
    figure.add_choropleth(
        **_units(valued, layer), z=z, zmin=-0.5, zmax=len(palette) - 0.5, colorscale=steps, showscale=False
    )
    figure.update_layout(legend_title_text=scale.title)
    for member, colour in zip(members, palette, strict=True):
        if scale.named:
            _swatch(figure, scale.named[member][0], colour, "")
            continue
        inside = values[group == member]
        low, high = scale.number(inside.min()), scale.number(inside.max())
        _swatch(figure, low if low == high else f"{low} – {high}", colour, "")


def _colours(values: np.ndarray, scale: Scale) -> tuple[tuple[str, ...], Scale]:
    """Return the colours for values, and the scale: diverging no more where one sign alone takes one side of the colours."""
    if not scale.diverging or values.min() < 0 < values.max():
        return (DIVERGING if scale.diverging else SEQUENTIAL), scale
    half = len(DIVERGING) // 2
    return (DIVERGING[:half] if values.min() < 0 else DIVERGING[half:]), replace(scale, diverging=False)


def _palette(
    members: np.ndarray, group: np.ndarray, values: np.ndarray, scale: Scale, colours: tuple[str, ...]
) -> list[str]:
    """Return a colour for each class: its own, or spread over the whole scale, or over each side of zero."""
    if scale.named:
        return [scale.named[member][1] for member in members]
    if not scale.diverging and colours != SEQUENTIAL:
        return list(map(str, sample_colorscale(list(colours), np.linspace(0, 1, len(members)))))
    if not scale.diverging:
        picks = np.linspace(0, len(SEQUENTIAL) - 2, len(members)).round().astype(int)
        return [SEQUENTIAL[pick] for pick in picks]
    below = sum(values[group == member].max() < 0 for member in members)
    half = len(DIVERGING) // 2
    falling = [DIVERGING[pick] for pick in np.linspace(0, half - 1, below).round().astype(int)]
    rising = np.linspace(half, len(DIVERGING) - 1, len(members) - below).round().astype(int)
    return falling + [DIVERGING[pick] for pick in rising]


def _finish(figure: go.Figure, layer: Layer, circles: Circles | None, labels: pd.DataFrame | None, height: int) -> None:
    if circles is not None and circles.frame["value"].gt(0).any():
        _circles(figure, circles, 0.5 if layer.nation else 1.0)
    if labels is not None:
        labels = labels[_apart(labels, layer.bounds, height - MARGIN)]
        figure.add_scattergeo(
            lon=labels["lon"].to_numpy(dtype="float32"),
            lat=labels["lat"].to_numpy(dtype="float32"),
            text=labels["label"],
            mode="text",
            textfont={"size": LABEL, "color": INK, "shadow": "#fff 0 0 3px, #fff 0 0 3px, #fff 0 0 2px"},
            unselected={"textfont": {"color": INK}},
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


def _ring(figure: go.Figure, found: Found) -> None:
    figure.add_scattergeo(
        lon=[found.lon],
        lat=[found.lat],
        text=[found.name],
        mode="markers+text",
        textposition="top center",
        textfont={"size": LABEL + 2, "color": INK, "shadow": "#fff 0 0 3px, #fff 0 0 3px, #fff 0 0 2px"},
        marker={"size": 26, "symbol": "circle-open", "color": TARGET, "line": {"width": 3, "color": TARGET}},
        unselected={"marker": {"opacity": 1}, "textfont": {"color": INK}},
        hoverinfo="skip",
        showlegend=False,
    )


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
