"""Status and gap against a second reckoning: DESIGN §3.2 in plain Python, one target at a time, from the rows alone.

Nothing of ``policy.gaps`` is used but the functions under test. A row here is a dict with the columns that count.
"""

import calendar
import datetime as dt
import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy.gaps import assess, ledger, own_targets

Row = dict[str, Any]
GRADES = ["A", "A-", "B", "B-", "C", "D"]
PLAIN: Row = {
    "place": "420100",
    "subject": "",
    "comparable_group": "nursing_bed_share",
    "indicator": "nursing_bed_share",
    "population_basis": "",
    "age_basis": "",
    "scope": "",
    "unit": "percent",
    "measure": "level",
    "polarity": "1",
    "comparator": "=",
    "date": "",
    "period_status": "stated",
    "warnings": "",
    "grade": "A",
    "issued_on": "2024-01-01",
    "is_city": True,
}
GOAL = {"fact": "target", "kind": "target", "value": 60.0, "year": 2025}
END_OF_2025, NEW_YEAR_2026 = dt.date(2025, 12, 31), dt.date(2026, 1, 1)
IN_2023, IN_2026 = dt.date(2023, 6, 1), dt.date(2026, 11, 22)


def target(**cells: Any) -> Row:
    row = PLAIN | GOAL | cells
    return {"value_high": row["value"]} | row


def result(year: int | None, value: float, **cells: Any) -> Row:
    row = PLAIN | {"fact": f"result-{year}", "kind": "achieved", "year": year, "value": value} | cells
    return {"value_high": row["value"]} | row


def frame(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows).astype({"year": "Int64"})


def found(rows: list[Row], as_of: dt.date, slug: str = "target") -> Row:
    """Return what the function under test says of one target among some facts."""
    row = judge(rows, as_of).loc[slug]
    return {str(name): value for name, value in row.items()}


def judge(rows: list[Row], as_of: dt.date) -> pd.DataFrame:
    """Return what the function under test says of every target among some facts; index: the target's slug."""
    facts = frame(rows)
    return assess(ledger(facts, facts[facts["kind"] == "target"]), as_of).set_index("fact")


# The second reckoning


def last_day(row: Row) -> dt.date | None:
    """Return the last day of the period a row names."""
    parts = [int(part) for part in (row["date"] or str(row["year"] or "")).split("-") if part]
    if not parts:
        return None
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return dt.date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def answers(goal: Row, other: Row) -> bool:
    """Tell whether a row can answer a target at all."""
    same = ("place", "subject", "comparable_group", "population_basis", "age_basis", "scope")
    never = {"per_year_quota", "cumulative", "base_changes"}
    wrong_bound = (">", ">=") if less_is_better(goal) else ("<", "<=")
    return (
        other["kind"] == "achieved"
        and other["year"] is not None
        and all(goal[name] == other[name] for name in same)
        and not never & {*goal["warnings"].split(";"), *other["warnings"].split(";")}
        and (goal["measure"] != "flow" or goal["year"] == other["year"])
        and other["comparator"] not in wrong_bound
    )


def less_is_better(goal: Row) -> bool:
    return goal["polarity"] == "-1" or goal["comparator"] in ("<", "<=")


def short_by(goal: Row, other: Row) -> float:
    """Return by how much a result is short of a target: zero or below where it reaches it."""
    down = less_is_better(goal)
    wanted = goal["value_high"] if down else goal["value"]
    if goal["comparator"] == "~":
        wanted = wanted * (1.01 if down else 0.99)
    return other["value_high"] - wanted if down else wanted - other["value"]


def reaches(goal: Row, other: Row) -> bool:
    short = short_by(goal, other)
    return short < 0 if goal["comparator"] in (">", "<") else short <= 0


