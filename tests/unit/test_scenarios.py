"""Scenarios: a neutral lever changes no bit, each lever moves a number, and what is doubled doubles."""

from dataclasses import replace

import numpy as np
import pytest

from pages.parts import scenario_runs as runs
from pages.parts import scenario_state as states
from pages.parts import tables
from pages.parts.projections import projected
from pages.parts.scenario_goal import found_for
from policy.goal_seek import Found
from projection import care_assumptions, scenarios
from projection.scenarios import Scenario

DONGYING, NATION = "370500", "000000"
YEAR = 2035
PACKS = tuple(tables.table("packs")["pack"].unique())
DEFINITIONS = care_assumptions.DEFINITIONS
RNG = np.random.default_rng(20261125)


def at(place: str, state: states.State) -> dict[str, tuple[float, ...]]:
    """Return central value and band of every output in 2035 and 2050."""
    return {
        name: (*path.at(2026), *path.at(YEAR), *path.at(2050))
        for name, path in runs.paths(place, states.encoded(state)).items()
    }


def shown(place: str, state: states.State) -> dict[str, tuple[float, ...]]:
    """Return the numbers of a state with its chosen pack."""
    return at(place, state)


def moved(state: states.State, name: str) -> states.State:
    """Return a state with one lever at the end of its range that lies farther from its value."""
    lever = states.levers()[name]
    now = dict(state.scenario.changed).get(name, lever.default)
    end = lever.high if lever.high - now >= now - lever.low else lever.low
    return runs.swing_of(state, name, end)


def test_a_neutral_scenario_is_the_projection_bit_for_bit():
    found = runs.paths(DONGYING, "")
    base = projected(DONGYING)
    assert base is not None
    for name in ("age60", "age80", "dependency"):
        assert (found[name].central == base.central[name]).all()


@pytest.mark.parametrize("name", [*states.levers()])
def test_a_lever_set_to_its_default_is_the_baseline_bit_for_bit(name):
    lever = states.levers()[name]
    scenario = Scenario(changed=((name, lever.default),))
    inputs = runs.inputs_of(DONGYING)
    assert inputs is not None
    ours, base = (
        scenarios.outputs(scenarios.run(inputs, runs.nation(), each, states.defaults()))
        for each in (scenario, Scenario())
    )
    assert all((ours[output] == base[output]).all() for output in base)


def pack_using(name: str) -> str:
    """Return a pack whose countable rules use a lever; Kunming's where it needs none."""
    for slug in ("kunming-2017", *PACKS):
        prices = runs.priced(DONGYING, slug, "continues", frozenset(states.GIVEN))
        if name in prices.portions | prices.bases:
            return slug
    return "kunming-2017"


@pytest.mark.parametrize("name", [*states.levers()])
def test_each_lever_that_is_drawn_moves_a_number(name):
    definition = name if name in DEFINITIONS else "disability_survey"
    mode = "policy" if name in ("places_community", "places_institution", "residents_per_carer_independent") else "need"
    every = dict.fromkeys(states.GIVEN, 10.0)
    state = replace(states.State(Scenario(definition, mode), pack=pack_using(name), after="continues"), **every)
    assert name in runs.active(DONGYING, state), f"{name} is never drawn"
    before, after = shown(DONGYING, state), shown(DONGYING, moved(state, name))
    assert before.keys() == after.keys()
    assert any(before[output] != after[output] for output in before), f"{name} moves nothing"


@pytest.mark.parametrize("slug", PACKS)
def test_no_lever_is_drawn_that_moves_nothing(slug):
    for mode in scenarios.MODES:
        state = states.State(Scenario(mode=mode), pack=slug)
        before = shown(DONGYING, state)
        for name in runs.active(DONGYING, state):
            after = shown(DONGYING, moved(state, name))
            assert any(before[output] != after[output] for output in before), (
                f"{name} moves nothing under {slug}, {mode}"
            )


