"""The printed prices of a policy as cells, a row a value with its clause; each may be changed."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter.worksheet import Worksheet

from exports.cells import (
    HEAD,
    INPUT,
    MUTED,
    TITLE,
    WRAPPED,
    Book,
    clean,
    form_of,
    name_of,
    write_formula,
    write_paragraph,
)
from exports.terms import Term
from i18n.numbers import unit_name
from i18n.texts import translator
from policy.scenario.costs import TIMES_A_YEAR
from policy.scenario.outputs import PAYERS
from policy.text import N_
from views import edition
from views.clauses import clause_words
from views.scenario.case import Case
from views.scenario.state import GIVEN
from views.words import named as in_words

ALWAYS = 9999  # the last year of a price that has none
LINES_FROM = 3  # row of the heads of lines and of prices
PARTS = {
    "price": N_("price"),
    "share": N_("share of a fee"),
    "cap": N_("at most"),
    "uplift": N_("raised by"),
    "ratio": N_("part that is paid"),
    "instalment": N_("instalment"),
    "duration": N_("paid for"),
}


@dataclass(frozen=True)
class Part:
    """A printed value of a rule as cells: its ``amount`` (money a year), and the first and the last year in which it holds."""

    amount: Term
    begins: Term
    ends: Term


@dataclass
class Rule:
    """A rule of a policy: the row that says what it counts, and its printed values by part."""

    about: Mapping[Any, Any]
    parts: dict[str, list[Part]] = field(default_factory=dict)
    duration: int = 0

    @property
    def counts(self) -> list[str]:
        """Return the words of the list ``pack_count`` that it counts."""
        return str(self.about["counts"]).split(";")

    @property
    def given(self) -> bool:
        """Tell whether it counts what only the viewer can count."""
        return not GIVEN.keys().isdisjoint(self.counts)


def write_prices(book: Book, sheet: Worksheet, case: Case, lang: str) -> list[Rule]:
    """Write the printed values of the policy, one a row, each with its clause; return the rules in their order with their cells."""
    _ = translator(lang)
    sheet.write_string(0, 0, _("Prices of the policy"), book.style(**TITLE))
    told = _("As printed, a row a value; a value may be changed. A year of — has no limit.")
    write_paragraph(sheet, 1, told, 8, 120, book.style(**MUTED))
    heads = {
        _("Rule"): 30,
        _("Payer"): 14,
        _("Value of"): 12,
        _("Value"): 12,
        _("Unit"): 16,
        _("Times a year"): 9,
        _("A year"): 14,
        _("From"): 8,
        _("Until"): 8,
        _("Comparator"): 8,
        _("Document"): 36,
        _("Clause"): 14,
        _("Original wording"): 40,
        _("Evidence grade"): 9,
    }
    for column, (text, width) in enumerate(heads.items()):
        sheet.write_string(LINES_FROM, column, text, book.style(**HEAD))
        sheet.set_column(column, column, width)
    found: dict[str, Rule] = {}
    rows = case.rules.to_dict("records")
    ends = _ends(case, rows)
    documents = edition.table("documents").set_index("document")
    for at, (row, last) in enumerate(zip(rows, ends, strict=True), start=LINES_FROM + 1):
        rule = found.setdefault(str(row["rule"]), Rule(row))
        rule.parts.setdefault(str(row["part"]), []).append(_write_price(book, sheet, at, row, last, lang))
        if row["part"] == "duration":
            rule.duration = int(row["value"])
        title = documents.loc[row["document"]] if row["document"] in documents.index else None
        cited = (
            "" if title is None else str(title["title" if lang == "zh" else "title_en"]),
            clause_words(str(row["clause"]), lang),
            str(row["as_printed"]),
            str(row["grade"]),
        )
        for column, text in enumerate((str(row["comparator"]), *cited), start=9):
            sheet.write_string(at, column, clean(text), book.style(**WRAPPED))
    sheet.freeze_panes(LINES_FROM + 1, 1)
    sheet.repeat_rows(LINES_FROM)
    return list(found.values())


def _ends(case: Case, rows: list[dict[Hashable, Any]]) -> list[int]:
    """Return the last year of each value: of the last of its part none where prices go on after their end."""
    own = [ALWAYS if pd.isna(row["until"]) else int(row["until"]) for row in rows]
    if case.state.after != "continues":
        return own
    last: dict[tuple[Any, Any], int] = {}
    for row, year in zip(rows, own, strict=True):
        key = row["rule"], row["part"]
        last[key] = max(year, last.get(key, 0))
    return [ALWAYS if year == last[row["rule"], row["part"]] else year for row, year in zip(rows, own, strict=True)]


def _write_price(book: Book, sheet: Worksheet, at: int, row: Mapping[Any, Any], last: int, lang: str) -> Part:
    _ = translator(lang)
    begins = 0 if pd.isna(row["from"]) else int(row["from"])
    unit, value = str(row["unit"]), float(row["value"])
    times = TIMES_A_YEAR.get(unit, 1)
    top = book.style(**WRAPPED)
    for column, text in (
        (0, in_words(pd.Series(row), "name", lang)),
        (1, _(PAYERS[row["payer"]])),
        (2, _(PARTS[row["part"]])),
    ):
        sheet.write_string(at, column, clean(text), top)
    whole = book.style(num_format="#,##0", valign="top")
    sheet.write_number(at, 3, value, book.style(num_format=form_of(value), valign="top", **INPUT))
    sheet.write_string(at, 4, unit_name(unit, lang), top)
    sheet.write_number(at, 5, times, whole)
    write_formula(sheet, at, 6, f"=D{at + 1}*F{at + 1}", whole, value * times)
    sheet.write_number(at, 7, begins, book.style(num_format='[=0]"—";0', align="right", valign="top"))
    sheet.write_number(at, 8, last, book.style(num_format=f'[={ALWAYS}]"—";0', align="right", valign="top"))
    quoted = name_of(sheet).replace("'", "''")

    def cell(letter: str, number: float) -> Term:
        return Term(lambda _at: f"'{quoted}'!${letter}${at + 1}", np.asarray(float(number)))

    return Part(cell("G", value * times), cell("H", begins), cell("I", last))
