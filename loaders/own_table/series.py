"""What the figures under one name measure: the nearest indicator of the codebook, their unit, and what they are multiplied by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from loaders.own_table.records import NEW, SKIP, Answers, Reason
from loaders.own_table.units import NO_HALF, USUAL, fits, plain, usual_unit
from loaders.policy_text.indicators import REMARK, SAME, SAME_WORDS, Indicators

LEAST = 0.58  # nearer than this an indicator is proposed
CLOSE = 0.06  # two as near as this are asked for
MOST_OPTIONS = 5
PADDING = re.compile(
    r"拥有|配备|[的约共]|全部|各类|期末|年末|年底|总数|总量|总计|合计|数量|情况|截至|累计|[（()）：:、，,“”\"\s]"
)
AGE = re.compile(r"(\d{2,3})周?岁|(百)岁")
BASES = {"常住": "resident", "户籍": "registered"}
NARROWER = re.compile(
    r"社区|农村|城镇|民办|公办|新增|新建|家庭|普惠|护理型|其中|示范|改造|每|人均|单个|认知|失能|安宁|中医|示范|县域|星级|智慧|医疗|基层"
)
RATE = re.compile(r"率$|占比|比例|比重|百分比|覆盖面")
NAMES = {  # what a name counts by itself, where no unit is printed
    "persons": re.compile(r"人口|人数|人员|老年人数?$|人$"),
    "beds": re.compile(r"床位数?$|床数$"),
    "institutions": re.compile(r"机构数?$|院数$|家数$"),
    "facilities": re.compile(r"中心数?$|站点?数?$|设施数?$|个数$"),
    "households": re.compile(r"户数$"),
}
RULE_WORDS = re.compile(r"补贴|补助|标准|津贴|限额|待遇|价格|收费|门槛|起付|支付")
SUMS_OF_MONEY = ("yuan", "yuan:10000", "yuan:100000000")


@dataclass(frozen=True)
class Near:
    """The indicators nearest to a name, best first, those that fit the printed unit; ``close`` where several are as near."""

    ranked: tuple[tuple[str, float], ...]
    close: tuple[str, ...] = ()

    @property
    def best(self) -> tuple[str, float]:
        """The one proposed; empty where none is near enough."""
        return (
            self.ranked[0]
            if self.ranked and self.ranked[0][1] >= LEAST
            else ("", self.ranked[0][1] if self.ranked else 0.0)
        )

    def runner_up(self, chosen: str) -> tuple[str, float]:
        """The nearest of the others."""
        return next(((slug, score) for slug, score in self.ranked if slug != chosen), ("", 0.0))


class Codebook:
    """The indicators, to be found by the heads of a table, which are short and say their age and basis."""

    def __init__(self, indicators: pd.DataFrame) -> None:
        """Take the table of indicators."""
        self.words = Indicators(indicators)
        rows = indicators.fillna("").to_dict("records")
        self.rows = {str(row["indicator"]): row for row in rows}
        self.traits = {slug: _Traits.of(str(row["name_zh"])) for slug, row in self.rows.items()}
        self.literal: dict[str, list[str]] = {}
        self.exact: dict[str, list[str]] = {}
        for row in rows:
            self.literal.setdefault(_closed(str(row["name_zh"])), []).append(str(row["indicator"]))
            for said in {normal(text) for text in _also(row)}:
                self.exact.setdefault(said, []).append(str(row["indicator"]))

    def near(self, name: str, printed: str) -> Near:
        """Return the indicators nearest to a head.

        Args:
            name: the head without year, unit and kind.
            printed: its unit as printed; empty where there is none.
        """
        kinds = ("", "parameter") if RULE_WORDS.search(name) else ("",)
        scores = dict.fromkeys(self.literal.get(_closed(name)) or self.exact.get(normal(name), ()), 1.0)
        said = _Traits.of(name)
        for kind in kinds:
            for found in self.words.nearest([(plain(name), 1.0)], "", kind, most=40):
                score = min(found.score, 0.97) * self._likely(found.indicator, said)
                scores[found.indicator] = max(score, scores.get(found.indicator, 0.0))
        fitting = [
            (slug, round(score, 3))
            for slug, score in scores.items()
            if score > 0.2 and (not printed or fits(printed, str(self.rows[slug]["unit"])))
        ]
        ranked = tuple(sorted(fitting, key=lambda pair: (-pair[1], pair[0]))[:MOST_OPTIONS])
        return Near(ranked, _close(ranked))

    def _likely(self, slug: str, said: "_Traits") -> float:
        """Return what an indicator's likeness is worth: nothing if it speaks of another age or basis, less if of something narrower."""
        row, own = self.rows[slug], self.traits[slug]
        if own.ages != said.ages and (said.ages or row["domain"] == "population"):
            return 0.0
        based = row["population_basis"] in BASES.values()
        if said.bases and based and row["population_basis"] not in said.bases:
            return 0.0
        worth = 1.0 if said.bases or not based else 0.8
        if said.rate and row["unit"] not in ("percent", "per_mille"):
            worth *= 0.5
        return worth * 0.75 ** len(own.narrower ^ said.narrower)


