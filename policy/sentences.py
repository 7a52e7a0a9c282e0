"""The sentence under a chart, by rule: a template (its English text is the id) and typed values. Pages translate and format.

No causal verbs: a sentence says what is larger or smaller, by how much, as of when.
"""

from dataclasses import dataclass, field

import pandas as pd

from policy.comparability import Difference


def N_(text: str) -> str:  # noqa: N802  (the usual gettext name)
    """Mark a text for translation by the page."""
    return text


@dataclass(frozen=True)
class Amount:
    """A value with its unit and comparator, to be written in the viewer's language."""

    value: float
    unit: str
    comparator: str = "="
    value_high: float | None = None


@dataclass(frozen=True)
class Name:
    """A name kept in both languages in the data."""

    zh: str
    en: str


@dataclass(frozen=True)
class Text:
    """An interface text used as a value."""

    text: str


@dataclass(frozen=True)
class Sentence:
    """A template and the values it takes; a value is a number, an ``Amount``, a ``Name``, a ``Text`` or a tuple of these."""

    template: str
    values: dict[str, object] = field(default_factory=dict)


ASPECT_NAMES = {
    "comparable_group": N_("what is measured"),
    "kind": N_("kind of statement"),
    "population_basis": N_("population counted"),
    "age_basis": N_("age limit"),
    "scope": N_("condition"),
    "unit": N_("unit"),
    "level_of_statement": N_("place or single institution"),
    "ownership": N_("own or inherited target"),
    "counting": N_("stock, cumulative count or yearly quota"),
}


def amount(fact: pd.Series) -> Amount:
    """Return a fact's value as it was meant."""
    return Amount(float(fact["value"]), str(fact["unit"]), str(fact["comparator"]), float(fact["value_high"]))


def place_name(fact: pd.Series) -> Name:
    """Return the name of the place a fact is about."""
    return Name(str(fact["place_zh"]), str(fact["place_en"]))


def year_text(fact: pd.Series) -> object:
    """Return the year of a fact, or why there is none."""
    if fact["period_status"] == "redacted":
        return Text(N_("year redacted"))
    return int(fact["year"]) if pd.notna(fact["year"]) else Text(N_("no year"))


def guard_sentence(found: list[Difference]) -> Sentence | None:
    """Return why no rank is printed, or nothing when all numbers share one definition."""
    if not found:
        return None
    aspects = tuple(Text(ASPECT_NAMES[difference.aspect]) for difference in found)
    return Sentence(
        N_(
            "No rank is printed: the numbers differ in {aspects}. The hatched ones differ from the most common definition."
        ),
        {"aspects": aspects},
    )


def spread_sentence(facts: pd.DataFrame) -> Sentence:
    """Say how far apart the comparable places are: the largest, the smallest, and the difference.

    Args:
        facts: comparable described facts, one a place.
    """
    if facts.empty:
        return Sentence(N_("No figure was found for this choice."))
    if len(facts) == 1:
        only = facts.iloc[0]
        return Sentence(
            N_("Only {place} has a figure: {value} ({year})."),
            {"place": place_name(only), "value": amount(only), "year": year_text(only)},
        )
    by_value = facts.sort_values("value", kind="stable")
    top, low = by_value.iloc[-1], by_value.iloc[0]
    if top["value"] == low["value"]:
        return Sentence(
            N_("All {count} places print the same value: {value}."), {"count": len(facts), "value": amount(top)}
        )
    return Sentence(
        N_(
            "Of {count} places, {top} is highest with {top_value} ({top_year}) and {low} lowest with {low_value} ({low_year}): {gap} apart."
        ),
        {
            "count": len(facts),
            "top": place_name(top),
            "top_value": amount(top),
            "top_year": year_text(top),
            "low": place_name(low),
            "low_value": amount(low),
            "low_year": year_text(low),
            "gap": _gap(float(top["value"] - low["value"]), str(top["unit"])),
        },
    )


def _gap(difference: float, unit: str) -> Amount:
    return Amount(round(difference, 2), "percentage_points" if unit == "percent" else unit)


def matrix_sentence(found: pd.DataFrame, places: list[str]) -> Sentence:
    """Say how full the comparison is, and how many of its figures may not be ranked with their row.

    Args:
        found: cells of the comparison (``policy.matrix.cells``), the nation's among them.
        places: the cities chosen.
    """
    cities = found[found["place"].isin(places)]
    rows = len(cities.drop_duplicates(["topic", "kind"]))
    if not rows:
        return Sentence(N_("No figure was found for this choice. Choose other cities, a wider domain or more kinds."))
    return Sentence(
        N_(
            "{filled} of {cells} cells hold a figure for {cities} cities and {rows} rows; {odd} of them differ in definition from the rest of their row."
        ),
        {
            "filled": len(cities),
            "cells": rows * len(places),
            "cities": len(places),
            "rows": rows,
            "odd": int(cities["odd"].sum()),
        },
    )


def side_by_side_sentence(found: pd.DataFrame) -> Sentence:
    """Say how much two cities have in common (``policy.matrix.side_by_side``)."""
    rows = found.drop_duplicates(["topic", "kind"])
    shared = rows[rows["shared"]]
    return Sentence(
        N_(
            "The two print {shared} of {rows} figures in common; {odd} of those differ in definition, so they must not be read as one measure."
        ),
        {"shared": len(shared), "rows": len(rows), "odd": int(shared["odd"].sum())},
    )
