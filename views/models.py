"""Care models and institutions as rows to show."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from charts.theme import literal
from charts.tree import icicle
from i18n.numbers import number
from i18n.texts import translator
from policy.care_models import (
    Value,
    Verdict,
    advise,
    institutions_sentence,
    model_sentence,
    models,
    services,
    services_sentence,
    subtree,
    unexplained_beds,
    verdict_sentence,
)
from policy.text import Name
from views import edition, places
from views.edition import kept
from views.view import ByCell, ByRow, Chart, Table
from views.words import plain, say, word


def node_names(lang: str) -> dict[str, str]:
    """Return the name of every node of the care models."""
    nodes = edition.table("care_models")
    return dict(zip(nodes["node"], nodes[f"name_{lang}"], strict=True))


def bilingual_names() -> dict[str, Name]:
    """Return the name of every node in both languages, for sentences."""
    nodes = edition.table("care_models")
    return {str(row["node"]): Name(str(row["name_zh"]), str(row["name_en"])) for _index, row in nodes.iterrows()}


def boxes(tree: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a tree as boxes of the icicle."""
    hover = tree[f"name_{lang}"] + "<br>" + tree["as_printed"].map(literal)
    parent = tree["parent"].where(tree["depth"] > 0, "")
    return pd.DataFrame(
        {"node": tree["node"], "parent": parent, "label": tree[f"name_{lang}"], "hover": hover, "level": tree["level"]}
    )


