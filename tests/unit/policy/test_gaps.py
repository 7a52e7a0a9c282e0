"""Which result answers which target, as of which day: on copies of one real target and one real result."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.described import deadline
from policy.gaps import (
    NOT_A_JUDGEMENT,
    STATUSES,
    assess,
    ledger,
    overdue_without_result,
    own_targets,
    pairs,
    without_deadline,
)
from tests.unit.variants import fact_of, variants

END_OF_2025 = dt.date(2025, 12, 31)
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="session")
def target(described: pd.DataFrame) -> pd.DataFrame:
    """武汉: at least 65 % nursing-type beds by 2025."""
    return fact_of(described, "wuhan-2022-060-06").assign(value=60.0, value_high=60.0, comparator=">=", grade="A")


@pytest.fixture(scope="session")
def make(target: pd.DataFrame):
    """Make facts of one place: the target first, then a result for each further set of cells."""

    def facts(changes: dict, *results: dict) -> pd.DataFrame:
        result = {"kind": "achieved", "comparator": "=", "commitment": "not_applicable", "value": 50.0}
        return variants(target, {"fact": "target"} | changes, *(result | cells for cells in results))

    return facts


def result(year: int, value: float = 50.0, **cells: object) -> dict:
    return {"year": year, "date": str(year), "value": value} | cells


def overdue(facts: pd.DataFrame, as_of: dt.date = TODAY) -> list[str]:
    return overdue_without_result(facts, as_of)["fact"].tolist()


def test_the_deadline_is_the_last_day_of_the_period_the_text_names(target):
    rows = [
        ({"date": "2025", "year": 2025}, "2025-12-31"),
        ({"date": "2025-06", "year": 2025}, "2025-06-30"),
        ({"date": "2024-02", "year": 2024}, "2024-02-29"),
        ({"date": "2025-12", "year": 2025}, "2025-12-31"),
        ({"date": "2025-06-15", "year": 2025}, "2025-06-15"),
        ({"date": "", "year": 2025}, "2025-12-31"),
    ]
    found = deadline(variants(target, *(cells for cells, _ in rows)))
    assert found.tolist() == [pd.Timestamp(day) for _, day in rows]


@pytest.mark.parametrize("status", ["redacted", "none"])
def test_a_target_without_a_year_has_no_deadline_and_is_never_overdue(make, status):
    facts = make({"year": pd.NA, "date": "", "period_status": status})
    assert deadline(facts).isna().all()
    assert overdue(facts) == []
    assert without_deadline(facts)["fact"].tolist() == ["target"]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (dt.date(2025, 12, 30), []),
        (END_OF_2025, []),
        (dt.date(2026, 1, 1), ["target"]),
        (TODAY, ["target"]),
    ],
)
def test_a_target_is_overdue_from_the_day_after_its_deadline(make, as_of, expected):
    facts = make({"year": 2025, "date": "2025"})
    assert overdue(facts, as_of) == expected


@pytest.mark.parametrize(("as_of", "expected"), [(dt.date(2025, 6, 30), []), (dt.date(2025, 7, 1), ["target"])])
def test_a_deadline_in_june_does_not_wait_for_the_end_of_the_year(make, as_of, expected):
    assert overdue(make({"year": 2025, "date": "2025-06"}), as_of) == expected


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_result_of_the_deadline_year_or_later_answers_the_target_whatever_its_value(make, year):
    assert overdue(make({}, result(year, 1.0))) == []


@pytest.mark.parametrize("year", [2012, 2024])
def test_an_earlier_result_that_falls_short_does_not_answer_the_target(make, year):
    assert overdue(make({}, result(year, 59.9))) == ["target"]


def test_a_result_of_a_year_after_the_viewers_day_is_not_known_yet(make):
    facts = make({}, result(2026))
    assert overdue(facts, dt.date(2026, 1, 1)) == []
    assert overdue(make({}, result(2027)), TODAY) == ["target"]


@pytest.mark.parametrize(
    "cells",
    [
        {"place": "530100"},
        {"subject": "kunming-guangfu-hospital"},
        {"scope": "城市社区"},
        {"comparable_group": "nursing_bed_share_all"},
        {"population_basis": "registered"},
        {"age_basis": "65+"},
        {"warnings": "base_changes"},
        {"kind": "forecast"},
        {"year": pd.NA, "date": ""},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_a_number_about_something_else_answers_nothing(make, cells):
    facts = make({}, result(2025) | cells)
    assert pairs(facts).empty
    assert overdue(facts) == ["target"]
    assert overdue(make({}, result(2025))) == []  # the same number about the same thing does


@pytest.mark.parametrize("warning", ["per_year_quota", "cumulative"])
@pytest.mark.parametrize("of_target", [True, False], ids=["target", "result"])
def test_a_yearly_quota_or_a_running_total_never_pairs_with_a_stock(make, warning, of_target):
    warned = {"warnings": f"inferred_year;{warning}"}
    facts = make(warned if of_target else {}, result(2025) | ({} if of_target else warned))
    assert pairs(facts).empty
    assert overdue(facts) == ["target"]


@pytest.mark.parametrize(("year", "paired"), [(2024, 0), (2025, 1), (2026, 0)])
def test_what_adds_up_over_a_year_answers_only_a_target_of_that_year(make, year, paired):
    assert len(pairs(make({"measure": "flow"}, result(year) | {"measure": "flow"}))) == paired


@pytest.mark.parametrize(("comparator", "paired"), [("<", 0), ("<=", 0), ("=", 1), (">", 1), (">=", 1), ("~", 1)])
def test_an_upper_bound_cannot_show_that_a_floor_was_reached(make, comparator, paired):
    assert len(pairs(make({}, result(2025) | {"comparator": comparator}))) == paired


def test_two_results_of_one_year_give_one_pair_the_better_graded(make):
    found = pairs(make({}, result(2025, grade="C"), result(2025, grade="A"), result(2024)))
    assert set(zip(found["result"], found["year_result"], strict=True)) == {("fact-2", 2025), ("fact-3", 2024)}


@pytest.mark.parametrize(
    "cells",
    [
        {"warnings": "inherited_target;inferred_year"},
        {"place": "x-template-4", "is_city": False},
        {"place": "420000", "is_city": False},
        {"place": "000000", "is_city": False},
    ],
    ids=["inherited", "unnamed place", "province", "nation"],
)
def test_a_target_that_is_not_a_citys_own_is_not_counted_as_one(make, cells):
    facts = make(cells)
    assert own_targets(facts).empty
    assert overdue(facts) == []


def test_unnamed_places_provinces_and_the_nation_set_no_citys_own_target(described):
    own = own_targets(described)
    assert not own.empty
    assert not own["place"].str.startswith("x-").any()
    assert not own["place"].isin(["000000", "370000"]).any()
    assert "500000" in set(own["place"])  # a municipality is a city
    assert not own["warnings"].str.contains("inherited_target").any()


def test_a_later_day_never_makes_a_real_target_less_overdue_while_nothing_new_is_known(described):
    """Between two days of one year no new result becomes known, so that targets only join the list."""
    earlier = set(overdue(described, dt.date(2026, 2, 1)))
    later = set(overdue(described, dt.date(2026, 12, 31)))
    assert earlier
    assert earlier <= later


def status(facts: pd.DataFrame, as_of: dt.date) -> str:
    (found,) = assess(ledger(facts, facts[facts["fact"] == "target"]), as_of)["status"]
    return found


BEFORE = dt.date(2023, 6, 1)
STATUS_CASES = {
    "met": (TODAY, {}, [result(2025, 60.0)]),
    "missed": (TODAY, {}, [result(2025, 59.9)]),
    "no_result": (TODAY, {}, [result(2024, 59.9)]),
    "already_met": (TODAY, {}, [result(2022, 61.0)]),
    "ahead_no_result": (BEFORE, {}, []),
    "pace_needed": (BEFORE, {}, [result(2022, 45.0)]),
    # From 45 in 2022 to 60 in 2025 takes 5 a year: what was seen before is 5, 4, 1 and −1 a year.
    "on_track": (BEFORE, {}, [result(2020, 35.0), result(2022, 45.0)]),
    "slow": (BEFORE, {}, [result(2020, 37.0), result(2022, 45.0)]),
    "lagging": (BEFORE, {}, [result(2020, 43.0), result(2022, 45.0)]),
    "reversing": (BEFORE, {}, [result(2020, 47.0), result(2022, 45.0)]),
    "insufficient": (TODAY, {}, [result(2025, 60.0, grade="C")]),
    "year_redacted": (TODAY, {"year": pd.NA, "date": "", "period_status": "redacted"}, [result(2025, 60.0)]),
    "no_year": (TODAY, {"year": pd.NA, "date": "", "period_status": "none"}, [result(2025, 60.0)]),
}


def test_every_status_has_its_case():
    assert set(STATUS_CASES) == set(STATUSES)


@pytest.mark.parametrize("expected", STATUSES)
def test_a_target_has_the_status_its_results_give_it(make, expected):
    as_of, changes, results = STATUS_CASES[expected]
    assert status(make(changes, *results), as_of) == expected


@pytest.mark.parametrize("expected", NOT_A_JUDGEMENT)
def test_what_is_no_judgement_is_not_weakened_by_a_poor_grade(make, expected):
    as_of, changes, results = STATUS_CASES[expected]
    assert status(make(changes | {"grade": "D"}, *(cells | {"grade": "D"} for cells in results)), as_of) == expected


@pytest.mark.parametrize(
    ("cells", "value", "expected"),
    [
        ({"comparator": ">"}, 60.0, "missed"),
        ({"comparator": ">"}, 60.1, "met"),
        ({"comparator": "<="}, 60.0, "met"),
        ({"comparator": "<="}, 61.0, "missed"),
        ({"comparator": "<"}, 60.0, "missed"),
        ({"polarity": "-1", "comparator": "="}, 59.0, "met"),
        ({"polarity": "-1", "comparator": "="}, 61.0, "missed"),
        ({"comparator": "~"}, 59.4, "met"),
        ({"comparator": "~"}, 59.3, "missed"),
        ({"comparator": "range", "value_high": 70.0}, 60.0, "met"),
        ({"comparator": "range", "value_high": 70.0}, 59.9, "missed"),
    ],
)
def test_a_target_is_reached_on_the_side_it_promises(make, cells, value, expected):
    facts = make({"value": 60.0} | cells, result(2025, value))
    assert status(facts, TODAY) == expected


def test_a_strict_floor_is_not_shown_by_an_upper_bound_in_the_result(make):
    assert status(make({"comparator": "<="}, result(2025, 50.0, comparator=">=")), TODAY) == "no_result"


def test_gap_and_pace_are_what_a_hand_reckons(make):
    facts = make({}, result(2016, 5.0), result(2018, 30.0), result(2022, 46.0))
    row = assess(ledger(facts, facts[facts["fact"] == "target"]), BEFORE).iloc[0]
    assert row["gap"] == pytest.approx(60 - 46)
    assert row["required"] == pytest.approx((60 - 46) / (2025 - 2022))
    assert row["observed"] == pytest.approx((46 - 30) / (2022 - 2018))  # at most five years: 2016 is left out
    assert row["ratio"] == pytest.approx(row["observed"] / row["required"])
    assert (row["result"], row["result_value"], row["result_year"]) == ("fact-3", 46.0, 2022)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(2000, 2030), st.floats(0, 100)), max_size=6),
    st.dates(dt.date(2010, 1, 1), dt.date(2030, 1, 1)),
)
def test_whatever_is_known_a_target_has_one_status_and_no_result_is_its_own_list(make, results, as_of):
    facts = make({}, *(result(year, value) for year, value in results))
    found = status(facts, as_of)
    assert found in STATUSES
    assert (overdue(facts, as_of) == ["target"]) == (found == "no_result")
    known = [value for year, value in results if year <= as_of.year]
    if not known:
        assert found == ("no_result" if as_of > END_OF_2025 else "ahead_no_result")
    if found in {"met", "already_met"}:
        assert max(known) >= 60
