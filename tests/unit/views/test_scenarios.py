"""Scenarios: a neutral lever changes no bit, each lever moves a number, and what is doubled doubles."""

import inspect
import json
import re
from dataclasses import replace
from itertools import product
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest

from policy.scenario.borrowed import NO_PACK
from policy.scenario.costs import ADDED, LONGEST_PAID, counting, totals
from policy.scenario.goal_seek import Found, Infeasible
from policy.scenario.outputs import OUTPUTS, PAID_BY, SERVICES, SHOWN
from projection.care import assumptions, scenarios, uncertain
from projection.care.assumptions import SEVERITIES
from projection.care.scenarios import Scenario, moved_rates
from tests.sampling import sampled
from views import edition
from views.edition import STORED
from views.projections import projected
from views.scenario import answer, budget, named
from views.scenario import case as cases
from views.scenario import state as states
from views.scenario.budget import Paid, Unpaid, paid_for
from views.scenario.case import case_of, nation
from views.scenario.controls import OF_VIEW, active, borrowable, contradictions
from views.scenario.doubt import changes, doubt, tornado
from views.scenario.draws import care_of, deviations_of, inputs_of
from views.scenario.goal import found_for, outcome, summary, target_of, turnable, turned
from views.scenario.money import money_lines
from views.scenario.packs import best_documented_pack, priced, usual_pack_of
from views.scenario.path import Path
from views.scenario.standing import residents_of

DONGYING, NATION = "370500", "000000"
YEAR = 2035
PACKS = tuple(edition.table("packs")["pack"].unique())
MONEY = ("cost", "cost_real", "cost_per_older")
DEFINITIONS = assumptions.DEFINITIONS
SEED = 20261125
CARDS = ("in_institution", "beds_need", "nursing_need", "carers", "cost")
LEVELS = scenarios.Levels(nation(), residents_of(DONGYING, None))


def at(place: str, state: states.State) -> dict[str, tuple[float, ...]]:
    """Return central value and band of every output in 2035 and 2050."""
    return {
        name: (*path.at(2026), *path.at(YEAR), *path.at(2050))
        for name, path in every(case_of(place, states.encoded(state))).items()
    }


def every(case: cases.Case) -> dict[str, Path]:
    """Return every output of a case."""
    return {name: case.path(name) for name in case.outputs}


def outputs_of(run: scenarios.Run) -> dict[str, Any]:
    """Return every output of a run."""
    return {name: output(run) for name, output in scenarios.OUTPUTS.items()}


def shown(place: str, state: states.State) -> dict[str, tuple[float, ...]]:
    """Return the numbers of a state with its chosen pack."""
    return at(place, state)


def moved(state: states.State, name: str) -> states.State:
    """Return a state with one lever at the end of its range that lies farther from its value."""
    lever = states.levers()[name]
    now = dict(state.scenario.changed).get(name, lever.default)
    end = lever.high if lever.high - now >= now - lever.low else lever.low
    return states.moved(state, name, end)


def test_a_neutral_scenario_is_the_projection_bit_for_bit():
    found = every(case_of(DONGYING, ""))
    base = projected(DONGYING)
    assert base is not None
    for name in ("age60", "age80", "dependency"):
        assert (found[name].central == base.central[name]).all()


@pytest.mark.parametrize("name", [*states.levers()])
def test_a_lever_set_to_its_default_is_the_baseline_bit_for_bit(name):
    lever = states.levers()[name]
    scenario = Scenario(changed=((name, lever.default),))
    inputs = inputs_of(DONGYING)
    assert inputs is not None
    ours, base = (outputs_of(scenarios.run(inputs, LEVELS, each, states.defaults())) for each in (scenario, Scenario()))
    for output, values in base.items():
        np.testing.assert_array_equal(ours[output], values)


def pack_using(name: str) -> str:
    """Return a pack whose countable rules use a lever; Kunming's where it needs none."""
    for slug in ("kunming-2017", *PACKS):
        prices = priced(DONGYING, slug, "continues", frozenset(states.GIVEN))
        if name in prices.portions | prices.bases:
            return slug
    return "kunming-2017"


def in_view(place: str, state: states.State, view: str) -> list[object]:
    """Return the numbers of the cards and of the charts and lines of a view in every year, but for the noise of their last bits."""
    case = case_of(place, states.encoded(state))
    money = [name for name in case.outputs if name in PAID_BY] if view == "money" else []
    names = {*CARDS, *(SERVICES if view == "services" else SHOWN), *money} & {*case.outputs}
    paths = [case.path(name) for name in sorted(names)]
    numbers = [f"{value:.9g}" for path in paths for value in (*path.central, *path.quantiles.ravel())]
    lines = [fan for chart in answer.fans(case, ("beds_need", "nursing_need"), YEAR, "en") for fan in (chart.figure,)]
    return [*numbers, *lines]


def view_of(name: str) -> str:
    """Return the view that a lever's chart stands in."""
    return "services" if states.levers()[name].section in OF_VIEW["services"] else "money"


