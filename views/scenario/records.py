"""The records behind a scenario's numbers: formula, inputs and assumptions, each of which opens in turn.

``scenario:<place>:<year>:<output>:<code>`` a number of a scenario; ``line:<place>:<year>:<pack/rule/payer>:<code>`` a line of
its cost; ``swing:<place>:<year>:<output>:<factor>:<end>:<code>`` what one factor alone makes of a number;
``try:<place>:<year>:<output>:<lever>:<end>:<code>`` what a lever at the end of its range makes of it.
``goal:<place>:<year>:<goal>:<what>:<at>:<limit>:<code>`` a number of goal-seek: goal is beds, nursing, carers or money, what
a word of ``goal.COUNTS`` or ``budget.MONEY``, limit the most a year, or the budget in yuan, that it stands on;
``turn:<place>:<year>:<goal>:<lever>:<most>:<code>`` the value of a lever; ``given:<name>:<code>`` what the viewer gave;
``assumption:<name>:<value>`` an assumption.
"""

from collections.abc import Callable

import numpy as np

from i18n.texts import translator
from policy.derived import Derived, census_refs
from policy.evidence import Printed
from policy.refs import parts_of, ref
from policy.scenario.costs import ADDED, STANDING, counting
from policy.scenario.goal_seek import Found
from policy.scenario.outputs import BAND, COST_BAND, FACTORS, OUTPUTS, PAID_BY, PAYERS, amount
from policy.scenario.sentences import reasons_text
from policy.text import N_, Amount, Name, Sentence, Text, three_digits
from projection.care.assumptions import DEFINED_IN, SEVERITIES
from projection.people.rates import NATION
from views import edition
from views.address import number_within
from views.places import both_names, place_names
from views.scenario.budget import MONEY, Paid, money_numbers, paid_for
from views.scenario.case import DRAWS, GROWS_BY, MONEY_YEARS, YEARS, Case, case_of
from views.scenario.controls import titles
from views.scenario.doubt import tornado
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
from views.scenario.money import line_record, portions, printed_refs, stock_ref
from views.scenario.standing import COUNTED_AT, MONEY_FROM, counted_residents
from views.scenario.state import DEFINITION, GIVEN, STOCKS, assumption, assumption_ref, decoded, ends, levers
from views.words import named, word

STOCK_TITLES = {
    "stock": N_("Beds that stand"),
    "nursing_stock": N_("Nursing beds that stand"),
    "carer_stock": N_("Carers there are"),
    "residents": N_("Residents of institutions at the end of 2025"),
}
USUAL_DEFINITION = "disability_survey"
# The places by a rule other than the usual one: formula, outputs and assumptions.
BY_RULE = {"per_1000": (N_("{age60} aged 60+ ÷ 1,000 × {beds_per_1000}"), ("age60",), ("beds_per_1000",))}


def _read(reference: str, count: int) -> tuple[Case, list[str]]:
    """Return the case of a reference of so many parts, and what stands between its place and its code.

    The code of the baseline is empty, and the colon before it may have been lost with the end of a link.

    Raises:
        KeyError: it has fewer parts, or its code is not known.
    """
    whole = reference if reference.count(":") >= count else f"{reference}:"
    place, *parts, code = parts_of(whole, count)
    return case_of(place, code), parts


def _year(text: str, first: int) -> int:
    """Return a year from the first one on in which something is paid or added."""
    return {str(year): year for year in range(first, MONEY_YEARS[-1] + 1)}[text]


def _limit(text: str) -> float:
    """Return the most a year, or the yuan a year; infinite where there is no limit."""
    limit = number_within(text, 0, np.inf, limit=True)
    if limit is None:
        raise KeyError(text)
    return limit


