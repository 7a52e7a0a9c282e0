"""A reference in, the record behind the number out: what it is, its value in words, and where it was printed or how it came about.

``KINDS`` names every kind of reference once: how its record is found, and how it is named where it stands among the inputs of
another. The drawer of a page, the notes of a slide and a sheet say the same of a number, as all of them ask here.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from i18n.numbers import date as date_text
from i18n.texts import translator
from policy import evidence
from policy.care_models import subtree
from policy.derived import Derived
from policy.evidence import Ground, Printed
from policy.printed import is_damaged
from policy.refs import kind_of, refs
from policy.text import N_, Sentence
from views import edition, programmes, projections, validation
from views.clauses import clause_and_form
from views.edition import kept_up_to
from views.map import ageing
from views.older import older_by_year
from views.places import mapped_names, place_names
from views.record_headings import heading_of, place_named
from views.scenario import records as scenario
from views.words import (
    amount_text,
    known_amount,
    named,
    own_mark,
    period_text,
    printed_text,
    say,
    say_plain,
    value_text,
    word,
)

COUNTS_RECORDS = (
    "figures",
    "targets",
    "places",
)  # units of numbers of records, which mean what they mean whatever these are like
OF_FACTS = {
    "rate": N_("per 1,000 residents aged 60+"),
    "status": N_("target against result"),
    "units": N_("gap in people or beds"),
    "reached": N_("part of the target reached"),
}
OF_PLACE = {
    "share60": N_("Residents aged 60+"),
    "pop80": N_("Residents aged 80+"),
    "beds": N_("Care beds per 1,000 residents aged 60+"),
    "targets": N_("Local targets past their deadline whose result the atlas lacks"),
    "met": N_("Local targets that can be compared, and those met"),
}
OF_ATLAS = {
    "places": N_("Cities and counties covered"),
    "facts": N_("Figures with a source"),
    "overdue": N_("Targets past their deadline whose result the atlas lacks"),
    "nursing_2030": N_("National target for 2030"),
    "nursing": N_("Nursing beds of the nation's care beds"),
    "beds": N_("Care beds per 1,000 people aged 60+, the nation"),
    "older": N_("People aged 60+, the nation"),
    "met": N_("Comparable targets that are met"),
}
TITLES = {
    "count": N_("Number of figures"),
    "distance": N_("Similarity of two places"),
    "hindcast": N_("Projection error 2020"),
    "age": N_("Residents of an age group"),
    "benefit": N_("What long-term care insurance pays"),
    "benefit_share": N_("Part that long-term care insurance pays"),
    "scheme_funding": N_("Funding of long-term care insurance"),
    "un": N_("Against the projection of the United Nations"),
    "anchored": N_("Against the official counts"),
    "errors": N_("Projection errors 2020"),
    "ageing": N_("People over the years"),
    "programme_list": N_("Places on a list of a programme"),
    "programme_year": N_("Places named in a year"),
}


@dataclass(frozen=True)
class Line:
    """A record in a list of inputs, as plain text: whose, what it is, its value, and of when."""

    place: str
    title: str
    value: str
    period: str


@dataclass(frozen=True)
class Record:
    """What there is to say of a number, as plain text; what does not apply is empty.

    ``as_printed`` restored where the copied page is ``damaged``; ``lines`` label and text of where it was printed; ``warnings``
    name and meaning; ``formula`` (Markdown) and ``inputs`` of a computed number, which inherits the warnings and notes of the facts
    among these; ``inputs`` of a printed record are its parts.
    """

    title: str
    value: str
    badges: tuple[str, ...] = ()
    as_printed: str = ""
    damaged: bool = False
    not_printed: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    formula: str = ""
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """How the records of a kind are found (a KeyError where there is none), and how a computed one is named.

    ``name`` gives place, title and period; the place and the formula stand for it where there is none.
    """

    find: Callable[[str], Printed | Derived]
    name: Callable[[str, str], tuple[str, str, str]] | None = None


def found(ref: str) -> Printed | Derived:
    """Return the record behind a reference, printed, computed or projected.

    Raises:
        KeyError: nothing stands behind it.
    """
    return KINDS[kind_of(ref)].find(ref)


def record(ref: str, lang: str) -> Record:
    """Return what there is to say of the number behind a reference.

    Raises:
        KeyError: nothing stands behind it.
    """
    known = found(ref)
    if isinstance(known, Derived):
        formula = say(Sentence(known.formula, known.values), lang)
        own = [] if known.unit in COUNTS_RECORDS else [_facts()[each] for each in known.inputs if each in _facts()]
        warned = dict.fromkeys(code for row in own for code in row["warnings"].split(";") if code)
        notes = {str(row["note" if lang == "zh" else "note_en"]): None for row in own}
        return Record(
            titled(ref, lang),
            _worked_out(known, lang),
            lines=tuple((translator(lang)("Note"), note) for note in notes if note),
            warnings=_warnings(warned, lang),
            formula=formula,
            inputs=known.inputs,
        )
    _ = translator(lang)
    row, heading = known.row, heading_of(known, lang)
    missing = _("The original text has not been collected; the figure was taken from the source named below.")
    if row.get("finding") == "not_found":
        missing = _("Not found in the documents collected, which does not mean that there is none.")
    return Record(
        " · ".join(part for part in (place_named(known, lang), heading.title) if part),
        heading.value,
        tuple(badge for badge in heading.badges if badge),
        printed_text(str(row["as_printed"]), lang),
        is_damaged(str(row["as_printed"])),
        "" if row["as_printed"] else missing,
        tuple((label, str(text)) for label, text in _source_lines(known, lang) if text),
        _warnings(str(row.get("warnings", "")).split(";"), lang),
        inputs=_below(known),
    )


def _below(record: Printed) -> tuple[str, ...]:
    """Return what a model or mode is made of: its components, rules and examples, each with a clause of its own."""
    if kind_of(record.ref) != "node":
        return ()
    return tuple(refs("node", subtree(edition.table("care_models"), str(record.row["node"]))["node"][1:]))


def _warnings(codes: Iterable[str], lang: str) -> tuple[tuple[str, str], ...]:
    """Return the name and the meaning of warnings."""
    return tuple((word("warning", code, lang), word("warning", code, lang, "definition")) for code in codes if code)


def titled(ref: str, lang: str) -> str:
    """Return what a computed number is, with its place, as the head of its record."""
    _ = translator(lang)
    kind, *parts = ref.split(":")
    if (naming := KINDS[kind].name) is not None:
        return " · ".join(part for part in naming(ref, lang) if part)
    if kind in OF_FACTS:
        row = _facts()[f"fact:{parts[0].partition('@')[0]}"]
        return " · ".join((named(row, "place", lang), named(row, "indicator", lang), _(OF_FACTS[kind])))
    if kind == "portrait":
        return f"{place_names(lang)[parts[1]]} · {_(OF_PLACE[parts[0]])}"
    if kind == "headline":
        return _(OF_ATLAS[parts[0]])
    known = place_names(lang)
    called = [str(known[code]) for code in parts if code in known.index]
    return " · ".join([*called, _(TITLES[kind])])


def lines(asked: Sequence[str], lang: str) -> pd.DataFrame:
    """Return records as a list to read, one line each: place, what it is, value, period."""
    _ = translator(lang)
    heads = [_("Place"), _("Figure"), _("Value"), _("Period")]
    return pd.DataFrame([vars(line(ref, lang)).values() for ref in asked], columns=heads)


def line(ref: str, lang: str, known: Printed | Derived | None = None) -> Line:
    """Return a record as a list of inputs shows it; ``known`` is the record where it is at hand.

    Raises:
        KeyError: nothing stands behind the reference.
    """
    if ref in _facts():  # they come by the hundred: their rows are at hand, with the names of place and indicator
        row = _facts()[ref]
        place, title = named(row, "place", lang), named(row, "indicator", lang)
        return Line(place, title, value_text(row, lang), period_text(row, lang))
    known, kind = known or found(ref), KINDS[kind_of(ref)]
    if isinstance(known, Derived):
        value = _worked_out(known, lang)
        if kind.name is not None:
            place, title, period = kind.name(ref, lang)
            return Line(place, title, value, period)
        code = ref.split(":")[1]
        place = str(place_names(lang).get(code, "")) or mapped_names(lang).get(code, "")
        return Line(place, say_plain(Sentence(known.formula, known.values), lang), value, "")
    row, heading = known.row, heading_of(known, lang)
    place = place_named(known, lang)
    if "date" in row.index:
        return Line(place, heading.title, heading.value, date_text(row["date"], lang) if row["date"] else "")
    period = next((str(row[name]) for name in ("year_from", "year") if name in row.index and pd.notna(row[name])), "")
    badges = [badge for badge in heading.badges if badge and badge != period]
    return Line(place, " · ".join([heading.title, *badges]), heading.value, period)


@kept_up_to(None)
def _facts() -> dict[str, pd.Series]:
    """Return the facts, described, by their references."""
    described = edition.described()
    return dict(zip(refs("fact", described["fact"]), (row for _index, row in described.iterrows()), strict=True))


def _worked_out(record: Derived, lang: str) -> str:
    return amount_text(known_amount(record), lang, exact=False)


def _source_lines(record: Printed, lang: str) -> list[tuple[str, str]]:
    """Return where a number was printed and what it means, label and text; the text is empty where nothing is known."""
    _ = translator(lang)
    row, document, indicator = record.row, record.document, record.indicator

    def own(of: pd.Series, field: str) -> str:
        return str(of[f"{field}_en" if lang == "en" else field])

    found = [
        (_("Document"), own_mark(own(document, "title"), row.get("warnings", ""), lang)),
        (_("Number"), document["doc_number"] or _("none printed")),
        (_("Issued by"), own(document, "issuer")),
        (_("Date of issue"), date_text(document["issued_on"], lang) if document["issued_on"] else _("not stated")),
        (_("Clause"), clause_and_form(row["clause"], lang) or _("not stated")),
        (_("Grade"), f"{row['grade']}: {word('grade', row['grade'], lang, 'definition')}" if row["grade"] else ""),
    ]
    if indicator is not None:
        institutions = edition.table("institutions").set_index("institution")
        unstated = _("not stated")
        bases = {"resident": _("residents (常住)"), "registered": _("registered (户籍)"), "unstated": unstated}
        found += [
            (_("Institution"), named(institutions.loc[row["subject"]], "name", lang) if row["subject"] else ""),
            (_("Condition"), own(row, "scope")),
            (_("Definition"), named(indicator, "definition", lang)),
            (_("Numerator"), own(indicator, "numerator")),
            (_("Denominator"), own(indicator, "denominator") or _("none: a count")),
            (_("Age limit"), unstated if indicator["age_basis"] == "unstated" else indicator["age_basis"]),
            (_("Population"), bases.get(indicator["population_basis"], "")),
            (_("Year"), word("period_status", row["period_status"], lang, "definition")),
        ]
    kinds = (word("document_kind", document["kind"], lang), word("authority", document["authority"], lang))
    own_text = document["authority"] == "official"
    return [
        *found,
        (_("Kind of document"), " · ".join(kinds)),
        (_("Note"), own(row, "note")),
        (_("About the document"), own(document, "note")),
        # The address of a copy is kept in the data and never given out as the source.
        (_("Address"), document["url"] if own_text else ""),
        (_("Original"), "" if own_text else _("a copy; the original was not seen")),
    ]


def _stored(ref: str) -> Printed | Derived:
    return _resolved(ref, dt.date.today())  # noqa: DTZ011 (the day of the viewer's computer, which runs the atlas)


@kept_up_to(2000)
def _resolved(ref: str, today: dt.date) -> Printed | Derived:
    """Return a record of the tables; a file that lists it asks for it several times."""
    return evidence.resolve(ref, Ground(edition.described(), edition.all_tables(), older_by_year(), today))


KINDS: dict[str, Kind] = (
    {kind: Kind(_stored) for kind in evidence.RECORDS}
    | {
        "projected": Kind(projections.projected_record, name=projections.projected_name),
        "un": Kind(validation.un_record),
        "anchored": Kind(validation.counts_record),
        "errors": Kind(validation.errors_record),
        "ageing": Kind(ageing.record),
        "programme_list": Kind(programmes.list_record),
        "programme_year": Kind(programmes.year_record),
    }
    | {kind: Kind(find, scenario.described) for kind, find in scenario.RECORDS.items()}
)
