"""A reference in, the record behind the number out: what it is, its value in words, and where it was printed or how it came about.

``KINDS`` names every kind of reference once: how its record is found, and how it is named where it stands among the inputs of
another. The drawer of a page, the notes of a slide and a sheet say the same of a number, as all of them ask here.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from i18n.numbers import date as date_text
from i18n.numbers import listed, with_unit
from i18n.texts import translator
from policy import evidence
from policy.care_models import rule_words, subtree, unexplained_beds
from policy.derived import Derived
from policy.evidence import Ground, Printed
from policy.printed import is_damaged
from policy.refs import kind_of, refs
from policy.text import N_, Amount, Sentence
from views import edition, programmes, projections, validation
from views.clauses import clause_and_form
from views.edition import kept_up_to
from views.map import ageing
from views.older import older_by_year
from views.places import mapped_names, place_names
from views.scenario import records as scenario
from views.words import (
    age_text,
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
class Heading:
    """What a printed record is, its value in words, and what else says what kind of statement it is."""

    title: str
    value: str
    badges: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """How the records of a kind are found (a KeyError where there is none), and how one is headed or named.

    ``heading`` of a printed record; ``name`` gives place, title and period of a computed one, the place and the formula where
    there is none.
    """

    find: Callable[[str], Printed | Derived]
    heading: Callable[[pd.Series, str], Heading] | None = None
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
    row, heading = known.row, _heading(known, lang)
    missing = _("The original text has not been collected; the figure was taken from the source named below.")
    if row.get("finding") == "not_found":
        missing = _("Not found in the documents collected, which does not mean that there is none.")
    return Record(
        " · ".join(part for part in (_place(known, lang), heading.title) if part),
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
    row, heading = known.row, _heading(known, lang)
    place = _place(known, lang)
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


def _place(record: Printed, lang: str) -> str:
    """Return the name of the place a record is about; an assumption is about none."""
    if "place" not in record.row.index:
        return ""
    return str(place_names(lang)[record.row["place"]])


def _heading(record: Printed, lang: str) -> Heading:
    heading = KINDS[kind_of(record.ref)].heading
    if record.indicator is not None:
        return _fact(record.row, record.indicator, lang)
    if heading is None:
        raise KeyError(record.ref)
    return heading(record.row, lang)


def _fact(row: pd.Series, indicator: pd.Series, lang: str) -> Heading:
    firm = word("commitment", row["commitment"], lang) if row["kind"] == "target" else ""
    badges = (word("kind", row["kind"], lang), period_text(row, lang), firm)
    return Heading(named(indicator, "name", lang), value_text(row, lang), badges)


def _people(row: pd.Series, lang: str) -> Heading:
    _ = translator(lang)
    bases = {"resident": _("Residents (常住)"), "registered": _("Registered population (户籍)")}
    title = bases.get(row["basis"], _("Population (basis not stated)"))
    if row["sex"] != "both":  # an age group
        who = _("women") if row["sex"] == "female" else _("men")
        title = f"{title} {age_text(row['age_from'], row['age_to'])} · {who}"
    else:
        title += f" {row['age_from']}+" if row["age_from"] else ""
        title += f" · {_('urban')}" if row.get("residence") == "urban" else ""
    return Heading(title, with_unit(row["persons"], "persons", lang, exact=True), (date_text(row["date"], lang),))


def _vital(row: pd.Series, lang: str) -> Heading:
    _ = translator(lang)
    sexes = {"female": _("women"), "male": _("men"), "both": _("both sexes")}
    ages = "" if pd.isna(row["age_from"]) else age_text(row["age_from"], row["age_to"])
    value = with_unit(float(row["value"]), row["unit"], lang, exact=True)
    return Heading(word("vital_measure", row["measure"], lang), value, (str(row["year_from"]), sexes[row["sex"]], ages))


def _national(row: pd.Series, lang: str) -> Heading:
    value = with_unit(row["persons"], "persons", lang, exact=True)
    return Heading(
        word("national_measure", row["measure"], lang), value, (str(row["year"]), translator(lang)("official count"))
    )


def _node(row: pd.Series, lang: str) -> Heading:
    badges = (say_plain(rule_words(row["rule"]), lang) if row["rule"] else "", named(row, "outcome", lang))
    return Heading(word("care_level", row["level"], lang), named(row, "name", lang), badges)


def _assumption(row: pd.Series, lang: str) -> Heading:
    default, low, high = (with_unit(row[name], row["unit"], lang) for name in ("default", "low", "high"))
    return Heading(named(row, "name", lang), default, (translator(lang)("default with a source"), f"{low} – {high}"))


def _pack(row: pd.Series, lang: str) -> Heading:
    _ = translator(lang)
    value = amount_text(Amount(float(row["value"]), str(row["unit"]), str(row["comparator"])), lang)
    since = "" if pd.isna(row["from"]) else _("from {year}").format(year=row["from"])
    title = f"{named(row, 'scheme', lang)} · {named(row, 'name', lang)}"
    return Heading(title, value, (_("Subsidy or benefit policy"), since))


def _scheme(row: pd.Series, lang: str) -> Heading:
    _ = translator(lang)
    whom = {"scheme_payer": "payer", "scheme_setting": "setting", "scheme_level": "level", "scheme_insured": "insured"}
    words = {column: word(vocabulary, row[column], lang) for vocabulary, column in whom.items()}
    if pd.isna(row["value"]):
        value = words.pop("level" if row["element"] == "eligible" else "insured")
    elif row["element"] == "start":
        value = date_text(row["from"], lang)
    else:
        high = None if pd.isna(row["value_high"]) else float(row["value_high"])
        value = amount_text(Amount(float(row["value"]), str(row["unit"]), str(row["comparator"]), high), lang)
    since = _("since {date}").format(date=date_text(row["from"], lang)) if row["from"] else _("no year")
    until = _("until {date}").format(date=date_text(row["until"], lang)) if row["until"] else ""
    title = " · ".join(part for part in (word("scheme_element", row["element"], lang), *words.values()) if part)
    condition = row["condition"] if lang == "zh" else row["condition_en"]
    return Heading(title, value, (_("Long-term care insurance"), condition, since, until))


def _institution(row: pd.Series, lang: str) -> Heading:
    badges = (word("institution_kind", row["kind"], lang), beds_text(row, lang))
    return Heading(translator(lang)("Institution"), named(row, "name", lang), badges)


def _code(row: pd.Series, lang: str) -> Heading:
    _ = translator(lang)
    instrument = edition.table("instruments").set_index("instrument").loc[row["instrument"]]
    coded = pd.notna(row["level"])
    value = _("Level {level}").format(level=row["level"]) if coded else word("finding", row["finding"], lang)
    scope = {"whole": _("whole place"), "part": _("only a part of it"), "": ""}[row["scope_flag"]]
    return Heading(
        named(instrument, "name", lang),
        value,
        (named(instrument, f"level{row['level']}", lang) if coded else "", scope),
    )


def _programme(row: pd.Series, lang: str) -> Heading:
    batch = programmes.batch_name(row, lang)
    year = str(row["year"]) if pd.notna(row["year"]) else translator(lang)("no year")
    badges = (word("programme_status", row["status"], lang), year, word("list_seen", row["list_seen"], lang))
    return Heading(word("programme", row["programme"], lang), batch, badges)


def _programme_total(row: pd.Series, lang: str) -> Heading:
    title = f"{word('programme', row['programme'], lang)} · {named(row, 'name', lang)}"
    return Heading(title, with_unit(row["places"], "places", lang), (translator(lang)("places on the whole list"),))


def beds_text(row: pd.Series, lang: str) -> str:
    """Return the beds of an institution in words: total, medical, care, and the part that the text leaves unexplained."""
    _ = translator(lang)
    names = {"beds_total": _("in total"), "beds_medical": _("medical"), "beds_care": _("care")}
    parts = [
        f"{name} {with_unit(row[column], 'beds', lang)}" for column, name in names.items() if pd.notna(row[column])
    ]
    if rest := unexplained_beds(row):
        parts.append(_("{beds} not explained").format(beds=with_unit(rest, "beds", lang)))
    return listed(parts, lang)


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


HEADINGS = {
    "population": _people,
    "age": _people,
    "vital": _vital,
    "national": _national,
    "node": _node,
    "assumption": _assumption,
    "pack": _pack,
    "scheme": _scheme,
    "institution": _institution,
    "code": _code,
    "programme": _programme,
    "programme_total": _programme_total,
}
KINDS: dict[str, Kind] = (
    {kind: Kind(_stored, HEADINGS.get(kind)) for kind in evidence.RECORDS}
    | {
        "projected": Kind(projections.projected_record, name=projections.projected_name),
        "un": Kind(validation.un_record),
        "anchored": Kind(validation.counts_record),
        "errors": Kind(validation.errors_record),
        "ageing": Kind(ageing.record),
        "programme_list": Kind(programmes.list_record),
        "programme_year": Kind(programmes.year_record),
    }
    | {kind: Kind(find, HEADINGS.get(kind), scenario.described) for kind, find in scenario.RECORDS.items()}
)
