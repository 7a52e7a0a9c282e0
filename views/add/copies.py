"""What a viewer can say of a document: its kind, and how good the copy is, from which the grade of its figures follows."""

from dataclasses import replace

from i18n.texts import translator
from policy.text import N_
from views.add.correction import day_of
from views.own.rows import OwnDocument
from views.words import word_names

# By grade: what copy of a text has it.
COPIES = {
    "A": N_("Official text as issued (or the statistics office's table)"),
    "A-": N_("Complete copy, not compared with the official text"),
    "B-": N_("News or an excerpt, one source"),
    "C": N_("Collected from the web, or a summary"),
    "D": N_("Source unknown"),
}


def copies(lang: str) -> dict[str, str]:
    """Return what copy of a text each grade stands for."""
    _ = translator(lang)
    return {grade: f"{grade}　{_(text)}" for grade, text in COPIES.items()}


def document_kinds(lang: str) -> dict[str, str]:
    """Return the kinds of documents."""
    return word_names("document_kind", lang)


def described(document: OwnDocument, typed: dict[str, str], lang: str) -> tuple[OwnDocument, str]:
    """Return a document as its fields say, and a sentence where a field cannot be read (which then stays as it was)."""
    _ = translator(lang)
    fields = {name: " ".join(value.split()) for name, value in typed.items()}
    date, told = fields.get("issued_on", ""), ""
    if date and not day_of(date)[1]:
        told = _("The date “{typed}” cannot be read: write it like 2025, 2025-12 or 2025-12-31.").format(typed=date)
        fields["issued_on"] = document.issued_on
    elif date:
        fields["issued_on"] = day_of(date)[1]
    fields["title"] = fields.get("title") or document.title
    return replace(document, **fields), told
