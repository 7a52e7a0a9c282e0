"""The records behind the numbers of goal-seek, and behind the value of a lever that it found.

``goal:<place>:<year>:<goal>:<what>:<at>:<limit>:<code>`` a number of goal-seek: goal is beds, nursing, carers or money, what
a word of ``goal.COUNTS`` or ``budget.MONEY``, limit the most a year, or the budget in yuan, that it stands on;
``turn:<place>:<year>:<goal>:<lever>:<most>:<code>`` the value of a lever.
"""

import numpy as np

from policy.derived import Derived
from policy.scenario.costs import ADDED, STANDING, counting
from policy.scenario.goal_seek import Found
from policy.scenario.outputs import OUTPUTS, amount
from policy.text import N_, Amount, Name, Text, three_digits
from views.scenario.budget import MONEY, Paid, money_numbers, paid_for
from views.scenario.case import Case
from views.scenario.goal import (
    COUNTS,
    STOCK_OF,
    Target,
    count_numbers,
    found_for,
    goal_ref,
    standing_then,
    stands_ref,
    target_of,
    turned,
)
from views.scenario.money import portions, printed_refs, stock_ref
from views.scenario.reference import limit_of, read, year_of
from views.scenario.standing import COUNTED_AT, MONEY_FROM
from views.scenario.state import assumption_ref, levers


def goal_record(reference: str) -> Derived:
    """Return the record of a number of goal-seek.

    Raises:
        KeyError: there is no such number, or nothing meets the target.
    """
    case, (text, goal, what, at_text, limit_text) = read(reference, 7)
    year, at, limit = year_of(text, MONEY_FROM), year_of(at_text, COUNTED_AT), limit_of(limit_text)
    if at > year:
        raise KeyError(reference)
    declared, told = (MONEY, _money_told) if goal == "money" else (COUNTS, _counts_told)
    target, numbers, values = told(case, goal, year, at, limit)
    output, shown = declared[what], numbers[what]
    values |= {
        "target": amount(target.name, target.value),
        "stock": Amount(target.stock or 0.0, OUTPUTS[target.name].unit),
        "year": text,
        "years": str(year - COUNTED_AT),
        "at": at_text,
    }
    inputs = [each for word in output.outputs for each in _entering(word, case, goal, target, year, limit)]
    return Derived(shown.value, shown.unit, output.formula, values, tuple(inputs), shown.comparator)


Told = tuple[Target, dict[str, Amount], dict[str, object]]


def _counts_told(case: Case, goal: str, year: int, at: int, most: float) -> Told:
    """Return the target of beds or carers, their numbers as of a year, and what their formulas name."""
    target, found = target_of(case, goal, year), found_for(case, goal, year)
    if not isinstance(found, Found):
        raise KeyError(goal)
    numbers = count_numbers(target, found, at, most)
    limit = Amount(most, OUTPUTS[target.name].unit) if np.isfinite(most) else ""
    return target, numbers, {"yearly": numbers["yearly"], "most": limit, "count": str(at - COUNTED_AT)}


def _money_told(case: Case, _goal: str, year: int, at: int, budget: float) -> Told:
    """Return the target of beds, the numbers of what they cost as of a year, and what their formulas name."""
    limited = np.isfinite(budget)
    paid = paid_for(case, year, budget if limited else None)
    if not isinstance(paid, Paid):
        raise KeyError(case)
    last, pack = money_numbers(paid, year, year), case.rules.iloc[0]
    values: dict[str, object] = {
        "scheme": Name(pack["scheme_zh"], pack["scheme_en"]),
        "share": Amount(three_digits(100 * paid.nursing_share[max(at - MONEY_FROM, 0)]), "percent"),
        "first": paid.price(0),
        "last": paid.price(-1),
        "yuan": last["yearly"],
        "budget": Amount(budget if limited else 0.0, "yuan", rounded=True),
        "reached": last.get("reached", ""),
        "beds": last["stands"],
    }
    return paid.target, money_numbers(paid, year, at), values


def _entering(word: str, case: Case, goal: str, target: Target, year: int, limit: float) -> list[str]:
    """Return the references of what a word stands for among what enters a number of goal-seek (``Output.outputs``)."""
    if word in ("need", "nursing"):
        return [
            case.ref("scenario", year, target.name.replace("beds", "nursing") if word == "nursing" else target.name)
        ]
    if word == "stock":
        return [stock_ref(case, STOCK_OF.get(goal, "stock"))]
    if word == "prices":
        return [goal_ref(case, year, goal, "price", at) for at in dict.fromkeys((MONEY_FROM, year))]
    if word in ("added", "standing"):
        rules = counting(case.rules, ADDED if word == "added" else STANDING)
        used = {*portions(rules), "price_growth"}
        return [*printed_refs(rules), *(case.assumed_ref(name) for name in levers() if name in used)]
    return [goal_ref(case, year, goal, word, limit=limit if word == "reached" else np.inf)]


def turn_record(reference: str) -> Derived:
    """Return the record of the value of a lever that goal-seek found.

    Raises:
        KeyError: there is no such lever, or no value meets the target.
    """
    case, (text, goal, lever, most) = read(reference, 6)
    year, limit, own = year_of(text, MONEY_FROM), limit_of(most), levers()[lever]
    target, found = target_of(case, goal, year), turned(case, goal, lever, year, limit)
    if not isinstance(found, Found):
        raise KeyError(reference)
    values: dict[str, object] = {
        "lever": own.title,
        "output": Text(OUTPUTS[target.name].title),
        "year": text,
        "stands": Amount(standing_then(target, year, limit) or 0.0, OUTPUTS[target.name].unit),
        "low": Amount(own.low, own.unit),
        "high": Amount(own.high, own.unit),
    }
    return Derived(
        three_digits(found.yearly),
        own.unit,
        N_(
            "the value of “{lever}” between {low} and {high} at which “{output}” of {year} is {stands}, found by halving the range, all else as "
            "chosen"
        ),
        values,
        (
            case.ref("scenario", year, target.name),
            stands_ref(case, year, goal, limit),
            assumption_ref(lever, case.assumed[lever]),
        ),
    )
