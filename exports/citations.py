"""The sources of a report, numbered: each clause of a document that a number or a word of it was printed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exports.paper import Grid, Said
from i18n.numbers import listed as joined
from i18n.texts import translator
from policy.evidence import Printed
from views import records
from views.clauses import clause_words
from views.words import labelled

Key = tuple[str, str]  # slug of a document, and a clause of it: of a table its row, whatever the column


@dataclass(frozen=True)
class Sources:
    """What a report cites: the printed records by document and clause, numbered from 1 in this order; the numbers by reference."""

    clauses: Mapping[Key, tuple[Printed, ...]]
    of: Mapping[str, tuple[int, ...]]

    def cited(self, refs: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of the sources behind references, each once, in order; none of what no document printed."""
        return tuple(sorted({number for ref in refs for number in self.of.get(ref, ())}))


def sources(refs: Iterable[str]) -> Sources:
    """Return the sources of references in the order in which they are asked for, those of a document together.

    A computed number has the sources of all that it is computed from.
    """
    asked, known = list(dict.fromkeys(refs)), {}
    behind = {ref: _printed(ref, known) for ref in asked}
    documents: dict[str, dict[Key, dict[str, Printed]]] = {}
    for found in behind.values():
        for record in found:
            documents.setdefault(_key(record)[0], {}).setdefault(_key(record), {})[record.ref] = record
    clauses = {key: tuple(own.values()) for document in documents.values() for key, own in document.items()}
    numbers = {key: number for number, key in enumerate(clauses, start=1)}
    return Sources(clauses, {ref: tuple(numbers[_key(record)] for record in found) for ref, found in behind.items()})


def _key(record: Printed) -> Key:
    return str(record.document["document"]), str(record.row["clause"]).partition("，")[0]


def _printed(ref: str, known: dict[str, tuple[Printed, ...]]) -> tuple[Printed, ...]:
    """Return the printed records behind a reference, with the words or the clause that they stand in; none where it has no record."""
    if ref in known:
        return known[ref]
    known[ref] = ()  # what is computed from itself has no other source
    try:
        record = records.found(ref)
    except KeyError:
        return ()
    if isinstance(record, Printed):
        known[ref] = (record,) if record.row["clause"] or record.row["as_printed"] else ()
    else:
        known[ref] = tuple(each for below in record.inputs for each in _printed(below, known))
    return known[ref]


def listed(found: Sources, caption: str, lang: str) -> Grid:
    """Return the sources as a table: below each document, with issuer, number and date, its clauses with their printed words."""
    _ = translator(lang)
    rows: list[tuple[Said, ...]] = []
    document = ""
    for number, ((slug, clause), printed) in enumerate(found.clauses.items(), start=1):
        told = [records.record(each.ref, lang) for each in printed]
        lines = dict(told[0].lines)
        if slug != document:
            document = slug
            rows.append((Said(_document(lines, lang)),))
        words = dict.fromkeys(each.as_printed for each in told if each.as_printed)
        between = "；" if lang == "zh" else "; "
        rows.append(
            (
                Said("", marks=number),
                Said(_where(clause, printed, lang) or _("not stated")),
                Said(between.join(words) or "—"),
            )
        )
    heads = (_("No."), _("Clause"), _("Original wording"))
    return Grid(caption, heads, tuple(rows), (12, 50, 94))


def _where(clause: str, printed: Iterable[Printed], lang: str) -> str:
    """Return a clause in words, with the columns of a table whose row it is."""
    cited = dict.fromkeys(str(each.row["clause"]) for each in printed)
    columns = [clause_words(column, lang) for each in cited if (column := each.partition("，")[2])]
    return ("，" if lang == "zh" else ", ").join(
        part for part in (clause_words(clause, lang), joined(columns, lang)) if part
    )


def _document(lines: Mapping[str, str], lang: str) -> str:
    """Return a document in one line: title, issuer, number and date, and whether only a copy was seen."""
    _ = translator(lang)
    labels = (_("Issued by"), _("Number"), _("Date of issue"), _("Original"))
    told = (labelled(label, lines[label], lang) for label in labels if lines.get(label))
    return ("；" if lang == "zh" else "; ").join((lines[_("Document")], *told))
