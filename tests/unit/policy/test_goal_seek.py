"""Goal-seek: the path it finds, run forward, meets the target; where none can, it says why."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.scenario.goal_seek import Found, Infeasible, lever, run_forward, yearly

amounts = st.floats(0, 1e7)


@given(amounts, amounts, st.integers(1, 40), st.floats(0, 0.5))
def test_the_path_run_forward_meets_the_target_or_is_above_it_anyway(stock, target, years, leaving):
    found = yearly(stock, target, years, leaving=leaving)
    assert isinstance(found, Found)
    reached = run_forward(stock, found.yearly, years, leaving=leaving)[-1]
    assert found.path[-1] == reached
    if found.yearly > 0:
        assert reached == pytest.approx(target, rel=1e-9, abs=1e-6)
    else:
        assert reached >= target * (1 - 1e-12) - 1e-6  # the smallest number there is, halved, is none


@given(st.floats(0, 1e5), st.integers(2, 20), st.lists(st.floats(100, 1e5), min_size=20, max_size=20))
def test_a_yearly_subsidy_meets_the_target_whatever_a_bed_costs_each_year(stock, years, prices):
    target = stock + 1000
    found = yearly(stock, target, years, price=prices[:years])
    assert isinstance(found, Found)
    by_hand = stock + sum(found.yearly / price for price in prices[:years])
    assert by_hand == pytest.approx(target, rel=1e-9)


def test_beds_for_a_target_worked_by_hand():
    """From 1,000 to 1,500 beds in five years: 100 a year; at 10,000 yuan a bed a million yuan a year."""
    beds = yearly(1000, 1500, 5)
    assert isinstance(beds, Found)
    np.testing.assert_allclose(beds.path, [1000, 1100, 1200, 1300, 1400, 1500])
    subsidy = yearly(1000, 1500, 5, price=10_000)
    assert isinstance(subsidy, Found)
    assert subsidy.yearly == pytest.approx(1_000_000)


def test_carers_who_leave_must_be_replaced():
    """100 carers, a tenth leaves a year: ten hired a year keep the stock."""
    found = yearly(100, 100, 7, leaving=0.1)
    assert isinstance(found, Found)
    assert found.yearly == pytest.approx(10)
    np.testing.assert_allclose(found.path, 100)


@pytest.mark.parametrize(
    ("arguments", "because"),
    [
        ({"stock": None, "target": 10, "years": 5}, "stock_unknown"),
        ({"stock": 5, "target": 10, "years": 0}, "deadline_passed"),
        ({"stock": 5, "target": 100, "years": 5, "most": 18}, "above_most"),
    ],
)
def test_what_cannot_be_met_says_why(arguments, because):
    found = yearly(**arguments)
    assert isinstance(found, Infeasible)
    assert found.because == because


def test_the_most_that_can_be_added_says_how_far_it_reaches():
    found = yearly(0, 100, 5, most=18)
    assert isinstance(found, Infeasible)
    assert found.numbers == pytest.approx({"needed": 20, "most": 18, "reached": 90, "target": 100})


@given(st.floats(0.1, 10), st.floats(0.3, 3), st.floats(0.001, 0.999), st.booleans())
def test_a_lever_is_set_where_the_outcome_meets_the_target(scale, power, share, falling):
    def outcome(x: float) -> float:
        return scale * (100 - x if falling else x) ** power + 1

    target = outcome(1) + share * (outcome(99) - outcome(1))
    found = lever(outcome, target, 0, 100)
    assert isinstance(found, Found)
    assert outcome(found.yearly) == pytest.approx(target, rel=0.005)


def test_a_target_beyond_the_levers_range_is_out_of_reach():
    found = lever(lambda share: 30 + share, 200, 0, 100)
    assert isinstance(found, Infeasible)
    assert found.because == "out_of_reach"
    assert (found.numbers["least"], found.numbers["greatest"]) == (30, 130)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: yearly(-1, 10, 5), "must be at least 0"),
        (lambda: yearly(1, 10, 5, leaving=2), "within 0 and 1"),
        (lambda: yearly(1, 10, 5, price=0), "the price must be above 0"),
        (lambda: yearly(1, 10, 5, price=[1, 2]), "one for each of the 5 years"),
        (lambda: lever(float, 1, 2, 2), "the lever's range from 2 to 2 is empty"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
