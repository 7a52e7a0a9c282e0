"""A Plotly figure as a native chart of Office, whose numbers can be edited: bars, fans, and marks.

Three forms hold all that the charts of the atlas draw (``charts``):

- ``bars``: horizontal bars over named rows, beside or upon each other. A pyramid is one whose left side is negative; the line of another
  population in it becomes hollow bars.
- ``fan``: bands around a path over the years, as areas upon each other: the lowest edge, unseen, and what each band adds to it; lines
  and marks in front.
- ``marks``: everything else, as a scatter chart. Rows stand at 1, 2, 3 … from below and are named at the left; bars from one value to another
  are thick lines. The sheet behind it names the row of each mark.

``native`` reads a figure, ``chart_model.parts`` splits one of many rows, ``chart_xml_and_workbook`` gives the chart part and its workbook. What fits none of
these (maps, circles whose area is a number) has no native chart. Nothing here knows slides or documents.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go

from charts.theme import ACHIEVED, BENCHMARK, INK, MUTED
from exports.chart_model import Mark, Native, Number, Series, Stroke
from exports.chart_part import chart_xml, workbook
from exports.figure_values import Drawn, axis_of, dictionary, numbers, values
from exports.ooxml import colour, spoken
from i18n.texts import translator

PIXEL = 0.75  # points
SYMBOLS = {"circle-x": "x", "diamond-x": "x"}
FORMS = ("circle", "diamond", "square", "x")
DASHES = {"dash": "dash", "dot": "sysDot", "dashdot": "dashDot", "longdash": "lgDash"}
BAR = 6.0  # points, how thick a bar among marks is
TICK = 0.28  # of a row: half of an upright stroke that marks a value
FEW_WORDS = 24  # letters of a column's name in a line


def native(figure: go.Figure | Drawn | str, lang: str) -> Native | None:
    """Return a figure as a native chart; None where its kind is not known here.

    Args:
        figure: of Plotly, as object, dictionary or JSON.
        lang: of what the sheet behind the chart calls its columns.
    """
    drawn = dictionary(figure)
    traces, layout = drawn.get("data", ()), drawn.get("layout", {})
    if not traces or not all(_known(trace) for trace in traces):
        return None
    row = translator(lang)("Row")
    if any(trace.get("fill") == "toself" for trace in traces):
        return _fan(traces, layout, lang)
    names = _rows(traces, layout)
    if not names:
        return _curves(traces, layout)
    found = (_bars if _bars_alone(traces) else _marks)(traces, layout, names)
    return replace(found, row=row)


def chart_xml_and_workbook(
    figure: go.Figure | Drawn | str, lang: str, size: tuple[float, float] = (460.0, 260.0)
) -> tuple[bytes, bytes] | None:
    """Return a figure as a chart part of Office and the workbook behind it; None where its kind is not known here.

    The part is a whole ``c:chartSpace``. Its numbers are edited once the part is related to the workbook as an embedded package and
    ``<c:externalData r:id="…"><c:autoUpdate val="0"/></c:externalData>`` is appended to it: python-pptx's
    ``ChartPart.chart_workbook.update_from_xlsx_blob`` does both. A figure of many rows becomes one chart; ``chart_model.parts`` splits it.

    Args:
        figure: of Plotly, as object, dictionary or JSON.
        lang: of what the sheet behind the chart calls its columns.
        size: width and height of the frame in points, by which the names of rows get their room.
    """
    found = native(figure, lang)
    return None if found is None else (chart_xml(found, size), workbook(found))


def _known(trace: Drawn) -> bool:
    """Tell whether a trace is horizontal bars or marks and lines, none of whose numbers is the size of a circle."""
    sized = "sizemode" in trace.get("marker", {})
    flat = trace.get("type") == "bar" and trace.get("orientation") == "h"
    return (flat or trace.get("type", "scatter") == "scatter") and not sized


def _bars_alone(traces: Sequence[Drawn]) -> bool:
    """Tell whether all is bars, and lines along their ends."""
    kinds = {trace["type"] if trace["type"] == "bar" else trace.get("mode") for trace in traces}
    return "bar" in kinds and kinds <= {"bar", "lines"}


def _rows(traces: Sequence[Drawn], layout: Drawn) -> list[str]:
    """Return the names of the rows as the figure knows them, top first; nothing where the vertical axis counts."""
    axis = layout.get("yaxis", {})
    ends = numbers(axis.get("range"))
    down = axis.get("autorange") == "reversed" or (len(ends) == 2 and (ends[0] or 0) > (ends[1] or 0))
    found = [str(each) for trace in traces for each in values(trace.get("y")) if isinstance(each, str)]
    if not found:  # rows by number
        return [str(each) for each in values(axis.get("ticktext"))] if down else []
    known = list(dict.fromkeys([*map(str, values(axis.get("categoryarray"))), *found]))
    return known if down else known[::-1]


def _said(layout: Drawn, names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the rows as they are read, and what stands behind each, which the figure writes above its marks."""
    notes = {each["y"]: each["text"] for each in layout.get("annotations", ()) if each.get("xref") == "paper"}
    read, words = [], []
    for name in names:
        called, _, said = str(notes.get(name, name)).partition("<b>")
        read.append(" ".join(spoken(called).split()))
        words.append(" ".join(spoken(said).split()))
    return tuple(read), tuple(words)