@dataclass(frozen=True)
class _Traits:
    """What a name says of ages and bases, what makes it narrower, and whether it is a rate."""

    ages: frozenset[str]
    bases: frozenset[str]
    narrower: frozenset[str]
    rate: bool

    @classmethod
    def of(cls, name: str) -> "_Traits":
        bases = frozenset(basis for word, basis in BASES.items() if word in name)
        ages = frozenset(age or "100" for age, _ in AGE.findall(name))
        return cls(ages, bases, frozenset(NARROWER.findall(name)), bool(RATE.search(name)))


def _also(row: dict) -> list[str]:
    """Return the names that an indicator has: its own, a rate in brackets, and what it counts where it counts without a base."""
    name = str(row["name_zh"])
    rates = re.findall(r"[（(]([^（()）]*率)[)）]", name)
    plain_name = re.sub(r"[（(][^（()）]*率[)）]", "", name) if rates else name
    counted = (
        [str(row["numerator"])] if row["numerator"] and not row["denominator"] and row["measure"] == "level" else []
    )
    return [plain_name, *rates, *counted, str(row["name_en"])]


def _closed(text: str) -> str:
    return plain(text).replace(" ", "")


def normal(text: str) -> str:
    """Return a name as it is compared: one word for one thing, without what adds nothing.

    >>> normal("每千名老年人拥有养老床位数") == normal("每千名老人养老床位"), normal("养老床位总数") == normal("养老床位数")
    (True, True)
    """
    said = re.sub(
        r"岁(?:及|\(含\))?以上", "岁及以上", plain(REMARK.sub("", text)).replace("周岁", "岁").replace(" ", "")
    )
    said = PADDING.sub("", SAME_WORDS.sub(lambda match: SAME[match[0]], said))
    said = SAME_WORDS.sub(lambda match: SAME[match[0]], said)
    said = said.replace("护理床位", "护理型床位")
    if AGE.search(said):
        said = said.replace("老年人口", "人口")
    return re.sub(r"(?:人数|家数|个数|数)$", "", said).casefold()


