"""Places from their census to a projection: base structure, rates at their own level, migration, and how they were made.

Base: the residents (常住) of the census of 1 November 2020, never the UN's counts. Rates: the nation's (UN, medium), with
the place's own fertility level where ages are counted (children aged 0 per woman, against the nation's by the same
measure). Migration and mortality: what the place's traits lead to expect, or its prefecture's (``local_of``); else its
residual of the censuses of 2010 and 2020 by the nation's census survival ratio, and the nation's death rates. Both fade:
rates of migration and the logarithm of the ratio of death rates are halved in 30 years. The nation's own are the UN's, as its
official counts of the years since set them (``national``); places inherit that, and their single ages with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from projection.people import migration as moves
from projection.people.baseline import Structure
from projection.people.bases import bases, decimal_year
from projection.people.cohort_component import OPEN, SEXES, Array, Projection, Timing, project
from projection.people.fertility import fertility_ratio
from projection.people.life_table import life_table
from projection.people.local_factors import REACHED, yearly_rates
from projection.people.mortality import at_hazard_ratio
from projection.people.rates import NATION, NationalRates, YearlyRates, between_dates, yearly_means

BEFORE, BASE = "2010-11-01", "2020-11-01"
FIRST_YEAR, CENSUS_YEARS = 2020, 10
HAZARD_HALF_LIFE = 30.0
OLD = 60
COUNTED_CHILDREN = ("S1", "S2")  # only these know the age 0


@dataclass(frozen=True)
class Local:
    """What is known of a place beyond its censuses.

    ``hazard[2]`` death rates from age 30 over the nation's, women and men, whose logarithm halves in 30 years;
    ``migration[2, 101]`` net migrants a year per person by age, instead of the residual of its censuses, and ``source``
    what to call them.
    """

    hazard: tuple[float, float] = (1.0, 1.0)
    migration: Array | None = None
    source: str = "given"


class Return(NamedTuple):
    """What it takes for mortality to be the UN's again.

    ``ratio`` the nation's hazard −ln S by the UN's rates over that of its official counts, ``[T, 2, 101]``; ``elapsed`` years from
    the end of the last official year to the middle of each step, ``[T]``, below 0 before.
    """

    ratio: Array
    elapsed: Array


@dataclass(frozen=True)
class PlaceInputs:
    """What a place's projection is made from.

    ``people`` at the base date, ``[2, 101]``; ``rates`` one row a year; ``structure`` the class of the base with its error;
    ``fertility_ratio`` the place's fertility over the nation's; ``hazard`` its death rates from age 30 at the start over the
    nation's; ``migration`` says where it comes from: ``un``, ``traits`` or ``prefecture_traits`` (``local_of``), ``census_residual``, ``given``, or
    ``none`` (no age table of 2010); ``back`` what it takes for mortality to be the UN's again, where official counts have moved it.
    """

    place: str
    date: str
    people: Array
    rates: YearlyRates
    structure: Structure
    fertility_ratio: float
    hazard: tuple[float, float]
    migration: str
    back: Return | None = None


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
    local: Local | None = None,
    timing: Timing = "even",
) -> PlaceProjection:
    """Return a place's residents on 1 November of each year from 2020.

    Args:
        place: adcode.
        to: last year.
        population: the table of that name.
        totals: the table ``population_totals``.
        rates: the nation's (``national_rates``).
        local: what is known of the place besides.
        timing: migration convention, see ``project``.

    Raises:
        ValueError: the year is not ahead or beyond the rates, or the place has no count to start from.
    """
    inputs = inputs_of([place], to, population, totals, rates, {place: local} if local else {})[place]
    found = project(inputs.people, *inputs.rates, timing=timing)
    return PlaceProjection(inputs, found, tuple(range(FIRST_YEAR, to + 1)))


def local_of(local_factors: pd.DataFrame, place: str) -> Local | None:
    """Return the migration and mortality that a place's traits of 2020 lead to expect; nothing where they are not known.

    In the hindcast from 2010 they came nearer than nobody moving and the nation's death rates, which a residual of one
    decade carried into the next cannot show with two censuses. A county without its own takes its prefecture's: its own
    residual holds every change of its boundaries, which no table lists, and would multiply it for decades.

    Args:
        local_factors: the table of that name.
        place: adcode.
    """
    return nearest(locals_of(local_factors[local_factors["place"].isin(_upwards(place))]), place)


def locals_of(local_factors: pd.DataFrame) -> dict[str, Local]:
    """Return what traits lead to expect by place, of those places that have both migration and mortality."""
    known = local_factors[local_factors["expected"].notna()]
    ratios = known[known["factor"] == "mortality"].drop_duplicates("place").set_index("place")["expected"]
    moved = known[known["factor"] == "migration"]
    found = {}
    for place, rows in moved[moved["place"].isin(ratios.index)].groupby("place"):
        # Those who have reached 60 share one figure.
        wide = rows.pivot_table(index="sex", columns="age_from", values="expected")
        groups = wide.reindex(index=list(SEXES), columns=np.minimum(REACHED, OLD)).to_numpy(dtype=np.float64)
        ratio = float(ratios[place])
        found[str(place)] = Local((ratio, ratio), yearly_rates(np.log1p(groups / 100)), "traits")
    return found


def nearest(known: Mapping[str, Local], place: str) -> Local | None:
    """Return what is known of a place itself, else of its prefecture or municipality."""
    for code in _upwards(place):
        if code in known:
            return known[code] if code == place else replace(known[code], source="prefecture_traits")
    return None


def _upwards(place: str) -> tuple[str, str, str]:
    """Return the codes of a place, its prefecture and its province; of provinces only municipalities have traits."""
    return place, f"{place[:4]}00", f"{place[:2]}0000"


def inputs_of(
    places: Sequence[str],
    to: int,
    population: pd.DataFrame,
    totals: pd.DataFrame,
    rates: NationalRates,
    local: Mapping[str, Local] | None = None,
) -> dict[str, PlaceInputs]:
    """Return what the projection of each place is made from; many places at once take little longer than one.

    Args:
        places: adcodes.
        to: last year.
        population: the table of that name; it must hold the nation, too.
        totals: the table ``population_totals``.
        rates: the nation's (``national_rates``).
        local: what is known of some places besides.

    Raises:
        ValueError: as for ``project_place``.
    """
    years = to - FIRST_YEAR
    if years < 1:
        raise ValueError(f"the projection starts on {BASE}; {to} is not a later year")
    start = decimal_year(BASE)
    national = between_dates(rates, start, years)
    codes = list(dict.fromkeys([NATION, *places]))
    known = [(local or {}).get(place, Local()) for place in codes]
    people, structures = bases(codes, BASE, population, totals, rates)
    fertility = _fertility_ratios(people, structures, between_dates(rates, start - 1, 1))
    hazard = np.array([own.hazard for own in known])
    survivorship = life_table(
        at_hazard_ratio(yearly_means(rates.mx, rates, start, years), hazard, np.arange(years) + 0.5, HAZARD_HALF_LIFE)
    ).survivorship
    own_fertility = national.fertility * fertility[:, None, None]
    yearly, sources = _migration_rates(codes, people, known, population, totals, rates)
    moved = moves.carried_on(people, survivorship, own_fertility, national.sex_ratio, yearly)
    back = _return(rates, national, start, years)
    found = {}
    for at, place in enumerate(codes):
        source = "un" if place == NATION else sources[at]
        own = YearlyRates(
            survivorship[at],
            own_fertility[at],
            national.sex_ratio,
            national.migration if place == NATION else moved[at],
        )
        found[place] = PlaceInputs(
            place, BASE, people[at], own, structures[at], float(fertility[at]), known[at].hazard, source, back
        )
    return {place: found[place] for place in places}


def _return(rates: NationalRates, national: YearlyRates, start: float, years: int) -> Return | None:
    """Return what it takes for the nation's mortality to be the UN's again; nothing where no official count has moved it."""
    if rates.uns_path is None:
        return None
    uns = life_table(yearly_means(rates.uns_path.mx, rates, start, years)).survivorship
    middles = start + np.arange(years, dtype=np.float64) + 0.5
    return Return(np.log(uns) / np.log(national.survivorship), middles - (rates.uns_path.after + 1))


def _fertility_ratios(people: Array, structures: Sequence[Structure], past: YearlyRates) -> Array:
    """Return each place's fertility over the nation's (the first of them), 1 where ages are not counted."""
    level = fertility_ratio(people, past.fertility[0], past.survivorship[0, :, 0])
    counted = [structure.name in COUNTED_CHILDREN for structure in structures]
    return np.where(counted, level / level[0], 1.0)


def _migration_rates(
    codes: Sequence[str],
    people: Array,
    known: Sequence[Local],
    population: pd.DataFrame,
    totals: pd.DataFrame,
    rates: NationalRates,
) -> tuple[Array, list[str]]:
    """Return net migrants a year per person of each place (the nation first), and where they come from."""
    tables = population[population["date"] == BEFORE]
    with_table = set(tables["place"])
    counted = [at for at, place in enumerate(codes) if at == 0 or place in with_table]
    between = between_dates(rates, decimal_year(BEFORE), CENSUS_YEARS).survivorship
    before, _ = bases([codes[at] for at in counted], BEFORE, tables, totals, rates)
    after = people[counted]
    moved = moves.residual(before, after, between, moves.census_ratio(before[0], after[0], between))
    yearly, sources = np.zeros_like(people), ["none"] * len(codes)
    yearly[counted] = moves.yearly_rates(moved, before, after, CENSUS_YEARS)
    for at in counted:
        sources[at] = "census_residual"
    for at, own in enumerate(known):
        if own.migration is not None:
            yearly[at], sources[at] = own.migration, own.source
    return yearly, sources


def count(people: Array, age_from: int, age_to: int = OPEN) -> Array:
    """Return persons of both sexes at the ages given, ``[...]``, from ``[..., 2, 101]``."""
    return people[..., age_from : age_to + 1].sum(axis=(-2, -1))
