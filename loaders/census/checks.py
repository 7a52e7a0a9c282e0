"""Where a census workbook contradicts itself: each fault a sentence, and the report of one reading. Nothing is repaired."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

What = Literal["total", "female", "male", "children", "code", "no_figures"]


@dataclass(frozen=True)
class Fault:
    """One place where the workbook contradicts itself; ``counted`` and ``printed`` are persons.

    ``what``: ``female`` or ``male`` (the cells do not sum to the printed figure), ``total`` (the printed sexes do not
    sum to it), ``children`` (the units below do not sum to this one in some cells), ``code`` (a code of another
    province), ``no_figures`` (a row of text, or a place with nothing printed).
    """

    row: int
    place: str
    name: str
    what: What
    counted: int = 0
    printed: int = 0
    cells: int = 0

    def __str__(self) -> str:
        """Return the fault as one sentence; ``row`` is the row of the sheet."""
        where = f"row {self.row}, {f'{self.place} ' if self.place else ''}{self.name}"
        if self.what == "no_figures":
            return f"{where}: no figures; left out"
        if self.what == "code":
            return f"{where}: a code of another province; counted where the row stands"
        difference = self.counted - self.printed
        how = f"sum to {self.counted}, {abs(difference)} {'under' if difference < 0 else 'over'} the printed {self.printed}"
        if self.what == "children":
            return f"{where}: the units below it {how}, in {self.cells} of the cells"
        return f"{where}: the {'sexes' if self.what == 'total' else f'{self.what} cells'} {how}; kept as printed"


@dataclass(frozen=True)
class CensusReport:
    """What was read and what the sums say; ``persons`` is the sum of the provinces, counts are rows.

    ``uncoded`` are county rows without a code, sub-totals of province-run counties among them; ``groups`` are all
    sub-totals; ``sums`` counts the rows whose cells were summed, ``parents`` the units whose parts were.
    """

    date: str
    rows: int
    provinces: int
    prefectures: int
    counties: int
    uncoded: int
    groups: int
    persons: int
    sums: int
    parents: int
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        """Return the report in one sentence."""
        return (
            f"census of {self.date}: {self.rows} rows ({self.provinces} provinces, {self.prefectures} prefectures, "
            f"{self.counties} counties, {self.uncoded} rows without a code), {self.persons} persons, "
            f"{self.sums} row sums and {self.parents} sums of parts checked, {len(self.faults)} faults"
        )


def wrong_codes(units: pd.DataFrame) -> list[Fault]:
    """Return the rows whose code is of another province than the one they stand in."""
    province = units["place"].where(units["level"] == "province").ffill()
    wrong = units["place"].str.isdigit() & (units["level"] != "country") & (units["place"].str[:2] != province.str[:2])
    return [_fault(units, int(unit), "code") for unit in np.flatnonzero(wrong)]


def wrong_sums(units: pd.DataFrame, figures: np.ndarray) -> list[Fault]:
    """Return the rows whose cells do not sum to the printed sexes, or whose sexes do not sum to the printed total.

    ``figures``: persons, rows × (total, female, male, cells of the females, cells of the males).
    """
    total, female, male, cells = figures[:, 0], figures[:, 1], figures[:, 2], figures[:, 3:]
    half = cells.shape[1] // 2
    sums: tuple[tuple[What, np.ndarray, np.ndarray], ...] = (
        ("total", female + male, total),
        ("female", cells[:, :half].sum(axis=1), female),
        ("male", cells[:, half:].sum(axis=1), male),
    )
    return [
        _fault(units, int(unit), what, int(counted[unit]), int(printed[unit]))
        for what, counted, printed in sums
        for unit in np.flatnonzero(counted != printed)
    ]


def sums_of_parts(units: pd.DataFrame, cells: np.ndarray) -> pd.DataFrame:
    """Return the cells of each unit as the sum of its parts (persons, index: code; units without parts drop out).

    Sub-totals count in no parent. What a sub-total itself sums is not in the codes: the counties below it in the
    sheet, to the next row that is no county.
    """
    group, county = (units["level"] == "group").to_numpy(), (units["level"] == "county").to_numpy()
    frame = pd.DataFrame(cells, index=pd.Index(units["place"]))
    heads = units["place"].where(~county).ffill().to_numpy()
    sums = frame[~group].groupby(units["parent"].to_numpy()[~group]).sum()
    below = frame[county].groupby(heads[county]).sum()
    return pd.concat([sums[sums.index.isin(units["place"])], below[below.index.isin(units["place"][group])]])


def wrong_parts(units: pd.DataFrame, cells: np.ndarray, parts: pd.DataFrame) -> list[Fault]:
    """Return the units that are not the sum of their parts (``sums_of_parts``) in every cell."""
    at = pd.Series(range(len(units)), index=pd.Index(units["place"]))[parts.index].to_numpy()
    sums, printed = parts.to_numpy(), cells[at]
    differs = (sums != printed).sum(axis=1)
    return [
        _fault(units, int(at[i]), "children", int(sums[i].sum()), int(printed[i].sum()), int(differs[i]))
        for i in np.flatnonzero(differs)
    ]


def _fault(units: pd.DataFrame, unit: int, what: What, counted: int = 0, printed: int = 0, cells: int = 0) -> Fault:
    row = units.iloc[unit]
    return Fault(int(row["row"]), str(row["place"]), str(row["name_zh"]), what, counted, printed, cells)
