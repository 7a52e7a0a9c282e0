"""The sentence under a chart, by rule: a template (its English text is the id) and typed values. Pages translate and format.

No causal verbs: a sentence says what is larger or smaller, by how much, as of when.
"""

from dataclasses import dataclass, field

import pandas as pd

from policy.care_models import Verdict
from policy.comparability import Difference


def N_(text: str) -> str:  # noqa: N802  (the usual gettext name)
    """Mark a text for translation by the page."""
    return text


@dataclass(frozen=True)
class Amount:
    """A value with its unit and comparator, to be written in the viewer's language.

    ``rounded``: it was worked out, so that a big one is written as short in a sentence as on a card: 30.6 million yuan.
    """

    value: float
    unit: str
    comparator: str = "="
    value_high: float | None = None
    rounded: bool = False


@dataclass(frozen=True)
class Name:
    """A name kept in both languages in the data."""

    zh: str
    en: str


@dataclass(frozen=True)
class Counted:
    """A name with how often it occurs."""

    name: Name
    count: int


@dataclass(frozen=True)
class Text:
    """An interface text used as a value."""

    text: str


@dataclass(frozen=True)
class Sentence:
    """A template and the values it takes; a value is a number, an ``Amount``, ``Name``, ``Text``, ``Sentence`` or a tuple of these."""

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


