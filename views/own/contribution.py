"""What a viewer has added as rows of the curated tables, to be handed in to the atlas: with keys as they are given there, without the session's marks."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from loaders.tables import TABLES
from loaders.tables.columns import scope_words
from loaders.written import STARTS_A_FORMULA
from policy.described import ADDED_HERE
from views.own.rows import Own, OwnDocument, OwnFact, rows

NOTES = {"zh": "由使用者自带的表格读入：{file}。", "en": "Read from a table that a viewer brought: {file}."}
SHORTEST = 6  # letters of printed words
SIGNS = "".join(STARTS_A_FORMULA)


def contributed(own: Own, day: dt.date) -> dict[str, pd.DataFrame]:
    """Return what was added as rows of the curated tables, as text, by table; ``day`` is when the documents were read.

    Keys are those that the atlas would give: a document's place and year, its figures numbered. What only the session knows is left
    out: that the rows were added in it, and that nobody has checked the text.
    """
    keys = {each.slug: _key(each) for each in own.documents}
    indicators = {each.slug: each.slug.replace("own_", "new_", 1) for each in own.indicators}
    own = Own(
        tuple(replace(each, slug=keys[each.slug]) for each in own.documents),
        tuple(
            replace(
                each,
                document=keys[each.document],
                indicator=indicators.get(each.indicator, each.indicator),
                scope="·".join(word.lstrip(SIGNS) for word in scope_words(each.scope)),
            )
            for each in _in_order(own)
        ),
        tuple(replace(each, slug=indicators[each.slug]) for each in own.indicators),
    )
    tables = rows(own)
    if (documents := tables.get("documents")) is not None:
        of_tables = {each.slug: each.file for each in own.documents if each.kind == "statistic" and each.file}
        documents["accessed_on"] = day.isoformat()
        for column, lang in (("note", "zh"), ("note_en", "en")):
            told = (
                NOTES[lang].format(file=of_tables[key]) if key in of_tables else "" for key in documents["document"]
            )
            documents[column] = list(told)
    if (facts := tables.get("facts")) is not None:
        facts["fact"] = _numbered(facts["document"])
        facts["warnings"] = [_without_mark(cell) for cell in facts["warnings"]]
        facts["as_printed"] = [_begun_later(cell) for cell in facts["as_printed"]]
    return {name: tables[name] for name in TABLES if name in tables}


def _key(document: OwnDocument) -> str:
    """Return the key of a document as CONTRIBUTING asks for it, which its bytes keep apart from others of the year."""
    parts = (document.place, document.issued_on[:4], document.slug.removeprefix("own-")[:6])
    return "-".join(part for part in parts if part)


def _in_order(own: Own) -> list[OwnFact]:
    """Return the figures, those of a document together in their order."""
    at = {each.slug: number for number, each in enumerate(own.documents)}
    return sorted(own.facts, key=lambda fact: at[fact.document])


def _numbered(documents: Iterable[str]) -> list[str]:
    counts: dict[str, int] = {}
    keys = []
    for document in documents:
        counts[document] = counts.get(document, 0) + 1
        keys.append(f"{document}-{counts[document]:02}")
    return keys


def _without_mark(warnings: str) -> str:
    return ";".join(word for word in warnings.split(";") if word != ADDED_HERE)


def _begun_later(phrase: str) -> str:
    """Return printed words without signs at their start that a spreadsheet would run: what is left still stands in the text."""
    short = phrase.lstrip(SIGNS)
    return short if len(short) >= SHORTEST else phrase
