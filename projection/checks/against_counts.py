"""The nation against its official counts: as anchored on all of them, and, without leakage, on the earlier ones alone."""

from collections.abc import Iterator

import pandas as pd

from projection.people.cohort_component import Array
from projection.people.national import Anchor, anchor, anchored, errors, percent_off, year_ends
from projection.people.rates import NationalRates

# Most that a year-end count may be off in any year, and all of them on the mean, in percent.
GATES = {"people_60": 0.6, "people_65": 0.8}
MEAN_GATE = 0.4
# These are put in and have to come out: checks, not evidence.
INPUTS = ("people", "births", "deaths")
INPUT_GATE = 1.0
LAST_KNOWN = (2022, 2023)
AGES = (60, 65)


def gates(found: Anchor, counts: pd.DataFrame) -> list[tuple[str, float, float]]:
    """Return each gate: what it is about, the most that was found off in any year (percent), and the most allowed."""
    off = errors(found, counts).abs()
    worst = [(name, float(off[name].max()), most) for name, most in GATES.items()]
    inputs = [(name, float(off[name].max()), INPUT_GATE) for name in INPUTS]
    return [*worst, ("mean of people_60 and people_65", float(off[list(GATES)].to_numpy().mean()), MEAN_GATE), *inputs]


def rolling(rates: NationalRates, people: Array, counts: pd.DataFrame) -> pd.DataFrame:
    """Return how far off the years are that an anchor has not seen, in percent, beside the UN's rates without an anchor.

    Columns: ``known_to`` (last year that the anchor has seen), ``year``, ``age`` (60 or 65), ``anchored``, ``un_level`` (the UN's
    level of mortality again after the last year known), ``un_rates`` (the UN's rates from the census on).

    Args:
        rates: the nation's (``national_rates``).
        people: its census of 1 November 2020, ``[2, 101]``.
        counts: official ones, of ``national.official``.
    """
    return pd.DataFrame(
        _rolling(rates, people, counts), columns=["known_to", "year", "age", "anchored", "un_level", "un_rates"]
    )


def _rolling(
    rates: NationalRates, people: Array, counts: pd.DataFrame
) -> Iterator[tuple[int, int, int, float, float, float]]:
    unanchored = year_ends(rates, people, len(counts))[0]
    for last in LAST_KNOWN:
        found = anchor(rates, people, counts[counts.index <= last])
        bent = people * found.bends
        ways = [year_ends(anchored(rates, found, keep=keep), bent, len(counts))[0] for keep in (True, False)]
        for age in AGES:
            off = [percent_off(way, age, counts) for way in (*ways, unanchored)]
            for at, year in enumerate(counts.index):
                if year > last:
                    kept, back, un = (float(one[at]) for one in off)
                    yield last, int(year), age, kept, back, un
