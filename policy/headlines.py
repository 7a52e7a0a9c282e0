"""The four big numbers of the first screen, each with its formula and inputs."""

import datetime as dt

import pandas as pd

from policy.calendar import NATION
from policy.derived import Derived
from policy.described import best_first
from policy.gaps import overdue_without_result, own_targets, without_deadline
from policy.refs import refs
from policy.text import N_, Sentence

HEADLINES = ("places", "facts", "overdue", "nursing_2030")
OFFICIAL_GRADES = ("A", "A-")


def headline(name: str, facts: pd.DataFrame, as_of: dt.date) -> Derived:
    """Return one big number.

    Raises:
        KeyError: there is no headline of that name, or no figure for it.
    """
    if name == "places":
        cities = facts[facts["is_city"]]
        first = cities.drop_duplicates("place")
        return Derived(
            len(first), "places", N_("number of cities and counties with at least one figure"), {}, _refs(first)
        )
    if name == "facts":
        official = facts[facts["grade"].isin(OFFICIAL_GRADES)]
        return Derived(
            len(facts),
            "figures",
            N_(
                "number of figures; {official} of them of grade A or A- (an official text, its opening, or a complete copy)"
            ),
            {"official": len(official)},
            _refs(facts),
        )
    if name == "overdue":
        overdue = overdue_without_result(facts, as_of)
        return Derived(
            len(overdue),
            "targets",
            N_(
                "own targets of cities and counties whose deadline has passed and for which no result from that year or later "
                "was found; all own targets: {targets}; no deadline known: {undated}"
            ),
            {"targets": len(own_targets(facts)), "undated": len(without_deadline(facts))},
            _refs(overdue),
        )
    if name == "nursing_2030":
        target = best_first(
            facts[
                (facts["place"] == NATION)
                & (facts["indicator"].str.startswith("nursing_bed_share"))
                & (facts["kind"] == "target")
                & (facts["year"] == 2030)
            ]
        )
        if target.empty:
            raise KeyError(name)
        row = target.iloc[0]
        return Derived(
            float(row["value"]),
            "percent",
            N_("the nation's target for the nursing-bed share of care beds by 2030, as printed"),
            {},
            _refs(target),
            str(row["comparator"]),
        )
    raise KeyError(name)


def overview_sentence(facts: pd.DataFrame, as_of: dt.date) -> Sentence:
    """Say in words what the first screen shows."""
    targets, overdue, undated = own_targets(facts), overdue_without_result(facts, as_of), without_deadline(facts)
    return Sentence(
        N_(
            "Of {targets} targets that cities and counties set themselves, {overdue} have passed their deadline and no result "
            "was found in the documents at hand; {undated} more cannot be judged by a date, as their year is redacted or "
            "not printed."
        ),
        {"targets": len(targets), "overdue": len(overdue), "undated": len(undated)},
    )


def coverage_sentence(achieved: pd.DataFrame, targets: pd.DataFrame) -> Sentence:
    """Say how many crossings of the coverage chart hold a result, a target, or both.

    Args:
        achieved: the results shown, one a place and topic (``policy.matrix.cells``).
        targets: the targets shown.
    """
    crossings = [set(zip(part["place"], part["topic"], strict=True)) for part in (achieved, targets)]
    return Sentence(
        N_(
            "In these rows {achieved} results and {targets} targets are known; only {both} times both for the same city and topic."
        ),
        {"achieved": len(crossings[0]), "targets": len(crossings[1]), "both": len(crossings[0] & crossings[1])},
    )


def _refs(facts: pd.DataFrame) -> tuple[str, ...]:
    return tuple(refs("fact", facts["fact"]))
