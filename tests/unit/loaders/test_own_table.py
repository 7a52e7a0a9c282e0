"""Tables as offices make them are read cell by cell; what cannot be told is asked; and what is not used is told with its reason."""

import pytest

from loaders.own_table import NEW, NO_YEAR, SKIP, Question
from loaders.own_table.records import QUESTIONS, RULES, UNUSED
from tests.unit.loaders.own_tables import READ, Made, csv_of, read, told, xls_of, xlsx_of


@pytest.mark.parametrize("made", READ, ids=lambda made: made.name)
def test_a_table_is_read_cell_by_cell_without_a_question_and_the_rest_is_told(made: Made):
    table = read(made.name, made.content())
    assert told(table) == made.figures
    assert table.questions == ()
    assert {unused.cells: unused.reason for unused in table.unused} == made.unused


def asked(table) -> dict[str, Question]:
    return {question.key: question for question in table.questions}


def test_a_name_that_several_places_have_is_asked_and_the_answer_settles_it():
    content = csv_of(
        [
            ["2023年部分县区养老机构数（家）", ""],
            ["县区", "养老机构数"],
            ["海州区", "10"],
            ["鼓楼区", "12"],
            ["朝阳", "14"],
            ["合浦县", "3"],
        ]
    )
    table = read("同名.csv", content)
    assert set(told(table)) == {"B6"}
    questions = asked(table)
    assert {key: question.reason for key, question in questions.items()} == dict.fromkeys(
        ("place::A3", "place::A4", "place::A5"), "place_homonym"
    )
    assert set(questions["place::A3"].options) == {"210902", "320706"}
    assert {"211300", "110105", "220104"} <= set(questions["place::A5"].options)
    answers = {"place::A3": "320706", "place::A4": SKIP, "place::A5": "211300"}
    again = read("同名.csv", content, answers)
    assert {cell: figure[0] for cell, figure in told(again).items()} == {"B3": "320706", "B5": "211300", "B6": "450521"}
    assert again.questions == ()
    assert [(unused.cells, unused.reason) for unused in again.unused if unused.reason == "left_out"] == [
        ("B4", "left_out")
    ]


def test_a_unit_that_cannot_be_told_is_asked():
    rows = [["2024年"], ["城市", "养老床位数", "护理型床位占比"], ["张掖", "1.05", "0.56"], ["益阳", "2", "0.6"]]
    table = read("单位.csv", csv_of(rows))
    assert told(table) == {}
    beds, share = asked(table)["unit::养老床位数"], asked(table)["unit::护理型床位占比"]
    assert (beds.options, share.options) == (("beds", "beds:10000"), ("percent", "percent:100"))
    assert (beds.cell, beds.waiting) == ("B2", 2)
    again = read("单位.csv", csv_of(rows), {beds.key: "beds:10000", share.key: "percent:100"})
    assert {cell: figure[2] for cell, figure in told(again).items()} == {"B3": 10_500, "B4": 20_000, "C3": 56, "C4": 60}


def test_a_year_that_is_nowhere_is_asked_once_for_the_table_with_the_years_that_stand_around_it():
    rows = [["养老机构数（家）"], ["城市", "数量"], ["张掖", "61"], ["益阳", "80"], ["注：据《2024年统计年鉴》。"]]
    table = read("益阳2022.csv", csv_of(rows))
    assert told(table) == {}
    (question,) = table.questions
    assert (question.about, question.reason, question.waiting) == ("year", "year_nowhere", 2)
    assert question.options == ("2024", "2022", NO_YEAR)
    assert {figure[4] for figure in told(read("益阳2022.csv", csv_of(rows), {question.key: "2023"})).values()} == {2023}
    undated = read("益阳2022.csv", csv_of(rows), {question.key: NO_YEAR}).figures
    assert {(figure.year, figure.date, figure.period_status) for figure in undated} == {(None, "", "none")}


def test_a_name_as_near_to_one_indicator_as_to_another_is_asked():
    rows = [["2024年"], ["城市", "适老化改造户数", "养老机构数"], ["张掖", "550", "61"], ["益阳", "20", "80"]]
    table = read("相近.csv", csv_of(rows))
    assert set(told(table)) == {"C3", "C4"}
    (question,) = table.questions
    assert (question.reason, question.cell, question.waiting) == ("indicators_alike", "B2", 2)
    assert question.options == ("home_adaptation_households", "new_home_adaptations", NEW)
    settled = read("相近.csv", csv_of(rows), {question.key: "new_home_adaptations"})
    assert told(settled)["B3"][1:4] == ("new_home_adaptations", 550, "households")
    new = read("相近.csv", csv_of(rows), {question.key: NEW, "unit::适老化改造户数": "households"})
    assert told(new)["B3"][1:4] == ("", 550, "households")


