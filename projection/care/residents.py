"""Who lives in institutions today: counts of residents, of a place's own or of the nation, from which current use goes on."""

from dataclasses import dataclass

import pandas as pd

from projection.care.prevalence import Array

COUNT = "residents_in_institutions"


@dataclass(frozen=True)
class Residents:
    """A count of the residents of institutions: ``count`` persons among ``people[2, 101]``, ``since`` years after the base.

    ``own`` where these are the place's own people, and not the nation's, whose rates by age the place takes.
    """

    people: Array
    count: float
    since: int
    own: bool


def whole_counts(facts: pd.DataFrame, first_year: int) -> pd.DataFrame:
    """Return the facts that count the residents of all of a place's institutions, oldest first.

    Args:
        facts: the table of that name.
        first_year: counts before this year are left out, as no people of theirs are projected.
    """
    whole = (
        (facts["indicator"] == COUNT)
        & (facts["kind"] == "achieved")
        & (facts["subject"] == "")
        & (facts["scope"] == "")
    )
    return facts[whole & (facts["year"] >= first_year).fillna(False)].sort_values(["place", "date"])


def latest_counts(facts: pd.DataFrame, first_year: int) -> dict[str, pd.Series]:
    """Return the latest of ``whole_counts`` by adcode."""
    return {str(row["place"]): row for _index, row in whole_counts(facts, first_year).iterrows()}
