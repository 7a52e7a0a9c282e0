"""What kind of statement a number is: a target, a result, a forecast, a rule, or a condition; and how firmly it is meant.

Rulings are asked one after the other, first those of rules and conditions (``rules``), then those of time and aim; the first
that answers decides.
"""

import re

from loaders.policy_text import rules
from loaders.policy_text.words import DONE, NOT_YET, WILL, Statement, Words, last

FORECAST = re.compile(r"预计|预测|预估|将进入|据测算|估计|有望")
QUOTA = re.compile(r"每年(?:新增|招聘|选拔|培训|培养|建设|新建|完成|开展|组织|改造|安排)")
HAS = re.compile(r"目前|已(?:建|有|达)")
LEAST = re.compile("以上|不低于|不少于|不小于|至少")
WEAK_WILL = re.compile(
    WILL.pattern
    + r"|拟|要实现|应(?:按|建)|任务|推动|推进|提出|明确|实现|完成|建成|新增|培育|打造|培训|改造|建设|新建|发展|选择|确定|建立|扩建|创建|开展"
    r"|支持|达到|提高到|提升到|增加到|不低于|不少于|超过|至少"
)
WEAK_DONE = re.compile(
    DONE.pattern
    + r"|拥有|建成了?(?!后)|达到?了|成功|新增了?|发放|享受|惠及|增长|上升|提高了|下降|获|入住率?约?|运营(?:养|机)|共(?:有|建|发|计|设)"
    r"|实施完成|覆盖|接受|排名|位居|占(?:总|全|人|户)|全(?:市|省|区|县|国)(?:共)?有"
)


def statement(words: Words) -> Statement:
    """Return the kind of statement that a quantity with its words is."""
    return next(found for ruling in RULINGS if (found := ruling(words)) is not None)


def forecast(words: Words) -> Statement | None:
    """People to come are foreseen, not aimed at."""
    if words.people and (FORECAST.search(words.lead) or (words.ahead and re.search("将|达", words.lead))):
        return words.other("forecast", 0.9, "kind_people", words.people[0])
    return None


def quota(words: Words) -> Statement | None:
    """So many each year are an aim without an end."""
    found = QUOTA.search(words.lead[-30:])
    return words.target(0.85, "kind", found[0]) if found else None


def under_way(words: Words) -> Statement | None:
    """推进…全覆盖 is under way, and no result."""
    found = NOT_YET.search(words.before + words.quantity.printed) if words.universal else None
    return Statement("target", "in_progress", 0.8, words.target(0.8, "kind", found[0]).why) if found else None


def ahead(words: Words) -> Statement | None:
    """What stands under a date to come is an aim, or foreseen where it counts people."""
    if not words.ahead or (words.dated.carried and words.done) or HAS.search(words.before):
        return None
    if words.people and not words.will:
        return words.other("forecast", 0.7, "kind_people", words.people[0])
    return words.target(0.95, "kind_ahead", str(words.dated.year))


def aim(words: Words) -> Statement | None:
    """A word of aim behind the number, or before it and after every word of result."""
    if re.match("[^,。;]{0,16}目标", words.after) and not words.done:
        return words.target(0.8, "kind", "目标")
    if words.will and (not words.done or words.will.start() > words.done.start()):
        return words.target(0.85, "kind", words.will[0])
    return None


def result(words: Words) -> Statement | None:
    """A word of result, a year gone by, or people counted."""
    if words.done:
        return words.other("achieved", 0.9, "kind", words.done[0])
    dated = words.dated
    if dated.year is not None and dated.issued is not None and dated.year < dated.issued:
        return words.other("achieved", 0.85, "kind_past", str(dated.year))
    return words.other("achieved", 0.75, "kind_people", words.people[0]) if words.people else None


def by_sentence_before(words: Words) -> Statement | None:
    """What the sentence before told of goes on, if this one says nothing."""
    done, will = last(DONE, words.earlier), last(WILL, words.earlier)
    if done and not (will and will.start() > done.start()) and not words.plan:
        return words.other("achieved", 0.6, "kind_before", done[0])
    if words.quantity.comparator == "range" or words.universal or LEAST.search(" ".join(words.quantity.signs)):
        return words.target(0.6, "kind_bound")
    return words.target(0.6, "kind_before", will[0]) if will and not done else None


def by_document(words: Words) -> Statement:
    """A weak word, or else what such a document mostly tells: plans of aims, reports of results."""
    if words.plan and (found := last(WEAK_WILL, words.lead)):
        return words.target(0.7, "kind", found[0])
    if found := last(WEAK_DONE, words.lead):
        return words.other("achieved", 0.6, "kind", found[0])
    return words.target(0.45, "kind_weak") if words.plan else words.other("achieved", 0.4, "kind_weak")


RULINGS = (
    *rules.RULINGS,
    forecast,
    quota,
    under_way,
    ahead,
    aim,
    result,
    by_sentence_before,
    by_document,
)
