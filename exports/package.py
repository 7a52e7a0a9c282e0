"""The data package: the rows of a meeting's views with their records, as a described archive (Data Package, datapackage.org, version 2).

Every table stands as CSV, for a spreadsheet, and where it is large or holds areas as Parquet; what its columns mean stands in the
description and in the codebook. The same items on the same day make the same bytes.
"""

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_float_dtype, is_integer_dtype

from exports import contents, sheet
from exports.clean import clean
from exports.contents import Progress, behind, rows, taken
from exports.geometry import areas, geoparquet, is_map
from i18n.texts import LANGUAGES, translator
from loaders.geography.layers import CREDIT, REVIEW
from loaders.tables.codebook import datapackage
from loaders.written import as_bytes, no_formula
from policy.text import N_
from views import edition, sources
from views.meeting import item as meeting
from views.meeting.item import Item, link
from views.places import mapped_names
from views.view import Chart

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}
FIRST, LAST = dt.date(1980, 1, 1), dt.date(2107, 12, 31)  # that an archive can say
MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "txt": "text/plain",
}
# What the columns of ``sheet.rows`` hold, in their order.
OF_RECORDS = (
    N_("What is counted, or what was computed."),
    N_("Whom the figure is about."),
    N_("Administrative division code of the place, as text."),
    N_("Kind of statement: target, result, forecast, standard or condition."),
    N_("The number in base units (50400, not 5.04万); an empty cell is unknown, never zero."),
    N_("The larger end of a range; empty where there is one number."),
    N_("Unit of the number."),
    N_("Year or date, as finely as it was printed; empty where none was."),
    N_("How the number is meant: = as it stands, >= at least, <= at most, ~ about."),
    N_("Evidence grade from A (official text) to D (no source)."),
    N_("The document that printed the figure."),
    N_("Where in the document it stands."),
    N_("The words that carry the number."),
    N_("Of a computed number: how it follows from the records below it."),
)
# What columns hold that many views have.
OF_VIEWS = {
    N_("Place"): N_("The place that the row is about."),
    N_("Indicator"): N_("What is counted."),
    N_("Condition"): N_("The condition under which the figure holds; empty where it is about the whole place."),
    N_("Value"): N_("The figure in words, with its unit and how it is meant."),
    N_("Period"): N_("The date of the figure, as finely as known."),
    N_("Year"): N_("The year of the figure."),
    N_("Kind"): N_("Kind of statement: target, result, forecast, standard or condition."),
    N_("Original wording"): N_("The words that carry the number."),
    N_("Document"): N_("The document that printed the figure."),
    N_("Grade"): N_("Evidence grade from A (official text) to D (no source)."),
    N_("Evidence"): N_("Evidence grade of what the judgement stands on."),
    N_("Target"): N_("The target in words, with its year."),
    N_("Deadline"): N_("The year by which the target is to be reached."),
    N_("Result"): N_("The result in words, with its year."),
    N_("Now"): N_("The latest result that answers the target, with its year."),
    N_("Gap"): N_("How far the result is from the target."),
    N_("Status"): N_("The status of the target on the day of the view."),
    N_("Verdict"): N_("The status of the target on the day of the view."),
    N_("Read with care"): N_("What must be known before the figure is used."),
    N_("Age"): N_("Age group, in years."),
}
# The columns of the areas of a map: type, title, and what they hold.
OF_AREAS = {
    "place": ("string", N_("Code"), N_("Administrative division code of the unit; a dash has a name of its own.")),
    "kind": ("string", N_("Kind"), N_("A unit of the map, or one of the ten dashes, which belong on every map of the nation.")),
    "name": ("string", N_("Place"), N_("Name of the unit.")),
    "text": ("string", N_("Figure"), N_("What the map says of the unit, in words.")),
    "value": ("number", N_("Value"), N_("The number behind the colour; empty where there is none, or where colours are words.")),
    "geometry": ("any", N_("Area"), N_("The area in longitude and latitude (WGS 84), as the map draws it.")),
}  # fmt: skip
OF_CODEBOOK = (
    ("file", N_("File"), N_("The file of this package that holds the column.")),
    ("column", N_("Column"), N_("Name of the column.")),
    ("type", N_("Type"), N_("Type of its values.")),
    ("title", N_("Title"), N_("What the column is called.")),
    ("description", N_("Meaning"), N_("What it holds.")),
)