def _bars(traces: Sequence[Drawn], layout: Drawn, names: list[str]) -> Native:
    """Return bars alone: each from where all begin, a line along their ends as hollow bars."""
    origins = {each for trace in traces for each in numbers(trace.get("base"))} or {0.0}
    if len(origins) > 1:
        return _marks(traces, layout, names)
    (origin,) = origins
    drawn, sex = [], ""
    for trace in traces:
        ends = dict(zip(map(str, values(trace["y"])), numbers(trace["x"]), strict=True))
        lengths = [ends.get(name) for name in names]
        reached = tuple(None if length is None else (origin or 0.0) + length for length in lengths)
        told = dict(zip(map(str, values(trace["y"])), map(spoken, values(trace.get("text"))), strict=False))
        look = _bar_look(trace)
        if look.fill is None:  # along the ends of the bars before, whose side it says: a legend shows both sides
            look = replace(look, name=f"{look.name}{sex}", listed=True)
        sex = "".join(look.name.partition(" · ")[1:]) if look.fill else sex
        drawn.append(replace(look, y=reached, texts=tuple(told.get(name, "") for name in names)))
    every = [value for each in drawn for value in each.y]
    stacked = layout.get("barmode") == "stack"
    read, words = _said(layout, names)
    labelled = tuple(f"{name}  {said}".strip() for name, said in zip(read, words, strict=True))
    hollow = sorted(drawn, key=lambda each: each.fill is None)  # in front of the filled ones
    axis = axis_of(layout.get("xaxis", {}), [] if stacked else [*every, origin])
    legend = _has_legend(traces, layout)
    return Native("bars", tuple(hollow), labelled, axis, stacked=stacked, origin=origin or 0.0, legend=legend)


def _bar_look(trace: Drawn) -> Series:
    name, listed = _named(trace)
    if trace["type"] != "bar":
        line = trace.get("line", {})
        return Series(name, (), drawn="bar", line=_stroke(line.get("color", INK), line), listed=listed)
    mark = trace.get("marker", {})
    hatched = _hatched(mark)
    front = mark["pattern"].get("fgcolor") if hatched else None
    fill = colour(front if front not in (None, "#ffffff") else mark.get("color", ACHIEVED))
    inside = ("FFFFFF",) if trace.get("textposition") == "inside" else (str(colour(INK)),)
    return Series(name, (), drawn="bar", fill=fill, hatched=hatched, shades=inside, listed=listed)


