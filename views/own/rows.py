"""A viewer's own documents, figures and indicators, and the edition that holds them behind the stored tables.

What is brought is text of others: it is checked by the declarations and rules of the curated tables before a view reads it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from loaders.curated import checked
from loaders.errors import DataProblems, Problem
from loaders.rules import broken_rules
from loaders.tables import TABLES
from loaders.tables.columns import scope_words
from policy.described import ADDED_HERE
from views import edition
from views.edition import STORED, Edition, kept_up_to, reading

if TYPE_CHECKING:
    from loaders.own_table import Figure
    from loaders.policy_text.candidates import Candidate

AUTHORITY = {
    "A": "official",
    "A-": "second_hand",
    "B": "second_hand",
    "B-": "second_hand",
}  # by grade; else a collection
NOT_STATED = {"zh": "未注明", "en": "not stated"}
ABOUT = {
    "zh": "由使用者在本次浏览中添加，不属于图谱收录的文件，图谱未核对原文。",
    "en": "Added by the viewer in this session; it is no document of the atlas, which has not checked the text.",
}


@dataclass(frozen=True)
class OwnDocument:
    """A text or table that a viewer brings, without the text itself; ``slug`` as ``own_document`` gives it, ``sha256`` of its bytes.

    ``grade`` is that of each of its figures: A official text or the statistics office's table, A- complete copy, B- news.
    """

    slug: str
    title: str
    issuer: str = ""
    doc_number: str = ""
    place: str = ""
    issued_on: str = ""
    kind: str = "plan"
    file: str = ""
    sha256: str = ""
    grade: str = "A"
    title_en: str = ""
    issuer_en: str = ""


@dataclass(frozen=True)
class OwnFact:
    """A figure as in the facts table; ``clause`` of a table is sheet and cell (``Sheet1!C5``), ``document`` the slug of an ``OwnDocument``."""

    document: str
    place: str
    indicator: str
    kind: str
    value: float
    value_high: float
    comparator: str
    unit: str
    year: int | None
    date: str
    period_status: str
    commitment: str
    clause: str
    as_printed: str
    scope: str = ""
    warnings: tuple[str, ...] = ()
    note: str = ""

    @property
    def slug(self) -> str:
        """The key of its row: the same figure of the same words has the same, whatever is noted of it."""
        plain = replace(self, value=float(self.value), value_high=float(self.value_high), warnings=(), note="")
        return f"own-{_digest(astuple(plain))}"


@dataclass(frozen=True)
class OwnIndicator:
    """A thing measured that the codebook has no word for; ``slug`` as ``own_indicator`` gives it. It compares with nothing but itself."""

    slug: str
    name_zh: str
    unit: str
    name_en: str = ""
    domain: str = "community"
    measure: str = "level"
    polarity: str = "0"
    numerator: str = ""
    denominator: str = ""


@dataclass(frozen=True)
class Own:
    """All that a viewer has added in a session."""

    documents: tuple[OwnDocument, ...] = ()
    facts: tuple[OwnFact, ...] = ()
    indicators: tuple[OwnIndicator, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is a figure; documents and indicators alone show nothing."""
        return bool(self.facts)


@dataclass(frozen=True)
class Fault:
    """What is wrong with an own row: its table, which of them (from 0), the column, and what stands there."""

    table: str
    at: int
    column: str
    value: str


class OwnRefused(ValueError):
    """Own rows that break the rules of the tables; ``faults`` holds all that were found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults."""
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{each.table} {each.at}: {each.column} {each.value!r}" for each in self.faults))


def own_document(content: bytes, title: str, **fields: str) -> OwnDocument:
    """Return a document known by its bytes; ``fields`` are those of ``OwnDocument``."""
    digest = hashlib.sha256(content).hexdigest()
    return OwnDocument(f"own-{digest[:12]}", title, sha256=digest, **fields)


def own_indicator(name_zh: str, unit: str, **fields: str) -> OwnIndicator:
    """Return an indicator known by its name and unit; ``fields`` are those of ``OwnIndicator``."""
    return OwnIndicator(f"own_{_digest((name_zh, unit))}", name_zh, unit, **fields)


def from_candidate(candidate: "Candidate", document: OwnDocument, **corrected: Any) -> OwnFact:
    """Return a candidate of a text as a figure; ``corrected`` fields of ``OwnFact`` come before what was read."""
    read = {"clause": candidate.clause, "period_status": candidate.period_status, "commitment": candidate.commitment}
    return _fact(candidate, document, read | corrected)


def from_figure(figure: "Figure", document: OwnDocument, **corrected: Any) -> OwnFact:
    """Return a figure of a table, whose clause is its sheet and cell; ``corrected`` fields come before what was read."""
    clause = f"{figure.sheet}!{figure.cell}" if figure.sheet else figure.cell
    dated = figure.year is not None
    read = {
        "clause": clause,
        "period_status": "stated" if dated else "none",
        "commitment": "firm" if figure.kind == "target" else "not_applicable",
    }
    return _fact(figure, document, read | corrected)


