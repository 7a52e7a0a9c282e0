"""Bands of every place of a province, for a batch of all: one province is one chunk, computed from its arguments alone.

So it does not matter where or in which order chunks run: threads of one machine and a cluster give the same numbers. The
nation's random numbers and the province's come from their own keys (``uncertainty``).

A province's row is its own projection, from its own census and by what is expected of its prefectures together, as its page and
``project`` show it: one number a province, whichever places are at hand. Bands cover people (``uncertainty``) and care
(``scenarios``), as those of a scenario do: with the same run and draws they are the very same, and so is the central path.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass

import numpy as np
import pandas as pd

from projection.care.assumptions import care
from projection.care.demand import per_1000
from projection.care.residents import Residents
from projection.care.scenarios import Levels, Run, Scenario, people_by_year, run
from projection.care.uncertain import CareDraws, at_place, care_draws, spread_of, uniforms
from projection.people.bases import RESIDENT
from projection.people.cohort_component import Array
from projection.people.kernel import INDICATORS
from projection.people.places import BASE, FIRST_YEAR, Local, PlaceInputs, inputs_of, locals_of, nearest
from projection.people.rates import NATION, NationalRates
from projection.people.same_places import MUNICIPALITIES
from projection.people.uncertainty import QUANTILES, Shared, draws, quantiles, shared_normals

LEVELS = ("prefecture", "county")
SHARES = {"age60_share": "age60", "age80_share": "age80"}
CHANGE, DISABLED, BEDS, BEDS_RATE = "age60_change", "disabled", "beds_need", "beds_need_per_1000"
NUMBERS = (*INDICATORS, *SHARES, CHANGE, DISABLED, BEDS, BEDS_RATE)
BANDS = tuple(f"p{round(1000 * share):03}" for share in QUANTILES)


@dataclass(frozen=True)
class Method:
    """What all chunks share: name of the run (it keys the draws), their number, last year, rates, and what care is by.

    ``levels``: the nation's people, on whom disability is solved, and its residents of institutions; ``residents`` the year and
    the count of those places whose own are counted; ``defaults`` of the assumptions.
    """

    run: str
    draws: int
    to: int
    rates: NationalRates
    levels: Levels
    residents: Mapping[str, tuple[int, float]]
    scenario: Scenario
    defaults: Mapping[str, float]


@dataclass(frozen=True)
class Chunk:
    """The places of one province, it itself among them, with their rows of ``population`` and ``population_totals`` and the nation's."""

    province: str
    places: tuple[str, ...]
    population: pd.DataFrame
    totals: pd.DataFrame
    local: Mapping[str, Local]


def chunks(
    level: str, places: pd.DataFrame, population: pd.DataFrame, totals: pd.DataFrame, local_factors: pd.DataFrame
) -> list[Chunk]:
    """Return one chunk a province that has a place of the level with an age table of 2020, in the order of the codes.

    At the level of prefectures the municipalities stand as one place each, and counties right under a province with the
    prefectures. The province itself stands last where it has an age table.

    Args:
        level: ``prefecture`` or ``county``.
        places: the table of that name.
        population: the table of that name.
        totals: the table ``population_totals``.
        local_factors: the table of that name.

    Raises:
        ValueError: the level is another, or no place of it has an age table.
    """
    counted = population[(population["date"] == BASE) & (population["basis"] == RESIDENT)]
    tables = set(counted["place"])
    codes = sorted(set(places_of(level, places)) & tables)
    if not codes:
        raise ValueError(f"no {level} has an age table of {BASE}; fetch the census (`python -m loaders fetch census`)")
    known = locals_of(local_factors)
    found = []
    for province in sorted({code[:2] for code in codes}):
        whole = f"{province}0000"
        own = [code for code in codes if code[:2] == province and code != whole]
        own += [whole] * (whole in tables)
        wanted = {*own, whole, NATION}
        found.append(
            Chunk(
                province,
                tuple(own),
                population[population["place"].isin(wanted)],
                totals[totals["place"].isin(wanted)],
                {place: local for place in own if (local := nearest(known, place)) is not None},
            )
        )
    return found


def places_of(level: str, places: pd.DataFrame) -> list[str]:
    """Return the codes of a level's places, as ``chunks`` counts them.

    Raises:
        ValueError: the level is none of ``LEVELS``.
    """
    if level not in LEVELS:
        raise ValueError(f"{level}: no such level; take one of {', '.join(LEVELS)}")
    coded = places[places["place"].str.fullmatch(r"\d{6}")]
    chosen = coded["level"] == level
    if level == "prefecture":
        one_city = coded["place"].str[:2].isin(MUNICIPALITIES)
        direct = (coded["level"] == "county") & coded["parent"].str.endswith("0000") & ~one_city
        chosen = (chosen & ~one_city) | direct | (one_city & (coded["level"] == "province"))
    return coded.loc[chosen, "place"].tolist()