def reckon(goal: Row, rows: list[Row], as_of: dt.date) -> Row:
    """Return status, result and gap of one target."""
    by_year: dict[int, Row] = {}
    for row in rows:
        if answers(goal, row) and row["year"] <= as_of.year:
            rank = (GRADES.index(row["grade"]), -int(row["issued_on"].replace("-", "")), row["fact"])
            kept = by_year.get(row["year"])
            if kept is None or rank < (
                GRADES.index(kept["grade"]),
                -int(kept["issued_on"].replace("-", "")),
                kept["fact"],
            ):
                by_year[row["year"]] = row
    years = sorted(by_year)
    in_time = [year for year in years if goal["year"] is not None and year >= goal["year"]]
    chosen = by_year[in_time[0]] if in_time else by_year[years[-1]] if years else None
    status = judged(goal, [by_year[year] for year in years], chosen, as_of)
    if status in ("met", "missed", "already_met", "on_track", "slow", "lagging", "reversing", "pace_needed"):
        assert chosen is not None
        if max(GRADES.index(goal["grade"]), GRADES.index(chosen["grade"])) > GRADES.index("B-"):
            status = "insufficient"
    return {
        "status": status,
        "result": chosen["fact"] if chosen else "",
        "gap": short_by(goal, chosen) if chosen else math.nan,
    }


def judged(goal: Row, series: list[Row], chosen: Row | None, as_of: dt.date) -> str:
    """Return the status in the words of DESIGN §3.2, whatever the grade; ``series`` has one result a year."""
    due = last_day(goal)
    if goal["period_status"] == "redacted":
        return "year_redacted"
    if due is None:
        return "no_year"
    if as_of > due:
        if chosen is None:
            return "no_result"
        if chosen["year"] >= goal["year"]:
            return "met" if reaches(goal, chosen) else "missed"
        return "already_met" if reaches(goal, chosen) else "no_result"
    if chosen is None:
        return "ahead_no_result"
    if reaches(goal, chosen):
        return "already_met"
    return pace(goal, series)


def pace(goal: Row, series: list[Row]) -> str:
    latest = series[-1]
    recent = [row for row in series if row["year"] >= latest["year"] - 5]
    years_left = goal["year"] - latest["year"]
    if len(recent) < 2 or years_left <= 0 or short_by(goal, latest) == 0:  # no pace can be reckoned
        return "pace_needed"
    first = recent[0]
    observed = (short_by(goal, first) - short_by(goal, latest)) / (latest["year"] - first["year"])
    r = observed / (short_by(goal, latest) / years_left)
    return "on_track" if r >= 1 else "slow" if r >= 0.6 else "lagging" if r >= 0 else "reversing"


# By hand

