"""What a map of Plotly shows: its places with their borders, values and colours, the ten dashes, the islets, marks and legend.

The figure names its places and the files that hold their borders (``loaders.geography.layers``); both are read here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from charts.map_frame import DASHES
from exports.figure_values import Drawn, dictionary, numbers, values
from exports.ooxml import colour, spoken
from i18n.texts import translator
from loaders.geography import layers

Points = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Swatch:
    """An entry of the legend: its words, and a colour of Office, a pattern, or the diameter of a circle (points)."""

    words: str
    fill: str | None = None
    hatch: str = ""
    circle: float = 0.0


@dataclass(frozen=True)
class Place:
    """A place of a map: its code, name, value in words, colour of Office (None: hatched), and its rings in degrees."""

    code: str
    name: str
    words: str
    fill: str | None
    hatch: str
    rings: tuple[Points, ...]


@dataclass(frozen=True)
class Map:
    """What a map shows, in degrees of longitude and latitude."""

    places: tuple[Place, ...]
    outlines: tuple[Points, ...]
    dashes: Mapping[str, tuple[Points, ...]]
    islets: tuple[Points, ...]
    marks: tuple[Drawn, ...]
    legend: tuple[Swatch, ...]
    title: str
    parallels: tuple[float, float]
    meridian: float
    height: float


def is_map(figure: object) -> bool:
    """Tell whether a figure is a map."""
    return any("geojson" in trace for trace in dictionary(figure).get("data", ()))  # pyright: ignore[reportArgumentType]


def read(figure: object, lang: str) -> Map:
    """Return what a map of Plotly shows.

    Raises:
        OSError: the map files cannot be read.
    """
    drawn = dictionary(figure)  # pyright: ignore[reportArgumentType]
    traces, layout = drawn["data"], drawn["layout"]
    areas = [trace for trace in traces if "geojson" in trace]
    files = {address: _features(address) for address in {trace["geojson"] for trace in areas}}
    told = [trace for trace in areas if trace.get("hovertext") is not None]
    base = next(trace["geojson"] for trace in reversed(areas))
    address = told[0]["geojson"] if told else base
    stored = layers.manifest(layers.STATIC)["files"]
    codes = stored[_name(address)]["places"] if told else stored[_name(base)]["outlines"]
    fills, words = _fills(areas), _words(told)
    hatches = _hatches(areas, fills)
    names = _place_names(lang)
    nothing = translator(lang)("no data")
    places = tuple(
        Place(
            code,
            str(names.get(code, code)),
            words.get(code, nothing),
            fills.get(code),
            hatches.get(code, "/"),
            files[address].get(code, ()),
        )
        for code in codes
    )
    lines = [str(code) for trace in areas for code in values(trace["locations"])]
    dashes = {name: files[base][name] for name in DASHES if name in lines}
    outlines = tuple(ring for code in stored[_name(base)]["outlines"] for ring in files[base].get(code, ()))
    geo = layout["geo"]["projection"]
    first, second = numbers(geo["parallels"])
    return Map(
        places,
        outlines,
        dashes,
        files[base].get("islets", ()) if "islets" in lines else (),
        tuple(trace for trace in traces if trace.get("type") == "scattergeo"),
        _swatches(traces, layout),
        _title(areas, layout),
        (float(first or 25), float(second or 47)),
        float(geo["rotation"]["lon"]),
        float(layout.get("height", 660)),
    )


def _name(address: str) -> str:
    """Return the file behind an address, as the manifest names it."""
    return address.partition("?")[0].removeprefix(layers.SERVED)


def _features(address: str) -> dict[str, tuple[Points, ...]]:
    """Return the rings of each area of a file, in degrees."""
    stored = json.loads((layers.STATIC / _name(address)).read_text(encoding="utf-8"))
    found = {}
    for feature in stored["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        if shape["type"] in ("MultiPolygon", "Polygon"):
            found[str(feature["id"])] = tuple(np.asarray(ring, dtype=float) for part in parts for ring in part)
    return found


def _place_names(lang: str) -> dict[str, str]:
    units = layers.units()
    return dict(zip(units["place"], units[f"name_{lang}"].astype(str), strict=True))


def _fills(areas: Sequence[Drawn]) -> dict[str, str]:
    """Return the colour of each place that has one, as the figure draws it over the hatching."""
    found: dict[str, str] = {}
    for trace in areas:
        codes = [str(code) for code in values(trace["locations"])]
        for code, value in zip(codes, numbers(trace["z"]), strict=True):
            shade = _shade(trace, value)
            if shade is not None and not (trace.get("hovertext") is None and shade == "FFFFFF"):
                found[code] = shade
    return found


def _shade(trace: Drawn, value: float | None) -> str | None:
    """Return the colour that a trace gives a value; None of what is clear."""
    if value is None:
        return None
    low, high = float(trace["zmin"]), float(trace["zmax"])
    at = (value - low) / (high - low) if high > low else 0.0
    steps = [(float(step[0]), str(step[1])) for step in trace["colorscale"]]
    for (start, first), (end, second) in pairwise(steps):
        if start <= at <= end and end > start:
            a, b = colour(first), colour(second)
            if a == b or a is None or b is None:
                return a
            part = (at - start) / (end - start)
            mixed = (int(a[k : k + 2], 16) * (1 - part) + int(b[k : k + 2], 16) * part for k in (0, 2, 4))
            return "".join(f"{round(each):02X}" for each in mixed)
    return colour(steps[-1][1])


def _words(told: Sequence[Drawn]) -> dict[str, str]:
    """Return what is said of each place."""
    found = {}
    for trace in told:
        for code, words in zip(values(trace["locations"]), values(trace["hovertext"]), strict=True):
            found[str(code)] = spoken(words).replace("\n", " · ")
    return found


def _hatches(areas: Sequence[Drawn], fills: Mapping[str, str]) -> dict[str, str]:
    """Return how each place without a colour is hatched: one way without data, both ways where it cannot be compared."""
    named = [[str(code) for code in values(trace["locations"])] for trace in areas]
    if ["hatch-b"] not in named:
        return {}
    blank = next(
        (codes for codes, trace in zip(named, areas, strict=True) if colour(trace["colorscale"][0][1]) == "FFFFFF"), []
    )
    told = [
        code for codes, trace in zip(named, areas, strict=True) if trace.get("hovertext") is not None for code in codes
    ]
    return {code: "/" if code in blank else "x" for code in told if code not in fills}


def _title(areas: Sequence[Drawn], layout: Drawn) -> str:
    bar = next((trace["colorbar"] for trace in areas if "colorbar" in trace), None)
    found = bar["title"] if bar else layout.get("legend", {}).get("title", {})
    return spoken(found.get("text") or "")


def _swatches(traces: Sequence[Drawn], layout: Drawn) -> tuple[Swatch, ...]:
    """Return the entries of a legend: classes, the steps of a continuous scale, and sizes of circles."""
    found = []
    for trace in traces:
        if "colorbar" in trace:
            ticks = zip(numbers(trace["colorbar"]["tickvals"]), values(trace["colorbar"]["ticktext"]), strict=True)
            found += [Swatch(spoken(text), _shade(trace, tick)) for tick, text in ticks]
        if trace.get("type") == "bar":
            shape = trace["marker"]["pattern"].get("shape") or ""
            found.append(Swatch(spoken(trace["name"]), colour(trace["marker"]["color"]), shape))
    circles = [each for each in layout.get("shapes", ()) if each.get("type") == "circle"]
    notes = [spoken(each["text"]) for each in layout.get("annotations", ())]
    for at, each in enumerate(circles):
        said = notes[at] + (f"　{notes[-1]}" if at == 0 and len(notes) > len(circles) else "")
        found.append(Swatch(said, colour(each["fillcolor"], each.get("opacity", 1)), circle=each["x1"] - each["x0"]))
    return tuple(found)
