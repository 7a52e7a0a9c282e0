"""What is said of a care model: its parts, services, institutions and verdicts."""

from collections.abc import Mapping, Sequence

import pandas as pd

from policy.care_models import Verdict, rule_words, subtree
from policy.text import N_, Amount, Name, Sentence, Text


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
