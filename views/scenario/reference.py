"""The parts of a reference to a number of a scenario: its case, a year, a limit."""

import numpy as np

from policy.refs import parts_of
from views.address import number_within
from views.scenario.case import MONEY_YEARS, Case, case_of


def read(reference: str, count: int) -> tuple[Case, list[str]]:
    """Return the case of a reference of so many parts, and what stands between its place and its code.

    The code of the baseline is empty, and the colon before it may have been lost with the end of a link.

    Raises:
        KeyError: it has fewer parts, or its code is not known.
    """
    whole = reference if reference.count(":") >= count else f"{reference}:"
    place, *parts, code = parts_of(whole, count)
    return case_of(place, code), parts


def year_of(text: str, first: int) -> int:
    """Return a year from the first one on in which something is paid or added."""
    return {str(year): year for year in range(first, MONEY_YEARS[-1] + 1)}[text]


def limit_of(text: str) -> float:
    """Return the most a year, or the yuan a year; infinite where there is no limit."""
    limit = number_within(text, 0, np.inf, limit=True)
    if limit is None:
        raise KeyError(text)
    return limit
