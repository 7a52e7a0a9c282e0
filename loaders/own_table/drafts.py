"""The figures of one table before they are settled: each cell with what its row, its column, its section and the title say of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.own_table.blocks import Block, Row
from loaders.own_table.columns import Column, columns
from loaders.own_table.ground import Ground
from loaders.own_table.heads import Dated, Head, dates_in, head_of
from loaders.own_table.places import LEADING, candidates, code_in, is_part, is_total, named_in
from loaders.own_table.records import Cell, Reason, Sheet
from loaders.own_table.titles import Frame
from loaders.own_table.units import plain, unit_printed
from loaders.own_table.values import Amount

AGE_GROUP = re.compile(r"\d{2,3}周?岁(?:及|\(含\))?以上")
KEYS = ("place", "year", "indicator")


@dataclass(frozen=True)
class Whose:
    """Whom a figure is about: its candidates, one where it is certain; ``total`` where it is a sum of the title's place."""

    text: str
    found: tuple[str, ...]
    cell: Cell | None
    reasons: tuple[Reason, ...] = ()
    within: tuple[str, ...] = ()
    total: bool = False
    before: str = ""
    code: str = ""


@dataclass(frozen=True)
class Draft:
    """A figure with what is said of it; what nothing says is empty or None."""

    cell: Cell
    amount: Amount
    whose: Whose
    names: tuple[str, ...]
    anchor: Cell  # the head or label that names it
    dated: Dated | None
    unit: str
    kind: str
    kind_text: str
    of_title: bool = False  # its year is the title's


@dataclass(frozen=True)
class Section:
    """What a line between rows says of those below it."""

    cell: Cell
    places: tuple[str, ...]
    dated: Dated | None
    name: str
    unit: str