def node_table(tree: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a tree as a list to read: indented names, level, rule, what it allows, printed words, clause."""
    _ = translator(lang)
    indent = tree["depth"].map(lambda depth: "　" * depth)
    return pd.DataFrame(
        {
            _("Name"): indent + tree[f"name_{lang}"],
            _("Level"): [word("care_level", code, lang) for code in tree["level"]],
            _("Rule"): tree["rule"],
            _("What it allows"): tree[f"outcome_{lang}"],
            _("Printed words"): tree["as_printed"],
            _("Clause"): tree["clause"],
            _("Note"): tree["note" if lang == "zh" else "note_en"],
        }
    )


def service_matrix(care_models: pd.DataFrame, lang: str) -> tuple[pd.DataFrame, dict[tuple[int, str], str]]:
    """Return services (rows) by mode (columns) as marks, with the evidence reference of each."""
    _ = translator(lang)
    found = services(care_models)
    names = node_names(lang)
    words = edition.vocabulary("service")
    codes = [code for code in words.index if code in set(found["service"])]
    modes = list(dict.fromkeys(found["mode"]))
    columns = {mode: names[mode].split("：")[0].split(":")[0] for mode in modes}
    table = pd.DataFrame("", index=range(len(codes)), columns=[_("Service"), *columns.values()])
    table[_("Service")] = [str(words.at[code, f"name_{lang}"]) for code in codes]
    refs: dict[tuple[int, str], str] = {}
    for row in found.itertuples():
        at, column = codes.index(str(row.service)), columns[str(row.mode)]
        table.at[at, column] = "●"
        refs[at, column] = f"node:{row.node}"
    return table, refs


def _whole(counts: Iterable, lang: str) -> list[str]:
    """Return counts in words, nothing where none is printed."""
    return ["" if pd.isna(count) else number(count, lang) for count in counts]


def institution_table(institutions: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return institutions as a table to read, with the beds that the printed parts leave unexplained."""
    _ = translator(lang)
    names = node_names(lang)
    return pd.DataFrame(
        {
            _("Place"): institutions["place"].map(places.place_names(lang)),
            _("Institution"): institutions[f"name_{lang}"],
            _("Kind"): [word("institution_kind", code, lang) for code in institutions["kind"]],
            _("Beds in total"): _whole(institutions["beds_total"], lang),
            _("Medical beds"): _whole(institutions["beds_medical"], lang),
            _("Care beds"): _whole(institutions["beds_care"], lang),
            _("Not explained"): _whole([unexplained_beds(row) for _index, row in institutions.iterrows()], lang),
            _("Mode shown"): [names.get(node, "") for node in institutions["mode"]],
            _("Read with care"): [
                ", ".join(word("warning", code, lang) for code in cell.split(";") if code)
                for cell in institutions["warnings"]
            ],
            _("Printed words"): institutions["as_printed"],
            _("Note"): institutions["note" if lang == "zh" else "note_en"],
        }
    )


def variable_names(lang: str) -> dict[str, str]:
    """Return the name of every variable a rule may ask for."""
    _ = translator(lang)
    return {
        "kind": _("Kind of institution"),
        "care_beds": _("Care beds"),
        "medical_beds": _("Medical beds"),
        "bed_use": _("Bed use (%)"),
        "has_clinic": _("Clinic inside"),
        "partner_hospital": _("Partner hospital"),
        "community_contract": _("Community contract"),
        "hospital_level": _("Hospital level"),
        "age": _("Age"),
    }


def fault_texts(lang: str) -> dict[str, str]:
    """Return a sentence for each fault of an institution's figures."""
    _ = translator(lang)
    return {
        "no_beds": _("The institution has no beds: give its care beds or its medical beds."),
        "negative_beds": _("A number of beds is below zero: give a number of at least 0."),
        "beds_not_whole": _("A number of beds is not whole: give a whole number."),
        "bed_use": _("The bed use lies outside 0 to 100%: give a share between the two."),
    }


def verdict_table(verdicts: list[Verdict], lang: str) -> pd.DataFrame:
    """Return verdicts as a table to read."""
    _ = translator(lang)
    nodes = edition.table("care_models").set_index("node")
    names = node_names(lang)
    states = {"decided": _("decided"), "possible": _("possible"), "unknown": _("unknown")}
    variables = variable_names(lang)
    rules = nodes.loc[[verdict.node for verdict in verdicts]].reset_index(drop=True)
    return pd.DataFrame(
        {
            _("Answer"): [states[verdict.state] for verdict in verdicts],
            _("Mode"): [names[verdict.mode] for verdict in verdicts],
            _("Rule"): rules["rule"],
            _("In words"): rules[f"name_{lang}"],
            _("What it allows"): rules[f"outcome_{lang}"],
            _("Missing"): [", ".join(variables[name] for name in verdict.unknown) for verdict in verdicts],
            _("Printed words"): rules["as_printed"],
            _("Clause"): rules["clause"],
        }
    )


@dataclass(frozen=True, kw_only=True)
class Tree(Chart):
    """A model as a figure and as a list, with its note (Markdown)."""

    note: str


@kept
def model_names(lang: str) -> dict[str, str]:
    """Return the name of every model by its node."""
    names = node_names(lang)
    return {node: names[node] for node in models(edition.table("care_models"))["node"]}


@kept
def models_with_rules(lang: str) -> dict[str, str]:
    """Return the names of those models whose rules say which institution they fit."""
    care_models = edition.table("care_models")
    return {node: name for node, name in model_names(lang).items() if (subtree(care_models, node)["rule"] != "").any()}


@kept
def tree(root: str, lang: str) -> Tree:
    """Return one model with its modes, components, rules and examples."""
    nodes = subtree(edition.table("care_models"), root)
    return Tree(
        node_table(nodes, lang),
        ("node:" + nodes["node"]).tolist(),
        say(model_sentence(nodes), lang),
        figure=icicle(boxes(nodes, lang)),
        title=node_names(lang)[root],
        note=plain(nodes.iloc[0]["note" if lang == "zh" else "note_en"]),
    )


@kept
def services_by_mode(lang: str) -> Table[ByCell]:
    """Return which mode covers which service."""
    care_models = edition.table("care_models")
    return Table(*service_matrix(care_models, lang), say(services_sentence(services(care_models)), lang))


@kept
def institutions(lang: str) -> Table[ByRow]:
    """Return the named institutions with their bed split."""
    named = edition.table("institutions")
    return Table(
        institution_table(named, lang),
        ("institution:" + named["institution"]).tolist(),
        say(institutions_sentence(named), lang),
    )


@kept
def advice(model: str, answers: tuple[tuple[str, Value | None], ...], lang: str) -> Table[ByRow]:
    """Return what the rules of a model say of an institution, given as its answers (name, value); rules that fail are left out."""
    said = advise(edition.table("care_models"), model, dict(answers))
    verdicts = [verdict for verdict in said if verdict.state != "fails"]
    return Table(
        verdict_table(verdicts, lang),
        [f"node:{verdict.node}" for verdict in verdicts],
        say(verdict_sentence(verdicts, bilingual_names()), lang),
    )
