"""The text of a document is the same whether it comes as plain text, web page, Word or PDF; what holds no text says why."""

import html
import time
import zlib

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from loaders.errors import FileRefused
from loaders.policy_text import pdf, reading
from loaders.policy_text.clauses import clauses
from loaders.policy_text.pdf import text_of
from loaders.policy_text.reading import read_upload
from loaders.uploads import MOST_LETTERS, opened
from tests.unit.loaders.brought import (
    ENCRYPTED,
    docx_of,
    numbered_docx,
    pdf_of,
    saved,
    scanned_pdf,
    with_member,
    zip_of,
)

LINES = [
    "某市推进医疗卫生与养老服务相结合实施方案",
    "为更好地满足群众日益增长的健康养老需求，根据国家和省有关文件精神，结合我市实际，制定本方案。",
    "一、工作目标",
    "到2025年，全市护理型床位占养老机构床位的比例不低于55%，65岁及以上老年人健康管理率达到72%，二级及以上综合医院设立老年医学科的比例达到60%以上。",
    "二、主要任务",
    "（一）完善社区服务网络。",
    "1. 在每个街道建设一所社区医养结合服务中心，全市新增床位1.2万张。",
    "2. 为65岁及以上老年人每年免费体检1次。",
    "（二）加强队伍建设。三年内培训护理员3000人次，每所机构至少有2名执业医师，并按规定给予每人每月200元岗位补贴，所需资金由市、县两级财政按照5:5的比例分担。",
    "三、保障措施",
    "各级各部门要加强组织领导，明确责任分工，确保各项任务落到实处。",
]
TEXT = "\n".join(LINES) + "\n"
PAGE = "".join(f"<p>{html.escape(line)}</p>\n" for line in LINES)


def read(name: str, content: bytes) -> str:
    return read_upload(opened(name, content))


def structure(text: str) -> list[tuple[str, str]]:
    return [(clause.label, text[clause.start : clause.end].strip()) for clause in clauses(text)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("方案.txt", TEXT.encode("utf-8-sig")),
        ("方案.txt", TEXT.encode("gb18030")),
        ("方案.txt", TEXT.replace("\n", "\r\n").encode("utf-16")),
        ("方案.txt", "\ufeff".encode("utf-16-be") + TEXT.replace("\n", "\r").encode("utf-16-be")),
        ("方案.html", f"<!DOCTYPE html><html><meta charset='gb2312'><body>{PAGE}".encode("gb18030")),
        ("方案.html", f"<html><head><title>首页</title></head><body>{PAGE}</body></html>".encode()),
        ("方案.docx", docx_of(LINES)),
        ("方案.pdf", pdf_of(LINES)),
        ("方案.pdf", pdf_of(LINES, per_page=5)),
    ],
)
def test_the_same_text_has_the_same_clauses_however_it_is_brought(name: str, content: bytes):
    text = read(name, content)
    assert structure(text) == structure(TEXT)
    assert "\r" not in text


def test_clauses_of_the_example_are_those_a_reader_sees():
    labels = [label for label, _ in structure(TEXT)]
    assert labels == ["首部", "一", "二", "二(一)", "二(一)1", "二(一)2", "二(二)", "三"]


def test_a_plain_text_stays_as_it_is_but_for_line_ends_and_controls():
    text = "　　护 理\u200b型床位\u202e５．０４万张<b>&amp;\t□\n"
    assert read("a.txt", text.encode()) == text
    assert read("a.txt", "一\r\n二\r三\x0b四\x0c五\x07六\u2028七".encode()) == "一\n二\n三\n四\n五六\n七"


