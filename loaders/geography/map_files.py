"""Map files: simplified GeoJSON and the stub topojson, written to the folder the browser fetches them from.

Coordinates stay longitude and latitude and the browser projects them (Albers, parallels 25 and 47, central meridian 105): one
file serves every frame and any GIS, and hover, click and resizing stay Plotly's own. Files written, under ``pages/static/maps``:

- ``provinces.geojson``: 34 provinces, hatching, ten dashes, far islets; the base of every national map
- ``prefectures.geojson``, ``counties.geojson``: the nation at that level
- ``prefectures/PROVINCE.geojson``, ``counties/PROVINCE.geojson``, ``counties/PREFECTURE.geojson``: one place's parts, its outline
  and hatching
- ``world_110m.json``: an empty topojson; without it plotly.js asks a server far away and draws nothing
- ``units.csv``: names, parents and label points; ``manifest.json``: what was built from what

Hatching is two features laid under the map and clipped to the land, not a pattern in each polygon: Plotly's geo layer has no
pattern fill, and this costs one file of some 20 KB whatever is hatched.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from loaders.geography import boundaries
from loaders.geography.boundaries import (
    NATION,
    BoundariesUnreadable,
    Level,
    areas,
    clockwise,
    dashes,
    package_version,
    simplified,
)
from loaders.geography.english_names import english_names

Bounds = tuple[float, float, float, float]

STATIC = Path(__file__).parents[2] / "pages" / "static" / "maps"
NATION_BOUNDS: Bounds = (73.0, 3.0, 135.5, 54.0)
SOUTH_SEA = 12.0  # degrees north: a frame that reaches below shows the ten dashes

# Degrees a line may move. 0.03 is less than half a pixel of a national map on a 1920 × 1080 screen.
NATIONAL, PROVINCIAL, LOCAL = 0.03, 0.005, 0.002
HATCH_LINES = 100  # across the frame
HATCH_INK = 0.13  # share of the distance between two lines
HATCH_STEP = 400.0  # km: longer lines get points in between, so that they stay straight on the map
DASH_WIDTH = 0.13  # degrees
ISLET_REACH, ISLET_RADIUS = (
    1.0,
    0.05,
)  # degrees: islets this far from larger land are drawn as dots, or nobody would see them
RADIUS = 6371.0  # km
TOPOJSON = {
    "type": "Topology",
    "objects": {
        name: {"type": "GeometryCollection", "geometries": []}
        for name in ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
    },
    "arcs": [],
}


@dataclass(frozen=True)
class Layer:
    """What one map is drawn from."""

    units: str  # address of the polygons; a feature's id is the place code
    base: str  # address of outlines, hatching, dashes and islets; may be the same
    places: tuple[str, ...]  # the codes of all units
    outlines: tuple[str, ...]  # ids of the outlines
    south_sea: bool  # the frame holds the ten dashes and the islets
    bounds: Bounds  # west, south, east, north (degrees)
    nation: bool


@dataclass(frozen=True)
class _File:
    name: str
    content: bytes
    bounds: Bounds | None = None
    places: tuple[str, ...] = ()
    outlines: tuple[str, ...] = ()


def write_static(folder: Path = STATIC) -> dict[str, int]:
    """Write all map files, or none when they are up to date; return the size in bytes of each file.

    Each file is replaced whole and the manifest comes last: a killed run leaves the files stale, never half written.

    Raises:
        BoundariesUnreadable: the boundary package is missing or holds something else.
    """
    if not stale(folder):
        return {name: entry["bytes"] for name, entry in _manifest(folder)["files"].items()}
    entries = {}
    for file in _files():
        _replace(folder / file.name, file.content)
        entries[file.name] = {
            "bytes": len(file.content),
            "bounds": file.bounds,
            "places": file.places,
            "outlines": file.outlines,
        }
    manifest = {**_inputs(), "files": entries}
    _replace(folder / "manifest.json", json.dumps(manifest).encode())
    return {name: entry["bytes"] for name, entry in entries.items()}


def stale(folder: Path = STATIC) -> bool:
    """Return whether the map files are missing, incomplete, or made by another package version or program."""
    try:
        manifest = _manifest(folder)
        complete = all((folder / name).stat().st_size == entry["bytes"] for name, entry in manifest["files"].items())
        return not complete or {key: manifest[key] for key in _inputs()} != _inputs()
    except (BoundariesUnreadable, OSError, KeyError, TypeError):
        return True


def layer(level: Level, within: str = NATION, *, root: str = "/app/static/maps/", folder: Path = STATIC) -> Layer:
    """Return the addresses for a map of the nation, of one province, or of one prefecture's counties.

    Args:
        level: what the units are.
        within: the place shown whole; ``100000`` is the nation.
        root: where the folder is served, with a slash at the end.
        folder: where the files are.

    Raises:
        BoundariesUnreadable: the files have not been built, or there is no such map.
    """
    manifest = _manifest(folder)
    nation = within == NATION
    name = f"{_PLURAL[level]}.geojson" if nation else f"{_PLURAL[level]}/{within}.geojson"
    if name not in manifest["files"]:
        raise BoundariesUnreadable(f"There is no map of level {level} within {within}.")
    base = "provinces.geojson" if nation else name
    file, outlines = manifest["files"][name], tuple(manifest["files"][base]["outlines"])
    bounds = tuple(file["bounds"])
    mark = f"?v={manifest['program'][:8]}"  # a browser keeps an old file no longer than its address
    return Layer(
        f"{root}{name}{mark}",
        f"{root}{base}{mark}",
        tuple(file["places"]),
        outlines,
        bounds[1] < SOUTH_SEA,
        bounds,
        nation,
    )


def units(folder: Path = STATIC) -> pd.DataFrame:
    """Return all mapped units: ``level``, ``place``, ``name_zh``, ``name_en``, ``short_zh``, ``parent``, and a point inside, ``lon``, ``lat``, ``room``.

    A municipality, 香港, 澳门 and 台湾 stand under one code at two levels, a city without counties likewise.

    Raises:
        BoundariesUnreadable: the files have not been built.
    """
    try:
        return pd.read_csv(folder / "units.csv", dtype={"place": "str", "parent": "str"})
    except OSError as error:
        raise BoundariesUnreadable("The map files have not been built; run `python -m loaders build`.") from error


def label_points(level: Level, within: str = NATION, folder: Path = STATIC) -> pd.DataFrame:
    """Return where a map's units are labelled: ``place``, ``name_zh``, ``name_en``, ``short_zh``, ``lon``, ``lat``, ``room`` (degrees).

    The point is the centre of the largest circle within a unit's largest part, so it always lies inside; ``room`` is that
    circle's radius.

    Raises:
        BoundariesUnreadable: the files have not been built.
    """
    frame = units(folder)
    frame = frame[frame["level"] == level]
    if within != NATION:
        inside = frame["parent"] == within
        if level == "county":
            inside |= frame["place"].str[:2] == within[:2] if within.endswith("0000") else frame["place"] == within
        frame = frame[inside]
    return frame[["place", "name_zh", "name_en", "short_zh", "lon", "lat", "room"]].reset_index(drop=True)


_PLURAL = {"province": "provinces", "prefecture": "prefectures", "county": "counties"}


def _manifest(folder: Path) -> dict:
    try:
        return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BoundariesUnreadable("The map files have not been built; run `python -m loaders build`.") from error


def _inputs() -> dict:
    """Return what the files depend on; the room's own text holds every parameter."""
    text = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.[pc]*")))
    return {"package": f"{boundaries.PACKAGE} {package_version()}", "program": hashlib.sha256(text).hexdigest()}


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _files() -> Iterator[_File]:
    """Yield every file but the manifest."""
    frames: dict[Level, pd.DataFrame] = {level: areas(level) for level in ("province", "prefecture", "county")}
    yield _File("world_110m.json", json.dumps(TOPOJSON).encode())
    yield _File("units.csv", _units_csv(frames))
    yield from _national(frames)
    prefectures, counties = frames["prefecture"], frames["county"]
    counties = counties.assign(province=counties["parent"].map(prefectures.set_index("place")["parent"]))
    for level, frame, key, tolerance in (
        ("prefecture", prefectures, "parent", PROVINCIAL),
        ("county", counties, "province", PROVINCIAL),
        ("county", counties, "parent", LOCAL),  # a municipality is both: the finer file stays
    ):
        shapes = simplified(frame["geometry"].to_numpy(), tolerance)
        for place, rows in frame.groupby(key, sort=True).indices.items():
            yield _local(f"{_PLURAL[level]}/{place}.geojson", str(place), frame.iloc[rows], shapes[rows])


