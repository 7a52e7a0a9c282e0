"""What stands around a number, from which its kind of statement is told; and the shape of that answer."""

import re
from dataclasses import dataclass
from functools import cached_property

from loaders.policy_text.quantities import Quantity
from loaders.policy_text.reasons import Reason, reason

WILL = re.compile(
    r"将(?:达|新|建|超|有|完|在|实|全|为|再|打|扩|增|基)|力争|争取|确保|计划(?![”》\"])|拟(?:建|新|在|用)|目标|要(?:达到|求|建|实现|确保|在)"
    r"|须|应(?:达|当|占|不)|规划(?:建|新|养|社|总|床|机|设)|届时|预计|年内|今后|未来"
)
DONE = re.compile(
    r"已(?:达|建(?!成(?:的)?(?:居住|住宅|小区))|有|经|完|实|覆|累|发|开|投|全|超|成|为|受|惠|享|拥|参|入)|目前|现有|现已|共有|截[至止]|累计|完成了|去年|上年|运营养老|新创建|遴选|组建"
    r"|提供[^,。;]{0,10}服务$|的基础上$|\((?:共|约)$|人口(?:偏|较|约|总)"
)
PEOPLE = re.compile(
    r"老年人口|老龄人口|老年人数|老年人达|老年人将|岁(?:及|或)?以上(?:的)?(?:户籍|常住)?(?:老年|老龄)?人|人口占|人口将"
    r"|失能(?:、|和)?[^,。;]{0,6}老年人|老龄化|年均增长率"
)
SHARE_OF_PEOPLE = re.compile(r"占|比重|老龄化|人口|年均增长")
HAD = re.compile(r"已|截[至止]|(?<![没具所拥])有[^,。;效达]{0,12}$")
HOPED = re.compile(r"力争|争取|探索|有条件的|鼓励|支持有条件|原则上")
PROPOSED = re.compile(r"建议|倡议|可考虑|拟提")
NOT_YET = re.compile(r"推进|加快|探索|推行|稳步|逐步|推动")
COUNTED = ("persons", "percent", "counted")


@dataclass(frozen=True)
class Statement:
    """A kind of statement, how firmly it is meant, how sure the words are (0 to 1), and the rule that decided."""

    kind: str
    commitment: str
    sure: float
    why: Reason


@dataclass(frozen=True)
class Dated:
    """The year that a number stands under, the role of that date, whether it was carried from another sentence, and the year of issue."""

    year: int | None
    role: str
    carried: bool
    issued: int | None


@dataclass(frozen=True)
class Words:
    """A quantity with the words around it.

    ``before`` and ``after`` are its stretch between two stops, ``beyond`` what follows whatever stops; ``lead`` its sentence up to
    it; ``earlier`` what the paragraph says before that sentence; ``plan``: the document is a plan, an opinion or rules, not news
    or a report.
    """

    quantity: Quantity
    before: str
    after: str
    beyond: str
    lead: str
    earlier: str
    dated: Dated
    plan: bool

    @cached_property
    def done(self) -> re.Match[str] | None:
        """The last word of the sentence that tells of a result."""
        return last(DONE, self.lead)

    @cached_property
    def will(self) -> re.Match[str] | None:
        """The last word of the sentence that tells of an aim; what follows a semicolon goes back to what the sentence began with."""
        found = last(WILL, self.lead)
        if found and self.done and found.start() > self.done.start() and ";" in self.lead[found.end() :]:
            return None
        return found

    @cached_property
    def people(self) -> re.Match[str] | None:
        """The words by which the number counts people, as no policy makes them; a rate of people who are served is none."""
        if self.quantity.unit not in COUNTED:
            return None
        if self.quantity.unit == "percent" and not SHARE_OF_PEOPLE.search(self.before):
            return None
        return PEOPLE.search(self.lead[-40:] if self.before.startswith("占") or len(self.before) < 2 else self.before)

    @cached_property
    def ahead(self) -> bool:
        """Whether the year was still to come when the text was written."""
        dated = self.dated
        if dated.year is None or dated.role == "now":
            return False
        if dated.issued is not None:
            return dated.year > dated.issued
        return dated.role == "deadline" and not HAD.search(self.lead)

    @property
    def universal(self) -> bool:
        """Whether the value follows from words about all."""
        return any(sign.startswith("universal") for sign in self.quantity.signs)

    @property
    def firmness(self) -> str:
        """How firmly an aim is meant."""
        if PROPOSED.search(self.lead):
            return "proposal"
        if HOPED.search(self.lead[-40:]):
            return "aspiration"
        return "in_progress" if NOT_YET.search(self.lead[-12:]) else "firm"

    def target(self, sure: float, rule: str, words: str = "") -> Statement:
        """Return the statement that it is an aim."""
        return Statement("target", self.firmness, sure, reason(rule, words=words, kind="target"))

    def other(self, kind: str, sure: float, rule: str, words: str = "") -> Statement:
        """Return the statement that it is of another kind, which knows no firmness."""
        return Statement(kind, "not_applicable", sure, reason(rule, words=words, kind=kind))


def last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the last place where a pattern stands in a text."""
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