def _hatched(mark: Drawn) -> bool:
    return bool(mark.get("pattern", {}).get("shape"))


def _marks(traces: Sequence[Drawn], layout: Drawn, names: list[str]) -> Native:
    """Return marks in named rows, and bars among them as thick lines."""
    at = {name: float(row) for row, name in enumerate(names)}
    drawn = [*_allowed(layout), *(each for trace in traces for each in _in_rows(trace, at))]
    axis = axis_of(layout.get("xaxis", {}), [value for each in drawn for value in each.x])
    read, words = _said(layout, names)
    legend = _has_legend(traces, layout)
    return Native(
        "marks",
        tuple(drawn),
        read,
        axis,
        words=words,
        upright=_upright(layout),
        legend=legend or bool(_upright(layout)),
    )


def _in_rows(trace: Drawn, at: Mapping[str, float]) -> list[Series]:
    """Return a trace as points in rows."""
    name, listed = _named(trace)
    rows = [None if each is None else at[each] if isinstance(each, str) else float(each) for each in values(trace["y"])]
    along = numbers(trace["x"])
    if trace["type"] == "bar":
        starts = numbers(trace.get("base")) or [0.0] * len(along)
        known = [
            (a or 0.0, (a or 0.0) + b, row) for a, b, row in zip(starts, along, rows, strict=True) if b is not None
        ]
        mark = trace.get("marker", {})
        line = Stroke(
            str(_bar_look(trace).fill), BAR, "sysDash" if _hatched(mark) else "solid", mark.get("opacity", 1.0)
        )
        return [_thick(name, known, line, listed=listed)]
    if str(trace.get("marker", {}).get("symbol", "")).startswith("line-ns"):
        known = [(x, row) for x, row in zip(along, rows, strict=True) if x is not None and row is not None]
        ends = [(x, y) for x, row in known for y in (row - TICK, row + TICK, None)]
        line = trace["marker"].get("line", {})
        return [Series(name, *_turned(ends), line=_stroke(line.get("color", MUTED), {"width": 3}), listed=listed)]
    last, filled = 0.0, []
    for x in along:  # a gap in a line is one of its rows alone: Office takes no value without the other
        last = last if x is None else x
        filled.append(last)
    rows = [None if x is None else row for x, row in zip(along, rows, strict=True)]
    found = _points(trace)
    line = (
        replace(found.line, opacity=0.6) if found.line and None in rows else found.line
    )  # marks are seen through ranges
    return [replace(found, x=tuple(filled), y=tuple(rows), line=line)]


def _thick(name: str, bars: Iterable[tuple[float, float, Number]], line: Stroke, *, listed: bool) -> Series:
    """Return bars of rows, each from a value to another in its row, as a thick line with gaps."""
    ends = [(x, y) for start, end, row in bars for x, y in ((start, row), (end, row), (end, None))]
    return Series(name, *_turned(ends), line=line, listed=listed)


def _turned(ends: Sequence[tuple[Number, Number]]) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
    """Return points as their y and their x, in which order a series takes them."""
    return tuple(y for _x, y in ends), tuple(x for x, _y in ends)


def _points(trace: Drawn) -> Series:
    """Return how the points of a trace look and what is written beside them."""
    name, listed = _named(trace)
    mode, mark, line = trace.get("mode", "lines"), trace.get("marker", {}), trace.get("line", {})
    count = len(values(trace["x"]))
    texts = tuple(map(spoken, values(trace.get("text")))) if "text" in mode else ()
    sides = {"left": "l", "right": "r", "center": "t"}
    places = _each(trace.get("textposition", "middle right"), len(texts))
    shades = _each(trace.get("textfont", {}).get("color", INK), len(texts))
    stroke = _stroke(line.get("color") or mark.get("color", INK), line) if "lines" in mode else None
    return Series(
        name,
        (),
        line=stroke,
        marks=_looks(mark, count) if "markers" in mode else (),
        texts=tuple(text.strip() for text in texts),
        sides=tuple(sides[place.split()[-1]] for place in places) or ("r",),
        shades=tuple(str(colour(shade)) for shade in shades) or (str(colour(INK)),),
        listed=listed,
    )


