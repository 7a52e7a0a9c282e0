"""What the page of sources shows: documents, indicators, the quality of the figures, two readings, and what can be taken away."""

import codecs
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from charts.quality import grade_bars
from i18n.numbers import unit_name
from i18n.texts import translator
from loaders import store
from loaders.curated import CURATED
from loaders.geography.layers import CREDIT, PLURAL, REVIEW, STATIC, BoundariesUnreadable, Level
from loaders.store import DATA
from loaders.tables import STORED, TABLES
from policy.described import ADDED_HERE
from policy.quality import by_grade, by_year, conflicts, quality_sentence
from policy.refs import refs as refs_of
from views import edition
from views.clauses import clause_words
from views.edition import kept
from views.extracted import extracted_words
from views.facts import fact_table
from views.places import place_names
from views.view import ByRow, Chart, Table
from views.words import column, kind_names, printed_texts, say, word_names

ALL = "all"


@kept
def document_names(lang: str) -> dict[str, str]:
    """Return the title of every document by its slug, with its place."""
    documents = edition.table("documents")
    titles = documents["place"].map(place_names(lang)) + " · " + documents[column("title", lang)]
    return dict(zip(documents["document"], titles, strict=True))


@kept
def documents(lang: str) -> Table[ByRow]:
    """Return every document, with the number of figures taken from it."""
    _ = translator(lang)
    listed = edition.table("documents")
    table = pd.DataFrame(
        {
            _("Place"): listed["place"].map(place_names(lang)),
            _("Document"): listed[column("title", lang)],
            _("Number"): listed["doc_number"],
            _("Issued by"): listed[column("issuer", lang)],
            _("Date of issue"): listed["issued_on"],
            _("Kind of document"): listed["kind"].map(word_names("document_kind", lang)),
            _("Authority"): listed["authority"].map(word_names("authority", lang)),
            _("Read in full"): [_("yes") if full == "1" else _("extract only") for full in listed["read_in_full"]],
            _("Figures"): _figures_of("document", listed),
            _("About the document"): listed[column("note", lang)],
        }
    )
    return Table(table, count_refs("document", listed["document"]))


@kept
def of_document(document: str, lang: str) -> Table[ByRow]:
    """Return every figure of one document; in words, how many."""
    _ = translator(lang)
    facts = edition.described()
    own = facts[facts["document"] == document]
    table = fact_table(own, lang).drop(columns=_("Document"))
    told = _("{count} figures are taken from this document.").format(count=len(own))
    return Table(table, refs_of("fact", own["fact"]), told)


@kept
def indicators(domain: str, lang: str) -> Table[ByRow]:
    """Return the indicators of a domain, or of all, with their definition and the number of figures."""
    _ = translator(lang)
    listed = edition.table("indicators")
    listed = listed[(listed["domain"] == domain) | (domain == ALL)]
    bases = {
        "resident": _("residents (常住)"),
        "registered": _("registered (户籍)"),
        "unstated": _("not stated"),
        "": "",
    }
    every = edition.table("indicators")
    named = dict(
        zip(every["indicator"], every[f"name_{lang}"], strict=True)
    )  # a group is called by its first indicator
    directions = {"1": _("more is better"), "-1": _("less is better"), "0": _("neither")}
    table = pd.DataFrame(
        {
            _("Indicator"): listed[f"name_{lang}"],
            _("Domain"): listed["domain"].map(word_names("domain", lang)),
            _("Definition"): listed[f"definition_{lang}"],
            _("Numerator"): listed[column("numerator", lang)],
            _("Denominator"): listed[column("denominator", lang)],
            _("Unit"): [unit_name(unit, lang) for unit in listed["unit"]],
            _("Age limit"): listed["age_basis"].replace("unstated", _("not stated")),
            _("Population"): listed["population_basis"].map(bases),
            _("Direction"): listed["polarity"].map(directions),
            _("Comparable group"): listed["comparable_group"].map(named),
            _("Figures"): _figures_of("indicator", listed),
        }
    )
    return Table(table, count_refs("indicator", listed["indicator"]))


def _figures_of(field: str, listed: pd.DataFrame) -> pd.Series:
    """Return the number of figures of each row of a table that the facts name in a column."""
    return listed[field].map(edition.described().groupby(field).size()).fillna(0).astype(int)


def count_refs(field: str, values: Iterable[object]) -> list[str]:
    """Return the references of the numbers of figures whose field has one of these values."""
    return refs_of("count", (f"{field}={value}" for value in values))


@kept
def grades(lang: str) -> Chart:
    """Return how many figures there are of each grade and kind."""
    _ = translator(lang)
    facts = edition.described()
    counts = by_grade(facts)
    refs = count_refs("grade", counts.index)
    return Chart(
        count_table(counts, _("Grade"), lang),
        refs,
        say(quality_sentence(facts), lang),
        figure=grade_bars(counts, refs, kind_names(lang)),
        title=_("Reliability of the figures"),
    )


@kept
def years(lang: str) -> Table[ByRow]:
    """Return how many figures there are of each year and kind."""
    counts = by_year(edition.described())
    return Table(count_table(counts, translator(lang)("Year"), lang), count_refs("year", counts.index))


