"""Targets and the results that answer them: what has passed its deadline, and what no result was found for."""

import datetime as dt

import pandas as pd

from policy.described import deadline, has_warning

# A result answers a target when it speaks of the same thing in the same place.
SAME_THING = ["place", "subject", "comparable_group", "population_basis", "age_basis", "scope"]


def own_targets(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the targets a city or county set itself: no inherited ones, none of unnamed places, provinces or the nation."""
    return facts[(facts["kind"] == "target") & facts["is_city"] & ~has_warning(facts, "inherited_target")]


def pairs(facts: pd.DataFrame) -> pd.DataFrame:
    """Return each target with each result of the same thing in the same place: columns ``target``, ``result`` (slugs), and both values and years.

    A yearly quota is never paired with a stock: both sides must count alike.
    """
    counted = facts.assign(
        quota=has_warning(facts, "per_year_quota"),
        cumulative=has_warning(facts, "cumulative"),
        due=deadline(facts),
    )
    columns = ["fact", "value", "comparator", "year", "due", "quota"]
    targets = counted[counted["kind"] == "target"][[*SAME_THING, *columns, "indicator", "polarity"]]
    results = counted[(counted["kind"] == "achieved") & ~counted["cumulative"]][[*SAME_THING, *columns]]
    found = targets.merge(results, on=SAME_THING, suffixes=("_target", "_result"), validate="m:m")
    found = found[~found["quota_target"] & ~found["quota_result"]]
    return found.rename(columns={"fact_target": "target", "fact_result": "result"})


def overdue_without_result(facts: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """Return the own targets whose deadline has passed by ``as_of`` and for which no result from the deadline year or later was found.

    A target without a known year (none printed, or redacted) has no deadline and is never in the list.
    """
    targets = own_targets(facts)
    passed = targets[deadline(targets) < pd.Timestamp(as_of)]
    found = pairs(facts)
    answered = found[found["year_result"] >= found["year_target"]]["target"]
    return passed[~passed["fact"].isin(answered)]


def without_deadline(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the own targets that cannot be judged by a date: the year is redacted or none is printed."""
    targets = own_targets(facts)
    return targets[deadline(targets).isna()]
