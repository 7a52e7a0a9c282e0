"""Residents aged 60+ by place and year, so that a count is set against the people of its own year."""

import pandas as pd

from policy.calendar import CENSUS_2010, CENSUS_2020
from policy.derived import PER_1000_UNITS, residents
from policy.refs import ref
from projection.people.cohort_component import Array
from views import edition, projections
from views.edition import kept_up_to

FIRST, BASE = 2010, projections.YEARS[0]


@kept_up_to(None)
def older_by_year() -> pd.DataFrame:
    """Return residents aged 60+ of 1 November by ``place`` and ``year``, of the places and years that have a count of beds or homes.

    Columns: ``persons``; ``how`` they are known: ``counted`` in the census of 2020, ``between`` those of 2010 and 2020 at even growth,
    ``projected`` from the latter; ``people``, the references of what they stand on. A place without a census drops out.
    """
    facts = edition.described()
    counts = facts[facts["unit"].isin(list(PER_1000_UNITS)) & facts["year"].notna()]
    asked = counts[["place", "year"]].drop_duplicates().astype({"year": "int64"})
    totals = edition.table("population_totals")
    censuses = {year: residents(totals, 60, day) for year, day in ((FIRST, CENSUS_2010), (BASE, CENSUS_2020))}
    ahead = asked.loc[(asked["year"] > BASE) & asked["place"].isin(censuses[BASE].index), "place"]
    projected = projections.central_older(sorted(ahead.unique()))
    rows = [_of(str(row["place"]), int(row["year"]), censuses, projected) for row in asked.to_dict("records")]
    return pd.DataFrame([row for row in rows if row], columns=["place", "year", "persons", "how", "people"])


def _of(
    place: str, year: int, censuses: dict[int, pd.Series], projected: dict[str, Array]
) -> tuple[str, int, float, str, tuple[str, ...]] | None:
    """Return a place's residents aged 60+ of a year; nothing where they are not known."""
    counted = {at: float(found[place]) for at, found in censuses.items() if place in found.index}
    sources = {at: ref("population", place, f"{at}-11-01", "resident", "both", 60) for at in counted}
    if BASE not in counted:
        return None
    if year == BASE:
        return place, year, counted[BASE], "counted", (sources[BASE],)
    if year > BASE:
        at = year - BASE
        if at >= len(projected[place]):
            return None
        return (
            place,
            year,
            float(round(projected[place][at])),
            "projected",
            (projections.projected_ref(place, year, "age60"),),
        )
    if FIRST not in counted or year < FIRST:
        return None
    grown = (counted[BASE] / counted[FIRST]) ** ((year - FIRST) / (BASE - FIRST))
    return place, year, float(round(counted[FIRST] * grown)), "between", (sources[FIRST], sources[BASE])
