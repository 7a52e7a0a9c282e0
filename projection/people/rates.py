"""The nation's rates for every calendar year, made once from the table ``vital_rates``, and their means between dates."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from projection.people.baseline import births_seed, ungrouped
from projection.people.cohort_component import AGES, OPEN, SEXES, Array
from projection.people.fertility import fertility_rates, single_age_pattern
from projection.people.life_table import life_table
from projection.people.mortality import STARTS, at_life_expectancy, graduated

NATION = "000000"
CENTRAL = ("estimate", "medium")
BENT_ON = 2020
FIVE = np.arange(0, OPEN + 1, 5)


class UnsPath(NamedTuple):
    """Mortality that is the UN's again: ``mx`` of every year, ``[Y, 2, 101]``, as the official counts have it to their year ``after``."""

    mx: Array
    after: int


@dataclass(frozen=True)
class NationalRates:
    """Rates of consecutive calendar years (rows, from ``first_year``), and births, which begin earlier.

    ``mx`` deaths per person-year ``[Y, 2, 101]``; ``fertility`` births per woman ``[Y, 101]``; ``sex_ratio`` males per
    female birth ``[Y]``; ``migration`` net migrants ``[Y, 2, 101]``; ``births`` ``[B]`` from ``births_from``;
    ``groups`` the UN's own people at 0–4, …, 95–99, 100+ on 1 July of the years ``group_years``, ``[years, 2, 21]``: to
    shape what lies within an age group and to check a projection against, never a base. ``bends`` factors on the nation's
    people by age of 1 November 2020, ``[2, 101]``, where official counts say how many of each age there are (``national``);
    ``uns_path`` the mortality to which that of the official years may return, where there are such counts.
    """

    first_year: int
    mx: Array
    fertility: Array
    sex_ratio: Array
    migration: Array
    births: Array
    births_from: int
    groups: Array
    group_years: tuple[int, ...]
    bends: Array = field(default_factory=lambda: np.ones((2, AGES)))
    uns_path: UnsPath | None = None

    @property
    def last_year(self) -> int:
        """Return the last calendar year with rates."""
        return self.first_year + len(self.mx) - 1


class YearlyRates(NamedTuple):
    """What ``project`` takes besides the people: one row a year between two dates."""

    survivorship: Array
    fertility: Array
    sex_ratio: Array
    migration: Array


def national_rates(vital_rates: pd.DataFrame) -> NationalRates:
    """Return the nation's rates of each calendar year, estimates and then the medium projection.

    Death rates of single ages come from the tables of each tenth year, joined so that the life expectancy published for
    each year is met; net migration of five-year ages is shared out evenly, and years that have only a total get the
    ages of the first year that has them.

    Args:
        vital_rates: the table of that name.

    Raises:
        ValueError: a measure is missing in a year.
    """
    rows = vital_rates[(vital_rates["place"] == NATION) & vital_rates["variant"].isin(CENTRAL)]
    e0 = _by_year(rows, "life_expectancy", "sex", list(SEXES))
    years = e0.index.to_numpy()
    if (np.diff(years) != 1).any():
        raise ValueError("vital_rates: life_expectancy has a gap between its years; give every year")
    fertility = fertility_rates(_every(rows, "total_fertility", years), _patterns(rows, years))
    births = rows[rows["measure"] == "births"].sort_values("year_from")
    if births.empty or (births["year_from"].diff().dropna() != 1).any():
        raise ValueError("vital_rates: births are missing in some year; give every year of the series")
    births_from = int(births["year_from"].iloc[0])
    people = [_by_year(rows[rows["sex"] == sex], "population", "age_from", FIVE.tolist()) for sex in SEXES]
    return NationalRates(
        first_year=int(years[0]),
        mx=_death_rates(rows, years, e0.to_numpy(dtype=np.float64)),
        fertility=fertility,
        sex_ratio=_every(rows, "sex_ratio_at_birth", years),
        migration=_migrants(rows, years),
        births=births["value"].to_numpy(dtype=np.float64),
        births_from=births_from,
        groups=np.stack([group.to_numpy(dtype=np.float64) for group in people], axis=1),
        group_years=tuple(int(year) for year in people[0].index),
    )


def between_dates(rates: NationalRates, start: float, years: int) -> YearlyRates:
    """Return the nation's rates of each twelve months from a date on: means of the two calendar years they lie in.

    Args:
        rates: of calendar years.
        start: as a year with its fraction (2020.83 is 1 November 2020).
        years: how many.

    Raises:
        ValueError: the rates do not reach that far.
    """
    survivorship = life_table(yearly_means(rates.mx, rates, start, years)).survivorship
    others = (
        yearly_means(values, rates, start, years) for values in (rates.fertility, rates.sex_ratio, rates.migration)
    )
    return YearlyRates(survivorship, *others)


