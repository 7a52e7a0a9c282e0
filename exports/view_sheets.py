"""A view as a sheet of Excel: what it says, its table with numbers as numbers, and its chart drawn from cells."""

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from xlsxwriter.worksheet import Worksheet

from exports.cells import HEAD, MUTED, TITLE, WRAPPED, Book, clean, letters, lines_of, write_paragraph
from exports.charts import draw, height_of, name_width, write_drawn
from exports.drawn import Drawn, drawn, words
from i18n.numbers import SIZES, UNITS
from i18n.texts import translator
from views.meeting.item import Item
from views.view import Cells, Chart, Curves, Panels, Table
from views.words import labelled, unmarked

NARROW, WIDE, USUAL = 11, 30, 8  # letters of a column
PARAGRAPH = 96  # letters of a line, at least
CHART_LETTERS = 110  # that a chart takes
LEFT, RIGHT = {"align": "left"}, {"align": "right"}
ROW_PIXELS = 20  # of a row that is as high as usual
Cell = tuple[str, float | None, str]  # text, number if it is one, and its format
MOST_ROWS = 1_000_000  # of a sheet
Pictures = list[tuple[str, Drawn]]  # what can be drawn, each with its name where there are several
TALLEST = 5  # lines of what a view says, to stay above the table while that is moved
NUMBER = re.compile(
    r"(?P<sign>−?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<after>\.\d+)? ?(?P<size>万亿|亿|万|million|billion)?(?P<unit>.*)"
)


