"""What the page of comparisons shows: core indicators in panels, cities by indicator, one indicator ranked, two cities in their own words."""

from dataclasses import replace

import pandas as pd

from charts.dots import ranked_dots
from charts.multiples import panel
from i18n import numbers
from i18n.numbers import unit_name
from i18n.texts import translator
from policy.comparability import ranks
from policy.comparison import (
    LEVEL_NAMES,
    LEVELS,
    SPAN,
    SPANS,
    Compared,
    compared,
    measured,
    of_level,
    of_nation,
    on_topic,
    per_head,
    spread_sentences,
)
from policy.derived import PER_1000_UNITS, is_rate, per_1000_residents_60
from policy.described import CORE_TOPICS, best_first, has_warning
from policy.matrix import (
    NATION,
    benchmarks,
    cells,
    in_domain,
    matrix_sentence,
    order_places,
    panels_sentence,
    side_by_side,
    side_by_side_sentence,
    topics_of_level,
)
from policy.quality import KIND_ORDER
from policy.refs import ref
from policy.refs import refs as refs_of
from views import edition, places
from views.edition import kept
from views.facts import (
    STAR,
    benchmark_lines,
    cell_texts,
    dot_marks,
    fact_table,
    set_off,
    tick_text,
    topic_names,
    with_printed_words,
)
from views.older import older_by_year
from views.view import ByCell, Cells, Chart, Panels, freeze_figure
from views.words import bracketed, kind_name, kind_names, printed_texts, say, say_all, word_names, year_texts

BEST_DOCUMENTED = "none"  # like no city
USUAL_CITIES = 6


@kept
def starts(lang: str) -> dict[str, str]:
    """Return the cities that the usual cities may be like, by code; the first stands for the best documented."""
    known = places.known_traits().index
    named = {code: name for code, name in places.cities(lang).items() if code in known}
    return {BEST_DOCUMENTED: translator(lang)("cities with the most data")} | named


@kept
def usual_cities(like: str, mine: str = "") -> list[str]:
    """Return the cities that are compared where none are chosen: the viewer's and the best documented, or a city and those most alike."""
    every = whole_cities()
    if like == BEST_DOCUMENTED:
        return list(dict.fromkeys([mine, *every] if mine in every else every))[:USUAL_CITIES]
    return [like, *places.alike(like, every)[: USUAL_CITIES - 1]]


def usual_pair(mine: str) -> tuple[str, str]:
    """Return the two cities that are set side by side where none are chosen: the viewer's, and the best documented other."""
    every = whole_cities()
    first = mine if mine in every else every[0]
    return first, next(place for place in every if place != first)


@kept
def whole_cities() -> tuple[str, ...]:
    """Return the cities at prefecture level and above with a figure, the best documented first."""
    known = set(of_level(edition.described(), "city")["place"])
    return tuple(place for place in places.cities("zh") if place in known)


def domains(lang: str) -> dict[str, str]:
    """Return the names of the domains, the core indicators first."""
    return {"core": translator(lang)("Core indicators")} | word_names("domain", lang)


@kept
def compared_cells(domain: str, chosen: tuple[str, ...], kinds: tuple[str, ...]) -> pd.DataFrame:
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
    rows = compared_cells(domain, chosen, kinds).drop_duplicates(["topic", "kind"])
    names = rows[f"topic_{lang}"] + " · " + rows["kind"].map(kind_names(lang))
    return {"chosen": translator(lang)("As chosen")} | dict(zip(rows["topic"] + ":" + rows["kind"], names, strict=True))


@kept
def matrix(domain: str, chosen: tuple[str, ...], kinds: tuple[str, ...], order: str, lang: str) -> Cells:
    """Return cities × indicators with the nation as benchmark, the cities in the order asked for."""
    found = compared_cells(domain, chosen, kinds)
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
    # The word that tells a target from a result comes first: a narrow column cuts the end.
    texts[head] = rows["kind"].map(kind_names(lang)) + " · " + rows[f"topic_{lang}"]
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
def topics(level: str, lang: str) -> dict[str, str]:
    """Return the topics that a place of a level has a figure for by code, each with the number of such places."""
    names = topic_names(lang)
    return {
        topic: bracketed(names[topic], count, lang)
        for topic, count in topics_of_level(edition.described(), level).items()
    }


