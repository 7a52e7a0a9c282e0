"""Dates and periods in a text, and which of them a number stands under.

``到2025年，A达到…；B不低于…`` gives one deadline to a whole list: a date holds until the next one, from sentence to sentence of a
paragraph, and for the items of a list that its paragraph opens.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from loaders.policy_text.numerals import chinese_value

Status = Literal["stated", "implied", "redacted", "none"]
Role = Literal["deadline", "date", "base", "since", "now", "part"]
Told = tuple[int | None, str, Status, Role]  # year, date, how it is known, what it does
PLANS = {"十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
YEAR = r"(?:19[4-9]\d|20\d\d)"
COUNT = r"[一二两三四五六七八九十]|\d{1,2}"
YEAR_AND_DAY = (
    rf"(?P<year>{YEAR})年(?:度|\(?)?(?:(?P<month>1[0-2]|0?[1-9])(?:月份?)(?:(?P<day>3[01]|[12]\d|0?[1-9])日)?)?"
    r"(?P<tail>年?底|年?末|年?初|年中|上半年|下半年|[前头][一二三]季度|[一二三四]季度)?"
)
DATE = re.compile(
    "|".join(
        [
            # 2020-2022年, 2017年至2018年: a period ends with its last year
            rf"(?P<from>{YEAR})(?:年(?:底|末)?)?(?:-|~|—+|–|至|到)(?P<to>{YEAR}|\d\d(?=年))年?(?P<to_tail>底|末)?",
            YEAR_AND_DAY,
            rf"(?<![\d.])(?P<iso>{YEAR})[-/.](?P<iso_month>1[0-2]|0?[1-9])(?:[-/.](?P<iso_day>3[01]|[12]\d|0?[1-9]))?(?![\d.])日?",
            r"(?P<redacted>(?:20|二〇)[xX×*Ⅹ]{2})年?(?:[xX×*\d]{0,2}月)?(?P<redacted_tail>底|末)?",
            r"(?P<spoken>[一二]〇[〇一二三四五六七八九]{2}|二[零〇][一二三四五六七八九零〇]{2})年(?P<spoken_tail>底|末|初)?",
            r"[“\"'‘]?(?P<plan>十[一二三四五六])五[”\"'’]?(?:规划)?(?P<plan_part>期?末|期间|时期|以来|期内)",
            rf"(?P<within>(?:未来|今后|力争|计划|用)?(?:{COUNT})年(?:左右)?(?:时间)?(?:之?内)(?!继续|按|不|以|,?免))",
            r"(?P<now>截[至止](?:目前|日前|发稿)|目前为止|目前|当前|现有|现已|如今|(?:今年|近年|近几年|一直)以?来)",
            r"(?P<this>今年(?:年?底|年?内|末)?|年内|本年度?|(?<![\d年])年底前?|到年底)",
            r"(?P<last>去年(?:年?底|年?末)?|上年(?:末|度)?)",
            r"(?P<next>明年(?:年?底)?)",
            # of a date that has lost its year: it says nothing of the year
            r"(?P<part>(?<![\d.])(?:1[0-2]|0?[1-9])月(?:份|底|初|末|(?:3[01]|[12]\d|0?[1-9])日)?)",
        ]
    )
)
LOST = re.compile(  # 2017829-92日, 201412月, 20178月底, 20163, 〔202316号: the marks of a date have been lost
    r"(?<![\d.])(?:20[0-3]\d)\d{1,4}(?=月|日|-\d{1,3}日|[,.)，;。\n]|$)(?:-\d{1,3})?[月日]?[底初末]?"
)
AGAINST = re.compile(r"(?:比|较|相比|相较于?|对比|自|从|由|起于)[“\"]?$")
SINCE = re.compile(r"^(?:以来|起|后|始|开始|,?以后)")
UNTIL = re.compile(r"(?<!截)(?:到|至|力争|确保|争取|争取到|力争到)[“\"]?$")
BY = re.compile(r"[底末]?前$|.[底末]前$|年前|[底末]前")
LIST_HEAD = re.compile(r"[:]\s*$")
BULLET = re.compile(r"^(?:[-—–·•●◆■*]|\(?\d{1,2}[.、)]|\([一二三四五六七八九十]+\))")
TITLE = re.compile(r"《[^》\n]{1,90}》")
FAR = 500  # letters that a date is carried to another paragraph
LONGEST_LIST = 4_000  # letters between the head of a list and its last item
ENDS = ("底", "末", "年底", "年末")


@dataclass(frozen=True)
class Mention:
    """A date in a text: where it stands, its year (None where it is redacted or unknown) and as finely as it is printed."""

    start: int
    end: int
    year: int | None
    date: str
    status: Status
    role: Role = "date"


def mentions(text: str, issued: int | None) -> list[Mention]:
    """Return the dates of a plain text in order; those that are told from the day of issue need its year."""
    found = []
    titles = [match.span() for match in TITLE.finditer(text)]
    opened = [start for start, _end in titles]
    for match in DATE.finditer(text):
        year, date, status, role = _told(match, issued)
        if role == "date" and (
            UNTIL.search(text[max(0, match.start() - 4) : match.start()])
            or BY.match(match[0][-2:] + text[match.end() : match.end() + 1])
        ):
            role = "deadline"
        if role in ("date", "deadline") and AGAINST.search(text[max(0, match.start() - 4) : match.start()]):
            role = "base"
        if role in ("date", "deadline") and SINCE.match(text[match.end() : match.end() + 4]):
            role = "since"
        title = bisect_right(opened, match.start()) - 1
        if title >= 0 and match.start() < titles[title][1]:
            role = "part"
        found.append(Mention(match.start(), match.end(), year, date, status, role))
    return found


def _told(match: re.Match[str], issued: int | None) -> Told:
    part = match.groupdict()
    if part["redacted"]:
        return None, "", "redacted", "date"
    if part["part"]:
        return None, "", "none", "part"
    if part["now"]:
        return issued, str(issued or ""), "implied" if issued else "none", "now"
    if part["last"] or part["next"] or part["this"] or part["within"]:
        year = issued + _shift(part) if issued else None
        ends = None if part["within"] else "底" if re.search("[底末]", match[0]) else None
        return year, _end(year, ends), "stated" if year else "none", "date"
    return _printed(part)


def _printed(part: Mapping[str, str | None]) -> Told:
    """Return a date whose year is printed: of a period the last one, of a five-year plan its end."""
    if (to := part["to"]) and (start := part["from"]):
        year = int(to if len(to) == 4 else start[:2] + to)
        return year, _end(year, part["to_tail"]), "stated", "date"
    if part["year"]:
        return int(part["year"]), _day(part["year"], part["month"], part["day"], part["tail"]), "stated", "date"
    if part["iso"]:
        return int(part["iso"]), _day(part["iso"], part["iso_month"], part["iso_day"], None), "stated", "date"
    if part["spoken"]:
        year = chinese_value(part["spoken"])
        return year, _end(year, part["spoken_tail"]), "stated", "date"
    year = PLANS[str(part["plan"])]
    return year, str(year), "stated", "since" if part["plan_part"] == "以来" else "date"


def _shift(part: Mapping[str, str | None]) -> int:
    """Return how many years after the day of issue a date told from it lies."""
    if within := part["within"]:
        counted = re.search(COUNT, within)
        return 0 if counted is None else int(counted[0]) if counted[0].isdigit() else chinese_value(counted[0])
    return -1 if part["last"] else 1 if part["next"] else 0


def _end(year: int | None, tail: str | None) -> str:
    if year is None:
        return ""
    return f"{year}-12-31" if tail in ENDS else str(year)


def _day(year: str, month: str | None, day: str | None, tail: str | None) -> str:
    if month and day:
        return f"{year}-{int(month):02}-{int(day):02}"
    if month:
        return f"{year}-{int(month):02}"
    return _end(int(year), tail)


@dataclass(frozen=True)
class Governed:
    """The date that a number stands under, and how it came to it: in its sentence, carried along the paragraph, or from the head of a list."""

    mention: Mention
    carried: Literal["", "paragraph", "list", "section"]


class Calendar:
    """Which date holds where in a text."""

    def __init__(self, text: str, dates: list[Mention]) -> None:
        """Take a plain text and its dates."""
        self.text = text
        self.dates = [each for each in dates if each.role in ("deadline", "date", "now")]
        self.starts = [each.start for each in self.dates]

    def at(self, place: int, sentence: int, paragraph: int, section: int) -> Governed | None:
        """Return the date a number at a place stands under: the last one before it in its paragraph, at the head of its list, or in its section.

        Args:
            place: of the number.
            sentence: where its sentence begins.
            paragraph: where its paragraph begins.
            section: where the clause begins that its paragraph belongs to.
        """
        at = bisect_right(self.starts, place) - 1
        if at >= 0 and self.starts[at] >= paragraph:
            last = self._paired(at, place)
            return Governed(last, "" if last.start >= sentence else "paragraph")
        if found := self._of_list(paragraph):
            return found
        # A goal is set once for the paragraphs of its section; further away than this it is no more meant.
        if at >= 0 and self.starts[at] >= max(section, paragraph - FAR) and self.dates[at].role != "now":
            return Governed(self.dates[at], "section")
        return None

    def _paired(self, at: int, place: int) -> Mention:
        """Return the date that a number has by its order: 到2022年和2030年，…分别达到50%和90%."""
        run = [self.dates[at]]
        while at > 0 and re.fullmatch(r"[和、及与]", self.text[self.dates[at - 1].end : run[0].start]):
            at -= 1
            run.insert(0, self.dates[at])
        since = self.text.rfind("分别", run[-1].end, place)
        if len(run) < 2 or since < 0 or re.search(r"[,;。\n]", self.text[since:place]):
            return run[-1]
        order = len(re.findall(r"\d+(?:\.\d+)?", self.text[since:place]))
        return run[min(order, len(run) - 1)]

    def _of_list(self, paragraph: int) -> Governed | None:
        line = paragraph
        while line > max(0, paragraph - LONGEST_LIST) and BULLET.match(self.text[line : line + 6]):
            line = self.text.rfind("\n", 0, max(0, line - 1)) + 1
            if line <= 0:
                break
            head = self.text[line : self.text.find("\n", line)]
            if LIST_HEAD.search(head):
                at = bisect_right(self.starts, line + len(head)) - 1
                return Governed(self.dates[at], "list") if at >= 0 and self.starts[at] >= line else None
        return None