def scenario_record(reference: str) -> Derived:
    """Return the record of a scenario's number: its formula with its numbers, its band, and what entered it.

    Raises:
        KeyError: there is no such place, year, output or scenario.
    """
    case, (text, name) = _read(reference, 4)
    year, output = _output_year(case, name, text), OUTPUTS[name]
    rule = case.scenario.rule if name == "beds_by_rule" else ""
    formula, entering, assumed = BY_RULE[rule] if rule in BY_RULE else output.of(case.scenario.mode)
    assumed = [_of_definition(case, slug) for slug in assumed]
    definition = (case.scenario.definition,) if name == "disabled" else ()
    values: dict[str, object] = {other: amount(other, case.at(other, year)[0]) for other in entering}
    values |= {slug: Amount(value, str(assumption(slug)["unit"])) for slug, value in case.assumed.items()}
    values |= {slug: values[_of_definition(case, slug)] for slug in SEVERITIES[USUAL_DEFINITION]}
    values["definition_share"] = values[case.scenario.definition]
    values["defined_in"] = str(DEFINED_IN[case.scenario.definition])
    values |= {"count": Amount(case.residents.count, "persons"), "counted_in": str(YEARS[0] + case.residents.since)}
    values["whom"] = both_names()[case.place if case.residents.own else NATION]
    why = case.reasons(name, year) if name in PAID_BY else None
    central, low, high = (amount(name, value) for value in case.at(name, year))
    return Derived(
        central.value,
        central.unit,
        COST_BAND if name in PAID_BY else BAND,
        {
            "why": reasons_text(why or ()),
            "formula": Sentence(formula, values),
            "draws": DRAWS,
            "low": low,
            "high": high,
        },
        (
            *(case.ref("scenario", year, other) for other in entering),
            *_counts(case, name, year),
            *([residents_ref(case)] if "{count}" in formula else []),
            *(case.assumed_ref(slug) for slug in (*definition, *assumed)),
        ),
        case.bound(name, year) or "known",
    )


def residents_ref(case: Case) -> str:
    """Return the reference of the residents from which current use goes on: the viewer's number, or the fact that counts them."""
    if case.state.residents is not None:
        return ref("given", "residents", case.code)
    return ref("fact", counted_residents()[case.place if case.residents.own else NATION]["fact"])


def _of_definition(case: Case, slug: str) -> str:
    """Return the assumption that stands for one of the usual split of severity under the case's definition."""
    usual = SEVERITIES[USUAL_DEFINITION]
    return SEVERITIES[case.scenario.definition][usual.index(slug)] if slug in usual else slug


def _output_year(case: Case, name: str, text: str) -> int:
    """Return the year of an output.

    Raises:
        KeyError: the place is not projected, or there is no such output or year.
    """
    return {str(year): year for year in case.path(name).years}[text]


def _counts(case: Case, name: str, year: int) -> list[str]:
    """Return the counts, or the lines of cost, that enter a number besides other outputs and assumptions."""
    if name in ("age60", "age80", "dependency"):
        return list(census_refs(edition.table("population_totals"), case.place))
    if name in PAID_BY and not OUTPUTS[name].outputs:
        lines = case.lines
        own = lines[(lines["year"] == year) & lines["payer"].isin(PAID_BY[name]) & lines["nominal"].notna()]
        return [case.ref("line", year, line) for line in own["line"]]
    return []


def assumption_record(reference: str) -> Printed | Derived:
    """Return the record of an assumption: the words that carry its default, or why it is assumed; and what was chosen.

    Raises:
        KeyError: there is no such assumption, or no such value.
    """
    name, text = parts_of(reference, 2)
    row, value = assumption(name), number_within(text, -np.inf, np.inf)
    if value is None:
        raise KeyError(reference)
    default, low, high = (Amount(float(row[end]), str(row["unit"])) for end in ("default", "low", "high"))
    if value == default.value and row["document"]:
        documents = edition.table("documents")
        return Printed(reference, row, documents[documents["document"] == row["document"]].iloc[0], None)
    values: dict[str, object] = {
        "name": Name(row["name_zh"], row["name_en"]),
        "note": Name(row["note"], row["note_en"]),
    }
    values |= {"default": default, "low": low, "high": high}
    formula, inputs = N_("{name}: assumed, default {default} ({low} to {high}); {note}"), ()
    if row["document"]:
        formula = N_("{name}: chosen in place of the default of {default} ({low} to {high}); {note}")
        inputs = (assumption_ref(name, default.value),)
    return Derived(value, default.unit, formula, values, inputs)


def cost_record(reference: str) -> Derived:
    """Return the record of a line of cost (``views.scenario.money.line_record``).

    Raises:
        KeyError: there is no such line.
    """
    case, (year, line) = _read(reference, 4)
    return line_record(case, _year(year, MONEY_FROM), line)


def swing_record(reference: str) -> Derived:
    """Return the record of an end of a tornado's bar.

    Raises:
        KeyError: there is no such number, factor or end.
    """
    case, (text, name, factor, end) = _read(reference, 6)
    year = _output_year(case, name, text)
    swing = {swing.name: swing for swing in tornado(case, name, year)}[factor]
    shown = amount(name, {"low": swing.low, "high": swing.high}[end])
    title, spreads = FACTORS[factor]
    return Derived(
        shown.value,
        shown.unit,
        N_("{output} with “{factor}” alone at its {percent}th percentile, all else central"),
        {"output": Text(OUTPUTS[name].title), "factor": Text(title), "percent": "10" if end == "low" else "90"},
        (case.ref("scenario", year, name), *(assumption_ref(slug, case.assumed[slug]) for slug in spreads)),
    )


