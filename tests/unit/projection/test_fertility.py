"""Fertility by single age: groups keep their shares, a place its level."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projection.people.cohort_component import FEMALE
from projection.people.fertility import fertility_rates, fertility_ratio, single_age_pattern
from tests.unit.synthetic_places import synthetic

SHARES = st.lists(st.integers(0, 40), min_size=7, max_size=7).filter(any)


@given(SHARES)
def test_a_pattern_keeps_each_groups_share_sums_to_one_and_is_never_negative(shares):
    pattern = single_age_pattern(shares)
    assert pattern.sum() == pytest.approx(1)
    assert (pattern >= -1e-15).all()
    np.testing.assert_allclose(pattern[15:50].reshape(7, 5).sum(1), np.array(shares) / sum(shares), atol=1e-12)
    assert not pattern[:15].any()
    assert not pattern[50:].any()


def test_rates_are_the_level_times_the_pattern():
    patterns = single_age_pattern([[1, 5, 9, 5, 2, 1, 0.1], [1, 3, 9, 8, 4, 1, 0.2]])
    rates = fertility_rates([1.2, 2.1], patterns)
    np.testing.assert_allclose(rates.sum(-1), [1.2, 2.1])


def test_a_place_that_bears_as_the_nation_has_the_ratio_one_and_few_births_draw_it_there():
    inputs = synthetic(3, 1)
    rates, survival = inputs.fertility[0], inputs.survivorship[0, :, 0]
    people = inputs.population.copy()
    births = (people[FEMALE] * rates).sum()
    people[:, 0] = births / 2 * survival
    assert fertility_ratio(people, rates, survival) == pytest.approx(1)
    people[:, 0] *= 2
    assert fertility_ratio(1000 * people, rates, survival) == pytest.approx(2, rel=1e-3)
    assert fertility_ratio(people / 1000, rates, survival) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("shares", [np.ones(6), np.zeros(7), [-1, 1, 1, 1, 1, 1, 1], [np.nan] * 7])
def test_shares_that_make_no_pattern_are_refused(shares):
    with pytest.raises(ValueError, match="fertility share"):
        single_age_pattern(shares)


def test_a_missing_level_and_a_survival_of_zero_are_refused():
    with pytest.raises(ValueError, match="total fertility"):
        fertility_rates([np.nan], np.zeros((1, 101)))
    inputs = synthetic(3, 1)
    with pytest.raises(ValueError, match="above 0"):
        fertility_ratio(inputs.population, inputs.fertility[0], [0.0, 1.0])