def mixed_sentence(found: list[Difference]) -> Sentence | None:
    """Return in what the numbers of a chart differ, or nothing when all share one definition."""
    if not found:
        return None
    aspects = tuple(Text(ASPECT_NAMES[difference.aspect]) for difference in found)
    return Sentence(
        N_("These numbers differ in {aspects}: read each with its definition, not against each other."),
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
    # Only the noise of the subtraction is rounded away: rates per 1,000 have four decimals and more.
    return Amount(round(difference, 6), "percentage_points" if unit == "percent" else unit)


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


def dumbbell_sentence(results: pd.DataFrame, targets: pd.DataFrame) -> Sentence:
    """Say how many places have a target, a result, or both, and where the widest comparable gap is."""
    both = targets[~targets["odd"]].merge(
        results[~results["odd"]][["place", "comparable_group", "value"]],
        on=["place", "comparable_group"],
        suffixes=("", "_result"),
    )
    both = both.assign(gap=both["value"] - both["value_result"]).sort_values("gap", kind="stable")
    values: dict[str, object] = {
        "targets": targets["place"].nunique(),
        "results": results["place"].nunique(),
        "both": both["place"].nunique(),
    }
    counts = N_("{targets} places have a target, {results} a result, {both} both by the same definition.")
    if both.empty or both["gap"].iloc[-1] <= 0:
        return Sentence(counts, values)
    widest = both.iloc[-1]
    return Sentence(
        N_(
            "{targets} places have a target, {results} a result, {both} both by the same definition; "
            "the widest gap is {place}'s: {gap} between its newest result and its target for {year}."
        ),
        values
        | {
            "place": place_name(widest),
            "gap": _gap(float(widest["gap"]), str(widest["unit"])),
            "year": year_text(widest),
        },
    )


def status_sentence(assessed: pd.DataFrame, names: dict[str, Name]) -> Sentence:
    """Say how many targets have which status, the most frequent first."""
    if assessed.empty:
        return Sentence(N_("No target fits this choice."))
    counts = assessed["status"].value_counts()
    parts = tuple(Counted(names[str(status)], int(count)) for status, count in counts.items())
    return Sentence(N_("{count} targets: {parts}."), {"count": len(assessed), "parts": parts})


def silent_sentence(silent: pd.DataFrame) -> Sentence:
    """Say how many own targets of how many cities have passed their deadline without a result, and who has the most."""
    if silent.empty:
        return Sentence(N_("No target fits this choice."))
    most = silent["place"].value_counts()
    first = silent[silent["place"] == most.index[0]].iloc[0]
    return Sentence(
        N_(
            "{count} targets of {cities} cities have passed their deadline and no result was found; most are {place}'s ({most})."
        ),
        {"count": len(silent), "cities": len(most), "place": place_name(first), "most": int(most.iloc[0])},
    )


def model_sentence(tree: pd.DataFrame) -> Sentence:
    """Say how a model is built: its modes, components, rules and examples."""
    counts = tree["level"].value_counts()
    return Sentence(
        N_(
            "{modes} modes, {components} components, {rules} rules and {examples} examples, as one document prints them."
        ),
        {
            name: int(counts.get(level, 0))
            for name, level in (
                ("modes", "mode"),
                ("components", "component"),
                ("rules", "rule"),
                ("examples", "example"),
            )
        },
    )


def services_sentence(found: pd.DataFrame) -> Sentence:
    """Say how many services how many modes name, and which service is named most often."""
    return Sentence(
        N_("{modes} modes name {services} kinds of service between them, {marks} times in all."),
        {"modes": found["mode"].nunique(), "services": found["service"].nunique(), "marks": len(found)},
    )


def institutions_sentence(institutions: pd.DataFrame) -> Sentence:
    """Say how many institutions are named, of how many a bed number is printed, and how many splits do not add up."""
    split = institutions[["beds_total", "beds_medical", "beds_care"]].notna()
    whole = institutions[split.all(axis=1)]
    uneven = (whole["beds_total"] != whole["beds_medical"] + whole["beds_care"]).sum()
    return Sentence(
        N_(
            "{named} institutions are named, {beds} with a number of beds; of {split} full splits into medical and care beds {uneven} does not add up."
        ),
        {"named": len(institutions), "beds": int(split.any(axis=1).sum()), "split": len(whole), "uneven": int(uneven)},
    )


def verdict_sentence(verdicts: list[Verdict], names: dict[str, Name]) -> Sentence:
    """Say which mode the rules put an institution in, or that they are silent or fit more than one."""
    decided = tuple(names[mode] for mode in dict.fromkeys(v.mode for v in verdicts if v.state == "decided"))
    open_modes = tuple(
        names[mode] for mode in dict.fromkeys(v.mode for v in verdicts if v.state in ("possible", "unknown"))
    )
    values: dict[str, object] = {"modes": decided, "open": open_modes, "count": len(decided)}
    if len(decided) > 1:
        return Sentence(
            N_("The rules fit {count} modes at once: {modes}. The document does not say which goes first."), values
        )
    if decided:
        return Sentence(N_("By its rules: {modes}."), values)
    if open_modes:
        return Sentence(
            N_("No rule decides; open remain: {open}. The text gives no measure, or a figure is missing."), values
        )
    return Sentence(N_("The rules are silent: none of them speaks of such an institution."), values)


def instruments_sentence(codes: pd.DataFrame) -> Sentence:
    """Say how many of the looked-for instruments were found, and how many of those are in force or quantified."""
    coded = codes[codes["finding"] == "coded"]
    return Sentence(
        N_(
            "{coded} of {looked} codes were found for {places} places; {firm} of them are in force or carry a number or date."
        ),
        {
            "coded": len(coded),
            "looked": len(codes),
            "places": codes["place"].nunique(),
            "firm": int((coded["level"] == 3).sum()),
        },
    )


def pair_sentence(pair: pd.DataFrame, differing: int) -> Sentence:
    """Say how many instruments two places both use, and in how many the level differs."""
    both = (pair["level_0"].notna() & pair["level_1"].notna()).sum()
    return Sentence(
        N_("Both use {both} of {all} instruments, {differing} of them at different levels."),
        {"both": int(both), "all": len(pair), "differing": differing},
    )


def money_sentence(rules: pd.DataFrame) -> Sentence:
    """Say how many rules of how many places share this unit, and the span of years they are of."""
    years = rules["year"].dropna()
    if years.empty:
        return Sentence(
            N_("{rules} rules of {places} places, none with a year."),
            {"rules": len(rules), "places": rules["place"].nunique()},
        )
    return Sentence(
        N_(
            "{rules} rules of {places} places, set between {first} and {last}; they differ in whom and what they cover."
        ),
        {"rules": len(rules), "places": rules["place"].nunique(), "first": int(years.min()), "last": int(years.max())},
    )
