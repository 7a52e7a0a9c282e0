"""The sentences of a projection, by rule: from what to what, how sure, resting on what, and how wrong it was before."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from policy.text import N_, Amount, Sentence, Text, three_digits

SPOKEN_YEARS = (2035, 2050)

STRUCTURES = {
    "S1": N_("single years of age by sex"),
    "S2": N_("five-year age groups by sex"),
    "S3": N_("headline counts, bent to the province's structure"),
    "S4": N_("the total and the count of 60+ alone, bent to the province's structure"),
}
MIGRATION = {
    "un": N_("none to 2025, then the UN's for the nation"),
    "traits": N_("as the place's traits of 2020 lead to expect, learned in the hindcast"),
    "prefecture_traits": N_("as the traits of its prefecture lead to expect, learned in the hindcast"),
    "census_residual": N_("what the censuses of 2010 and 2020 leave unexplained, halving every 30 years"),
    "given": N_("as given"),
    "none": N_("none, as no age table of 2010 is known"),
}


def fan_sentence(
    years: Sequence[int], central: npt.ArrayLike, band: tuple[npt.ArrayLike, npt.ArrayLike], per_100: bool
) -> Sentence:
    """Say where a quantity starts, and where it stands in 2035 and 2050, each with its 80 % band.

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
        N_(
            "{first} in {start}, {middle} in {year} ({middle_low} to {middle_high} in 80% of the draws), {last} in {end} ({low} to {high})."
        ),
        {
            "first": Amount(round(float(values[0]), 1 if per_100 else None), unit),
            "start": str(years[0]),
            "middle": amount(values[at[0]]),
            "middle_low": amount(low[at[0]]),
            "middle_high": amount(high[at[0]]),
            "year": str(SPOKEN_YEARS[0]),
            "last": amount(values[at[1]]),
            "end": str(SPOKEN_YEARS[1]),
            "low": amount(low[at[1]]),
            "high": amount(high[at[1]]),
        },
    )