def state_with(name: str) -> states.State:
    """Return a state in which a lever is drawn."""
    definition = (
        name if name in DEFINITIONS else {part: each for each, parts in SEVERITIES.items() for part in parts}.get(name)
    )
    need = ("institution_mild", "institution_moderate", "institution_severe", "independent_share")
    mode = "policy" if name == "places_institution" else "need" if name in need else "use"
    plan = "standard" if name in ("beds_per_1000", "nursing_share") else "need"
    scenario = Scenario(definition or "disability_survey", mode, plan)
    known = dict.fromkeys(states.GIVEN, 10.0) | (
        {"stock": 1000.0, "nursing_stock": 100.0} if name == "build_years" else {}
    )
    return replace(states.State(scenario, pack=pack_using(name), after="continues"), **known)


@pytest.mark.parametrize("name", [*states.levers()])
def test_each_lever_moves_a_card_or_a_chart_of_its_view(name):
    state = state_with(name)
    assert name in active(case_of(DONGYING, states.encoded(state))), f"{name} is never drawn"
    before, after = (in_view(DONGYING, each, view_of(name)) for each in (state, moved(state, name)))
    assert before != after, f"{name} moves nothing that is seen"


@pytest.mark.parametrize(("slug", "mode"), sampled(product(PACKS, scenarios.MODES), 2))
def test_no_lever_is_drawn_that_moves_nothing(mode, slug):
    state = states.State(Scenario(mode=mode), pack=slug)
    before = {view: in_view(DONGYING, state, view) for view in ("services", "money")}
    for name in active(case_of(DONGYING, states.encoded(state))):
        view = view_of(name)
        assert in_view(DONGYING, moved(state, name), view) != before[view], f"{name} moves nothing under {slug}, {mode}"


def test_where_a_lever_takes_more_than_live_there_all_of_them_leave():
    inputs, given = inputs_of(DONGYING), states.defaults()
    assert inputs is not None
    leaving = replace(inputs, rates=moved_rates(inputs, given | {"migration_shift": -3.0}))
    with pytest.raises(ValueError, match="migration takes"):
        scenarios.run(leaving, LEVELS, Scenario(), given)
    found = scenarios.run(inputs, LEVELS, Scenario(changed=(("migration_shift", -3.0),)), given)
    assert all((values >= 0).all() for values in found.people.values())
    assert found.people["age15_59"][-1] < 0.1 * found.people["age15_59"][0]


def test_fertility_moves_the_dependency_and_not_the_old():
    before = every(case_of(DONGYING, ""))
    after = every(case_of(DONGYING, states.encoded(states.moved(states.State(), "fertility_shift", 0.5))))
    assert (before["age60"].central == after["age60"].central).all()
    assert after["dependency"].at(2050)[0] < before["dependency"].at(2050)[0]
    assert after["dependency"].at(YEAR)[0] == before["dependency"].at(YEAR)[0]


@pytest.mark.parametrize("mode", scenarios.MODES)
def test_settings_add_up_to_the_disabled_and_levels_too(mode):
    found = every(case_of(DONGYING, "" if mode == "need" else "mopolicy"))
    disabled = found["disabled"].central
    assert found["home"].central + found["community"].central + found["institution"].central == pytest.approx(disabled)
    assert found["mild"].central + found["moderate"].central + found["severe"].central == pytest.approx(disabled)


def test_twice_the_people_need_twice_the_beds_and_cost_twice_as_much():
    inputs = inputs_of(DONGYING)
    assert inputs is not None
    twice = replace(inputs, people=2 * inputs.people, rates=inputs.rates._replace(migration=2 * inputs.rates.migration))
    one, two = (scenarios.run(each, LEVELS, Scenario(), states.defaults()) for each in (inputs, twice))
    first, second = outputs_of(one), outputs_of(two)
    for name in ("beds_need", "beds_policy", "nursing_need", "carers", "disabled"):
        assert second[name] == pytest.approx(2 * first[name])
    state = states.State(pack="kunming-2017", stock=0.0, nursing_stock=0.0)
    costs = [case_of(DONGYING, states.encoded(state)).costs(each)["cost"] for each in (one, two)]
    assert costs[1] == pytest.approx(2 * costs[0])


def test_nobody_disabled_needs_no_bed():
    none = states.defaults() | {"disability_survey": 0.0, "independent_share": 0.0}
    inputs = inputs_of(DONGYING)
    assert inputs is not None
    found = outputs_of(scenarios.run(inputs, LEVELS, Scenario(mode="need"), none))
    assert (found["beds_need"] == 0).all()
    assert (found["carers"] == 0).all()


def test_policy_levers_widen_no_band():
    narrow = case_of(DONGYING, "").path("beds_policy")
    wide = case_of(DONGYING, "ey60").path("beds_policy")
    assert wide.quantiles == pytest.approx(60 / 35 * narrow.quantiles)