CASES: dict[str, tuple[Row, list[Row], dt.date, str]] = {
    "more is better, reached": (target(), [result(2025, 61)], IN_2026, "met"),
    "more is better, short": (target(), [result(2025, 59)], IN_2026, "missed"),
    "less is better, reached": (target(polarity="-1"), [result(2025, 59)], IN_2026, "met"),
    "less is better, short": (target(polarity="-1"), [result(2025, 61)], IN_2026, "missed"),
    "less is better, falling at the pace needed": (
        target(polarity="-1"),
        [result(2021, 68), result(2022, 66)],
        IN_2023,
        "on_track",
    ),
    "less is better, rising": (target(polarity="-1"), [result(2021, 66), result(2022, 68)], IN_2023, "reversing"),
    "a ceiling": (target(comparator="<="), [result(2025, 60)], IN_2026, "met"),
    "below a limit, on it": (target(comparator="<"), [result(2025, 60)], IN_2026, "missed"),
    "above a limit, on it": (target(comparator=">"), [result(2025, 60)], IN_2026, "missed"),
    "above a limit, past it": (target(comparator=">"), [result(2025, 60.1)], IN_2026, "met"),
    "no point": (target(), [], IN_2023, "ahead_no_result"),
    "one point": (target(), [result(2022, 45)], IN_2023, "pace_needed"),
    # 15 in 3 years are needed, 5 a year. Observed: the mean yearly change over at most the last five years.
    "two points, 5 a year": (target(), [result(2020, 35), result(2022, 45)], IN_2023, "on_track"),
    "two points, 3 a year": (target(), [result(2020, 39), result(2022, 45)], IN_2023, "slow"),
    "two points, 2.9 a year": (target(), [result(2020, 39.2), result(2022, 45)], IN_2023, "lagging"),
    "two points, no change": (target(), [result(2020, 45), result(2022, 45)], IN_2023, "lagging"),
    "two points, falling": (target(), [result(2020, 45.1), result(2022, 45)], IN_2023, "reversing"),
    "three points: the one between does not count": (
        target(),
        [result(2018, 25), result(2020, 50), result(2022, 45)],
        IN_2023,
        "on_track",
    ),
    "a point six years back does not count": (target(), [result(2016, 0), result(2022, 45)], IN_2023, "pace_needed"),
    "a point five years back counts": (target(), [result(2017, 20), result(2022, 45)], IN_2023, "on_track"),
    "two years that are one": (
        target(),
        [result(2022, 45), result(2022, 35, fact="other", grade="B")],
        IN_2023,
        "pace_needed",
    ),
    "past, nothing known": (target(), [], IN_2026, "no_result"),
    "past, an earlier result that is short": (target(), [result(2024, 59)], IN_2026, "no_result"),
    "past, an earlier result that reaches": (target(), [result(2023, 60)], IN_2026, "already_met"),
    "ahead, a result that reaches": (target(), [result(2022, 60)], IN_2023, "already_met"),
    "past, a later result": (target(), [result(2026, 61)], IN_2026, "met"),
    "past, the nearest of two later results decides": (
        target(),
        [result(2025, 59), result(2026, 61)],
        IN_2026,
        "missed",
    ),
    "past, short in its year though reached before": (
        target(),
        [result(2023, 61), result(2025, 59)],
        IN_2026,
        "missed",
    ),
    "ahead, fallen back below": (target(), [result(2020, 61), result(2022, 59)], IN_2023, "reversing"),
    "a latest value of zero, one point": (target(), [result(2022, 0)], IN_2023, "pace_needed"),
    "a latest value of zero, unchanged": (target(), [result(2020, 0), result(2022, 0)], IN_2023, "lagging"),
    "a latest value of zero, fallen": (target(), [result(2020, 9), result(2022, 0)], IN_2023, "reversing"),
    "a start from zero": (target(), [result(2020, 0), result(2022, 45)], IN_2023, "on_track"),
    "a target of zero": (target(value=0.0, polarity="-1"), [result(2025, 0)], IN_2026, "met"),
    "a redacted year": (
        target(year=None, period_status="redacted"),
        [result(2025, 99)],
        IN_2026,
        "year_redacted",
    ),
    "a redacted year, poor evidence": (
        target(year=None, period_status="redacted", grade="C"),
        [result(2025, 99)],
        IN_2026,
        "year_redacted",
    ),
    "no year": (target(year=None, period_status="none"), [result(2025, 99)], IN_2026, "no_year"),
    "a range, at its lower end": (target(comparator="range", value_high=70.0), [result(2025, 60)], IN_2026, "met"),
    "a range, below it": (target(comparator="range", value_high=70.0), [result(2025, 59)], IN_2026, "missed"),
    "a range of what should fall, at its upper end": (
        target(comparator="range", value_high=70.0, polarity="-1"),
        [result(2025, 70)],
        IN_2026,
        "met",
    ),
    "about: within 1 %": (target(comparator="~"), [result(2025, 59.4)], IN_2026, "met"),
    "about: not within 1 %": (target(comparator="~"), [result(2025, 59.39)], IN_2026, "missed"),
    "an inherited target": (target(warnings="inherited_target"), [result(2025, 59)], IN_2026, "missed"),
    "evidence at B-": (target(grade="B-"), [result(2025, 59, grade="B-")], IN_2026, "missed"),
    "a result below B-": (target(), [result(2025, 59, grade="C")], IN_2026, "insufficient"),
    "a target below B-": (target(grade="C"), [result(2022, 45)], IN_2023, "insufficient"),
    "nothing to judge below B-": (target(grade="D"), [], IN_2026, "no_result"),
    "a short result below B-, before the deadline": (target(), [result(2024, 1, grade="D")], IN_2026, "no_result"),
    "a flow of its own year": (target(measure="flow"), [result(2025, 59)], IN_2026, "missed"),
    "a flow of another year": (target(measure="flow"), [result(2024, 99), result(2026, 99)], IN_2026, "no_result"),
    "below 30 % proves nothing for a floor": (target(), [result(2025, 90, comparator="<")], IN_2026, "no_result"),
    "above 30 % proves nothing for a ceiling": (
        target(comparator="<="),
        [result(2025, 30, comparator=">")],
        IN_2026,
        "no_result",
    ),
    "above 70 % proves a floor": (target(), [result(2025, 70, comparator=">")], IN_2026, "met"),
    "a result as a range counts with its farther end": (
        target(polarity="-1"),
        [result(2025, 55, comparator="range", value_high=65.0)],
        IN_2026,
        "missed",
    ),
    "on the deadline": (target(), [], END_OF_2025, "ahead_no_result"),
    "one day after the deadline": (target(), [], NEW_YEAR_2026, "no_result"),
    "on a deadline within a year": (target(date="2025-06"), [], dt.date(2025, 6, 30), "ahead_no_result"),
    "one day after a deadline within a year": (target(date="2025-06"), [], dt.date(2025, 7, 1), "no_result"),
    "on the deadline, short in that very year": (target(), [result(2025, 59)], END_OF_2025, "pace_needed"),
    "one day after the deadline, short": (target(), [result(2025, 59)], NEW_YEAR_2026, "missed"),
    "a day moved back hides later results": (target(), [result(2022, 45), result(2024, 61)], IN_2023, "pace_needed"),
}
for warning in ("per_year_quota", "cumulative", "base_changes"):
    for which in ("target", "result", "both"):
        on_target = {"warnings": f"inferred_year;{warning}"} if which != "result" else {}
        on_result = {"warnings": warning} if which != "target" else {}
        case = (target(**on_target), [result(2025, 61, **on_result)], IN_2026, "no_result")
        CASES[f"{warning} on {which} never pairs"] = case


