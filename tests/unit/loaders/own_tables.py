"""Tables as Chinese offices make them, in values of our own, each with what is read from it cell by cell."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import xlsxwriter
import xlwt
from openpyxl.utils.cell import range_boundaries

from loaders import store
from loaders.own_table import Answers, Ground, OwnTable, read_table
from loaders.uploads import opened

Rows = Sequence[Sequence[Any]]
Told = tuple[str, str, float, str, int | None, str]  # place, indicator, value, unit, year, kind


@cache
def ground() -> Ground:
    """Return the atlas' own places and indicators."""
    return Ground.of(store.read("indicators"), store.read("places"), store.read("ended_codes"))


def read(name: str, content: bytes | str, answers: Answers | None = None) -> OwnTable:
    """Return what a file holds."""
    return read_table(opened(name, content.encode() if isinstance(content, str) else content), ground(), answers or {})


def told(table: OwnTable) -> dict[str, Told]:
    """Return what was read by cell."""
    return {
        figure.cell: (figure.place, figure.indicator, figure.value, figure.unit, figure.year, figure.kind)
        for figure in table.figures
    }


def csv_of(rows: Rows, delimiter: str = ",") -> str:
    """Return rows as delimited text, those with a delimiter inside in quotation marks."""

    def cell(value: Any) -> str:
        text = "" if value is None else str(value)
        return f'"{text}"' if delimiter in text else text

    return "\n".join(delimiter.join(map(cell, row)) for row in rows) + "\n"