def test_two_scenarios_share_their_draws():
    base, other = every(case_of(DONGYING, "")), every(case_of(DONGYING, "eb14.2"))
    ratio = other["disabled"].quantiles / base["disabled"].quantiles
    assert np.ptp(ratio) < 0.05 * ratio.mean()


@pytest.mark.parametrize("mode", scenarios.MODES)
def test_the_band_holds_the_central_path_and_each_tenth_of_the_tornado_its_side(mode):
    code = "" if mode == "need" else "mopolicy"
    found = every(case_of(DONGYING, code))
    for name in ("age60", "disabled", "carers"):
        value, low, high = found[name].at(YEAR)
        assert low < value < high
    swings = {swing.name: swing for swing in tornado(case_of(DONGYING, code), "disabled", YEAR)}
    central = found["disabled"].at(YEAR)[0]
    assert {"mortality", "drift", "base", "disability_level", "disability_trend"} <= set(swings)
    assert "fertility" not in swings
    assert all(min(s.low, s.high) < central < max(s.low, s.high) for s in swings.values())


def test_the_nation_has_neither_migration_nor_drift_in_its_tornado():
    names = {swing.name for swing in tornado(case_of(NATION, ""), "disabled", YEAR)}
    assert names.isdisjoint({"migration", "drift"})


def test_goal_seek_run_forward_meets_its_target():
    code = states.encoded(states.State(stock=7000.0, nursing_stock=3000.0, carer_stock=900.0))
    for kind, name in (("beds", "beds_need"), ("nursing", "nursing_need"), ("carers", "carers")):
        goal = found_for(case_of(DONGYING, code), kind, YEAR)
        assert isinstance(goal, Found)
        assert goal.path[-1] == pytest.approx(case_of(DONGYING, code).path(name).at(YEAR)[0], rel=0.005)
    assert not isinstance(found_for(case_of("620700", ""), "beds", YEAR), Found)


def test_kunmings_operating_subsidy_on_dongyings_people_by_hand():
    """50 yuan a bed and month, growing with wages by 2.8 % a year from 2026: beds needed in 2035 × 50 × 12 × 1.028⁹."""
    lines = case_of(DONGYING, "pkkunming-2017").lines
    own = lines[(lines["line"] == "kunming-2017/operating/fiscal") & (lines["year"] == YEAR)].iloc[0]
    beds = case_of(DONGYING, "pkkunming-2017").path("beds_need").at(YEAR)[0]
    assert own["nominal"] == pytest.approx(beds * 600 * 1.028**9)
    assert own["borrowed_by"] == DONGYING
    assert own["document"]


def random_state(round_: int) -> states.State:
    """Return a state with many levers, and every other choice, somewhere in their ranges: the same in each round."""
    rng = np.random.default_rng([SEED, round_])
    names = rng.choice([*states.levers()], size=12, replace=False)
    changed = []
    for name in sorted(names, key=[*states.levers()].index):
        lever = states.levers()[name]
        steps = round((lever.high - lever.low) / lever.step)
        value = round(lever.low + lever.step * int(rng.integers(0, steps + 1)), 6)
        if value != lever.default:
            changed.append((name, value))
    scenario = Scenario(
        str(rng.choice(DEFINITIONS)),
        scenarios.MODES[int(rng.integers(3))],
        scenarios.PLANS[int(rng.integers(3))],
        assumptions.RULES[int(rng.integers(2))],
        tuple(changed),
    )
    state = states.State(scenario, str(rng.choice(PACKS)), float(rng.integers(30, 301)), str(rng.choice(states.ENDS)))
    counts = (*states.STOCKS, *states.GIVEN)
    given: dict[str, Any] = {name: float(rng.integers(0, 50_000)) for name in counts if rng.random() < 0.5}
    for name in ("bed_target", "nursing_target"):
        if rng.random() < 0.3:
            given[name] = str(rng.choice(states.options()[name]))
    return replace(state, **given)


@pytest.mark.parametrize("round_", range(50))
def test_a_random_state_reopens_from_its_link_with_the_same_numbers_bit_for_bit(round_):
    state = random_state(round_)
    address = urlencode(states.to_address(state) | {"v": states.VERSION, "place": DONGYING, "lang": "zh"})
    again, faults = states.from_address(dict(parse_qsl(address)))
    assert faults == states.Faults(), round_
    assert again == state
    assert states.decoded(states.encoded(state)) == state
    assert len(states.encoded(state)) < 400
    first = every(case_of(DONGYING, states.encoded(state)))
    for kept in (case_of, care_of, deviations_of):
        STORED.kept.pop(inspect.unwrap(kept), None)
    second = every(case_of(DONGYING, states.encoded(again)))
    assert first.keys() == second.keys()
    for name, path in first.items():
        np.testing.assert_array_equal(path.central, second[name].central)
        np.testing.assert_array_equal(path.quantiles, second[name].quantiles)