def test_a_sign_that_no_text_holds_is_named_with_its_place():
    with pytest.raises(FileRefused) as caught:
        read("a.txt", (TEXT + "二\0").encode())
    assert (caught.value.reason, caught.value.values) == ("nul", {"line": len(LINES) + 1, "character": 2})


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>一<script>alert('2025')</script><style>p{}</style><!-- 2025年 --></p><p>二</p>", "一\n二"),
        ("一<br>二<div>三<span>四</span></div>五", "一\n二\n三四\n五"),
        ("<p>护理\n    型床位 of \n 2025&lt;b&gt;&#31;</p>", "护理型床位 of 2025<b>"),
        ("<table><tr><th>地区</th><th>床位</th></tr><tr><td><p>张掖</p></td><td></td><td>5<br>张</td></tr></table>", "地区\t床位\n张掖\t\t5 张"),
        ("<table><tr><td>目录</td><td><table><tr><td><p>一</p><p>二</p></td></tr></table></td></tr></table>", "目录\t\n一\n二"),
        ("<pre>一\n 二</pre>三", "一\n 二\n三"),
        ("<ruby>養<rp>(</rp><rt>yǎng</rt><rp>)</rp></ruby>老", "養老"),
        ("<p>一<p>二<td>三</b></html>四", "一\n二\n三四"),
        ("<html><body><p>一</p></body></html><html><body>二</body></html>", "一\n二"),
    ],
)  # fmt: skip
def test_a_page_is_read_as_a_browser_shows_it(source: str, text: str):
    assert read("a.html", source.encode()) == text


def test_a_page_of_big5_is_read_by_the_encoding_it_names():
    assert read("a.html", '<meta charset="big5"><p>養老床位</p>'.encode("big5")) == "養老床位"


def test_numbers_that_word_counts_stand_in_the_text():
    items = [
        (None, "方案"),
        (0, "目标"),
        (1, "网络"),
        (2, "建设"),
        (2, "2025年前建成"),
        (1, "队伍"),
        (2, "培训"),
        (0, "保障"),
    ]
    levels = [("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
    text = read("方案.docx", numbered_docx(items, levels))
    assert text.split("\n") == [
        *("方案", "一、目标", "（一）网络", "1. 建设", "2. 2025年前建成", "（二）队伍", "1. 培训", "二、保障", "")
    ]
    assert [label for label, _ in structure(text)] == [
        *("首部", "一", "一(一)", "一(一)1", "一(一)2", "一(二)", "一(二)1", "二")
    ]


@pytest.mark.parametrize(
    ("levels", "numbers"),
    [
        ([("decimal", "%1."), ("decimal", "%1.%2")], ["1. 甲", "1.1 乙", "1.2 丙", "2. 丁"]),
        ([("bullet", "\uf0b7"), ("none", "")], ["甲", "乙", "丙", "丁"]),
        ([("decimalEnclosedCircle", "%1"), ("lowerLetter", "(%2)")], ["①甲", "(a)乙", "(b)丙", "②丁"]),
    ],
)
def test_numbers_of_word_have_the_form_its_list_says(levels: list[tuple[str, str]], numbers: list[str]):
    items = [(0, "甲"), (1, "乙"), (1, "丙"), (0, "丁")]
    assert read("a.docx", numbered_docx(items, levels)).split("\n")[:-1] == numbers


def test_a_word_style_numbers_its_paragraphs():
    document = docx.Document()
    for line in ("甲", "乙"):
        document.add_paragraph(line, style="List Number")
    assert read("a.docx", saved(document)) == "1. 甲\n2. 乙\n"


def test_tables_of_word_stand_in_their_place_row_by_row():
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("地区", "床位\n（张）", "", "5200"), strict=True
    ):
        cell.text = text
    document.add_paragraph("后\t段")
    assert read("a.docx", saved(document)) == "前\n地区\t床位 （张）\n\t5200\n后\t段\n"


def test_what_was_deleted_in_word_or_written_twice_is_not_read():
    document = docx.Document()
    paragraph = document.add_paragraph("床位")._p
    for piece in (
        f"<w:del {nsdecls('w')}><w:r><w:delText>100</w:delText></w:r></w:del>",
        f"<w:ins {nsdecls('w')}><w:r><w:t>200</w:t></w:r></w:ins>",
        f"<w:r {nsdecls('w')}><w:instrText>PAGE 7</w:instrText><w:noBreakHyphen/><w:t>300</w:t><w:br/><w:t>张</w:t></w:r>",
    ):
        paragraph.append(parse_xml(piece))
    assert read("a.docx", saved(document)) == "床位200-300\n张\n"


def test_an_entity_of_a_document_opens_no_file():
    source = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>前&x;后</w:t></w:r></w:p></w:body></w:document>"
    )
    assert read("a.docx", with_member(docx_of([]), "word/document.xml", source.encode())) == "前\n"


