"""Quantities: numbers with what they count, their ranges and bounds, told from numbers that count nothing."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.policy_text.dates import LOST, Mention
from loaders.policy_text.numerals import Number, numbers

# Printed measure words, longest first, and the class of unit they belong to.
MONEY = r"元(?:人民币)?"
PER = r"(?:[/每·]?(?:人次|床日|张|床位|床|人|名|月|年|天|日|次|家|户|平方米|小时))"
UNITS = {
    "percent": r"%|个百分点|百分点",
    "per_mille": r"‰",
    "money": rf"{MONEY}(?:/{PER}(?:[/·]?{PER})?|每{PER})?|/(?:天|日|月|年|床日|床)(?!\d)",
    "person_times": r"人次|余人次|人·次",
    "beds": r"张|个?床位|床(?!日)",
    "area": r"平方米|㎡|m2|平米|公顷|亩|平方公里",
    "years_of_age": r"周?岁",
    "level": r"级(?=及?以[上下]|[^别]{0,3}及?以[上下]|、|医|综合|公立|中医)",
    "years": r"年",
    "months": r"个月",
    "minutes": r"分钟",
    "length": r"公里|千米|米",
    "pairs": r"对(?![象应口接外于待])",
    "households": r"户(?!籍)",
    "persons": r"人(?![均民大才力口工次行])|名(?!单|称|牌|为)|位(?![于置居列])|个?老年?人|人口",
    "institutions": r"家(?!庭|政|属|长|园|级|具|人|乡|护)|所(?!有|需|在|示|属)|座",
    "facilities": r"个|处(?!理|置|于|罚|方)|支(?!持|付|出|撑|部)|条(?!件|例|款)|间(?!断|隔)|片",
    "times": r"次(?!性|数|日|序)",
    "items": r"项(?!目|制)|种(?!植)|(?<![一二三])类|大(?!力|型|幅|数|于|众|家|厅|学|健|病)|件|批|套|台|款(?!项)|方面|档|等级|步",
    "teams": r"支(?=队伍|团队)|个(?=[^,。;、]{0,6}团队)",
}
UNIT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in UNITS.items()))
LOOSE = r"[余多来几]"
RANGE = re.compile(r"(?:-|~|—+|–|至|到|〜)")
BEFORE = re.compile(
    r"(?P<least>不低于|不少于|不小于|不得低于|不得少于|至少(?:达到|达|建成|有|建|需达到|需|设|配备|要)?|最低|≥|>=|高于等于|大于等于|大于或等于|保持在)"
    r"|(?P<most>不超过|不高于|不多于|不得超过|不得高于|不大于|最高(?:可)?(?:享受|给予|补助|补贴|支付|不超过)?|最多|≤|<=|控制在|少于或等于|小于等于|上限为?|封顶)"
    r"|(?P<passed>超过|超|逾|突破)"  # as the codebook writes it: at least
    r"|(?P<over>多于|大于|高于|>)"
    r"|(?P<under>不足|不满|未满|未达到?|低于|少于|小于|<)"
    r"|(?P<about>大约|约占|约为|约(?=$)|大致|大概|近(?=$)|将近|接近|左右)"
)
LEAST_AFTER = re.compile(r"^(?:\([^)]{0,8}\))?(?:及|或|\(含\)|含)?以上|^及其?以上|^起")
MOST_AFTER = re.compile(r"^(?:\([^)]{0,8}\))?(?:及|或|\(含\))?以[下内]|^封顶")
ABOUT_AFTER = re.compile(r"^(?:左右|上下|前后)")
SIGNED = re.compile(r"[签节预制契特合条公大]约$")  # the 约 of 签约 is not "about"


@dataclass(frozen=True)
class Quantity:
    """A number of a text and what it counts.

    ``start`` and ``end`` bound the number with its unit, ``number`` the digits alone; ``value_high`` is another value only in a range.
    ``lost``: the unit is not printed where it should stand.
    """

    start: int
    end: int
    number: tuple[int, int]
    value: float
    value_high: float
    unit: str
    printed: str
    comparator: str
    words: bool = False
    lost: bool = False
    signs: tuple[str, ...] = ()


# Numbers that count nothing: of a document, a standard, a telephone, a name, an item of a list, a day.
NOTHING = re.compile(
    "|".join(
        [
            r"《[^》\n]{1,90}》",
            r"[〔\[(【](?:19|20)[\dxX×]{2}[〕\])】]?\s*(?:第?[\dxX]+)?\s*号?",
            r"〔\d{4,8}号?",
            r"第[\d一二三四五六七八九十百〇零xX]+(?:届|次|号|条|章|节|款|项|批|期|名|位|版|人民|医院|中学|小学|季度|个|阶段|步|轮|类|医|代|福利|[,、]|一)?",
            r"(?<!\d)\d{1,9}号(?!楼.{0,2}\d)",
            r"(?<!\d)(?:0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|\d{3,4}-\d{7,8})(?!\d)",
            r"(?:GB|JGJ|DB|T|MZ|WS|ISO|建标|JG|YY|CJJ)[/ ]?T?\s?\d+(?:[.-]\d+)*",
            r"ICP备?\d+号?(?:-\d+)?|网安备\d+号?|(?:网站)?标识码:?\d+|索引号:?[\w/-]+|统一登记号:?\w+|邮编:?\d{6}|浏览次数:?\d+|阅读:?\d+|点击:?\d+",
            r"https?://\S+|www\.\S+|(?<![\w.])[\w.]{1,40}@\w+",
            r"\d{1,2}:\d{2}(?::\d{2})?",
            r"(?:12345|12349|120|110|114|119|96\d{3,4})(?:热线|电话|急救|平台|服务)",
            r"(?<!\d)\d{1,9}(?:室|栋|单元|号楼|楼|层|幢|弄|版)",
            r"(?:24|7[×x*]24)小时|(?<!\d)\d{1,9}(?:\.\d{1,9})?个?(?:小时|工作日|天|日)(?![/间照])",
            r"[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]{1,3}次",
            r"[一二三四五六七八九十两]{1,4}(?:中全会|大(?:以来|精神|报告|和|、)|届|五[”\"规时期末]|五)",
            r"(?:十[一二三四五六]五|二十大|十[八九]大)",
            r"[“\"'‘](?:\d{3,5}|\d\+\d(?:\+[\dxXN])?)[”\"'’]",
            r"(?<!\d)\d{1,9}\+[\dA-Za-z]+(?:\+[\dA-Za-z]+)*|(?<!\d)\d{1,9}[Xx×*]\d+|O2O|4G|5G|2\.0|3\.0",
            r"(?:一|二|三|四|五|六|七|八|九|十)[是来]",
            r"一行\d+人|每(?:增加|增|多|减少)\d+[人张户名床]",
        ]
    )
)
LIST_MARK = re.compile(
    r"(?m)^(?:\(?\d{1,2}[.、)](?!\d)|\(?[一二三四五六七八九十]+[、.)]|第[一二三四五六七八九十]+[、,:])"
)
PAGE = re.compile(r"(?m)^[-— ]*\d{1,3}[-— ]*$")
# Chinese numerals count only before a measure word, and 一 only where a rule says how many.
WORD_UNITS = {
    "years",
    "level",
    "months",
    "persons",
    "institutions",
    "facilities",
    "times",
    "items",
    "beds",
    "pairs",
    "teams",
    "years_of_age",
    "households",
    "money",
}
ONE_OF = re.compile(
    r"(?:至少|不少于|每.{0,14}|各)(?:要|应|须|需)?(?:建|设|有|建成|建设|设立|设置|拥有|配备|新建|培育|打造|确定|开展|组织|举办)?(?:立|置|成|有)?$"
)
NO_COUNT = ("第", "同", "统", "唯", "另", "其", "逐", "某", "任", "星", "群", "再", "又", "之")
# What small numbers in words count in earnest; 两家单位, 以下四个 only tell a story.
COUNTED = re.compile(
    r"[“\"]?(?:[^,。;\n]{0,4}?)(?:模式|部门|阶段|社区|街道|县|区|乡镇|中心|站|机构|医院|试点|基地|集群|示范|方面|层次|措施|服务|结合|行动|项目|步骤|单位|产业)"
)
SMALL = {"facilities", "items", "institutions", "persons", "times"}


def masks(text: str, dates: list[Mention], names: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return the stretches of a plain text whose numbers count nothing, merged and in order."""
    spans = [*((each.start, each.end) for each in dates), *names]
    for pattern in (NOTHING, LIST_MARK, PAGE, LOST):
        spans += [match.span() for match in pattern.finditer(text)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def quantities(text: str, dates: list[Mention], names: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Return the quantities of a plain text in order; ``names`` are where places are named, whose letters count nothing (三元区).

    A range is one quantity; of a list whose unit stands at its end (80、100和120元) each number has that unit.
    """
    hidden = masks(text, dates, names)
    starts = [start for start, _ in hidden]
    free = [each for each in numbers(text) if not _covered(each, hidden, starts)]
    found: list[Quantity] = []
    skip = -1
    for at, number in enumerate(free):
        if at <= skip:
            continue
        high = free[at + 1] if at + 1 < len(free) and _is_range(text, number, free[at + 1]) else None
        last = high or number
        skip = at + 1 if high else skip
        loose = last.end + (1 if re.match(LOOSE, text[last.end : last.end + 1]) else 0)
        unit = UNIT.match(text, loose)
        shared = None if unit else _unit_of_list(text, free, at + (1 if high else 0))
        if shared and shared.lastgroup == "level":
            continue  # 一、二级医院: the last one is the limit
        made = _made(text, number, high, loose, unit, shared)
        if made is not None:
            found.append(made)
    return found


def _covered(number: Number, hidden: list[tuple[int, int]], starts: list[int]) -> bool:
    at = bisect_right(starts, number.start) - 1
    if at >= 0 and number.start < hidden[at][1]:
        return True
    return at + 1 < len(hidden) and hidden[at + 1][0] < number.end


def _is_range(text: str, low: Number, high: Number) -> bool:
    """Whether two numbers are the ends of one range: the sign stands between them, perhaps behind the first one's unit."""
    between = text[low.end : high.start]
    if len(between) > 6 or high.value <= low.value or low.words != high.words:
        return False
    unit = UNIT.match(between)
    rest = between[unit.end() :] if unit else between
    return bool(RANGE.fullmatch(rest))


def _unit_of_list(text: str, free: list[Number], at: int) -> re.Match[str] | None:
    """Return the unit that the next numbers of a list end with."""
    for this, following in zip(free[at : at + 4], free[at + 1 : at + 5], strict=False):
        if not re.fullmatch(r"[、,和与及]", text[this.end : following.start]):
            return None
        if unit := UNIT.match(text, following.end):
            return unit
    return None


def _made(
    text: str, number: Number, high: Number | None, loose: int, unit: re.Match[str] | None, shared: re.Match[str] | None
) -> Quantity | None:
    last = high or number
    kind = unit or shared
    signs: list[str] = []
    name, printed, end = (
        ("", "", last.end) if kind is None else (str(kind.lastgroup), kind[0], kind.end() if unit else last.end)
    )
    lost = False
    if kind is None:
        name = _lost_unit(text, number, last)
        if name is None:
            return None
        lost = True
        signs.append("unit_lost")
    elif shared:
        signs.append("unit_of_list")
    if number.words and not _counts(text, number, name, end):
        return None
    if name == "years" and not _lasts(text, number, end):
        return None
    comparator, sign = _comparator(text, number, end, loose > last.end, high)
    signs += sign
    if name == "years_of_age" and comparator == "=":
        comparator = ">="  # an age at which something begins
    value, upper = number.value, last.value
    if high and _scale(text, high) > 1 and number.value < last.value / _scale(text, high) and _scale(text, number) == 1:
        value = round(value * _scale(text, high), 6)  # 2至3万张
    return Quantity(
        number.start,
        end,
        (number.start, last.end),
        value,
        upper,
        name,
        printed,
        comparator,
        number.words,
        lost,
        tuple(signs),
    )


def _scale(text: str, number: Number) -> float:
    printed = text[number.start : number.end]
    scale = 1.0
    for letter, size in (("万", 1e4), ("亿", 1e8)):
        if letter in printed:
            scale *= size
    return scale


def _lost_unit(text: str, number: Number, last: Number) -> str | None:
    """Return the class of a unit that has been lost where one must have stood; None where the number counts nothing."""
    if number.words:
        return None
    before, after = text[max(0, number.start - 14) : number.start], text[last.end : last.end + 4]
    if re.search(
        r"(?:比例|占比|比重|率)(?:分别|均|应|要|需)?(?:达到?|为|超过|不低于|占|至少)?(?:[\d.]+(?:及以上)?和)?$", before
    ) and not re.match(r"[\u4e00-\u9fff]{0,1}[家张人个元]", after):
        return "percent"
    if re.search(r"[万亿]", text[number.start : number.end]) and re.match(
        r"[,。;、)\n失半高残独空留农城持养老退参志护]|$", after
    ):
        return "counted"  # 老年人156.2万, of what stands before it
    if re.search(r"(?:床位|床位数)(?:达到?|为|共)?$", before) and re.match(r"[,。;、)\n]|$", after):
        return "beds"
    return None


def _counts(text: str, number: Number, unit: str, end: int) -> bool:
    """Whether a number in Chinese numerals counts something here: 五年内, 二级及以上, 至少一家, but not 一个, 一级, 第三."""
    before = re.split(r"[,。;\n]", text[max(0, number.start - 24) : number.start])[-1]
    if unit not in WORD_UNITS or before.endswith(NO_COUNT):
        return False
    if number.value < 2:
        return unit in SMALL and bool(ONE_OF.search(before))
    if unit in ("facilities", "institutions") and number.value < 11:
        return bool(COUNTED.match(text, end)) or bool(ONE_OF.search(before))
    if unit == "level":
        return not text[number.start : number.end].endswith("两")
    return unit != "money" or number.value >= 100


def _lasts(text: str, number: Number, end: int) -> bool:
    """Whether a number of years is a duration that a rule or plan sets."""
    before, after = text[max(0, number.start - 10) : number.start], text[end : end + 5]
    if re.match(r"(?:内|之内).{0,1}(?:继续|按|不)", after) or re.match(
        r"(?:以[上下]|及以上|行动|的?过渡期|过渡期|计划期|规划期)", after
    ):
        return True
    return bool(
        re.search(r"(?:连续|满|租期|期限|为期|不少于|不低于|至少|试点期|过渡期|有效期|期)(?:为|在|达)?$", before)
    )


def _comparator(text: str, number: Number, end: int, loose: bool, high: Number | None) -> tuple[str, list[str]]:
    """Return how a value is meant, and the words that say so."""
    before, after = text[max(0, number.start - 12) : number.start], text[end : end + 9]
    said = [match for match in BEFORE.finditer(before) if _close(before[match.end() :])]
    word = said[-1] if said else None
    if word and word.lastgroup == "about" and SIGNED.search(before[: word.end()]):
        word = None
    if high:
        return "range", ["range"]
    if match := LEAST_AFTER.match(after):
        return ">=", [f"after:{match[0]}"]
    if match := MOST_AFTER.match(after):
        return "<=", [f"after:{match[0]}"]
    if match := ABOUT_AFTER.match(after):
        return "~", [f"after:{match[0]}"]
    if word and word.lastgroup != "about":
        sign = {"least": ">=", "passed": ">=", "most": "<=", "over": ">", "under": "<"}[str(word.lastgroup)]
        return sign, [f"before:{word[0]}"]
    if word:
        return "~", [f"before:{word[0]}"]
    if loose or re.search(r"[余多]", text[number.start : number.end]):
        return ">=", [f"after:{text[end - len(text[number.end : end]) : end][:1]}"]
    return "=", []


def _close(rest: str) -> bool:
    """Whether a bounding word belongs to the number behind it: nothing stands between but a verb or two."""
    return len(rest) <= 4 and not re.search(r"[,。;:、\d\n]", rest)
