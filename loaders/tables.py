"""Every curated table declared once: its columns, what they may hold, and how they refer to each other.

The schemas check what one table can say by itself; ``loaders/rules.py`` checks what needs two columns or two tables.
"""

from loaders.columns import ADCODE, COMPARATORS, DATE, NAME, SHA256, SLUG, people, source
from loaders.model_tables import ASSUMPTIONS, PACKS
from loaders.result_tables import RESULT_TABLES
from loaders.schema import Column, Table

RULE = (
    r"^(kind|care_beds|medical_beds|bed_use|has_clinic|partner_hospital|community_contract|hospital_level|age)"
    r" (==|>=|<=|<|>) [a-z0-9_.]+"
    r"( and (kind|care_beds|medical_beds|bed_use|has_clinic|partner_hospital|community_contract|hospital_level|age)"
    r" (==|>=|<=|<|>) [a-z0-9_.]+)*$"
)

VARIANTS = ("estimate", "medium", "low80", "high80", "low95", "high95")

TABLES = {
    table.name: table
    for table in (
        Table(
            "places",
            "地区",
            "Places",
            ("place",),
            (
                Column(
                    "place",
                    "行政区划代码",
                    "GB/T 2260 code as text; x-… for a place a document does not name",
                    required=True,
                    pattern=ADCODE,
                ),
                Column("name_zh", "中文名", "Chinese name", required=True),
                Column("name_en", "英文名", "English name", required=True),
                Column(
                    "level",
                    "级别",
                    "administrative level",
                    required=True,
                    words=("country", "province", "prefecture", "county"),
                ),
                Column("parent", "上级代码", "code of the place it belongs to", refers="places.place"),
                Column("from", "启用年份", "first year of the code, where it changed", pattern=r"^\d{4}$"),
                Column("to", "停用年份", "last year of the code, where it changed", pattern=r"^\d{4}$"),
                Column("note", "说明", "note (Chinese)"),
                Column("note_en", "英文说明", "note (English)"),
            ),
            "One row a place that a document or a figure speaks of.",
        ),
        Table(
            "documents",
            "文件",
            "Documents",
            ("document",),
            (
                Column("document", "文件标识", "slug of the document", required=True, pattern=SLUG),
                Column("title", "标题", "title as printed", required=True),
                Column("title_en", "英文标题", "title in English", required=True),
                Column("issuer", "发文机关", "who issued it", required=True),
                Column("issuer_en", "发文机关(英文)", "who issued it, in English", required=True),
                Column("doc_number", "文号", "official number, where printed"),
                Column("place", "所属地区", "whose document it is", required=True, refers="places.place"),
                Column("issued_on", "发文日期", "date of issue as finely as known", pattern=DATE),
                Column("kind", "文件种类", "kind of document", required=True, listed="document_kind"),
                Column(
                    "authority",
                    "权威性",
                    "official text, second-hand copy, or a collection",
                    required=True,
                    listed="authority",
                ),
                Column("file", "文本文件名", "name of the text it was read from"),
                Column("sha256", "文件校验", "SHA-256 of that file", pattern=SHA256),
                Column("url", "网址", "address it was found at"),
                Column("accessed_on", "查阅日期", "when it was read", pattern=DATE),
                Column(
                    "read_in_full",
                    "是否通读全文",
                    "1 where the whole document was read, 0 where only an extract is at hand",
                    required=True,
                    words=("0", "1"),
                ),
                Column("note", "说明", "note (Chinese)"),
                Column("note_en", "英文说明", "note (English)"),
            ),
            "One row a text or table that a row elsewhere cites.",
        ),
        Table(
            "indicators",
            "指标",
            "Indicators",
            ("indicator",),
            (
                Column("indicator", "指标标识", "slug of the indicator", required=True, pattern=NAME),
                Column("name_zh", "中文名", "Chinese name", required=True),
                Column("name_en", "英文名", "English name", required=True),
                Column("domain", "领域", "domain", required=True, listed="domain"),
                Column("unit", "单位", "unit of the value", required=True, pattern=NAME),
                Column(
                    "measure",
                    "计量方式",
                    "level: stands at a date; flow: adds up over a period; rule: set by rule",
                    required=True,
                    words=("level", "flow", "rule"),
                ),
                Column(
                    "polarity",
                    "好坏方向",
                    "1 more is better, -1 less is better, 0 neither",
                    required=True,
                    words=("1", "-1", "0"),
                ),
                Column("numerator", "分子", "what is counted", required=True),
                Column("numerator_en", "分子(英文)", "what is counted, in English", required=True),
                Column("denominator", "分母", "what it is set against, empty for a count"),
                Column("denominator_en", "分母(英文)", "what it is set against, in English"),
                Column(
                    "age_basis",
                    "年龄口径",
                    "age limit of the people meant",
                    words=("60+", "65+", "80+", "100+", "unstated"),
                ),
                Column(
                    "population_basis",
                    "人口口径",
                    "which population is meant",
                    words=("resident", "registered", "unstated"),
                ),
                Column(
                    "comparable_group",
                    "可比组",
                    "only indicators of one group may share a ranking",
                    required=True,
                    pattern=NAME,
                ),
                Column(
                    "topic",
                    "主题",
                    "topic whose row of a comparison it shares with indicators of other definitions; empty: its own",
                    listed="topic",
                ),
                Column("definition_zh", "定义", "definition in Chinese", required=True),
                Column("definition_en", "英文定义", "definition in English", required=True),
            ),
            "One row a thing that is measured or promised, with its definition.",
        ),
        Table(
            "facts",
            "事实",
            "Facts",
            ("fact",),
            (
                Column("fact", "事实标识", "slug of the fact", required=True, pattern=SLUG),
                Column("place", "地区", "whom the number is about", required=True, refers="places.place"),
                Column(
                    "subject",
                    "机构",
                    "institution the number is about; empty for the place as a whole",
                    refers="institutions.institution",
                ),
                Column("indicator", "指标", "what is measured", required=True, refers="indicators.indicator"),
                Column("scope", "范围条件", "condition under which it holds; empty for the whole place"),
                Column("scope_en", "范围条件(英文)", "the same in English"),
                Column("kind", "陈述种类", "kind of statement", required=True, listed="kind"),
                Column("value", "数值", "value in base units", "number", required=True),
                Column(
                    "value_high", "上限数值", "upper end of a range; a scalar stands twice", "number", required=True
                ),
                Column("comparator", "比较符", "how the value is meant", required=True, words=COMPARATORS),
                Column("unit", "单位", "unit of the value", required=True, pattern=NAME),
                Column("year", "年份", "year the number is for", "integer", minimum=1980),
                Column("date", "日期", "date as finely as the text says", pattern=DATE),
                Column(
                    "period_status",
                    "年份依据",
                    "whether the text states the year",
                    required=True,
                    listed="period_status",
                ),
                Column("commitment", "承诺力度", "how firmly a target is meant", required=True, listed="commitment"),
                Column("warnings", "使用提醒", "usage warnings, joined by ;", listed="warning", many=True),
                *source(),
            ),
            "One row a number in a document: place, indicator, date, kind of statement, clause, printed words.",
        ),
        Table(
            "institutions",
            "机构",
            "Institutions",
            ("institution",),
            (
                Column("institution", "机构标识", "slug of the institution", required=True, pattern=SLUG),
                Column("place", "地区", "where it stands", required=True, refers="places.place"),
                Column("name_zh", "中文名", "Chinese name", required=True),
                Column("name_en", "英文名", "English name", required=True),
                Column("kind", "机构种类", "kind of institution", required=True, listed="institution_kind"),
                Column("beds_total", "床位合计", "beds in total, where printed", "integer", minimum=0),
                Column("beds_medical", "医疗床位", "medical beds, where printed", "integer", minimum=0),
                Column("beds_care", "养老床位", "care beds, where printed", "integer", minimum=0),
                Column("staff_medical", "医护人员", "medical staff, where printed", "integer", minimum=0),
                Column("staff_care", "护工", "care workers, where printed", "integer", minimum=0),
                Column("mode", "所示模式", "node of the care model it illustrates", refers="care_models.node"),
                Column("year", "年份", "year of the figures", "integer", minimum=1980),
                Column("warnings", "使用提醒", "usage warnings, joined by ;", listed="warning", many=True),
                *source(clause_required=True),
            ),
            "One row a home, hospital or centre that a document names.",
        ),
        Table(
            "care_models",
            "照护模式",
            "Care models",
            ("node",),
            (
                Column("node", "节点", "slug of the node", required=True, pattern=SLUG),
                Column("parent", "上级节点", "node it belongs to; empty for a model", refers="care_models.node"),
                Column("order", "次序", "order among its siblings, as printed", "integer", required=True, minimum=1),
                Column("level", "层次", "what the node is", required=True, listed="care_level"),
                Column("place", "地区", "place the model belongs to", required=True, refers="places.place"),
                Column("name_zh", "中文名", "Chinese name", required=True),
                Column("name_en", "英文名", "English name", required=True),
                Column("rule", "规则", "machine-readable rule, e.g. care_beds >= 500", pattern=RULE),
                Column("outcome_zh", "规则结果", "what the rule allows or requires (Chinese)"),
                Column("outcome_en", "规则结果(英文)", "the same in English"),
                Column("service", "服务项目", "service the component stands for", listed="service"),
                Column("institution", "机构", "institution shown as example", refers="institutions.institution"),
                Column("warnings", "使用提醒", "usage warnings, joined by ;", listed="warning", many=True),
                *source(clause_required=True),
            ),
            "One row a node of a city's care model: model, mode, component, rule or example.",
        ),
        Table(
            "instruments",
            "政策工具",
            "Policy instruments",
            ("instrument",),
            (
                Column("instrument", "工具标识", "slug of the instrument", required=True, pattern=NAME),
                Column("order", "次序", "order of display", "integer", required=True, minimum=1),
                Column("name_zh", "中文名", "Chinese name", required=True),
                Column("name_en", "英文名", "English name", required=True),
                Column("domain", "领域", "domain", required=True, listed="domain"),
                *(
                    Column(f"level{level}_{lang}", f"{level}级含义", f"meaning of level {level}", required=True)
                    for level in (1, 2, 3)
                    for lang in ("zh", "en")
                ),
                Column("definition_zh", "定义", "definition in Chinese", required=True),
                Column("definition_en", "英文定义", "definition in English", required=True),
            ),
            "The codebook of policy instruments and what each level means.",
        ),
        Table(
            "policy_codes",
            "政策编码",
            "Policy codes",
            ("place", "instrument"),
            (
                Column("place", "地区", "place whose policy is coded", required=True, refers="places.place"),
                Column("instrument", "政策工具", "instrument", required=True, refers="instruments.instrument"),
                Column(
                    "level",
                    "等级",
                    "1 mentioned, 2 concrete duty or measure, 3 quantified or in force",
                    "integer",
                    minimum=1,
                ),
                Column(
                    "finding",
                    "查找结果",
                    "coded, none (the text says so) or not_found",
                    required=True,
                    listed="finding",
                ),
                Column("scope_flag", "适用范围", "whole place, or only a part of it", words=("whole", "part")),
                *source(),
            ),
            "The codebook matrix: place × instrument.",
        ),
        Table(
            "population",
            "分年龄人口",
            "Population by age and sex",
            ("place", "date", "basis", "sex", "age_from"),
            (*people(("female", "male")), *source(clause_required=True)),
            "Persons by age group and sex; rows of one place, date, basis and sex never overlap.",
        ),
        Table(
            "population_totals",
            "人口总量",
            "Population totals",
            ("place", "date", "basis", "sex", "age_from", "residence"),
            (
                *people(("female", "male", "both")),
                Column(
                    "residence",
                    "城乡",
                    "everybody, or only urban residents (城镇人口)",
                    required=True,
                    words=("all", "urban"),
                ),
                *source(clause_required=True),
            ),
            "Headline counts: everybody, 60+, 65+ and 80+; and urban residents.",
        ),
        Table(
            "vital_rates",
            "生育、死亡与迁移",
            "Vital rates",
            ("place", "measure", "sex", "age_from", "year_from", "variant"),
            (
                Column("place", "地区", "place", required=True, refers="places.place"),
                Column("measure", "指标", "what is measured", required=True, listed="vital_measure"),
                Column("sex", "性别", "female, male or both", required=True, words=("female", "male", "both")),
                Column("age_from", "起始年龄", "first age meant, empty for all ages", "integer", minimum=0),
                Column("age_to", "终止年龄", "last age meant, empty for an open group", "integer", minimum=0),
                Column("year_from", "起始年份", "first year of the period", "integer", required=True, minimum=1900),
                Column(
                    "year_to", "终止年份", "last year; the same for one year", "integer", required=True, minimum=1900
                ),
                Column("variant", "方案", "estimate, medium projection or a bound", required=True, words=VARIANTS),
                Column("value", "数值", "value in base units", "number", required=True),
                Column("unit", "单位", "unit of the value", required=True, pattern=NAME),
                *source(clause_required=True),
            ),
            "Mortality, fertility, births and migration by sex, age and period, estimated and projected by the UN; its own "
            "people by age, to check a projection against, are never added to a census count.",
        ),
        Table(
            "disagreements",
            "两次阅读的分歧",
            "Disagreements of two readings",
            ("document", "clause", "as_printed", "first_reading", "second_reading"),
            (
                Column("document", "文件", "document that was read twice", required=True, refers="documents.document"),
                Column("clause", "条款位置", "heading path of the clause"),
                Column("as_printed", "原文用语", "the words in question"),
                Column("first_reading", "第一遍", "what the first reader wrote; empty: nothing"),
                Column("second_reading", "第二遍", "what the second reader wrote; empty: nothing"),
                Column("settled", "结论", "which reading stands", required=True, listed="settled"),
                Column("reason", "理由", "why (Chinese)", required=True),
                Column("reason_en", "理由(英文)", "why (English)", required=True),
            ),
            "Where two independent readings of a document differed, and how it was settled.",
        ),
        Table(
            "vocabularies",
            "词表",
            "Vocabularies",
            ("vocabulary", "word"),
            (
                Column("vocabulary", "词表", "name of the list", required=True, pattern=NAME),
                Column("word", "词", "the word as it stands in the tables", required=True),
                Column("order", "次序", "order of display", "integer", required=True, minimum=1),
                Column("name_zh", "中文名", "Chinese name", required=True),
                Column("name_en", "英文名", "English name", required=True),
                Column("definition_zh", "含义", "meaning in Chinese", required=True),
                Column("definition_en", "英文含义", "meaning in English", required=True),
            ),
            "The closed word lists used by the other tables, with their names and meanings.",
        ),
        *RESULT_TABLES,
        ASSUMPTIONS,
    )
}
# What `loaders build` writes: the tables of data/curated, and the policy packs, whose sources are the files of its folder packs.
STORED = TABLES | {PACKS.name: PACKS}
