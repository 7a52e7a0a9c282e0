"""Places most alike, by named and standardised traits of their population, with the part of each trait in the distance."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from policy.calendar import CENSUS_2010, CENSUS_2020
from policy.derived import Derived, population_ref
from policy.refs import ref
from policy.text import N_

# Each trait with its usual weight; the weights a viewer changes stand in the address.
WEIGHTS = {
    "share60": 2.0,
    "share80": 1.0,
    "size": 1.0,
    "urban": 1.0,
    "change60": 1.0,
    "growth": 1.0,
    "sex_ratio65": 0.5,
}
LEAST_SHARED = 0.5


def changed_places(hindcast_places: pd.DataFrame) -> list[str]:
    """Return the adcodes of places whose boundaries changed between the censuses, so that 2010 and 2020 are not compared."""
    return hindcast_places.loc[hindcast_places["status"] == "boundary_changed", "place"].tolist()


def traits(population_totals: pd.DataFrame, population: pd.DataFrame, changed: Collection[str] = ()) -> pd.DataFrame:
    """Return the traits of every place with a 2020 census count; what is not known is missing. Index: adcode.

    ``share60``, ``share80``: residents (常住) aged 60+ and 80+ in percent, 2020. ``size``: log10 of all residents, 2020.
    ``urban``: urban residents (城镇人口) in percent, 2020. ``change60``: change of the share aged 60+ in points,
    2010 to 2020. ``growth``: change of all residents in percent, 2010 to 2020. ``sex_ratio65``: men per 100 women
    aged 65+, 2020, for places with an age table.

    Args:
        population_totals: the table of that name.
        population: the table of that name, by sex and age.
        changed: places whose boundaries changed between the censuses (``changed_places``): their changes are not known.
    """
    resident = population_totals[(population_totals["basis"] == "resident") & (population_totals["sex"] == "both")]
    residence = resident["residence"]
    whole = resident[residence == "all"].pivot_table(
        index="place", columns=["date", "age_from"], values="persons", aggfunc="first"
    )
    urban = resident[(residence == "urban") & (resident["date"] == CENSUS_2020)].set_index("place")["persons"]

    def count(date: str, age: int) -> pd.Series:
        if (date, age) not in whole:
            return pd.Series(np.nan, index=whole.index)
        return whole[(date, age)].astype("float64")

    total, before = count(CENSUS_2020, 0), count(CENSUS_2010, 0)
    before = before.mask(before.index.isin(list(changed)))
    share60 = 100 * count(CENSUS_2020, 60) / total
    return pd.DataFrame(
        {
            "share60": share60,
            "share80": 100 * count(CENSUS_2020, 80) / total,
            "size": np.log10(total),
            "urban": 100 * urban.reindex(whole.index).astype("float64") / total,
            "change60": share60 - 100 * count(CENSUS_2010, 60) / before,
            "growth": 100 * (total / before - 1),
            "sex_ratio65": _sex_ratio(population).reindex(whole.index),
        }
    ).dropna(subset=["share60", "size"])


def _sex_ratio(population: pd.DataFrame) -> pd.Series:
    old = population[
        (population["date"] == CENSUS_2020) & (population["basis"] == "resident") & (population["age_from"] >= 65)
    ]
    by_sex = old.pivot_table(index="place", columns="sex", values="persons", aggfunc="sum")
    if not {"male", "female"} <= set(by_sex.columns):
        return pd.Series(dtype="float64")
    return (100 * by_sex["male"] / by_sex["female"]).astype("float64")


def distances(known: pd.DataFrame, place: str, weights: Mapping[str, float]) -> pd.DataFrame:
    """Return the distance of every other place to one place, nearest first, with each trait's part in it.

    Traits are standardised over all places given (mean 0, standard deviation 1). The distance is the root of the
    weighted mean of squared differences over the traits both places have; places sharing less than half of the weight
    are left out. Columns: ``distance``, and for each trait its part of the squared distance in percent (they sum to
    100; all 0 for an identical place). Index: adcode.

    Args:
        known: traits of the places to choose from, the place itself among them (``traits``).
        place: adcode of the place.
        weights: weight of each trait, at least 0; a trait that is missing weighs 0.

    Raises:
        KeyError: the place has no traits.
        ValueError: a weight is negative, or all are 0.
    """
    weight = np.array([float(weights.get(trait, 0.0)) for trait in known.columns])
    if (weight < 0).any() or not weight.any():
        raise ValueError("weights must be at least 0, and one of them above 0")
    values = known.to_numpy(dtype=float)
    spread, mean = np.zeros(values.shape[1]), np.zeros(values.shape[1])
    some = ~np.isnan(values).all(axis=0)  # a trait that nobody has stays out
    spread[some], mean[some] = np.nanstd(values[:, some], axis=0), np.nanmean(values[:, some], axis=0)
    scores = (values - mean) / np.where(spread > 0, spread, 1.0)
    own = scores[known.index.get_loc(place)]
    squared = (scores - own) ** 2
    shared = ~np.isnan(squared)
    used = np.where(shared, weight, 0.0)
    contribution = np.where(shared, squared, 0.0) * weight
    total = contribution.sum(axis=1)
    enough = used.sum(axis=1) >= LEAST_SHARED * weight.sum()
    distance = np.sqrt(total / np.where(used.sum(axis=1) > 0, used.sum(axis=1), 1.0))
    parts = 100 * contribution / np.where(total > 0, total, 1.0)[:, None]
    table = pd.DataFrame(parts, columns=known.columns, index=known.index)
    table.insert(0, "distance", distance)
    return table[enough & (known.index != place)].sort_values("distance", kind="stable")


def candidates(known: pd.DataFrame, places: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return the traits of the places a place is compared with, itself among them: those of its own level alone."""
    level = places.set_index("place")["level"]
    return known[(known.index.to_series().map(level) == level[place]).to_numpy()]


