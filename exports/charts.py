"""Charts of Excel, drawn from cells: what a figure draws is written as a table of numbers, and drawn from there."""

from collections.abc import Sequence
from typing import Any, cast

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from charts.theme import ACHIEVED, BENCHMARK, GRID, INK, MUTED, OTHER, TARGET
from exports.cells import FONT, HEAD, Book, clean, form_of, letters, name_of, write_formula
from exports.drawn import Band, Drawn, Value
from i18n.texts import translator

COLOURS = (ACHIEVED, TARGET, OTHER, MUTED, BENCHMARK, INK)
WIDTH = 760  # pixels
LOW, HIGH, OVER_YEARS = 220, 1200, 400  # of a chart's height
ROW = 26
CLEARNESS = (84, 74, 62)  # percent of transparency of the bands, the widest first
EN_SPACE = "\u2002"
WIDEST_NAME = 36  # letters of a column of names


def write_drawn(
    book: Book, sheet: Worksheet, at: int, found: Drawn, lang: str
) -> tuple[int, dict[str, tuple[int, ...]]]:
    """Write what a figure draws as a table of numbers from a row on; return the row after it and the columns of its series and bands.

    A fan has besides, for its bands, what each adds to the one below: the difference of two edges, as a formula.
    """
    _ = translator(lang)
    head = book.style(**HEAD)
    heads = [_("Year") if found.over_years else _("Row"), *(each.name or _("Value") for each in found.series)]
    edges: list[tuple[str, list[Value]]] = []
    for band in found.bands:
        low, high = _("{band}, lower edge").format(band=band.name), _("{band}, upper edge").format(band=band.name)
        edges += [(low, band.low), (high, band.high)]
    steps = _steps(found.bands, 1 + len(found.series))
    names = [
        *heads,
        *(name for name, _values in edges),
        *(_("Step of the bands {number}").format(number=at) for at in range(len(steps))),
    ]
    for column, name in enumerate(names):
        sheet.write_string(at, column, clean(name), head)
    for row, label in enumerate(found.labels, start=at + 1):
        if found.over_years:
            sheet.write_number(row, 0, label, book.style(num_format="0", align="left"))
        else:
            sheet.write_string(row, 0, clean(label))
        values = [each.values for each in found.series] + [values for _name, values in edges]
        for column, each in enumerate(values, start=1):
            value = each[row - at - 1]
            if value is not None:
                sheet.write_number(row, column, value, book.style(num_format=form_of(value)))
        for column, (lower, upper) in enumerate(steps, start=1 + len(values)):
            low, high = (
                0.0 if edge is None else _edge(edges, edge, len(heads), row - at - 1) for edge in (lower, upper)
            )
            if low is not None and high is not None:
                text = f"={_cell(row, upper)}" + ("" if lower is None else f"-{_cell(row, lower)}")
                write_formula(sheet, row, column, text, book.style(num_format=form_of(high)), high - low)
    first = 1 + len(found.series) + len(edges)
    columns = {"series": tuple(range(1, 1 + len(found.series))), "steps": tuple(range(first, first + len(steps)))}
    return at + 1 + len(found.labels), columns


def _steps(bands: Sequence[Band], first: int) -> list[tuple[int | None, int]]:
    """Return between which columns each area of a fan lies, from below: the lowest from 0; bands come with the widest first."""
    lows = [first + 2 * at for at in range(len(bands))]
    highs = [low + 1 for low in lows]
    borders = [*lows, *reversed(highs)]
    return list(zip([None, *borders], borders, strict=False))


def _edge(edges: list[tuple[str, list[Value]]], column: int, first: int, row: int) -> Value:
    return edges[column - first][1][row]


def _cell(row: int, column: int | None) -> str:
    return f"{xl_col_to_name(column or 0)}{row + 1}"


def draw(
    book: Book, sheet: Worksheet, at: int, found: Drawn, columns: dict[str, tuple[int, ...]], title: str = ""
) -> Any:
    """Return the chart of a table that ``write_drawn`` wrote from the row ``at``, with a title if it has one."""
    chart = (_fan if found.over_years else _bars)(book, sheet, at, found, columns)
    if title:
        chart.set_title({"name": clean(title), "name_font": _font(11), "overlay": False})
    return chart


def height_of(found: Drawn) -> int:
    """Return the height of a chart in pixels."""
    if found.over_years:
        return OVER_YEARS
    bars = 1 if found.stacked or _mirrored(found) else max(1, 0.7 * len(found.series))
    return int(min(HIGH, max(LOW, ROW * len(found.labels) * bars + 110)))


def _mirrored(found: Drawn) -> bool:
    """Tell whether bars go to both sides, such as those of a pyramid."""
    return any(value is not None and value < 0 for each in found.series for value in each.values)


def _bars(book: Book, sheet: Worksheet, at: int, found: Drawn, columns: dict[str, tuple[int, ...]]) -> Any:
    chart: Any = book.book.add_chart({"type": "bar", **({"subtype": "stacked"} if found.stacked else {})})
    mirrored = _mirrored(found)
    for number, (each, column) in enumerate(zip(found.series, columns["series"], strict=True)):
        colour = each.colour or COLOURS[number % len(COLOURS)]
        chart.add_series(
            _ranges(sheet, at, len(found.labels), column)
            | (
                {"fill": {"none": True}, "border": {"color": colour, "width": 1.5}}
                if each.joined
                else {"fill": {"color": colour}}
            )
            | {"gap": 45, "overlap": 100 if mirrored or found.stacked else 0}
        )
    chart.set_y_axis({"reverse": found.down, "num_font": _font(9), "line": {"color": GRID}, "label_position": "low"})
    axis = {
        "num_font": _font(9),
        "major_gridlines": {"visible": True, "line": {"color": GRID}},
        "num_format": _axis_form(found),
    } | _from_zero(found)
    chart.set_x_axis(axis | ({"name": clean(found.axis), "name_font": _font(9)} if found.axis else {}))
    return _sized(chart, len(found.series) > 1, height_of(found))


