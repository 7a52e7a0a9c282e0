"""The sentence under a map, by rule."""

import pandas as pd

from policy.sentences import N_, Name, Sentence


def map_sentence(values: pd.DataFrame, names: dict[str, str], what: str) -> Sentence:
    """Say how many units of how many have a value, and which are highest and lowest.

    Args:
        values: one row a unit: ``place``, ``value``, ``text``, ``state``.
        names: the units' names as shown.
        what: the name of what is mapped, as shown.
    """
    known = values[values["state"] == "value"].sort_values("value", kind="stable")
    if known.empty:
        return Sentence(N_("No unit of this map has a value for {what}."), {"what": what})
    low, high = known.iloc[0], known.iloc[-1]
    return Sentence(
        N_("{known} of {all} units have a value; {high} is highest ({high_value}), {low} lowest ({low_value})."),
        {
            "known": len(known),
            "all": len(values),
            "high": Name(names[high["place"]], names[high["place"]]),
            "high_value": high["text"].split("<br>")[0],
            "low": Name(names[low["place"]], names[low["place"]]),
            "low_value": low["text"].split("<br>")[0],
        },
    )
