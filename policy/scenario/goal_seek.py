"""Goal-seek: the yearly number of beds, carers or yuan that just meets a target by a year, or why none does.

    stock(t+1) = stock(t) · (1 − leaving) + y / price(t)

y is the same every year. For beds and carers the price is 1, and y is how many are added or hired a year; for a subsidy it
is yuan a bed, and y yuan a year. The stock of the last year is linear in y, so y is exact; ``run_forward`` shows it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from policy.scenario.output import HOURS, RATIOS
from policy.scenario.outputs import OUTPUTS, amount
from policy.text import N_, Amount, Name, Sentence, Text, three_digits

Array = npt.NDArray[np.float64]

CLOSE = 1e-4
# Levers that move a number one way all along their range, so that goal-seek can turn one until a target is met.
_PEOPLE = ("mortality_pace", "migration_shift")
_DISABLED = ("disability_census", "disability_survey", "disability_partly", "disability_trend")
_NEED = ("institution_severe", "institution_moderate")
_RULE = ("places_institution", "beds_per_1000")
TURNS = {
    "beds_need": (
        "occupancy",
        "use_trend",
        *_NEED,
        "institution_mild",
        "independent_share",
        *_RULE,
        *_DISABLED,
        *_PEOPLE,
    ),
    "nursing_need": ("occupancy", "use_trend", "resident_severe", *_NEED, *_RULE, *_DISABLED, *_PEOPLE),
    "beds_policy": ("beds_per_1000", *_PEOPLE),
    "nursing_policy": ("nursing_share", "beds_per_1000", *_PEOPLE),
    "carers": ("productive_share", "worker_hours", *HOURS[:3], *RATIOS, *_DISABLED, *_PEOPLE),
}
HALVINGS = 100


@dataclass(frozen=True)
class Found:
    """What meets the target: ``yearly`` (or the lever's value), and the ``path`` of the stock, or outcome, it leads to."""

    yearly: float
    path: Array


@dataclass(frozen=True)
class Infeasible:
    """Infeasible, and ``because`` of what, with the numbers that a sentence about it needs.

    ``stock_unknown``: what stands is not known; ``deadline_passed``: no year is left; ``above_most``: it takes ``needed`` a
    year, more than ``most``, which reaches ``reached``; ``out_of_reach``: between ``low`` and ``high`` the lever reaches
    only ``least`` to ``greatest``.
    """

    because: Literal["stock_unknown", "deadline_passed", "above_most", "out_of_reach"]
    numbers: dict[str, float]


def yearly(
    stock: float | None,
    target: float,
    years: int,
    *,
    leaving: float = 0.0,
    price: npt.ArrayLike = 1.0,
    most: float = np.inf,
) -> Found | Infeasible:
    """Return what it takes every year for the stock to reach the target after so many years; 0 where it does anyway.

    Args:
        stock: beds or carers at the start; None where they are unknown, which is never guessed.
        target: beds or carers at the end of the last year.
        years: years until then.
        leaving: share of the stock that is lost every year (closures, turnover).
        price: 1 for beds and carers; yuan a unit, one number or one a year, for a subsidy.
        most: the most that can be added, hired or paid in a year.

    Raises:
        ValueError: a negative stock or target, a share outside 0–1, or a price that is not above 0.
    """
    if stock is None:
        return Infeasible("stock_unknown", {"target": target})
    if years < 1:
        return Infeasible("deadline_passed", {"target": target, "stock": stock})
    if not (stock >= 0 and target >= 0 and 0 <= leaving <= 1):
        raise ValueError(
            f"goal-seek: stock {stock:g} and target {target:g} must be at least 0, the share leaving {leaving:g} within 0 and 1"
        )
    kept = 1 - leaving
    added_by_one = run_forward(0.0, 1.0, years, leaving=leaving, price=price)[-1]
    needed = max((target - stock * kept**years) / added_by_one, 0.0)
    if needed > most:
        reached = run_forward(stock, most, years, leaving=leaving, price=price)[-1]
        return Infeasible("above_most", {"needed": needed, "most": most, "reached": float(reached), "target": target})
    return Found(needed, run_forward(stock, needed, years, leaving=leaving, price=price))


def run_forward(
    stock: float, each_year: float, years: int, *, leaving: float = 0.0, price: npt.ArrayLike = 1.0
) -> Array:
    """Return the stock at the start and after each year, ``[years + 1]``.

    Raises:
        ValueError: a price that is not above 0, or not one a year.
    """
    prices = np.asarray(price, dtype=float)
    if prices.shape not in ((), (years,)) or not (prices > 0).all():
        raise ValueError(f"goal-seek: the price must be above 0, one number or one for each of the {years} years")
    path = np.empty(years + 1)
    path[0] = stock
    for year, unit_price in enumerate(np.broadcast_to(prices, years)):
        path[year + 1] = path[year] * (1 - leaving) + each_year / unit_price
    return path


def lever(outcome: Callable[[float], float], target: float, low: float, high: float) -> Found | Infeasible:
    """Return the value of a lever at which a monotone outcome of the model meets the target, within 0.01 %.

    Args:
        outcome: the model run with the lever at a value; it rises or falls all the way from low to high.
        target: the outcome wanted.
        low: lowest value of the lever.
        high: highest value of the lever.

    Raises:
        ValueError: low is not below high.
    """
    if not low < high:
        raise ValueError(f"goal-seek: the lever's range from {low:g} to {high:g} is empty")
    ends = outcome(low), outcome(high)
    if not min(ends) <= target <= max(ends):
        return Infeasible(
            "out_of_reach", {"low": low, "high": high, "least": min(ends), "greatest": max(ends), "target": target}
        )
    rising = ends[1] >= ends[0]
    middle, reached = low, ends[0]
    for _ in range(HALVINGS):
        if abs(reached - target) <= CLOSE * abs(target):
            break
        middle = (low + high) / 2
        reached = outcome(middle)
        low, high = (middle, high) if (reached < target) == rising else (low, middle)
    return Found(middle, np.array([reached]))


def goal_sentence(name: str, year: int, target: float, stock: float | None, found: Found | Infeasible) -> Sentence:
    """Say what a year it takes to meet a target, or why it cannot be met.

    Args:
        name: of the output that is to be met (beds or carers).
        year: by which.
        target: number wanted by then.
        stock: what stands at the end of 2025.
        found: what goal-seek found.
    """
    values: dict[str, object] = {
        "year": str(year),
        "target": amount(name, target),
        "output": Text(OUTPUTS[name].title),
        "stock": Amount(stock, OUTPUTS[name].unit) if stock is not None else "",
    }
    if isinstance(found, Found):
        values["yearly"] = amount(name, found.yearly)
        if found.yearly == 0:
            return Sentence(
                N_("{output}: {stock} now and {target} in {year}; nothing has to be added."),
                values,
            )
        return Sentence(N_("{output}: from {stock} now to {target} by {year} takes {yearly} a year."), values)
    if found.because == "stock_unknown":
        return stock_unknown_sentence(name)
    if found.because == "deadline_passed":
        return Sentence(N_("{output}: infeasible, because no year is left until {year}."), values)
    values |= {name_: amount(name, found.numbers[name_]) for name_ in ("needed", "most", "reached")}
    return Sentence(
        N_(
            "{output}: infeasible, because {target} by {year} takes {needed} a year, more than the {most} allowed, which reach "
            "{reached}."
        ),
        values,
    )


def stock_unknown_sentence(name: str) -> Sentence:
    """Say that nothing can be sought for an output of which nobody knows how many stand."""
    return Sentence(
        N_(
            "{output}: infeasible, because how many there are now is not known: give the number under “Policy and stock”."
        ),
        {"output": Text(OUTPUTS[name].title)},
    )


def unpaid_sentence(scheme: Name, year: int) -> Sentence:
    """Say that a policy pays nothing for a bed added in a year, so that no yearly sum can lead to a target."""
    return Sentence(
        N_("Infeasible, because “{scheme}” pays nothing for a bed added in {year}; choose a policy that does."),
        {"scheme": scheme, "year": str(year)},
    )


def paid_sentence(
    scheme: Name, name: str, year: int, ends: tuple[float, float], yuan: Amount, prices: tuple[Amount, Amount]
) -> Sentence:
    """Say what a policy pays every year for added beds when that just meets the target.

    Args:
        scheme: name of the pack.
        name: of the output that is to be met.
        year: by which.
        ends: beds at the end of 2025, and the target.
        yuan: a year, with the bound of the prices.
        prices: of an added bed in 2026 and in ``year``.
    """
    values: dict[str, object] = {
        "scheme": scheme,
        "year": str(year),
        "stock": Amount(ends[0], "beds"),
        "target": amount(name, ends[1]),
        "yuan": yuan,
        "price": prices[0],
        "last": prices[1],
    }
    if prices[0] == prices[1]:
        return Sentence(
            N_(
                "From {stock} now to {target} by {year}, “{scheme}” comes to {yuan} for the beds added in each year, {price} a "
                "bed on average."
            ),
            values,
        )
    return Sentence(
        N_(
            "From {stock} now to {target} by {year}, “{scheme}” comes to {yuan} for the beds added in each year, {price} a bed on "
            "average in 2026 and {last} in {year}."
        ),
        values,
    )


def running_sentence(year: int, yuan: Amount) -> Sentence:
    """Say what the same policy pays besides for beds that stand."""
    return Sentence(
        N_(
            "On top come its subsidies for beds that stand, {yuan} in {year}, and what it pays for staff and people: see “Cost”."
        ),
        {"yuan": yuan, "year": str(year)},
    )


def budget_sentence(year: int, budget: float, numbers: dict[str, Amount], *, enough: bool) -> Sentence:
    """Say what a budget buys, and how far that leads.

    Args:
        year: of the target.
        budget: yuan a year.
        numbers: ``needed`` yuan a year, beds a year ``bought``, beds ``reached`` in ``year`` and their ``share`` of the target.
        enough: the budget meets the target.
    """
    values: dict[str, object] = {**numbers, "budget": Amount(budget, "yuan", rounded=True), "year": str(year)}
    if enough:
        return Sentence(
            N_("{budget} a year buys {bought} a year on average and is enough: {needed} a year meets the target."),
            values,
        )
    return Sentence(
        N_(
            "{budget} a year buys {bought} a year on average. In {year} {reached} stand, {share} of the target: infeasible, because the "
            "target takes {needed} a year."
        ),
        values,
    )


def turned_sentence(
    name: str, year: int, lever: Name, now: Amount, stands: float | None, found: Found | Infeasible
) -> Sentence:
    """Say at which value of one lever the need is what stands, or that it cannot be.

    Args:
        name: of the output.
        year: of the need.
        lever: name of the lever.
        now: its value, with its unit.
        stands: how many stand in that year.
        found: what goal-seek found.
    """
    values: dict[str, object] = {
        "output": Text(OUTPUTS[name].title),
        "year": str(year),
        "lever": lever,
        "now": now,
        "stands": Amount(stands, OUTPUTS[name].unit) if stands is not None else "",
    }
    if isinstance(found, Found):
        values["value"] = Amount(three_digits(found.yearly), now.unit)
        return Sentence(
            N_(
                "“{output}” of {year} is the {stands} that stand then if “{lever}” is {value}, all else as chosen; it is {now} now."
            ),
            values,
        )
    if found.because == "stock_unknown":
        return stock_unknown_sentence(name)
    values |= {end: Amount(found.numbers[end], now.unit) for end in ("low", "high")}
    values |= {end: amount(name, found.numbers[end]) for end in ("least", "greatest")}
    return Sentence(
        N_(
            "Infeasible, because between {low} and {high} of “{lever}” the number “{output}” of {year} only reaches {least} to {greatest}, "
            "and {stands} stand."
        ),
        values,
    )
