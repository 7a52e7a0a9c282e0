"""What a map shows of each place: a share of its people, its change, or a result of one topic; and counts for circles."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from policy.calendar import CENSUS_2010, CENSUS_2020
from policy.comparison import Compared, compared, measured, of_nation
from policy.derived import residents
from policy.gap_views import ATTENTION
from policy.gaps import direction, limit
from policy.matrix import benchmarks
from policy.text import N_, Amount, Counted, Name, Sentence

SHARES = {"share60": 60, "share65": 65, "share80": 80}
CHANGE = "change60"
LEAST_PLACES = 5  # with comparable results, for a topic to make a map
MAP_SPAN = (
    10  # calendar years that stand together on a map, where nothing else is asked: in five no rate has enough places
)


def counts(population: pd.DataFrame, totals: pd.DataFrame, age: int, date: str) -> pd.Series:
    """Return residents (常住) of at least an age by place (persons, index: adcode): age tables first, else printed totals."""
    own = population[
        (population["basis"] == "resident") & (population["date"] == date) & (population["age_from"] >= age)
    ]
    summed = own.groupby("place")["persons"].sum()
    return summed.combine_first(residents(totals, age, date)).astype("float64")


def population_values(
    population: pd.DataFrame, totals: pd.DataFrame, variable: str, date: str = CENSUS_2020
) -> pd.Series:
    """Return a share of residents in percent on a census day, or the change of the share aged 60+ in points (2010 to 2020), by place.

    Raises:
        KeyError: there is no such variable.
    """
    if variable == CHANGE:
        after, before = (
            100 * counts(population, totals, 60, day) / counts(population, totals, 0, day)
            for day in (CENSUS_2020, CENSUS_2010)
        )
        return (after - before).dropna()
    age = SHARES[variable]
    return (100 * counts(population, totals, age, date) / counts(population, totals, 0, date)).dropna()


def topic_values(facts: pd.DataFrame, topic: str, places: list[str], span: int = MAP_SPAN) -> Compared:
    """Return the results of places on a topic as they may be compared (``policy.comparison``), ``odd`` those that are left out.

    Args:
        facts: described facts.
        topic: the topic mapped.
        places: adcodes of the units of the map.
        span: calendar years that stand together; 0 for all.
    """
    about = facts[(facts["topic"] == topic) & (facts["subject"] == "")]
    found = compared(about[(about["kind"] == "achieved") & about["place"].isin(places)], of_nation(about), span)
    return replace(found, facts=found.facts.assign(odd=found.facts["apart"] != ""))


def mappable(facts: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """Return the topics of which enough places have results by one definition, those of most places first.

    Columns: ``topic`` and ``count``: its results count something and are set against nothing, so that a big place has more of it.
    People are left out: their census is mapped whole.

    Args:
        facts: described facts.
        places: adcodes of all units of a level.
    """
    results = facts[(facts["kind"] == "achieved") & (facts["subject"] == "") & facts["place"].isin(places)]
    results = results[(results["measure"] == "level") & (results["domain"] != "population")]
    wide = results.groupby("topic")["place"].nunique()
    rows = []
    for topic in wide[wide >= LEAST_PLACES].index:
        alike = topic_values(facts, str(topic), places).standing
        rows.append((str(topic), len(alike), bool((alike["denominator"] == "").any())))
    found = pd.DataFrame(rows, columns=["topic", "places", "count"])
    found = found[found["places"] >= LEAST_PLACES].sort_values("places", ascending=False, kind="stable")
    return found[["topic", "count"]].reset_index(drop=True)


def gap_values(facts: pd.DataFrame, topic: str, places: list[str], span: int = MAP_SPAN) -> Compared:
    """Return how far each place's result is from the nation's newest target on a topic (``gap``, positive when short).

    Other columns: those of ``topic_values``, and of the target ``target`` (slug), ``target_value`` and ``target_year``; a result by
    another definition than the target's is left out. No rows where the nation has no target on the topic.
    """
    targets = benchmarks(facts, topic).query("kind == 'target'").tail(1)
    found = topic_values(facts, topic, places, span)
    if targets.empty or found.facts.empty:
        return replace(found, facts=found.facts.iloc[0:0])
    goal, rows = targets.iloc[0], found.facts
    other = measured(rows) != measured(targets).iloc[0]
    gap = direction(targets).iloc[0] * (limit(targets).iloc[0] - rows["value"])
    apart = rows["apart"].mask(other, "definition")
    return replace(
        found,
        facts=rows.assign(
            apart=apart,
            odd=apart != "",
            gap=gap,
            target=goal["fact"],
            target_value=goal["value"],
            target_year=goal["year"],
        ),
    )


def status_values(assessed: pd.DataFrame, topic: str) -> pd.DataFrame:
    """Return the status of each place's own newest target on a topic, one row a place: columns of the assessed target.

    Of targets of one year the one that asks for most attention stands (``policy.gap_views.ATTENTION``).
    """
    own = assessed[(assessed["topic"] == topic) & (assessed["subject"] == "") & assessed["own"]]
    rank = own["status"].map({status: place for place, status in enumerate(ATTENTION)})
    ordered = own.assign(_rank=rank).sort_values(
        ["year", "_rank"], ascending=[False, True], na_position="last", kind="stable"
    )
    return ordered.drop_duplicates("place").drop(columns="_rank").reset_index(drop=True)


def status_map_sentence(values: pd.DataFrame, statuses: Sequence[str], names: dict[str, Name]) -> Sentence:
    """Say how many units have a target of a known status, and how many of each.

    Args:
        values: one row a unit: ``value`` (position in ``statuses``), ``state``.
        statuses: codes in the order of the values.
        names: of the statuses.
    """
    known = [statuses[int(at)] for at in values.loc[values["state"] == "value", "value"]]
    parts = tuple(Counted(names[status], count) for status, count in Counter(known).most_common())
    return Sentence(
        N_("{known} of {all} units have a local target here: {parts}."),
        {"known": len(known), "all": len(values), "parts": parts},
    )


def map_sentence(values: pd.DataFrame, names: dict[str, str], what: str, *, gap: bool = False) -> Sentence:
    """Say how many units of how many have a value, and which are highest and lowest.

    Args:
        values: one row a unit: ``place``, ``value``, ``text``, ``state``.
        names: the units' names as shown.
        what: the name of what is mapped, as shown.
        gap: the values are gaps to a target, positive when short.
    """
    known = values[values["state"] == "value"].sort_values("value", kind="stable")
    if known.empty:
        return Sentence(N_("No unit of this map has a value for {what}."), {"what": what})
    if len(known) == 1:
        return Sentence(N_("{known} of {all} units have a value."), {"known": len(known), "all": len(values)})
    low, high = known.iloc[0], known.iloc[-1]
    return Sentence(
        N_(
            "{known} of {all} units have a value; {high} is farthest from the target ({high_value}), {low} nearest ({low_value})."
        )
        if gap
        else N_("{known} of {all} units have a value; {high} is highest ({high_value}), {low} lowest ({low_value})."),
        {
            "known": len(known),
            "all": len(values),
            "high": Name(names[high["place"]], names[high["place"]]),
            "high_value": high["text"].split("<br>")[0],
            "low": Name(names[low["place"]], names[low["place"]]),
            "low_value": low["text"].split("<br>")[0],
        },
    )


def unit_sentence(values: pd.DataFrame, names: dict[str, str], place: str, *, ranked: bool = True) -> Sentence:
    """Say what one unit's value is and how many units have a higher one; or that it has none, or another definition.

    Args:
        values: one row a unit, as for ``map_sentence``.
        names: the units' names as shown.
        place: adcode of the unit.
        ranked: values have an order; without one the value alone is said.
    """
    own = values[values["place"] == place].iloc[0]
    name = Name(names[place], names[place])
    if own["state"] == "no_data":
        return Sentence(N_("{place}: no data."), {"place": name})
    value = str(own["text"]).split("<br>")[0]
    if own["state"] == "not_comparable":
        return Sentence(N_("{place}: {value}, by another definition."), {"place": name, "value": value})
    if not ranked:
        return Sentence(N_("{place}: {value}."), {"place": name, "value": value})
    known = values[values["state"] == "value"]
    above = int((known["value"] > own["value"]).sum())
    return Sentence(
        N_("{place}: {value}, number {rank} of {known} units with data, highest first."),
        {"place": name, "value": value, "rank": above + 1, "known": len(known)},
    )


def overview_sentence(values: pd.DataFrame, names: dict[str, str]) -> Sentence:
    """Say between which shares of residents aged 60+ the provinces lie.

    Args:
        values: provinces: ``place``, ``value``, ``text``, ``state``.
        names: their names as shown.
    """
    known = values[values["state"] == "value"].sort_values("value", kind="stable")
    low, high = known.iloc[0], known.iloc[-1]
    return Sentence(
        N_(
            "Residents aged 60+ in 2020: from {low_value} in {low} to {high_value} in {high}. Click a province for its portrait."
        ),
        {
            "low": Name(names[low["place"]], names[low["place"]]),
            "low_value": Amount(round(float(low["value"]), 2), "percent"),
            "high": Name(names[high["place"]], names[high["place"]]),
            "high_value": Amount(round(float(high["value"]), 2), "percent"),
        },
    )
