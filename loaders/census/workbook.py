"""The published county tables of the 2010 and 2020 census, read straight from their workbooks, checked, never repaired.

Source: 《中国人口普查分县资料》 2010 and 2020 as transcribed by github.com/leiii/census (``data/census``, MIT). All counts are
residents (常住, without servicemen) on 1 November, in persons. What the workbooks print and this reader keeps in mind:

- A row without a code is a part of the prefecture above it (a development zone, an island group). It counts there and
  gets a name of its own, ``x-<year>-<row>``, that no map knows.
- 市辖区, 县 and 省直辖县级行政区划 are sub-totals of rows printed again below them (level ``group``); province-run counties
  belong to the province itself, so that nobody is counted twice.
- A code of another province (2020: 五台山风景名胜区 in 山西 as 170971) stays as printed and is reported; the row counts where it stands.
- An empty or ``NA`` cell in a row that has a total is a group in which nobody was counted; the row's own sums show it.
- The 2010 workbook prints no row for the nation.
"""

import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import python_calamine as calamine

from loaders.census.checks import CensusReport, Fault, sums_of_parts, wrong_codes, wrong_parts, wrong_sums
from loaders.census.editions import AGES, EDITIONS, NATION, SEXES, Edition
from loaders.errors import DataProblems, Problem
from loaders.tables import TABLES

MUNICIPALITIES = ("11", "12", "31", "50")
NOTHING = ("", "NA")
MOST = 2**33  # more than there are people

Level = Literal["country", "province", "prefecture", "county", "group"]


@dataclass(frozen=True)
class Census:
    """One census: its units, their people, and the report.

    ``units``: one row a printed unit: ``date``, ``place``, ``name_zh``, ``level``, ``parent`` (code), ``row`` of the sheet.
    ``population``: 38 rows a unit, in the columns of the table ``population`` and in the order of ``units``.
    """

    units: pd.DataFrame
    population: pd.DataFrame
    report: CensusReport

    def places(self) -> pd.DataFrame:
        """Return the rows of ``population`` that are about a coded place: no sub-totals and no rows without a code."""
        coded = self.units["place"].str.isdigit() & (self.units["level"] != "group")
        return self.population[np.repeat(coded.to_numpy(), len(AGES) * len(SEXES))].reset_index(drop=True)


def read_census(path: Path, year: int) -> Census:
    """Return the census of a year (2010 or 2020) from its published workbook.

    Raises:
        DataProblems: the file is no workbook or is cut short, the sheet or a column is missing or stands twice, a code
            is no code, or a count is no whole number. Columns may stand in any order. What contradicts itself in
            figures is kept and reported, not raised.
        OSError: the file cannot be read.
    """
    edition = EDITIONS[year]
    return _census(sheet_rows(path, edition.sheet), edition, path.name)


def sheet_rows(path: Path, sheet: str) -> list[list]:
    """Return the cells of a sheet, row by row from A1, as text and numbers; an empty cell is ``''``.

    Raises:
        DataProblems: the file is no workbook, is cut short, or has no sheet of that name.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    if not (zipped and zipfile.is_zipfile(path)):
        expected = "a whole .xlsx workbook; it is cut short" if zipped else "an .xlsx workbook"
        raise DataProblems([Problem(path.name, None, "", "", expected)])
    try:
        workbook = calamine.load_workbook(path)
        if sheet not in workbook.sheet_names:
            raise DataProblems(
                [Problem(path.name, None, "", "、".join(workbook.sheet_names), f"a sheet named {sheet}")]
            )
        return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except calamine.CalamineError as error:
        raise DataProblems([Problem(path.name, None, "", "", f"a readable .xlsx workbook ({error})")]) from error


def _census(rows: list[list], edition: Edition, file: str) -> Census:
    named, figures, blank = _cells(rows, edition, file)
    empty = blank.all(axis=1)
    text = empty & (named["name"].str.strip() != "").to_numpy()
    faults = [Fault(int(row) + 2, "", str(named.at[row, "name"]).strip(), "no_figures") for row in np.flatnonzero(text)]
    kept = np.flatnonzero(~empty)
    units, figures = _units(named.iloc[kept].reset_index(drop=True), kept + 2, edition), figures[kept]
    parts = sums_of_parts(units, figures[:, 3:])
    faults += wrong_codes(units) + wrong_sums(units, figures) + wrong_parts(units, figures[:, 3:], parts)
    levels, coded = units["level"], units["place"].str.isdigit()
    report = CensusReport(
        date=edition.date,
        rows=len(units),
        provinces=int((levels == "province").sum()),
        prefectures=int((levels == "prefecture").sum()),
        counties=int(((levels == "county") & coded).sum()),
        uncoded=int((~coded).sum()),
        groups=int((levels == "group").sum()),
        persons=int(figures[(levels == "province").to_numpy(), 0].sum()),
        sums=len(units),
        parents=len(parts),
        faults=tuple(faults),
    )
    return Census(units, _population(units, figures[:, 3:], edition), report)


def _cells(rows: list[list], edition: Edition, file: str) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Return code and name of each row, its counts (total, female, male, 38 cells), and where nothing is printed."""
    header = [plain(cell) for cell in rows[0]] if rows else []
    for wrong, expected in (
        ([column for column in edition.columns if column not in header], "the columns {}"),
        ([column for column in edition.columns if header.count(column) > 1], "the columns {} only once"),
    ):
        if wrong:
            raise DataProblems([Problem(file, 1, "", "", expected.format("、".join(wrong)))])
    at = [header.index(column) for column in edition.columns]
    cells = np.array([[row[column] for column in at] for row in rows[1:]], dtype=object).reshape(-1, len(at))
    blank = np.equal(cells, NOTHING[0]) | np.equal(cells, NOTHING[1])
    codes = pd.Series([_code(cell) for cell in cells[:, 0]], dtype="str")
    good = blank | _whole(cells)
    good[:, 0] = codes.notna() & ~(codes.duplicated() & (codes != ""))
    good[:, 1] = True
    problems = []
    for column in np.flatnonzero(~good.all(axis=0)):  # the first wrong cell of each column
        row = int(np.flatnonzero(~good[:, column])[0])
        expected = "a whole number of persons" if column else "a six-digit code that stands once, or an empty cell"
        problems.append(Problem(file, row + 2, edition.columns[column], str(cells[row, column]), expected))
    if problems:
        raise DataProblems(problems)
    names = pd.Series([str(name) for name in cells[:, 1]], dtype="str")
    counts = np.where(blank, 0, cells)[:, 2:].astype("int64")
    return pd.DataFrame({"code": codes, "name": names}), counts, blank[:, 2:]


