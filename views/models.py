"""What the page of care models shows: a model as a tree, services by mode, named institutions, and which mode fits."""

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
    asked_of,
    institutions_sentence,
    model_sentence,
    models,
    services,
    services_sentence,
    subtree,
    unexplained_beds,
    verdict_sentence,
)
from policy.care_models import faults as faults_of
from policy.refs import ref
from policy.refs import refs as refs_of
from policy.text import Name
from views import edition, places
from views.edition import kept
from views.view import ByCell, ByRow, Chart, Table
from views.words import column, plain, printed_texts, say, word, word_names

Answers = tuple[tuple[str, Value | None], ...]  # of an institution, by the variables that rules ask for


def node_names(lang: str) -> dict[str, str]:
    """Return the name of every node of the care models."""
    nodes = edition.table("care_models")
    return dict(zip(nodes["node"], nodes[f"name_{lang}"], strict=True))


@kept
def model_names(lang: str) -> dict[str, str]:
    """Return the name of every model by its node."""
    names = node_names(lang)
    return {node: names[node] for node in models(edition.table("care_models"))["node"]}


@dataclass(frozen=True, kw_only=True)
class Tree(Chart):
    """A model as a figure and as a list, with its note (Markdown)."""

    note: str


@kept
def tree(root: str, lang: str) -> Tree:
    """Return one model with its modes, components, rules and examples."""
    nodes = subtree(edition.table("care_models"), root)
    return Tree(
        node_table(nodes, lang),
        refs_of("node", nodes["node"]),
        say(model_sentence(nodes), lang),
        figure=icicle(boxes(nodes, lang)),
        title=node_names(lang)[root],
        note=plain(nodes.iloc[0][column("note", lang)]),
    )


