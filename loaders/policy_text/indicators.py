"""Which indicator of the codebook a text means by its own words for what it counts."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from loaders.policy_text.units import fits

# What the codebook says of a figure's standing, not of its subject.
REMARK = re.compile(r"[(（][^)）]*(?:未说明|当期|累计|未细分|未限|见条件|合计|总量|单一路径|某类机构|范围)[^)）]*[)）]")
SIGNS = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
# One word for what documents name in several ways, on both sides of the comparison.
SAME = {
    "老人": "老年人",
    "老年年人": "老年人",
    "老龄人口": "老年人口",
    "长期护理保险": "长护险",
    "床位数": "床位",
    "医护型": "护理型",
    "护养型": "护理型",
    "占比": "比例",
    "占": "比例",
    "比重": "比例",
    "周岁": "岁",
    "日间照顾": "日间照料",
    "百岁": "100岁",
    "规范化": "规范",
    "康养": "养老",
    "养老服务机构": "养老机构",
    "养老服务床位": "养老床位",
    "养老服务有效床位": "养老床位",
    "民营养老": "民办养老",
    "培育训练": "培训",
    "养老组织": "养老机构",
    "总床位": "床位总数",
    "设置": "设",
    "设立": "设",
    "开设": "设",
    "老年病科": "老年医学科",
    "老年医学专科": "老年医学科",
    "新建": "新增",
    "新建成": "新增",
    "认知症": "认知障碍",
    "失智": "认知障碍",
    "民营": "民办",
    "社会办": "民办",
    "助餐": "老年食堂助餐",
}
SAME_WORDS = re.compile("|".join(sorted(SAME, key=len, reverse=True)))
FLOW = re.compile(r"新增|新建|改造|新开工|净增|增设|当年|培训|改扩建|扩建|新创建")
AGE = re.compile(r"(\d+)周?岁")


COMMON = 0.06  # of two that are equally near, what documents speak of more often
PRINTED = 1.2  # weight of words that every document prints an indicator with; its own name weighs 1


# What a count is set against, in a text's words and in the codebook's units.
PER = {"每千": "per_1000", "千名": "per_1000", "千人": "per_1000", "每万": "per_10000", "人均": "per_person"}
RATED = ("beds", "persons", "area")


@dataclass(frozen=True)
class Nearest:
    """An indicator and how near it is to the words that were asked for, from 0 to 1."""

    indicator: str
    score: float


@dataclass(frozen=True)
class Known:
    """An indicator of the codebook: what its words weigh, and what may be measured in it."""

    weights: Mapping[str, float]
    length: float
    unit: str
    measure: str
    single: bool


class Indicators:
    """The codebook's indicators, to be found by words."""

    def __init__(self, indicators: pd.DataFrame, printed: Mapping[str, Collection[str]] | None = None) -> None:
        """Take the table of indicators, and by indicator the words that documents have printed it with."""
        words = {row["indicator"]: _words_of(row) for row in indicators.to_dict("records")}
        self.seen = {indicator: len(phrases) for indicator, phrases in (printed or {}).items()}
        for indicator, phrases in (printed or {}).items():
            _learn(words[indicator], phrases)
        spread = Counter(pair for weights in words.values() for pair in weights)
        self.rarity = {pair: math.log(1 + len(words) / count) for pair, count in spread.items()}
        self.usual = math.log(1 + len(words))
        self.known: dict[str, Known] = {}
        self.holding: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for row in indicators.to_dict("records"):
            weights = {pair: weight * self.rarity[pair] for pair, weight in words[row["indicator"]].items()}
            length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
            self.known[row["indicator"]] = Known(
                weights,
                length,
                row["unit"],
                row["measure"],
                "单个机构" in row["name_zh"] or "单个社区" in row["name_zh"],
            )
            for pair, weight in weights.items():
                self.holding[pair].append((row["indicator"], weight))

    def nearest(self, texts: Iterable[tuple[str, float]], unit: str, kind: str = "", most: int = 2) -> list[Nearest]:
        """Return the indicators nearest to a text's words, best first.

        Args:
            texts: stretches of words, each with its weight, first what stands before the number.
            unit: class of the printed unit (``units.UNITS_OF``); empty: any.
            kind: of statement: rules are looked for only where one is meant, and never as results.
            most: how many.
        """
        texts = list(texts)
        asked: dict[str, float] = {}
        for words, weight in texts:
            for pair in _pairs(words):
                asked[pair] = max(asked.get(pair, 0.0), weight * self.rarity.get(pair, self.usual * 0.35))
        length = math.sqrt(sum(weight**2 for weight in asked.values())) or 1.0
        shared: dict[str, float] = defaultdict(float)
        for pair, weight in asked.items():
            for indicator, other in self.holding.get(pair, ()):
                shared[indicator] += weight * other
        own = texts[0][0] + texts[1][0] if len(texts) > 1 else texts[0][0] if texts else ""
        per = next((per for sign, per in PER.items() if sign in own), "")
        flow, rule = bool(FLOW.search(texts[0][0] if texts else "")), kind in ("parameter", "threshold")
        scored = []
        for indicator, product in shared.items():
            known = self.known[indicator]
            if (unit and not fits(unit, known.unit)) or (unit in RATED and _per(known.unit) != per):
                continue
            # The cosine, leaning to what the indicator's own words ask for: a long sentence may hold more than its number's name.
            score = product / (known.length**1.15 * length**0.85)
            score *= 1.0 if (known.measure == "rule") == rule else 0.6
            score *= 1.0 if rule or (known.measure == "flow") == flow else 0.75
            score *= 0.6 if known.single else 1.0
            score *= 1 + COMMON * math.log1p(self.seen.get(indicator, 0))
            scored.append(Nearest(indicator, round(min(1.0, score), 4)))
        return sorted(scored, key=lambda each: (-each.score, each.indicator))[:most]


def _per(unit: str) -> str:
    return next((per for per in ("per_10000", "per_1000", "per_person") if unit.endswith(per)), "")


def _words_of(row: Mapping[Hashable, Any]) -> dict[str, float]:
    weights: dict[str, float] = {}
    age = {"60+": "60岁", "65+": "65岁", "80+": "80岁"}.get(row["age_basis"], "")
    for text, weight in ((row["name_zh"], 1.0), (row["numerator"], 0.6), (row["denominator"], 0.45), (age, 0.4)):
        for pair in _pairs(REMARK.sub("", text)):
            weights[pair] = max(weights.get(pair, 0.0), weight)
    return weights


def _learn(weights: dict[str, float], phrases: Collection[str]) -> None:
    """Add to an indicator's words those that documents print it with, by how many of them do."""
    spread = Counter(pair for phrase in phrases for pair in _pairs(phrase))
    for pair, count in spread.items():
        share = count / len(phrases) if len(phrases) > 2 else 0.5 * count / len(phrases)
        weights[pair] = max(weights.get(pair, 0.0), PRINTED * share)


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring letters of a text, one word for one thing."""
    plain = SAME_WORDS.sub(lambda match: SAME[match[0]], text)
    found = {f"{age}岁" for age in AGE.findall(plain)}
    for words in SIGNS.split(plain):
        found |= {words[at : at + 2] for at in range(len(words) - 1)}
    return found