def _national(frames: dict[Level, pd.DataFrame]) -> Iterator[_File]:
    prefectures, counties = frames["prefecture"], frames["county"]
    shapes = simplified(prefectures["geometry"].to_numpy(), NATIONAL)
    yield _File("prefectures.geojson", _collection(_features(prefectures, shapes)), NATION_BOUNDS, _codes(prefectures))
    finer = simplified(counties["geometry"].to_numpy(), NATIONAL)
    yield _File("counties.geojson", _collection(_features(counties, finer)), NATION_BOUNDS, _codes(counties))
    groups = prefectures.groupby("parent").indices
    provinces = frames["province"]
    joined = clockwise(np.array([_joined(shapes[groups[place]]) for place in provinces["place"]], dtype=object))
    base = [*_features(provinces, joined), *_hatching(_joined(joined)), *_south_sea(joined, 1.0)]
    yield _File("provinces.geojson", _collection(base), NATION_BOUNDS, _codes(provinces), _codes(provinces))


def _local(name: str, place: str, frame: pd.DataFrame, shapes: np.ndarray) -> _File:
    outline = _joined(shapes)
    west, south, east, north = shapely.bounds(outline)
    margin = 0.03 * max(east - west, north - south)
    bounds = (west - margin, south - margin, east + margin, north + margin)
    features = [*_features(frame, shapes), _feature(f"outline-{place}", clockwise(np.array([outline]))[0])]
    features += _hatching(outline)
    if south < SOUTH_SEA:
        features += _south_sea(shapes, (north - south) / (NATION_BOUNDS[3] - NATION_BOUNDS[1]))
    return _File(name, _collection(features), _rounded(bounds), _codes(frame), (f"outline-{place}",))


