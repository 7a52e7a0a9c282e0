"""What the views show: computed once for each choice, then shared by all viewers, so never changed.

Every function takes plain codes and the language, reads its tables itself, and keeps what it returned.
"""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from charts.coverage import coverage_marks
from charts.dots import ranked_dots
from charts.quality import grade_bars
from i18n.numbers import unit_name
from i18n.texts import translator
from pages.parts import rows, tables
from pages.parts.kept import Cells, Chart, Listing, chart, listing, shared, styled
from pages.parts.words import say
from policy.comparability import differences, guard_sentence, ranks
from policy.derived import Derived, per_1000_residents_60
from policy.described import CORE_TOPICS
from policy.headlines import HEADLINES, coverage_sentence, headline, overview_sentence
from policy.matrix import (
    NATION,
    benchmarks,
    cells,
    in_domain,
    matrix_sentence,
    most_covered,
    one_indicator,
    order_places,
    side_by_side,
    side_by_side_sentence,
    spread_sentence,
    topics_of_cities,
)
from policy.quality import by_grade, by_year, conflicts, quality_sentence

SHOWN_CITIES = 18


@shared
def cities(lang: str) -> dict[str, str]:
    """Return the names of all cities with a figure by code, those with most core topics first."""
    names = rows.place_names(lang)
    return {place: str(names[place]) for place in most_covered(tables.described(), CORE_TOPICS)}


@shared
def headlines(as_of: dt.date) -> dict[str, Derived]:
    """Return the big numbers of the first screen by name."""
    return {name: headline(name, tables.described(), as_of) for name in HEADLINES}


@shared
def overview_words(as_of: dt.date, lang: str) -> str:
    """Return the sentence under the big numbers."""
    return say(overview_sentence(tables.described(), as_of), lang)


@shared
def coverage(lang: str) -> Chart:
    """Return what is known of the best documented cities."""
    _ = translator(lang)
    facts = tables.described()
    places = list(cities(lang))[:SHOWN_CITIES]
    core = facts[facts["topic"].isin(CORE_TOPICS)]
    known = {kind: cells(core, places, [kind]) for kind in ("achieved", "target")}
    marks, place_names, topic_names = rows.coverage(known, places, CORE_TOPICS, lang)
    kinds = rows.kind_names(lang)
    return chart(
        coverage_marks(marks, place_names, topic_names, {kind: kinds[kind] for kind in known}),
        say(coverage_sentence(known["achieved"], known["target"]), lang),
        marks[["place", "topic", "text"]].set_axis([_("Place"), _("Topic"), _("Figure")], axis=1),
        marks["ref"].tolist(),
    )


@dataclass(frozen=True)
class Comparison:
    """Cities side by side: the sentence above, the names of the rows that may set the order, and the cells."""

    sentence: str
    row_names: dict[str, str]
    cells: pd.DataFrame


@shared
def comparison(domain: str, chosen: tuple[str, ...], kinds: tuple[str, ...], lang: str) -> Comparison:
    """Return cities × indicators, with the nation as benchmark."""
    found = rows.in_order(cells(in_domain(tables.described(), domain), [NATION, *chosen], list(kinds)))
    return Comparison(say(matrix_sentence(found, list(chosen)), lang), rows.row_names(found, lang), found)


@shared
def matrix(domain: str, chosen: tuple[str, ...], kinds: tuple[str, ...], order: str, lang: str) -> Cells:
    """Return the cells of a comparison as ``figure.show_cells`` takes them, the cities in the order asked for."""
    found = comparison(domain, chosen, kinds, lang).cells
    return styled(*rows.matrix(found, [NATION, *order_places(list(chosen), found, order)], lang))


@shared
def two_cities(first: str, second: str, lang: str) -> tuple[str, Cells]:
    """Return two cities with their printed words, and what they have in common, in words."""
    pair = [first, second]
    kinds = list(tables.vocabulary("kind").index)
    found = rows.in_order(side_by_side(tables.described(), pair, kinds))
    found = found.sort_values("shared", ascending=False, kind="stable")
    return say(side_by_side_sentence(found), lang), styled(*rows.printed_words(found, pair, lang))


@shared
def topics(lang: str) -> dict[str, str]:
    """Return the topics that a city has a figure for by code, each with the number of such cities."""
    names = rows.topic_names(lang)
    return {topic: f"{names[topic]} ({count})" for topic, count in topics_of_cities(tables.described()).items()}