def test_an_address_with_every_lever_moved_that_is_drawn_is_short_enough():
    state = states.State(Scenario("disability_partly", "policy", "larger"), max(PACKS, key=len), 299.0, "continues")
    most: dict[str, Any] = dict.fromkeys(states.STOCKS, 9_999_999.0)
    most |= dict.fromkeys(states.GIVEN, 99_999.0)
    most |= {name: max(states.options()[name], key=len) for name in ("bed_target", "nursing_target")}
    state = replace(state, **most)
    for name in active(case_of(DONGYING, states.encoded(state))):
        state = moved(state, name)
    page = {
        "v": states.VERSION,
        "place": DONGYING,
        "lang": "zh",
        "view": "goal",
        "year": "2050",
        "most": "1e6",
        "budget": "1e12",
    }
    assert len(urlencode(states.to_address(state) | page)) < states.LONGEST_ADDRESS - 100


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("ex70", states.State(Scenario(changed=(("occupancy", 70.0),)))),
        (
            "pktengzhou-2023~dfdisability_census~plstandard~sc150~bs9000~ns4000~cs800",
            states.State(
                Scenario("disability_census", plan="standard"),
                "tengzhou-2023", 150.0, stock=9000.0, nursing_stock=4000.0, carer_stock=800.0,
            ),
        ),
        ("mopolicy~afcontinues~gk0.5", states.State(Scenario(mode="policy", changed=(("sd_disability_trend", 0.5),)), after="continues")),
    ],
)  # fmt: skip
def test_a_link_of_the_first_release_opens_the_same_state(code, state):
    assert states.decoded(code) == state


@pytest.mark.parametrize("name", [*states.CHOICE_CODES])
def test_each_other_choice_moves_a_number_on_the_page(name):
    """As for the levers: from a state in which the choice is drawn, another value of it shows another number."""
    pack = next((slug for slug in PACKS if name in " ".join(pack_counts(slug))), "fujian-2023")
    pack = {"pack": "kunming-2017", "after": "china-2026-voucher"}.get(name, pack)
    plan = "standard" if name.endswith("target") else "need"
    before = states.State(Scenario(mode="policy" if name == "rule" else "use", plan=plan), pack)
    other = {
        "definition": "disability_census", "mode": "policy", "rule": "per_1000", "plan": "standard", "pack": "fujian-2023", "scale": 200.0,
        "after": "continues", "stock": 9000.0, "nursing_stock": 4000.0, "carer_stock": 900.0,
        **{target: another_target(target) for target in ("bed_target", "nursing_target")},
    }.get(name, 7.0)  # fmt: skip
    scenario = replace(before.scenario, **{name: other}) if hasattr(before.scenario, name) else before.scenario
    after = replace(before, scenario=scenario, **({name: other} if hasattr(before, name) else {}))
    assert after != before
    first, second = (page_numbers(states.encoded(state)) for state in (before, after))
    assert first != second


@pytest.mark.parametrize("plan", ["need", "standard"])
@pytest.mark.parametrize("pack", [NO_PACK, "kunming-2017", "shijiazhuang-2019", "china-2026-voucher"])
def test_what_can_be_borrowed_or_scaled_is_drawn_where_it_moves_a_number_and_only_there(pack, plan):
    before = states.State(Scenario(plan=plan), pack)
    others = {name: another_target(name) for name in states.STANDARDS.values()} | {"scale": 200.0, "after": "continues"}
    shown = page_numbers(states.encoded(before))
    moves = [
        name
        for name, other in others.items()
        if page_numbers(states.encoded(replace(before, **{name: other}))) != shown
    ]
    assert borrowable(case_of(DONGYING, states.encoded(before))) == moves


def another_target(name: str) -> str:
    """Return a target of a place that is not the default of the standard it stands in for."""
    standard = {"bed_target": "beds_per_1000", "nursing_target": "nursing_share"}[name]
    usual = states.defaults()[standard]
    return next(fact for fact in states.options()[name] if cases._value_of(fact) != usual)


def pack_counts(slug: str) -> list[str]:
    packs = edition.table("packs")
    return [word for cell in packs.loc[packs["pack"] == slug, "counts"] for word in cell.split(";")]


def page_numbers(code: str) -> list[object]:
    """Return the numbers of the page's tables: every number of three years, the lines of cost, and goal-seek's summary."""
    shown: list[object] = []
    case = case_of(DONGYING, code)
    for year in (2026, 2027, YEAR):
        shown.append(answer.every_number(case, year, "en").table.to_pydict())
        shown.append(money_lines(case, year, "en").table.to_pydict())
        shown.append(summary(case, year, "en").table.to_pydict())
    return shown


