"""A place's own report: the verdicts of the page, every number with its source, the form of an official document, nothing made up."""

import datetime as dt
import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from exports.briefing import briefing
from exports.paper import Grid, Heading, Prose, Said, written
from views import gaps
from views.scenario.answer import answer
from views.scenario.case import case_of
from views.scenario.values import values_text

DAY = dt.date(2026, 7, 24)
CITED = re.compile(r"\[(\d+)\]")
FONTS = ("ascii", "hAnsi", "eastAsia")


def opened(file):
    return Document(io.BytesIO(file))


def texts_of(document):
    """Return every text of the body, of paragraphs and cells, in order."""
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]


def headings(document):
    return [each.text for each in document.paragraphs if each.style.name == "Heading 1"]


def captioned(document, words):
    """Return the table below the caption that ends with these words."""
    (at,) = (at for at, p in enumerate(document.paragraphs) if p.style.name == "Caption" and p.text.endswith(words))
    following = document.paragraphs[at]._p.getnext()
    (found,) = (table for table in document.tables if table._tbl is following)
    return found


def cells(row):
    return [cell.text for cell in row.cells]


@pytest.fixture(scope="module")
def zhangye():
    return briefing("620700", DAY, "zh", others=("530100", "370500"))


@pytest.fixture(scope="module")
def sparse():
    return briefing("371626", DAY, "zh")


@pytest.fixture(scope="module")
def reports(zhangye, sparse):
    """Reports by what they are of: one that compares, one in English, and one of a place of which hardly anything is known."""
    return {
        "compared": opened(zhangye),
        "english": opened(briefing("620700", DAY, "en")),
        "sparse": opened(sparse),
    }


def test_the_verdicts_are_those_of_the_page(reports):
    view = gaps.of_place("620700", DAY, "zh")
    assert view is not None
    shown = view.table.to_pandas()
    table = captioned(reports["compared"], "目标、现状、差距与判定")
    heads = cells(table.rows[0])[:-1]
    assert heads == [name for name in shown if name in heads]
    assert not shown.drop(columns=heads).any(axis=None)
    assert [cells(row)[:-1] for row in table.rows[1:]] == shown[heads].astype(str).to_numpy().tolist()
    assert all(CITED.fullmatch(cells(row)[-1]) for row in table.rows[1:])


@pytest.mark.parametrize("name", ["compared", "english", "sparse"])
def test_every_number_has_its_source_and_every_source_is_cited(reports, name):
    document = reports[name]
    body = document.element.body
    cited = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    listed = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert cited == set(listed)
    assert listed == [f"source{number}" for number in range(1, len(listed) + 1)]
    numbers = {f"source{number}" for text in texts_of(document) for number in CITED.findall(text)}
    assert numbers == cited


def test_a_source_has_its_document_issuer_date_clause_and_printed_words(reports):
    rows = [cells(row) for row in captioned(reports["compared"], "文件与条款").rows[1:]]
    (document,) = {row[0] for row in rows if row[0].startswith("加快推进全市医养产业发展")}
    assert "发文机关：张掖市人民政府办公室" in document
    assert "2023年11月30日" in document
    own = rows[[row[0] for row in rows].index(document) + 1]
    assert CITED.fullmatch(own[0])
    assert own[1].startswith("第")
    assert own[2]


@pytest.mark.parametrize("name", ["compared", "english", "sparse"])
def test_each_style_names_its_fonts_for_both_scripts_and_no_run_has_another(reports, name):
    document = reports[name]
    used = {paragraph.style.name for paragraph in document.paragraphs} | {"Table Head", "Table Text", "Footer"}
    for style in document.styles:
        if style.name not in used:
            continue
        fonts = style.element.rPr.find(qn("w:rFonts"))
        assert all(fonts.get(qn(f"w:{script}")) for script in FONTS), style.name
        assert not [key for key in fonts.attrib if key.endswith("Theme")]
    for fonts in document.element.body.iter(qn("w:rFonts")):
        assert not any(fonts.get(qn(f"w:{script}")) for script in FONTS)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rFonts')}")
    assert all(defaults.get(qn(f"w:{script}")) for script in FONTS)


