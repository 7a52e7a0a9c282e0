"""Does every quoted phrase stand in its document, under its clause? Run over the texts themselves, which stay outside."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from loaders.policy_text.clauses import clauses_of, printed_numbers, read_text, stands_in
from loaders.tables import QUOTING

# Columns whose numbers the phrase must hold.
PRINTED = {
    "facts": ("value", "value_high"),
    "programme_lists": ("places",),
    "assumptions": ("default",),
    "packs": ("value",),
    "schemes": ("value", "value_high"),
}
NOT_AS_DIGITS = {"universal_wording", "implied_value", "word_number", "converted_unit"}


@dataclass
class Audit:
    """What the audit saw: phrases that stand where they should, faults in words, and rows it could not check."""

    checked: int = 0
    faults: list[str] = field(default_factory=list)
    without_file: int = 0
    texts_missing: list[str] = field(default_factory=list)


def audit(frames: dict[str, pd.DataFrame], folders: list[Path]) -> Audit:
    """Check each ``as_printed`` of the tables against the texts in ``folders``.

    A phrase must stand letter for letter (white space aside) under its clause in its document's ``file``; the file
    must have the recorded SHA-256; and a fact's phrase must print its value, unless its warnings say why it cannot
    (universal wording, an implied value, a number in words, a converted unit); an assumption's phrase must print its
    default, and a policy pack's and a scheme's its value, where it has one.
    """
    result = Audit()
    documents = frames["documents"].set_index("document")
    texts: dict[str, str | None] = {}
    for table in QUOTING:
        rows = frames[table]
        if "finding" in rows:
            rows = rows[rows["finding"] != "not_found"]  # nothing was printed
        for row in rows[rows["document"] != ""].to_dict("records"):
            file = str(documents.at[row["document"], "file"])
            if not file:
                result.without_file += 1
                continue
            if file not in texts:
                texts[file] = _load(file, str(documents.at[row["document"], "sha256"]), folders, result)
            text = texts[file]
            if text is not None:
                _check(table, row, text, result)
    return result


def _load(file: str, sha256: str, folders: list[Path], result: Audit) -> str | None:
    path = next((folder / file for folder in folders if (folder / file).is_file()), None)
    if path is None:
        result.texts_missing.append(file)
        return None
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        result.faults.append(f"{file}: the text is not the one that was read (SHA-256 differs from documents.csv)")
    try:
        return read_text(path)
    except ValueError as error:
        result.faults.append(str(error))
        return None


def _check(table: str, row: dict, text: str, result: Audit) -> None:
    phrase, clause = row["as_printed"], row["clause"]
    where = f"{table} {_key(table, row)}: {phrase!r}"
    if not stands_in(text, clause, phrase):
        found = ", ".join(clauses_of(text, phrase)) or "nowhere in the text"
        result.faults.append(f"{where} does not stand under clause {clause} of {row['document']} (found: {found})")
        return
    result.checked += 1
    values = {row[column] for column in PRINTED.get(table, ()) if pd.notna(row[column])}
    if values and not NOT_AS_DIGITS & set(row.get("warnings", "").split(";")):
        numbers = printed_numbers(phrase)
        for value in values:
            if not any(abs(value - number) <= 1e-9 * max(1.0, abs(value)) for number in numbers):
                result.faults.append(f"{where} does not print the value {value:g}")


def _key(table: str, row: dict) -> str:
    joined = {
        "policy_codes": ("place", "instrument"),
        "programmes": ("programme", "batch", "place"),
        "programme_lists": ("programme", "batch"),
        "packs": ("pack", "rule", "part"),
    }.get(table)
    return "/".join(row[column] for column in joined) if joined else next(iter(row.values()))