@pytest.mark.parametrize("name", CASES)
def test_a_status_is_what_a_hand_reckons_and_what_the_second_reckoning_says(name):
    goal, results, as_of, expected = CASES[name]
    assert reckon(goal, results, as_of)["status"] == expected
    assert found([goal, *results], as_of)["status"] == expected


@pytest.mark.parametrize("place", ["420100", "420000"])
def test_an_inherited_target_is_judged_but_never_counted_as_the_citys_own(place):
    rows = [target(warnings="inherited_target", is_city=place == "420100", place=place), result(2025, 61, place=place)]
    assert own_targets(frame(rows)).empty
    assert found(rows, IN_2026)["status"] == "met"


def test_two_targets_for_one_year_are_both_shown_and_judged_alone():
    """武汉 prints 10万 and 11.4万 beds for 2020: neither stands for the other."""
    rows = [
        target(fact="low", value=100_000.0, year=2020),
        target(fact="high", value=114_000.0, year=2020),
        result(2020, 105_000),
    ]
    assert found(rows, IN_2026, "low")["status"] == "met"
    assert found(rows, IN_2026, "high")["status"] == "missed"
    assert found(rows, IN_2026, "high")["gap"] == 9_000


def test_targets_for_two_years_share_their_results():
    rows = [target(fact="soon", value=50.0), target(fact="later", value=60.0, year=2030), result(2025, 55)]
    assert [found(rows, IN_2026, slug)["status"] for slug in ("soon", "later")] == ["met", "pace_needed"]


def test_gap_required_pace_and_observed_pace_are_those_worked_by_hand():
    row = found([target(), result(2016, 5), result(2018, 30), result(2022, 46)], IN_2023)
    assert row["gap"] == pytest.approx(14)
    assert row["required"] == pytest.approx(14 / 3)
    assert row["observed"] == pytest.approx(16 / 4)
    assert row["ratio"] == pytest.approx(4 / (14 / 3))
    assert row["evidence_grade"] == "A"


