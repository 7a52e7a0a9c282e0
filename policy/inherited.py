"""Targets set above a place: its province's, and the nation's. They bind it, and are never counted among its own.

A level that any place can reach is inherited: a share, a number per 1,000 people or per county, which has a denominator. A
total that a province wants to have, such as its beds, is the province's alone. Nobody inherits a draft, a target whose place
its text does not name, one that only the places of a pilot have, or one that its setter inherited itself.
"""

import datetime as dt

import pandas as pd

from policy.calendar import NATION
from policy.described import best_first, deadline, has_warning
from policy.text import N_, Counted, Name, Sentence

# What a target and a result share when they speak of the same thing, in whatever place.
SAME_LEVEL = ["comparable_group", "population_basis", "age_basis", "scope"]
NOT_PASSED_ON = ("inherited_target", "no_place_named", "participants_only")
# An older target is history: nothing of more than five years ago stands as today's.
YEARS_KEPT = 5


def setters(place: str) -> list[str]:
    """Return the codes of what lies above a place, the nearest first: its prefecture, its province, the nation."""
    if place == NATION or not place.isdigit():
        return []
    above = [f"{place[:4]}00", f"{place[:2]}0000", NATION]
    return [code for code in dict.fromkeys(above) if code != place]


def inherited_targets(facts: pd.DataFrame, place: str, today: dt.date) -> pd.DataFrame:
    """Return the targets set above a place that it has to reach, the nearest setter first.

    Of one level and setter stand every deadline ahead and the last one passed, at most ``YEARS_KEPT`` years ago; of equal
    ones the better document. Columns: those of the facts, and ``result``, the slug of the place's own newest result of the
    same thing (empty where none was found).

    Args:
        facts: described facts.
        place: adcode.
        today: the day on which a deadline lies ahead or has passed.
    """
    order = {code: rank for rank, code in enumerate(setters(place))}
    above = _passed_on(facts[facts["place"].isin(list(order))])
    due = deadline(above)
    ahead = due >= pd.Timestamp(today)
    last = due.where(~ahead).groupby([above[name] for name in ("place", *SAME_LEVEL)]).transform("max")
    above = above[ahead | ((due == last) & (above["year"] >= today.year - YEARS_KEPT))]
    found = above.merge(_newest_results(facts, place), on=SAME_LEVEL, how="left", validate="m:1")
    found = found.fillna({"result": ""}).assign(_setter=found["place"].map(order))
    ordered = found.sort_values(["_setter", "domain", "indicator", "scope", "year"], kind="stable")
    return ordered.drop(columns="_setter").reset_index(drop=True)


def _passed_on(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the dated targets of some places as a whole that others below them inherit, each once a level and year."""
    targets = facts[(facts["kind"] == "target") & (facts["subject"] == "") & facts["year"].notna()]
    for warning in NOT_PASSED_ON:
        targets = targets[~has_warning(targets, warning)]
    targets = targets[(targets["commitment"] != "proposal") & (targets["denominator"] != "")]
    return best_first(targets).drop_duplicates(["place", *SAME_LEVEL, "year"])


def _newest_results(facts: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return the slug (``result``) of a place's newest result of each level."""
    own = facts[(facts["place"] == place) & (facts["kind"] == "achieved") & (facts["subject"] == "")]
    newest = best_first(own[~has_warning(own, "cumulative")]).drop_duplicates(SAME_LEVEL)
    return newest[[*SAME_LEVEL, "fact"]].rename(columns={"fact": "result"})


def inherited_on(facts: pd.DataFrame, topic: str, place: str, today: dt.date) -> pd.DataFrame:
    """Return the whole-place targets on a topic that a place inherits from its prefecture or province, as lines to set it against."""
    found = inherited_targets(facts, place, today)
    return found[(found["topic"] == topic) & (found["scope"] == "") & (found["place"] != NATION)].reset_index(drop=True)


def inherited_sentence(found: pd.DataFrame) -> Sentence:
    """Say how many targets were set above a place and by whom, and that they are not its own."""
    counts = found["place"].value_counts(sort=False)
    names = {str(row["place"]): Name(str(row["place_zh"]), str(row["place_en"])) for _index, row in found.iterrows()}
    return Sentence(
        N_("{count} targets set above it ({parts}): requirements, not counted among its own, and not judged here."),
        {
            "count": len(found),
            "parts": tuple(Counted(names[code], int(counts[code])) for code in dict.fromkeys(found["place"])),
        },
    )
