"""Draws: the same for the same run and place, spread as said, shared between places as said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projection.people.baseline import STRUCTURES, StructureName
from projection.people.cohort_component import SEXES
from projection.people.kernel import INDICATORS, Deviations, stream
from projection.people.life_table import life_table
from projection.people.rates import NATION, national_rates
from projection.people.uncertainty import (
    BANDS,
    PARTS,
    QUANTILES,
    Spread,
    draws,
    normals,
    own_drift,
    quantiles,
    shared_normals,
)
from tests.unit.synthetic_places import synthetic

INPUTS = synthetic(1, 30)
TFR = INPUTS.fertility.sum(-1)
MANY = 4000
ARRAYS = ("hazard", "fertility", "migration", "base", "drift")


def drawn(place="530100", count=200, run="test", structure: StructureName = "S2", spread=None, years=30):
    return draws(run, place, count, INPUTS.population, TFR[:years], STRUCTURES[structure], spread)


@settings(max_examples=15)
@given(st.integers(1, 40), st.integers(1, 29))
def test_the_first_draws_and_years_of_many_are_those_of_few(count, years):
    many, few = drawn(count=40), drawn(count=count, years=years)
    for name in ("hazard", "fertility", "migration", "drift"):
        np.testing.assert_array_equal(getattr(few, name), getattr(many, name)[:count, :years])
    np.testing.assert_array_equal(few.base, many.base[:count])


def test_a_run_and_a_place_decide_the_draws_alone():
    again, other_run, other_place = drawn(), drawn(run="other"), drawn("530300")
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(drawn(), name), getattr(again, name))
        assert not np.array_equal(getattr(drawn(), name), getattr(other_run, name))
        assert not np.array_equal(getattr(drawn(), name), getattr(other_place, name))


def test_mortality_and_fertility_walk_as_wide_as_said():
    found = drawn(NATION, MANY)
    log_hazard = np.log1p(found.hazard)
    for years in (1, 9, 25):
        np.testing.assert_allclose(log_hazard[:, years - 1].std(0), 0.05 * np.sqrt(years), rtol=0.05)
        # From 10 years on the floor under fertility is seldom reached by a place with two children a woman.
    np.testing.assert_allclose(np.log(found.fertility[:, 0]).std(), 0.05, rtol=0.05)
    assert np.corrcoef(log_hazard[:, 20, 0], log_hazard[:, 20, 1])[0, 1] == pytest.approx(0.9, abs=0.02)


def test_migration_wanders_around_its_path_with_memory():
    moved = drawn(count=MANY).migration
    np.testing.assert_allclose(moved.std(0), 1, rtol=0.06)
    assert np.corrcoef(moved[:, 10], moved[:, 11])[0, 1] == pytest.approx(0.8, abs=0.03)
    total = drawn().spread.sum() / INPUTS.population.sum()
    assert total == pytest.approx(0.003)


def test_the_base_errs_as_its_structure_says():
    for name, structure in STRUCTURES.items():
        spread = np.log(drawn(NATION, count=MANY, structure=name).base).std(0)
        np.testing.assert_allclose(spread, [structure.error60, structure.error80], rtol=0.05)


ALL = 1 + sum(PARTS)  # of the nation's variance, in a place


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("530100", "530300", (1 + PARTS[0]) / ALL),
        ("530100", "370200", 1 / ALL),
        ("530100", NATION, 1 / np.sqrt(ALL)),
    ],
)
def test_places_share_the_nations_and_their_provinces_part(one, other, shared):
    left, right = (np.log1p(drawn(place, MANY).hazard[:, 0, 0]) for place in (one, other))
    assert np.corrcoef(left, right)[0, 1] == pytest.approx(shared, abs=0.04)


def test_a_place_has_the_nations_deviation_in_full_and_its_own_beside_it():
    whole, relative = (
        draws("test", "530100", MANY, INPUTS.population, TFR, STRUCTURES["S2"], relative=relative)
        for relative in (False, True)
    )
    nation = np.log1p(drawn(NATION, MANY).hazard)
    np.testing.assert_allclose(np.log1p(whole.hazard), nation + np.log1p(relative.hazard), atol=1e-12)
    np.testing.assert_array_equal(whole.drift, relative.drift)
    np.testing.assert_array_equal(whole.migration, relative.migration)


def test_a_small_place_drifts_by_itself_further_than_a_large_one():
    small, large = (
        np.log(draws("test", "530100", MANY, size * INPUTS.population, TFR, STRUCTURES["S2"]).drift[:, 0])
        for size in (1e6 / INPUTS.population.sum(), 1e8 / INPUTS.population.sum())
    )
    for yearly, people in ((small, 1e6), (large, 1e8)):
        np.testing.assert_allclose(yearly.std(), Spread().drift * np.hypot(1, own_drift(people)), rtol=0.05)
    assert small.std() > 2 * large.std()
    assert own_drift(1e5) == own_drift(5e5) > own_drift(6e5)


def test_what_one_place_gains_by_moves_is_no_gain_of_all_and_the_nation_has_none():
    left, right = (drawn(place, MANY).migration[:, 0] for place in ("530100", "370200"))
    assert abs(np.corrcoef(left, right)[0, 1]) < 0.05
    assert not drawn(NATION).migration.any()
    assert (drawn(NATION).drift == 1).all()


def test_fertility_never_falls_below_half_a_child_by_a_draw():
    low = draws("test", "530100", 500, INPUTS.population, np.full(30, 0.6), STRUCTURES["S2"])
    assert (0.6 * low.fertility).min() >= 0.5 - 1e-12
    lower = draws("test", "530100", 500, INPUTS.population, np.full(30, 0.4), STRUCTURES["S2"])
    assert lower.fertility.min() >= 1.0


def test_drift_fades_after_ten_years_and_is_gone_after_thirty():
    yearly = np.log(drawn(count=1, years=30).drift[0])
    np.testing.assert_allclose(yearly[:10], yearly[0])
    assert abs(yearly[20]) < abs(yearly[12]) < abs(yearly[0])
    assert yearly[-1] == pytest.approx(0, abs=1e-12)


def test_two_scenarios_share_their_numbers_so_that_their_difference_is_narrow():
    """A tenth more children: the difference in people has a narrower band than either scenario."""
    deviations = drawn(count=400)
    more = INPUTS._replace(fertility=1.1 * INPUTS.fertility)
    total = list(INDICATORS).index("total")
    one, other = (stream(*inputs, deviations=deviations).indicators[:, -1, total] for inputs in (INPUTS, more))
    assert (other > one).all()
    assert (other - one).std() < 0.3 * one.std()


def test_certainty_in_all_parts_is_the_central_projection():
    sure = Spread(mortality=0, fertility=0, migration=0, drift=0)
    deviations = drawn(count=3, spread=sure)
    found = stream(*INPUTS, deviations=deviations).indicators
    young = [list(INDICATORS).index(name) for name in ("age0_14", "age15_59")]
    np.testing.assert_allclose(found[2][:, young], stream(*INPUTS).indicators[:, young], rtol=1e-12)


def test_quantiles_are_those_of_the_draws():
    values = np.random.default_rng(1).normal(0, 1, (300, 4, 5))
    np.testing.assert_allclose(quantiles(values), np.quantile(values, QUANTILES, axis=0), rtol=1e-12)
    np.testing.assert_allclose(quantiles(values, axis=2)[3], np.median(values, axis=2), rtol=1e-12)
    assert quantiles(np.ones((1, 2))).shape == (7, 2)
    assert all(set(band) <= set(QUANTILES) for band in BANDS.values())


def test_numbers_are_standard_normal():
    z = normals("test", "53", 2000, 5)
    assert z.shape == (2000, 6, 4)
    assert abs(z.mean()) < 0.02
    assert z.std() == pytest.approx(1, abs=0.02)


def test_no_draws_are_refused():
    with pytest.raises(ValueError, match="0 draws"):
        drawn(count=0)


@pytest.mark.parametrize("year", [2030, 2040, 2050])
def test_draws_of_the_nation_have_about_the_uns_own_bounds(curated, year):
    """Life expectancy within 0.7 years of the UN's 80 and 95 % bounds, total fertility within 0.2 of its 80 %."""
    rows = curated["vital_rates"]
    rates = national_rates(rows)
    at, since = year - rates.first_year, year - 2021
    total = rates.fertility[2021 - rates.first_year :].sum(-1)
    found = draws("test", NATION, MANY, INPUTS.population, total, STRUCTURES["S2"])

    def bounds(measure, sex, names):
        chosen = rows[(rows["measure"] == measure) & (rows["sex"] == sex) & (rows["year_from"] == year)]
        return chosen.set_index("variant")["value"][names]

    e0 = life_table(rates.mx[at] * (1 + found.hazard[:, since, :, None])).e0
    for sex, column in zip(SEXES, e0.T, strict=True):
        un = bounds("life_expectancy", sex, ["low95", "low80", "high80", "high95"])
        np.testing.assert_allclose(np.quantile(column, [0.025, 0.1, 0.9, 0.975]), un, atol=0.7)
    un = bounds("total_fertility", "both", ["low80", "high80"])
    np.testing.assert_allclose(np.quantile(total[since] * found.fertility[:, since], [0.1, 0.9]), un, atol=0.2)


def test_what_places_share_may_be_drawn_once_for_all():
    shared = shared_normals("test", "530100", 20, 30)
    for place in ("530100", "530200"):
        own = draws("test", place, 20, INPUTS.population, TFR[:30], STRUCTURES["S2"])
        given = draws("test", place, 20, INPUTS.population, TFR[:30], STRUCTURES["S2"], shared=shared)
        for name in Deviations.__dataclass_fields__:
            np.testing.assert_array_equal(getattr(given, name), getattr(own, name))
