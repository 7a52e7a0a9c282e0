"""What the view of goal-seek shows: beds and carers a year, what the beds cost and a budget buys, and one lever turned."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from charts.paths import Line, paths
from i18n.numbers import with_unit
from i18n.texts import translator
from policy.scenario.goal_seek import (
    Found,
    budget_sentence,
    goal_sentence,
    paid_sentence,
    running_sentence,
    turned_sentence,
    unpaid_sentence,
)
from policy.scenario.outputs import OUTPUTS
from policy.text import Amount, Name, three_digits
from views.edition import kept
from views.scenario.answer import scheme, words
from views.scenario.case import paths as paths_of
from views.scenario.goal import COUNTED_AT, STOCK_OF, Unpaid, found_for, paid_for, standing_then, target_of, turned
from views.scenario.goal_records import MONEY, goal_ref, money_numbers, price_amount, stock_ref, turn_ref
from views.scenario.money import YEARS
from views.scenario.records import assumption_ref, scenario_ref
from views.scenario.state import assumption, decoded, defaults, levers, resolved
from views.view import ByCell, ByRow, Table
from views.words import amount_text, say


@dataclass(frozen=True)
class Goal:
    """A goal: its sentence (Markdown) and, where it can be met, stock and need by year as a chart and a table."""

    name: str
    sentence: str
    parts: dict[str, Any] | None
    table: Table[ByCell] | None


@kept
def summary(place: str, code: str, year: int, lang: str) -> Table[ByCell]:
    """Return what stands, what is needed and what a year it takes, one row a goal; each cell opens its record."""
    _ = translator(lang)
    heads = [_("Goal"), _("Stands now"), str(year), _("To add a year")]
    rows: list[tuple[str, ...]] = []
    refs: dict[tuple[int, str], str] = {}
    for at, goal in enumerate(STOCK_OF):
        target = target_of(place, code, goal, year)
        found = found_for(place, code, goal, year)
        need = scenario_ref(place, year, target.name, code)
        refs |= {(at, heads[0]): need, (at, heads[2]): need}
        stands = a_year = _("not known")
        if target.stock is not None and isinstance(found, Found):
            stands = with_unit(target.stock, OUTPUTS[target.name].unit, lang)
            a_year = words(target.name, found.yearly, lang)
            refs |= {(at, heads[1]): stock_ref(place, STOCK_OF[goal], code)}
            refs |= {(at, heads[3]): goal_ref(place, year, goal, "yearly", code)}
        rows.append((_(OUTPUTS[target.name].title), stands, words(target.name, target.value, lang), a_year))
    return Table(pd.DataFrame(rows, columns=heads), refs)


@kept
def goals(place: str, code: str, year: int, most: float, lang: str) -> list[Goal]:
    """Return the goals of beds, nursing beds and carers."""
    _ = translator(lang)
    shown = []
    for goal in STOCK_OF:
        target = target_of(place, code, goal, year)
        found = found_for(place, code, goal, year, most)
        sentence = say(goal_sentence(target.name, year, target.value, target.stock, found), lang)
        if not isinstance(found, Found):
            shown.append(Goal(goal, sentence, None, None))
            continue
        years = list(range(COUNTED_AT, year + 1))
        refs = [
            stock_ref(place, STOCK_OF[goal], code),
            *(goal_ref(place, year, goal, "stands", code, at) for at in years[1:]),
        ]
        stands = _line(_("stands, with what is added"), target.name, found.path, refs, lang)
        lines = [_needed(place, code, target.name, years, lang), stands]
        shown.append(Goal(goal, sentence, *_drawn(lines, years, OUTPUTS[target.name].unit, lang)))
    return shown


def _needed(place: str, code: str, name: str, years: list[int], lang: str) -> Line:
    path = paths_of(place, code)[name]
    values = path.central[YEARS.index(years[0]) : YEARS.index(years[-1]) + 1]
    refs = [scenario_ref(place, at, name, code) for at in years]
    return _line(translator(lang)("needed"), name, values, refs, lang)


def _line(title: str, name: str, values: np.ndarray, refs: list[str], lang: str) -> Line:
    return Line(title, values.tolist(), [words(name, value, lang) for value in values], refs)


def _drawn(lines: list[Line], years: list[int], unit: str, lang: str) -> tuple[dict[str, Any], Table[ByCell]]:
    """Return paths as a chart and as a table whose cells open their records."""
    head = translator(lang)("Year")
    figure = paths(years, lines, lambda value: with_unit(value, unit, lang))
    table = pd.DataFrame({head: [str(at) for at in years]} | {line.name: list(line.words) for line in lines})
    refs = {(row, line.name): ref for line in lines for row, ref in enumerate(line.refs)}
    refs |= {(row, head): lines[0].refs[row] for row in range(len(years))}
    return figure.to_plotly_json(), Table(table, refs)


@dataclass(frozen=True)
class Money:
    """What the beds cost: its sentences (Markdown), its numbers with their references, and the beds it leads to."""

    sentence: str
    figures: Table[ByRow] | None
    parts: dict[str, Any] | None
    table: Table[ByCell] | None


@kept
def money(place: str, code: str, year: int, budget: float | None, lang: str) -> Money:
    """Return the yearly subsidy that just meets the target of beds under the chosen policy, and what a budget buys."""
    _ = translator(lang)
    paid = paid_for(place, code, year, budget)
    if paid is None:
        target = target_of(place, code, "beds", year)
        found = found_for(place, code, "beds", year)
        return Money(say(goal_sentence(target.name, year, target.value, target.stock, found), lang), None, None, None)
    if isinstance(paid, Unpaid):
        return Money(say(unpaid_sentence(scheme(place, code), paid.year), lang), None, None, None)
    numbers = money_numbers(paid, year)
    ends, prices = (paid.stock, paid.target.value), (price_amount(paid, 0), numbers["price"])
    said = [paid_sentence(scheme(place, code), paid.target.name, year, ends, numbers["yearly"], prices)]
    if "running" in numbers:
        said.append(running_sentence(year, numbers["running"]))
    if budget and paid.reached is not None:
        bought = {"needed": numbers["yearly"]} | {what: numbers[what] for what in ("bought", "reached", "share")}
        said.append(budget_sentence(year, budget, bought, enough=isinstance(paid.within, Found)))
    years = list(range(COUNTED_AT, year + 1))
    lines = [_needed(place, code, paid.target.name, years, lang)]
    paths_shown = {"stands": (_("with the subsidy that just meets it"), paid.found.path)}
    if paid.reached is not None:
        paths_shown["reached"] = (_("with the budget"), paid.reached)
    for what, (title, values) in paths_shown.items():
        limit = budget if what == "reached" and budget else np.inf
        refs = [
            stock_ref(place, "stock", code),
            *(goal_ref(place, year, "money", what, code, at, limit) for at in years[1:]),
        ]
        lines.append(_line(title, paid.target.name, values, refs, lang))
    limited = ("bought", "reached", "share")
    refs = [
        goal_ref(place, year, "money", what, code, limit=budget if budget and what in limited else np.inf)
        for what in numbers
    ]
    values = [amount_text(number, lang, exact=what == "price") for what, number in numbers.items()]
    table = pd.DataFrame({_("Figure"): [_(MONEY[what]) for what in numbers], _("Value"): values})
    return Money(
        " ".join(say(sentence, lang) for sentence in said),
        Table(table, refs),
        *_drawn(lines, years, "beds", lang),
    )


@kept
def turn(place: str, code: str, goal: str, lever: str, year: int, most: float, lang: str) -> Table[ByRow]:
    """Return at which value of one lever the need is what stands, in a sentence and as numbers with their references."""
    _ = translator(lang)
    target, own, row = target_of(place, code, goal, year), levers()[lever], assumption(lever)
    found = turned(place, code, goal, lever, year, most)
    now = resolved(decoded(code)).values(defaults())[lever]
    stands = standing_then(target, year, most)
    title = Name(str(row["name_zh"]), str(row["name_en"]))
    sentence = say(turned_sentence(target.name, year, title, Amount(now, own.unit), stands, found), lang)
    need = scenario_ref(place, year, target.name, code)
    lines = [
        (
            _("{output}, all as chosen").format(output=_(OUTPUTS[target.name].title)),
            words(target.name, target.value, lang),
            need,
        ),
        (_("Value of the lever now"), with_unit(now, own.unit, lang), assumption_ref(lever, now)),
    ]
    if stands is not None:
        said = with_unit(stands, OUTPUTS[target.name].unit, lang)
        ref = (
            goal_ref(place, year, goal, "reached", code, limit=most)
            if np.isfinite(most)
            else stock_ref(place, STOCK_OF[goal], code)
        )
        lines.append((_("Stands then"), said, ref))
    if isinstance(found, Found):
        value = with_unit(three_digits(found.yearly), own.unit, lang)
        lines.append((_("Value of the lever that does it"), value, turn_ref(place, year, goal, lever, most, code)))
    table = pd.DataFrame([line[:2] for line in lines], columns=[_("Figure"), _("Value")])
    return Table(table, [line[2] for line in lines], sentence)
