"""The residents of places on a census day by sex and single age, from age tables or from headline counts."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from projection.people.baseline import STRUCTURES, Structure, fitted_to_sexes, from_broad_groups, ungrouped
from projection.people.cohort_component import AGES, MALE, SEXES, Array
from projection.people.rates import NationalRates, national_shape

RESIDENT = "resident"
HEADLINE_AGES = (0, 60, 65, 80)


class AgeTables(NamedTuple):
    """Places whose age groups begin at the same ages: ``persons[place, 2, group]``, females first."""

    places: tuple[str, ...]
    starts: npt.NDArray[np.int64]
    persons: Array


def bases(
    places: Sequence[str], date: str, population: pd.DataFrame, totals: pd.DataFrame, rates: NationalRates
) -> tuple[Array, list[Structure]]:
    """Return residents by sex and single age on a census day, ``[places, 2, 101]``, and the class of each structure.

    Five-year tables are shaped by the nation's single ages (S2). Where only the total and those aged 60+, 65+ or 80+ are
    known, the province's structure, else the nation's, is bent to them (S3, or S4 with 60+ alone).

    Args:
        places: adcodes.
        date: census day.
        population: the table of that name.
        totals: the table ``population_totals``.
        rates: the nation's, for the shape.

    Raises:
        ValueError: a place has neither an age table nor a count of those aged 60+; or counts contradict each other.
    """
    seed = national_shape(rates, decimal_year(date))
    provinces = {place[:2] + "0000" for place in places}
    shapes: dict[str, Array] = {}
    for tables in age_tables(population, date, {*places, *provinces}):
        people = ungrouped(tables.persons, tables.starts, seed)
        shapes |= dict(zip(tables.places, people, strict=True))
    found, structures = np.empty((len(places), 2, AGES)), []
    for at, place in enumerate(places):
        if place in shapes:
            found[at], structure = shapes[place], STRUCTURES["S2"]
        else:
            found[at], structure = _from_counts(place, date, totals, shapes.get(place[:2] + "0000", seed))
        structures.append(structure)
    return found, structures


def age_tables(population: pd.DataFrame, date: str, places: set[str]) -> Iterator[AgeTables]:
    """Yield the residents of those of the places that have an age table on a date, by the groups they come in.

    Raises:
        ValueError: a group stands for one sex only.
    """
    rows = population[population["date"] == date]
    rows = rows[rows["place"].isin(list(places)) & (rows["basis"] == RESIDENT)]
    if rows.empty:
        return
    codes, of_place = np.unique(rows["place"].to_numpy(dtype=object), return_inverse=True)
    ages, of_age = np.unique(rows["age_from"].to_numpy(dtype=np.int64), return_inverse=True)
    cell = of_place, rows["sex"].eq(SEXES[MALE]).to_numpy(dtype=np.int64), of_age
    persons, there = np.zeros((len(codes), len(SEXES), len(ages))), np.zeros((len(codes), len(SEXES), len(ages)), bool)
    np.add.at(persons, cell, rows["persons"].to_numpy(dtype=np.float64))
    there[cell] = True
    alone = (there[:, 0] != there[:, 1]).any(axis=1)
    if alone.any():
        raise ValueError(f"{codes[alone][0]}: an age group of {date} is given for one sex only; give both")
    patterns, member = np.unique(there[:, 0], axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):
        own = np.flatnonzero(member == number)
        yield AgeTables(tuple(codes[own]), ages[pattern], persons[own][:, :, pattern])


def _from_counts(place: str, date: str, totals: pd.DataFrame, shape: Array) -> tuple[Array, Structure]:
    """Return a place's residents from its headline counts, bent from a shape."""
    counts = headline_counts(totals, place, date)
    if not {0, 60} <= set(counts):
        raise ValueError(
            f"{place} has neither an age table nor a resident count of 60+ on {date}; "
            f"fetch the census (`python -m loaders fetch census`) or choose another place"
        )
    starts = sorted(counts)
    upwards = [counts[age] for age in starts]
    persons = -np.diff([*upwards, 0.0])
    if (persons <= 0).any():
        raise ValueError(f"{place}: the counts of {date} do not fall with age ({upwards}); check population_totals")
    people = from_broad_groups(persons, starts, shape)
    by_sex = [headline_counts(totals, place, date, sex).get(0) for sex in SEXES]
    if all(by_sex):
        people = fitted_to_sexes(people, np.array(by_sex, dtype=np.float64))
    return people, STRUCTURES["S3" if 65 in counts else "S4"]


def headline_counts(totals: pd.DataFrame, place: str, date: str, sex: str = "both") -> dict[int, float]:
    """Return a place's residents at or above each headline age (0, 60, 65, 80) that is known."""
    rows = totals[(totals["place"] == place) & (totals["date"] == date)]
    rows = rows[
        (rows["basis"] == RESIDENT)
        & (rows["sex"] == sex)
        & (rows["residence"] == "all")
        & rows["age_to"].isna()
        & rows["age_from"].isin(HEADLINE_AGES)
    ]
    return {int(age): float(persons) for age, persons in zip(rows["age_from"], rows["persons"], strict=True)}


def decimal_year(date: str) -> float:
    """Return a day as a year with the fraction of it that has passed."""
    day = pd.Timestamp(date)
    return day.year + (day.day_of_year - 1) / (366 if day.is_leap_year else 365)
