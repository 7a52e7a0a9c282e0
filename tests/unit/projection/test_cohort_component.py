"""The cohort-component step: what must hold whatever the numbers, and what a mistake in it would break."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projection.people.cohort_component import AGES, FEMALE, MALE, OPEN, SEXES, Timing, project
from tests.unit.synthetic_places import Inputs, plain_projection, synthetic

SEEDS = st.integers(0, 2**32 - 1)
TIMINGS: st.SearchStrategy[Timing] = st.sampled_from(["even", "end"])


def close(left, right, relative=1e-12):
    return np.allclose(left, right, rtol=relative, atol=relative * np.abs(right).max())


def agrees(inputs: Inputs, timing: Timing = "even", changed: Inputs | None = None) -> bool:
    """Tell whether the engine, given ``changed`` inputs, still finds what the plain loops find for ``inputs``."""
    people, births, deaths = plain_projection(inputs, timing)
    found = project(*(changed or inputs), timing=timing)
    pairs = [(found.population, people), (found.births.sum(-1), births), (found.deaths.sum(-1), deaths)]
    return all(close(got, np.array(want)) for got, want in pairs)


@given(SEEDS, TIMINGS)
def test_the_engine_is_the_method_age_by_age(seed, timing):
    assert agrees(synthetic(seed, 4), timing)


@given(SEEDS)
def test_swapped_sexes_an_age_off_by_one_and_survival_from_an_age_are_noticed(seed):
    right = synthetic(seed, 4)
    swapped = right._replace(population=right.population[::-1])
    shifted = right._replace(fertility=np.roll(right.fertility, 1, axis=-1))
    survival_from = right._replace(survivorship=np.roll(right.survivorship, -1, axis=-1))
    other_convention = project(*right, timing="end").population
    assert not agrees(right, changed=swapped)
    assert not agrees(right, changed=shifted)
    assert not agrees(right, changed=survival_from)
    assert not close(other_convention, project(*right).population)


@given(SEEDS, TIMINGS)
def test_people_change_by_births_deaths_and_migrants_and_nothing_else(seed, timing):
    inputs = synthetic(seed)
    found = project(*inputs, timing=timing)
    start, end = found.population[:-1].sum(-1), found.population[1:].sum(-1)
    change = found.births - found.deaths + inputs.migration.sum(-1) + found.clipped
    assert close(start + change, end)


@given(SEEDS)
def test_twice_the_people_and_migrants_are_twice_everything(seed):
    inputs = synthetic(seed)
    doubled = inputs._replace(population=2 * inputs.population, migration=2 * inputs.migration)
    once, twice = project(*inputs), project(*doubled)
    for name in ("population", "births", "deaths"):
        np.testing.assert_array_equal(getattr(twice, name), 2 * getattr(once, name))


@given(SEEDS)
def test_without_births_and_migrants_the_young_run_out(seed):
    inputs = synthetic(seed, 12, migrants=0)
    people = project(*inputs._replace(fertility=np.zeros_like(inputs.fertility))).population
    for year in range(13):
        assert not people[year, :, :year].any()
    assert (np.diff(people.sum((-1, -2))) <= 0).all()


@given(SEEDS)
def test_without_events_everybody_just_ages(seed):
    inputs = synthetic(seed, 5)
    still = Inputs(
        inputs.population,
        np.ones_like(inputs.survivorship),
        np.zeros_like(inputs.fertility),
        inputs.sex_ratio,
        np.zeros_like(inputs.migration),
    )
    people = project(*still).population
    np.testing.assert_array_equal(people[5][:, 5:OPEN], inputs.population[:, : OPEN - 5])
    assert close(people.sum((-1, -2)), np.full(6, inputs.population.sum()))


@given(SEEDS)
def test_boys_per_girl_is_the_sex_ratio(seed):
    inputs = synthetic(seed)
    births = project(*inputs).births
    assert close(births[..., MALE] / births[..., FEMALE], inputs.sex_ratio)


@given(SEEDS, st.floats(0, 8))
def test_fertility_cannot_move_the_old_for_sixty_years(seed, factor):
    inputs = synthetic(seed, 60)
    inputs = inputs._replace(migration=np.abs(inputs.migration))  # where nobody is born, no newborn leaves
    other = inputs._replace(fertility=factor * inputs.fertility)
    old, same = (project(*given).population[..., 60:] for given in (inputs, other))
    np.testing.assert_array_equal(old, same)


def test_constant_rates_grow_as_the_dominant_eigenvalue_of_their_leslie_matrix():
    inputs = synthetic(7, 1, migrants=0)
    s, f = inputs.survivorship[0, FEMALE], inputs.fertility[0]
    leslie = np.zeros((AGES, AGES))
    leslie[np.arange(1, AGES), np.arange(OPEN)] = s[1:]
    leslie[OPEN, OPEN] = s[OPEN]
    girls = s[0] / (1 + inputs.sex_ratio[0]) / 2
    leslie[0, :OPEN] = girls * (f[:OPEN] + f[1:] * s[1:])
    growth = np.abs(np.linalg.eigvals(leslie)).max()
    repeated = [np.repeat(values, 2000, axis=0) for values in inputs[1:]]
    women = project(inputs.population, *repeated).population[:, FEMALE].sum(-1)
    assert women[-1] / women[-2] == pytest.approx(growth, rel=1e-10)


@given(SEEDS)
def test_places_together_order_and_chunks_change_nothing(seed):
    inputs = synthetic(seed, 3, (4,))
    together = project(*inputs).population
    backwards = project(*(values[::-1] for values in inputs)).population[::-1]
    np.testing.assert_array_equal(backwards, together)
    for place in range(4):
        np.testing.assert_array_equal(project(*(values[place] for values in inputs)).population, together[place])


def test_what_is_given_of_many_places_and_many_draws_comes_out_for_each_pair():
    people, draws = synthetic(1, 3, (5, 1)), synthetic(2, 3, (7,))
    found = project(people.population, *draws[1:4], draws.migration[0])
    assert found.population.shape == (5, 7, 4, 2, AGES)
    assert found.births.shape == found.deaths.shape == found.clipped.shape == (5, 7, 3, 2)


def test_a_sum_of_places_is_the_place_of_the_sums():
    inputs = synthetic(3, 10, (6,))
    common = inputs.survivorship[0], inputs.fertility[0], inputs.sex_ratio[0]
    parts = Inputs(inputs.population, *common, inputs.migration)
    whole = parts._replace(population=inputs.population.sum(0), migration=inputs.migration.sum(0))
    assert close(project(*parts).population.sum(0), project(*whole).population)


def test_plain_lists_and_whole_numbers_are_taken():
    inputs = synthetic(4, 2)
    whole = inputs._replace(population=np.round(inputs.population).astype(int))
    found = project(*(values.tolist() for values in whole))
    np.testing.assert_array_equal(found.population, project(*whole).population)


def test_births_at_age_0_and_in_the_open_group_do_not_count():
    inputs = synthetic(5, 2)
    added = inputs.fertility.copy()
    added[:, [0, OPEN]] = 1.0
    np.testing.assert_array_equal(project(*inputs._replace(fertility=added)).births, project(*inputs).births)


def test_a_few_too_many_leavers_are_floored_and_counted():
    inputs = synthetic(6, 3)
    inputs.migration[1, MALE, OPEN] = -250.0
    found = project(*inputs, timing="end")
    assert found.clipped[1, MALE] > 0
    assert found.population[2, MALE, OPEN] == 0
    assert not found.clipped[[0, 2]].any()


def test_migration_that_empties_an_age_group_is_refused():
    inputs = synthetic(6, 3, (2,))
    inputs.migration[1, 2, FEMALE, 30] = -1e6
    with pytest.raises(ValueError, match=r"more females than live in their age groups in year 3 of population \(1,\)"):
        project(*inputs)


def broken(name, cell, value):
    inputs = synthetic(8, 2)
    getattr(inputs, name)[cell] = value
    return inputs


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        (broken("population", (1, 5), -1), r"population\[1, 5\] = -1 is negative"),
        (broken("population", (1, 5), np.nan), r"population\[1, 5\] = nan is missing"),
        (broken("survivorship", (1, 0, OPEN), 1.01), r"survivorship\[1, 0, 100\] = 1.01 lies outside 0–1"),
        (broken("survivorship", (1, 0, 3), -0.01), "outside 0–1"),
        (broken("fertility", (0, 20), -0.1), r"fertility\[0, 20\] = -0.1 is negative"),
        (broken("sex_ratio", 1, 0), r"sex_ratio\[1\] = 0 is not positive"),
        (broken("migration", (0, 1, 2), np.inf), r"migration\[0, 1, 2\] = inf is missing or not finite"),
        (synthetic(8)._replace(population=np.ones((2, 100))), r"population has the shape \(2, 100\)"),
        (synthetic(8, 2)._replace(sex_ratio=np.array(1.1)), r"sex_ratio has the shape \(\)"),
        (synthetic(8, 2)._replace(sex_ratio=np.ones(3)), "different numbers of years .*sex_ratio 3"),
        (synthetic(8)._replace(population=np.full((2, AGES), "many")), "population holds something that is no number"),
        (synthetic(8, 2, (3,))._replace(population=np.ones((2, 2, AGES))), "do not broadcast"),
    ],
)
def test_bad_input_is_answered_with_one_sentence(inputs, sentence):
    with pytest.raises(ValueError, match=sentence):
        project(*inputs)


def test_an_unknown_timing_is_refused():
    with pytest.raises(ValueError, match="timing is 'middle'"):
        project(*synthetic(8, 2), timing="middle")  # pyright: ignore[reportArgumentType]


def test_the_order_of_sexes_is_said_once():
    assert SEXES[FEMALE], SEXES[MALE] == ("female", "male")
