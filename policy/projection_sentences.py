"""The sentences of a projection, by rule: from what to what, how sure, resting on what, and how wrong it was before."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from policy.sentences import N_, Amount, Sentence, Text

SPOKEN_YEARS = (2035, 2050)


class Structure(Protocol):
    """Class of a base population and its standard errors (``projection.baseline.Structure``)."""

    @property
    def name(self) -> str:
        """S1 to S4."""
        ...

    @property
    def error60(self) -> float:
        """Of those aged 60 to 79, as a share."""
        ...

    @property
    def error80(self) -> float:
        """Of those aged 80+, as a share."""
        ...


STRUCTURES = {
    "S1": N_("single years of age by sex"),
    "S2": N_("five-year age groups by sex"),
    "S3": N_("headline counts, bent to the province's structure"),
    "S4": N_("the total and the count of 60+ alone, bent to the province's structure"),
}
MIGRATION = {
    "un": N_("the UN's for the nation"),
    "traits": N_("as the place's traits of 2020 lead to expect, learned in the hindcast"),
    "prefecture_traits": N_("as the traits of its prefecture lead to expect, learned in the hindcast"),
    "census_residual": N_("what the censuses of 2010 and 2020 leave unexplained, halving every 30 years"),
    "given": N_("as given"),
    "none": N_("none, as no age table of 2010 is known"),
}


def three_digits(value: float) -> float:
    """Return a projected number as finely as it deserves to be said: its three leading digits."""
    return float(f"{value:.3g}")


def fan_sentence(
    years: Sequence[int], central: npt.ArrayLike, band: tuple[npt.ArrayLike, npt.ArrayLike], per_100: bool
) -> Sentence:
    """Say where a quantity starts, where it stands in 2035 and 2050, and the 80 % band of 2050.

    Args:
        years: of the path.
        central: its values.
        band: lower and upper edge of the 80 % band.
        per_100: the quantity is people per 100, not persons.
    """
    values, low, high = (np.asarray(each, dtype=float) for each in (central, *band))
    at = [list(years).index(year) for year in SPOKEN_YEARS]
    unit = "persons_per_100" if per_100 else "persons"

    def amount(value: float) -> Amount:
        return Amount(round(float(value), 1) if per_100 else three_digits(float(value)), unit)

    return Sentence(
        N_("{first} in {start}, {middle} in {year}, {last} in {end} ({low} to {high} in 80% of the draws)."),
        {
            "first": Amount(round(float(values[0]), 1 if per_100 else None), unit),
            "start": str(years[0]),
            "middle": amount(values[at[0]]),
            "year": str(SPOKEN_YEARS[0]),
            "last": amount(values[at[1]]),
            "end": str(SPOKEN_YEARS[1]),
            "low": amount(low[at[1]]),
            "high": amount(high[at[1]]),
        },
    )


def quality_sentence(structure: Structure, migration: str, past: pd.DataFrame) -> Sentence:
    """Say what a projection rests on, and how wrong the same method was from 2010 to 2020 for this place.

    Args:
        structure: class of the base.
        migration: where net migration comes from (a key of ``MIGRATION``).
        past: rows of ``hindcast`` of this place by the method of traits, aged 60+ and 80+; empty where none is known.
    """
    values: dict[str, object] = {
        "name": structure.name,
        "structure": Text(STRUCTURES[structure.name]),
        "error60": Amount(round(100 * structure.error60, 1), "percent"),
        "error80": Amount(round(100 * structure.error80, 1), "percent"),
        "migration": Text(MIGRATION[migration]),
    }
    if past.empty:
        return Sentence(
            N_(
                "Base {name}: {structure} (standard error {error60} at 60–79, {error80} at 80+). Migration: {migration}. No hindcast is "
                "known for this place."
            ),
            values,
        )
    errors = {int(row["age_from"]): round(float(row["error"]), 1) for row in past.to_dict("records")}
    return Sentence(
        N_(
            "Base {name}: {structure} (standard error {error60} at 60–79, {error80} at 80+). Migration: {migration}. Predicted from 2010, "
            "the same method was off by {old} for 60+ and {oldest} for 80+ in 2020 (plus: too many)."
        ),
        values | {"old": Amount(errors[60], "percent"), "oldest": Amount(errors[80], "percent")},
    )


def aged_sentence(pyramid: pd.DataFrame, year: int) -> Sentence:
    """Say how large a part of the projected population is 60+ and 80+ in a year.

    Args:
        pyramid: ``age`` and ``male``, ``female`` in percent of the whole, by the census' age groups.
        year: of the projection.
    """
    both = (pyramid["male"] + pyramid["female"]).to_numpy(dtype=float)
    starts = [int(str(age).rstrip("+").split("–")[0]) for age in pyramid["age"]]
    older = {first: float(both[[start >= first for start in starts]].sum()) for first in (60, 80)}
    return Sentence(
        N_("In {year}, {old} of the residents are projected to be aged 60+, {oldest} aged 80+."),
        {
            "year": str(year),
            "old": Amount(round(older[60], 1), "percent"),
            "oldest": Amount(round(older[80], 1), "percent"),
        },
    )
