"""One place on one page: its four big numbers, its indicators against its peers, and what is missing."""

import datetime as dt

import numpy as np
import pandas as pd

from policy.comparability import definitions
from policy.derived import PER_1000_UNITS, Derived, is_rate, per_1000_residents_60, residents_60
from policy.described import CORE_TOPICS, best_first
from policy.gaps import assess, ledger, own_targets
from policy.matrix import NATION
from policy.peers import AFTER, BEFORE
from policy.sentences import N_, Amount

HEADLINES = ("share60", "pop80", "beds", "targets")
LEAST_PEERS = 4  # a median of fewer says little
# Domains whose results describe how care stands; population is shown by the pyramid, rules by the instruments page.
COMPARED_DOMAINS = ("beds", "institutions", "integration", "health", "tcm", "community", "quality", "workforce")


def headline(name: str, place: str, facts: pd.DataFrame, totals: pd.DataFrame, as_of: dt.date) -> Derived:
    """Return one of the four big numbers of a place.

    Raises:
        KeyError: there is no headline of that name, or no figure for it.
    """
    if name == "share60":
        old, everybody = _count(totals, place, 60), _count(totals, place, 0)
        return Derived(
            round(100 * old / everybody, 2),
            "percent",
            N_("{old} residents aged 60+ of {all} residents, census of 1 Nov 2020"),
            {"old": Amount(old, "persons"), "all": Amount(everybody, "persons")},
            (_ref(place, 60), _ref(place, 0)),
        )
    if name == "pop80":
        return Derived(
            _count(totals, place, 80), "persons", N_("residents aged 80+, census of 1 Nov 2020"), {}, (_ref(place, 80),)
        )
    if name == "beds":
        stock = best_first(results(facts, place, ("care_beds_total", "institution_beds")))
        stock = stock[stock["scope"] == ""].sort_values("topic", kind="stable")
        rated = per_1000_residents_60(stock.head(1), totals)
        if rated.empty:
            raise KeyError(name)
        row = rated.iloc[0]
        return Derived(
            float(row["value"]),
            str(row["unit"]),
            N_("{count} ÷ {population} residents aged 60+ (census of 1 Nov 2020) × 1,000"),
            {
                "topic": str(row["topic"]),
                "count": Amount(float(row["printed_value"]), "beds"),
                "population": Amount(float(row["population"]), "persons"),
            },
            (f"fact:{row['fact']}", _ref(place, 60)),
        )
    if name == "targets":
        own = own_targets(facts[facts["place"] == place])
        if own.empty:
            raise KeyError(name)
        silent = own[assess(ledger(facts[facts["place"] == place], own), as_of)["status"] == "no_result"]
        return Derived(
            len(silent),
            "targets",
            N_("own targets past their deadline without a result, of {targets} own targets"),
            {"targets": len(own)},
            tuple("fact:" + silent["fact"]),
        )
    raise KeyError(name)


def results(facts: pd.DataFrame, place: str, topics: tuple[str, ...]) -> pd.DataFrame:
    """Return the results of a place as a whole on some topics."""
    return facts[
        (facts["place"] == place)
        & facts["topic"].isin(topics)
        & (facts["kind"] == "achieved")
        & (facts["subject"] == "")
    ]


def headline_share(totals: pd.DataFrame, place: str, age: int, date: str) -> float:
    """Return the residents of at least an age in percent of all residents on a census day.

    Raises:
        KeyError: the counts are not known.
    """
    return 100 * _count(totals, place, age, date) / _count(totals, place, 0, date)


def _count(totals: pd.DataFrame, place: str, age: int, date: str = AFTER) -> float:
    rows = totals[
        (totals["place"] == place)
        & (totals["date"] == date)
        & (totals["basis"] == "resident")
        & (totals["sex"] == "both")
        & (totals["age_from"] == age)
        & (totals["residence"] == "all")
    ]
    if len(rows) != 1:
        raise KeyError(place)
    return float(rows["persons"].iloc[0])


