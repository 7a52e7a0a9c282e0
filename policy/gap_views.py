"""Assessed targets arranged for the eye: sorted by gap, counted by city, ordered for the dumbbells, with reference lines."""

import pandas as pd

from policy.comparability import odd_ones
from policy.matrix import NATION, benchmarks, targets_and_results

# Statuses in the order of how much they ask for attention.
ATTENTION = (
    "missed",
    "reversing",
    "lagging",
    "slow",
    "no_result",
    "pace_needed",
    "ahead_no_result",
    "insufficient",
    "year_redacted",
    "no_year",
    "on_track",
    "already_met",
    "met",
)


def by_gap(assessed: pd.DataFrame) -> pd.DataFrame:
    """Return assessed targets with the largest relative gap first; those without a result follow by status and deadline."""
    share = (assessed["gap"] / assessed["value"].abs().where(assessed["value"] != 0)).fillna(-1)
    rank = assessed["status"].map({status: place for place, status in enumerate(ATTENTION)})
    keyed = assessed.assign(_none=assessed["result"] == "", _share=-share, _rank=rank)
    return keyed.sort_values(["_none", "_share", "_rank", "year", "place"], kind="stable")[assessed.columns]


def by_place(assessed: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return the number of assessed targets by place, most first: ``place``, ``label`` (its name), ``count``."""
    counted = assessed.groupby("place").agg(label=(f"place_{lang}", "first"), count=("fact", "size")).reset_index()
    return counted.sort_values(["count", "place"], ascending=[False, True], kind="stable")


def target_topics(facts: pd.DataFrame) -> list[str]:
    """Return the topics with a target whose result or second target is known too, best known first (nursing share leads)."""
    whole = facts[(facts["subject"] == "") & ~facts["place"].str.startswith("x-")]
    targets = whole[whole["kind"] == "target"].groupby("topic")["place"].nunique()
    results = whole[whole["kind"] == "achieved"].groupby("topic")["place"].nunique()
    known = pd.DataFrame({"targets": targets, "results": results}).fillna(0)
    known = known[(known["targets"] >= 1) & (known["results"] >= 1)]
    known["both"] = known.min(axis=1)
    known["lead"] = known.index == "nursing_share"
    return known.sort_values(["lead", "both", "targets"], ascending=False, kind="stable").index.tolist()


def dumbbell_order(results: pd.DataFrame, targets: pd.DataFrame) -> list[str]:
    """Return the places of a dumbbell chart: both known by gap, then targets only, then results only, each largest first."""
    result = results.set_index("place")["value"]
    target = targets.groupby("place")["value"].max()
    gap = (target - result).dropna().sort_values(ascending=False, kind="stable")
    only_target = target.drop(gap.index).sort_values(ascending=False, kind="stable")
    only_result = result.drop(gap.index).sort_values(ascending=False, kind="stable")
    return [*gap.index, *only_target.index, *only_result.index]


def reference_lines(facts: pd.DataFrame, topic: str, place: str) -> pd.DataFrame:
    """Return the facts to draw as reference lines: the nation's targets and result, or another place's newest result."""
    if place == NATION:
        return benchmarks(facts, topic)
    results, _targets = targets_and_results(facts, topic)
    return results[results["place"] == place].reset_index(drop=True)


def among(facts: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """Return the facts of some places and of the nation, ``odd`` asked anew among them."""
    kept = facts[facts["place"].isin([NATION, *places])]
    return kept.assign(odd=odd_ones(kept))


def best_peer(results: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return the best comparable result of the peers (one row, or none): the highest, or the lowest where less is better."""
    peers = results[~results["odd"] & ~results["place"].isin([place, NATION])]
    if peers.empty:
        return peers
    down = peers["polarity"].iloc[0] == "-1"
    return peers.sort_values("value", ascending=down, kind="stable").head(1).reset_index(drop=True)