def boxes(tree: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a tree as boxes of the icicle."""
    hover = (
        tree[f"name_{lang}"]
        + "<br>"
        + pd.Series(printed_texts(tree["as_printed"], lang), index=tree.index).map(literal)
    )
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
            _("Level"): tree["level"].map(word_names("care_level", lang)),
            _("Rule"): tree["rule"],
            _("What it allows"): tree[f"outcome_{lang}"],
            _("Printed words"): printed_texts(tree["as_printed"], lang),
            _("Clause"): tree["clause"],
            _("Note"): tree[column("note", lang)],
        }
    )


@kept
def services_by_mode(lang: str) -> Table[ByCell]:
    """Return which mode covers which service."""
    care_models = edition.table("care_models")
    return Table(*service_matrix(care_models, lang), say(services_sentence(services(care_models)), lang))


def service_matrix(care_models: pd.DataFrame, lang: str) -> tuple[pd.DataFrame, ByCell]:
    """Return services (rows) by mode (columns) as marks, with the reference of each."""
    head = translator(lang)("Service")
    found = services(care_models)
    names = node_names(lang)
    covered = set(found["service"])
    titles = {code: title for code, title in word_names("service", lang).items() if code in covered}
    codes = list(titles)
    columns = {mode: names[mode].split("：")[0].split(":")[0] for mode in dict.fromkeys(found["mode"])}
    table = pd.DataFrame("", index=range(len(codes)), columns=[head, *columns.values()])
    table[head] = list(titles.values())
    refs: ByCell = {}
    for row in found.itertuples():
        at, name = codes.index(str(row.service)), columns[str(row.mode)]
        table.at[at, name] = "●"
        refs[at, name] = ref("node", row.node)
    return table, refs


@kept
def institutions(lang: str) -> Table[ByRow]:
    """Return the named institutions with their bed split."""
    named = edition.table("institutions")
    sentence = say(institutions_sentence(named), lang)
    return Table(institution_table(named, lang), refs_of("institution", named["institution"]), sentence)


def institution_table(institutions: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return institutions as a table to read, with the beds that the printed parts leave unexplained."""
    _ = translator(lang)
    names = node_names(lang)
    return pd.DataFrame(
        {
            _("Place"): institutions["place"].map(places.place_names(lang)),
            _("Institution"): institutions[f"name_{lang}"],
            _("Kind"): institutions["kind"].map(word_names("institution_kind", lang)),
            _("Beds in total"): _whole(institutions["beds_total"], lang),
            _("Medical beds"): _whole(institutions["beds_medical"], lang),
            _("Care beds"): _whole(institutions["beds_care"], lang),
            _("Not explained"): _whole([unexplained_beds(row) for _index, row in institutions.iterrows()], lang),
            _("Mode shown"): [names.get(node, "") for node in institutions["mode"]],
            _("Read with care"): [
                ", ".join(word("warning", code, lang) for code in cell.split(";") if code)
                for cell in institutions["warnings"]
            ],
            _("Printed words"): printed_texts(institutions["as_printed"], lang),
            _("Note"): institutions[column("note", lang)],
        }
    )


def _whole(counts: Iterable, lang: str) -> list[str]:
    """Return counts in words, nothing where none is printed."""
    return ["" if pd.isna(count) else number(count, lang) for count in counts]


@kept
def models_with_rules(lang: str) -> dict[str, str]:
    """Return the names of those models whose rules say which institution they fit."""
    care_models = edition.table("care_models")
    return {node: name for node, name in model_names(lang).items() if (subtree(care_models, node)["rule"] != "").any()}


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


def kinds(lang: str) -> dict[str, str]:
    """Return the kinds of institution that can ask for advice."""
    _ = translator(lang)
    return {
        "care_institution": _("Care home"),
        "medical_institution": _("Medical institution"),
        "community_centre": _("Community care centre"),
        "home": _("Older person at home"),
    }


MOST = {"age": 130.0, "care_beds": 100_000.0, "medical_beds": 100_000.0, "bed_use": 1000.0}  # that can be typed
UNITS = {"age": "years_of_age", "care_beds": "beds", "medical_beds": "beds", "bed_use": "percent"}
YES_OR_NO = ("has_clinic", "partner_hospital", "community_contract")


@kept
def numbers_of(model: str, kind: str) -> dict[str, float]:
    """Return what the rules of a model ask of a kind of institution as a number, each with the largest that can be typed.

    Beds are asked of every institution: without any there is none.
    """
    asked = asked_of(edition.table("care_models"), model, kind)
    asked |= set() if kind == "home" else {"care_beds", "medical_beds"}
    return {name: most for name, most in MOST.items() if name in asked}


@kept
def options_of(model: str, kind: str, lang: str) -> dict[str, dict[str, str]]:
    """Return what the rules of a model ask of a kind of institution as a choice, each with its options: figures as text, or not known."""
    _ = translator(lang)
    yes_no = {"": _("not known"), "1": _("yes"), "0": _("no")}
    levels = {"": _("not known"), "1": "1", "2": "2", "3": "3"}
    asked = asked_of(edition.table("care_models"), model, kind)
    options = dict.fromkeys(YES_OR_NO, yes_no) | {"hospital_level": levels}
    return {name: offered for name, offered in options.items() if name in asked}


def faults(answers: Answers, lang: str) -> list[str]:
    """Return what is wrong with an institution's figures, a sentence each."""
    _ = translator(lang)
    told = {
        "no_beds": _("The institution has no beds: give its care beds or its medical beds."),
        "negative_beds": _("A number of beds is below zero: give a number of at least 0."),
        "beds_not_whole": _("A number of beds is not whole: give a whole number."),
        "bed_use": _("The bed use lies outside 0 to 100%: give a share between the two."),
    }
    return [told[code] for code in faults_of(dict(answers))]


@kept
def advice(model: str, answers: Answers, lang: str) -> Table[ByRow]:
    """Return what the rules of a model say of an institution; rules that fail are left out."""
    nodes = edition.table("care_models")
    verdicts = [verdict for verdict in advise(nodes, model, dict(answers)) if verdict.state != "fails"]
    both = zip(nodes["node"], nodes["name_zh"], nodes["name_en"], strict=True)
    sentence = verdict_sentence(verdicts, {str(node): Name(str(zh), str(en)) for node, zh, en in both})
    return Table(
        verdict_table(verdicts, lang), refs_of("node", (verdict.node for verdict in verdicts)), say(sentence, lang)
    )


def verdict_table(verdicts: list[Verdict], lang: str) -> pd.DataFrame:
    """Return verdicts as a table to read."""
    _ = translator(lang)
    names, variables = node_names(lang), variable_names(lang)
    states = {"decided": _("decided"), "possible": _("possible"), "unknown": _("unknown")}
    nodes = edition.table("care_models").set_index("node")
    rules = nodes.loc[[verdict.node for verdict in verdicts]].reset_index(drop=True)
    return pd.DataFrame(
        {
            _("Answer"): [states[verdict.state] for verdict in verdicts],
            _("Mode"): [names[verdict.mode] for verdict in verdicts],
            _("Rule"): rules["rule"],
            _("In words"): rules[f"name_{lang}"],
            _("What it allows"): rules[f"outcome_{lang}"],
            _("Missing"): [", ".join(variables[name] for name in verdict.unknown) for verdict in verdicts],
            _("Printed words"): printed_texts(rules["as_printed"], lang),
            _("Clause"): rules["clause"],
        }
    )
