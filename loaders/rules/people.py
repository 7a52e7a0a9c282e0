"""Rules of what is counted: age groups, censuses, codes that ended, vital rates."""

from collections.abc import Iterator

import numpy as np

from loaders.errors import Problem
from loaders.rules.faults import Frames, where
from loaders.tables.people import CELLS

COUNTED = ["place", "date", "basis"]
VITAL_UNITS = {
    "death_rate": "deaths_per_person_year",
    "life_expectancy": "years",
    "total_fertility": "children_per_woman",
    "fertility_pattern": "percent",
    "sex_ratio_at_birth": "boys_per_girl",
}
BOUNDS = ("low95", "low80", "medium", "high80", "high95")


def ages_run_upwards(frames: Frames) -> Iterator[Problem]:
    """An age group ends no earlier than it begins."""
    for name in ("population", "population_totals", "vital_rates"):
        rows = frames[name]
        yield from where(frames, name, "age_to", rows["age_to"] < rows["age_from"], "an age not below age_from")


def age_groups(frames: Frames) -> Iterator[Problem]:
    """Rows of one place, date, basis and sex never overlap, and both sexes are there."""
    rows = frames["population"].sort_values([*COUNTED, "sex", "age_from"], kind="stable")
    series = [rows[column] for column in (*COUNTED, "sex")]
    end = rows["age_to"].astype("float64").fillna(np.inf)
    before = end.groupby(series, sort=False).cummax().groupby(series, sort=False).shift()
    overlap = rows["age_from"].astype("float64") <= before
    yield from where(frames, "population", "age_from", overlap.sort_index(), "an age above the group before")
    groups = frames["population"].groupby(COUNTED)
    alone = (groups["sex"].transform("nunique") < 2) & (groups.cumcount() == 0)
    yield from where(frames, "population", "sex", alone, "rows of the other sex, too")


def totals_agree(frames: Frames) -> Iterator[Problem]:
    """A headline count is the sum of the age groups it covers, where the place has them."""
    totals, groups = frames["population_totals"], frames["population"]
    covered = totals[(totals["sex"] == "both") & totals["age_to"].isna() & (totals["residence"] == "all")]
    pairs = covered.reset_index().merge(groups, on=COUNTED, suffixes=("", "_group"))
    pairs = pairs[pairs["age_from_group"] >= pairs["age_from"]]
    summed = pairs.groupby("index")["persons_group"].sum().reindex(totals.index)
    wrong = summed.notna() & (summed != totals["persons"])
    yield from where(frames, "population_totals", "persons", wrong, "the sum of its age groups in population.csv")


def census_adds_up(frames: Frames) -> Iterator[Problem]:
    """All, 60+, 65+ and 80+ of a census are the sums of its ages, where the place has them, and fall with age; ages are all there or none."""
    rows = frames["census"]
    held = rows[list(CELLS)].notna()
    some = held.any(axis=1) & ~held.all(axis=1)
    yield from where(frames, "census", next(iter(CELLS)), some, "all age groups of both sexes, or none")
    for name, least in (("total", 0), ("age60", 60), ("age65", 65), ("age80", 80)):
        covered = [cell for cell, (_sex, low, _high) in CELLS.items() if low >= least]
        wrong = held.all(axis=1) & (rows[covered].sum(axis=1) != rows[name])
        yield from where(frames, "census", name, wrong, "the sum of its age groups")
    for fewer, more in (("age60", "total"), ("age65", "age60"), ("age80", "age65"), ("urban", "total")):
        yield from where(frames, "census", fewer, rows[fewer] > rows[more], f"no more than {more}")


def censuses_stand_once(frames: Frames) -> Iterator[Problem]:
    """A count of the census stands in the table census alone."""
    census = frames["census"]
    counted = census["place"] + " " + census["year"].astype("str") + "-11-01 resident"
    for name in ("population", "population_totals"):
        rows = frames[name]
        own = rows["place"] + " " + rows["date"] + " " + rows["basis"]
        wrong = own.isin(counted)
        if "residence" in rows:
            wrong &= rows["residence"] != "with_servicemen"
        yield from where(frames, name, "place", wrong, "a count that the table census does not hold")


def ended_codes_lead_on(frames: Frames) -> Iterator[Problem]:
    """A code that ended leads to one that did not, and has no count of 2020."""
    ended, census = frames["ended_codes"], frames["census"]
    again = ended["successor"].isin(ended["place"])
    yield from where(frames, "ended_codes", "successor", again, "a code that has not ended")
    counted = ended["place"].isin(census.loc[census["year"] == 2020, "place"])
    yield from where(frames, "ended_codes", "place", counted, "a code that the census of 2020 does not count")


def vital_rates(frames: Frames) -> Iterator[Problem]:
    """A rate has the unit of its measure, none but net migration is negative, periods run forwards, bounds lie outwards."""
    rows = frames["vital_rates"]
    unit = rows["measure"].map(VITAL_UNITS).fillna("persons")
    yield from where(frames, "vital_rates", "unit", rows["unit"] != unit, "the unit of its measure")
    negative = (rows["value"] < 0) & (rows["measure"] != "net_migrants")
    yield from where(frames, "vital_rates", "value", negative, "a value of at least 0")
    backwards = rows["year_to"] < rows["year_from"]
    yield from where(frames, "vital_rates", "year_to", backwards, "a year not before year_from")
    bound = rows[rows["variant"].isin(BOUNDS)]
    rank = bound["variant"].map({name: place for place, name in enumerate(BOUNDS)})
    ordered = bound.assign(rank=rank).sort_values("rank", kind="stable")
    keys = ["place", "measure", "sex", "age_from", "year_from"]
    falls = ordered.groupby(keys, sort=False, dropna=False)["value"].diff() < 0
    yield from where(frames, "vital_rates", "value", falls.reindex(rows.index), "a value of at least the bound below")
