"""Numbers computed here from others. Each carries its formula and its inputs, so that it opens like any printed one."""

from dataclasses import dataclass

import pandas as pd

from policy.calendar import CENSUS_2020
from policy.refs import ref
from policy.text import N_, Amount

# Counts that mean more per head; `unit_each` is the unit after division by 1,000 people aged 60+.
PER_1000_UNITS = {
    "beds": "beds_per_1000",
    "institutions": "institutions_per_1000",
    "facilities": "facilities_per_1000",
}


FARTHEST = 5  # years between a count and the people, or the stock, that it is set against
RATES = ("percent", "per_mille", "sqm_per_person", "minutes")


def is_rate(unit: str) -> bool:
    """Tell whether a unit does not grow with the size of a place: a share, a number per 1,000 people, a time."""
    return unit in RATES or "_per_10" in unit


@dataclass(frozen=True)
class Derived:
    """A computed number: its value and unit, the formula as a text id with its values, and the records it came from.

    ``digits``: as of an ``Amount``. ``comparator``: of a value that is a bound, as its inputs are; ``high`` is the other end of a range.
    """

    value: float
    unit: str
    formula: str
    values: dict[str, object]
    inputs: tuple[str, ...]
    comparator: str = "="
    digits: int | None = None
    high: float | None = None


def population_ref(row: pd.Series) -> str:
    """Return the reference of one row of ``population_totals``."""
    of = () if row["residence"] == "all" else (row["residence"],)
    return ref("population", row["place"], row["date"], row["basis"], row["sex"], row["age_from"], *of)


def age_ref(place: str, date: str, sex: str, age_from: int) -> str:
    """Return the reference of an age group of ``population``, residents (常住); ``both`` is the sum of women and men."""
    return ref("age", place, date, "resident", sex, age_from)


def census_counts(population_totals: pd.DataFrame, *days: str) -> pd.DataFrame:
    """Return the headline counts of a census, by default that of 2020: residents (常住) of whole places, both sexes, from an age up."""
    return population_totals[
        population_totals["date"].isin(days or (CENSUS_2020,))
        & (population_totals["basis"] == "resident")
        & (population_totals["residence"] == "all")
        & (population_totals["sex"] == "both")
        & population_totals["age_to"].isna()
    ]


def census_refs(population_totals: pd.DataFrame, place: str) -> tuple[str, ...]:
    """Return the references of a place's counts of the census of 2020."""
    counts = census_counts(population_totals[population_totals["place"] == place])
    return tuple(population_ref(row) for _index, row in counts.iterrows())


def residents(population_totals: pd.DataFrame, age: int, day: str = CENSUS_2020) -> pd.Series:
    """Return residents (常住) of at least an age by place on a census day (persons, index: adcode)."""
    counts = census_counts(population_totals, day)
    return counts[counts["age_from"] == age].set_index("place")["persons"]


def published_rows(
    population_totals: pd.DataFrame, place: str, age: int, day: str = CENSUS_2020
) -> pd.DataFrame | None:
    """Return the counts that a published share of residents stands on, those of at least an age first and all second.

    The nation's are published with its servicemen, whom the county tables of the census leave out: 18.70 % aged 60+ in 2020, not
    18.73 %. Nothing where both counts are not known.
    """
    own = population_totals[population_totals["place"] == place]
    whole = own["residence"].eq("with_servicemen") & own["date"].eq(day)
    for counts in (own[whole], census_counts(own, day)):
        by_age = counts.set_index("age_from")
        if {0, age} <= set(by_age.index):
            return by_age.loc[[age, 0]].reset_index()
    return None


def with_counts(hindcast: pd.DataFrame, population_totals: pd.DataFrame) -> pd.DataFrame:
    """Return predictions with the count of 2020 that each stands against (``counted``, persons).

    Of a place whose count is not in the table it follows from prediction and error, and may be off by one.
    """
    census = census_counts(population_totals).set_index(["place", "age_from"])["persons"]
    known = census.reindex(pd.MultiIndex.from_frame(hindcast[["place", "age_from"]]))
    worked_out = (hindcast["predicted"] / (1 + hindcast["error"] / 100)).round()
    return hindcast.assign(counted=known.set_axis(hindcast.index).fillna(worked_out.astype("Int64")))


def per_1000_residents_60(facts: pd.DataFrame, older: pd.DataFrame) -> pd.DataFrame:
    """Return the facts that are counts as rates per 1,000 residents aged 60+ of the year of the count, or the nearest within five.

    value / persons × 1,000, to three significant digits, the largest first.

    Rows without a year, without such people, or whose unit is no count, drop out. New columns: ``printed_value`` (the count),
    ``population`` (persons aged 60+), ``people_year``, ``how`` and ``people`` (as in ``older``), and ``unit`` is the rate's unit.

    Args:
        facts: joined with what other tables say (``policy.described.describe``).
        older: residents aged 60+ by ``place`` and ``year`` of the count: ``persons`` and the year they are of (``people_year``),
            ``how`` they are known (a word of ``HOW``), and the references ``people`` that the number opens.
    """
    counts = facts[facts["unit"].isin(list(PER_1000_UNITS)) & facts["year"].notna()]
    key = pd.MultiIndex.from_arrays([counts["place"], counts["year"].astype("int64")])
    columns = ["persons", "how", "people", "people_year"]
    found = older.set_index(["place", "year"])[columns].reindex(key).set_axis(counts.index)
    found = found.rename(columns={"persons": "population"})
    rated = counts.assign(printed_value=counts["value"]).join(found)
    rated = rated[rated["population"].notna()]
    factor = 1000 / rated["population"].astype("float64")
    rated = rated.assign(
        value=_three_digits(rated["value"] * factor),
        value_high=_three_digits(rated["value_high"] * factor),
        unit=rated["unit"].map(PER_1000_UNITS),
    )
    return rated.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)


# How the people of a year are known, as the formula of a rate says it.
HOW = {
    "official": N_("{count} ({year}) ÷ {population} residents aged 60+ (official count, end of {people_year}) × 1,000"),
    "counted": N_("{count} ({year}) ÷ {population} residents aged 60+ (census of 1 Nov {people_year}) × 1,000"),
    "between": N_(
        "{count} ({year}) ÷ {population} residents aged 60+ of 1 Nov {people_year} (between the censuses of 2010 and 2020, at even "
        "growth) × 1,000"
    ),
    "projected": N_(
        "{count} ({year}) ÷ {population} residents aged 60+ of 1 Nov {people_year} (projected from the census of 2020) × 1,000"
    ),
}


def rate_record(row: pd.Series, unit: str) -> Derived:
    """Return the record of a count per 1,000 residents aged 60+: a row of ``per_1000_residents_60``, and the unit of its count."""
    high = float(row["value_high"])
    return Derived(
        float(row["value"]),
        str(row["unit"]),
        HOW[str(row["how"])],
        {
            "count": Amount(
                float(row["printed_value"]),
                unit,
                str(row["comparator"]),
                float(row["printed_value"]) * high / row["value"],
            ),
            "population": Amount(float(row["population"]), "persons"),
            "year": str(row["year"]),
            "people_year": str(row["people_year"]),
        },
        (ref("fact", row["fact"]), *row["people"]),
        str(row["comparator"]),
        high=high,
    )


def _three_digits(rates: pd.Series) -> pd.Series:
    # Not decimals: 173 homes for 7,010,440 people are 0.0247 per 1,000, never 0.0.
    return pd.Series([float(f"{rate:.3g}") for rate in rates], index=rates.index, dtype="float64")
