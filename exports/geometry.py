"""The geometry of a map that is shown, for a file that fetches nothing: as Plotly looks for it in the page, and as GeoParquet."""

import html
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from charts.map_frame import DASHES, addresses
from loaders.geography.layers import CREDIT, REVIEW, SERVED, features

GEOPARQUET = "1.1.0"
UNIT, DASH = "unit", "dash"
COLUMNS = ("place", "kind", "name", "text", "value", "geometry")


def is_map(figure: go.Figure) -> bool:
    """Tell whether a figure is a map."""
    return bool(addresses(figure))


def assets(figures: Iterable[go.Figure]) -> str:
    """Return what maps are drawn from as JSON, each file once: Plotly looks here, ``PlotlyGeoAssets``, before it fetches an address.

    Raises:
        BoundariesUnreadable: the map files have not been built.
    """
    drawn = sorted({address for figure in figures for address in addresses(figure)})
    if not drawn:
        return "{}"
    parts = [f"{json.dumps(address)}:{features(address).strip()}" for address in drawn]
    return f'{{"topojson":{{"world_110m":{features(f"{SERVED}world_110m.json")}}},{",".join(parts)}}}'


def areas(figure: go.Figure, numbers: Mapping[str, float], names: Mapping[str, str]) -> pd.DataFrame:
    """Return the units that a map draws, and the dashes of the South China Sea where its frame holds them.

    Args:
        figure: of the map.
        numbers: the values, by code.
        names: of the units, by code.

    Returns:
        ``place``, ``kind`` (``unit`` or ``dash``), ``name``, ``text`` (what the map says of it), ``value`` and ``geometry`` (shapely; rings
        as RFC 7946 has them).

    Raises:
        BoundariesUnreadable: the map files have not been built.
    """
    found: list[dict[str, Any]] = []
    for trace in figure.to_dict()["data"]:
        if trace["type"] != "choropleth":
            continue
        of_units = "customdata" in trace
        told = dict(zip(trace["locations"], trace["hovertext"], strict=True)) if of_units else {}
        own = [code for code in trace["locations"] if of_units or code in DASHES]
        shapes = _shapes(trace["geojson"]) if own else {}
        found += [
            {
                "place": code,
                "kind": UNIT if of_units else DASH,
                "name": names.get(code, code) if of_units else "",
                "text": _told(told.get(code, "")),
                "value": numbers.get(code, float("nan")) if of_units else float("nan"),
                "geometry": shapes[code],
            }
            for code in own
        ]
    return pd.DataFrame(found, columns=list(COLUMNS)).drop_duplicates("place", ignore_index=True)


def _shapes(address: str) -> dict[str, Any]:
    """Return the areas of a map file by their id."""
    read = json.loads(features(address))["features"]
    shapes = shapely.orient_polygons(shapely.from_geojson([json.dumps(each["geometry"]) for each in read]))
    return dict(zip((each["id"] for each in read), shapes, strict=True))


def _told(hover: str) -> str:
    """Return as plain text what is said of a unit that is pointed at, without its name, which stands first and in bold."""
    name, _break, rest = hover.partition("<br>")
    text = rest if name.startswith("<b>") else hover
    return html.unescape(text.replace("<br>", " · ").replace("<b>", "").replace("</b>", ""))


def geoparquet(frame: pd.DataFrame, title: str) -> bytes:
    """Return areas as GeoParquet, with where the boundaries come from and what is to be done before their use.

    Written by hand: geopandas is for the build alone, and the format is Parquet with well-known binary and a note of what it is.
    """
    shapes = frame["geometry"].to_numpy()
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(shapes))
    told = {
        "version": GEOPARQUET,
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",  # in longitude and latitude, as without a word of a system of reference
                "geometry_types": sorted({str(shape.geom_type) for shape in shapes}),
                "orientation": "counterclockwise",
                "bbox": [west, south, east, north],
            }
        },
    }
    table = pa.table(
        {
            **{name: pa.array(frame[name].tolist(), pa.string()) for name in ("place", "kind", "name", "text")},
            "value": pa.array(np.asarray(frame["value"], dtype="float64"), pa.float64(), from_pandas=True),
            "geometry": pa.array(shapely.to_wkb(shapes).tolist(), pa.binary()),
        }
    )
    notes = {"geo": json.dumps(told), "atlas.title": title}
    notes |= {f"atlas.{name}": f"{of['zh']} · {of['en']}" for name, of in (("source", CREDIT), ("review", REVIEW))}
    sink = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(notes), sink, compression="zstd")
    return sink.getvalue()
