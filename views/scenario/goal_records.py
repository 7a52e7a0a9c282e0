"""The records behind the numbers of goal-seek.

``goal:<place>:<year>:<goal>:<what>:<at>:<limit>:<code>``, goal being beds, nursing, carers or money, what the number is
(``WHAT`` of each), and limit the most a year, or the budget in yuan, that it stands on; ``turn:<place>:<year>:<goal>:<lever>:
<most>:<code>`` the value of a lever; ``given:<name>:<code>`` a number that the viewer gave.
"""

import math
import re
from dataclasses import replace

import numpy as np
import pandas as pd

from policy.derived import Derived
from policy.scenario.costs import ADDED, STANDING, counting
from policy.scenario.goal_seek import Found
from policy.scenario.outputs import OUTPUTS, amount
from policy.text import N_, Amount, Name, Text, three_digits
from views import edition
from views.scenario import case as runs
from views.scenario.goal import COUNTED_AT, Paid, Target, found_for, paid_for, standing_then, target_of, turned
from views.scenario.money import MONEY_FROM, MONEY_YEARS, counted_stock, policy
from views.scenario.state import GIVEN, GROWS_BY, assumption, decoded, defaults, given, levers, pack_of, resolved

STOCKS = {
    "stock": (N_("Beds that stand"), "beds"),
    "nursing_stock": (N_("Nursing beds that stand"), "beds"),
    "carer_stock": (N_("Carers there are"), "persons"),
}
STOCK_NAMES = {"beds": "stock", "money": "stock", "nursing": "nursing_stock", "carers": "carer_stock"}
WHAT = {
    "yearly": N_("A year, to meet the target"),
    "stands": N_("Stands"),
    "reached": N_("Stands, with the most a year"),
}
MONEY = {
    "price": N_("Paid for an added bed, on average"),
    "yearly": N_("Yuan a year that just meet the target"),
    "stands": N_("Beds that stand then"),
    "bought": N_("Beds a year that the budget buys"),
    "reached": N_("Beds that stand with the budget"),
    "share": N_("Share of the target that the budget meets"),
    "running": N_("Besides, for beds that stand"),
}

FORMULAS = {
    "price": N_(
        "what budget and fund pay under “{scheme}” for one bed added in {at}, later instalments included, on the average of those that "
        "qualify and those that do not; {share} of the beds are for nursing"
    ),
    "yearly": N_(
        "({target} in {year} − {stock} that stand) ÷ the beds that one yuan a year pays for until then; a bed is paid {first} "
        "in 2026 and {last} in {year}"
    ),
    "stands": N_(
        "{stock} that stand + {yuan} a year ÷ what a bed is paid in that year, added up over the years to {at}"
    ),
    "running": N_("rules of “{scheme}” for beds that stand × {beds}, {share} of them for nursing"),
    "reached": N_(
        "{stock} that stand + {budget} a year ÷ what a bed is paid in that year, added up over the years to {at}"
    ),
    "bought": N_("({reached} in {year} − {stock} that stand) ÷ {years} years"),
    "share": N_("{reached} with the budget in {year} ÷ {target}"),
}


def goal_ref(
    place: str, year: int, goal: str, what: str, code: str, at: int | None = None, limit: float = np.inf
) -> str:
    """Return the reference of a number of goal-seek."""
    return f"goal:{place}:{year}:{goal}:{what}:{at or year}:{limit:.10g}:{code}"


def turn_ref(place: str, year: int, goal: str, lever: str, most: float, code: str) -> str:
    """Return the reference of the value of a lever that goal-seek found."""
    return f"turn:{place}:{year}:{goal}:{lever}:{most:.10g}:{code}"


def given_ref(name: str, code: str) -> str:
    """Return the reference of a number that the viewer gave."""
    return f"given:{name}:{code}"


def stock_ref(place: str, name: str, code: str) -> str:
    """Return the reference of what stands: given by the viewer, or a count; empty where it is not known."""
    if getattr(decoded(code), name) is not None:
        return given_ref(name, code)
    counted = counted_stock(place)
    return f"fact:{counted[name]['fact']}" if name in counted else ""


def given_record(ref: str) -> Derived:
    """Return the record of a number that the viewer gave.

    Raises:
        KeyError: nobody gave it, or the code is not known.
    """
    _kind, name, code = (*ref.split(":", 2), "", "")[:3]
    value = getattr(decoded(code), name, None) if name in (*GIVEN, *STOCKS) else None
    if value is None:
        raise KeyError(ref)
    if name in STOCKS:
        return Derived(value, STOCKS[name][1], N_("{name}: given by the viewer"), {"name": Text(STOCKS[name][0])}, ())
    word = edition.vocabulary("pack_count").loc[name]
    values: dict[str, object] = {"name": Name(str(word["name_zh"]), str(word["name_en"]))}
    formula = N_("{name}: given by the viewer, so many every year from 2026 on")
    if not name.endswith("_added"):
        added = GROWS_BY.get(name, "")
        formula = N_("{name}: given by the viewer, so many at the end of 2025 and every year after")
        if added in given(decoded(code)):
            formula = N_("{name}: given by the viewer, so many at the end of 2025; each year's additions come on top")
            return Derived(value, GIVEN[name][1], formula, values, (given_ref(added, code),))
    return Derived(value, GIVEN[name][1], formula, values, ())


