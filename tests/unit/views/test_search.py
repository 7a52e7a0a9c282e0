"""What a search finds first, and how a query meets a text."""

import csv
from pathlib import Path
from urllib.parse import urlencode

import pytest

from i18n.texts import LANGUAGES
from policy.comparison import LEVELS
from views import compare, edition, records
from views.edition import Edition, reading
from views.models import model_names
from views.programmes import to_choose
from views.search import Hits, hits
from views.search.entries import entries
from views.search.entry import KINDS
from views.search.ways import WAYS
from views.search.words import APART, LEFT_OUT, SINGLE, Synonyms, atoms, covered, fold, joined, readings
from views.sources import document_names
from views.spelling import initials, short_name
from views.view import Link

with (Path(__file__).parents[2] / "data" / "search.csv").open(encoding="utf-8", newline="") as file:
    EXPECTED = [tuple(row.values()) for row in csv.DictReader(file)]
PLAIN = Synonyms({})


def target(way: Link) -> str:
    """Return where a hit leads, as the list of expected hits writes it."""
    return way.ref or f"/{way.page}" + (f"?{urlencode(way.query)}" if way.query else "")


def facts(found: Hits) -> list[str]:
    """Return the figures found, by their references."""
    return [hit.link.ref for hit in found.found if hit.kind == "fact"]


@pytest.mark.parametrize(("query", "lang", "kind", "leads_to"), EXPECTED)
def test_the_first_hit_of_a_query_is_the_one_expected(query, lang, kind, leads_to):
    first = hits(query, lang).found[0]
    assert (first.kind, target(first.link)) == (kind, leads_to)


def test_the_list_of_expected_hits_has_forty_queries_and_every_kind():
    assert len(EXPECTED) >= 40
    assert {kind for _query, _lang, kind, _target in EXPECTED} == set(KINDS)


@pytest.mark.parametrize(
    "text", ["chongqing", "CHONGQING", "ＣｈｏｎｇＱｉｎｇ", " Chongqing ", "\u3000chongqing", "重慶"]
)
def test_case_width_spaces_and_script_make_no_difference(text):
    found = hits(text, "zh")
    assert found.found[0].link.query == {"place": "500000"}
    assert set(facts(found)) == set(facts(hits("重庆", "zh")))


def test_every_figure_of_a_place_is_found_not_the_first_twelve():
    stated = edition.described()
    slugs = stated.loc[stated["place"] == "500000", "fact"]
    assert {f"fact:{slug}" for slug in slugs} <= set(facts(hits("重庆", "zh")))
    assert hits("重庆", "zh").totals["fact"] >= len(slugs) > 12


@pytest.mark.parametrize("query", ["重庆", "床位", "长护险", "beds", "2025", "遵义床位"])
def test_totals_count_the_hits_of_each_kind_and_name_them(query):
    for lang in LANGUAGES:
        found = hits(query, lang)
        for kind, count in found.totals.items():
            assert count == sum(hit.kind == kind for hit in found.found) > 0
            assert found.names[kind]
        assert sum(found.totals.values()) == len(found.found)


def test_a_figure_says_place_with_its_city_kind_value_and_year():
    label = hits("重庆床位", "zh").found[0].link.label
    assert label == "重庆市 · 养老床位总数 · 实际值 · ≥23.7万张 · 2024年10月"
    assert "目标" in hits("重庆床位目标", "zh").found[0].link.label
    county = next(hit.link.label for hit in hits("安定区", "zh").found if hit.kind == "fact")
    assert county.startswith("安定区（定西市） · ")


def test_a_result_comes_before_a_target_and_the_latest_of_its_kind_before_older_ones():
    found = [ref for ref in facts(hits("重庆养老床位总数", "zh")) if ref]
    rows = edition.described().set_index("fact").loc[[ref.removeprefix("fact:") for ref in found]]
    beds = rows[(rows["indicator"] == "care_beds_total") & (rows["scope"] == "")]
    assert beds["kind"].tolist() == sorted(beds["kind"])  # achieved, target
    assert beds["year"].iloc[0] == beds.loc[beds["kind"] == "achieved", "year"].max()


def test_better_grades_come_first_among_equals_then_newer_ones():
    order = {entry.ref: entry.order for entry in entries() if entry.kind == "fact"}
    rows = edition.described().set_index("fact")
    a, b = (f"fact:{slug}" for slug in ("zhangye-2023-03", "gansu-2023-p179-01"))
    grades = rows["grade"].astype("str")
    assert grades["zhangye-2023-03"] < grades["gansu-2023-p179-01"]
    assert order[a][:-2] == order[b][:-2]
    assert order[a] < order[b]


@pytest.mark.parametrize("text", ["", "   ", "\u3000\t", "(", "[", ".*", "\\", "?", "没有这样的词", "xyzzy plugh"])
def test_nothing_is_found_for_blanks_signs_and_what_is_not_there(text):
    found = hits(text, "zh")
    assert found.found == ()
    assert found.totals == {}
    assert not found.partly


def test_where_nothing_holds_the_whole_the_place_comes_first_and_it_is_said():
    found = hits("遵义床位", "zh")
    assert found.partly
    assert target(found.found[0].link) == "/portrait?place=520300"
    assert not hits("重庆床位", "zh").partly


