"""One place on one page: its four big numbers, its indicators against its peers, and what is missing."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd

from policy.calendar import CENSUS_2010, CENSUS_2020, NATION
from policy.comparability import definitions
from policy.comparison import SPAN
from policy.derived import (
    PER_1000_UNITS,
    Derived,
    is_rate,
    per_1000_residents_60,
    population_ref,
    published_rows,
    rate_record,
    residents,
)
from policy.described import CORE_TOPICS, best_first
from policy.gap_views import ATTENTION
from policy.gaps import COMPARED, MET, assess, ledger, own_targets
from policy.headlines import comparable_targets
from policy.refs import ref, refs
from policy.text import N_, Amount, Counted, Name, Sentence

HEADLINES = ("share60", "pop80", "beds", "met")
LEAST_PEERS = 4  # a median of fewer says little
# Domains whose results describe how care stands; population is shown by the pyramid, rules by the instruments page.
COMPARED_DOMAINS = ("beds", "institutions", "integration", "health", "tcm", "community", "quality", "workforce")


def headline(
    name: str, place: str, facts: pd.DataFrame, totals: pd.DataFrame, older: pd.DataFrame, as_of: dt.date
) -> Derived:
    """Return one of the four big numbers of a place, or what an older link asks for (``targets``).

    Raises:
        KeyError: there is no headline of that name, or no figure for it.
    """
    if name == "share60":
        return _share60(place, totals)
    if name == "pop80":
        return Derived(
            _count(totals, place, 80),
            "persons",
            N_("residents aged 80+, census of 1 Nov 2020"),
            {"year": CENSUS_2020[:4]},
            (_ref(place, 80),),
        )
    if name == "beds":
        stock = best_first(results(facts, place, ("care_beds_total", "institution_beds")))
        stock = stock[stock["scope"] == ""].sort_values("topic", kind="stable")
        rated = per_1000_residents_60(stock.head(1), older)
        if rated.empty:
            raise KeyError(name)
        record = rate_record(rated.iloc[0], "beds")
        return replace(record, values=dict(vars(record)["values"], topic=str(rated["topic"].iloc[0])))
    if name == "met":
        own = comparable_targets(facts[facts["place"] == place])
        if own.empty:
            raise KeyError(name)
        status = assess(ledger(facts[facts["place"] == place], own), as_of)["status"]
        known = own[status.isin(COMPARED)]
        return Derived(
            int(status.isin(MET).sum()),
            "targets",
            N_(
                "local targets that are met, of {comparable} with a result that can be compared as of {as_of}; all "
                "local targets: {targets}, for the others the atlas has no such result"
            ),
            {"comparable": len(known), "targets": len(own), "as_of": as_of.isoformat(), "year": str(as_of.year)},
            tuple(refs("fact", known["fact"])),
        )
    if name == "targets":
        own = own_targets(facts[facts["place"] == place])
        if own.empty:
            raise KeyError(name)
        silent = own[assess(ledger(facts[facts["place"] == place], own), as_of)["status"] == "no_result"]
        return Derived(
            len(silent),
            "targets",
            N_("local targets past their deadline whose result the atlas lacks, of {targets} local targets"),
            {"targets": len(own)},
            tuple(refs("fact", silent["fact"])),
        )
    raise KeyError(name)


def _share60(place: str, totals: pd.DataFrame) -> Derived:
    """Return the residents aged 60+ of a place in percent.

    Raises:
        KeyError: they are not known.
    """
    rows = published_rows(totals, place, 60)
    if rows is None:
        raise KeyError(place)
    old, everybody = rows["persons"].astype(float)
    values: dict[str, object] = {"old": Amount(old, "persons"), "all": Amount(everybody, "persons")}
    values["year"] = CENSUS_2020[:4]
    formula = N_("{old} residents aged 60+ of {all} residents, census of 1 Nov 2020")
    if (rows["residence"] == "with_servicemen").all():
        values["tables"] = Amount(round(_table_share(totals, place, 60, CENSUS_2020), 2), "percent", digits=2)
        formula = N_(
            "{old} of {all} people, census of 1 Nov 2020, servicemen included, as published; the census tables by place, which "
            "leave out the servicemen, give {tables}"
        )
    return Derived(
        round(100 * old / everybody, 2),
        "percent",
        formula,
        values,
        tuple(population_ref(row) for _index, row in rows.iterrows()),
        digits=2,
    )


def results(facts: pd.DataFrame, place: str, topics: tuple[str, ...]) -> pd.DataFrame:
    """Return the results of a place as a whole on some topics."""
    return facts[
        (facts["place"] == place)
        & facts["topic"].isin(topics)
        & (facts["kind"] == "achieved")
        & (facts["subject"] == "")
    ]


def headline_share(totals: pd.DataFrame, place: str, age: int, date: str) -> float:
    """Return the residents of at least an age in percent of all residents on a census day, as published (``published_rows``).

    Raises:
        KeyError: the counts are not known.
    """
    rows = published_rows(totals, place, age, date)
    if rows is None:
        raise KeyError(place)
    return 100 * float(rows["persons"].iloc[0]) / float(rows["persons"].iloc[1])


def _table_share(totals: pd.DataFrame, place: str, age: int, date: str) -> float:
    """Return the same by the census tables by place, which leave out the servicemen."""
    return 100 * _count(totals, place, age, date) / _count(totals, place, 0, date)


def _count(totals: pd.DataFrame, place: str, age: int, date: str = CENSUS_2020) -> float:
    return float(residents(totals[totals["place"] == place], age, date)[place])


def _ref(place: str, age: int) -> str:
    return ref("population", place, CENSUS_2020, "resident", "both", age)


def spine_rows(facts: pd.DataFrame, older: pd.DataFrame, place: str, peers: list[str]) -> pd.DataFrame:
    """Return a place's results against its peers' by the same definition, one row an indicator and condition.

    Counts of beds, homes and facilities are set per 1,000 residents aged 60+ of their year first, since places differ
    in size; other counts are not compared. Columns: those of the place's fact, ``own``; ``low``, ``q1``, ``median``, ``q3``,
    ``high`` and ``count`` of the peers (the middle three only from four peers on); ``nation``. Of each row stand the years within the
    window that ends with its newest figure (``policy.comparison.window``). Rows without the place, or without both a peer and the
    nation, drop out; the best compared ones come first.
    """
    whole = facts[(facts["kind"] == "achieved") & (facts["subject"] == "") & facts["domain"].isin(COMPARED_DOMAINS)]
    whole = whole[whole["place"].isin([place, NATION, *peers]) & (whole["measure"] == "level")]
    counts = whole["unit"].isin(list(PER_1000_UNITS))
    rates = whole["unit"].map(is_rate)
    comparable = pd.concat([whole[rates], per_1000_residents_60(whole[counts], older)], ignore_index=True)
    if comparable.empty:
        return comparable
    comparable["definition"] = list(definitions(comparable).itertuples(index=False, name=None))
    newest = comparable["year"].groupby(comparable["definition"]).transform("max")
    comparable = comparable[(comparable["year"] > newest - SPAN).fillna(False).astype(bool)]
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
    return not residents(totals[totals["place"] == place], 60).empty


def other_counts(totals: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return a place's published counts of people outside the censuses, newest first: rows of ``population_totals``."""
    own = totals[(totals["place"] == place) & ~totals["date"].isin([CENSUS_2010, CENSUS_2020])]
    return own.sort_values(["date", "basis", "age_from"], ascending=[False, True, True]).reset_index(drop=True)


