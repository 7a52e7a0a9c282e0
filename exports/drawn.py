"""What a figure draws as rows of numbers, so that Excel can draw it anew from cells: bars and dots, lines over years, and fans."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

TAG = re.compile(r"<[^>]+>")
FIRST_YEAR, LAST_YEAR = 1900, 2200
Value = float | None


@dataclass(frozen=True)
class Series:
    """One row of marks: its name, a value for each label (None: no mark), whether its marks are joined, and its colour (``#rrggbb``)."""

    name: str
    values: list[Value]
    joined: bool = False
    colour: str = ""


@dataclass(frozen=True)
class Band:
    """A band of a fan: its name, and its lower and upper edge for each label."""

    name: str
    low: list[Value]
    high: list[Value]


@dataclass(frozen=True)
class Drawn:
    """What a figure draws: rows of a name each, or lines over years.

    ``down``: the first row is the uppermost; ``unsigned``: values go to both sides and are written without a sign, as a pyramid's.
    """

    over_years: bool
    labels: list[Any]
    series: list[Series]
    bands: list[Band] = field(default_factory=list)
    down: bool = True
    stacked: bool = False
    unsigned: bool = False
    axis: str = ""


def drawn(figure: go.Figure) -> Drawn | None:
    """Return what a figure draws as rows of numbers; nothing where it is a map, a line of time, or a cloud of points."""
    every: Any = figure.data
    traces = [trace for trace in every if trace.type in ("bar", "scatter")]
    if not traces or len(traces) < len(every):
        return None
    if any(isinstance(value, str) for trace in traces for value in _values(trace.y)):
        return _rows(figure, traces)
    return _years(figure, traces)


def words(text: object) -> str:
    """Return a text of a figure without its marks of HTML."""
    return " ".join(html.unescape(TAG.sub(" ", str(text))).split())


def _rows(figure: go.Figure, traces: list[Any]) -> Drawn | None:
    """Return rows of a name each; dots where there are any, else bars, as bars only lead to their dots."""
    axis: Any = figure.layout.xaxis
    if axis.tickformat == "d":  # years stand along it: a line of time
        return None
    sized = any(trace.type == "scatter" and trace.marker.sizemode == "area" for trace in traces)
    dots = [trace for trace in traces if trace.type == "scatter" and "markers" in (trace.mode or "")]
    shown = dots or [trace for trace in traces if trace.type == "bar"] + [
        trace for trace in traces if trace.type == "scatter" and trace.mode == "lines"
    ]
    if sized or not shown:
        return None
    vertical: Any = figure.layout.yaxis
    listed = [str(name) for name in _values(vertical.categoryarray)]
    names = list(dict.fromkeys([*listed, *(str(name) for trace in shown for name in _values(trace.y))]))
    series = _merged(shown, names)
    turned = vertical.autorange == "reversed" or (vertical.range is not None and vertical.range[0] > vertical.range[1])
    stacked = figure.layout.barmode == "stack"
    labels, title = [words(name) for name in names], words(axis.title.text or "")
    return (
        Drawn(False, labels, series, down=bool(turned), stacked=stacked, unsigned=_unsigned(axis), axis=title)
        if series
        else None
    )


def _unsigned(axis: Any) -> bool:
    """Tell whether an axis writes values below 0 without their sign."""
    pairs = zip(_values(axis.tickvals), _values(axis.ticktext), strict=False)
    below = [str(text) for value, text in pairs if (_number(value) or 0) < 0]
    return bool(below) and not any(sign in text for text in below for sign in "-−")


def _merged(traces: list[Any], names: list[str]) -> list[Series]:
    """Return a series a name; traces of one name, such as the two halves of an outline, are one as far as no row has both."""
    found: list[Series] = []
    for trace in traces:
        known = dict(zip((str(name) for name in _values(trace.y)), map(_number, _values(trace.x)), strict=False))
        found.append(
            Series(
                words(trace.name or ""),
                [known.get(name) for name in names],
                trace.type == "scatter" and "lines" in (trace.mode or ""),
                _colour(trace),
            )
        )
    return [series for series in found if any(value is not None for value in series.values)]


def _years(figure: go.Figure, traces: list[Any]) -> Drawn | None:
    """Return lines over years, and the bands around them."""
    found = [value for trace in traces for value in map(_number, _values(trace.x)) if value is not None]
    if not found or not all(FIRST_YEAR <= value <= LAST_YEAR for value in found):
        return None
    lines = [trace for trace in traces if trace.type == "scatter" and trace.fill != "toself"]
    marked = {_year(value) for trace in lines for value in _values(trace.x) if _number(value) is not None}
    years = list(range(min(marked), max(marked) + 1))  # a year without a number keeps its place
    marks = [trace for trace in lines if "markers" in (trace.mode or "") or trace.name]
    series = [series for trace in marks if (series := _over_years(trace, years)) is not None]
    bands = [_band(trace, years) for trace in traces if trace.type == "scatter" and trace.fill == "toself"]
    vertical: Any = figure.layout.yaxis
    return Drawn(True, years, series, bands, axis=words(vertical.title.text or "")) if series else None


def _over_years(trace: Any, years: list[int]) -> Series | None:
    pairs = list(zip(map(_year, _values(trace.x)), map(_number, _values(trace.y)), strict=False))
    if len(pairs) == 2 and pairs[0][1] == pairs[1][1] and "markers" not in (trace.mode or ""):
        pairs = [(year, pairs[0][1]) for year in years]  # a line across
    known = dict(pairs)
    joined = "lines" in (trace.mode or "")
    return Series(words(trace.name or ""), [known.get(year) for year in years], joined, _colour(trace))


def _band(trace: Any, years: list[int]) -> Band:
    """Return a band that is drawn as one outline: its upper edge from the first year on, then its lower edge back."""
    x, y = [_year(value) for value in _values(trace.x)], [_number(value) for value in _values(trace.y)]
    half = len(x) // 2
    high, low = dict(zip(x[:half], y[:half], strict=True)), dict(zip(x[half:], y[half:], strict=True))
    return Band(words(trace.name or ""), [low.get(year) for year in years], [high.get(year) for year in years])


def _values(found: Iterable[Any] | None) -> list[Any]:
    return [] if found is None else list(found)


def _number(value: Any) -> Value:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if number - number == 0 else None  # neither missing nor without end


def _year(value: Any) -> int:
    return round(float(value))


def _colour(trace: Any) -> str:
    found = trace.marker.color if trace.type == "bar" or "markers" in (trace.mode or "") else trace.line.color
    return found if isinstance(found, str) and re.fullmatch("#[0-9a-fA-F]{6}", found) else ""
