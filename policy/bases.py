"""What a gap in points means in people or beds, where the base of a share is known."""

import pandas as pd

from policy.described import best_first

# The stock of beds that a nursing-type share is a share of.
BED_BASES = {"nursing_bed_share": "institution_beds", "nursing_bed_share_all": "care_beds_total"}
AGES = {"60+": 60, "65+": 65, "80+": 80}
SHARE_OF = {"percent": 100.0, "per_mille": 1000.0, "beds_per_1000": 1000.0, "persons_per_1000": 1000.0}
UNIT_OF = {"percent": "persons", "per_mille": "persons", "beds_per_1000": "beds", "persons_per_1000": "persons"}
CENSUS_DAY = "2020-11-01"


def bases(targets: pd.DataFrame, facts: pd.DataFrame, population_totals: pd.DataFrame) -> pd.DataFrame:
    """Return for each target the base of its share: ``base`` (persons or beds), ``base_ref`` and ``base_unit`` of the gap.

    A rate of people of an age uses the residents (常住) of that age in the 2020 census, whichever population the text
    means; a nursing share uses the place's newest known stock of those beds; a count needs no base (1, its own unit).
    Where nothing is known ``base`` is missing. Index: that of ``targets``.
    """
    census = (
        population_totals[
            (population_totals["date"] == CENSUS_DAY)
            & (population_totals["basis"] == "resident")
            & (population_totals["sex"] == "both")
            & (population_totals["residence"] == "all")
        ]
        .set_index(["place", "age_from"])["persons"]
        .to_dict()
    )
    stocks = best_first(facts[(facts["kind"] == "achieved") & (facts["subject"] == "") & (facts["scope"] == "")])
    stocks = stocks.drop_duplicates(["place", "indicator"])
    stock = {(row["place"], row["indicator"]): row for _index, row in stocks.iterrows()}
    rows = []
    for _index, target in targets.iterrows():
        key = (target["place"], BED_BASES.get(target["indicator"], ""))
        age = AGES.get(target["age_basis"])
        if key in stock:
            rows.append((float(stock[key]["value"]), f"fact:{stock[key]['fact']}", "beds"))
        elif target["unit"] in SHARE_OF and age is not None and (target["place"], age) in census:
            ref = f"population:{target['place']}:{CENSUS_DAY}:resident:both:{age}"
            rows.append((float(census[target["place"], age]), ref, UNIT_OF[target["unit"]]))
        elif target["unit"] in SHARE_OF:
            rows.append((float("nan"), "", ""))
        else:
            rows.append((1.0, "", str(target["unit"])))
    return pd.DataFrame(rows, columns=["base", "base_ref", "base_unit"], index=targets.index)


def in_units(gap: pd.Series, unit: pd.Series, base: pd.DataFrame) -> pd.Series:
    """Return gaps in people, beds or whatever is counted: gap × base / 100 (or 1,000); counts stay as they are."""
    return gap * base["base"] / unit.map(SHARE_OF).fillna(1.0)
