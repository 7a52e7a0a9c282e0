"""What the words of a head or title say: the year, the unit, the kind, and what is left, the name of what is counted."""

import re
from dataclasses import dataclass

from loaders.own_table.units import plain as folded
from loaders.own_table.units import unit_printed, units_above

PLANS = {
    "十一": 2010,
    "十二": 2015,
    "十三": 2020,
    "十四": 2025,
    "十五": 2030,
    "十六": 2035,
}  # last year of each five-year plan
YEAR = r"(?:19[5-9]\d|20\d\d)"
DATED = re.compile(
    rf"(?P<first>{YEAR})年?(?:-|—+|–|~|至|到)(?P<last>{YEAR})年?(?:间|期间|末|底)?"
    rf"|(?:截[至止]到?)?(?<!\d)(?P<year>{YEAR})(?:(?:年度?)(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])日)?)?(?P<end>年?[底末])?(?:前)?"
    r"|[-/.](?P<iso_month>1[0-2]|0?[1-9])(?:[-/.](?P<iso_day>[12]\d|3[01]|0?[1-9]))?(?!\d)|(?!\d))"
    r"|[“\"'‘]?(?P<plan>十[一二三四五六])五[”\"'’]?(?:时?期|规划)?(?P<plan_end>末)",
)
SPAN = re.compile(rf"(十[一二三四五六])五(?![”\"'’]?末)|({YEAR})年?(?:-|—+|–|~|至)({YEAR})年")
YEARBOOK = re.compile(r"《[^》]*》|[^\s,，、;；(（]*(?:年鉴|公报)[^\s,，、;；]*")  # its year is that of the book
KINDS = {
    "target": r"规划目标|发展目标|目标|规划|计划|预期|拟建|拟达到",
    "achieved": r"实际|完成|现状|现有|实绩|基期|当前",
    "forecast": r"预测|预计",
}
TAIL = r"(?:指标)?(?:完成)?(?:目标)?(?:值|数|情况|水平|数值)?"
# A word of kind is one where nothing but 值 or 数 stands behind it, or where it begins a head: 目标值, 实际床位数, but not 完成率.
KIND = {
    kind: re.compile(rf"(?:^(?:{words})(?:值|数值?)?(?!率|[比书])|(?:{words}){TAIL}$)") for kind, words in KINDS.items()
}
GENERIC = re.compile(
    r"(?:数值|数量|数据|指标值|数|值|总数|合计|总计|全年|本年|本期|年末|年底|累计|年|指标|当年|期末|实有|金额|情况|总量|value|amount|number|figure)*",
    re.I,
)
PLAN = re.compile(r"规划|目标|计划|方案|任务")  # a table of aims, unless it tells how far they have come
PROGRESS = re.compile(r"完成情况|执行情况|进展|评估|现状|实际")
AMONG = re.compile(r"^\s*\(?其中\)?\s*[:：]?\s*")
BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
ENGLISH = re.compile(
    r"(?<=[\u4e00-\u9fff)%])\s+[A-Za-z][^\u4e00-\u9fff]*[a-z]{3}[^\u4e00-\u9fff]*$"
)  # the same again, below a Chinese head
UNIT_TAIL = re.compile(r"^(.*[^\d])[/,，:：、 ]([^/,，:：、 ]{1,8}(?:/[^/ ]{1,6})?)$")


@dataclass(frozen=True)
class Dated:
    """A year with its date as finely as printed, the words that say so, and the first year of a span."""

    year: int
    date: str
    text: str
    first: int | None = None


@dataclass(frozen=True)
class Head:
    """What a head says; what it does not say is empty."""

    text: str
    name: str
    dated: Dated | None
    unit: str
    kind: str
    kind_text: str


def dates_in(text: str) -> list[Dated]:
    """Return the years that a text states, but not those of a yearbook it cites.

    >>> [(found.year, found.date) for found in dates_in("截至2023年末（据《2024年统计年鉴》），到“十四五”末")]
    [(2023, '2023-12-31'), (2025, '2025-12-31')]
    """
    return [_dated(match) for match in DATED.finditer(YEARBOOK.sub("", _closed(text)))]


def years_in(text: str) -> set[int]:
    """Return all years in a text, also those of what it cites."""
    return {_dated(match).year for match in DATED.finditer(_closed(text))}


def _closed(text: str) -> str:
    """Return a text in half-width signs, without spaces but between two numbers."""
    return re.sub(r"(?<!\d) | (?!\d)", "", folded(text))


def _dated(match: re.Match[str]) -> Dated:
    if match["last"]:
        return Dated(int(match["last"]), match["last"], match[0], int(match["first"]))
    if match["plan"]:
        year = PLANS[match["plan"]]
        return Dated(year, f"{year}-12-31", match[0])
    year, month, day = match["year"], match["month"] or match["iso_month"], match["day"] or match["iso_day"]
    date = f"{year}-12-31" if match["end"] else "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
    return Dated(int(year), date, match[0])


def span_of(text: str) -> tuple[int, int] | None:
    """Return first and last year of the plan that a title speaks of: 2021 and 2025 for “十四五”规划."""
    found = SPAN.search(_closed(text))
    if found is None:
        return None
    if found[1]:
        return PLANS[found[1]] - 4, PLANS[found[1]]
    return int(found[2]), int(found[3])


def head_of(text: str) -> Head:
    """Return what a head says.

    >>> head = head_of("2022年末 养老床位数（万张）")
    >>> head.name, head.dated.date, head.unit
    ('养老床位数', '2022-12-31', '万张')
    """
    if unit := unit_printed(text):
        return Head(text, "", None, unit, "", "")
    rest, unit = _without_unit(AMONG.sub("", ENGLISH.sub("", folded(text))))
    dates = list(DATED.finditer(rest))
    dated = _dated(dates[0]) if len({_dated(match).date for match in dates}) == 1 else None
    if dated:
        rest = DATED.sub(" ", rest)
    rest = _trimmed(rest)
    kind, kind_text = kind_in(rest)
    name = _trimmed(KIND[kind].sub("", rest.replace(" ", ""))) if kind else rest.replace(" ", "")
    if GENERIC.fullmatch(name):
        name = ""
    return Head(text, name, dated, unit, kind, kind_text)


def kind_in(text: str) -> tuple[str, str]:
    """Return the kind that a head's words say, and those words; nothing where they say none."""
    bare = _trimmed(text).replace(" ", "")
    for kind, pattern in KIND.items():
        if found := pattern.search(bare):
            return kind, found[0]
    return "", ""


def _without_unit(text: str) -> tuple[str, str]:
    """Return a head without its unit, and the unit: in brackets, or behind a stroke, comma or colon."""
    for match in BRACKET.finditer(text):
        if unit := unit_printed(match[1]):
            return text[: match.start()] + " " + text[match.end() :], unit
    if above := units_above(text):
        return re.sub(r"(?:计量)?单位\s*:.*", "", text), above[0] if len(above) == 1 else ""
    found = UNIT_TAIL.match(text)
    if found and (unit := unit_printed(found[2])):
        return found[1], unit
    return text, ""


def _trimmed(text: str) -> str:
    text = re.sub(r"[(（\[]\s*[)）\]]", "", text)
    return re.sub(r"^[\s,，、:：;；\-—]+|[\s,，、:：;；\-—]+$", "", text)
