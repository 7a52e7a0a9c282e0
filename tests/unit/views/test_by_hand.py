"""Beds, carers and yuan of 2035 once more, by plain loops over single ages: nothing of the engine but its census people and rates.

What is taken as given: the people of the census by sex and age, the rates of each year, and the assumptions of the table.
"""

import math

import pytest

from views.projections import projected
from views.scenario.case import case_of
from views.scenario.state import defaults

YEAR, BASE, COUNT, RESIDENTS = 2035, 2020, 2024, 2_307_000
NATION = "000000"
VALUES = defaults()
SEXES, OPEN = (0, 1), 100
LEVELS = ("mild", "moderate", "severe")


def people_in(place: str, year: int) -> list[list[float]]:
    """Return people by sex and age, one year after the other; half of the migrants of a year come at its start, half at its end."""
    made = projected(place)
    assert made is not None
    given = made.inputs
    people = [[float(given.people[sex, age]) for age in range(OPEN + 1)] for sex in SEXES]
    for step in range(year - BASE):
        survive, moved = given.rates.survivorship[step], given.rates.migration[step]
        at_start = [[people[sex][age] + moved[sex, age] / 2 for age in range(OPEN + 1)] for sex in SEXES]
        older = [[0.0] * (OPEN + 1) for _sex in SEXES]
        for sex in SEXES:
            for age in range(1, OPEN + 1):
                older[sex][age] = at_start[sex][age - 1] * survive[sex, age]
            older[sex][OPEN] += at_start[sex][OPEN] * survive[sex, OPEN]
        births = 0.0
        for age in range(1, OPEN):
            women = (at_start[0][age] + older[0][age] + moved[0, age] / 2) / 2
            births += women * given.rates.fertility[step][age]
        ratio = given.rates.sex_ratio[step]
        born = (births / (1 + ratio), births * ratio / (1 + ratio))
        for sex in SEXES:
            older[sex][0] = born[sex] * survive[sex, 0]
        people = [[max(older[sex][age] + moved[sex, age] / 2, 0.0) for age in range(OPEN + 1)] for sex in SEXES]
    return people


def rate(level: float, slope: float, shift: float, sex: int, age: int) -> float:
    return 1 / (1 + math.exp(-(level + (shift if sex == 0 else -shift) + slope * (age + 0.5 - 80))))


def affected(people: list[list[float]], level: float, slope: float, shift: float) -> float:
    return sum(people[sex][age] * rate(level, slope, shift, sex, age) for sex in SEXES for age in range(60, OPEN + 1))


def older(people: list[list[float]]) -> float:
    return sum(people[sex][age] for sex in SEXES for age in range(60, OPEN + 1))


def level_of(people: list[list[float]], wanted: float, slope: float, shift: float) -> float:
    """Return the level at which so many are affected, by halving."""
    low, high = -20.0, 20.0
    for _halving in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if affected(people, middle, slope, shift) < wanted else (low, middle)
    return low


@pytest.fixture(scope="module")
def nation_2024() -> list[list[float]]:
    return people_in(NATION, COUNT)


@pytest.fixture(scope="module", params=["370500", "620700"], ids=["Dongying", "Zhangye"])
def place(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def people(place) -> list[list[float]]:
    return people_in(place, YEAR)


@pytest.fixture(scope="module")
def disabled(people, nation_2024) -> float:
    slope, shift = VALUES["disability_slope"], VALUES["disability_sex_shift"]
    level = level_of(nation_2024, older(nation_2024) * VALUES["disability_survey"] / 100, slope, shift)
    return affected(people, level, slope, shift) * math.exp(VALUES["disability_trend"] / 100 * (YEAR - COUNT))


def hours_carers(outside: dict[str, float]) -> float:
    hours = sum(count * VALUES[f"care_hours_{level}"] for level, count in outside.items())
    return hours / (VALUES["worker_hours"] * VALUES["productive_share"] / 100)


def split(disabled: float) -> dict[str, float]:
    parts = {level: VALUES[f"severity_{level}"] for level in LEVELS}
    return {level: disabled * part / sum(parts.values()) for level, part in parts.items()}


def test_residents_beds_and_carers_of_2035_at_current_use_are_those_worked_by_hand(
    place, people, nation_2024, disabled
):
    slope = VALUES["use_slope"]
    residents = affected(people, level_of(nation_2024, RESIDENTS, slope, 0.0), slope, 0.0)
    beds = residents / (VALUES["occupancy"] / 100)
    kinds = {who: VALUES[f"resident_{who}"] for who in (*LEVELS, "independent")}
    inside = {who: residents * part / sum(kinds.values()) for who, part in kinds.items()}
    carers = sum(count / VALUES[f"residents_per_carer_{who}"] for who, count in inside.items())
    outside = {level: count - inside[level] for level, count in split(disabled).items()}
    case = case_of(place, "")
    assert case.at("in_institution", YEAR)[0] == pytest.approx(residents, rel=0.001)
    assert case.at("beds_need", YEAR)[0] == pytest.approx(beds, rel=0.001)
    assert case.at("carers_institution", YEAR)[0] == pytest.approx(carers, rel=0.001)
    assert case.at("carers", YEAR)[0] == pytest.approx(carers + hours_carers(outside), rel=0.001)


def test_need_of_2035_and_what_kunmings_policy_pays_for_it(place, people, disabled):
    """6,000 beds stand; what is short of the need of 2030 is built by then, and the subsidies follow wages."""
    by_level = split(disabled)
    inside = {level: count * VALUES[f"institution_{level}"] / 100 for level, count in by_level.items()}
    well = (older(people) - disabled) * VALUES["independent_share"] / 100
    beds = (sum(inside.values()) + well) / (VALUES["occupancy"] / 100)
    staff = sum(count / VALUES[f"residents_per_carer_{level}"] for level, count in inside.items())
    staff += well / VALUES["residents_per_carer_independent"]
    outside = {level: count - inside[level] for level, count in by_level.items()}
    case = case_of(place, "moneed~pkkunming-2017~bs6000")
    assert case.at("beds_need", YEAR)[0] == pytest.approx(beds, rel=0.001)
    assert case.at("carers", YEAR)[0] == pytest.approx(staff + hours_carers(outside), rel=0.001)

    stand = max(beds, 6000.0, *(case.at("beds_need", year)[0] for year in range(2030, YEAR)))
    before = max(6000.0, *(case.at("beds_need", year)[0] for year in range(2030, YEAR)))
    share = (inside["moderate"] + inside["severe"]) / (sum(inside.values()) + well)
    grades = sum(
        VALUES[name] / 100 * pay
        for name, pay in (("senior_share", 1800), ("middle_share", 1200), ("junior_share", 600))
    )
    leased = VALUES["leased_share"] / 100
    yuan = (stand - before) * (share * (1 - leased) * 10_000 + leased * 5_000)
    yuan += stand * 50 * 12 + staff * VALUES["integrated_share"] / 100 * grades * 12
    grown = (1 + VALUES["price_growth"] / 100) ** (YEAR - 2026)
    assert case.at("cost", YEAR)[0] == pytest.approx(yuan * grown, rel=0.001)