def _fact(read: "Candidate | Figure", document: OwnDocument, fields: Mapping[str, Any]) -> OwnFact:
    """Return what a candidate and a figure say alike as a figure; who says nothing of the place means the document's."""
    names = ("place", "indicator", "kind", "value", "value_high", "comparator", "unit", "year", "date", "as_printed")
    known: dict[str, Any] = {name: getattr(read, name) for name in names} | {"document": document.slug}
    known["place"] = known["place"] or document.place
    return changed(OwnFact(**(known | dict(fields))))


def changed(fact: OwnFact, **fields: Any) -> OwnFact:
    """Return a figure with other fields, and what follows from these: the upper end of a scalar, the date of a year, the commitment."""
    new = replace(fact, **fields)
    if new.comparator != "range":
        new = replace(new, value_high=new.value)
    if new.date[:4] != ("" if new.year is None else f"{new.year}") and "date" not in fields:
        new = replace(new, date="" if new.year is None else f"{new.year}")
    if new.year is None and new.period_status in ("stated", "implied"):
        new = replace(new, period_status="none")
    if new.year is not None and new.period_status in ("none", "redacted"):
        new = replace(new, period_status="stated")
    if new.kind != "target":
        new = replace(new, commitment="not_applicable")
    elif new.commitment == "not_applicable":
        new = replace(new, commitment="firm")
    return new


def joined(own: Own, more: Own) -> Own:
    """Return what was added with more added: the later stands where both have the same document, indicator or figure."""
    return Own(
        tuple({each.slug: each for each in (*own.documents, *more.documents)}.values()),
        tuple({each.slug: each for each in (*own.facts, *more.facts)}.values()),
        tuple({each.slug: each for each in (*own.indicators, *more.indicators)}.values()),
    )


def without(own: Own, facts: Iterable[str]) -> Own:
    """Return what was added without the figures of these slugs, and without documents and indicators that no figure is left of."""
    gone = set(facts)
    left = tuple(each for each in own.facts if each.slug not in gone)
    cited, measured = {each.document for each in left}, {each.indicator for each in left}
    return Own(
        tuple(each for each in own.documents if each.slug in cited),
        left,
        tuple(each for each in own.indicators if each.slug in measured),
    )


def edition_of(own: Own) -> Edition:
    """Return the edition of what was added; the stored one where there is no figure.

    Raises:
        OwnRefused: a row breaks the rules of its table; places that the atlas does not have are refused too.
        TableUnreadable: a stored table cannot be read.
    """
    return Edition(_checked(own)) if own else STORED


def faults(own: Own) -> tuple[Fault, ...]:
    """Return all that is wrong with what was added; nothing where it can be shown.

    Raises:
        TableUnreadable: a stored table cannot be read.
    """
    try:
        _checked(own)
    except OwnRefused as error:
        return error.faults
    return ()


def rows(own: Own) -> dict[str, pd.DataFrame]:
    """Return what was added as rows of text, by table and with its columns; tables without a row are left out.

    Figures of the same slug stand once. A scope whose words the atlas does not know brings these as conditions.
    """
    own = joined(Own(), own)
    graded = {each.slug: each.grade for each in own.documents}
    aspects, english = _scopes()
    new: dict[str, None] = {}
    found: list[dict[str, str]] = []
    for fact in own.facts:
        words = sorted(scope_words(fact.scope), key=lambda word: aspects.get(word, aspects[""]))
        new |= dict.fromkeys(word for word in words if word not in aspects)
        scope = {"scope": "·".join(words), "scope_en": ", ".join(english.get(word, word) for word in words)}
        found.append(_fact_row(fact, graded.get(fact.document, "")) | scope)
    tables = {
        "documents": [_document_row(each) for each in own.documents],
        "indicators": [_indicator_row(each) for each in own.indicators],
        "scopes": [{"scope": word, "scope_en": word, "aspect": "condition", "whole": "0"} for word in new],
        "facts": found,
    }
    return {
        name: pd.DataFrame(each, columns=[column.name for column in TABLES[name].columns], dtype="str").fillna("")
        for name, each in tables.items()
        if each
    }


def _checked(own: Own) -> dict[str, pd.DataFrame]:
    """Return what was added as rows of their tables, of the tables' types."""
    typed, found = {}, []
    for name, cells in rows(own).items():
        try:
            typed[name] = checked(cells, TABLES[name])
        except DataProblems as error:
            found += [_fault(problem) for problem in error.problems]
    if not found:
        found = [_fault(problem) for problem in broken_rules(_frames(typed)) if _is_own(problem, typed)]
    if found:
        raise OwnRefused(dict.fromkeys(found))
    return typed