def test_the_chinese_form_is_that_of_an_official_document(reports):
    document = reports["compared"]
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]
    body = document.styles["Normal"]
    assert 28 <= body.paragraph_format.line_spacing.pt <= 29
    assert body.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert body.font.size.pt == 16
    assert document.styles["Title"].font.size.pt == 22
    fonts = {
        name: document.styles[name].element.rPr.find(qn("w:rFonts")) for name in ("Normal", "Heading 1", "Heading 2")
    }
    assert [fonts[name].get(qn("w:eastAsia")) for name in fonts] == ["仿宋", "黑体", "楷体"]
    assert {fonts[name].get(qn("w:ascii")) for name in fonts} == {"Times New Roman"}
    for footer in (section.footer, section.even_page_footer):
        text = footer.paragraphs[0].text
        assert (text.startswith("— "), text.endswith(" —")) == (True, True)
        assert [each.text for each in footer.paragraphs[0]._p.iter(qn("w:instrText"))] == [" PAGE "]


def test_heads_come_again_on_each_page_and_no_row_is_torn(reports):
    for table in reports["compared"].tables:
        rows = table._tbl.tr_lst
        assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_the_parts_stand_in_their_order_in_both_languages(reports):
    chinese = [
        "一、目标、现状、差距与判定",
        "二、到2035年的供给与需求",
        "三、可比地区及其政策工具",
        "四、尚不掌握的情况",
        "五、资料来源",
    ]
    assert headings(reports["compared"]) == headings(reports["sparse"]) == chinese
    assert [each.partition(" ")[0] for each in headings(reports["english"])] == ["1.", "2.", "3.", "4.", "5."]
    assert reports["compared"].paragraphs[0].text == "张掖市医养结合工作自检报告"
    own = [text for text in texts_of(reports["english"]) if re.search("[一-鿿]", text)]
    printed = [cell for row in captioned(reports["english"], "Documents and clauses").rows for cell in cells(row)]
    assert set(own) <= set(printed)


def test_the_years_the_chart_and_its_numbers_are_in_the_file(zhangye, reports):
    table = captioned(reports["compared"], "（需求口径：按现有入住水平）")
    assert cells(table.rows[0])[1:] == ["2020年", "2025年", "2030年", "2035年"]
    with zipfile.ZipFile(io.BytesIO(zhangye)) as file:
        assert "word/charts/chart1.xml" in file.namelist()
        chart = file.read("word/charts/chart1.xml").decode()
        assert 'typeface="Microsoft' not in chart
        behind = re.search(r'externalData[^>]*id="(\w+)"', chart)
        assert behind
        assert f'Id="{behind[1]}"' in file.read("word/charts/_rels/chart1.xml.rels").decode()
        assert zipfile.is_zipfile(io.BytesIO(file.read("word/embeddings/sheet1.xlsx")))


def test_the_places_named_are_compared_and_each_code_says_its_level(reports):
    table = captioned(reports["compared"], "政策工具及其明确程度")
    assert cells(table.rows[0]) == ["政策工具", "张掖市", "昆明市", "东营市"]
    said = [cell for row in table.rows[1:] for cell in cells(row)[1:]]
    assert all(re.fullmatch(r"未见|—|\d级：.+\[\d+\]", cell) for cell in said)


def test_a_place_of_which_nothing_is_known_gets_a_short_report_that_says_so(reports):
    texts = texts_of(reports["sparse"])
    told = "".join(texts)
    assert len(texts) < 40
    assert "371626只用到2010年人口普查" in told
    assert "本库未收录该地的本地目标" in told
    assert "不作推算" in told
    assert not reports["sparse"].inline_shapes


def test_what_is_not_collected_is_no_failing(reports):
    (told,) = (text for text in texts_of(reports["compared"]) if "加底纹" in text)
    assert "12项" in told
    assert "不等于未达标" in told


