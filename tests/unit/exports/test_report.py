"""The report is one page that asks for nothing: charts with their data, values, records and words, in which no text is markup."""

import base64
import hashlib
import html
import json
import re
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest

from exports import report as made
from exports.clean import clean
from exports.contents import behind, refs
from exports.report import report
from loaders.geography.layers import CREDIT, REVIEW
from tests.unit.exports.meeting import DAY, items
from views.meeting.item import Item, still
from views.view import Table

EVIL = "</script><script>alert(1)</script><img src=x onerror='alert(2)'>\"&<!--"


class Page(HTMLParser):
    """What a page is made of: tags with their attributes, its texts, and the contents of its scripts by type."""

    def __init__(self, written: bytes):
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.texts: list[str] = []
        self.scripts: list[tuple[dict[str, Any], str]] = []
        self.feed(written.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] == "script" and self.cdata_elem == "script":
            attributes, before = self.scripts[-1]
            self.scripts[-1] = (attributes, before + data)
        else:
            self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, Any]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def page(lang: str) -> Page:
    """The report of real views."""
    return Page(report(items(lang), lang, DAY))


def small(**words: Any) -> Item:
    return Item(**({"title": "t", "view": Table(pd.DataFrame({"a": [EVIL]}), [])} | words))


def test_the_page_names_no_address_that_a_browser_would_ask_for(page: Page):
    for tag, attributes in page.tags:
        assert not {"src", "srcset", "poster", "action", "data"} & set(attributes), tag
        assert attributes.get("href", "#").startswith("#")
    style = made._beside("report.css")
    assert "url(" not in style
    assert "@import" not in style


def test_its_policy_allows_its_own_two_scripts_and_nothing_else(page: Page):
    (policy,) = (each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert not re.search(r"https?:|script-src[^;]*unsafe|\*", policy)
    run = [text for attributes, text in page.scripts if "type" not in attributes]
    marks = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in run]
    assert re.findall(r"'sha256-([^']+)'", policy) == marks
    assert len(marks) == 2


def test_every_item_has_its_chart_values_records_source_and_link(page: Page, lang: str):
    told = " ".join(page.texts)
    for at, item in enumerate(items(lang), 1):
        title = item.title or item.view.title  # pyright: ignore[reportAttributeAccessIssue]
        assert title in told
        assert any(each.get("id") == f"item-{at}" for each in page.all("section"))
    assert page.all("html")[0]["lang"] == {"zh": "zh-CN", "en": "en"}[lang]
    assert f"/gaps?lang={lang}&topic=nursing_share&like=a+b%26c" in told
    assert "一条说明" in told
    assert told.count(DAY.isoformat()) > len(items(lang))
    assert told.count(f"{CREDIT[lang]} · {REVIEW[lang]}") == 2
    wording = next(
        text
        for ref in behind(refs(items(lang)[0].view))
        if ref.startswith("fact:") and (text := made.sheet.rows([ref], lang).iloc[0, 12])
    )
    assert html.escape(str(wording)) in html.escape(told)


def test_every_chart_has_its_figure_and_is_told_to_who_cannot_see_it(page: Page):
    data = {attributes["id"]: text for attributes, text in page.scripts if "id" in attributes}
    charts = [each for each in page.all("div") if each.get("class") == "chart"]
    assert len(charts) >= 6
    for each in charts:
        assert each["role"] == "img"
        assert each["aria-label"]
        assert json.loads(data[each["data-figure"]])["data"]


def test_what_maps_are_drawn_from_is_in_the_page_once(page: Page):
    data = {attributes["id"]: text for attributes, text in page.scripts if "id" in attributes}
    geometry = json.loads(data["geometry"])
    assert geometry.pop("topojson")["world_110m"]["type"] == "Topology"
    named = {
        trace["geojson"]
        for name, text in data.items()
        if name.startswith("figure-")
        for trace in json.loads(text)["data"]
        if "geojson" in trace
    }
    assert set(geometry) == named
    nation = next(shapes for name, shapes in geometry.items() if "provinces.geojson" in name)
    ids = {each["id"] for each in nation["features"]}
    assert {f"dash-{step}" for step in range(1, 11)} | {"710000", "810000", "820000", "islets"} <= ids


def test_every_record_of_a_chart_can_be_found_from_its_mark(page: Page, lang: str):
    rows = {each["data-ref"] for each in page.all("tr") if "data-ref" in each}
    assert set(refs(items(lang)[0].view)) <= rows


def test_no_text_becomes_markup_whatever_is_written():
    odd = small(title=EVIL, sentence=EVIL, note=EVIL, values=EVIL, page="gaps", query={"a": EVIL})
    chart = Item(EVIL, items("zh")[0].view, note=EVIL)
    page = Page(report([odd, chart], "zh", DAY))
    assert not page.all("img")
    assert len([attributes for attributes, _text in page.scripts if "type" not in attributes]) == 2
    assert not any(name.startswith("on") for _tag, attributes in page.tags for name in attributes)
    assert sum(EVIL in text for text in page.texts) >= 6


def test_long_titles_control_signs_and_halves_of_signs_are_written(lang: str):
    odd = small(title="长" * 400 + "\x00\x1b\ud800", note="a\udfff\x07b\nc", sentence="=1+1")
    page = Page(report([odd] * 60, lang, DAY))
    told = "".join(page.texts)
    assert len(page.all("section")) == 60
    assert "长" * 400 + "□" in told
    assert "a□b\nc" in told
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", told)


@pytest.mark.parametrize(("lang", "said"), [("zh", "请至少加入"), ("en", "add at least")])
def test_nothing_to_show_is_said_in_one_sentence(lang: str, said: str):
    with pytest.raises(ValueError, match=said):
        report([], lang, DAY)


def test_how_far_it_is_is_told():
    told: list[tuple[int, int]] = []
    report([small(), small()], "en", DAY, lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_a_long_list_of_records_says_how_many_there_are(monkeypatch):
    monkeypatch.setattr(made, "MOST_RECORDS", 3)
    page = Page(report([items("en")[4]], "en", DAY))
    assert len([each for each in page.all("tr") if "data-ref" in each]) == 3
    assert any(text.startswith("The first 3 of ") for text in page.texts)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (2025, "2025"),
        (50400, "50,400"),
        (-1.5, "−1.5"),
        (None, ""),
        (float("nan"), ""),
        (True, "✓"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_a_cell_is_written_as_the_atlas_writes_numbers_and_a_missing_one_stays_empty(cell: Any, written: str):
    assert re.sub(r"</?td[^>]*>", "", made._cell(cell, "en", "")) == written


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "斜线为暂无数据；将鼠标移至地区可查看数值；点击地区可打开画像。",
            "斜线为暂无数据；将鼠标移至地区可查看数值。",
        ),
        ("Lines: no data (1.5%); hover for the value; click a place.", "Lines: no data (1.5%); hover for the value."),
        ("Play, or move the year. Lines: no value.", "Lines: no value."),
        ("First. Click a mark.\n\nSecond.", "First.\n\nSecond."),
        ("Click a mark.", ""),
    ],
)
def test_a_file_says_nothing_of_clicks(text: str, left: str):
    assert still(text) == left


def test_a_clean_text_keeps_its_lines_and_signs():
    assert clean("a\tb\r\nc\x00\u0085d👩‍⚕️") == "a b\ncd👩‍⚕️"
