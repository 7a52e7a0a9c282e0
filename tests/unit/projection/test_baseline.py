"""Base structures: groups are met exactly, the seed shapes what lies within, and bad input is answered."""

import logging

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projection.people.baseline import (
    STRUCTURES,
    births_seed,
    fitted_to_sexes,
    from_broad_groups,
    from_shares,
    ungrouped,
    whole_shares,
)
from projection.people.cohort_component import AGES
from projection.people.life_table import life_table
from tests.unit.synthetic_places import AGE, gompertz, synthetic

CENSUS = np.array([0, 1, *range(5, 90, 5)])
SEED = life_table(gompertz()).person_years
PERSONS = st.lists(st.integers(0, 100_000), min_size=len(CENSUS), max_size=len(CENSUS)).filter(any)


@given(PERSONS)
def test_single_ages_add_up_to_their_groups_and_nobody_is_negative(groups):
    people = ungrouped(groups, CENSUS, SEED)
    np.testing.assert_allclose(np.add.reduceat(people, CENSUS, axis=-1), [groups] * 2, rtol=1e-9, atol=1e-9)
    assert (people >= 0).all()


def test_groups_of_the_seed_give_back_the_seed():
    np.testing.assert_allclose(ungrouped(np.add.reduceat(SEED, CENSUS, axis=-1), CENSUS, SEED), SEED, rtol=1e-12)


def test_places_together_are_each_alone():
    groups = np.random.default_rng(3).uniform(10, 1000, (4, 2, len(CENSUS)))
    np.testing.assert_array_equal(ungrouped(groups, CENSUS, SEED)[2], ungrouped(groups[2], CENSUS, SEED))


def test_a_trough_of_births_stands_at_the_ages_of_its_cohorts():
    births = np.full(80, 1000.0)
    births[1960 - 1950] = 100.0
    seed = births_seed(births, 1950, 2020.5, np.ones((2, AGES)))
    # Born in 1960: half of those aged 59 on 1 July 2020, and half of those aged 60.
    np.testing.assert_allclose(seed[0, 57:63], [1000, 1000, 550, 550, 1000, 1000])
    people = ungrouped(np.add.reduceat(seed, CENSUS, axis=-1) * 1.3, CENSUS, seed)
    np.testing.assert_allclose(people, seed * 1.3)


def test_the_twelve_months_before_a_date_share_two_calendar_years():
    births = np.arange(1950.0, 2021)
    seed = births_seed(births, 1950, 2020.75, np.ones((2, AGES)))
    assert seed[0, 0] == pytest.approx(0.75 * 2020 + 0.25 * 2019)
    assert seed[0, 90] == pytest.approx(1952)  # before the series: the mean of its first five years


def test_births_that_end_too_early_are_refused():
    with pytest.raises(ValueError, match="births end in 2019; a structure of 2020"):
        births_seed(np.ones(70), 1950, 2020.5, SEED)


@given(st.integers(0, 2**32 - 1))
def test_broad_groups_are_met_exactly_and_each_age_keeps_the_seeds_sex_ratio(seed):
    rng = np.random.default_rng(seed)
    starts = [0, 15, 60, 65]
    groups = np.add.reduceat(SEED.sum(0), starts) * rng.uniform(0.5, 2, 4)
    people = from_broad_groups(groups, starts, SEED)
    np.testing.assert_allclose(np.add.reduceat(people.sum(0), starts), groups, rtol=1e-10)
    np.testing.assert_allclose(people[1] / people[0], SEED[1] / SEED[0])


def test_broad_groups_of_a_younger_place_come_nearer_its_truth_than_the_seed_alone():
    truth = SEED * np.exp(-AGE / 120)
    starts = [0, 15, 60, 65]
    groups = np.add.reduceat(truth.sum(0), starts)
    scaled = SEED.sum(0) * np.repeat(groups / np.add.reduceat(SEED.sum(0), starts), np.diff([*starts, AGES]))
    found = from_broad_groups(groups, starts, SEED).sum(0)
    ages = slice(40, 90)
    assert abs(found - truth.sum(0))[ages].sum() < 0.5 * abs(scaled - truth.sum(0))[ages].sum()


def test_given_totals_by_sex_are_met_and_ages_stay():
    people = synthetic(3, 1).population
    total = people.sum()
    fitted = fitted_to_sexes(people, [0.47 * total, 0.53 * total])
    np.testing.assert_allclose(fitted.sum(1), [0.47 * total, 0.53 * total], rtol=1e-10)
    np.testing.assert_allclose(fitted.sum(0), people.sum(0), rtol=1e-10)
    with pytest.raises(ValueError, match="they must be equal"):
        fitted_to_sexes(people, [total, total])


def test_shares_off_by_rounding_are_scaled_and_logged(caplog):
    with caplog.at_level(logging.INFO):
        shares = whole_shares([17.9, 63.3, 5.2, 13.3])
    assert shares.sum() == pytest.approx(1)
    assert "shares sum to 99.70 %" in caplog.text


def test_a_total_and_shares_make_the_same_people_as_the_counts():
    counts = np.add.reduceat(SEED.sum(0), [0, 15, 60, 65]) * [1, 1.2, 0.9, 0.8]
    shares = 100 * counts / counts.sum()
    by_counts = from_broad_groups(counts, [0, 15, 60, 65], SEED)
    np.testing.assert_allclose(from_shares(counts.sum(), shares, [0, 15, 60, 65], SEED), by_counts, rtol=1e-6)
    with pytest.raises(ValueError, match="points off 100"):
        from_shares(1000, shares + 1, [0, 15, 60, 65], SEED)


def test_the_limit_of_rounding_is_half_a_point():
    assert whole_shares([60.0, 40.5]).sum() == pytest.approx(1)
    with pytest.raises(ValueError, match=r"the shares sum to 100\.60 %"):
        whole_shares([60.0, 40.6])
    with pytest.raises(ValueError, match="missing or negative"):
        whole_shares([101.0, -1.0])


def test_a_poorer_structure_has_a_larger_error():
    errors = [(s.error60, s.error80) for s in STRUCTURES.values()]
    assert errors == sorted(errors)
    assert list(STRUCTURES) == ["S1", "S2", "S3", "S4"]


@pytest.mark.parametrize(
    ("groups", "starts", "sentence"),
    [
        ([1, 2], [0, 5, 10], "begin at"),
        ([1, 2], [1, 5], "begin at 0"),
        ([1, 2], [0, 0], "rise"),
        ([1, 2], [0, 101], "100 or below"),
        ([1, -2], [0, 60], "missing or negative"),
        ([1, np.nan], [0, 60], "missing or negative"),
    ],
)
def test_groups_that_make_no_structure_are_refused(groups, starts, sentence):
    with pytest.raises(ValueError, match=sentence):
        ungrouped(groups, starts, SEED)
    with pytest.raises(ValueError, match=sentence):
        from_broad_groups(groups, starts, SEED)


def test_an_empty_broad_group_is_refused():
    with pytest.raises(ValueError, match="empty"):
        from_broad_groups([10, 0], [0, 60], SEED)