def levels(lang: str) -> dict[str, str]:
    """Return the names of the levels of places that are compared, by code."""
    names = {level: translator(lang)(LEVEL_NAMES[level]) for level in LEVELS}
    return {level: name[0].upper() + name[1:] for level, name in names.items()}


def spans(lang: str) -> dict[str, str]:
    """Return the windows of years by number of years, the usual one first."""
    _ = translator(lang)
    every = {str(span): _("{span} years to the newest").format(span=span) for span in SPANS if span}
    return {str(SPAN): every[str(SPAN)]} | every | {"0": _("all years")}


@kept
def kinds_of_topic(topic: str, level: str, lang: str) -> dict[str, str]:
    """Return the kinds of statement that places of a level make on a topic."""
    found = of_level(edition.described(), level)
    known = set(found.loc[found["topic"] == topic, "kind"])
    return {kind: name for kind, name in kind_names(lang).items() if kind in known}


@kept
def countable(topic: str, kind: str, level: str) -> bool:
    """Return whether every place states a topic as a count, which can be set against its residents."""
    found = on_topic(edition.described(), topic, kind, level).facts
    return set(found["unit"]) <= set(PER_1000_UNITS)


@kept
def ranking(topic: str, kind: str, level: str, span: int, counts: bool, lang: str, mine: str = "") -> Chart | None:
    """Return one indicator over the places of a level, ranked where the definitions allow it; nothing where no place has a figure to draw.

    Args:
        topic: what is compared.
        kind: kind of statement.
        level: of the places.
        span: calendar years that stand together; 0 for all.
        counts: plain counts, not per 1,000 residents aged 60+.
        lang: of the viewer.
        mine: adcode of the viewer's place, which is set off; empty for none.
    """
    facts, _ = edition.described(), translator(lang)
    rated = not counts and countable(topic, kind, level)
    found, lines = on_topic(facts, topic, kind, level, span), benchmarks(facts, topic)
    if rated:
        found = per_head(found, older_by_year())
    standing = found.standing
    lines = lines[lines["comparable_group"].isin(standing["comparable_group"])]
    if rated:
        lines = per_1000_residents_60(lines[lines["kind"] == "achieved"], older_by_year())
    drawn = found.facts[~found.facts["apart"].isin(("people", "undated"))] if rated else found.facts
    drawn = drawn[drawn["unit"].isin(standing["unit"] if len(standing) else drawn["unit"])]
    drawn = drawn.assign(odd=drawn["apart"] != "")
    drawn = drawn.sort_values(["odd", "value"], ascending=[True, False], kind="stable").reset_index(drop=True)
    if drawn.empty:
        return None
    record = "rate" if rated else "fact"
    marks = set_off(dot_marks(drawn, ranks(drawn), lang, record), drawn["place"] == mine)
    legend = {"comparable": kind_name(kind, lang), "odd": _("left out of the comparison")}
    unit = str(drawn["unit"].iloc[0])
    drawn_lines = benchmark_lines(lines, lang, record=record)
    return Chart(
        fact_table(drawn, lang),
        marks["ref"].tolist(),
        say_all(spread_sentences(found, level), lang),
        figure=ranked_dots(
            marks, drawn_lines, legend, unit_name(unit, lang), lambda value: tick_text(value, unit, lang)
        ),
        title=str(topic_names(lang)[topic]) + (f" · {unit_name(unit, lang)}" if rated else ""),
    )


