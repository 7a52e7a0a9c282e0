"""From two censuses and the vital rates to the hindcast and the tables that are stored of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from projection.checks.hindcast import (
    BETWEEN_SIZES,
    SIZES,
    Hindcast,
    Inputs,
    closed_counts,
    hindcast,
    national_hazard,
    old_counts,
)
from projection.checks.hindcast_tables import error_rows, factor_rows, nation_rows
from projection.people.baseline import ungrouped
from projection.people.cohort_component import Array
from projection.people.local_factors import STARTS, expected, fit, log_ratios, standardised, to_factors, traits_of
from projection.people.rates import NATION, NationalRates, between_dates, national_shape
from projection.people.same_places import COMPARED, UNMATCHED

START, YEARS = 2010 + 304 / 365, 10  # from 1 November 2010 to 1 November 2020


@dataclass(frozen=True)
class Counted:
    """One census: ``units`` (``loaders.census``), persons ``[units, 2, 19]``, and traits with the codes as index."""

    units: pd.DataFrame
    persons: Array
    traits: pd.DataFrame

    def nation(self) -> Array:
        """Return the persons of all provinces, ``[2, 19]``."""
        return self.persons[(self.units["level"] == "province").to_numpy()].sum(axis=0)


@dataclass(frozen=True)
class Run:
    """A hindcast, and the tables ``hindcast_places``, ``hindcast`` and ``local_factors`` made of it."""

    result: Hindcast
    tables: dict[str, pd.DataFrame]


def run(places: pd.DataFrame, before: Counted, after: Counted, rates: NationalRates) -> Run:
    """Return the hindcast of the places compared, and what each place's own past and traits say of its next ten years.

    Args:
        places: every place of both censuses (``same_places``).
        before: the census of 2010; its traits cover the places compared.
        after: that of 2020; its traits cover all places that both censuses have, changed boundaries or not.
        rates: the nation's, which came true.

    Raises:
        ValueError: as for ``hindcast``, or a trait is missing, or the rates do not cover the ten years.
    """
    survivorship, shape = between_dates(rates, START, YEARS).survivorship, national_shape(rates, START)
    compared = places[places["status"] == COMPARED]
    first, second = before.persons[compared["at_before"]], after.persons[compared["at_after"]]
    named = compared[["place", "name_zh", "province"]].reset_index(drop=True)
    given = Inputs(
        named, first, second, ungrouped(first, STARTS, shape), before.traits.loc[compared["place"]], survivorship
    )
    result = hindcast(given)
    start = ungrouped(before.nation(), STARTS, shape)
    closed = closed_counts(start, survivorship)
    tables = {
        "hindcast_places": place_rows(places, before.persons),
        "hindcast": pd.concat(
            [nation_rows(old_counts(closed[:, 3:]), old_counts(after.nation()[:, 3:])), error_rows(result)],
            ignore_index=True,
        ),
        "local_factors": _factors(places, given, after, (start, closed), float(np.median(result.penalties))),
    }
    return Run(result, tables)


def place_rows(places: pd.DataFrame, persons: Array) -> pd.DataFrame:
    """Return the table ``hindcast_places``: the nation, then every place with its status and size class in 2010.

    Args:
        places: as for ``run``.
        persons: of the units of 2010, ``[units, 2, 19]``.
    """
    total = persons.sum(axis=(1, 2))[places["at_before"].clip(lower=0)]
    size = pd.Series(np.array(SIZES)[np.digitize(total, BETWEEN_SIZES)], index=places.index)
    rows = pd.DataFrame(
        {
            **{name: places[name] for name in ("place", "name_zh", "province", "place_before", "status", "moved")},
            "size": size.where(places["at_before"] >= 0, ""),
        }
    )
    nation = dict.fromkeys(rows.columns, "") | {
        "place": NATION,
        "name_zh": "全国",
        "province": NATION,
        "place_before": NATION,
        "status": "nation",
    }
    return pd.concat([pd.DataFrame([nation]), rows], ignore_index=True)


def _factors(
    places: pd.DataFrame, given: Inputs, after: Counted, nation: tuple[Array, Array], penalty: float
) -> pd.DataFrame:
    """Return the table ``local_factors``: observed where places are compared, expected from the traits of 2020."""
    start, closed = nation
    hazard = national_hazard(start, given.survivorship)
    ratios = log_ratios(given.after, closed_counts(given.single, given.survivorship))
    (model,) = fit(standardised(traits_of(given.before, given.traits)), ratios, hazard, (penalty,))
    later = places[places["status"] != UNMATCHED].reset_index(drop=True)
    traits = standardised(traits_of(after.persons[later["at_after"]], after.traits.loc[later["place"]]))
    observed = np.full((len(later), model.level.size), np.nan)
    observed[(later["status"] == COMPARED).to_numpy()] = to_factors(ratios, hazard)
    awaited = to_factors(model.profile, hazard) + expected(model, traits)
    own = to_factors(log_ratios(after.nation()[None], closed[None]), hazard)[0]
    return factor_rows(later["place"], observed, awaited, own)
