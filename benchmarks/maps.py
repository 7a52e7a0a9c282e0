"""The national map of prefectures: server time and bytes sent, geometry by address against the unsimplified shapes by value."""

import gzip
import json

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import shapely

from benchmarks.timing import Measure, alternating
from charts.maps import Scale, Words, choropleth
from loaders.geography.boundaries import areas
from loaders.geography.layers import STATIC, Layer, layer
from loaders.geography.map_files import write_static

BY_ADDRESS_MOST_RATIO = 0.2
GEOMETRY_MOST = 350_000  # bytes, compressed; sent once a session


def drawing(rounds: int) -> list[Measure]:
    """Return the measure; its name says what is sent.

    Raises:
        RuntimeError: the geometry is over its size, or a change of the mapped variable would send it again.
    """
    write_static(STATIC)
    shapes = areas("prefecture")
    paper = layer("prefecture")
    first, second = (_values(shapes["place"], seed) for seed in (1, 2))
    collection = _collection(shapes)
    by_address = _bytes(_by_address(first, paper))
    by_value = _bytes(_by_value(first, collection))
    sent = sum(
        len(gzip.compress((STATIC / name).read_bytes(), 6)) for name in ("prefectures.geojson", "provinces.geojson")
    )
    if sent > GEOMETRY_MOST or _addresses(first, paper) != _addresses(second, paper) or b"coordinates" in by_address:
        raise RuntimeError(f"the national map sends {sent:,} bytes of geometry, or sends it with the figure")
    # Half a second a run by value: few rounds suffice.
    times = alternating(
        [lambda: _bytes(_by_address(second, paper)), lambda: _bytes(_by_value(second, collection))], min(rounds, 5)
    )
    sizes = (
        f"{len(by_address) / 1000:.0f} against {len(by_value) / 1000:.0f} kB a change, {sent / 1000:.0f} kB gzip once"
    )
    return [
        Measure(
            f"national map: by address against by value ({sizes})",
            *times,
            most_ratio=BY_ADDRESS_MOST_RATIO,
        )
    ]


def _values(places: pd.Series, seed: int) -> pd.DataFrame:
    value = np.random.default_rng(seed).uniform(5, 30, len(places))
    frame = pd.DataFrame({"place": places, "value": value, "ref": "place:" + places, "state": "value"})
    frame.loc[::9, "state"] = "no_data"
    frame.loc[4::9, "state"] = "not_comparable"
    return frame.assign(hover=[f"{place}<br>{number:.1f} %" for place, number in zip(places, value, strict=True)])


def _by_address(values: pd.DataFrame, paper: Layer) -> go.Figure:
    return choropleth(values, paper, Scale("60+", "{:.1f} %".format), Words("no data", "not comparable"))


def _by_value(values: pd.DataFrame, collection: dict) -> go.Figure:
    return go.Figure(
        go.Choropleth(
            geojson=collection,
            locations=values["place"],
            z=values["value"],
            hovertext=values["hover"],
            customdata=values["ref"],
        )
    )


def _collection(shapes: pd.DataFrame) -> dict:
    texts = shapely.to_geojson(shapes["geometry"].to_numpy())
    features = [
        {"type": "Feature", "id": place, "properties": {}, "geometry": json.loads(text)}
        for place, text in zip(shapes["place"], texts, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _bytes(figure: go.Figure) -> bytes:
    """Return what Streamlit would send."""
    return (figure.to_json() or "").encode()


def _addresses(values: pd.DataFrame, paper: Layer) -> set[str]:
    data = json.loads(_bytes(_by_address(values, paper)))["data"]
    return {trace["geojson"] for trace in data if "geojson" in trace}
