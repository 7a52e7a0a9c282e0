"""Policy instruments: the codebook matrix, two places side by side, and money rules sorted by unit."""

import pandas as pd

from policy.comparability import Difference, differences
from policy.text import N_, Name, Sentence


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


def rates(facts: pd.DataFrame) -> pd.DataFrame:
    """Return subsidies, insurance benefits, fees and their conditions (``rate_subject``): what a rule sets, never what was paid."""
    set_by_rule = facts["kind"].isin(["parameter", "threshold"])
    return facts[(facts["rate_subject"] != "") & set_by_rule].sort_values(
        ["indicator", "place", "value"], kind="stable"
    )


def rates_of(rates: pd.DataFrame, subject: str) -> list[str]:
    """Return the indicators of a subject, those of most places first; each is a chart of its own, with one unit."""
    own = rates[rates["rate_subject"] == subject]
    return own.groupby("indicator")["place"].nunique().sort_values(ascending=False, kind="stable").index.tolist()


def by_place(found: pd.DataFrame) -> pd.DataFrame:
    """Return rules with those of one place together, the place of the largest value first: their conditions are listed, not ranked."""
    most = found.groupby("place")["value"].transform("max")
    order = ["_most", "place", "value"]
    return (
        found.assign(_most=most).sort_values(order, ascending=[False, True, False], kind="stable").drop(columns="_most")
    )


def unlike(found: pd.DataFrame) -> list[Difference]:
    """Return in what rules differ beside their condition, which stands in each row's name."""
    return [each for each in differences(found) if not each.aspect.startswith("scope_")]


def instruments_sentence(codes: pd.DataFrame) -> Sentence:
    """Say how many of the looked-for instruments were found, and how many of those are in force or quantified."""
    coded = codes[codes["finding"] == "coded"]
    return Sentence(
        N_(
            "{coded} of {looked} codes were found for {places} places; {firm} of them are in force or carry a number or date."
        ),
        {
            "coded": len(coded),
            "looked": len(codes),
            "places": codes["place"].nunique(),
            "firm": int((coded["level"] == 3).sum()),
        },
    )


def pair_sentence(pair: pd.DataFrame, differing: int) -> Sentence:
    """Say how many instruments two places both use, and in how many the level differs."""
    both = (pair["level_0"].notna() & pair["level_1"].notna()).sum()
    return Sentence(
        N_("Both use {both} of {all} instruments, {differing} of them at different levels."),
        {"both": int(both), "all": len(pair), "differing": differing},
    )


def rates_sentence(found: pd.DataFrame) -> Sentence:
    """Say how many rules of how many places are found, and the span of years they are of."""
    values: dict[str, object] = {"rules": len(found), "places": found["place"].nunique()}
    years = found["year"].dropna()
    if years.empty:
        return Sentence(N_("{rules} rules of {places} places, none with a year."), values)
    if len(set(years)) == 1:
        return Sentence(N_("{rules} rules of {places} places, set in {year}."), values | {"year": int(years.iloc[0])})
    return Sentence(
        N_(
            "{rules} rules of {places} places, set between {first} and {last}; they differ in whom and what they cover, and are not ranked."
        ),
        values | {"first": int(years.min()), "last": int(years.max())},
    )


def without_rate_sentences(places: list[Name], insured: list[Name]) -> list[Sentence]:
    """Say of which of the chosen places no such rate was found.

    Args:
        places: those of which nothing at all was found.
        insured: those whose insurance scheme is recorded in another form.
    """
    told = []
    if places:
        told.append(
            Sentence(N_("No such rate was found in the documents collected for {places}."), {"places": tuple(places)})
        )
    if insured:
        told.append(
            Sentence(
                N_("What insurance pays in {places} is recorded by person: see “The same person in every city”."),
                {"places": tuple(insured)},
            )
        )
    return told