def province_bands(chunk: Chunk, method: Method) -> pd.DataFrame:
    """Return the bands of a chunk's places by place, number and year.

    Columns: ``place``, ``year``, ``indicator`` (``NUMBERS``), ``central`` and the quantiles ``BANDS``. Counts are residents
    on 1 November; shares are in percent of all residents; ``age60_change`` is in percent since 2020, in each draw against the
    draw's own base; ``disabled`` and ``beds_need`` follow ``care_demand``; ``beds_need_per_1000`` is per 1,000 people aged 60+.

    Raises:
        ValueError: as for ``inputs_of``, ``draws`` and ``run``.
    """
    inputs = inputs_of(chunk.places, method.to, chunk.population, chunk.totals, method.rates, chunk.local)
    values = method.scenario.values(method.defaults)
    shared = shared_normals(method.run, chunk.province, method.draws, method.to - FIRST_YEAR)
    national = uniforms(method.run, NATION, method.draws)
    cared = care_draws(national, values, care(values, method.scenario.mode))
    frames = []
    for place, made in inputs.items():
        counted = _counted(made, method, shared, cared)
        frames.append(_rows(place, _central(made, method), counted, method))
        del counted  # not beside the next place's
    found = pd.concat(frames, ignore_index=True)
    return found.assign(indicator=pd.Categorical(found["indicator"], NUMBERS), place=found["place"].astype("category"))


def _central(made: PlaceInputs, method: Method) -> dict[str, Array]:
    """Return the central path of a place, ``[T+1]``: people by indicator, the disabled, and beds."""
    return _numbers(run(made, _levels(made, method), method.scenario, method.defaults, indicators=INDICATORS))


def _counted(made: PlaceInputs, method: Method, shared: Shared, cared: CareDraws) -> dict[str, Array]:
    """Return the same in each draw, ``[draws, T+1]``."""
    values = method.scenario.values(method.defaults)
    fertility = made.rates.fertility.sum(axis=-1)
    drawn = draws(
        method.run, made.place, method.draws, made.people, fertility, made.structure, spread_of(values), shared
    )
    own = at_place(cared, method.run, made.place, values)
    levels = _levels(made, method)
    return _numbers(
        run(made, levels, method.scenario, method.defaults, deviations=drawn, drawn=own, indicators=INDICATORS)
    )


def _levels(made: PlaceInputs, method: Method) -> Levels:
    """Return what the levels of a place are solved on: its own residents of institutions where they are counted."""
    if made.place not in method.residents:
        return method.levels
    year, count = method.residents[made.place]
    people = people_by_year(made, year)[-1]
    return Levels(method.levels.nation, Residents(people, count, year - FIRST_YEAR, own=True))


def _numbers(found: Run) -> dict[str, Array]:
    """Return every number of a run by name, ``[..., T+1]``."""
    beds, old = found.demand.beds_need, found.people["age60"]
    need = {DISABLED: found.demand.disabled.sum(axis=-1), BEDS: beds, BEDS_RATE: per_1000(beds, old)}
    shares = {name: 100 * found.people[part] / found.people["total"] for name, part in SHARES.items()}
    return {**found.people, **shares, **need, CHANGE: 100 * (old / old[..., :1] - 1)}


def _rows(place: str, central: dict[str, Array], drawn: dict[str, Array], method: Method) -> pd.DataFrame:
    """Return one place's central path and bands."""
    years = np.arange(FIRST_YEAR, method.to + 1)
    # In the order of the rows: number, then year.
    bands = np.concatenate([np.stack([central[name], *quantiles(drawn[name])]) for name in NUMBERS], axis=1)
    told = {name: band.astype(np.float32) for name, band in zip(("central", *BANDS), bands, strict=True)}
    index = {
        "place": place,
        "year": np.tile(years.astype(np.int16), len(NUMBERS)),
        "indicator": np.repeat(np.array(NUMBERS, dtype=object), len(years)),
    }
    return pd.DataFrame(index | told)


def computed(todo: list[Chunk], method: Method, pool: Executor) -> Iterator[tuple[Chunk, pd.DataFrame]]:
    """Yield each chunk with its bands as they are done; a pool of threads or of a cluster gives the same numbers.

    Raises:
        ValueError: as for ``province_bands``.
    """
    # The largest first, so that no worker is left alone with it at the end.
    ordered = sorted(todo, key=lambda chunk: -len(chunk.places))
    waiting = {pool.submit(province_bands, chunk, method): chunk for chunk in ordered}
    try:
        for done in as_completed(list(waiting)):
            yield waiting.pop(done), done.result()
    finally:
        for left in waiting:
            left.cancel()
