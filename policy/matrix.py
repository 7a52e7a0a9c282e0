"""Places side by side: for each place and topic the fact to show, how many others there are, and whether it fits its row."""

import pandas as pd

from policy.comparability import odd_ones
from policy.described import best_first

NATION = "000000"


def cells(facts: pd.DataFrame, places: list[str], kinds: list[str]) -> pd.DataFrame:
    """Return one row for each place and topic that has a figure of the wanted kinds.

    ``fact`` is the best of them (``best_first``), ``others`` how many more there are, ``odd`` whether its definition
    differs from the most common one in its topic's row (the guard: hatched, never ranked).

    Args:
        facts: described facts.
        places: adcodes to show, the benchmark (the nation) among them if wanted.
        kinds: kinds of statement to choose from.
    """
    chosen = facts[facts["place"].isin(places) & facts["kind"].isin(kinds) & (facts["subject"] == "")]
    ordered = best_first(chosen)
    keys = ["topic", "place"]
    best = ordered.drop_duplicates(keys).copy()
    best["others"] = best.set_index(keys).index.map(ordered.groupby(keys).size()) - 1
    best["odd"] = False
    for _, row in best.groupby("topic"):
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


def order_places(places: list[str], found: pd.DataFrame, topic: str) -> list[str]:
    """Return the places by their value on a topic, largest first; those without a comparable value keep their order at the end.

    Args:
        places: adcodes in the order chosen.
        found: cells of the comparison (``cells``).
        topic: the topic to order by; any other text leaves the order as it is.
    """
    row = found[(found["topic"] == topic) & found["place"].isin(places) & ~found["odd"]].sort_values(
        "value", ascending=False, kind="stable"
    )
    first = row["place"].tolist()
    return first + [place for place in places if place not in first]


def side_by_side(facts: pd.DataFrame, places: list[str], kinds: list[str]) -> pd.DataFrame:
    """Return the cells of two places for every topic and kind that at least one has; shared ones first, ``shared`` marked.

    A pair of cells whose definitions differ is marked ``odd`` in both, so that they are not read as one.
    """
    parts = [cells(facts, places, [kind]).assign(row_kind=kind) for kind in kinds]
    found = pd.concat([part for part in parts if not part.empty] or parts[:1], ignore_index=True)
    keys = ["topic", "row_kind"]
    found["shared"] = found.groupby(keys)["place"].transform("nunique") == len(places)
    found["odd"] = found.groupby(keys)["odd"].transform("any")
    return found
