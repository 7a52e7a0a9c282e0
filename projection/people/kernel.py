"""The cohort-component step compiled: many places and draws at once, only chosen sums of each year kept.

The same method as ``cohort_component`` (to 1e-12), three things apart:

- A cohort never moves. Age a stands at index h + a of a buffer; a year older is h − 1, and each number is changed in place.
- Instead of whole populations, weighted sums over sex and age are written (``weights``): 16 by default (``INDICATORS``).
- A draw changes survivorship as a hazard does, S^(1+u), by the series of exp to the fourth order: x = u ln S,
  S (1 + x + x²/2 + x³/6 + x⁴/24). That is off by less than |x|⁵/120, 1e-6 of a cell at a tenth more or less hazard.

Compiled once and cached beside this file; it holds no lock and no global, so that threads may share it.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numba as nb
import numpy as np
import numpy.typing as npt

from projection.people.cohort_component import AGES, FEMALE, MALE, OPEN, Array, Timing, checked_inputs, refuse_emptied

# Name: sexes (0 female, 1 male), first and last age.
INDICATORS: Mapping[str, tuple[tuple[int, ...], int, int]] = {
    "total": ((0, 1), 0, OPEN),
    "age0_14": ((0, 1), 0, 14),
    "age15_59": ((0, 1), 15, 59),
    "age15_64": ((0, 1), 15, 64),
    "age60": ((0, 1), 60, OPEN),
    "age65": ((0, 1), 65, OPEN),
    "age70": ((0, 1), 70, OPEN),
    "age75": ((0, 1), 75, OPEN),
    "age80": ((0, 1), 80, OPEN),
    "age85": ((0, 1), 85, OPEN),
    "age90": ((0, 1), 90, OPEN),
    "age60_69": ((0, 1), 60, 69),
    "age70_79": ((0, 1), 70, 79),
    "women60": ((FEMALE,), 60, OPEN),
    "women80": ((FEMALE,), 80, OPEN),
    "women15_49": ((FEMALE,), 15, 49),
}
Ages = npt.NDArray[np.int64]

OLD, OLDEST = 60, 80
DRIFTING = 50
# Axes after the leading ones: of the five inputs, and of the six deviations.
ENDS = (2, 3, 2, 1, 3, 2, 1, 1, 2, 1, 1)
BLOCKS = OPEN // 5 + 1  # five-year ages and the open group
COMPILED = {"nogil": True, "cache": True, "fastmath": {"reassoc", "contract", "nsz", "arcp"}}


@dataclass(frozen=True)
class Deviations:
    """How draws differ from the central projection; leading axes broadcast with those of its inputs.

    ``hazard[..., T, 2]`` u: death rates are 1 + u times the central ones; ``fertility[..., T]`` factor of all rates;
    ``migration[..., T]`` times ``spread[..., 2, 101]`` persons are added to net migration; ``base[..., 2]`` factors of
    those aged 60–79 and 80+ at the start; ``drift[..., T]`` factor of those aged 50+ at each year's end.
    """

    hazard: Array
    fertility: Array
    migration: Array
    spread: Array
    base: Array
    drift: Array


@dataclass(frozen=True)
class Streamed:
    """What is kept of a projection.

    ``indicators[..., T+1, K]`` weighted sums at the start and after each year; ``births[..., T]``, ``deaths[..., T]`` and
    ``clipped[..., T, 2]`` of each year; ``final[..., 2, 101]`` the last population.
    """

    indicators: Array
    births: Array
    deaths: Array
    clipped: Array
    final: Array


def indicator_weights(indicators: Mapping[str, tuple[tuple[int, ...], int, int]] = INDICATORS) -> Array:
    """Return the weights of sums over sex and age, ``[K, 2, 101]``, 1 within and 0 outside."""
    weights = np.zeros((len(indicators), 2, AGES))
    for row, (sexes, first, last) in zip(weights, indicators.values(), strict=True):
        row[list(sexes), first : last + 1] = 1.0
    return weights


def stream(  # noqa: PLR0913 - the five inputs of the method, and five ways to run it
    population: npt.ArrayLike,
    survivorship: npt.ArrayLike,
    fertility: npt.ArrayLike,
    sex_ratio: npt.ArrayLike,
    migration: npt.ArrayLike,
    *,
    timing: Timing = "even",
    deviations: Deviations | None = None,
    weights: Array | None = None,
    threads: int = 1,
    refuse: bool = True,
) -> Streamed:
    """Return weighted sums of a population year by year, as ``project`` would give them; leading axes broadcast.

    Args:
        population: as for ``project``, and so are the next four.
        survivorship: see there.
        fertility: see there.
        sex_ratio: see there.
        migration: see there.
        timing: see there.
        deviations: of draws; without them the result is the central projection.
        weights: of the sums, ``[K, 2, 101]``; those of ``INDICATORS`` when left out.
        threads: how many share the paths; the result does not depend on it.
        refuse: too many leavers; else they are only counted in ``clipped``, as they are with deviations.

    Raises:
        ValueError: as for ``project``.
    """
    inputs = checked_inputs(population, survivorship, fertility, sex_ratio, migration, timing)
    sums = STANDARD if weights is None else _sums(weights)
    years = inputs[1].shape[-3]
    lead, flat, at = _flattened((*inputs, *_deviations(deviations, years)))
    paths = at.shape[1]
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log(flat[1]), -700.0) if deviations is not None else flat[1]
    out = (
        np.empty((paths, years + 1, len(sums[0]))),
        np.empty((paths, years)),
        np.empty((paths, years)),
        np.zeros((paths, years, 2)),
        np.empty((paths, 2, AGES)),
    )
    half = 0.5 if timing == "even" else 0.0
    work = (
        at,
        half,
        deviations is not None,
        (*flat[:5], logs),
        tuple(flat[5:]),
        _bearing(flat[2]),
        sums,
        out,
    )
    if threads == 1:
        _paths(0, paths, *work)
    else:
        edges = np.linspace(0, paths, threads + 1).astype(np.int64)
        with ThreadPoolExecutor(threads) as pool:
            for done in [pool.submit(_paths, low, high, *work) for low, high in pairwise(edges.tolist())]:
                done.result()
    indicators, births, deaths, clipped, final = (array.reshape(*lead, *array.shape[1:]) for array in out)
    if refuse and deviations is None:
        change = births - deaths + inputs[4].sum(axis=(-2, -1)) + clipped.sum(axis=-1)
        start = inputs[0].sum(axis=(-2, -1))[..., None] + np.cumsum(change, axis=-1) - change
        refuse_emptied(start, clipped)
    return Streamed(indicators, births, deaths, clipped, final)


def _flattened(arrays: tuple[Array, ...]) -> tuple[tuple[int, ...], list[Array], Ages]:
    """Return the common leading axes, each array with its own in one, and where each path finds its part of each."""
    own = [array.shape[: array.ndim - axes] for array, axes in zip(arrays, ENDS, strict=True)]
    lead = np.broadcast_shapes(*own)
    # Read-only arrays would be another type to the compiler, and compiled for anew.
    flat = [
        np.require(array, np.float64, ["C", "W"]).reshape(-1, *array.shape[array.ndim - axes :])
        for array, axes in zip(arrays, ENDS, strict=True)
    ]
    at = [
        np.broadcast_to(np.arange(len(rows)).reshape(axes), lead).ravel() for rows, axes in zip(flat, own, strict=True)
    ]
    return lead, flat, np.stack(at)


def _deviations(given: Deviations | None, years: int) -> tuple[Array, ...]:
    if given is None:
        return (np.zeros((1, 2)), np.ones(1), np.zeros(1), np.zeros((2, AGES)), np.ones(2), np.ones(1))
    arrays = (given.hazard, given.fertility, given.migration, given.spread, given.base, given.drift)
    ends = ((years, 2), (years,), (years,), (2, AGES), (2,), (years,))
    for name, array, end in zip(Deviations.__dataclass_fields__, arrays, ends, strict=True):
        if array.shape[array.ndim - len(end) :] != end:
            raise ValueError(f"deviations.{name} has the shape {array.shape}; it must end in {end}")
        if not np.isfinite(array).all():
            raise ValueError(f"deviations.{name} holds a missing cell")
    return tuple(np.asarray(array, dtype=np.float64) for array in arrays)


def _bearing(fertility: Array) -> tuple[int, int]:
    """Return the first age at which any woman bears and the one after the last."""
    ages = np.flatnonzero(np.any(fertility, axis=(0, 1)))
    ages = ages[(ages > 0) & (ages < OPEN)]
    return (int(ages[0]), int(ages[-1]) + 1) if len(ages) else (1, 1)


def _sums(weights: Array) -> tuple[Array, Ages, Ages]:
    """Return weights with where they are not 0 and where they change; refuses what is no ``[K, 2, 101]``."""
    wanted = np.require(weights, np.float64, ["C", "W"])
    if wanted.ndim != 3 or wanted.shape[1:] != (2, AGES):
        raise ValueError(f"weights have the shape {wanted.shape}; they must be [K, 2, 101]")
    return wanted, _spans(wanted), _edges(wanted)


def _spans(weights: Array) -> Ages:
    """Return for each sum and sex the first age with a weight and the one after the last, ``[K, 2, 2]``."""
    spans = np.zeros((len(weights), 2, 2), dtype=np.int64)
    for row, sex in zip(*np.nonzero(weights.any(axis=-1)), strict=True):
        ages = np.flatnonzero(weights[row, sex])
        spans[row, sex] = ages[0], ages[-1] + 1
    return spans


def _edges(weights: Array) -> Ages:
    """Return where weights change, ``[K, 2, 1 + 21]``: the number of changes and the fifth of the age of each.

    A row that changes at other ages than 0, 5, 10, … has −1: it is summed age by age. For the others Σ w[a] N[a] is
    Σ (w[a] − w[a−1]) N[a and older] over few ages.
    """
    steps = np.diff(weights, axis=-1, prepend=0.0) != 0
    edges = np.zeros((len(weights), 2, 1 + BLOCKS), dtype=np.int64)
    for row in range(len(weights)):
        for sex in range(2):
            ages = np.flatnonzero(steps[row, sex])
            edges[row, sex, 0] = len(ages)
            edges[row, sex, 1 : 1 + len(ages[:BLOCKS])] = ages[:BLOCKS] // 5
        if (np.flatnonzero(steps[row].any(axis=0)) % 5).any():
            edges[row, 0, 0] = -1
    return edges


STANDARD = _sums(indicator_weights())


@nb.njit(**COMPILED)
def _changed(
    s: Array, m: Array, given_s: Array, log_s: Array, given_m: Array, pattern: Array, u: float, z: float
) -> None:
    """Write a sex's survivorship under 1 + u times the hazard, and its migration with z times a pattern added."""
    for a in range(AGES):
        x = u * log_s[a]
        s[a] = given_s[a] * (1 + x * (1 + x * (1 / 2) * (1 + x * (1 / 3) * (1 + x * (1 / 4)))))
        m[a] = given_m[a] + z * pattern[a]