def _frames(typed: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return all tables as the rules want them: own rows first, behind them the stored rows that they refer to, and no others.

    Own keys begin as no stored one does, so that none of them can stand twice.
    """
    with reading(STORED):
        stored = {name: edition.table(name) for name in TABLES}
    asked = {
        name: {cell for rows in typed.values() if name in rows for cell in rows[name]}
        for name in ("document", "indicator", "place")
    }
    while above := set(_of(stored["places"], "place", asked["place"])["parent"]) - asked["place"] - {""}:
        asked["place"] |= above
    known = {
        "documents": _of(stored["documents"], "document", asked["document"]),
        "indicators": _of(stored["indicators"], "indicator", asked["indicator"]),
        "places": _of(stored["places"], "place", asked["place"]),
        "scopes": stored["scopes"],
        "vocabularies": stored["vocabularies"],
    }
    frames = {name: known.get(name, rows.iloc[:0]) for name, rows in stored.items()}
    return frames | {name: pd.concat([own, frames[name]], ignore_index=True) for name, own in typed.items()}


def _of(rows: pd.DataFrame, key: str, asked: set[str]) -> pd.DataFrame:
    return rows[[cell in asked for cell in rows[key]]].reset_index(drop=True)


def _is_own(problem: Problem, typed: Mapping[str, pd.DataFrame]) -> bool:
    name = problem.file.removesuffix(".csv")
    return name in typed and problem.row is not None and problem.row - 2 < len(typed[name])


def _fault(problem: Problem) -> Fault:
    return Fault(problem.file.removesuffix(".csv"), (problem.row or 2) - 2, problem.column, problem.value[:60])


@kept_up_to(None)
def _scopes() -> tuple[dict[str, int], dict[str, str]]:
    """Return the place of each scope word in the order of aspects (of an unknown one: under no word), and its English."""
    with reading(STORED):
        scopes, order = edition.table("scopes"), edition.vocabulary("scope_aspect")["order"].to_dict()
    aspects = {str(word): int(order[aspect]) for word, aspect in zip(scopes["scope"], scopes["aspect"], strict=True)}
    english = {str(word): str(name) for word, name in zip(scopes["scope"], scopes["scope_en"], strict=True)}
    return aspects | {"": int(order["condition"])}, english


def _document_row(document: OwnDocument) -> dict[str, str]:
    is_table = document.kind == "statistic"  # no text is at hand in which the words could be looked up
    return {
        "document": document.slug,
        "title": document.title,
        "title_en": document.title_en or document.title,
        "issuer": document.issuer or NOT_STATED["zh"],
        "issuer_en": document.issuer_en or document.issuer or NOT_STATED["en"],
        "doc_number": document.doc_number,
        "place": document.place,
        "issued_on": document.issued_on,
        "kind": document.kind,
        "authority": AUTHORITY.get(document.grade, "collection"),
        "file": "" if is_table else document.file,
        "sha256": document.sha256,
        "read_in_full": "0",
        "note": ABOUT["zh"],
        "note_en": ABOUT["en"],
    }


def _indicator_row(indicator: OwnIndicator) -> dict[str, str]:
    english = indicator.name_en or indicator.name_zh
    return {
        "indicator": indicator.slug,
        "name_zh": indicator.name_zh,
        "name_en": english,
        "domain": indicator.domain,
        "unit": indicator.unit,
        "measure": indicator.measure,
        "polarity": indicator.polarity,
        "numerator": indicator.numerator or indicator.name_zh,
        "numerator_en": indicator.numerator or english,
        "denominator": indicator.denominator,
        "denominator_en": indicator.denominator,
        "comparable_group": indicator.slug,
        "definition_zh": indicator.name_zh,
        "definition_en": english,
    }


def _fact_row(fact: OwnFact, grade: str) -> dict[str, str]:
    follows = {"implied": ("inferred_year",), "redacted": ("redacted_year",)}.get(fact.period_status, ())
    return {
        "fact": fact.slug,
        "place": fact.place,
        "indicator": fact.indicator,
        "kind": fact.kind,
        "value": _number(fact.value),
        "value_high": _number(fact.value_high),
        "comparator": fact.comparator,
        "unit": fact.unit,
        "year": "" if fact.year is None else f"{fact.year}",
        "date": fact.date,
        "period_status": fact.period_status,
        "commitment": fact.commitment,
        "warnings": ";".join(dict.fromkeys((*fact.warnings, *follows, ADDED_HERE))),
        "document": fact.document,
        "clause": fact.clause,
        "as_printed": fact.as_printed,
        "grade": grade,
        "note": fact.note,
        "note_en": fact.note,
    }


def _number(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() and abs(value) < 2**53 else repr(float(value))


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:12]
