"""What the page of comparisons shows: cities by indicator, one indicator ranked, two cities in their own words."""

from dataclasses import dataclass

import pandas as pd

from charts.dots import ranked_dots
from i18n.numbers import unit_name
from i18n.texts import translator
from policy.comparability import differences, guard_sentence, ranks
from policy.derived import per_1000_residents_60
from policy.described import CORE_TOPICS
from policy.matrix import (
    NATION,
    benchmarks,
    cells,
    in_domain,
    matrix_sentence,
    one_indicator,
    order_places,
    side_by_side,
    side_by_side_sentence,
    spread_sentence,
    topics_of_cities,
)
from views import edition, words
from views.edition import kept
from views.facts import benchmark_lines, cell_texts, fact_table, ranked, topic_names
from views.places import place_names
from views.view import Cells, Chart
from views.words import kind_names, say


def matrix_table(
    cells: pd.DataFrame, places: list[str], lang: str
) -> tuple[pd.DataFrame, dict[tuple[int, str], str], pd.DataFrame]:
    """Return cells as texts (a row each topic and kind, in the order of the cells; a column each place).

    With them come the evidence references by (row, column name), and which cells are hatched.
    """
    _ = translator(lang)
    head = _("Indicator")
    keys = ["topic", "kind"]
    order = cells.drop_duplicates(keys).reset_index(drop=True)
    names = place_names(lang)
    columns = {place: str(names[place]) for place in places}
    texts = pd.DataFrame("", index=order.index, columns=[head, *columns.values()])
    texts[head] = order[f"topic_{lang}"] + " " + order["kind"].map(kind_names(lang))
    odd = pd.DataFrame(False, index=texts.index, columns=texts.columns)
    refs: dict[tuple[int, str], str] = {}
    shown = cells[cells["place"].isin(places)]
    position = {key: at for at, key in enumerate(zip(*(order[name].tolist() for name in keys), strict=True))}
    values = (shown[name].tolist() for name in (*keys, "place", "odd", "fact"))
    for text, topic, kind, place, is_odd, slug in zip(cell_texts(shown, lang), *values, strict=True):
        at, column = position[topic, kind], columns[place]
        texts.at[at, column], odd.at[at, column], refs[at, column] = text, is_odd, f"fact:{slug}"
    return texts, refs, odd