@dataclass(frozen=True)
class _File:
    """A file of the package: its path, its bytes, and what the description says of it."""

    path: str
    content: bytes
    title: str
    description: str = ""
    schema: dict[str, Any] | None = None

    @property
    def resource(self) -> dict[str, Any]:
        """What the description says of it."""
        stem, _dot, suffix = self.path.rpartition(".")
        told = {
            "name": f"{stem}-{suffix}".lower().replace("/", "-").replace("_", "-"),
            "path": self.path,
            "title": self.title,
            "description": self.description,
            "format": suffix,
            "mediatype": MEDIA[suffix],
            "encoding": "utf-8",
            "bytes": len(self.content),
            "hash": f"sha256:{hashlib.sha256(self.content).hexdigest()}",
        }
        table = {"type": "table", "schema": {"$schema": TABLE_PROFILE, **self.schema}} if self.schema else {}
        return {name: of for name, of in (told | table).items() if of != ""}


def package(
    items: Sequence[Item], lang: str, day: dt.date, every: bool = False, progress: Progress | None = None
) -> bytes:
    """Return the data of items as a ZIP archive.

    Args:
        items: in their order.
        lang: of the heads and descriptions; the notes for readers are in both languages.
        day: on which it is made.
        every: with all tables of the atlas, from which the views are made, and the viewer's own rows.
        progress: is told after each item how many are done, and of how many.

    Raises:
        ValueError: there is no item; one sentence in the language.
        BoundariesUnreadable: a map's files have not been built.
    """
    shown = taken(items, lang)
    files: list[_File] = []
    for at, item in enumerate(shown, start=1):
        files += _of_item(at, item, lang)
        if progress:
            progress(at, len(shown))
    files.append(_records(shown, lang))
    if every:
        files += _tables(lang)
    files.append(_codebook(files, lang))
    files += _texts(shown, lang, day, files, every=every)
    return _archive([_File("datapackage.json", _described(files, lang, day), ""), *files], day)


def _of_item(at: int, item: Item, lang: str) -> Iterator[_File]:
    """Give the rows of an item as they are shown, and the areas of its map."""
    _ = translator(lang)
    frame = _harmless(rows(item.view))
    meanings = {_(head): _(told) for head, told in OF_VIEWS.items()}
    other = _("A column of “{title}”, as the view shows it.").format(title=item.title)
    fields = [_field(str(name), _type(frame[name]), str(name), meanings.get(str(name), other)) for name in frame]
    schema = {"fields": fields, "missingValues": [""]}
    for suffix in ("csv", "parquet"):
        content = as_bytes(frame, f".{suffix}")
        yield _File(f"data/item-{at:02}.{suffix}", content, item.title, item.sentence, schema)
    if isinstance(item.view, Chart) and is_map(item.view.figure):
        drawn = areas(item.view.figure, item.view.numbers, mapped_names(lang))
        content = geoparquet(drawn.assign(text=drawn["text"].map(clean)), item.title)
        yield _File(
            f"maps/item-{at:02}.parquet", content, item.title, f"{CREDIT[lang]} · {REVIEW[lang]}", _of_areas(lang)
        )


