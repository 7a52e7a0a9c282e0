"""Care models and institutions as rows to show."""

from collections.abc import Iterable

import pandas as pd

from charts.theme import literal
from i18n.numbers import number
from i18n.texts import translator
from pages.parts import rows, tables
from pages.parts.words import word
from policy.care_models import services, unexplained_beds
from policy.text import Name


def node_names(lang: str) -> dict[str, str]:
    """Return the name of every node of the care models."""
    nodes = tables.table("care_models")
    return dict(zip(nodes["node"], nodes[f"name_{lang}"], strict=True))


def bilingual_names() -> dict[str, Name]:
    """Return the name of every node in both languages, for sentences."""
    nodes = tables.table("care_models")
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
    words = tables.vocabulary("service")
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
            _("Place"): institutions["place"].map(rows.place_names(lang)),
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
