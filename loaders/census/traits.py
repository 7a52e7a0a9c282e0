"""Further columns of the published county tables that say what kind of place a unit is: the traits a hindcast learns from.

Only what both editions print under one definition. A share is of all residents, or of those aged 15 and over (divorced,
widowed); a mean is as printed. The same workbook is read by ``loaders.census``; both give its units in the same order.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from loaders.census.editions import EDITIONS
from loaders.census.workbook import NOTHING, plain, sheet_rows
from loaders.errors import DataProblems, Problem

# Where a trait is printed: (column, column it is divided by, or nothing for a printed mean).
TRAITS: dict[int, dict[str, tuple[str, str]]] = {
    2010: {
        "urban": ("城镇人口", "合计"),
        "moved_within_province": ("迁入人口(人)-本省其他县(市)、市区", "合计"),
        "household_size": ("户规模(人/户)", ""),
        "children_ever_born": ("15-64岁妇女-平均活产子女数", ""),
        "housing_area": ("人均住房建筑面积(平方米/人)", ""),
        "divorced": ("离婚-小计", "15岁及以上人口-合计"),
        "widowed": ("丧偶-小计", "15岁及以上人口-合计"),
    },
    2020: {
        "urban": ("城镇人口", "人口数_合计"),
        "moved_within_province": ("户口登记地在外乡镇街道人口_本省其他县", "人口数_合计"),
        "household_size": ("户规模", ""),
        "children_ever_born": ("15-64岁妇女平均活产子女数", ""),
        "housing_area": ("人均住房建筑面积", ""),
        "divorced": ("离婚", "十五岁以上人口"),
        "widowed": ("丧偶", "十五岁以上人口"),
    },
}


def read_traits(path: Path, year: int, rows: pd.Series) -> pd.DataFrame:
    """Return the traits of some rows of a census workbook, one row a unit.

    Args:
        path: the published workbook.
        year: 2010 or 2020.
        rows: rows of the sheet, as ``loaders.census.workbook.Census`` gives them in ``row``.

    Returns:
        The columns of ``TRAITS``; an empty or ``NA`` cell is missing (NaN).

    Raises:
        DataProblems: the file is no workbook, a column is missing, or a cell is no number.
        OSError: the file cannot be read.
    """
    header, *body = sheet_rows(path, EDITIONS[year].sheet)
    at = {plain(name): position for position, name in enumerate(header)}
    wanted = sorted({name for pair in TRAITS[year].values() for name in pair if name})
    if missing := [name for name in wanted if name not in at]:
        raise DataProblems([Problem(path.name, 1, "", "", f"the columns {'、'.join(missing)}")])
    columns = {name: _numbers([body[row - 2][at[name]] for row in rows], name, rows, path.name) for name in wanted}
    return pd.DataFrame(
        {
            trait: columns[value] / columns[base] if base else columns[value]
            for trait, (value, base) in TRAITS[year].items()
        }
    )


def _numbers(cells: list, column: str, rows: pd.Series, file: str) -> np.ndarray:
    wrong = [k for k, cell in enumerate(cells) if cell not in NOTHING and type(cell) not in (int, float)]
    if wrong:
        row = int(rows.iloc[wrong[0]])
        raise DataProblems([Problem(file, row, column, str(cells[wrong[0]]), "a number or an empty cell")])
    return np.array([np.nan if cell in NOTHING else float(cell) for cell in cells])
