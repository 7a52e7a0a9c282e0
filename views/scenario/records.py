"""The records behind a scenario's numbers: formula, inputs and assumptions, each of which opens in turn.

``scenario:<place>:<year>:<output>:<code>`` a number of a scenario; ``line:<place>:<year>:<pack/rule/payer>:<code>`` a line of
its cost; ``swing:<place>:<year>:<output>:<factor>:<end>:<code>`` what one factor alone makes of a number;
``try:<place>:<year>:<output>:<lever>:<end>:<code>`` what a lever at the end of its range makes of it. Those of goal-seek and
of what the viewer gave stand in ``scenario_goal_records``.
"""

import pandas as pd

from i18n.texts import translator
from policy.derived import Derived, population_ref
from policy.evidence import Printed
from policy.scenario.costs import comparator_of, paid_once
from policy.scenario.outputs import BAND, FACTORS, OUTPUTS, PAYERS, amount
from policy.text import N_, Amount, Name, Sentence, Text, three_digits
from views import edition, projections
from views.scenario import goal_records
from views.scenario.case import DEFINITION, DRAWS, at_end, central_run, cost_bound, cost_lines, paths, tornado, value_of
from views.scenario.goal_records import given_ref, printed_refs, stock_ref
from views.scenario.money import MONEY_FROM, build_years, policy, stock_of
from views.scenario.state import GIVEN, State, assumption, decoded, defaults, levers, provided, resolved

STANDARDS = {"beds_per_1000": "bed_target", "nursing_share": "nursing_target"}


def scenario_ref(place: str, year: int, name: str, code: str) -> str:
    """Return the reference of a scenario's number."""
    return f"scenario:{place}:{year}:{name}:{code}"


def scenario_record(ref: str) -> Derived:
    """Return the record of a scenario's number: its formula with its numbers, its band, and what entered it.

    Raises:
        KeyError: there is no such place, year, output or scenario.
    """
    _kind, place, year, name, code = (*ref.split(":", 4), *[""] * 5)[:5]
    found = _path(place, year, name, code)
    state = decoded(code)
    output = OUTPUTS[name]
    policy_mode = state.scenario.mode == "policy" and output.policy_formula
    values: dict[str, object] = {
        other: amount(other, paths(place, code)[other].at(int(year))[0]) for other in output.outputs
    }
    values |= _assumed(state)
    formula = output.policy_formula if policy_mode else output.formula
    extra: tuple[str, ...] = ("places_institution", "places_community") if policy_mode else ()
    inputs = [scenario_ref(place, int(year), other, code) for other in output.outputs]
    inputs += _enters(place, year, name, code)
    inputs += [_assumption(slug, state) for slug in (*_definition(name, state), *output.assumptions, *extra)]
    central, low, high = found.at(int(year))
    shown = amount(name, central)
    return Derived(
        shown.value,
        shown.unit,
        BAND,
        {
            "formula": Sentence(formula, values),
            "draws": DRAWS,
            "low": amount(name, low),
            "high": amount(name, high),
        },
        tuple(inputs),
        cost_bound(place, code, name, int(year)) or ">=",
    )


def _path(place: str, year: str, name: str, code: str):  # noqa: ANN202 (a Path)
    found = paths(place, code).get(name)
    if found is None or not year.isdigit() or int(year) not in found.years:
        raise KeyError(f"{place} {year} {name} {code}")
    return found


def _assumed(state: State) -> dict[str, object]:
    """Return every assumption's value in a scenario as an amount, and that of the definition under its own name."""
    values = resolved(state).values(defaults())
    units = dict(zip(edition.table("assumptions")["assumption"], edition.table("assumptions")["unit"], strict=True))
    found: dict[str, object] = {name: Amount(value, units[name]) for name, value in values.items()}
    return found | {"definition_share": found[state.scenario.definition]}


def _definition(name: str, state: State) -> tuple[str, ...]:
    return (state.scenario.definition,) if name == "disabled" else ()


def _assumption(slug: str, state: State) -> str:
    """Return the reference of an assumption, or of the target that is borrowed in its stead."""
    borrowed = getattr(state, STANDARDS[slug]) if slug in STANDARDS else ""
    return f"fact:{borrowed}" if borrowed else assumption_ref(slug, resolved(state).values(defaults())[slug])


