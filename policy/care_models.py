"""Care models as trees of modes, and the advisor: which mode do a model's own rules put an institution in?

A rule is text in the data (``kind == care_institution and care_beds >= 500``), so that the words and the clause stand
beside it; nothing about any city is decided here. A rule that names only the kind of institution (the text says
"small", "qualified" or nothing) can hold, but decides nothing: it is reported as *possible*, never as the mode.
"""

import math
import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from policy.text import N_, Amount, Sentence, Text

CONDITION = re.compile(r"^(?P<variable>[a-z_]+) (?P<sign>==|>=|<=|<|>) (?P<value>[a-z0-9_.]+)$")
NUMBER = re.compile(r"^[0-9]+(\.[0-9]+)?$")
SIGNS = {"==": operator.eq, ">=": operator.ge, "<=": operator.le, "<": operator.lt, ">": operator.gt}
WORDS = {"kind": ("medical_institution", "care_institution", "community_centre", "home")}
NUMBERS = (
    "care_beds",
    "medical_beds",
    "bed_use",
    "has_clinic",
    "partner_hospital",
    "community_contract",
    "hospital_level",
    "age",
)
State = Literal["decided", "possible", "unknown", "fails"]
Value = str | float
Institution = Mapping[str, Value | None]


@dataclass(frozen=True)
class Condition:
    """One comparison of a rule: variable, sign, and the number or word it is compared with."""

    variable: str
    sign: str
    value: Value

    def holds(self, institution: Institution) -> bool | None:
        """Tell whether the institution fulfils it; nothing where its value is not known."""
        own = institution.get(self.variable)
        return None if own is None else bool(SIGNS[self.sign](own, self.value))


@dataclass(frozen=True)
class Verdict:
    """What one rule says of an institution."""

    node: str
    mode: str
    state: State
    unknown: tuple[str, ...]


def parse_rule(text: str) -> list[Condition]:
    """Return the conditions of a rule, all of which must hold.

    Raises:
        ValueError: a part is no comparison of a known variable with a number (or, for ``kind``, a known word).
    """
    conditions = []
    for part in text.split(" and "):
        match = CONDITION.match(part)
        if match is None:
            raise ValueError(f"{part!r} is no comparison like care_beds >= 500")
        variable, value = match["variable"], match["value"]
        if variable in WORDS:
            if value not in WORDS[variable] or match["sign"] != "==":
                raise ValueError(f"{part!r}: {variable} is compared by == with one of {', '.join(WORDS[variable])}")
            conditions.append(Condition(variable, match["sign"], value))
        elif variable in NUMBERS:
            if not NUMBER.match(value):
                raise ValueError(f"{part!r}: {variable} is compared with a number, not {value!r}")
            conditions.append(Condition(variable, match["sign"], float(value)))
        else:
            raise ValueError(f"{part!r}: there is no variable {variable!r}")
    return conditions


# How a rule says each thing: the kind of institution, a bound of a number, what is bounded, and what there is or is not.
KIND_WORDS = {
    "medical_institution": N_("medical institution"),
    "care_institution": N_("care home"),
    "community_centre": N_("community care centre"),
    "home": N_("older person at home"),
}
BOUND_WORDS = {
    ">=": N_("at least {amount}"),
    ">": N_("more than {amount}"),
    "<=": N_("at most {amount}"),
    "<": N_("below {amount}"),
    "==": N_("exactly {amount}"),
}
NUMBER_WORDS = {
    "care_beds": (N_("{bound} for care"), "beds"),
    "medical_beds": (N_("{bound} for treatment"), "beds"),
    "bed_use": (N_("bed use {bound}"), "percent"),
    "age": (N_("aged {bound}"), "years_of_age"),
}
HOSPITAL_LEVELS = {1: N_("level one"), 2: N_("level two"), 3: N_("level three")}
FLAG_WORDS = {
    ("has_clinic", 0.0): N_("no clinic or nursing station"),
    ("has_clinic", 1.0): N_("a clinic or nursing station"),
    ("partner_hospital", 0.0): N_("no partner hospital"),
    ("partner_hospital", 1.0): N_("a partner hospital"),
    ("community_contract", 0.0): N_("no contract with the community"),
    ("community_contract", 1.0): N_("a contract with the community"),
}


def rule_words(rule: str) -> Sentence:
    """Return a rule as an office would write it: 养老床位500张及以上的养老机构.

    Raises:
        ValueError: the rule cannot be read.
    """
    conditions = parse_rule(rule)
    kinds = [str(each.value) for each in conditions if each.variable == "kind"]
    kind = Sentence(KIND_WORDS[kinds[0]] if kinds else N_("institution"))
    measured = list(dict.fromkeys(each.variable for each in conditions if each.variable != "kind"))
    if not measured:
        return kind
    told = tuple(_bounds([each for each in conditions if each.variable == variable]) for variable in measured)
    return Sentence(N_("{kind} ({conditions})"), {"kind": kind, "conditions": told})


