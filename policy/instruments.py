"""Policy instruments: the codebook matrix, two places side by side, and money rules sorted by unit."""

import pandas as pd

# Domains whose parameters are money or shares that a rule sets.
MONEY_DOMAINS = ("subsidy", "insurance", "finance")


def coded_places(codes: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """Return the places of the matrix: those with every instrument looked for first, then by how many are coded."""
    table = (
        codes.assign(coded=codes["finding"] == "coded")
        .groupby("place")
        .agg(rows=("instrument", "size"), coded=("coded", "sum"))
    )
    named = ~table.index.str.startswith("x-")
    table = table.assign(named=named, full=table["rows"] == table["rows"].max())
    order = table.sort_values(["full", "named", "coded"], ascending=False, kind="stable").index
    known = set(places["place"])
    return [place for place in order if place in known]


def side_by_side(codes: pd.DataFrame, instruments: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """Return one row an instrument with the code of each place: columns ``instrument``, ``level_<n>``, ``finding_<n>``, ``as_printed_<n>``."""
    joined = instruments[["instrument", "order"]].sort_values("order")
    for at, place in enumerate(places):
        own = codes[codes["place"] == place][["instrument", "level", "finding", "scope_flag", "as_printed"]]
        renamed = own.rename(columns={column: f"{column}_{at}" for column in own.columns if column != "instrument"})
        joined = joined.merge(renamed, on="instrument", how="left", validate="1:1")
    return joined


def differing(pair: pd.DataFrame) -> int:
    """Return in how many instruments two places differ by level, of those coded in both."""
    both = pair["level_0"].notna() & pair["level_1"].notna()
    return int((both & (pair["level_0"] != pair["level_1"])).sum())


def money_rules(facts: pd.DataFrame) -> pd.DataFrame:
    """Return subsidies, insurance benefits and the shares and caps that go with them: what a rule sets, never what was paid."""
    set_by_rule = facts["kind"].isin(["parameter", "threshold"])
    return facts[facts["domain"].isin(MONEY_DOMAINS) & set_by_rule].sort_values(
        ["unit", "indicator", "place", "value"], kind="stable"
    )


def money_units(rules: pd.DataFrame) -> list[str]:
    """Return the units of the money rules, most frequent first; each is a table and an axis of its own."""
    return rules["unit"].value_counts().index.tolist()
