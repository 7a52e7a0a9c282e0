"""What a scenario was made from as a table: choices, counts, levers and fixed assumptions, each with its value, range and source."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from i18n.numbers import unit_name
from i18n.texts import LANGUAGES, translator
from policy.scenario.borrowed import NO_PACK
from policy.text import N_
from projection.people.rates import NATION
from views import edition
from views.scenario.case import Case
from views.scenario.controls import active, borrowable, option_names, titles
from views.scenario.packs import usual_pack_of
from views.scenario.standing import counted_residents, counted_stock, old
from views.scenario.state import GIVEN, STANDARDS, STOCKS, State, levers, options, span, unit_of

NUMBERS = ("value", "default", "low", "high", "step")
# Where a value is from.
DEFAULT, SET, COUNTED, NOT_KNOWN = N_("default"), N_("as set"), N_("as counted"), N_("not known")
OWN_POLICY = N_("the place's own policy")
TARGET, SCALED = N_("a borrowed target"), N_("brought down, as the grades add up to more than all carers")
BY_AGES = N_("by how finely the place's ages are counted")
BY_RATES, TOO_OLD = N_("not counted here: the nation's rates by age hold"), N_("counted too long ago to be taken")
Row = dict[str, Any]


def made_from(case: Case) -> pd.DataFrame:
    """Return what a scenario's numbers were made from, one row each; in the order choices, counts, assumptions.

    Columns: ``lever``, the name in an address, with its names; ``kind``: choice, count, lever, resting (a lever that moves nothing in this
    scenario) or fixed (an assumption that no scenario changes); ``value``, ``default``, ``low``, ``high`` and ``step`` in
    ``unit_zh``, ``unit_en``; of a choice ``choice`` with its names and ``default_choice``; ``from_zh`` and ``from_en``, where the value is from; of the
    default, or of what was counted or borrowed: ``status`` (document or assumed), document with its title, clause, printed words, grade
    and note.

    Raises:
        KeyError: the place has no count to start from.
    """
    frame = pd.DataFrame([*_choices(case), *_counts(case), *_assumptions(case)])
    texts = [name for name in frame if name not in NUMBERS]
    return frame.astype(dict.fromkeys(NUMBERS, "float64")).fillna(dict.fromkeys(texts, ""))


def _choices(case: Case) -> Iterator[Row]:
    """Give the choices among several, with what was chosen and what is usual for the place."""
    chosen, usual = (vars(each.scenario) | vars(each) for each in (case.state, State()))
    for name in options():
        value, default = chosen[name], usual[name]
        origin = DEFAULT if value == default else SET
        if name == "pack":
            origin = SET if value else DEFAULT if case.pack == NO_PACK else OWN_POLICY
            value, default = case.pack, usual_pack_of(case.place)
        called = {f"choice_{lang}": option_names(lang)[name][value] for lang in LANGUAGES}
        source = _fact(value) if name in STANDARDS.values() and value else {}
        row = _row(name, "choice", origin, unit="", source=source)
        yield row | {"choice": value, "default_choice": default} | called


def _counts(case: Case) -> Iterator[Row]:
    """Give what stands, and what the viewer counts: as set, as counted, or not known."""
    for name in STOCKS | GIVEN:
        low, high, _step = span(name)
        value, origin, source = _counted(case, name)
        ends = {"low": low, "high": high, "step": 1.0}
        yield _row(name, "count", origin, unit_of(name), source) | {"value": value} | ends


def _counted(case: Case, name: str) -> tuple[float | None, str, Row]:
    """Return a count as the scenario takes it, where it is from, and the source of what was counted."""
    if name == "residents":
        value = case.residents.count if case.residents.own else None
        if case.state.residents is not None:
            return value, SET, {}
        row = counted_residents()[case.place if case.residents.own else NATION]
        return value, COUNTED if case.residents.own else BY_RATES, _source(row)
    value = case.stock[name] if name in STOCKS else case.given.get(name)
    if getattr(case.state, name) is not None:
        return value, SET, {}
    row = counted_stock(case.place).get(name)
    if row is None:
        return value, NOT_KNOWN, {}
    return value, TOO_OLD if name in STOCKS and old(row) else COUNTED, _source(row)


def _assumptions(case: Case) -> Iterator[Row]:
    """Give the levers and the fixed assumptions, with the value that the scenario uses."""
    moving, changed = set(active(case)), dict(case.state.scenario.changed)
    low, high, step = span("scale")
    origin = DEFAULT if case.state.scale == State().scale else SET
    kind = "lever" if "scale" in borrowable(case) else "resting"
    scale = {"value": case.state.scale, "default": State().scale, "low": low, "high": high, "step": step}
    yield _row("scale", kind, origin, unit_of("scale"), {}) | scale
    base = case.inputs.structure
    of_ages = {"sd_base_60": round(100 * base.error60, 6), "sd_base_80": round(100 * base.error80, 6)}
    for assumption in edition.table("assumptions").to_dict("records"):
        name = str(assumption["assumption"])
        value, source = of_ages.get(name, case.assumed[name]), _source(pd.Series(assumption))
        origin = SET if name in changed else DEFAULT
        if name in case.borrowed:
            origin, source = TARGET, _fact(case.borrowed[name])
        elif value != changed.get(name, assumption["default"]):
            origin = BY_AGES if name in of_ages else SCALED
        kind = "fixed" if name not in levers() else "lever" if name in moving else "resting"
        ends = {each: assumption[each] for each in ("default", "low", "high")}
        step = levers()[name].step if name in levers() else None
        called = {f"name_{lang}": assumption[f"name_{lang}"] for lang in LANGUAGES}
        yield _row(name, kind, origin, assumption["unit"], source) | called | {"value": value, "step": step} | ends


def _row(name: str, kind: str, origin: str, unit: str, source: Row) -> Row:
    """Return a row with every column, in their order; what is not known yet is empty."""
    return (
        {"lever": name, "kind": kind}
        | {f"name_{lang}": titles(lang).get(name, "") for lang in LANGUAGES}
        | {f"unit_{lang}": unit_name(unit, lang) if unit else "" for lang in LANGUAGES}
        | dict.fromkeys(NUMBERS)
        | dict.fromkeys(("choice", "choice_zh", "choice_en", "default_choice"))
        | {f"from_{lang}": translator(lang)(origin) for lang in LANGUAGES}
        | dict.fromkeys(("status", "document", "document_zh", "document_en"))
        | dict.fromkeys(("clause", "as_printed", "grade", "note", "note_en"))
        | source
    )


def _fact(fact: str) -> Row:
    """Return where a fact is from."""
    facts = edition.described()
    return _source(facts[facts["fact"] == fact].iloc[0])


def _source(row: pd.Series) -> Row:
    """Return where a row of ``assumptions`` or of the facts is from."""
    document = str(row["document"])
    found = {name: row[name] for name in ("document", "clause", "as_printed", "grade", "note", "note_en")}
    if not document:
        return found | {"status": "assumed"}
    titled = edition.table("documents").set_index("document").loc[document]
    return found | {"status": "document", "document_zh": titled["title"], "document_en": titled["title_en"]}
