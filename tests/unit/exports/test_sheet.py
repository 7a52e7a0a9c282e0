"""The sheet of a chart: a record a row, numbers as numbers, bounds and gaps as they are, and no text that becomes a formula."""

import io
import re
import zipfile

import pandas as pd
import pytest

from exports import sheet
from views import edition

HEADS = [
    "指标",
    "地区",
    "代码",
    "类型",
    "数值",
    "上限",
    "单位",
    "年份",
    "比较符",
    "证据等级",
    "文件",
    "条款",
    "原文用语",
    "计算公式",
]
FACTS = edition.described()


def part(written: bytes, name: str) -> str:
    """Return one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(written)) as book:
        return book.read(name).decode("utf-8")


def row_of(fact: pd.Series) -> pd.Series:
    """Return the one row that the sheet has for a fact."""
    (row,) = (row for _at, row in sheet.rows([f"fact:{fact['fact']}"], "zh").iterrows())
    return row


def test_a_record_is_one_row_under_the_same_heads_and_what_is_none_is_left_out():
    found = sheet.rows(["fact:zhangye-2023-04", "620700", "fact:zhangye-2023-04", "headline:older", "fact:nope"], "zh")
    assert list(found.columns) == HEADS
    assert len(found) == 2


@pytest.mark.parametrize("comparator", [">=", "~"])
def test_a_bound_keeps_its_comparator_and_its_number(comparator):
    fact = FACTS[FACTS["comparator"] == comparator].iloc[0]
    row = row_of(fact)
    assert row[HEADS[8]] == comparator
    assert row[HEADS[4]] == fact["value"]


def test_a_range_has_both_ends_and_a_single_number_no_upper_end():
    spans = FACTS[FACTS["value_high"].notna() & (FACTS["value_high"] != FACTS["value"])]
    assert row_of(spans.iloc[0]).iloc[5] == spans.iloc[0]["value_high"]
    single = FACTS[FACTS["value_high"] == FACTS["value"]].iloc[0]
    assert row_of(single).iloc[5] is None or pd.isna(row_of(single).iloc[5])


def test_a_year_that_is_not_known_is_an_empty_cell():
    fact = FACTS[FACTS["year"].isna()].iloc[0]
    assert row_of(fact)[HEADS[7]] == ""


def test_numbers_are_numbers_and_a_text_like_a_formula_stays_a_text(monkeypatch):
    table = pd.DataFrame([["=1+1", "@x", "+2", "-3", 5.5, None, "http://a.cn", *[""] * 7]], columns=HEADS)
    monkeypatch.setattr(sheet, "rows", lambda *_asked: table)
    written = sheet.workbook([], "=2+2", "**说明**", "来源", "zh")
    cells = part(written, "xl/worksheets/sheet1.xml")
    assert "<f>" not in cells
    assert "hyperlink" not in cells
    assert re.search(r'<c r="E6"><v>5.5</v></c>', cells)
    assert 'r="F6"' not in cells
    texts = part(written, "xl/sharedStrings.xml")
    for text in ("=1+1", "@x", "+2", "-3", "http://a.cn", "=2+2", "说明"):
        assert f">{text}</t>" in texts
