"""The state of a scenario: what can be chosen, how an address says it, and the short code for links and references.

The address holds what differs from the usual, each under the name of its assumption; a named scenario and the reference of
a number hold the same as one short code, pairs of two letters and a value joined by ``~``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from policy.refs import ref
from policy.scenario.borrowed import NO_PACK, targets_to_borrow
from policy.text import Name
from projection.care.assumptions import DEFINITIONS, RULES
from projection.care.scenarios import MODES, PLANS, Scenario
from views import edition
from views.address import number_within
from views.edition import kept_up_to

VERSION = "2"
LONGEST_ADDRESS = 2000
LARGEST_STOCK = 1e7
LARGEST_GIVEN = 1e5  # centres, homes and providers
LARGEST = {"centre_beds": LARGEST_STOCK, "insured": 1e9}
LIMITS = {"most": LARGEST_STOCK, "budget": 1e12}  # beds or carers, and yuan, a year
LIMIT_UNITS = {"most": ("beds", "persons"), "budget": ("yuan",)}
SCALES = (30.0, 300.0)
ENDS = ("stops", "continues")
SAVED = tuple(f"s{number}" for number in range(1, 7))
# What the viewer counts: two letters, for good, as a link of today must open tomorrow; and the unit. Stocks stand in for
# counts at hand; the others, words of the list ``pack_count``, nobody else counts.
STOCKS = {
    "stock": ("bs", "beds"),
    "nursing_stock": ("ns", "beds"),
    "carer_stock": ("cs", "persons"),
    "residents": ("rs", "persons"),
}
GIVEN = {
    "homes_added": ("ha", "institutions"),
    "centres": ("ce", "facilities"),
    "centres_added": ("ca", "facilities"),
    "street_centres_added": ("sa", "facilities"),
    "small_homes_added": ("sh", "institutions"),
    "rated_providers": ("rp", "providers"),
    "centre_beds": ("cb", "beds"),
    "insured": ("in", "persons"),
}
# Said of one place; it does not go along to another.
OF_A_PLACE = (*STOCKS, *GIVEN)
# The letters of all but the levers, whose own stand in the table ``assumptions``; in the order in which a code names them.
CHOICE_CODES = (
    {"definition": "df", "mode": "mo", "rule": "ru", "plan": "pl", "pack": "pk", "scale": "sc", "after": "af"}
    | {name: code for name, (code, _unit) in STOCKS.items()}
    | {"bed_target": "bt", "nursing_target": "nt"}
    | {name: code for name, (code, _unit) in GIVEN.items()}
)
# The standards that another place's target can stand in for.
STANDARDS = {"beds_per_1000": "bed_target", "nursing_share": "nursing_target"}
# What else stands in the address: what the bar keeps there on every page, and the views of this one.
BAR_KEYS = ("lang", "mine", "q", "found_kind", "evidence")
VIEW_KEYS = ("view", "year", "more", "output", "goal", "turn", "most", "budget")
BY_MESSENGERS = ("from", "isappinstalled")  # added to a link on its way
PAGE_KEYS = {"place", "v", "peers", *BAR_KEYS, *VIEW_KEYS, *SAVED, *BY_MESSENGERS}
PAIR = re.compile(r"([a-z]{2})(.+)")
# Each is a share of all carers.
GRADES = ("senior_share", "middle_share", "junior_share")
DEFINITION = "definition"
BASELINE = Scenario()


@dataclass(frozen=True)
class Lever:
    """An assumption that a scenario can change, with its two letters, its range and the step of its slider."""

    name: str
    code: str
    title: Name
    section: str
    default: float
    low: float
    high: float
    step: float
    unit: str
    status: str


@dataclass(frozen=True)
class State:
    """A scenario with the policy that is tried: ``pack`` empty is the usual one of the place, ``NO_PACK`` none; a stock None what is known.

    ``scale`` of prices in percent; ``after`` whether a price whose last year has passed stops or continues; ``bed_target``
    and ``nursing_target`` are facts whose value stands in for the standard. ``residents`` live in institutions at the end of
    2025; None is what is counted, or the nation's rates. The last eight are ``GIVEN``: what is added a year
    from 2026 on, or stands at the end of 2025; None is not known, which is not 0.
    """

    scenario: Scenario = BASELINE
    pack: str = ""
    scale: float = 100.0
    after: str = "stops"
    stock: float | None = None
    nursing_stock: float | None = None
    carer_stock: float | None = None
    residents: float | None = None
    bed_target: str = ""
    nursing_target: str = ""
    homes_added: float | None = None
    centres: float | None = None
    centres_added: float | None = None
    street_centres_added: float | None = None
    small_homes_added: float | None = None
    rated_providers: float | None = None
    centre_beds: float | None = None
    insured: float | None = None


@dataclass(frozen=True)
class Faults:
    """What an address asks for that cannot be shown: names not known, and (name, value) outside its range."""

    unknown: tuple[str, ...] = ()
    outside: tuple[tuple[str, str], ...] = ()
    version: str = ""


@kept_up_to(None)
def levers() -> dict[str, Lever]:
    """Return every lever by name, in the order of the table ``assumptions``."""
    found = {}
    for row in edition.table("assumptions").to_dict("records"):
        if row["code"]:
            ends = (float(row["default"]), float(row["low"]), float(row["high"]))
            found[row["assumption"]] = Lever(
                row["assumption"],
                row["code"],
                Name(row["name_zh"], row["name_en"]),
                row["section"],
                *ends,
                1.0 if row["unit"] == "years" else _step(*ends),
                row["unit"],
                row["status"],
            )
    return found


def _step(default: float, low: float, high: float) -> float:
    """Return the largest round step that reaches the default and both ends in at least 20 steps."""
    sizes = [factor * 10.0**power for power in (3, 2, 1, 0, -1, -2, -3) for factor in (5, 2, 1)]
    for size in sizes:
        whole = all(abs(span / size - round(span / size)) < 1e-6 for span in (default - low, high - low))
        if whole and (high - low) / size >= 20:
            return float(f"{size:g}")
    return (high - low) / 100


@kept_up_to(None)
def defaults() -> dict[str, float]:
    """Return the default of every assumption."""
    rows = edition.table("assumptions")
    return dict(zip(rows["assumption"], rows["default"].astype("float64"), strict=True))


@kept_up_to(None)
def assumption(name: str) -> pd.Series:
    """Return an assumption's row of its table.

    Raises:
        KeyError: there is no such assumption.
    """
    return edition.table("assumptions").set_index("assumption", drop=False).T[name]


def assumption_ref(name: str, value: float) -> str:
    """Return the reference of an assumption with the value it has in a scenario."""
    return ref("assumption", name, f"{value:g}")


@kept_up_to(None)
def options() -> dict[str, tuple[str, ...]]:
    """Return the codes of every choice among several, by its name in the address."""
    borrowed = targets_to_borrow(edition.described())
    return {
        "definition": DEFINITIONS,
        "mode": MODES,
        "rule": RULES,
        "plan": PLANS,
        "after": ENDS,
        "pack": (NO_PACK, *edition.table("packs")["pack"].unique()),
        **{name: tuple(borrowed[name]["fact"]) for name in STANDARDS.values()},
    }


def span(name: str) -> tuple[float, float, float]:
    """Return lowest and highest value of a lever or number, and the step between two; 0 where any number can be."""
    if name in levers():
        lever = levers()[name]
        return lever.low, lever.high, lever.step
    if name == "scale":
        return *SCALES, 1.0
    return 0.0, LARGEST.get(name, LARGEST_STOCK if name in STOCKS else LARGEST_GIVEN), 0.0


def unit_of(name: str) -> str:
    """Return the unit of a lever or number."""
    if name in levers():
        return levers()[name].unit
    return "percent" if name == "scale" else (STOCKS | GIVEN)[name][1]


@kept_up_to(None)
def _codes() -> dict[str, str]:
    """Return the two letters of every lever and choice, by its name in the address."""
    return CHOICE_CODES | {name: lever.code for name, lever in levers().items()}


def from_address(query: Mapping[str, str]) -> tuple[State, Faults]:
    """Return the state that an address asks for, and what of it is not known or outside its range."""
    state, outside = _read({name: text for name, text in query.items() if name in _codes()})
    unknown = tuple(name for name in query if name not in _codes() and name not in PAGE_KEYS)
    version = query.get("v", VERSION)
    return state, Faults(unknown, tuple(outside), "" if version == VERSION else version)


def at_steps(query: Mapping[str, str]) -> dict[str, str]:
    """Return what an address should say of each lever that it sets between two steps: the value that is used."""
    used = to_address(from_address(query)[0])
    found = {}
    for name in query.keys() & levers().keys():
        value, text = number_within(query[name], *span(name)[:2]), used.get(name, f"{levers()[name].default:g}")
        if value is not None and value != float(text):
            found[name] = text
    return found


def to_address(state: State) -> dict[str, str]:
    """Return what stands in the address for a state, as ``from_address`` reads it: what is not the usual."""
    chosen, usual = (vars(each.scenario) | vars(each) for each in (state, State()))
    told = {name: chosen[name] for name in CHOICE_CODES if chosen[name] != usual[name]}
    return {name: f"{value:.10g}" if isinstance(value, float) else value for name, value in told.items()} | {
        name: f"{value:g}" for name, value in state.scenario.changed
    }


def encoded(state: State) -> str:
    """Return a state as a short code; that of the baseline is empty."""
    return "~".join(f"{_codes()[name]}{text}" for name, text in to_address(state).items())


def decoded(code: str) -> State:
    """Return the state of a short code.

    Raises:
        KeyError: a pair is not known, or a value lies outside its range.
    """
    names = {short: name for name, short in _codes().items()}
    query = {}
    for pair in filter(None, code.split("~")):
        found = PAIR.fullmatch(pair)
        if found is None or found[1] not in names:
            raise KeyError(code)
        query[names[found[1]]] = found[2]
    state, outside = _read(query)
    if outside:
        raise KeyError(code)
    return state


def _read(query: Mapping[str, str]) -> tuple[State, list[tuple[str, str]]]:
    """Return the state of named texts, and those that are outside what can be."""
    outside: list[tuple[str, str]] = []
    chosen: dict[str, Any] = {}
    changed: dict[str, float] = {}
    for name, text in query.items():
        if name in options():
            value = text if text in options()[name] else None
        else:
            low, high, step = span(name)
            value = number_within(text, low, high, step=step, whole=name in STOCKS | GIVEN)
        if value is None:
            outside.append((name, text))
        elif name not in levers():
            chosen[name] = value
        elif value != levers()[name].default:
            changed[name] = float(value)
    taken = {name: chosen.pop(name) for name in ("definition", "mode", "rule", "plan") if name in chosen}
    return State(
        Scenario(**taken, changed=tuple((name, changed[name]) for name in levers() if name in changed)), **chosen
    ), outside


def moved(state: State, lever: str, value: float | str) -> State:
    """Return a state with one lever at another value, or with another definition of disability."""
    scenario = state.scenario
    if lever == DEFINITION:
        return replace(state, scenario=replace(scenario, definition=str(value)))
    changed = dict(scenario.changed) | {lever: float(value)}
    if value == levers()[lever].default:
        changed.pop(lever)
    return replace(state, scenario=replace(scenario, changed=tuple(changed.items())))


def ends(lever: str) -> dict[str, float | str]:
    """Return the ends of a lever's range, ``low`` and ``high``; of the definitions the narrowest and the widest.

    Raises:
        KeyError: there is no such lever.
    """
    if lever == DEFINITION:
        return {"low": DEFINITIONS[0], "high": DEFINITIONS[-1]}
    return {"low": levers()[lever].low, "high": levers()[lever].high}
