"""Draws of what a projection cannot know, and the bands they make.

    mortality   ln hazard: a random walk of each sex, σ = 0.05 a year, correlation of the sexes 0.9
    fertility   ln TFR: a random walk, σ = 0.05 a year, total fertility never below 0.5
    migration   an AR(1) around the central path, ρ = 0.8, σ = 0.3 % of the population a year, ages of a model schedule
    base        ln of those aged 60–79 and of those aged 80+, σ by structure class (``baseline.STRUCTURES``)
    drift       a place's own yearly rate on those aged 50+: what moves all who are or soon will be old alike (their moves, their
                own mortality, boundaries), for the first ten years, fading to 0 over the next twenty

What the nation cannot know no place knows: each has the nation's deviation of mortality, fertility and base in full, with the σ
above, and beside it its province's, of 25 % of that variance, and its own, of 15 %. Who leaves one place arrives in another:
migration and drift have no national part; those of migration are the other two in the same proportion, with the σ above. The drift
has σ = 0.0016 a year for what the places of a province share, and as much again for the place's own where it has ten million
people; the own part grows with the square root of ten million over its people, as far as places were tested (half a million).
For the nation as a whole neither is drawn.

σ of mortality and fertility reproduce the UN's 80 and 95 % bounds of 2050 for China, and no test of places sets them. What a
place has beside the nation is held against the errors *relative to the nation* of the hindcast from 2010 to 2020, to which the two
figures of the drift were set; its parts are a judgement. Nothing under 50 has a drift, nothing under 60 a base error.

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

PARTS = (0.25, 0.15)  # variance of a province and of a place beside the nation, of the nation's own
QUANTILES = (0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975)
BANDS = {50: (0.25, 0.75), 80: (0.10, 0.90), 95: (0.025, 0.975)}
SEX_CORRELATION = 0.9
LOWEST_FERTILITY = 0.5
DRIFT_YEARS, DRIFT_FADES = 10, 20
DRIFT_PEOPLE = 10e6  # of a place that drifts by itself as far as its province does
FEWEST_PEOPLE = 5e5  # of smaller places too few were tested to tell how much further they drift
SERIES = 4  # numbers a draw and year: mortality of both sexes, fertility, migration


@dataclass(frozen=True)
class Spread:
    """Standard deviations of the draws; each 0 makes its part certain."""

    mortality: float = 0.05
    fertility: float = 0.05
    migration: float = 0.003
    migration_memory: float = 0.8
    drift: float = 0.0016


class Shared(NamedTuple):
    """The numbers that places of one province share, ``[count, 1 + years, 4]`` each (``normals``)."""

    nation: Array
    province: Array


def draws(  # noqa: PLR0913 - whose draws, from what, and how far
    run: str,
    place: str,
    count: int,
    people: npt.ArrayLike,
    total_fertility: npt.ArrayLike,
    structure: Structure,
    spread: Spread | None = None,
    shared: Shared | None = None,
    *,
    relative: bool = False,
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
        relative: without the nation's part: how a place may differ from what the nation turns out to be.

    Raises:
        ValueError: there is no draw.
    """
    if count < 1:
        raise ValueError(f"{count} draws were asked for; ask for at least 1")
    sigma = Spread() if spread is None else spread
    tfr = np.asarray(total_fertility, dtype=np.float64)
    n = np.asarray(people, dtype=np.float64)
    years = len(tfr)
    nation, province, own = _numbers(run, place, count, years, shared)
    beside = np.sqrt(PARTS[0]) * province + np.sqrt(PARTS[1]) * own
    everywhere = beside if relative else nation + beside
    base = np.exp(everywhere[:, 0, :2] * np.array([structure.error60, structure.error80]))
    sexes = everywhere[:, 1:, :2].copy()
    sexes[..., 1] = SEX_CORRELATION * sexes[..., 0] + np.sqrt(1 - SEX_CORRELATION**2) * sexes[..., 1]
    hazard = np.expm1(sigma.mortality * np.cumsum(sexes, axis=1))
    walk = np.exp(sigma.fertility * np.cumsum(everywhere[:, 1:, 2], axis=1))
    lowest = np.divide(LOWEST_FERTILITY, tfr, out=np.ones_like(tfr), where=tfr > 0)
    moved = _autoregressive(beside[:, 1:, 3] / np.sqrt(sum(PARTS)), sigma.migration_memory)
    drift = sigma.drift * (province[:, 0, 2:3] + own_drift(n.sum()) * own[:, 0, 2:3])
    halves = n.sum(axis=1, keepdims=True) / n.sum()
    return Deviations(
        hazard=hazard,
        fertility=np.maximum(walk, np.minimum(lowest, 1.0)),
        migration=moved,
        spread=sigma.migration * n.sum() * halves * model_schedule(),
        base=base,
        drift=np.exp(drift * fading(years)),
    )


def own_drift(people: float) -> float:
    """Return how far a place of so many people drifts by itself, over what places of a province share."""
    return float(np.sqrt(DRIFT_PEOPLE / max(people, FEWEST_PEOPLE)))


def reach(place: str, people: float) -> tuple[float, float]:
    """Return how far a place of so many people deviates in all, over the σ of a ``Spread``: what the nation shares, and drift."""
    if place == NATION:
        return 1.0, 0.0
    return float(np.sqrt(1 + sum(PARTS))), float(np.hypot(1.0, own_drift(people)))


def shared_normals(run: str, place: str, count: int, years: int) -> Shared:
    """Return the numbers of the nation and of a place's province, which all its places share."""
    return Shared(normals(run, NATION, count, years), normals(run, place[:2], count, years))


def _numbers(run: str, place: str, count: int, years: int, shared: Shared | None) -> tuple[Array, Array, Array]:
    """Return the numbers of the nation, of a place's province and of the place itself; of the nation the last two are 0."""
    if place == NATION:
        nation = normals(run, NATION, count, years)
        return nation, np.zeros_like(nation), np.zeros_like(nation)
    nation, province = shared_normals(run, place, count, years) if shared is None else shared
    return nation, province, normals(run, place, count, years)


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
