"""What the page of sources shows: documents, indicators, the quality of the figures, two readings."""

import pandas as pd

from charts.quality import grade_bars
from i18n.numbers import unit_name
from i18n.texts import translator
from policy.quality import by_grade, by_year, conflicts, quality_sentence
from views import edition, words
from views.edition import kept
from views.facts import count_table, fact_table
from views.places import place_names
from views.view import ByRow, Chart, Table
from views.words import say, word


def titles_of_documents(lang: str) -> dict[str, str]:
    """Return the title of every document, with its place and date where known."""
    documents = edition.table("documents").merge(
        edition.table("places")[["place", "name_zh", "name_en"]], on="place", validate="m:1"
    )
    title = documents["title" if lang == "zh" else "title_en"]
    return dict(zip(documents["document"], documents[f"name_{lang}"] + " · " + title, strict=True))


def document_table(documents: pd.DataFrame, facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return documents as a table to read, with the number of figures taken from each."""
    _ = translator(lang)
    names = place_names(lang)
    return pd.DataFrame(
        {
            _("Place"): documents["place"].map(names),
            _("Document"): documents["title" if lang == "zh" else "title_en"],
            _("Number"): documents["doc_number"],
            _("Issued by"): documents["issuer" if lang == "zh" else "issuer_en"],
            _("Date of issue"): documents["issued_on"],
            _("Kind of document"): [word("document_kind", code, lang) for code in documents["kind"]],
            _("Authority"): [word("authority", code, lang) for code in documents["authority"]],
            _("Read in full"): [_("yes") if full == "1" else _("extract only") for full in documents["read_in_full"]],
            _("Figures"): documents["document"].map(facts.groupby("document").size()).fillna(0).astype(int),
            _("About the document"): documents["note" if lang == "zh" else "note_en"],
        }
    )


def indicator_table(indicators: pd.DataFrame, facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return indicators as a table to read, with their definition and the number of figures."""
    _ = translator(lang)
    bases = {
        "resident": _("residents (常住)"),
        "registered": _("registered (户籍)"),
        "unstated": _("not stated"),
        "": "",
    }
    directions = {"1": _("more is better"), "-1": _("less is better"), "0": _("neither")}
    english = lang == "en"
    return pd.DataFrame(
        {
            _("Indicator"): indicators[f"name_{lang}"],
            _("Domain"): [word("domain", code, lang) for code in indicators["domain"]],
            _("Definition"): indicators[f"definition_{lang}"],
            _("Numerator"): indicators["numerator_en" if english else "numerator"],
            _("Denominator"): indicators["denominator_en" if english else "denominator"],
            _("Unit"): [unit_name(unit, lang) for unit in indicators["unit"]],
            _("Age limit"): indicators["age_basis"].replace("unstated", _("not stated")),
            _("Population"): indicators["population_basis"].map(bases),
            _("Direction"): indicators["polarity"].map(directions),
            _("Comparable group"): indicators["comparable_group"],
            _("Figures"): indicators["indicator"].map(facts.groupby("indicator").size()).fillna(0).astype(int),
        }
    )


def conflict_table(found: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return contradicting figures as a table to read; the one that other views show is marked."""
    _ = translator(lang)
    table = fact_table(found, lang)
    table.insert(0, _("Shown elsewhere"), ["✓" if shown else "" for shown in found["shown"]])
    return table


def warning_table(facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return the usage warnings with their meaning and the number of figures that carry each."""
    _ = translator(lang)
    words = edition.vocabulary("warning")
    counts = facts["warnings"].str.split(";").explode().value_counts()
    return pd.DataFrame(
        {
            _("Warning"): words[f"name_{lang}"],
            _("Meaning"): words[f"definition_{lang}"],
            _("Figures"): [int(counts.get(code, 0)) for code in words.index],
        }
    ).reset_index(drop=True)


def disagreement_table(disagreements: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return the differences of two readings as a table to read."""
    _ = translator(lang)
    return pd.DataFrame(
        {
            _("Document"): disagreements["document"].map(titles_of_documents(lang)),
            _("Clause"): disagreements["clause"],
            _("Printed words"): disagreements["as_printed"],
            _("First reading"): disagreements["first_reading"],
            _("Second reading"): disagreements["second_reading"],
            _("Settled"): [word("settled", code, lang) for code in disagreements["settled"]],
            _("Why"): disagreements["reason" if lang == "zh" else "reason_en"],
        }
    )


@kept
def documents(lang: str) -> Table[ByRow]:
    """Return every document, with the number of figures taken from it."""
    listed = edition.table("documents")
    refs = [f"count:document={slug}" for slug in listed["document"]]
    return Table(document_table(listed, edition.described(), lang), refs)


@kept
def document_names(lang: str) -> dict[str, str]:
    """Return the title of every document by its slug."""
    return titles_of_documents(lang)


@kept
def of_document(document: str, lang: str) -> Table[ByRow]:
    """Return every figure of one document."""
    facts = edition.described()
    own = facts[facts["document"] == document]
    table = fact_table(own, lang).drop(columns=translator(lang)("Document"))
    return Table(table, ("fact:" + own["fact"]).tolist())


@kept
def indicators(domain: str, lang: str) -> Table[ByRow]:
    """Return the indicators of a domain, or of all, with the number of figures."""
    listed = edition.table("indicators")
    listed = listed[(listed["domain"] == domain) | (domain == "all")]
    refs = [f"count:indicator={slug}" for slug in listed["indicator"]]
    return Table(indicator_table(listed, edition.described(), lang), refs)


@kept
def grades(lang: str) -> Chart:
    """Return how many figures there are of each grade and kind."""
    facts = edition.described()
    counts = by_grade(facts)
    refs = [f"count:grade={grade}" for grade in counts.index]
    return Chart(
        count_table(counts, translator(lang)("Grade"), lang),
        refs,
        say(quality_sentence(facts), lang),
        figure=grade_bars(counts, refs, words.kind_names(lang)),
    )


@kept
def years(lang: str) -> Table[ByRow]:
    """Return how many figures there are of each year and kind."""
    counts = by_year(edition.described())
    refs = [f"count:year={year}" for year in counts.index]
    return Table(count_table(counts, translator(lang)("Year"), lang), refs)


@kept
def contradictions(lang: str) -> Table[ByRow]:
    """Return the figures that contradict each other."""
    found = conflicts(edition.described())
    return Table(conflict_table(found, lang), ("fact:" + found["fact"]).tolist())


@kept
def usage_warnings(lang: str) -> Table[ByRow]:
    """Return the usage warnings, with the number of figures that carry each."""
    refs = [f"count:warning={code}" for code in edition.vocabulary("warning").index]
    return Table(warning_table(edition.described(), lang), refs)


@kept
def readings(lang: str) -> Table[ByRow]:
    """Return the differences of two readings, which have no record of their own to open."""
    return Table(disagreement_table(edition.table("disagreements"), lang), [])