def _bounds(conditions: list[Condition]) -> Sentence:
    """Return what a rule asks of one variable; an upper and a lower bound make one range."""
    first = conditions[0]
    if (first.variable, first.value) in FLAG_WORDS:
        return Sentence(FLAG_WORDS[first.variable, float(first.value)])
    by_sign = {each.sign: float(each.value) for each in conditions}
    template, unit = NUMBER_WORDS.get(first.variable, ("", ""))
    if set(by_sign) == {">=", "<="} and template:
        return Sentence(template, {"bound": Amount(by_sign[">="], unit, "range", by_sign["<="])})
    told = [
        Sentence(BOUND_WORDS[sign], {"amount": Amount(value, unit) if unit else Text(HOSPITAL_LEVELS[int(value)])})
        for sign, value in by_sign.items()
    ]
    return Sentence(template, {"bound": tuple(told)}) if template else told[0]


def faults(institution: Institution) -> list[str]:
    """Return what is wrong with an institution's figures, one code each: ``no_beds``, ``negative_beds``, ``bed_use``, ``beds_not_whole``.

    A household has no beds; every other kind has at least one care or medical bed known and above zero.
    """
    beds = [institution.get("care_beds"), institution.get("medical_beds")]
    known = [float(count) for count in beds if count is not None]
    found = []
    if any(count < 0 for count in known):
        found.append("negative_beds")
    elif any(not count.is_integer() for count in known):
        found.append("beds_not_whole")
    elif institution.get("kind") != "home" and sum(known) == 0:
        found.append("no_beds")
    use = institution.get("bed_use")
    if use is not None and not (isinstance(use, (int, float)) and math.isfinite(use) and 0 <= use <= 100):
        found.append("bed_use")
    return found


def advise(care_models: pd.DataFrame, model: str, institution: Institution) -> list[Verdict]:
    """Return what each rule of a model says of an institution, in the order of the text.

    A rule is *decided* when all its conditions hold and at least one of them measures something (more than the kind),
    unless the data marks it ``scope_unclear``: then, as when only the kind is named, it is *possible*. It *fails* when
    a condition does not hold, and is *unknown* when none fails but a value is missing.

    Args:
        care_models: the table of care models.
        model: node of the model whose rules are asked.
        institution: ``kind`` and any of the numbers a rule may ask for; a missing or ``None`` value is not known.

    Raises:
        ValueError: a rule of the model cannot be read.
    """
    tree = subtree(care_models, model)
    return [
        _verdict(rule, tree, institution) for _index, rule in tree[tree["level"] == "rule"].iterrows() if rule["rule"]
    ]


def asked_of(care_models: pd.DataFrame, model: str, kind: str) -> set[str]:
    """Return the variables, beside the kind, that the rules of a model ask of institutions of a kind.

    Raises:
        ValueError: a rule of the model cannot be read.
    """
    tree = subtree(care_models, model)
    rules = [parse_rule(rule) for rule in tree.loc[tree["level"] == "rule", "rule"] if rule]
    fitting = [rule for rule in rules if all(condition.holds({"kind": kind}) is not False for condition in rule)]
    return {condition.variable for rule in fitting for condition in rule} - {"kind"}


def _verdict(rule: pd.Series, tree: pd.DataFrame, institution: Institution) -> Verdict:
    conditions = parse_rule(str(rule["rule"]))
    holds = {condition: condition.holds(institution) for condition in conditions}
    unknown = tuple(dict.fromkeys(condition.variable for condition, held in holds.items() if held is None))
    state: State
    if False in holds.values():
        state, unknown = "fails", ()
    elif unknown:
        state = "unknown"
    else:
        measured = any(condition.variable != "kind" for condition in conditions)
        unclear = "scope_unclear" in str(rule["warnings"]).split(";")
        state = "decided" if measured and not unclear else "possible"
    return Verdict(str(rule["node"]), mode_of(tree, str(rule["node"])), state, unknown)


def mode_of(care_models: pd.DataFrame, node: str) -> str:
    """Return the mode a node belongs to (itself, if it is one; the model, if no mode stands above it)."""
    by_node = care_models.set_index("node")
    while by_node.at[node, "level"] not in ("mode", "model"):
        node = str(by_node.at[node, "parent"])
    return node


def subtree(care_models: pd.DataFrame, root: str) -> pd.DataFrame:
    """Return a node and everything below it in the order of the text: each node before its children, siblings by ``order``.

    The column ``depth`` is 0 for the root.

    Raises:
        KeyError: there is no such node.
    """
    ordered = care_models.sort_values("order", kind="stable")
    children: dict[str, list[str]] = {}
    for parent, child in zip(ordered["parent"].tolist(), ordered["node"].tolist(), strict=True):
        children.setdefault(parent, []).append(child)
    position = {node: at for at, node in enumerate(care_models["node"])}
    if root not in position:
        raise KeyError(root)
    order: list[tuple[str, int]] = []
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        order.append((node, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(node, []))]
    rows = care_models.iloc[[position[node] for node, _depth in order]].reset_index(drop=True)
    return rows.assign(depth=[depth for _node, depth in order])


def models(care_models: pd.DataFrame) -> pd.DataFrame:
    """Return the models themselves, the roots of the trees."""
    return care_models[care_models["level"] == "model"]


def services(care_models: pd.DataFrame) -> pd.DataFrame:
    """Return which mode covers which service: ``mode``, ``service`` and the ``node`` that says so, one row each."""
    named = care_models[care_models["service"] != ""]
    modes = [mode_of(care_models, str(node)) for node in named["node"]]
    return (
        named.assign(mode=modes)[["mode", "service", "node"]]
        .drop_duplicates(["mode", "service"])
        .reset_index(drop=True)
    )
