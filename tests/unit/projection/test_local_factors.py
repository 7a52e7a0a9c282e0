"""Local factors: they are found again where they were put in, and fade as stated."""

import numpy as np
import pandas as pd
import pytest

from projection.checks.hindcast import closed_counts, national_hazard
from projection.checks.hindcast_tables import factor_rows, stored_factors
from projection.people import local_factors
from projection.people.local_factors import FACTORS, FIRST_OLD, MIGRATION_OLD, MORTALITY, REACHED, STARTS
from tests.unit.synthetic_censuses import CODES, SURVIVORSHIP, inputs, single_ages


@pytest.fixture(scope="module")
def hazard() -> np.ndarray:
    return national_hazard(single_ages().sum(axis=0), SURVIVORSHIP)


def random_factors(places: int = 5) -> np.ndarray:
    return np.random.default_rng(3).normal(0, 0.2, (places, FACTORS))


def test_factors_are_found_again_in_the_counts_they_made(hazard: np.ndarray):
    given = random_factors(len(CODES))
    made = inputs(given)
    ratios = local_factors.log_ratios(made.after, closed_counts(made.single, SURVIVORSHIP))
    np.testing.assert_allclose(local_factors.to_factors(ratios, hazard), given, atol=1e-9)


def test_a_place_where_people_die_at_a_higher_rate_shows_it_as_mortality_and_not_as_migration(
    hazard: np.ndarray,
):
    """Death rates 1.3 times the nation's, put in through the life table, not through the factors."""
    single = single_ages()
    worse = closed_counts(single, np.broadcast_to(SURVIVORSHIP**1.3, SURVIVORSHIP.shape))
    ratios = local_factors.log_ratios(worse, closed_counts(single, SURVIVORSHIP))
    factors = local_factors.to_factors(ratios, hazard)
    assert np.median(1 - factors[:, MORTALITY]) == pytest.approx(1.3, abs=0.03)
    assert np.abs(factors[:, MIGRATION_OLD]).max() < 0.05


def test_hazards_are_those_of_the_life_table_for_one_cohort():
    """All people aged 60 at the start: −ln of the product of their survivorships."""
    people = np.full((2, 101), 1e-9)
    people[:, 60] = 1000.0
    found = national_hazard(people, SURVIVORSHIP).reshape(2, -1)
    by_hand = -np.log([np.prod([SURVIVORSHIP[t, sex, 61 + t] for t in range(10)]) for sex in (0, 1)])
    np.testing.assert_allclose(found[:, list(REACHED).index(70)], by_hand, rtol=1e-6)


def test_traits_are_standing_among_places_so_that_a_common_shift_changes_nothing():
    traits = pd.DataFrame({"urban": np.linspace(0.1, 0.8, 20), "schooling": np.linspace(7, 12, 20) ** 2})
    once = local_factors.standardised(traits)
    np.testing.assert_allclose(local_factors.standardised(2 * traits + 1), once)
    assert np.abs(once.mean(axis=0)).max() < 1e-12


def test_a_trait_that_is_the_same_everywhere_is_refused():
    with pytest.raises(ValueError, match="trait urban is the same everywhere"):
        local_factors.standardised(pd.DataFrame({"urban": [0.5, 0.5]}))


def test_traits_hold_shares_sex_ratios_and_size():
    counts = np.add.reduceat(single_ages(), STARTS, axis=-1)
    traits = local_factors.traits_of(counts, pd.DataFrame({"urban": 0.5}, index=CODES))
    shares = np.exp(traits.filter(regex="^share_"))
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    np.testing.assert_allclose(np.exp(traits["size"]), counts.sum(axis=(1, 2)))
    assert traits.shape == (len(CODES), 2 * len(STARTS) + 2)


def test_more_penalty_makes_places_more_alike(hazard: np.ndarray):
    rng = np.random.default_rng(1)
    traits, ratios = rng.normal(size=(60, 4)), rng.normal(0, 0.1, (60, 32))
    weak, strong = local_factors.fit(traits, ratios, hazard, (1.0, 1000.0))
    spread = [np.ptp(local_factors.expected(model, traits), axis=0) for model in (weak, strong)]
    assert (spread[1] < spread[0]).all()


def test_ten_years_of_yearly_rates_make_the_decade():
    migration = np.tile(np.linspace(-0.2, 0.3, len(REACHED)), (2, 1))
    rates = local_factors.yearly_rates(migration)
    for reached in (30, 60, 75):
        passed = np.sum(np.log1p(rates[0, reached - 7 : reached + 3]))  # by those now in the middle of the group
        assert passed == pytest.approx(migration[0, list(REACHED).index(reached)], abs=0.02)
    assert rates.shape == (2, 101)


def test_factors_survive_being_stored():
    nation, place = random_factors(2)
    rows = factor_rows(pd.Series(["620700"]), place[None], place[None], nation)
    assert len(rows) == 2 * FACTORS
    migration, mortality = stored_factors(rows[rows["place"] == "620700"].rename(columns={"observed": "value"}))
    apart = place - nation
    np.testing.assert_allclose(migration[:, :FIRST_OLD].ravel(), apart[: 2 * FIRST_OLD], atol=1e-4)
    np.testing.assert_allclose(migration[:, -1], apart[MIGRATION_OLD], atol=1e-4)
    assert mortality == pytest.approx((1 - place[MORTALITY]) / (1 - nation[MORTALITY]), abs=1e-3)


def test_stored_factors_with_a_gap_are_refused():
    nation, place = random_factors(2)
    rows = factor_rows(pd.Series(["620700"]), np.full((1, FACTORS), np.nan), place[None], nation)
    with pytest.raises(ValueError, match="none of them missing"):
        stored_factors(rows[rows["place"] == "620700"].rename(columns={"observed": "value"}))
