"""Care models as trees of modes, and the advisor: which mode do a model's own rules put an institution in?

A rule is text in the data (``kind == care_institution and care_beds >= 500``), so that the words and the clause stand
beside it; nothing about any city is decided here. A rule that names only the kind of institution (the text says
"small", "qualified" or nothing) can hold, but decides nothing: it is reported as *possible*, never as the mode.
"""

import math
import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from policy.text import N_, Amount, Name, Sentence, Text

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


def unexplained_beds(institution: pd.Series) -> int | None:
    """Return the beds that the printed parts leave unexplained (250 in total, 110 medical, 100 care: 40); nothing unless all three are printed."""
    parts = [institution["beds_total"], institution["beds_medical"], institution["beds_care"]]
    if any(pd.isna(part) for part in parts):
        return None
    total, medical, care = (int(part) for part in parts)
    return total - medical - care


BEDS = {
    "beds_total": N_("{bound} in total"),
    "beds_care": N_("{bound} for care"),
    "beds_medical": N_("{bound} for treatment"),
}


def parts(tree: pd.DataFrame) -> pd.DataFrame:
    """Return what a model is made of, in the order of the text: its modes, and whatever its name counts."""
    return tree[(tree["depth"] == 1) & ((tree["level"] == "mode") | tree["name_part"].notna())]


def listed_sentence(tree: pd.DataFrame) -> Sentence:
    """Say what the text lists of a model."""
    own = parts(tree)
    return Sentence(N_("{count} listed: {names}."), {"count": len(own), "names": _short(own)})


def reading_sentence(tree: pd.DataFrame) -> Sentence | None:
    """Say what the numbers in a model's name stand for, and whether the text says so or it is inferred; nothing where it has none."""
    counted = parts(tree).dropna(subset="name_part")
    if counted.empty:
        return None
    groups = [group for _part, group in counted.groupby("name_part")]
    told = _in_a_row(
        [Sentence(N_("{number}: {names}"), {"number": len(group), "names": _short(group)}) for group in groups]
    )
    values: dict[str, object] = {"reading": "+".join(str(len(group)) for group in groups), "parts": told}
    if counted["warnings"].str.contains("inferred_reading").any():
        return Sentence(N_("Inferred from the order of the list, not printed: {reading} ({parts})."), values)
    return Sentence(N_("Printed so ({parts})."), values)


def _short(nodes: pd.DataFrame) -> tuple[Name, ...]:
    return tuple(short_name(row) for row in nodes.to_dict("records"))


NOT_SEEN = N_("not seen in the documents collected")


def described(tree: pd.DataFrame, node: str, institutions: pd.DataFrame) -> Sentence | None:
    """Say of a mode, or of a model as a whole, who runs it, whom it serves, in which institution or beds, with one example.

    The rule of a home says whom it serves, any other rule which institution. What the text leaves out is said to be not seen;
    nothing is returned where it says nothing of all this.
    """
    own = subtree(tree, node)
    near = own[own["depth"] <= 1] if own.at[0, "level"] == "model" else own
    rows = near.to_dict("records")
    said = {word: [_name(row) for row in rows if row["says"] == word] for word in ("runs", "serves", "where")}
    rules = [row for row in rows if row["rule"]]
    homes = [_rule_of(row) for row in rules if "kind == home" in row["rule"]]
    others = [_rule_of(row) for row in rules if "kind == home" not in row["rule"]]
    examples = [row for row in rows if row["level"] == "example"]
    found: dict[str, object] = {
        N_("Who runs it: {told}"): tuple(said["runs"]),
        N_("whom it serves: {told}"): tuple(said["serves"] or homes),
        N_("which institution: {told}"): (*others, *said["where"]),
        N_("example: {told}"): _example(examples, institutions),
    }
    if not any(found.values()):
        return None
    return _in_a_row([Sentence(template, {"told": told or Text(NOT_SEEN)}) for template, told in found.items()])


def _in_a_row(told: Sequence[Sentence]) -> Sentence:
    whole = told[0]
    for part in told[1:]:
        whole = Sentence(N_("{first}; {second}"), {"first": whole, "second": part})
    return whole


def part_sentence(part: Mapping, told: Sentence | None) -> Sentence:
    """Say what a mode or part is: its name with what is said of it, or its name alone."""
    if told is None:
        return Sentence(N_("{name}: the text gives the name only."), {"name": short_name(part)})
    return Sentence(N_("{name}. {told}"), {"name": short_name(part), "told": told})


def short_name(node: Mapping) -> Name:
    """Return the name of a mode or part without what explains it behind a colon."""
    return Name(str(node["name_zh"]).split("：")[0], str(node["name_en"]).split(":")[0])


