"""Draws of what a projection cannot know, and the bands they make.

    mortality   ln hazard: a random walk of each sex, σ = 0.05 a year, correlation of the sexes 0.9
    fertility   ln TFR: a random walk, σ = 0.05 a year, total fertility never below 0.5
    migration   an AR(1) around the central path, ρ = 0.8, σ = 0.3 % of the population a year, ages of a model schedule
    base        ln of those aged 60–79 and of those aged 80+, σ by structure class (``baseline.STRUCTURES``)
    drift       a place's own yearly rate on those aged 60+: what moves all its old ages alike (moves of the old, its own
                mortality, boundaries), σ = 0.008 a year for the first ten years, fading to 0 over the next twenty

Mortality, fertility and base are in part the nation's (60 % of the variance), the province's (25 %) and the place's own
(15 %), so that sums of places do not become falsely sure. Who leaves one place arrives in another: migration and drift have
no national part, but the same proportion of the other two; for the nation as a whole neither is drawn.

σ of mortality and fertility reproduce the UN's 80 and 95 % bounds of 2050 for China; that of the drift the ten-year
errors of a hindcast of prefectures from 2010 to 2020. The parts are a judgement. Nothing under 60 has a base error.

A stream of numbers belongs to a run and a place, province or the nation, not to where it is computed (Philox, keyed by
a hash): chunks and workers change nothing, other places neither, the first draws of many are the draws of few, and two
scenarios of a run share them, so that their difference is not noise.
"""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from projection.people.baseline import Structure
from projection.people.cohort_component import Array
from projection.people.kernel import Deviations
from projection.people.migration import model_schedule
from projection.people.rates import NATION

PARTS = (0.60, 0.25, 0.15)  # of the variance: nation, province, place
QUANTILES = (0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975)
BANDS = {50: (0.25, 0.75), 80: (0.10, 0.90), 95: (0.025, 0.975)}
SEX_CORRELATION = 0.9
LOWEST_FERTILITY = 0.5
DRIFT_YEARS, DRIFT_FADES = 10, 20
SERIES = 4  # numbers a draw and year: mortality of both sexes, fertility, migration


@dataclass(frozen=True)
class Spread:
    """Standard deviations of the draws; each 0 makes its part certain."""

    mortality: float = 0.05
    fertility: float = 0.05
    migration: float = 0.003
    migration_memory: float = 0.8
    drift: float = 0.008


class Shared(NamedTuple):
    """The numbers that places of one province share, ``[count, 1 + years, 4]`` each (``normals``)."""

    nation: Array
    province: Array


def draws(
    run: str,
    place: str,
    count: int,
    people: npt.ArrayLike,
    total_fertility: npt.ArrayLike,
    structure: Structure,
    spread: Spread | None = None,
    shared: Shared | None = None,
) -> Deviations:
    """Return the deviations of the draws of one place, for ``kernel.stream``.

    Args:
        run: name of the run; the same name gives the same draws.
        place: adcode; its first two digits are the province's.
        count: how many draws.
        people: persons at the start, ``[2, 101]``.
        total_fertility: children per woman of each year, ``[T]``.
        structure: class of the base with its errors.
        spread: standard deviations; those above when left out.
        shared: what the place shares with others (``shared_normals``), where many places are drawn; made when left out.

    Raises:
        ValueError: there is no draw.
    """
    if count < 1:
        raise ValueError(f"{count} draws were asked for; ask for at least 1")
    sigma = Spread() if spread is None else spread
    tfr = np.asarray(total_fertility, dtype=np.float64)
    years = len(tfr)
    everywhere, local = _parts(run, place, count, years, shared)
    base = np.exp(everywhere[:, 0, :2] * np.array([structure.error60, structure.error80]))
    sexes = everywhere[:, 1:, :2].copy()
    sexes[..., 1] = SEX_CORRELATION * sexes[..., 0] + np.sqrt(1 - SEX_CORRELATION**2) * sexes[..., 1]
    hazard = np.expm1(sigma.mortality * np.cumsum(sexes, axis=1))
    walk = np.exp(sigma.fertility * np.cumsum(everywhere[:, 1:, 2], axis=1))
    lowest = np.divide(LOWEST_FERTILITY, tfr, out=np.ones_like(tfr), where=tfr > 0)
    moved = _autoregressive(local[:, 1:, 3], sigma.migration_memory)
    n = np.asarray(people, dtype=np.float64)
    halves = n.sum(axis=1, keepdims=True) / n.sum()
    return Deviations(
        hazard=hazard,
        fertility=np.maximum(walk, np.minimum(lowest, 1.0)),
        migration=moved,
        spread=sigma.migration * n.sum() * halves * model_schedule(),
        base=base,
        drift=np.exp(sigma.drift * local[:, 0, 2:3] * fading(years)),
    )