def test_a_number_is_found_whole_in_any_way_of_writing_it_and_in_no_other_number():
    for text in ("23.7万", "237000", "237,000", "237，000", "２３７０００", "23.7 万张"):
        assert facts(hits(text, "zh")) == ["fact:chongqing-2024-013-05"]
    assert "fact:chongqing-2024-013-05" not in facts(hits("237", "zh"))
    assert "311.1" not in " ".join(hit.link.label for hit in hits("311", "zh").found)


KNOWN = {
    "place": lambda: set(edition.table("places")["place"]),
    "topic": lambda: {topic for level in LEVELS for topic in compare.topics(level, "zh")},
    "model": lambda: set(model_names("zh")),
    "programme": lambda: set(to_choose("zh")),
    "document": lambda: set(document_names("zh")),
    "pack": lambda: set(edition.table("packs")["pack"]),
    "domain": lambda: set(edition.table("indicators")["domain"]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_found_is_named_in_both_languages_and_leads_to_something(kind):
    of_kind = [entry for entry in entries() if entry.kind == kind]
    for entry in of_kind[:5] + of_kind[5::17]:
        assert all(entry.labels[lang].strip() for lang in LANGUAGES)
        way = entry.link("zh")
        if way.ref:
            records.found(way.ref)
        else:
            assert way.page in {page.page for page in WAYS}
        for name in KNOWN.keys() & way.query:
            assert way.query[name] in KNOWN[name]()


def test_one_viewers_own_rows_are_found_by_nobody_else():
    mine = edition.table("places").iloc[:1].assign(place="990000", name_zh="桃源乡", name_en="Peach Spring")
    with reading(Edition({"places": mine})):
        assert target(hits("桃源乡", "zh").found[0].link) == "/portrait?place=990000"
    assert not any(hit.link.query.get("place") == "990000" for hit in hits("桃源乡", "zh").found)


def test_every_page_can_be_found_by_its_name():
    for way in WAYS:
        if not way.query:
            assert target(hits(way.titles[0], "en").found[0].link) == f"/{way.page}"


# How a query meets a text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("５．０４萬張", "50400张"),
        ("1.4亿人", "140000000人"),
        ("5,040", "5040"),
        ("5，040", "5040"),
        ("0.5万", "5000"),
        ("65.0%", "65%"),
        ("6+1", "6+1"),
        ("1,2", "1,2"),
    ],
)
def test_a_text_is_folded_to_one_script_and_its_numbers_are_written_out(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("昆明“311”模式", ["昆", "明", "311", "模", "式"]),
        ("6+1综合", ["6+1", "综", "合"]),
        ("Care homes", ["care", "home"]),
        ("facilities", ["facility"]),
        ("press", ["press"]),
        ("65%", ["65", "%"]),
        ("---", []),
    ],
)
def test_a_text_is_cut_into_atoms(text, cut):
    assert atoms(text) == cut


def named(*texts: str) -> str:
    return joined(part for text in texts for part in (*atoms(text), APART))


@pytest.mark.parametrize(
    ("query", "text", "cost"),
    [
        ("重庆床位", "重庆市 养老床位总数", 2),
        ("养老床位", "重庆市 养老床位总数", 1),
        ("床位数", "养老床位总数", 1 + 1 + SINGLE),
        ("重庆床位", "重庆市", 1 + 2 * LEFT_OUT),
        ("31", "311", LEFT_OUT),
        ("nurs", "nursing beds", 1),
        ("ing", "nursing beds", LEFT_OUT),
    ],
)
def test_a_query_costs_the_pieces_that_cover_it(query, text, cost):
    assert covered(atoms(query), named(text), "") == cost


def test_no_piece_reaches_over_two_texts_and_what_is_said_costs_more_than_a_name():
    assert covered(atoms("市养"), named("重庆市", "养老"), "") >= 2 * SINGLE
    assert covered(atoms("养老"), named("养老"), "") < covered(atoms("养老"), "", named("养老"))


def test_words_for_one_thing_are_read_alike_by_sign_and_by_sound():
    same = Synonyms({"补助": "补贴", "老年人": "老人", "ltci": "long-term care insurance"})
    known = {f"~{sound}" for sound in ("bu", "zhu", "tie", "gui", "yang", "xi", "an", "xian")}
    assert readings("补助", same, known) == [["补", "贴"]]
    assert ["long", "term", "care", "insurance"] in readings("LTCI", same, known)
    assert ["~bu", "~tie"] in readings("buzhu", same, known)
    assert readings("xian", PLAIN, known) == [["xian"], ["~xian"], ["~xi", "~an"]]
    assert readings("gui yang bu zhu", same, known)[1] == ["~gui", "~yang", "~bu", "~tie"]
    assert readings("有多少床位？", PLAIN, known) == [["床", "位"]]


@pytest.mark.parametrize(
    ("name", "short", "letters"),
    [
        ("张掖市", "张掖", "zy"),
        ("重庆市", "重庆", "cq"),
        ("黔东南苗族侗族自治州", "黔东南", "qdn"),
        ("新疆维吾尔自治区", "新疆", "xj"),
        ("内蒙古自治区", "内蒙古", "nmg"),
        ("喀什地区", "喀什", "ks"),
        ("兴安盟", "兴安", "xa"),
        ("全国", "全国", "qg"),
    ],
)
def test_a_place_has_a_short_name_and_first_letters(name, short, letters):
    assert short_name(name) == short
    assert initials(short) == letters