def _codes(frame: pd.DataFrame) -> tuple[str, ...]:
    return tuple(frame["place"])


def _rounded(bounds: Bounds) -> Bounds:
    west, south, east, north = (round(value, 3) for value in bounds)
    return west, south, east, north


def _joined(shapes: np.ndarray) -> shapely.Geometry:
    """Return the union; edges that neighbours share vanish, and no sliver stays of edges that differ by a rounding."""
    return shapely.union_all(shapes)


def _features(frame: pd.DataFrame, shapes: np.ndarray) -> list[str]:
    return [
        _feature(place, shape, name)
        for place, name, shape in zip(frame["place"], frame["name_zh"], shapes, strict=True)
    ]


def _feature(code: str, shape: shapely.Geometry, name: str = "") -> str:
    properties = json.dumps({"name": name} if name else {}, ensure_ascii=False)
    return f'{{"type":"Feature","id":"{code}","properties":{properties},"geometry":{shapely.to_geojson(shape)}}}'


def _collection(features: list[str]) -> bytes:
    return ('{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n").encode()


def _units_csv(frames: dict[Level, pd.DataFrame]) -> bytes:
    tables = []
    for frame in frames.values():
        parts, owner = shapely.get_parts(frame["geometry"].to_numpy(), return_index=True)
        order = np.lexsort((-shapely.area(parts), owner))
        largest = parts[order[np.unique(owner[order], return_index=True)[1]]]
        circles = shapely.maximum_inscribed_circle(largest, 0.002)
        points = shapely.get_point(circles, 0)
        lon, lat = shapely.get_x(points).round(4), shapely.get_y(points).round(4)
        tables.append(
            frame[["level", "place", "name_zh", "short_zh", "parent"]].assign(
                lon=lon, lat=lat, room=shapely.length(circles).round(4)
            )
        )
    units = pd.concat(tables, ignore_index=True)
    units.insert(3, "name_en", english_names(units))
    return units.to_csv(index=False).encode()


def _south_sea(shapes: np.ndarray, size: float) -> list[str]:
    """Return the ten dashes as narrow polygons (Plotly's choropleth draws no lines) and the far islets as dots.

    ``size`` is the height of the frame, the nation's being 1: marks are as bold in every frame.
    """
    lines = shapely.buffer(
        np.array(dashes(), dtype=object), DASH_WIDTH * size / 2, cap_style="flat", join_style="round", quad_segs=2
    )
    strips = clockwise(_short(shapely.simplify(lines, 0.01)))
    parts = shapely.get_parts(shapes)
    small = shapely.area(parts) < boundaries.SMALL
    land, islets = parts[~small], parts[small]
    if len(land):
        (near, _), distance = shapely.STRtree(land).query_nearest(islets, return_distance=True, all_matches=False)
        islets = islets[near[distance > ISLET_REACH]]
    dots = shapely.simplify(
        shapely.union_all(shapely.buffer(shapely.simplify(islets, 0.02 * size), ISLET_RADIUS, quad_segs=2)), 0.012
    )
    features = [_feature(f"dash-{number}", strip) for number, strip in enumerate(strips, 1)]
    return [*features, _feature("islets", clockwise(_short(np.array([dots])))[0])]


def _hatching(outline: shapely.Geometry) -> list[str]:
    """Return two sets of diagonal strips clipped to an outline: ``hatch-a`` rises to the right, ``hatch-b`` falls."""
    flat = shapely.transform(outline, _albers)
    west, south, east, north = shapely.bounds(flat)
    gap = max(east - west, north - south) / HATCH_LINES
    features = []
    for name, turn in (("hatch-a", _turn(-45)), ("hatch-b", _turn(45))):
        ends = _scan(shapely.transform(flat, lambda points, turn=turn: points @ turn), gap)
        ends = ends[ends[:, 1, 0] - ends[:, 0, 0] > gap * HATCH_INK]
        lines = shapely.segmentize(shapely.linestrings(ends), HATCH_STEP)
        strips = shapely.buffer(lines, gap * HATCH_INK / 2, cap_style="flat")
        back = _short(shapely.transform(strips, lambda points, turn=turn: _degrees(points @ turn.T)))
        features.append(_feature(name, shapely.MultiPolygon(list(clockwise(back[shapely.area(back) > 0])))))
    return features


def _turn(degrees: float) -> np.ndarray:
    """Return the matrix that turns rows of points by an angle, counter-clockwise."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cosine, sine], [-sine, cosine]])


def _scan(shape: shapely.Geometry, gap: float) -> np.ndarray:
    """Return the stretches of horizontal lines, ``gap`` apart, that lie within a shape, as (stretch, end, coordinate).

    Each line enters and leaves the shape at its crossings with the rings, in turn; a hundred times faster than an overlay.
    """
    points, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    edge = np.flatnonzero(ring[1:] == ring[:-1])
    start, end = points[edge], points[edge + 1]
    low, high = np.sort(np.stack([start[:, 1], end[:, 1]]), axis=0)
    first, last = np.ceil(low / gap).astype(int), np.ceil(high / gap).astype(int)  # a line through a corner counts once
    times = last - first
    at = np.repeat(np.arange(len(edge)), times)
    line = np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times) + first[at]
    share = (line * gap - start[at, 1]) / (end[at, 1] - start[at, 1])
    crossing = start[at, 0] + share * (end[at, 0] - start[at, 0])
    order = np.lexsort((crossing, line))
    return np.column_stack([crossing[order], line[order] * gap]).reshape(-1, 2, 2)


def _short(shapes: np.ndarray) -> np.ndarray:
    return shapely.remove_repeated_points(shapely.transform(shapes, lambda points: points.round(boundaries.DECIMALS)))


# Albers equal-area conic on a sphere (Snyder 1987, eq. 14-1 to 14-11): parallels 25 and 47, central meridian 105; km.
_SIN = np.sin(np.radians([25.0, 47.0]))
_N = _SIN.mean()
_C = np.cos(np.radians(25.0)) ** 2 + 2 * _N * _SIN[0]


def _albers(degrees: np.ndarray) -> np.ndarray:
    """Project longitude and latitude (degrees) to the plane (km)."""
    theta = _N * np.radians(degrees[:, 0] - 105.0)
    rho = RADIUS / _N * np.sqrt(_C - 2 * _N * np.sin(np.radians(degrees[:, 1])))
    return np.column_stack([rho * np.sin(theta), -rho * np.cos(theta)])


def _degrees(plane: np.ndarray) -> np.ndarray:
    """Undo ``_albers``."""
    rho, theta = np.hypot(*plane.T), np.arctan2(plane[:, 0], -plane[:, 1])
    latitude = np.degrees(np.arcsin((_C - (rho * _N / RADIUS) ** 2) / (2 * _N)))
    return np.column_stack([105.0 + np.degrees(theta) / _N, latitude])