def yearly_means(values: Array, rates: NationalRates, start: float, years: int) -> Array:
    """Return values of calendar years as means of the twelve months from a date on, ``[years, ...]``.

    Args:
        values: one row a calendar year, as in ``rates``.
        rates: whose years they are.
        start: as a year with its fraction.
        years: how many.

    Raises:
        ValueError: the rates do not reach that far.
    """
    whole = int(np.floor(start))
    part = start - whole
    last = whole + years - (part == 0)
    if whole < rates.first_year or last > rates.last_year:
        raise ValueError(
            f"rates cover {rates.first_year}–{rates.last_year}; {whole}–{last} was asked for, choose a year within"
        )
    at = np.arange(whole, whole + years) - rates.first_year
    return (1 - part) * values[at] + part * values[np.minimum(at + 1, len(values) - 1)]


def national_shape(rates: NationalRates, date: float) -> Array:
    """Return the nation's shape by sex and single age on a date, ``[2, 101]``.

    The births of each cohort, alive at the year's death rates and bent to the UN's groups of the nearest year; then each
    cohort times its bend.

    Raises:
        ValueError: the rates or births do not reach the date.
    """
    year = int(np.floor(date))
    if not rates.first_year <= year <= rates.last_year:
        raise ValueError(
            f"rates cover {rates.first_year}–{rates.last_year}; a structure of {year} needs those of {year}"
        )
    lived = life_table(rates.mx[year - rates.first_year]).person_years
    nearest = min(range(len(rates.group_years)), key=lambda at: abs(rates.group_years[at] + 0.5 - date))
    shape = ungrouped(rates.groups[nearest], FIVE, births_seed(rates.births, rates.births_from, date, lived))
    of_2020 = np.clip(np.arange(AGES) + BENT_ON - year, 0, OPEN)
    return shape * rates.bends[:, of_2020]


def _by_year(rows: pd.DataFrame, measure: str, across: str, names: list) -> pd.DataFrame:
    """Return a measure's values, one row a year; refuses a year in which one of the names is missing."""
    found = rows[rows["measure"] == measure].pivot_table(index="year_from", columns=across, values="value")
    found = found.reindex(columns=names)
    if found.empty or found.isna().to_numpy().any():
        raise ValueError(f"vital_rates: {measure} is missing for some {across} in some year; give all of {names}")
    return found


def _every(rows: pd.DataFrame, measure: str, years: Array) -> Array:
    found = rows[(rows["measure"] == measure)].set_index("year_from")["value"].reindex(years)
    if found.isna().any():
        raise ValueError(f"vital_rates: {measure} is missing in {found.index[found.isna()][0]}")
    return found.to_numpy(dtype=np.float64)


def _death_rates(rows: pd.DataFrame, years: Array, e0: Array) -> Array:
    groups = [_by_year(rows[rows["sex"] == sex], "death_rate", "age_from", STARTS.tolist()) for sex in SEXES]
    dates = groups[0].index.to_numpy()
    tables = graduated(np.stack([group.to_numpy(dtype=np.float64) for group in groups], axis=1))
    earlier = np.clip(np.searchsorted(dates, years, side="right") - 1, 0, len(dates) - 2)
    return at_life_expectancy(tables[earlier], tables[earlier + 1], e0)


def _patterns(rows: pd.DataFrame, years: Array) -> Array:
    """Return the age pattern of each year, between those of the five-year periods around it by their middles."""
    found = rows[rows["measure"] == "fertility_pattern"]
    shares = _by_year(rows, "fertility_pattern", "age_from", sorted(found["age_from"].unique()))
    ends = found.groupby("year_from")["year_to"].first()
    middles = (shares.index.to_numpy(dtype=np.float64) + ends.to_numpy(dtype=np.float64)) / 2
    at = [np.interp(years, middles, column) for column in shares.to_numpy(dtype=np.float64).T]
    return single_age_pattern(np.stack(at, axis=-1))


def _migrants(rows: pd.DataFrame, years: Array) -> Array:
    aged = rows[rows["sex"].isin(SEXES)]
    groups = [_by_year(aged[aged["sex"] == sex], "net_migrants", "age_from", FIVE.tolist()) for sex in SEXES]
    known = groups[0].index.to_numpy()
    by_group = np.stack([group.to_numpy(dtype=np.float64) for group in groups], axis=1)
    width = np.diff(np.append(FIVE, AGES))
    single = np.repeat(by_group / width, width, axis=-1)
    earlier = years[years < known[0]]
    total = _every(rows[rows["sex"] == "both"], "net_migrants", earlier)
    before = single[0] * (total / single[0].sum())[:, None, None]
    return np.concatenate([before, single])[-len(years) :]
