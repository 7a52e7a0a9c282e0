"""Codes of the census of 2010 that the census of 2020 no longer knows, and where their residents are counted since.

The rule looks at codes and names alone. A prefecture that only changed its code or its rank (哈密地区, 哈密市) is the same place, as the
table ``hindcast_places`` says; so is a county whose name without 自治县, 县, 市 or 区 stands once in its province in both censuses, under
a code that is new; and a county run by its province that became a prefecture of the same name (儋州市). A prefecture that was dissolved
(巢湖市) went into those that have its counties now; any other county into its prefecture, or where that one went.
"""

import pandas as pd

PREFECTURE_ENDS = r"(?:市|地区|自治州|盟)$"
COUNTY_ENDS = r"(?<=..)(?:自治县|县|市|区)$"
SAME, WITHIN = "same", "within"
# The one county of a dissolved prefecture whose name changed with its code: 居巢区 of 巢湖 is 巢湖市 of 合肥.
RENAMED_COUNTIES = {"341402": "340181"}


def coded(units: pd.DataFrame) -> pd.DataFrame:
    """Return the units of a census that have a code of their own province, sub-totals left out; 巿 (fú), misread for 市, is 市."""
    own = units[units["place"].str.isdigit() & (units["level"] != "group")]
    own = own[(own["place"].str[:2] == own["parent"].str[:2]) | own["level"].isin(["country", "province"])]
    return own.assign(name_zh=own["name_zh"].str.replace("巿", "市"))


def ended_codes(before: pd.DataFrame, after: pd.DataFrame, renamed: dict[str, str]) -> pd.DataFrame:
    """Return the rows of the table ``ended_codes``, by code.

    Args:
        before: units of the census of 2010 (``coded``): ``place``, ``name_zh``, ``level``, ``parent``.
        after: those of 2020.
        renamed: prefectures of 2010 that are the same place under another code in 2020, by their code of 2010.
    """
    same = renamed | RENAMED_COUNTIES
    counties = _once(before).merge(_once(after), on=["province", "stem"], suffixes=("", "_after"))
    is_new = ~counties["place"].isin(after["place"]) & ~counties["place_after"].isin(before["place"])
    same |= dict(zip(counties.loc[is_new, "place"], counties.loc[is_new, "place_after"], strict=True))
    same |= _raised(before, after)
    today = set(after["place"])
    moved = counties.assign(to=counties["place_after"].map(after.set_index("place")["parent"]))
    ended = before[~before["place"].isin(today)]
    went: dict[str, list[str]] = {place: [to] for place, to in same.items() if place not in today}
    for place in ended.loc[(ended["level"] == "prefecture") & ~ended["place"].isin(list(same)), "place"]:
        went[place] = sorted(set(moved.loc[moved["parent"] == place, "to"]))
    for place, parent in ended.loc[~ended["place"].isin(list(went)), ["place", "parent"]].itertuples(index=False):
        went[place] = [parent] if parent in today else went[parent]
    rows = [
        (place, successor, SAME if same.get(place) == successor else WITHIN)
        for place, to in sorted(went.items())
        for successor in to
    ]
    return pd.DataFrame(rows, columns=["place", "successor", "relation"], dtype="str")


def under_todays_code(places: pd.Series, ended: pd.DataFrame) -> pd.Series:
    """Return codes, those that ended as the code that the same area has today.

    Args:
        places: codes.
        ended: the table ``ended_codes``.
    """
    same = ended[ended["relation"] == SAME].set_index("place")["successor"]
    return places.map(same).fillna(places).astype("str")


def _once(units: pd.DataFrame) -> pd.DataFrame:
    """Return the counties whose name stands once in their province, with ``province`` and ``stem``."""
    counties = units[units["level"] == "county"]
    stems = counties["name_zh"].str.replace(COUNTY_ENDS, "", regex=True)
    frame = counties[["place", "parent"]].assign(province=counties["place"].str[:2], stem=stems)
    return frame[~frame.duplicated(["province", "stem"], keep=False)]


def _raised(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, str]:
    """Return the counties run by their province that are prefectures today, by their earlier code."""
    first = before[(before["level"] == "county") & (before["parent"] == before["place"].str[:2] + "0000")]
    second = after[(after["level"] == "prefecture") & ~after["place"].isin(before["place"])]
    first, second = (
        units.assign(
            province=units["place"].str[:2], stem=units["name_zh"].str.replace(PREFECTURE_ENDS, "", regex=True)
        )
        for units in (first, second)
    )
    pairs = first.merge(second, on=["province", "stem"], suffixes=("", "_after"))
    return dict(zip(pairs["place"], pairs["place_after"], strict=True))
