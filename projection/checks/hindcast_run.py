"""From two censuses and the vital rates to the hindcast and the tables that are stored of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from projection.checks.hindcast import (
    BETWEEN_SIZES,
    SIZES,
    Hindcast,
    Inputs,
    band,
    closed_counts,
    closed_rates,
    hindcast,
    national_hazard,
    old_counts,
)
from projection.checks.hindcast_tables import error_rows, factor_rows, nation_rows
from projection.people.baseline import ungrouped
from projection.people.cohort_component import Array
from projection.people.life_table import life_table
from projection.people.local_factors import (
    STARTS,
    expected,
    fit,
    log_ratios,
    standardised,
    to_factors,
    together,
    traits_of,
)
from projection.people.rates import NATION, NationalRates, national_shape, yearly_means
from projection.people.same_places import COMPARED, MUNICIPALITIES, PROVINCE, UNMATCHED

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
    mx, shape = yearly_means(rates.mx, rates, START, YEARS), national_shape(rates, START)
    compared = places[places["status"] == COMPARED]
    first, second = before.persons[compared["at_before"]], after.persons[compared["at_after"]]
    named = compared[["place", "name_zh", "province"]].reset_index(drop=True)
    given = Inputs(named, first, second, ungrouped(first, STARTS, shape), before.traits.loc[compared["place"]], mx)
    result = hindcast(given)
    start, closed = ungrouped(before.nation(), STARTS, shape), closed_rates(life_table(mx).survivorship)
    left = closed_counts(start, closed.survivorship)
    told, said = (old_counts(groups[:, 3:]) for groups in (after.nation(), left))
    nation = nation_rows(said, told, said * band(NATION, start, closed, relative=False))
    provinces = province_rows(after.units)
    factors = _factors(places, given, after, (start, left), float(np.median(result.penalties)))
    tables = {
        "hindcast_places": pd.concat([place_rows(places, before.persons), provinces], ignore_index=True),
        "hindcast": pd.concat([nation, error_rows(result)], ignore_index=True),
        "local_factors": factors,
    }
    return Run(result, tables)


def province_rows(units: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the table ``hindcast_places`` of the provinces that are no city of their own."""
    own = units[(units["level"] == "province") & ~units["place"].str[:2].isin(MUNICIPALITIES)].sort_values("place")
    codes = own["place"].to_numpy()
    return pd.DataFrame(
        {
            "place": codes,
            "name_zh": own["name_zh"].to_numpy(),
            "province": codes,
            "place_before": codes,
            "status": PROVINCE,
            "moved": "",
            "size": "",
        }
    )


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
    """Return the table ``local_factors``: observed where places are compared, expected from the traits of 2020; provinces last."""
    start, closed = nation
    survivorship = life_table(given.mx).survivorship
    hazard = national_hazard(start, survivorship)
    ratios = log_ratios(given.after, closed_counts(given.single, survivorship))
    (model,) = fit(standardised(traits_of(given.before, given.traits)), ratios, hazard, (penalty,))
    later = places[places["status"] != UNMATCHED].reset_index(drop=True)
    persons = after.persons[later["at_after"]]
    traits = standardised(traits_of(persons, after.traits.loc[later["place"]]))
    observed = np.full((len(later), model.level.size), np.nan)
    observed[(later["status"] == COMPARED).to_numpy()] = to_factors(ratios, hazard)
    awaited = to_factors(model.profile, hazard) + expected(model, traits)
    own = to_factors(log_ratios(after.nation()[None], closed[None]), hazard)[0]
    codes = [code for code in sorted(later["province"].unique()) if code[:2] not in MUNICIPALITIES]
    whole = np.empty((len(codes), model.level.size))
    for at, code in enumerate(codes):
        part = (later["province"] == code).to_numpy()
        # Cities run by the province have no traits: nothing else than of the nation is expected of them.
        rest = np.maximum(after.persons[(after.units["place"] == code).to_numpy()][0] - persons[part].sum(axis=0), 0)
        reaching = _reaching(np.concatenate([persons[part], rest[None]]))
        whole[at] = together(np.vstack([awaited[part], own]), reaching, hazard)
    none = np.full_like(whole, np.nan)
    return factor_rows(
        pd.Series([*later["place"], *codes]), np.vstack([observed, none]), np.vstack([awaited, whole]), own
    )


def _reaching(persons: Array) -> Array:
    """Return persons of the census' age groups ``[n, 2, 19]`` by the group they reach in ten years, ``[n, 2, 16]``."""
    young = persons[..., :2].sum(axis=-1, keepdims=True)
    return np.concatenate([young, persons[..., 2:-3], persons[..., -3:].sum(axis=-1, keepdims=True)], axis=-1)
