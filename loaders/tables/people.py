"""The tables of people: by age and sex, headline counts, and the rates at which they are born, move and die."""

from loaders.census.editions import AGES, SEXES
from loaders.tables.columns import NAME, PLACE, people, source
from loaders.tables.schema import Column, Table

SEXES_ZH = {"female": "女", "male": "男"}
# Of each place of the census: everybody, those of at least an age, and urban residents.
COUNTS = {"total": "合计", "age60": "60岁及以上", "age65": "65岁及以上", "age80": "80岁及以上", "urban": "城镇人口"}
COUNTS_EN = {
    "total": "all residents",
    "age60": "residents aged 60 and over",
    "age65": "residents aged 65 and over",
    "age80": "residents aged 80 and over",
    "urban": "urban residents, 2020 alone",
}
CELLS = {f"{sex}_{low}": (sex, low, high) for sex in SEXES for low, high in AGES}


def _age(low: int, high: int | None, and_over: str) -> str:
    return f"{low}{and_over}" if high is None else str(low) if low == high else f"{low}–{high}"


CENSUS = Table(
    "census",
    "人口普查",
    "Census of 2010 and 2020",
    ("place", "year"),
    (
        PLACE,
        Column("year", "年份", "census year; the day is 1 November", "integer", required=True, minimum=2010),
        Column(
            "clause", "表中位置", "row of the published workbook's sheet, or of which rows it is the sum", required=True
        ),
        *(
            Column(name, zh, COUNTS_EN[name], "integer", required=name != "urban", minimum=0)
            for name, zh in COUNTS.items()
        ),
        *(
            Column(
                name,
                f"{SEXES_ZH[sex]}{_age(low, high, '岁及以上' if high is None else '')}{'' if high is None else '岁'}",
                f"{sex}s aged {_age(low, high, ' and over')}",
                "integer",
                minimum=0,
            )
            for name, (sex, low, high) in CELLS.items()
        ),
    ),
    "Residents (常住, without servicemen) of both censuses, one row a place and census: of every coded place all, 60+, 65+, 80+; by sex "
    "and five-year ages of the nation, provinces, prefectures and counties run by a province. Source: the yearbooks census-2010-county "
    "and census-2020-county as transcribed by github.com/leiii/census (MIT licence). Made by `python -m loaders census`; read as rows of "
    "population and population_totals.",
)

ENDED_CODES = Table(
    "ended_codes",
    "停用行政区划代码",
    "Codes that ended",
    ("place", "successor"),
    (
        PLACE,
        Column(
            "successor",
            "今代码",
            "code under which its residents are counted today",
            required=True,
            refers="places.place",
        ),
        Column(
            "relation",
            "关系",
            "same: the same area under a new code, whose census of 2010 stands under it; within: it went into the successor, or into several",
            required=True,
            words=("same", "within"),
        ),
    ),
    "Codes that the census of 2020 no longer knows, and where their residents are counted since, by the rule of `loaders/census/codes.py`.",
)

VARIANTS = ("estimate", "medium", "low80", "high80", "low95", "high95")

PEOPLE_TABLES = (
    CENSUS,
    ENDED_CODES,
    Table(
        "population",
        "分年龄人口",
        "Population by age and sex",
        ("place", "date", "basis", "sex", "age_from"),
        (*people(("female", "male")), *source(clause_required=True)),
        "Persons by age group and sex that are no row of the table census; rows of one place, date, basis and sex never overlap.",
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
                "everybody, only urban residents (城镇人口), or everybody and the servicemen, as the nation's shares are published",
                required=True,
                words=("all", "urban", "with_servicemen"),
            ),
            *source(clause_required=True),
        ),
        "Headline counts that are no row of the table census: everybody, 60+, 65+ and 80+; and urban residents.",
    ),
    Table(
        "national_counts",
        "全国年度人口",
        "The nation's yearly counts",
        ("place", "measure", "year"),
        (
            PLACE,
            Column("measure", "指标", "what is counted", required=True, listed="national_measure"),
            Column(
                "year",
                "年份",
                "calendar year of births and deaths; people are those of its end",
                "integer",
                required=True,
                minimum=1949,
            ),
            Column("persons", "人数", "persons", "integer", required=True, minimum=0),
            *source(clause_required=True),
        ),
        "What the statistics bureau publishes each January: people at the end of the year, servicemen included, those aged 60+ and 65+, "
        "births and deaths. The censuses stand in census.",
    ),
    Table(
        "vital_rates",
        "生育、死亡与迁移",
        "Vital rates",
        ("place", "measure", "sex", "age_from", "year_from", "variant"),
        (
            PLACE,
            Column("measure", "指标", "what is measured", required=True, listed="vital_measure"),
            Column("sex", "性别", "female, male or both", required=True, words=("female", "male", "both")),
            Column("age_from", "起始年龄", "first age meant, empty for all ages", "integer", minimum=0),
            Column("age_to", "终止年龄", "last age meant, empty for an open group", "integer", minimum=0),
            Column("year_from", "起始年份", "first year of the period", "integer", required=True, minimum=1900),
            Column("year_to", "终止年份", "last year; the same for one year", "integer", required=True, minimum=1900),
            Column("variant", "方案", "estimate, medium projection or a bound", required=True, words=VARIANTS),
            Column("value", "数值", "value in base units", "number", required=True),
            Column("unit", "单位", "unit of the value", required=True, pattern=NAME),
            *source(clause_required=True),
        ),
        "Mortality, fertility, births and migration by sex, age and period, estimated and projected by the UN; its own "
        "people by age, to check a projection against, are never added to a census count.",
    ),
)