def try_record(reference: str) -> Derived:
    """Return the record of a lever at the end of its range.

    Raises:
        KeyError: there is no such number, lever or end.
    """
    case, (text, name, lever, end) = _read(reference, 6)
    year = _output_year(case, name, text)
    moved = case.moved(lever, ends(lever)[end])
    shown = amount(name, float(moved.value(name, year)))
    own = levers()[moved.scenario.definition if lever == DEFINITION else lever]
    at = moved.assumed[own.name]
    return Derived(
        shown.value,
        shown.unit,
        N_("{output} with “{lever}” alone at {value}, all else as chosen"),
        {"output": Text(OUTPUTS[name].title), "lever": own.title, "value": Amount(at, own.unit)},
        (case.ref("scenario", year, name), assumption_ref(own.name, at)),
    )


def goal_record(reference: str) -> Derived:
    """Return the record of a number of goal-seek.

    Raises:
        KeyError: there is no such number, or nothing meets the target.
    """
    case, (text, goal, what, at_text, limit_text) = _read(reference, 7)
    year, at, limit = _year(text, MONEY_FROM), _year(at_text, COUNTED_AT), _limit(limit_text)
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
    case, (text, goal, lever, most) = _read(reference, 6)
    year, limit, own = _year(text, MONEY_FROM), _limit(most), levers()[lever]
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


def given_record(reference: str) -> Derived:
    """Return the record of a number that the viewer gave.

    Raises:
        KeyError: nobody gave it, or the code is not known.
    """
    name, code = parts_of(reference, 2)
    state = decoded(code)
    value = getattr(state, name) if name in (*STOCKS, *GIVEN) else None
    if value is None:
        raise KeyError(reference)
    if name in STOCKS:
        title = Text(STOCK_TITLES[name])
        return Derived(value, STOCKS[name][1], N_("{name}: given by the viewer"), {"name": title}, ())
    title = Name(word("pack_count", name, "zh"), word("pack_count", name, "en"))
    formula, inputs = N_("{name}: given by the viewer, so many every year from 2026 on"), ()
    if not name.endswith("_added"):
        formula = N_("{name}: given by the viewer, so many at the end of 2025 and every year after")
        added = GROWS_BY.get(name, "")
        if added and getattr(state, added) is not None:
            formula = N_("{name}: given by the viewer, so many at the end of 2025; each year's additions come on top")
            inputs = (ref("given", added, code),)
    return Derived(value, GIVEN[name][1], formula, {"name": title}, inputs)


RECORDS: dict[str, Callable[[str], Printed | Derived]] = {
    "scenario": scenario_record,
    "line": cost_record,
    "swing": swing_record,
    "try": try_record,
    "goal": goal_record,
    "turn": turn_record,
    "given": given_record,
    "assumption": assumption_record,
}


def described(reference: str, lang: str) -> tuple[str, str, str]:
    """Return place, title and year of a number, as a list of inputs shows them; empty what it has not."""
    kind, *parts = reference.split(":")
    title = _title(kind, parts, lang)
    if kind in ("given", "assumption"):
        return "", title, ""
    return str(place_names(lang)[parts[0]]), title, parts[4 if kind == "goal" else 1]


def _title(kind: str, parts: list[str], lang: str) -> str:
    _ = translator(lang)
    if kind == "assumption":
        row = assumption(parts[0])
        usual = number_within(parts[1], -np.inf, np.inf) == float(row["default"])
        return f"{named(row, 'name', lang)} · {_('assumed') if usual else _('chosen')}"
    if kind == "given":
        return _(STOCK_TITLES[parts[0]]) if parts[0] in STOCKS else word("pack_count", parts[0], lang)
    if kind == "turn":
        return titles(lang)[parts[3]]
    if kind == "goal":
        return _((MONEY if parts[2] == "money" else COUNTS)[parts[3]].title)
    if kind == "line":
        pack, rule, payer = parts[2].split("/")
        rows = edition.table("packs")
        row = rows[(rows["pack"] == pack) & (rows["rule"] == rule)].iloc[0]
        return f"{named(row, 'name', lang)} · {_(PAYERS[payer])}"
    return _(OUTPUTS[parts[2]].title)