def test_a_word_file_without_its_parts_is_damaged():
    with pytest.raises(FileRefused, match="damaged"):
        read("a.docx", zip_of({"word/document.xml": b"<a/>"}))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (scanned_pdf(), "no_text_layer"),
        (pdf_of(["到2025年"], trailer=ENCRYPTED), "password"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (pdf_of(["\ue001\ue002" * 30]), "garbled_text"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(content: bytes, reason: str):
    with pytest.raises(FileRefused) as caught:
        read("某件.pdf", content)
    assert (caught.value.file, caught.value.reason) == ("某件.pdf", reason)


def test_page_numbers_and_running_heads_go_and_numbers_of_the_text_stay():
    text = "第{}段，到2025年全市床位5000张。"
    lines = [
        line for at in range(60) for line in ([f"某市人民政府公报第{at}期"] if at % 12 == 0 else []) + [text.format(at)]
    ]
    read_lines = text_of(pdf_of(lines, per_page=13)).split("\n")
    assert read_lines == [text.format(at) for at in range(60)]


def test_lines_that_every_page_repeats_within_stay():
    lines = ["到2025年床位达到5000张", "到2030年床位达到9000张"] * 30
    assert text_of(pdf_of(lines, per_page=10)).split("\n") == lines


def test_a_pdf_of_too_many_pages_is_not_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(FileRefused) as caught:
        text_of(pdf_of(["一"] * 3, per_page=1))
    assert caught.value.values == {"pages": 3, "limit": 2}


def test_a_page_that_keeps_the_reader_busy_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "MOST_SECONDS", 1)
    busy = zlib.compress(b"BT /F 16 Tf <4e00> Tj ET\n" * 4_000_000, 1)
    content = pdf_of(["一"])
    at = content.index(b"8 0 obj")
    told = b"8 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(busy), busy)
    with pytest.raises(FileRefused, match="too slow"):
        read("a.pdf", content[:at] + told + content[content.index(b"xref\n") :])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xlsx", with_member(zip_of({}), "xl/workbook.xml", b"<a/>"), "no_document"),
        ("a.html", b"<html><script>2025</script></html>", "no_text"),
        ("a.docx", docx_of([]), "no_text"),
        ("a.txt", ("一" * 1_000_000).encode(), "too_long"),
        ("a.txt", b"1" * (MOST_LETTERS + 1), "too_long"),
        ("a.html", b"<html>" + b"<p>1" * 400_001, "too_long"),
        ("a.html", b"<html>" + b"<b>1" * 5_000, "damaged"),
    ],
)
def test_what_holds_no_text_or_too_much_says_so(name: str, content: bytes, reason: str):
    with pytest.raises(FileRefused) as caught:
        read(name, content)
    assert caught.value.reason == reason


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx"])
def test_a_line_of_half_a_million_letters_is_read_in_time(name: str):
    line = "到2025年床位达到5000张，" * 35_000
    content = {"a.txt": line.encode(), "a.html": f"<html>{line}".encode()}.get(name) or docx_of([line])
    began = time.perf_counter()
    assert read(name, content).strip("\n") == line
    assert time.perf_counter() - began < 10


def test_every_kind_of_document_has_a_reader():
    assert reading.read_upload(opened("a.csv", b"1,2\n3,4")) == "1,2\n3,4"
