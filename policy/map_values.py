"""What a map shows of each place: a share of its people, its change, or a result of one topic; and counts for circles."""

import pandas as pd

from policy.comparability import odd_ones
from policy.described import best_first
from policy.peers import AFTER, BEFORE

SHARES = {"share60": 60, "share65": 65, "share80": 80}
CHANGE = "change60"
CIRCLE_TOPICS = ("care_beds_total", "institution_beds", "care_institutions")


def counts(population: pd.DataFrame, totals: pd.DataFrame, age: int, date: str) -> pd.Series:
    """Return residents (常住) of at least an age by place (persons, index: adcode): age tables first, else printed totals."""
    own = population[
        (population["basis"] == "resident") & (population["date"] == date) & (population["age_from"] >= age)
    ]
    summed = own.groupby("place")["persons"].sum()
    printed = totals[
        (totals["basis"] == "resident")
        & (totals["date"] == date)
        & (totals["sex"] == "both")
        & (totals["age_from"] == age)
        & totals["age_to"].isna()
        & (totals["residence"] == "all")
    ]
    printed = printed.drop_duplicates("place").set_index("place")["persons"]
    return summed.combine_first(printed).astype("float64")


def population_values(population: pd.DataFrame, totals: pd.DataFrame, variable: str) -> pd.Series:
    """Return a share of residents in percent (2020), or the change of the share aged 60+ in points (2010 to 2020), by place.

    Raises:
        KeyError: there is no such variable.
    """
    if variable == CHANGE:
        after, before = (
            100 * counts(population, totals, 60, date) / counts(population, totals, 0, date) for date in (AFTER, BEFORE)
        )
        return (after - before).dropna()
    age = SHARES[variable]
    return (100 * counts(population, totals, age, AFTER) / counts(population, totals, 0, AFTER)).dropna()


def topic_values(facts: pd.DataFrame, topic: str, places: list[str]) -> pd.DataFrame:
    """Return the best result of each place on a topic, ``odd`` marked by the guard among the places mapped.

    Args:
        facts: described facts.
        topic: the topic mapped.
        places: adcodes of the units of the map.
    """
    chosen = facts[
        (facts["topic"] == topic)
        & (facts["kind"] == "achieved")
        & (facts["subject"] == "")
        & facts["place"].isin(places)
    ]
    best = best_first(chosen).drop_duplicates("place")
    return best.assign(odd=odd_ones(best)).reset_index(drop=True)
