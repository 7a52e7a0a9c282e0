"""Any text and any file: reading it never fails, hangs or loses its place, and what holds no figure yields none."""

import random
import time
from collections.abc import Callable
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.errors import FileRefused
from loaders.own_table import Ground, read_table
from loaders.policy_text.candidates import Candidate, extract
from loaders.policy_text.codebook import Codebook
from loaders.policy_text.pdf import text_of
from loaders.policy_text.reading import read_upload
from loaders.uploads import opened
from tests.unit.loaders.brought import docx_of, pdf_of, saved, zip_of
from tests.unit.real import written_tables

PLAN = """某市人民政府关于推进医养结合的实施意见
某政发〔2021〕12号
一、发展目标
到2025年，全市护理型床位占比不低于55%，每千名老年人拥有床位35—40张；65岁及以上老年人健康管理率由70%提高到75%以上。
截至2020年底，全市共有医养结合机构173家，床位5.04万张，其中甲、乙两县分别有1200张和８００张。
二、主要任务
（一）每年培训护理员1000人次，三年内新增签约１８５５对。
1. 对社会办机构每张床位一次性补助5000元，每床每月补助50元，最高不超过20万元。
2. 力争到“十四五”末，所有二级以上综合医院设老年医学科；建议到20xx年底建成十二所。
"""
FRAGMENTS = [
    *"0123456789０９.,，。；、%‰％万亿千百十一二三两〇零½Ⅻ①²年月日底末前至—~－-到由从约近超逾以上下张家所人元对次岁《》〔〕（）()“”<>&|/\\\n\t \u3000",
    *("分别为", "和", "达到", "不低于", "每千名", "个百分点", "人次", "元/床/月", "第二人民医院", "20xx年", "2017829-92日", "201412月"),
    *("到2025年", "“十四五”末", "年底", "三年内", "截至", "力争", "建议", "一、", "（二）", "1.", "（3）", "——", "模板5", "群一", "张掖市", "三元区"),
    *("護理型", "養(yǎng)老", "萬", "签约", "65岁以上", "〔2018〕33号", "0.00", "1e9", "-5", "9" * 40, "九" * 30, "NaN", "∞"),
    *("<script>alert(1)</script>", "</td>", "{0}", "%s", "=1+1", "\u202e", "\u200b", "\ufeff", "\x00", "\r", "\x0b", "\u2028", "😀", "\U00020000"),
]  # fmt: skip
NOTHING = [
    "",
    "各级各部门要加强组织领导，明确责任分工，营造全社会尊老敬老的良好氛围，确保各项任务落到实处。",
    "联系电话：010-88886666，传真：0936-8212345，手机13900000000，邮编734000。",
    "根据《关于推进医养结合的意见》（国办发〔2015〕84号）和某政办发〔2018〕33号文件精神，结合实际，制定本方案。",
    "主办单位：某市人民政府 陇ICP备05000491号-1 甘公网安备 62070202000166号 网站标识码6207000001",
    "地址：某市某区东大街88号3号楼701室",
    "市第一人民医院、市第二人民医院、群一社区、三元区、七彩云南和第三中学联合开展活动。",
    "第一条 为了规范管理，制定本办法。\n第二条 本办法适用于全市。\n第十三条 本办法自印发之日起施行。",
    "发布日期：2022-09-28 10:35 来源：某局 字号：大 中 小",
]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    tables = written_tables()
    return Codebook.of(tables["indicators"], tables["places"])


@pytest.fixture(scope="module")
def ground() -> Ground:
    tables = written_tables()
    return Ground.of(tables["indicators"], tables["places"], tables["ended_codes"])


def mixed(seed: int) -> str:
    """Return a text of the shapes that numbers, dates and headings have, in any order."""
    chance = random.Random(seed)
    return "".join(chance.choices(FRAGMENTS, k=chance.randrange(1, 120)))


def mutated(seed: int) -> str:
    """Return the plan with letters and stretches taken out, moved, doubled and replaced."""
    chance = random.Random(seed)
    text = PLAN
    for _ in range(chance.randrange(1, 12)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice([1, 1, 2, 5, 40]))
        instead = chance.choice(["", text[start:end] * 2, text[start:end][::-1], chance.choice(FRAGMENTS)])
        text = text[:start] + instead + text[end:]
    return text


def check(text: str, codebook: Codebook) -> list[Candidate]:
    """Read a text and hold each candidate to what is promised of it."""
    found = extract(text, codebook)
    behind = 0
    for each in found:
        assert text[each.start : each.end] == each.as_printed
        assert behind <= each.number[0] < each.number[1] <= len(text), "in order, and no number twice"
        assert each.start <= each.number[0]
        assert each.number[1] <= each.end
        assert each.value <= each.value_high < float("inf")
        assert 0 <= each.confidence <= 1
        assert each.clause
        assert each.reasons
        assert each.date.startswith(str(each.year or ""))
        behind = each.number[1]
    return found