def in_order(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells in the order of display: core topics first, then by domain and by how many places have the topic; results before targets."""
    core = {topic: rank for rank, topic in enumerate(CORE_TOPICS)}
    domains = {code: rank for rank, code in enumerate(edition.vocabulary("domain").index)}
    kinds = {kind: rank for rank, kind in enumerate(("achieved", "target", "forecast", "parameter", "threshold"))}
    keyed = cells.assign(
        _core=cells["topic"].map(core).fillna(len(core)),
        _domain=cells["domain"].map(domains),
        _known=-cells.groupby("topic")["place"].transform("nunique").astype(int),  # an empty frame has text here
        _kind=cells["kind"].map(kinds),
    )
    return keyed.sort_values(["_core", "_domain", "_known", "topic", "_kind"], kind="stable")[
        cells.columns
    ].reset_index(drop=True)


def row_titles(cells: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return the name of each row of a comparison by its code, ``topic:kind``."""
    order = cells.drop_duplicates(["topic", "kind"])
    names = order[f"topic_{lang}"] + " · " + order["kind"].map(kind_names(lang))
    return dict(zip(order["topic"] + ":" + order["kind"], names, strict=True))


def printed_words(
    cells: pd.DataFrame, places: list[str], lang: str
) -> tuple[pd.DataFrame, dict[tuple[int, str], str], pd.DataFrame]:
    """Return two places as ``matrix_table`` does, each with a second column for the words its document prints."""
    _ = translator(lang)
    texts, refs, odd = matrix_table(cells, places, lang)
    columns = list(texts.columns[1:])
    printed = cells.set_index("fact")["as_printed"]
    for at, column in enumerate(columns):
        words = _("{place}: printed words").format(place=column)
        quotes = {row: ref.removeprefix("fact:") for (row, name), ref in refs.items() if name == column}
        texts.insert(2 * at + 2, words, [str(printed[quotes[row]]) if row in quotes else "" for row in texts.index])
        odd[words] = odd[column]
        refs |= {(row, words): f"fact:{slug}" for row, slug in quotes.items()}
    return texts, refs, odd[texts.columns]


@dataclass(frozen=True)
class Comparison:
    """Cities side by side: the sentence above, the names of the rows that may set the order, and the cells."""

    sentence: str
    row_names: dict[str, str]
    cells: pd.DataFrame


@kept
def comparison(domain: str, chosen: tuple[str, ...], kinds: tuple[str, ...], lang: str) -> Comparison:
    """Return cities × indicators, with the nation as benchmark."""
    found = in_order(cells(in_domain(edition.described(), domain), [NATION, *chosen], list(kinds)))
    return Comparison(say(matrix_sentence(found, list(chosen)), lang), row_titles(found, lang), found)


@kept
def matrix(domain: str, chosen: tuple[str, ...], kinds: tuple[str, ...], order: str, lang: str) -> Cells:
    """Return the cells of a comparison, the cities in the order asked for."""
    found = comparison(domain, chosen, kinds, lang).cells
    texts, refs, odd = matrix_table(found, [NATION, *order_places(list(chosen), found, order)], lang)
    return Cells(texts, refs, odd=odd)


@kept
def two_cities(first: str, second: str, lang: str) -> Cells:
    """Return two cities with their printed words, and what they have in common, in words."""
    pair = [first, second]
    kinds = list(edition.vocabulary("kind").index)
    found = in_order(side_by_side(edition.described(), pair, kinds))
    found = found.sort_values("shared", ascending=False, kind="stable")
    texts, refs, odd = printed_words(found, pair, lang)
    return Cells(texts, refs, say(side_by_side_sentence(found), lang), odd=odd)


@kept
def topics(lang: str) -> dict[str, str]:
    """Return the topics that a city has a figure for by code, each with the number of such cities."""
    names = topic_names(lang)
    return {topic: f"{names[topic]} ({count})" for topic, count in topics_of_cities(edition.described()).items()}


@kept
def kinds_of_topic(topic: str, lang: str) -> dict[str, str]:
    """Return the kinds of statement that cities make on a topic."""
    facts = edition.described()
    known = set(facts[(facts["topic"] == topic) & facts["is_city"] & (facts["subject"] == "")]["kind"])
    return {kind: name for kind, name in words.kind_names(lang).items() if kind in known}


@kept
def units_of_topic(topic: str, kind: str) -> set[str]:
    """Return the units in which cities state a topic."""
    return set(one_indicator(edition.described(), topic, kind)["unit"])


@kept
def ranking(topic: str, kind: str, per_head: bool, lang: str) -> Chart:
    """Return one indicator over all cities, ranked where the definitions allow it."""
    _ = translator(lang)
    facts = edition.described()
    found, lines = one_indicator(facts, topic, kind), benchmarks(facts, topic)
    if per_head:
        found, lines = per_1000_residents_60(found, edition.table("population_totals")), lines.iloc[0:0]
    lines = lines[lines["comparable_group"].isin(found[~found["odd"]]["comparable_group"])]
    warning = guard_sentence(differences(found))
    marks = ranked(found, ranks(found), lang, "rate" if per_head else "fact")
    legend = {"comparable": words.kind_name(kind, lang), "odd": _("Different definition, not ranked")}
    axis = unit_name(found["unit"].iloc[0], lang)
    return Chart(
        fact_table(found, lang),
        marks["ref"].tolist(),
        say(spread_sentence(found[~found["odd"]]), lang),
        figure=ranked_dots(marks, benchmark_lines(lines, lang), legend, axis),
        title=str(topic_names(lang)[topic]),
        warning=say(warning, lang) if warning else "",
    )
