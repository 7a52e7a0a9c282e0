"""How good the data is: grade, age, and share of official texts."""

import pandas as pd

from policy.described import GRADE_ORDER, best_first
from policy.headlines import OFFICIAL_GRADES
from policy.text import N_, Sentence

KIND_ORDER = ("achieved", "target", "forecast", "parameter", "threshold")


def by_grade(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the number of figures by grade (rows, A first; only grades that occur) and kind (columns)."""
    table = pd.crosstab(facts["grade"], facts["kind"])
    grades = [grade for grade in GRADE_ORDER if grade in table.index]
    return table.reindex(index=grades, columns=[kind for kind in KIND_ORDER if kind in table.columns], fill_value=0)


def by_year(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the number of figures by year they are for (rows, newest first) and kind (columns); those without a year drop out."""
    dated = facts[facts["year"].notna()]
    table = pd.crosstab(dated["year"].astype(int), dated["kind"]).sort_index(ascending=False)
    return table.reindex(columns=[kind for kind in KIND_ORDER if kind in table.columns], fill_value=0)


def quality_sentence(facts: pd.DataFrame) -> Sentence:
    """Say how many figures come from official texts, how old the results are, and how many carry a warning."""
    results = facts[(facts["kind"] == "achieved") & facts["year"].notna()]
    return Sentence(
        N_(
            "{official} of {facts} figures are of grade A or A- (an official text, its opening, or a complete copy); half of the "
            "results are of {median} or older; "
            "{warned} figures carry at least one usage warning."
        ),
        {
            "official": int(facts["grade"].isin(OFFICIAL_GRADES).sum()),
            "facts": len(facts),
            "median": int(results["year"].median()),
            "warned": int((facts["warnings"] != "").sum()),
        },
    )


SAME_STATEMENT = ["place", "subject", "indicator", "scope", "kind", "period"]


def conflicts(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts that contradict another one, best first within each group; ``shown`` marks the one other views use.

    Rule: the better grade, then the later document. Values that agree within their rounding (0.5 %) do not conflict,
    nor do a threshold's or parameter's values, which state rules, not measurements.
    """
    stated = facts[facts["kind"].isin(["target", "achieved", "forecast"]) & facts["year"].notna()]
    finer = stated["date"].str.replace(r"^(\d{4})-12(-31)?$", r"\1", regex=True)  # the end of a year is the year
    stated = stated.assign(period=finer.where(finer != "", stated["year"].astype("str")))
    spread = stated.groupby(SAME_STATEMENT, dropna=False)["value"].agg(["min", "max"]).reset_index()
    disagreeing = spread[spread["max"] - spread["min"] > 0.005 * spread["max"].abs()]
    found = best_first(stated.merge(disagreeing[SAME_STATEMENT], on=SAME_STATEMENT, validate="m:1"))
    found = found.sort_values(["indicator", "place", "year"], kind="stable")
    return found.assign(shown=~found.duplicated(SAME_STATEMENT))
