"""Scenarios: what a choice of levers makes of a place's people, its care and the beds and carers that takes, with draws.

A scenario is a record of values that differ from the defaults of the table ``assumptions``, a named definition of
disability, who decides about places (need or policy), and which beds are provided. What it changes in the inputs:

    mortality_return N  −ln S'(t) = −ln S(t) · r(t)^w(t), r the nation's hazard by the UN's rates over that of its official counts,
                        w(t) = min(1, years since the last official count / N); 50 is never
    mortality_pace p    −ln S'(t) = (−ln S(0))^(1−p/100) · (−ln S(t))^(p/100): 100 is the medium variant, 0 stays at the base
    fertility_shift d   f' = f · (TFR + d) / TFR, never below 0
    migration_shift m   M' = M + m/100 · people at the base · model schedule, a year; where more would leave than live
                        there, all of them leave

and the levers of care, which are those of ``care_assumptions``. A lever at its default changes no bit of the result.

What nobody can know is drawn; what somebody decides (standards, places, prices) is a choice and never part of a band:
mortality, fertility, migration, base and drift as in ``uncertainty``; the level of disability within its definition (ln,
σ sd_disability), its trend (σ sd_disability_trend), the settings (Dirichlet of weight settings_weight) and occupancy (beta,
σ sd_occupancy) here. Level, trend and settings are the nation's, occupancy the place's own. All come from uniform numbers by
their quantile functions, so that two scenarios share them and their difference is no noise.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.special import betaincinv, gammaincinv, ndtri

from projection.care import assumptions
from projection.care.demand import (
    COMMUNITY,
    INSTITUTION,
    LEVELS,
    LOWEST_OCCUPANCY,
    SETTINGS,
    Array,
    Care,
    CareDemand,
    Mode,
    care_of,
    weights,
)
from projection.people.kernel import INDICATORS, Deviations, indicator_weights, stream
from projection.people.migration import model_schedule
from projection.people.places import PlaceInputs
from projection.people.rates import NATION, YearlyRates
from projection.people.uncertainty import Spread, fading

Plan = Literal["need", "standard", "larger"]
PLANS: tuple[Plan, ...] = ("need", "standard", "larger")
MODES: tuple[Mode, ...] = ("need", "policy")
SHOWN = {name: INDICATORS[name] for name in ("age15_59", "age80")}
SMALLEST_HAZARD = 1e-12
NEVER = 50.0  # years
LEAST_OCCUPANCY = LOWEST_OCCUPANCY + 0.01
# Numbers of the streams of care: level, trend, three settings of three levels; occupancy has its own stream.
NATIONAL = 2 + len(LEVELS) * len(SETTINGS)


@dataclass(frozen=True)
class Scenario:
    """What is chosen: ``changed`` holds (assumption, value) where the value is not the default, in the order of the names."""

    definition: str = "disability_survey"
    mode: Mode = "need"
    plan: Plan = "need"
    changed: tuple[tuple[str, float], ...] = ()

    def values(self, defaults: Mapping[str, float]) -> dict[str, float]:
        """Return every assumption's value."""
        return dict(defaults) | dict(self.changed)


@dataclass(frozen=True)
class CareDraws:
    """Care in each draw: ``level[n]`` factor of disability, ``trend[n]`` a year, ``settings[n, 3, 3]``, ``occupancy[n]``."""

    level: Array
    trend: Array
    settings: Array
    occupancy: Array


@dataclass(frozen=True)
class Run:
    """People by indicator, ``[..., T+1]``, and the care they need."""

    people: Mapping[str, Array]
    demand: CareDemand


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


def spread_of(values: Mapping[str, float]) -> Spread:
    """Return the standard deviations of the demographic draws that a scenario asks for."""
    return Spread(
        mortality=values["sd_mortality"] / 100,
        fertility=values["sd_fertility"] / 100,
        migration=values["sd_migration"] / 100,
    )


def uniforms(run: str, place: str, count: int) -> Array:
    """Return the uniform numbers behind the draws of care, ``[count, 12]``; the last column is the place's own.

    Args:
        run: name of the run; the same name gives the same numbers.
        place: adcode.
        count: how many draws.
    """
    nation = _generator(run, NATION).random((count, NATIONAL))
    return np.concatenate([nation, _generator(run, place, "own").random((count, 1))], axis=1)


def _generator(*names: str) -> np.random.Generator:
    digest = hashlib.sha256("/".join(("care", *names)).encode()).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest[:16], "little")))