@nb.njit(**COMPILED)
def _scaled(n: Array, factor: float) -> None:
    """Multiply in place: an array expression would make a copy first."""
    for a in range(len(n)):
        n[a] *= factor


@nb.njit(**COMPILED)
def _aged(n: Array, s: Array, m: Array, half: float) -> tuple[float, float]:
    """Age one sex by a year in place, so that ``n[a]`` holds those aged a + 1; return its deaths and floored persons."""
    oldest = n[OPEN] + half * m[OPEN]
    died, floored = oldest * (1 - s[OPEN]), 0.0
    n[OPEN] = 0.0
    for a in range(OPEN):
        x = n[a] + half * m[a]
        died += x * (1 - s[a + 1])
        n[a] = x * s[a + 1] + (1 - half) * m[a + 1]
    n[OPEN - 1] += oldest * s[OPEN]
    for a in range(OPEN):
        if n[a] < 0.0:
            floored -= n[a]
            n[a] = 0.0
    return died, floored


@nb.njit(**COMPILED)
def _born(n: Array, s: Array, m: Array, f: Array, half: float) -> float:
    """Return twice the births of a year to women at the ages 1, 2, … of the arrays, index 0 being the age before."""
    total = 0.0
    for a in range(1, len(n)):
        total += f[a] * (n[a] + half * m[a] + (n[a - 1] + half * m[a - 1]) * s[a] + half * m[a])
    return total


