"""A population by single age and sex from what is known of it: five-year groups, broad groups, or two numbers.

Cities share the nation's cohorts (the births of 1959–61 are missing everywhere), so that the shape within a group comes
from a seed: the nation's own single ages, made from its births (``births_seed``). A place's groups bend the seed
smoothly and are then met exactly.

What is known decides the structure class, and with it the error of the base (standard deviation of the logarithm):

    S1 single ages by sex · S2 five-year groups by sex · S3 broad groups, or both sexes together · S4 total and 60+ only
"""

import logging
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.interpolate import PchipInterpolator
from scipy.optimize import least_squares

from projection.people.cohort_component import AGES, OPEN, Array

logger = logging.getLogger(__name__)

StructureName = Literal["S1", "S2", "S3", "S4"]
KNOTS = np.array([0, 7, 20, 37, 60, 70, 85, 100])  # of the bend, where only broad groups are known
# Weight of its slopes and of its turns against ln(group): where no group speaks, the seed does.
SLOPES, TURNS = 0.3, 0.3
MOST_OFF = 0.5  # points by which shares may miss 100: rounding; more is a fault
OPEN_CENTRE = 3  # years above its first age: about the mean age of an open group of the old
TOLERANCE = 1e-12
ROUNDS = 200


@dataclass(frozen=True)
class Structure:
    """What a base is made from, and its standard error as a share of those aged 60–79 and 80+."""

    name: StructureName
    error60: float
    error80: float


# From structures of twelve populations with the truth hidden, and from the revisions of the UN's own base of 2010.
STRUCTURES: dict[StructureName, Structure] = {
    "S1": Structure("S1", 0.01, 0.05),
    "S2": Structure("S2", 0.01, 0.05),
    "S3": Structure("S3", 0.04, 0.10),
    "S4": Structure("S4", 0.08, 0.18),
}


def births_seed(births: npt.ArrayLike, first_year: int, date: float, person_years: npt.ArrayLike) -> Array:
    """Return a shape by single age, ``[2, 101]``: births of each cohort times the years a newborn lives at its age.

    Those aged a on a date were born in the twelve months before, in two calendar years. Before the series begins its
    first five years' mean stands.

    Args:
        births: of consecutive calendar years, ``[years]``.
        first_year: of the series.
        date: as a year with its fraction (2020.83 is 1 November 2020).
        person_years: L of the life table, ``[2, 101]``.

    Raises:
        ValueError: the series ends before the date.
    """
    series = np.asarray(births, dtype=np.float64)
    year, part = int(np.floor(date)), date - np.floor(date)
    if first_year + len(series) <= year:
        raise ValueError(f"births end in {first_year + len(series) - 1}; a structure of {year} needs those of {year}")

    def born(in_year: npt.NDArray[np.int64]) -> Array:
        at = in_year - first_year
        return np.where(at < 0, series[:5].mean(), series[np.maximum(at, 0)])

    age = np.arange(AGES)
    cohort = part * born(year - age) + (1 - part) * born(year - 1 - age)
    return cohort * np.asarray(person_years, dtype=np.float64)


def ungrouped(groups: npt.ArrayLike, starts: npt.ArrayLike, seed: npt.ArrayLike) -> Array:
    """Return persons by single age, ``[..., 101]``, that add up to the groups exactly.

    The seed is bent by exp(c(a)), c a monotone cubic through ln(group / seed of the group) at the groups' middles, and
    each group is then scaled to its total. Nobody is negative; an empty group stays empty.

    Args:
        groups: persons, ``[..., G]``; the last group is open.
        starts: first age of each group, from 0 upwards, ``[G]``.
        seed: a shape by single age, ``[..., 101]``, above 0.

    Raises:
        ValueError: shapes or ages do not fit, or a number is missing or negative.
    """
    given, first, shape = np.asarray(groups, np.float64), np.asarray(starts, np.int64), np.asarray(seed, np.float64)
    if first.ndim != 1 or given.shape[-1:] != first.shape or first[0] != 0 or (np.diff(first) <= 0).any():
        raise ValueError(f"age groups begin at {first.tolist()}; they must begin at 0, rise, and be one a count")
    if first[-1] > OPEN or shape.shape[-1:] != (AGES,):
        raise ValueError("the open age group must begin at 100 or below, and the seed have the ages 0–100")
    if not (np.isfinite(given) & (given >= 0)).all() or not (np.isfinite(shape) & (shape > 0)).all():
        raise ValueError("a count of an age group is missing or negative, or the seed is not above 0 everywhere")
    width = np.diff(np.append(first, AGES))
    seeded = np.add.reduceat(shape, first, axis=-1)
    # Half a person keeps the logarithm of an empty group finite.
    bend = np.log(np.maximum(given, 0.5) / seeded)
    age = np.arange(AGES)
    centre = first + (width - 1) / 2
    centre[-1] = min(first[-1] + OPEN_CENTRE, OPEN)
    age = np.arange(AGES)
    curve = PchipInterpolator(centre, bend, axis=-1)(np.clip(age, centre[0], centre[-1]))
    bent = shape * np.exp(curve)
    scale = given / np.add.reduceat(bent, first, axis=-1)
    return bent * np.repeat(scale, width, axis=-1)