def write_view(book: Book, sheet: Worksheet, item: Item, source: str, lang: str) -> None:
    """Write a view: its title, what it says, its table beside its chart, below them notes and source, last the numbers of the chart.

    Args:
        book: of the sheet.
        sheet: an empty sheet.
        item: the view with its words.
        source: where it is from.
        lang: of the heads.
    """
    _ = translator(lang)
    frame = item.view.table.to_pandas()
    names = [str(name) for name in frame.columns]
    cells = [[read(value, lang) for value in row] for row in frame.head(MOST_ROWS).itertuples(index=False, name=None)]
    pictures = _pictures(item.view)
    widths = [_width([name, *(row[at][0] for row in cells)]) for at, name in enumerate(names)]
    if pictures and widths:
        widths[0] = max(widths[0], *(name_width(each) for _name, each in pictures))
    more = max(
        0, -(-(PARAGRAPH - sum(widths)) // USUAL)
    )  # columns beside a narrow table, so that texts are not broken too often
    last, whole = max(len(names), 1) + more - 1, sum(widths) + USUAL * more
    sheet.write_string(0, 0, clean(item.title), book.style(**TITLE))
    sheet.set_row(0, 24)
    head = 1 + write_paragraph(
        sheet, 1, unmarked(item.sentence or item.view.sentence), last, whole, book.style(**WRAPPED)
    )
    _write_heads(book, sheet, head, names, widths, cells)
    odd = item.view.odd.to_numpy() if isinstance(item.view, Cells) else None
    heights = [
        _write_row(book, sheet, head + 1 + at, row, widths, odd[at] if odd is not None else [])
        for at, row in enumerate(cells)
    ]
    if cells and names:
        sheet.autofilter(head, 0, head + len(cells), len(names) - 1)
    beside = [(name, found, height_of(found)) for name, found in pictures]
    drawn_rows = sum(height / ROW_PIXELS + 1 for _name, _found, height in beside) - sum(heights) / ROW_PIXELS
    at = head + 2 + len(cells) + max(0, int(drawn_rows))
    at = _write_notes(book, sheet, item, at, (source, last, whole), lang) + 1
    if pictures:  # the numbers of the chart follow: to look up, not to print
        sheet.print_area(0, 0, at - 1, max(last, len(names) + CHART_LETTERS // USUAL))
    down = 4
    for name, found, height in beside:
        called = _("Numbers of the chart")
        sheet.write_string(at, 0, clean(labelled(called, name, lang) if name else called), book.style(bold=True))
        end, columns = write_drawn(book, sheet, at + 1, found, lang)
        chart = draw(book, sheet, at + 1, found, columns, name)
        told = clean(name or unmarked(item.view.sentence) or item.title)[:250]
        placed = {"x_offset": 24, "y_offset": down, "description": told, "object_position": 2}
        sheet.insert_chart(head, max(len(names), 1), chart, placed)
        down += height + ROW_PIXELS
        at = end + 1
    book.spread(sheet, sum(widths) + (CHART_LETTERS if pictures else 0))


def _write_heads(
    book: Book, sheet: Worksheet, head: int, names: list[str], widths: list[int], cells: list[list[Cell]]
) -> None:
    """Write the heads of a table; they stay in view, unless what the view says above them is long."""
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        sheet.set_column(column, column, width)
        numbers = [row[column][1] is not None for row in cells if row[column][0]]
        side = RIGHT if column and numbers and all(numbers) else _indent(column)
        sheet.write_string(head, column, clean(name), book.style(**HEAD, **side))
    sheet.set_row(
        head, 15 * max((lines_of(name, width) for name, width in zip(names, widths, strict=True)), default=1) + 4
    )
    if head <= TALLEST:
        sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)


def _indent(column: int) -> dict[str, Any]:
    """Return how a text stands off the numbers on its left."""
    return {**LEFT, "indent": 1} if column else LEFT


def _write_row(book: Book, sheet: Worksheet, at: int, row: list[Cell], widths: list[int], odd: Sequence[bool]) -> float:
    """Write a row of a table, its ``odd`` cells grey; return its height in pixels."""
    for column, (text, number, form) in enumerate(row):
        colour = {"bg_color": "#ECEFF1"} if len(odd) and odd[column] else {}
        if number is not None:
            sheet.write_number(
                at, column, number, book.style(num_format=form, valign="top", **(RIGHT if column else LEFT), **colour)
            )
        elif text or colour:
            sheet.write_string(at, column, clean(text), book.style(**WRAPPED, **_indent(column), **colour))
    deepest = max(
        (lines_of(text, 1.1 * width - 2) for (text, _number, _form), width in zip(row, widths, strict=True)), default=1
    )
    height = min(14.0 * deepest + 2, 400)
    sheet.set_row(at, height)
    return height * 4 / 3


def _write_notes(book: Book, sheet: Worksheet, item: Item, at: int, about: tuple[str, int, float], lang: str) -> int:
    """Write what is said of a view besides, and where it is from; return the next free row."""
    _ = translator(lang)
    source, last, whole = about
    no_chart = isinstance(item.view, Chart) and drawn(item.view.figure) is None
    notes = {
        _("Picture"): _("no chart that Excel has; it stands in the atlas") if no_chart else "",
        _("Scenario"): vars(item)["values"],
        _("Note"): item.note,
        _("How to read it"): unmarked(getattr(item.view, "how_to_read", "")),
        _("Warning"): unmarked(getattr(item.view, "warning", "")),
        _("Source"): source,
    }
    for name, text in notes.items():
        told = labelled(name, text, lang) if text else ""
        at = write_paragraph(sheet, at, told, last, whole, book.style(**WRAPPED, **MUTED))
    return at


def _pictures(view: Table[Any]) -> Pictures:
    """Return what a view draws that Excel can draw, each with its name where there are several."""
    if isinstance(view, Panels):
        found = [(words(view.names.get(key, key)), drawn(figure)) for key, figure in view.figures.items()]
    elif isinstance(view, Chart):
        found = [("", drawn(view.figure))]
    elif isinstance(view, Curves) and view.figure:
        found = [("", drawn(go.Figure(json.loads(view.figure))))]
    else:
        found = []
    return [(name, each) for name, each in found if each is not None]


def read(value: Any, lang: str) -> Cell:
    """Return a cell of a view as text, as a number where it is one, and how Excel is to write that, its unit behind it.

    A bound (≥65%) stays a text, and so does a code (620700): neither is to be added up.

    >>> read("5.04万张", "zh"), read("65%", "en"), read("≥65%", "en"), read("620700", "zh"), read(2025, "zh")
    (('5.04万张', 50400.0, '#,##0"张"'), ('65%', 65.0, '#,##0"%"'), ('≥65%', None, ''), ('620700', None, ''), ('2025', 2025.0, 'General'))
    """
    if value is None or pd.isna(value):
        return "", None, ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}", float(value), "General"
    text = str(value)
    found = NUMBER.fullmatch(text)
    unit = "" if found is None else found["unit"].strip()
    if found is None or unit not in _units(lang):
        return text, None, ""
    digits, after = found["digits"], found["after"] or ""
    code = "," not in digits and (len(digits) > 4 or (digits[0] == "0" and len(digits) > 1))
    if code:
        return text, None, ""
    size = SIZES.get(found["size"] or "", 1)
    number = float(Decimal(digits.replace(",", "") + after) * size) * (-1 if found["sign"] else 1)
    places = max(0, len(after) - 1) if size == 1 else 0
    grouped = "0" if len(digits) == 4 and "," not in digits and size == 1 else "#,##0"
    behind = f" {unit}" if unit and found.group(0)[-len(unit) - 1] == " " else unit
    return text, number, grouped + ("." + "0" * places if places else "") + (f'"{behind}"' if unit else "")


@cache
def _units(lang: str) -> frozenset[str]:
    forms = {name for words in UNITS.values() for name in (words[:1] if lang == "zh" else words[1:])}
    return frozenset(forms | {""})


def _width(texts: list[str]) -> int:
    return max(NARROW, min(WIDE, max(map(letters, texts)) + 2))
