"""What of a sheet gave no figure, each with its reason: cells of one reason below one another are told together."""

from collections.abc import Iterable

from loaders.own_table.blocks import MOST_BLOCKS, Block, Row
from loaders.own_table.columns import MOST_COLUMNS
from loaders.own_table.drafts import Found
from loaders.own_table.records import UNUSED, Sheet, Unused
from loaders.own_table.values import Cell, range_name

LONGEST = 200  # letters of what is shown of a cell
MOST_LINES = 50  # of one table, told one by one
COLUMNS = {"number": "number_column", "code": "code_column", "words": "text_column"}


def left_out(sheet: Sheet, read: Iterable[tuple[Block, Found]]) -> list[Unused]:
    """Return what of a sheet was not used, from the top."""
    told: list[tuple[tuple[int, int], Unused]] = []
    any_figures = False
    for block, found in read:
        body: dict[int, list[Cell]] = {}
        for cell in (cell for row in block.rows for cell in row.cells):
            body.setdefault(cell.column, []).append(cell)
        any_figures = any_figures or bool(found.drafts)
        told += _rows(sheet, block, found)
        told += [
            _column(sheet, body[column.at], COLUMNS[column.role], block)
            for column in found.columns
            if column.role in COLUMNS and column.at in body
        ]
        told += _runs(sheet, found)
        told += _beyond(sheet, block, found)
    told += [
        (at, Unused(sheet.name, range_name(at, at), "formula_without_value", ""))
        for at in sheet.unsaved
        if at not in sheet.cells
    ]
    if not any_figures:
        told.append(((-1, 0), Unused(sheet.name, "", "no_table", "")))
    return [unused for _, unused in sorted(told, key=lambda pair: pair[0])]


def _rows(sheet: Sheet, block: Block, found: Found) -> list[tuple[tuple[int, int], Unused]]:
    reasons = [
        ("title", block.titles),
        ("note", block.notes),
        ("section", [row for row in block.sections if row.at not in found.blank]),
        ("text_row", [row for row in block.sections if row.at in found.blank]),
        ("column_numbers", block.numbered),
        ("text_row", block.words),
        ("tables_too_many", block.beyond),
    ]
    if not found.drafts and not found.left:
        reasons.append(("head_only", block.heads))
    return [told for reason, rows in reasons for told in _lines(sheet, rows, reason)]


def _lines(sheet: Sheet, rows: list[Row], reason: str) -> list[tuple[tuple[int, int], Unused]]:
    """Return lines one by one, of many the first ones, and the others as one range."""
    told = []
    for part in [*([row] for row in rows[:MOST_LINES]), *([rows[MOST_LINES:]] if len(rows) > MOST_LINES else [])]:
        first, last = (part[0].at, part[0].cells[0].column), (part[-1].at, part[-1].cells[-1].column)
        text = " ".join(cell.printed for cell in part[0].cells[:12])
        values = (("limit", str(MOST_BLOCKS)),) if reason == "tables_too_many" else ()
        told.append((first, Unused(sheet.name, range_name(first, last), reason, text[:LONGEST], values)))
    return told


def _column(sheet: Sheet, cells: list[Cell], reason: str, block: Block) -> tuple[tuple[int, int], Unused]:
    column = cells[0].column
    first, last = (cells[0].row, column), (cells[-1].row, column)
    heads = [cell.printed for row in block.heads for cell in row.cells if cell.column == column]
    text = " ".join([*heads, *(cell.printed for cell in cells[:3])])
    return first, Unused(sheet.name, range_name(first, last), reason, text[:LONGEST])


def _beyond(sheet: Sheet, block: Block, found: Found) -> list[tuple[tuple[int, int], Unused]]:
    columns = {cell.column for row in (*block.heads, *block.rows) for cell in row.cells}
    if len(columns) <= MOST_COLUMNS or not found.columns:
        return []
    at = (block.heads[0].at if block.heads else block.rows[0].at, found.columns[-1].at + 1)
    values = (("columns", str(len(columns))), ("limit", str(MOST_COLUMNS)))
    return [(at, Unused(sheet.name, range_name(at, (at[0], max(columns))), "sheet_too_wide", "", values))]


def _runs(sheet: Sheet, found: Found) -> list[tuple[tuple[int, int], Unused]]:
    """Return the cells that gave no figure, those of one reason below or beside one another as one range."""
    left = {(cell.row, cell.column): (cell, reason, values) for cell, reason, values in found.left}
    runs: list[list[Cell]] = []
    taken: set[tuple[int, int]] = set()
    for (row, column), (cell, reason, values) in sorted(left.items()):
        if (row, column) in taken:
            continue
        across, down = _run(left, row, column, 0, 1, (reason, values)), _run(left, row, column, 1, 0, (reason, values))
        run = across if len(across) >= len(down) else down
        run = [each for each in run if (each.row, each.column) not in taken] or [cell]
        taken |= {(each.row, each.column) for each in run}
        runs.append(run)
    return [_told(sheet, run, left[run[0].row, run[0].column]) for run in runs]


def _run(left: dict, row: int, column: int, down: int, right: int, told: tuple) -> list[Cell]:
    found = []
    while (row, column) in left and left[row, column][1:] == told:
        found.append(left[row, column][0])
        row, column = row + down, column + right
    return found


def _told(sheet: Sheet, run: list[Cell], left: tuple) -> tuple[tuple[int, int], Unused]:
    first, last = (run[0].row, run[0].column), (run[-1].row, run[-1].column)
    values = tuple((name, value) for name, value in left[2] if value and f"{{{name}}}" in _sentence(left[1]))
    return first, Unused(sheet.name, range_name(first, last), left[1], run[0].printed[:LONGEST], values)


def _sentence(reason: str) -> str:
    return UNUSED.get(reason, "")