def from_broad_groups(groups: npt.ArrayLike, starts: npt.ArrayLike, seed: npt.ArrayLike) -> Array:
    """Return persons by sex and single age, ``[2, 101]``, from broad groups of both sexes together.

    The seed times exp(b(a)), b linear between the ages 0, 7, 20, 37, 60, 70, 85, 100, is fitted to the groups by least
    squares with a penalty on the slopes and turns of b, then scaled to them exactly. Each age keeps the seed's sex ratio.

    Args:
        groups: persons, ``[G]``; the last group is open.
        starts: first age of each group, from 0 upwards, ``[G]``.
        seed: a shape by sex and single age, ``[2, 101]``, above 0, as of the province or the nation.

    Raises:
        ValueError: as for ``ungrouped``, or a group is empty.
    """
    given, first, shape = np.asarray(groups, np.float64), np.asarray(starts, np.int64), np.asarray(seed, np.float64)
    both = shape.sum(axis=0)
    ungrouped(given, first, both)  # refuses what does not fit
    if (given == 0).any():
        raise ValueError("a broad age group is empty; a structure cannot be made from it")
    age = np.arange(AGES)

    def bent(b: Array) -> Array:
        return both * np.exp(np.interp(age, KNOTS, b))

    def misfit(b: Array) -> Array:
        off = np.log(np.add.reduceat(bent(b), first) / given)
        return np.concatenate([off, SLOPES * np.diff(b), TURNS * np.diff(b, 2)])

    start = np.full(len(KNOTS), np.log(given.sum() / both.sum()))
    fitted = bent(least_squares(misfit, start).x)
    fitted *= np.repeat(given / np.add.reduceat(fitted, first), np.diff(np.append(first, AGES)))
    return shape * (fitted / both)


def fitted_to_sexes(people: npt.ArrayLike, by_sex: npt.ArrayLike) -> Array:
    """Return persons by sex and age with the same number at each age and given totals by sex (iterative fitting).

    Args:
        people: persons, ``[2, 101]``.
        by_sex: women and men in total, ``[2]``, summing to all.

    Raises:
        ValueError: the totals do not sum to the people, or the fit does not close.
    """
    n, wanted = np.array(people, dtype=np.float64), np.asarray(by_sex, dtype=np.float64)
    ages = n.sum(axis=0)
    if (wanted <= 0).any() or not np.isclose(wanted.sum(), ages.sum(), rtol=1e-9):
        raise ValueError(f"women and men sum to {wanted.sum():,.0f}, all ages to {ages.sum():,.0f}; they must be equal")
    for _ in range(ROUNDS):
        n *= (wanted / n.sum(axis=1))[:, None]
        n *= np.divide(ages, n.sum(axis=0), out=np.zeros_like(ages), where=ages > 0)
        if np.allclose(n.sum(axis=1), wanted, rtol=TOLERANCE, atol=0):
            return n
    raise ValueError("totals by sex cannot be met with these ages; check them")


def from_shares(total: float, shares: npt.ArrayLike, starts: npt.ArrayLike, seed: npt.ArrayLike) -> Array:
    """Return persons by sex and single age, ``[2, 101]``, from a total and the shares of broad age groups.

    Args:
        total: persons of all ages.
        shares: percent of all in each group, ``[G]``; see ``whole_shares``.
        starts: first age of each group, as for ``from_broad_groups``.
        seed: a shape by sex and single age, ``[2, 101]``.

    Raises:
        ValueError: as for ``whole_shares`` and ``from_broad_groups``.
    """
    return from_broad_groups(total * whole_shares(shares), starts, seed)


def whole_shares(shares: npt.ArrayLike) -> Array:
    """Return shares that sum to 1 from percentages, rounding shared out in proportion and noted in the log.

    Args:
        shares: percent of all, of groups that cover every age once.

    Raises:
        ValueError: a share is missing or negative, or they miss 100 by more than 0.5 points.
    """
    given = np.asarray(shares, dtype=np.float64)
    if not (np.isfinite(given) & (given >= 0)).all():
        raise ValueError("a share is missing or negative")
    off = given.sum() - 100
    # A float's own rounding is no half point.
    if abs(off) > MOST_OFF + 1e-9:
        raise ValueError(
            f"the shares sum to {given.sum():.2f} %, more than {MOST_OFF} points off 100; check the source"
        )
    if abs(off) > 1e-9:
        logger.info("shares sum to %.2f %%; they are scaled to 100", given.sum())
    return given / given.sum()
