"""The tables a scenario stands on: its assumptions, and the policy packs whose prices it multiplies."""

from loaders.tables.columns import COMPARATORS, NAME, SLUG, source
from loaders.tables.schema import Column, Table

ASSUMPTIONS = Table(
    "assumptions",
    "测算假设",
    "Assumptions",
    ("assumption",),
    (
        Column("assumption", "假设标识", "slug of the assumption", required=True, pattern=NAME),
        Column(
            "code",
            "代号",
            "two letters that stand for it in links, for good; empty where no scenario changes it",
            pattern="[a-z]{2}",
        ),
        Column("order", "次序", "order of display within its section", "integer", required=True, minimum=1),
        Column("section", "分组", "what it is about", required=True, listed="assumption_section"),
        Column("name_zh", "中文名", "Chinese name", required=True),
        Column("name_en", "英文名", "English name", required=True),
        Column("unit", "单位", "unit of the values", required=True, pattern=NAME),
        Column("default", "默认值", "value used unless another is chosen", "number", required=True),
        Column("low", "下限", "lowest value that can be chosen", "number", required=True),
        Column("high", "上限", "highest value that can be chosen", "number", required=True),
        Column(
            "status",
            "依据",
            "document: the default is printed in a document; assumed: no source says so",
            required=True,
            words=("document", "assumed"),
        ),
        *source(),
    ),
    "One row a value that can be adjusted: default, range, unit, and the document that prints the default, or `assumed`.",
)

PACKS = Table(
    "packs",
    "补贴与待遇政策",
    "Subsidy and benefit policies",
    ("pack", "rule", "part", "order", "from"),
    (
        Column(
            "pack",
            "政策包标识",
            "slug of the scheme; its file is curated/packs/<pack>.yaml",
            required=True,
            pattern=SLUG,
        ),
        Column("place", "地区", "whose policy it is", required=True, refers="places.place"),
        Column("scheme_zh", "政策名", "Chinese name of the scheme", required=True),
        Column("scheme_en", "政策名(英文)", "English name of the scheme", required=True),
        Column(
            "basis",
            "对象口径",
            "whom the scheme serves: resident (常住), registered (户籍), insured (参保), providers (机构) or unstated",
            required=True,
            words=("resident", "registered", "insured", "providers", "unstated"),
        ),
        Column("rule", "规则标识", "slug of the rule within the scheme", required=True, pattern=SLUG),
        Column("name_zh", "规则名", "Chinese name of the rule", required=True),
        Column("name_en", "规则名(英文)", "English name of the rule", required=True),
        Column("payer", "出资方", "who pays", required=True, listed="payer"),
        Column(
            "counts",
            "计量对象",
            "what the price is multiplied by, added up; joined by ;",
            required=True,
            listed="pack_count",
            many=True,
        ),
        Column(
            "portions",
            "适用部分",
            "assumptions whose product is the portion that qualifies, - before one: the rest; joined by ;",
        ),
        Column("base", "计费基数", "the price that a share is taken of", listed="pack_base"),
        Column("eligibility", "适用条件", "who or what qualifies (Chinese)", required=True),
        Column("eligibility_en", "适用条件(英文)", "who or what qualifies (English)", required=True),
        Column("part", "成分", "what the value is within the rule", required=True, listed="pack_part"),
        Column("order", "次序", "year of an instalment, counted from 1; else 1", "integer", required=True, minimum=1),
        Column("value", "数值", "value in base units", "number", required=True, minimum=0),
        Column("comparator", "比较符", "how the value is meant", required=True, words=COMPARATORS),
        Column("unit", "单位", "unit of the value", required=True, pattern=NAME),
        Column("from", "起始年份", "first year the value holds, where known", "integer", minimum=1980),
        Column("until", "截止年份", "last year the value holds, where printed", "integer", minimum=1980),
        Column("warnings", "使用提醒", "usage warnings, joined by ;", listed="warning", many=True),
        Column("fact", "事实", "fact that holds the value, where it is one", refers="facts.fact"),
        *source(clause_required=True),
    ),
    "One row a value of a subsidy or insurance scheme: rule, part, unit, and the clause that prints it.",
)
