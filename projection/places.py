"""One place from its census to a projection: base structure, rates at its own level, migration, and how they were made.

Base: the residents (常住) of the census of 1 November 2020, never the UN's counts. Rates: the nation's (UN, medium), with
the place's own fertility level (children aged 0 per woman, against the nation's by the same measure) where ages are
counted. Migration: the
place's residual of the censuses of 2010 and 2020, by the nation's census survival ratio, fading by half in 30 years;
the nation's is the UN's. Mortality is the nation's times a hazard ratio, 1 where none is known.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from projection import migration as moves
from projection.baseline import STRUCTURES, Structure, fitted_to_sexes, from_broad_groups, ungrouped
from projection.cohort_component import OPEN, SEXES, Array, Projection, Timing, project
from projection.fertility import fertility_ratio
from projection.life_table import life_table
from projection.mortality import at_hazard_ratio
from projection.rates import NATION, NationalRates, YearlyRates, between_dates, national_shape

BEFORE, BASE = "2010-11-01", "2020-11-01"
RESIDENT = "resident"
HEADLINE_AGES = (0, 60, 65, 80)
HAZARD_HALF_LIFE = 30.0
COUNTED_CHILDREN = ("S1", "S2")  # only these know the age 0


@dataclass(frozen=True)
class PlaceInputs:
    """What a place's projection is made from.

    ``people`` at the base date, ``[2, 101]``; ``rates`` one row a year; ``structure`` the class of the base with its error;
    ``fertility_ratio`` the place's fertility over the nation's; ``migration`` says where it comes from: ``un``,
    ``census_residual`` or ``none`` (no age table of 2010).
    """

    place: str
    date: str
    people: Array
    rates: YearlyRates
    structure: Structure
    fertility_ratio: float
    migration: str


@dataclass(frozen=True)
class PlaceProjection:
    """A place's projection with what it was made from; ``years`` are those of its dates, the base first."""

    inputs: PlaceInputs
    projection: Projection
    years: tuple[int, ...]


def project_place(
    place: str,
    to: int,
    population: pd.DataFrame,
    totals: pd.DataFrame,
    rates: NationalRates,
    *,
    timing: Timing = "even",
) -> PlaceProjection:
    """Return a place's residents on 1 November of each year from 2020.

    Args:
        place: adcode.
        to: last year.
        population: the table of that name.
        totals: the table ``population_totals``.
        rates: the nation's (``national_rates``).
        timing: migration convention, see ``project``.

    Raises:
        ValueError: the year is not ahead or beyond the rates, or the place has no count to start from.
    """
    inputs = place_inputs(place, to, population, totals, rates)
    found = project(inputs.people, *inputs.rates, timing=timing)
    return PlaceProjection(inputs, found, tuple(range(int(BASE[:4]), to + 1)))


def place_inputs(
    place: str,
    to: int,
    population: pd.DataFrame,
    totals: pd.DataFrame,
    rates: NationalRates,
    hazard: npt.ArrayLike = (1.0, 1.0),
) -> PlaceInputs:
    """Return what a place's projection is made from.

    Args:
        place: adcode.
        to: last year.
        population: the table of that name.
        totals: the table ``population_totals``.
        rates: the nation's (``national_rates``).
        hazard: death rates from age 30 over the nation's, women and men; their logarithm halves in 30 years.

    Raises:
        ValueError: as for ``project_place``.
    """
    start = decimal_year(BASE)
    years = to - int(BASE[:4])
    if years < 1:
        raise ValueError(f"the projection starts on {BASE}; {to} is not a later year")
    national = between_dates(rates, start, years)
    people, structure = base(place, BASE, population, totals, rates)
    if place == NATION:
        return PlaceInputs(place, BASE, people, national, structure, 1.0, "un")
    own_mortality = at_hazard_ratio(_mean_mx(rates, start, years), hazard, np.arange(years) + 0.5, HAZARD_HALF_LIFE)
    nation = base(NATION, BASE, population, totals, rates)[0]
    ratio = 1.0
    if structure.name in COUNTED_CHILDREN:
        past = between_dates(rates, start - 1, 1)
        level = [float(fertility_ratio(n, past.fertility[0], past.survivorship[0, :, 0])) for n in (people, nation)]
        ratio = level[0] / level[1]
    given = YearlyRates(
        life_table(own_mortality).survivorship, national.fertility * ratio, national.sex_ratio, national.migration
    )
    moved, source = _migration(place, people, nation, given, population, totals, rates)
    return PlaceInputs(place, BASE, people, given._replace(migration=moved), structure, ratio, source)


