"""Two made-up censuses of small provinces, ten years apart, in which what happened in between is known."""

import numpy as np
import pandas as pd

from projection.checks.hindcast import Inputs, closed_counts, national_hazard
from projection.people.cohort_component import AGES, Array
from projection.people.life_table import life_table
from projection.people.local_factors import FACTORS, STARTS, pattern
from tests.unit.synthetic_places import AGE, gompertz

PROVINCES, EACH = 8, 14
MX = np.broadcast_to(gompertz(), (10, 2, AGES))
SURVIVORSHIP = life_table(MX).survivorship
CODES = [f"{10 + province}{place:02}00" for province in range(PROVINCES) for place in range(1, EACH + 1)]
PLACES = pd.DataFrame({"place": CODES, "name_zh": CODES, "province": [code[:2] + "0000" for code in CODES]})


def single_ages(seed: int = 0) -> Array:
    """Return people by single age whose structures differ between places, ``[places, 2, 101]``."""
    rng = np.random.default_rng(seed)
    decline = rng.uniform(0.4, 1.6, (len(CODES), 1, 1))
    size = np.exp(rng.normal(0, 1.2, (len(CODES), 1, 1)))
    lumps = np.exp(rng.normal(0, 0.05, (len(CODES), 2, AGES)))
    return 2e4 * size * np.exp(-decline * AGE / 50) * (0.05 + life_table(gompertz()).l) * lumps


def inputs(factors: Array | None = None, noise: float = 0.0, seed: int = 0) -> Inputs:
    """Return a hindcast's inputs in which the later census is the closed projection with known factors ``[places, 23]``."""
    rng = np.random.default_rng(seed + 1)
    single = single_ages(seed)
    traits = pd.DataFrame(
        {"urban": rng.uniform(0.1, 0.9, len(CODES)), "schooling": rng.normal(9, 1, len(CODES))}, index=CODES
    )
    closed = closed_counts(single, SURVIVORSHIP)
    applied = np.zeros((len(CODES), FACTORS)) if factors is None else factors
    ratios = applied @ pattern(national_hazard(single.sum(axis=0), SURVIVORSHIP)).T + rng.normal(
        0, noise, (len(CODES), 1)
    )
    after = np.concatenate(
        [np.full((len(CODES), 2, 3), 900.0), closed[:, :, 3:] * np.exp(ratios).reshape(-1, 2, 16)], -1
    )
    before = np.add.reduceat(single, STARTS, axis=-1)
    return Inputs(PLACES, before, after, single, traits, MX)
