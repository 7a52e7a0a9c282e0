"""Bands of every place of a province, for a batch of all: one province is one chunk, computed from its arguments alone.

So it does not matter where or in which order chunks run: threads of one machine and a cluster give the same numbers. The
nation's random numbers and the province's are drawn anew for each place from their own keys (``uncertainty``).

A province's own row is the sum of its places *in each draw*, because quantiles do not add; it is left out where the
places at hand are not the whole province. Bands cover people (``uncertainty``); the assumptions of care are the defaults.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass

import numpy as np
import pandas as pd

from projection.bases import RESIDENT
from projection.care_demand import Care, Dementia, Disability, care_of, per_1000, weights
from projection.cohort_component import Array
from projection.kernel import INDICATORS, indicator_weights, stream
from projection.places import BASE, FIRST_YEAR, Local, PlaceInputs, inputs_of, local_of
from projection.rates import NATION, NationalRates
from projection.uncertainty import QUANTILES, draws, quantiles

LEVELS = ("prefecture", "county")
MUNICIPALITIES = ("11", "12", "31", "50")  # provinces that are one city
WHOLE = 0.995  # of a province's residents: what is left are units without a code
CHANGE, DISABLED, BEDS, BEDS_RATE = "age60_change", "disabled", "beds_need", "beds_need_per_1000"
NUMBERS = (*INDICATORS, CHANGE, DISABLED, BEDS, BEDS_RATE)
BANDS = tuple(f"p{round(1000 * share):03}" for share in QUANTILES)


@dataclass(frozen=True)
class Method:
    """What all chunks share: name of the run (it keys the draws), their number, last year, rates, and how care is given."""

    run: str
    draws: int
    to: int
    rates: NationalRates
    disability: Disability
    dementia: Dementia
    care: Care


@dataclass(frozen=True)
class Chunk:
    """The places of one province with their rows of ``population`` and ``population_totals``, the nation's among them.

    ``whole``: the places make up the province, so that it gets a row of its own.
    """

    province: str
    places: tuple[str, ...]
    whole: bool
    population: pd.DataFrame
    totals: pd.DataFrame
    local: Mapping[str, Local]


def chunks(
    level: str, places: pd.DataFrame, population: pd.DataFrame, totals: pd.DataFrame, local_factors: pd.DataFrame
) -> list[Chunk]:
    """Return one chunk a province that has a place of the level with an age table of 2020, in the order of the codes.

    At the level of prefectures the municipalities stand as one place each, and counties right under a province with the
    prefectures.

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
    persons = counted.groupby("place")["persons"].sum()
    codes = sorted(set(_of_level(level, places)) & set(persons.index))
    if not codes:
        raise ValueError(f"no {level} has an age table of {BASE}; fetch the census (`python -m loaders fetch census`)")
    local = {str(place): local_of(rows, str(place)) for place, rows in local_factors.groupby("place")}
    known = {place: own for place, own in local.items() if own is not None}
    found = []
    for province in sorted({code[:2] for code in codes}):
        own = tuple(code for code in codes if code[:2] == province)
        whole = f"{province}0000"
        summed = float(persons.reindex(list(own)).sum())
        covered = whole not in own and summed >= WHOLE * float(persons.get(whole, np.inf))
        wanted = {*own, whole, NATION}
        found.append(
            Chunk(
                province,
                own,
                covered,
                population[population["place"].isin(wanted)],
                totals[totals["place"].isin(wanted)],
                {place: known[place] for place in own if place in known},
            )
        )
    return found


def _of_level(level: str, places: pd.DataFrame) -> list[str]:
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
    """Return the bands of a chunk's places, and of the province where they are all of it, by place, number and year.

    Columns: ``place``, ``year``, ``indicator`` (``NUMBERS``), ``mean`` and the quantiles ``BANDS``. Counts are residents
    on 1 November; ``age60_change`` is in percent since 2020, in each draw against the draw's own base; ``disabled`` and
    ``beds_need`` follow ``care_demand``; ``beds_need_per_1000`` is per 1,000 people aged 60+.

    Raises:
        ValueError: as for ``inputs_of``, ``draws`` and ``care_of``.
    """
    inputs = inputs_of(chunk.places, method.to, chunk.population, chunk.totals, method.rates, chunk.local)
    frames, total = [], None
    for place, made in inputs.items():
        counted = _counted(made, method)
        frames.append(_rows(place, counted, method))
        if chunk.whole:
            total = counted if total is None else np.add(total, counted, out=total)
    if total is not None:
        frames.append(_rows(f"{chunk.province}0000", total, method))
    found = pd.concat(frames, ignore_index=True)
    return found.assign(indicator=pd.Categorical(found["indicator"], NUMBERS), place=found["place"].astype("category"))


def _counted(made: PlaceInputs, method: Method) -> Array:
    """Return the sums of a place in each draw, ``[draws, T+1, 16 + 5]``: ``INDICATORS``, then what ``care_of`` takes."""
    fertility = made.rates.fertility.sum(axis=-1)
    drawn = draws(method.run, made.place, method.draws, made.people, fertility, made.structure)
    cared = np.moveaxis(weights(method.disability, method.dementia), -1, 0)
    return stream(
        made.people, *made.rates, deviations=drawn, weights=np.concatenate([indicator_weights(), cared])
    ).indicators


def _rows(place: str, counted: Array, method: Method) -> pd.DataFrame:
    """Return the bands of one place from its sums in each draw."""
    years = np.arange(FIRST_YEAR, method.to + 1)
    people, cared = counted[..., : len(INDICATORS)], counted[..., len(INDICATORS) :]
    need = care_of(cared, years - FIRST_YEAR, method.disability, method.dementia, method.care)
    old = need.older
    change = 100 * (old / old[:, :1] - 1)
    values = np.concatenate(
        [
            people,
            np.stack([change, need.disabled.sum(axis=-1), need.beds_need, per_1000(need.beds_need, old)], axis=-1),
        ],
        axis=-1,
    )
    # In the order of the rows: number, then year.
    columns = {"mean": values.mean(axis=0), **dict(zip(BANDS, quantiles(values), strict=True))}
    told = {name: array.T.ravel().astype(np.float32) for name, array in columns.items()}
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
