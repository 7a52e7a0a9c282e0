"""Places side by side: for each place and topic the fact to show, how many others there are, and whether it fits its row."""

import pandas as pd

from policy.calendar import NATION
from policy.comparison import leading, measured, of_level, of_nation
from policy.described import CORE_TOPICS, best_first, has_warning
from policy.text import N_, Sentence


def cells(facts: pd.DataFrame, places: list[str], kinds: list[str]) -> pd.DataFrame:
    """Return one row for each place, topic and kind of statement that has a figure.

    ``fact`` is the best of them (``best_first``), ``others`` how many more there are, ``odd`` whether its definition
    is not the one that leads its row, a topic and kind (``policy.comparison``: grey, never ranked).

    Args:
        facts: described facts.
        places: adcodes to show, the benchmark (the nation) among them if wanted.
        kinds: kinds of statement to choose from.
    """
    chosen = facts[facts["place"].isin(places) & facts["kind"].isin(kinds) & (facts["subject"] == "")]
    ordered = best_first(chosen)
    keys = ["topic", "kind", "place"]
    size = ordered.groupby(keys)["fact"].transform("size")
    best = ordered.assign(others=size - 1).drop_duplicates(keys)
    nation = of_nation(facts)
    strange = [pd.Series(dtype=bool)]
    for (topic, _kind), row in best.groupby(["topic", "kind"]):
        others = row[row["place"] != NATION]
        lead, _national = leading(row if others.empty else others, nation[nation["topic"] == topic])
        strange.append((measured(row) != lead) | has_warning(row, "inherited_target"))
    return best.assign(odd=pd.concat(strange).reindex(best.index).astype(bool)).reset_index(drop=True)


def benchmarks(facts: pd.DataFrame, topic: str) -> pd.DataFrame:
    """Return the nation's facts on a topic that can stand as a reference line, whole-place ones only, by year.

    They are the newest result and the targets for its year and later ones; where there is none, the newest target.
    """
    nation = facts[(facts["place"] == NATION) & (facts["topic"] == topic) & (facts["scope"] == "")]
    targets = best_first(nation[nation["kind"] == "target"]).drop_duplicates("year").sort_values("year")
    results = best_first(nation[nation["kind"] == "achieved"]).head(1)
    if len(results) and len(targets):
        ahead = (targets["year"] >= results["year"].iloc[0]).fillna(False).astype(bool)
        targets = targets[ahead] if ahead.any() else targets.tail(1)
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


def topics_of_level(facts: pd.DataFrame, level: str) -> dict[str, int]:
    """Return every topic that a place of a level has a figure for with the number of such places, core topics first, then the best known."""
    known = of_level(facts, level).groupby("topic")["place"].nunique()
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
    row = [found["topic"], found["kind"]]
    different = measured(found).groupby(row).transform("nunique") > 1
    return found.assign(
        shared=found.groupby(["topic", "kind"])["place"].transform("nunique") == len(places), odd=different
    )


def matrix_sentence(found: pd.DataFrame, places: list[str]) -> Sentence:
    """Say how full the comparison is, and how many of its cells, the nation's among them, may not be read against their row.

    Args:
        found: cells of the comparison (``policy.matrix.cells``), the nation's among them.
        places: the cities chosen.
    """
    cities = found[found["place"].isin(places)]
    if cities.empty:
        return Sentence(N_("No figure was found for this choice. Choose other cities, a wider domain or more kinds."))
    rows = len(found.drop_duplicates(["topic", "kind"]))
    return Sentence(
        N_(
            "{cities} cities, {rows} rows: {filled} of {cells} cells hold a figure; {odd}, the nation's included, are marked ≠ for another "
            "definition."
        ),
        {
            "filled": len(cities),
            "cells": rows * len(places),
            "cities": len(places),
            "rows": rows,
            "odd": int(found["odd"].sum()),
        },
    )


def panels_sentence(shown: pd.DataFrame, panels: int, cities: int, apart: int) -> Sentence:
    """Say how many figures the panels hold, and how many may not stand among them.

    Args:
        shown: the figures drawn, one a city and panel.
        panels: how many there are.
        cities: how many were chosen.
        apart: figures left out.
    """
    return Sentence(
        N_(
            "{cities} cities, {panels} indicators: {shown} figures may stand together; {apart} are left out for another definition, an older "
            "year or no count of residents."
        ),
        {"cities": cities, "panels": panels, "shown": len(shown), "apart": apart},
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
