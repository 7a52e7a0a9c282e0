"""Correcting what was read: what each field offers, and the figure that follows from what stands in them."""

import re
from dataclasses import dataclass, replace

from i18n import numbers
from i18n.texts import translator
from loaders.policy_text.candidates import Candidate
from views import edition
from views.add.figures import indicator_names
from views.add.review import Figure
from views.edition import kept_up_to
from views.words import bracketed, kind_names, word_names

NEW = "new"  # in place of an indicator: one that the codebook does not have
DAY = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:[-年./](?P<month>1[0-2]|0?[1-9])(?:[-月./](?P<day>3[01]|[12]\d|0?[1-9])日?|月)?|年)?"
)
LONGEST_NAME, LONGEST_SCOPE = 60, 60  # letters


@dataclass(frozen=True)
class Typed:
    """What stands in the fields: codes as they are, numbers and dates as a person writes them."""

    indicator: str
    name: str
    unit: str
    kind: str
    comparator: str
    value: str
    value_high: str
    date: str
    place: str
    scope: str
    commitment: str


@kept_up_to(None)
def indicators(lang: str) -> dict[str, str]:
    """Return what an indicator can be, by slug: those of the codebook with their unit, and a new one."""
    table, names = edition.table("indicators"), indicator_names(lang)
    units = dict(zip(table["indicator"].astype(str), table["unit"].astype(str), strict=True))
    _ = translator(lang)
    named = {slug: bracketed(name, numbers.unit_name(units[slug], lang), lang) for slug, name in names.items()}
    return {NEW: _("A new indicator"), **named}


def indicators_for(figure: Candidate, lang: str) -> dict[str, str]:
    """Return what the indicator of a figure can be, the ones read in the text first."""
    offered = indicators(lang)
    first = [slug for slug in (figure.indicator or NEW, figure.runner_up) if slug in offered]
    return {slug: offered[slug] for slug in dict.fromkeys([*first, *offered])}


@kept_up_to(None)
def unit_of(indicator: str) -> str:
    """Return the unit of an indicator of the codebook; empty for any other."""
    table = edition.table("indicators")
    return next(iter(table.loc[table["indicator"] == indicator, "unit"].astype(str)), "")


@kept_up_to(None)
def units(lang: str) -> dict[str, str]:
    """Return the units that a new indicator can have, those most used first; of units of one name the most used one."""
    used = edition.table("indicators")["unit"].astype(str).value_counts().index
    named: dict[str, str] = {}
    for unit in used:
        if unit in numbers.UNITS:
            named.setdefault(numbers.unit_name(unit, lang) or unit, unit)
    return {unit: name for name, unit in named.items()}


def kinds(lang: str) -> dict[str, str]:
    """Return the kinds of statement."""
    return kind_names(lang)


def commitments(lang: str) -> dict[str, str]:
    """Return how firm a target can be."""
    return {code: name for code, name in word_names("commitment", lang).items() if code != "not_applicable"}


def comparators(lang: str) -> dict[str, str]:
    """Return what can stand before a number, in words."""
    _ = translator(lang)
    return {"=": "=", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": _("about"), "range": _("range")}


def shown(figure: Figure, lang: str) -> Typed:
    """Return what the fields hold for a figure before anything is typed."""
    read = figure.read
    return Typed(
        read.indicator or NEW,
        read.name[:LONGEST_NAME],
        read.unit,
        read.kind,
        read.comparator,
        numbers.number(read.value, lang),
        numbers.number(read.value_high, lang) if read.comparator == "range" else "",
        read.date or ("" if read.year is None else str(read.year)),
        read.place,
        figure.scope,
        read.commitment,
    )


def corrected(figure: Figure, typed: Typed, lang: str) -> tuple[Figure, str]:
    """Return the figure that what is typed makes of one, and a sentence where it makes none (then the figure is as it was)."""
    _ = translator(lang)
    new = typed.indicator == NEW
    unit = typed.unit if new else unit_of(typed.indicator)
    value, high = _number(typed.value), _number(typed.value_high)
    if value is None:
        return figure, _("The value “{typed}” is no number: write it like 65, 5.04万 or 50,400.").format(
            typed=typed.value
        )
    if typed.comparator == "range" and (high is None or high < value):
        return figure, _("A range needs an upper end that is not below its lower end.")
    if typed.date.strip() and not DAY.fullmatch(typed.date.strip()):
        return figure, _("The date “{typed}” cannot be read: write it like 2025, 2025-12 or 2025-12-31.").format(
            typed=typed.date
        )
    if new and not typed.name.strip():
        return figure, _("A new indicator needs a name.")
    year, date = day_of(typed.date)
    dated = (year, date) != (figure.read.year, figure.read.date)
    read = replace(
        figure.read,
        indicator="" if new else typed.indicator,
        indicator_score=1.0,
        name=typed.name.strip() if new else figure.read.name,
        unit=unit,
        kind=typed.kind,
        comparator=typed.comparator,
        value=value,
        value_high=value if high is None or typed.comparator != "range" else high,
        year=year,
        date=date,
        period_status=("none" if year is None else "stated") if dated else figure.read.period_status,
        place=typed.place,
        commitment=typed.commitment if typed.kind == "target" else "not_applicable",
    )
    return Figure(read, " ".join(typed.scope.split())), ""


def day_of(typed: str) -> tuple[int | None, str]:
    """Return the year and the date (as finely as typed) of what a person writes: 2025, 2025年12月, 2025-12-31; none for an empty text."""
    found = DAY.fullmatch(typed.strip())
    if not found:
        return None, ""
    parts = [found["year"], *(f"{int(found[name]):02}" for name in ("month", "day") if found[name])]
    return int(found["year"]), "-".join(parts)


def _number(typed: str) -> float | None:
    found = numbers.typed_number(typed)
    return None if found is None else float(found)
