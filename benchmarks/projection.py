"""The projection: compiled against readable and against plain Python, its speed by threads, and how time grows with the task.

The inputs are made up (``tests.unit.synthetic_places``): the arithmetic does not depend on them; care and its cost are
those of a real place and pack. Counted is processor time,
which other programs on the machine do not change; only threads are compared by the clock on the wall.
"""

from time import process_time

import numpy as np

from benchmarks.timing import Measure, alternating, plain
from loaders.store import read
from policy.scenario.costs import Terms, totals
from projection.care import assumptions as care_assumptions
from projection.care import scenarios, supply, uncertain
from projection.people.baseline import STRUCTURES
from projection.people.cohort_component import project
from projection.people.kernel import Deviations, indicator_weights, stream
from projection.people.places import FIRST_YEAR, inputs_of
from projection.people.rates import NATION, national_rates
from projection.people.uncertainty import draws, quantiles
from tests.unit.synthetic_places import Inputs, plain_projection, synthetic

PLACE, RUN = "530100", "benchmark"
PATHS, PLAIN_PATHS, YEARS, DRAWS, DRAWN_YEARS = 1000, 20, 40, 1000, 30
REFERENCE_MOST_RATIO = 0.5
PLAIN_MOST_RATIO = 0.05
DRAWS_MOST_RATIO = 2.0
DOUBLE_MOST_RATIO = 2.4
CARED_PLACE, PACK, CARED_TO, MONEY_FROM = "370500", "kunming-2017", 2050, 2026
RESIDENTS = (2024, 2_307_000.0)  # the ministry's bulletin of 2024
CARED_MOST_RATIO = 1.5


def cases(rounds: int) -> list[Measure]:
    """Return all measures of this file."""
    return [*against_others(rounds), *by_threads(rounds), *drawn(rounds), *cared(rounds), *doubled(rounds)]


def against_others(rounds: int) -> list[Measure]:
    """Return the kernel against the NumPy reference and its sums, and against loops over single ages."""
    rates = synthetic(2, YEARS)
    rates = rates._replace(migration=np.zeros_like(rates.migration))
    many, few = (rates._replace(population=synthetic(1, 1, (paths,)).population) for paths in (PATHS, PLAIN_PATHS))
    weights = indicator_weights()

    def reference() -> np.ndarray:
        return np.tensordot(project(*many).population, weights, axes=([-2, -1], [1, 2]))

    def loops() -> list:
        return [plain_projection(few._replace(population=people)) for people in few.population]

    measures = []
    for name, inputs, other, most in (
        (f"NumPy, {PATHS:,} paths × {YEARS} years", many, reference, REFERENCE_MOST_RATIO),
        (f"loops over ages, {PLAIN_PATHS} paths × {YEARS} years", few, loops, PLAIN_MOST_RATIO),
    ):
        actions = [lambda inputs=inputs: stream(*inputs), other]
        times = alternating(actions, min(rounds, 9), process_time)
        measures.append(Measure(f"kernel against {name}", *times, most_ratio=most))
    return measures


def by_threads(rounds: int) -> list[Measure]:
    """Return draws on two threads against one; the names say path-years a second with all 16 sums."""
    inputs, deviations = _task(4 * DRAWS, YEARS)
    two, one = alternating(
        [lambda threads=threads: stream(*inputs, deviations=deviations, threads=threads) for threads in (2, 1)],
        min(rounds, 9),
    )
    rates = [f"{4 * DRAWS * YEARS / time / 1000:.2f}" for time in (two, one)]
    return [Measure(f"2 threads against 1 ({rates[0]} against {rates[1]} million path-years a second)", two, one)]


