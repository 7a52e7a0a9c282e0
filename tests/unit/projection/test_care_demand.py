"""Care demand: identities that hold for any people, what each lever moves, and the published figures it must meet."""

import logging
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projection.care.demand import (
    COMMUNITY,
    HOME,
    INSTITUTION,
    Care,
    CareDemand,
    Dementia,
    Disability,
    Use,
    care_demand,
    per_1000,
)
from projection.care.prevalence import OLD, level_for, prevalence
from projection.care.supply import added, gap, quantities, standing

AGE = np.arange(101)
PEOPLE = np.stack([1.1 * 20_000 * np.exp(-AGE / 70), 20_000 * np.exp(-AGE / 55)])
YEARS = np.arange(16.0)
ILL = Dementia(level_for(PEOPLE, 0.06, 0.09, 0.0), 0.09, 0.0, 0.0, 1.0)
NOBODY = Dementia(-np.inf, 0.09, 0.0, 0.0, 1.0)
SURVEY = Disability("survey", level_for(PEOPLE, 0.116, 0.12, 0.1), 0.12, 0.1, 0.0, (0.5, 0.2, 0.3))
CARE = Care(
    mode="need",
    settings=((0.9, 0.09, 0.01), (0.8, 0.1, 0.1), (0.6, 0.1, 0.3)),
    places=(0.9, 0.07, 0.03),
    independent=0.0,
    occupancy=0.55,
    beds_per_1000=30.0,
    nursing_share=0.55,
    residents_per_carer=(6.0, 5.0, 3.0, 10.0),
    hours=(3.0, 5.0, 7.0),
    worker_hours=40.0,
    productive=0.7,
    residents=(0.2, 0.2, 0.3, 0.3),
    turnover=0.25,
    dementia_inside=0.05,
    day_days=3.0,
    home_beds=0.03,
)
USED = Use(level_for(PEOPLE, 0.0074, 0.1, 0.0), 0.1, 0.0, 0.0)


def somebody(seed: int, most: float, empty: float) -> np.ndarray:
    """Return random people of three places or years; a share of the cells is empty."""
    rng = np.random.default_rng(seed)
    return rng.uniform(0, most, (3, 2, 101)) * (rng.random((3, 2, 101)) >= empty)


people = st.builds(somebody, st.integers(0, 2**32), st.floats(1e-3, 1e7), st.floats(0, 1))


def demand(
    population=PEOPLE[None], disability: Disability = SURVEY, care: Care = CARE, dementia: Dementia = NOBODY
) -> CareDemand:
    years = np.shape(population)[-3]
    return care_demand(population, np.arange(years), disability, dementia, USED, care)


def test_the_level_meets_the_named_definition_in_the_base_year():
    for share in (0.0234, 0.116, 0.183):
        found = demand(disability=replace(SURVEY, level=level_for(PEOPLE, share, 0.12, 0.1)))
        assert found.disabled.sum() / found.older.sum() == pytest.approx(share, rel=1e-12)


@given(people, st.floats(0.001, 0.999), st.floats(0.05, 0.2), st.floats(-0.5, 0.5))
def test_the_level_meets_any_share_of_any_people(population, share, slope, shift):
    population = population + 1
    level = level_for(population, share, slope, shift)
    older = population[..., OLD:]
    rates = prevalence(level, slope, shift)[..., OLD:]
    np.testing.assert_allclose((older * rates).sum(axis=(-2, -1)) / older.sum(axis=(-2, -1)), share, rtol=1e-9)


def test_the_fitted_schedule_gives_the_shares_by_age_of_its_published_fit():
    """Survey level with b = 0.12: 2.9, 9.0, 24.7, 52.1 and 78.3 % at 60, 70, 80, 90 and 100, as fitted on a national structure."""
    level = np.log(0.247 / 0.753) - 0.12 * 0.5
    rates = prevalence(level, 0.12, 0.0)[0, [60, 70, 80, 90, 100]]
    np.testing.assert_allclose(100 * rates, [2.9, 9.0, 24.7, 52.1, 78.3], atol=0.2)


