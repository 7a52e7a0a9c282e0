"""Who is affected, by age and sex: a logistic schedule, its level solved so that a share of the people of a base are.

π[s,a] = 1/(1+exp(−(α + δ_s + b(a+½−80))))          a ≥ 60, else 0;  δ = +shift women, −shift men
"""

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

Array = npt.NDArray[np.float64]

AGES, OLD, CENTRE = 101, 60, 80
CENTRED = np.arange(OLD, AGES) + 0.5 - CENTRE
STEPS = 60


def prevalence(level: npt.ArrayLike, slope: npt.ArrayLike, sex_shift: npt.ArrayLike) -> Array:
    """Return the share affected by sex (female, male) and age, ``[..., 2, 101]``, zero below 60."""
    alpha, b, shift = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (level, slope, sex_shift)))
    by_sex, by_age = _beside(b, shift)
    rates = np.zeros((*alpha.shape, 2, AGES))
    rates[..., OLD:] = expit(alpha[..., None, None] + by_sex + by_age)
    return rates


def _beside(slope: Array, sex_shift: Array) -> tuple[Array, Array]:
    """Return what stands beside the level in the log-odds, of both sexes ``[..., 2, 1]`` and of ages 60–100 ``[..., 1, 41]``."""
    return np.stack([sex_shift, -sex_shift], axis=-1)[..., None], slope[..., None, None] * CENTRED


def level_for(population: npt.ArrayLike, share: npt.ArrayLike, slope: npt.ArrayLike, sex_shift: npt.ArrayLike) -> Array:
    """Return the level α at which the given share of all people aged 60+ is affected, ``[...]``.

    Newton's method on the log-odds of the share, which is all but linear in α; share 0 gives −∞, share 1 gives +∞.

    Args:
        population: base population, ``[..., 2, 101]``, persons.
        share: between 0 and 1, ``[...]``.
        slope: as in ``Disability``.
        sex_shift: as in ``Disability``.

    Raises:
        ValueError: a share outside 0–1, or nobody is aged 60 or over.
    """
    people = people_of(population)[..., OLD:]
    wanted = within(share, 0, 1, "the share of people aged 60+ with a disability")
    older = people.sum(axis=(-2, -1))
    if not (older > 0).all():
        raise ValueError(
            "level_for: nobody is aged 60 or over in the base population; take a place or year with older people"
        )
    goal = logit(wanted)
    alpha = np.where(np.isfinite(goal), 0.0, goal) + np.zeros(
        np.broadcast_shapes(older.shape, np.shape(slope), np.shape(sex_shift))
    )
    by_sex, by_age = _beside(np.asarray(slope, dtype=float), np.asarray(sex_shift, dtype=float))
    for _ in range(STEPS):
        rates = expit(alpha[..., None, None] + by_sex + by_age)
        affected = people * rates
        reached = affected.sum(axis=(-2, -1)) / older
        steepness = (affected * (1 - rates)).sum(axis=(-2, -1)) / older
        inside = np.isfinite(goal) & (reached > 0) & (reached < 1)
        away = np.where(inside, goal - logit(np.where(inside, reached, 0.5)), 0.0)
        step = away * np.where(inside, reached * (1 - reached), 0.0) / np.where(steepness > 0, steepness, 1.0)
        alpha = alpha + np.where(np.isfinite(goal), np.clip(step, -10, 10), 0.0)
        if np.abs(step).max(initial=0.0) < 1e-13:
            break
    return alpha


def people_of(population: npt.ArrayLike) -> Array:
    """Return people as float64, ``[..., 2, 101]``.

    Raises:
        ValueError: another shape, or cells that are missing or negative.
    """
    people = np.asarray(population, dtype=float)
    if people.shape[-2:] != (2, AGES):
        raise ValueError(f"population has shape {people.shape}; it must end in [2, 101]: female, male by ages 0 to 100")
    if not (people >= 0).all():
        raise ValueError("population has missing or negative cells; give persons of at least 0")
    return people


def within(value: npt.ArrayLike, low: float, high: float, what: str) -> Array:
    """Return numbers as float64.

    Raises:
        ValueError: one lies outside ``low`` to ``high``.
    """
    found = np.asarray(value, dtype=float)
    if not ((found >= low) & (found <= high)).all():
        raise ValueError(f"{what} is {seen(found)}; it must lie between {low:g} and {high:g}")
    return found


def positive(value: npt.ArrayLike, what: str, *, zero: bool = True) -> Array:
    """Return numbers as float64.

    Raises:
        ValueError: one is below 0, or 0 where ``zero`` is not allowed, or no number.
    """
    found = np.asarray(value, dtype=float)
    if not (np.isfinite(found) & ((found >= 0) if zero else (found > 0))).all():
        raise ValueError(f"{what} is {seen(found)}; it must be a number {'of at least' if zero else 'above'} 0")
    return found


def seen(found: Array) -> str:
    """Return the value, or the range of an array, in short."""
    low, high = np.min(found), np.max(found)
    return f"{low:g}" if low == high or np.isnan(low) else f"{low:g} to {high:g}"
