"""What a policy costs on a scenario's people: what stands, what its prices multiply, and yuan by year; each pack read once.

Only what rules count is known here: beds, carers and people of the projection (``projection.care.supply``), and homes, centres and
providers as the viewer gives them. A rule whose quantity nobody knows is left out of a sum, and the sum says so.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policy.scenario.borrowed import known_stock
from policy.scenario.costs import BASES, PUBLIC, Terms, borrow, totals
from projection.care import scenarios, supply
from projection.care.demand import LEVELS, SETTINGS
from projection.care.scenarios import Scenario
from projection.people.cohort_component import Array
from views import edition, projections
from views.edition import kept_up_to
from views.scenario.state import State, defaults, given, given_counts, levers, pack_of, resolved

YEARS = projections.YEARS
MONEY_FROM = 2026  # prices are of this year; what was paid before is no question of a scenario
MONEY_YEARS = tuple(range(MONEY_FROM, YEARS[-1] + 1))
# What prices can multiply here (``projection.care.supply.quantities``); homes, centres and rated providers only as the viewer says.
COUNTABLE = {
    *("older", "beds", "beds_added", "nursing_beds", "nursing_beds_added", "other_beds", "other_beds_added"),
    *("beds_occupied", "institution_independent", "carers_home", "carers_community", "carers_institution"),
    *(f"{setting}_{level}" for setting in SETTINGS for level in LEVELS),
}


def stock_of(place: str, state: State) -> dict[str, float | None]:
    """Return the beds and nursing beds that stand: what the viewer gave, or the latest count, or None."""
    known = {name: float(row["value"]) for name, row in counted_stock(place).items()}
    given = {"stock": state.stock, "nursing_stock": state.nursing_stock}
    return {name: value if value is not None else known.get(name) for name, value in given.items()}


@kept_up_to(500)
def counted_stock(place: str) -> dict[str, pd.Series]:
    """Return the facts that count a place's beds (``policy.scenario.borrowed.known_stock``)."""
    return known_stock(edition.described(), place)


def policy(place: str, state: State) -> pd.DataFrame:
    """Return the pack that is tried on a place: its own, or one borrowed with its prices scaled."""
    return _policy(place, pack_of(state, place), state.scale)


@kept_up_to(500)
def _policy(place: str, slug: str, percent: float) -> pd.DataFrame:
    packs = edition.table("packs")
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

    From what stands at the end of 2025, as far as it is known, and what the viewer gave.
    """
    stock = stock_of(place, state)
    counted = supply.quantities(
        found.demand,
        stock["stock"],
        stock["nursing_stock"],
        start=YEARS.index(MONEY_FROM),
        years=build_years(state),
    )
    return counted | given_counts(state, len(MONEY_YEARS))


def build_years(state: State) -> int:
    """Return over how many years from 2026 on a state builds what is short."""
    return int(resolved(state).values(defaults())["build_years"])


def countable(pack: pd.DataFrame, given_names: frozenset[str] = frozenset()) -> pd.DataFrame:
    """Return the rules of a pack whose quantities are known; homes, centres and providers are where the viewer gave them."""
    known = COUNTABLE | given_names
    return pack[[known.issuperset(counts.split(";")) for counts in pack["counts"]]]


@kept_up_to(500)
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


@dataclass(frozen=True)
class Priced:
    """What a pack's countable rules in force use: portions, bases of shares, counts; and whether any pays after 2026."""

    portions: frozenset[str]
    bases: frozenset[str]
    counts: frozenset[str]
    lasting: bool


@kept_up_to(500)
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