def test_women_are_disabled_more_often_than_men_by_twice_the_shift_in_log_odds():
    female, male = prevalence(-1.0, 0.12, 0.1)[:, 75]
    assert np.log(female / (1 - female)) - np.log(male / (1 - male)) == pytest.approx(0.2)
    assert (prevalence(-1.0, 0.12, 0.1)[:, :60] == 0).all()


@given(people, st.sampled_from(["use", "need", "policy"]))
def test_the_settings_add_up_to_the_disabled(population, mode):
    found = demand(population, care=replace(CARE, mode=mode))
    np.testing.assert_allclose(found.users.sum(axis=-1), found.disabled, rtol=1e-12, atol=1e-9)
    np.testing.assert_allclose(found.people.sum(axis=-1), found.older, rtol=1e-12, atol=1e-9)
    assert (found.users >= 0).all()


@given(people, st.sampled_from(["use", "need", "policy"]))
def test_twice_the_people_need_twice_the_beds_and_carers_exactly(population, mode):
    care = replace(CARE, mode=mode)
    once, twice = demand(population, care=care), demand(2 * population, care=care)
    for name in ("disabled", "users", "beds_need", "beds_policy", "beds", "nursing_beds", "carers", "independent"):
        np.testing.assert_array_equal(getattr(twice, name), 2 * getattr(once, name))


def test_nobody_disabled_needs_no_bed_and_everybody_disabled_is_everybody_over_60():
    none = demand(disability=replace(SURVEY, level=level_for(PEOPLE, 0.0, 0.12, 0.1)))
    assert none.beds_need.tolist() == [0.0]
    assert none.carers.sum() == 0
    everyone = demand(disability=replace(SURVEY, level=level_for(PEOPLE, 1.0, 0.12, 0.1)))
    np.testing.assert_allclose(everyone.disabled.sum(axis=-1), everyone.older, rtol=1e-12)


def test_full_beds_halve_what_half_full_beds_need():
    half, full = demand(care=replace(CARE, occupancy=0.5)), demand(care=replace(CARE, occupancy=1.0))
    np.testing.assert_array_equal(half.beds_need, 2 * full.beds_need)
    np.testing.assert_array_equal(half.nursing_need, 2 * full.nursing_need)
    np.testing.assert_array_equal(half.beds_policy, full.beds_policy)


def test_a_trend_of_zero_is_the_frozen_prevalence_bit_for_bit():
    still = demand(np.broadcast_to(PEOPLE, (16, 2, 101)))
    assert (still.disabled == still.disabled[0]).all()
    falling = demand(np.broadcast_to(PEOPLE, (16, 2, 101)), replace(SURVEY, trend=-0.01))
    np.testing.assert_allclose(falling.disabled, still.disabled * np.exp(-0.01 * YEARS)[:, None], rtol=1e-12)


def test_a_rising_trend_never_disables_more_people_than_there_are():
    many = replace(SURVEY, level=level_for(PEOPLE, 0.9, 0.12, 0.1), trend=0.05)
    found = demand(np.broadcast_to(PEOPLE, (16, 2, 101)), many)
    assert (found.disabled.sum(axis=-1) <= found.older * (1 + 1e-12)).all()


def test_policy_places_are_a_share_of_all_people_over_60():
    found = demand(care=replace(CARE, mode="policy", occupancy=1.0))
    np.testing.assert_allclose(found.beds_need, 0.03 * found.older, rtol=1e-12)
    scarce = demand(care=replace(CARE, mode="policy", occupancy=1.0, places=(0.999, 0.0005, 0.0005)))
    assert scarce.users[..., INSTITUTION].sum() == pytest.approx(0.0005 * scarce.older.sum())
    assert scarce.independent.sum() == pytest.approx(0, abs=1e-9)
    assert scarce.users[..., HOME].sum() > demand().users[..., HOME].sum()