def care_draws(numbers: Array, values: Mapping[str, float], care: Care) -> CareDraws:
    """Return the care of each draw from uniform numbers, ``[n, 12]`` as in ``uniforms``.

    Args:
        numbers: between 0 and 1.
        values: ``sd_disability``, ``sd_occupancy`` in percent, ``sd_disability_trend`` in percent a year, ``settings_weight``.
        care: the central settings and occupancy.
    """
    z = ndtri(numbers[:, :2])
    central = np.asarray(care.settings, dtype=float)
    alpha = central * values["settings_weight"]
    gamma = np.zeros((len(numbers), *central.shape))
    drawn = numbers[:, 2:NATIONAL].reshape(-1, *central.shape)
    known = alpha > 0
    gamma[:, known] = gammaincinv(alpha[known], drawn[:, known])
    return CareDraws(
        level=np.exp(values["sd_disability"] / 100 * z[:, 0]),
        trend=values["disability_trend"] / 100 + values["sd_disability_trend"] / 100 * z[:, 1],
        settings=gamma / gamma.sum(axis=-1, keepdims=True),
        occupancy=_occupancy(numbers[:, NATIONAL], values),
    )


def at_place(drawn: CareDraws, run: str, place: str, values: Mapping[str, float]) -> CareDraws:
    """Return the care of each draw at another place: all is the nation's but the occupancy, which is the place's own.

    The same as ``care_draws`` of the place's ``uniforms``, without the nation's part made anew.
    """
    numbers = _generator(run, place, "own").random(len(drawn.level))
    return replace(drawn, occupancy=_occupancy(numbers, values))


def _occupancy(numbers: Array, values: Mapping[str, float]) -> Array:
    """Return the quantiles of occupancy: a beta distribution with the mean and standard deviation of the assumptions."""
    mean, sd = values["occupancy"] / 100, values["sd_occupancy"] / 100
    weight = mean * (1 - mean) / sd**2 - 1
    if weight <= 0:
        raise ValueError(
            f"occupancy of {mean:.0%} cannot spread by {sd:.0%}; lower sd_occupancy, or take occupancy nearer to 50 percent"
        )
    return np.clip(betaincinv(mean * weight, (1 - mean) * weight, numbers), LEAST_OCCUPANCY, 1.0)


def run(
    inputs: PlaceInputs,
    nation: Array,
    scenario: Scenario,
    defaults: Mapping[str, float],
    *,
    deviations: Deviations | None = None,
    drawn: Array | CareDraws | None = None,
    indicators: Mapping[str, tuple[tuple[int, ...], int, int]] = SHOWN,
) -> Run:
    """Return the people and care of a scenario: the central path, or draws where they are given.

    Args:
        inputs: of the place (``places.inputs_of``).
        nation: the nation's people at the base date, ``[2, 101]``, on which the level of disability is solved.
        scenario: what is chosen.
        defaults: of the table ``assumptions``, by name.
        deviations: of the draws (``uncertainty.draws``).
        drawn: uniform numbers of the draws (``uniforms``), or the care of each.
        indicators: of people, as in ``kernel.INDICATORS``; those that ``outputs`` shows when left out.

    Raises:
        ValueError: an assumption is missing or outside what can be.
    """
    values = scenario.values(defaults)
    disability = assumptions.disability(values, scenario.definition, nation)
    dementia = assumptions.dementia(values, nation)
    care = assumptions.care(values, scenario.mode)
    counted_by = np.concatenate([indicator_weights(indicators), np.moveaxis(weights(disability, dementia), -1, 0)])
    kept = stream(
        inputs.people,
        *moved_rates(inputs, values),
        weights=counted_by,
        deviations=deviations,
        refuse=not values["migration_shift"],  # what a lever asks for is no fault of the data
    ).indicators
    counted = kept[..., len(indicators) :]
    if drawn is not None:
        cared = drawn if isinstance(drawn, CareDraws) else care_draws(drawn, values, care)
        counted[..., 1] *= cared.level[:, None]
        disability = replace(disability, trend=cared.trend)
        care = replace(care, settings=cared.settings, occupancy=cared.occupancy)
    demand = care_of(counted, np.arange(counted.shape[-2]), disability, dementia, care)
    people = {name: kept[..., at] for at, name in enumerate(indicators)}
    return Run(people, _provided(demand, scenario.plan))


def _provided(demand: CareDemand, plan: Plan) -> CareDemand:
    """Return the demand with the beds that are provided: those needed, those of the standard, or the larger number."""
    if plan == "larger":
        return demand
    if plan == "need":
        return replace(demand, beds=demand.beds_need, nursing_beds=demand.nursing_need)
    return replace(demand, beds=demand.beds_policy, nursing_beds=demand.nursing_policy)