def test_after_the_deadline_no_amount_a_year_is_left_to_say():
    row = found([target(), result(2020, 40), result(2022, 46)], IN_2026)
    assert row["status"] == "no_result"
    assert row["gap"] == pytest.approx(14)
    assert math.isnan(row["required"])
    assert math.isnan(row["ratio"])


@pytest.mark.parametrize(
    ("of_target", "of_result", "worse"), [("A", "B", "B"), ("B-", "A", "B-"), ("C", "B-", "C"), ("A-", "A-", "A-")]
)
def test_the_evidence_is_as_good_as_its_weaker_half(of_target, of_result, worse):
    assert found([target(grade=of_target), result(2025, 60, grade=of_result)], IN_2026)["evidence_grade"] == worse


def test_no_targets_at_all_give_no_rows():
    facts = frame([result(2025, 60)])
    assert assess(ledger(facts, facts[facts["kind"] == "target"]), IN_2026).empty


# Made by the machine: halves, so that no rounding decides; years around the deadline

VALUES = st.integers(0, 200).map(lambda halves: halves / 2)
GRADE = st.sampled_from(["A", "A", "B", "B-", "C"])
WARNINGS = st.sampled_from(
    ["", "", "", "", "inferred_year", "base_changes", "cumulative;second_hand", "per_year_quota"]
)


@st.composite
def targets(draw: st.DrawFn, slug: str = "target", *, simple: bool = False) -> Row:
    """Return a target; a simple one has a year and can be answered."""
    value = draw(VALUES)
    comparator = draw(
        st.sampled_from([">=", "=", "<=", "range"] if simple else [">=", "=", ">", "<", "<=", "~", "range"])
    )
    cells: Row = {
        "fact": slug,
        "value": value,
        "value_high": value + draw(VALUES) if comparator == "range" else value,
        "comparator": comparator,
        "polarity": draw(st.sampled_from(["1", "1", "-1", "0"])),
        "year": draw(st.integers(2015, 2027)),
    }
    if not simple:
        cells |= {
            "warnings": draw(st.one_of(WARNINGS, st.just("inherited_target"))),
            "grade": draw(GRADE),
            "measure": draw(st.sampled_from(["level", "level", "flow"])),
            "scope": draw(st.sampled_from(["", "", "城市社区"])),
            "period_status": draw(st.sampled_from(["stated", "stated", "stated", "implied", "redacted", "none"])),
        }
        if cells["period_status"] in ("redacted", "none"):
            cells["year"] = None
        else:
            ends = ["", "", f"{cells['year']}-06", f"{cells['year']}-03-15"]
            cells["date"] = draw(st.sampled_from(ends))
    return target(**cells)


@st.composite
def results(draw: st.DrawFn, slug: str) -> Row:
    value = draw(VALUES)
    comparator = draw(st.sampled_from(["=", "=", "=", ">=", "<", "~", "range"]))
    return result(
        draw(st.one_of(st.integers(2010, 2028), st.integers(2010, 2028), st.none())),
        value,
        fact=slug,
        value_high=value + draw(VALUES) if comparator == "range" else value,
        comparator=comparator,
        warnings=draw(WARNINGS),
        grade=draw(GRADE),
        scope=draw(st.sampled_from(["", "", "", "城市社区"])),
        issued_on=draw(st.sampled_from(["2019-01-01", "2024-06-30"])),
        kind=draw(st.sampled_from(["achieved", "achieved", "achieved", "forecast"])),
    )


@st.composite
def worlds(draw: st.DrawFn) -> list[Row]:
    """Return targets and results of one place."""
    goals = [draw(targets(f"target-{at}")) for at in range(draw(st.integers(1, 3)))]
    return [*goals, *(draw(results(f"result-{at}")) for at in range(draw(st.integers(0, 7))))]


