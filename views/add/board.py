"""What stands on the board: a text or a table, its figures as rows, and what the board itself says."""

import json
from typing import Any

from i18n.texts import translator
from views.add.brought import Brought
from views.add.figures import row
from views.add.marks import paragraphs
from views.add.review import nothing, summary
from views.add.tables import drawn_sheets, groups
from views.own.conflicts import Met


def board(key: str, brought: Brought, met: dict[int, Met], lang: str) -> tuple[bytes, list[dict[str, Any]]]:
    """Return what the browser is sent once of a text or a table, as bytes, and the rows in it.

    What is decided of its figures is sent apart (``views.add.review``).

    Args:
        key: another one where what is sent is another.
        brought: the text or the table.
        met: known figures that its figures meet, by number.
        lang: the viewer's language.
    """
    figures = brought.reviewed.now.figures
    written = [row(figure.read, brought.document.place, met.get(at), lang) for at, figure in enumerate(figures)]
    sent = {"key": key, "name": brought.name, "words": words(lang) | {"none": none_of(brought, lang)}, "rows": written}
    if brought.table is None:
        sent["paragraphs"] = paragraphs(brought.text, [figure.read.number for figure in figures])
    else:
        sent["groups"] = groups(brought.table, lang)
        sent["sheets"] = drawn_sheets(brought.table, sent["groups"], lang)
    return json.dumps(sent, ensure_ascii=False).encode("utf-8", "replace"), written


def none_of(brought: Brought, lang: str) -> str:
    """Return what is said where there is no figure."""
    table = brought.table
    return nothing(lang, table=table is not None, asked=len(table.questions) if table else 0)


def said_of(brought: Brought, met: int, lang: str) -> str:
    """Return in words how far the review of a text or a table is; ``met`` of its figures meet a known one."""
    if not brought.reviewed.now.figures:
        return none_of(brought, lang)
    told = summary(brought.reviewed.now, met, lang)
    if brought.table and (asked := len(brought.table.questions)):
        told += " " * (lang == "en") + translator(lang)("{count} questions are open at the right.").format(count=asked)
    return told


def words(lang: str) -> dict[str, Any]:
    """Return what the board itself says."""
    _ = translator(lang)
    return {
        "text": _("The document"),
        "narrow": _("Which column or place is shown"),
        "everywhere": _("All columns and places"),
        "list": _("Figures read in the document"),
        "add": _("Add as a figure"),
        "filters": {
            "all": _("All read"),
            "proposed": _("To check"),
            "accepted": _("Accepted"),
            "rejected": _("Rejected"),
            "flagged": _("Conflicts"),
        },
        "least": _("From which confidence on all are accepted"),
        "levels": [
            [3, _("Confidence high")],
            [2, _("Confidence fair or high")],
            [1, _("Any confidence")],
        ],
        "accept_all": _("Accept all ({count})"),
        "undo": _("Undo"),
        "undo_key": _("Undo (U)"),
        "heads": [_("Value"), _("Indicator and wording"), _("Kind and year"), _("Confidence"), _("Decide")],
        "accepted": _("Accept"),
        "rejected": _("Reject"),
        "accepted_key": _("Accept (A)"),
        "rejected_key": _("Reject (R)"),
        "none_here": _("None of this kind."),
    }
