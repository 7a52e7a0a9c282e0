"""The table of insurance schemes: what long-term care insurance pays for whom, and who pays into it, one row a printed value."""

from loaders.tables.columns import COMPARATORS, DATE, NAME, PLACE, SLUG, source
from loaders.tables.schema import Column, Table

SCHEMES = Table(
    "schemes",
    "长期护理保险方案",
    "Long-term care insurance schemes",
    ("entry",),
    (
        Column("entry", "标识", "slug of the value", required=True, pattern=SLUG),
        PLACE,
        Column("element", "要素", "what the value is within the scheme", required=True, listed="scheme_element"),
        Column("payer", "出资方", "who pays in; empty but for what is paid in", listed="scheme_payer"),
        Column("setting", "护理方式", "where care is given; empty where it does not matter", listed="scheme_setting"),
        Column("level", "失能等级", "level of disability; empty where it does not matter", listed="scheme_level"),
        Column("insured", "参保类别", "how the person is insured; empty where all are", listed="scheme_insured"),
        Column("condition", "适用条件", "class of provider or person (Chinese); empty: all"),
        Column("condition_en", "适用条件(英文)", "class of provider or person (English)"),
        Column(
            "part",
            "部分",
            "parts of one benefit, counted from 1, add up",
            "integer",
            required=True,
            minimum=1,
        ),
        Column("value", "数值", "value in base units; empty where nothing is counted", "number", minimum=0),
        Column("value_high", "数值上限", "upper end of a range, else empty", "number", minimum=0),
        Column("comparator", "比较符", "how the value is meant; empty without a value", words=COMPARATORS),
        Column("unit", "单位", "unit of the value; empty without a value", pattern=NAME),
        Column("from", "起始时间", "since when the value holds, as finely as known", pattern=DATE),
        Column("until", "截止时间", "when it ceased to hold; empty: no later rule is known", pattern=DATE),
        Column("warnings", "使用提醒", "usage warnings, joined by ;", listed="warning", many=True),
        *source(clause_required=True),
    ),
    "One row a printed value of a long-term care insurance scheme: what is paid in, who qualifies, what is paid where and at which level.",
)
