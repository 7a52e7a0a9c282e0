"""Statuses on the real data, each looked up by hand in the document that printed the target and the result."""

import datetime as dt

import pandas as pd
import pytest

from policy.described import has_warning
from policy.evidence import gap_in_units, judgement
from policy.gap_views import bases, in_units
from policy.gaps import STATUSES, assess, ledger, own_targets
from policy.text import Amount, Name
from tests.unit.variants import fact_of, variants

Frames = dict[str, pd.DataFrame]
TODAY = dt.date(2026, 11, 22)
END_OF_2013, END_OF_2018 = dt.date(2013, 12, 31), dt.date(2018, 12, 31)
MID_2021, END_OF_2023 = dt.date(2021, 6, 30), dt.date(2023, 12, 31)


@pytest.fixture(scope="module")
def assessed(described: pd.DataFrame):
    """Assess all targets of named places as of a day; index: the target's slug."""
    targets = described[(described["kind"] == "target") & ~described["place"].str.startswith("x-")]
    book = ledger(described, targets)
    days: dict[dt.date, pd.DataFrame] = {}

    def as_of(day: dt.date) -> pd.DataFrame:
        if day not in days:
            days[day] = targets.join(assess(book, day).drop(columns="fact")).set_index("fact")
        return days[day]

    return as_of


