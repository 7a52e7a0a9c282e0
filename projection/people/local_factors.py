"""What a place's own migration and mortality did to its people in ten years, and what its traits say they will do.

A closed projection of one census to the next leaves out migration and gives every place the nation's death rates. With
N observed and C closed counts by sex s and age group g reached (10–14 … 85+), and H = −∂ ln C / ∂ mortality the nation's
hazard over the ten years (how much of a group one unit more of its death rates takes), each place is

    ln(N/C)[s,g] = profile[s,g] + migration[s,g]                         g below 60
    ln(N/C)[s,g] = profile[s,g] + migration[s,60+] + (1 − mortality) · H[s,g]   g from 60

``profile`` is what all places share; ``migration`` the log of persons with over persons without it, one figure a sex
from 60 on; ``mortality`` the ratio of the place's death rates to the nation's. Hazards rise steeply with age and old
people's migration does not, which tells the two apart. A place's deviations are expected from the traits it had at the
start, by ridge regression over other places:

    F = Z · B,  B = (ZᵀZ + λI)⁻¹ ZᵀF        Z traits, standardised among the places of the same census

so that a trait means "more than other places have now" in every census. What no trait tells stays in the band.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from projection.people.cohort_component import AGES, Array

STARTS = np.array([0, 1, *range(5, 90, 5)])  # first ages of the 19 groups of a census
REACHED = STARTS[3:]  # the 16 that people alive ten years earlier have reached
FIRST_OLD = int(np.searchsorted(REACHED, 60))
# 20 factors of migration by sex and group, two of migration at 60+ (female, male), one of mortality.
FACTORS = 2 * FIRST_OLD + 3
MIGRATION_OLD, MORTALITY = slice(-3, -1), -1
EXCESS = 0.1
FARTHEST = 4.0  # standard deviations: one odd place cannot bend a slope


@dataclass(frozen=True)
class Model:
    """What other places teach: ``profile[32]``, ``level[23]`` of the factors, ``slopes[traits, 23]``."""

    profile: Array
    level: Array
    slopes: Array


def log_ratios(observed: Array, closed: Array) -> Array:
    """Return ln(observed / closed) of the groups reached, flat: ``[..., 2, 19]`` in persons to ``[..., 32]``.

    Raises:
        ValueError: a count is 0 or missing.
    """
    counts = np.stack([observed[..., 3:], closed[..., 3:]])
    if not (counts > 0).all():
        at = np.argwhere(~(counts > 0))[0]
        raise ValueError(f"place {at[1]} has nobody aged {REACHED[at[-1]]} or over in one group; its ratio has no log")
    ratios = np.log(counts[0] / counts[1])
    return ratios.reshape(*ratios.shape[:-2], -1)


def hazards(closed: Array, heavier: Array) -> Array:
    """Return the nation's hazard over ten years, flat ``[32]``: ln(closed / heavier) a unit of ``EXCESS`` mortality.

    Args:
        closed: the nation's closed counts, ``[2, 19]``.
        heavier: the same with death rates higher by ``EXCESS`` (survivorship to the power 1 + ``EXCESS``).
    """
    return np.log(closed[:, 3:] / heavier[:, 3:]).ravel() / EXCESS


def pattern(hazard: Array) -> Array:
    """Return how factors make log ratios: ``[32, 23]``, so that log ratios = pattern · factors (1 − mortality last)."""
    shape = np.zeros((FACTORS, 2, len(REACHED)))
    for sex in (0, 1):
        for group in range(FIRST_OLD):
            shape[sex * FIRST_OLD + group, sex, group] = 1
        shape[2 * FIRST_OLD + sex, sex, FIRST_OLD:] = 1
    shape[MORTALITY, :, FIRST_OLD:] = hazard.reshape(2, -1)[:, FIRST_OLD:]
    return shape.reshape(FACTORS, -1).T


def to_factors(ratios: Array, hazard: Array) -> Array:
    """Return the factors that come closest to log ratios ``[..., 32]``, by least squares: ``[..., 23]``."""
    return ratios @ np.linalg.pinv(pattern(hazard)).T


def standardised(traits: pd.DataFrame) -> Array:
    """Return traits in standard deviations from the mean of their census, cut at ±4: ``[places, traits]``.

    Raises:
        ValueError: a trait is missing, or the same everywhere.
    """
    values = traits.to_numpy(dtype=np.float64)
    if not np.isfinite(values).all():
        row, column = np.argwhere(~np.isfinite(values))[0]
        raise ValueError(f"trait {traits.columns[column]} of place {traits.index[row]} is missing; leave the place out")
    spread = values.std(axis=0)
    if (spread == 0).any():
        raise ValueError(f"trait {traits.columns[int(np.argmin(spread))]} is the same everywhere; leave it out")
    return np.clip((values - values.mean(axis=0)) / spread, -FARTHEST, FARTHEST)


def traits_of(counts: Array, further: pd.DataFrame) -> pd.DataFrame:
    """Return the traits of places: shares and sex ratios of their age groups, size (all in logs), and further ones.

    Args:
        counts: persons by sex and age group, ``[places, 2, 19]``.
        further: one row a place; its index names the places.

    Raises:
        ValueError: an age group is empty.
    """
    if not (counts > 0).all():
        place, _sex, group = np.argwhere(~(counts > 0))[0]
        raise ValueError(
            f"place {further.index[place]} has nobody aged {STARTS[group]} of one sex; leave the place out"
        )
    total = counts.sum(axis=(1, 2))
    shares, ratios = np.log(counts.sum(axis=1) / total[:, None]), np.log(counts[:, 1] / counts[:, 0])
    own = {f"share_{age}": shares[:, at] for at, age in enumerate(STARTS)}
    own |= {f"sex_ratio_{age}": ratios[:, at] for at, age in enumerate(STARTS)}
    return pd.DataFrame(own | {"size": np.log(total)}, index=further.index).join(further)


def fit(traits: Array, ratios: Array, hazard: Array, penalties: tuple[float, ...]) -> list[Model]:
    """Return what places teach, one model a penalty.

    Args:
        traits: standardised, ``[places, traits]``.
        ratios: log ratios, ``[places, 32]``.
        hazard: ``[32]``.
        penalties: λ of the ridge; more of it makes places more alike.
    """
    profile = ratios.mean(axis=0)
    factors = to_factors(ratios - profile, hazard)
    middle = traits.mean(axis=0)
    centred = traits - middle
    weights, axes = np.linalg.eigh(centred.T @ centred)
    along = axes.T @ (centred.T @ factors)
    slopes = [axes @ (along / (weights + penalty)[:, None]) for penalty in penalties]
    return [Model(profile, -middle @ slope, slope) for slope in slopes]


def expected(model: Model, traits: Array) -> Array:
    """Return the factors that traits ``[places, traits]`` lead to expect, as deviations from the profile: ``[places, 23]``."""
    return model.level + traits @ model.slopes


def with_factors(closed: Array, model: Model, factors: Array, hazard: Array) -> Array:
    """Return a closed projection ``[places, 2, 19]`` with profile and factors applied, groups reached: ``[places, 2, 16]``."""
    ratios = model.profile + factors @ pattern(hazard).T
    return closed[:, :, 3:] * np.exp(ratios).reshape(-1, 2, len(REACHED))


def yearly_rates(migration: Array) -> Array:
    """Return net migrants a year per person by age, as ``migration.carried_on`` takes and fades them.

    Assumed: a decade's migration is spread evenly over its years, and was made, on the mean, five years before its end.

    Args:
        migration: log of persons with over persons without ten years of it, by sex and group reached, ``[..., 2, 16]``.

    Returns:
        ``[..., 2, 101]``; children under 5 move at the rate of the youngest group.
    """
    ages = np.searchsorted(REACHED, np.maximum(np.arange(AGES) + 5, REACHED[0]), side="right") - 1
    return np.expm1(np.asarray(migration)[..., ages] / 10)


def against(factors: Array, nation: Array) -> Array:
    """Return factors ``[..., 23]`` as differences from the nation's ``[23]``; mortality as a ratio to its."""
    apart = factors - nation
    apart[..., MORTALITY] = 1 - (1 - factors[..., MORTALITY]) / (1 - nation[MORTALITY])
    return apart