def outputs(found: Run) -> dict[str, Array]:
    """Return the numbers that are shown, ``[..., T+1]``: persons, beds, carers, and people aged 60+ per 100 aged 15–59."""
    demand = found.demand
    by_level = {name: demand.disabled[..., level] for level, name in enumerate(LEVELS)}
    by_setting = {name: demand.users[..., setting].sum(axis=-1) for setting, name in enumerate(SETTINGS)}
    carers = {f"carers_{name}": demand.carers[..., setting] for setting, name in enumerate(SETTINGS)}
    return {
        "age60": demand.older,
        "age80": found.people["age80"],
        "dependency": 100 * demand.older / found.people["age15_59"],
        "disabled": demand.disabled.sum(axis=-1),
        **by_level,
        "dementia": demand.dementia,
        "dementia_only": demand.dementia_only,
        **by_setting,
        "independent": demand.independent,
        "in_community": demand.people[..., COMMUNITY],
        "in_institution": demand.people[..., INSTITUTION],
        "beds_need": demand.beds_need,
        "beds_policy": demand.beds_policy,
        "nursing_need": demand.nursing_need,
        "nursing_policy": demand.nursing_policy,
        **carers,
        "carers": demand.carers.sum(axis=-1),
    }


# One at a time: what each factor does at the 10th and the 90th percent of its own distribution.
TENTHS = (0.1, 0.9)
FACTORS = (
    *("mortality", "fertility", "migration", "base", "drift"),
    *("disability_level", "disability_trend", "institution", "occupancy"),
)


def tenths(
    inputs: PlaceInputs, values: Mapping[str, float], care: Care, years: int
) -> tuple[tuple[str, ...], Deviations, CareDraws]:
    """Return the factors and, two rows for each (low, high), the deviations and care that ``run`` takes.

    A random walk of mortality or fertility takes its tenth in every year, σ √t; migration the constant shift that moves as
    many people by the last year as the tenth of its sum; a share of people in institutions the tenth of its beta, the other
    settings giving or taking in proportion. The nation knows neither migration nor drift.

    Args:
        inputs: of the place.
        values: of all assumptions.
        care: the central settings and occupancy.
        years: of the projection.
    """
    spread = spread_of(values)
    rows = 2 * len(FACTORS)
    z = ndtri(np.array(TENTHS))
    at = {factor: slice(2 * row, 2 * row + 2) for row, factor in enumerate(FACTORS)}
    walk = np.sqrt(np.arange(1, years + 1))
    own = 0.0 if inputs.place == NATION else 1.0
    hazard, fertility, moved = np.zeros((rows, years, 2)), np.ones((rows, years)), np.zeros((rows, years))
    base, drift = np.ones((rows, 2)), np.ones((rows, years))
    hazard[at["mortality"]] = np.expm1(spread.mortality * z[:, None] * walk)[..., None]
    fertility[at["fertility"]] = np.exp(spread.fertility * z[:, None] * walk)
    moved[at["migration"]] = own * z[:, None] * _mean_spread(spread.migration_memory, years)
    base[at["base"]] = np.exp(z[:, None] * np.array([inputs.structure.error60, inputs.structure.error80]))
    drift[at["drift"]] = np.exp(own * spread.drift * z[:, None] * fading(years))
    halves = inputs.people.sum(axis=1, keepdims=True)
    deviations = Deviations(hazard, fertility, moved, spread.migration * halves * model_schedule(), base, drift)
    central = np.asarray(care.settings, dtype=float)
    level, trend = np.ones(rows), np.full(rows, values["disability_trend"] / 100)
    settings, occupancy = np.broadcast_to(central, (rows, 3, 3)).copy(), np.full(rows, values["occupancy"] / 100)
    level[at["disability_level"]] = np.exp(values["sd_disability"] / 100 * z)
    trend[at["disability_trend"]] += values["sd_disability_trend"] / 100 * z
    settings[at["institution"]] = [_at_institution(central, values["settings_weight"], tenth) for tenth in TENTHS]
    occupancy[at["occupancy"]] = _occupancy(np.array(TENTHS), values)
    return FACTORS, deviations, CareDraws(level, trend, settings, occupancy)


def _mean_spread(memory: float, years: int) -> float:
    """Return the standard deviation of the mean of an AR(1) of unit variance over so many years."""
    lags = np.arange(1, years)
    return float(np.sqrt((years + 2 * ((years - lags) * memory**lags).sum()) / years**2))


def _at_institution(central: Array, weight: float, tenth: float) -> Array:
    """Return the settings with each level's share in institutions at a quantile of its beta."""
    share = central[:, INSTITUTION]
    moves = (share > 0) & (share < 1)
    alpha = np.where(moves, share, 0.5) * weight
    at = np.where(moves, betaincinv(alpha, weight - alpha, tenth), share)
    scale = np.divide(1 - at, 1 - share, out=np.zeros_like(share), where=share < 1)
    found = central * scale[:, None]
    found[:, INSTITUTION] = at
    return found