EVEN = 0.5  # points: closer than this reads "about as high as"


def headline_word(name: str, found: Derived, place: str, totals: pd.DataFrame) -> Sentence:
    """Return the line under a big number: how it stands to the nation, or what it counts."""
    if name == "share60":
        nation = headline_share(totals, NATION, 60, CENSUS_2020)
        gap = found.value - nation
        values: dict[str, object] = {"nation": Amount(round(nation, 2), "percent", digits=2)}
        if place == NATION:
            return Sentence(N_("of all residents, census of 2020"))
        if abs(gap) < EVEN:
            return Sentence(N_("about as high as the nation's {nation} (2020)"), values)
        return Sentence(
            N_("higher than the nation's {nation} (2020)")
            if gap > 0
            else N_("lower than the nation's {nation} (2020)"),
            values,
        )
    if name == "pop80":
        share = headline_share(totals, place, 80, CENSUS_2020)
        return Sentence(
            N_("{share} of all residents, census of 2020"), {"share": Amount(round(share, 2), "percent", digits=2)}
        )
    if name == "beds":
        if vars(found)["values"]["topic"] == "institution_beds":
            return Sentence(
                N_(
                    "beds in institutions alone ({year}) over residents of {people_year}; no total of care beds is known"
                ),
                found.values,
            )
        return Sentence(N_("all care beds ({year}) over residents aged 60+ of {people_year}"), found.values)
    return Sentence(N_("of {comparable} that can be compared; local targets in all: {targets}"), found.values)


