"""Where in a document a number is printed, in words: 二(二)1 reads 第二部分（二）第1项, or Part 2, section 2, item 1."""

import re

from i18n.texts import translator
from policy.text import N_

DIGITS = "一二三四五六七八九"
NUMERAL = f"[{DIGITS}十]+"
HEADINGS = re.compile(
    rf"(?:模板(?P<text>\d+)/)?(?P<part>{NUMERAL})?(?:\((?P<section>{NUMERAL})\))?(?P<item>\d+)?(?:\((?P<point>\d+)\))?"
    rf"(?:第(?P<entry>{NUMERAL}))?"
)
# From the whole to the part; each with its number alone.
LEVELS = {
    "text": N_("sample {number}"),
    "part": N_("Part {number}"),
    "section": N_("section {number}"),
    "item": N_("item {number}"),
    "point": N_("point {number}"),
    "entry": N_("entry {number}"),
}
TOP_SECTION = N_("Section {number}")  # with no part above it
WHOLE = {
    "首部": N_("opening, before the first heading"),
    "正文": N_("body of the text"),
    "摘要": N_("abstract"),
    "年末全国人口": N_("national population at the end of the year"),
    "全年出生人口": N_("births in the year"),
    "全年死亡人口": N_("deaths in the year"),
}
SHAPES = {
    re.compile(r"段(\d+)"): N_("paragraph {0}"),
    re.compile(r"表([\d-]+)"): N_("table {0}"),
    re.compile(r"第(\d+)行"): N_("row {0}"),
    re.compile(r"各省级行（(\d+)行）"): N_("rows of the provinces ({0})"),
    re.compile(r"七普（年鉴）第(\d+)行 \+ 第(\d+)行"): N_("2020 census (yearbook), rows {0} and {1}"),
    re.compile(r"七普（年鉴）第(\d+)行"): N_("2020 census (yearbook), row {0}"),
    re.compile(r"Sheet(\d+)第(\d+)行"): N_("worksheet {0}, row {1}"),
    re.compile(r"Sheet(\d+)各省级行（(\d+)行）"): N_("worksheet {0}, rows of the provinces ({1})"),
    re.compile(r"Sheet(\d+)第(\d+)行 \+ 第(\d+)行"): N_("worksheet {0}, rows {1} and {2}"),
    re.compile(r"(.+)!([A-Z]{1,3}\d+)"): N_("worksheet “{0}”, cell {1}"),
    re.compile(r"([A-Z]{1,3}\d+)"): N_("cell {0}"),
    re.compile(r"(?:人口数_)?合计"): N_("total"),
    re.compile(r"城镇人口"): N_("urban population"),
    re.compile(r"男女(\d+)岁及以上各列之和"): N_("columns of men and women aged {0}+"),
    re.compile(r"(\d+)岁及以上人口"): N_("people aged {0}+"),
    re.compile(r"(\d+)年，总人口"): N_("{0}, all people"),
    re.compile(r"(\d+)年，(\d+)岁及以上"): N_("{0}, aged {1}+"),
    re.compile(r"data/(\w+)\.rda"): N_("data table {0}"),
    re.compile(r"demographics-[\d.]+(?:\.h5)? /(\w+)/China"): N_("data table {0}, China"),
}


def clause_words(clause: str, lang: str) -> str:
    """Return a clause in words; the printed short form where it is of no shape that is known.

    >>> clause_words("二(二)1", "zh"), clause_words("二(二)1", "en"), clause_words("段5", "zh")
    ('第二部分（二）第1项', 'Part 2, section 2, item 1', '第5段')
    """
    _ = translator(lang)
    if clause in WHOLE:
        return _(WHOLE[clause])
    for shape, template in SHAPES.items():
        if found := shape.fullmatch(clause):
            return _(template).format(*found.groups())
    if told := _headings(clause, lang):
        return told
    above, comma, below = clause.partition("，")
    return (
        ("，" if lang == "zh" else ", ").join((clause_words(above, lang), clause_words(below, lang)))
        if comma
        else clause
    )


def clause_and_form(clause: str, lang: str) -> str:
    """Return a clause in words, for its record: with the short form that is cited, where headings lead to it."""
    return f"{clause_words(clause, lang)} · {clause}" if _headings(clause, lang) else clause_words(clause, lang)


def _headings(clause: str, lang: str) -> str:
    """Return the headings that lead to a clause in words; nothing where it is not given by headings."""
    found = HEADINGS.fullmatch(clause)
    if not clause or found is None:
        return ""
    _ = translator(lang)
    told = []
    for level, number in found.groupdict().items():
        if number is None:
            continue
        said = number if lang == "zh" else _digits(number)
        template = TOP_SECTION if level == "section" and not found["part"] else LEVELS[level]
        told.append(_(template).format(number=said))
    return ("" if lang == "zh" else ", ").join(told)


def _digits(number: str) -> str:
    """Return a number of at most 99 in figures: 十二 is 12."""
    if number.isdigit():
        return number
    tens, ten, ones = number.rpartition("十")
    value = DIGITS.find(ones) + 1 if ones else 0
    return str(value + (10 * (DIGITS.find(tens) + 1 if tens else 1) if ten else 0))