def panel_marks(facts: pd.DataFrame, record: str, mine: str, lang: str) -> pd.DataFrame:
    """Return the figures of one panel as marks: the value without its unit, which stands over the panel, and its year."""
    marks = dot_marks(facts.assign(odd=False), facts["value"] * float("nan"), lang, record)
    values = [
        numbers.comparator(numbers.number(value, lang), sign, lang, numbers.number(high, lang))
        for value, high, sign in zip(facts["value"], facts["value_high"], facts["comparator"], strict=True)
    ]
    texts = [f"  {value} · {year}" for value, year in zip(values, year_texts(facts, lang), strict=True)]
    return set_off(marks.assign(text=texts), facts["place"] == mine)


def panel_kinds(lang: str) -> dict[str, str]:
    """Return the kinds of statement that panels can show, by code."""
    return {kind: kind_name(kind, lang) for kind in ("achieved", "target")}


@kept
def multiples(chosen: tuple[str, ...], kind: str, span: int, lang: str, mine: str = "") -> Panels | None:
    """Return cities in one panel each core topic, rates only, with the nation as a line; nothing where no city has a figure.

    Args:
        chosen: adcodes, in the order of choice.
        kind: kind of statement.
        span: calendar years that stand together; 0 for all.
        lang: of the viewer.
        mine: adcode of the viewer's place, which comes first among those chosen and is set off.
    """
    facts, _ = edition.described(), translator(lang)
    order = [code for code in dict.fromkeys([mine, *chosen]) if code in chosen]
    names, topics = places.place_names(lang), topic_names(lang)
    rows = [f"{STAR} {names[code]}" if code == mine else str(names[code]) for code in order]
    drawn, figures, titles, named, refs, apart = [], {}, {}, {}, [], 0
    for topic in CORE_TOPICS:
        found, nation, record = of_panel(facts[facts["topic"] == topic], order, kind, span)
        standing = found.standing
        if standing.empty:
            continue
        apart += len(found.facts) - len(standing)
        title = f"{topics[topic]} · {unit_name(str(standing['unit'].iloc[0]), lang)}"
        marks, lines = panel_marks(standing, record, mine, lang), benchmark_lines(nation, lang, record=record)
        figures[topic] = freeze_figure(panel(marks, lines, rows, kind))
        titles[topic], named[topic] = title, " ".join(f"┊ {label}" for label in lines["label"])
        drawn.append(standing)
        refs += marks["ref"].tolist()
    if not drawn:
        return None
    every = pd.concat(drawn, ignore_index=True)
    return Panels(
        fact_table(every, lang),
        refs,
        say(panels_sentence(every, len(figures), len(order), apart), lang),
        figures=figures,
        names=titles,
        lines=named,
        title=_("Core indicators, {kind}").format(kind=kind_name(kind, lang)),
        how_to_read=_(
            "Each panel is an indicator, each row a city, each panel on its own scale from 0; counts are set per "
            "1,000 residents aged 60+. The dotted line is the nation. An empty row: the atlas has no figure that "
            "may be compared. Click a mark for its record."
        ),
    )


def of_panel(about: pd.DataFrame, order: list[str], kind: str, span: int) -> tuple[Compared, pd.DataFrame, str]:
    """Return what a panel compares, the nation's figure by the same definition (one row, or none), and the kind of their records.

    Args:
        about: described facts on its topic.
        order: adcodes of the cities.
        kind: kind of statement.
        span: calendar years that stand together; 0 for all.
    """
    whole = about[about["subject"] == ""]
    own = whole[whole["place"].isin(order) & (whole["kind"] == kind) & ~has_warning(whole, "inherited_target")]
    found, nation = compared(own, of_nation(whole), span), best_first(of_nation(whole[whole["kind"] == kind])).head(1)
    counted = len(found.facts) > 0 and set(found.facts["unit"]) <= set(PER_1000_UNITS)
    if counted:
        found, nation = per_head(found, older_by_year()), per_1000_residents_60(nation, older_by_year())
    elif not found.facts["unit"].map(is_rate).all():  # counts of people: no measure of a place's care
        found = replace(found, facts=found.facts.iloc[0:0])
    if len(nation) and len(found.standing):
        nation = nation[measured(nation).isin(measured(found.standing))]
    return found, nation, "rate" if counted else "fact"


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