def standing_sentence(statuses: pd.Series, names: dict[str, Name]) -> Sentence:
    """Say how a place's own targets stand: how many there are, and how many of each status, the most pressing first.

    Args:
        statuses: of the place's own targets as of the day.
        names: of the statuses.
    """
    if statuses.empty:
        return Sentence(N_("The atlas holds no local target, so progress cannot be assessed."))
    counts = statuses.value_counts()
    parts = tuple(Counted(names[status], int(counts[status])) for status in ATTENTION if status in counts.index)
    return Sentence(N_("Local targets: {targets} ({parts})."), {"targets": len(statuses), "parts": parts})


def other_pyramid_sentence(totals: pd.DataFrame, place: str, other: str, names: dict[str, Name]) -> Sentence:
    """Say how the share of residents aged 60+ stands to another place's, 2020."""
    own, against = (headline_share(totals, code, 60, CENSUS_2020) for code in (place, other))
    return Sentence(
        N_("Aged 60+ in 2020: {own} of the residents here, {against} in {other}."),
        {
            "own": Amount(round(own, 2), "percent", digits=2),
            "against": Amount(round(against, 2), "percent", digits=2),
            "other": names[other],
        },
    )


def pyramid_sentence(totals: pd.DataFrame, place: str, *, changed: bool = False) -> Sentence:
    """Say how the share of residents aged 60+ changed from 2010 to 2020.

    Args:
        totals: the table ``population_totals``.
        place: adcode.
        changed: its boundaries changed in between, so that there is nothing to compare.
    """
    now = headline_share(totals, place, 60, CENSUS_2020)
    if changed:
        return Sentence(
            N_(
                "{share} of the residents were aged 60+ in 2020. Its boundaries changed after 2010: the two censuses are not compared."
            ),
            {"share": Amount(round(now, 2), "percent", digits=2)},
        )
    try:
        then = _table_share(totals, place, 60, CENSUS_2010)
    except KeyError:
        return Sentence(
            N_("{share} of the residents were aged 60+ in 2020."), {"share": Amount(round(now, 2), "percent", digits=2)}
        )
    by_table = _table_share(totals, place, 60, CENSUS_2020)
    values: dict[str, object] = {
        "now": Amount(round(by_table, 2), "percent", digits=2),
        "then": Amount(round(then, 2), "percent", digits=2),
        "gap": Amount(round(abs(by_table - then), 2), "percentage_points", digits=2),
    }
    if place == NATION:
        values["published"] = Amount(round(now, 2), "percent", digits=2)
        return Sentence(
            N_(
                "{published} were aged 60+ in 2020, as published with the servicemen. By the census tables, which leave them out: {now} in "
                "2020, {then} in 2010, {gap} more."
            ),
            values,
        )
    if now >= then:
        return Sentence(N_("{now} of the residents were aged 60+ in 2020, {gap} more than in 2010 ({then})."), values)
    return Sentence(N_("{now} of the residents were aged 60+ in 2020, {gap} fewer than in 2010 ({then})."), values)


def spine_sentence(rows: pd.DataFrame) -> Sentence:
    """Say in how many of the compared results the place stands above, below or at its peers' median."""
    compared = rows[rows["median"].notna()]
    if compared.empty:
        return Sentence(
            N_("{rows} results can be compared with the nation or a few peers (median shown from 4 peers)."),
            {"rows": len(rows)},
        )
    above = int((compared["own"] > compared["median"]).sum())
    below = int((compared["own"] < compared["median"]).sum())
    return Sentence(
        N_("{rows} results can be compared: {above} lie above the median of the peers, {below} below, {same} on it."),
        {"rows": len(compared), "above": above, "below": below, "same": len(compared) - above - below},
    )


def timeline_sentence(marks: pd.DataFrame, statuses: pd.Series, names: dict[str, Name]) -> Sentence:
    """Say how many dated targets there are, between which years, and which status is most frequent."""
    most = statuses.value_counts()
    if marks["year"].min() == marks["year"].max():
        return Sentence(
            N_("Targets with a deadline: {targets}, all of {year}; most frequent status: {status} ({count})."),
            {
                "targets": len(marks),
                "year": str(int(marks["year"].min())),
                "status": names[str(most.index[0])],
                "count": int(most.iloc[0]),
            },
        )
    return Sentence(
        N_("Targets with a deadline: {targets}, from {first} to {last}; most frequent status: {status} ({count})."),
        {
            "targets": len(marks),
            "first": int(marks["year"].min()),
            "last": int(marks["year"].max()),
            "status": names[str(most.index[0])],
            "count": int(most.iloc[0]),
        },
    )


def other_counts_sentence(found: pd.DataFrame) -> Sentence:
    """Say how many counts there are and that their bases keep them out of the series of the censuses."""
    return Sentence(
        N_(
            "{count} published counts, the newest of {year}; resident, registered and unstated counts are never joined to the "
            "census or to each other."
        ),
        {"count": len(found), "year": str(found["date"].iloc[0])[:4]},
    )