def _looks(mark: Drawn, count: int) -> tuple[Mark, ...]:
    """Return the mark of each point, or the one that all have."""
    edge = mark.get("line", {})
    parts = zip(
        _each(mark.get("symbol", "circle"), count),
        _each(mark.get("size", 6), count),
        _each(mark.get("color", INK), count),
        _each(edge.get("width", 0), count),
        _each(edge.get("color", mark.get("color", INK)), count),
        strict=True,
    )
    found = tuple(_look(*each) for each in parts)
    return found[:1] if len(set(found)) == 1 else found


def _look(symbol: str, size: float, fill: str, wide: float, edge: str) -> Mark:
    form = symbol.removesuffix("-open")
    form = SYMBOLS.get(form, form if form in FORMS else "circle")
    hollow = symbol.endswith("-open")
    line = (
        Stroke(str(colour(edge)), max(wide, 1.5 if hollow else 0) * PIXEL)
        if (wide or hollow) and colour(edge)
        else None
    )
    return Mark(form, round(size * PIXEL), None if hollow else colour(fill), line)


def _each(found: Any, count: int) -> list[Any]:
    """Return one setting a point, whether it was given once or for each."""
    several = isinstance(found, Mapping | list | tuple | np.ndarray)
    return values(found) if several else [found] * count


def _named(trace: Drawn) -> tuple[str, bool]:
    """Return what a trace is called, and whether the legend names it."""
    name = " ".join(spoken(trace.get("name") or "").split())
    return name, bool(name) and trace.get("showlegend", True)


def _has_legend(traces: Sequence[Drawn], layout: Drawn) -> bool:
    """Tell whether a figure has a legend: Plotly draws none of a single trace."""
    return layout.get("showlegend", len(traces) > 1)


def _stroke(written: str, line: Drawn) -> Stroke | None:
    """Return the line of a trace."""
    found = colour(written)
    points = float(line.get("width", 2)) * PIXEL
    return None if found is None or not points else Stroke(found, points, DASHES.get(line.get("dash", ""), "solid"))


def _upright(layout: Drawn) -> tuple[tuple[float, str], ...]:
    """Return the lines that stand upright across the whole, each with its name."""
    notes = {each["x"]: spoken(each["text"]) for each in layout.get("annotations", ()) if each.get("xref") != "paper"}
    lines = [each for each in layout.get("shapes", ()) if each["type"] == "line" and each.get("x0") == each.get("x1")]
    return tuple((float(each["x0"]), notes.get(each["x0"], "")) for each in lines)


def _allowed(layout: Drawn) -> list[Series]:
    """Return the ranges that are shaded behind the marks of rows, as one thick line a row."""
    found = [each for each in layout.get("shapes", ()) if each["type"] == "rect"]
    if not found:
        return []
    known = [(each["x0"], each["x1"], (each["y0"] + each["y1"]) / 2) for each in found]
    return [_thick("", known, Stroke(str(colour(BENCHMARK)), 2 * BAR, opacity=0.25), listed=False)]


def _curves(traces: Sequence[Drawn], layout: Drawn) -> Native | None:
    """Return lines and marks over numbers, such as years; None where they stand over names."""
    if any(trace.get("type") == "bar" or any(isinstance(x, str) for x in values(trace["x"])) for trace in traces):
        return None
    drawn = [replace(_points(trace), x=tuple(numbers(trace["x"])), y=tuple(numbers(trace["y"]))) for trace in traces]
    drawn = _joined(drawn)
    along = axis_of(layout.get("xaxis", {}), [value for each in drawn for value in each.x])
    up = axis_of(layout.get("yaxis", {}), [value for each in drawn for value in each.y])
    return Native("marks", tuple(drawn), (), up, along, upright=_upright(layout), legend=_has_legend(traces, layout))


