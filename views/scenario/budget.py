"""Goal-seek in yuan: what a policy pays every year for the beds that meet a target, and how far a budget leads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from i18n.texts import translator
from policy.scenario.borrowed import NO_PACK
from policy.scenario.bounds import OPPOSITE
from policy.scenario.costs import PUBLIC, STANDING, counting, price_of_added, totals
from policy.scenario.goal_seek import (
    Found,
    Infeasible,
    budget_sentence,
    goal_sentence,
    paid_sentence,
    run_forward,
    running_sentence,
    unpaid_sentence,
    yearly,
)
from policy.scenario.money_sentences import no_policy_sentence
from policy.scenario.output import Output
from policy.scenario.outputs import amount
from policy.text import N_, Amount, three_digits
from projection.care import supply
from projection.people.cohort_component import Array
from views.edition import kept, kept_up_to
from views.scenario.answer import scheme
from views.scenario.case import FIRST, Case
from views.scenario.goal import Target, against_need, found_for, goal_ref, line, stock_refs, target_of
from views.scenario.standing import COUNTED_AT, MONEY_FROM
from views.view import ByRow, Curves, Table
from views.words import amount_text, say

# What enters each number is the need, that of nursing, the stock, rules of the pack, prices of the first and last year, or another.
MONEY = {
    "price": Output(
        N_("Paid for an added bed, on average"),
        "yuan",
        N_(
            "what budget and fund pay under “{scheme}” for one bed added in {at}, later instalments included, on the average of those that "
            "qualify and those that do not; {share} of the beds are for nursing"
        ),
        ("added", "nursing", "need"),
    ),
    "yearly": Output(
        N_("Yuan a year that just meet the target"),
        "yuan",
        N_(
            "({target} in {year} − {stock} that stand) ÷ the beds that one yuan a year pays for until then; a bed is paid {first} "
            "in 2026 and {last} in {year}"
        ),
        ("need", "stock", "prices"),
    ),
    "stands": Output(
        N_("Beds that stand then"),
        "beds",
        N_("{stock} that stand + {yuan} a year ÷ what a bed is paid in that year, added up over the years to {at}"),
        ("stock", "yearly", "prices"),
    ),
    "bought": Output(
        N_("Beds a year that the budget buys"),
        "beds",
        N_("({reached} in {year} − {stock} that stand) ÷ {years} years"),
        ("reached", "stock"),
    ),
    "reached": Output(
        N_("Beds that stand with the budget"),
        "beds",
        N_("{stock} that stand + {budget} a year ÷ what a bed is paid in that year, added up over the years to {at}"),
        ("stock", "prices"),
    ),
    "share": Output(
        N_("Share of the target that the budget meets"),
        "percent",
        N_("{reached} with the budget in {year} ÷ {target}"),
        ("reached", "need"),
    ),
    "running": Output(
        N_("Besides, for beds that stand"),
        "yuan",
        N_("rules of “{scheme}” for beds that stand × {beds}, {share} of them for nursing"),
        ("standing", "stands", "nursing", "need"),
    ),
}
WITH_BUDGET = ("bought", "reached", "share")


@dataclass(frozen=True)
class Paid:
    """What a policy pays for the beds of a goal: ``prices`` of a bed added in each year from 2026, with the word for how far they bind.

    ``nursing_share[T]`` nursing beds for each bed added in a year; ``stock`` at the end of 2025; ``found`` yuan a year with the beds that
    stand; ``within`` the same within a budget, or why not, and the beds that the whole budget leads to (``reached``), where
    one is given; ``running`` yuan that the policy pays besides in the year for beds that stand.
    """

    target: Target
    stock: float
    nursing_share: Array
    prices: Array
    bound: str
    found: Found
    within: Found | Infeasible | None
    reached: Array | None
    running: float

    def price(self, index: int) -> Amount:
        """Return what is paid for a bed added in a year, to the yuan, with its bound."""
        return Amount(float(round(self.prices[index])), "yuan", self.bound)


@dataclass(frozen=True)
class Unpaid:
    """The first year in which a policy pays nothing for an added bed, so that no yearly sum leads to a target."""

    year: int


@kept_up_to(200)
def paid_for(case: Case, year: int, budget: float | None) -> Paid | Unpaid | None:
    """Return what the chosen policy pays for the beds of the target; nothing where no policy is chosen, or their stock is not known or enough.

    How many of the beds are for nursing follows the rule of the costs, for a scenario that builds until the year.
    """
    target, count = target_of(case, "beds", year), year - COUNTED_AT
    if case.pack == NO_PACK or target.stock is None or target.stock >= target.value:
        return None
    built = supply.quantities(case.central.demand, target.stock, case.stock["nursing_stock"], start=FIRST, years=count)
    until = {name: values[:count] for name, values in built.items()}
    share = until["nursing_beds_added"] / until["beds_added"]
    when = np.arange(MONEY_FROM, year + 1)
    prices, bound = price_of_added(case.rules, when, share, case.terms)
    if not (prices > 0).all():
        return Unpaid(int(when[~(prices > 0)][0]))
    found = yearly(target.stock, target.value, count, price=prices)
    if not isinstance(found, Found):
        return None
    within = reached = None
    if budget:
        within = yearly(target.stock, target.value, count, price=prices, most=budget)
        reached = run_forward(target.stock, budget, count, price=prices)
    running = _running(case, until, when)
    return Paid(target, target.stock, share, prices, bound, found, within, reached, running)


def _running(case: Case, built: Mapping[str, Array], when: npt.ArrayLike) -> float:
    """Return what budget and fund pay for beds that stand, in the last of the years; yuan."""
    rules = counting(case.rules, STANDING)
    by_payer = totals(rules, built, when, case.terms) if len(rules) else {}
    return float(sum(by_payer[payer][-1] for payer in PUBLIC if payer in by_payer))


def money_numbers(paid: Paid, year: int, at: int) -> dict[str, Amount]:
    """Return the numbers by the words of ``MONEY``, prices and beds as of a year; what a budget leads to where one is given.

    Where a bed is paid at least its price, the target takes at least so many yuan, and a budget buys at most so many beds.
    """
    bound = paid.bound
    found = {"price": paid.price(at - MONEY_FROM)} if at >= MONEY_FROM else {}
    found |= {
        "yearly": replace(amount("cost", paid.found.yearly), comparator=bound),
        "stands": amount("beds_need", float(paid.found.path[at - COUNTED_AT])),
    }
    if paid.running:
        found["running"] = amount("cost", paid.running)
    if paid.reached is None:
        return found
    last, back = float(paid.reached[-1]), OPPOSITE[bound]
    return found | {
        "bought": replace(amount("beds_need", (last - paid.stock) / (year - COUNTED_AT)), comparator=back),
        "reached": replace(amount("beds_need", float(paid.reached[at - COUNTED_AT])), comparator=back),
        "share": Amount(three_digits(100 * last / paid.target.value), "percent", back),
    }


@kept
def money(case: Case, year: int, budget: float | None, lang: str) -> Curves:
    """Return what a year just meets the target of beds under the chosen policy, and what a budget buys; with the beds by year."""
    _, paid = translator(lang), paid_for(case, year, budget)
    target = target_of(case, "beds", year)
    if not isinstance(paid, Paid):
        sentence = goal_sentence(target.name, year, target.value, target.stock, found_for(case, "beds", year))
        if case.pack == NO_PACK:
            sentence = no_policy_sentence()
        elif isinstance(paid, Unpaid):
            sentence = unpaid_sentence(scheme(case), paid.year)
        return against_need(case, year, target, [], say(sentence, lang), lang)
    numbers = money_numbers(paid, year, year)
    ends, prices = (paid.stock, target.value), (paid.price(0), numbers["price"])
    said = [paid_sentence(scheme(case), target.name, year, ends, numbers["yearly"], prices)]
    if "running" in numbers:
        said.append(running_sentence(year, numbers["running"]))
    refs = stock_refs(case, year, "money", "stands")
    stocks = [line(_("with the subsidy that just meets it"), target, paid.found.path, refs, lang)]
    if budget and paid.reached is not None:
        bought = {"needed": numbers["yearly"]} | {what: numbers[what] for what in WITH_BUDGET}
        said.append(budget_sentence(year, budget, bought, enough=isinstance(paid.within, Found)))
        refs = stock_refs(case, year, "money", "reached", budget)
        stocks.append(line(_("with the budget"), target, paid.reached, refs, lang))
    return against_need(case, year, target, stocks, " ".join(say(each, lang) for each in said), lang)


@kept
def money_figures(case: Case, year: int, budget: float | None, lang: str) -> Table[ByRow] | None:
    """Return the numbers of ``MONEY`` with their references; nothing where no yearly sum leads to the target."""
    _, paid = translator(lang), paid_for(case, year, budget)
    if not isinstance(paid, Paid):
        return None
    numbers = money_numbers(paid, year, year)
    limits = {what: budget if budget and what in WITH_BUDGET else np.inf for what in numbers}
    values = [amount_text(number, lang, exact=what == "price") for what, number in numbers.items()]
    return Table(
        pd.DataFrame({_("Figure"): [_(MONEY[what].title) for what in numbers], _("Value"): values}),
        [goal_ref(case, year, "money", what, limit=limit) for what, limit in limits.items()],
    )
