"""Census workbooks in the upstream layouts, small enough to check by hand: a nation of three provinces."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl

SPANS = ("0岁", "1到4岁", *(f"{low}到{low + 4}岁" for low in range(5, 85, 5)), "85岁以上")
SPANS_2010 = ("0岁", "1-4岁", *(f"{low}-{low + 4}岁" for low in range(5, 85, 5)), "85岁及以上")
# Each leaf's 38 cells are its number; what stands above is their sum.
LEAVES = {"东城区": 1, "小店区": 2, "示范区": 3, "长安区": 4, "武汉区": 5, "仙桃市": 6, "潜江市": 7}
SUMS = {
    "北京市": ("东城区",),
    "太原市": ("小店区", "示范区"),
    "山西省": ("小店区", "示范区"),
    "武汉市": ("武汉区",),
    "直辖": ("仙桃市", "潜江市"),
    "湖北省": ("武汉区", "仙桃市", "潜江市"),
    "全国": ("东城区", "小店区", "示范区", "武汉区", "仙桃市", "潜江市"),
}
Rows = list[list]


def cells_of(name: str) -> np.ndarray:
    """Return the 38 cells of a unit, men and women in turn; women are ten times as many."""
    leaves = sum(LEAVES[leaf] for leaf in SUMS.get(name, (name,)))
    return np.tile([leaves, 10 * leaves], 19)


def counts(name: str) -> list[int]:
    """Return total, men, women, and the 38 cells of a unit."""
    cells = cells_of(name)
    return [int(cells.sum()), int(cells[::2].sum()), int(cells[1::2].sum()), *map(int, cells)]


def rows_2020() -> Rows:
    """Return header and rows as the 2020 sheet has them."""
    cells = [f"{sex}_{span}" for span in SPANS for sex in "男女"]
    header = ["区划代码", "省", "市", "区县", "人口数_合计", "人口数_男", "人口数_女", "性别比（女=100）", *cells]
    units = (
        ("NA", "全国", "全国", "全国"),
        (110000, "北京市", "北京市", "北京市"),
        (110100, "北京市", "北京市", "市辖区"),
        (110101, "北京市", "北京市", "东城区"),
        (140000, "山西省", "山西省", "山西省"),
        (140100, "山西省", "太原市", "太原市"),
        (140105, "山西省", "太原市", "小店区"),
        ("NA", "山西省", "太原市", "示范区"),
        (420000, "湖北省", "湖北省", "湖北省"),
        (420100, "湖北省", "武汉市", "武汉市"),
        (420102, "湖北省", "武汉市", "武汉区"),
        ("NA", "湖北省", "省直辖县级行政区划", "省直辖县级行政区划"),
        (429004, "湖北省", "仙桃市", "仙桃市"),
        (429005, "湖北省", "潜江市", "潜江市"),
    )
    same = {"市辖区": "北京市", "省直辖县级行政区划": "直辖"}
    rows: Rows = [header]
    for code, province, city, county in units:
        total, men, women, *cells = counts(same.get(county, county))
        rows.append([code, province, city, county, total, men, women, 10.0, *cells])
    return rows


def rows_2010() -> Rows:
    """Return header and rows as the 2010 sheet has them: no nation, counties indented, empty rows, a forum's name."""
    cells = [f"{span}（{sex}）" for span in SPANS_2010 for sex in "男女"]
    cells[cells.index("45-49岁（女）")] = "45-49岁（女)"  # as upstream
    rows: Rows = [["地区", "区划代码", "合计", "男", "女", "性别比\n（女=100）", *cells]]
    for code, name, like in (
        (110000, "北京市", "北京市"),
        (None, "市辖区", "北京市"),
        (110101, "  东城区", "东城区"),
        (None, None, None),
        (140000, "山西省", "山西省"),
        (140100, "太原市", "太原市"),
        (140105, "  小店区", "小店区"),
        (None, "  示范区", "示范区"),
        (420000, "湖北省", "湖北省"),
        (420100, "武汉市", "武汉市"),
        (420102, "  武汉区", "武汉区"),
        (None, "省直辖县级行政区划", "直辖"),
        (429004, "  仙桃市", "仙桃市"),
        (429005, "  潜江市", "潜江市"),
        (None, "首发论坛", None),
    ):
        if like is None:
            rows.append([name, code])
        else:
            total, men, women, *cells = counts(like)
            rows.append([name, code, total, men, women, 10.0, *cells])
    return rows


def write(path: Path, year: int, change: Callable[[Rows], Rows | None] = list, sheet: str = "") -> Path:
    """Write the small workbook of a year, after an optional change to its rows, and return its path."""
    rows = rows_2020() if year == 2020 else rows_2010()
    rows = change(rows) or rows
    workbook = openpyxl.Workbook(write_only=True)
    page = workbook.create_sheet(sheet or {2010: "Sheet1", 2020: "七普（年鉴）"}[year])
    for row in rows:
        page.append(row)
    workbook.save(path)
    return path
