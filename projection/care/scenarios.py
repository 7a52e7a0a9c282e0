"""Scenarios: what a choice of levers makes of a place's people, its care and the beds and carers that takes, with draws.

A scenario is a record of values that differ from the defaults of the table ``assumptions``, a named definition of
disability, the demand (current use, need or provision), and which beds are provided. What it changes in the inputs:

    mortality_return N  −ln S'(t) = −ln S(t) · r(t)^w(t), r the nation's hazard by the UN's rates over that of its official counts,
                        w(t) = min(1, years since the last official count / N); 50 is never
    mortality_pace p    −ln S'(t) = (−ln S(0))^(1−p/100) · (−ln S(t))^(p/100): 100 is the medium variant, 0 stays at the base
    fertility_shift d   f' = f · (TFR + d) / TFR, never below 0
    migration_shift m   M' = M + m/100 · people at the base · model schedule, a year; where more would leave than live
                        there, all of them leave

and the levers of care, which are those of ``care_assumptions``. A lever at its default changes no bit of the result.

What nobody can know is drawn (``projection.people.uncertainty``, ``projection.care.uncertain``); what somebody decides
(standards, places, prices) is a choice and never part of a band. Assumptions without a source are in no band of draws:
``widened`` puts them over their range, for the wider band that says what is not known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from projection.care import assumptions
from projection.care.assumptions import DEFINED_IN, Rule
from projection.care.demand import (
    COMMUNITY,
    HOME,
    INSTITUTION,
    CareDemand,
    Dementia,
    Disability,
    Mode,
    Use,
    care_of,
    weights,
)
from projection.care.prevalence import Array
from projection.care.residents import Residents
from projection.care.uncertain import CareDraws, care_draws
from projection.people.cohort_component import project
from projection.people.kernel import INDICATORS, Deviations, indicator_weights, stream
from projection.people.migration import model_schedule
from projection.people.places import FIRST_YEAR, PlaceInputs
from projection.people.rates import YearlyRates

About = tuple[Disability, Dementia, Use]
Plan = Literal["need", "standard", "larger"]
PLANS: tuple[Plan, ...] = ("need", "standard", "larger")
MODES: tuple[Mode, ...] = ("use", "need", "policy")
SHOWN = {name: INDICATORS[name] for name in ("age15_59", "age80")}
# The levers that move people.
DEMOGRAPHIC = ("mortality_return", "mortality_pace", "fertility_shift", "migration_shift")
SMALLEST_HAZARD = 1e-12
NEVER = 50.0  # years


@dataclass(frozen=True)
class Scenario:
    """What is chosen: ``changed`` holds (assumption, value) where the value is not the default, in the order of the names."""

    definition: str = "disability_survey"
    mode: Mode = "use"
    plan: Plan = "need"
    rule: Rule = "9073"
    changed: tuple[tuple[str, float], ...] = ()

    def values(self, defaults: Mapping[str, float]) -> dict[str, float]:
        """Return every assumption's value."""
        return dict(defaults) | dict(self.changed)


@dataclass(frozen=True)
class Levels:
    """What levels are solved on: the ``nation`` year by year from the base, ``[Y, 2, 101]``, and a count of ``residents``."""

    nation: Array
    residents: Residents


@dataclass(frozen=True)
class Run:
    """People by indicator, ``[..., T+1]``, and the care they need.

    With what that was worked out from: ``counted[..., T+1, 4]`` people by ``weights``, and who is disabled, has dementia and
    lives in institutions.
    """

    people: Mapping[str, Array]
    demand: CareDemand
    counted: Array
    about: About


def moved_rates(inputs: PlaceInputs, values: Mapping[str, float]) -> YearlyRates:
    """Return a place's yearly rates under the demographic levers; at their defaults the very arrays of ``inputs``.

    Args:
        inputs: of the place.
        values: ``mortality_return`` in years, ``mortality_pace`` in percent, ``fertility_shift`` in children per woman, ``migration_shift`` in percent of
            the people at the base a year.
    """
    rates = inputs.rates
    years = values["mortality_return"]
    if years < NEVER and inputs.back is not None:
        ratio, elapsed = inputs.back
        share = np.where(elapsed > 0, np.minimum(elapsed / max(years, SMALLEST_HAZARD), 1.0), 0.0)
        rates = rates._replace(survivorship=rates.survivorship**ratio ** share[:, None, None])
    pace = values["mortality_pace"] / 100
    if pace != 1:
        hazard = np.maximum(-np.log(rates.survivorship), SMALLEST_HAZARD)
        rates = rates._replace(survivorship=np.exp(-(hazard[:1] ** (1 - pace) * hazard**pace)))
    if values["fertility_shift"]:
        total = rates.fertility.sum(axis=-1)
        factor = np.maximum(total + values["fertility_shift"], 0) / total
        rates = rates._replace(fertility=rates.fertility * factor[:, None])
    if values["migration_shift"]:
        halves = inputs.people.sum(axis=1, keepdims=True)
        rates = rates._replace(migration=rates.migration + values["migration_shift"] / 100 * halves * model_schedule())
    return rates