def _enters(place: str, year: str, name: str, code: str) -> list[str]:
    """Return the counts, or the lines of cost, that enter a number besides other outputs and assumptions."""
    if name in ("age60", "age80", "dependency"):
        totals = edition.table("population_totals")
        census = (totals["date"] == projections.BASE_DATE) & (totals["basis"] == "resident")
        own = totals[census & (totals["residence"] == "all") & (totals["place"] == place) & (totals["sex"] == "both")]
        return [population_ref(row) for _index, row in own.iterrows()]
    if name.startswith("cost") and name != "cost_real":
        lines = cost_lines(place, code)
        payers = [name.removeprefix("cost_")] if name != "cost" else ["fiscal", "fund"]
        own = lines[(lines["year"] == int(year)) & lines["payer"].isin(payers) & lines["nominal"].notna()]
        return [line_ref(place, int(year), line, code) for line in own["line"]]
    return []


def assumption_ref(slug: str, value: float) -> str:
    """Return the reference of an assumption with the value it has in a scenario."""
    return f"assumption:{slug}:{value:g}"


def assumption_record(ref: str) -> Printed | Derived:
    """Return the record of an assumption: the words that carry its default, or why it is assumed; and what was chosen.

    Raises:
        KeyError: there is no such assumption.
    """
    _kind, slug, text = (*ref.split(":"), "", "", "")[:3]
    rows = edition.table("assumptions")
    found = rows[rows["assumption"] == slug]
    try:
        value = float(text)
    except ValueError as error:
        raise KeyError(ref) from error
    if len(found) != 1:
        raise KeyError(ref)
    row = found.iloc[0]
    if value == float(row["default"]) and row["document"]:
        documents = edition.table("documents")
        own = documents[documents["document"] == row["document"]]
        return Printed(ref, row, own.iloc[0], None)
    values: dict[str, object] = {
        "name": Name(str(row["name_zh"]), str(row["name_en"])),
        "default": Amount(float(row["default"]), str(row["unit"])),
        "low": Amount(float(row["low"]), str(row["unit"])),
        "high": Amount(float(row["high"]), str(row["unit"])),
        "note": Name(str(row["note"]), str(row["note_en"])),
    }
    if row["document"]:
        formula = N_("{name}: chosen in place of the default of {default} ({low} to {high}); {note}")
        return Derived(value, str(row["unit"]), formula, values, (assumption_ref(slug, float(row["default"])),))
    formula = N_("{name}: assumed, default {default} ({low} to {high}); {note}")
    return Derived(value, str(row["unit"]), formula, values, ())


def line_ref(place: str, year: int, line: str, code: str) -> str:
    """Return the reference of a line of cost."""
    return f"line:{place}:{year}:{line}:{code}"


def line_record(ref: str) -> Derived:
    """Return the record of a line of cost: units times price, the clause that printed the price, and what counts the units.

    Raises:
        KeyError: there is no such line.
    """
    _kind, place, year, line, code = (*ref.split(":", 4), *[""] * 5)[:5]
    lines = cost_lines(place, code)
    own = lines[(lines["line"] == line) & (lines["year"].astype("str") == year) & lines["nominal"].notna()]
    if len(own) != 1:
        raise KeyError(ref)
    row, state = own.iloc[0], decoded(code)
    rule = policy(place, state)
    rule = rule[rule["rule"] == row["rule"]]
    counts = str(rule["counts"].iloc[0]).split(";")
    shares = [name.removeprefix("-") for name in str(rule["portions"].iloc[0]).split(";") if name]
    base = str(rule["base"].iloc[0])
    assumed = [name for name in (*shares, base, "price_growth") if name in levers()]
    many, nursing = _how_many(place, state, counts)
    assumed += ["build_years"] if many == BUILT else []
    over = build_years(state)
    values: dict[str, object] = {
        "rule": Name(str(row["name_zh"]), str(row["name_en"])),
        "units": Amount(three_digits(float(row["units"])), counted_unit(counts)),
        "price": Amount(round(float(row["price"]), 2), price_unit(rule)),
        "scale": Amount(state.scale, "percent"),
        "building": Amount(over, "years"),
        "last": str(MONEY_FROM + over - 1),
    }
    parts = {"what": QUALIFY, "many": many, "nursing": nursing}
    return Derived(
        three_digits(float(row["nominal"])),
        "yuan",
        LINES[bool(many), bool(nursing)],
        values | {name: Sentence(text, values) for name, text in parts.items() if text},
        (
            *printed_refs(rule),
            *counted_refs(place, int(year), counts, code),
            *(_assumption(name, state) for name in assumed),
        ),
        comparator_of([row["bound"]]),
    )


