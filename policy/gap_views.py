"""Assessed targets arranged for the eye: sorted by gap, counted by city, ordered for the dumbbells, with reference lines."""

import pandas as pd

from policy.calendar import CENSUS_2020, NATION
from policy.comparability import odd_ones
from policy.derived import FARTHEST, census_counts
from policy.described import best_first, has_warning
from policy.matrix import benchmarks, targets_and_results
from policy.refs import ref
from policy.text import N_, Amount, Counted, Name, Sentence, difference, place_name, year_text

# Statuses in the order of how much they ask for attention.
ATTENTION = (
    "missed",
    "reversing",
    "lagging",
    "slow",
    "no_result",
    "pace_needed",
    "ahead_no_result",
    "insufficient",
    "year_redacted",
    "no_year",
    "on_track",
    "already_met",
    "met",
)


def by_gap(assessed: pd.DataFrame) -> pd.DataFrame:
    """Return assessed targets with the largest relative gap first; those without a result follow by status and deadline."""
    share = (assessed["gap"] / assessed["value"].abs().where(assessed["value"] != 0)).fillna(-1)
    rank = assessed["status"].map({status: place for place, status in enumerate(ATTENTION)})
    keyed = assessed.assign(_none=assessed["result"] == "", _share=-share, _rank=rank)
    return keyed.sort_values(["_none", "_share", "_rank", "year", "place"], kind="stable")[assessed.columns]


