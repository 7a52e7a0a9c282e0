"""Targets and the results that answer them: status as of a date, gap in points and in people or beds, and pace.

The rules, in the order they are asked (a target's *direction* is up unless its indicator says less is better or its
comparator is ``<=`` or ``<``; a value *reaches* a target when it lies on the promised side of it):

1. No year is printed, or it is redacted: the target cannot be judged by a date.
2. A result of the deadline year or later (the nearest one) reaches the target: met; else missed.
3. Else an earlier result that reaches it: already met, with the year of that result.
4. Deadline passed: no result was found.
5. Deadline ahead: no result yet; with one result year only the pace that is needed; with two or more the pace ratio
   r = observed / required, required = (target − latest) / (target year − latest year), observed = mean yearly change
   over at most the last five years; r ≥ 1 on track, 0.6 ≤ r < 1 slow, 0 ≤ r < 0.6 lagging, r < 0 going back.
6. A judgement (met, missed, already met, or a pace) whose evidence is graded below B- reads: evidence insufficient.

A range is reached from its nearer end; a target printed as "about" from within 1% of it. Yearly flows answer only
a target of the same year; what carries ``base_changes``, is cumulative or a quota a year answers nothing. A result
printed as a range counts with its farther end. What a result leaves open the gap leaves open, too: a result of at least so
many is short of its target by at most the difference (``gap_comparator``).
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from policy.described import GRADE_ORDER, best_first, deadline, has_warning

# A result answers a target when it speaks of the same thing in the same place.
SAME_THING = ["place", "subject", "comparable_group", "population_basis", "age_basis", "scope"]
# What is no level of the same base: it answers nothing and nothing answers it.
NEVER_PAIRED = ("per_year_quota", "cumulative", "base_changes")
ABOUT = 0.01
PACE_YEARS = 5
ON_TRACK, SLOW = 1.0, 0.6
WEAKEST_JUDGED = "B-"
STATUSES = (
    "met",
    "missed",
    "no_result",
    "already_met",
    "on_track",
    "slow",
    "lagging",
    "reversing",
    "pace_needed",
    "ahead_no_result",
    "insufficient",
    "year_redacted",
    "no_year",
)
# How a gap is meant, by the comparator of its result: results are bounded on the fulfilling side alone (``pairs``).
GAP_OF = {">=": "<=", ">": "<=", "<=": "<=", "<": "<=", "range": "<=", "~": "~"}
# Statuses that compare a result with its target.
COMPARED = ("met", "missed", "already_met", "on_track", "slow", "lagging", "reversing", "pace_needed")
MET = ("met", "already_met")
# Statuses that say what was found, not how a place is doing: no grade can weaken them.
NOT_A_JUDGEMENT = ("year_redacted", "no_year", "no_result", "ahead_no_result")


def own_targets(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the targets a city or county set itself: no inherited ones, none of unnamed places, provinces or the nation."""
    return facts[(facts["kind"] == "target") & facts["is_city"] & ~has_warning(facts, "inherited_target")]


def pairs(facts: pd.DataFrame) -> pd.DataFrame:
    """Return each target with each result of the same thing in the same place, one result a year (``best_first``).

    Columns: ``target`` and ``result`` (slugs), and ``value``, ``comparator``, ``year``, ``grade`` of both with the
    suffixes ``_target`` and ``_result``. What carries a warning of ``NEVER_PAIRED`` is left out; a flow is paired only
    with a target of the same year.
    """
    countable = facts
    for warning in NEVER_PAIRED:
        countable = countable[~has_warning(countable, warning)]
    columns = ["fact", "value", "value_high", "comparator", "year", "grade"]
    targets = countable[countable["kind"] == "target"]
    targets = targets.assign(way=direction(targets))[[*SAME_THING, *columns, "indicator", "measure", "way"]]
    results = best_first(countable[(countable["kind"] == "achieved") & countable["year"].notna()])
    found = targets.merge(
        results[[*SAME_THING, *columns]], on=SAME_THING, suffixes=("_target", "_result"), validate="m:m"
    )
    same_year = (found["year_target"] == found["year_result"]).fillna(False).astype(bool)
    found = found[(found["measure"] != "flow") | same_year]
    # "Below 30 %" cannot show that a floor was reached, nor "above" a ceiling.
    upper, lower = found["comparator_result"].isin(["<", "<="]), found["comparator_result"].isin([">", ">="])
    wrong_bound = (upper & (found["way"] > 0)) | (lower & (found["way"] < 0))
    found = found[~wrong_bound]
    found = found.rename(columns={"fact_target": "target", "fact_result": "result"})
    return found.drop_duplicates(["target", "year_result"]).reset_index(drop=True)