def shared_normals(run: str, place: str, count: int, years: int) -> Shared:
    """Return the numbers of the nation and of a place's province, which all its places share."""
    return Shared(normals(run, NATION, count, years), normals(run, place[:2], count, years))


def _parts(run: str, place: str, count: int, years: int, shared: Shared | None) -> tuple[Array, Array]:
    """Return the numbers of a place: with the nation's part, and without it (of the nation itself: nothing)."""
    if place == NATION:
        nation = normals(run, NATION, count, years)
        return nation, np.zeros_like(nation)
    nation, province = shared_normals(run, place, count, years) if shared is None else shared
    own = normals(run, place, count, years)
    local = np.sqrt(PARTS[1]) * province + np.sqrt(PARTS[2]) * own
    return np.sqrt(PARTS[0]) * nation + local, local / np.sqrt(PARTS[1] + PARTS[2])


def normals(run: str, key: str, count: int, years: int) -> Array:
    """Return the standard normal numbers of a run and a place, province or nation, ``[count, 1 + years, 4]``.

    The first row of each draw is for the base and the drift, the others for the years. A longer or larger set begins
    with the shorter or smaller one.

    Args:
        run: name of the run.
        key: adcode, or its first two digits for a province.
        count: draws.
        years: years.
    """
    digest = hashlib.sha256(f"{run}/{key}".encode()).digest()
    seed = int.from_bytes(digest[:16], "little")
    # Years lead and draws follow in the stream of each year, so that neither number moves what the others get.
    rows = [
        np.random.Generator(np.random.Philox(key=seed, counter=[0, 0, 0, year])).standard_normal((count, SERIES))
        for year in range(years + 1)
    ]
    return np.stack(rows, axis=1)


def _autoregressive(shocks: Array, memory: float) -> Array:
    """Return z[t] = ρ z[t−1] + √(1 − ρ²) e[t] along the last axis, begun in its long-run state."""
    z = shocks.copy()
    for year in range(1, z.shape[-1]):
        z[..., year] = memory * z[..., year - 1] + np.sqrt(1 - memory**2) * shocks[..., year]
    return z


def fading(years: int) -> Array:
    """Return how much of the drift is left in each year: all of it for ten years, then less, none after thirty."""
    return np.clip(1 - (np.arange(years) - DRIFT_YEARS + 1) / DRIFT_FADES, 0.0, 1.0)


def quantiles(drawn: npt.ArrayLike, axis: int = 0) -> Array:
    """Return the quantiles 2.5, 10, 25, 50, 75, 90 and 97.5 % over the draws, in the first axis.

    Args:
        drawn: one value a draw along ``axis``.
        axis: of the draws.
    """
    # In one piece of memory along the draws: sorted with a stride it would take twice as long.
    ordered = np.array(np.moveaxis(np.asarray(drawn), axis, -1), dtype=np.float64, order="C")
    ordered.sort(axis=-1)
    at = np.array(QUANTILES) * (ordered.shape[-1] - 1)
    low = at.astype(np.int64)
    high = np.minimum(low + 1, ordered.shape[-1] - 1)
    found = ordered[..., low] + (at - low) * (ordered[..., high] - ordered[..., low])
    return np.moveaxis(found, -1, 0)