def quality_sentence(structure: str, errors: tuple[float, float], migration: str, past: pd.DataFrame) -> Sentence:
    """Say what a projection rests on, and how wrong the same method was from 2010 to 2020 for this place.

    Args:
        structure: class of the base, S1 to S4.
        errors: its standard errors at ages 60 to 79 and 80+, as shares.
        migration: where net migration comes from (a key of ``MIGRATION``).
        past: rows of ``hindcast`` of this place by the method of traits, aged 60+ and 80+; empty where none is known.
    """
    values: dict[str, object] = {
        "name": structure,
        "structure": Text(STRUCTURES[structure]),
        "error60": Amount(round(100 * errors[0], 1), "percent"),
        "error80": Amount(round(100 * errors[1], 1), "percent"),
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
    before = {int(row["age_from"]): round(float(row["error"]), 1) for row in past.to_dict("records")}
    return Sentence(
        N_(
            "Base {name}: {structure} (standard error {error60} at 60–79, {error80} at 80+). Migration: {migration}. Predicted from 2010, "
            "the same method was off by {old} for 60+ and {oldest} for 80+ in 2020 (plus: too many)."
        ),
        values | {"old": Amount(before[60], "percent"), "oldest": Amount(before[80], "percent")},
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


def counts_sentence(errors: pd.DataFrame) -> Sentence:
    """Say how far the nation is off its official counts, how far where it did not know them, and how far the UN's rates are.

    Args:
        errors: ``year``, ``error``, ``known_2022``, ``back_2022`` and ``un_rates`` (percent; missing where they do not apply).
    """
    unseen = errors[errors["known_2022"].notna()]
    worst = {
        "own": errors["error"],
        "unseen": unseen["known_2022"],
        "back": unseen["back_2022"],
        "un": unseen["un_rates"],
    }
    values: dict[str, object] = {"first": str(errors["year"].min()), "last": str(errors["year"].max())}
    values |= {name: Amount(round(float(off.abs().max()), 2), "percent") for name, off in worst.items()}
    return Sentence(
        N_(
            "The people aged 60+ and 65+ of every year-end from {first} to {last} come out within {own} of the official counts, on which "
            "rates and single ages are set. Set on the counts to 2022 alone, the years after are off by at most {unseen} where "
            "mortality stays at its level of these years, by up to {back} where it returns to the UN's at once, and by up to {un} by the "
            "UN's rates from the census on."
        ),
        values,
    )


def un_sentence(errors: pd.DataFrame) -> Sentence:
    """Say the largest error against the UN at 60+, at 80+ and in any group, and how many of the limits hold.

    Args:
        errors: ``year``, ``age``, ``error``, ``gate`` (percent), ``within`` (``projection.checks.against_un.against_the_un``).
    """
    worst = {age: errors.loc[errors["age"] == age, "error"].abs().max() for age in ("60+", "80+")}
    gated = errors[errors["gate"].notna()]
    groups = gated[gated["age"].str.contains("–")]
    return Sentence(
        N_(
            "From 2030 to 2060 the number aged 60+ differs from the UN's by at most {old}, aged 80+ by {oldest}, any five-year group "
            "from 60 to 94 by {group}; {held} of {gates} limits hold."
        ),
        {
            "old": Amount(round(float(worst["60+"]), 2), "percent"),
            "oldest": Amount(round(float(worst["80+"]), 2), "percent"),
            "group": Amount(round(float(groups["error"].abs().max()), 2), "percent"),
            "held": int(gated["within"].sum()),
            "gates": len(gated),
        },
    )


def hindcast_sentence(summary: pd.DataFrame) -> Sentence:
    """Say the median error of the atlas' method, of the closed one and of the nation's growth, and how often the band held.

    Args:
        summary: the rows of one age (``projection.checks.hindcast_tables.summary_of``).
    """
    whole = {str(row["method"]): row for row in summary[summary["size"] == "all"].to_dict("records")}
    return Sentence(
        N_(
            "{places} prefectures, from 2010 to 2020: half of the errors are below {own} (nobody moves: {closed}; the nation's growth: "
            "{naive}); the 80% band held {held} of the counts."
        ),
        {
            "places": int(whole["traits"]["places"]),
            "own": Amount(round(float(whole["traits"]["median_abs"]), 1), "percent"),
            "closed": Amount(round(float(whole["closed"]["median_abs"]), 1), "percent"),
            "naive": Amount(round(float(whole["national_growth"]["median_abs"]), 1), "percent"),
            "held": Amount(round(float(whole["traits"]["coverage"]), 1), "percent"),
        },
    )


def place_sentence(rows: pd.DataFrame) -> Sentence:
    """Say by how much a place's people aged 60+ and 80+ were missed, which way, and whether the band held.

    Args:
        rows: of one place, of the table ``hindcast``.
    """
    own = rows[rows["method"] == "traits"]
    if own.empty:
        return Sentence(N_("This place was not compared."))
    held = int((own["covered"] == "1").sum())
    old, oldest = (float(own.loc[own["age_from"] == age, "error"].iloc[0]) for age in (60, 80))
    values: dict[str, object] = {
        "old": Amount(abs(round(old, 1)), "percent"),
        "oldest": Amount(abs(round(oldest, 1)), "percent"),
        "held": held,
        "ages": len(own),
    }
    if old >= 0 and oldest >= 0:
        text = N_(
            "Predicted from 2010: aged 60+ too many by {old}, aged 80+ too many by {oldest}; the 80% band held {held} of {ages} counts."
        )
    elif old >= 0:
        text = N_(
            "Predicted from 2010: aged 60+ too many by {old}, aged 80+ too few by {oldest}; the 80% band held {held} of {ages} counts."
        )
    elif oldest >= 0:
        text = N_(
            "Predicted from 2010: aged 60+ too few by {old}, aged 80+ too many by {oldest}; the 80% band held {held} of {ages} counts."
        )
    else:
        text = N_(
            "Predicted from 2010: aged 60+ too few by {old}, aged 80+ too few by {oldest}; the 80% band held {held} of {ages} counts."
        )
    return Sentence(text, values)