def _mean_mx(rates: NationalRates, start: float, years: int) -> Array:
    whole = int(np.floor(start))
    at = np.arange(whole, whole + years) - rates.first_year
    return (1 - (start - whole)) * rates.mx[at] + (start - whole) * rates.mx[at + 1]


def _migration(
    place: str,
    people: Array,
    nation: Array,
    given: YearlyRates,
    population: pd.DataFrame,
    totals: pd.DataFrame,
    rates: NationalRates,
) -> tuple[Array, str]:
    """Return net migrants of each year and where they come from."""
    if not len(age_table(population, place, BEFORE)):
        return np.zeros_like(given.survivorship), "none"
    years = int(BASE[:4]) - int(BEFORE[:4])
    between = between_dates(rates, decimal_year(BEFORE), years).survivorship
    earlier, nation_earlier = (base(code, BEFORE, population, totals, rates)[0] for code in (place, NATION))
    moved = moves.residual(earlier, people, between, moves.census_ratio(nation_earlier, nation, between))
    yearly = moves.yearly_rates(moved, earlier, people, years)
    return moves.carried_on(people, *given[:3], yearly), "census_residual"


def base(
    place: str, date: str, population: pd.DataFrame, totals: pd.DataFrame, rates: NationalRates
) -> tuple[Array, Structure]:
    """Return a place's residents by sex and single age on a census day, ``[2, 101]``, and the class of their structure.

    Raises:
        ValueError: there is neither an age table nor a count of those aged 60+; or counts contradict each other.
    """
    groups = age_table(population, place, date)
    seed = national_shape(rates, decimal_year(date))
    if len(groups):
        return ungrouped(groups.to_numpy().T, groups.index.to_numpy(), seed), STRUCTURES["S2"]
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
    province = age_table(population, place[:2] + "0000", date)
    shape = ungrouped(province.to_numpy().T, province.index.to_numpy(), seed) if len(province) else seed
    people = from_broad_groups(persons, starts, shape)
    by_sex = [headline_counts(totals, place, date, sex).get(0) for sex in SEXES]
    if all(by_sex):
        people = fitted_to_sexes(people, np.array(by_sex, dtype=np.float64))
    return people, STRUCTURES["S3" if 65 in counts else "S4"]


def age_table(population: pd.DataFrame, place: str, date: str) -> pd.DataFrame:
    """Return a place's residents by first age of the group (index) and sex (female, male); empty where there is none.

    Raises:
        ValueError: a group stands for one sex only.
    """
    rows = population[(population["place"] == place) & (population["date"] == date) & (population["basis"] == RESIDENT)]
    table = rows.pivot_table(index="age_from", columns="sex", values="persons", aggfunc="sum").reindex(
        columns=list(SEXES)
    )
    if table.isna().to_numpy().any():
        raise ValueError(f"{place}: an age group of {date} is given for one sex only; give both")
    table.index = table.index.astype("int64")
    return table.astype("float64").sort_index()


def headline_counts(totals: pd.DataFrame, place: str, date: str, sex: str = "both") -> dict[int, float]:
    """Return a place's residents at or above each headline age (0, 60, 65, 80) that is known."""
    rows = totals[
        (totals["place"] == place)
        & (totals["date"] == date)
        & (totals["basis"] == RESIDENT)
        & (totals["sex"] == sex)
        & (totals["residence"] == "all")
        & totals["age_to"].isna()
        & totals["age_from"].isin(HEADLINE_AGES)
    ]
    return {int(age): float(persons) for age, persons in zip(rows["age_from"], rows["persons"], strict=True)}


def decimal_year(date: str) -> float:
    """Return a day as a year with the fraction of it that has passed."""
    day = pd.Timestamp(date)
    return day.year + (day.day_of_year - 1) / (366 if day.is_leap_year else 365)


def count(people: Array, age_from: int, age_to: int = OPEN) -> Array:
    """Return persons of both sexes at the ages given, ``[...]``, from ``[..., 2, 101]``."""
    return people[..., age_from : age_to + 1].sum(axis=(-2, -1))
