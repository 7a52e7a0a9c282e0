"""Views and a scenario as a workbook of Excel: a sheet a view, a scenario that calculates, its assumptions, and every record."""

import datetime as dt
from collections.abc import Callable, Sequence

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from exports.cells import HEAD, MUTED, TITLE, WRAPPED, Book, clean, lines_of, name_of, write_paragraph
from exports.scenario_sheets import write_scenario
from exports.sheet import rows, write_records
from exports.view_sheets import write_view
from i18n.texts import translator
from views.meeting.item import Item, source
from views.scenario.case import Case

Progress = Callable[[int, int], None]


def workbook(
    items: Sequence[Item], lang: str, day: dt.date, case: Case | None = None, progress: Progress | None = None
) -> bytes:
    """Return a workbook (.xlsx) of views, in their order.

    Contents first; then a sheet a view with its sentence, table, native chart and source; of a scenario the sheets that calculate, in
    persons, beds and yuan, and its assumptions; last the records behind all views, a row each.

    Args:
        items: views with their words, at least one.
        lang: of the heads and names.
        day: said with the source.
        case: the scenario to calculate, if any.
        progress: told after each part how many are done, and of how many.

    Raises:
        ValueError: no view is given.
        KeyError: the scenario's place has no count to start from.
    """
    _ = translator(lang)
    if not items:
        raise ValueError(_("There is no view to put into the workbook; choose at least one."))
    whole = len(items) + (case is not None) + 1
    tell = progress or (lambda _done, _whole: None)
    book = Book(_("Yiyang Atlas"), day)
    contents = book.sheet(_("Contents"))
    told = source(day, lang)
    sheets: list[tuple[Worksheet, str]] = []
    known: dict[str, None] = {}
    found: list[pd.DataFrame] = []
    for at, item in enumerate(items, start=1):
        sheet = book.sheet(f"{at} {item.title}")
        write_view(book, sheet, item, told, lang)
        sheets.append((sheet, item.title))
        new = [ref for ref in refs_of(item) if ref not in known]
        known |= dict.fromkeys(new)
        found.append(rows(new, lang))  # takes longer than the sheet
        tell(at, whole)
    if case is not None:
        sheets += write_scenario(book, case, lang)
        tell(whole - 1, whole)
    records = book.sheet(_("Records"))
    every = pd.concat([frame.astype(object) for frame in found], ignore_index=True)
    write_records(book, records, every, (_("Records behind the views"), _("a record a row"), told))
    sheets.append((records, _("the records behind all views, with their clauses")))
    _write_contents(book, contents, sheets, told, lang)
    tell(whole, whole)
    return book.closed()


def refs_of(item: Item) -> list[str]:
    """Return the references of the records behind a view, in their order."""
    refs = item.view.refs
    return list(refs.values() if isinstance(refs, dict) else refs)


def _write_contents(book: Book, sheet: Worksheet, sheets: list[tuple[Worksheet, str]], told: str, lang: str) -> None:
    """Write which sheets there are, each with a link to it."""
    _ = translator(lang)
    sheet.write_string(0, 0, _("Yiyang Atlas: contents"), book.style(**TITLE))
    write_paragraph(sheet, 1, told, 1, 110, book.style(**WRAPPED, **MUTED))
    for column, (text, width) in enumerate(((_("Sheet"), 34), (_("What it holds"), 80))):
        sheet.write_string(3, column, text, book.style(**HEAD))
        sheet.set_column(column, column, width)
    linked = book.style(font_color="#0072B2", underline=1, valign="top")
    for row, (target, title) in enumerate(sheets, start=4):
        quoted = name_of(target).replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", linked, clean(name_of(target)))
        sheet.write_string(row, 1, clean(title), book.style(**WRAPPED))
        sheet.set_row(row, 15 * min(lines_of(title, 80), 20) + 1)
    sheet.freeze_panes(4, 0)
    sheet.activate()
