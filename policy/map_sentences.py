"""The sentence under a map, by rule."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from policy.sentences import N_, Amount, Counted, Name, Sentence


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
        N_("{known} of {all} units have a target of their own here: {parts}."),
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
        N_("{place}: {value}; {above} of {known} units are higher."),
        {"place": name, "value": value, "above": above, "known": len(known)},
    )


def overview_sentence(values: pd.DataFrame, names: dict[str, str], cities: pd.DataFrame) -> Sentence:
    """Say between which shares of residents aged 60+ the provinces lie, and how many cities are covered.

    Args:
        values: provinces: ``place``, ``value``, ``text``, ``state``.
        names: their names as shown.
        cities: the covered cities, one row each.
    """
    known = values[values["state"] == "value"].sort_values("value", kind="stable")
    low, high = known.iloc[0], known.iloc[-1]
    return Sentence(
        N_(
            "Residents aged 60+ in 2020: from {low_value} in {low} to {high_value} in {high}; {cities} cities and counties have figures here."
        ),
        {
            "low": Name(names[low["place"]], names[low["place"]]),
            "low_value": Amount(round(float(low["value"]), 2), "percent"),
            "high": Name(names[high["place"]], names[high["place"]]),
            "high_value": Amount(round(float(high["value"]), 2), "percent"),
            "cities": len(cities),
        },
    )