@shared
def kinds_of_topic(topic: str, lang: str) -> dict[str, str]:
    """Return the kinds of statement that cities make on a topic."""
    facts = tables.described()
    known = set(facts[(facts["topic"] == topic) & facts["is_city"] & (facts["subject"] == "")]["kind"])
    return {kind: name for kind, name in rows.kind_names(lang).items() if kind in known}


@shared
def units_of_topic(topic: str, kind: str) -> set[str]:
    """Return the units in which cities state a topic."""
    return set(one_indicator(tables.described(), topic, kind)["unit"])


@shared
def ranking(topic: str, kind: str, per_head: bool, lang: str) -> Chart:
    """Return one indicator over all cities, ranked where the definitions allow it."""
    _ = translator(lang)
    facts = tables.described()
    found, lines = one_indicator(facts, topic, kind), benchmarks(facts, topic)
    if per_head:
        found, lines = per_1000_residents_60(found, tables.table("population_totals")), lines.iloc[0:0]
    lines = lines[lines["comparable_group"].isin(found[~found["odd"]]["comparable_group"])]
    warning = guard_sentence(differences(found))
    marks = rows.ranked(found, ranks(found), lang, "rate" if per_head else "fact")
    legend = {"comparable": rows.kind_name(kind, lang), "odd": _("Different definition, not ranked")}
    axis = unit_name(found["unit"].iloc[0], lang)
    return chart(
        ranked_dots(marks, rows.benchmark_lines(lines, lang), legend, axis),
        say(spread_sentence(found[~found["odd"]]), lang),
        rows.fact_table(found, lang),
        marks["ref"].tolist(),
        str(rows.topic_names(lang)[topic]),
        say(warning, lang) if warning else "",
    )


@shared
def documents(lang: str) -> Listing:
    """Return every document, with the number of figures taken from it."""
    listed = tables.table("documents")
    refs = [f"count:document={slug}" for slug in listed["document"]]
    return listing(rows.document_table(listed, tables.described(), lang), refs)


@shared
def document_names(lang: str) -> dict[str, str]:
    """Return the title of every document by its slug."""
    return rows.document_names(lang)


@shared
def of_document(document: str, lang: str) -> Listing:
    """Return every figure of one document."""
    facts = tables.described()
    own = facts[facts["document"] == document]
    table = rows.fact_table(own, lang).drop(columns=translator(lang)("Document"))
    return listing(table, ("fact:" + own["fact"]).tolist())


@shared
def indicators(domain: str, lang: str) -> Listing:
    """Return the indicators of a domain, or of all, with the number of figures."""
    listed = tables.table("indicators")
    listed = listed[(listed["domain"] == domain) | (domain == "all")]
    refs = [f"count:indicator={slug}" for slug in listed["indicator"]]
    return listing(rows.indicator_table(listed, tables.described(), lang), refs)


@shared
def grades(lang: str) -> Chart:
    """Return how many figures there are of each grade and kind."""
    facts = tables.described()
    counts = by_grade(facts)
    refs = [f"count:grade={grade}" for grade in counts.index]
    return chart(
        grade_bars(counts, refs, rows.kind_names(lang)),
        say(quality_sentence(facts), lang),
        rows.count_table(counts, translator(lang)("Grade"), lang),
        refs,
    )


@shared
def years(lang: str) -> Listing:
    """Return how many figures there are of each year and kind."""
    counts = by_year(tables.described())
    refs = [f"count:year={year}" for year in counts.index]
    return listing(rows.count_table(counts, translator(lang)("Year"), lang), refs)


@shared
def contradictions(lang: str) -> Listing:
    """Return the figures that contradict each other."""
    found = conflicts(tables.described())
    return listing(rows.conflict_table(found, lang), ("fact:" + found["fact"]).tolist())


@shared
def usage_warnings(lang: str) -> Listing:
    """Return the usage warnings, with the number of figures that carry each."""
    refs = [f"count:warning={code}" for code in tables.vocabulary("warning").index]
    return listing(rows.warning_table(tables.described(), lang), refs)


@shared
def readings(lang: str) -> Listing:
    """Return the differences of two readings, which have no record of their own to open."""
    return listing(rows.disagreement_table(tables.table("disagreements"), lang), [])
