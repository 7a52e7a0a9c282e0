"""Current use of institutions out of sample: the nation's rates by age on other people, and a count of 2020 on 2024.

Two questions, each answered with counts that the rates have not seen: how far are the nation's rates at each age from the
residents counted in single places (their ``spread`` is what the band of a place without a count holds), and how far do rates
that go on unchanged from the count of 2020 lead from that of 2024.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from projection.care.prevalence import OLD, Array, level_for, prevalence
from projection.people.rates import NATION


def expected(people: Array, counted_among: Array, count: float, slope: float) -> float:
    """Return the residents among ``people[2, 101]`` at the rates by age by which so many of ``counted_among[2, 101]`` were counted.

    Args:
        people: of a place and year.
        counted_among: of the count.
        count: residents counted.
        slope: log-odds a year of age.
    """
    share = count / counted_among[:, OLD:].sum()
    return float((people * prevalence(level_for(counted_among, share, slope, 0.0), slope, 0.0)).sum())


def against_counts(
    counts: pd.DataFrame, people_of: Callable[[str], Array], slope: float, first_year: int
) -> pd.DataFrame:
    """Return each count beside what the nation's latest count leads to: the nation's own earlier one forward, places at its rates.

    Columns: ``place``, ``year``, ``counted``, ``expected``, ``error`` (percent of the count) and ``log_ratio`` (counted over
    expected). The row of the nation is its latest count, expected from its first.

    Args:
        counts: facts that count residents (``place``, ``year``, ``value``), one row a place and year.
        people_of: a place's people by year from the first, ``[Y, 2, 101]``.
        slope: log-odds a year of age.
        first_year: of those people.

    Raises:
        ValueError: the nation was counted less than twice.
    """
    national = counts[counts["place"] == NATION].sort_values("year")
    first, *_between, last = national.to_dict("records")
    nation = people_of(NATION)

    def row(place: str, year: int, counted: float, base: Mapping) -> dict:
        found = expected(
            people_of(place)[year - first_year], nation[int(base["year"]) - first_year], float(base["value"]), slope
        )
        return {"place": place, "year": year, "counted": counted, "expected": found}

    rows = [row(NATION, int(last["year"]), float(last["value"]), first)]
    for each in counts[counts["place"] != NATION].to_dict("records"):
        rows.append(row(str(each["place"]), int(each["year"]), float(each["value"]), last))
    found = pd.DataFrame(rows)
    return found.assign(
        error=100 * (found["expected"] / found["counted"] - 1), log_ratio=np.log(found["counted"] / found["expected"])
    )


def spread(found: pd.DataFrame) -> float:
    """Return the root mean square of the log ratios of places, as a percentage: the ``sd_use`` of those that are not counted."""
    places = found[found["place"] != NATION]
    return float(100 * np.sqrt((places["log_ratio"] ** 2).mean()))
