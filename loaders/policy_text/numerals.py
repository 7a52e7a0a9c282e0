"""Numbers as Chinese documents print them: 5.04万, 12万3千, 1,234, 三十, 两, 十余."""

import re
from dataclasses import dataclass

DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "〇": 0}
SIZES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
SCALED = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
SCALE = r"[十百千]?万亿|[十百千]?[万亿]|[千百](?![分名])"
ARABIC = re.compile(
    rf"(?<![A-Za-z\d.])(?P<first>{SCALED})(?:(?:[余多](?=[万亿]))?(?P<scale>{SCALE})(?:(?P<second>\d+)(?P<small>[千百])(?![分名]))?)?"
)
CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
LONGEST = 20  # letters; what is longer counts nothing
COUNTS = re.compile(r"[一二两三四五六七八九十]")


@dataclass(frozen=True)
class Number:
    """A number in a text: ``text[start:end]``, its value with 万 and 亿 multiplied out, and whether it is in Chinese numerals."""

    start: int
    end: int
    value: float
    words: bool = False


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text in order: Arabic ones with the 万 or 亿 behind them, and Chinese numerals."""
    found = [_arabic(match) for match in ARABIC.finditer(text) if len(match["first"]) <= LONGEST]
    taken = {at for number in found for at in range(number.start, number.end)}
    for match in CHINESE.finditer(text):
        if len(match[0]) <= LONGEST and match.start() not in taken and COUNTS.search(match[0]):
            found.append(Number(match.start(), match.end(), float(chinese_value(match[0])), words=True))
    return sorted(found, key=lambda number: number.start)


def _arabic(match: re.Match[str]) -> Number:
    value = float(match["first"].replace(",", ""))
    for letter in match["scale"] or "":
        value *= SIZES[letter]
    if match["second"]:
        value += float(match["second"]) * SIZES[match["small"]]
    return Number(match.start(), match.end(), _whole(value))


def _whole(value: float) -> float:
    """Return a value without the dust of a multiplication: 5.04 × 10,000 is 50,400."""
    return round(value, 6)


def chinese_value(word: str) -> int:
    """Return the value of a Chinese numeral: 一亿二千万 is 120,000,000; 二〇二五 is 2025."""
    if len(word) > 1 and not any(letter in SIZES for letter in word):
        return int("".join(str(DIGITS[letter]) for letter in word))
    total = section = digit = 0  # 亿 and 万 close a section, 千, 百 and 十 stand within one
    for letter in word:
        size = SIZES.get(letter, 0)
        if not size:
            digit = DIGITS[letter]
        elif size < 10_000:
            section, digit = section + (digit or 1) * size, 0
        elif size == 10_000:
            total, section, digit = total + ((section + digit) or 1) * size, 0, 0
        else:
            total, section, digit = ((total + section + digit) or 1) * size, 0, 0
    return total + section + digit
