"""What the page of care models shows, as ``pages.parts.shown`` does: computed once for each choice, then shared."""

from dataclasses import dataclass

import plotly.graph_objects as go

from charts.tree import icicle
from pages.parts import model_rows, tables
from pages.parts.kept import Linked, Listing, drawn, linked, listing, shared
from pages.parts.verdicts import verdict_table
from pages.parts.words import plain, say
from policy.care_models import Value, advise, asked_of, models, services, subtree
from policy.sentences import institutions_sentence, model_sentence, services_sentence, verdict_sentence


@dataclass(frozen=True)
class Tree:
    """A model as a figure and as a list, with its note (Markdown)."""

    figure: go.Figure
    nodes: Listing
    note: str


@shared
def model_names(lang: str) -> dict[str, str]:
    """Return the name of every model by its node."""
    names = model_rows.node_names(lang)
    return {node: names[node] for node in models(tables.table("care_models"))["node"]}


@shared
def models_with_rules(lang: str) -> dict[str, str]:
    """Return the names of those models whose rules say which institution they fit."""
    care_models = tables.table("care_models")
    return {node: name for node, name in model_names(lang).items() if (subtree(care_models, node)["rule"] != "").any()}


@shared
def tree(root: str, lang: str) -> Tree:
    """Return one model with its modes, components, rules and examples."""
    nodes = subtree(tables.table("care_models"), root)
    return Tree(
        drawn(icicle(model_rows.boxes(nodes, lang))),
        listing(
            model_rows.node_table(nodes, lang), ("node:" + nodes["node"]).tolist(), say(model_sentence(nodes), lang)
        ),
        plain(nodes.iloc[0]["note" if lang == "zh" else "note_en"]),
    )


@shared
def services_by_mode(lang: str) -> Linked:
    """Return which mode covers which service."""
    care_models = tables.table("care_models")
    return linked(model_rows.service_matrix(care_models, lang), say(services_sentence(services(care_models)), lang))


@shared
def institutions(lang: str) -> Listing:
    """Return the named institutions with their bed split."""
    named = tables.table("institutions")
    return listing(
        model_rows.institution_table(named, lang),
        ("institution:" + named["institution"]).tolist(),
        say(institutions_sentence(named), lang),
    )


@shared
def questions(model: str, kind: str) -> set[str]:
    """Return what the rules of a model ask of institutions of a kind (``policy.care_models.asked_of``)."""
    return asked_of(tables.table("care_models"), model, kind)


@shared
def advice(model: str, answers: tuple[tuple[str, Value | None], ...], lang: str) -> Listing:
    """Return what the rules of a model say of an institution, given as its answers (name, value); rules that fail are left out."""
    said = advise(tables.table("care_models"), model, dict(answers))
    verdicts = [verdict for verdict in said if verdict.state != "fails"]
    return listing(
        verdict_table(verdicts, lang),
        [f"node:{verdict.node}" for verdict in verdicts],
        say(verdict_sentence(verdicts, model_rows.bilingual_names()), lang),
    )