def test_current_use_meets_the_count_and_goes_on_by_age():
    """As many residents as were counted, in the shares of the residents; nothing of it depends on who is disabled."""
    population = np.broadcast_to(PEOPLE, (16, 2, 101))
    used = replace(CARE, mode="use")
    found = demand(population, care=used)
    np.testing.assert_allclose(found.people[..., INSTITUTION], 0.0074 * found.older, rtol=1e-12)
    np.testing.assert_allclose(
        found.users[..., INSTITUTION].T, np.outer((0.2, 0.2, 0.3), 0.0074 * found.older), rtol=1e-12
    )
    np.testing.assert_allclose(found.beds_need, found.people[..., INSTITUTION] / 0.55, rtol=1e-12)
    other = demand(population, replace(SURVEY, level=level_for(PEOPLE, 0.08, 0.12, 0.1)), care=used)
    np.testing.assert_array_equal(other.beds_need, found.beds_need)
    counted, falling = 4, replace(USED, trend=-0.02, since=4.0)
    less = care_demand(population, YEARS, SURVEY, NOBODY, falling, used)
    change = np.exp(-0.02 * np.maximum(YEARS - counted, 0))
    np.testing.assert_allclose(less.beds_need, found.beds_need * change, rtol=1e-12)


@pytest.mark.parametrize("occupancy", [0.7, 0.85, 1.0])
def test_the_places_of_a_rule_are_beds_and_fewer_live_in_them(occupancy):
    found = demand(care=replace(CARE, mode="policy", occupancy=occupancy))
    np.testing.assert_allclose(found.beds_need, 0.03 * found.older, rtol=1e-12)
    np.testing.assert_allclose(found.people[..., INSTITUTION], occupancy * found.beds_need, rtol=1e-12)


def test_the_three_demands_are_told_whichever_is_chosen():
    chosen = {mode: demand(care=replace(CARE, mode=mode)) for mode in ("use", "need", "policy")}
    for mode, name in (("use", "beds_by_use"), ("need", "beds_by_need"), ("policy", "beds_by_rule")):
        for found in chosen.values():
            np.testing.assert_allclose(getattr(found, name), chosen[mode].beds_need, rtol=1e-12)


def test_hires_are_growth_and_those_who_leave():
    found = demand(PEOPLE * np.array([1.0, 1.1, 1.0])[:, None, None])
    total = found.carers.sum(axis=-1)
    assert np.isnan(found.hires[0])
    np.testing.assert_allclose(found.hires[1:], [0.1 * total[0] + 0.25 * total[0], 0.25 * total[1]], rtol=1e-12)


def test_no_more_people_with_dementia_are_disabled_than_are_disabled_at_all():
    census = replace(SURVEY, level=level_for(PEOPLE, 0.0234, 0.12, 0.1))
    found = demand(disability=census, dementia=ILL)
    np.testing.assert_allclose(found.dementia_only, found.dementia - found.disabled.sum(axis=-1), rtol=1e-9)


def test_a_person_with_dementia_and_disability_is_counted_once():
    ill = Dementia(level_for(PEOPLE, 0.06, 0.09, 0.0), 0.09, 0.0, 0.0, 0.75)
    found = demand(dementia=ill)
    np.testing.assert_allclose(found.dementia, 0.06 * found.older, rtol=1e-12)
    np.testing.assert_allclose(found.dementia_only, 0.25 * found.dementia, rtol=1e-12)
    np.testing.assert_array_equal(found.beds_need, demand().beds_need)


def test_carers_follow_ratios_inside_and_hours_outside():
    found = demand()
    mild, moderate, severe = found.users[0, :, INSTITUTION]
    assert found.carers[0, INSTITUTION] == pytest.approx(mild / 6 + moderate / 5 + severe / 3)
    mild, moderate, severe = found.users[0, :, COMMUNITY]
    assert found.carers[0, COMMUNITY] == pytest.approx((3 * mild + 5 * moderate + 7 * severe) / (40 * 0.7))


