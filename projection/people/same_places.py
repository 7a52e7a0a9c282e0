"""Which prefectures are the same place in two censuses, and which changed their boundaries in between.

The rule looks at codes and names only, never at people, so that no place is left out because it was hard to predict:

1. Prefectures and the four municipalities are taken. One is found again by its code, or else by its name without 市, 地区,
   自治州 or 盟 within its province (地区 became 市 under a new code). One that is not found is not compared.
2. A county's name without 自治县, 县, 市 or 区 that stands once in its province in both censuses is the same county. Where it
   stands under another prefecture than before, both prefectures changed their boundaries and neither is compared.

What the rule cannot see: parts that changed hands without a county's name (renamed districts, townships), and cities cut
out of a prefecture under a new name and run by the province since (``carved_out``).
"""

import pandas as pd

MUNICIPALITIES = ("11", "12", "31", "50")
PREFECTURE_ENDS = r"(?:市|地区|自治州|盟)$"
COUNTY_ENDS = r"(?<=..)(?:自治县|县|市|区)$"
COMPARED, BOUNDARY, UNMATCHED = "compared", "boundary_changed", "not_in_both"
PROVINCE = "province"


def same_places(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return every prefecture and municipality of two censuses, one row a place, in the order of the later one.

    Args:
        before: units of the earlier census: ``place`` (code), ``name_zh``, ``level``, ``parent`` (code), ``row``.
        after: those of the later one.

    Returns:
        ``place`` and ``name_zh`` (of the later census where it is there), ``province`` (code), ``place_before`` (code),
        ``at_before`` and ``at_after`` (positions in the frames, -1 where it is missing), ``status`` (``compared``,
        ``boundary_changed`` or ``not_in_both``) and ``moved`` (the counties that changed hands, joined by 、).
    """
    first, second = _prefectures(before), _prefectures(after)
    by_code = first["place"].isin(second["place"])
    named = second.drop_duplicates(["province", "stem"]).set_index(["province", "stem"])["place"]
    keys = pd.MultiIndex.from_frame(first[["province", "stem"]])
    by_name = pd.Series(named.reindex(keys).to_numpy(), index=first.index).fillna(first["place"])
    first["place_after"] = first["place"].where(by_code, by_name)
    found = second.merge(
        first, left_on="place", right_on="place_after", how="outer", suffixes=("", "_before"), validate="one_to_one"
    )
    moved = _moved_counties(before, after, first.set_index("place")["place_after"])
    frame = pd.DataFrame(
        {
            "place": found["place"].fillna(found["place_before"]),
            "name_zh": found["name_zh"].fillna(found["name_zh_before"]),
            "province": found["province"].fillna(found["province_before"]),
            "place_before": found["place_before"].fillna(""),
            "at_before": found["at_before"].fillna(-1).astype("int64"),
            "at_after": found["at"].fillna(-1).astype("int64"),
        }
    )
    frame["moved"] = frame["place"].map(moved).fillna("")
    frame["status"] = COMPARED
    frame.loc[frame["moved"] != "", "status"] = BOUNDARY
    frame.loc[(frame["at_before"] < 0) | (frame["at_after"] < 0), "status"] = UNMATCHED
    return frame.sort_values("place", kind="stable").reset_index(drop=True)


def carved_out(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the province-run cities of the later census whose name the earlier one does not know (``place``, ``name_zh``).

    The tables do not say which prefectures they were cut out of; those stay compared, and their errors hold the change.
    """
    run = after[(after["level"] == "county") & (after["parent"] == after["place"].str[:2] + "0000")]
    run = run[~run["place"].str[:2].isin(MUNICIPALITIES) & run["place"].str.isdigit()]
    new = ~_stem(run["name_zh"], COUNTY_ENDS).isin(_stem(before["name_zh"], COUNTY_ENDS))
    return run.loc[new, ["place", "name_zh"]].reset_index(drop=True)


def _prefectures(units: pd.DataFrame) -> pd.DataFrame:
    municipality = (units["level"] == "province") & units["place"].str[:2].isin(MUNICIPALITIES)
    chosen = units[(units["level"] == "prefecture") | municipality]
    return pd.DataFrame(
        {
            "place": chosen["place"],
            "name_zh": chosen["name_zh"],
            "province": chosen["place"].str[:2] + "0000",
            "stem": _stem(chosen["name_zh"], PREFECTURE_ENDS),
            "at": units.index.get_indexer(chosen.index),
        }
    ).reset_index(drop=True)


def _moved_counties(before: pd.DataFrame, after: pd.DataFrame, successor: pd.Series) -> dict[str, str]:
    """Return the names of the counties that changed hands, by the prefecture (later code) that lost or gained them."""
    pairs = _counties(before).merge(_counties(after), on=["province", "stem"], suffixes=("_before", "_after"))
    came_from = pairs["parent_before"].map(successor).fillna(pairs["parent_before"])
    moved = pairs[came_from != pairs["parent_after"]]
    sides = pd.concat([came_from[moved.index], moved["parent_after"]])
    names = pd.concat([moved["name_zh_after"], moved["name_zh_after"]])
    return {str(place): "、".join(of) for place, of in names.groupby(sides)}


def _counties(units: pd.DataFrame) -> pd.DataFrame:
    counties = units[(units["level"] == "county") & units["place"].str.isdigit()]
    frame = counties[["name_zh", "parent"]].assign(
        province=counties["parent"].str[:2], stem=_stem(counties["name_zh"], COUNTY_ENDS)
    )
    return frame[~frame.duplicated(["province", "stem"], keep=False)]


def _stem(names: pd.Series, ends: str) -> pd.Series:
    return names.str.replace(ends, "", regex=True)
