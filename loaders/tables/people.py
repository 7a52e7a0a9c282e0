"""The tables of people: by age and sex, headline counts, and the rates at which they are born, move and die."""

from loaders.tables.columns import NAME, PLACE, people, source
from loaders.tables.schema import Column, Table

VARIANTS = ("estimate", "medium", "low80", "high80", "low95", "high95")

PEOPLE_TABLES = (
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
        "births and deaths. The censuses stand in population_totals.",
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
