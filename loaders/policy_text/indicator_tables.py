"""Tables of indicators within a text, as plans print them: a head with years, and rows of a name, a unit and a value a year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.policy_text.dates import PLANS
from loaders.policy_text.quantities import UNIT
from loaders.policy_text.view import View

CELL = re.compile(r"[^\t|｜ \u3000\xa0]+")
YEAR = re.compile(
    r"[“\"]?(?:(20\d\d)年?|(十[一二三四五六])五[”\"]?(?:末|期末)?)(?:底|末)?[”\"]?(?:实际值?|目标值?|现状|完成值?|规划值?)?"
)
VALUE = re.compile(r"([≥>≤<=约]|不低于|不少于|大于|超过)?\s*(\d+(?:\.\d+)?)\s*(%|‰)?\s*(以上|左右|以内)?")
NONE = re.compile(r"[-—–/]+|…+|\*")
UNIT_OF_NAME = re.compile(r"[（(]([^（()）]{1,10})[)）]$")
SIGNS = {
    "≥": ">=",
    "不低于": ">=",
    "不少于": ">=",
    "以上": ">=",
    ">": ">",
    "大于": ">",
    "超过": ">",
    "≤": "<=",
    "以内": "<=",
    "<": "<",
    "约": "~",
    "左右": "~",
}
SCALES = {"万": 10_000.0, "亿": 100_000_000.0}
LONGEST_NAME = 40


@dataclass(frozen=True)
class Printed:
    """A value of such a table: its row, from its name to its last cell, and its cell are bounds in the raw text.

    ``ends``: at the end of the year; ``first``: of the table's first year.
    """

    row: tuple[int, int]
    cell: tuple[int, int]
    name: str
    unit: str
    value: float
    comparator: str
    year: int
    ends: bool
    first: bool


@dataclass(frozen=True)
class _Head:
    years: list[tuple[int, bool]]
    unit_column: bool


def printed_values(view: View) -> list[Printed]:
    """Return the values of all tables of indicators in a text, in order."""
    found: list[Printed] = []
    head: _Head | None = None
    at = 0
    for line in view.raw.splitlines(keepends=True):
        cells = [(match.group(), at + match.start(), at + match.end()) for match in CELL.finditer(line.rstrip("\n"))]
        years = [year for text, _start, _end in cells if (year := _year(text))]
        if len(years) >= 2 and len(years) * 2 >= len(cells) - 4 and len(cells) <= 12:
            head = _Head(years, any(text == "单位" for text, _start, _end in cells))
        elif head and (values := list(_of_row(cells, head))):
            found += values
        elif cells and len(line) > 60:
            head = None  # running text ends a table
        at += len(line)
    return found


def _year(text: str) -> tuple[int, bool] | None:
    match = YEAR.fullmatch(text)
    if match is None:
        return None
    return (int(match[1]) if match[1] else PLANS[match[2]]), "底" in text or "末" in text


def _of_row(cells: list[tuple[str, int, int]], head: _Head) -> Iterator[Printed]:
    """Return the values of a row: as many cells as there are years, behind the name of an indicator."""
    named = next(
        (at for at, (text, _start, _end) in enumerate(cells) if len(re.findall("[\u4e00-\u9fff]", text)) >= 3), None
    )
    if named is None or len(cells[named][0]) > LONGEST_NAME:
        return
    name, start, _end = cells[named]
    rest = cells[named + 1 :]
    unit = UNIT_OF_NAME.search(name)
    unit_text = unit[1] if unit else ""
    if head.unit_column and rest and not VALUE.fullmatch(rest[0][0]):
        unit_text, rest = rest[0][0], rest[1:]
    values = rest[: len(head.years)]
    if len(values) < len(head.years) or not all(
        VALUE.fullmatch(text) or NONE.fullmatch(text) for text, _start, _end in values
    ):
        return
    for order, ((text, first, last), (year, ends)) in enumerate(zip(values, head.years, strict=True)):
        if match := VALUE.fullmatch(text):
            scale = next((size for letter, size in SCALES.items() if unit_text.startswith(letter)), 1.0)
            kind = UNIT.match(match[3] or unit_text.lstrip("万亿") or "个")
            sign = SIGNS.get(match[1] or "") or SIGNS.get(match[4] or "") or "="
            yield Printed(
                (start, values[-1][2]),
                (first, last),
                UNIT_OF_NAME.sub("", name),
                str(kind.lastgroup) if kind else "",
                round(float(match[2]) * scale, 6),
                sign,
                year,
                ends,
                order == 0,
            )
