"""What every sheet of Excel shares: how a workbook is opened, its font and formats, clean texts, widths, and names of sheets."""

import datetime as dt
import io
import re
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exports.clean import clean as clean_of_file
from exports.clean import one_line

FONT = "微软雅黑"  # a font with Chinese, named for each format: without it Excel takes one that has none
SIZE = 10  # points
LONGEST_TEXT = 32_767  # signs of a cell
LONGEST_NAME = 31  # signs of a sheet's name, as UTF-16 counts them
A4 = 9
LETTERS_OF_PAGE = 190  # that can still be read on one page across
NO_NAME = re.compile(r"[\[\]:*?/\\\s]+")
TITLE = {"bold": True, "font_size": 14}
HEAD = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#EEF3F5"}
WRAPPED = {"text_wrap": True, "valign": "top"}
INPUT = {"bg_color": "#FFF6CC", "border": 1, "border_color": "#D9C77A"}  # a cell that may be changed
MUTED = {"font_color": "#5B6970"}


class Book:
    """A workbook in memory: no text becomes a formula or an address, whatever a document printed."""

    def __init__(self, title: str = "", day: dt.date | None = None) -> None:
        self.written = io.BytesIO()
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
            "in_memory": True,
            "default_format_properties": {"font_name": FONT, "font_size": SIZE},
        }
        self.book = xlsxwriter.Workbook(self.written, options)
        created = {} if day is None else {"created": dt.datetime.combine(day, dt.time(), dt.UTC)}
        self.book.set_properties({"title": clean(title)[:255], **created})
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.names: set[str] = set()

    def style(self, **properties: Any) -> Format:
        """Return the format of these properties, in the font of the book; the same one each time."""
        found = {"font_name": FONT, "font_size": SIZE, **properties}
        return self.formats.setdefault(tuple(sorted(found.items())), self.book.add_format(found))

    def sheet(self, name: str) -> Worksheet:
        """Return a new sheet of a name that is free, to be printed on its side, as wide as the page."""
        free = sheet_name(name, self.names)
        self.names.add(free.casefold())
        sheet = self.book.add_worksheet(free)
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def spread(self, sheet: Worksheet, width: float) -> None:
        """Print a sheet of a width in letters over as many pages as keep it readable."""
        sheet.fit_to_pages(max(1, round(width / LETTERS_OF_PAGE)), 0)

    def closed(self) -> bytes:
        """Return the whole file."""
        self.book.close()
        return self.written.getvalue()


def clean(text: object) -> str:
    """Return a text that a cell can hold (``exports.clean``): no longer than a cell is."""
    return clean_of_file(text)[:LONGEST_TEXT]


def sheet_name(text: str, taken: set[str]) -> str:
    """Return a name for a sheet: without what Excel forbids, no longer than it allows, and not ``taken`` (in small letters).

    >>> sheet_name("床位: a/b?", set()), sheet_name("x", {"x"}), sheet_name("''", set())
    ('床位 a b', 'x 2', 'Sheet')
    """
    whole = NO_NAME.sub(" ", one_line(text)).strip(" '") or "Sheet"
    if whole.casefold() == "history":  # Excel keeps it for itself
        whole += " 1"
    found, number = _short(whole, LONGEST_NAME), 1
    while found.casefold() in taken:
        number += 1
        found = f"{_short(whole, LONGEST_NAME - len(str(number)) - 1)} {number}"
    return found


def _short(text: str, longest: int) -> str:
    while len(text.encode("utf-16-le")) > 2 * longest:
        text = text[:-1]
    return text.strip(" '")


def form_of(value: float) -> str:
    """Return the format that writes a number as finely as it is: no point stands behind a whole one.

    >>> form_of(2500), form_of(0.25), form_of(41250.7)
    ('#,##0', '#,##0.00', '#,##0')
    """
    if abs(value) >= 1000 or value == int(value):
        return "#,##0"
    return "#,##0." + "0" * len(f"{value:.4f}".rstrip("0").partition(".")[2])


def letters(text: str) -> int:
    r"""Return the width of the longest line of a text in letters; a Chinese sign is as wide as two.

    >>> letters("床位 beds"), letters("a\nbcd")
    (9, 3)
    """
    return max((sum(2 if sign > "\u2e7f" else 1 for sign in line) for line in text.split("\n")), default=0)


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, or columns together, of a width in letters."""
    return sum(max(1, -(-letters(line) // max(int(width), 1))) for line in text.split("\n"))


def write_paragraph(sheet: Worksheet, at: int, text: str, last: int, width: float, style: Format) -> int:
    """Write a text over the columns from the first to the ``last``, on as many lines as it takes; return the next row, ``at`` if it is empty."""
    if not text:
        return at
    told = clean(text)
    sheet.set_row(at, 15.5 * min(lines_of(told, width), 24) + 2)  # a row is no higher than 409 points
    if last:
        sheet.merge_range(at, 0, at, last, "", style)
    sheet.write_string(at, 0, told, style)
    return at + 1


def write_title(book: Book, sheet: Worksheet, title: str, told: str) -> None:
    """Write the title of a sheet, and below it what it holds."""
    sheet.write_string(0, 0, clean(title), book.style(**TITLE))
    write_paragraph(sheet, 1, told, 10, 140, book.style(**WRAPPED, **MUTED))


def name_of(sheet: Worksheet) -> str:
    """Return the name of a sheet."""
    return str(sheet.get_name())


def write_formula(sheet: Any, row: int, column: int, formula: str, style: Format, value: float | str) -> None:
    """Write a formula with what it comes to, for those who only look at it."""
    sheet.write_formula(row, column, formula, style, value)