@dataclass
class Found:
    """The figures of a table, and its cells that gave none: cell, reason and values."""

    drafts: list[Draft] = field(default_factory=list)
    left: list[tuple[Cell, str, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    blank: set[int] = field(default_factory=set)  # rows that name a place and nothing else


class Table:
    """One table of a sheet, read row by row."""

    def __init__(self, block: Block, sheet: Sheet, frame: Frame, ground: Ground) -> None:
        """Take a table with what stands above it."""
        self.block, self.sheet, self.frame, self.ground = block, sheet, frame, ground
        self.columns = columns(block, sheet, ground)
        self.roles = {
            role: [column for column in self.columns if column.role == role]
            for role in (*KEYS, "code", "unit", "figures")
        }
        self.heads = {column.at: self._head(column) for column in self.columns if column.role == "figures"}
        self.rows = {row.at for row in (*block.rows, *block.sections)}
        self.by_place = {column.at: column for column in self.columns}
        self.near: dict[tuple[str, int], Column | None] = {}
        self.merged = sheet.ranges
        self._complete_shares()
        self.above: dict[int, Cell] = {}  # the last name in each column
        self.section: Section | None = None
        corner = [found for column in self.columns if column.role != "figures" for found in dates_in(column.text)]
        self.corner = corner[0] if len(corner) == 1 else None
        self.city = ""  # the last row that is no county, until one that does not lie in it

    def _complete_shares(self) -> None:
        """Let a head such as 占总人口比重 begin with the name of the column before it."""
        before = ""
        for at in sorted(self.heads):
            head, places, names = self.heads[at]
            if names[0].startswith("占") and before:
                self.heads[at] = head, places, (before + names[0],)
            elif names[0]:
                before = names[0]

    def found(self) -> Found:
        """Return the figures of the table, and what gave none."""
        found = Found(columns=self.columns)
        sections = {row.at: row for row in self.block.sections}
        for row in sorted([*self.block.rows, *self.block.sections], key=lambda row: row.at):
            if row.at in sections and not self._is_blank(row):
                self._enter(row)
            elif row.at in sections:
                self._pass(candidates(row.cells[0].printed, self.ground))
                found.blank.add(row.at)
            else:
                self._read(row, found)
        return found

    def _is_blank(self, row: Row) -> bool:
        """Tell whether a line is the row of a place whose figures are left blank."""
        places = {column.at for column in self.roles["place"]}
        return row.cells[0].column in places and bool(candidates(row.cells[0].printed, self.ground))

    def _head(self, column: Column) -> tuple[Head, tuple[Cell, ...], tuple[str, ...]]:
        """Return what a column's heads say together, those that name a place, and its names: whole, and the lowest alone."""
        places = tuple(cell for cell in column.heads if candidates(cell.printed, self.ground) or is_total(cell.printed))
        heads = [head_of(cell.printed) for cell in column.heads if cell not in places]
        names = [head.name for head in heads if head.name]
        whole = _joined(names)
        said = [head for head in reversed(heads) if head.kind]
        merged = Head(
            column.text,
            whole,
            next((head.dated for head in reversed(heads) if head.dated), None),
            next((head.unit for head in reversed(heads) if head.unit), ""),
            said[0].kind if said else "",
            said[0].kind_text if said else "",
        )
        return merged, places, (whole, *names[-1:])

    def _enter(self, row: Row) -> None:
        """Keep what a line between rows says of those below it."""
        text = row.cells[0].printed
        dates = dates_in(text)
        places = candidates(text, self.ground) or named_in(text, self.ground)
        head = head_of(LEADING.sub("", plain(text).replace(" ", "")))
        name = "" if places else head.name
        self.section = Section(row.cells[0], places, dates[0] if len(dates) == 1 else None, name, head.unit)

    def _read(self, row: Row, found: Found) -> None:
        keys = self._keys(row)
        for cell in row.cells:
            if cell.column not in self.heads:
                continue
            kind = cell.kind
            if kind != "amount":
                reason = {"missing": "missing", "error": "error_value"}.get(kind, "not_a_number")
                found.left.append((cell, reason, ()))
                continue
            if reason := self._no_figure(cell):
                found.left.append((cell, reason, ()))
                continue
            value = cell.amount
            if value is not None:
                found.drafts.append(self._draft(cell, value, keys))

    def _no_figure(self, cell: Cell) -> str:
        first, last = self.merged.get((cell.row, cell.column), ((cell.row, cell.column), (cell.row, cell.column)))
        if first == last:
            return ""
        spans = [row for row in range(first[0], min(last[0], first[0] + 1000) + 1) if row in self.rows]
        wide = [column for column in range(first[1], min(last[1], first[1] + 1000) + 1) if column in self.heads]
        return "merged_value" if len(spans) > 1 or len(wide) > 1 else ""

    def _keys(self, row: Row) -> dict[int, tuple[Cell, bool]]:
        """Return the names in a row by column, and whether each stands in a row above: in a merged cell, or where the place below is left blank."""
        keys: dict[int, tuple[Cell, bool]] = {}
        own = {cell.column: cell for cell in row.cells}
        for role in (*KEYS, "code", "unit"):
            for column in self.roles[role]:
                cell = own.get(column.at) or self._of_merged(row.at, column.at)
                if cell is not None:
                    keys[column.at] = cell, cell.row != row.at
        named = [column for role in KEYS for column in self.roles[role] if column.at in keys]
        for role in KEYS:
            for column in self.roles[role]:
                if column.at not in keys and named and column.at in self.above and self._may_fill(column, named):
                    keys[column.at] = self.above[column.at], True
        self.above = {at: cell for at, (cell, _) in keys.items()}
        return keys

    def _may_fill(self, column: Column, named: Sequence[Column]) -> bool:
        """Tell whether a blank name is that of the row above: of places only one left of, or without, another that is named."""
        places = [other.at for other in named if other.role == "place"]
        return column.role != "place" or not places or column.at < min(places)

    def _of_merged(self, row: int, column: int) -> Cell | None:
        first = self.merged.get((row, column))
        return self.sheet.cells.get(first[0]) if first else None

    def _draft(self, cell: Cell, value: Amount, keys: dict[int, tuple[Cell, bool]]) -> Draft:
        head, places, names = self.heads[cell.column]
        label = self._key("indicator", cell.column, keys)
        row_head = head_of(LEADING.sub("", label.plain)) if label else None
        year = self._key("year", cell.column, keys)
        section = self.section
        dated = (
            head.dated
            or (_year(year) if year else None)
            or (row_head.dated if row_head else None)
            or (section.dated if section else None)
            or self.corner
        )
        unit = self._key("unit", cell.column, keys)
        printed = value.unit or (_unit_in(unit) if unit else "") or (row_head.unit if row_head else "") or head.unit
        printed = printed or (section.unit if section else "")
        kind = next(((each.kind, each.kind_text) for each in (head, row_head) if each and each.kind), ("", ""))
        named = self._names(names, row_head)
        anchor = (
            label or next(iter(reversed(self.column(cell.column).heads)), None) or next(iter(self.frame.titles), cell)
        )
        return Draft(cell, value, self._whose(cell, places, keys), named, anchor, dated, printed, *kind)

    def _names(self, names: tuple[str, ...], row_head: Head | None) -> tuple[str, ...]:
        """Return what a figure is called, and what else it may be: with the title's words, without its group's."""
        whole = _joined([row_head.name, names[0]]) if row_head else names[0]
        if AGE_GROUP.fullmatch(whole):
            whole += self.frame.name or "人口"
        if not whole:
            return ((self.section.name if self.section else "") or self.frame.name,)
        subject = re.match(r"(?:养老机构|医养结合机构|养老服务|社区养老|养老)", self.frame.name)
        others = [subject[0] + whole] if subject and not whole.startswith(subject[0]) else []
        return (whole, *others, *(() if row_head else names[1:]))

    def column(self, at: int) -> Column:
        """Return the column at a place."""
        return self.by_place[at]

    def _key(self, role: str, at: int, keys: dict[int, tuple[Cell, bool]]) -> Cell | None:
        """Return the name of a role that is nearest to the left of a column, or else nearest to its right."""
        found = self._nearest(role, at)
        return keys[found.at][0] if found and found.at in keys else None

    def _nearest(self, role: str, at: int) -> Column | None:
        if (role, at) not in self.near:
            self.near[role, at] = self._search(role, at)
        return self.near[role, at]

    def _search(self, role: str, at: int) -> Column | None:
        left = [column for column in self.roles[role] if column.at < at]
        right = [column for column in self.roles[role] if column.at > at]
        return left[-1] if left else right[0] if right else None

    def _whose(self, cell: Cell, heads: tuple[Cell, ...], keys: dict[int, tuple[Cell, bool]]) -> Whose:
        column = self._nearest("place", cell.column)
        section = self.section
        areas = section.places if section else ()
        if column is not None:
            return self._of_row(column, cell.column, keys, areas)
        if heads:
            return Whose(
                heads[-1].printed,
                candidates(heads[-1].printed, self.ground),
                heads[-1],
                total=is_total(heads[-1].printed) and not candidates(heads[-1].printed, self.ground),
            )
        if section and areas:
            return Whose(section.cell.printed, areas, section.cell)
        code = self._key("code", cell.column, keys)
        if code and code_in(code.printed, self.ground):
            return Whose(
                code.printed, (code_in(code.printed, self.ground),), code, code=code_in(code.printed, self.ground)
            )
        text = next(
            (title.printed for title in self.frame.titles if named_in(title.printed, self.ground)), self.sheet.name
        )
        return Whose(text, self.frame.areas, None, (Reason("place_of_title", (("text", text),)),))

    def _of_row(self, column: Column, at: int, keys: dict[int, tuple[Cell, bool]], areas: tuple[str, ...]) -> Whose:
        """Return whom a row names: its last name to the left, those before it being the areas that it lies in."""
        group = self._place_group(column)
        named = [keys[each.at] for each in group if each.at in keys]
        if not named:
            return Whose("", (), None)
        cell, filled = named[-1]
        if len(named) > 1 and is_total(cell.printed):  # 甘肃省 | 合计 is 甘肃省
            cell, filled = named[-2]
            named = named[:-1]
        within = self._around([other for other, _ in named[:-1]]) or areas
        code = self._key("code", at, keys)
        reasons = (Reason("filled_down"),) if filled else ()
        text = cell.printed
        found = candidates(text, self.ground)
        printed = code_in(code.printed, self.ground) if code else ""
        self._pass(found)
        return Whose(text, found, cell, reasons, within, is_total(text) and not found, self.city, printed)

    def _around(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        """Return the places that the columns to the left narrow a row down to: 江苏, then 徐州 in it."""
        areas: tuple[str, ...] = ()
        for cell in cells:
            found = candidates(cell.printed, self.ground)
            inner = tuple(code for code in found if any(self.ground.is_within(code, area) for area in areas))
            areas = inner or found or areas
        return areas

    def _pass(self, found: tuple[str, ...]) -> None:
        """Keep the city that the rows below may lie in."""
        if len(found) == 1 and self.ground.places[found[0]].level != "county":
            self.city = found[0]
        elif self.city and len(found) == 1 and not self.ground.is_within(found[0], self.city):
            self.city = ""

    def _place_group(self, column: Column) -> list[Column]:
        """Return the columns of places that stand together, the given one last: 省, 市, 县."""
        group = [column]
        for other in reversed(self.roles["place"]):
            between = [each for each in self.columns if other.at < each.at < group[0].at and each.role == "figures"]
            if other.at < group[0].at and not between:
                group.insert(0, other)
        return group


def is_no_place(whose: Whose) -> str:
    """Return why a row's name is of no place: a sum of some rows, or unknown; empty where it is one or may be."""
    if whose.found or whose.total or whose.code or whose.cell is None:
        return ""
    return "subtotal" if is_part(whose.text) else "place_unknown"


def _joined(names: Sequence[str]) -> str:
    """Return the names of a group and of what stands under it as one, without what is said twice."""
    whole = ""
    for name in filter(None, names):
        if name in whole:
            continue
        whole = name if whole and whole in name else whole + name
    return whole


def _year(cell: Cell) -> Dated | None:
    alone = cell.year
    if alone is not None:
        found = dates_in(cell.printed)
        return found[0] if found else Dated(alone, str(alone), cell.printed)
    found = dates_in(cell.printed)
    return found[0] if len(found) == 1 else None


def _unit_in(cell: Cell) -> str:
    return unit_printed(cell.printed)
