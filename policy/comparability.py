"""The comparability guard: which numbers may stand in one ranking, average or shared axis, and why others may not.

Two facts are comparable when they agree in every aspect below. Years may differ: they are shown beside each value.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from policy.described import SCOPE_ASPECTS
from policy.text import N_, Sentence, Text

# What must agree, in the order a reader should hear of it, and how each is read off a described fact.
ASPECTS = (
    "comparable_group",
    "kind",
    "population_basis",
    "age_basis",
    "scope_base",
    "scope_facility",
    "scope_condition",
    "scope_time",
    "unit",
    "level_of_statement",
    "ownership",
    "counting",
)
COUNTED = ("per_year_quota", "cumulative")  # warnings of a count that is no stock, the stronger first


@dataclass(frozen=True)
class Difference:
    """One aspect in which numbers differ, with the values it takes."""

    aspect: str
    values: tuple[str, ...]


def definitions(facts: pd.DataFrame) -> pd.DataFrame:
    """Return what defines each fact: one column an aspect, one row a fact (index kept).

    ``level_of_statement`` tells a single institution from the place as a whole, ``ownership`` a place's own target
    from an inherited one, ``counting`` a yearly quota or a cumulative count from a stock.

    Args:
        facts: described facts (``policy.described.describe``).
    """
    return pd.DataFrame(dict(zip(ASPECTS, aspects(facts, ASPECTS), strict=True)), index=facts.index, dtype="str")


def aspects(facts: pd.DataFrame, asked: Sequence[str]) -> list[list[str]]:
    """Return some aspects of ``definitions``, a list each, one value a fact: without the frame, which takes longer than all else."""
    warned = [cell.split(";") for cell in facts["warnings"]]
    read: dict[str, Callable[[], list[str]]] = {
        "level_of_statement": lambda: ["institution" if subject else "place" for subject in facts["subject"]],
        "ownership": lambda: ["inherited" if "inherited_target" in words else "own" for words in warned],
        "counting": lambda: [next((word for word in COUNTED if word in words), "stock") for words in warned],
    }
    return [read[aspect]() if aspect in read else facts[aspect].tolist() for aspect in asked]


def differences(facts: pd.DataFrame) -> list[Difference]:
    """Return every aspect in which the facts differ; an empty list when they may be ranked together."""
    table = definitions(facts)
    return [
        Difference(aspect, tuple(sorted(table[aspect].unique())))
        for aspect in ASPECTS
        if len(table[aspect].unique()) > 1
    ]


def odd_ones(facts: pd.DataFrame) -> pd.Series:
    """Tell which facts differ from the most common definition (True: hatch it, never rank it).

    Between equally common definitions the one that holds for whole places, then the first in order, is the standard.
    """
    if facts.empty:
        return pd.Series(dtype=bool, index=facts.index)
    keys = pd.Series(list(definitions(facts).itertuples(index=False, name=None)), index=facts.index)
    standard = commonest(keys, ASPECTS)
    return keys != standard


def commonest(keys: pd.Series, aspects: Sequence[str]) -> tuple[str, ...]:
    """Return the most common of definitions, each the values of the aspects; between equals as ``odd_ones`` says."""
    counts = keys.value_counts(sort=False)
    narrowed = [aspects.index(f"scope_{aspect}") for aspect in SCOPE_ASPECTS]
    return max(sorted(counts.index), key=lambda key: (counts[key], not any(key[at] for at in narrowed)))


def ranks(facts: pd.DataFrame) -> pd.Series:
    """Return 1 for the best value, equal values sharing the smaller rank; all missing unless every fact is comparable.

    Values are ranked by the indicator's polarity; with polarity 0 (neither more nor less is better) there is no rank.
    """
    none = pd.Series(pd.NA, index=facts.index, dtype="Int64")
    if facts.empty or differences(facts):
        return none
    polarity = facts["polarity"].iloc[0]
    if polarity == "0":
        return none
    return facts["value"].rank(method="min", ascending=polarity == "-1").astype("Int64")


ASPECT_NAMES = {
    "comparable_group": N_("what is measured"),
    "kind": N_("type of data"),
    "population_basis": N_("population counted"),
    "age_basis": N_("age limit"),
    "scope_base": N_("part of the place or people covered"),
    "scope_facility": N_("kind of facility"),
    "scope_condition": N_("condition"),
    "scope_time": N_("period counted"),
    "unit": N_("unit"),
    "level_of_statement": N_("place or single institution"),
    "ownership": N_("own or inherited target"),
    "counting": N_("stock, cumulative count or yearly quota"),
}


def guard_sentence(found: list[Difference]) -> Sentence | None:
    """Return why no rank is printed, or nothing when all numbers share one definition."""
    if not found:
        return None
    aspects = tuple(Text(ASPECT_NAMES[difference.aspect]) for difference in found)
    return Sentence(
        N_(
            "No rank is printed: the numbers differ in {aspects}. The hatched ones differ from the most common definition."
        ),
        {"aspects": aspects},
    )


def mixed_sentence(found: list[Difference]) -> Sentence | None:
    """Return in what the numbers of a chart differ, or nothing when all share one definition."""
    if not found:
        return None
    aspects = tuple(Text(ASPECT_NAMES[difference.aspect]) for difference in found)
    return Sentence(
        N_("These numbers differ in {aspects}: read each with its definition, not against each other."),
        {"aspects": aspects},
    )
