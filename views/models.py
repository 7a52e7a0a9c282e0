"""What the page of care models shows: a model as a tree, services by mode, named institutions, and which mode fits."""

from collections.abc import Iterable, Mapping

import pandas as pd

from i18n.numbers import listed, number
from i18n.texts import translator
from policy.care_model_sentences import (
    described,
    institutions_sentence,
    listed_sentence,
    model_sentence,
    models_sentence,
    part_sentence,
    parts,
    reading_sentence,
    services_sentence,
    short_name,
    unexplained_beds,
    verdict_sentence,
)
from policy.care_models import Value, Verdict, advise, asked_of, models, rule_words, services, subtree
from policy.care_models import faults as faults_of
from policy.refs import ref
from policy.refs import refs as refs_of
from policy.text import Name
from views import edition, places
from views.clauses import clause_words
from views.edition import kept
from views.view import ByCell, ByRow, Table
from views.words import column, plain, printed_texts, say, say_plain, word, word_names

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


FIRST_MODELS = ("kunming-311", "guiyang-6plus1", "chongqing-four-modes")
MOST_MODELS = 4


@kept
def side_by_side(chosen: tuple[str, ...], lang: str) -> Table[ByCell]:
    """Return models as columns, and what each lists, its name counts and its modes do as rows; a cell opens the node behind it."""
    _ = translator(lang)
    nodes, named = edition.table("care_models"), edition.table("institutions")
    trees = {root: subtree(nodes, root) for root in chosen}
    names, refs, bare = model_names(lang), {}, 0
    heads = [_("What the text lists"), _("What the name counts"), _("As a whole")]
    most = max((len(parts(tree)) for tree in trees.values()), default=0)
    heads += [_("Mode or part {number}").format(number=at + 1) for at in range(most)]
    table = pd.DataFrame({"": heads} | {names[root]: "" for root in chosen})
    for root, tree in trees.items():
        whole = [listed_sentence(tree), reading_sentence(tree), described(tree, root, named)]
        cells = [say_plain(each, lang) if each else "" for each in whole]
        cells[1] = cells[1] or _("The name counts nothing.")
        cells[2] = cells[2] or _("Said of each mode below.")
        opened = [root, root, root]
        for part in parts(tree).to_dict("records"):
            told = described(tree, str(part["node"]), named)
            bare += told is None
            cells.append(say_plain(part_sentence(part, told), lang))
            opened.append(str(part["node"]))
        table[names[root]] = cells + [_("– none listed")] * (len(heads) - len(cells))
        for at, node in enumerate(opened):
            refs[at, names[root]] = ref("node", node)
    return Table(table, refs, say(models_sentence(trees, bare), lang))


@kept
def clauses(root: str, lang: str) -> Table[ByRow]:
    """Return one model node by node with the clause of each, and what it says of itself."""
    nodes = subtree(edition.table("care_models"), root)
    note = plain(nodes.iloc[0][column("note", lang)])
    told = "  \n".join(part for part in (say(model_sentence(nodes), lang), note) if part)
    return Table(node_table(nodes, lang), refs_of("node", nodes["node"]), told)


def rule_texts(rules: Iterable[str], lang: str) -> list[str]:
    """Return rules in words, nothing for a node without one."""
    return [say_plain(rule_words(rule), lang) if rule else "" for rule in rules]


def node_table(tree: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a tree as a list to read: indented names, level, rule, what it allows, printed words, clause."""
    _ = translator(lang)
    indent = tree["depth"].map(lambda depth: "　" * depth)
    return pd.DataFrame(
        {
            _("Name"): indent + tree[f"name_{lang}"],
            _("Level"): tree["level"].map(word_names("care_level", lang)),
            _("Rule"): rule_texts(tree["rule"], lang),
            _("What it allows"): tree[f"outcome_{lang}"],
            _("Original wording"): printed_texts(tree["as_printed"], lang),
            _("Clause"): [clause_words(clause, lang) for clause in tree["clause"]],
            _("Note"): tree[column("note", lang)],
        }
    )


@kept
def services_by_mode(chosen: tuple[str, ...], lang: str) -> Table[ByCell]:
    """Return which mode of some models covers which service."""
    nodes = edition.table("care_models")
    own = pd.concat([nodes.iloc[:0], *(subtree(nodes, root) for root in chosen)])
    return Table(*service_matrix(own, lang), say(services_sentence(services(own)), lang))


def service_matrix(care_models: pd.DataFrame, lang: str) -> tuple[pd.DataFrame, ByCell]:
    """Return services (rows) by mode with its place (columns) as marks, with the reference of each; a mode that names none is empty."""
    head = translator(lang)("Service")
    found = services(care_models)
    covered = set(found["service"])
    titles = {code: title for code, title in word_names("service", lang).items() if code in covered}
    codes = list(titles)
    in_column = (care_models["level"] == "mode") | care_models["node"].isin(found["mode"])
    columns = {row["node"]: _with_place(row, lang) for row in care_models[in_column].to_dict("records")}
    table = pd.DataFrame("", index=range(len(codes)), columns=[head, *columns.values()])
    table[head] = list(titles.values())
    refs: ByCell = {}
    for row in found.itertuples():
        at, name = codes.index(str(row.service)), columns[str(row.mode)]
        table.at[at, name] = "●"
        refs[at, name] = ref("node", row.node)
    return table, refs


def _with_place(node: Mapping, lang: str) -> str:
    """Return the short name of a mode with its place; that of a model has it."""
    short = short_name(node)
    name = short.zh if lang == "zh" else short.en
    return name if node["level"] == "model" else f"{places.place_names(lang)[node['place']]} · {name}"


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
                listed((word("warning", code, lang) for code in cell.split(";") if code), lang)
                for cell in institutions["warnings"]
            ],
            _("Original wording"): printed_texts(institutions["as_printed"], lang),
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
            _("Rule"): rule_texts(rules["rule"], lang),
            _("As the text puts it"): rules[f"name_{lang}"],
            _("What it allows"): rules[f"outcome_{lang}"],
            _("Missing"): [listed((variables[name] for name in verdict.unknown), lang) for verdict in verdicts],
            _("Original wording"): printed_texts(rules["as_printed"], lang),
            _("Clause"): [clause_words(clause, lang) for clause in rules["clause"]],
        }
    )