def widened(
    found: Run, names: tuple[str, ...], values: Mapping[str, float | Array], scenario: Scenario, year: int
) -> dict[str, Array]:
    """Return outputs of one year of drawn people with assumptions drawn over their range, ``[n]``, by name.

    Args:
        found: of the draws (``run``).
        names: of the outputs.
        values: of all assumptions, some of them ``[n]`` (``uncertain.unsourced``).
        scenario: what is chosen.
        year: position of the year.
    """
    disability, dementia, use = found.about
    demand = care_of(
        found.counted[:, year : year + 1],
        np.array([float(year)]),
        replace(disability, severity=assumptions.severity(values, scenario.definition)),
        dementia,
        replace(use, trend=np.asarray(values["use_trend"]) / 100),
        assumptions.care(values, scenario.mode, scenario.rule),
    )
    one_year = replace(found, demand=demand)
    return {name: OUTPUTS[name](one_year)[:, 0] for name in names}


def national_levels(nation: PlaceInputs, residents: tuple[int, float]) -> Levels:
    """Return what the levels are solved on for every place whose own residents are not counted.

    Args:
        nation: its inputs.
        residents: the year and the count of the residents of its institutions.
    """
    year, count = residents
    people = people_by_year(nation, max(year, *DEFINED_IN.values()))
    since = year - FIRST_YEAR
    return Levels(people, Residents(people[since], count, since, own=False))


def people_by_year(inputs: PlaceInputs, year: int) -> Array:
    """Return a place's people on the central path from the base to a year, ``[Y, 2, 101]``."""
    rates = inputs.rates
    until = slice(0, year - FIRST_YEAR)
    if year == FIRST_YEAR:
        return inputs.people[None]
    yearly = (rates.survivorship, rates.fertility, rates.sex_ratio, rates.migration)
    return project(inputs.people, *(rate[until] for rate in yearly)).population


def about_of(levels: Levels, scenario: Scenario, values: Mapping[str, float]) -> About:
    """Return who is disabled, has dementia and lives in institutions, their levels solved (``prevalence.level_for``).

    Raises:
        ValueError: as for ``run``.
    """
    since = DEFINED_IN[scenario.definition] - FIRST_YEAR
    return (
        assumptions.disability(values, scenario.definition, levels.nation[since], since),
        assumptions.dementia(values, levels.nation[0]),
        assumptions.use(values, levels.residents),
    )


def sums(
    inputs: PlaceInputs, values: Mapping[str, float], weights: Array, deviations: Deviations | None = None
) -> Array:
    """Return weighted sums of a place's people year by year under the demographic levers, ``[..., T+1, K]``.

    Args:
        inputs: of the place.
        values: of ``DEMOGRAPHIC``.
        weights: of the sums, ``[K, 2, 101]``.
        deviations: of the draws.

    Raises:
        ValueError: as for ``kernel.stream``.
    """
    return stream(
        inputs.people,
        *moved_rates(inputs, values),
        weights=weights,
        deviations=deviations,
        refuse=not values["migration_shift"],  # what a lever asks for is no fault of the data
    ).indicators


