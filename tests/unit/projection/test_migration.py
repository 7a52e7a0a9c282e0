"""Net migration: what two censuses imply, what is carried on, and what must add up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projection.people.cohort_component import AGES, FEMALE, project
from projection.people.migration import (
    carried_on,
    census_ratio,
    consistent,
    model_schedule,
    residual,
    survivors,
    yearly_rates,
)
from tests.unit.synthetic_places import synthetic

SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS)
def test_a_closed_place_has_no_residual_at_the_ages_that_were_counted_twice(seed):
    inputs = synthetic(seed, 10, migrants=0)
    after = project(*inputs).population[-1]
    moved = residual(inputs.population, after, inputs.survivorship)
    np.testing.assert_allclose(moved[:, 10:], 0, atol=1e-9)
    assert abs(moved[:, :10]).max() < 1e-9


@given(SEEDS)
def test_arrivals_at_the_last_moment_are_found_as_they_came(seed):
    inputs = synthetic(seed, 10, migrants=0)
    after = project(*inputs).population[-1]
    arrived = np.where(np.arange(AGES) >= 10, 7.0, 0.0)
    moved = residual(inputs.population, after + arrived, inputs.survivorship)
    np.testing.assert_allclose(moved[:, 10:], 7.0)
    women = (after + arrived)[FEMALE, 20:40].sum()
    np.testing.assert_allclose(moved[:, :10], after[:, :10] * (20 * 7.0 / women))


def test_with_the_nations_census_ratio_the_residuals_of_all_places_sum_to_nothing():
    inputs = synthetic(5, 10, (6,))
    survivorship = inputs.survivorship[0]
    after = inputs.population * np.random.default_rng(1).uniform(0.8, 1.2, inputs.population.shape)
    ratio = census_ratio(inputs.population.sum(0), after.sum(0), survivorship)
    moved = residual(inputs.population, after, survivorship, ratio)
    np.testing.assert_allclose(moved[..., 10:].sum(0), 0, atol=1e-8)
    assert abs(residual(inputs.population, after, survivorship)[..., 10:].sum(0)).max() > 1


def test_survivors_of_newborns_to_be_do_not_count():
    inputs = synthetic(5, 10)
    assert not survivors(inputs.population, inputs.survivorship)[:, :10].any()


def test_a_residual_is_spread_over_ten_years_at_the_ages_the_cohort_passed_through():
    people = np.full((2, AGES), 100.0)
    moved = np.zeros((2, AGES))
    moved[:, 30:35] = 50.0
    rates = yearly_rates(moved, people, people, 10)
    assert rates[0].argmax() == 27
    assert rates.sum() == pytest.approx(2 * 5 * 0.05)


def test_what_is_carried_on_fades_by_half_and_follows_the_people_there():
    inputs = synthetic(9, 40, migrants=0)
    rates = np.where((np.arange(AGES) >= 18) & (np.arange(AGES) < 30), -0.02, 0.0) * np.ones((2, 1))
    moved = carried_on(*inputs[:4], rates, half_life=30)
    people = project(*inputs._replace(migration=moved)).population
    crude = moved[:, 0, 22] / people[:-1, 0, 21]
    assert crude[30] / crude[0] == pytest.approx(0.5, rel=0.02)
    assert (people > 0).all()
    assert not moved[..., 40:].any()


def test_no_more_than_four_in_five_can_leave_a_cell_in_a_year():
    inputs = synthetic(9, 3, migrants=0)
    moved = carried_on(*inputs[:4], np.full((2, AGES), -5.0), timing="end")
    people = project(*inputs._replace(migration=moved), timing="end")
    assert (people.population[1:] > 0).all()
    assert not people.clipped.any()


@given(SEEDS, st.floats(-1, 1))
def test_places_add_up_to_the_nation_without_turning_any_around(seed, part):
    rng = np.random.default_rng(seed)
    counts = rng.normal(0, 100, (12, 2, AGES))
    national = part * np.minimum(np.maximum(counts, 0).sum(0), np.maximum(-counts, 0).sum(0))
    found = consistent(counts, national)
    np.testing.assert_allclose(found.sum(0), national, atol=1e-8)
    assert (np.sign(found) * np.sign(counts) >= 0).all()


def test_a_place_nobody_moves_to_keeps_zero_and_what_adds_up_stays():
    counts = np.zeros((3, 2, AGES))
    counts[0], counts[1] = 5.0, -5.0
    np.testing.assert_allclose(consistent(counts, np.zeros((2, AGES))), counts)
    found = consistent(counts, np.full((2, AGES), 2.0))
    np.testing.assert_allclose(found[:, 0, 0], [6, -4, 0])


def test_a_national_gain_where_no_place_gains_is_refused():
    with pytest.raises(ValueError, match="direction that no place has"):
        consistent(np.full((3, 2, AGES), -1.0), np.full((2, AGES), 1.0))


def test_the_model_schedule_sums_to_one_and_peaks_among_young_adults():
    share = model_schedule()
    assert share.sum() == pytest.approx(1)
    assert 20 <= share[10:].argmax() + 10 <= 26
    assert (share >= 0).all()
