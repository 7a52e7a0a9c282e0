"""Computed once and kept: the nation's rates, the engine against the UN, each place's projection, and their records."""

import logging
from dataclasses import dataclass

import pandas as pd

from loaders.errors import TableUnreadable
from policy.derived import Derived, population_ref
from policy.matrix import NATION
from policy.text import N_, Amount
from projection.checks.against_un import against_the_un
from projection.checks.hindcast_tables import summary_of
from projection.people.cohort_component import Array
from projection.people.kernel import INDICATORS, stream
from projection.people.places import PlaceInputs, local_of, project_place
from projection.people.rates import NationalRates, national_rates
from projection.people.uncertainty import BANDS, QUANTILES, draws, quantiles
from views import edition
from views.edition import kept_up_to

logger = logging.getLogger(__name__)

LAST_YEAR = 2050
DRAWS = 1000
RUN = "atlas"
BASE_DATE = "2020-11-01"
SHOWN = {"age60": 60, "age80": 80}
DEPENDENCY = "dependency"
YEARS = tuple(range(2020, LAST_YEAR + 1))


@kept_up_to(None)
def rates() -> NationalRates:
    """Return the nation's rates (``projection.people.rates.national_rates``)."""
    return national_rates(edition.table("vital_rates"))


@kept_up_to(None)
def un_errors() -> pd.DataFrame:
    """Return the projection of China by the UN's rates against the UN's own (``projection.checks.against_un.against_the_un``)."""
    return against_the_un(rates())


def un_ref(year: int, age: str) -> str:
    """Return the reference of an error against the UN."""
    return f"un:{year}:{age}"


def un_record(ref: str) -> Derived:
    """Return the record of an error against the UN.

    Raises:
        KeyError: there is no such year or age.
    """
    year, _sep, age = ref.removeprefix("un:").partition(":")
    found = un_errors()
    found = found[(found["year"].astype("str") == year) & (found["age"] == age)]
    if len(found) != 1:
        raise KeyError(ref)
    row = found.iloc[0]
    vital = edition.table("vital_rates")
    low, _dash, high = age.rstrip("+").partition("–")
    first = 0 if age == "total" else int(low)
    last = int(high) if high else 200
    people = vital[(vital["measure"] == "population") & (vital["year_from"].astype("str") == year)]
    people = people[(people["age_from"] >= first) & (people["age_from"] <= last)]
    return Derived(
        round(float(row["error"]), 2),
        "percent",
        N_("{projected} projected here from the UN's people of 2020 by the UN's rates, against the UN's own {un}"),
        {
            "projected": Amount(round(float(row["projected"])), "persons"),
            "un": Amount(round(float(row["un"])), "persons"),
        },
        tuple(vital_ref(row) for _index, row in people.iterrows()),
    )


def vital_ref(row: pd.Series) -> str:
    """Return the reference of one row of ``vital_rates``."""
    age = "" if pd.isna(row["age_from"]) else row["age_from"]
    return f"vital:{row['place']}:{row['measure']}:{row['sex']}:{age}:{row['year_from']}:{row['variant']}"


@dataclass(frozen=True)
class Projected:
    """A place's projection: ``central[name]`` a year, ``bands[name][percent]`` low and high, ``population[T+1, 2, 101]``."""

    inputs: PlaceInputs
    central: dict[str, Array]
    bands: dict[str, dict[int, tuple[Array, Array]]]
    population: Array


@kept_up_to(200)
def projected(place: str) -> Projected | None:
    """Return a place's projection to 2050; nothing where it has no count to start from.

    Quantities are the numbers aged 60+ and 80+, and the dependency: people aged 60+ per 100 aged 15 to 59.
    """
    try:
        made = project_place(
            place,
            LAST_YEAR,
            edition.table("population"),
            edition.table("population_totals"),
            rates(),
            local=local_of(edition.table("local_factors"), place),
        )
    except ValueError:
        return None
    inputs = made.inputs
    drawn = draws(RUN, place, DRAWS, inputs.people, inputs.rates.fertility.sum(axis=-1), inputs.structure)
    central = _quantities(stream(inputs.people, *inputs.rates).indicators)
    spread = _quantities(stream(inputs.people, *inputs.rates, deviations=drawn).indicators)
    bands = {}
    for name, values in spread.items():
        found = quantiles(values)
        edges = {percent: [QUANTILES.index(edge) for edge in pair] for percent, pair in BANDS.items()}
        bands[name] = {percent: (found[low], found[high]) for percent, (low, high) in edges.items()}
    return Projected(inputs, central, bands, made.projection.population)


