"""The cells of a viewer's table: of a workbook by calamine, of text by its delimiter."""

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TypeVar

import python_calamine as calamine

from loaders.encodings import decoded
from loaders.errors import FileRefused
from loaders.own_table.marks import Marks, marks
from loaders.own_table.records import Cell, Sheet
from loaders.uploads import Upload

Found = TypeVar("Found")

MOST_CELLS = 100_000  # used cells of a file: thirty columns of every county
MOST_SPREAD = 2_000_000  # cells of the rectangle around them: calamine holds it whole
MOST_SHEETS = 60
MOST_MERGED = 20_000
LONGEST_TEXT = 2_000  # letters of a cell that are looked at
DELIMITERS = "\t,;|，；"
SPACED = re.compile(r" {2,}|\u3000{2,}")  # between the cells of a text without delimiters
TABLE_KINDS = ("xlsx", "xls", "csv", "text")


def sheets(upload: Upload) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook in order, or the one of a text; a sheet that cannot be read says why.

    Raises:
        FileRefused: not_a_table (a document), damaged, password, mixed_encoding.
    """
    if upload.kind not in TABLE_KINDS:
        raise FileRefused(upload.name, "not_a_table", found=upload.kind)
    if upload.kind in ("csv", "text"):
        return (_of_text(decoded(upload.name, upload.content)),)
    return _of_workbook(upload)


def _of_workbook(upload: Upload) -> tuple[Sheet, ...]:
    told = marks(upload.name, upload.content, MOST_CELLS) if upload.kind == "xlsx" else {}
    book = _tried(lambda: calamine.CalamineWorkbook.from_filelike(io.BytesIO(upload.content)))
    if book is None:
        raise FileRefused(upload.name, "damaged")
    found: list[Sheet] = []
    for sheet in book.sheets_metadata[:MOST_SHEETS]:
        if sheet.visible != calamine.SheetVisibleEnum.Visible:
            found.append(Sheet(sheet.name, {}, fault="hidden_sheet"))
        elif sheet.typ == calamine.SheetTypeEnum.WorkSheet:
            room = MOST_CELLS - sum(len(each.cells) for each in found)
            found.append(_of_sheet(book, sheet.name, told.get(sheet.name), room))
    return tuple(found)


def _tried(read: Callable[[], Found]) -> Found | None:
    """Return what calamine reads; nothing where the file is too damaged for it, even if it panics, which is no `Exception`."""
    try:
        return read()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001
        return None


def _of_sheet(book: calamine.CalamineWorkbook, name: str, told: Marks | None, room: int) -> Sheet:
    """Return a sheet if it has no more used cells than there is ``room`` for, and they do not stand too far apart."""
    if told and (told.used > room or told.rows * told.columns > MOST_SPREAD):
        return _too_large(name, told.used if told.used > room else told.rows * told.columns)
    sheet = _tried(lambda: book.get_sheet_by_name(name))
    if sheet is None:
        return Sheet(name, {}, fault="sheet_damaged")
    if sheet.total_height * sheet.total_width > MOST_SPREAD:
        return _too_large(name, sheet.total_height * sheet.total_width)
    rows = (_tried(lambda: sheet.to_python(skip_empty_area=False)) if sheet.height else []) or []
    merged = _tried(lambda: sheet.merged_cell_ranges) or []
    cells = _cells(rows, told.percent if told else frozenset())
    if len(cells) > room:
        return _too_large(name, len(cells))
    return Sheet(name, cells, tuple(merged[:MOST_MERGED]), told.unsaved if told else ())


def _too_large(name: str, cells: int) -> Sheet:
    return Sheet(name, {}, fault="sheet_too_large", fault_values=(("cells", str(cells)), ("limit", str(MOST_CELLS))))


def _cells(rows: Iterable[Iterable[Any]], percent: frozenset[tuple[int, int]]) -> dict[tuple[int, int], Cell]:
    return {
        (at, column): _cell(at, column, value, (at, column) in percent)
        for at, row in enumerate(rows)
        for column, value in enumerate(row)
        if not (value is None or (isinstance(value, str) and not value.strip()))
    }


def _cell(row: int, column: int, value: Any, percent: bool) -> Cell:
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = _text(value)
        return Cell(row, column, text, text)
    if percent:
        shown = Decimal(repr(value)) * 100
        return Cell(row, column, float(shown), f"{_plain(shown)}%", percent=True)
    return Cell(row, column, float(value), _plain(Decimal(repr(value))))


def _text(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return str(value)[:LONGEST_TEXT].strip()


def _plain(value: Decimal) -> str:
    """Return a number without zeros behind the point.

    >>> _plain(Decimal("65.00")), _plain(Decimal("1E+3"))
    ('65', '1000')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _of_text(text: str) -> Sheet:
    """Return the one sheet of a text, which has no name."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    cells: dict[tuple[int, int], Cell] = {}
    for at, row in enumerate(_rows(text)):
        for column, value in enumerate(row):
            if value.strip():
                cells[at, column] = _cell(at, column, value, percent=False)
            if len(cells) > MOST_CELLS:
                return _too_large("", len(cells))
    return Sheet("", cells)


def _rows(text: str) -> Iterable[list[str]]:
    delimiter = _delimiter(text)
    if not delimiter:
        return (SPACED.split(line) for line in text.split("\n"))
    if '"' in text and text.count('"') % 2 == 0:
        try:
            return list(csv.reader(io.StringIO(text), delimiter=delimiter))
        except csv.Error:  # a field of more than 131,072 letters: a quotation mark that opens nothing
            pass
    return (line.split(delimiter, MOST_CELLS) for line in text.split("\n"))


def _delimiter(text: str) -> str:
    """Return the sign that cuts most lines into the same number of cells, a tab before others; nothing where none cuts two lines alike."""
    lines = [line for line in text.split("\n")[:200] if line.strip()]
    if sum("\t" in line for line in lines) * 2 >= len(lines) > 0:
        return "\t"

    def alike(sign: str) -> int:
        counts = Counter(line.count(sign) for line in lines)
        return max((number for count, number in counts.items() if count), default=0)

    found = max(DELIMITERS, key=lambda sign: (alike(sign), -DELIMITERS.index(sign)))
    return found if alike(found) > 1 else ""
