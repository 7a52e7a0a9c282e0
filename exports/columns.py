"""Columns of formulas, one row a year, each headed with what it is, its unit, and the input cells that it uses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from exports.cells import HEAD, MUTED, Book, letters, lines_of, write_formula
from exports.terms import Array, Term
from i18n.numbers import listed, unit_name
from i18n.texts import translator
from policy.scenario.outputs import OUTPUTS

HEADS = 3  # rows: what it is, unit, input cells
WIDTH = 13  # letters
NUMBERS = {"persons_per_100": "0.0", "yuan": "#,##0", "share": "0.0000", "yuan_per_year": "#,##0.00", "": "0.0000"}
WHOLE = "#,##0"


@dataclass(frozen=True)
class Column:
    """A column: its head and unit in words, its formula with its values, and how they are written."""

    head: str
    unit: str
    made: Term
    number: str
    blank: bool = False


class Columns:
    """The columns of one sheet, with what it is called; the years stand in its first column, from the row ``first`` on (from 0)."""

    def __init__(self, sheet: str, first: int, years: tuple[int, ...], lang: str) -> None:
        self.sheet, self.first, self.years, self.lang = sheet, first, years, lang
        self.columns: list[Column] = []
        self.year = Term(lambda at: f"$A{first + at + 1}", np.array(years, dtype=float))

    def add(self, head: str, unit: str, made: Term, *, blank: bool = False) -> Term:
        """Add a column and return its cells.

        Args:
            head: what it is.
            unit: its slug; ``share`` or empty for what has none.
            made: its formula.
            blank: its cells may come to an empty text.
        """
        values = np.broadcast_to(made.value, (len(self.years),)).astype(float)
        name = unit_name(unit, self.lang) if unit not in ("", "share") else ""
        column = Term(made.text, values, made.rank, made.uses)
        self.columns.append(Column(head, name, column, NUMBERS.get(unit, WHOLE), blank))
        return self._cells(len(self.columns), values)

    def output(self, name: str, made: Term) -> Term:
        """Add the column of an output of a scenario and return its cells."""
        output = OUTPUTS[name]
        return self.add(translator(self.lang)(output.title), output.unit, made)

    def running(self, head: str, unit: str, text: Callable[[int, str], str], values: Array, *uses: str) -> Term:
        """Add a column whose cells follow from the one above; ``text`` takes the row (from 0) and the cell above (empty in the first)."""
        letter = xl_col_to_name(len(self.columns) + 1)
        made = Term(lambda at: text(at, f"{letter}{self.first + at}" if at else ""), values, uses=frozenset(uses))
        return self.add(head, unit, made)

    def range_of(self, cells: Term) -> str:
        """Return the whole of a column as a range that does not move."""
        first, last = cells.text(0), cells.text(len(self.years) - 1)
        return ":".join(
            "$" + end.rstrip("0123456789") + "$" + end.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for end in (first, last)
        )

    def _cells(self, column: int, values: Array) -> Term:
        letter = xl_col_to_name(column)
        return Term(lambda at: f"{letter}{self.first + at + 1}", values)

    def write(self, book: Book, sheet: Worksheet, called: Mapping[str, str]) -> None:
        """Write years, heads and formulas with their values; what is no number stays empty.

        Args:
            book: of the sheet.
            sheet: where.
            called: titles of the input cells by their names.
        """
        _ = translator(self.lang)
        head, small = book.style(**HEAD), book.style(**HEAD, **MUTED, font_size=8)
        year = book.style(bold=True, align="left")
        top = self.first - HEADS
        uses = [listed((called.get(name, name) for name in sorted(each.made.uses)), self.lang) for each in self.columns]
        for row, text in enumerate((_("Year"), _("Unit"), _("Uses the input cells"))):
            sheet.write_string(top + row, 0, text, small if row else head)
        deepest = [
            max(lines_of(each.head, WIDTH) for each in self.columns),
            1,
            max(lines_of(told, 1.2 * WIDTH) for told in uses),
        ]
        for row, (lines, height) in enumerate(zip(deepest, (15, 14, 11.5), strict=True)):
            sheet.set_row(top + row, min(height * lines + 4, 400))
        for at, found in enumerate(self.years):
            sheet.write_number(self.first + at, 0, found, year)
        for at, (column, told) in enumerate(zip(self.columns, uses, strict=True), start=1):
            sheet.write_string(top, at, column.head, head)
            sheet.write_string(top + 1, at, column.unit, small)
            sheet.write_string(top + 2, at, told, small)
            write_formulas(sheet, self.first, at, column.made, book.style(num_format=column.number), blank=column.blank)
        sheet.set_column(0, 0, max(10, *(letters(_(text)) for text in ("Year", "Unit"))))
        sheet.set_column(1, len(self.columns), WIDTH)
        sheet.freeze_panes(self.first, 1)
        sheet.repeat_rows(top, self.first - 1)
        sheet.repeat_columns("A:A")
        book.spread(sheet, WIDTH * len(self.columns))


def write_formulas(
    sheet: Worksheet, first: int, column: int, made: Term, style: Format, *, blank: bool = False
) -> None:
    """Write a formula into each row of a column with what it comes to; where that is no number, nothing, or one that is ``blank``."""
    for at, value in enumerate(np.atleast_1d(made.value).tolist()):
        if np.isfinite(value):
            write_formula(sheet, first + at, column, f"={made.text(at)}", style, value)
        elif blank:
            write_formula(sheet, first + at, column, f"={made.text(at)}", style, "")
