"""Clauses in words: 二(二)1 reads 第二部分（二）第1项; what is of no known shape stands as it is cited."""

import re

import pytest

from i18n.texts import LANGUAGES
from tests.unit.real import written_tables
from views.clauses import clause_and_form, clause_words

CLAUSES = sorted(
    {clause for frame in written_tables().values() if "clause" in frame for clause in frame["clause"] if clause}
)


@pytest.mark.parametrize(
    ("clause", "chinese", "english"),
    [
        ("二(二)1", "第二部分（二）第1项", "Part 2, section 2, item 1"),
        ("三(十二)", "第三部分（十二）", "Part 3, section 12"),
        ("(三)", "第（三）部分", "Section 3"),
        ("十", "第十部分", "Part 10"),
        ("二十一3", "第二十一部分第3项", "Part 21, item 3"),
        ("7", "第7项", "item 7"),
        ("3(2)", "第3项第（2）点", "item 3, point 2"),
        ("一(四)1第二", "第一部分（四）第1项“第二”", "Part 1, section 4, item 1, entry 2"),
        ("模板5/二(二)2(1)", "范文第5篇，第二部分（二）第2项第（1）点", "sample 5, Part 2, section 2, item 2, point 1"),
        ("模板1/首部", "模板1/首部", "模板1/首部"),
        ("段5", "第5段", "paragraph 5"),
        ("首部", "开头部分", "opening, before the first heading"),
        ("表1-2", "表1-2", "table 1-2"),
        ("第1238行", "第1238行", "row 1238"),
        ("Sheet1第3行 + 第4行", "工作表1第3行、第4行", "worksheet 1, rows 3 and 4"),
        ("七普（年鉴）第3088行，合计", "七普（年鉴）第3088行，合计", "2020 census (yearbook), row 3088, total"),
        ("Sheet1第3行，合计", "工作表1第3行，合计", "worksheet 1, row 3, total"),
        ("Sheet1各省级行（31行）", "工作表1各省级行（31行）", "worksheet 1, rows of the provinces (31)"),
        ("附件第2栏", "附件第2栏", "附件第2栏"),
        ("", "", ""),
    ],
)
def test_a_clause_is_said_in_words(clause, chinese, english):
    assert (clause_words(clause, "zh"), clause_words(clause, "en")) == (chinese, english)


def test_a_record_keeps_the_form_that_is_cited_where_headings_lead_to_it():
    assert clause_and_form("二(二)1", "zh") == "第二部分（二）第1项 · 二(二)1"
    assert clause_and_form("段5", "zh") == "第5段"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_clause_of_the_data_reads_as_a_code_or_a_path(lang):
    told = {clause: clause_words(clause, lang) for clause in CLAUSES}
    assert [clause for clause, words in told.items() if re.search(r"[一-鿿]\(|\.rda|^段|模板|Sheet| /", words)] == []
