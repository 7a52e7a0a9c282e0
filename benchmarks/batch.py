"""A batch: the bands of a province's places against the compiled projection of the same draws alone, in processor time."""

from time import process_time

from benchmarks.timing import Measure, alternating
from loaders.store import read
from projection.__main__ import BATCH_INPUTS
from projection.batch import Method, chunks, province_bands
from projection.care.scenarios import Scenario, national_levels
from projection.people.kernel import stream
from projection.people.places import inputs_of
from projection.people.rates import NATION, national_rates
from projection.people.uncertainty import draws

RUN, PROVINCE, DRAWS, TO = "benchmark", "53", 1000, 2060
RESIDENTS = (2024, 2_307_000.0)  # the ministry's bulletin of 2024
MOST_RATIO = 2.5


def cases(rounds: int) -> list[Measure]:
    """Return the places of one province with all their bands against their draws and sums alone."""
    places, population, totals = (read(name) for name in BATCH_INPUTS[:3])
    rates, assumptions = national_rates(read("vital_rates")), read("assumptions")
    defaults = dict(zip(assumptions["assumption"], assumptions["default"].astype("float64"), strict=True))
    nation = inputs_of([NATION], TO, population, totals, rates)[NATION]
    method = Method(RUN, DRAWS, TO, rates, national_levels(nation, RESIDENTS), {}, Scenario(), defaults)
    all_chunks = chunks("prefecture", places, population, totals, read("local_factors"))
    chunk = next(each for each in all_chunks if each.province == PROVINCE)
    inputs = inputs_of(chunk.places, TO, chunk.population, chunk.totals, rates, chunk.local)

    def alone() -> None:
        for place, made in inputs.items():
            drawn = draws(RUN, place, DRAWS, made.people, made.rates.fertility.sum(axis=-1), made.structure)
            stream(made.people, *made.rates, deviations=drawn)

    whole, base = alternating([lambda: province_bands(chunk, method), alone], min(rounds, 5), process_time)
    name = f"batch: {len(chunk.places)} places × {DRAWS:,} draws × {TO - 2020} years against draws and sums alone"
    return [Measure(name, whole, base, MOST_RATIO)]