def test_what_nobody_gave_stays_unknown_and_a_given_nought_is_nought():
    """80万元 once and 15万元 a year for a centre: 40 at the end of 2025 and 5 more a year."""
    unknown, half, given, nought = (
        case_of(DONGYING, f"pkshijiazhuang-2019{code}~fj0").lines.set_index(["rule", "year"])
        for code in ("", "~ce40", "~ce40~ca5", "~ce0~ca0")
    )
    assert set(unknown["reason"]) == {"quantity_unknown"}
    assert half.loc[("operating", 2027), "nominal"] == 40 * 150_000
    assert half.loc[("construction", 2027), "reason"] == "quantity_unknown"
    assert given.loc[("operating", 2027), "nominal"] == (40 + 2 * 5) * 150_000
    assert given.loc[("construction", 2027), "nominal"] == 5 * 800_000
    assert (nought["nominal"] == 0).all()
    assert case_of(DONGYING, "pkshijiazhuang-2019~ce40~ca5~fj0").path("cost").at(2027)[0] == 50 * 150_000 + 5 * 800_000


@pytest.mark.parametrize("plan", scenarios.PLANS)
@pytest.mark.parametrize("years", [1, 3, 5, 10])
def test_the_costs_add_the_very_beds_that_goal_seek_finds(years, plan):
    state = states.moved(
        states.State(Scenario(plan=plan), stock=4000.0, nursing_stock=3000.0), "build_years", float(years)
    )
    counted = case_of(DONGYING, states.encoded(state)).counted
    for goal, name in (("beds", "beds"), ("nursing", "nursing_beds")):
        found = found_for(case_of(DONGYING, states.encoded(state)), goal, 2025 + years)
        assert isinstance(found, Found)
        np.testing.assert_allclose(counted[f"{name}_added"][:years], found.yearly, rtol=1e-9)
        np.testing.assert_allclose(counted[name][:years], found.path[1:], rtol=1e-9)


@pytest.mark.parametrize("slug", ["kunming-2017", "taizhou-2020", "hefei-2022", "wenzhou-2019", "fujian-2023"])
@pytest.mark.parametrize("growth", ["~fj0", "~fj4"])
def test_the_yearly_subsidy_run_forward_meets_the_target_and_is_what_the_costs_come_to(slug, growth):
    code = f"pk{slug}~bs4000{growth}"
    enough = paid_for(case_of(DONGYING, code), YEAR, None)
    assert isinstance(enough, Paid)
    paid = paid_for(case_of(DONGYING, code), YEAR, 0.6 * enough.found.yearly)
    assert isinstance(paid, Paid)
    assert paid.found.path[-1] == pytest.approx(paid.target.value, rel=0.005)
    assert isinstance(paid.within, Infeasible)
    assert paid.reached is not None
    assert paid.within.numbers["reached"] == paid.reached[-1]
    assert paid.reached[-1] - 4000 == pytest.approx(0.6 * (paid.target.value - 4000))
    beds = np.append(np.diff(paid.found.path), np.zeros(LONGEST_PAID))
    nursing = np.append(paid.nursing_share, np.zeros(LONGEST_PAID)) * beds
    counted = {"beds_added": beds, "nursing_beds_added": nursing, "other_beds_added": beds - nursing}
    case = case_of(DONGYING, code)
    years = np.arange(2026, 2026 + len(beds))
    by_payer = totals(counting(case.rules, ADDED), counted, years, case.terms)
    assert np.sum([*by_payer.values()]) == pytest.approx(10 * paid.found.yearly)


@pytest.mark.parametrize("slug", ["kunming-2017", "taizhou-2020", "hefei-2022", "fujian-2023"])
@pytest.mark.parametrize(
    "stocks", ["~bs7000", "~bs4000", "~bs4000~ns3000", "~bs4000~ns0", "~bs5000~ns9000", "~bs12000~ns0~plstandard"]
)
def test_the_yearly_subsidy_is_what_the_cost_view_pays_for_the_same_beds(slug, stocks):
    """A scenario that builds until the year: at prices that stay, the rules for added beds, instalments after it included, cost the same."""
    code = f"pk{slug}~gn10{stocks}~fj0"
    paid = paid_for(case_of(DONGYING, code), YEAR, None)
    assert isinstance(paid, Paid)
    case = case_of(DONGYING, code)
    until = {name: np.append(case.counted[name][:10], np.zeros(LONGEST_PAID)) for name in ADDED}
    years = np.arange(2026, 2036 + LONGEST_PAID)
    by_payer = totals(counting(case.rules, ADDED), until, years, case.terms)
    assert np.sum([*by_payer.values()]) == pytest.approx(10 * paid.found.yearly)


def test_a_surplus_pays_for_no_added_bed_and_more_nursing_beds_than_beds_never_stand():
    none = case_of(DONGYING, "bs50000").counted
    assert not any(none[name].any() for name in ADDED)
    assert paid_for(case_of(DONGYING, "bs50000~pkkunming-2017"), YEAR, 1e6) is None
    odd = case_of(DONGYING, "bs5000~ns9000").counted
    assert (odd["nursing_beds"] <= odd["beds"]).all()


def test_no_pack_pays_for_a_bed_longer_than_is_reckoned_with():
    packs = edition.table("packs")
    longest = packs.loc[packs["part"] == "duration", "value"].max()
    assert (
        max(longest, packs.groupby(["pack", "rule"])["part"].apply(lambda part: (part == "instalment").sum()).max())
        <= LONGEST_PAID
    )


