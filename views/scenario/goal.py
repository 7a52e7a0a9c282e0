"""Goal-seek: the beds or carers a year that just meet a year's need, and the lever that makes the need what stands.

What stands is counted at the end of 2025, as for the costs; what is added comes in each year from 2026 to the year of the need,
so that the costs of a scenario that builds over as many years add the very same beds.
"""

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd

from charts.paths import Line, paths
from i18n.numbers import with_unit
from i18n.texts import translator
from policy.scenario import goal_seek
from policy.scenario.goal_seek import TURNS, Found, Infeasible, goal_sentence, turned_sentence, yearly
from policy.scenario.output import Output
from policy.scenario.outputs import OUTPUTS, amount
from policy.text import N_, Amount, three_digits
from projection.people.cohort_component import Array
from views.edition import kept, kept_up_to
from views.scenario.answer import words
from views.scenario.case import YEARS, Case
from views.scenario.controls import active
from views.scenario.money import stock_ref
from views.scenario.standing import COUNTED_AT
from views.scenario.state import assumption_ref, levers
from views.view import ByCell, ByRow, Curves, Table
from views.words import say

STOCK_OF = {"beds": "stock", "nursing": "nursing_stock", "carers": "carer_stock"}
STEPS = 4  # a lever that moves the number at no point of its range in so many steps is not offered
# The numbers of beds and carers, in the unit of what is to be met: what enters each is the need, the stock, or another of them.
COUNTS = {
    "yearly": Output(
        N_("A year, to meet the target"),
        "",
        N_("({target} in {year} − {stock} that stand) ÷ {years} years from 2026 on, never below 0"),
        ("need", "stock"),
    ),
    "stands": Output(N_("Stands"), "", N_("{stock} that stand + {yearly} a year × {count} years"), ("stock", "yearly")),
    "reached": Output(
        N_("Stands, with the most a year"),
        "",
        N_("{stock} that stand + the most, {most} a year, × {count} years"),
        ("stock",),
    ),
}


@dataclass(frozen=True)
class Target:
    """What is to be met: the output that says so, its value in the year, and what stands at the end of 2025 (None: not known)."""

    name: str
    value: float
    stock: float | None


def target_of(case: Case, goal: str, year: int) -> Target:
    """Return the target of a goal (beds, nursing or carers): the output that the scenario provides, the larger where two are.

    Raises:
        KeyError: there is no such goal.
    """
    values = {name: case.at(name, year)[0] for name in case.provided[goal]}
    name = max(values, key=values.__getitem__)
    return Target(name, values[name], case.stock[STOCK_OF[goal]])


def found_for(case: Case, goal: str, year: int, most: float = np.inf) -> Found | Infeasible:
    """Return what a year it takes to meet the need of a year."""
    target = target_of(case, goal, year)
    return yearly(target.stock, target.value, year - COUNTED_AT, most=most)


def standing_then(target: Target, year: int, most: float) -> float | None:
    """Return what stands in a year: the stock, with the most that can be added a year where a limit is given."""
    if target.stock is None:
        return None
    return target.stock + (most * (year - COUNTED_AT) if np.isfinite(most) else 0.0)


def count_numbers(target: Target, found: Found, at: int, most: float) -> dict[str, Amount]:
    """Return the numbers of beds or carers by the words of ``COUNTS``, what stands as of a year; with the most where it is given."""
    unit, stands = OUTPUTS[target.name].unit, standing_then(target, at, most) or 0.0
    numbers = {
        "yearly": amount(target.name, found.yearly),
        "stands": Amount(three_digits(float(found.path[at - COUNTED_AT])), unit),
    }
    return numbers | ({"reached": Amount(stands, unit)} if np.isfinite(most) else {})


def outcome(case: Case, goal: str, lever: str, value: float, year: int) -> float:
    """Return what a lever at a value makes of a goal's number in a year: the larger, where two outputs stand for it."""
    moved = case.moved(lever, value)
    return max(float(moved.value(name, year)) for name in moved.provided[goal])


@kept_up_to(200)
def turnable(case: Case, goal: str, year: int) -> list[str]:
    """Return the levers that move the number of a goal one way (``policy.scenario.goal_seek.TURNS``) in this scenario."""

    def moves(lever: str) -> bool:
        ends = np.linspace(levers()[lever].low, levers()[lever].high, STEPS + 1)
        return len({f"{outcome(case, goal, lever, float(end), year):.9g}" for end in ends}) > 1

    one_way = dict.fromkeys(lever for name in case.provided[goal] for lever in TURNS[name])
    return [lever for lever in one_way if lever in active(case) and moves(lever)]


@kept_up_to(200)
def turned(case: Case, goal: str, lever: str, year: int, most: float) -> Found | Infeasible:
    """Return the value of a lever at which the need of a year is what stands then, or why there is none.

    Raises:
        KeyError: there is no such lever or goal.
    """
    own, stands = levers()[lever], standing_then(target_of(case, goal, year), year, most)
    if stands is None:
        return Infeasible("stock_unknown", {})
    return goal_seek.lever(lambda value: outcome(case, goal, lever, value, year), stands, own.low, own.high)


def goal_ref(case: Case, year: int, goal: str, what: str, at: int | None = None, limit: float = np.inf) -> str:
    """Return the reference of a number of goal-seek: as of a year, and with the limit (a year) that it stands on."""
    return case.ref("goal", year, goal, what, at or year, f"{limit:.10g}")


