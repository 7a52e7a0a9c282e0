"""What a scenario was made from as a sheet of Excel: a row an assumption, with its value, default, range and source."""

from typing import Any

import numpy as np
from xlsxwriter.worksheet import Worksheet

from exports.cells import (
    HEAD,
    WRAPPED,
    Book,
    clean,
    form_of,
    write_title,
)
from exports.levers import NUMBERS as LEVER_NUMBERS
from exports.levers import made_from
from i18n.texts import translator
from policy.text import N_
from views.places import both_names
from views.scenario.case import Case
from views.scenario.standing import MONEY_FROM
from views.words import unmarked

KINDS = {
    "choice": N_("choice"),
    "count": N_("count"),
    "lever": N_("lever"),
    "resting": N_("moves nothing in this scenario"),
    "fixed": N_("not to be changed in the atlas"),
}


def write_assumptions(book: Book, sheet: Worksheet, case: Case, lang: str) -> None:
    """Write what a scenario was made from, a row each, with value, default, range, unit, source and clause."""
    _ = translator(lang)
    made = made_from(case)
    note = "note" if lang == "zh" else "note_en"
    columns: dict[str, tuple[str, int]] = {
        _("Assumption"): (f"name_{lang}", 38),
        _("Kind"): ("kind", 16),
        _("Value"): ("value", 12),
        _("Choice"): (f"choice_{lang}", 24),
        _("Default"): ("default", 10),
        _("Lowest"): ("low", 10),
        _("Highest"): ("high", 12),
        _("Unit"): (f"unit_{lang}", 14),
        _("Where the value is from"): (f"from_{lang}", 18),
        _("Default from"): ("status", 12),
        _("Document"): (f"document_{lang}", 36),
        _("Clause"): ("clause", 12),
        _("Original wording"): ("as_printed", 30),
        _("Evidence grade"): ("grade", 9),
        _("Note"): (note, 60),
        _("Name in links and formulas"): ("lever", 26),
    }
    place = getattr(both_names()[case.place], lang)
    write_title(
        book,
        sheet,
        _("Assumptions of the scenario: {place}").format(place=place),
        _(
            "As they were when the workbook was made, from {year} on; the cells to change stand on the first sheet of the scenario."
        ).format(year=MONEY_FROM),
    )
    top = 3
    for column, (title, (_name, width)) in enumerate(columns.items()):
        sheet.write_string(top, column, title, book.style(**HEAD))
        sheet.set_column(column, column, width)
    words = {"document": _("document"), "assumed": _("assumed"), "": ""} | {
        kind: _(text) for kind, text in KINDS.items()
    }
    text_style = book.style(**WRAPPED)
    for row, made_of in enumerate(made.to_dict("records"), start=top + 1):
        for column, (name, _width) in enumerate(columns.values()):
            value: Any = made_of[name]
            if name in LEVER_NUMBERS:
                if np.isfinite(value):
                    sheet.write_number(row, column, value, book.style(num_format=form_of(value), valign="top"))
            elif value:
                told = words[value] if name in ("kind", "status") else unmarked(str(value))
                sheet.write_string(row, column, clean(told), text_style)
    sheet.freeze_panes(top + 1, 1)
    sheet.autofilter(top, 0, top + len(made), len(columns) - 1)
    sheet.repeat_rows(top)
    book.spread(sheet, sum(width for _name, width in columns.values()))
