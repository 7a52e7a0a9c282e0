"""How good the data is: grade, age, and share of official texts."""

import pandas as pd

from policy.described import GRADE_ORDER
from policy.headlines import OFFICIAL_GRADES
from policy.sentences import N_, Sentence

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