def _close(ranked: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Return the indicators that are as near as the first, if there are such; two that match in full are as near."""
    if len(ranked) < 2 or ranked[0][1] < LEAST:
        return ()
    first = ranked[0][1]
    margin = 0.0 if first == 1.0 else CLOSE
    found = tuple(slug for slug, score in ranked if first - score <= margin)
    return found if len(found) > 1 else ()


@dataclass(frozen=True)
class Settled:
    """What the figures of a series measure; ``asked`` where it cannot be told: reason and options."""

    indicator: str = ""
    score: float = 0.0
    runner_up: tuple[str, float] = ("", 0.0)
    unit: str = ""
    scale: int = 1
    reasons: tuple[Reason, ...] = ()
    asked: tuple[str, str, tuple[str, ...], bool] | None = None  # what (indicator, unit), reason, options, open
    skipped: bool = False


def settled(
    names: Sequence[str],
    printed: str,
    above: Sequence[str],
    values: Sequence[float],
    codebook: Codebook,
    answers: Answers,
    keys: tuple[str, str],
) -> Settled:
    """Return what figures measure.

    Args:
        names: their name, and what else it may be called (without its group's, or with the title's).
        printed: their unit as printed beside them; empty where there is none.
        above: units that a line above the table states.
        values: as printed.
        codebook: to look the name up in.
        answers: of the viewer.
        keys: of the questions for their indicator and their unit.
    """
    answer = answers.get(keys[0], "")
    if answer == SKIP or answers.get(keys[1]) == SKIP:
        return Settled(skipped=True)
    if not names[0] and answer not in codebook.rows:
        return Settled(asked=("indicator", "name_nowhere", (), True))
    near = _nearest(names, printed, codebook)
    slug, score = near.best
    reasons = [_told(names[0], slug, score)]
    if answer == NEW or answer in codebook.rows:
        slug, score = ("", near.best[1]) if answer == NEW else (answer, dict(near.ranked).get(answer, 0.0))
        reasons = [Reason("indicator_answered")]
    elif near.close:
        close = [each for each in near.close if any(fits(unit, str(codebook.rows[each]["unit"])) for unit in above)]
        if printed or len(close) != 1:
            return Settled(asked=("indicator", "indicators_alike", (*near.close, NEW), True))
        slug, score = close[0], dict(near.ranked)[close[0]]
        reasons = [_told(names[0], slug, score)]
    own = str(codebook.rows[slug]["unit"]) if slug else ""
    unit = _answered(answers.get(keys[1], ""), codebook) or _unit(names[0], own, printed, above, values)
    if isinstance(unit, tuple):
        return Settled(asked=("unit", "unit_unknown", unit, not own))
    return Settled(slug, score, near.runner_up(slug), unit.slug, unit.scale, (*reasons, unit.reason))


def _nearest(names: Sequence[str], printed: str, codebook: Codebook) -> Near:
    """Return the indicators nearest to a name, or to what else it may be called where they match that in full."""
    found = codebook.near(names[0], printed)
    if found.best[0]:
        return found
    for name in names[1:]:
        other = codebook.near(name, printed)
        if other.best[1] == 1.0 and not other.close:
            return Near(tuple((slug, round(score * 0.75, 3)) for slug, score in other.ranked))
    return found


def _told(name: str, slug: str, score: float) -> Reason:
    return Reason("indicator_named" if slug else "indicator_new", (("name", name), ("score", f"{score:.2f}")))


@dataclass(frozen=True)
class _Unit:
    slug: str
    scale: int
    reason: Reason


def _answered(answer: str, codebook: Codebook) -> _Unit | None:
    slug, _, size = answer.partition(":")
    known = {str(row["unit"]) for row in codebook.rows.values()} | set(USUAL)
    if slug not in known or not re.fullmatch(r"\d{0,9}", size) or size == "0":
        return None
    return _Unit(slug, int(size or 1), Reason("unit_answered"))


def _unit(name: str, own: str, printed: str, above: Sequence[str], values: Sequence[float]) -> _Unit | tuple[str, ...]:
    """Return the unit of figures, or the options where it cannot be told.

    Args:
        name: of what is counted.
        own: unit of the indicator; empty where there is none.
        printed: beside the figures.
        above: over the table.
        values: as printed.
    """
    if printed:
        slug, scale = (own, fits(printed, own)) if own else usual_unit(printed)
        return _Unit(slug, scale, Reason("unit_printed", (("unit", printed),)))
    own = own or _of_name(name)
    fitting = [unit for unit in above if (fits(unit, own) if own else True)]
    if len(fitting) == 1:
        slug, scale = (own, fits(fitting[0], own)) if own else usual_unit(fitting[0])
        return _Unit(slug, scale, Reason("unit_of_title", (("unit", fitting[0]),)))
    if len(fitting) > 1:
        return tuple(
            dict.fromkeys(
                _option(own or usual_unit(unit)[0], fits(unit, own) if own else usual_unit(unit)[1]) for unit in fitting
            )
        )
    return _unprinted(name, own, above, values)


def _unprinted(name: str, own: str, above: Sequence[str], values: Sequence[float]) -> _Unit | tuple[str, ...]:
    broken = any(value != int(value) for value in values)
    if own == "percent" and broken and all(abs(value) <= 1 for value in values):
        return "percent", "percent:100"
    if own in NO_HALF and (broken or any(usual_unit(unit)[1] > 1 for unit in above)):
        return own, f"{own}:10000"
    if own == "yuan":
        return SUMS_OF_MONEY
    if not own:
        return USUAL
    return _Unit(own, 1, Reason("unit_of_indicator" if own != _of_name(name) else "unit_of_name", (("name", name),)))


def _option(slug: str, scale: int) -> str:
    return slug if scale == 1 else f"{slug}:{scale}"


def _of_name(name: str) -> str:
    if RATE.search(name):
        return "percent"
    return next((unit for unit, words in NAMES.items() if words.search(name)), "")
