"""The state of a scenario: from the address, to a short code for links and references, and which levers move something.

The address holds what differs from the usual, each under the name of its assumption; a named scenario and the reference of
a number hold the same as one short code, pairs of two letters and a value joined by ``~``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from policy.scenario.borrowed import targets_to_borrow, usual_pack
from projection.care.assumptions import DEFINITIONS
from projection.care.scenarios import MODES, PLANS, Scenario
from projection.people.cohort_component import Array
from views import edition
from views.edition import kept_up_to

VERSION = "1"
LONGEST_ADDRESS = 2000
SCENARIOS = 6
LARGEST_STOCK = 1e7
LARGEST_GIVEN = 1e5  # centres, homes and providers
LARGEST_BUDGET = 1e12  # yuan a year
SCALES = (30.0, 300.0)
SAVED = tuple(f"s{number}" for number in range(1, SCENARIOS + 1))
# What else the page keeps in the address; the levers and choices come on top.
PAGE_KEYS = {
    "lang",
    "place",
    "v",
    "view",
    "year",
    "more",
    "peers",
    "output",
    "most",
    "budget",
    "goal",
    "turn",
    "evidence",
    *SAVED,
}
ENDS = ("stops", "continues")
# Sections of the table whose rows are no lever here: the base's own spread follows from its class.
NO_LEVER = {"sd_base_60", "sd_base_80"}
# Two letters each, for good: a link of today must open tomorrow.
CODES = {
    **{"disability_census": "ea", "disability_survey": "eb", "disability_partly": "ec", "disability_slope": "ed"},
    **{"disability_sex_shift": "ee", "disability_trend": "ef", "severity_mild": "eg", "severity_moderate": "eh"},
    **{"severity_severe": "ei", "dementia_share": "ej", "dementia_slope": "ek", "dementia_sex_shift": "el"},
    **{"dementia_trend": "em", "dementia_overlap": "en", "places_community": "eo", "places_institution": "ep"},
    **{"institution_mild": "eq", "community_mild": "er", "institution_moderate": "es", "community_moderate": "et"},
    **{"institution_severe": "eu", "community_severe": "ev", "independent_share": "ew", "occupancy": "ex"},
    **{"beds_per_1000": "ey", "nursing_share": "ez", "residents_per_carer_mild": "fa"},
    **{
        "residents_per_carer_moderate": "fb",
        "residents_per_carer_severe": "fc",
        "residents_per_carer_independent": "fd",
    },
    **{"care_hours_mild": "fe", "care_hours_moderate": "ff", "care_hours_severe": "fg", "worker_hours": "fh"},
    **{"productive_share": "fi", "price_growth": "fj", "inflation": "fk", "institution_fee": "fl", "home_fee": "fm"},
    **{"claim_share": "fn", "private_share": "fo", "leased_share": "fp", "conversion_share": "fq"},
    **{"large_home_share": "fr", "ward_share": "fs", "ward_first_share": "ft", "ward_second_share": "fu"},
    **{"home_nursing_share": "fv", "round_high_share": "fw", "senior_share": "fx", "middle_share": "fy"},
    **{"junior_share": "fz", "five_star_share": "ga", "city_centre_share": "gb", "district_centre_share": "gc"},
    **{"mortality_pace": "gd", "fertility_shift": "ge", "migration_shift": "gf", "sd_mortality": "gg"},
    **{"sd_fertility": "gh", "sd_migration": "gi", "sd_disability": "gj", "sd_disability_trend": "gk"},
    **{"settings_weight": "gl", "sd_occupancy": "gm", "build_years": "gn"},
}
# What only the viewer can count, by the words of the list ``pack_count``: two letters, and the unit.
GIVEN = {
    "homes_added": ("ha", "institutions"),
    "centres": ("ce", "facilities"),
    "centres_added": ("ca", "facilities"),
    "street_centres_added": ("sa", "facilities"),
    "small_homes_added": ("sh", "institutions"),
    "rated_providers": ("rp", "providers"),
}
STOCK_UNITS = {"stock": "beds", "nursing_stock": "beds", "carer_stock": "persons"}
# What stands grows by what is added a year, where that is given, too.
GROWS_BY = {"centres": "centres_added"}
# What the viewer says of one place; it does not go along to another.
OF_A_PLACE = ("stock", "nursing_stock", "carer_stock", *GIVEN)
CHOICE_CODES = {
    **{"definition": "df", "mode": "mo", "plan": "pl", "pack": "pk", "scale": "sc", "after": "af"},
    **{"stock": "bs", "nursing_stock": "ns", "carer_stock": "cs", "bed_target": "bt", "nursing_target": "nt"},
    **{name: code for name, (code, _unit) in GIVEN.items()},
}
PAIR = re.compile(r"([a-z]{2})(.+)")


BASELINE = Scenario()


@dataclass(frozen=True)
class Lever:
    """An assumption with its range and the step of its slider."""

    name: str
    section: str
    default: float
    low: float
    high: float
    step: float
    unit: str
    status: str


@dataclass(frozen=True)
class State:
    """A scenario with the policy that is tried: ``pack`` empty is the usual one of the place, a stock None what is known.

    ``scale`` of prices in percent; ``after`` whether a price whose last year has passed stops or continues; ``bed_target``
    and ``nursing_target`` are facts whose value stands in for the standard. The last six are ``GIVEN``: what is added a year
    from 2026 on, or stands at the end of 2025; None is not known, which is not 0.
    """

    scenario: Scenario = BASELINE
    pack: str = ""
    scale: float = 100.0
    after: str = "stops"
    stock: float | None = None
    nursing_stock: float | None = None
    carer_stock: float | None = None
    bed_target: str = ""
    nursing_target: str = ""
    homes_added: float | None = None
    centres: float | None = None
    centres_added: float | None = None
    street_centres_added: float | None = None
    small_homes_added: float | None = None
    rated_providers: float | None = None


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
        name = str(row["assumption"])
        if name in NO_LEVER:
            continue
        ends = (float(row["default"]), float(row["low"]), float(row["high"]))
        step = 1.0 if row["unit"] == "years" else _step(*ends)
        found[name] = Lever(name, str(row["section"]), *ends, step, str(row["unit"]), str(row["status"]))
    return found


@kept_up_to(None)
def defaults() -> dict[str, float]:
    """Return the default of every assumption."""
    rows = edition.table("assumptions")
    return dict(zip(rows["assumption"], rows["default"].astype("float64"), strict=True))


def _step(default: float, low: float, high: float) -> float:
    """Return the largest round step that reaches the default and both ends in at least 20 steps."""
    sizes = [factor * 10.0**power for power in (3, 2, 1, 0, -1, -2, -3) for factor in (5, 2, 1)]
    for size in sizes:
        whole = all(abs(span / size - round(span / size)) < 1e-6 for span in (default - low, high - low))
        if whole and (high - low) / size >= 20:
            return float(f"{size:g}")
    return (high - low) / 100


def options() -> dict[str, tuple[str, ...]]:
    """Return the codes of every choice among several, by its name in the address."""
    return {"definition": DEFINITIONS, "mode": MODES, "plan": PLANS, "after": ENDS} | _from_tables()


@kept_up_to(None)
def _from_tables() -> dict[str, tuple[str, ...]]:
    borrowed = targets_to_borrow(edition.described())
    return {
        "pack": tuple(edition.table("packs")["pack"].unique()),
        "bed_target": tuple(borrowed["bed_target"]["fact"]),
        "nursing_target": tuple(borrowed["nursing_target"]["fact"]),
    }


def from_address(query: Mapping[str, str]) -> tuple[State, Faults]:
    """Return the state that an address asks for, and what of it is not known or outside its range."""
    names = {**dict.fromkeys(levers()), **dict.fromkeys(CHOICE_CODES)}
    state, outside = _read({name: text for name, text in query.items() if name in names})
    unknown = tuple(name for name in query if name not in names and name not in PAGE_KEYS)
    version = query.get("v", VERSION)
    return state, Faults(unknown, tuple(outside), "" if version == VERSION else version)


def encoded(state: State) -> str:
    """Return a state as a short code; that of the baseline is empty."""
    given: dict[str, str] = {}
    for name in ("definition", "mode", "plan"):
        if (value := getattr(state.scenario, name)) != getattr(Scenario, name):
            given[CHOICE_CODES[name]] = value
    for field in fields(State)[1:]:
        value = getattr(state, field.name)
        if value not in ("", None) and value != getattr(State, field.name):
            given[CHOICE_CODES[field.name]] = f"{value:.10g}" if isinstance(value, float) else value
    given |= {CODES[name]: f"{value:g}" for name, value in state.scenario.changed}
    return "~".join(f"{code}{value}" for code, value in given.items())


def decoded(code: str) -> State:
    """Return the state of a short code.

    Raises:
        KeyError: a pair is not known, or a value lies outside its range.
    """
    names = {short: name for name, short in (CODES | CHOICE_CODES).items()}
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


def to_address(state: State) -> dict[str, str]:
    """Return what stands in the address for a state, as ``from_address`` reads it."""
    names = {short: name for name, short in (CODES | CHOICE_CODES).items()}
    pairs = [pair for pair in encoded(state).split("~") if pair]
    return {names[pair[:2]]: pair[2:] for pair in pairs}


def _read(query: Mapping[str, str]) -> tuple[State, list[tuple[str, str]]]:
    """Return the state of named texts, and those that are outside what can be."""
    outside: list[tuple[str, str]] = []
    chosen: dict[str, Any] = {}
    changed: dict[str, float] = {}
    known = options()
    for name, text in query.items():
        if name in known:
            if text in known[name]:
                chosen[name] = text
            else:
                outside.append((name, text))
            continue
        value = _number(name, text)
        if value is None:
            outside.append((name, text))
        elif name in levers():
            if value != levers()[name].default:
                changed[name] = value
        else:
            chosen[name] = value
    if all(changed.get(f"severity_{level}", 1.0) == 0 for level in ("mild", "moderate", "severe")):
        outside += [(name, "0") for name in changed if name.startswith("severity_")]
        changed = {name: value for name, value in changed.items() if not name.startswith("severity_")}
    taken = {name: chosen.pop(name) for name in ("definition", "mode", "plan") if name in chosen}
    order = {name: at for at, name in enumerate(levers())}
    scenario = Scenario(**taken, changed=tuple(sorted(changed.items(), key=lambda item: order[item[0]])))
    return State(scenario, **chosen), outside


def _number(name: str, text: str) -> float | None:
    """Return the number of a lever or field at its nearest step; nothing where it is none or outside its range."""
    low, high, step = span(name)
    try:
        value = float(text)
    except ValueError:
        return None
    if not low <= value <= high:
        return None
    return min(high, round(low + step * round((value - low) / step), 6)) if step else value


def span(name: str) -> tuple[float, float, float]:
    """Return lowest and highest value of a lever or field, and the step between two; 0 where any number can be."""
    if name in levers():
        lever = levers()[name]
        return lever.low, lever.high, lever.step
    if name in GIVEN:
        return 0.0, LARGEST_GIVEN, 0.0
    return (0.0, LARGEST_STOCK, 0.0) if name in STOCK_UNITS else (*SCALES, 1.0)


def unit_of(name: str) -> str:
    """Return the unit of a lever or field."""
    if name in levers():
        return levers()[name].unit
    return GIVEN[name][1] if name in GIVEN else STOCK_UNITS.get(name, "percent")


def pack_of(state: State, place: str) -> str:
    """Return the pack that a state tries on a place: the chosen one, or the place's usual one."""
    return state.pack or _usual_pack(place)


