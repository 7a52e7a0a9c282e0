"""The standard batch as the small table ``ageing`` that the atlas carries: prefectures and provinces, every year to 2050."""

import pandas as pd

from projection.batch import BEDS_RATE, CHANGE

LAST_SHOWN = 2050
# Columns of the table: the number of the batch, and its decimals.
COLUMNS = {
    "share60": ("age60_share", 2),
    "share80": ("age80_share", 2),
    "growth60": (CHANGE, 1),
    "beds_rate": (BEDS_RATE, 1),
}
PEOPLE = "age60"
NUMBERS = (PEOPLE, *(number for number, _decimals in COLUMNS.values()))
EDGES = {"": "central", "_low": "p100", "_high": "p900"}


def ageing(bands: pd.DataFrame) -> pd.DataFrame:
    """Return the table ``ageing``: a row a place and year, with the central path of each number and the ends of its 80 % band.

    Args:
        bands: a batch (``batch.province_bands``), of which ``NUMBERS`` are needed.
    """
    by_number = bands.pivot_table(list(EDGES.values()), ["place", "year"], "indicator", observed=True)
    found: dict[str, pd.Series] = {PEOPLE: by_number["central", PEOPLE].round().astype("int64")}
    for column, (number, decimals) in COLUMNS.items():
        for end, edge in EDGES.items():
            found[f"{column}{end}"] = by_number[edge, number].astype("float64").round(decimals) + 0.0  # no -0.0
    return pd.DataFrame(found).reset_index().sort_values(["place", "year"], ignore_index=True)