def apart(parts: list[list[Row]]) -> list[Row]:
    """Return several places' facts in one list, each place with its own code and slugs: judged in one go, which is fast."""
    return [row | {"place": f"x{at}", "fact": f"{at}/{row['fact']}"} for at, part in enumerate(parts) for row in part]


TOGETHER = 10
COUNTRIES = st.lists(worlds(), min_size=1, max_size=TOGETHER).map(apart)
DAYS = st.one_of(
    st.dates(dt.date(2012, 1, 1), dt.date(2029, 12, 31)),
    st.sampled_from([dt.date(year, *day) for year in range(2015, 2029) for day in ((12, 31), (1, 1), (6, 30), (7, 1))]),
)
few = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])


def goals_of(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["kind"] == "target"]


@few
@given(COUNTRIES, DAYS)
def test_both_reckonings_agree_whatever_is_known(rows, as_of):
    found_here = judge(rows, as_of)
    for goal in goals_of(rows):
        expected, row = reckon(goal, rows, as_of), found_here.loc[goal["fact"]]
        assert (row["status"], row["result"]) == (expected["status"], expected["result"]), goal
        assert row["gap"] == pytest.approx(expected["gap"], nan_ok=True)


@few
@given(COUNTRIES, DAYS, st.randoms())
def test_the_order_of_the_facts_does_not_matter(rows, as_of, random):
    mixed = random.sample(rows, len(rows))
    pd.testing.assert_frame_equal(judge(rows, as_of).sort_index(), judge(mixed, as_of).sort_index())


@few
@given(COUNTRIES, DAYS)
def test_doubled_counts_double_the_gap_and_leave_the_status(rows, as_of):
    doubled = [row | {"value": 2 * row["value"], "value_high": 2 * row["value_high"]} for row in rows]
    once, twice = judge(rows, as_of), judge(doubled, as_of)
    assert once["status"].tolist() == twice["status"].tolist()
    assert twice["gap"].tolist() == pytest.approx([2 * gap for gap in once["gap"]], nan_ok=True)


BETTER = {
    "met": 4,
    "already_met": 4,
    "on_track": 3,
    "slow": 2,
    "lagging": 1,
    "reversing": 0,
    "missed": 0,
    "no_result": 0,
}
SERIES = st.dictionaries(st.integers(2010, 2028), VALUES, min_size=1, max_size=5)


@few
@given(st.lists(st.tuples(targets(simple=True), SERIES, VALUES), min_size=1, max_size=TOGETHER), DAYS)
def test_a_better_result_never_gives_a_worse_status(cases, as_of):
    """The result that decides is made better; the others stay, so that the pace before it grows too."""
    parts = [[goal, *(result(year, value) for year, value in series.items())] for goal, series, _gain in cases]
    rows = apart(parts)
    gains = {f"{at}/target": gain for at, (_goal, _series, gain) in enumerate(cases)}
    before = judge(rows, as_of)
    deciding = {
        before.at[goal["fact"], "result"]: (-1 if less_is_better(goal) else 1) * gains[goal["fact"]]
        for goal in goals_of(rows)
    }
    lifted = [row | {"value": row["value"] + deciding.get(row["fact"], 0)} for row in rows]
    lifted = [row if row["kind"] == "target" else row | {"value_high": row["value"]} for row in lifted]
    after = judge(lifted, as_of)
    for slug in before.index[before["result"] != ""]:
        old, new = before.at[slug, "status"], after.at[slug, "status"]
        if old == "pace_needed":
            assert new in ("pace_needed", "already_met")
        else:
            assert BETTER[str(new)] >= BETTER[str(old)], (slug, old, new)


@few
@given(COUNTRIES, DAYS)
def test_a_day_moved_back_only_hides_what_was_known_later(rows, as_of):
    """As of a day, only results of its year and before count: dropping the later ones changes nothing."""
    kept = [row for row in rows if row["kind"] == "target" or row["year"] is None or row["year"] <= as_of.year]
    pd.testing.assert_frame_equal(judge(rows, as_of), judge(kept, as_of))