def _name(node: Mapping) -> Name:
    return Name(str(node["name_zh"]), str(node["name_en"]))


def _rule_of(node: Mapping) -> Sentence:
    words = rule_words(str(node["rule"]))
    if "scope_unclear" not in str(node["warnings"]).split(";"):
        return words
    return Sentence(N_("{rule} [other conditions unclear in the text]"), {"rule": words})


def _example(examples: list[dict], institutions: pd.DataFrame) -> Sentence | Name | None:
    """Return one institution with its beds: the largest whose printed beds leave nothing unexplained, else the first."""
    if not examples:
        return None
    known = institutions.set_index("institution").loc[[row["institution"] for row in examples]]
    beds = known[list(BEDS)].max(axis=1).fillna(0).astype("float64")
    at = int(beds.where(~known["warnings"].str.contains("unexplained_remainder"), -1.0).argmax())
    row, warned = known.to_dict("records")[at], examples[at]["warnings"].split(";")
    told = tuple(
        Sentence(template, {"bound": Amount(int(row[column]), "beds")})
        for column, template in BEDS.items()
        if pd.notna(row[column])
    )
    if "planned_only" in warned:
        return Sentence(N_("{name} (planned)"), {"name": _name(row)})
    if not told:
        return _name(row)
    template = N_("{name} ({beds}; outside the rule)") if "out_of_band" in warned else N_("{name} ({beds})")
    return Sentence(template, {"name": _name(row), "beds": told})


def models_sentence(chosen: Mapping[str, pd.DataFrame], bare: int) -> Sentence:
    """Say how many models stand side by side, of how many modes and parts, and of how many of these only the name is given.

    Args:
        chosen: the tree of each model.
        bare: modes and parts of which the text gives the name alone.
    """
    count = sum(len(parts(tree)) for tree in chosen.values())
    return Sentence(
        N_(
            "{models} models with {parts} modes or parts; of {bare} of these the documents collected give the name only."
        ),
        {"models": len(chosen), "parts": count, "bare": bare},
    )


def model_sentence(tree: pd.DataFrame) -> Sentence:
    """Say how a model is built: its modes, components, rules and examples."""
    counts = tree["level"].value_counts()
    return Sentence(
        N_(
            "{modes} modes, {components} components, {rules} rules and {examples} examples, as one document prints them."
        ),
        {
            name: int(counts.get(level, 0))
            for name, level in (
                ("modes", "mode"),
                ("components", "component"),
                ("rules", "rule"),
                ("examples", "example"),
            )
        },
    )


def services_sentence(found: pd.DataFrame) -> Sentence:
    """Say how many services how many modes name, and which service is named most often."""
    return Sentence(
        N_("{modes} modes name {services} kinds of service between them, {marks} times in all."),
        {"modes": found["mode"].nunique(), "services": found["service"].nunique(), "marks": len(found)},
    )


def institutions_sentence(institutions: pd.DataFrame) -> Sentence:
    """Say how many institutions are named, of how many a bed number is printed, and how many splits do not add up."""
    split = institutions[["beds_total", "beds_medical", "beds_care"]].notna()
    whole = institutions[split.all(axis=1)]
    uneven = (whole["beds_total"] != whole["beds_medical"] + whole["beds_care"]).sum()
    return Sentence(
        N_(
            "{named} institutions are named, {beds} with a number of beds; of {split} full splits into medical and care beds {uneven} does not add up."
        ),
        {"named": len(institutions), "beds": int(split.any(axis=1).sum()), "split": len(whole), "uneven": int(uneven)},
    )


def verdict_sentence(verdicts: list[Verdict], names: dict[str, Name]) -> Sentence:
    """Say which mode the rules put an institution in, or that they are silent or fit more than one."""
    decided = tuple(names[mode] for mode in dict.fromkeys(v.mode for v in verdicts if v.state == "decided"))
    open_modes = tuple(
        names[mode] for mode in dict.fromkeys(v.mode for v in verdicts if v.state in ("possible", "unknown"))
    )
    values: dict[str, object] = {"modes": decided, "open": open_modes, "count": len(decided)}
    if len(decided) > 1:
        return Sentence(
            N_("The rules fit {count} modes at once: {modes}. The document does not say which goes first."), values
        )
    if decided:
        return Sentence(N_("By its rules: {modes}."), values)
    if open_modes:
        return Sentence(
            N_("No rule decides; open remain: {open}. The text gives no measure, or a figure is missing."), values
        )
    return Sentence(N_("The rules are silent: none of them speaks of such an institution."), values)
