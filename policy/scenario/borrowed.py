"""What one place can borrow from another: a policy pack, a target of beds, a target of the nursing share; and what stands.

The citation travels along: a borrowed standard is the fact that printed it, a known stock the fact that counted it.
"""

import pandas as pd

from policy.calendar import NATION

STANDARDS = {"bed_target": "beds_per_1000_older", "nursing_target": "nursing_bed_share"}
STOCKS = {"stock": ("institution_beds", "care_beds_total"), "nursing_stock": ("nursing_beds",)}
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
    """Return the latest count of beds and of nursing beds of a place: ``stock`` and ``nursing_stock``, where one is known.

    Beds of institutions come before all beds, as need is counted in institutions. A count without a year is the last resort.
    """
    rows = described[
        (described["place"] == place)
        & (described["kind"] == "achieved")
        & (described["subject"] == "")
        & (described["scope"] == "")
    ]
    found = {}
    for name, indicators in STOCKS.items():
        for indicator in indicators:
            own = rows[rows["indicator"] == indicator].sort_values("year", na_position="first")
            if len(own):
                found[name] = own.iloc[-1]
                break
    return found
