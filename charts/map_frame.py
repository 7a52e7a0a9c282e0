"""What every map shares: the projection and its frame, and what is drawn in it whatever the values."""

from typing import Protocol

import numpy as np
import plotly.graph_objects as go

from charts.theme import CONFIG, ELASTIC, FONT, INK, MAP_OUTLINE, MUTED, PAPER

DASHES = tuple(f"dash-{number}" for number in range(1, 11))
MARGIN = 100  # pixels of a legend below the map
# On a phone the legend stands below the map, beside which there is no room.
NARROW = {
    "margin": {"l": 0, "r": 0, "t": 4, "b": MARGIN - 4},
    "legend": {
        "orientation": "h",
        "x": 0.5,
        "xanchor": "center",
        "y": 0,
        "yanchor": "top",
        "itemclick": False,
        "itemdoubleclick": False,
        "traceorder": "normal",
        "font": {"size": 13},
    },
}
CLEAR = "rgba(255,255,255,0)"
HEIGHT = 660  # pixels


class Layer(Protocol):
    """What a map is drawn from, as ``loaders.geography.layers.layer`` returns it."""

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
    def parallels(self) -> tuple[float, float]:
        """Standard parallels of the Albers projection."""
        ...

    @property
    def meridian(self) -> float:
        """Its central meridian."""
        ...

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of the middle of the frame, as it is drawn."""
        ...

    @property
    def nation(self) -> bool:
        """Whether this is the whole nation."""
        ...


def config(root: str) -> dict:
    """Return the Plotly configuration every map needs: without the stub topojson under ``root`` plotly.js asks a far server."""
    return {**CONFIG, "topojsonURL": root}


def addresses(figure: go.Figure) -> list[str]:
    """Return the addresses that a map is drawn from."""
    return sorted({trace["geojson"] for trace in figure.to_dict()["data"] if "geojson" in trace})


def canvas(layer: Layer, height: int) -> go.Figure:
    """Return an empty map: projection, range, legend below; ``height`` in pixels."""
    west, south, east, north = layer.bounds
    lon, lat = layer.centre
    cone = {"parallels": list(layer.parallels), "rotation": {"lon": layer.meridian}}
    # An empty first trace: plotly.js 4.1 asks for its own world map when the first one draws polygons.
    figure = go.Figure(go.Scattergeo(lon=[None], lat=[None], showlegend=False, hoverinfo="skip"))
    return figure.update_layout(
        geo={
            "visible": False,
            "bgcolor": PAPER,
            "projection": {"type": "conic equal area", **cone},
            "center": {"lon": lon, "lat": lat},
            "lonaxis": {"range": [west, east]},
            "lataxis": {"range": [south, north]},
        },
        height=height,
        meta=ELASTIC,
        margin={"l": 0, "r": 0, "t": 4, "b": 4},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": FONT, "size": 14, "color": INK},
        hoverlabel={"font": {"family": FONT, "size": 14}, "bgcolor": "#ffffff"},
        dragmode=False,
        legend={
            "orientation": "v",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "font": {"size": 14},
            "title": {"side": "top", "font": {"size": 14}},
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