def test_a_budget_above_what_it_takes_is_enough_and_a_policy_without_a_price_for_beds_buys_none():
    paid = paid_for(case_of(DONGYING, "pkkunming-2017~bs7000"), YEAR, 1e9)
    assert isinstance(paid, Paid)
    assert isinstance(paid.within, Found)
    assert paid_for(case_of(DONGYING, "pkqingdao-2014~bs7000"), YEAR, 1e9) == Unpaid(2026)
    assert paid_for(case_of("620700", "pkkunming-2017"), YEAR, 1e9) is None


STATES = ("", "mopolicy", "plstandard", "moneed~pllarger~dfdisability_partly~eu60~ew1~ey60", "mopolicy~ep6~es0~eu10")


@pytest.mark.parametrize("code", STATES)
@pytest.mark.parametrize("goal", ["beds", "nursing", "carers"])
def test_a_lever_that_goal_seek_offers_moves_its_number_one_way(goal, code):
    offered = turnable(case_of(DONGYING, code), goal, YEAR)
    assert offered
    for lever in offered:
        own = states.levers()[lever]
        values = [outcome(case_of(DONGYING, code), goal, lever, at, YEAR) for at in np.linspace(own.low, own.high, 25)]
        steps = np.diff(values)
        assert (steps >= -1e-9 * max(values)).all() or (steps <= 1e-9 * max(values)).all(), lever


@pytest.mark.parametrize("code", STATES)
@pytest.mark.parametrize("goal", ["beds", "nursing", "carers"])
def test_a_lever_turned_makes_the_need_what_stands_or_says_how_far_it_reaches(goal, code):
    usual = target_of(case_of(DONGYING, code), goal, YEAR)
    field = {"beds": "bs", "nursing": "ns", "carers": "cs"}[goal]
    for share in (0.87, 1.13):
        stands = round(share * usual.value)
        given = "~".join(filter(None, (code, f"{field}{stands}")))
        for lever in turnable(case_of(DONGYING, given), goal, YEAR):
            found = turned(case_of(DONGYING, given), goal, lever, YEAR, np.inf)
            if isinstance(found, Found):
                reached = outcome(case_of(DONGYING, given), goal, lever, found.yearly, YEAR)
                assert reached == pytest.approx(stands, rel=0.005), lever
            else:
                least, greatest = found.numbers["least"], found.numbers["greatest"]
                assert not least <= stands <= greatest, lever


def test_every_lever_has_its_own_two_letters():
    codes = [*(lever.code for lever in states.levers().values()), *states.CHOICE_CODES.values()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("[a-z]{2}", code) for code in codes)


@pytest.mark.parametrize("code", ["qq1", "ex", "ex999", "exmany", "pknowhere", "?", "dfx"])
def test_a_broken_code_leads_nowhere(code):
    with pytest.raises(KeyError):
        states.decoded(code)


def test_care_at_another_place_differs_in_use_alone():
    values = states.defaults()
    care = assumptions.care(values, "need")
    here, there = (
        uncertain.care_draws(uncertain.uniforms("test", place, 50), values, care) for place in ("530100", "370500")
    )
    moved = uncertain.at_place(here, "test", "370500", values)
    for name in ("level", "trend", "settings", "use"):
        np.testing.assert_array_equal(getattr(moved, name), getattr(there, name))
    assert (moved.use != here.use).any()


def test_grades_of_carers_pay_nobody_twice():
    paid = {}
    for each in (30, 100):
        state = states.State()
        for name in states.GRADES:
            state = states.moved(state, name, each)
        case = case_of(DONGYING, states.encoded(replace(state, pack="kunming-2017")))
        lines = case.lines
        staff = lines[(lines["year"] == YEAR) & lines["rule"].str.startswith("staff-")]
        paid[each] = staff["units"].sum()
        assert case.graded == 3 * each
        assert sum(case.assumed[name] for name in states.GRADES) == pytest.approx(min(3 * each, 100))
        assert len(contradictions(case, "en")) == (each == 100)
        assert ["300%" in told for told in contradictions(case, "zh")] == [True] * (each == 100)
    assert paid[100] == pytest.approx(paid[30] / 0.9)


def test_a_place_tries_its_own_policy_or_that_of_its_province_and_never_a_strangers():
    packs, places = edition.table("packs"), edition.table("places").set_index("place")
    for place in ("530100", "350100", "340503", "230200", "370481"):
        own = packs.loc[packs["pack"] == usual_pack_of(place), "place"].unique()
        assert list(own) in ([place], [places.at[place, "parent"]]), place
    assert usual_pack_of("350100") == "fujian-2023"
    for place in (DONGYING, NATION, "620700", "110000"):
        assert usual_pack_of(place) == "none"


