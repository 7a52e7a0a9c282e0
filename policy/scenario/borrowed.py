"""What one place can borrow from another: a policy pack, a target of beds, a target of the nursing share; and what stands.

The citation travels along: a borrowed standard is the fact that printed it, a known stock the fact that counted it.
"""

import pandas as pd

from policy.calendar import NATION

STANDARDS = {"bed_target": "beds_per_1000_older", "nursing_target": "nursing_bed_share"}
# What stands, by the definition of the need it is set against: beds of institutions never against community or home beds.
STOCKS = {
    "stock": "institution_beds",
    "nursing_stock": "nursing_beds",
    "home_stock": "home_care_beds",
    "dementia_stock": "dementia_beds",
    "community_stock": "community_beds",
}
# Scopes that leave out no institution in which somebody can live: those registered, or in operation.
WHOLE = ("", "注册登记", "在运营", "运营中的机构")
# The pack that is tried where neither the place nor its province has one: the brief's own question asks for it.
USUAL_PACK = "kunming-2017"


def usual_pack(packs: pd.DataFrame, places: pd.DataFrame, place: str) -> str:
    """Return the place's own pack, that of the place above it, or Kunming's; a pack whose prices have all ended is passed over.

    Args:
        packs: the table of that name.
        places: the table of that name.
        place: adcode.
    """
    lasting = packs[packs["until"].isna() & (packs["part"] != "instalment")]
    parents = places.loc[places["place"] == place, "parent"]
    for code in (place, *parents):
        own = lasting.loc[lasting["place"] == code, "pack"]
        if len(own) and code != NATION:
            return str(own.iloc[-1])
    return USUAL_PACK


def targets_to_borrow(described: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the targets of whole places that can stand in for a standard, the latest year first.

    Args:
        described: facts joined with what other tables say (``policy.described.describe``).
    """
    whole = described[(described["kind"] == "target") & (described["subject"] == "") & (described["scope"] == "")]
    found = {}
    for name, indicator in STANDARDS.items():
        rows = whole[(whole["indicator"] == indicator) & (whole["value"] > 0)]
        found[name] = rows.sort_values(["year", "place"], ascending=[False, True], na_position="last")
    return found


def known_stock(described: pd.DataFrame, place: str) -> dict[str, pd.Series]:
    """Return the latest count of a place's beds by the words of ``STOCKS``, each of one definition, where one is known.

    A count without a year is the last resort; one that is not of the whole place (``WHOLE``) is none.
    """
    rows = described[
        (described["place"] == place)
        & (described["kind"] == "achieved")
        & (described["subject"] == "")
        & described["scope"].isin(WHOLE)
        & ~described["warnings"].str.contains("cumulative")
    ]
    found = {}
    for name, indicator in STOCKS.items():
        own = rows[rows["indicator"] == indicator].sort_values(["year", "date"], na_position="first")
        if len(own):
            found[name] = own.iloc[-1]
    return found


def too_old(count: pd.Series, now: int, years: int) -> bool:
    """Tell whether a count has no year or one more than so many years before now, so that it stands for nothing today."""
    return bool(pd.isna(count["year"]) or count["year"] < now - years)