def goal_record(ref: str) -> Derived:
    """Return the record of a number of goal-seek.

    Raises:
        KeyError: there is no such number.
    """
    _kind, place, when, goal, what, at, limit, code = (*ref.split(":", 7), *[""] * 8)[:8]
    known = MONEY if goal == "money" else WHAT
    if what not in known or goal not in STOCK_NAMES or not (_year(when) and _year(at)):
        raise KeyError(ref)
    if int(when) < MONEY_FROM or int(at) > int(when):
        raise KeyError(ref)
    most = _limit(limit)
    runs.paths(place, code)
    year = int(when)
    if goal == "money":
        return _money_record(place, year, what, int(at), most, code, ref)
    target = target_of(place, code, goal, year)
    found = found_for(place, code, goal, year)
    if target.stock is None or not isinstance(found, Found) or (what == "reached" and not math.isfinite(most)):
        raise KeyError(ref)
    unit, count = OUTPUTS[target.name].unit, int(at) - COUNTED_AT
    values: dict[str, object] = _ends(target, year) | {
        "yearly": amount(target.name, found.yearly),
        "most": Amount(most, unit) if math.isfinite(most) else "",
        "count": str(count),
        "years": str(year - COUNTED_AT),
    }
    stock = stock_ref(place, STOCK_NAMES[goal], code)
    need = f"scenario:{place}:{year}:{target.name}:{code}"
    if what == "yearly":
        formula = N_("({target} in {year} − {stock} that stand) ÷ {years} years from 2026 on, never below 0")
        return Derived(three_digits(found.yearly), unit, formula, values, (need, stock))
    if what == "stands":
        formula = N_("{stock} that stand + {yearly} a year × {count} years")
        inputs = (stock, goal_ref(place, year, goal, "yearly", code))
        return Derived(three_digits(target.stock + count * found.yearly), unit, formula, values, inputs)
    formula = N_("{stock} that stand + the most, {most} a year, × {count} years")
    return Derived(target.stock + count * most, unit, formula, values, (stock,))


def _limit(text: str) -> float:
    try:
        limit = float(text)
    except ValueError as error:
        raise KeyError(text) from error
    if not limit > 0:
        raise KeyError(text)
    return limit


def _year(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}", text) is not None and COUNTED_AT <= int(text) <= MONEY_YEARS[-1]


def _ends(target: Target, year: int) -> dict[str, object]:
    return {
        "target": amount(target.name, target.value),
        "stock": Amount(target.stock if target.stock is not None else 0.0, OUTPUTS[target.name].unit),
        "year": str(year),
    }


def _money_record(place: str, year: int, what: str, at: int, budget: float, code: str, ref: str) -> Derived:
    """Return the record of what a policy pays for added beds, or of what a budget buys."""
    limited = math.isfinite(budget)
    paid = paid_for(place, code, year, budget if limited else None)
    if not isinstance(paid, Paid):
        raise KeyError(ref)
    numbers = money_numbers(paid, year)
    if what not in numbers or (what == "price" and at == COUNTED_AT):
        raise KeyError(ref)
    rows = edition.table("packs")
    own = rows[rows["pack"] == pack_of(decoded(code), place)].iloc[0]
    values: dict[str, object] = _ends(paid.target, year) | {
        "scheme": Name(str(own["scheme_zh"]), str(own["scheme_en"])),
        "share": Amount(three_digits(100 * paid.nursing_share[max(at - MONEY_FROM, 0)]), "percent"),
        "first": price_amount(paid, 0),
        "last": price_amount(paid, -1),
        "yuan": numbers["yearly"],
        "budget": Amount(budget if limited else 0.0, "yuan", rounded=True),
        "reached": numbers.get("reached", ""),
        "beds": numbers["stands"],
        "at": str(at),
        "years": str(year - COUNTED_AT),
    }
    paths = {"stands": paid.found.path, "reached": paid.reached}
    shown = numbers[what]
    if (path := paths.get(what)) is not None:
        shown = replace(shown, value=three_digits(float(path[at - COUNTED_AT])))
    elif what == "price":
        shown = price_amount(paid, at - MONEY_FROM)
    inputs = _money_inputs(place, year, what, budget, code, paid)
    return Derived(shown.value, shown.unit, FORMULAS[what], values, inputs, shown.comparator)


