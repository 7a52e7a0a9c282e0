"""The public description of the tables: the Frictionless data package and the codebook, both from ``tables.py``."""

import json

from loaders.tables import STORED, TABLES
from loaders.tables.schema import Column, Table

VERSION = "0.1.0"
FRICTIONLESS = {"text": "string", "integer": "integer", "number": "number"}
CHANGES = (
    (
        "next",
        "2026-11-27",
        "`care_models` has columns `says` and `name_part`, `indicators` has `rate_subject`; a warning `inferred_reading`",
    ),
    ("next", "2026-11-27", "`assumptions` has a column `code`: the two letters by which links name a lever"),
    (
        "next",
        "2026-11-27",
        "new tables `programmes` and `programme_lists`: places of national programmes, and how long each list is",
    ),
    (
        "0.1.0",
        "2026-11-25",
        "first release: figures of 111 texts and of published tables; census, vital rates, hindcast, assumptions, policy packs",
    ),
)


def datapackage() -> str:
    """Return ``datapackage.json`` (Frictionless Data Package v1): every table with its columns, key and references."""
    package = {
        "name": "yiyang-atlas",
        "title": "医养图谱 Yiyang Atlas",
        "version": VERSION,
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_resource(table) for table in STORED.values()],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table) -> dict:
    schema = {"fields": [_field(c) for c in table.columns], "primaryKey": list(table.key), "missingValues": [""]}
    references = [(c.name, *c.refers.split(".")) for c in table.columns if c.refers]
    if references:
        schema["foreignKeys"] = [
            {"fields": name, "reference": {"resource": "" if target == table.name else target, "fields": key}}
            for name, target, key in references
        ]
    return {
        "name": table.name.replace("_", "-"),
        "title": f"{table.zh} {table.en}",
        "description": table.description_en,
        **(
            {"path": f"curated/{table.name}.csv", "format": "csv", "encoding": "utf-8"}
            if table.name in TABLES
            else {"path": f"{table.name}.parquet", "format": "parquet"}
        ),
        "schema": schema,
    }


def _field(column: Column) -> dict:
    constraints: dict = {"required": True} if column.required else {}
    if column.words:
        constraints["enum"] = list(column.words)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    described = {"name": column.name, "type": FRICTIONLESS[column.type], "title": column.zh, "description": column.en}
    return described | ({"constraints": constraints} if constraints else {})


def codebook() -> str:
    """Return ``data/README.md``: what a row of each table is and what each column holds, in both languages."""
    lines = [
        "# 数据手册 · Codebook",
        "",
        f"Version {VERSION}. `curated/*.csv` and `curated/packs/*.yaml` are the source; `python -m loaders build` writes `*.parquet`. ",
        "This page is written from the table declarations. Closed word lists and their meanings stand in `curated/vocabularies.csv`.",
        "",
        "Empty text is an empty cell; an empty number is unknown, never zero. Values are in base units (50400, not 5.04万).",
        "",
    ]
    for table in STORED.values():
        lines += [f"## {table.name} · {table.zh}", "", table.description_en, f"Key: {', '.join(table.key)}.", ""]
        lines += ["| column | 列 | what it holds | type | must be |", "|---|---|---|---|---|"]
        lines += [f"| `{c.name}` | {c.zh} | {c.en} | {c.type} | {_limits(c)} |" for c in table.columns]
        lines.append("")
    lines += ["## Changes", ""] + [f"- **{version}** ({date}): {what}" for version, date, what in CHANGES]
    return "\n".join(lines) + "\n"


def _limits(column: Column) -> str:
    limits = ["present"] if column.required else []
    if column.words:
        limits.append(" / ".join(f"`{word}`" for word in column.words))
    if column.listed:
        limits.append(f"{'words' if column.many else 'a word'} of the list `{column.listed}`")
    if column.refers:
        limits.append(f"a row of `{column.refers.split('.')[0]}`")
    return "; ".join(limits)