def xlsx_of(rows: Rows, merged: Sequence[str] = (), percent: Sequence[str] = (), sheet: str = "Sheet1") -> bytes:
    """Return rows as a workbook."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        style = book.add_format({"num_format": "0.0%"})
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
        for name in percent:
            column, row = ord(name[0]) - 65, int(name[1:]) - 1
            page.write_number(row, column, rows[row][column], style)
        for name in merged:
            first = range_boundaries(name)
            column, row = int(first[0] or 1) - 1, int(first[1] or 1) - 1
            page.merge_range(name, rows[row][column])
    return written.getvalue()


def xls_of(rows: Rows, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """Return rows as a workbook of 1997–2003; merged ranges by first and last row and column."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("表")
    covered = {
        (row, column)
        for top, bottom, left, right in merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None and (at, column) not in covered:
                page.write(at, column, value)
    for top, bottom, left, right in merged:
        page.write_merge(top, bottom, left, right, rows[top][left])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@dataclass(frozen=True)
class Made:
    """A table: its file, what is read from each cell, and what is said of the cells that gave nothing."""

    name: str
    content: Callable[[], bytes | str]
    figures: dict[str, Told]
    unused: dict[str, str] = field(default_factory=dict)  # cells: reason


A, T = "achieved", "target"
ONE_YEAR = Made(
    "有标题和单位的宽表.xlsx",
    lambda: xlsx_of(
        [
            ["表3-1  2023年甘肃省部分市州养老服务情况"],
            [None, None, None, "单位：万人、张、％"],
            ["地  区", "60岁及以上常住人口", "养老机构床位数", "护理型床位占比"],
            ["张 掖", "２６．５", "12,345", 58.2],
            ["兰州", 88.1, "…", "—"],
            ["嘉峪关市", 5.5, 1200, 65],
            ["合  计", 120.1, 13545, None],
            ["注：兰州市床位未统计。"],
            ["数据来源：甘肃省统计局"],
        ],
        merged=["A1:D1", "A8:D8"],
    ),
    {
        "B4": ("620700", "pop60_resident", 265_000, "persons", 2023, A),
        "C4": ("620700", "institution_beds", 12_345, "beds", 2023, A),
        "D4": ("620700", "nursing_bed_share_unstated", 58.2, "percent", 2023, A),
        "B5": ("620100", "pop60_resident", 881_000, "persons", 2023, A),
        "B6": ("620200", "pop60_resident", 55_000, "persons", 2023, A),
        "C6": ("620200", "institution_beds", 1200, "beds", 2023, A),
        "D6": ("620200", "nursing_bed_share_unstated", 65, "percent", 2023, A),
        "B7": ("620000", "pop60_resident", 1_201_000, "persons", 2023, A),
        "C7": ("620000", "institution_beds", 13_545, "beds", 2023, A),
    },
    {"A1": "title", "D2": "title", "C5:D5": "missing", "A8": "note", "A9": "note"},
)
YEARS_ACROSS = Made(
    "年份为列.csv",
    lambda: csv_of(
        [
            ["2021—2023年部分城市养老床位数（万张）"],
            ["地区", "2021年", "2022年", "2023年"],
            ["重庆", "10.1", "11.05", "12.3"],
            ["张掖", "1", "1.1", "－"],
            ["益阳", "/", "２．０４", "0"],
        ]
    ),
    {
        "B3": ("500000", "care_beds_total", 101_000, "beds", 2021, A),
        "C3": ("500000", "care_beds_total", 110_500, "beds", 2022, A),
        "D3": ("500000", "care_beds_total", 123_000, "beds", 2023, A),
        "B4": ("620700", "care_beds_total", 10_000, "beds", 2021, A),
        "C4": ("620700", "care_beds_total", 11_000, "beds", 2022, A),
        "C5": ("430900", "care_beds_total", 20_400, "beds", 2022, A),
        "D5": ("430900", "care_beds_total", 0, "beds", 2023, A),
    },
    {"A1": "title", "D4": "missing", "B5": "missing"},
)
TWO_HEADS = Made(
    "两层表头.xlsx",
    lambda: xlsx_of(
        [
            ["各市养老床位情况"],
            ["序号", "城市", "2022年", None, "2023年", None],
            [None, None, "养老机构数（家）", "护理型床位占比", "养老机构数（家）", "护理型床位占比"],
            [1, "沈阳市", 201, 0.455, 210, 0.5],
            [2, "大连市", 188, 0.61, 190, 0.625],
            [3, "襄樊市", 77, 0.3, 80, 0.333],
        ],
        merged=["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"],
        percent=["D4", "F4", "D5", "F5", "D6", "F6"],
    ),
    {
        f"{column}{row}": (place, indicator, value, unit, year, A)
        for row, place, values in (
            (4, "210100", (201, 45.5, 210, 50)),
            (5, "210200", (188, 61, 190, 62.5)),
            (6, "420600", (77, 30, 80, 33.3)),
        )
        for column, year, value in zip("CDEF", (2022, 2022, 2023, 2023), values, strict=True)
        for indicator, unit in [
            ("care_institutions", "institutions") if column in "CE" else ("nursing_bed_share_unstated", "percent")
        ]
    },
    {"A1": "title", "A4:A6": "number_column"},
)
YEARS_DOWN = Made(
    "年份为行.xls",
    lambda: xls_of(
        [
            ["张掖市历年养老服务情况", None, None, None],
            ["年份", "60岁及以上户籍老年人口（人）", "养老机构床位数（张）", "养老机构数"],
            [2021, 231_000, 4100, 61],
            ["2022年", 240_500, 4300, 63],
            [2023, 251_200, 2015, 1980],
        ],
        merged=[(0, 0, 0, 3)],
    ),
    {
        f"{column}{row}": ("620700", indicator, value, unit, year, A)
        for row, year, values in (
            (3, 2021, (231_000, 4100, 61)),
            (4, 2022, (240_500, 4300, 63)),
            (5, 2023, (251_200, 2015, 1980)),
        )
        for column, indicator, unit, value in zip(
            "BCD",
            ("pop60_registered", "institution_beds", "care_institutions"),
            ("persons", "beds", "institutions"),
            values,
            strict=True,
        )
    },
    {"A1": "title"},
)
PLAN = Made(
    "规划指标表.csv",
    lambda: csv_of(
        [
            ["抚州市“十四五”养老服务规划主要指标"],
            ["序号", "指标", "单位", "2020年", "2025年", "属性"],
            ["1", "养老床位总数", "万张", "2.1", "≥3", "预期性"],
            ["2", "其中：护理型床位占比", "%", "35", "55以上", "约束性"],
            ["3", "每千名老年人养老床位数", "张", "28.6", "35～40", "预期性"],
        ]
    ),
    {
        "D3": ("361000", "care_beds_total", 21_000, "beds", 2020, A),
        "E3": ("361000", "care_beds_total", 30_000, "beds", 2025, T),
        "D4": ("361000", "nursing_bed_share_unstated", 35, "percent", 2020, A),
        "E4": ("361000", "nursing_bed_share_unstated", 55, "percent", 2025, T),
        "D5": ("361000", "beds_per_1000_older", 28.6, "beds_per_1000", 2020, A),
        "E5": ("361000", "beds_per_1000_older", 35, "beds_per_1000", 2025, T),
    },
    {"A1": "title", "A3:A5": "number_column", "F3:F5": "text_column"},
)
LONG = Made(
    "长表.txt",
    lambda: csv_of(
        [
            ["行政区划代码", "城市", "年份", "指标", "数值", "单位", "备注"],
            ["620100", "兰州市", "2022", "养老机构数", "120", "家", ""],
            ["", "", "2023", "养老机构数", "125", "家", "年报"],
            ["620700000000", "张掖市", "2023", "60岁及以上常住人口", "26.5", "万人", ""],
            ["450521", "合浦县", "2023", "护理型床位占比", "…", "%", ""],
            ["450521", "合浦县", "2022", "护理型床位占比", "41", "%", ""],
        ],
        "\t",
    ),
    {
        "E2": ("620100", "care_institutions", 120, "institutions", 2022, A),
        "E3": ("620100", "care_institutions", 125, "institutions", 2023, A),
        "E4": ("620700", "pop60_resident", 265_000, "persons", 2023, A),
        "E6": ("450521", "nursing_bed_share_unstated", 41, "percent", 2022, A),
    },
    {"E5": "missing", "A2:A6": "code_column", "G3": "text_column"},
)
PLACES_ACROSS = Made(
    "地区为列.csv",
    lambda: csv_of(
        [
            ["2023年末主要指标"],
            ["指标", "重庆市", "四川省成都市", "贵阳"],
            ["养老机构数（家）", "1,050", "610", "120"],
            ["护理型床位（张）", "50,400", "2015", "1980"],
            ["家庭医生团队数（个）", "8605", "...", "300"],
        ],
        ";",
    ),
    {
        "B3": ("500000", "care_institutions", 1050, "institutions", 2023, A),
        "C3": ("510100", "care_institutions", 610, "institutions", 2023, A),
        "D3": ("520100", "care_institutions", 120, "institutions", 2023, A),
        "B4": ("500000", "nursing_beds", 50_400, "beds", 2023, A),
        "C4": ("510100", "nursing_beds", 2015, "beds", 2023, A),
        "D4": ("520100", "nursing_beds", 1980, "beds", 2023, A),
        "B5": ("500000", "family_doctor_teams", 8605, "teams", 2023, A),
        "D5": ("520100", "family_doctor_teams", 300, "teams", 2023, A),
    },
    {"A1": "title", "C5": "missing"},
)
DISTRICTS = Made(
    "省市县三列.xlsx",
    lambda: xlsx_of(
        [
            ["2022年县区养老机构一览表"],
            ["省份", "城市", "区县", "养老机构数", "养老机构床位数"],
            ["福建", "福州", "鼓楼区", 12, 1500],
            [None, None, "仓山区", 20, 3000],
            [None, "三明", "三元区", 6, 700],
            ["江苏", "南京", "鼓楼区", 31, 5000],
            [None, "徐州", "鼓楼区", 9, 800],
            [None, None, "小计", 40, 5800],
        ],
        merged=["A1:E1", "A3:A5", "B3:B4", "A6:A8", "B7:B8"],
    ),
    {
        f"{column}{row}": (place, indicator, value, unit, 2022, A)
        for row, place, values in (
            (3, "350102", (12, 1500)),
            (4, "350104", (20, 3000)),
            (5, "350404", (6, 700)),
            (6, "320106", (31, 5000)),
            (7, "320302", (9, 800)),
        )
        for column, indicator, unit, value in zip(
            "DE", ("care_institutions", "institution_beds"), ("institutions", "beds"), values, strict=True
        )
    },
    {"A1": "title", "D8:E8": "subtotal"},
)
AIMS = Made(
    "现状和目标.csv",
    lambda: csv_of(
        [
            ["附件2"],
            ["各县（市、区）护理型床位占比任务（%）"],
            ["县区", "2024年现状", "2027年末目标", "2030年目标"],
            ["鄱阳县", "41.5", "≥55", "60"],
            ["抚州市临川区", "50", "60", "不低于65"],
            ["梅列区", "39", "…", "70%"],
        ]
    ).encode("gb18030"),
    {
        "B4": ("361128", "nursing_bed_share_unstated", 41.5, "percent", 2024, A),
        "C4": ("361128", "nursing_bed_share_unstated", 55, "percent", 2027, T),
        "D4": ("361128", "nursing_bed_share_unstated", 60, "percent", 2030, T),
        "B5": ("361002", "nursing_bed_share_unstated", 50, "percent", 2024, A),
        "C5": ("361002", "nursing_bed_share_unstated", 60, "percent", 2027, T),
        "D5": ("361002", "nursing_bed_share_unstated", 65, "percent", 2030, T),
        "B6": ("350402", "nursing_bed_share_unstated", 39, "percent", 2024, A),
        "D6": ("350402", "nursing_bed_share_unstated", 70, "percent", 2030, T),
    },
    {"A1": "title", "A2": "title", "C6": "missing"},
)
READ = (ONE_YEAR, YEARS_ACROSS, TWO_HEADS, YEARS_DOWN, PLAN, LONG, PLACES_ACROSS, DISTRICTS, AIMS)