def test_a_sum_is_the_titles_place_or_asked():
    named = read("合计.csv", csv_of([["2023年甘肃省养老机构数（家）"], ["市州", "数量"], ["兰州", "3"], ["全省", "9"]]))
    assert told(named)["B4"][0] == "620000"
    rows = [["2023年养老机构数（家）"], ["城市", "数量"], ["兰州", "3"], ["重庆", "6"], ["合计", "9"]]
    table = read("合计.csv", csv_of(rows))
    assert set(told(table)) == {"B3", "B4"}
    (question,) = table.questions
    assert (question.reason, question.cell, question.options) == ("total_of_what", "A5", ())
    assert question.open
    assert "B5" in told(read("合计.csv", csv_of(rows), {question.key: "000000"}))


def test_a_code_that_is_not_that_of_the_name_is_asked():
    rows = [["代码", "城市", "2023年养老机构数（家）"], ["620700", "张掖市", "3"], ["620700", "兰州市", "4"]]
    table = read("代码.csv", csv_of(rows))
    assert set(told(table)) == {"C2"}
    (question,) = table.questions
    assert (question.reason, question.options) == ("place_and_code", ("620700", "620100"))


def test_an_answer_that_is_no_option_answers_nothing():
    rows = [["城市", "养老机构数（家）"], ["张掖", "61"]]
    for answer in ("soon", "20233", "-1", "9999", ""):
        table = read("无年份.csv", csv_of(rows), {"year::A1": answer})
        assert [question.reason for question in table.questions] == ["year_nowhere"]


def test_the_same_file_and_answers_give_the_same():
    rows = [["城市", "养老床位数"], ["海州区", "1.5"], ["张掖", "1"]]
    answers = {"place::A2": "320706"}
    kept = dict(answers)
    assert read("同.csv", csv_of(rows), answers) == read("同.csv", csv_of(rows), answers)
    assert answers == kept


@pytest.mark.parametrize("shape", ["xlsx", "xls", "csv", "tsv", "gb18030"])
def test_a_table_reads_alike_in_every_kind_of_file(shape: str):
    rows = [["2023年养老机构数（家）", ""], ["城市", "数量"], ["北 京", "５９０"], ["张掖", "61"], ["益阳", "…"]]
    content = {
        "xlsx": lambda: xlsx_of(rows),
        "xls": lambda: xls_of(rows),
        "csv": lambda: "\ufeff" + csv_of(rows),
        "tsv": lambda: csv_of(rows, "\t"),
        "gb18030": lambda: csv_of(rows).encode("gb18030"),
    }[shape]()
    table = read("表.csv", content)
    assert {cell: figure[:3] for cell, figure in told(table).items()} == {
        "B3": ("110000", "care_institutions", 590),
        "B4": ("620700", "care_institutions", 61),
    }
    assert [(figure.as_printed, figure.place_text, figure.file) for figure in table.figures] == [
        ("５９０", "北 京", "表.csv"),
        ("61", "张掖", "表.csv"),
    ]


def test_missing_is_not_zero():
    marks = ["…", "……", "...", "—", "——", "－", "-", "/", "N/A", "暂无", "缺"]
    rows = [
        ["2023年养老机构数（家）"],
        ["城市", "数量"],
        *(["张掖", mark] for mark in marks),
        ["益阳", ""],
        ["重庆", "0"],
    ]
    table = read("缺.csv", csv_of(rows, ";"))
    assert {cell: figure[2] for cell, figure in told(table).items()} == {f"B{len(marks) + 4}": 0}
    assert [(unused.cells, unused.reason) for unused in table.unused if unused.reason != "title"] == [
        (f"B3:B{len(marks) + 2}", "missing"),
        (f"A{len(marks) + 3}", "text_row"),
    ]


def test_words_errors_and_sums_of_some_rows_are_told_apart():
    rows = [
        ["2023年", "", ""],
        ["城市", "养老机构数（家）", "护理院数（家）"],
        ["张掖", "无", "1"],
        ["益阳", "#DIV/0!", "2"],
        ["高新区", "5", "6"],
        ["小计", "7", "8"],
        ["重庆", "", ""],
        ["贵阳", "无", "无"],
    ]
    table = read("其他.csv", csv_of(rows))
    assert set(told(table)) == {"C3", "C4"}
    assert {
        unused.cells: (unused.reason, dict(unused.values)) for unused in table.unused if unused.reason != "title"
    } == {
        "B3": ("not_a_number", {}),
        "B4": ("error_value", {}),
        "B5:C5": ("place_unknown", {"text": "高新区"}),
        "B6:C6": ("subtotal", {"text": "小计"}),
        "A7": ("text_row", {}),
        "A8:C8": ("text_row", {}),
    }


