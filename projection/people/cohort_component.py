"""The cohort-component step of the UN Population Division, single ages 0–100+, two sexes, one year at a time.

N[s,a] people of sex s aged a at the start of a year, S[s,a] survival *into* age a, f[a] births per woman aged a,
R males per female birth, M[s,a] net migrants of the year by their age at its end:

    x[s,a]   = N[s,a] + M[s,a]/2                                   (timing "even"; "end": x = N)
    P[s,a]   = x[s,a−1] · S[s,a]                       a = 1…99
    P[s,100] = (x[s,99] + x[s,100]) · S[s,100]
    B        = Σ f[a] · (x[f,a] + P[f,a] + M[f,a]/2) / 2           ("end": without the M term)
    B_f = B/(1+R),  B_m = B − B_f,  P[s,0] = B_s · S[s,0]
    N'[s,a]  = max(P[s,a] + M[s,a]/2, 0)                           ("end": + M[s,a])
    D        = Σ x + B − Σ P

Source: Preston, Heuveline and Guillot, Demography (2001), ch. 6, in the form of ``project_ccmpp_z_by_z`` of
github.com/markalava/ccmppWPP, which counts no births at age 0 and in the open group. It floors at 0.0005 persons, this
module at 0, and says how many persons that added.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Timing = Literal["even", "end"]

AGES = 101
OPEN = AGES - 1
SEXES = ("female", "male")
FEMALE, MALE = 0, 1
# More people than this share of a population cannot be made up by the floor at 0 without saying so.
MOST_CLIPPED = 0.001
ROUNDING = 1e-6  # persons
# What is wrong with a cell outside its bounds.
EXPECTED = {
    "population": "is negative; counts must be at least 0",
    "survivorship": "lies outside 0–1; give the share that survives into each age",
    "fertility": "is negative; rates must be at least 0",
    "sex_ratio": "is not positive; give males per female birth, near 1.06",
}


@dataclass(frozen=True)
class Projection:
    """A population over time, in persons; leading axes are those of the inputs, broadcast.

    ``population[..., T+1, 2, 101]`` at the start and after each year; ``births[..., T, 2]`` and ``deaths[..., T, 2]`` of
    each year by sex (female, male), deaths counted by cohort, those among the year's newborns included;
    ``clipped[..., T, 2]`` persons that the floor at 0 added where more left than were there. In each year and sex
    N' = N + births − deaths + migration + clipped. ``timing`` is the migration convention.
    """

    population: Array
    births: Array
    deaths: Array
    clipped: Array
    timing: Timing


def project(
    population: npt.ArrayLike,
    survivorship: npt.ArrayLike,
    fertility: npt.ArrayLike,
    sex_ratio: npt.ArrayLike,
    migration: npt.ArrayLike,
    *,
    timing: Timing = "even",
) -> Projection:
    """Return the population year by year.

    Leading axes broadcast, so that one population can meet many draws and many places one set of rates.

    Args:
        population: persons at the start, ``[..., 2, 101]``, sex order female, male; age 100 is the open group.
        survivorship: share surviving *into* each age, ``[..., T, 2, 101]``: index 0 from birth, index 100 the open
            group's ratio T100/T99.
        fertility: births per woman and year by age, ``[..., T, 101]``; ages 0 and 100 count none.
        sex_ratio: males per female birth, ``[..., T]``.
        migration: net migrants by age at the end of the year, ``[..., T, 2, 101]``.
        timing: ``even``: half of the migrants come at the start of the year; ``end``: all at its end.

    Raises:
        ValueError: a shape does not fit, a cell is missing or negative where it cannot be, survivorship lies outside
            0–1, or migration takes more people than there are (beyond 0.1 % of the population in a year).
    """
    n, s, f, r, m = checked_inputs(population, survivorship, fertility, sex_ratio, migration, timing)
    years = s.shape[-3]
    lead = np.broadcast_shapes(n.shape[:-2], s.shape[:-3], f.shape[:-2], r.shape[:-1], m.shape[:-3])
    people = np.empty((*lead, years + 1, 2, AGES))
    births, deaths, clipped = (np.empty((*lead, years, 2)) for _ in range(3))
    people[..., 0, :, :] = n
    for year in range(years):
        people[..., year + 1, :, :], births[..., year, :], deaths[..., year, :], clipped[..., year, :] = _step(
            people[..., year, :, :],
            s[..., year, :, :],
            f[..., year, :],
            r[..., year],
            m[..., year, :, :],
            timing,
        )
    refuse_emptied(people[..., :-1, :, :].sum(axis=(-2, -1)), clipped)
    return Projection(people, births, deaths, clipped, timing)


def _step(n: Array, s: Array, f: Array, r: Array, m: Array, timing: Timing) -> tuple[Array, Array, Array, Array]:
    """Return population at the end of a year, births, deaths and clipped persons by sex."""
    at_start, at_end = (m / 2, m / 2) if timing == "even" else (np.zeros_like(m), m)
    x = n + at_start
    p = np.zeros(np.broadcast_shapes(x.shape, s.shape))
    p[..., 1:] = x[..., :-1] * s[..., 1:]
    p[..., OPEN] += x[..., OPEN] * s[..., OPEN]
    women = (x + p + at_start)[..., FEMALE, 1:OPEN] / 2
    total = (f[..., 1:OPEN] * women).sum(axis=-1)
    females = total / (1 + r)
    births = np.stack([females, total - females], axis=-1)
    p[..., 0] = births * s[..., 0]
    deaths = x.sum(axis=-1) + births - p.sum(axis=-1)
    end = p + at_end
    kept = np.maximum(end, 0.0)
    return kept, births, deaths, (kept - end).sum(axis=-1)


def checked_inputs(
    population: npt.ArrayLike,
    survivorship: npt.ArrayLike,
    fertility: npt.ArrayLike,
    sex_ratio: npt.ArrayLike,
    migration: npt.ArrayLike,
    timing: str,
) -> tuple[Array, Array, Array, Array, Array]:
    """Return the inputs of ``project`` as float64 arrays.

    Raises:
        ValueError: as for ``project``; one sentence on the first fault.
    """
    if timing not in ("even", "end"):
        raise ValueError(f'timing is {timing!r}; it must be "even" or "end"')
    n = _numbers("population", population, (2, AGES), "[..., 2, 101]", 0, np.inf)
    s = _numbers("survivorship", survivorship, (-1, 2, AGES), "[..., T, 2, 101]", 0, 1)
    f = _numbers("fertility", fertility, (-1, AGES), "[..., T, 101]", 0, np.inf)
    r = _numbers("sex_ratio", sex_ratio, (-1,), "[..., T]", np.nextafter(0, 1), np.inf)
    m = _numbers("migration", migration, (-1, 2, AGES), "[..., T, 2, 101]", -np.inf, np.inf)
    years = {"survivorship": s.shape[-3], "fertility": f.shape[-2], "sex_ratio": r.shape[-1], "migration": m.shape[-3]}
    if len(set(years.values())) > 1:
        told = ", ".join(f"{name} {count}" for name, count in years.items())
        raise ValueError(f"the inputs cover different numbers of years ({told}); give each one row a year")
    try:
        np.broadcast_shapes(n.shape[:-2], s.shape[:-3], f.shape[:-2], r.shape[:-1], m.shape[:-3])
    except ValueError as error:
        raise ValueError(f"the leading axes of the inputs do not broadcast: {error}") from error
    return n, s, f, r, m


def _numbers(name: str, values: npt.ArrayLike, ends: tuple[int, ...], shape: str, low: float, high: float) -> Array:
    """Return an array of float64 whose last axes fit (−1 fits any length) and whose cells are finite and within bounds."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} holds something that is no number ({error})") from error
    fits = array.ndim >= len(ends) and all(
        wanted in (-1, found) for wanted, found in zip(ends, array.shape[array.ndim - len(ends) :], strict=True)
    )
    if not fits or array.size == 0:
        raise ValueError(f"{name} has the shape {array.shape}; it must be {shape}, with no axis empty")
    # Two passes over the cells; a missing one makes both ends missing.
    least, most = array.min(), array.max()
    if not (low <= least and most <= high and np.isfinite(least) and np.isfinite(most)):
        wrong = ~(np.isfinite(array) & (array >= low) & (array <= high))
        at = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
        why = EXPECTED[name] if np.isfinite(array[at]) else "is missing or not finite; fill every cell"
        raise ValueError(f"{name}[{', '.join(map(str, at))}] = {array[at]:g} {why}")
    return array


def refuse_emptied(start: Array, clipped: Array) -> None:
    """Refuse a projection whose migration takes more people than there are.

    Args:
        start: persons at the start of each year, ``[..., T]``.
        clipped: persons that the floor at 0 added, ``[..., T, 2]``.

    Raises:
        ValueError: they are more than 0.1 % of the population in some year.
    """
    wrong = clipped > (MOST_CLIPPED * start + ROUNDING)[..., None]
    if wrong.any():
        *lead, year, sex = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
        where = f" of population {tuple(map(int, lead))}" if lead else ""
        raise ValueError(
            f"migration takes {clipped[(*lead, year, sex)]:,.0f} more {SEXES[sex]}s than live in their age groups in "
            f"year {year + 1}{where}; lower the out-migration"
        )