def distance_ref(place: str, other: str, weights: Mapping[str, float]) -> str:
    """Return the reference of the distance between two places by these weights."""
    return ref("distance", place, other, ",".join(f"{weights[trait]:g}" for trait in WEIGHTS))


def distance_record(asked: str, tables: Mapping[str, pd.DataFrame]) -> Derived:
    """Return the distance between two places as a derived number.

    Args:
        asked: what stands after ``distance:`` in ``distance_ref``.
        tables: ``population_totals``, ``population``, ``places`` and ``hindcast_places``.

    Raises:
        KeyError: no such place, or weights that mean nothing.
    """
    try:
        place, other, text = asked.split(":")
        weights = dict(zip(WEIGHTS, map(float, text.split(",")), strict=True))
        known = traits(tables["population_totals"], tables["population"], changed_places(tables["hindcast_places"]))
        near = candidates(known, tables["places"], place)
        ranked = distances(near, place, weights)
        distance, parts = (
            ranked["distance"].astype(float)[other],
            ranked[list(WEIGHTS)].astype(float).max(axis=1)[other],
        )
    except ValueError as error:
        raise KeyError(asked) from error
    totals = tables["population_totals"]
    census = (
        totals["date"].isin([CENSUS_2010, CENSUS_2020]) & (totals["basis"] == "resident") & (totals["sex"] == "both")
    )
    used = totals[census & totals["place"].isin([place, other]) & totals["age_from"].isin([0, 60, 80])]
    compared = [trait for trait in WEIGHTS if near.loc[[place, other], trait].notna().all() and weights[trait]]
    return Derived(
        round(float(distance), 2),
        "standard_deviations",
        N_(
            "root of the weighted mean of the squared differences of {traits} traits, each standardised over {places} places; "
            "the largest part is {part}%"
        ),
        {"traits": len(compared), "places": len(near), "part": round(float(parts))},
        tuple(population_ref(row) for _index, row in used.iterrows()),
    )