def test_a_homonym_is_told_apart_by_the_city_that_the_table_is_about():
    def of(rows):
        return {cell: figure[0] for cell, figure in told(read("区.csv", csv_of(rows))).items()}

    head = ["县区", "养老机构数（家）"]
    assert of([["2023年徐州市各区"], head, ["鼓楼区", "1"], ["云龙区", "2"]]) == {"B3": "320302", "B4": "320303"}
    assert of([["2023年"], head, ["兰州市", "9"], ["城关区", "1"], ["拉萨市", "9"], ["城关区", "2"]]) == {
        "B3": "620100",
        "B4": "620102",
        "B5": "540100",
        "B6": "540102",
    }
    assert of([["2022年辽宁省各市"], head, ["沈阳", "1"], ["朝阳", "2"]]) == {"B3": "210100", "B4": "211300"}
    assert of([["2022年"], head, ["北京市朝阳区", "1"], ["鼓楼区（徐州市）", "2"], ["江苏徐州鼓楼区", "3"]]) == {
        "B3": "110105",
        "B4": "320302",
        "B5": "320302",
    }


def test_a_former_name_is_the_place_of_today_and_says_so():
    table = read("旧.csv", csv_of([["2010年养老机构数（家）"], ["地区", "数量"], ["铜仁地区", "5"], ["襄樊市", "4"]]))
    assert {cell: figure[0] for cell, figure in told(table).items()} == {"B3": "520600", "B4": "420600"}
    assert all(any(reason.rule == "place_renamed" for reason in figure.reasons) for figure in table.figures)


def test_what_the_codebook_has_not_is_a_new_indicator_with_its_best_score():
    table = read(
        "新.csv", csv_of([["2023年"], ["城市", "地区生产总值（亿元）", "常住人口（万人）"], ["张掖", "550.5", "110.2"]])
    )
    assert {cell: (figure[1], figure[2], figure[3]) for cell, figure in told(table).items()} == {
        "B3": ("", 55_050_000_000, "yuan"),
        "C3": ("", 1_102_000, "persons"),
    }
    assert all(figure.indicator_score < 0.65 for figure in table.figures)


def test_tables_below_one_another_and_lines_between_rows_keep_their_own_title_year_and_name():
    rows = [
        ["表1 2021年养老机构数"],
        ["地区", "家"],
        ["兰州", "1"],
        ["二、2022年"],
        ["兰州", "3"],
        [],
        ["表2 2022年护理型床位占比"],
        ["地区", "%"],
        ["张掖", "42"],
    ]
    assert {cell: figure[1:5] for cell, figure in told(read("两表.csv", csv_of(rows))).items()} == {
        "B3": ("care_institutions", 1, "institutions", 2021),
        "B5": ("care_institutions", 3, "institutions", 2022),
        "B9": ("nursing_bed_share_unstated", 42, "percent", 2022),
    }


def test_every_reason_has_its_sentence():
    tables = [read(made.name, made.content()) for made in READ]
    assert {reason.rule for table in tables for figure in table.figures for reason in figure.reasons} <= set(RULES)
    assert {unused.reason for table in tables for unused in table.unused} <= set(UNUSED)
    for table in tables:
        for figure in table.figures:
            for reason in figure.reasons:
                assert RULES[reason.rule].format(**dict(reason.values))
    assert all(QUESTIONS.values())


def test_short_names_are_read_as_what_the_other_rows_are():
    def of(names: list[str]) -> list[str]:
        rows = [["2023年养老机构数"], ["地区", "家"], *([name, "5"] for name in names)]
        return [figure.place for figure in read("短名.csv", csv_of(rows)).figures]

    provinces = ["全  国", "北　京", "内 蒙 古", "吉  林", "海  南", "新 疆"]
    assert of(provinces) == ["000000", "110000", "150000", "220000", "460000", "650000"]
    assert of(["西安", "张掖", "沈阳", "吉林", "益阳"]) == ["610100", "620700", "210100", "220200", "430900"]
    assert of(["620700 张掖市", "兰州市（620100）", "1.东营"]) == ["620700", "620100", "370500"]


def test_heads_that_go_on_from_the_title_or_the_column_before_are_read_whole():
    rows = [
        ["2023年末各区县老年人口"],
        ["单位：人"],
        ["区县", "60周岁及以上", "占总人口比重（%）", "80岁以上", "其中：百岁老人"],
        ["安化县", "5000", "20.1", "900", "12"],
    ]
    table = read("续.csv", csv_of(rows))
    assert [(figure.name, figure.indicator) for figure in table.figures] == [
        ("60周岁及以上老年人口", "pop60_unstated"),
        ("60周岁及以上占总人口比重", "share60_unstated"),
        ("80岁以上老年人口", "pop80_unstated"),
        ("百岁老人", ""),
    ]


def test_a_row_is_not_read_as_the_year_or_code_that_its_numbers_look_like():
    rows = [
        ["指标", "2022年", "2023年"],
        ["张掖市养老机构数（家）", "2001", "2002"],
        ["张掖市养老机构床位数（张）", "620100", "620200"],
    ]
    table = read("像年份.csv", csv_of(rows), {"place:": "620700"})
    assert {cell: figure[2:5] for cell, figure in told(table).items()} == {
        "B2": (2001, "institutions", 2022),
        "C2": (2002, "institutions", 2023),
        "B3": (620_100, "beds", 2022),
        "C3": (620_200, "beds", 2023),
    }
