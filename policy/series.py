"""One number of the nation over the years: a figure a year, and where two years may not be read as one measure.

A *break* lies between two years whose definitions differ (``policy.comparability``), or whose later figure carries the
warning ``series_break``: its source counts otherwise than in the year before. A *fall* is a smaller figure of the same
definition: no text at hand says that the count was changed, so it stands as printed.
"""

import pandas as pd

from policy.calendar import NATION
from policy.comparability import definitions
from policy.described import GRADE_ORDER, deadline, has_warning
from policy.text import N_, Sentence, amount, year_text

SERIES = ("care_beds_total", "care_institutions", "nursing_bed_share", "beds_per_1000_older", "integrated_institutions")
FIRST_YEAR = 2012


def yearly(facts: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return the nation's figure of each year, the latest of the year, without a condition and the better graded first.

    Columns: those of the facts; ``change`` from the figure before: ``break``, ``fall`` or nothing; and ``before``, its slug.

    Args:
        facts: described facts.
        indicator: slug of the indicator.
    """
    found = facts[
        (facts["place"] == NATION)
        & (facts["indicator"] == indicator)
        & (facts["kind"] == "achieved")
        & (facts["subject"] == "")
        & (facts["year"] >= FIRST_YEAR)
    ]
    keyed = found.assign(
        _day=deadline(found),
        _whole=found["scope"] == "",
        _grade=-found["grade"].map({grade: rank for rank, grade in enumerate(GRADE_ORDER)}),
    )
    ordered = keyed.sort_values(["_day", "_whole", "_grade", "fact"], kind="stable")
    figures = ordered.drop_duplicates("year", keep="last")[facts.columns].reset_index(drop=True)
    defined = pd.Series(list(definitions(figures).itertuples(index=False, name=None)), index=figures.index)
    broken = (defined != defined.shift()) | has_warning(figures, "series_break")
    first = figures.index == 0
    fallen = figures["value"] < figures["value"].shift()
    change = pd.Series("", index=figures.index).mask(fallen, "fall").mask(broken, "break").mask(first, "")
    return figures.assign(change=change, before=figures["fact"].shift().fillna(""))


def series_sentences(figures: pd.DataFrame) -> list[Sentence]:
    """Say from what to what the figures run, where they break, and where they fall.

    Args:
        figures: one series (``yearly``), not empty.
    """
    first, last = figures.iloc[0], figures.iloc[-1]
    said = [
        Sentence(
            N_("{first} in {first_year}, {last} in {last_year}; {count} years have a figure."),
            {
                "first": amount(first),
                "first_year": year_text(first),
                "last": amount(last),
                "last_year": year_text(last),
                "count": len(figures),
            },
        )
    ]
    for change, template in (
        ("break", N_("The definition changes in {years}: values on the two sides are not one measure.")),
        (
            "fall",
            N_("Smaller than the figure before: {years}; no document collected says that the definition changed."),
        ),
    ):
        years = tuple(str(int(year)) for year in figures.loc[figures["change"] == change, "year"])
        if years:
            said.append(Sentence(template, {"years": years}))
    return said