def _ref(place: str, age: int) -> str:
    return f"population:{place}:{AFTER}:resident:both:{age}"


def spine_rows(facts: pd.DataFrame, totals: pd.DataFrame, place: str, peers: list[str]) -> pd.DataFrame:
    """Return a place's results against its peers' by the same definition, one row an indicator and condition.

    Counts of beds, homes and facilities are set per 1,000 residents aged 60+ (2020 census) first, since places differ
    in size; other counts are not compared. Columns: those of the place's fact, ``own``; ``low``, ``q1``, ``median``, ``q3``,
    ``high`` and ``count`` of the peers (the middle three only from four peers on); ``nation``. Rows without a peer and
    without the nation drop out; the best compared ones come first.
    """
    whole = facts[(facts["kind"] == "achieved") & (facts["subject"] == "") & facts["domain"].isin(COMPARED_DOMAINS)]
    whole = whole[whole["place"].isin([place, NATION, *peers]) & (whole["measure"] == "level")]
    counts = whole["unit"].isin(list(PER_1000_UNITS))
    rates = whole["unit"].map(is_rate)
    comparable = pd.concat([whole[rates], per_1000_residents_60(whole[counts], totals)], ignore_index=True)
    if comparable.empty:
        return comparable
    comparable["definition"] = list(definitions(comparable).itertuples(index=False, name=None))
    best = best_first(comparable).drop_duplicates(["place", "definition"])
    mine = {row["definition"]: row.to_dict() for _index, row in best[best["place"] == place].iterrows()}
    rows = []
    for definition, group in best[["place", "definition", "value"]].groupby("definition", sort=False):
        if definition not in mine:
            continue
        own, others = mine[definition], group[group["place"].isin(peers)]["value"]
        nation = group[group["place"] == NATION]["value"]
        if others.empty and nation.empty:
            continue
        low, q1, median, q3, high = np.quantile(others, [0, 0.25, 0.5, 0.75, 1]) if len(others) else [np.nan] * 5
        if len(others) < LEAST_PEERS:
            q1 = median = q3 = np.nan
        rows.append(
            own
            | {"own": own["value"], "definition": definition, "count": len(others)}
            | {"low": low, "q1": q1, "median": median, "q3": q3, "high": high}
            | {"nation": nation.iloc[0] if len(nation) else np.nan}
        )
    table = pd.DataFrame(rows)
    return table if table.empty else table.sort_values("count", ascending=False, kind="stable").reset_index(drop=True)


def scaled(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the values of spine rows scaled to 0–1 between the lowest and highest of each row (0.5 where all are equal)."""
    columns = ["low", "q1", "median", "q3", "high", "nation", "own"]
    values = rows[columns].astype("float64")
    low, high = values.min(axis=1), values.max(axis=1)
    spread = (high - low).where(high > low)
    return values.sub(low, axis=0).div(spread, axis=0).where(spread.notna(), values * 0 + 0.5, axis=0)


def missing_topics(facts: pd.DataFrame, totals: pd.DataFrame, place: str) -> list[str]:
    """Return the core topics for which the place has no result of its own; the census answers those on people."""
    known = set(results(facts, place, CORE_TOPICS)["topic"])
    if known_residents(totals, place):
        known |= {"pop60", "share60"}
    return [topic for topic in CORE_TOPICS if topic not in known]


def known_residents(totals: pd.DataFrame, place: str) -> bool:
    """Tell whether the 2020 census count of residents aged 60+ is known."""
    return place in residents_60(totals).index


def other_counts(totals: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return a place's published counts of people outside the censuses, newest first: rows of ``population_totals``."""
    own = totals[(totals["place"] == place) & ~totals["date"].isin([BEFORE, AFTER])]
    return own.sort_values(["date", "basis", "age_from"], ascending=[False, True, True]).reset_index(drop=True)
