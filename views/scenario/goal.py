"""Goal-seek of a scenario: the beds, carers or yuan a year that just meet a year's need, and the lever that makes it what stands.

What stands is counted at the end of 2025, as for the costs (``scenario_money.quantities``); what is added comes in each year from
2026 to the year of the need, so that the costs of a scenario that builds over as many years add the very same beds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from policy.scenario import goal_seek
from policy.scenario.costs import PUBLIC, STANDING, Terms, counting, price_of_added, totals
from policy.scenario.goal_seek import Found, Infeasible, run_forward, yearly
from policy.scenario.outputs import TURNS
from projection.care.supply import quantities
from projection.people.cohort_component import Array
from views.edition import kept_up_to
from views.scenario.money import MONEY_FROM, YEARS, policy, stock_of, terms
from views.scenario.run import active, central_of, central_run, paths, swing_of, value_of
from views.scenario.state import State, decoded, levers, provided, resolved

STOCK_OF = {"beds": "stock", "nursing": "nursing_stock", "carers": "carer_stock"}
COUNTED_AT = MONEY_FROM - 1
STEPS = 4  # a lever that moves the number at no point of its range in so many steps is not offered


@dataclass(frozen=True)
class Target:
    """What is to be met: the output that says so, its value in the year, and what stands at the end of 2025 (None: not known)."""

    name: str
    value: float
    stock: float | None


def target_of(place: str, code: str, goal: str, year: int) -> Target:
    """Return the target of a goal (beds, nursing or carers): the output that the scenario provides, the larger where two are."""
    state = decoded(code)
    values = {name: paths(place, code)[name].at(year)[0] for name in outputs_of(state, goal)}
    name = max(values, key=values.__getitem__)
    known = stock_of(place, state) | {"carer_stock": state.carer_stock}
    return Target(name, values[name], known[STOCK_OF[goal]])


def outputs_of(state: State, goal: str) -> tuple[str, ...]:
    """Return the outputs whose larger is a goal's number."""
    return (provided(state) | {"carers": ("carers",)})[goal]


def found_for(place: str, code: str, goal: str, year: int, most: float = np.inf) -> Found | Infeasible:
    """Return what a year it takes to meet the need of a year."""
    target = target_of(place, code, goal, year)
    return yearly(target.stock, target.value, year - COUNTED_AT, most=most)


@dataclass(frozen=True)
class Paid:
    """What a policy pays for the beds of a goal: ``prices`` of a bed added in each year from 2026, with their comparator.

    ``nursing_share[T]`` nursing beds for each bed added in a year; ``stock`` at the end of 2025; ``found`` yuan a year with the beds that
    stand; ``within`` the same within a budget, or why not, and the beds that the whole budget leads to (``reached``), where
    one is given; ``running`` yuan that the policy pays besides in the year for beds that stand.
    """

    target: Target
    stock: float
    nursing_share: Array
    prices: Array
    comparator: str
    found: Found
    within: Found | Infeasible | None
    reached: Array | None
    running: float


@dataclass(frozen=True)
class Unpaid:
    """The first year in which a policy pays nothing for an added bed, so that no yearly sum leads to a target."""

    year: int


@kept_up_to(200)
def paid_for(place: str, code: str, year: int, budget: float | None) -> Paid | Unpaid | None:
    """Return what the chosen policy pays for the beds of the target; nothing where their stock is not known or enough.

    How many of the beds are for nursing follows the rule of the costs, for a scenario that builds until the year.

    Raises:
        KeyError: the place has no projection, or the code is not known.
    """
    state, target = decoded(code), target_of(place, code, "beds", year)
    if target.stock is None or target.stock >= target.value:
        return None
    count = year - COUNTED_AT
    demand, nursing = central_of(place, code).demand, stock_of(place, state)["nursing_stock"]
    built = quantities(demand, target.stock, nursing, start=YEARS.index(MONEY_FROM), years=count)
    until = {name: values[:count] for name, values in built.items()}
    share = until["nursing_beds_added"] / until["beds_added"]
    when, own, pack = np.arange(MONEY_FROM, year + 1), terms(state, resolved(state)), policy(place, state)
    prices, comparator = price_of_added(pack, when, share, own)
    if not (prices > 0).all():
        return Unpaid(int(when[~(prices > 0)][0]))
    found = yearly(target.stock, target.value, count, price=prices)
    if not isinstance(found, Found):
        return None
    within = reached = None
    if budget:
        within = yearly(target.stock, target.value, count, price=prices, most=budget)
        reached = run_forward(target.stock, budget, count, price=prices)
    return Paid(
        target, target.stock, share, prices, comparator, found, within, reached, _running(pack, until, when, own)
    )


def _running(pack: pd.DataFrame, built: Mapping[str, Array], when: npt.ArrayLike, own: Terms) -> float:
    """Return what budget and fund pay for beds that stand, in the last of the years; yuan."""
    rules = counting(pack, STANDING)
    by_payer = totals(rules, built, when, own) if len(rules) else {}
    return float(sum(by_payer[payer][-1] for payer in PUBLIC if payer in by_payer))


def standing_then(target: Target, year: int, most: float) -> float | None:
    """Return what stands in a year: the stock, with the most that can be added a year where a limit is given."""
    if target.stock is None:
        return None
    return target.stock + (most * (year - COUNTED_AT) if np.isfinite(most) else 0.0)


def outcome(place: str, code: str, goal: str, lever: str, value: float, year: int) -> float:
    """Return what a lever at a value makes of a goal's number in a year: the larger, where two outputs stand for it."""
    state = swing_of(decoded(code), lever, value)
    run = central_run(place, resolved(state))
    return max(float(value_of(place, state, run, name, year)) for name in outputs_of(state, goal))


@kept_up_to(200)
def turnable(place: str, code: str, goal: str, year: int) -> list[str]:
    """Return the levers that move the number of a goal one way (``policy.scenario.outputs.TURNS``) in this scenario."""
    own, drawn = levers(), set(active(place, decoded(code)))
    one_way = dict.fromkeys(lever for name in outputs_of(decoded(code), goal) for lever in TURNS[name])

    def moves(lever: str) -> bool:
        ends = np.linspace(own[lever].low, own[lever].high, STEPS + 1)
        return len({outcome(place, code, goal, lever, float(end), year) for end in ends}) > 1

    return [lever for lever in one_way if lever in drawn and moves(lever)]


@kept_up_to(200)
def turned(place: str, code: str, goal: str, lever: str, year: int, most: float) -> Found | Infeasible:
    """Return the value of a lever at which the need of a year is what stands then, or why there is none.

    Raises:
        KeyError: there is no such lever, or as for ``paid_for``.
    """
    target, own = target_of(place, code, goal, year), levers()[lever]
    stands = standing_then(target, year, most)
    if stands is None:
        return Infeasible("stock_unknown", {})
    return goal_seek.lever(lambda value: outcome(place, code, goal, lever, value, year), stands, own.low, own.high)