@pytest.mark.parametrize("name", ["compared", "english", "sparse"])
def test_nobody_is_asked_to_click_or_fill_in_on_paper(reports, name):
    told = "\n".join(texts_of(reports[name]))
    assert not re.search("政策与存量|Policy and stock|点击|[Cc]lick|\\*\\*|\\\\", told)


def test_it_closes_with_source_day_scenario_and_address(reports):
    *_rest, source, scenario, address = [paragraph.text for paragraph in reports["compared"].paragraphs]
    assert "2026-07-24" in source
    assert scenario == f"情景参数：{values_text(case_of('620700', ''), 'zh')}。"
    assert address.endswith("/scenario?place=620700&v=2&lang=zh")


def test_a_scenario_is_told_by_what_was_chosen():
    told = values_text(case_of("620700", "moneed~ex75"), "en")
    assert told.startswith("Demand: by need; ")
    assert told.endswith("Target occupancy of beds: 75% (default 85%)")
    assert "Policy and stock" not in answer(case_of("620700", ""), 2035, "en", ask=False)
    assert "Policy and stock" in answer(case_of("620700", ""), 2035, "en")


@pytest.mark.parametrize(
    ("place", "others", "code", "lang", "told"),
    [
        ("999999", (), "", "zh", "图谱中没有代码为“999999”的地区。"),
        ("999999", (), "", "en", "The atlas knows no place with the code “999999”."),
        ("x-template-1", (), "", "en", "The atlas knows no place with the code “x-template-1”."),
        ("620700", ("=1\x00\n+1",), "", "en", "The atlas knows no place with the code “=1+1”."),
        ("9" * 400, (), "", "en", f"The atlas knows no place with the code “{'9' * 60}”."),
        ("620700", (), "zz1", "zh", "没有代码为“zz1”的情景。"),
        ("371626", (), "zz1", "en", "No scenario has the code “zz1”."),
    ],
)
def test_what_is_not_known_is_said_in_one_sentence(place, others, code, lang, told):
    with pytest.raises(ValueError, match=re.escape(told) + "$"):
        briefing(place, DAY, lang, others, code)


def test_progress_is_told_part_by_part():
    told = []
    briefing("371626", DAY, "en", progress=lambda done, of: told.append((done, of)))
    assert told == [(done, 6) for done in range(7)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_any_text_stands_as_it_is_and_none_becomes_markup_or_a_field(lang):
    odd = ["=1+1", "+1", "-1", "@a", "<w:p/>&amp;", "{ PAGE }", "a\x00\x0b\ud800b\tc", "http://a.cn"]
    kept = [*odd[:6], "a□b c", "http://a.cn"]
    title = "长" * 400
    parts = [
        Heading(odd[0]),
        Prose(tuple(map(Said, odd))),
        Grid("表", tuple(odd), (tuple(map(Said, odd)), (Said(odd[4]),)), (1.0,) * len(odd)),
    ]
    file = written(parts, lambda _refs: (), title=title, subtitle=odd[6], author="a", day=DAY, lang=lang)
    document = opened(file)
    assert document.paragraphs[0].text == title
    assert document.core_properties.title == title[:255]
    assert cells(document.tables[0].rows[1]) == kept
    assert cells(document.tables[0].rows[2])[0] == odd[4]
    body = document.element.body
    assert not list(body.iter(qn("w:instrText"), qn("w:fldChar"), qn("w:hyperlink")))


def test_the_same_report_is_the_same_file(sparse):
    again = briefing("371626", DAY, "zh", others=("371626", "530100", "530100"))
    assert "对照地区：昆明市。" in "".join(texts_of(opened(again)))
    first, second = (zipfile.ZipFile(io.BytesIO(file)) for file in (sparse, briefing("371626", DAY, "zh")))
    assert [first.read(name) for name in first.namelist()] == [second.read(name) for name in second.namelist()]
