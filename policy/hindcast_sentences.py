"""The sentences of the validation, by rule: how far off, which way, how often the band held."""

import pandas as pd

from policy.sentences import N_, Amount, Sentence


def un_sentence(errors: pd.DataFrame) -> Sentence:
    """Say the largest error against the UN at 60+, at 80+ and in any group, and how many of the limits hold.

    Args:
        errors: ``year``, ``age``, ``error``, ``gate`` (percent), ``within`` (``projection.validation.against_the_un``).
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
        summary: the rows of one age (``projection.hindcast_tables.summary_of``).
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