def rounds(few: int, many: int) -> list[object]:
    return [few, pytest.param(many, marks=pytest.mark.slow)]


@pytest.mark.parametrize("count", rounds(100, 5_000))
@pytest.mark.parametrize("made", [mixed, mutated])
def test_any_text_is_read_and_each_number_keeps_its_place(made: Callable[[int], str], count: int, codebook: Codebook):
    for seed in range(count):
        text = made(seed)
        found = check(text, codebook)
        if seed % 10 == 0:
            assert extract(text, codebook) == found, "the same text, the same figures"


@given(text=st.text(st.sampled_from("".join(FRAGMENTS)) | st.characters(), max_size=80))
@settings(max_examples=60)
def test_any_letters_are_read(text: str, codebook: Codebook):
    check(text, codebook)


@given(start=st.integers(0, len(PLAN)), inserted=st.text(max_size=20))
@settings(max_examples=20)
def test_anything_put_into_a_plan_leaves_it_readable(start: int, inserted: str, codebook: Codebook):
    check(PLAN[:start] + inserted + PLAN[start:], codebook)


def test_the_plan_itself_yields_its_figures(codebook: Codebook):
    values = [each.value for each in check(PLAN, codebook)]
    assert {55, 35, 173, 50_400, 1_200, 800, 1_000, 1_855, 5_000} <= set(values)


@pytest.mark.parametrize("text", NOTHING)
def test_a_text_without_figures_yields_none(text: str, codebook: Codebook):
    assert [each.as_printed for each in extract(text, codebook)] == []


@pytest.mark.parametrize("mark", ["<b>", "</td>", "\u202e", "\u200b", "<script>alert(1)</script>"])
def test_markup_and_direction_letters_are_letters(mark: str, codebook: Codebook):
    found = check(f"到2025年，全市养老床位达到5000张{mark}。{mark}2030年达到9000张。", codebook)
    assert [each.value for each in found] == [5000, 9000]


@pytest.mark.parametrize("letters", rounds(60_000, 1_000_000))
@pytest.mark.parametrize(
    "part",
    ["1", "一", "医养结合", "12.5", "1 2 ", "（", "《", "护 理 型 ", "\n", "每\n", "養(yǎng)老", "1+", "— 3 —\n"],
)
def test_a_line_of_anything_is_read_in_time(part: str, letters: int, codebook: Codebook):
    line = part * (letters // len(part))
    began = time.process_time()
    assert extract(line, codebook) == []
    assert time.process_time() - began < 10


def test_a_line_of_nothing_but_figures_is_read_in_time(codebook: Codebook):
    began = time.process_time()
    assert len(extract("到2025年，床位达到5000张，" * 1_500 + "所有医院建成，" * 1_500, codebook)) >= 1_500
    assert time.process_time() - began < 10


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["2023年养老床位情况"], ["地区", "养老床位（张）"], ["张掖市", 5200], ["郴州市", 8100.5]):
        sheet.append(row)
    return saved(book)


FILES = {
    "a.docx": docx_of(PLAN.splitlines()),
    "a.xlsx": workbook(),
    "a.pdf": pdf_of(PLAN.splitlines()),
    "a.yiyang.zip": zip_of({"yiyang.json": b"{}" * 100}),
    "a.html": f"<html><meta charset=gbk><table><tr><td>{PLAN}".encode("gb18030"),
    "a.csv": "地区,床位\n张掖市,5200\n".encode("utf-16"),
}


@pytest.mark.parametrize("count", rounds(30, 1_600))
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_read_or_refused(name: str, count: int, ground: Ground):
    for seed in range(count):
        chance = random.Random(seed)
        content = bytearray(FILES[name])
        for _ in range(chance.randrange(1, 8)):
            at = chance.randrange(len(content) + 1)
            content[at : at + chance.choice([0, 1, 1, 4, 200])] = chance.randbytes(chance.choice([0, 1, 1, 4]))
        if chance.random() < 0.2:
            del content[chance.randrange(len(content) + 1) :]
        with suppress(FileRefused):
            upload = opened(name, bytes(content))
            if upload.kind == "pdf":
                text_of(upload.content)  # the process that guards the server from it costs too much time here
            elif upload.kind in ("xlsx", "xls", "csv"):
                read_table(upload, ground)
            else:
                read_upload(upload)


def test_reading_writes_no_file(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path_factory.mktemp("nothing")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TMPDIR", str(folder))
    for name, content in FILES.items():
        if not name.endswith((".xlsx", ".zip")):
            read_upload(opened(f"../{name}", content))
    assert list(folder.iterdir()) == []
