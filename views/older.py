"""Residents aged 60+ by place and year, so that a count is set against the people of its own year, or of the nearest within five."""

import pandas as pd

from policy.calendar import CENSUS_2010, CENSUS_2020
from policy.derived import FARTHEST, PER_1000_UNITS, residents
from policy.refs import ref
from projection.people.cohort_component import Array
from views import edition, projections
from views.edition import STORED, kept_up_to, reading
from views.projections import PEOPLE

FIRST, BASE = 2010, projections.YEARS[0]


@kept_up_to(None)
def older_by_year() -> pd.DataFrame:
    """Return residents aged 60+ by ``place`` and ``year`` of a count, of the places and years that have a count of beds or homes.

    Columns: ``persons`` and ``people_year``, the year they are of; ``how`` they are known: an ``official`` count of the nation at the
    end of a year, ``counted`` in a census, ``between`` those of 2010 and 2020 at even growth, ``projected`` from the latter; ``people``,
    the references of what they stand on. Where people of the year are not known, those of the nearest census within
    ``FARTHEST`` years; a place and year without any drops out.
    """
    asked = _asked()
    with reading(STORED):
        of_all = _asked()
    known, more = _of_stored_counts(), [pair for pair in asked if pair not in set(of_all)]
    return pd.concat([known, _older(more)], ignore_index=True) if more else known


def _asked() -> list[tuple[str, int]]:
    """Return the places and years that have a count of beds or homes, each once."""
    facts = edition.described()
    counts = facts[facts["unit"].isin(list(PER_1000_UNITS)) & facts["year"].notna()]
    pairs = counts[["place", "year"]].drop_duplicates()
    return [(str(place), int(year)) for place, year in zip(pairs["place"], pairs["year"], strict=True)]


@kept_up_to(None, of=PEOPLE)
def _of_stored_counts() -> pd.DataFrame:
    """Return residents for the counts of the stored tables: the projections take seconds, which no viewer's own counts repeat."""
    with reading(STORED):
        asked = _asked()
    return _older(asked)


def _older(asked: list[tuple[str, int]]) -> pd.DataFrame:
    totals = edition.table("population_totals")
    censuses = {year: residents(totals, 60, day) for year, day in ((FIRST, CENSUS_2010), (BASE, CENSUS_2020))}
    ahead = {place for place, year in asked if year > BASE and place in censuses[BASE].index}
    projected = projections.central_older(sorted(ahead))
    official = edition.table("national_counts")
    official = official[official["measure"] == "people_60"].set_index(["place", "year"])["persons"]
    rows = [_of(place, year, censuses, projected, official) for place, year in asked]
    columns = ["place", "year", "persons", "how", "people", "people_year"]
    return pd.DataFrame([row for row in rows if row], columns=columns)


def _of(
    place: str, year: int, censuses: dict[int, pd.Series], projected: dict[str, Array], official: pd.Series
) -> tuple[str, int, float, str, tuple[str, ...], int] | None:
    """Return a place's residents aged 60+ for a count of a year; nothing where none are known within ``FARTHEST`` years of it."""
    if (place, year) in official.index:
        return place, year, float(official[place, year]), "official", (ref("national", place, "people_60", year),), year
    counted = {at: float(found[place]) for at, found in censuses.items() if place in found.index}
    sources = {at: ref("population", place, f"{at}-11-01", "resident", "both", 60) for at in counted}
    if BASE in counted and year > BASE:
        if year - BASE >= len(projected[place]):
            return None
        persons = float(round(projected[place][year - BASE]))
        return place, year, persons, "projected", (projections.projected_ref(place, year, "age60"),), year
    if set(counted) == {FIRST, BASE} and FIRST < year < BASE:
        grown = (counted[BASE] / counted[FIRST]) ** ((year - FIRST) / (BASE - FIRST))
        return place, year, float(round(counted[FIRST] * grown)), "between", (sources[FIRST], sources[BASE]), year
    near = min(counted, key=lambda at: abs(year - at), default=None)
    if near is None or abs(year - near) > FARTHEST:
        return None
    return place, year, counted[near], "counted", (sources[near],), near