def test_places_draws_and_years_are_computed_at_once():
    """Three places, five draws and four years give what each gives alone."""
    rng = np.random.default_rng(1)
    population = rng.uniform(0, 1000, (3, 5, 4, 2, 101))
    level, occupancy, trend = rng.uniform(-3, 0, 5), rng.uniform(0.3, 1, 5), rng.normal(-0.01, 0.01, 5)
    together = demand(population, replace(SURVEY, level=level, trend=trend), replace(CARE, occupancy=occupancy))
    assert together.users.shape == (3, 5, 4, 3, 3)
    for draw in range(5):
        alone = demand(
            population[2, draw],
            replace(SURVEY, level=level[draw], trend=trend[draw]),
            replace(CARE, occupancy=occupancy[draw]),
        )
        np.testing.assert_allclose(together.beds[2, draw], alone.beds, rtol=1e-12)
        np.testing.assert_allclose(together.carers[2, draw], alone.carers, rtol=1e-12)


def test_where_nobody_lives_counts_are_zero_and_rates_unknown():
    found = demand(np.zeros((1, 2, 101)))
    assert found.beds.tolist() == [0.0]
    assert found.carers.sum() == 0
    assert np.isnan(per_1000(found.beds, found.older)).all()
    assert per_1000(demand().beds_policy, demand().older) == pytest.approx(30)


def test_shares_that_do_not_add_up_are_scaled_and_logged(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING):
        scaled = demand(disability=replace(SURVEY, severity=(5.0, 2.0, 3.0)))
    assert caplog.messages == ["severity: the shares add up to 10, scaled to 1"]
    np.testing.assert_allclose(scaled.disabled, demand().disabled)


@pytest.mark.parametrize("lever", ["slope", "sex_shift", "level", "severity", "trend"])
def test_every_lever_of_disability_moves_beds_or_carers(lever: str):
    changed = {"slope": 0.16, "sex_shift": 0.3, "level": -1.0, "severity": (0.2, 0.3, 0.5), "trend": -0.02}
    population = np.broadcast_to(PEOPLE, (16, 2, 101))
    before, after = demand(population), demand(population, replace(SURVEY, **{lever: changed[lever]}))
    assert before.beds_need[-1] != after.beds_need[-1]


@pytest.mark.parametrize(
    ("lever", "value", "moved"),
    [
        ("settings", ((0.8, 0.1, 0.1),) * 3, "beds_need"),
        ("independent", 0.01, "beds_need"),
        ("occupancy", 0.8, "beds_need"),
        ("beds_per_1000", 40.0, "beds_policy"),
        ("nursing_share", 0.73, "nursing_policy"),
        ("residents_per_carer", (5.0, 4.0, 2.0, 10.0), "carers"),
        ("hours", (4.0, 6.0, 8.0), "carers"),
        ("worker_hours", 48.0, "carers"),
        ("productive", 0.8, "carers"),
        ("dementia_inside", 0.1, "dementia_beds"),
        ("day_days", 5.0, "day_places"),
        ("home_beds", 0.1, "home_beds"),
    ],
)
def test_every_lever_of_care_moves_its_number(lever: str, value, moved: str):
    before, after = demand(dementia=ILL), demand(dementia=ILL, care=replace(CARE, **{lever: value}))
    assert (getattr(before, moved) != getattr(after, moved)).any()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"occupancy": 0.2}, "occupancy is 0.2; it must lie above 0.2 and not above 1"),
        ({"occupancy": 1.01}, "occupancy is 1.01; it must lie above 0.2 and not above 1"),
        ({"occupancy": np.nan}, "occupancy is nan; it must lie above 0.2 and not above 1"),
        ({"settings": ((0.5, -0.5, 1.0),) * 3}, "settings is -0.5 to 1; it must be a number of at least 0"),
        ({"settings": (1.0, 0.0)}, r"settings has shape \(2,\); its last axis must have 3 shares"),
        ({"mode": "both"}, "mode 'both' is not known; take use, need or policy"),
        ({"nursing_share": 55.0}, "the share of nursing beds is 55; it must lie between 0 and 1"),
        ({"residents_per_carer": (0, 5, 3, 10)}, "residents per carer is 0 to 10; it must be a number above 0"),
        ({"turnover": 25.0}, "the turnover of carers is 25; it must lie between 0 and 1"),
        ({"day_days": 6.0}, "the days a week in a day-care centre is 6; it must lie between 0 and 5"),
        ({"productive": 0.0}, "the productive share of a carer's hours is 0; give a share above 0"),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence(changed: dict, sentence: str):
    with pytest.raises(ValueError, match=sentence):
        demand(care=replace(CARE, **changed))


