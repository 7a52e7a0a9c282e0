"""What stands and who lives there: counts of beds and of residents, as far as they are young enough to stand for today."""

import pandas as pd

from policy.scenario.borrowed import known_stock, too_old
from projection.care.residents import Residents, latest_counts
from projection.people.cohort_component import Array
from projection.people.rates import NATION
from views import edition, projections
from views.edition import kept_up_to

MONEY_FROM = 2026  # prices are of this year; what was paid before is no question of a scenario
COUNTED_AT = MONEY_FROM - 1  # at its end, what stands is counted
FRESH = 5  # years that a count of beds is taken for what stands
FIRST_YEAR = projections.YEARS[0]


@kept_up_to(500)
def counted_stock(place: str) -> dict[str, pd.Series]:
    """Return the facts that count a place's beds (``policy.scenario.borrowed.known_stock``)."""
    return known_stock(edition.described(), place)


def old(count: pd.Series) -> bool:
    """Tell whether a count of beds is too old to stand for what stands (``FRESH``)."""
    return too_old(count, MONEY_FROM, FRESH)


def people_of(place: str) -> Array:
    """Return a place's people by year from 2020 on the central path, ``[Y, 2, 101]``.

    Raises:
        KeyError: it has no count to start from.
    """
    found = projections.projected(place)
    if found is None:
        raise KeyError(place)
    return found.population


@kept_up_to(None)
def counted_residents() -> dict[str, pd.Series]:
    """Return the latest count of each place's residents of institutions (``projection.care.residents``)."""
    return latest_counts(edition.described(), FIRST_YEAR)


@kept_up_to(300)
def residents_of(place: str, given: float | None) -> Residents:
    """Return the count of residents from which a place's current use goes on.

    Args:
        place: adcode.
        given: residents at the end of 2025 as the viewer says, no more than live there; None where nobody says.
    """
    if given is not None:
        people = people_of(place)[COUNTED_AT - FIRST_YEAR]
        return Residents(people, min(given, float(people[:, 60:].sum())), COUNTED_AT - FIRST_YEAR, own=True)
    counts = counted_residents()
    own = place in counts
    row = counts[place if own else NATION]
    since = int(row["year"]) - FIRST_YEAR
    return Residents(people_of(str(row["place"]))[since], float(row["value"]), since, own=own)
