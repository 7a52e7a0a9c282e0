"""The records behind a scenario's numbers: formula, inputs and assumptions, each of which opens in turn.

``scenario:<place>:<year>:<output>:<code>`` a number of a scenario; ``line:<place>:<year>:<pack/rule/payer>:<code>`` a line of
its cost; ``swing:<place>:<year>:<output>:<factor>:<end>:<code>`` what one factor alone makes of a number;
``try:<place>:<year>:<output>:<lever>:<end>:<code>`` what a lever at the end of its range makes of it.
``given:<name>:<code>`` what the viewer gave; ``assumption:<name>:<value>`` an assumption; ``goal`` and ``turn`` stand in
``views.scenario.goal_records``.
"""

from collections.abc import Callable

import numpy as np

from i18n.texts import translator
from policy.derived import Derived, census_refs
from policy.evidence import Printed
from policy.refs import parts_of, ref
from policy.scenario.money_sentences import reasons_text
from policy.scenario.outputs import BAND, COST_BAND, FACTORS, OUTPUTS, PAID_BY, PAYERS, amount
from policy.text import N_, Amount, Name, Sentence, Text
from projection.care.assumptions import DEFINED_IN, SEVERITIES
from projection.people.rates import NATION
from views import edition
from views.address import number_within
from views.places import both_names, place_names
from views.scenario.budget import MONEY
from views.scenario.case import GROWS_BY, YEARS, Case
from views.scenario.controls import titles
from views.scenario.doubt import tornado
from views.scenario.draws import DRAWS
from views.scenario.goal import COUNTS
from views.scenario.goal_records import goal_record, turn_record
from views.scenario.money import line_record
from views.scenario.reference import read, year_of
from views.scenario.standing import MONEY_FROM, counted_residents
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


def scenario_record(reference: str) -> Derived:
    """Return the record of a scenario's number: its formula with its numbers, its band, and what entered it.

    Raises:
        KeyError: there is no such place, year, output or scenario.
    """
    case, (text, name) = read(reference, 4)
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
    case, (year, line) = read(reference, 4)
    return line_record(case, year_of(year, MONEY_FROM), line)


def swing_record(reference: str) -> Derived:
    """Return the record of an end of a tornado's bar.

    Raises:
        KeyError: there is no such number, factor or end.
    """
    case, (text, name, factor, end) = read(reference, 6)
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
    case, (text, name, lever, end) = read(reference, 6)
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