def by_place(assessed: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return the number of assessed targets by place, most first: ``place``, ``label`` (its name), ``count``."""
    counted = assessed.groupby("place").agg(label=(f"place_{lang}", "first"), count=("fact", "size")).reset_index()
    return counted.sort_values(["count", "place"], ascending=[False, True], kind="stable")


def target_topics(facts: pd.DataFrame) -> list[str]:
    """Return the topics with a target whose result or second target is known too, best known first (nursing share leads)."""
    whole = facts[(facts["subject"] == "") & ~facts["place"].str.startswith("x-")]
    targets = whole[whole["kind"] == "target"].groupby("topic")["place"].nunique()
    results = whole[whole["kind"] == "achieved"].groupby("topic")["place"].nunique()
    known = pd.DataFrame({"targets": targets, "results": results}).fillna(0)
    known = known[(known["targets"] >= 1) & (known["results"] >= 1)]
    known["both"] = known.min(axis=1)
    known["lead"] = known.index == "nursing_share"
    return known.sort_values(["lead", "both", "targets"], ascending=False, kind="stable").index.tolist()


def dumbbell_order(results: pd.DataFrame, targets: pd.DataFrame) -> list[str]:
    """Return the places of a dumbbell chart: both known by gap, then targets only, then results only, each largest first."""
    result = results.set_index("place")["value"]
    target = targets.groupby("place")["value"].max()
    gap = (target - result).dropna().sort_values(ascending=False, kind="stable")
    only_target = target.drop(gap.index).sort_values(ascending=False, kind="stable")
    only_result = result.drop(gap.index).sort_values(ascending=False, kind="stable")
    return [*gap.index, *only_target.index, *only_result.index]


def reference_lines(facts: pd.DataFrame, topic: str, place: str) -> pd.DataFrame:
    """Return the facts to draw as reference lines: the nation's targets and result, or another place's newest result."""
    if place == NATION:
        return benchmarks(facts, topic)
    results, _targets = targets_and_results(facts, topic)
    return results[results["place"] == place].reset_index(drop=True)


def among(facts: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """Return the facts of some places and of the nation, ``odd`` asked anew among them."""
    kept = facts[facts["place"].isin([NATION, *places])]
    return kept.assign(odd=odd_ones(kept))


def best_peer(results: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return the best comparable result of the peers (one row, or none): the highest, or the lowest where less is better."""
    peers = results[~results["odd"] & ~results["place"].isin([place, NATION])]
    if peers.empty:
        return peers
    down = peers["polarity"].iloc[0] == "-1"
    return peers.sort_values("value", ascending=down, kind="stable").head(1).reset_index(drop=True)


def dumbbell_sentence(results: pd.DataFrame, targets: pd.DataFrame) -> Sentence:
    """Say how many places have a target, a result, or both, and where the widest comparable gap is."""
    both = targets[~targets["odd"]].merge(
        results[~results["odd"]][["place", "comparable_group", "value"]],
        on=["place", "comparable_group"],
        suffixes=("", "_result"),
    )
    both = both.assign(gap=both["value"] - both["value_result"]).sort_values("gap", kind="stable")
    values: dict[str, object] = {
        "targets": targets["place"].nunique(),
        "results": results["place"].nunique(),
        "both": both["place"].nunique(),
    }
    counts = N_("{targets} places have a target, {results} a result, {both} both by the same definition.")
    if both.empty or both["gap"].iloc[-1] <= 0:
        return Sentence(counts, values)
    widest = both.iloc[-1]
    return Sentence(
        N_(
            "{targets} places have a target, {results} a result, {both} both by the same definition; "
            "the widest gap is {place}'s: {gap} between its newest result and its target for {year}."
        ),
        values
        | {
            "place": place_name(widest),
            "gap": difference(float(widest["gap"]), str(widest["unit"])),
            "year": year_text(widest),
        },
    )


def status_sentence(assessed: pd.DataFrame, names: dict[str, Name]) -> Sentence:
    """Say how many targets have which status, the most frequent first."""
    if assessed.empty:
        return Sentence(N_("No target fits this choice."))
    counts = assessed["status"].value_counts()
    parts = tuple(Counted(names[str(status)], int(count)) for status, count in counts.items())
    return Sentence(N_("{count} targets: {parts}."), {"count": len(assessed), "parts": parts})


def silent_sentence(silent: pd.DataFrame) -> Sentence:
    """Say how many own targets of how many cities have passed their deadline without a result, and who has the most."""
    if silent.empty:
        return Sentence(N_("No target fits this choice."))
    most = silent["place"].value_counts()
    first = silent[silent["place"] == most.index[0]].iloc[0]
    return Sentence(
        N_(
            "{count} targets of {cities} cities have passed their deadline and no result was found; most are {place}'s ({most})."
        ),
        {"count": len(silent), "cities": len(most), "place": place_name(first), "most": int(most.iloc[0])},
    )


# The stock of beds that a nursing-bed share is a share of.
BED_BASES = {"nursing_bed_share": "institution_beds", "nursing_bed_share_all": "care_beds_total"}


CENSUS_YEAR = int(CENSUS_2020[:4])
AGES = {"60+": 60, "65+": 65, "80+": 80}


SHARE_OF = {"percent": 100.0, "per_mille": 1000.0, "beds_per_1000": 1000.0, "persons_per_1000": 1000.0}


UNIT_OF = {"percent": "persons", "per_mille": "persons", "beds_per_1000": "beds", "persons_per_1000": "persons"}


def bases(targets: pd.DataFrame, facts: pd.DataFrame, population_totals: pd.DataFrame) -> pd.DataFrame:
    """Return for each target the base of its share: ``base`` (persons or beds) and ``base_year``, ``base_ref``, ``base_unit`` of the gap.

    A rate of people of an age uses the residents (常住) of that age in the 2020 census, whichever population the text
    means; a nursing share uses the place's newest known stock of those beds, if it is clear what was counted; either only for a
    target within ``FARTHEST`` years of it. A count needs no base (1, its own unit). Where nothing is known ``base`` is missing.
    Index: that of ``targets``.
    """
    census = census_counts(population_totals).set_index(["place", "age_from"])["persons"].to_dict()
    stocks = facts[(facts["kind"] == "achieved") & (facts["subject"] == "") & facts["scope_whole"]]
    stocks = best_first(stocks[~has_warning(stocks, "scope_unclear") & stocks["year"].notna()])
    stocks = stocks.sort_values("year", ascending=False, kind="stable").drop_duplicates(["place", "indicator"])
    stock = {(row["place"], row["indicator"]): row for _index, row in stocks.iterrows()}
    rows = []
    for _index, target in targets.iterrows():
        key = (target["place"], BED_BASES.get(target["indicator"], ""))
        age = AGES.get(target["age_basis"])
        if key in stock and _near(stock[key]["year"], target):
            counted = stock[key]
            rows.append((float(counted["value"]), ref("fact", counted["fact"]), "beds", int(counted["year"])))
        elif (
            target["unit"] in SHARE_OF
            and age is not None
            and (target["place"], age) in census
            and _near(CENSUS_YEAR, target)
        ):
            people = ref("population", target["place"], CENSUS_2020, "resident", "both", age)
            rows.append((float(census[target["place"], age]), people, UNIT_OF[target["unit"]], CENSUS_YEAR))
        elif target["unit"] in SHARE_OF:
            rows.append((float("nan"), "", "", 0))
        else:
            rows.append((1.0, "", str(target["unit"]), 0))
    return pd.DataFrame(rows, columns=["base", "base_ref", "base_unit", "base_year"], index=targets.index)


def _near(year: int, target: pd.Series) -> bool:
    """Tell whether a base of a year may stand behind a target."""
    return bool(pd.notna(target["year"]) and abs(int(target["year"]) - int(year)) <= FARTHEST)


def gap_amount(judged: pd.Series, unit: str) -> Amount:
    """Return the gap of an assessed target as it is meant: "at most" where a result that is a bound falls short of it.

    Args:
        judged: a row of ``policy.gaps.assess``.
        unit: of the gap.
    """
    sign = str(judged["gap_comparator"])
    if sign == "<=" and judged["gap"] > 0:
        sign = "short"
    return Amount(round(float(judged["gap"]), 2), unit, sign)


def in_units(gap: pd.Series, unit: pd.Series, base: pd.DataFrame) -> pd.Series:
    """Return gaps in people, beds or whatever is counted: gap × base / 100 (or 1,000); counts stay as they are."""
    return gap * base["base"] / unit.map(SHARE_OF).fillna(1.0)
