"""Facts that disagree: the same thing, place, year and kind, with different values. Both are shown, with the rule used."""

import pandas as pd

from policy.described import best_first

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
