"""Death rates by single age for every year: from age groups, between two dates, and at a place's own level.

The rates of two dates are joined by log-interpolation, ln m(t) = ln m_A + k(t) (ln m_B − ln m_A), with k solved so that
the life expectancy of each sex is the one published for the year: Lee and Carter's model with its age pattern of
change taken from the two dates. Arrays are ``[..., 2, 101]``, females first.
"""

import numpy as np
import numpy.typing as npt
from scipy.interpolate import PchipInterpolator

from projection.people.cohort_component import AGES, OPEN, Array
from projection.people.life_table import life_table

# First ages of the groups of an abridged life table, and the ages at which a group's rate is taken to hold first.
STARTS = np.array([0, 1, *range(5, OPEN + 1, 5)])
MIDDLES = np.array([*(STARTS[1:-1] + STARTS[2:]) / 2, OPEN + 1.5])
ROUNDS = 3  # until the groups' means are kept to 1e-3
# k may leave 0–1 a little: a published life expectancy need not lie between those of the two dates.
REACH = (-2.0, 3.0)
HALVINGS = 50
ADULT = 30
SHRINKAGE = 50.0


def graduated(groups: npt.ArrayLike) -> Array:
    """Return death rates by single age from those of age groups.

    ln m is interpolated between the middles of the groups (PCHIP) and adjusted until the mean of each group's rates,
    weighted by the years lived, is the group's own rate. Ages 0 and 100+ keep their rates.

    Args:
        groups: deaths per person-year at 0, 1–4, 5–9, …, 95–99, 100+, ``[..., 2, 22]``.

    Raises:
        ValueError: the shape does not fit, or a rate is missing or not positive.
    """
    given = np.asarray(groups, dtype=np.float64)
    if given.ndim < 2 or given.shape[-2:] != (2, len(STARTS)):
        raise ValueError(
            f"death rates of age groups have the shape {given.shape}; they must be [..., 2, {len(STARTS)}]"
        )
    if not (np.isfinite(given) & (given > 0)).all():
        raise ValueError("a death rate of an age group is missing or not positive; logarithms need a rate above 0")
    wanted = np.log(given[..., 1:])
    knots, single = wanted.copy(), np.empty((*given.shape[:-1], AGES))
    single[..., 0], single[..., OPEN] = given[..., 0], given[..., -1]
    for last in (False,) * ROUNDS + (True,):
        middle_of_age = np.arange(1, OPEN) + 0.5
        single[..., 1:OPEN] = np.exp(PchipInterpolator(MIDDLES, knots, axis=-1, extrapolate=True)(middle_of_age))
        if not last:
            lived = life_table(single).person_years[..., :OPEN]
            deaths = np.add.reduceat(single[..., :OPEN] * lived, STARTS[1:-1], axis=-1)
            knots[..., :-1] += wanted[..., :-1] - np.log(deaths / np.add.reduceat(lived, STARTS[1:-1], axis=-1))
    return single


def at_life_expectancy(earlier: npt.ArrayLike, later: npt.ArrayLike, e0: npt.ArrayLike) -> Array:
    """Return the death rates on the line (in logarithms) through those of two dates that give a life expectancy.

    Args:
        earlier: rates of the one date, ``[..., 2, 101]``, above 0.
        later: rates of the other, with another life expectancy.
        e0: life expectancy at birth in years, ``[..., 2]``.

    Raises:
        ValueError: the line does not reach the life expectancy near the two dates.
    """
    first, step = np.log(earlier), np.log(later) - np.log(earlier)
    target = np.asarray(e0, dtype=np.float64)
    low = np.full(np.broadcast_shapes(target.shape, first.shape[:-1], step.shape[:-1]), REACH[0])
    high = np.full_like(low, REACH[1])
    longest, shortest = (life_table(np.exp(first + k[..., None] * step)).e0 for k in (high, low))
    rising = longest > shortest
    within = (np.minimum(longest, shortest) <= target) & (target <= np.maximum(longest, shortest))
    if not within.all():
        wrong = np.broadcast_to(target, within.shape)[~within]
        raise ValueError(f"a life expectancy of {wrong[0]:.2f} years cannot be reached from the two tables given")
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        short = (life_table(np.exp(first + middle[..., None] * step)).e0 < target) == rising
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return np.exp(first + ((low + high) / 2)[..., None] * step)


def hazard_ratio(deaths: npt.ArrayLike, expected: npt.ArrayLike, shrinkage: float = SHRINKAGE) -> Array:
    """Return deaths over those expected under national rates, drawn towards 1 where they are few: (D + κ) / (E + κ).

    Args:
        deaths: registered deaths of adults, any shape.
        expected: deaths that the national rates give for the same people.
        shrinkage: κ, in deaths.

    Raises:
        ValueError: a number is missing or negative.
    """
    d, e = np.asarray(deaths, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if not ((d >= 0).all() and (e >= 0).all()):
        raise ValueError("deaths and expected deaths must be at least 0")
    return (d + shrinkage) / (e + shrinkage)


def at_hazard_ratio(mx: npt.ArrayLike, ratio: npt.ArrayLike, years: npt.ArrayLike, half_life: float = np.inf) -> Array:
    """Return a place's death rates: the nation's times the ratio from age 30, the ratio closing in on 1 over time.

    ln θ halves every ``half_life`` years.

    Args:
        mx: national rates of each year, ``[T, 2, 101]``.
        ratio: θ of each sex at the start, ``[..., 2]``, above 0.
        years: years since the start of each row of ``mx``, ``[T]``.
        half_life: in years; infinite keeps the ratio.

    Raises:
        ValueError: a ratio is not positive.
    """
    theta = np.asarray(ratio, dtype=np.float64)
    if not (theta > 0).all():
        raise ValueError("a hazard ratio must be above 0")
    left = 0.5 ** (np.asarray(years, dtype=np.float64) / half_life)
    factor = np.exp(np.log(theta)[..., None, :] * left[:, None])
    return np.asarray(mx, dtype=np.float64) * np.where(np.arange(AGES) >= ADULT, factor[..., None], 1.0)
