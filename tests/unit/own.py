"""What a viewer brings in the tests: figures of 抚州's ten measures, a table of its statistics, and rows at the edge of what the atlas knows."""

from dataclasses import replace
from typing import Any

from loaders import store
from views.own.rows import Own, OwnDocument, OwnFact, changed, own_document, own_indicator

FUZHOU, CHONGQING = "361000", "500000"
SECRET = "自带材料甲乙丙"  # in the titles of what is brought: where it stands, something of it has come through
PLAN = own_document(
    b"ten measures",
    f"乡镇敬老院十条措施{SECRET}",
    place=FUZHOU,
    issued_on="2022",
    issuer="抚州市",
    file="088.txt",
    grade="C",
)
TABLE = own_document(
    b"a table",
    f"养老统计表{SECRET}",
    place=FUZHOU,
    issued_on="2026-01",
    issuer="抚州市统计局",
    kind="statistic",
    file="统计表.xlsx",
)
UNITS = {str(name): str(unit) for name, unit in store.read("indicators").set_index("indicator")["unit"].items()}
BATHS = own_indicator("助浴点数", "facilities", name_en="Assisted bathing points")


def fact(document: OwnDocument, indicator: str, kind: str, value: float, year: int | None, **fields: Any) -> OwnFact:
    """Return a figure of 抚州 in the unit of its indicator; ``fields`` say what is otherwise."""
    made = OwnFact(
        document.slug,
        FUZHOU,
        indicator,
        kind,
        value,
        value,
        "=",
        UNITS.get(indicator, BATHS.unit),
        year,
        "" if year is None else f"{year}",
        "none" if year is None else "stated",
        "firm",
        "Sheet1!C5",
        f"抚州市 {value:g}",
    )
    return changed(made, **fields)


def printed(words: str, indicator: str, kind: str, value: float, year: int | None, **fields: Any) -> OwnFact:
    """Return a figure of the measures in their words."""
    return fact(PLAN, indicator, kind, value, year, as_printed=words, clause="一", **{"comparator": ">=", **fields})


MEASURES = (
    printed("新建护理型床位占比不低于60%", "nursing_bed_share", "target", 60, 2025, scope="乡镇敬老院·新建"),
    printed("改建或扩建护理型床位占比不低于50%", "nursing_bed_share", "target", 50, 2025, scope="乡镇敬老院·改扩建"),
    printed("在运营的乡镇敬老院入住率达到60%以上", "bed_occupancy", "target", 60, 2022, scope="乡镇敬老院"),
    printed("单体项目床位设置规模原则上不超过150张", "institution_size_threshold", "threshold", 150, None, comparator="<="),
)  # fmt: skip
COUNTS = (
    fact(TABLE, "institution_beds", "achieved", 20_000, 2025),
    fact(TABLE, "nursing_beds", "achieved", 9_000, 2025),
    fact(TABLE, "care_beds_total", "achieved", 26_543, 2025),
    fact(TABLE, "care_institutions", "achieved", 111, 2025),
    fact(TABLE, "nursing_bed_share", "achieved", 45, 2025),
    fact(TABLE, "nursing_bed_share", "target", 62, 2030),
    fact(TABLE, "beds_per_1000_older", "achieved", 31, 2025),
    fact(TABLE, "beds_per_1000_older", "target", 47, 2030),
)
OWN = Own((PLAN, TABLE), MEASURES + COUNTS)
EDGES = Own(
    (TABLE,),
    (
        *(replace(each, place=CHONGQING, value=each.value + 1, value_high=each.value + 1) for each in COUNTS),
        fact(TABLE, "institution_beds", "achieved", 0, 1990, place="361002"),
        fact(TABLE, "nursing_bed_share", "target", 0, 2050, place="360000"),
        fact(TABLE, "beds_per_1000_older", "achieved", 0, 2050, place="360000"),
        fact(TABLE, "care_institutions", "target", 5, 2035, place="000000"),
        fact(TABLE, "care_beds_total", "achieved", 3, 2025, place="x-template-1"),
        fact(TABLE, "nursing_bed_share", "target", 33, None, place="x-template-1"),
        fact(TABLE, "beds_per_1000_older", "target", 40, 2027, comparator="range", value_high=50),
        fact(TABLE, "home_care_beds", "forecast", 0, 2050),
        fact(TABLE, "ltci_insured", "achieved", 0, 2025),
        fact(TABLE, BATHS.slug, "achieved", 7, 2025),
        fact(TABLE, BATHS.slug, "target", 9, 2025, place=CHONGQING),
    ),
    (BATHS,),
)
