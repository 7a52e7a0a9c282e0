"""Made-up but plausible people and rates for the projection's tests, and the method once more as plain loops."""

from typing import NamedTuple

import numpy as np

from projection.people.cohort_component import AGES, OPEN, Array
from projection.people.life_table import life_table

AGE = np.arange(AGES)


class Inputs(NamedTuple):
    """What ``project`` takes, in its order."""

    population: Array
    survivorship: Array
    fertility: Array
    sex_ratio: Array
    migration: Array


def gompertz(level: float | Array = 1.0, slope: float = 0.095) -> Array:
    """Return death rates rising exponentially with age, with an infant peak, women's below men's, ``[..., 2, 101]``."""
    shape = 3e-5 * np.exp(slope * AGE) + 0.006 * np.exp(-1.5 * AGE) + 2e-4
    return np.minimum(np.asarray(level)[..., None, None] * np.stack([0.8 * shape, 1.2 * shape]), 1.0)


def synthetic(seed: int, years: int = 8, lead: tuple[int, ...] = (), migrants: float = 0.01) -> Inputs:
    """Return random inputs: every cell differs between ages, sexes, years and leading axes."""
    rng = np.random.default_rng(seed)
    population = rng.uniform(200, 1000, (*lead, 2, AGES)) * np.exp(-AGE / 60)
    survivorship = life_table(gompertz(rng.uniform(0.5, 2, (*lead, years)))).survivorship
    pattern = np.exp(-(((AGE - 28) / 6) ** 2)) * ((AGE >= 15) & (AGE < 50))
    fertility = rng.uniform(0.8, 3, (*lead, years, 1)) * pattern / pattern.sum()
    migration = population[..., None, :, :] * rng.uniform(-migrants, migrants, (*lead, years, 2, AGES))
    return Inputs(population, survivorship, fertility, rng.uniform(1.03, 1.15, (*lead, years)), migration)


def plain_projection(inputs: Inputs, timing: str = "even") -> tuple[list[list[list[float]]], list[float], list[float]]:
    """Return population[year][sex][age], and births and deaths of each year: the method age by age, without arrays."""
    n, s, f, r, m = (values.tolist() for values in inputs)
    people, births, deaths = [n], [], []
    share = 0.5 if timing == "even" else 0.0
    for year in range(len(r)):
        x = [[people[-1][sex][a] + share * m[year][sex][a] for a in range(AGES)] for sex in range(2)]
        p = [[0.0] + [x[sex][a - 1] * s[year][sex][a] for a in range(1, AGES)] for sex in range(2)]
        for sex in range(2):
            p[sex][OPEN] = (x[sex][OPEN - 1] + x[sex][OPEN]) * s[year][sex][OPEN]
        born = 0.0
        for a in range(1, OPEN):
            born += f[year][a] * (x[0][a] + p[0][a] + share * m[year][0][a]) / 2
        girls = born / (1 + r[year])
        p[0][0], p[1][0] = girls * s[year][0][0], (born - girls) * s[year][1][0]
        births.append(born)
        deaths.append(sum(map(sum, x)) + born - sum(map(sum, p)))
        people.append([[max(p[sex][a] + (1 - share) * m[year][sex][a], 0.0) for a in range(AGES)] for sex in range(2)])
    return people, births, deaths
