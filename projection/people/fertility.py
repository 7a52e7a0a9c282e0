"""Births per woman by single age: a level (total fertility) times a pattern that sums to 1."""

import numpy as np
import numpy.typing as npt
from scipy.interpolate import PchipInterpolator

from projection.people.cohort_component import AGES, FEMALE, Array

EDGES = np.arange(15, 51, 5)
SHRINKAGE = 50.0


def single_age_pattern(shares: npt.ArrayLike) -> Array:
    """Return the share of fertility at each single age from that of five-year groups, ``[..., 101]``, summing to 1.

    The cumulative share is interpolated by a monotone cubic (PCHIP), so that each group keeps its share and none is
    negative.

    Args:
        shares: of the groups 15–19, …, 45–49, in any unit, ``[..., 7]``.

    Raises:
        ValueError: the shape does not fit, or a share is missing or negative, or all are 0.
    """
    given = np.asarray(shares, dtype=np.float64)
    if given.ndim < 1 or given.shape[-1] != len(EDGES) - 1:
        raise ValueError(f"fertility shares have the shape {given.shape}; they must be [..., {len(EDGES) - 1}]")
    if not (np.isfinite(given) & (given >= 0)).all() or (given.sum(axis=-1) == 0).any():
        raise ValueError("a fertility share is missing or negative, or all are 0")
    cumulative = np.zeros((*given.shape[:-1], len(EDGES)))
    cumulative[..., 1:] = np.cumsum(given / given.sum(axis=-1, keepdims=True), axis=-1)
    pattern = np.zeros((*given.shape[:-1], AGES))
    at = np.arange(EDGES[0], EDGES[-1] + 1)
    pattern[..., EDGES[0] : EDGES[-1]] = np.diff(PchipInterpolator(EDGES, cumulative, axis=-1)(at), axis=-1)
    return pattern


def fertility_rates(total: npt.ArrayLike, pattern: npt.ArrayLike) -> Array:
    """Return births per woman by age, ``[..., 101]``: f[a] = TFR · g[a].

    Args:
        total: children per woman, ``[...]``.
        pattern: share of each age, ``[..., 101]``.

    Raises:
        ValueError: a total is missing or negative.
    """
    level = np.asarray(total, dtype=np.float64)
    if not (np.isfinite(level) & (level >= 0)).all():
        raise ValueError("total fertility is missing or negative")
    return level[..., None] * np.asarray(pattern, dtype=np.float64)


def fertility_ratio(
    people: npt.ArrayLike, rates: npt.ArrayLike, survival: npt.ArrayLike, shrinkage: float = SHRINKAGE
) -> Array:
    """Return a place's fertility over the nation's: births of the last year over those that national rates give.

    Both are drawn together where they are few, (B + κ) / (E + κ). Births are the children aged 0, brought back by
    their survival from birth; the women are those at the end of the year.

    Args:
        people: persons by sex and age, ``[..., 2, 101]``.
        rates: national births per woman by age, ``[101]``.
        survival: national survival from birth into age 0 by sex, ``[2]``.
        shrinkage: κ, in births.

    Raises:
        ValueError: a survival is not positive.
    """
    alive = np.asarray(survival, dtype=np.float64)
    if not (alive > 0).all():
        raise ValueError("survival from birth must be above 0")
    n = np.asarray(people, dtype=np.float64)
    births = (n[..., 0] / alive).sum(axis=-1)
    expected = (n[..., FEMALE, :] * np.asarray(rates)).sum(axis=-1)
    return (births + shrinkage) / (expected + shrinkage)
