"""Places side by side: for each place and topic the fact to show, how many others there are, and whether it fits its row."""

import pandas as pd

from policy.calendar import NATION
from policy.comparability import odd_ones
from policy.described import CORE_TOPICS, best_first, has_warning
from policy.text import N_, Sentence, amount, difference, place_name, year_text


def cells(facts: pd.DataFrame, places: list[str], kinds: list[str]) -> pd.DataFrame:
    """Return one row for each place, topic and kind of statement that has a figure.

    ``fact`` is the best of them (``best_first``), ``others`` how many more there are, ``odd`` whether its definition
    differs from the most common one in its row, a topic and kind (the guard: hatched, never ranked).

    Args:
        facts: described facts.
        places: adcodes to show, the benchmark (the nation) among them if wanted.
        kinds: kinds of statement to choose from.
    """
    chosen = facts[facts["place"].isin(places) & facts["kind"].isin(kinds) & (facts["subject"] == "")]
    ordered = best_first(chosen)
    keys = ["topic", "kind", "place"]
    size = ordered.groupby(keys)["fact"].transform("size")
    best = ordered.assign(others=size - 1, odd=False).drop_duplicates(keys)
    for _, row in best.groupby(["topic", "kind"]):
        best.loc[row.index, "odd"] = odd_ones(row)
    return best.reset_index(drop=True)


def one_indicator(facts: pd.DataFrame, topic: str, kind: str) -> pd.DataFrame:
    """Return the best fact of each city for one topic and kind, the largest value first, ``odd`` marked by the guard."""
    chosen = facts[(facts["topic"] == topic) & (facts["kind"] == kind) & facts["is_city"] & (facts["subject"] == "")]
    best = best_first(chosen).drop_duplicates("place").sort_values("value", ascending=False, kind="stable")
    return best.assign(odd=odd_ones(best)).reset_index(drop=True)


def benchmarks(facts: pd.DataFrame, topic: str) -> pd.DataFrame:
    """Return the nation's facts on a topic that can stand as a reference line: targets by year and the latest result, whole-place ones only."""
    nation = facts[(facts["place"] == NATION) & (facts["topic"] == topic) & (facts["scope"] == "")]
    targets = best_first(nation[nation["kind"] == "target"]).drop_duplicates("year")
    results = best_first(nation[nation["kind"] == "achieved"]).head(1)
    return pd.concat([targets, results]).sort_values("year", kind="stable").reset_index(drop=True)


def most_covered(facts: pd.DataFrame, topics: tuple[str, ...]) -> list[str]:
    """Return the cities in order of how many of the topics they have a figure for (ties: more figures, then the code)."""
    cities = facts[facts["is_city"] & (facts["subject"] == "")]
    core = cities[cities["topic"].isin(list(topics))].groupby("place")["topic"].nunique()
    table = pd.DataFrame({"core": core, "figures": cities.groupby("place").size()}).fillna(0).reset_index()
    return table.sort_values(["core", "figures", "place"], ascending=[False, False, True])["place"].tolist()


def in_domain(facts: pd.DataFrame, domain: str) -> pd.DataFrame:
    """Return the facts of a domain, or of the core topics for the domain ``core``."""
    return facts[facts["topic"].isin(CORE_TOPICS) if domain == "core" else facts["domain"] == domain]


def topics_of_cities(facts: pd.DataFrame) -> dict[str, int]:
    """Return every topic that a city has a figure for with the number of such cities, core topics first, then the best known."""
    known = facts[facts["is_city"] & (facts["subject"] == "")].groupby("topic")["place"].nunique()
    rest = known.drop(list(CORE_TOPICS), errors="ignore").sort_values(ascending=False, kind="stable")
    return {topic: int(known[topic]) for topic in [*(t for t in CORE_TOPICS if t in known.index), *rest.index]}


def order_places(places: list[str], found: pd.DataFrame, row: str) -> list[str]:
    """Return the places by their value in one row, largest first; those without a comparable value keep their order at the end.

    Args:
        places: adcodes in the order chosen.
        found: cells of the comparison (``cells``).
        row: ``topic:kind`` of the row to order by; any other text leaves the order as it is.
    """
    topic, _, kind = row.partition(":")
    in_row = found[(found["topic"] == topic) & (found["kind"] == kind) & found["place"].isin(places) & ~found["odd"]]
    first = in_row.sort_values("value", ascending=False, kind="stable")["place"].tolist()
    return first + [place for place in places if place not in first]


