"""What a native chart of Office is made of, and one of many rows in parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from charts.theme import INK
from exports.ooxml import colour

Number = float | None
DARK = str(colour(INK))
MOST_ROWS = 18
MOST_BARS = 24


@dataclass(frozen=True)
class Stroke:
    """A line: colour as Office writes it, points, how it is broken, and how much it covers."""

    colour: str
    points: float = 1.5
    dash: str = "solid"
    opacity: float = 1.0


@dataclass(frozen=True)
class Mark:
    """A mark: its form, points across, fill (None: hollow) and line (None: no line)."""

    form: str
    size: int
    fill: str | None = None
    line: Stroke | None = None


@dataclass(frozen=True)
class Series:
    """Numbers that are drawn alike.

    Of a chart of bars and of a fan, ``y`` are the values, one a category. Of a chart of marks ``x`` and ``y`` are both values; where it has named
    rows, ``y`` is the number of the row, from 0 at the top. ``marks`` and ``sides`` hold one for all points, or one each. ``texts`` are
    written beside the points, in ``shades`` of the same number. What is not ``listed`` stands in no legend.
    """

    name: str
    y: tuple[Number, ...]
    x: tuple[Number, ...] = ()
    drawn: Literal["bar", "area", "line"] = "line"
    fill: str | None = None
    hatched: bool = False
    line: Stroke | None = None
    marks: tuple[Mark, ...] = ()
    texts: tuple[str, ...] = ()
    sides: tuple[str, ...] = ("r",)
    shades: tuple[str, ...] = (DARK,)
    listed: bool = True


@dataclass(frozen=True)
class Axis:
    """An axis of values: title, ends, step (None: Office chooses), number format; ``names`` stand in place of numbers where there are any."""

    title: str = ""
    low: Number = None
    high: Number = None
    step: Number = None
    code: str = "#,##0.##"
    shown: bool = True
    names: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Native:
    """A chart as Office draws it.

    ``names`` are the rows, top first, or the years of a fan; ``words`` what is said of each row. ``value`` is the axis of values (the horizontal one, where
    there are rows), ``along`` the other of a scatter chart without rows. ``upright`` are lines of reference with their names, ``origin``
    is the value at which bars begin, and ``row`` heads the names in the sheet.
    """

    form: Literal["bars", "fan", "marks"]
    series: tuple[Series, ...]
    names: tuple[str, ...]
    value: Axis
    along: Axis = field(default_factory=Axis)
    words: tuple[str, ...] = ()
    upright: tuple[tuple[float, str], ...] = ()
    stacked: bool = False
    origin: float = 0.0
    legend: bool = True
    row: str = "Row"

    def labels(self) -> list[str]:
        """Return what stands beside each row: its name and words."""
        words = self.words or ("",) * len(self.names)
        return [f"{name}  {said}".strip() for name, said in zip(self.names, words, strict=True)]


def parts(chart: Native, most: int = 0) -> list[Native]:
    """Return a chart in parts of at most so many rows, all on the same scale; one without rows is one part."""
    count, most = len(chart.names), most or (MOST_BARS if chart.form == "bars" else MOST_ROWS)
    if chart.form == "fan" or count <= most:
        return [chart]
    share = -(-count // -(-count // most))  # parts of about the same length
    return [_part(chart, start, min(start + share, count)) for start in range(0, count, share)]


def _part(chart: Native, start: int, end: int) -> Native:
    """Return some of the rows of a chart."""
    if chart.form == "bars":
        cut = [_cut(each, [start <= at < end for at in range(len(each.y))], 0) for each in chart.series]
    else:
        cut = [
            _cut(each, [_within(each.y, at, start, end) for at in range(len(each.y))], start) for each in chart.series
        ]
    words = chart.words[start:end] if chart.words else ()
    return replace(chart, series=tuple(cut), names=chart.names[start:end], words=words)


def _within(rows: Sequence[Number], at: int, start: int, end: int) -> bool:
    """Tell whether a point is in some rows; a gap goes with the point before it."""
    row = rows[at] if rows[at] is not None or at == 0 else rows[at - 1]
    return row is not None and start - 0.5 <= row < end - 0.5


def _cut(series: Series, kept: Sequence[bool], shift: float) -> Series:
    """Return the points of a series that are kept, in rows from ``shift`` on."""

    def some(found: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(each for each, keep in zip(found, kept, strict=True) if keep) if len(found) == len(kept) else found

    moved = tuple(None if y is None else y - shift for y in some(series.y))
    several = {name: some(getattr(series, name)) for name in ("x", "texts", "marks", "sides", "shades")}
    return replace(series, y=moved, **several)
