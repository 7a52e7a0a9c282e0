"""Net migration from two censuses, carried forward, kept within what a place has, and adding up over the nation.

The residual of two censuses ten years apart is what survival does not explain:

    M[s,a] = N2[s,a] − c[s,a] · E[s,a],    E[s,a] = N1[s,a−10] · Π S

With c = 1 it takes errors of the life table and of the counts for migration. With c = N2/E of the nation (the census
survival ratio) these cancel, and the residuals of all places sum to 0 in every cell.

Source: Siegel and Swanson, The Methods and Materials of Demography (2004), ch. 19.
"""

import numpy as np
import numpy.typing as npt

from projection.people.cohort_component import AGES, FEMALE, OPEN, Array, Timing, project

MOST_LEAVING = 0.8  # of those in a cell, in a year; more cannot be carried on
HALF_LIFE = 30.0  # years until half of the migration is left
MOTHERS = slice(20, 40)
SMOOTHED = 2  # ages on either side


def survivors(before: npt.ArrayLike, survivorship: npt.ArrayLike) -> Array:
    """Return those of the first census who are alive at the second, by age then; nobody born in between.

    Args:
        before: persons at the first census, ``[..., 2, 101]``.
        survivorship: survival into each age in each year between, ``[T, 2, 101]``.
    """
    s = np.asarray(survivorship, dtype=np.float64)
    none = np.zeros((len(s), AGES))
    return project(before, s, none, np.ones(len(s)), np.zeros_like(s)).population[..., -1, :, :]


def residual(
    before: npt.ArrayLike, after: npt.ArrayLike, survivorship: npt.ArrayLike, coverage: npt.ArrayLike | float = 1.0
) -> Array:
    """Return net migrants between two censuses by age at the second, ``[..., 2, 101]``.

    Children born in between have no first count; they are taken to move with their mothers, at the rate of women aged
    20–39.

    Args:
        before: persons at the first census, ``[..., 2, 101]``.
        after: persons at the second.
        survivorship: survival into each age in each year between, ``[T, 2, 101]``.
        coverage: c above, ``[2, 101]``; that of the nation is ``census_ratio``.
    """
    n = np.asarray(after, dtype=np.float64)
    years = len(np.asarray(survivorship))
    expected = survivors(before, survivorship) * np.asarray(coverage, dtype=np.float64)
    moved = n - expected
    women, moved_women = n[..., FEMALE, MOTHERS].sum(-1), moved[..., FEMALE, MOTHERS].sum(-1)
    share = np.divide(moved_women, women, out=np.zeros_like(women), where=women > 0)
    moved[..., :years] = n[..., :years] * share[..., None, None]
    return moved


def census_ratio(before: npt.ArrayLike, after: npt.ArrayLike, survivorship: npt.ArrayLike) -> Array:
    """Return the nation's second count over the survivors of its first, ``[2, 101]``; 1 where nobody is expected."""
    expected = survivors(before, survivorship)
    return np.divide(np.asarray(after, dtype=np.float64), expected, out=np.ones_like(expected), where=expected > 0)


def yearly_rates(moved: npt.ArrayLike, before: npt.ArrayLike, after: npt.ArrayLike, years: int) -> Array:
    """Return net migrants a year per person by age, ``[..., 2, 101]``, from the residual of two censuses.

    A cohort's residual is spread evenly over the years and over the ages it passed through (on the mean, half of the
    years before the second census), relative to its mean size, and smoothed over five ages.

    Args:
        moved: net migrants between the censuses by age at the second (``residual``).
        before: persons at the first census.
        after: persons at the second.
        years: between the two.
    """
    m, n1, n2 = (np.asarray(values, dtype=np.float64) for values in (moved, before, after))
    cohort = n2.copy()
    cohort[..., years:] = (n2[..., years:] + n1[..., : AGES - years]) / 2
    rate = np.divide(m / years, cohort, out=np.zeros_like(m), where=cohort > 0)
    half = years // 2
    at_move = np.concatenate([rate[..., half:], np.repeat(rate[..., -1:], half, axis=-1)], axis=-1)
    padded = np.concatenate(
        [np.repeat(at_move[..., :1], SMOOTHED, -1), at_move, np.repeat(at_move[..., -1:], SMOOTHED, -1)], axis=-1
    )
    width = 2 * SMOOTHED + 1
    return np.lib.stride_tricks.sliding_window_view(padded, width, axis=-1).mean(axis=-1)


