"""What the page of comparisons shows: cities by indicator, one indicator ranked, two cities in their own words."""

import pandas as pd

from charts.dots import ranked_dots
from i18n.numbers import unit_name
from i18n.texts import translator
from policy.comparability import differences, guard_sentence, ranks
from policy.derived import PER_1000_UNITS, per_1000_residents_60
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
from policy.quality import KIND_ORDER
from policy.refs import ref
from policy.refs import refs as refs_of
from views import edition, places
from views.edition import kept
from views.facts import benchmark_lines, cell_texts, dot_marks, fact_table, topic_names, with_printed_words
from views.older import older_by_year
from views.view import ByCell, Cells, Chart
from views.words import kind_name, kind_names, printed_texts, say, word_names

BEST_DOCUMENTED = "none"  # like no city
USUAL_CITIES = 6


@kept
def starts(lang: str) -> dict[str, str]:
    """Return the cities that the usual cities may be like, by code; the first stands for the best documented."""
    known = places.known_traits().index
    named = {code: name for code, name in places.cities(lang).items() if code in known}
    return {BEST_DOCUMENTED: translator(lang)("the best documented")} | named


@kept
def usual_cities(like: str) -> list[str]:
    """Return the cities that are compared where none are chosen: the best documented, or a city and those most alike."""
    every = tuple(places.cities("zh"))
    if like == BEST_DOCUMENTED:
        return list(every[:USUAL_CITIES])
    return [like, *places.alike(like, every)[: USUAL_CITIES - 1]]


def domains(lang: str) -> dict[str, str]:
    """Return the names of the domains, the core indicators first."""
    return {"core": translator(lang)("Core indicators")} | word_names("domain", lang)


@kept
def compared(domain: str, chosen: tuple[str, ...], kinds: tuple[str, ...]) -> pd.DataFrame:
    """Return the cells of cities × indicators, with the nation as benchmark."""
    return in_order(cells(in_domain(edition.described(), domain), [NATION, *chosen], list(kinds)))


def in_order(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells in the order of display: core topics first, then by domain and by how many places have the topic; results before targets."""
    core = {topic: rank for rank, topic in enumerate(CORE_TOPICS)}
    domains = {code: rank for rank, code in enumerate(edition.vocabulary("domain").index)}
    keyed = cells.assign(
        _core=cells["topic"].map(core).fillna(len(core)),
        _domain=cells["domain"].map(domains),
        _known=-cells.groupby("topic")["place"].transform("nunique").astype(int),  # an empty frame has text here
        _kind=cells["kind"].map({kind: rank for rank, kind in enumerate(KIND_ORDER)}),
    )
    keys = ["_core", "_domain", "_known", "topic", "_kind"]
    return keyed.sort_values(keys, kind="stable")[cells.columns].reset_index(drop=True)


@kept
def orders(domain: str, chosen: tuple[str, ...], kinds: tuple[str, ...], lang: str) -> dict[str, str]:
    """Return the rows that may set the order of the cities by code (``topic:kind``), the order of choice first."""
    rows = compared(domain, chosen, kinds).drop_duplicates(["topic", "kind"])
    names = rows[f"topic_{lang}"] + " · " + rows["kind"].map(kind_names(lang))
    return {"chosen": translator(lang)("As chosen")} | dict(zip(rows["topic"] + ":" + rows["kind"], names, strict=True))


@kept
def matrix(domain: str, chosen: tuple[str, ...], kinds: tuple[str, ...], order: str, lang: str) -> Cells:
    """Return cities × indicators with the nation as benchmark, the cities in the order asked for."""
    found = compared(domain, chosen, kinds)
    texts, refs, odd = matrix_table(found, [NATION, *order_places(list(chosen), found, order)], lang)
    return Cells(texts, refs, say(matrix_sentence(found, list(chosen)), lang), odd=odd, benchmark=True)


def matrix_table(cells: pd.DataFrame, shown: list[str], lang: str) -> tuple[pd.DataFrame, ByCell, pd.DataFrame]:
    """Return cells as texts (a row each topic and kind, in the order of the cells; a column each place that is shown).

    With them come the references, and which texts are of another definition than the rest of their row.
    """
    head = translator(lang)("Indicator")
    keys = ["topic", "kind"]
    rows = cells.drop_duplicates(keys).reset_index(drop=True)
    names = places.place_names(lang)
    columns = {place: str(names[place]) for place in shown}
    texts = pd.DataFrame("", index=rows.index, columns=[head, *columns.values()])
    texts[head] = rows[f"topic_{lang}"] + " " + rows["kind"].map(kind_names(lang))
    odd = pd.DataFrame(False, index=texts.index, columns=texts.columns)
    refs: ByCell = {}
    own = cells[cells["place"].isin(shown)]
    position = {key: at for at, key in enumerate(zip(*(rows[name].tolist() for name in keys), strict=True))}
    values = (own[name].tolist() for name in (*keys, "place", "odd", "fact"))
    for text, topic, kind, place, is_odd, slug in zip(cell_texts(own, lang), *values, strict=True):
        at, column = position[topic, kind], columns[place]
        texts.at[at, column], odd.at[at, column], refs[at, column] = text, is_odd, ref("fact", slug)
    return texts, refs, odd


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
    return {kind: name for kind, name in kind_names(lang).items() if kind in known}


@kept
def countable(topic: str, kind: str) -> bool:
    """Return whether every city states a topic as a count, which can be set against its residents."""
    return set(one_indicator(edition.described(), topic, kind)["unit"]) <= set(PER_1000_UNITS)


@kept
def ranking(topic: str, kind: str, per_head: bool, lang: str) -> Chart:
    """Return one indicator over all cities, ranked where the definitions allow it."""
    facts = edition.described()
    found, lines = one_indicator(facts, topic, kind), benchmarks(facts, topic)
    if per_head:
        found, lines = per_1000_residents_60(found, older_by_year()), lines.iloc[0:0]
    lines = lines[lines["comparable_group"].isin(found[~found["odd"]]["comparable_group"])]
    warning = guard_sentence(differences(found))
    marks = dot_marks(found, ranks(found), lang, "rate" if per_head else "fact")
    legend = {"comparable": kind_name(kind, lang), "odd": translator(lang)("Different definition, not ranked")}
    axis = unit_name(found["unit"].iloc[0], lang)
    return Chart(
        fact_table(found, lang),
        marks["ref"].tolist(),
        say(spread_sentence(found[~found["odd"]]), lang),
        figure=ranked_dots(marks, benchmark_lines(lines, lang), legend, axis),
        title=str(topic_names(lang)[topic]),
        warning=say(warning, lang) if warning else "",
    )


@kept
def two_cities(first: str, second: str, lang: str) -> Cells:
    """Return two cities with their printed words, and what they have in common, in words; what both print comes first."""
    pair = [first, second]
    found = in_order(side_by_side(edition.described(), pair, list(edition.vocabulary("kind").index)))
    found = found.sort_values("shared", ascending=False, kind="stable")
    texts, refs, odd = matrix_table(found, pair, lang)
    phrases = dict(zip(refs_of("fact", found["fact"]), printed_texts(found["as_printed"], lang), strict=True))
    texts, refs = with_printed_words(texts, refs, phrases, lang)
    odd = odd[[name for name in odd.columns for _twice in range(1 if name == odd.columns[0] else 2)]]
    sentence = say(side_by_side_sentence(found), lang)
    return Cells(texts, refs, sentence, odd=odd.set_axis(texts.columns, axis=1))