def direction(targets: pd.DataFrame) -> pd.Series:
    """Return +1 where more fulfils the target, −1 where less does."""
    down = (targets["polarity"] == "-1") | targets["comparator"].isin(["<=", "<"])
    return pd.Series(np.where(down, -1.0, 1.0), index=targets.index)


def limit(targets: pd.DataFrame) -> pd.Series:
    """Return the value that just reaches each target: the nearer end of a range, 1 % short of an "about"."""
    way = direction(targets)
    nearer = targets["value"].where(way > 0, targets["value_high"])
    return nearer.where(targets["comparator"] != "~", nearer * (1 - ABOUT * way))


@dataclass(frozen=True)
class Ledger:
    """Targets and their results as arrays, ready to be judged as of any date; nothing in it depends on the date.

    ``targets`` has one row each; ``pair_*`` one entry a result, ordered by target and year (``pair_target`` is the
    target's position, ``pair_slug`` the result's slug).
    """

    targets: pd.DataFrame
    due: np.ndarray
    year: np.ndarray
    way: np.ndarray
    goal: np.ndarray
    strict: np.ndarray
    redacted: np.ndarray
    grade: np.ndarray
    pair_target: np.ndarray
    pair_year: np.ndarray
    pair_value: np.ndarray
    pair_comparator: np.ndarray
    pair_grade: np.ndarray
    pair_slug: np.ndarray


def ledger(facts: pd.DataFrame, targets: pd.DataFrame) -> Ledger:
    """Return the ledger of some targets, answered by the results among all facts."""
    found = pairs(facts)
    position = pd.Series(range(len(targets)), index=targets["fact"])
    found = found.assign(at=found["target"].map(position)).dropna(subset="at").sort_values(["at", "year_result"])
    return Ledger(
        targets=targets,
        due=deadline(targets).to_numpy(),
        year=_floats(targets["year"]),
        way=direction(targets).to_numpy(),
        goal=limit(targets).to_numpy(),
        strict=targets["comparator"].isin([">", "<"]).to_numpy(),
        redacted=(targets["period_status"] == "redacted").to_numpy(),
        grade=_grade_rank(targets["grade"]),
        pair_target=found["at"].to_numpy(dtype=int),
        pair_year=_floats(found["year_result"]),
        pair_value=found["value_result"].where(found["way"] > 0, found["value_high_result"]).to_numpy(),
        pair_comparator=found["comparator_result"].to_numpy(dtype=object),
        pair_grade=_grade_rank(found["grade_result"]),
        pair_slug=found["result"].to_numpy(dtype=object),
    )


def _floats(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype=float, na_value=np.nan)


def _grade_rank(column: pd.Series) -> np.ndarray:
    return column.map({grade: rank for rank, grade in enumerate(GRADE_ORDER)}).to_numpy(dtype=int)