def _joined(drawn: Sequence[Series]) -> list[Series]:
    """Return lines as few: one that begins where another of its look ends goes on with it."""
    found: list[Series] = []
    for each in drawn:
        last = found[-1] if found else None
        if (
            last
            and last.line
            and not (each.marks or last.marks)
            and last.line == each.line
            and not (each.listed or last.listed)
        ):
            if (last.x[-1], last.y[-1]) == (each.x[0], each.y[0]):
                found[-1] = replace(last, x=last.x + each.x[1:], y=last.y + each.y[1:])
            else:
                found[-1] = replace(last, x=(*last.x, last.x[-1], *each.x), y=(*last.y, None, *each.y))
        else:
            found.append(each)
    return found


def _fan(traces: Sequence[Drawn], layout: Drawn, lang: str) -> Native:
    """Return a fan: areas upon each other for its bands, lines and marks before them, by year."""
    _ = translator(lang)
    bands = [trace for trace in traces if trace.get("fill") == "toself"]
    front = [trace for trace in traces if trace.get("fill") != "toself"]
    every = [x for trace in traces for x in numbers(trace["x"]) if x is not None]
    years = list(range(int(min(every)), int(max(every)) + 1))
    edges = [_edges(trace, years) for trace in bands]  # the widest first
    below, inner = [low for low, _high in edges], [high for _low, high in edges][::-1]
    shades = [str(colour(trace["fillcolor"], 1 - _clear(bands[: at + 1]))) for at, trace in enumerate(bands)]
    steps = [*below, *inner]
    drawn = [
        Series(_("lower edge of {band}").format(band=bands[0]["name"]), tuple(steps[0]), drawn="area", listed=False)
    ]
    for at, (lower, upper) in enumerate(pairwise(steps)):
        band = min(at, len(steps) - 2 - at)
        name, listed = str(bands[band]["name"]), at < len(bands)
        added = tuple(None if a is None or b is None else round(b - a, 6) for a, b in zip(lower, upper, strict=True))
        called = name if listed else _("{band}, above").format(band=name)
        drawn.append(Series(called, added, drawn="area", fill=shades[band], listed=listed))
    drawn += [_by_year(trace, years) for trace in front]
    return Native(
        "fan",
        tuple(drawn),
        tuple(map(str, years)),
        axis_of(layout.get("yaxis", {}), [value for trace in traces for value in numbers(trace["y"])]),
        legend=True,
        row=_("Year"),
    )


def _clear(bands: Sequence[Drawn]) -> float:
    """Return how much of the paper is seen through bands that lie over each other."""
    return float(np.prod([1 - band.get("opacity", 1.0) for band in bands]))


def _edges(trace: Drawn, years: Sequence[int]) -> tuple[list[Number], list[Number]]:
    """Return the lower and the upper edge of a band by year: it is drawn along the upper one and back along the lower."""
    along, up = numbers(trace["x"]), numbers(trace["y"])
    half = len(along) // 2
    upper, lower = dict(zip(along[:half], up[:half], strict=True)), dict(zip(along[half:], up[half:], strict=True))
    return [lower.get(year) for year in years], [upper.get(year) for year in years]


def _by_year(trace: Drawn, years: Sequence[int]) -> Series:
    """Return a line or marks by year; a value between two years stands at the nearer one, a level line at every year."""
    along, up = numbers(trace["x"]), numbers(trace["y"])
    known = {round(x): y for x, y in zip(along, up, strict=True) if x is not None}
    if len(set(up)) == 1 and len(up) == 2:
        known = dict.fromkeys(years, up[0])
    return replace(_points(trace), y=tuple(known.get(year) for year in years))
