"""What a cell of a table says: a number with its bound, size and unit; that it is missing; or neither."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Literal

from loaders.own_table.units import PRINTED, SIZE, plain, size_of

MISSING = re.compile(
    r"[.。…·•⋯]+|[-‐‑‒–—―−_─]+|/+|\\+|\*+|×+|(?i:n\.?/?a\.?|nan|null|none|#n/a)|缺失?|空缺?|暂无|暂缺|不详|未统计|无数据"
)
ERROR = re.compile(r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)", re.I)
NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+"
BEFORE = {
    ">=": r"≥|≧|>=|=>|不低于|不少于|不小于|至少|最低",
    "<=": r"≤|≦|<=|不超过|不高于|不多于|不大于|最高|最多",
    ">": r">|超过|高于|大于|多于|突破",
    "<": r"<|低于|小于|少于|不足",
    "~": r"≈|~|约|近",
}
AFTER = {">=": r"及?以上|余|多", "<=": r"及?以[下内]", "~": r"左右|上下"}
SHAPE = re.compile(
    rf"(?P<before>{'|'.join(f'(?:{words})' for words in BEFORE.values())})?"
    rf"(?P<low>{NUMBER})(?P<low_size>{SIZE})(?P<low_unit>%)?"
    rf"(?:(?:-|~|—|–|至|到)(?P<high>{NUMBER})(?P<high_size>{SIZE}))?"
    rf"(?P<loose>余|多)?(?P<unit>{PRINTED})?"
    rf"(?P<after>{'|'.join(AFTER.values())})?"
    r"(?P<mark>(?:[*#①②③④⑤⑥⑦⑧⑨]|\[\d\]|\(注?\d\))+)?"
)
BRACKETS = re.compile(r"[\[(【〔](.*)[\])】〕]")
NO_AMOUNT = ("岁", "年", "级", "个月")  # 60岁以上 is a group, 2023年 a date
YEARS = range(1949, 2101)
YEAR_ALONE = re.compile(r"(\d{4})(?:年度?(?:年?[底末])?)?")


@dataclass(frozen=True)
class Amount:
    """A number in a cell, its size multiplied out, and what stands around it."""

    value: float
    high: float
    comparator: str
    unit: str = ""  # as printed in the cell
    sized: bool = False  # its size (万) is printed in the cell
    notes: tuple[tuple[str, str], ...] = ()  # rules of `RULES`, each with the mark that is printed


Kind = Literal["amount", "missing", "error", "words"]


@dataclass(frozen=True)
class Cell:
    """A used cell: its place from 0, its number or words, how it is printed, and whether it is shown as a percentage."""

    row: int
    column: int
    value: float | str
    printed: str
    percent: bool = False

    @property
    def name(self) -> str:
        """Its name: B3 is the second column's third row."""
        return cell_name(self.row, self.column)

    @cached_property
    def plain(self) -> str:
        """What is printed, in half-width signs, without spaces."""
        return plain(self.printed).replace(" ", "")

    @cached_property
    def amount(self) -> Amount | None:
        """The number in it."""
        if isinstance(self.value, str):
            return amount_in(self.value)
        return Amount(self.value, self.value, "=", "%" if self.percent else "", self.percent)

    @cached_property
    def kind(self) -> Kind:
        """Whether it holds an amount, says that it is missing, shows an error, or holds other words."""
        if not isinstance(self.value, str):
            return "amount"
        if MISSING.fullmatch(self.plain):
            return "missing"
        if ERROR.fullmatch(self.plain):
            return "error"
        return "amount" if self.amount else "words"

    @cached_property
    def year(self) -> int | None:
        """The year that it holds and nothing else: 2023, 2023年, ２０２３年末."""
        found = None if self.percent else YEAR_ALONE.fullmatch(self.plain)
        return int(found[1]) if found and int(found[1]) in YEARS else None


def amount_in(text: str) -> Amount | None:
    """Return the number in a cell's words; nothing where they are none.

    >>> amount_in("≥１２，３４５ 张")
    Amount(value=12345.0, high=12345.0, comparator='>=', unit='张', sized=True, notes=())
    """
    text = plain(text)
    inner = BRACKETS.fullmatch(text)
    if inner and text[0] == "(":  # it may be negative
        return None
    found = SHAPE.fullmatch(inner[1].strip() if inner else text)
    if found is None or found["unit"] in NO_AMOUNT:
        return None
    return _amount(found, bracketed=inner is not None)


def _amount(found: re.Match[str], *, bracketed: bool) -> Amount | None:
    unit = found["unit"] or found["low_unit"] or ""
    high_size = size_of(found["high_size"] or "")
    try:
        low = _exact(found["low"]) * size_of(found["low_size"] or "")
        high = _exact(found["high"]) * high_size if found["high"] else low
        if found["high"] and not found["low_size"] and high_size > 1:
            low *= high_size  # 2-3万
        value, upper = float(low), float(high)
    except (InvalidOperation, OverflowError):
        return None
    if upper < value or abs(upper) > 1e15:
        return None
    notes = [("footnote", str(found["mark"]))] if found["mark"] else []
    notes += [("bracketed", "")] if bracketed else []
    comparator = "range" if found["high"] else _comparator(found)
    sized = bool(unit or found["low_size"] or found["high_size"])
    return Amount(value, upper, comparator, unit, sized, tuple(notes))


def _exact(text: str) -> Decimal:
    return Decimal(re.sub("[, ]", "", text))


def _comparator(found: re.Match[str]) -> str:
    if found["loose"]:
        return ">="
    for words, printed in ((BEFORE, found["before"]), (AFTER, found["after"])):
        for sign, pattern in words.items():
            if printed and re.fullmatch(pattern, printed):
                return sign
    return "="


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell counted from 0.

    >>> cell_name(2, 1), cell_name(0, 701)
    ('B3', 'ZZ1')
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def range_name(first: tuple[int, int], last: tuple[int, int]) -> str:
    """Return the name of a range: A1:B2, or A1 where it is one cell."""
    start, end = cell_name(*first), cell_name(*last)
    return start if start == end else f"{start}:{end}"
