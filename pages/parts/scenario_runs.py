"""A scenario computed for a place: people and care from `projection`, money from `policy`, joined here and kept by their codes.

Draws are the nation's and the place's own, made once and shared by all scenarios; a lever only runs the kernel anew.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import streamlit as st

from pages.parts import projections, tables
from pages.parts.scenario_state import (
    State,
    decoded,
    defaults,
    encoded,
    given,
    given_counts,
    levers,
    pack_of,
    provided,
    resolved,
)
from policy.borrowed import known_stock
from policy.costs import BASES, PUBLIC, Terms, apply, borrow, totals
from projection import care_assumptions, scenarios, supply
from projection.care_demand import LEVELS, SETTINGS
from projection.cohort_component import Array
from projection.kernel import Deviations
from projection.places import PlaceInputs
from projection.rates import NATION
from projection.scenarios import Scenario
from projection.uncertainty import BANDS, QUANTILES, Spread, draws, quantiles

DRAWS = 200
YEARS = projections.YEARS
MONEY_FROM = 2026  # prices are of this year; what was paid before is no question of a scenario
MONEY_YEARS = tuple(range(MONEY_FROM, YEARS[-1] + 1))
DEFINITION = "definition"
# What the draws of care depend on; their trend is the levers' own plus a draw, so that it needs no new draws.
CARED = {"settings", "uncertainty"}
# What prices can multiply here (``projection.supply.quantities``); homes, centres and rated providers only as the viewer says.
COUNTABLE = {
    *("older", "beds", "beds_added", "nursing_beds", "nursing_beds_added", "other_beds", "other_beds_added"),
    *("beds_occupied", "institution_independent", "carers_home", "carers_community", "carers_institution"),
    *(f"{setting}_{level}" for setting in SETTINGS for level in LEVELS),
}


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


@st.cache_resource(show_spinner=False, max_entries=300)
def _deviations(place: str, spread: tuple[float, float, float], shift: float) -> Deviations:
    inputs = _inputs(place)
    fertility = np.maximum(inputs.rates.fertility.sum(axis=-1) + shift, 0)
    own = Spread(*spread)
    return draws(projections.RUN, place, DRAWS, inputs.people, fertility, inputs.structure, own)


@st.cache_resource(show_spinner=False, max_entries=300)
def _uniforms(place: str) -> Array:
    return scenarios.uniforms(projections.RUN, place, DRAWS)


@st.cache_resource(show_spinner=False, max_entries=300)
def _cared(place: str, given: tuple[tuple[str, float], ...]) -> scenarios.CareDraws:
    """Return the care of each draw about a trend of 0: most levers leave it as it is, and need not wait for it."""
    values = defaults() | dict(given) | {"disability_trend": 0.0}
    return scenarios.care_draws(_uniforms(place), values, care_assumptions.care(values, "need"))


@st.cache_resource(show_spinner=False, max_entries=600)
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


@st.cache_resource(show_spinner=False, max_entries=300)
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


def stock_of(place: str, state: State) -> dict[str, float | None]:
    """Return the beds and nursing beds that stand: what the viewer gave, or the latest count, or None."""
    known = {name: float(row["value"]) for name, row in counted_stock(place).items()}
    given = {"stock": state.stock, "nursing_stock": state.nursing_stock}
    return {name: value if value is not None else known.get(name) for name, value in given.items()}


@st.cache_resource(show_spinner=False, max_entries=500)
def counted_stock(place: str) -> dict[str, pd.Series]:
    """Return the facts that count a place's beds (``policy.borrowed.known_stock``)."""
    return known_stock(tables.described(), place)


def policy(place: str, state: State) -> pd.DataFrame:
    """Return the pack that is tried on a place: its own, or one borrowed with its prices scaled."""
    return _policy(place, pack_of(state, place), state.scale)


@st.cache_resource(show_spinner=False, max_entries=500)
def _policy(place: str, slug: str, percent: float) -> pd.DataFrame:
    packs = tables.table("packs")
    scaled_by = "" if percent == 100 else "chosen by the viewer"
    own = borrow(packs[packs["pack"] == slug], place, scale=percent / 100, scaled_by=scaled_by)
    # As one array of plain objects: the rows are read one by one for each scenario, which the stored types make slow.
    return pd.DataFrame(own.to_numpy(dtype=object), index=own.index, columns=own.columns, dtype=object)


def terms(state: State, scenario: Scenario) -> Terms:
    """Return the terms under which the prices of a scenario are worked out."""
    values = scenario.values(defaults())
    return Terms(
        base_year=MONEY_FROM,
        portions={name: values[name] for name, lever in levers().items() if lever.section == "take_up"},
        bases={name: values[name] for name in BASES if name in values},
        growth=values["price_growth"],
        inflation=values["inflation"],
        after_end="continues" if state.after == "continues" else "stops",
    )