@nb.njit(**COMPILED)
def _summed(women: Array, men: Array, weights: Array, spans: Ages, edges: Ages, older: Array, sums: Array) -> None:
    """Write the weighted sums of a population; ``older`` is room for those at or above each fifth age.

    The sexes come as rows of their own, each in one piece of memory: a block of both would be read with a stride.
    """
    for sex in range(2):
        people, above = women if sex == FEMALE else men, older[sex]
        for block in range(BLOCKS - 1):
            a = 5 * block
            above[block] = people[a] + people[a + 1] + people[a + 2] + people[a + 3] + people[a + 4]
        above[BLOCKS - 1] = people[OPEN]
        for block in range(BLOCKS - 2, -1, -1):
            above[block] += above[block + 1]
    for k in range(len(sums)):
        total = 0.0
        if edges[k, 0, 0] >= 0:
            for sex in range(2):
                for edge in range(edges[k, sex, 0]):
                    block = edges[k, sex, edge + 1]
                    step = weights[k, sex, 5 * block] - (weights[k, sex, 5 * block - 1] if block else 0.0)
                    total += step * older[sex, block]
        else:
            for sex in range(2):
                first, last = spans[k, sex, 0], spans[k, sex, 1]
                w, people = weights[k, sex, first:last], (women if sex == FEMALE else men)[first:last]
                for a in range(len(w)):
                    total += w[a] * people[a]
        sums[k] = total