# Target, day, status, result it rests on (empty: none), gap in the indicator's unit.
BY_HAND = {
    # 重庆: 25万 beds by 2022 (2020); "突破23.7万" in October 2024.
    "chongqing-2020-100-09": (TODAY, "missed", "chongqing-2024-013-05", 13_000),
    # 上海: at least 17.5万 institution beds by 2022; 16.36万 at the end of 2022.
    "shanghai-2019-114-04": (TODAY, "missed", "supply-shanghai-2022-02", 11_400),
    # 北京: at least 50 % nursing-type by 2022; 68 % in December 2025, the only later figure.
    "beijing-2021-048-02": (TODAY, "met", "beijing-2025-018-09", -18),
    # 福建: at least 35 beds per 1,000 by 2020; 39 in 2023.
    "fujian-2014-009-05": (TODAY, "met", "fujian-2024-014-03", -4),
    # The nation: 30 beds per 1,000 by 2015; 30.3 in 2015, as a Zhejiang text quotes it.
    "china-2014-011-02": (TODAY, "met", "zhejiang-2016-152-03", -0.3),
    # The nation: 55 % by 2025, 58.9 % in 2023 and 65.7 % in 2024.
    "china-2022-026-01": (TODAY, "already_met", "mca-bulletin-2024-02", -10.7),
    "china-2022-027-04": (TODAY, "already_met", "mca-bulletin-2024-02", -10.7),
    # 巴彦淖尔: the region's 55 % by 2025 (inherited), 58 % in 2023.
    "bayannur-2024-111-05": (TODAY, "already_met", "bayannur-2024-111-04", -3),
    # The nation: at least 73 % by 2030; 58.9 % in 2023, 65.7 % in 2024: 6.8 points a year, and 1.2 are needed.
    "china-2026-115-02": (TODAY, "on_track", "mca-bulletin-2024-02", 7.3),
    # The same 73 % in a text of grade C.
    "china-2026-090-02": (TODAY, "insufficient", "mca-bulletin-2024-02", 7.3),
    # 安徽: at least 400 embedded institutions by 2026; 93 in September 2024.
    "anhui-2024-038-03": (TODAY, "pace_needed", "anhui-2024-038-02", 307),
    # The nation: all homes provide medical service by 2030; "above 90 %" in 2019 and 2020, "nearly 90 %" in 2024.
    "china-2023-118-06": (TODAY, "lagging", "china-2024-s015-03", 10),
    # 上海: at least 400 street centres by 2022; 428 at the end of 2022, in a scraped text (C).
    "shanghai-2019-114-01": (TODAY, "insufficient", "shanghai-2023-109-11", -28),
    # 张掖: at least 65 % by 2025.
    "zhangye-2023-03": (TODAY, "no_result", "", None),
    # 武汉: 60 beds per 1,000 by 2020 and 50 by 2025; the newest result is 39 in 2019. Both are shown.
    "wuhan-2014-062-14": (TODAY, "no_result", "wuhan-2019-s071-02", 21),
    "wuhan-2022-060-05": (TODAY, "no_result", "wuhan-2019-s071-02", 11),
    # 湖南: at least 53万 beds by 2020; 43.68万 in September 2022.
    "hunan-2016-p258-03": (TODAY, "missed", "hunan-2022-s052-01", 93_200),
    # 上海: 1,600 meal sites by 2022; 1,608 at the end of that year, in a scraped text (C).
    "shanghai-2019-114-02": (TODAY, "insufficient", "shanghai-2023-109-09", -8),
    # 大庆: "20××年", the year is hidden.
    "daqing-plan-01": (TODAY, "year_redacted", "", None),
    "daqing-plan-02": (TODAY, "year_redacted", "", None),
    # 北京: 100 regional centres, no year printed; 60 in 2024, 152 in 2025.
    "beijing-2024-097-03": (TODAY, "no_year", "beijing-2025-018-01", -52),
    # 沈阳: at least 60 % by 2027.
    "shenyang-2022-105-04": (TODAY, "ahead_no_result", "", None),
    # What can be seen only on an earlier day. 福建: 31 in 2017, 33 in 2018: 2 a year, and 1 a year is needed to 35 in 2020.
    "fujian-2014-009-05 ": (END_OF_2018, "on_track", "fujian-2019-068-02", 2),
    # 重庆: 21.8万 in 2019, 22万 in 2020: 2,000 a year, and 15,000 a year are needed to 25万 in 2022.
    "chongqing-2020-100-09 ": (MID_2021, "lagging", "chongqing-2020-100-06", 30_000),
    # The nation: 19.1 beds per 1,000 in 2011, 24.4 in 2013: 2.65 a year, and 2.8 are needed to 30 in 2015.
    "china-2014-011-02 ": (END_OF_2013, "slow", "china-2013-s001-03", 5.6),
    # The nation: 93.4 % in 2017, "above 90 %" in 2020: away from all homes by 2030.
    "china-2023-118-06 ": (END_OF_2023, "reversing", "china-2021-s012-04", 10),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_a_real_target_has_the_status_its_documents_give_it(assessed, case):
    day, status, result, gap = BY_HAND[case]
    row = assessed(day).loc[case.strip()]
    assert (row["status"], row["result"]) == (status, result)
    assert row["gap"] == (pytest.approx(gap) if gap is not None else pytest.approx(float("nan"), nan_ok=True))


@pytest.mark.parametrize(
    ("slug", "value", "year"),
    [
        ("chongqing-2020-100-09", 250_000, 2022),
        ("chongqing-2024-013-05", 237_000, 2024),
        ("shanghai-2019-114-04", 175_000, 2022),
        ("beijing-2021-048-02", 50, 2022),
        ("beijing-2025-018-09", 68, 2025),
        ("china-2022-026-01", 55, 2025),
        ("china-2023-ageing-bulletin-01", 58.9, 2023),
        ("china-2026-115-02", 73, 2030),
        ("anhui-2024-038-03", 400, 2026),
        ("zhangye-2023-03", 65, 2025),
        ("shanghai-2019-114-01", 400, 2022),
        ("wuhan-2014-062-14", 60, 2020),
        ("wuhan-2022-060-05", 50, 2025),
    ],
)
def test_the_figures_the_list_speaks_of_are_those_in_the_tables(described, slug, value, year):
    row = fact_of(described, slug).iloc[0]
    assert (row["value"], row["year"]) == (value, year)


def test_every_status_word_that_today_can_show_occurs_and_the_list_has_each(assessed):
    seen = set(assessed(TODAY)["status"])
    assert seen == set(STATUSES) - {"slow", "reversing"}
    assert seen | {"slow", "reversing"} == {status for _day, status, _result, _gap in BY_HAND.values()}


def test_what_passed_its_deadline_without_a_result_is_most_of_what_can_be_judged_by_a_date(assessed):
    found = assessed(TODAY)
    counts = found["status"].value_counts()
    assert counts.idxmax() == "no_result"
    dated = len(found) - counts["no_year"] - counts["year_redacted"]
    assert counts["no_result"] > dated / 2


def test_every_redacted_year_is_in_daqing_or_sanyuan_and_none_is_judged(assessed):
    found = assessed(TODAY)
    redacted = found[found["period_status"] == "redacted"]
    assert set(redacted["status"]) == {"year_redacted"}
    assert set(redacted["place"]) == {"230600", "350403"}


def test_a_judgement_never_rests_on_a_grade_below_b_minus(assessed):
    found = assessed(TODAY)
    weak = found[found["evidence_grade"].isin(["C", "D"])]
    assert set(weak["status"]) <= {"insufficient", "no_result", "ahead_no_result", "no_year", "year_redacted"}
    assert set(found.loc[found["status"] == "insufficient", "evidence_grade"]) <= {"C", "D"}


def test_pace_is_known_only_before_the_deadline(assessed):
    found = assessed(TODAY)
    known = found[found["required"].notna()]
    assert set(known["status"]) <= {"pace_needed", "on_track", "lagging", "insufficient"}
    assert (known["year"] >= TODAY.year).all()
    assert found.at["china-2026-115-02", "required"] == pytest.approx(7.3 / 6)
    assert found.at["anhui-2024-038-03", "required"] == pytest.approx(307 / 2)
    assert found.at["china-2026-115-02", "observed"] == pytest.approx(65.7 - 58.9)
    assert found.at["china-2023-118-06", "observed"] == 0  # 90 in 2019, in 2020 and in 2024


def test_bayannur_reached_what_the_region_set_which_is_not_its_own_target(described):
    row = fact_of(described, "bayannur-2024-111-05")
    assert has_warning(row, "inherited_target").all()
    assert "bayannur-2024-111-05" not in set(own_targets(described)["fact"])


# Gaps in people and beds


def test_a_gap_per_1000_older_people_is_that_many_beds_for_the_census_count(described, curated: Frames):
    """郑州: 30 beds per 1,000 by 2015 less 20 in 2014; 1,617,392 residents aged 60+: 10 × 1,617,392 ÷ 1,000."""
    found = gap_in_units("zhengzhou-2014-010-06", TODAY, described, curated)
    assert (found.value, found.unit) == (16_174, "beds")
    assert found.inputs == (
        "fact:zhengzhou-2014-010-06",
        "fact:zhengzhou-2014-010-05",
        "population:410100:2020-11-01:resident:both:60",
    )
    assert found.values["base"] == Amount(1_617_392.0, "persons")  # noqa: PD011  (a field, no frame)


def test_a_gap_in_points_of_older_people_is_that_many_people(described, curated: Frames):
    """张掖: 65 % of those aged 65+ by 2025. Were 60 % the result, 5 % of its residents aged 65+ would be missing."""
    totals = curated["population_totals"]
    chosen = (totals["place"] == "620700") & (totals["age_from"] == 65) & (totals["date"] == "2020-11-01")
    (residents,) = totals.loc[chosen & (totals["basis"] == "resident") & (totals["sex"] == "both"), "persons"]
    target = fact_of(described, "zhangye-2023-03")
    cells = {"kind": "achieved", "value": 60.0, "comparator": "=", "year": 2025, "fact": "result"}
    facts = variants(target, {"fact": "target"}, cells)
    found = gap_in_units("target", TODAY, facts, curated)
    assert residents == 148_707
    assert (found.value, found.unit) == (7_435, "persons")  # 5 × 148,707 ÷ 100 = 7,435.35


def test_a_gap_in_points_of_beds_is_that_many_beds(described, curated: Frames):
    """北京: 50 % by 2022 and 68 % in 2025 of 11万 institution beds: 18 × 110,000 ÷ 100 = 19,800 more than promised."""
    found = gap_in_units("beijing-2021-048-02", TODAY, described, curated)
    assert (found.value, found.unit) == (-19_800, "beds")
    assert found.inputs[2] == "fact:beijing-2025-018-08"
    assert found.values == {  # noqa: PD011
        "gap": Amount(-18.0, "percentage_points"),
        "year": 2022,
        "base": Amount(110_000.0, "beds"),
        "base_year": 2025,
    }


def test_no_count_of_more_than_five_years_from_a_target_is_its_base(described, curated: Frames):
    """73 % by 2030 stands six years from the nation's newest stock of registered beds, of 2024: no beds are said."""
    with pytest.raises(KeyError):
        gap_in_units("china-2026-115-02", TODAY, described, curated)
    nearer = described.assign(year=described["year"].mask(described["fact"] == "china-2026-115-02", 2029))
    found = gap_in_units("china-2026-115-02", TODAY, nearer, curated)
    assert (found.value, found.unit) == (370_621, "beds")  # 7.3 × 5,077,000 ÷ 100
    assert found.inputs[2] == "fact:china-2025-139-04"


def test_the_page_and_the_drawer_reckon_the_same_amount(described, curated: Frames, assessed):
    found = assessed(TODAY).reset_index()
    base = bases(found, described, curated["population_totals"])
    amounts = in_units(found["gap"], found["unit"], base)
    known = [at for at in found.index if found.at[at, "result"] and base.at[at, "base_ref"]]
    assert len(known) >= 5
    for at in known:
        slug = str(found.at[at, "fact"])
        assert gap_in_units(slug, TODAY, described, curated).value == round(amounts[at]), slug


@pytest.mark.parametrize(
    "slug",
    [
        "anhui-2024-038-03",  # a count needs no base
        "zhangye-2023-03",  # no result
        "beijing-2025-018-09",  # a result, no target
        "no-such-target",
    ],
)
def test_without_a_result_or_a_base_there_is_no_gap_in_units(described, curated: Frames, slug):
    with pytest.raises(KeyError):
        gap_in_units(slug, TODAY, described, curated)


# The record behind a status


def test_the_record_says_the_status_with_its_numbers_and_rests_on_both_facts(described, curated: Frames):
    found = judgement("chongqing-2020-100-09", TODAY, described, curated)
    assert (found.value, found.unit, found.comparator) == (
        13_000,
        "beds",
        "short",
    )  # the result is a floor: at most so many
    assert found.inputs == ("fact:chongqing-2020-100-09", "fact:chongqing-2024-013-05")
    assert found.values["status"] == Name("到期未达标", "Missed")  # noqa: PD011


def test_the_record_of_a_silent_target_rests_on_the_target_alone(described, curated: Frames):
    found = judgement("zhangye-2023-03", TODAY, described, curated)
    assert (found.value, found.unit, found.comparator) == (65, "percent", ">=")
    assert found.inputs == ("fact:zhangye-2023-03",)


@pytest.mark.parametrize(
    ("day", "paced"), [(dt.date(2020, 12, 31), True), (dt.date(2022, 12, 31), True), (dt.date(2023, 1, 1), False)]
)
def test_the_record_says_a_year_until_only_before_the_deadline(described, curated: Frames, day, paced):
    found = judgement("chongqing-2020-100-10", day, described, curated)
    assert ("required" in found.values) == paced  # noqa: PD011


def test_the_records_of_all_real_targets_can_be_opened(described, curated: Frames, assessed):
    found = assessed(TODAY)
    for slug in found.index[:: max(1, len(found) // 40)]:
        record = judgement(str(slug), TODAY, described, curated)
        assert record.formula.format(**record.values)