def migration_of(factors: Array) -> Array:
    """Return the migration of factors ``[..., 23]`` by sex and group reached, ``[..., 2, 16]``: those from 60 on share one."""
    young = factors[..., : 2 * FIRST_OLD].reshape(*factors.shape[:-1], 2, FIRST_OLD)
    old = np.repeat(factors[..., MIGRATION_OLD, None], len(REACHED) - FIRST_OLD, axis=-1)
    return np.concatenate([young, old], axis=-1)


def together(factors: Array, reaching: Array, hazard: Array) -> Array:
    """Return the factors of several places as one, ``[23]``.

    Migrants are those of all, death rates the mean over the deaths expected, so that one projection of all comes out at what those
    of the parts do.

    Args:
        factors: of each place, ``[n, 23]``.
        reaching: persons who will reach each group in ten years, ``[n, 2, 16]``.
        hazard: the nation's, ``[32]``.
    """
    old = reaching[:, :, FIRST_OLD:]
    people = np.concatenate([reaching[:, :, :FIRST_OLD].reshape(len(factors), -1), old.sum(axis=2)], axis=1)
    deaths = (old * hazard.reshape(2, -1)[:, FIRST_OLD:]).sum(axis=(1, 2))
    moved = np.log1p(np.average(np.expm1(factors[:, :MORTALITY]), axis=0, weights=people))
    return np.append(moved, np.average(factors[:, MORTALITY], weights=deaths))