@nb.njit(**COMPILED)
def _paths(  # noqa: PLR0913, PLR0917 - all that a thread needs
    first: int,
    last: int,
    at: Ages,
    half: float,
    drawn: bool,
    inputs: tuple,
    deviations: tuple,
    bearing: tuple,
    sums: tuple,
    out: tuple,
) -> None:
    """Write the sums of the paths ``first`` to ``last``; the steps are the equations of ``cohort_component``."""
    population, survivorship, fertility, sex_ratio, migration, logs = inputs
    hazard, fertility_factor, moved, spread, base, drift = deviations
    indicators, births, deaths, clipped, final = out
    years = births.shape[1]
    low, high = bearing
    weights, spans, edges = sums
    older = np.empty((2, BLOCKS))
    s, m = np.empty((2, AGES)), np.empty((2, AGES))
    buffer = np.empty((2, AGES + years))
    for path in range(first, last):
        h = years
        buffer[:, h:] = population[at[0, path]]
        if drawn:
            for sex in range(2):
                _scaled(buffer[sex, h + OLD : h + OLDEST], base[at[9, path], 0])
                _scaled(buffer[sex, h + OLDEST :], base[at[9, path], 1])
        _summed(buffer[FEMALE, h:], buffer[MALE, h:], weights, spans, edges, older, indicators[path, 0])
        for year in range(years):
            given_s, given_m, f = (
                survivorship[at[1, path], year],
                migration[at[4, path], year],
                fertility[at[2, path], year],
            )
            if drawn:
                log_s, pattern, z = logs[at[1, path], year], spread[at[8, path]], moved[at[7, path], year]
                for sex in range(2):
                    u = hazard[at[5, path], year, sex]
                    _changed(s[sex], m[sex], given_s[sex], log_s[sex], given_m[sex], pattern[sex], u, z)
            else:
                s[:], m[:] = given_s, given_m
            women = buffer[FEMALE, h + low - 1 : h + high]
            born = _born(women, s[FEMALE, low - 1 : high], m[FEMALE, low - 1 : high], f[low - 1 : high], half) / 2
            born *= fertility_factor[at[6, path], year] if drawn else 1.0
            girls = born / (1 + sex_ratio[at[3, path], year])
            deaths[path, year], births[path, year] = 0.0, born
            for sex in range(2):
                died, floored = _aged(buffer[sex, h : h + AGES], s[sex], m[sex], half)
                newborn = girls if sex == FEMALE else born - girls
                end = newborn * s[sex, 0] + (1 - half) * m[sex, 0]
                buffer[sex, h - 1] = max(end, 0.0)
                deaths[path, year] += died + newborn * (1 - s[sex, 0])
                clipped[path, year, sex] = floored + max(-end, 0.0)
            h -= 1
            if drawn:
                for sex in range(2):
                    _scaled(buffer[sex, h + DRIFTING : h + AGES], drift[at[10, path], year])
            _summed(
                buffer[FEMALE, h : h + AGES],
                buffer[MALE, h : h + AGES],
                weights,
                spans,
                edges,
                older,
                indicators[path, year + 1],
            )
        final[path] = buffer[:, :AGES]