@kept_up_to(None)
def _usual_pack(place: str) -> str:
    return usual_pack(edition.table("packs"), edition.table("places"), place)


def given(state: State) -> frozenset[str]:
    """Return which of ``GIVEN`` the viewer gave."""
    return frozenset(name for name in GIVEN if getattr(state, name) is not None)


def given_counts(state: State, years: int) -> dict[str, Array]:
    """Return what the viewer gave of homes, centres and providers in so many years from 2026, ``[T]``; nothing of the others.

    What is added is the same number every year; what stands is that of the end of 2025 with what was added since.
    """
    found = {name: np.full(years, getattr(state, name)) for name in GIVEN if name in given(state)}
    for name, added in GROWS_BY.items():
        if {name, added} <= found.keys():
            found[name] = found[name] + np.cumsum(found[added])
    return found


def provided(state: State) -> dict[str, tuple[str, ...]]:
    """Return the outputs whose larger one is provided and paid for, of beds and of nursing beds."""
    plans = {"need": ("need",), "standard": ("policy",), "larger": ("need", "policy")}
    return {kind: tuple(f"{kind}_{plan}" for plan in plans[state.scenario.plan]) for kind in ("beds", "nursing")}


def resolved(state: State) -> Scenario:
    """Return the scenario with the standards that are borrowed from another place's target."""
    standards = {"beds_per_1000": state.bed_target, "nursing_share": state.nursing_target}
    borrowed = {name: _fact_value(fact) for name, fact in standards.items() if fact}
    if not borrowed:
        return state.scenario
    return replace(state.scenario, changed=tuple((dict(state.scenario.changed) | borrowed).items()))


def _fact_value(fact: str) -> float:
    facts = edition.described()
    return float(facts.loc[facts["fact"] == fact, "value"].iloc[0])


@kept_up_to(None)
def assumption(name: str) -> pd.Series:
    """Return an assumption's row of its table.

    Raises:
        KeyError: there is no such assumption.
    """
    rows = edition.table("assumptions")
    found = rows[rows["assumption"] == name]
    if len(found) != 1:
        raise KeyError(name)
    return found.iloc[0]
