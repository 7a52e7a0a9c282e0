"""A scenario computed for a place: people and care from `projection`, money from `policy`, joined here and kept by their codes.

Draws are the nation's and the place's own, made once and shared by all scenarios; a lever only runs the kernel anew.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from policy.scenario.costs import PUBLIC, apply, bounds
from projection.care import assumptions, scenarios
from projection.care.scenarios import Scenario
from projection.people.cohort_component import Array
from projection.people.kernel import Deviations
from projection.people.places import PlaceInputs
from projection.people.rates import NATION
from projection.people.uncertainty import BANDS, QUANTILES, Spread, draws, quantiles
from views import projections
from views.edition import kept_up_to
from views.scenario.money import MONEY_FROM, MONEY_YEARS, YEARS, costs, policy, priced, quantities, stock_of, terms
from views.scenario.state import State, decoded, defaults, encoded, given, levers, pack_of, provided, resolved

DRAWS = 200
DEFINITION = "definition"
# What the draws of care depend on; their trend is the levers' own plus a draw, so that it needs no new draws.
CARED = {"settings", "uncertainty"}


@dataclass(frozen=True)
class Path:
    """One number over the years: ``central[Y]`` and ``quantiles[7, Y]`` of its draws; ``years`` are its own."""

    years: tuple[int, ...]
    central: Array
    quantiles: Array

    def band(self, percent: int) -> tuple[Array, Array]:
        """Return the lower and upper edge of the band that holds so many percent of the draws."""
        low, high = (self.quantiles[QUANTILES.index(edge)] for edge in BANDS[percent])
        return low, high

    def at(self, year: int) -> tuple[float, float, float]:
        """Return the central value of a year and the ends of its 80 % band.

        Raises:
            ValueError: the path does not reach that year.
        """
        low, high = self.band(80)
        at = self.years.index(year)
        return float(self.central[at]), float(low[at]), float(high[at])


def inputs_of(place: str) -> PlaceInputs | None:
    """Return what a place is projected from; nothing where it has no count to start from."""
    found = projections.projected(place)
    return found.inputs if found else None


def _inputs(place: str) -> PlaceInputs:
    found = inputs_of(place)
    if found is None:
        raise KeyError(place)
    return found


def nation() -> Array:
    """Return the nation's people at the base date, on which a definition's level is solved."""
    return _inputs(NATION).people


@kept_up_to(300)
def _deviations(place: str, spread: tuple[float, float, float], shift: float) -> Deviations:
    inputs = _inputs(place)
    fertility = np.maximum(inputs.rates.fertility.sum(axis=-1) + shift, 0)
    own = Spread(*spread)
    return draws(projections.RUN, place, DRAWS, inputs.people, fertility, inputs.structure, own)


@kept_up_to(300)
def _uniforms(place: str) -> Array:
    return scenarios.uniforms(projections.RUN, place, DRAWS)


@kept_up_to(300)
def _cared(place: str, given: tuple[tuple[str, float], ...]) -> scenarios.CareDraws:
    """Return the care of each draw about a trend of 0: most levers leave it as it is, and need not wait for it."""
    values = defaults() | dict(given) | {"disability_trend": 0.0}
    return scenarios.care_draws(_uniforms(place), values, assumptions.care(values, "need"))


@kept_up_to(600)
def paths(place: str, code: str) -> dict[str, Path]:
    """Return every output of a scenario by name, people and care first, then money.

    Args:
        place: adcode.
        code: of the state (``scenario_state.encoded``).

    Raises:
        KeyError: the place has no projection, or the code is not known.
    """
    state = decoded(code)
    inputs, scenario = _inputs(place), resolved(state)
    values = scenario.values(defaults())
    spread = scenarios.spread_of(values)
    deviations = _deviations(
        place, (spread.mortality, spread.fertility, spread.migration), float(values["fertility_shift"])
    )
    central = central_of(place, code)
    given = (pair for pair in scenario.changed if pair[0] == "occupancy" or levers()[pair[0]].section in CARED)
    about_zero = _cared(place, tuple(given))
    cared = replace(about_zero, trend=values["disability_trend"] / 100 + about_zero.trend)
    drawn = scenarios.run(inputs, nation(), scenario, defaults(), deviations=deviations, drawn=cared)
    middle, spreads = scenarios.outputs(central), scenarios.outputs(drawn)
    found = {name: Path(YEARS, middle[name], quantiles(spreads[name])) for name in middle}
    money, moneys = costs(place, state, central), costs(place, state, drawn)
    return found | {name: Path(MONEY_YEARS, money[name], quantiles(moneys[name])) for name in money}


@kept_up_to(300)
def central_of(place: str, code: str) -> scenarios.Run:
    """Return the central path of a scenario.

    Raises:
        KeyError: as for ``paths``.
    """
    return central_run(place, resolved(decoded(code)))


def central_run(place: str, scenario: Scenario) -> scenarios.Run:
    """Return the central path of a scenario, not kept.

    Raises:
        KeyError: the place has no projection.
    """
    return scenarios.run(_inputs(place), nation(), scenario, defaults())


@kept_up_to(300)
def cost_lines(place: str, code: str) -> pd.DataFrame:
    """Return the cost lines of the central path, one a line and year (``policy.scenario.costs.apply``).

    Raises:
        KeyError: as for ``paths``.
    """
    state = decoded(code)
    known = quantities(place, state, central_of(place, code))
    return apply(policy(place, state), known, np.array(MONEY_YEARS), terms(state, resolved(state)))


def cost_bound(place: str, code: str, name: str, year: int) -> str | None:
    """Return the comparator of an output in a year: of a cost that of its lines, None where no quantity is known.

    Raises:
        KeyError: as for ``paths``.
    """
    if not name.startswith("cost"):
        return "="
    payers = PUBLIC if name in ("cost", "cost_real") else (name.removeprefix("cost_"),)
    return _bounds(place, code, payers)[MONEY_YEARS.index(year)]


@kept_up_to(600)
def _bounds(place: str, code: str, payers: tuple[str, ...]) -> list[str | None]:
    state = decoded(code)
    known = quantities(place, state, central_of(place, code))
    return bounds(policy(place, state), known, np.array(MONEY_YEARS), terms(state, resolved(state)), payers)


@dataclass(frozen=True)
class Swing:
    """What an output becomes when one factor or lever alone goes to its low and its high end."""

    name: str
    low: float
    high: float


def value_of(place: str, state: State, found: scenarios.Run, name: str, year: int) -> Array:
    """Return one output of a run in one year, ``[...]``."""
    if name.startswith("cost"):
        return costs(place, state, found)[name][..., MONEY_YEARS.index(year)]
    return scenarios.outputs(found)[name][..., YEARS.index(year)]


@kept_up_to(300)
def tornado(place: str, code: str, name: str, year: int) -> list[Swing]:
    """Return what each uncertain factor does to an output at its 10th and 90th percent, the widest first.

    Raises:
        KeyError: as for ``paths``.
    """
    state = decoded(code)
    inputs, scenario = _inputs(place), resolved(state)
    values = scenario.values(defaults())
    care = assumptions.care(values, scenario.mode)
    factors, deviations, cared = scenarios.tenths(inputs, values, care, len(YEARS) - 1)
    found = scenarios.run(inputs, nation(), scenario, defaults(), deviations=deviations, drawn=cared)
    ends = value_of(place, state, found, name, year).reshape(-1, 2)
    swings = [Swing(factor, float(low), float(high)) for factor, (low, high) in zip(factors, ends, strict=True)]
    return sorted(
        (swing for swing in swings if swing.low != swing.high), key=lambda swing: -abs(swing.high - swing.low)
    )


def swing_of(state: State, lever: str, value: float) -> State:
    """Return a state with one lever at another value."""
    changed = dict(state.scenario.changed) | {lever: value}
    if value == levers()[lever].default:
        changed.pop(lever)
    return replace(state, scenario=replace(state.scenario, changed=tuple(changed.items())))


def at_end(state: State, lever: str, end: str) -> State:
    """Return a state with one lever at an end of its range; of the definitions the narrowest and the widest.

    Raises:
        KeyError: there is no such lever or end.
    """
    if end not in ("low", "high"):
        raise KeyError(end)
    if lever == DEFINITION:
        definition = assumptions.DEFINITIONS[0 if end == "low" else -1]
        return replace(state, scenario=replace(state.scenario, definition=definition))
    return swing_of(state, lever, float(getattr(levers()[lever], end)))


@kept_up_to(100)
def what_would_change(place: str, code: str, name: str, year: int) -> list[Swing]:
    """Return what each lever that moves something makes of an output at the ends of its range, the widest first.

    Raises:
        KeyError: as for ``paths``.
    """
    state = decoded(code)
    found = []
    for lever in (DEFINITION, *active(place, state)):
        low, high = (
            float(value_of(place, moved, central_run(place, resolved(moved)), name, year))
            for moved in (at_end(state, lever, "low"), at_end(state, lever, "high"))
        )
        if low != high:
            found.append(Swing(lever, low, high))
    return sorted(found, key=lambda swing: -abs(swing.high - swing.low))


def builds(place: str, state: State) -> bool:
    """Tell whether a pack's price counts beds that a known stock is short of, so that the years of building move a cost."""
    stocks = stock_of(place, state)
    counts = priced(place, pack_of(state, place), state.after, given(state)).counts
    beds = {count for count in counts if "beds" in count and count != "beds_occupied"}
    if stocks["stock"] is None or not beds:
        return False
    by_kind = {"beds": stocks["stock"]}
    if stocks["nursing_stock"] is not None and any(count.startswith(("nursing", "other")) for count in beds):
        by_kind["nursing"] = stocks["nursing_stock"]
    first = YEARS.index(MONEY_FROM)
    longest = first + int(levers()["build_years"].high)
    found = paths(place, encoded(state))
    return any(
        float(found[name].central[first:longest].max()) > stock
        for kind, stock in by_kind.items()
        for name in provided(state)[kind]
    )