def _from_zero(found: Drawn) -> dict[str, Any]:
    """Return that the axis of values begins at 0, unless a value lies below it."""
    edges = [*(each.values for each in found.series), *(band.low for band in found.bands)]
    return {} if any((value or 0) < 0 for values in edges for value in values) else {"min": 0}


def _axis_form(found: Drawn) -> str:
    """Return how the axis of values is written: by its largest number, and without a sign where the figure has none."""
    whole = max((abs(value) for each in found.series for value in each.values if value is not None), default=0) >= 1000
    if found.unsigned:
        return "#,##0;#,##0" if whole else "0;0"
    return "#,##0" if whole else "General"


def _fan(book: Book, sheet: Worksheet, at: int, found: Drawn, columns: dict[str, tuple[int, ...]]) -> Any:
    """Return lines over years; bands lie below them as areas, one on the other, the lowest of which is not seen."""
    line: Any = book.book.add_chart({"type": "line"})
    for number, (each, column) in enumerate(zip(found.series, columns["series"], strict=True)):
        colour = each.colour or COLOURS[number % len(COLOURS)]
        marks = {"type": "circle", "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
        drawn = (
            {
                "line": {"color": colour, "width": 2, "dash_type": "dash" if found.bands else "solid"},
                "marker": {"type": "none"},
            }
            if each.joined
            else {"line": {"none": True}, "marker": marks}
        )
        line.add_series(_ranges(sheet, at, len(found.labels), column) | drawn)
    chart: Any = line
    negative = any((edge or 0) < 0 for band in found.bands for edge in band.low)
    if found.bands and not negative:
        chart = cast("Any", book.book.add_chart({"type": "area", "subtype": "stacked"}))
        clear = [CLEARNESS[min(at, 2)] for at in range(len(found.bands))]
        for column, part in zip(columns["steps"], [None, *clear, *reversed(clear[:-1])], strict=True):
            fill = {"none": True} if part is None else {"color": ACHIEVED, "transparency": part}
            chart.add_series(_ranges(sheet, at, len(found.labels), column) | {"fill": fill, "border": {"none": True}})
        chart.combine(line)
        chart.set_legend({"position": "top", "font": _font(9), "delete_series": list(range(len(columns["steps"])))})
    return _over_years(chart, found, len(found.series) > 1)


def _over_years(chart: Any, found: Drawn, legend: bool) -> Any:
    chart.set_x_axis({"num_font": _font(9), "interval_unit": max(1, len(found.labels) // 8), "line": {"color": MUTED}})
    axis = {
        "num_font": _font(9),
        "num_format": _axis_form(found),
        "major_gridlines": {"visible": True, "line": {"color": GRID}},
    } | _from_zero(found)
    chart.set_y_axis(axis | ({"name": clean(found.axis), "name_font": _font(9)} if found.axis else {}))
    return _sized(chart, legend, OVER_YEARS, keep=bool(found.bands))


def lines(
    book: Book, sheet: Worksheet, at: int, count: int, columns: Sequence[tuple[int, str, bool]], title: str, years: int
) -> Any:
    """Return a chart of lines over the ``years`` of a column: each a column, its colour, and whether it is dashed."""
    chart: Any = book.book.add_chart({"type": "line"})
    for column, colour, dashed in columns:
        own = {
            "line": {"color": colour, "width": 2.25, "dash_type": "dash" if dashed else "solid"},
            "marker": {"type": "none"},
        }
        chart.add_series(_ranges(sheet, at, count, column, years) | own)
    chart.set_title({"name": clean(title), "name_font": _font(11), "overlay": False})
    chart.set_x_axis({"num_font": _font(9), "interval_unit": 5})
    chart.set_y_axis(
        {
            "num_font": _font(9),
            "num_format": "#,##0",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": GRID}},
        }
    )
    return _sized(chart, legend=True, height=300, titled=True)


def _ranges(sheet: Worksheet, at: int, count: int, column: int, labels: int = 0) -> dict[str, Any]:
    """Return where a series stands: its name in the head, its values below it, its labels in the column ``labels``."""
    name = name_of(sheet)
    return {
        "name": [name, at, column],
        "categories": [name, at + 1, labels, at + count, labels],
        "values": [name, at + 1, column, at + count, column],
    }


def _sized(chart: Any, legend: bool, height: float, *, keep: bool = False, titled: bool = False) -> Any:
    if not titled:
        chart.set_title({"none": True})
    if not keep:
        chart.set_legend({"position": "top", "font": _font(9)} if legend else {"none": True})
    chart.set_size({"width": WIDTH, "height": int(height)})
    chart.set_chartarea({"border": {"none": True}})
    return chart


def _font(size: int) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": False, "color": INK}


def name_width(found: Drawn) -> int:
    """Return the width of the column of names, in letters."""
    return min(WIDEST_NAME, max((letters(str(label)) for label in found.labels), default=10) + 2)
