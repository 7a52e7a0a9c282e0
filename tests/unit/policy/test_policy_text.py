"""Clauses as officials cite them, phrases letter for letter, and the numbers a phrase prints."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.policy_text.clauses import CHINESE, clauses, clauses_of, printed_numbers, read_text, stands_in

PLAN = """\
# title: 某市医养结合实施方案
# source: https://example.org/一、不是标题
# ----- text below is copied -----

某市医养结合实施方案
各县区人民政府:
一、总体目标
到2025年,护理型床位占比达到60%以上。
二、主要任务
(一)提升机构服务能力
1.支持养老机构
新增床位500张。
2、推动医疗机构转型
(1)鼓励二级医院
转型12家。
（2）鼓励基层医院
转型30家。
（二）完善支持政策
第一,加大投入
每年安排2.5亿元。
十一、组织实施
各单位认真落实。
"""


def labels(text: str) -> list[str]:
    return [clause.label for clause in clauses(text)]


def test_clauses_are_named_by_their_path_of_headings_in_order():
    assert labels(PLAN) == [
        "首部", "一", "二", "二(一)", "二(一)1", "二(一)2", "二(一)2(1)", "二(一)2(2)", "二(二)", "二(二)第一", "十一",
    ]  # fmt: skip


def test_a_clause_reaches_from_its_heading_to_the_next():
    found = {clause.label: PLAN[clause.start : clause.end] for clause in clauses(PLAN)}
    assert found["二(一)2(1)"] == "(1)鼓励二级医院\n转型12家。\n"
    assert found["首部"].split() == ["某市医养结合实施方案", "各县区人民政府:"]
    assert "title" not in "".join(found.values())


def test_half_and_full_width_brackets_are_one_heading():
    assert labels("一、目标\n(一)床位\n") == labels("一、目标\n（一）床位\n") == ["一", "一(一)"]


def test_a_deeper_heading_without_the_levels_between_still_has_its_path():
    assert labels("二、任务\n3.直接编号\n(一)然后分节\n4．全角点\n") == ["二", "二3", "二(一)", "二(一)4"]


def test_a_new_chapter_forgets_the_sections_of_the_last():
    assert labels("一、甲\n(一)乙\n1.丙\n二、丁\n1.戊\n") == ["一", "一(一)", "一(一)1", "二", "二1"]


def test_a_decimal_or_a_long_number_at_the_start_of_a_line_is_no_heading():
    assert labels("一、投入\n2.5亿元用于床位。\n2025.这一年\n") == ["一"]


def test_each_text_of_a_collection_carries_its_number():
    text = "医养结合方案模板1\n一、目标\n(一)床位\n医养结合方案模板12\n前言\n一、目标\n"
    assert labels(text) == ["模板1/首部", "模板1/一", "模板1/一(一)", "模板12/首部", "模板12/一"]


def test_a_text_without_headings_is_cited_by_paragraph_and_blank_lines_do_not_count():
    text = "# a\n# ----- below\n\n重庆市现有养老机构1403个。\n\n\n  床位21.8万张。\n"
    assert labels(text) == ["段1", "段2"]
    assert stands_in(text, "段2", "床位21.8万张")


def test_a_text_without_a_header_begins_at_its_first_line():
    text = "一、目标\n床位500张。\n"
    assert clauses(text)[0].start == 0


def test_an_empty_text_has_no_clause():
    assert clauses("") == []
    assert clauses("# title: 无\n# ----- below\n\n \n") == []


@given(st.text(st.sampled_from("一二三、(（)）12.第,模板# \n\r\u3000床位张□"), max_size=60))
def test_clauses_follow_each_other_and_leave_out_nothing_but_white_space(text):
    found = clauses(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    kept = "".join(text[clause.start : clause.end] for clause in found)
    letters = [letter for letter in text if letter not in "□# \u3000\n\r"]
    assert [letter for letter in kept if letter not in "□# \u3000\n\r"] == letters


@pytest.mark.parametrize(
    ("clause", "phrase", "stands"),
    [
        ("二(一)1", "新增床位500张", True),
        ("二(一)1", "新增床位501张", False),
        ("二(一)1", "新增床位500 张", True),
        ("二(一)2", "新增床位500张", False),
        ("二（一）1", "新增床位500张", False),
        ("二", "新增床位500张", False),
        ("一", "到2025年,护理型", True),
        ("一", "到2025年，护理型", False),
        ("三", "新增床位500张", False),
    ],
)
def test_a_phrase_stands_letter_for_letter_under_its_own_clause(clause: str, phrase: str, stands: bool):
    assert stands_in(PLAN, clause, phrase) is stands


@pytest.mark.parametrize("phrase", ["", "      ", "\u3000\n"])
def test_nothing_stands_nowhere(phrase: str):
    assert not stands_in(PLAN, "一", phrase)


@pytest.mark.parametrize("gap", ["\n", "\r\n", " ", "\u3000", "\xa0", "\n\n  "])
def test_white_space_inside_a_phrase_is_disregarded_where_a_page_broke_the_line(gap: str):
    text = f"一、目标\n护理型床位占比达{gap}到60%以上。\n"
    assert stands_in(text, "一", "护理型床位占比达到60%以上")


def test_a_phrase_over_two_clauses_stands_in_neither():
    assert clauses_of(PLAN, "转型12家。（2）鼓励基层医院") == []


def test_every_clause_that_prints_a_phrase_is_found():
    assert clauses_of(PLAN, "转型") == ["二(一)2", "二(一)2(1)", "二(一)2(2)"]


def test_a_clause_whose_label_returns_is_searched_in_every_place():
    text = "一、甲\n床位100张\n二、乙\n无\n一、丙\n床位200张\n"
    assert stands_in(text, "一", "床位100张")
    assert stands_in(text, "一", "床位200张")


def test_a_text_that_is_not_utf_8_is_refused_with_its_name(tmp_path: Path):
    (tmp_path / "plan.txt").write_bytes("床位".encode("gb18030"))
    with pytest.raises(ValueError, match=r"plan\.txt: not UTF-8 text \(byte 0\)"):
        read_text(tmp_path / "plan.txt")


def test_a_control_character_is_refused_with_its_line(tmp_path: Path):
    (tmp_path / "plan.txt").write_bytes("一、目标\n床位\0张\n".encode())
    with pytest.raises(ValueError, match=r"plan\.txt: line 2, character 3: the control character U\+0000 is no text"):
        read_text(tmp_path / "plan.txt")


def test_full_width_digits_are_read_as_plain_ones(tmp_path: Path):
    (tmp_path / "plan.txt").write_text("到２０２５年达到６５％，", "utf-8")
    assert read_text(tmp_path / "plan.txt") == "到2025年达到65％，"


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path):
    (tmp_path / "plan.txt").write_bytes("\ufeff一、目标\r\n床位500张\r\n".encode())
    assert labels(read_text(tmp_path / "plan.txt")) == ["一"]


@pytest.mark.parametrize(
    ("phrase", "numbers"),
    [
        ("床位5.04万张", {5.04, 50_400}),
        ("12.6亿元", {12.6, 1_260_000_000}),
        ("3千万元", {3, 30_000_000}),
        ("1萬張", {1, 10_000}),
        ("共1,250张", {1250}),
        ("1,2张", {1, 2}),
        ("30%~40%", {30, 40}),
        ("为期两年", {2}),
        ("三年行动", {3}),
        ("十个", {10}),
        ("二十一家", {21}),
        ("一百零五家", {105}),
        ("三千二百人", {3200}),
        ("两万五千人", {25_000}),
        ("一亿二千万元", {120_000_000}),
        ("每千名老年人", {1000}),
        ("建设床位", set()),
    ],
)
def test_a_phrase_prints_exactly_these_numbers(phrase: str, numbers: set[float]):
    assert sorted(printed_numbers(phrase)) == pytest.approx(sorted(numbers))


def in_chinese(value: int) -> str:
    """Write a number below 10^12 in Chinese numerals, as documents do."""
    if value >= 10**8:
        rest = value % 10**8
        return (
            in_chinese(value // 10**8) + "亿" + ("零" if 0 < rest < 10**7 else "") + (in_chinese(rest) if rest else "")
        )
    if value >= 10**4:
        rest = value % 10**4
        return (
            in_chinese(value // 10**4) + "万" + ("零" if 0 < rest < 10**3 else "") + (in_chinese(rest) if rest else "")
        )
    text, skipped = "", False
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // size % 10
        if digit:
            text += ("零" if skipped and text else "") + CHINESE[digit - 1] + word
        skipped = digit == 0
    return text.removeprefix("一") if 10 <= value < 20 else text


@given(st.integers(1, 10**12 - 1))
def test_a_number_in_chinese_numerals_is_read_back(value):
    assert printed_numbers(f"建成{in_chinese(value)}张") == {value}


@given(st.integers(0, 10**7), st.integers(0, 2), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)]))
def test_a_number_in_digits_is_found_as_printed_and_multiplied(digits, decimals, multiplier):
    word, size = multiplier
    printed = f"{digits / 10**decimals:.{decimals}f}"
    found = printed_numbers(f"床位{printed}{word}张")
    assert float(printed) in found
    assert any(abs(float(printed) * size - number) <= 1e-9 * max(1.0, number) for number in found)
    assert len(found) <= 2


@given(st.integers(1000, 10**11))
def test_thousands_separators_do_not_split_a_number(value):
    assert printed_numbers(f"共{value:,}张") == {value}


@given(st.text(max_size=40))
def test_any_phrase_can_be_asked_for_its_numbers(phrase):
    assert all(number >= 0 for number in printed_numbers(phrase))
