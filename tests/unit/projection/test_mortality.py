"""Death rates by single age: groups keep their means, a life expectancy is met, a place keeps its ratio."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projection.people.cohort_component import AGES
from projection.people.life_table import life_table
from projection.people.mortality import STARTS, at_hazard_ratio, at_life_expectancy, graduated, hazard_ratio
from tests.unit.synthetic_places import AGE, gompertz


def grouped(mx):
    """The rates of age groups that single ages give: deaths over years lived."""
    lived = life_table(mx).person_years
    deaths = mx * lived
    return np.add.reduceat(deaths, STARTS, axis=-1) / np.add.reduceat(lived, STARTS, axis=-1)


@given(st.floats(0.3, 2))
def test_graduated_groups_keep_their_means_and_give_back_smooth_single_ages(level):
    mx = gompertz(level)
    found = graduated(grouped(mx))
    np.testing.assert_allclose(grouped(found), grouped(mx), rtol=1e-3)
    np.testing.assert_allclose(found[:, 35:95], mx[:, 35:95], rtol=0.02)
    assert abs(life_table(found).e0 - life_table(mx).e0).max() < 0.02


def test_rates_read_off_between_the_groups_middles_would_lose_deaths_of_the_oldest():
    """Within 95–99 deaths come early, so that the group's rate is that of an age before its middle."""
    mx = gompertz()
    wanted = grouped(mx)
    plain = graduated(wanted)
    middles = (STARTS[1:-1] + STARTS[2:]) / 2
    plain[:, 1:100] = np.exp([np.interp(AGE[1:100] + 0.5, middles, np.log(sex[1:-1])) for sex in wanted])
    assert (grouped(plain)[:, 20] / wanted[:, 20] < 0.98).all()
    np.testing.assert_allclose(grouped(graduated(wanted))[:, 20], wanted[:, 20], rtol=1e-3)


@given(st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_a_life_expectancy_between_two_tables_is_met_by_each_sex(women, men):
    early, late = gompertz(1.5), gompertz(0.5)
    low, high = life_table(early).e0, life_table(late).e0
    target = low + np.array([women, men]) * (high - low)
    np.testing.assert_allclose(life_table(at_life_expectancy(early, late, target)).e0, target, atol=1e-9)


def test_tables_in_either_order_and_many_years_at_once_give_the_same():
    early, late = gompertz(1.5), gompertz(0.5)
    targets = np.stack([life_table(gompertz(level)).e0 for level in (1.2, 1.0, 0.8)])
    many = at_life_expectancy(np.stack([early] * 3), np.stack([late] * 3), targets)
    np.testing.assert_allclose(many[1], at_life_expectancy(late, early, targets[1]), rtol=1e-9)
    np.testing.assert_allclose(many[1], gompertz(1.0), rtol=1e-9)


def test_a_life_expectancy_out_of_reach_is_refused():
    with pytest.raises(ValueError, match=r"a life expectancy of 150\.00 years cannot be reached"):
        at_life_expectancy(gompertz(1.2), gompertz(0.8), [150.0, 75.0])


def test_a_ratio_of_few_deaths_is_drawn_to_one():
    assert hazard_ratio(0, 0) == 1
    assert hazard_ratio(5, 10) > 0.9
    assert hazard_ratio(50_000, 100_000) == pytest.approx(0.5, abs=0.001)
    with pytest.raises(ValueError, match="at least 0"):
        hazard_ratio(-1, 10)


def test_a_places_rates_are_the_nations_times_its_ratio_from_30_on_closing_in_on_one():
    national = np.stack([gompertz(1.0)] * 3)
    local = at_hazard_ratio(national, [0.8, 1.25], [0, 30, 60], half_life=30)
    np.testing.assert_array_equal(local[..., :30], national[..., :30])
    np.testing.assert_allclose(local[0, :, 30:] / national[0, :, 30:], [[0.8] * (AGES - 30), [1.25] * (AGES - 30)])
    np.testing.assert_allclose(local[1, 0, 50] / national[1, 0, 50], 0.8**0.5)
    np.testing.assert_array_equal(at_hazard_ratio(national, [1, 1], [0, 1, 2]), national)
    with pytest.raises(ValueError, match="above 0"):
        at_hazard_ratio(national, [0, 1], [0, 1, 2])


@pytest.mark.parametrize(
    ("groups", "sentence"),
    [
        (np.ones((2, 21)), r"shape \(2, 21\)"),
        (np.zeros((2, 22)), "not positive"),
        (np.full((2, 22), np.nan), "missing"),
    ],
)
def test_groups_that_make_no_rates_are_refused(groups, sentence):
    with pytest.raises(ValueError, match=sentence):
        graduated(groups)