def count_table(counts: pd.DataFrame, head: str, lang: str) -> pd.DataFrame:
    """Return counts by kind as a table to read: the row's name, a column each kind, and the sum."""
    table = counts.rename(columns=kind_names(lang))
    table[translator(lang)("All")] = counts.sum(axis=1)
    table.insert(0, head, counts.index.astype("str"))
    return table.reset_index(drop=True)


@kept
def contradictions(lang: str) -> Table[ByRow]:
    """Return the figures that contradict each other, the one that other views show marked; in words, by which rule."""
    _ = translator(lang)
    found = conflicts(edition.described())
    table = fact_table(found, lang)
    table.insert(0, _("Shown elsewhere"), ["✓" if shown else "" for shown in found["shown"]])
    rule = _("Rule: the better grade is shown elsewhere, then the later document; both stay in the data.")
    return Table(table, refs_of("fact", found["fact"]), rule)


@kept
def usage_warnings(lang: str) -> Table[ByRow]:
    """Return the usage warnings with their meaning and the number of figures that carry each."""
    _ = translator(lang)
    words = edition.vocabulary("warning")
    if edition.added("facts") is None:
        words = words.drop(ADDED_HERE)
    counts = edition.described()["warnings"].str.split(";").explode().value_counts()
    table = pd.DataFrame(
        {
            _("Warning"): words[f"name_{lang}"],
            _("Meaning"): words[f"definition_{lang}"],
            _("Figures"): [int(counts.get(code, 0)) for code in words.index],
        }
    )
    return Table(table.reset_index(drop=True), count_refs("warning", words.index))


@kept
def readings(lang: str) -> Table[ByRow]:
    """Return the differences of two readings, which have no record of their own to open."""
    _ = translator(lang)
    listed = edition.table("disagreements")
    table = pd.DataFrame(
        {
            _("Document"): listed["document"].map(document_names(lang)),
            _("Clause"): [clause_words(clause, lang) for clause in listed["clause"]],
            _("Original wording"): printed_texts(listed["as_printed"], lang),
            _("First extraction"): [extracted_words(text, lang) for text in listed["first_reading"]],
            _("Second extraction"): [extracted_words(text, lang) for text in listed["second_reading"]],
            _("Outcome"): listed["settled"].map(word_names("settled", lang)),
            _("Why"): listed[column("reason", lang)],
        }
    )
    told = _(
        "The first five documents were extracted twice, the second time without sight of the first; for the "
        "others a second reader checked the first list. These are the differences and how they were settled."
    )
    return Table(table, [], told)


def package() -> bytes:
    """Return a ZIP of all curated tables and policy packs with the data package description and the codebook."""
    buffer = io.BytesIO()
    described = [DATA / name for name in ("datapackage.json", "README.md", "packs.parquet")]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (*described, *(CURATED / "packs").glob("*.yaml")):
            archive.writestr(path.relative_to(DATA).as_posix(), path.read_bytes())
        for name in TABLES:
            archive.writestr(f"curated/{name}.csv", _as_csv(name))
    return buffer.getvalue()


def _as_csv(table: str) -> bytes:
    """Return a stored table as CSV that begins with a byte order mark, by which a spreadsheet knows its Chinese."""
    curated = CURATED / f"{table}.csv"
    if curated.exists():
        return codecs.BOM_UTF8 + curated.read_bytes().removeprefix(codecs.BOM_UTF8)
    return store.read(table, DATA).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def tables(lang: str) -> dict[str, str]:
    """Return the title of every table that can be taken away, by name."""
    return {name: table.zh if lang == "zh" else table.en for name, table in STORED.items()}


@dataclass(frozen=True)
class File:
    """A table to take away: its name, its media type, and what reads it."""

    name: str
    kind: str
    read: Callable[[], bytes]


def files(table: str) -> list[File]:
    """Return a table as files: as CSV, and as it is stored."""
    stored = DATA / f"{table}.parquet"
    return [
        File(f"{table}.csv", "text/csv", lambda: _as_csv(table)),
        File(stored.name, "application/octet-stream", stored.read_bytes),
    ]


def boundaries(lang: str) -> dict[str, File]:
    """Return the areas of every level as files for any GIS, by its name.

    Raises:
        BoundariesUnreadable: the map files have not been built.
    """
    _ = translator(lang)
    names: dict[Level, str] = {"province": _("Provinces"), "prefecture": _("Prefectures"), "county": _("Counties")}
    paths = {name: STATIC / f"{PLURAL[level]}.parquet" for level, name in names.items()}
    if not all(path.is_file() for path in paths.values()):
        raise BoundariesUnreadable(f"{STATIC}: the map files have not been built")
    return {name: File(path.name, "application/octet-stream", path.read_bytes) for name, path in paths.items()}


def terms(lang: str) -> str:
    """Return where the areas come from, and what is to be done before their use."""
    return f"{CREDIT[lang]} · {REVIEW[lang]}"


def size(table: str, lang: str) -> str:
    """Return how large the files of a table are, without what was fetched."""
    rows, columns = len(store.read(table, DATA)), len(STORED[table].columns)
    return translator(lang)("{rows} rows, {columns} columns").format(rows=rows, columns=columns)
