"""The sentences of a portrait, by rule: how a place's numbers stand to the nation's, its peers' and its own past."""

import pandas as pd

from policy.derived import Derived
from policy.gap_views import ATTENTION
from policy.matrix import NATION
from policy.peers import AFTER, BEFORE
from policy.portrait import headline_share
from policy.sentences import N_, Amount, Counted, Name, Sentence

EVEN = 0.5  # points: closer than this reads "about as high as"


def headline_word(name: str, found: Derived, place: str, totals: pd.DataFrame) -> Sentence:
    """Return the line under a big number: how it stands to the nation, or what it counts."""
    if name == "share60":
        nation = headline_share(totals, NATION, 60, AFTER)
        gap = found.value - nation
        values: dict[str, object] = {"nation": Amount(round(nation, 2), "percent")}
        if place == NATION:
            return Sentence(N_("of all residents, census of 2020"))
        if abs(gap) < EVEN:
            return Sentence(N_("about as high as the nation's {nation} (2020)"), values)
        return Sentence(
            N_("higher than the nation's {nation} (2020)")
            if gap > 0
            else N_("lower than the nation's {nation} (2020)"),
            values,
        )
    if name == "pop80":
        share = headline_share(totals, place, 80, AFTER)
        return Sentence(N_("{share} of all residents, census of 2020"), {"share": Amount(round(share, 2), "percent")})
    if name == "beds":
        if vars(found)["values"]["topic"] == "institution_beds":
            return Sentence(
                N_("beds in institutions alone, newest count, over residents of 2020; no total of care beds is known")
            )
        return Sentence(N_("all care beds, newest count, over residents of 2020"))
    return Sentence(N_("own targets in all: {targets}"), found.values)


def standing_sentence(statuses: pd.Series, names: dict[str, Name]) -> Sentence:
    """Say how a place's own targets stand: how many there are, and how many of each status, the most pressing first.

    Args:
        statuses: of the place's own targets as of the day.
        names: of the statuses.
    """
    if statuses.empty:
        return Sentence(
            N_("No target of its own was found in the documents at hand, so nothing can be said of being on track.")
        )
    counts = statuses.value_counts()
    parts = tuple(Counted(names[status], int(counts[status])) for status in ATTENTION if status in counts.index)
    return Sentence(N_("Own targets: {targets} ({parts})."), {"targets": len(statuses), "parts": parts})


def other_pyramid_sentence(totals: pd.DataFrame, place: str, other: str, names: dict[str, Name]) -> Sentence:
    """Say how the share of residents aged 60+ stands to another place's, 2020."""
    own, against = (headline_share(totals, code, 60, AFTER) for code in (place, other))
    return Sentence(
        N_("Aged 60+ in 2020: {own} of the residents here, {against} in {other}."),
        {
            "own": Amount(round(own, 2), "percent"),
            "against": Amount(round(against, 2), "percent"),
            "other": names[other],
        },
    )


def pyramid_sentence(totals: pd.DataFrame, place: str, *, changed: bool = False) -> Sentence:
    """Say how the share of residents aged 60+ changed from 2010 to 2020.

    Args:
        totals: the table ``population_totals``.
        place: adcode.
        changed: its boundaries changed in between, so that there is nothing to compare.
    """
    now = headline_share(totals, place, 60, AFTER)
    if changed:
        return Sentence(
            N_(
                "{share} of the residents were aged 60+ in 2020. Its boundaries changed after 2010: the two censuses are not compared."
            ),
            {"share": Amount(round(now, 2), "percent")},
        )
    try:
        then = headline_share(totals, place, 60, BEFORE)
    except KeyError:
        return Sentence(
            N_("{share} of the residents were aged 60+ in 2020."), {"share": Amount(round(now, 2), "percent")}
        )
    values: dict[str, object] = {
        "now": Amount(round(now, 2), "percent"),
        "then": Amount(round(then, 2), "percent"),
        "gap": Amount(round(abs(now - then), 2), "percentage_points"),
    }
    if now >= then:
        return Sentence(N_("{now} of the residents were aged 60+ in 2020, {gap} more than in 2010 ({then})."), values)
    return Sentence(N_("{now} of the residents were aged 60+ in 2020, {gap} fewer than in 2010 ({then})."), values)


def spine_sentence(rows: pd.DataFrame) -> Sentence:
    """Say in how many of the compared results the place stands above, below or at its peers' median."""
    compared = rows[rows["raw_median"].notna()]
    if compared.empty:
        return Sentence(
            N_("{rows} results stand beside the nation or a few peers; a median takes four."), {"rows": len(rows)}
        )
    above = int((compared["raw_own"] > compared["raw_median"]).sum())
    below = int((compared["raw_own"] < compared["raw_median"]).sum())
    return Sentence(
        N_("{rows} results can be compared: {above} lie above the median of the peers, {below} below, {same} on it."),
        {"rows": len(compared), "above": above, "below": below, "same": len(compared) - above - below},
    )


def timeline_sentence(marks: pd.DataFrame, statuses: pd.Series, names: dict[str, Name]) -> Sentence:
    """Say how many dated targets there are, between which years, and which status is most frequent."""
    most = statuses.value_counts()
    if marks["year"].min() == marks["year"].max():
        return Sentence(
            N_("Targets with a deadline: {targets}, all of {year}; most frequent status: {status} ({count})."),
            {
                "targets": len(marks),
                "year": str(int(marks["year"].min())),
                "status": names[str(most.index[0])],
                "count": int(most.iloc[0]),
            },
        )
    return Sentence(
        N_("Targets with a deadline: {targets}, from {first} to {last}; most frequent status: {status} ({count})."),
        {
            "targets": len(marks),
            "first": int(marks["year"].min()),
            "last": int(marks["year"].max()),
            "status": names[str(most.index[0])],
            "count": int(most.iloc[0]),
        },
    )


def other_counts_sentence(found: pd.DataFrame) -> Sentence:
    """Say how many counts there are and that their bases keep them out of the series of the censuses."""
    return Sentence(
        N_(
            "{count} published counts, the newest of {year}; resident, registered and unstated counts are never joined to the "
            "census or to each other."
        ),
        {"count": len(found), "year": str(found["date"].iloc[0])[:4]},
    )