def run(  # noqa: PLR0913 - what is run, of what, and what of it is known already
    inputs: PlaceInputs,
    levels: Levels,
    scenario: Scenario,
    defaults: Mapping[str, float],
    *,
    deviations: Deviations | None = None,
    drawn: Array | CareDraws | None = None,
    indicators: Mapping[str, tuple[tuple[int, ...], int, int]] = SHOWN,
    about: About | None = None,
    summed: Callable[[Array], Array] | None = None,
) -> Run:
    """Return the people and care of a scenario: the central path, or draws where they are given.

    Args:
        inputs: of the place (``places.inputs_of``).
        levels: people and residents on which the levels of disability, dementia and use are solved.
        scenario: what is chosen.
        defaults: of the table ``assumptions``, by name.
        deviations: of the draws (``uncertainty.draws``).
        drawn: uniform numbers of the draws (``uniforms``), or the care of each.
        indicators: of people, as in ``kernel.INDICATORS``; those that ``outputs`` shows when left out.
        about: of another run of the same scenario, whose levels need not be solved again.
        summed: returns ``sums`` by weights, for whom these are known already: most levers move neither people nor weights.

    Raises:
        ValueError: an assumption is missing or outside what can be.
    """
    values = scenario.values(defaults)
    disability, dementia, use = about or about_of(levels, scenario, values)
    care = assumptions.care(values, scenario.mode, scenario.rule)
    counted_by = np.concatenate([indicator_weights(indicators), np.moveaxis(weights(disability, dementia, use), -1, 0)])
    kept = sums(inputs, values, counted_by, deviations) if summed is None else summed(counted_by)
    counted = kept[..., len(indicators) :]
    if drawn is not None:
        cared = drawn if isinstance(drawn, CareDraws) else care_draws(drawn, values, care)
        counted = counted.copy()  # what is summed may be another run's, too
        counted[..., 1] *= cared.level[:, None]
        if not levels.residents.own:
            counted[..., 3] *= cared.use[:, None]
        disability = replace(disability, trend=cared.trend)
        care = replace(care, settings=cared.settings)
    demand = care_of(counted, np.arange(counted.shape[-2]), disability, dementia, use, care)
    people = {name: kept[..., at] for at, name in enumerate(indicators)}
    return Run(people, _provided(demand, scenario.plan), counted, (disability, dementia, use))


def _provided(demand: CareDemand, plan: Plan) -> CareDemand:
    """Return the demand with the beds that are provided: those needed, those of the standard, or the larger number."""
    if plan == "larger":
        return demand
    if plan == "need":
        return replace(demand, beds=demand.beds_need, nursing_beds=demand.nursing_need)
    return replace(demand, beds=demand.beds_policy, nursing_beds=demand.nursing_policy)


def _setting(number: int) -> Callable[[Run], Array]:
    return lambda run: run.demand.users[..., number].sum(axis=-1)


# The numbers that are shown, ``[..., T+1]``: persons, beds, carers, and people aged 60+ per 100 aged 15–59.
OUTPUTS: dict[str, Callable[[Run], Array]] = {
    "age60": lambda run: run.demand.older,
    "age80": lambda run: run.people["age80"],
    "dependency": lambda run: 100 * run.demand.older / run.people["age15_59"],
    "disabled": lambda run: run.demand.disabled.sum(axis=-1),
    "mild": lambda run: run.demand.disabled[..., 0],
    "moderate": lambda run: run.demand.disabled[..., 1],
    "severe": lambda run: run.demand.disabled[..., 2],
    "dementia": lambda run: run.demand.dementia,
    "dementia_only": lambda run: run.demand.dementia_only,
    "home": _setting(HOME),
    "community": _setting(COMMUNITY),
    "institution": _setting(INSTITUTION),
    "independent": lambda run: run.demand.independent,
    "in_community": lambda run: run.demand.people[..., COMMUNITY],
    "in_institution": lambda run: run.demand.people[..., INSTITUTION],
    "beds_need": lambda run: run.demand.beds_need,
    "beds_by_use": lambda run: run.demand.beds_by_use,
    "beds_by_need": lambda run: run.demand.beds_by_need,
    "beds_by_rule": lambda run: run.demand.beds_by_rule,
    "beds_policy": lambda run: run.demand.beds_policy,
    "nursing_need": lambda run: run.demand.nursing_need,
    "nursing_policy": lambda run: run.demand.nursing_policy,
    "carers_home": lambda run: run.demand.carers[..., HOME],
    "carers_community": lambda run: run.demand.carers[..., COMMUNITY],
    "carers_institution": lambda run: run.demand.carers[..., INSTITUTION],
    "carers": lambda run: run.demand.carers.sum(axis=-1),
    "hires": lambda run: run.demand.hires,
    "day_places": lambda run: run.demand.day_places,
    "home_beds": lambda run: run.demand.home_beds,
    "dementia_beds": lambda run: run.demand.dementia_beds,
}
