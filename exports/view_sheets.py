"""A view as a sheet of Excel: what it says, its table with numbers as numbers, and its chart drawn from cells."""

import json
import re
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from xlsxwriter.worksheet import Worksheet

from exports.cells import HEAD, MUTED, TITLE, WRAPPED, Book, clean, letters, write_paragraph
from exports.charts import draw, name_width, write_drawn
from exports.drawn import Drawn, drawn, words
from i18n.numbers import SIZES, UNITS
from i18n.texts import translator
from views.meeting.item import Item
from views.view import Chart, Curves, Panels, Table
from views.words import labelled, unmarked

NARROW, WIDE = 9, 44  # letters of a column
MOST_ROWS = 1_000_000  # of a sheet
Pictures = list[tuple[str, Drawn]]  # what can be drawn, each with its name where there are several
TALLEST = 5  # lines of what a view says, to stay above the table while that is moved
NUMBER = re.compile(
    r"(?P<sign>[−+-]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<after>\.\d+)? ?(?P<size>万亿|亿|万|million|billion)?(?P<unit>.*)"
)


def write_view(book: Book, sheet: Worksheet, item: Item, source: str, lang: str) -> None:
    """Write a view: its title, what it says, its table beside its chart, the numbers of the chart, and notes and sources below.

    Args:
        book: of the sheet.
        sheet: an empty sheet.
        item: the view with its words.
        source: where it is from.
        lang: of the heads.
    """
    _ = translator(lang)
    table = item.view.table.to_pandas()
    texts = [str(name) for name in table.columns]
    pictures = _pictures(item.view)
    cells = [[read(value, lang) for value in row] for row in table.head(MOST_ROWS).itertuples(index=False, name=None)]
    widths = [_width([name, *(row[at][0] for row in cells)]) for at, name in enumerate(texts)]
    if pictures and widths:
        widths[0] = max(widths[0], *(name_width(each) for _name, each in pictures))
    whole, last = max(sum(widths), 70), max(len(texts) - 1, 3)
    sheet.write_string(0, 0, clean(item.title), book.style(**TITLE))
    sheet.set_row(0, 24)
    said = unmarked(item.sentence or item.view.sentence)
    paragraph = book.style(**WRAPPED)
    at = write_paragraph(sheet, 1, said, last, whole, paragraph)
    head = at + 1
    for column, (name, width) in enumerate(zip(texts, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(head, column, clean(name), book.style(**HEAD))
    odd = item.view.odd.to_numpy() if hasattr(item.view, "odd") else None
    for row, values in enumerate(cells, start=head + 1):
        for column, cell in enumerate(values):
            grey = odd is not None and bool(odd[row - head - 1][column])
            _write(book, sheet, (row, column), cell, grey=grey)
    at = head + 1 + len(cells)
    if cells and texts:
        sheet.autofilter(head, 0, at - 1, len(texts) - 1)
    if head < TALLEST + 2:
        sheet.freeze_panes(head + 1, 0)
    if texts:
        sheet.repeat_rows(head)
    at = _write_charts(book, sheet, (item.view, pictures), (head, at + 1, max(len(texts), 1)), lang)
    notes = {
        "": item.values,  # noqa: PD011 (no frame)
        _("Note"): item.note,
        _("How to read it"): unmarked(getattr(item.view, "how_to_read", "")),
        _("Warning"): unmarked(getattr(item.view, "warning", "")),
        _("Source"): source,
    }
    for name, text in notes.items():
        told = labelled(name, text, lang) if name and text else text
        at = write_paragraph(sheet, at, told, last, whole, book.style(**WRAPPED, **MUTED))


def _write_charts(
    book: Book, sheet: Worksheet, shown: tuple[Table[Any], Pictures], where: tuple[int, int, int], lang: str
) -> int:
    """Write the numbers of a view's charts below its table, and draw each beside it; return the next free row."""
    (view, pictures), (beside, at, column) = shown, where
    _ = translator(lang)
    if not pictures and hasattr(view, "figure"):
        told = _("Its picture is no chart that Excel has; it stands in the atlas.")
        return write_paragraph(sheet, at, told, max(column - 1, 3), 90, book.style(**MUTED)) + 1
    for name, found in pictures:
        sheet.write_string(
            at,
            0,
            clean(labelled(_("Numbers of the chart"), name, lang) if name else _("Numbers of the chart")),
            book.style(bold=True),
        )
        end, columns = write_drawn(book, sheet, at + 1, found, lang)
        chart = draw(book, sheet, at + 1, found, columns)
        if name:
            chart.set_title({"name": clean(name), "name_font": {"size": 11}, "overlay": False})
        sheet.insert_chart(
            beside,
            column,
            chart,
            {"x_offset": 24, "y_offset": 4, "description": clean(name or unmarked(view.sentence))[:250]},
        )
        beside += int(chart.height / 20) + 1
        at = end + 1
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


Cell = tuple[str, float | None, str]


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
    number = float(Decimal(digits.replace(",", "") + after) * size) * (-1 if found["sign"] in ("−", "-") else 1)
    places = max(0, len(after) - 1) if size == 1 else 0
    grouped = "0" if len(digits) == 4 and "," not in digits and size == 1 else "#,##0"
    behind = f" {unit}" if unit and found.group(0)[-len(unit) - 1] == " " else unit
    return text, number, grouped + ("." + "0" * places if places else "") + (f'"{behind}"' if unit else "")


@cache
def _units(lang: str) -> frozenset[str]:
    forms = {name for words in UNITS.values() for name in (words[:1] if lang == "zh" else words[1:])}
    return frozenset(forms | {""})


def _write(book: Book, sheet: Worksheet, at: tuple[int, int], cell: Cell, *, grey: bool) -> None:
    text, number, form = cell
    colour = {"bg_color": "#ECEFF1"} if grey else {}
    if number is not None:
        sheet.write_number(*at, number, book.style(num_format=form, valign="top", **colour))
    elif text or grey:
        sheet.write_string(*at, clean(text), book.style(**WRAPPED, **colour))


def _width(texts: list[str]) -> int:
    return max(NARROW, min(WIDE, max(map(letters, texts)) + 2))
