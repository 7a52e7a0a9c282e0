"""A native chart of Office: its part of a file (DrawingML) and the workbook behind it, whose numbers can be edited.

Office takes the elements of a chart in one order alone, that of the standard (ECMA-376, part 1, 21.2): it stands in the functions here.
"""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from charts.theme import BENCHMARK, GRID, MUTED
from exports.chart_model import DARK, Axis, Mark, Native, Number, Series, Stroke
from exports.clean import clean, one_line
from exports.ooxml import LINE, LONG_AGO, Node, colour, letters, node, pattern, solid, stroke, width, wrapped, written

LETTERS = 12.0  # points, the least that is read in a meeting
UPRIGHT = ("sysDot", "dash", "dashDot", "lgDash")  # lines of reference, told apart in the legend
WIDEST_NAMES = 0.45  # of the chart, for the names of rows
SHEET = "Sheet1"
SPACE = "\u00a0\u00a0\u00a0"  # between a mark and the words beside it
KEY = 40.0  # points a name in the legend takes beside its text
GREY, LIGHT, PALE = (str(colour(each)) for each in (BENCHMARK, GRID, MUTED))


def lines_of_names(chart: Native, wide: float) -> int:
    """Return how many lines the longest name of a row takes in a frame of so many points in width."""
    return max((len(_beside(label, wide)) for label in chart.labels()), default=1)


def _beside(label: str, wide: float) -> list[str]:
    """Return what stands beside a row, in lines."""
    return wrapped(label, LETTERS, WIDEST_NAMES * wide)


def chart_xml(chart: Native, size: tuple[float, float]) -> bytes:
    """Return the chart part (``c:chartSpace``) for a frame of so many points in width and height."""
    found = _with_helpers(chart, size[0])
    legend, high = _legend(found, size[0])
    groups = {"bars": _bars, "fan": _areas_and_lines, "marks": _scatter}[chart.form](found)
    plot = node("c:plotArea", _layout(found, size, high), *groups, *_axes(found))
    drawn = node(
        "c:chart",
        node("c:autoTitleDeleted", val=1),
        plot,
        legend,
        node("c:plotVisOnly", val=1),
        node("c:dispBlanksAs", val="span" if chart.form == "fan" else "gap"),
    )
    clear = node("c:spPr", node("a:noFill"), node("a:ln", node("a:noFill")))
    space = node("c:chartSpace", node("c:date1904", val=0), node("c:roundedCorners", val=0), drawn, clear, _letters())
    return written(space)


def workbook(chart: Native) -> bytes:
    """Return the workbook behind a chart, as its part refers to it; no text in it becomes a formula or an address."""
    made = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"created": dt.datetime(*LONG_AGO, tzinfo=dt.UTC)})  # the same chart gives the same bytes
    sheet = book.add_worksheet(SHEET)
    for at, (head, cells) in enumerate(_columns(_with_helpers(chart))):
        sheet.write_string(0, at, one_line(head))
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                sheet.write_string(row, at, one_line(cell))
            elif cell is not None:
                sheet.write_number(row, at, cell)
    book.close()
    return made.getvalue()


def _columns(chart: Native) -> list[tuple[str, Sequence[str | Number]]]:
    """Return the columns of the sheet: categories and a column each series, or of marks their rows, x and y."""
    if chart.form != "marks":
        return [(chart.row, chart.names), *((each.name, each.y) for each in chart.series)]
    found: list[tuple[str, Sequence[str | Number]]] = []
    for each in chart.series:
        rows = [_row(chart, y) for y in each.y]
        found += [(chart.row, rows), (chart.value.title, each.x), (each.name, each.y)]
    return found


def _row(chart: Native, y: Number) -> str:
    """Return the name of the row in which a point of a scatter chart stands, if it stands in one."""
    at = -1 if y is None else len(chart.names) - round(y)
    return chart.names[at] if 0 <= at < len(chart.names) else ""


def _with_helpers(chart: Native, wide: float = 800.0) -> Native:
    """Return a scatter chart with its rows from below, its lines of reference, and the names of rows and columns as points that are not seen."""
    if chart.form != "marks":
        return chart
    count = len(chart.names)
    helpers = []
    if count:
        labels = tuple("\n".join(_beside(label, wide)) for label in chart.labels())
        ends, at = (float(chart.value.low or 0),) * count, tuple(float(count - row) for row in range(count))
        helpers.append(Series(chart.row, at, ends, texts=labels, sides=("l",), listed=False))
    if chart.value.names:
        places, told = zip(*chart.value.names, strict=True)
        helpers.append(Series("", (count + 1.0,) * len(places), places, texts=told, sides=("t",), listed=False))
    series = [*helpers, *(_from_below(each, count) if count else each for each in chart.series), *_references(chart)]
    longest = max(len(each.y) for each in series)
    first = series[0]  # LibreOffice loses what stands before a longer series
    short = longest - len(first.y)
    series[0] = replace(first, x=first.x + first.x[-1:] * short, y=first.y + (None,) * short)
    return replace(chart, series=tuple(series), words=())


