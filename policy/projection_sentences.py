"""The sentences of a projection, by rule: from what to what, how sure, resting on what, and how wrong it was before."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from policy.text import N_, Amount, Sentence, Text, three_digits

SPOKEN_YEARS = (2035, 2050)
RELATIVE, WHOLE = "traits", "as_projected"  # methods of the table ``hindcast``

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
    "province_traits": N_("as the traits of its prefectures together lead to expect, learned in the hindcast"),
    "census_residual": N_("what the censuses of 2010 and 2020 leave unexplained, halving every 30 years"),
    "given": N_("as given"),
    "none": N_("none, as no age table of 2010 is known"),
    "changed": N_("none, as the place changed too much from 2010 to 2020 for the rest to be carried on"),
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


def quality_sentence(structure: str, errors: tuple[float, float], migration: str) -> Sentence:
    """Say what a projection rests on.

    Args:
        structure: class of the base, S1 to S4.
        errors: its standard errors at ages 60 to 79 and 80+, as shares.
        migration: where net migration comes from (a key of ``MIGRATION``).
    """
    return Sentence(
        N_(
            "Base population: {structure} (standard error {error60} at 60–79, {error80} at 80+). Migration: "
            "{migration}."
        ),
        {
            "structure": Text(STRUCTURES[structure]),
            "error60": Amount(round(100 * errors[0], 1), "percent"),
            "error80": Amount(round(100 * errors[1], 1), "percent"),
            "migration": Text(MIGRATION[migration]),
        },
    )


def past_sentence(rows: pd.DataFrame) -> Sentence:
    """Say how wrong the recipe was from 2010 to 2020 for a place: relative to the nation, and in all; for the nation, in all.

    Args:
        rows: of one place, of the table ``hindcast``.
    """
    relative, whole = (rows[rows["method"] == method] for method in (RELATIVE, WHOLE))
    if whole.empty:
        return Sentence(N_("No test from 2010 to 2020 is known for this place."))
    values = {f"whole_{name}": value for name, value in _errors(whole).items()}
    if relative.empty:
        return Sentence(
            N_(
                "Projected from the census of 2010 by the UN's rates alone, the nation was off by {whole_old} for 60+ and {whole_oldest} for "
                "80+ in 2020 (plus: too many); the 80% band of its own uncertainty held {whole_held} of {whole_ages} counts."
            ),
            values,
        )
    return Sentence(
        N_(
            "Tested from 2010 to 2020: relative to the nation, this recipe was off by {old} for 60+ and {oldest} for 80+ (plus: too many), "
            "and the 80% band held {held} of {ages} counts; in all, with the nation not known, it was off by {whole_old} and {whole_oldest}, "
            "and the band held {whole_held}."
        ),
        values | _errors(relative),
    )


def _errors(rows: pd.DataFrame) -> dict[str, object]:
    error = rows.set_index("age_from")["error"]
    return {
        "old": Amount(round(float(error[60]), 1), "percent"),
        "oldest": Amount(round(float(error[80]), 1), "percent"),
        "held": int((rows["covered"] == "1").sum()),
        "ages": len(rows),
    }


def changed_sentence(growth: float) -> Sentence:
    """Say that a place changed too much between the censuses for anything of it to be carried on.

    Args:
        growth: residents of 2020 over those of 2010.
    """
    return Sentence(
        N_(
            "Caution: from 2010 to 2020 the residents counted under this name changed to {growth} times as many (a place founded, doubled or "
            "with other boundaries); nothing of that change is carried on."
        ),
        {"growth": round(growth, 2)},
    )


def missed_sentence(rows: pd.DataFrame) -> Sentence:
    """Say at which age a place's test from 2010 fell furthest outside the 80 % band, and how many of its counts did.

    Args:
        rows: of one place, of the table ``hindcast``, relative to the nation; at least one is outside.
    """
    outside = rows[rows["covered"] == "0"]
    worst = outside.sort_values("error", key=abs).iloc[-1]
    return Sentence(
        N_(
            "Caution: tested from 2010 to 2020 relative to the nation, {missed} of {ages} counts of this place lay outside the 80% band, most of "
            "all those aged {age}+ ({error}; plus: too many): the numbers here are less sure than their band says."
        ),
        {
            "missed": len(outside),
            "ages": len(rows),
            "age": int(worst["age_from"]),
            "error": Amount(round(float(worst["error"]), 1), "percent"),
        },
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
    """Say the median error relative to the nation, that of nobody moving and of the nation's growth, and how often the band held.

    Args:
        summary: the rows of one age (``projection.checks.hindcast_tables.summary_of``).
    """
    own = _all(summary)
    return Sentence(
        N_(
            "{places} prefectures, from 2010 to 2020, relative to the nation: half of the errors are below {own} "
            "(no migration: {closed}; national growth: {naive}); the 80% band held {held} of the counts."
        ),
        {
            "places": int(own[RELATIVE]["places"]),
            "own": Amount(round(float(own[RELATIVE]["median_abs"]), 1), "percent"),
            "closed": Amount(round(float(own["closed"]["median_abs"]), 1), "percent"),
            "naive": Amount(round(float(own["national_growth"]["median_abs"]), 1), "percent"),
            "held": Amount(round(float(own[RELATIVE]["coverage"]), 1), "percent"),
        },
    )


def whole_sentence(summary: pd.DataFrame, nation: pd.Series) -> Sentence:
    """Say the whole error, as the projection is made with the nation not known, and the nation's own, on which it rests.

    Args:
        summary: as for ``hindcast_sentence``.
        nation: the nation's row of the table ``hindcast`` at that age.
    """
    own = _all(summary)[WHOLE]
    values: dict[str, object] = {
        "own": Amount(round(float(own["median_abs"]), 1), "percent"),
        "bias": Amount(round(float(own["bias"]), 1), "percent"),
        "held": Amount(round(float(own["coverage"]), 1), "percent"),
        "nation": Amount(round(float(nation["error"]), 1), "percent"),
    }
    if nation["covered"] == "1":
        text = N_(
            "In all, with the nation not known, half are below {own}, the middle one is {bias}, and the band held {held}: this rests on one "
            "decade and one nation, which was itself off by {nation}, inside the 80% band of its own uncertainty (from the UN's intervals)."
        )
    else:
        text = N_(
            "In all, with the nation not known, half are below {own}, the middle one is {bias}, and the band held {held}: this rests on one "
            "decade and one nation, which was itself off by {nation}, outside the 80% band of its own uncertainty (from the UN's intervals)."
        )
    return Sentence(text, values)


def _all(summary: pd.DataFrame) -> dict[str, dict]:
    return {str(row["method"]): row for row in summary[summary["size"] == "all"].to_dict("records")}