def drawn(rounds: int) -> list[Measure]:
    """Return one place with 1,000 draws over 30 years: the kernel alone, and with its random numbers and quantiles."""
    inputs, deviations = _task(DRAWS, DRAWN_YEARS)
    total_fertility = inputs.fertility.sum(axis=-1)

    def whole() -> None:
        made = draws(RUN, PLACE, DRAWS, inputs.population, total_fertility, STRUCTURES["S2"])
        quantiles(stream(*inputs, deviations=made).indicators)

    actions = [lambda: stream(*inputs, deviations=deviations), whole, plain]
    kernel, everything, work = alternating(actions, rounds, process_time)
    name = f"1 place × {DRAWS:,} draws × {DRAWN_YEARS} years"
    return [
        Measure(f"{name} against plain work", kernel, work, DRAWS_MOST_RATIO),
        Measure(f"{name}, with random numbers and quantiles", everything, kernel),
    ]


def cared(rounds: int) -> list[Measure]:
    """Return the projection with the care needed and its yearly cost, against the projection with its 16 sums alone.

    The draws of people and of care are made before and are the same for every scenario; the level of disability is solved
    anew each time.
    """
    population, totals_of, rates = read("population"), read("population_totals"), national_rates(read("vital_rates"))
    inputs = inputs_of([CARED_PLACE], CARED_TO, population, totals_of, rates)[CARED_PLACE]
    nation = inputs_of([NATION], CARED_TO, population, totals_of, rates)[NATION]
    levels = scenarios.national_levels(nation, RESIDENTS)
    assumptions, packs = read("assumptions"), read("packs")
    defaults = dict(zip(assumptions["assumption"], assumptions["default"].astype("float64"), strict=True))
    pack = packs[packs["pack"] == PACK].astype(object)
    years = np.arange(MONEY_FROM, CARED_TO + 1)
    portions = assumptions.loc[assumptions["section"] == "take_up", "assumption"]
    terms = Terms(MONEY_FROM, {name: defaults[name] for name in portions}, {})
    deviations = draws(RUN, CARED_PLACE, DRAWS, inputs.people, inputs.rates.fertility.sum(axis=-1), inputs.structure)
    scenario = scenarios.Scenario()
    uniforms = uncertain.uniforms(RUN, CARED_PLACE, DRAWS)
    care = uncertain.care_draws(uniforms, defaults, care_assumptions.care(defaults, scenario.mode))

    def with_care() -> None:
        found = scenarios.run(inputs, levels, scenario, defaults, deviations=deviations, drawn=care)
        for output in scenarios.OUTPUTS.values():
            output(found)
        totals(pack, supply.quantities(found.demand, None, None, start=MONEY_FROM - FIRST_YEAR), years, terms)

    whole, alone = alternating(
        [with_care, lambda: stream(inputs.people, *inputs.rates, deviations=deviations)], rounds, process_time
    )
    name = f"care and cost of {DRAWS:,} draws × {CARED_TO - FIRST_YEAR} years against the projection alone"
    return [Measure(name, whole, alone, CARED_MOST_RATIO)]


def doubled(rounds: int) -> list[Measure]:
    """Return twice the draws, years or places against the once: time grows in step with each."""
    once = _task(DRAWS, DRAWN_YEARS)
    more = {"draws": _task(2 * DRAWS, DRAWN_YEARS), "years": _task(DRAWS, 2 * DRAWN_YEARS)}
    places = once[0]._replace(population=np.stack([once[0].population] * 2)[:, None])
    more["places"] = (places, once[1])
    actions = [lambda task=task: stream(*task[0], deviations=task[1]) for task in (once, *more.values())]
    base, *times = alternating(actions, min(rounds, 9), process_time)
    return [Measure(f"twice the {what}", time, base, DOUBLE_MOST_RATIO) for what, time in zip(more, times, strict=True)]


def _task(count: int, years: int) -> tuple[Inputs, Deviations]:
    inputs = synthetic(3, years)
    total_fertility = inputs.fertility.sum(axis=-1)
    return inputs, draws(RUN, PLACE, count, inputs.population, total_fertility, STRUCTURES["S2"])