def active(place: str, state: State) -> list[str]:
    """Return the levers that move a number of this scenario, in the order of their table.

    Out are: other definitions, what only the other mode uses, portions and fees that no countable rule in force uses, what
    a borrowed target stands in for, the years of building where none is short, and, for the nation, the spread of migration.
    """
    scenario = resolved(state)
    prices = priced(place, pack_of(state, place), state.after, given(state))
    values = scenario.values(defaults())
    policy_mode = scenario.mode == "policy"
    residents = policy_mode or values["independent_share"] > 0
    out = {name for name in assumptions.DEFINITIONS if name != scenario.definition}
    out |= {"independent_share"} if policy_mode else {"places_community", "places_institution"}
    out |= set() if residents else {"residents_per_carer_independent"}
    out |= {"beds_per_1000"} if state.bed_target else set()
    out |= {"nursing_share"} if state.nursing_target else set()
    out |= {"sd_migration"} if place == NATION else set()
    out |= {name for name, lever in levers().items() if lever.section == "take_up" and name not in prices.portions}
    out |= {name for name in ("institution_fee", "home_fee") if name not in prices.bases}
    out |= set() if prices.lasting else {"price_growth", "inflation"}
    out |= set() if builds(place, state) else {"build_years"}
    return [name for name in levers() if name not in out]
