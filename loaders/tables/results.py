"""Tables of the atlas' own results: they are computed, stored so that a fresh clone can show them, and never edited."""

from loaders.tables.schema import Column, Table

CODE = r"^\d{6}$"


def _band(name: str, zh: str, en: str, least: float = 0) -> tuple[Column, Column, Column]:
    """Return the columns of a number with its central path and the ends of its band."""
    return (
        Column(name, zh, f"{en}, central path", "number", required=True, minimum=least),
        Column(f"{name}_low", f"{zh}80%区间下限", "low end of its 80 % band", "number", required=True, minimum=least),
        Column(f"{name}_high", f"{zh}80%区间上限", "high end of its 80 % band", "number", required=True, minimum=least),
    )


RESULT_TABLES = (
    Table(
        "hindcast_places",
        "回溯检验地区",
        "Places of the hindcast",
        ("place",),
        (
            Column(
                "place",
                "行政区划代码",
                "code in 2020, or in 2010 where there is none later",
                required=True,
                pattern=CODE,
            ),
            Column("name_zh", "中文名", "Chinese name", required=True),
            Column("province", "省份", "province it belongs to", required=True, refers="places.place"),
            Column("place_before", "2010年代码", "code in 2010, empty where it is not there", pattern=CODE),
            Column(
                "status", "可比情况", "whether it is compared, and if not, why", required=True, listed="hindcast_status"
            ),
            Column("moved", "划转县区", "counties that changed hands between the censuses, joined by 、"),
            Column(
                "size", "规模", "size class by residents in 2010, empty where it is not there", listed="hindcast_size"
            ),
        ),
        "The nation, every prefecture and municipality of the 2010 or 2020 census, and the provinces they make up; "
        "`python -m projection hindcast` compares those prefectures that are the same place in both.",
    ),
    Table(
        "hindcast",
        "回溯检验结果",
        "Hindcast 2010 to 2020",
        ("place", "method", "age_from"),
        (
            Column("place", "地区", "place", required=True, refers="hindcast_places.place"),
            Column("method", "方法", "how 2020 was predicted from 2010", required=True, listed="hindcast_method"),
            Column("age_from", "起始年龄", "first age counted; the group is open", "integer", required=True, minimum=0),
            Column("predicted", "推算人数", "persons predicted for 1 Nov 2020", "integer", required=True, minimum=0),
            Column("error", "误差", "predicted less counted, in percent of counted", "number", required=True),
            Column("low", "80%区间下限", "low end of the 80 % band, in persons", "integer", minimum=0),
            Column("high", "80%区间上限", "high end of the 80 % band, in persons", "integer", minimum=0),
            Column("covered", "是否落入区间", "1 where the count lies in the band", words=("0", "1")),
        ),
        "Errors of each method for each place, aged 60+, 65+ and 80+: relative to the nation (`traits`), whole (`as_projected`, the "
        "nation's own among them), and of simpler methods. No figure of the place or its province after 2010 entered its prediction; "
        "bands are drawn as those of the projection from 2020 are, of the relative error without the nation's part.",
    ),
    Table(
        "local_factors",
        "各地迁移与死亡系数",
        "Local factors of migration and mortality",
        ("place", "factor", "sex", "age_from"),
        (
            Column("place", "地区", "place", required=True, refers="hindcast_places.place"),
            Column(
                "factor",
                "因子",
                "migration: people more or fewer after ten years than without it; mortality: ratio of death rates",
                required=True,
                words=("migration", "mortality"),
            ),
            Column("sex", "性别", "female, male or both", required=True, words=("female", "male", "both")),
            Column(
                "age_from", "起始年龄", "first age at the end of the ten years", "integer", required=True, minimum=10
            ),
            Column("age_to", "终止年龄", "last age, empty for an open group", "integer", minimum=10),
            Column("observed", "2010—2020年实测", "what the two censuses show, 2010 to 2020", "number"),
            Column("expected", "2020—2030年预期", "what the traits of 2020 lead to expect, 2020 to 2030", "number"),
            Column(
                "unit", "单位", "percent (migration) or ratio (mortality)", required=True, words=("percent", "ratio")
            ),
        ),
        "A place against the nation (0 % and 1 are the nation's); the nation's own rows stand against a closed projection "
        "with the UN's death rates. A remainder of two censuses: it holds their errors, too. What is expected of a province is "
        "what is expected of its prefectures together.",
    ),
    Table(
        "ageing",
        "老龄化推算",
        "Ageing of every prefecture to 2050",
        ("place", "year"),
        (
            Column("place", "地区", "place", required=True, refers="places.place"),
            Column("year", "年份", "of 1 November", "integer", required=True, minimum=2020),
            Column("age60", "60岁及以上人口", "residents aged 60+, central path", "integer", required=True, minimum=0),
            *_band("share60", "60岁及以上人口占比", "residents aged 60+ in percent of all"),
            *_band("share80", "80岁及以上人口占比", "residents aged 80+ in percent of all"),
            *_band("growth60", "60岁及以上人口增长", "growth of residents aged 60+ since 2020, in percent", least=-100),
            *_band("beds_rate", "每千老年人所需床位", "beds needed at current use per 1,000 residents aged 60+"),
        ),
        "The standard batch by prefecture and province, made by `python -m projection batch --table data/curated`: the central path "
        "of a projection from the census of 2020 and the ends of the 80 % band of 1,000 draws; a projection, not a forecast.",
    ),
)