def _references(chart: Native) -> list[Series]:
    """Return the lines that stand upright across a scatter chart, those of one name as one: in the legend, or named at their tops."""
    count = len(chart.names)
    low, high = (0.0, count + 1.0) if count else (chart.value.low, chart.value.high)
    found = []
    for at, name in enumerate(dict.fromkeys(name for _value, name in chart.upright)):
        places = [value for value, called in chart.upright if called == name]
        x, y = tuple(place for place in places for _end in range(3)), (high, low, None) * len(places)
        texts = () if count or not name else (name, "", "") * len(places)
        line = Stroke(GREY, 1.5, UPRIGHT[at % len(UPRIGHT)])
        found.append(
            Series(name, y[:-1], x[:-1], line=line, texts=texts[:-1], sides=("t",), listed=bool(count and name))
        )
    return found


def _from_below(series: Series, count: int) -> Series:
    return replace(series, y=tuple(None if y is None else count - y for y in series.y))


def _layout(chart: Native, size: tuple[float, float], legend: float) -> Node:
    """Return where the plot stands in its frame: right of the names of its rows, and below the legend."""
    wide, high = size
    if chart.form != "marks":
        return node("c:layout")
    labels = next((each.texts for each in chart.series if each.sides == ("l",)), ())
    longest = max((width(line, LETTERS) for text in labels for line in text.split("\n")), default=0.0)
    left = (longest + 24) / wide if chart.names else 0.09
    tops = max((len(told.split("\n")) for _at, told in chart.value.names), default=0)
    top = (legend + 4 + tops * LETTERS * LINE) / high
    below = (8 + 22 * (chart.value.shown and not chart.value.names) + 20 * bool(chart.value.title)) / high
    edges = {"x": left, "y": top, "w": 1 - left - 0.03, "h": max(0.2, 1 - top - below)}
    inner = [node(f"c:{key}Mode", val="edge") for key in "xy"]
    return node(
        "c:layout",
        node(
            "c:manualLayout",
            node("c:layoutTarget", val="inner"),
            *inner,
            *(node(f"c:{key}", val=round(edge, 4)) for key, edge in edges.items()),
        ),
    )


