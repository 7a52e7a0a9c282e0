"""The head of a document: its title, who issued it, its number, the day of issue, and whose document it is."""

import re
from dataclasses import dataclass

from loaders.policy_text.dates import Mention
from loaders.policy_text.view import View
from loaders.policy_text.whose import Places

NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}[〔\[(【](?:19|20)\d{2}[〕\])】]\s*(?:第)?\d{1,4}\s*号")
DAY = re.compile(r"((?:19|20)\d{2})[年/.-]\s*(1[0-2]|0?[1-9])[月/.-]\s*(3[01]|[12]\d|0?[1-9])日?")
DAY_LINE = re.compile(
    r"^[\s?]*(?:[\u4e00-\u9fff]{2,20}[\s?]*)?((?:19|20)\d{2})年(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日\s*$",
    re.MULTILINE,
)
NAMED_DAY = re.compile(
    r"(?:成文日期|发文日期|印发日期|发布时间|发布日期|发文时间|签署日期|登记日期|日期|时间)[:：]?\s*((?:19|20)\d{2})[年/.-](1[0-2]|0?[1-9])[月/.-](3[01]|[12]\d|0?[1-9])"
)
OFFICE = r"(?:人民政府(?:办公[厅室])?|委员会|办公[厅室]|民政[厅局]|卫生健康委(?:员会)?|卫健委|医疗保障局|财政[厅局]|发展[和与]?改革委(?:员会)?|统计局|国务院)"
ISSUER = re.compile(rf"[\u4e00-\u9fff]{{2,24}}{OFFICE}")
TITLE_ENDS = re.compile(
    r"(?:方案|规划|意见|办法|通知|措施|细则|规定|计划|条例|公报|答复函?|报告|公示|标准|条款|纲要|函)$"
)
LED_BY = re.compile("^(?:由|经|据|从|受)")
TITLES = re.compile(r"《[^》\n]{1,90}》")
FIRST = 1500  # letters in which a head is looked for


@dataclass(frozen=True)
class Head:
    """What a document says of itself; empty where it does not say it. ``issued_on`` is YYYY-MM-DD, ``place`` an adcode."""

    title: str = ""
    issuer: str = ""
    number: str = ""
    issued_on: str = ""
    place: str = ""


def read_head(view: View, places: Places) -> Head:
    """Return what a document says of itself at its beginning and its end."""
    first, last = view.plain[:FIRST], view.plain[-600:]
    title = _title(first)
    issuer = _issuer(first, last)
    number = next((match[0].replace(" ", "") for match in NUMBER.finditer(first[:600])), "")
    return Head(title, issuer, number, _day(first, last), places.of_document(title, issuer, view.plain))


def _issuer(first: str, last: str) -> str:
    """Return the office that issued it: the one that stands on a line of its own, or else the first that is named with its place."""
    first, last = TITLES.sub("", first), TITLES.sub("", last)
    lines = [line.strip(" ?#*") for line in [*first.split("\n"), *last.split("\n")]]
    for line in lines:
        named = re.sub(r"^(?:发布(?:单位|机构|部门)|信息来源|发文机关|主办(?:单位)?|来源)[:：]", "", line)
        if ISSUER.fullmatch(named):
            return named
    found = (LED_BY.sub("", match[0]) for match in ISSUER.finditer(NUMBER.sub("\n", first[:400])))
    return next(
        (
            name
            for name in found
            if re.match(r"[\u4e00-\u9fff]{1,10}(?:省|市|县|区|州|盟|旗|国)", name)
            and not re.match("关于|经|根据", name)
        ),
        "",
    )


def _title(first: str) -> str:
    lines = [line.strip(" #*") for line in first.split("\n")]
    lines = [
        line
        for line in lines
        if 4 <= len(line) <= 90 and not re.match(r"^(?:索引号|文号|发布|来源|日期|您当前|当前位置|\d)", line)
    ]
    for at, line in enumerate(lines[:14]):
        if line.startswith("关于") and at and re.search(OFFICE + "$", lines[at - 1]):
            return "".join(_until_title_ends([lines[at - 1], *lines[at : at + 3]]))
        if TITLE_ENDS.search(line.rstrip("》)。")):
            return NUMBER.sub("", line).strip()
    return lines[0] if lines else ""


def _until_title_ends(lines: list[str]) -> list[str]:
    for count in range(1, len(lines) + 1):
        if TITLE_ENDS.search(lines[count - 1]):
            return lines[:count]
    return lines[:2]


def _day(first: str, last: str) -> str:
    for found in (
        NAMED_DAY.search(first),
        DAY_LINE.search(first),
        DAY_LINE.search(last),
        DAY.search(first[:400]),
        NAMED_DAY.search(last),
    ):
        if found:
            return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return ""


PLAN = re.compile(r"(?:方案|规划|意见|办法|措施|细则|计划|纲要|条例|规定|标准)(?:\(.{1,8}\))?(?:》)?(?:的?通知)?$")
PLANS_ITSELF = re.compile(
    r"(?:提出|制定|制订)(?:如下|以下|本)[^,。;\n]{0,6}(?:意见|方案|办法|措施|规划)|(?:指导思想|基本原则|保障措施|组织实施|主要任务|工作目标|发展目标|主要目标)\n|^[^\n]{0,6}(?:主要任务|工作目标|发展目标|总体目标)",
    re.MULTILINE,
)
PAST = re.compile(r"截[至止]$")
PAST_AFTER = re.compile(r"^[,]?[^,。;\n]{0,12}(?:已|共(?:有|建|发)|成功|发放|累计)")


def is_plan(head: Head, text: str) -> bool:
    """Whether a plain text is a plan, an opinion or rules, and not news or a report: by its title, or what it says of itself."""
    return bool(PLAN.search(head.title.rstrip("》)。"))) or bool(PLANS_ITSELF.search(text))


def looks_back(text: str, date: Mention) -> bool:
    """Whether a plain text looks back on a date."""
    before, after = text[max(0, date.start - 2) : date.start], text[date.end : date.end + 20]
    return date.role in ("date", "since") and bool(
        PAST.search(before) or date.role == "since" or len(date.date) == 10 or PAST_AFTER.match(after)
    )