def _harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose heads no spreadsheet takes for a formula, as its cells are not in CSV (``loaders.written``)."""
    return frame.set_axis([no_formula(name) for name in frame.columns], axis=1)


def _field(name: str, kind: str, title: str, description: str) -> dict[str, str]:
    return {"name": name, "type": kind, "title": title, "description": description}


def _type(column: pd.Series) -> str:
    """Return what the description calls the type of a column."""
    if is_bool_dtype(column):
        return "boolean"
    if is_integer_dtype(column):
        return "integer"
    return "number" if is_float_dtype(column) else "string"


def _of_areas(lang: str) -> dict[str, Any]:
    _ = translator(lang)
    fields = [_field(name, kind, _(title), _(told)) for name, (kind, title, told) in OF_AREAS.items()]
    return {"fields": fields, "primaryKey": ["place"], "missingValues": [""]}


def _records(items: Sequence[Item], lang: str) -> _File:
    """Return the records behind all items, with what the computed ones follow from."""
    _ = translator(lang)
    found = behind([ref for item in items for ref in contents.refs(item.view)])
    frame = sheet.rows(found, lang)
    numbers = dict.fromkeys((_("Value"), _("Upper end")), "float64")
    frame = frame.map(lambda cell: clean(cell) if isinstance(cell, str) else cell).astype(numbers)
    fields = [
        _field(str(name), _type(frame[name]), str(name), _(told)) for name, told in zip(frame, OF_RECORDS, strict=True)
    ]
    title = _("The records behind the views")
    told = _("Each row is a record: a figure with its document and clause, or a computed number with its formula.")
    return _File("records.csv", as_bytes(frame, ".csv"), title, told, {"fields": fields, "missingValues": [""]})


def _tables(lang: str) -> Iterator[_File]:
    """Give all tables of the atlas as they can be taken away one by one, and the viewer's own rows of each.

    They hold what the atlas has published, and no text of a viewer's: their cells are as they are stored.
    """
    _ = translator(lang)
    of = {resource["name"].replace("-", "_"): resource for resource in json.loads(datapackage())["resources"]}
    for name, title in sources.tables(lang).items():
        schema, told = of[name]["schema"], of[name]["description"]
        schema = schema | {"foreignKeys": _to_files(schema)} if "foreignKeys" in schema else schema
        for file in sources.files(name):
            yield _File(f"tables/{file.name}", file.read(), title, told, schema)
        if (own := edition.added(name)) is not None:
            bare = [{key: of for key, of in field.items() if key != "constraints"} for field in schema["fields"]]
            told = _("Rows of the viewer, which are not part of the atlas.")
            yield _File(f"own/{name}.csv", as_bytes(own, ".csv"), title, told, {"fields": bare, "missingValues": [""]})


def _to_files(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the references of a table to others, by the names that these have here."""
    return [
        key | {"reference": key["reference"] | {"resource": _named(key["reference"]["resource"])}}
        for key in schema["foreignKeys"]
    ]


def _named(table: str) -> str:
    return f"tables-{table.replace('_', '-')}-csv" if table else ""


def _codebook(files: Sequence[_File], lang: str) -> _File:
    """Return what every column of the package holds, one row each."""
    _ = translator(lang)
    found = [
        (file.path, field["name"], field["type"], field["title"], field["description"])
        for file in files
        if file.schema
        for field in file.schema["fields"]
    ]
    frame = pd.DataFrame(found, columns=[name for name, _title, _told in OF_CODEBOOK])
    fields = [_field(name, "string", _(title), _(told)) for name, title, told in OF_CODEBOOK]
    title = _("Codebook: what every column holds")
    return _File("codebook.csv", as_bytes(frame, ".csv"), title, "", {"fields": fields, "missingValues": [""]})


def _texts(items: Sequence[Item], lang: str, day: dt.date, files: Sequence[_File], *, every: bool) -> list[_File]:
    """Return what a person reads first: what this is, how it is cited, and where the atlas shows each item."""
    _ = translator(lang)
    written = {
        "README.txt": (_("Read me"), "\n\n".join(_read_me(items, each, day, files, every=every) for each in LANGUAGES)),
        "CITATION.txt": (_("How to cite"), "\n\n".join(_citation(items, each, day) for each in LANGUAGES)),
        "link.txt": (_("Links"), _links(items, lang)),
    }
    return [_File(path, f"\ufeff{text}\n".encode(), title) for path, (title, text) in written.items()]