def quantities(place: str, state: State, found: scenarios.Run) -> dict[str, Array]:
    """Return what prices multiply in each year from 2026, ``[..., 25]``.

    From a known stock, what is short is added in equal steps over the years that the scenario says (``supply.standing``);
    without one, what the need rises by. Never do more nursing beds stand than beds of all kinds; of an unknown nursing
    stock never more are added, either (of a known one, other beds may be made over).
    """
    stock = stock_of(place, state)
    nursing = stock["nursing_stock"]
    at = YEARS.index(MONEY_FROM)
    counted = supply.quantities(found.demand, None, None)
    later = {name: values[..., at:] for name, values in counted.items()} | given_counts(state, len(MONEY_YEARS))
    if stock["stock"] is None:
        return later
    # Beds that were short before 2026 were not added before: the stock stands at the end of 2025.
    over = build_years(state)
    beds = supply.standing(found.demand.beds[..., at:], stock["stock"], over)
    own = np.minimum(supply.standing(found.demand.nursing_beds[..., at:], nursing, over), beds)
    new = supply.added(beds, stock["stock"])
    new_nursing = (
        np.minimum(later["nursing_beds_added"], new)
        if nursing is None
        else supply.added(own, min(nursing, stock["stock"]))
    )
    return later | {
        "beds": beds,
        "beds_added": new,
        "nursing_beds": own,
        "nursing_beds_added": new_nursing,
        "other_beds": np.maximum(beds - own, 0),
        "other_beds_added": np.maximum(new - new_nursing, 0),
    }


def build_years(state: State) -> int:
    """Return over how many years from 2026 on a state builds what is short."""
    return int(resolved(state).values(defaults())["build_years"])


def countable(pack: pd.DataFrame, given_names: frozenset[str] = frozenset()) -> pd.DataFrame:
    """Return the rules of a pack whose quantities are known; homes, centres and providers are where the viewer gave them."""
    known = COUNTABLE | given_names
    return pack[[known.issuperset(counts.split(";")) for counts in pack["counts"]]]


@st.cache_resource(show_spinner=False, max_entries=500)
def _countable(place: str, slug: str, percent: float, given_names: frozenset[str]) -> pd.DataFrame:
    return countable(_policy(place, slug, percent), given_names)


def costs(place: str, state: State, found: scenarios.Run) -> dict[str, Array]:
    """Return yuan by year from 2026: to budget and fund together, in prices of 2026, and by payer; of countable rules."""
    scenario = resolved(state)
    known = quantities(place, state, found)
    pack = _countable(place, pack_of(state, place), state.scale, given(state))
    shape = known["beds"].shape
    own = terms(state, scenario)
    by_payer = totals(pack, known, np.array(MONEY_YEARS), own) if len(pack) else {}
    public = sum((np.broadcast_to(by_payer[payer], shape) for payer in PUBLIC if payer in by_payer), np.zeros(shape))
    deflated = public / (1 + own.inflation / 100) ** np.arange(len(MONEY_YEARS))
    payers = {f"cost_{payer}": np.broadcast_to(values, shape) for payer, values in by_payer.items()}
    return {"cost": public, "cost_real": deflated} | payers


@st.cache_resource(show_spinner=False, max_entries=300)
def cost_lines(place: str, code: str) -> pd.DataFrame:
    """Return the cost lines of the central path, one a line and year (``policy.costs.apply``).

    Raises:
        KeyError: as for ``paths``.
    """
    state = decoded(code)
    known = quantities(place, state, central_of(place, code))
    return apply(policy(place, state), known, np.array(MONEY_YEARS), terms(state, resolved(state)))


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


@st.cache_resource(show_spinner=False, max_entries=300)
def tornado(place: str, code: str, name: str, year: int) -> list[Swing]:
    """Return what each uncertain factor does to an output at its 10th and 90th percent, the widest first.

    Raises:
        KeyError: as for ``paths``.
    """
    state = decoded(code)
    inputs, scenario = _inputs(place), resolved(state)
    values = scenario.values(defaults())
    care = care_assumptions.care(values, scenario.mode)
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
        definition = care_assumptions.DEFINITIONS[0 if end == "low" else -1]
        return replace(state, scenario=replace(state.scenario, definition=definition))
    return swing_of(state, lever, float(getattr(levers()[lever], end)))


@st.cache_resource(show_spinner=False, max_entries=100)
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


@dataclass(frozen=True)
class Priced:
    """What a pack's countable rules in force use: portions, bases of shares, counts; and whether any pays after 2026."""

    portions: frozenset[str]
    bases: frozenset[str]
    counts: frozenset[str]
    lasting: bool


@st.cache_resource(show_spinner=False, max_entries=500)
def priced(place: str, slug: str, after: str, given_names: frozenset[str] = frozenset()) -> Priced:
    """Return what the countable rules of a pack use."""
    pack = _countable(place, slug, 100.0, given_names)
    rules = pack[pack["part"].isin(["price", "share", "cap"])]
    lasts = rules["until"].map(lambda until: float("inf") if pd.isna(until) or after == "continues" else until)
    live = rules[lasts >= MONEY_FROM]
    portions = {name.removeprefix("-") for cell in live["portions"] for name in cell.split(";") if name}
    counts = {name for cell in live["counts"] for name in cell.split(";")}
    bases = frozenset(live["base"]) - {""}
    return Priced(frozenset(portions), bases, frozenset(counts), bool((lasts > MONEY_FROM).any()))


def builds(place: str, state: State) -> bool:
    """Tell whether a pack's price counts beds that a known stock is short of, so that the years of building move a cost."""
    stock = stock_of(place, state)["stock"]
    counts = priced(place, pack_of(state, place), state.after, given(state)).counts
    if stock is None or not any("beds" in name and name != "beds_occupied" for name in counts):
        return False
    first = YEARS.index(MONEY_FROM)
    longest = first + int(levers()["build_years"].high)
    found = paths(place, encoded(state))
    return max(float(found[name].central[first:longest].max()) for name in provided(state)["beds"]) > stock


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
    out = {name for name in care_assumptions.DEFINITIONS if name != scenario.definition}
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
