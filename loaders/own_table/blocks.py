"""The tables of a sheet: which rows are titles, which heads, which hold figures, and which are notes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.own_table.heads import DATED
from loaders.own_table.records import Cell, Sheet
from loaders.own_table.units import ABOVE, unit_printed

NOTE = re.compile(
    r"^[(\[【*※\s]*(?:注|备注|说明|附注|数据来源|资料来源|来源|口径|填表说明|指标解释|填报人|填报单位|制表|审核|单位负责人|联系电话|统计负责人|报出日期)\s*(?:\d|[:：、.]|$|[一二三]|人)|^(?:本表|本页|上表|表中)"
)
ABOVE_TABLE = re.compile(
    r"^(?:(?:续?表|附[件表]|表号|制定机关|批准文号|有效期)[\d\s一二三四五六七八九十:、.\-—]*.{0,20}|填报(?:单位|部门|时间|日期|人).*|.*(?:单位|时间|日期|期别|年份):.*)$"
)
MOST_BLOCKS = 300
NUMBERED = re.compile(r"[甲乙丙丁戊己]|\(?\d{1,3}\)?")


@dataclass(frozen=True)
class Row:
    """A row with a used cell, and what its cells are in sum."""

    at: int
    cells: tuple[Cell, ...]
    kind: str  # line (a title, section or note), words, figures, numbers_of_columns
    years: bool = False  # it has a cell that is a year and nothing else


@dataclass
class Block:
    """A table of a sheet: lines above it, heads, rows of figures with the lines between them, and lines below."""

    titles: list[Row] = field(default_factory=list)
    heads: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    sections: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    numbered: list[Row] = field(default_factory=list)
    words: list[Row] = field(default_factory=list)
    beyond: list[Row] = field(default_factory=list)  # more tables than are read


def blocks(sheet: Sheet, is_place: Callable[[str], bool]) -> list[Block]:
    """Return the tables of a sheet in order.

    Args:
        sheet: its cells.
        is_place: whether a text names a place; a row that begins with one is no head unless the whole head is places.
    """
    rows = [_row(at, cells) for at, cells in _by_row(sheet)]
    following = _following(rows)
    found: list[Block] = []
    at = 0
    while at < len(rows) and len(found) < MOST_BLOCKS:
        block = Block()
        at = _above(rows, at, block)
        at = _heads(rows, at, block, is_place)
        at = _body(rows, at, block, following, is_place)
        found.append(block)
    if at < len(rows):
        found.append(Block(beyond=rows[at:]))
    return found


def _by_row(sheet: Sheet) -> Iterator[tuple[int, list[Cell]]]:
    rows: dict[int, list[Cell]] = {}
    for cell in sheet.cells.values():
        rows.setdefault(cell.row, []).append(cell)
    for at in sorted(rows):
        yield at, sorted(rows[at], key=lambda cell: cell.column)


def _row(at: int, cells: list[Cell]) -> Row:
    kinds = [cell.kind for cell in cells]
    years = [cell.year is not None for cell in cells]
    if len(cells) >= 3 and _is_numbering(cells):
        return Row(at, tuple(cells), "numbers_of_columns")
    if any(kind in ("amount", "missing", "error") and not year for kind, year in zip(kinds, years, strict=True)):
        return Row(at, tuple(cells), "figures", any(years))
    if len(cells) == 1 or (sum(years) < 2 and all(_stands_above(cell) for cell in cells)):
        return Row(at, tuple(cells), "line", any(years))
    return Row(at, tuple(cells), "words", any(years))


def _is_numbering(cells: list[Cell]) -> bool:
    """Tell whether a row numbers its columns: 甲 1 2 3, as printed forms do under their heads."""
    texts = [cell.plain.strip("()") for cell in cells]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    words = [text for text in texts if not text.isdecimal()]
    in_order = len(numbers) >= 2 and all(after - before == 1 for before, after in pairwise(numbers))
    return in_order and all(NUMBERED.fullmatch(text) for text in words) and (bool(words) or numbers[0] == 1)


def _stands_above(cell: Cell) -> bool:
    """Tell whether a cell is of those beside a title: its unit, year, number or who filled it in."""
    text = cell.plain
    return bool(
        ABOVE.search(text)
        or ABOVE_TABLE.match(text)
        or NOTE.match(text)
        or (unit_printed(text) and "单位" in text)
        or DATED.fullmatch(text)
    )


def _above(rows: list[Row], at: int, block: Block) -> int:
    while at < len(rows) and (
        rows[at].kind == "line" or (rows[at].kind == "words" and all(map(_stands_above, rows[at].cells)))
    ):
        block.titles.append(rows[at])
        at += 1
    return at


def _heads(rows: list[Row], at: int, block: Block, is_place: Callable[[str], bool]) -> int:
    labelled: set[int] = set()
    while at < len(rows) and rows[at].kind in ("words", "line", "numbers_of_columns"):
        row = rows[at]
        if row.kind == "numbers_of_columns":
            block.numbered.append(row)
            at += 1
            continue
        first = row.cells[0]
        if block.heads and (first.column in labelled or (row.kind == "line" and not row.years and _is_note(row))):
            break
        if row.years and is_place(first.printed) and not any(is_place(cell.printed) for cell in row.cells[1:]):
            break  # a row whose figures look like years
        if row.kind == "line" and not (block.heads and _is_lower_head(row, block.heads[-1], rows, at)):
            break
        block.heads.append(row)
        labelled.add(first.column)
        at += 1
    return at


def _is_lower_head(row: Row, upper: Row, rows: list[Row], at: int) -> bool:
    """Tell whether a lone cell below heads is a lower head: it stands next to them, under one but the first, and figures follow."""
    follows = at + 1 < len(rows) and rows[at + 1].kind == "figures"
    return follows and row.at == upper.at + 1 and row.cells[0].column > upper.cells[0].column


def _body(rows: list[Row], at: int, block: Block, following: list[Row | None], is_place: Callable[[str], bool]) -> int:
    last = block.heads[-1].at if block.heads else -1
    while at < len(rows):
        row = rows[at]
        if row.kind == "numbers_of_columns" and not block.rows:
            block.numbered.append(row)
        elif row.kind in ("figures", "numbers_of_columns"):
            block.rows.append(row)
        elif row.kind == "line":
            if block.rows and _is_title(row, following[at], block, is_place):
                return at
            after = following[at]
            between = (after and after.kind == "figures") or _is_blank(row, block, is_place)
            (block.sections if between and not _is_note(row) else block.notes).append(row)
        elif _begins(rows, at, last, block) if block.rows else block.heads and _is_head_after_all(rows, at, block):
            return at
        else:
            (block.rows if row.years else block.words).append(row)
        last = row.at
        at += 1
    return at


def _following(rows: list[Row]) -> list[Row | None]:
    """Return for each row the next one that is no line."""
    found: list[Row | None] = []
    after: Row | None = None
    for row in reversed(rows):
        found.append(after)
        after = after if row.kind == "line" else row
    return found[::-1]


def _is_note(row: Row) -> bool:
    return bool(NOTE.match(row.cells[0].plain))


def _is_title(row: Row, after: Row | None, block: Block, is_place: Callable[[str], bool]) -> bool:
    """Tell whether a line below figures is the title of another table: heads follow it, and it is no note and no place left blank."""
    if after is None or after.kind != "words" or _is_note(row):
        return False
    return not _is_blank(row, block, is_place)


def _is_blank(row: Row, block: Block, is_place: Callable[[str], bool]) -> bool:
    """Tell whether a line is the row of a place whose figures are left blank."""
    left = {cell.column for head in block.heads for cell in head.cells[:1]}
    return row.cells[0].column in left and is_place(row.cells[0].printed)


def _begins(rows: list[Row], at: int, last: int, block: Block) -> bool:
    """Tell whether a row of words begins another table: it repeats the heads, or stands apart from what is above it with figures below it."""
    row = rows[at]
    if block.heads and row.cells[0].printed == block.heads[0].cells[0].printed:
        return True
    follows = next((later.kind for later in rows[at + 1 : at + 4] if later.kind != "words"), "")
    return row.at > last + 1 and follows in ("figures", "numbers_of_columns")


def _is_head_after_all(rows: list[Row], at: int, block: Block) -> bool:
    """Tell whether words before the first figures are their head, what came before being none: it has no word over them, this row has."""
    if at + 1 == len(rows) or rows[at + 1].kind != "figures":
        return False
    figures = {cell.column for cell in rows[at + 1].cells if cell.kind == "amount"}
    before = {cell.column for row in block.heads for cell in row.cells}
    return not figures & before and bool(figures & {cell.column for cell in rows[at].cells})