def _read_me(items: Sequence[Item], lang: str, day: dt.date, files: Sequence[_File], *, every: bool) -> str:
    _ = translator(lang)
    maps = any(file.path.startswith("maps/") for file in files)
    parts = [
        _("Yiyang Atlas: data of {count} views").format(count=len(items)),
        meeting.source(day, lang),
        _("What it holds"),
        _(
            "The folder {folder} holds the rows of each view as they are shown, once for a spreadsheet and once for programs; the numbers "
            "of the files are those of the list below. {records} holds the records behind all views: each figure with document, clause and "
            "original wording, each computed number with its formula, followed by what it was computed from. {codebook} says what every "
            "column holds; {description} says the same to programs, with the size and the checksum of every file."
        ).format(folder="data", records="records.csv", codebook="codebook.csv", description="datapackage.json"),
    ]
    if maps:
        told = _("The folder {folder} holds the areas that each map shows with their values, for any GIS (GeoParquet).")
        parts.append("\n".join((told.format(folder="maps"), CREDIT[lang], REVIEW[lang])))
    if every:
        told = _("The folder {folder} holds all tables of the atlas, from which the views are made.")
        parts.append(told.format(folder="tables"))
    parts += [
        _("Licence"),
        _(
            "Figures and codes: CC BY 4.0. The documents belong to those who issued them; of their text only the short wording that carries "
            "a number is quoted."
        ),
        _("How to compute it again"),
        _(
            "Each computed number stands in {records} with its formula, and its inputs stand below it with their clauses: put the values "
            "of these into the formula. Rows, order and labels of a view come back under its link in {links}, with the same version of "
            "the data."
        ).format(records="records.csv", links="link.txt"),
        _("How to read the files"),
        _(
            "Text is UTF-8. An empty cell is unknown, never zero. In the files for spreadsheets, a text that one would take for a formula is "
            "led by an apostrophe; the files for programs hold it as it is."
        ),
        _("The views"),
        "\n".join(f"{at:02}  {item.title}" for at, item in enumerate(items, 1)),
    ]
    return "\n\n".join(parts)


def _citation(items: Sequence[Item], lang: str, day: dt.date) -> str:
    _ = translator(lang)
    cited = _(
        "Yiyang Atlas contributors: Yiyang Atlas, data version {version}. Data of {count} views, {day}. CC BY 4.0."
    )
    each = _("A single figure is cited with its document and clause, which stand in {records}.")
    told = cited.format(version=edition.version(), count=len(items), day=day.isoformat())
    return f"{told}\n{each.format(records='records.csv')}"


def _links(items: Sequence[Item], lang: str) -> str:
    """Return where the atlas shows each item, behind its address."""
    none = translator(lang)("no link")
    return "\n\n".join(
        f"{at:02}  {item.title}\n{link(item.page, {'lang': lang, **item.query}) or none}"
        for at, item in enumerate(items, 1)
    )


def _described(files: Sequence[_File], lang: str, day: dt.date) -> bytes:
    """Return the description of the package, ``datapackage.json``."""
    _ = translator(lang)
    told = {
        "$schema": PROFILE,
        "name": "yiyang-atlas-views",
        "title": _("Yiyang Atlas: data of the views of a meeting"),
        "description": meeting.source(day, lang),
        "version": edition.version(),
        "created": f"{day.isoformat()}T00:00:00Z",
        "licenses": [LICENCE],
        "sources": [
            {"title": _("The documents that {records} names, each with its clause").format(records="records.csv")}
        ],
        "contributors": [{"title": "Yiyang Atlas contributors", "roles": ["creator"]}],
        "resources": [file.resource for file in files],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _archive(files: Sequence[_File], day: dt.date) -> bytes:
    """Return files as a ZIP that depends on nothing but them and the day."""
    written, moment = io.BytesIO(), min(max(day, FIRST), LAST)
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            about = zipfile.ZipInfo(file.path, (moment.year, moment.month, moment.day, 0, 0, 0))
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(about, file.content)
    return written.getvalue()