def _whole(cells: np.ndarray) -> np.ndarray:
    whole = [type(cell) in (int, float) and 0 <= cell < MOST and cell % 1 == 0 for cell in cells.ravel()]
    return np.array(whole, dtype=bool).reshape(cells.shape)


def plain(cell: object) -> str:
    """Return a column's name without white space and with full-width characters as plain ones."""
    return "".join(unicodedata.normalize("NFKC", str(cell)).split())


def _code(cell: object) -> str | None:
    if cell in NOTHING:
        return ""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    return text if len(text) == 6 and text.isascii() and text.isdigit() else None


def _level(code: str, name: str) -> Level:
    own = name.strip()
    if not code:
        top = not name.startswith((" ", "\u3000"))  # 2010 indents counties; 市辖区 of a city without districts is one
        group = "直辖县级" in own or (own in ("市辖区", "县") and top)
        return "country" if own == "全国" else "group" if group else "county"
    if code.endswith("0000"):
        return "province"
    if code.endswith("00"):
        return "group" if code[:2] in MUNICIPALITIES else "prefecture"
    return "county"


def _units(named: pd.DataFrame, rows: np.ndarray, edition: Edition) -> pd.DataFrame:
    code, names = named["code"], named["name"]
    levels = pd.Series([_level(own, name) for own, name in zip(code, names, strict=True)], dtype="str")
    place = code.where(code != "", pd.Series([f"x-{edition.year}-{row}" for row in rows], dtype="str"))
    place = place.mask(levels == "country", NATION)
    province = place.where(levels == "province").ffill()
    # A county belongs to the prefecture of its code, where that is printed, or to the province; one without a code of
    # its province to what stands above it.
    by_code = code.str[:4] + "00"
    by_code = by_code.where(by_code.isin(place[levels == "prefecture"]), province)
    above = place.where(levels.isin(["province", "prefecture"])).mask(levels == "group", province).ffill()
    county = by_code.where(code.str[:2] == province.str[:2], above)
    parent = county.where(levels == "county", province)
    parent = parent.mask(levels == "province", NATION).mask(levels == "country", "")
    return pd.DataFrame(
        {
            "date": pd.Series(edition.date, index=place.index, dtype="str"),
            "place": place,
            "name_zh": names.str.strip(),
            "level": levels,
            "parent": parent.astype("str"),
            "row": rows,
        }
    )


def _population(units: pd.DataFrame, cells: np.ndarray, edition: Edition) -> pd.DataFrame:
    """Return the cells as rows of the table ``population``: unit by unit, females first, each by age."""
    each, size = len(AGES) * len(SEXES), len(units)
    clause = pd.Series([f"{edition.sheet}第{row}行" for row in units["row"]], dtype="str")
    same = {
        "date": edition.date,
        "basis": "resident",
        "document": edition.document,
        "as_printed": "",
        "grade": edition.grade,
        "note": "",
        "note_en": "",
    }
    columns: dict[str, pd.Series] = {
        "place": units["place"].repeat(each).reset_index(drop=True),
        "sex": pd.Series([sex for sex in SEXES for _ in AGES] * size, dtype="str"),
        "age_from": pd.Series([low for low, _high in AGES] * 2 * size, dtype="Int64"),
        "age_to": pd.Series([high for _low, high in AGES] * 2 * size, dtype="Int64"),
        "persons": pd.Series(cells.ravel()).astype("Int64"),
        "clause": clause.repeat(each).reset_index(drop=True),
    } | {name: pd.Series(value, index=range(size * each), dtype="str") for name, value in same.items()}
    return pd.DataFrame({column.name: columns[column.name] for column in TABLES["population"].columns})