def test_people_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="missing or negative cells"):
        demand(np.full((1, 2, 101), -1.0))
    with pytest.raises(ValueError, match=r"must end in \[2, 101\]"):
        demand(np.ones((1, 101, 2)))
    with pytest.raises(ValueError, match="need one year of since_base each"):
        care_demand(PEOPLE[None], [0, 1], SURVEY, NOBODY, USED, CARE)
    with pytest.raises(ValueError, match="nobody is aged 60 or over"):
        level_for(np.zeros((2, 101)), 0.1, 0.12, 0.1)
    with pytest.raises(ValueError, match="it must lie between 0 and 1"):
        level_for(PEOPLE, 11.6, 0.12, 0.1)


# Against what stands


def test_an_unknown_stock_gives_no_gap_and_says_why():
    unknown, known = gap(np.array([100.0, 120.0]), None), gap(np.array([100.0, 120.0]), 110.0)
    assert np.isnan(unknown.short).all()
    assert (unknown.reason, known.reason) == ("stock_unknown", "")
    assert known.short.tolist() == [-10.0, 10.0]
    with pytest.raises(ValueError, match="give a number of at least 0, or None"):
        gap(np.array([1.0]), float("nan"))


def test_beds_once_built_stand_and_only_new_ones_are_added():
    needed = np.array([100.0, 130.0, 120.0, 150.0])
    assert standing(needed, 110.0).tolist() == [110.0, 130.0, 130.0, 150.0]
    assert added(standing(needed, 110.0), 110.0).tolist() == [0.0, 20.0, 0.0, 20.0]
    unknown = added(standing(needed, None), None)
    assert np.isnan(unknown[0])
    assert unknown[1:].tolist() == [30.0, 0.0, 20.0]


@given(st.lists(st.floats(0, 1e6), min_size=10, max_size=10), st.floats(0, 1e6), st.integers(1, 10))
def test_what_is_short_is_built_in_equal_steps_that_just_meet_the_need_of_the_last(needed, stock, years):
    need = np.array(needed)
    stand = standing(need, stock, years)
    new = added(stand, stock)
    np.testing.assert_allclose(new[:years], max(need[years - 1] - stock, 0) / years, atol=1e-6)
    assert stand[years - 1] == pytest.approx(max(need[years - 1], stock))
    np.testing.assert_array_equal(stand[years:], np.maximum.accumulate(stand[years - 1 :])[1:])
    assert (stand[years:] >= need[years:]).all()
    assert (new >= -1e-6).all()
    assert (standing(need, stock, 1) == np.maximum.accumulate(np.maximum(need, stock))).all()


@pytest.mark.parametrize("years", [0, 3])
def test_a_shortage_is_built_within_the_years_there_are(years):
    with pytest.raises(ValueError, match="give a number from 1 to 2"):
        standing(np.ones(2), 0.0, years)


def test_what_prices_multiply_adds_up():
    found = demand(np.stack([PEOPLE, 1.1 * PEOPLE]))
    counted = quantities(found, 1000.0, 500.0)
    inside = sum(counted[f"institution_{who}"] for who in ("independent", "mild", "moderate", "severe"))
    np.testing.assert_allclose(inside, counted["beds_occupied"])
    np.testing.assert_allclose(counted["beds"], 1000.0 + np.cumsum(counted["beds_added"]))
    np.testing.assert_allclose(counted["nursing_beds"] + counted["other_beds"], counted["beds"])
    outside = sum(counted[f"{k}_{who}"] for k in ("home", "community") for who in ("mild", "moderate", "severe"))
    np.testing.assert_allclose(inside + outside, found.disabled.sum(axis=-1))