QUALIFY = N_("{rule}: {units} that qualify × {price} each (prices at {scale} of those printed)")
BUILT = N_(
    "what is short of those that stand is built over {building}, the same number a year, so that the need of {last} is just met; then "
    "what the need rises by"
)
RISEN = N_("what the need rises by, as how many stand is not known")
SHARED = N_("the same share as of those needed in the year, as the nursing beds that stand are not known")
# By what is to be said besides: how many beds there are, where that is not the need of the year, and how many are for nursing.
LINES = {
    (False, False): QUALIFY,
    (True, False): N_("{what}. How many: {many}"),
    (False, True): N_("{what}. Of these for nursing: {nursing}"),
    (True, True): N_("{what}. How many: {many}. Of these for nursing: {nursing}"),
}


def _how_many(place: str, state: State, counts: list[str]) -> tuple[str, str]:
    """Return the texts that say how the beds of a rule come about, and which of them are for nursing; empty where that is plain."""
    if not any(_of_beds(count) for count in counts):
        return "", ""
    stock = stock_of(place, state)
    risen = RISEN if any(count.endswith("_added") for count in counts) else ""
    kinds = any(count.startswith(("nursing_beds", "other_beds")) for count in counts)
    return risen if stock["stock"] is None else BUILT, SHARED if kinds and None in stock.values() else ""


def _of_beds(count: str) -> bool:
    return "beds" in count and count != "beds_occupied"


def price_unit(rule: pd.DataFrame) -> str:
    """Return the unit of what a rule (its rows of a pack) pays for one: yuan once, yuan a bed once, or yuan a year."""
    if not paid_once(rule):
        return "yuan_per_year"
    return "yuan_per_bed" if "beds" in str(rule["counts"].iloc[0]) else "yuan"


def counted_unit(counts: list[str]) -> str:
    """Return the unit of what a rule counts: beds, persons, or that of homes, centres and providers."""
    if counts[0] in GIVEN:
        return GIVEN[counts[0]][1]
    return "beds" if "beds" in counts[0] else "persons"


def counted_refs(place: str, year: int, counts: list[str], code: str) -> list[str]:
    """Return the numbers behind what a rule counts: of the scenario, the stock, and what the viewer gave.

    While what is short is built, the beds of a year follow from the need of the last of those years; what is added to an
    unknown stock from the need of the year before, too.
    """
    names: list[str] = []
    state = decoded(code)
    how = _how_many(place, state, counts)
    for count in counts:
        if _of_beds(count):
            kinds = ("nursing", "beds") if count.startswith(("nursing_beds", "other_beds")) else ("beds",)
            names += [name for kind in kinds for name in provided(state)[kind]]
        elif count == "beds_occupied":
            names += ["institution", "independent"]
        elif count.startswith("carers"):
            names.append(count)
        elif count == "institution_independent":
            names.append("independent")
        else:
            names += [part for part in count.split("_") if part in OUTPUTS]
    when = [max(year, MONEY_FROM + build_years(state) - 1) if BUILT in how else year]
    when += [year] if SHARED in how and year not in when else []
    when += [year - 1] if RISEN in how else []
    refs = [scenario_ref(place, at, name, code) for at in when for name in dict.fromkeys(names)]
    stock = [stock_ref(place, name, code) for name in ("stock", "nursing_stock")] if BUILT in how else []
    return [*refs, *filter(None, stock), *(given_ref(count, code) for count in counts if count in GIVEN)]


