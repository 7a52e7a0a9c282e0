"""The nation's rates and each place's projection to 2050, computed once, with the records of projected numbers."""

import logging
from dataclasses import dataclass

import pandas as pd

from i18n.numbers import with_unit
from i18n.texts import translator
from loaders.errors import TableUnreadable
from policy.calendar import NATION
from policy.derived import Derived, census_refs
from policy.refs import parts_of, ref
from policy.text import N_, Amount
from projection.people.cohort_component import Array
from projection.people.kernel import INDICATORS, stream
from projection.people.national import LEFT_OF_YEAR, Anchor, anchored, national_anchor
from projection.people.places import Local, PlaceInputs, inputs_of, locals_of, nearest, project_place
from projection.people.rates import NationalRates, national_rates
from projection.people.uncertainty import BANDS, QUANTILES, Shared, draws, quantiles, shared_normals
from views import edition
from views.edition import kept_up_to
from views.places import mapped_names, place_names

logger = logging.getLogger(__name__)

LAST_YEAR = 2050
DRAWS = 1000
RUN = "atlas"
SHOWN = {"age60": 60, "age80": 80}
DEPENDENCY = "dependency"
AGE60 = [*INDICATORS].index("age60")
YEARS = tuple(range(2020, LAST_YEAR + 1))
PEOPLE = (
    "population",
    "population_totals",
    "national_counts",
    "vital_rates",
    "local_factors",
)  # what projections follow from


@kept_up_to(None, of=PEOPLE)
def rates() -> NationalRates:
    """Return the nation's rates, as its official counts have them (``projection.people.national``)."""
    return anchored(uns_rates(), official_anchor())


@kept_up_to(None, of=("vital_rates",))
def uns_rates() -> NationalRates:
    """Return the UN's own rates for the nation, which no official count has touched."""
    return national_rates(edition.table("vital_rates"))


@kept_up_to(None, of=PEOPLE)
def official_anchor() -> Anchor:
    """Return what the official counts say of the nation's rates and ages."""
    return national_anchor(uns_rates(), *map(edition.table, ("national_counts", "population", "population_totals")))


@dataclass(frozen=True)
class Projected:
    """A place's projection: ``central[name]`` a year, ``bands[name][percent]`` low and high, ``population[T+1, 2, 101]``."""

    inputs: PlaceInputs
    central: dict[str, Array]
    bands: dict[str, dict[int, tuple[Array, Array]]]
    population: Array


def central_older(places: list[str]) -> dict[str, Array]:
    """Return people aged 60+ by year of places with a count of 2020 on the central path, without the draws that ``projected`` takes.

    Raises:
        ValueError: a place has no count to start from.
    """
    known = _locals()
    local = {place: own for place in places if (own := nearest(known, place)) is not None}
    tables = edition.table("population"), edition.table("population_totals")
    made = inputs_of(places, LAST_YEAR, *tables, rates(), local) if places else {}
    return {place: stream(each.people, *each.rates).indicators[..., AGE60] for place, each in made.items()}


@kept_up_to(None, of=("local_factors",))
def _locals() -> dict[str, Local]:
    return locals_of(edition.table("local_factors"))


@kept_up_to(40)
def _shared(province: str, years: int) -> Shared:
    """Return the numbers that the places of a province share in their draws."""
    return shared_normals(RUN, f"{province}0000", DRAWS, years)


@kept_up_to(200, of=PEOPLE)
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
            local=nearest(_locals(), place),
        )
    except ValueError:
        return None
    inputs = made.inputs
    fertility = inputs.rates.fertility.sum(axis=-1)
    shared = _shared(place[:2], len(fertility))
    drawn = draws(RUN, place, DRAWS, inputs.people, fertility, inputs.structure, shared=shared)
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


def official_counts(place: str, name: str) -> pd.DataFrame:
    """Return the official year-end counts of a quantity, oldest first: columns ``year``, ``at``, ``persons`` and ``ref``.

    ``at`` is where the end of the year stands on an axis of years that are those of 1 November. Of the nation's people aged 60+;
    empty for what no such count is known of.
    """
    counts = _counts_of_older()
    return counts if (place, name) == (NATION, "age60") else counts.iloc[:0]


@kept_up_to(None, of=("national_counts",))
def _counts_of_older() -> pd.DataFrame:
    counts = edition.table("national_counts")
    counts = counts[counts["measure"] == "people_60"].sort_values("year")
    found = counts[["year", "persons"]].reset_index(drop=True)
    return found.assign(
        at=found["year"] + LEFT_OF_YEAR, ref=[ref("national", NATION, "people_60", at) for at in found["year"]]
    )


def official_words(official: pd.DataFrame, lang: str) -> list[str]:
    """Return what a mark of each official count says: the end of its year, and the count."""
    _ = translator(lang)
    return [
        _("end of {year}, official count: {count}").format(
            year=year, count=with_unit(persons, "persons", lang, exact=True)
        )
        for year, persons in zip(official["year"], official["persons"], strict=True)
    ]


def quantity_names(lang: str) -> dict[str, str]:
    """Return the names of the quantities that are projected."""
    _ = translator(lang)
    return {
        "age60": _("Number of residents aged 60+"),
        "age80": _("Number of residents aged 80+"),
        DEPENDENCY: _("People aged 60+ per 100 aged 15–59"),
    }


def projected_ref(place: str, year: int, name: str) -> str:
    """Return the reference of a projected number."""
    return ref("projected", place, year, name)


def projected_record(reference: str) -> Derived:
    """Return the record of a projected number: the method, its band, and the census counts it starts from.

    Raises:
        KeyError: there is no such place, year or quantity.
    """
    place, year, name = parts_of(reference, 3)
    found = projected(place)
    if found is None or name not in found.central or not year.isdigit() or int(year) not in YEARS:
        raise KeyError(reference)
    at = int(year) - YEARS[0]
    low, high = (edge[at] for edge in found.bands[name][80])
    unit = "persons_per_100" if name == DEPENDENCY else "persons"
    digits = 1 if name == DEPENDENCY else None
    return Derived(
        round(float(found.central[name][at]), digits),
        unit,
        N_(
            "cohort-component projection from the census of 1 Nov 2020 to 1 Nov {year} by the UN's rates for China, set to its official "
            "counts of 2021 to 2025; 80% of 1,000 draws lie between {low} and {high}; a projection, not a forecast"
        ),
        {
            "year": year,
            "low": Amount(round(float(low), digits), unit),
            "high": Amount(round(float(high), digits), unit),
        },
        census_refs(edition.table("population_totals"), place),
    )


def projected_name(reference: str, lang: str) -> tuple[str, str, str]:
    """Return place, name and year of a projected number."""
    place, year, name = parts_of(reference, 3)
    told = translator(lang)("{what}, projected").format(what=quantity_names(lang)[name])
    return mapped_names(lang).get(place) or str(place_names(lang).get(place, "")), told, year


def warm_up() -> None:
    """Project one place, so that the kernel is compiled before a viewer waits for it; a table that is missing is told later."""
    try:
        projected(NATION)
    except TableUnreadable as error:
        logger.warning("%s", error)