def stands_ref(case: Case, year: int, goal: str, most: float) -> str:
    """Return the reference of what stands in a year: the stock, with the most a year where a limit is given."""
    if np.isfinite(most):
        return goal_ref(case, year, goal, "reached", limit=most)
    return stock_ref(case, STOCK_OF[goal])


@kept
def summary(case: Case, year: int, lang: str) -> Table[ByCell]:
    """Return what stands, what is needed and what a year it takes, one row a goal; each cell opens its record."""
    _ = translator(lang)
    heads = [_("Goal"), _("Stands now"), str(year), _("To add a year")]
    rows: list[tuple[str, ...]] = []
    refs: ByCell = {}
    for at, goal in enumerate(STOCK_OF):
        target, found = target_of(case, goal, year), found_for(case, goal, year)
        refs |= dict.fromkeys([(at, heads[0]), (at, heads[2])], case.ref("scenario", year, target.name))
        stands = a_year = _("not known")
        if target.stock is not None and isinstance(found, Found):
            stands = with_unit(target.stock, OUTPUTS[target.name].unit, lang)
            a_year = words(target.name, found.yearly, lang)
            refs |= {(at, heads[1]): stock_ref(case, STOCK_OF[goal])}
            refs |= {(at, heads[3]): goal_ref(case, year, goal, "yearly")}
        rows.append((_(OUTPUTS[target.name].title), stands, words(target.name, target.value, lang), a_year))
    return Table(pd.DataFrame(rows, columns=heads), refs)


@kept
def goals(case: Case, year: int, most: float, lang: str) -> dict[str, Curves]:
    """Return each goal, of beds, nursing beds and carers, with need and stock by year where it can be met."""
    shown = {}
    for goal in STOCK_OF:
        target, found = target_of(case, goal, year), found_for(case, goal, year, most)
        sentence = say(goal_sentence(target.name, year, target.value, target.stock, found), lang)
        stocks = []
        if isinstance(found, Found):
            refs = stock_refs(case, year, goal, "stands")
            stocks = [line(translator(lang)("stands, with what is added"), target, found.path, refs, lang)]
        shown[goal] = against_need(case, year, target, stocks, sentence, lang)
    return shown


def stock_refs(case: Case, year: int, goal: str, what: str, limit: float = np.inf) -> list[str]:
    """Return the references of what stands from the end of 2025 to a year, by a word of a goal's numbers."""
    added = [goal_ref(case, year, goal, what, at, limit) for at in range(COUNTED_AT + 1, year + 1)]
    return [stock_ref(case, STOCK_OF.get(goal, "stock")), *added]


def line(title: str, target: Target, values: Array, refs: list[str], lang: str) -> Line:
    """Return values of a target's output by year, to draw."""
    return Line(title, values.tolist(), [words(target.name, value, lang) for value in values], refs)


def against_need(case: Case, year: int, target: Target, stocks: list[Line], sentence: str, lang: str) -> Curves:
    """Return the need of each year beside what stands, as a chart and as a table; the sentence alone where nothing is found."""
    if not stocks:
        return Curves(pd.DataFrame(), {}, sentence)
    _, years = translator(lang), list(range(COUNTED_AT, year + 1))
    needed = case.path(target.name).central[YEARS.index(years[0]) : YEARS.index(year) + 1]
    refs = [case.ref("scenario", at, target.name) for at in years]
    lines = [line(_("needed"), target, needed, refs, lang), *stocks]
    table = {_("Year"): list(map(str, years))} | {each.name: list(each.words) for each in lines}
    cells = {(row, each.name): ref for each in lines for row, ref in enumerate(each.refs)}
    cells |= {(row, _("Year")): ref for row, ref in enumerate(refs)}
    figure = paths(years, lines, lambda value: with_unit(value, OUTPUTS[target.name].unit, lang))
    return Curves(pd.DataFrame(table), cells, sentence, figure=json.dumps(figure.to_plotly_json()))


@kept
def turn(case: Case, goal: str, lever: str, year: int, most: float, lang: str) -> Table[ByRow]:
    """Return at which value of one lever the need is what stands, in a sentence and as numbers with their references."""
    _ = translator(lang)
    target, own, now = target_of(case, goal, year), levers()[lever], case.assumed[lever]
    found, stands = turned(case, goal, lever, year, most), standing_then(target, year, most)
    sentence = say(turned_sentence(target.name, year, own.title, Amount(now, own.unit), stands, found), lang)
    need = _("{output}, all as chosen").format(output=_(OUTPUTS[target.name].title))
    lines = [
        (need, words(target.name, target.value, lang), case.ref("scenario", year, target.name)),
        (_("Value of the lever now"), with_unit(now, own.unit, lang), assumption_ref(lever, now)),
    ]
    if stands is not None:
        said = with_unit(stands, OUTPUTS[target.name].unit, lang)
        lines.append((_("Stands then"), said, stands_ref(case, year, goal, most)))
    if isinstance(found, Found):
        value = with_unit(three_digits(found.yearly), own.unit, lang)
        ref = case.ref("turn", year, goal, lever, f"{most:.10g}")
        lines.append((_("Value of the lever that does it"), value, ref))
    table = pd.DataFrame([each[:2] for each in lines], columns=[_("Figure"), _("Value")])
    return Table(table, [each[2] for each in lines], sentence)
