"""The numbers behind a chart or a table as a sheet of Excel: a record a row, a thing a column, numbers as numbers."""

from collections.abc import Sequence

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from exports.cells import HEAD, TITLE, Book, clean
from i18n.numbers import unit_name
from i18n.texts import translator
from policy.derived import Derived
from policy.evidence import Printed
from policy.text import Sentence
from views import records
from views.clauses import clause_words
from views.places import place_names
from views.words import own_mark, say_plain, unmarked, word

WIDTHS = (28, 18, 10, 10, 14, 14, 12, 12, 8, 8, 40, 18, 44, 60)  # of the columns, in letters


def rows(refs: Sequence[str], lang: str) -> pd.DataFrame:
    """Return records as rows: what is counted, of whom, its value and unit, and where it is from or how it is computed.

    Args:
        refs: references of records; what is no reference, or has no record any more, is left out.
        lang: of the heads and names.
    """
    _ = translator(lang)
    heads = [
        *(_("Indicator"), _("Place"), _("Code"), _("Kind"), _("Value"), _("Upper end"), _("Unit"), _("Year")),
        *(_("Comparator"), _("Evidence grade"), _("Document"), _("Clause"), _("Original wording"), _("Formula")),
    ]
    found = [_row(ref, lang) for ref in dict.fromkeys(refs) if ":" in ref]
    return pd.DataFrame([row for row in found if row], columns=heads)


def _row(ref: str, lang: str) -> tuple[object, ...] | None:
    try:
        known = records.found(ref)
    except KeyError:
        return None
    told = records.line(ref, lang)
    if isinstance(known, Derived):
        formula = say_plain(Sentence(known.formula, known.values), lang)
        code = next((part for part in ref.split(":")[1:] if part in place_names(lang).index), "")
        value = (known.value, None, unit_name(known.unit, lang), told.period, known.comparator)
        return (told.title if told.title != formula else "", told.place, code, "", *value, "", "", "", "", formula)
    return _printed(known, told, lang)


def _printed(known: Printed, told: records.Line, lang: str) -> tuple[object, ...]:
    row, document = known.row, known.document
    value = next((row[name] for name in ("value", "persons", "places", "default") if name in row.index), None)
    high = row.get("value_high")
    unit = str(row["unit"]) if "unit" in row.index else "persons" if "persons" in row.index else ""
    year = next((row[name] for name in ("year", "date", "year_from", "from") if name in row.index), "")
    return (
        told.title,
        told.place,
        row.get("place", ""),
        word("kind", row["kind"], lang) if "kind" in row.index and known.indicator is not None else "",
        None if pd.isna(value) else float(value),
        None if high is None or pd.isna(high) or high == value else float(high),
        unit_name(unit, lang) if unit else "",
        "" if pd.isna(year) else str(year),
        row.get("comparator", ""),
        row.get("grade", ""),
        own_mark(str(document.get("title_en" if lang == "en" else "title", "")), row.get("warnings", ""), lang),
        clause_words(str(row.get("clause", "")), lang),
        row.get("as_printed", ""),
        "",
    )


def workbook(refs: Sequence[str], title: str, sentence: str, source: str, lang: str) -> bytes:
    """Return a workbook with the records of a chart or a table: its title, what it says and where it is from above its rows.

    No text is taken for a formula or an address, whatever a document printed.
    """
    book = Book(title)
    sheet = book.sheet(title)
    write_records(book, sheet, rows(refs, lang), (title, unmarked(sentence), source))
    return book.closed()


def write_records(book: Book, sheet: Worksheet, table: pd.DataFrame, above: tuple[str, ...]) -> None:
    """Write records (``rows``) under their heads, and ``above`` them a title and lines of text."""
    for at, text in enumerate(above):
        sheet.write_string(at, 0, clean(text), book.style(**({} if at else TITLE)))
    head = len(above) + 1
    for column, (name, width) in enumerate(zip(table, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(head, column, str(name), book.style(**HEAD))
    for at, cells in enumerate(table.itertuples(index=False), start=head + 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, float):
                if not pd.isna(cell):
                    sheet.write_number(at, column, cell)
            elif cell:
                sheet.write_string(at, column, clean(str(cell)))
    sheet.freeze_panes(head + 1, 0)
    sheet.autofilter(head, 0, head + len(table), len(table.columns) - 1)
    sheet.repeat_rows(head)
    book.spread(sheet, sum(WIDTHS))