def test_fertility_moves_the_dependency_and_not_the_old():
    before = runs.paths(DONGYING, "")
    after = runs.paths(DONGYING, states.encoded(runs.swing_of(states.State(), "fertility_shift", 0.5)))
    assert (before["age60"].central == after["age60"].central).all()
    assert after["dependency"].at(2050)[0] < before["dependency"].at(2050)[0]
    assert after["dependency"].at(YEAR)[0] == before["dependency"].at(YEAR)[0]


@pytest.mark.parametrize("mode", scenarios.MODES)
def test_settings_add_up_to_the_disabled_and_levels_too(mode):
    found = runs.paths(DONGYING, "" if mode == "need" else "mopolicy")
    disabled = found["disabled"].central
    assert found["home"].central + found["community"].central + found["institution"].central == pytest.approx(disabled)
    assert found["mild"].central + found["moderate"].central + found["severe"].central == pytest.approx(disabled)


def test_twice_the_people_need_twice_the_beds_and_cost_twice_as_much():
    inputs = runs.inputs_of(DONGYING)
    assert inputs is not None
    twice = replace(inputs, people=2 * inputs.people, rates=inputs.rates._replace(migration=2 * inputs.rates.migration))
    one, two = (scenarios.run(each, runs.nation(), Scenario(), states.defaults()) for each in (inputs, twice))
    first, second = scenarios.outputs(one), scenarios.outputs(two)
    for name in ("beds_need", "beds_policy", "nursing_need", "carers", "disabled"):
        assert second[name] == pytest.approx(2 * first[name])
    state = states.State(pack="kunming-2017", stock=0.0, nursing_stock=0.0)
    costs = [runs.costs(DONGYING, state, each)["cost"] for each in (one, two)]
    assert costs[1] == pytest.approx(2 * costs[0])


def test_nobody_disabled_needs_no_bed():
    none = states.defaults() | {"disability_survey": 0.0}
    inputs = runs.inputs_of(DONGYING)
    assert inputs is not None
    found = scenarios.outputs(scenarios.run(inputs, runs.nation(), Scenario(), none))
    assert (found["beds_need"] == 0).all()
    assert (found["carers"] == 0).all()


def test_policy_levers_widen_no_band():
    narrow = runs.paths(DONGYING, "")["beds_policy"]
    wide = runs.paths(DONGYING, "ey60")["beds_policy"]
    assert wide.quantiles == pytest.approx(2 * narrow.quantiles)


def test_two_scenarios_share_their_draws():
    base, other = runs.paths(DONGYING, ""), runs.paths(DONGYING, "eb14.2")
    ratio = other["disabled"].quantiles / base["disabled"].quantiles
    assert np.ptp(ratio) < 0.05 * ratio.mean()


@pytest.mark.parametrize("mode", scenarios.MODES)
def test_the_band_holds_the_central_path_and_each_tenth_of_the_tornado_its_side(mode):
    code = "" if mode == "need" else "mopolicy"
    found = runs.paths(DONGYING, code)
    for name in ("age60", "disabled", "carers"):
        value, low, high = found[name].at(YEAR)
        assert low < value < high
    swings = {swing.name: swing for swing in runs.tornado(DONGYING, code, "disabled", YEAR)}
    central = found["disabled"].at(YEAR)[0]
    assert {"mortality", "drift", "base", "disability_level", "disability_trend"} <= set(swings)
    assert "fertility" not in swings
    assert all(min(s.low, s.high) < central < max(s.low, s.high) for s in swings.values())


def test_the_nation_has_neither_migration_nor_drift_in_its_tornado():
    names = {swing.name for swing in runs.tornado(NATION, "", "disabled", YEAR)}
    assert names.isdisjoint({"migration", "drift"})


def test_goal_seek_run_forward_meets_its_target():
    code = states.encoded(states.State(nursing_stock=3000.0, carer_stock=900.0))
    for kind, name in (("beds", "beds_need"), ("nursing", "nursing_need"), ("carers", "carers")):
        goal = found_for(DONGYING, code, kind, YEAR)
        assert isinstance(goal, Found)
        assert goal.path[-1] == pytest.approx(runs.paths(DONGYING, code)[name].at(YEAR)[0], rel=0.005)
    assert not isinstance(found_for("620700", "", "beds", YEAR), Found)


