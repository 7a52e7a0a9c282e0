"""What every map shares: the projection and its frame, and what is drawn in it whatever the values."""

from typing import Protocol

import numpy as np
import plotly.graph_objects as go

from charts.theme import CONFIG, FONT, INK, MAP_OUTLINE, MUTED, PAPER

DASHES = tuple(f"dash-{number}" for number in range(1, 11))
CLEAR = "rgba(255,255,255,0)"
NATION_RANGE = (83.0, 124.3)  # degrees east: at 3 degrees north this is as wide on the map as the land is farther north
HEIGHT = 660  # pixels, of which MARGIN are the legend's
MARGIN = 100
ALBERS = ((25.0, 47.0), 105.0)  # standard parallels and central meridian of the national map


class Layer(Protocol):
    """What a map is drawn from, as ``loaders.geography.map_files.layer`` returns it."""

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


def config(root: str = "/app/static/maps/") -> dict:
    """Return the Plotly configuration every map needs: without the stub topojson under ``root`` plotly.js asks a far server."""
    return {**CONFIG, "topojsonURL": root}


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


def canvas(layer: Layer, height: int) -> go.Figure:
    """Return an empty map: projection, range, legend below; ``height`` in pixels."""
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
        margin={"l": 0, "r": 0, "t": 4, "b": MARGIN - 4},
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


def outlines(figure: go.Figure, layer: Layer, south_sea: str) -> None:
    """Draw outlines, dashes and islets, over the areas and under the circles; ``south_sea`` is the name written there."""
    width = 0.9 if layer.nation or layer.south_sea else 1.6
    figure.add_choropleth(**fixed(layer.base, list(layer.outlines), CLEAR, MAP_OUTLINE, width))
    if layer.south_sea:
        figure.add_choropleth(**fixed(layer.base, [*(["islets"] if layer.nation else []), *DASHES], MAP_OUTLINE))
    if layer.nation and south_sea:
        figure.add_scattergeo(
            lon=[114.0],
            lat=[12.9],
            text=[south_sea],
            mode="text",
            textfont={"size": 12, "color": MUTED},
            unselected={"textfont": {"color": MUTED}},
            hoverinfo="skip",
            showlegend=False,
        )


def fixed(address: str, ids: list[str], colour: str, line: str = CLEAR, width: float = 0) -> dict:
    """Return a trace that carries no value: land, hatching, outlines."""
    return {
        "geojson": address,
        "locations": ids,
        "z": np.zeros(len(ids)),
        **one_colour(colour),
        "marker": {"line": {"color": line, "width": width}},
        "hoverinfo": "skip",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": False,
    }


def one_colour(colour: str) -> dict:
    """Return the scale of a trace whose value is 0 everywhere."""
    return {"zmin": 0, "zmax": 1, "colorscale": [[0, colour], [1, colour]], "showscale": False}
