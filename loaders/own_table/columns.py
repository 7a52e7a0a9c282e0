"""What each column of a table is: names of places, their codes, years, names of what is counted, units, or figures."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from loaders.own_table.blocks import Block
from loaders.own_table.ground import Ground
from loaders.own_table.places import bare, candidates, code_in, is_part, is_total
from loaders.own_table.records import Cell, Sheet
from loaders.own_table.units import plain, unit_printed

HEADS = {
    "place": r"地区|区域|城市|市州|州市|地市|盟市|区县|县区|县市|省份|省区|省市|省|市|县|区|(?:县|市|州|区|盟|旗|[(（)）、])+"
    r"|行政区划?(?:名称)?|地区名称|城市名称|单位名称|街道|辖区|area|city|place|province",
    "code": r".*(?:代码|编码|区划码?)|code",
    "year": r"年份|年度|.{0,4}年[份度]|时间|年|时期|日期|year",
    "indicator": r"指标|指标名称|主要指标|项目|统计指标|内容|类别|名称|指标项|监测指标|indicator",
    "unit": r"单位|计量单位|指标单位|unit",
    "number": r"序号|编号|no\.?|顺序|排名|位次",
    "words": r"备注|说明|来源|数据来源|资料来源|属性|指标属性|性质|类型|责任单位|牵头部门|责任部门|文件依据|remarks?|notes?",
}
ROLE = {role: re.compile(words, re.I) for role, words in HEADS.items()}
MOST_COLUMNS = 512


@dataclass(frozen=True)
class Column:
    """A column of a table: what it is, and the words of its heads from above, each with its cell."""

    at: int
    role: str
    heads: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """Its heads in one text."""
        return " ".join(dict.fromkeys(cell.printed for cell in self.heads))


def columns(block: Block, sheet: Sheet, ground: Ground) -> list[Column]:
    """Return the columns of a table from the left, at most ``MOST_COLUMNS``."""
    body: dict[int, list[Cell]] = {}
    for row in block.rows:
        for cell in row.cells:
            body.setdefault(cell.column, []).append(cell)
    heads = _heads(block, sheet)
    order = sorted(set(body) | set(heads))[:MOST_COLUMNS]
    found = [
        Column(
            at,
            _role([cell.printed for cell in heads.get(at, ())], body.get(at, []), ground, first=at == order[0]),
            tuple(heads.get(at, ())),
        )
        for at in order
    ]
    return _settled(found, body)


def _role(heads: list[str], cells: list[Cell], ground: Ground, *, first: bool) -> str:
    head = re.sub(r"[\s/、]", "", plain(heads[-1])) if heads else ""
    named = next((role for role, words in ROLE.items() if words.fullmatch(head)), "") if head else None
    if not cells:
        return named or "empty"
    amounts = sum(cell.kind in ("amount", "missing", "error") for cell in cells)
    words = [cell.printed for cell in cells if cell.kind == "words"]
    places = sum(bool(candidates(text, ground)) or is_total(text) or is_part(text) for text in words)
    if words and (places >= 0.6 * len(cells) or (named == "place" and places)):
        return "place"
    return _by_content(named, cells, amounts, words, ground, first=first)


def _by_content(
    named: str | None, cells: list[Cell], amounts: int, words: list[str], ground: Ground, *, first: bool
) -> str:
    many = 0.6 * len(cells)
    if named != "number" and _often(cells, lambda cell: bool(code_in(cell.printed, ground))) >= many and not words:
        return "code" if named in ("code", "place", None) else "figures"
    if named == "code":
        return "code"
    if named == "number" or (named is None and first and _counts_rows(cells)):
        return "number"
    if _often(cells, lambda cell: cell.year is not None) >= many and named in ("year", None):
        return "year"
    if sum(bool(unit_printed(text)) for text in words) >= max(many, 1):
        return "unit"
    if named in ("indicator", "words", "place", "year", "unit") and len(words) >= amounts:
        return "words" if named in ("place", "unit") else named
    return "figures" if amounts else "words"


def _often(cells: list[Cell], holds: Callable[[Cell], bool]) -> int:
    return sum(holds(cell) for cell in cells)


def _counts_rows(cells: list[Cell]) -> bool:
    """Tell whether a column without a head numbers its rows."""
    texts = [cell.plain for cell in cells]
    return len(texts) >= 3 and texts == [str(at) for at in range(1, len(texts) + 1)]


def _settled(found: list[Column], body: dict[int, list[Cell]]) -> list[Column]:
    """Return the columns with one of words as that of names, where no column is said to be and the places do not stand in rows."""
    roles = {column.role for column in found}
    if "indicator" in roles or "figures" not in roles:
        return found
    first = min(column.at for column in found if column.role == "figures")
    before = [column for column in found if column.role == "words" and column.at < first and body.get(column.at)]
    texts = {column.at: [cell.printed for cell in body[column.at]] for column in before}
    names = [
        column
        for column in before
        if not _is_said(column, "words") and any(len(bare(text)) > 1 for text in texts[column.at])
    ]
    if "place" in roles or not names:
        return found
    return [Column(column.at, "indicator", column.heads) if column == names[0] else column for column in found]


def _is_said(column: Column, role: str) -> bool:
    return bool(column.heads) and bool(ROLE[role].fullmatch(column.heads[-1].plain))


def _heads(block: Block, sheet: Sheet) -> dict[int, list[Cell]]:
    """Return the heads over each column from above: a merged one over all it spans, one with blanks to its right over what stands below them."""
    spread: list[dict[int, Cell]] = []
    wide = max((cell.column for row in (*block.heads, *block.rows) for cell in row.cells), default=0)
    for row in block.heads:
        level = {cell.column: cell for cell in row.cells}
        for (top, left), (_, right) in sheet.spread.get(row.at, ()):
            first = sheet.cells.get((top, left))
            if first is not None:
                level.update({column: first for column in range(left, min(right, wide) + 1) if column not in level})
        spread.append(level)
    for upper, lower in pairwise(spread):
        _fill_right(upper, lower)
    found: dict[int, list[Cell]] = {}
    for level in spread:
        for column, cell in level.items():
            if cell not in found.setdefault(column, []):
                found[column].append(cell)
    return found


def _fill_right(upper: dict[int, Cell], lower: dict[int, Cell]) -> None:
    """Give the columns under no head of their own the one to their left, if that too has a lower head."""
    last: Cell | None = None
    for column in sorted(lower):
        if column in upper:
            last = upper[column] if lower[column] != upper[column] else None
        elif last is not None:
            upper[column] = last