def side_by_side(facts: pd.DataFrame, places: list[str], kinds: list[str]) -> pd.DataFrame:
    """Return the cells of two places, ``shared`` marking the rows (topic and kind) that both have.

    A row whose two definitions differ is marked ``odd`` in both cells, so that they are not read as one measure.
    """
    found = cells(facts, places, kinds)
    row = found.groupby(["topic", "kind"])
    return found.assign(shared=row["place"].transform("nunique") == len(places), odd=row["odd"].transform("any"))


def targets_and_results(facts: pd.DataFrame, topic: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the newest result and every target of each named place for one topic, ``odd`` marked among all of a kind.

    Two targets of one year both stay. Provinces and the nation stand beside the cities, inherited targets are left out.
    """
    named = facts[(facts["topic"] == topic) & (facts["subject"] == "") & ~facts["place"].str.startswith("x-")]
    results = best_first(named[named["kind"] == "achieved"]).drop_duplicates("place")
    targets = best_first(named[(named["kind"] == "target") & ~has_warning(named, "inherited_target")])
    targets = targets.drop_duplicates(["place", "value", "year", "scope"])
    return results.assign(odd=odd_ones(results)), targets.assign(odd=odd_ones(targets))


def spread_sentence(facts: pd.DataFrame) -> Sentence:
    """Say how far apart the comparable places are: the largest, the smallest, and the difference.

    Args:
        facts: comparable described facts, one a place.
    """
    if facts.empty:
        return Sentence(N_("No figure was found for this choice."))
    if len(facts) == 1:
        only = facts.iloc[0]
        return Sentence(
            N_("Only {place} has a figure: {value} ({year})."),
            {"place": place_name(only), "value": amount(only), "year": year_text(only)},
        )
    by_value = facts.sort_values("value", kind="stable")
    top, low = by_value.iloc[-1], by_value.iloc[0]
    if top["value"] == low["value"]:
        return Sentence(
            N_("All {count} places print the same value: {value}."), {"count": len(facts), "value": amount(top)}
        )
    return Sentence(
        N_(
            "Of {count} places, {top} is highest with {top_value} ({top_year}) and {low} lowest with {low_value} ({low_year}): {gap} apart."
        ),
        {
            "count": len(facts),
            "top": place_name(top),
            "top_value": amount(top),
            "top_year": year_text(top),
            "low": place_name(low),
            "low_value": amount(low),
            "low_year": year_text(low),
            "gap": difference(float(top["value"] - low["value"]), str(top["unit"])),
        },
    )


def matrix_sentence(found: pd.DataFrame, places: list[str]) -> Sentence:
    """Say how full the comparison is, and how many of its figures may not be ranked with their row.

    Args:
        found: cells of the comparison (``policy.matrix.cells``), the nation's among them.
        places: the cities chosen.
    """
    cities = found[found["place"].isin(places)]
    rows = len(cities.drop_duplicates(["topic", "kind"]))
    if not rows:
        return Sentence(N_("No figure was found for this choice. Choose other cities, a wider domain or more kinds."))
    return Sentence(
        N_(
            "{filled} of {cells} cells hold a figure for {cities} cities and {rows} rows; {odd} of them differ in definition from the rest of their row."
        ),
        {
            "filled": len(cities),
            "cells": rows * len(places),
            "cities": len(places),
            "rows": rows,
            "odd": int(cities["odd"].sum()),
        },
    )


def side_by_side_sentence(found: pd.DataFrame) -> Sentence:
    """Say how much two cities have in common (``policy.matrix.side_by_side``)."""
    rows = found.drop_duplicates(["topic", "kind"])
    shared = rows[rows["shared"]]
    return Sentence(
        N_(
            "The two print {shared} of {rows} figures in common; {odd} of those differ in definition, so they must not be read as one measure."
        ),
        {"shared": len(shared), "rows": len(rows), "odd": int(shared["odd"].sum())},
    )
