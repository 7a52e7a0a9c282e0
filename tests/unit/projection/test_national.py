"""The nation on its official counts: they are met, within the gates, by a rule that sees nothing of later years."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import projection.__main__ as command
from projection.care.scenarios import NEVER, moved_rates
from projection.checks.against_counts import LAST_KNOWN, gates, rolling
from projection.people.bases import bases
from projection.people.cohort_component import project
from projection.people.national import (
    BENT,
    GROUPS,
    MEASURES,
    anchor,
    anchored,
    errors,
    official,
    percent_off,
    year_ends,
)
from projection.people.places import BASE, inputs_of
from projection.people.rates import NATION, national_rates


@pytest.fixture(scope="module")
def rates(curated):
    return national_rates(curated["vital_rates"])


@pytest.fixture(scope="module")
def people(curated, rates):
    return bases([NATION], BASE, curated["population"], curated["population_totals"], rates)[0][0]


@pytest.fixture(scope="module")
def counts(curated):
    return official(curated["national_counts"])


@pytest.fixture(scope="module")
def found(rates, people, counts):
    return anchor(rates, people, counts)


@pytest.fixture(scope="module")
def rolled(rates, people, counts):
    return rolling(rates, people, counts)


def test_official_counts_of_all_years_come_out(found, counts):
    assert [name for name, off, most in gates(found, counts) if off > most] == []
    # 310.31 million aged 60 and over at the end of 2024, where the UN's rates gave 304.1 (bureau's release of January 2025).
    assert found.people[3, :, 60:].sum() == pytest.approx(310_310_000, rel=0.001)


def test_births_and_deaths_are_those_counted(found, counts):
    assert found.births == pytest.approx(counts["births"].to_numpy(), rel=1e-6)
    assert found.deaths == pytest.approx(counts["deaths"].to_numpy(), rel=1e-6)


def test_a_projection_by_the_anchored_rates_is_the_anchored_nation(rates, people, found, counts):
    again = year_ends(anchored(rates, found), people * found.bends, len(counts))
    assert again[0] == pytest.approx(found.people)
    assert again[2] == pytest.approx(found.deaths)


def test_each_census_group_keeps_its_sum_and_other_ages_stay(people, found):
    bent = people * found.bends
    for start, stop in GROUPS:
        assert bent[:, start:stop].sum(axis=1) == pytest.approx(people[:, start:stop].sum(axis=1))
    first, last = GROUPS[0][0], GROUPS[-1][1]
    assert (found.bends[:, :first] == 1).all()
    assert (found.bends[:, last:] == 1).all()
    assert np.ptp(found.bends[:, BENT], axis=0).max() < 0.02  # women and men are bent alike


def test_before_the_counts_nothing_moves_and_after_the_counts_mortality_keeps_its_mean_level(rates, found):
    moved = anchored(rates, found)
    census, after = found.years[0] - rates.first_year, found.years[-1] + 1 - rates.first_year
    for now, was in ((moved.mx, rates.mx), (moved.fertility, rates.fertility), (moved.migration, rates.migration)):
        assert np.array_equal(now[:census], was[:census])
    assert np.array_equal(moved.fertility[after:], rates.fertility[after:])
    level = moved.mx[after:] / rates.mx[after:]
    assert level[:, :, :30] == pytest.approx(1)
    assert level[:, :, 30:65] == pytest.approx(found.hazard.mean())
    assert level[:, :, 65:] == pytest.approx(found.hazard.mean() * found.old)
    back = anchored(rates, found, keep=False)
    assert np.array_equal(back.mx[after:], rates.mx[after:])


@pytest.mark.parametrize("place", [NATION, "370500"])
def test_mortality_goes_back_to_the_uns_the_later_the_longer_the_lever_says_and_at_its_end_never(
    curated, rates, found, place
):
    usual = dict(zip(curated["assumptions"]["assumption"], curated["assumptions"]["default"], strict=True))
    assert usual["mortality_return"] == NEVER
    tables = (2050, curated["population"], curated["population_totals"])
    inputs = inputs_of([place], *tables, anchored(rates, found))[place]
    assert moved_rates(inputs, usual) is inputs.rates

    def older(years: float) -> float:
        people = project(inputs.people, *moved_rates(inputs, usual | {"mortality_return": years})).population
        return float(people[2035 - 2020, :, 60:].sum())

    counted = [older(years) for years in (0, 1, 3, 10, 20, 35, 49, NEVER)]
    assert np.diff(counted).min() > 0
    back = inputs_of([place], *tables, anchored(rates, found, keep=False))[place]
    at_once = project(back.people, *back.rates).population[2035 - 2020, :, 60:].sum()
    # Of a place, migrants of the first rates stay: they differ by a few in a thousand.
    assert counted[0] == pytest.approx(at_once, rel=1e-12 if place == NATION else 1e-3)


def test_without_official_counts_there_is_no_way_back(curated, rates):
    usual = dict(zip(curated["assumptions"]["assumption"], curated["assumptions"]["default"], strict=True))
    inputs = inputs_of([NATION], 2050, curated["population"], curated["population_totals"], rates)[NATION]
    assert moved_rates(inputs, usual | {"mortality_return": 0.0}) is inputs.rates


def test_an_anchor_on_earlier_years_sees_nothing_of_the_later(rates, people, counts, rolled):
    other = counts.copy()
    other.loc[other.index > LAST_KNOWN[0]] *= 1.05
    moved = rolling(rates, people, other)
    first = rolled["known_to"] == LAST_KNOWN[0]
    assert moved.loc[first, "anchored"].to_numpy() == pytest.approx((rolled.loc[first, "anchored"] + 100) / 1.05 - 100)


def test_what_is_not_yet_known_is_nearer_by_the_anchor_than_by_the_uns_rates(counts, rolled):
    assert len(rolled) == 2 * sum(counts.index[-1] - last for last in LAST_KNOWN)
    assert (rolled["anchored"].abs() < rolled["un_level"].abs()).all()
    assert (rolled["un_level"].abs() < rolled["un_rates"].abs()).all()


def test_without_the_anchor_the_nation_is_two_percent_too_low(rates, people, counts):
    unanchored = year_ends(rates, people, len(counts))[0]
    assert percent_off(unanchored, 60, counts)[-2] == pytest.approx(-2.0, abs=0.1)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_year_or_a_measure_that_is_missing_is_named(curated, measure):
    rows = curated["national_counts"]
    with pytest.raises(ValueError, match=r"national_counts: .* are needed of every year from 2021 on"):
        official(rows[(rows["measure"] != measure) | (rows["year"] != 2022)])


def test_validate_fails_where_a_count_cannot_be_met_or_rates_are_spoilt(monkeypatch, capsys, curated, rates, people):
    counts = curated["national_counts"].copy()
    counts.loc[(counts["measure"] == "people_60") & (counts["year"] == 2024), "persons"] = 330_000_000
    tables = curated | {"national_counts": counts}
    monkeypatch.setattr(command, "read", tables.__getitem__)
    assert command.main(["validate"]) == 1
    assert "outside" in capsys.readouterr().out
    young = rates.mx.copy()
    young[:, :, :65] *= 5  # deaths that the counts do not have at these ages
    spoilt = replace(rates, mx=young)
    off = errors(anchor(spoilt, people, official(curated["national_counts"])), official(curated["national_counts"]))
    assert off[["people_60", "people_65"]].abs().to_numpy().max() > 0.8


def test_the_stored_counts_fall_with_age(counts):
    assert (counts["people"] > counts["people_60"]).all()
    assert (counts["people_60"] > counts["people_65"]).all()
    assert pd.Series(counts["people"]).between(1.40e9, 1.42e9).all()