def test_kunmings_operating_subsidy_on_dongyings_people_by_hand():
    """50 yuan a bed and month: beds needed in 2035 × 50 × 12."""
    lines = runs.cost_lines(DONGYING, "pkkunming-2017")
    own = lines[(lines["line"] == "kunming-2017/operating/fiscal") & (lines["year"] == YEAR)].iloc[0]
    beds = runs.paths(DONGYING, "pkkunming-2017")["beds_need"].at(YEAR)[0]
    assert own["nominal"] == pytest.approx(beds * 600)
    assert own["borrowed_by"] == DONGYING
    assert own["document"]


def random_state() -> states.State:
    """Return a state with many levers somewhere in their ranges."""
    names = RNG.choice([*states.levers()], size=12, replace=False)
    changed = []
    for name in sorted(names, key=[*states.levers()].index):
        lever = states.levers()[name]
        steps = round((lever.high - lever.low) / lever.step)
        value = round(lever.low + lever.step * int(RNG.integers(0, steps + 1)), 6)
        if value != lever.default:
            changed.append((name, value))
    scenario = Scenario(
        str(RNG.choice(DEFINITIONS)),
        scenarios.MODES[int(RNG.integers(2))],
        scenarios.PLANS[int(RNG.integers(3))],
        tuple(changed),
    )
    stock = float(RNG.integers(0, 50_000)) if RNG.random() < 0.5 else None
    return states.State(scenario, str(RNG.choice(PACKS)), float(RNG.integers(30, 301)), stock=stock)


@pytest.mark.parametrize("round_", range(50))
def test_a_random_state_reopens_from_its_link_with_the_same_numbers(round_):
    state = random_state()
    again, faults = states.from_address(states.to_address(state) | {"v": "1", "place": DONGYING})
    assert faults == states.Faults()
    assert again == state
    assert states.decoded(states.encoded(state)) == state
    assert len(states.encoded(state)) < 300
    if round_ % 5 == 0:
        first = {name: path.central for name, path in runs.paths(DONGYING, states.encoded(state)).items()}
        runs.paths.clear()  # pyright: ignore[reportFunctionMemberAccess]
        second = runs.paths(DONGYING, states.encoded(again))
        assert all((first[name] == second[name].central).all() for name in first)


def test_an_address_with_every_lever_moved_is_short_enough():
    state = states.State()
    for name in states.levers():
        state = moved(state, name)
    address = "&".join(f"{name}={value}" for name, value in states.to_address(state).items())
    assert len(address) < states.LONGEST_ADDRESS


def test_every_lever_has_its_own_two_letters():
    codes = [*states.CODES.values(), *states.CHOICE_CODES.values()]
    assert len(set(codes)) == len(codes)
    assert set(states.CODES) == set(states.levers())


@pytest.mark.parametrize("code", ["qq1", "ex", "ex999", "exmany", "pknowhere", "?", "dfx"])
def test_a_broken_code_leads_nowhere(code):
    with pytest.raises(KeyError):
        states.decoded(code)


def test_severities_of_nothing_are_refused():
    none = {f"severity_{level}": "0" for level in ("mild", "moderate", "severe")}
    state, faults = states.from_address(none)
    assert state == states.State()
    assert len(faults.outside) == 3


def test_care_at_another_place_differs_in_occupancy_alone():
    values = states.defaults()
    care = care_assumptions.care(values, "need")
    here, there = (
        scenarios.care_draws(scenarios.uniforms("test", place, 50), values, care) for place in ("530100", "370500")
    )
    moved = scenarios.at_place(here, "test", "370500", values)
    for name in ("level", "trend", "settings", "occupancy"):
        np.testing.assert_array_equal(getattr(moved, name), getattr(there, name))
    assert (moved.occupancy != here.occupancy).any()