@pytest.mark.parametrize("code", ["", "pknone", "pknone~bs4000~plstandard~in5000"])
def test_without_a_policy_nothing_is_said_of_money_and_all_else_is_as_with_one(code):
    case = case_of(DONGYING, code)
    assert not [name for name in OUTPUTS if name in PAID_BY and name in case.outputs]
    paid = case_of(DONGYING, f"pkkunming-2017~{code.removeprefix('pknone').lstrip('~')}".rstrip("~"))
    assert {name for name in paid.outputs if name in PAID_BY} >= set(MONEY)
    for name, path in every(case).items():
        np.testing.assert_array_equal(path.quantiles, paid.path(name).quantiles)
    for lang in ("zh", "en"):
        cost = {card.title for card in answer.big_numbers(paid, YEAR, lang)} - {
            card.title for card in answer.big_numbers(case, YEAR, lang)
        }
        assert len(cost) == 1
        assert answer.no_policy(lang) in answer.answer(case, YEAR, lang)
        assert answer.offered_policy(case, lang) is not None
        assert answer.offered_policy(paid, lang) is None
        curves = doubt(case, "cost", YEAR, lang)
        assert curves is not None
        assert curves.sentence == answer.no_policy(lang)
        assert budget.money(case, YEAR, 1e6, lang).sentence == answer.no_policy(lang)
        assert not changes(case, "cost", YEAR, lang).refs
        assert [live.name for live in answer.fans(case, SHOWN, YEAR, lang)] == [n for n in SHOWN if n != "cost"]


def test_where_its_own_policy_is_set_aside_a_place_is_offered_it_again():
    slug, line = answer.offered_policy(case_of("530100", "pknone"), "en") or ("", "")
    assert slug == "kunming-2017"
    assert "own policy" in line
    slug, line = answer.offered_policy(case_of("370200", "pknone"), "en") or ("", "")
    assert slug == "qingdao-2014"
    assert answer.offered_policy(case_of("370200", ""), "en") is None


@pytest.mark.parametrize("place", [DONGYING, "620700"])
def test_the_yuan_of_kunmings_policy_recomputed_from_the_need_alone(place):
    """Plain sums from beds, nursing beds and carers of the central path: 6,000 beds stand, the shortage is built by 2030."""
    case = case_of(place, "pkkunming-2017~bs6000")
    beds, nursing, carers = (case.path(name) for name in ("beds_need", "nursing_need", "carers_institution"))
    stand, before = 6000.0, 6000.0
    for year in range(2026, YEAR + 1):
        before = stand
        short = max(beds.at(2030)[0] - 6000, 0) / 5
        stand = stand + short if year < 2030 else max(stand, beds.at(year)[0])
    added, share = stand - before, nursing.at(YEAR)[0] / beds.at(YEAR)[0]
    staff = carers.at(YEAR)[0] * 0.25 * (0.05 * 1800 + 0.15 * 1200 + 0.30 * 600) * 12
    yuan = added * share * 0.7 * 10_000 + added * 0.3 * 5_000 + stand * 50 * 12 + staff
    assert case.at("cost", YEAR)[0] == pytest.approx(yuan * 1.028**9, rel=0.001)
    assert case.at("cost_real", YEAR)[0] == pytest.approx(yuan * (1.028 / 1.02) ** 9, rel=0.001)


def test_side_by_side_a_scenario_without_a_policy_has_no_cost_and_no_difference_from_nought():
    cases = (("Baseline", case_of(DONGYING, "")), ("with", case_of(DONGYING, "pkkunming-2017")))
    said = named.compared(cases, "cost", YEAR, "en")
    assert "Baseline" in said.alt
    assert not re.search(r"\d", said.alt)
    table = named.differences(cases, YEAR, "en")
    row = named.COMPARED.index("cost")
    assert (row, "Baseline") not in table.refs
    assert (row, "with") in table.refs
    assert "(" not in table.table.column("with")[row].as_py()
    assert named.compared(cases[:1], "cost", YEAR, "en").figure == ""


def test_the_offered_policy_is_documented_by_facts_and_paid_from_the_budget():
    packs = edition.table("packs")
    offered = packs[packs["pack"] == best_documented_pack()]
    assert (offered["fact"] != "").all()
    assert (offered["payer"] == "fiscal").all()
    assert case_of(DONGYING, f"pk{best_documented_pack()}").path("cost").at(YEAR)[0] > 0


@pytest.mark.parametrize("slug", PACKS)
def test_a_cost_is_shared_out_over_the_residents_and_the_old_it_is_said_of(slug):
    case = case_of(DONGYING, f"pk{slug}")
    cost, older = case.path("cost").central, case.path("age60").central[cases.FIRST :]
    np.testing.assert_allclose(case.path("cost_per_older").central, cost / older)
    if "cost_per_bed_in_use" in case.outputs:
        inside = case.path("in_institution").central[cases.FIRST :]
        np.testing.assert_allclose(case.path("cost_per_bed_in_use").central, cost / inside)
    of_no_bed = {
        "qingdao-2014",
        "tengzhou-2023",
        "qiqihar-2017",
        "china-2026-voucher",
        "shandong-2012",
        "shijiazhuang-2019",
    }
    assert ("cost_per_bed_in_use" in case.outputs) == (slug not in of_no_bed)


