"""The nation on its official counts: rates and single ages under which a projection from the census meets them.

From the census of 1 November 2020 by the UN's rates, the nation comes out 2 % below its official number of people aged 60+ four
years later. What differs is what the statistics bureau counts each year (table ``national_counts``), so the rates are set by it:

    births    B of each calendar year: fertility of the year times f, so that births are those counted
    deaths    D of each calendar year: the hazard of death from age 30 times θ of the year, so that deaths are those counted
    κ         one factor on the hazard from age 65, the same in all years: how the deaths lie between young and old
    bends     of the census' single ages 54 to 64, which reach 60 or 65 within these years; each census group of five keeps its
              sum, as counted, and no age moves by more than 12 % before that. Other ages are not identified, and stay.

Births and deaths are met exactly; κ and the bends are those that come nearest to the year-end counts of people aged 60+ and 65+
(least squares), a bend of 1 % costing as much as 0.02 % of a count and 1 % of κ as 0.01 %, so that the noise of yearly counts is not
fitted. Nobody moves between nations in the official years. After the last of them θ stays at its mean and κ as it is: the level of
mortality has shown no trend since 2010; a scenario may let it return to the UN's (``NationalRates.uns_path``). Fertility and
migration are the UN's again. The rule is the atlas's own; anchored on the
years to 2022 alone it is off by less than 0.9 % three years later, where the UN's rates are off by 2.2 % and 2.9 %.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import least_squares

from projection.people.bases import bases, decimal_year
from projection.people.cohort_component import AGES, Array, project
from projection.people.mortality import ADULT
from projection.people.places import BASE
from projection.people.rates import NATION, NationalRates, UnsPath, between_dates

FIRST_OFFICIAL = 2021
OLD = 65
BENT = slice(54, 65)
GROUPS = ((50, 55), (55, 60), (60, 65))
MOST_BENT = 0.12
DECIMALS = 3  # of κ and the bends: no count knows more, and every machine finds the same
SERVICEMEN = 2_000_000
BEND_COST, OLD_COST = 0.02, 0.01  # percent of a count that a bend, or κ, of one percent costs
KAPPA = (0.5, 1.5)
ROUNDS = 30
FEW_ROUNDS = 5  # deaths are then met within 0.02 percent, which moves no count by a thousandth of one
LEFT_OF_YEAR = np.ceil(decimal_year(BASE)) - decimal_year(BASE)  # after the census day
MEASURES = ("people", "people_60", "people_65", "births", "deaths")


@dataclass(frozen=True)
class Anchor:
    """What the official counts say of rates and ages.

    ``census`` people on the census day as counted, ``[2, 101]``; ``years`` the calendar years counted ``[Y]``; ``hazard`` θ ``[Y]``;
    ``fertility`` f ``[Y]``; ``old`` κ ``[]``; ``bends`` the factor on each single age of the census, after its group is met again,
    ``[2, 101]``; ``people`` at the end of each year ``[Y, 2, 101]``; ``births`` and ``deaths`` of each ``[Y]``.
    """

    census: Array
    years: tuple[int, ...]
    hazard: Array
    fertility: Array
    old: Array
    bends: Array
    people: Array
    births: Array
    deaths: Array


def official(national_counts: pd.DataFrame) -> pd.DataFrame:
    """Return the official counts, one row a year from 2021 and one column a measure.

    Raises:
        ValueError: a year or a measure is missing.
    """
    counts = national_counts[national_counts["place"] == NATION].pivot_table(
        index="year", columns="measure", values="persons"
    )
    counts = counts.reindex(columns=list(MEASURES)).astype("float64")
    wanted = range(FIRST_OFFICIAL, FIRST_OFFICIAL + len(counts))
    if counts.empty or list(counts.index) != list(wanted) or counts.isna().to_numpy().any():
        raise ValueError(f"national_counts: {', '.join(MEASURES)} are needed of every year from {FIRST_OFFICIAL} on")
    return counts


def anchor(rates: NationalRates, people: Array, counts: pd.DataFrame) -> Anchor:
    """Return what the official counts say of the nation's rates and of the single ages of its census.

    Args:
        rates: the nation's (``national_rates``).
        people: its census of 1 November 2020, ``[2, 101]``.
        counts: of ``official``.
    """
    near = _years(rates, int(decimal_year(BASE)), int(counts.index[-1]) + 1)
    costs = 100 * np.r_[OLD_COST, np.full(BENT.stop - BENT.start, BEND_COST)]

    def off(values: Array) -> Array:
        found = _settled(near, people, counts, values[..., 0], values[..., 1:], FEW_ROUNDS)
        return np.concatenate(
            [*(percent_off(found.people, age, counts) for age in (60, 65)), costs * (values - 1)], axis=-1
        )

    def off_each(_off: object, points: Iterable[Array]) -> Iterable[Array]:
        return off(np.stack(list(points)))  # those of a derivative at once: a fifth of the time

    bends = BENT.stop - BENT.start
    lowest, highest = np.full(bends, 1 - MOST_BENT), np.full(bends, 1 + MOST_BENT)
    bounds = np.r_[KAPPA[0], lowest], np.r_[KAPPA[1], highest]
    best = least_squares(
        off, np.ones(1 + bends), bounds=bounds, diff_step=1e-4, ftol=1e-6, xtol=1e-6, workers=off_each
    ).x.round(DECIMALS)
    return _settled(near, people, counts, best[0], best[1:])


def anchored(rates: NationalRates, found: Anchor, *, keep: bool = True) -> NationalRates:
    """Return the nation's rates, and the bends of its single ages, under which a projection from the census meets the official counts.

    Beyond these, mortality stays at their mean level, and fertility and migration are the UN's.

    Args:
        rates: the nation's (``national_rates``).
        found: what the counts say of them.
        keep: the mean level of mortality after the last official year; else it is the UN's at once.
    """
    moved = _moved(rates, found.years, found.hazard, found.old, found.fertility)
    after = found.years[-1] + 1 - rates.first_year
    path = UnsPath(np.concatenate([moved.mx[:after], rates.mx[after:]]), found.years[-1])
    return replace(moved, mx=moved.mx if keep else path.mx, bends=found.bends, uns_path=path)


def national_anchor(
    rates: NationalRates, national_counts: pd.DataFrame, population: pd.DataFrame, totals: pd.DataFrame
) -> Anchor:
    """Return what the official counts say of the nation's rates and of the single ages of its census, from the tables.

    Args:
        rates: the nation's (``national_rates``).
        national_counts: the table of that name.
        population: the table of that name; it must hold the nation.
        totals: the table ``population_totals``.

    Raises:
        ValueError: as for ``bases`` and ``official``.
    """
    return anchor(rates, bases([NATION], BASE, population, totals, rates)[0][0], official(national_counts))


def errors(found: Anchor, counts: pd.DataFrame) -> pd.DataFrame:
    """Return how far the anchored nation is off its official counts of each year, in percent, by measure.

    Of the official total, the two million servicemen whom the census counts in no county (communiqué no. 3 of the census of
    2020, 2021, table 1) are left out.
    """
    table = pd.DataFrame({f"people_{age}": percent_off(found.people, age, counts) for age in (60, 65)}, counts.index)
    table["people"] = 100 * (found.people.sum(axis=(1, 2)) / (counts["people"].to_numpy() - SERVICEMEN) - 1)
    for name in ("births", "deaths"):
        table[name] = 100 * (getattr(found, name) / counts[name].to_numpy() - 1)
    return table


def year_ends(rates: NationalRates, people: Array, years: int) -> tuple[Array, Array, Array]:
    """Return people at the end of each calendar year from 2021, ``[..., Y, 2, 101]``, with births and deaths of each, ``[..., Y]``.

    A projection runs from November to November; two of its steps share a calendar year in proportion to their days.

    Args:
        rates: of one nation, or of several behind the years: death rates ``[years, ..., 2, 101]`` and fertility ``[years, ..., 101]``.
        people: on the census day, ``[..., 2, 101]``.
        years: Y.
    """
    of = between_dates(rates, decimal_year(BASE), years + 1)
    survivorship, fertility = np.moveaxis(of.survivorship, 0, -3), np.moveaxis(of.fertility, 0, -2)
    made = project(people, survivorship, fertility, of.sex_ratio, of.migration)

    def calendar(steps: Array, axis: int = -1) -> Array:
        steps = np.moveaxis(steps, axis, 0)
        return np.moveaxis((1 - LEFT_OF_YEAR) * steps[:-1] + LEFT_OF_YEAR * steps[1:], 0, axis)

    people = calendar(made.population[..., 1:, :, :], -3)
    return people, calendar(made.births.sum(axis=-1)), calendar(made.deaths.sum(axis=-1))


def _settled(
    rates: NationalRates, people: Array, counts: pd.DataFrame, old: npt.ArrayLike, bends: Array, rounds: int = ROUNDS
) -> Anchor:
    """Return the anchor under a κ ``[...]`` and bends ``[..., 11]``: with the θ and f of each year that give its deaths and births.

    Several are settled at once; of each, what the anchor holds stands behind the same leading axes.
    """
    years = tuple(int(year) for year in counts.index)
    died, born = counts["deaths"].to_numpy(), counts["births"].to_numpy()
    bent = np.broadcast_to(people, (*bends.shape[:-1], 2, AGES)).copy()
    bent[..., BENT] *= bends[..., None, :]
    for start, stop in GROUPS:
        bent[..., start:stop] *= (people[:, start:stop].sum(axis=-1) / bent[..., start:stop].sum(axis=-1))[..., None]
    hazard, fertility = (np.ones((*bends.shape[:-1], len(years))) for _ in range(2))
    found, births, deaths = year_ends(_moved(rates, years, hazard, old, fertility), bent, len(years))
    for _ in range(rounds):
        hazard = hazard * died / deaths
        fertility = fertility * born / births
        found, births, deaths = year_ends(_moved(rates, years, hazard, old, fertility), bent, len(years))
        if np.allclose(deaths, died, rtol=1e-12) and np.allclose(births, born, rtol=1e-12):
            break
    factors = np.divide(bent, people, out=np.ones_like(bent), where=people > 0)
    return Anchor(people, years, hazard, fertility, np.asarray(old), factors, found, births, deaths)


def _moved(
    rates: NationalRates, years: tuple[int, ...], hazard: Array, old: npt.ArrayLike, fertility: Array
) -> NationalRates:
    """Return rates under the factors of the official years and, beyond them, the mean level of mortality; nobody moves in them.

    The factors' leading axes stand behind the years: κ ``[...]``, θ and f ``[..., Y]`` give death rates ``[years, ..., 2, 101]``.
    """
    first, after = years[0] - rates.first_year, years[-1] + 1 - rates.first_year
    kappa = np.asarray(old)
    level, births = (np.ones((len(rates.mx), *kappa.shape)) for _ in range(2))
    level[first:after], level[after:] = np.moveaxis(hazard, -1, 0), hazard.mean(axis=-1)
    births[first:after] = np.moveaxis(fertility, -1, 0)
    factor = np.where(np.arange(AGES) >= ADULT, level[..., None], 1.0)
    factor[first:, ..., OLD:] *= kappa[..., None]
    one = (len(rates.mx), *(1 for _ in kappa.shape))
    mx = rates.mx.reshape(*one, 2, AGES) * factor[..., None, :]
    born = rates.fertility.reshape(*one, AGES) * births[..., None]
    migration = rates.migration.copy()
    migration[first:after] = 0.0
    return replace(rates, mx=mx, fertility=born, migration=migration)


def _years(rates: NationalRates, first: int, last: int) -> NationalRates:
    """Return the rates of some calendar years alone."""
    own = slice(first - rates.first_year, last + 1 - rates.first_year)
    cut = (rates.mx[own], rates.fertility[own], rates.sex_ratio[own], rates.migration[own])
    return replace(rates, first_year=first, mx=cut[0], fertility=cut[1], sex_ratio=cut[2], migration=cut[3])


def percent_off(people: Array, age: int, counts: pd.DataFrame) -> Array:
    """Return how far people at the end of each year, ``[..., Y, 2, 101]``, are off those counted from an age on (60 or 65), in percent."""
    return 100 * (people[..., age:].sum(axis=(-2, -1)) / counts[f"people_{age}"].to_numpy() - 1)
