"""Life tables: identities of every table, and the closing of the open group."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projection.people.cohort_component import AGES, OPEN
from projection.people.life_table import close, infant_years, life_table
from tests.unit.synthetic_places import AGE, gompertz

LEVELS = st.floats(0.2, 5)


@given(LEVELS)
def test_survivorship_is_a_share_and_takes_person_years_from_age_to_age(level):
    table = life_table(gompertz(level))
    s, years = table.survivorship, table.person_years
    assert ((s >= 0) & (s <= 1)).all()
    np.testing.assert_allclose(s[:, 0], years[:, 0])
    np.testing.assert_allclose(years[:, :-2] * s[:, 1:-1], years[:, 1:-1], rtol=1e-13)
    np.testing.assert_allclose((years[:, -2] + years[:, -1]) * s[:, -1], years[:, -1], rtol=1e-13)


@given(LEVELS)
def test_a_stationary_population_stays(level):
    """Births of 1 a year under constant mortality keep L[a] people at each age."""
    table = life_table(gompertz(level))
    years, s = table.person_years, table.survivorship
    aged = np.concatenate([s[:, :1], years[:, :-1] * s[:, 1:]], axis=-1)
    aged[:, OPEN] += years[:, OPEN] * s[:, OPEN]
    np.testing.assert_allclose(aged, years, rtol=1e-13)


def test_a_constant_hazard_gives_its_own_reciprocal_as_life_expectancy():
    table = life_table(np.full((2, AGES), 0.02))
    np.testing.assert_allclose(table.e0, 1 / 0.02, rtol=3e-3)
    np.testing.assert_allclose(table.l[:, 50], np.exp(-1.0), rtol=3e-3)


def test_many_tables_at_once_are_each_alone():
    rates = gompertz(np.array([[0.5, 1.0], [1.5, 2.0]]))
    together = life_table(rates)
    np.testing.assert_array_equal(together.e0[1, 0], life_table(rates[1, 0]).e0)
    assert together.survivorship.shape == (2, 2, 2, AGES)


def test_heavier_mortality_shortens_life():
    assert (np.diff(life_table(gompertz(np.linspace(0.3, 4, 20))).e0, axis=0) < 0).all()


def test_the_years_lived_by_dying_infants_join_at_the_breaks_and_differ_by_sex():
    at = np.array([[0.01724, 0.02300], [0.06891, 0.08307]])
    np.testing.assert_allclose(infant_years(at), infant_years(at - 1e-12), atol=2e-3)
    np.testing.assert_allclose(infant_years(np.array([0.0, 0.0])), [0.14903, 0.14929])
    np.testing.assert_allclose(infant_years(np.array([0.2, 0.2])), [0.31411, 0.29915])


def test_kannisto_closes_a_table_that_follows_it_with_the_years_it_has_left():
    odds = 1e-5 * np.exp(0.1 * (AGE + 0.5))
    rates = np.tile(odds / (1 + odds), (2, 1))
    beyond = np.arange(100, 400) + 0.5
    old = 1e-5 * np.exp(0.1 * beyond) / (1 + 1e-5 * np.exp(0.1 * beyond))
    survivors = np.cumprod(1 - old / (1 + old / 2))
    left = 0.5 + survivors.sum()
    closed = close(rates)
    np.testing.assert_allclose(1 / closed[:, OPEN], left, rtol=1e-6)
    np.testing.assert_array_equal(closed[:, :OPEN], rates[:, :OPEN])


@pytest.mark.parametrize(
    ("rates", "sentence"),
    [
        (np.ones((2, 100)), r"shape \(2, 100\)"),
        (np.ones(AGES), "shape"),
        (np.full((2, AGES), np.nan), "missing or negative"),
        (np.full((2, AGES), -0.1), "missing or negative"),
        (np.where(AGE == OPEN, 0.0, 0.1) * np.ones((2, 1)), "0 in the open group"),
    ],
)
def test_rates_that_make_no_table_are_refused(rates, sentence):
    with pytest.raises(ValueError, match=sentence):
        life_table(rates)


def test_kannisto_refuses_ages_without_deaths():
    with pytest.raises(ValueError, match="Kannisto"):
        close(np.zeros((2, AGES)))