def _legend(chart: Native, wide: float) -> tuple[Node | None, float]:
    """Return the legend, and how high it is (points); none of a chart without one."""
    listed = [each.name for each in chart.series if each.listed and each.name]
    if not chart.legend or not listed:
        return None, 0.0
    hidden = [
        node("c:legendEntry", node("c:idx", val=at), node("c:delete", val=1))
        for at, each in enumerate(chart.series)
        if not (each.listed and each.name)
    ]
    columns = max(1, int(0.85 * wide / (KEY + max(width(name, LETTERS) for name in listed))))
    rows = -(-len(listed) // columns)
    position, over = node("c:legendPos", val="t"), node("c:overlay", val=0)
    return node("c:legend", position, *hidden, over, _letters()), rows * LETTERS * 1.6


def _letters(shade: str = DARK, *, size: float = LETTERS, level: bool = False) -> Node:
    """Return the properties of a chart's texts, with both fonts; ``level`` texts of an axis are left out sooner than turned."""
    paragraph = node("a:p", node("a:pPr", letters("a:defRPr", size, shade)), node("a:endParaRPr", lang="zh-CN"))
    body = node("a:bodyPr", rot=0, vert="horz") if level else node("a:bodyPr")
    return node("c:txPr", body, node("a:lstStyle"), paragraph)


def _rich(text: str, shade: str = DARK) -> Node:
    """Return a text as paragraphs of a chart, a line each."""
    lines = [
        node(
            "a:p",
            node("a:pPr", letters("a:defRPr", LETTERS, shade)),
            node("a:r", letters("a:rPr", LETTERS, shade), node("a:t", clean(line) or " ")),
        )
        for line in text.split("\n")
    ]
    return node("c:rich", node("a:bodyPr", rot=0, vert="horz", wrap="none", anchor="ctr"), node("a:lstStyle"), *lines)


def _bars(chart: Native) -> list[Node]:
    """Return bars over categories; those of one value stand upon each other."""
    grouping = "stacked" if chart.stacked else "clustered"
    inside = [_series(chart, at, each) for at, each in enumerate(chart.series)]
    together = chart.stacked or len(chart.series) > 1
    return [
        node(
            "c:barChart",
            *(node("c:barDir", val="bar"), node("c:grouping", val=grouping), node("c:varyColors", val=0)),
            *inside,
            node("c:gapWidth", val=12 if len(chart.series) > 2 and not chart.stacked else 50),
            node("c:overlap", val=100) if together else None,
            *(node("c:axId", val=1), node("c:axId", val=2)),
        )
    ]


def _areas_and_lines(chart: Native) -> list[Node]:
    """Return areas upon each other, and lines before them."""
    groups = []
    for drawn, grouping in (("area", "stacked"), ("line", "standard")):
        inside = [_series(chart, at, each) for at, each in enumerate(chart.series) if each.drawn == drawn]
        if not inside:
            continue
        marker = node("c:marker", val=1) if drawn == "line" else None
        heads = (node("c:grouping", val=grouping), node("c:varyColors", val=0))
        groups.append(node(f"c:{drawn}Chart", *heads, *inside, marker, node("c:axId", val=1), node("c:axId", val=2)))
    return groups


def _scatter(chart: Native) -> list[Node]:
    """Return marks and lines at values."""
    inside = [_series(chart, at, each) for at, each in enumerate(chart.series)]
    heads = (node("c:scatterStyle", val="lineMarker"), node("c:varyColors", val=0))
    return [node("c:scatterChart", *heads, *inside, node("c:axId", val=2), node("c:axId", val=1))]


def _series(chart: Native, at: int, each: Series) -> Node:
    """Return a series; the columns of the sheet that it is read from follow from its number."""
    marks = chart.form == "marks"
    column = 3 * at + 2 if marks else at + 1
    name = node("c:tx", node("c:strRef", node("c:f", _cells(column, 0, 0)), _texts("c:strCache", [each.name])))
    last = len(each.y)
    labels = _labels(each, bars=each.drawn == "bar", stacked=chart.stacked)
    values = node("c:numRef", node("c:f", _cells(column, 1, last)), _numbers(each.y))
    if marks:
        along = node("c:numRef", node("c:f", _cells(column - 1, 1, last)), _numbers(each.x))
        ends = (node("c:xVal", along), node("c:yVal", values), node("c:smooth", val=0))
    else:
        categories = node("c:strRef", node("c:f", _cells(0, 1, last)), _texts("c:strCache", chart.names))
        smooth = node("c:smooth", val=0) if each.drawn == "line" else None
        ends = (node("c:cat", categories), node("c:val", values), smooth)
    heads = (node("c:idx", val=at), node("c:order", val=at), name, _look(each))
    if each.drawn == "bar":
        return node("c:ser", *heads, node("c:invertIfNegative", val=0), labels, *ends)
    if each.drawn == "area":
        return node("c:ser", *heads, labels, *ends)
    return node("c:ser", *heads, *_marks(each), labels, *ends)


def _look(each: Series) -> Node:
    line = stroke(None) if each.line is None else stroke(*vars(each.line).values())
    if each.drawn == "line":
        return node("c:spPr", line)
    return node("c:spPr", pattern(each.fill) if each.hatched and each.fill else solid(each.fill), line)


def _marks(each: Series) -> list[Node]:
    """Return the mark of a series, and those of points that have another."""
    if not each.marks:
        return [node("c:marker", node("c:symbol", val="none"))]
    first, *_ = each.marks
    odd = [
        node("c:dPt", node("c:idx", val=at), _mark(mark), node("c:bubble3D", val=0))
        for at, mark in enumerate(each.marks)
        if mark != first
    ]
    return [_mark(first), *odd]


def _mark(mark: Mark) -> Node:
    line = stroke(None) if mark.line is None else stroke(*vars(mark.line).values())
    look = node("c:spPr", solid(mark.fill), line)
    return node("c:marker", node("c:symbol", val=mark.form), node("c:size", val=min(max(mark.size, 2), 72)), look)


def _labels(each: Series, *, bars: bool, stacked: bool) -> Node | None:
    """Return the texts beside the points of a series, each where it has one."""
    if not any(each.texts):
        return None
    told = []
    count = len(each.texts)
    sides = each.sides if len(each.sides) == count else each.sides * count
    shades = each.shades if len(each.shades) == count else each.shades * count
    for at, (text, side, shade) in enumerate(zip(each.texts, sides, shades, strict=False)):
        if not text:
            continue
        place = ("ctr" if stacked else "outEnd") if bars else side
        beside = f"{text}{SPACE}" if place == "l" else f"{SPACE}{text}" if place == "r" else text
        rich = node("c:tx", _rich(beside, shade))
        told.append(node("c:dLbl", node("c:idx", val=at), rich, node("c:dLblPos", val=place), *_shows(1)))
    return node("c:dLbls", *told, *_shows(0))


def _shows(value: int) -> list[Node]:
    names = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return [node(f"c:{name}", val=value if name == "showVal" else 0) for name in names]


def _cells(column: int, first: int, last: int) -> str:
    """Return the address of cells of a column, from 0, in the sheet."""
    letter = xl_col_to_name(column, col_abs=True)
    ends = [f"{letter}${row + 1}" for row in dict.fromkeys((first, max(first, last)))]
    return f"{SHEET}!{':'.join(ends)}"


def _numbers(values: Sequence[Number]) -> Node:
    points = [
        node("c:pt", node("c:v", repr(float(value))), idx=at) for at, value in enumerate(values) if value is not None
    ]
    return node("c:numCache", node("c:formatCode", "General"), node("c:ptCount", val=len(values)), *points)


def _texts(tag: str, values: Sequence[str]) -> Node:
    points = [node("c:pt", node("c:v", one_line(value)), idx=at) for at, value in enumerate(values)]
    return node(tag, node("c:ptCount", val=len(values)), *points)


def _axes(chart: Native) -> list[Node]:
    """Return both axes: 1 that of categories, rows or years, 2 that of values."""
    if chart.form == "bars":
        names = _axis("cat", (1, 2), Axis(), "l", reverse=True, crosses=chart.origin)
        return [names, _axis("val", (2, 1), chart.value, "b", grid=True, crosses="max")]
    if chart.form == "fan":
        skip = -(-len(chart.names) // 12)
        return [_axis("cat", (1, 2), Axis(), "b", skip=skip), _axis("val", (2, 1), chart.value, "l", grid=True)]
    if chart.names:
        rows = Axis(low=0, high=len(chart.names) + 1, step=1, shown=False)
        bottom = replace(chart.value, shown=chart.value.shown and not chart.value.names)
        return [_axis("val", (2, 1), bottom, "b", grid=bottom.shown), _axis("val", (1, 2), rows, "l", grid=True)]
    return [_axis("val", (2, 1), chart.along, "b"), _axis("val", (1, 2), chart.value, "l", grid=True)]


def _axis(
    kind: Literal["cat", "val"],
    ids: tuple[int, int],
    axis: Axis,
    side: str,
    *,
    grid: bool = False,
    reverse: bool = False,
    crosses: str | float = "min",
    skip: int = 1,
) -> Node:
    """Return an axis.

    Args:
        kind: of categories or of values.
        ids: its own number and that of the axis that it crosses.
        axis: what it shows.
        side: where it stands.
        grid: lines run across the plot at its steps.
        reverse: the first category is at the top.
        crosses: where it crosses the other: at its least, its greatest, or a value.
        skip: of so many categories one is named.
    """
    ends = [node(f"c:{name}", val=end) for name, end in (("max", axis.high), ("min", axis.low)) if end is not None]
    scaling = node("c:scaling", node("c:orientation", val="maxMin" if reverse else "minMax"), *ends)
    lines = node("c:majorGridlines", node("c:spPr", stroke(LIGHT, 0.75))) if grid else None
    title = (
        node("c:title", node("c:tx", _rich(axis.title, PALE)), node("c:overlay", val=0))
        if axis.title and axis.shown
        else None
    )
    below = "nextTo" if crosses == "max" else "low"
    line = node("c:spPr", stroke(GREY if kind == "cat" or not grid else None, 0.75))
    where = node("c:crosses", val=crosses) if isinstance(crosses, str) else node("c:crossesAt", val=crosses)
    last = (
        (
            node("c:auto", val=0),
            node("c:lblAlgn", val="ctr"),
            node("c:lblOffset", val=100),
            node("c:tickLblSkip", val=skip),
            node("c:tickMarkSkip", val=skip),
            node("c:noMultiLvlLbl", val=1),
        )
        if kind == "cat"
        else (
            node("c:crossBetween", val="midCat" if ids == (2, 1) and side == "b" else "between"),
            *([node("c:majorUnit", val=axis.step)] if axis.step else []),
        )
    )
    return node(
        f"c:{kind}Ax",
        *(node("c:axId", val=ids[0]), scaling, node("c:delete", val=int(not axis.shown)), node("c:axPos", val=side)),
        *(lines, title, node("c:numFmt", formatCode=axis.code, sourceLinked=0)),
        *(node("c:majorTickMark", val="none"), node("c:minorTickMark", val="none"), node("c:tickLblPos", val=below)),
        *(line, _letters(level=skip == 1), node("c:crossAx", val=ids[1]), where, *last),
    )