def test_a_moved_lever_says_what_each_number_was_under_the_same_policy_and_by_how_much_it_differs():
    for code in ("", "bs7000", "pkkunming-2017~bs7000"):
        untouched, moved = case_of(DONGYING, code), case_of(DONGYING, f"{code}~ex70".lstrip("~"))
        assert not any(card.change for card in answer.big_numbers(untouched, YEAR, "en"))
        cards = {card.ref.split(":")[3]: card.change for card in answer.big_numbers(moved, YEAR, "en")}
        for name, change in cards.items():
            was, now = (answer.words(name, case.at(name, YEAR)[0], "en") for case in (untouched, moved))
            share = round(100 * (moved.at(name, YEAR)[0] / untouched.at(name, YEAR)[0] - 1))
            same_unit = was.partition(" ")[2] == now.partition(" ")[2]  # which is then said once
            told = f"{was.partition(' ')[0] if same_unit else was} → {now}, +{share}%"
            assert change == ("" if was == now else told), name
        assert {name for name, change in cards.items() if change} == {"beds_need", "nursing_need"} | (
            {"cost"} if "pk" in code else set()
        )


def test_a_fund_that_falls_short_is_drawn_below_zero():
    case = case_of(DONGYING, "pkqiqihar-2017~in72")
    assert case.at("fund_balance", YEAR)[0] < 0
    (chart,) = answer.fans(case, ("fund_balance",), YEAR, "zh")
    drawn = json.loads(chart.figure)
    axis = drawn["layout"]["yaxis"]
    assert axis["range"][0] <= min(min(trace["y"]) for trace in drawn["data"])
    assert axis["tickvals"][0] == axis["range"][0] < 0
    assert 0 in axis["tickvals"]


def test_a_bound_is_said_in_words_and_its_band_is_one_of_quantities():
    words = {"kunming-2017": "按最低标准", "qingdao-2014": "上限", "hefei-2022": "", "qingdao-2014~fn50": ""}
    for code, word in words.items():
        case = case_of(DONGYING, f"pk{code}")
        card = answer.big_numbers(case, YEAR, "zh")[-1]
        assert re.match(rf"{word}[\d.,]+[万亿]元", card.value), code
        assert "数量的80%区间" in card.note
        said = answer.answer(case, YEAR, "zh") + doubt(case, "cost", YEAR, "zh").sentence  # pyright: ignore[reportOptionalMemberAccess]
        assert not re.search("[≥≤]", said + card.value + card.note)
        assert said.count(word) >= 3
        low, high = (case.at("cost", YEAR)[at] for at in (1, 2))
        assert low < case.at("cost", YEAR)[0] < high


def test_the_insurance_fund_by_hand_and_absent_where_a_policy_prints_no_contribution():
    """60 yuan × 300,000 insured, growing by 2.8 % a year; 30 × 60 % and 25 × 55 % a day in homes, 20 × 50 % at home, of 13 %."""
    case = case_of(DONGYING, "pkqiqihar-2017~in300000")
    grown = 1.028 ** (YEAR - 2026)
    assert case.at("fund_income", YEAR)[0] == pytest.approx(60 * 300_000 * grown)
    inside, outside = (
        sum(float(case.counted[name][YEAR - 2026]) for name in names)
        for names in (("institution_severe",), ("home_severe", "community_severe"))
    )
    a_day = inside * (0.25 * 30 * 0.60 + 0.75 * 25 * 0.55) + outside * 20 * 0.50
    assert case.at("cost_fund", YEAR)[0] == pytest.approx(0.13 * a_day * 365 * grown)
    assert case.at("fund_balance", YEAR)[0] == pytest.approx(
        case.at("fund_income", YEAR)[0] - case.at("cost_fund", YEAR)[0]
    )
    assert (case.bound("fund_income", YEAR), case.bound("cost_fund", YEAR)) == ("=", "most")
    assert case.bound("fund_balance", YEAR) == "least"
    assert case.at("cost", YEAR) == case.at("cost_fund", YEAR)  # contributions are no cost
    for slug in PACKS:
        outputs = case_of(DONGYING, f"pk{slug}").outputs
        assert not {"fund_income", "fund_balance"}.intersection(outputs), slug
    assert cases.counted_stock("230200")["insured"]["value"] == 537_000


def test_a_fund_that_pays_more_than_it_takes_in_is_said_to_lack_the_rest_at_most():
    case = case_of(DONGYING, "pkqiqihar-2017~in300000~ke100")
    assert case.at("fund_balance", YEAR)[0] < 0
    assert re.search(r"lacking at most [\d.]+ million yuan\.", answer.answer(case, YEAR, "en").replace("\\", ""))
    left = case_of(DONGYING, "pkqiqihar-2017~in300000")
    assert re.search(r"left at least [\d.]+ million yuan\.", answer.answer(left, YEAR, "en").replace("\\", ""))