def assess(book: Ledger, as_of: dt.date) -> pd.DataFrame:
    """Return one row a target: its status as of a date, the evidence for it, the gap and the pace.

    Columns: ``fact`` (the target), ``status`` (one of ``STATUSES``), ``judged`` (the status before the evidence's grade
    is asked), ``result``, ``result_value``, ``result_year``, ``evidence_grade`` (the worse of both), ``gap`` (in the
    indicator's unit, positive when short) with ``gap_comparator`` (``=``, ``<=`` where the result is a bound, ``~``), ``required``
    (only before the deadline) and ``observed`` (change
    towards the target per year), ``ratio``. Index: that of the targets.

    Args:
        book: the targets and their results (``ledger``).
        as_of: the day of the judgement; results of later years are not known yet.
    """
    count = len(book.targets)
    known = np.flatnonzero(book.pair_year <= as_of.year)
    at_deadline = known[book.pair_year[known] >= book.year[book.pair_target[known]]]
    # Assignment in order leaves the last one standing: the latest year, or read backwards the earliest.
    latest = _last(known, book.pair_target, count)
    nearest = _last(at_deadline[::-1], book.pair_target, count)
    evidence = np.where(nearest >= 0, nearest, latest)
    has_result = evidence >= 0
    value, result_year = _taken(book.pair_value, evidence), _taken(book.pair_year, evidence)
    gap = book.way * (book.goal - value)
    reached = np.where(book.strict, gap < 0, gap <= 0)

    recent = known[book.pair_year[known] >= _taken(book.pair_year, latest)[book.pair_target[known]] - PACE_YEARS]
    first = _last(recent[::-1], book.pair_target, count)
    span = _taken(book.pair_year, latest) - _taken(book.pair_year, first)
    change = book.way * (_taken(book.pair_value, latest) - _taken(book.pair_value, first))
    observed = np.divide(change, span, out=np.full(count, np.nan), where=span > 0)
    passed = book.due < np.datetime64(as_of)
    left = book.year - result_year
    required = np.divide(gap, left, out=np.full(count, np.nan), where=~passed & (left > 0) & (gap > 0))
    ratio = observed / required

    judged = np.select(
        [
            book.redacted,
            np.isnat(book.due),
            passed & (nearest >= 0) & reached,
            passed & (nearest >= 0),
            has_result & reached,
            passed,
            ~has_result,
            np.isnan(ratio),
            ratio >= ON_TRACK,
            ratio >= SLOW,
            ratio >= 0,
        ],
        [
            "year_redacted",
            "no_year",
            "met",
            "missed",
            "already_met",
            "no_result",
            "ahead_no_result",
            "pace_needed",
            "on_track",
            "slow",
            "lagging",
        ],
        "reversing",
    )
    grade = np.where(
        has_result, np.maximum(book.grade, book.pair_grade[evidence] if len(book.pair_grade) else 0), book.grade
    )
    signs = np.where(has_result, book.pair_comparator[evidence] if len(book.pair_comparator) else "=", "=")
    weak = (grade > GRADE_ORDER.index(WEAKEST_JUDGED)) & ~np.isin(judged, NOT_A_JUDGEMENT)
    return pd.DataFrame(
        {
            "fact": book.targets["fact"].to_numpy(),
            "status": np.where(weak, "insufficient", judged),
            "judged": judged,
            "result": np.where(has_result, book.pair_slug[evidence] if len(book.pair_slug) else "", ""),
            "result_value": value,
            "result_year": result_year,
            "evidence_grade": np.array(GRADE_ORDER)[grade],
            "gap": gap,
            "gap_comparator": [GAP_OF.get(sign, "=") for sign in signs],
            "required": required,
            "observed": observed,
            "ratio": ratio,
        },
        index=book.targets.index,
    )


def _last(chosen: np.ndarray, owner: np.ndarray, count: int) -> np.ndarray:
    """Return for each target the last of the chosen pairs that belongs to it, −1 where none does."""
    found = np.full(count, -1)
    found[owner[chosen]] = chosen
    return found


def _taken(values: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    return np.where(chosen >= 0, values[chosen] if len(values) else np.nan, np.nan)


def overdue_without_result(facts: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """Return the own targets whose deadline has passed and for which no result was found (status ``no_result``)."""
    targets = own_targets(facts)
    return targets[assess(ledger(facts, targets), as_of)["status"] == "no_result"]


def without_deadline(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the own targets that cannot be judged by a date: the year is redacted or none is printed."""
    targets = own_targets(facts)
    return targets[deadline(targets).isna()]
