"""A map as shapes of Office: each place a freeform in a group that bears its name and value, with the ten dashes, the islets and the legend.

What the figure shows (``map_figure``) is projected as it says (Albers, conic and equal in area) and brought to the resolution of a slide.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]: it has no types

from charts.theme import INK, MAP_BORDER, MAP_HATCH, MAP_OUTLINE, MUTED
from exports.clean import clean, one_line
from exports.figure_values import Drawn, numbers, values
from exports.map_figure import Map, Points, read
from exports.ooxml import (
    EMU,
    LINE,
    SPACES,
    Node,
    colour,
    letters,
    node,
    pattern,
    solid,
    spacing,
    spoken,
    stroke,
    width,
    wrapped,
)
from i18n.texts import translator
from loaders.geography import layers

UNIT = EMU // 10  # of a path: a tenth of a point
FINE, COARSE = 1, 5  # units to which points are brought: what is small keeps its form
LEGEND = 0.27  # of the width: the column of the legend, and of what is said of the borders
LETTERS, SMALL = 12.0, 10.0
SWATCH = (18.0, 12.0)
EDGE = (0.4, 0.75)  # points, borders of places and outlines
HATCHES = {"/": "ltUpDiag", "x": "diagCross"}


class Frame(NamedTuple):
    """Where something stands on a slide, in points from its upper left corner."""

    x: float
    y: float
    w: float
    h: float


def draw(tree: Node, figure: object, frame: Frame, told: tuple[str, str], lang: str) -> None:
    """Draw a map with its legend, the source of its borders and the note on review.

    Args:
        tree: of the shapes of a slide.
        figure: of Plotly, a map.
        frame: where it stands.
        told: its name and its alternative text.
        lang: of the names.

    Raises:
        OSError: the map files cannot be read.
        layers.BoundariesUnreadable: they have not been built.
    """
    drawn = read(figure, lang)
    ids = count(1 + max((int(each) for each in tree.xpath(".//p:cNvPr/@id")), default=1))
    column = frame._replace(w=LEGEND * frame.w)
    area = Frame(frame.x + column.w, frame.y, frame.w - column.w, frame.h)
    at = _fitted(drawn, area)
    tree.append(_whole(drawn, at, told, ids, lang))
    for each in _marks(drawn, at, area, ids):
        tree.append(each)
    for each in _legend(drawn, column, area, ids, lang):
        tree.append(each)
    lines = [layers.CREDIT[lang], layers.REVIEW[lang]]
    high = sum(len(wrapped(line, SMALL, column.w)) for line in lines) * SMALL * LINE + 2
    foot = Frame(column.x, column.y + column.h - high, column.w, high)
    name = translator(lang)("Source of the borders")
    tree.append(text_box(next(ids), name, lines, foot, SMALL, str(colour(MUTED))))


@dataclass(frozen=True)
class Fitted:
    """How degrees become units of a slide (a tenth of a point): projected, then moved and scaled."""

    parallels: tuple[float, float]
    meridian: float
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def points(self, degrees: Points) -> Points:
        """Return points in units, the vertical axis downwards."""
        first, second = np.radians(self.parallels)
        n = (np.sin(first) + np.sin(second)) / 2
        c = np.cos(first) ** 2 + 2 * n * np.sin(first)
        radius = np.sqrt(c - 2 * n * np.sin(np.radians(degrees[:, 1]))) / n
        angle = n * np.radians(degrees[:, 0] - self.meridian)
        flat = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
        return flat * self.scale + [self.x, self.y]


def _fitted(drawn: Map, area: Frame) -> Fitted:
    """Return what fits all that is drawn into an area: no part of the nation is left out."""
    plain = Fitted(drawn.parallels, drawn.meridian)
    every = [*(ring for place in drawn.places for ring in place.rings), *drawn.outlines, *drawn.islets]
    every += [ring for rings in drawn.dashes.values() for ring in rings]
    flat = np.vstack([plain.points(ring) for ring in every])
    low, high = flat.min(axis=0), flat.max(axis=0)
    scale = float(min(area.w * 10 / (high[0] - low[0]), area.h * 10 / (high[1] - low[1])))
    middle = (low + high) / 2 * scale
    x, y = (area.x + area.w / 2) * 10 - middle[0], (area.y + area.h / 2) * 10 - middle[1]
    return Fitted(drawn.parallels, drawn.meridian, scale, float(x), float(y))


def _whole(drawn: Map, at: Fitted, told: tuple[str, str], ids: Iterator[int], lang: str) -> Node:
    """Return the map as one group: a group a place, outlines, dashes and islets over them."""
    _ = translator(lang)
    border, line = stroke(colour(MAP_BORDER), EDGE[0]), str(colour(MAP_OUTLINE))
    inside = []
    for place in drawn.places:
        fill = solid(place.fill) if place.fill else pattern(str(colour(MAP_HATCH)), HATCHES[place.hatch])
        own = border if place.fill else stroke(str(colour(MAP_HATCH)), EDGE[0])
        shape = _freeform(next(ids), place.name, _units(place.rings, at), fill, own)
        inside.append(_group(next(ids), place.name, place.words, [shape]))
    edges = _units(drawn.outlines, at)
    inside.append(_freeform(next(ids), _("outlines"), edges, node("a:noFill"), stroke(line, EDGE[1])))
    black = (solid(line), stroke(None))
    if drawn.islets:
        inside.append(_freeform(next(ids), _("South China Sea islands"), _units(drawn.islets, at, FINE), *black))
    dashes = [_freeform(next(ids), name, _units(rings, at, FINE), *black) for name, rings in drawn.dashes.items()]
    if dashes:
        inside.append(_group(next(ids), _("ten dashes"), "", dashes))
    return _group(next(ids), told[0], told[1], inside)


def _units(rings: Iterable[Points], at: Fitted, grid: int = COARSE) -> list[list[tuple[int, int]]]:
    """Return rings in units on a grid, which neighbours share, without points that show nothing; none is lost, however small."""
    found = []
    for ring in rings:
        exact = at.points(ring)
        points = _thinned(np.rint(exact / grid).astype(int) * grid)
        if len(points) < 3:
            points = _thinned(np.rint(exact / FINE).astype(int) * FINE)
        if len(points) < 3:
            x, y = (int(each) for each in np.rint(exact.mean(axis=0)))
            points = [(x, y), (x + 2, y), (x + 2, y + 2), (x, y + 2)]
        found.append(points)
    return found


def _thinned(points: npt.NDArray[np.int_]) -> list[tuple[int, int]]:
    """Return a ring without repeated points and those on a straight line between their neighbours."""
    moved = points[np.any(points != np.roll(points, 1, axis=0), axis=1)]
    if len(moved) < 3:
        return []
    back, ahead = moved - np.roll(moved, 1, axis=0), np.roll(moved, -1, axis=0) - moved
    bent = back[:, 0] * ahead[:, 1] != back[:, 1] * ahead[:, 0]
    return [(int(x), int(y)) for x, y in moved[bent]]


def _freeform(ident: int, name: str, rings: Sequence[Sequence[tuple[int, int]]], fill: Node, line: Node) -> Node:
    """Return a shape with any outline; a ring within another is a hole."""
    every = np.array([point for ring in rings for point in ring])
    low, high = every.min(axis=0), every.max(axis=0)
    w, h = (int(max(1, each)) for each in high - low)
    x0, y0 = (int(each) for each in low)
    steps = "".join(_steps(ring, x0, y0) for ring in rings)  # as text: elements one by one take ten times as long
    path = etree.fromstring(f'<a:path xmlns:a="{SPACES["a"]}" w="{w}" h="{h}">{steps}</a:path>')
    box = node("a:rect", l="0", t="0", r="r", b="b")
    empty = (node(f"a:{each}") for each in ("avLst", "gdLst", "ahLst", "cxnLst"))
    place = _place(int(low[0]) * UNIT, int(low[1]) * UNIT, w * UNIT, h * UNIT)
    look = node("p:spPr", place, node("a:custGeom", *empty, box, node("a:pathLst", path)), fill, line)
    return node("p:sp", _called("p:nvSpPr", ident, name, ""), look)


def _steps(ring: Sequence[tuple[int, int]], x0: int, y0: int) -> str:
    """Return a ring as the steps of a path, from a corner on."""
    points = [f'<a:pt x="{x - x0}" y="{y - y0}"/>' for x, y in ring]
    further = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{further}<a:close/>"


def _place(x: float, y: float, w: float, h: float, *, group: bool = False) -> Node:
    """Return where a shape stands (EMU); a group's own measure is the slide's."""
    ends = [node("a:off", x=round(x), y=round(y)), node("a:ext", cx=round(w), cy=round(h))]
    if group:
        ends += [node("a:chOff", x=round(x), y=round(y)), node("a:chExt", cx=round(w), cy=round(h))]
    return node("a:xfrm", *ends)


def _called(tag: str, ident: int, name: str, words: str) -> Node:
    """Return the number, name and alternative text of a shape."""
    kinds = {"p:nvSpPr": "p:cNvSpPr", "p:nvGrpSpPr": "p:cNvGrpSpPr"}
    said = {"descr": one_line(words)} if words else {}
    return node(tag, node("p:cNvPr", id=ident, name=one_line(name)[:120], **said), node(kinds[tag]), node("p:nvPr"))


def _group(ident: int, name: str, words: str, inside: Sequence[Node]) -> Node:
    """Return shapes as a group."""
    boxes = np.array([_box(each) for each in inside])
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    place = node("p:grpSpPr", _place(*low, *(high - low), group=True))
    return node("p:grpSp", _called("p:nvGrpSpPr", ident, name, words), place, *inside)


def _box(shape: Node) -> tuple[int, int, int, int]:
    """Return the corners of a shape (EMU)."""
    off, ext = shape[1][0][0], shape[1][0][1]
    x, y = int(off.get("x")), int(off.get("y"))
    return x, y, x + int(ext.get("cx")), y + int(ext.get("cy"))


def _marks(drawn: Map, at: Fitted, area: Frame, ids: Iterator[int]) -> Iterator[Node]:
    """Give circles and names at places; of names that would overlap, the first."""
    scale = area.h / drawn.height
    taken: list[Frame] = []
    for trace in drawn.marks:
        lon, lat = numbers(trace.get("lon")), numbers(trace.get("lat"))
        texts = values(trace.get("text")) if "text" in trace.get("mode", "") else [""] * len(lon)
        hovers = values(trace.get("hovertext")) or texts
        sizes = _sizes(trace, len(lon))
        for x, y, text, hover, size in zip(lon, lat, texts, hovers, sizes, strict=True):
            if x is None or y is None:
                continue
            mid_x, mid_y = at.points(np.array([[x, y]]))[0] / 10
            if size:
                yield _circle(next(ids), spoken(hover), trace["marker"], (mid_x, mid_y, size * scale))
            if not text:
                continue
            wide, high = width(spoken(text), LETTERS) + 4, LETTERS * 1.4
            lift = size * scale / 2 + high if size else high / 2
            frame = Frame(mid_x - wide / 2, mid_y - lift, wide, high)
            if all(_apart(frame, other) for other in taken):
                taken.append(frame)
                shade = str(colour(trace.get("textfont", {}).get("color", INK)))
                yield text_box(next(ids), spoken(text), [spoken(text)], frame, LETTERS, shade, centred=True)


def _sizes(trace: Drawn, many: int) -> list[float]:
    """Return the diameter of each circle (pixels of the figure), as Plotly reads sizes that are areas; 0 of what has none."""
    mark = trace.get("marker", {})
    if "markers" not in trace.get("mode", ""):
        return [0.0] * many
    if mark.get("sizemode") != "area":
        return [float(mark.get("size", 6))] * many
    return [max(mark["sizemin"], float(np.sqrt(2 * (size or 0) / mark["sizeref"]))) for size in numbers(mark["size"])]


def _apart(one: Frame, other: Frame) -> bool:
    return abs(one.x + one.w / 2 - other.x - other.w / 2) > (one.w + other.w) / 2 or abs(one.y - other.y) > one.h


def _circle(ident: int, words: str, mark: Mapping[str, Any], place: tuple[float, float, float]) -> Node:
    """Return a circle at a place (points: its middle and diameter)."""
    x, y, wide = place
    hollow = mark.get("symbol") == "circle-open"
    fill = node("a:noFill") if hollow else solid(colour(mark["color"]))
    if not hollow:
        fill[0].append(node("a:alpha", val=round(100_000 * mark.get("opacity", 1))))
    line = mark.get("line", {})
    edge = stroke(colour(line.get("color", MAP_BORDER)), float(line.get("width", 0.8)) * 0.75)
    name, _, _rest = words.partition("\n")
    return _preset(
        "ellipse", ident, name, words.replace("\n", " · "), Frame(x - wide / 2, y - wide / 2, wide, wide), fill, edge
    )


def _preset(form: str, ident: int, name: str, words: str, frame: Frame, fill: Node, line: Node) -> Node:
    """Return a rectangle or an ellipse."""
    place = _place(*(each * EMU for each in frame))
    shape = node("a:prstGeom", node("a:avLst"), prst=form)
    return node("p:sp", _called("p:nvSpPr", ident, name, words), node("p:spPr", place, shape, fill, line))


def _legend(drawn: Map, frame: Frame, area: Frame, ids: Iterator[int], lang: str) -> Iterator[Node]:
    """Give the legend, in a column left of the map."""
    scale = area.h / drawn.height
    y = frame.y
    if drawn.title:
        lines = len(wrapped(drawn.title, LETTERS, frame.w))
        box = Frame(frame.x, y, frame.w, lines * LETTERS * LINE + 2)
        yield text_box(next(ids), translator(lang)("Legend"), [drawn.title], box, LETTERS, str(colour(INK)), bold=True)
        y += box.h + 6
    for each in drawn.legend:
        wide, high = (each.circle * scale,) * 2 if each.circle else SWATCH
        row = max(LETTERS * 1.5, high + 3)
        fill = pattern(str(colour(MAP_HATCH)), HATCHES[each.hatch]) if each.hatch else solid(each.fill)
        box = Frame(frame.x, y + (row - high) / 2, wide, high)
        edge = stroke(str(colour(MUTED)), 0.5)
        yield _preset("ellipse" if each.circle else "rect", next(ids), each.words, "", box, fill, edge)
        beside = Frame(frame.x + max(wide, SWATCH[0]) + 6, y, frame.w - wide - 6, row)
        yield text_box(next(ids), each.words, [each.words], beside, LETTERS, str(colour(INK)))
        y += row


def text_box(
    ident: int,
    name: str,
    lines: Sequence[str],
    frame: Frame,
    size: float,
    shade: str,
    *,
    bold: bool = False,
    centred: bool = False,
) -> Node:
    """Return a box of text, a line each, in both fonts."""
    paragraphs = [
        node(
            "a:p",
            node("a:pPr", spacing(size), algn="ctr" if centred else "l"),
            node("a:r", letters("a:rPr", size, shade, bold=bold), node("a:t", clean(line))),
        )
        for line in lines
    ]
    inset = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0)
    body = node("a:bodyPr", wrap="none" if centred else "square", anchor="ctr" if len(lines) == 1 else "t", **inset)
    place = _place(*(each * EMU for each in frame))
    look = node("p:spPr", place, node("a:prstGeom", node("a:avLst"), prst="rect"), node("a:noFill"))
    head = _called("p:nvSpPr", ident, name, "")
    head[1].set("txBox", "1")
    return node("p:sp", head, look, node("p:txBody", body, node("a:lstStyle"), *paragraphs))
