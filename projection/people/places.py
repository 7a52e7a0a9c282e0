"""Places from their census to a projection: base structure, rates at their own level, migration, and how they were made.

Base: the residents (常住) of the census of 1 November 2020, never the UN's counts. Rates: the nation's (UN, medium), with
the place's own fertility level where ages are counted (children aged 0 per woman, against the nation's by the same
measure). Migration and mortality: what the place's traits lead to expect, or its prefecture's, or of a province those of its
prefectures together (``local_of``); else its residual of the censuses of 2010 and 2020 by the nation's census survival ratio, unless
it changed beyond ``MOST_CHANGED``, and the nation's death rates. Both fade: rates of migration and the logarithm of the ratio of
death rates are halved in 30 years. The nation's own are the UN's, as its
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
from projection.people.same_places import MUNICIPALITIES

BEFORE, BASE = "2010-11-01", "2020-11-01"
FIRST_YEAR, CENSUS_YEARS = 2020, 10
HAZARD_HALF_LIFE = 30.0
OLD = 60
# Residents of 2020 over those of 2010, or the reverse, beyond which what the censuses leave unexplained is no migration that goes on,
# but a place founded, doubled or given other boundaries: of 323 prefectures within the same boundaries none changed by more
# (深圳市 most, to 1.69 times). Carried on from 阿拉尔市, founded in 2002, it made six times as many old people in fifteen years.
MOST_CHANGED = 1.75
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
    nation's; ``migration`` says where it comes from: ``un``; ``traits``, ``prefecture_traits`` or ``province_traits`` (``local_of``);
    ``census_residual``; ``given``; or it is left out: ``none`` (no age table of 2010), ``changed`` (beyond ``MOST_CHANGED``);
    ``back`` what it takes for mortality to be the UN's again, where official counts have moved it.
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
    residual holds every change of its boundaries, which no table lists, and would multiply it for decades. A province has those of
    its prefectures together, so that it comes out at what they come out at.

    Args:
        local_factors: the table of that name.
        place: adcode.
    """
    return nearest(locals_of(local_factors[local_factors["place"].isin(_upwards(place))]), place)


def locals_of(local_factors: pd.DataFrame) -> dict[str, Local]:
    """Return what traits lead to expect by place, of those places that have both migration and mortality."""
    known = local_factors[local_factors["expected"].notna()]
    ratios = known[known["factor"] == "mortality"].drop_duplicates("place").set_index("place")["expected"]
    moved = known[(known["factor"] == "migration") & known["place"].isin(ratios.index)]
    if moved.empty:
        return {}
    wide = moved.pivot_table(index=["place", "sex"], columns="age_from", values="expected")
    places = wide.index.unique("place")
    # Those who have reached 60 share one figure.
    wide = wide.reindex(index=pd.MultiIndex.from_product([places, SEXES]), columns=np.minimum(REACHED, OLD))
    found = {}
    for place, groups in zip(places, wide.to_numpy(dtype=np.float64).reshape(len(places), len(SEXES), -1), strict=True):
        ratio, code = float(ratios[place]), str(place)
        together = code.endswith("0000") and code[:2] not in MUNICIPALITIES
        source = "province_traits" if together else "traits"
        found[code] = Local((ratio, ratio), yearly_rates(np.log1p(groups / 100)), source)
    return found


def nearest(known: Mapping[str, Local], place: str) -> Local | None:
    """Return what is known of a place itself, else of its prefecture or municipality."""
    for code in _upwards(place):
        if code in known:
            return known[code] if code == place else replace(known[code], source="prefecture_traits")
    return None


def _upwards(place: str) -> tuple[str, ...]:
    """Return the codes of a place and its prefecture, or of the municipality it is in."""
    return place, f"{place[:2]}0000" if place[:2] in MUNICIPALITIES else f"{place[:4]}00"


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
    # Of a few places a few rows are wanted, each of them several times; a place without an age table takes its province's shape.
    shaping = {*codes, *(f"{code[:2]}0000" for code in codes)}
    population, totals = population[population["place"].isin(list(shaping))], totals[totals["place"].isin(codes)]
    people, structures = bases(codes, BASE, population, totals, rates)
    fertility = _fertility_ratios(people, structures, between_dates(rates, start - 1, 1))
    hazard = np.array([own.hazard for own in known])
    yearly, sources = _migration_rates(codes, people, known, population, totals, rates)
    back = _return(rates, national, start, years)
    mx, own_fertility = yearly_means(rates.mx, rates, start, years), national.fertility * fertility[:, None, None]
    ahead = local_rates(people, mx, own_fertility, national.sex_ratio, hazard, yearly)
    found = {}
    for at, place in enumerate(codes):
        source = "un" if place == NATION else sources[at]
        moved = national.migration if place == NATION else ahead.migration[at]
        own = YearlyRates(ahead.survivorship[at], own_fertility[at], national.sex_ratio, moved)
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


def local_rates(
    people: Array, mx: Array, fertility: Array, sex_ratio: Array, hazard: Array, migration: Array
) -> YearlyRates:
    """Return the rates of places in each year ahead, under a mortality and migration of their own, both of which fade.

    The projection from 2020 and its test from 2010 both take theirs here.

    Args:
        people: persons at the start, ``[places, 2, 101]``.
        mx: the nation's death rates of each year, ``[T, 2, 101]``.
        fertility: of each place and year, ``[places, T, 101]``.
        sex_ratio: males per female birth, ``[T]``.
        hazard: death rates from age 30 at the start over the nation's, ``[places, 2]``.
        migration: net migrants a year per person by age at the start, ``[places, 2, 101]``.

    Returns:
        survivorship and migration of each place and year, ``[places, T, 2, 101]``, beside what was given.
    """
    survivorship = life_table(at_hazard_ratio(mx, hazard, np.arange(len(mx)) + 0.5, HAZARD_HALF_LIFE)).survivorship
    moved = moves.carried_on(people, survivorship, fertility, sex_ratio, migration)
    return YearlyRates(survivorship, fertility, sex_ratio, moved)


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
    with_table = set(population.loc[population["date"] == BEFORE, "place"])
    counted = [at for at, place in enumerate(codes) if at == 0 or place in with_table]
    between = between_dates(rates, decimal_year(BEFORE), CENSUS_YEARS).survivorship
    before, _ = bases([codes[at] for at in counted], BEFORE, population, totals, rates)
    after = people[counted]
    moved = moves.residual(before, after, between, moves.census_ratio(before[0], after[0], between))
    yearly, sources = np.zeros_like(people), ["none"] * len(codes)
    yearly[counted] = moves.yearly_rates(moved, before, after, CENSUS_YEARS)
    grown = after.sum(axis=(1, 2)) / before.sum(axis=(1, 2))
    kept = (grown <= MOST_CHANGED) & (grown >= 1 / MOST_CHANGED)
    yearly[counted] *= kept[:, None, None]
    for at, carried in zip(counted, kept, strict=True):
        sources[at] = "census_residual" if carried else "changed"
    for at, own in enumerate(known):
        if own.migration is not None:
            yearly[at], sources[at] = own.migration, own.source
    return yearly, sources


def count(people: Array, age_from: int, age_to: int = OPEN) -> Array:
    """Return persons of both sexes at the ages given, ``[...]``, from ``[..., 2, 101]``."""
    return people[..., age_from : age_to + 1].sum(axis=(-2, -1))