def carried_on(
    population: npt.ArrayLike,
    survivorship: npt.ArrayLike,
    fertility: npt.ArrayLike,
    sex_ratio: npt.ArrayLike,
    rates: npt.ArrayLike,
    *,
    half_life: float = HALF_LIFE,
    timing: Timing = "even",
) -> Array:
    """Return net migrants of each year, ``[..., T, 2, 101]``: rates times those who would be there without migration.

    The rates halve every ``half_life`` years; no more than 80 % of a cell leave in a year.

    Args:
        population: persons at the start, ``[..., 2, 101]``.
        survivorship: as for ``project``.
        fertility: as for ``project``.
        sex_ratio: as for ``project``.
        rates: net migrants a year per person by age, ``[..., 2, 101]``.
        half_life: in years.
        timing: as for ``project``.
    """
    now, s, f, r, rate = (
        np.asarray(values, dtype=np.float64) for values in (population, survivorship, fertility, sex_ratio, rates)
    )
    moved = []
    for year in range(s.shape[-3]):
        inputs = (s[..., year : year + 1, :, :], f[..., year : year + 1, :], r[..., year : year + 1])
        none = np.zeros_like(inputs[0])
        alone = project(now, *inputs, none, timing=timing).population[..., 1, :, :]
        faded = rate * 0.5 ** ((year + 0.5) / half_life)
        moved.append(np.maximum(faded, -MOST_LEAVING) * alone)
        now = project(now, *inputs, moved[-1][..., None, :, :], timing=timing).population[..., 1, :, :]
    return np.stack(moved, axis=-3)


def consistent(counts: npt.ArrayLike, national: npt.ArrayLike) -> Array:
    """Return the net migrants of all places, rescaled so that they sum to the nation's in every cell.

    Arrivals I and departures O of a cell are rescaled apart, to (I + O ± M) / 2: neither is shifted, so that a place
    nobody moves to keeps 0.

    Args:
        counts: net migrants of each place, ``[places, ..., 2, 101]``.
        national: their sum, ``[..., 2, 101]``.

    Raises:
        ValueError: the nation gains where no place does, or loses where none does.
    """
    m, total = np.asarray(counts, dtype=np.float64), np.asarray(national, dtype=np.float64)
    arrivals, departures = np.maximum(m, 0).sum(0), np.maximum(-m, 0).sum(0)
    gross = (arrivals + departures) / 2
    ins, outs = np.maximum(gross + total / 2, 0), np.maximum(gross - total / 2, 0)
    # Where one side is empty the other carries all, and where one would turn negative it is empty.
    ins, outs = np.where(departures == 0, total, ins), np.where(arrivals == 0, -total, outs)
    ins, outs = np.where(outs == 0, total, ins), np.where(ins == 0, -total, outs)
    alone = ((total > 0) & (arrivals == 0)) | ((total < 0) & (departures == 0))
    if alone.any():
        raise ValueError("the nation's net migration of some age has a direction that no place has; give all places")
    grow = np.divide(ins, arrivals, out=np.zeros_like(ins), where=arrivals > 0)
    shrink = np.divide(outs, departures, out=np.zeros_like(outs), where=departures > 0)
    return np.maximum(m, 0) * grow - np.maximum(-m, 0) * shrink


def model_schedule() -> Array:
    """Return a share of migrants by age, ``[101]``, summing to 1: young adults, and children with their parents.

    m(x) = 0.02 e^{−0.1x} + 0.06 e^{−0.1(x−20) − e^{−0.4(x−20)}} + 0.003, the standard of Rogers and Castro, Model
    Migration Schedules (IIASA RR-81-30, 1981).
    """
    x = np.arange(AGES, dtype=np.float64)
    shape = 0.02 * np.exp(-0.1 * x) + 0.06 * np.exp(-0.1 * (x - 20) - np.exp(-0.4 * (x - 20))) + 0.003
    shape[OPEN] = 0.0
    return shape / shape.sum()
