"""What one place can borrow from another: a policy pack, a target of beds, a target of the nursing share; and what stands.

The citation travels along: a borrowed standard is the fact that printed it, a known stock the fact that counted it.
"""

from collections.abc import Set

import pandas as pd

from policy.calendar import NATION
from policy.described import GRADE_ORDER

STANDARDS = {"bed_target": "beds_per_1000_older", "nursing_target": "nursing_bed_share"}
# What stands, by the definition of the need it is set against: beds of institutions never against community or home beds.
STOCKS = {
    "stock": "institution_beds",
    "nursing_stock": "nursing_beds",
    "home_stock": "home_care_beds",
    "dementia_stock": "dementia_beds",
    "insured": "ltci_insured",
}
# No policy: where neither the place nor one above it has a pack, none is taken from elsewhere unasked.
NO_PACK = "none"


def usual_pack(packs: pd.DataFrame, places: pd.DataFrame, place: str) -> str:
    """Return the place's own pack, or that of a place above it, or ``NO_PACK``; one whose prices have all ended is passed over.

    The nation's voucher is no place's own.

    Args:
        packs: the table of that name.
        places: the table of that name.
        place: adcode.
    """
    lasting, parents = _lasting(packs), places.set_index("place")["parent"]
    while place and place != NATION:
        own = lasting.loc[lasting["place"] == place, "pack"]
        if len(own):
            return str(own.iloc[-1])
        place = str(parents.get(place, ""))
    return NO_PACK


def best_documented(packs: pd.DataFrame, countable: Set[str]) -> str:
    """Return the pack to offer where none is chosen: of those paid from public budgets the best grade, then the most values that are facts.

    Only lasting prices of what can be counted here are compared.

    Args:
        packs: the table of that name.
        countable: words of the list ``pack_count`` whose numbers are at hand.
    """
    known = [countable >= set(cell.split(";")) for cell in packs["counts"]]
    compared = _lasting(packs[known])
    compared = compared[compared["payer"] == "fiscal"]
    worst = compared.groupby("pack")["grade"].agg(lambda grades: max(map(GRADE_ORDER.index, grades)))
    facts = compared.groupby("pack")["fact"].agg(lambda facts: -(facts != "").sum())
    return min(worst.index, key=lambda pack: (worst[pack], facts[pack], pack))


def _lasting(packs: pd.DataFrame) -> pd.DataFrame:
    """Return the values of packs that have no last year, without the portions paid later."""
    return packs[packs["until"].isna() & ~packs["part"].isin(["instalment", "duration"])]


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
    """Return the latest count of beds or insured people of a place (``STOCKS``), each of one definition, where one is known.

    A count without a year is the last resort; one that is not of the whole place (``scope_whole``) is none.
    """
    rows = described[
        (described["place"] == place)
        & (described["kind"] == "achieved")
        & (described["subject"] == "")
        & described["scope_whole"]
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