def swing_ref(place: str, year: int, name: str, factor: str, end: str, code: str) -> str:
    """Return the reference of what one factor alone makes of a number; ``end`` is low or high."""
    return f"swing:{place}:{year}:{name}:{factor}:{end}:{code}"


def swing_record(ref: str) -> Derived:
    """Return the record of an end of a tornado's bar.

    Raises:
        KeyError: there is no such number or factor.
    """
    _kind, place, year, name, factor, end, code = (*ref.split(":", 6), *[""] * 7)[:7]
    _path(place, year, name, code)
    found = [swing for swing in tornado(place, code, name, int(year)) if swing.name == factor]
    if not found or end not in ("low", "high"):
        raise KeyError(ref)
    shown = amount(name, found[0].low if end == "low" else found[0].high)
    values: dict[str, object] = {
        "output": Text(OUTPUTS[name].title),
        "factor": Text(FACTORS[factor][0]),
        "percent": "10" if end == "low" else "90",
    }
    sds = [assumption_ref(slug, _values(code)[slug]) for slug in FACTORS[factor][1]]
    return Derived(
        shown.value,
        shown.unit,
        N_("{output} with “{factor}” alone at its {percent}th percentile, all else central"),
        values,
        (scenario_ref(place, int(year), name, code), *sds),
    )


def _values(code: str) -> dict[str, float]:
    return resolved(decoded(code)).values(defaults())


def try_ref(place: str, year: int, name: str, lever: str, end: str, code: str) -> str:
    """Return the reference of what a lever at the end of its range makes of a number; ``end`` is low or high."""
    return f"try:{place}:{year}:{name}:{lever}:{end}:{code}"


def try_record(ref: str) -> Derived:
    """Return the record of a lever at the end of its range.

    Raises:
        KeyError: there is no such number or lever.
    """
    _kind, place, year, name, lever, end, code = (*ref.split(":", 6), *[""] * 7)[:7]
    _path(place, year, name, code)
    state = at_end(decoded(code), lever, end)
    shown = amount(name, float(value_of(place, state, central_run(place, resolved(state)), name, int(year))))
    slug = state.scenario.definition if lever == DEFINITION else lever
    row, at = assumption(slug), resolved(state).values(defaults())[slug]
    values: dict[str, object] = {
        "output": Text(OUTPUTS[name].title),
        "lever": Name(str(row["name_zh"]), str(row["name_en"])),
        "value": Amount(at, str(row["unit"])),
    }
    return Derived(
        shown.value,
        shown.unit,
        N_("{output} with “{lever}” alone at {value}, all else as chosen"),
        values,
        (scenario_ref(place, int(year), name, code), assumption_ref(slug, at)),
    )


def described(ref: str, lang: str) -> tuple[str, str, str]:
    """Return place, year and name of a computed input, as a list of inputs shows them; empty what it has not."""
    kind, *parts = ref.split(":")
    if kind == "assumption":
        rows = edition.table("assumptions").set_index("assumption")
        return "", "", str(rows.at[parts[0], f"name_{lang}"])
    if kind in goal_records.RECORDS:
        place, year, title = goal_records.described(ref, lang)
        name = str(edition.table("places").set_index("place").at[place, f"name_{lang}"]) if place else ""
        return name, year, translator(lang)(title)
    if kind not in ("scenario", "line"):
        return "", "", ""
    place, year, name = parts[:3]
    places = edition.table("places").set_index("place")
    title = translator(lang)(OUTPUTS[name].title) if kind == "scenario" else _rule_name(name, lang)
    return str(places.at[place, f"name_{lang}"]), year, title


def _rule_name(line: str, lang: str) -> str:
    pack, rule, payer = line.split("/")
    rows = edition.table("packs")
    own = rows[(rows["pack"] == pack) & (rows["rule"] == rule)].iloc[0]
    return f"{own[f'name_{lang}']} · {translator(lang)(PAYERS[payer])}"


RECORDS = {
    "scenario": scenario_record,
    "assumption": assumption_record,
    "line": line_record,
    "swing": swing_record,
    "try": try_record,
} | goal_records.RECORDS
