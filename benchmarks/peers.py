"""Peers of one place among as many counties as the nation has."""

import numpy as np
import pandas as pd

from benchmarks.timing import Measure, alternating, plain
from policy.peers import WEIGHTS, distances

COUNTIES = 2850
MOST_RATIO = 0.8


def cases(rounds: int) -> list[Measure]:
    """Return the ranking of 2,850 counties by their distance to one of them; a trait in eight is unknown."""
    generator = np.random.default_rng(1)
    values = generator.normal(size=(COUNTIES, len(WEIGHTS)))
    values[generator.uniform(size=values.shape) < 1 / 8] = np.nan
    known = pd.DataFrame(values, columns=list(WEIGHTS), index=[f"{code:06d}" for code in range(COUNTIES)])
    times = alternating([lambda: distances(known, known.index[0], WEIGHTS), plain], rounds)
    return [Measure(f"peers of one place over {COUNTIES:,} counties against plain work", *times, most_ratio=MOST_RATIO)]