def _quantities(indicators: Array) -> dict[str, Array]:
    at = {name: indicators[..., position] for position, name in enumerate(INDICATORS)}
    return {name: at[name] for name in SHOWN} | {DEPENDENCY: 100 * at["age60"] / at["age15_59"]}


def projected_ref(place: str, year: int, name: str) -> str:
    """Return the reference of a projected number."""
    return f"projected:{place}:{year}:{name}"


def projected_record(ref: str) -> Derived:
    """Return the record of a projected number: the method, its band, and the census counts it starts from.

    Raises:
        KeyError: there is no such place, year or quantity.
    """
    _kind, place, year, name = (*ref.split(":"), "", "", "", "")[:4]
    found = projected(place)
    if found is None or name not in found.central or not year.isdigit() or int(year) not in YEARS:
        raise KeyError(ref)
    at = int(year) - YEARS[0]
    low, high = (edge[at] for edge in found.bands[name][80])
    unit = "persons_per_100" if name == DEPENDENCY else "persons"
    digits = 1 if name == DEPENDENCY else None
    totals = edition.table("population_totals")
    census = (totals["date"] == BASE_DATE) & (totals["basis"] == "resident") & (totals["residence"] == "all")
    inputs = totals[census & (totals["place"] == place) & (totals["sex"] == "both")]
    return Derived(
        round(float(found.central[name][at]), digits),
        unit,
        N_(
            "cohort-component projection from the census of 1 Nov 2020 to 1 Nov {year} by the UN's rates for China; 80% of 1,000 draws "
            "lie between {low} and {high}; a projection, not a forecast"
        ),
        {
            "year": year,
            "low": Amount(round(float(low), digits), unit),
            "high": Amount(round(float(high), digits), unit),
        },
        tuple(population_ref(row) for _index, row in inputs.iterrows()),
    )


@kept_up_to(None)
def summary() -> pd.DataFrame:
    """Return the errors of each method by age and size class (``projection.checks.hindcast_tables.summary_of``)."""
    return summary_of(edition.table("hindcast"), edition.table("hindcast_places"))


def errors_ref(method: str, age: int, size: str) -> str:
    """Return the reference of the errors of a method at an age in a size class."""
    return f"errors:{method}:{age}:{size}"


def errors_record(ref: str) -> Derived:
    """Return the record of a median error of the hindcast: over which places, and each one's own error.

    Raises:
        KeyError: there is no such method, age or size class.
    """
    _kind, method, age, size = (*ref.split(":"), "", "", "", "")[:4]
    table = summary()
    own = table[(table["method"] == method) & (table["age_from"].astype("str") == age) & (table["size"] == size)]
    if len(own) != 1:
        raise KeyError(ref)
    rows, places = edition.table("hindcast"), edition.table("hindcast_places").set_index("place")["size"]
    chosen = rows[(rows["method"] == method) & (rows["age_from"].astype("str") == age) & (rows["place"] != NATION)]
    if size != "all":
        chosen = chosen[chosen["place"].map(places) == size]
    found = own.to_dict("records")[0]
    return Derived(
        float(found["median_abs"]),
        "percent",
        N_(
            "median of the absolute errors of {places} places; nine in ten are below {p90}, the median error with its sign is {bias}"
        ),
        {
            "places": int(found["places"]),
            "p90": Amount(float(found["p90_abs"]), "percent"),
            "bias": Amount(float(found["bias"]), "percent"),
        },
        tuple(f"hindcast:{place}:{method}:{age}" for place in chosen["place"]),
    )


def warm_up() -> None:
    """Project one place, so that the kernel is compiled before a viewer waits for it; a table that is missing is told later."""
    try:
        projected(NATION)
    except TableUnreadable as error:
        logger.warning("%s", error)
