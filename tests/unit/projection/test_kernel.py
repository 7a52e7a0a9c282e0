"""The compiled kernel is the reference method, whatever the input, the threads or the company of a path."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projection.people.cohort_component import AGES, FEMALE, OPEN, Projection, Timing, project
from projection.people.kernel import INDICATORS, Deviations, Streamed, _paths, indicator_weights, stream
from tests.unit.synthetic_places import Inputs, plain_projection, synthetic

SEEDS = st.integers(0, 2**32 - 1)
TIMINGS: st.SearchStrategy[Timing] = st.sampled_from(["even", "end"])
EXACT = 1e-12


def sums(people, weights):
    return np.einsum("...tsa,ksa->...tk", people, weights)


def agrees(found: Streamed, reference: Projection, weights) -> bool:
    pairs = (
        (found.indicators, sums(reference.population, weights)),
        (found.final, reference.population[..., -1, :, :]),
        (found.births, reference.births.sum(-1)),
        (found.deaths, reference.deaths.sum(-1)),
    )
    floored = np.allclose(found.clipped, reference.clipped, rtol=0, atol=1e-9)
    return floored and all(np.allclose(got, want, rtol=EXACT, atol=EXACT * want.max()) for got, want in pairs)


def drawn(seed: int, inputs: Inputs, count: int, size: float = 0.1) -> Deviations:
    rng = np.random.default_rng(seed)
    years = len(inputs.sex_ratio)
    return Deviations(
        hazard=rng.normal(0, size, (count, years, 2)),
        fertility=np.exp(rng.normal(0, 0.1, (count, years))),
        migration=rng.normal(0, 1, (count, years)),
        spread=inputs.population * 0.002,
        base=np.exp(rng.normal(0, 0.03, (count, 2))),
        drift=np.exp(rng.normal(0, 0.005, (count, years))),
    )


def without(deviations: Deviations) -> Deviations:
    """Deviations of the same shape that change nothing."""
    zeros, ones = np.zeros_like(deviations.hazard), np.ones_like(deviations.fertility)
    return Deviations(zeros, ones, 0 * ones, deviations.spread, np.ones_like(deviations.base), ones)


@settings(max_examples=40)
@given(SEEDS, TIMINGS, st.sampled_from([(), (3,), (2, 3)]))
def test_the_kernel_is_the_reference(seed, timing, lead):
    inputs = synthetic(seed, 12, lead)
    assert agrees(stream(*inputs, timing=timing), project(*inputs, timing=timing), indicator_weights())


@settings(max_examples=20)
@given(SEEDS)
def test_any_weights_are_summed_age_by_age(seed):
    inputs = synthetic(seed, 5)
    weights = np.random.default_rng(seed).normal(0, 1, (6, 2, AGES))
    weights[1, 0, 30:] = 0
    weights[2] = np.repeat(weights[2, :, ::5], 5, axis=-1)[:, :AGES]
    weights[3] = 0
    found = stream(*inputs, weights=weights).indicators
    want = sums(project(*inputs).population, weights)
    np.testing.assert_allclose(found, want, rtol=1e-10, atol=1e-10 * inputs.population.sum())


def test_the_kernel_notices_what_the_reference_notices():
    right = synthetic(11, 6)
    weights, reference = indicator_weights(), project(*right)
    swapped = right._replace(population=right.population[::-1].copy())
    survival_from = right._replace(survivorship=np.roll(right.survivorship, -1, axis=-1))
    shifted = right._replace(fertility=np.roll(right.fertility, 1, axis=-1))
    for wrong in (swapped, survival_from, shifted):
        assert not agrees(stream(*wrong), reference, weights)
    assert not agrees(stream(*right, timing="end"), reference, weights)


def test_leading_axes_broadcast_over_places_and_draws():
    places, draws = synthetic(1, 4, (5, 1)), synthetic(2, 4, (7,))
    mixed = Inputs(places.population, *draws[1:4], places.migration)
    assert agrees(stream(*mixed), project(*mixed), indicator_weights())
    assert stream(*mixed).indicators.shape == (5, 7, 5, len(INDICATORS))


@settings(max_examples=10)
@given(SEEDS, st.integers(2, 5))
def test_threads_chunks_and_order_change_not_a_bit(seed, threads):
    inputs = synthetic(seed, 6)
    deviations = drawn(seed, inputs, 11)
    whole = stream(*inputs, deviations=deviations)
    np.testing.assert_array_equal(stream(*inputs, deviations=deviations, threads=threads).indicators, whole.indicators)
    arrays = {name: getattr(deviations, name) for name in ("hazard", "fertility", "migration", "base", "drift")}
    part = replace(deviations, **{name: array[4:7] for name, array in arrays.items()})
    np.testing.assert_array_equal(stream(*inputs, deviations=part).indicators, whole.indicators[4:7])
    back = replace(deviations, **{name: array[::-1] for name, array in arrays.items()})
    np.testing.assert_array_equal(stream(*inputs, deviations=back).indicators[::-1], whole.indicators)


def test_a_draw_that_deviates_by_nothing_is_the_central_projection_to_the_bit():
    inputs = synthetic(4, 10)
    neutral = stream(*inputs, deviations=without(drawn(1, inputs, 3)))
    central = stream(*inputs)
    for name in ("indicators", "births", "deaths", "final"):
        np.testing.assert_array_equal(getattr(neutral, name)[1], getattr(central, name))


def test_draws_of_fertility_migration_and_base_are_the_reference_with_changed_inputs():
    inputs = synthetic(21, 8)
    all_drawn = drawn(3, inputs, 4)
    still = without(all_drawn)
    deviations = replace(all_drawn, hazard=still.hazard, drift=still.drift)
    factor = np.ones((4, 2, AGES))
    factor[:, :, 60:80] = deviations.base[:, :1, None]
    factor[:, :, 80:] = deviations.base[:, 1:, None]
    changed = Inputs(
        inputs.population * factor,
        inputs.survivorship,
        inputs.fertility * deviations.fertility[..., None],
        inputs.sex_ratio,
        inputs.migration + deviations.migration[..., None, None] * deviations.spread,
    )
    assert agrees(stream(*inputs, deviations=deviations), project(*changed), indicator_weights())


def test_drift_multiplies_those_aged_50_and_over_at_each_years_end():
    inputs = synthetic(22, 1)
    still = without(drawn(1, inputs, 2))
    drift = np.array([[1.01], [0.98]])
    found = stream(*inputs, deviations=replace(still, drift=drift))
    plain = project(*inputs).population[-1]
    np.testing.assert_allclose(found.final[..., 50:], plain[:, 50:] * drift[:, :, None], rtol=EXACT)
    np.testing.assert_allclose(found.final[..., :50], np.stack([plain[:, :50]] * 2), rtol=EXACT)


@pytest.mark.parametrize(("change", "most"), [(0.15, 1e-6), (-0.15, 1e-6), (0.5, 2e-5), (-0.4, 2e-5)])
def test_the_series_of_the_hazard_power_is_near_the_power_itself(change, most):
    """Fifteen per cent more or less hazard for thirty years: every sum within a millionth."""
    inputs = synthetic(5, 30)
    still = without(drawn(1, inputs, 1))
    deviations = replace(still, hazard=np.full_like(still.hazard, change))
    exact = project(*inputs._replace(survivorship=inputs.survivorship ** (1 + change)))
    found = stream(*inputs, deviations=deviations)
    np.testing.assert_allclose(found.indicators[0], sums(exact.population, indicator_weights()), rtol=most)
    first_order = inputs.survivorship * (1 + change * np.log(inputs.survivorship))
    rough = project(*inputs._replace(survivorship=first_order)).population
    oldest = list(INDICATORS).index("age90")
    assert abs(sums(rough, indicator_weights())[-1, oldest] / found.indicators[0, -1, oldest] - 1) > most


def test_indicators_hang_together():
    inputs = synthetic(6, 5)
    rows = dict(zip(INDICATORS, np.moveaxis(stream(*inputs).indicators, -1, 0), strict=True))
    np.testing.assert_allclose(rows["age0_14"] + rows["age15_59"] + rows["age60"], rows["total"], rtol=EXACT)
    np.testing.assert_allclose(rows["age60_69"] + rows["age70_79"] + rows["age80"], rows["age60"], rtol=EXACT)
    assert (rows["women80"] < rows["age80"]).all()
    assert len(INDICATORS) == 16


def test_the_kernel_refuses_what_the_reference_refuses():
    inputs = synthetic(6, 3)
    with pytest.raises(ValueError, match="timing is"):
        stream(*inputs, timing="never")  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match="weights have the shape"):
        stream(*inputs, weights=np.ones((2, AGES)))
    wrong = replace(drawn(1, inputs, 4), base=np.ones((4, 3)))
    with pytest.raises(ValueError, match=r"deviations\.base has the shape \(4, 3\)"):
        stream(*inputs, deviations=wrong)
    inputs.migration[2, FEMALE, 30] = -1e6
    with pytest.raises(ValueError, match="more females than live in their age groups in year 3"):
        stream(*inputs)


def test_read_only_arrays_whole_numbers_and_slices_need_no_second_compilation():
    inputs = synthetic(6, 4, (2,))
    stream(*inputs)
    compiled = len(_paths.signatures)
    for values in inputs:
        values.setflags(write=False)
    assert agrees(stream(*inputs), project(*inputs), indicator_weights())
    stream(np.full((2, AGES), 900), *(values[:, ::2] for values in inputs[1:]))
    stream(*inputs, deviations=without(drawn(1, synthetic(6, 4), 2)), weights=indicator_weights()[:3])
    assert len(_paths.signatures) == compiled == 1


def test_a_path_is_the_method_age_by_age():
    inputs = synthetic(31, 6)
    people, births, deaths = plain_projection(inputs)
    found = stream(*inputs)
    np.testing.assert_allclose(found.final, people[-1], rtol=EXACT)
    np.testing.assert_allclose(found.births, births, rtol=EXACT)
    np.testing.assert_allclose(found.deaths, deaths, rtol=1e-11)
    assert found.final[:, OPEN].all()