def _money_inputs(place: str, year: int, what: str, budget: float, code: str, paid: Paid) -> tuple[str, ...]:
    """Return what enters a number of what beds cost."""
    stock, name = stock_ref(place, "stock", code), paid.target.name
    need, nursing = (f"scenario:{place}:{year}:{output}:{code}" for output in (name, name.replace("beds", "nursing")))
    price, yearly, stands = (goal_ref(place, year, "money", other, code) for other in ("price", "yearly", "stands"))
    prices = (goal_ref(place, year, "money", "price", code, MONEY_FROM), price)[2 - min(year - COUNTED_AT, 2) :]
    reached = goal_ref(place, year, "money", "reached", code, limit=budget)
    return {
        "price": (*_rules(place, code, ADDED), nursing, need),
        "yearly": (need, stock, *prices),
        "stands": (stock, yearly, *prices),
        "running": (*_rules(place, code, STANDING), stands, nursing, need),
        "reached": (stock, *prices),
        "bought": (reached, stock),
        "share": (reached, need),
    }[what]


def price_amount(paid: Paid, index: int) -> Amount:
    """Return what is paid for a bed added in a year, to the yuan, with its comparator."""
    return Amount(float(round(paid.prices[index])), "yuan", paid.comparator)


def money_numbers(paid: Paid, year: int) -> dict[str, Amount]:
    """Return the numbers of what beds cost, by the words of ``MONEY``; what a budget leads to where one is given.

    Where a bed is paid at least its price, the target takes at least so many yuan, and a budget buys at most so many beds.
    """
    sign = paid.comparator
    found = {
        "price": price_amount(paid, -1),
        "yearly": replace(amount("cost", paid.found.yearly), comparator=sign),
        "stands": amount("beds_need", float(paid.found.path[-1])),
    }
    if paid.running:
        found["running"] = amount("cost", paid.running)
    if paid.reached is None:
        return found
    last, back = float(paid.reached[-1]), {">=": "<=", "<=": ">="}.get(sign, sign)
    return found | {
        "bought": replace(amount("beds_need", (last - paid.stock) / (year - COUNTED_AT)), comparator=back),
        "reached": replace(amount("beds_need", last), comparator=back),
        "share": Amount(three_digits(100 * last / paid.target.value), "percent", back),
    }


def _rules(place: str, code: str, counts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the printed values of the rules that count these words, and the assumptions that say who qualifies."""
    state = decoded(code)
    rules = counting(policy(place, state), counts)
    shares = {name.removeprefix("-") for cell in rules["portions"] for name in cell.split(";") if name}
    values = resolved(state).values(defaults())
    used = [name for name in levers() if name in shares or name == "price_growth"]
    return (*printed_refs(rules), *(f"assumption:{name}:{values[name]:g}" for name in used))


def printed_refs(rules: pd.DataFrame) -> tuple[str, ...]:
    """Return the references of the printed values of a pack's rows."""
    return tuple(
        f"fact:{each['fact']}" if each["fact"] else f"pack:{each['pack']}:{each['rule']}:{each['part']}:{each['order']}"
        for _index, each in rules.iterrows()
    )


def turn_record(ref: str) -> Derived:
    """Return the record of the value of a lever that goal-seek found.

    Raises:
        KeyError: there is no such lever, or no value meets the target.
    """
    _kind, place, when, goal, lever, most, code = (*ref.split(":", 6), *[""] * 7)[:7]
    if lever not in levers() or goal not in STOCK_NAMES or goal == "money" or not _year(when):
        raise KeyError(ref)
    if int(when) < MONEY_FROM:
        raise KeyError(ref)
    limit, year = _limit(most), int(when)
    target = target_of(place, code, goal, year)
    found = turned(place, code, goal, lever, year, limit)
    if not isinstance(found, Found):
        raise KeyError(ref)
    row, own = assumption(lever), levers()[lever]
    values: dict[str, object] = {
        "lever": Name(str(row["name_zh"]), str(row["name_en"])),
        "output": Text(OUTPUTS[target.name].title),
        "year": when,
        "stands": Amount(standing_then(target, year, limit) or 0.0, OUTPUTS[target.name].unit),
        "low": Amount(own.low, own.unit),
        "high": Amount(own.high, own.unit),
    }
    now = resolved(decoded(code)).values(defaults())[lever]
    stands = (
        goal_ref(place, year, goal, "reached", code, limit=limit)
        if math.isfinite(limit)
        else stock_ref(place, STOCK_NAMES[goal], code)
    )
    return Derived(
        three_digits(found.yearly),
        own.unit,
        N_(
            "the value of “{lever}” between {low} and {high} at which “{output}” of {year} is {stands}, found by halving the range, all else as "
            "chosen"
        ),
        values,
        (f"scenario:{place}:{year}:{target.name}:{code}", stands, f"assumption:{lever}:{now:g}"),
    )


def described(ref: str, lang: str) -> tuple[str, str, str]:
    """Return place code, year and title id of a number of goal-seek; the title of what is given in the viewer's language."""
    kind, *parts = ref.split(":")
    if kind == "given":
        if parts[0] in STOCKS:
            return "", "", STOCKS[parts[0]][0]
        return "", "", str(edition.vocabulary("pack_count").at[parts[0], f"name_{lang}"])
    if kind == "turn":
        return parts[0], parts[1], str(assumption(parts[3])[f"name_{lang}"])
    return parts[0], parts[4], (MONEY if parts[2] == "money" else WHAT)[parts[3]]


RECORDS = {"goal": goal_record, "turn": turn_record, "given": given_record}
