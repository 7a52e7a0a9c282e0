"""Every page and view in both languages, with strange addresses, unreadable tables, and the search box."""

import logging
import re
import shutil
from itertools import product

import pytest

from i18n.texts import read_catalogue, translator
from loaders.store import DATA
from loaders.tables import TABLES
from pages.menu import PAGES
from pages.parts.found import FIRST, MORE
from tests.app.screens import ROUTER, Seen, drawer, elements, heading, open_page, seen
from tests.sampling import sampled
from views import edition, places
from views.search import hits
from views.search.entry import ICONS
from views.search.ways import WAYS

LANGUAGES = ("zh", "en")
TITLES = {
    "overview": "Overview",
    "compare": "Compare cities",
    "gaps": "Gaps",
    "map": "Map",
    "portrait": "City portrait",
    "scenario": "Scenario",
    "models": "Care models",
    "instruments": "Policy instruments",
    "present": "Meeting",
    "add": "Add a city",
    "validation": "Validation",
    "sources": "Sources",
}
# Every view and section of every page, and what the address may ask of them.
SCREENS = [
    ("overview", {}),
    *(("present", {"story": story, "place": "500000"}) for story in ("self", "two", "three", "borrow")),
    ("present", {"screen": "3"}),
    ("add", {}),
    ("overview", {"q": "昆明"}),
    ("overview", {"evidence": "fact:zhangye-2023-04"}),
    ("overview", {"evidence": "headline:overdue"}),
    ("overview", {"evidence": "rate:chongqing-2024-013-05"}),
    *(("compare", {"view": view}) for view in ("charts", "matrix", "one", "two")),
    ("compare", {"cities": ""}),
    ("compare", {"like": "620700"}),
    ("compare", {"kinds": ""}),
    ("compare", {"domain": "insurance", "kinds": "achieved,target,forecast,parameter,threshold"}),
    ("compare", {"cities": "530100,370200", "order": "nursing_share:target"}),
    ("compare", {"view": "one", "topic": "care_beds_total", "counts": "1"}),
    ("compare", {"view": "one", "level": "province", "topic": "nursing_share", "kind": "target", "span": "0"}),
    ("compare", {"kind": "target", "span": "10"}),
    ("compare", {"view": "two", "city1": "530100", "city2": "520100"}),
    ("compare", {"view": "two", "city1": "530100", "city2": "530100"}),
    *(("gaps", {"view": view}) for view in ("dumbbell", "city", "status", "silent", "supply", "series", "unjudged")),
    ("gaps", {"level": "province", "topic": "care_beds_total", "span": "0"}),
    ("gaps", {"view": "city", "place": "500000"}),
    *(("map", {"level": level}) for level in ("prefecture", "province", "county")),
    ("map", {"circles": "care_beds_total", "scale": "continuous"}),
    ("map", {"variable": "beds_density", "shown": "gap"}),
    ("map", {"level": "province", "circles": "rural_happiness_homes"}),
    ("map", {"variable": "beds_density", "shown": "status", "find": "370200"}),
    ("map", {"variable": "beds_density", "span": "0"}),
    ("map", {"variable": "programmes", "find": "520300"}),
    ("map", {"variable": "programme:ltci_pilot", "level": "province", "find": "370000"}),
    ("map", {"variable": "programme:home_care_reform", "find": "370200"}),
    ("map", {"level": "prefecture", "area": "620000", "find": "620700"}),
    ("map", {"level": "county", "area": "500000", "find": "500101"}),
    ("map", {"variable": "share60", "level": "county", "area": "nowhere"}),
    ("portrait", {"place": "620700"}),
    ("portrait", {"place": "620700", "w_size": "2"}),
    ("portrait", {"place": "000000"}),
    ("portrait", {"place": "520300"}),
    ("portrait", {"place": "500000", "evidence": "distance:500000:510000:2,1,1,1,1,1,0.5"}),
    ("portrait", {"evidence": "age:620700:2020-11-01:resident:female:85"}),
    *(("validation", {"view": view}) for view in ("hindcast", "place", "nation")),
    ("validation", {"age": "80", "method": "closed"}),
    ("validation", {"view": "place", "place": "620700", "evidence": "hindcast:620700:traits:80"}),
    ("validation", {"view": "nation", "evidence": "un:2050:80+"}),
    ("validation", {"evidence": "errors:traits:60:all"}),
    ("portrait", {"place": "530100", "year": "2050", "evidence": "projected:530100:2035:age80"}),
    *(("scenario", {"view": view}) for view in ("answer", "further", "services", "money", "doubt", "compare", "goal")),
    ("scenario", {"place": "370500", "pack": "kunming-2017", "view": "money"}),
    ("scenario", {"place": "370500", "view": "goal", "nursing_stock": "3000", "carer_stock": "900", "mode": "policy"}),
    (
        "scenario",
        {"place": "370500", "view": "compare", "s1": "B~ex75~pkqingdao-2014", "bed_target": "china-2014-011-02"},
    ),
    (
        "scenario",
        {
            "place": "370500",
            "view": "goal",
            "mode": "need",
            "stock": "9000",
            "budget": "2000000",
            "most": "500",
            "turn": "institution_severe",
        },
    ),
    (
        "scenario",
        {"place": "130100", "view": "money", "pack": "shijiazhuang-2019", "centres": "40", "centres_added": "5"},
    ),
    ("scenario", {"place": "370500", "evidence": "goal:370500:2035:money:share:2035:2e+06:pkkunming-2017~bs6958"}),
    ("scenario", {"place": "370500", "evidence": "turn:370500:2035:beds:institution_severe:inf:moneed~bs9000"}),
    ("scenario", {"place": "370500", "evidence": "given:centres:ce40~ca5"}),
    ("scenario", {"place": "370500", "evidence": "scenario:370500:2035:nursing_need:ex75"}),
    ("scenario", {"place": "370500", "evidence": "line:370500:2035:kunming-2017/operating/fiscal:pkkunming-2017"}),
    ("scenario", {"place": "370500", "evidence": "assumption:occupancy:85"}),
    ("scenario", {"place": "370500", "evidence": "pack:taizhou-2020:nursing-own:instalment:1"}),
    *(("models", {"view": view}) for view in ("side", "services", "institutions", "advisor")),
    ("models", {"models": "chenzhou-combinations,dongying-tiers,sanyuan-four-modes,kunming-311"}),
    ("models", {"view": "advisor", "care_beds": "600", "medical_beds": "100"}),
    *(("instruments", {"view": view}) for view in ("matrix", "pair", "money", "programmes", "person")),
    ("instruments", {"view": "money", "subject": "insurance", "of": "520100,500000,370200"}),
    ("instruments", {"view": "money", "of": "520100"}),
    ("instruments", {"view": "programmes", "programme": "ltci_pilot"}),
    ("instruments", {"view": "programmes", "evidence": "programme_list:integrated_pilot:1"}),
    ("instruments", {"view": "programmes", "evidence": "programme_year:hospice_pilot:2023"}),
    ("instruments", {"evidence": "programme:integrated_pilot:2:520300"}),
    ("instruments", {"evidence": "programme_total:integrated_pilot:2"}),
    *(("sources", {"section": section}) for section in ("documents", "indicators", "quality", "readings", "downloads")),
    ("sources", {"document": "zhangye-2023"}),
    ("sources", {"section": "indicators", "domain": "beds"}),
]
NAMES = [f"{page}-{'-'.join(query.values())}" for page, query in SCREENS]
CHINESE = re.compile(r"[㐀-鿿]")
ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(autouse=True)
def quiet():
    """An exception on a page is asserted, not printed."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def assert_stands(app, page: str, lang: str) -> None:
    """The page ran to its end under its own title."""
    assert [exception.message for exception in app.exception] == []
    assert heading(app) == translator(lang)(TITLES[page])
    if page == "portrait":  # it is headed by the name of its place
        assert app.title[0].value in set(places.place_names(lang))


def test_no_page_is_left_out():
    assert list(PAGES) == list(TITLES)
    assert set(PAGES) == {page for page, _query in SCREENS}
    for page in TITLES:
        script = (ROUTER.parent / PAGES[page].script).read_text("utf-8")
        views = re.findall(r'^    "(\w+)": \(_\(', script, re.MULTILINE)
        asked = {query.get("view", query.get("section")) for name, query in SCREENS if name == page}
        assert set(views) - asked == (set() if page != "overview" else set(views)), f"views of {page} without a test"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("page", "query"), SCREENS, ids=NAMES)
def test_a_page_runs_and_speaks_its_language(page, query, lang):
    app = open_page(page, lang, **query)
    assert_stands(app, page, lang)
    if "evidence" in query:
        assert any(element.type == "title" for element in drawer(app)), "the drawer shows no number"
    texts = seen(app)
    assert len(texts) > 20
    wrong = [text for text in texts if (untranslated(text) if lang == "zh" else misplaced_chinese(text))]
    assert wrong == []


# What stands in Chinese on an English page: the documents' own words, their clauses and numbers, readers' notes of them.
OWN_WORDS = {"Original wording", "Clause", "Number", "First extraction", "Second extraction"}


def misplaced_chinese(seen: Seen) -> bool:
    """Whether Chinese stands where an English reader expects English."""
    text = seen.text.replace("\\", "").replace("(常住)", "").replace("(户籍)", "")
    if not CHINESE.search(text):
        return False
    if seen.where in OWN_WORDS or seen.where.endswith(": original wording"):
        return False
    if (seen.element, text) == ("button_group", "中文"):
        return False
    if seen.element == "markdown" and text.startswith("> "):  # the quotation in the drawer
        return False
    if seen.element == "text_input" and seen.where in {"placeholder", "default"}:  # an example to type
        return False
    if seen.where == "Why":  # an English reason that names the Chinese word in question
        return len(CHINESE.findall(text)) > len(ENGLISH.findall(text))
    return True


# What stands in English on a Chinese page: file kinds, proper names, the other language.
CODES = {"原文用语", "发文机关", "网址"}
PROPER = {"English", "CSV", "PARQUET", "Reportify", "Excel", "SVG"}
CATALOGUE = {
    str(message.id)
    for message in read_catalogue()
    if message.id and message.id != message.string and ENGLISH.search(str(message.id))
}
TEMPLATES = re.compile(
    "|".join(
        re.sub(r"\\\{\w*\\\}", ".+", re.escape(text))
        for text in CATALOGUE
        if "{" in text and ENGLISH.search(re.sub(r"\{\w*\}", "", text))  # punctuation alone is of no language
    )
)


def untranslated(seen: Seen) -> bool:
    """Whether an English interface text stands on a Chinese page."""
    if seen.where == "原文用语":  # of a document in English
        return False
    if seen.text in CATALOGUE or TEMPLATES.fullmatch(seen.text):
        return True
    if seen.where in CODES or seen.text in PROPER or CHINESE.search(seen.text):
        return False
    return bool(ENGLISH.search(seen.text))


STRANGE = [
    ("compare", {"view": "foo"}, "foo"),
    ("compare", {"cities": "zzz,420100"}, "zzz"),
    ("compare", {"kinds": "wish"}, "wish"),
    ("compare", {"domain": "astronomy"}, "astronomy"),
    ("compare", {"order": "a:b"}, "a:b"),
    ("compare", {"view": "one", "topic": "gold"}, "gold"),
    ("compare", {"view": "one", "topic": "nursing_share", "kind": "rumour"}, "rumour"),
    ("compare", {"view": "two", "city2": "000001"}, "000001"),
    ("gaps", {"view": "status", "status": "happy"}, "happy"),
    ("gaps", {"view": "status", "as_of": "2026-02-30"}, "2026-02-30"),
    ("models", {"model": "0"}, "0"),
    ("instruments", {"places": "x"}, "x"),
    ("sources", {"section": "foo"}, "foo"),
    ("sources", {"document": "nope"}, "nope"),
    ("sources", {"section": "indicators", "domain": "<b>"}, "<b>"),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("page", "query", "asked"), STRANGE, ids=[str(query) for _page, query, _asked in STRANGE])
def test_an_address_that_asks_for_the_unknown_is_answered_in_one_sentence(page, query, asked, lang):
    app = open_page(page, lang, **query)
    assert_stands(app, page, lang)
    template = translator(lang)(
        "The address asks for “{codes}” under “{label}”, which the atlas does not know; the usual choice is shown."
    )
    pattern = re.compile(
        re.escape(template).replace(r"\{codes\}", "(?P<codes>.+?)").replace(r"\{label\}", "(?P<label>.+?)")
    )
    found = [match for warning in app.warning if (match := pattern.fullmatch(warning.value))]
    assert len(found) == 1
    assert re.sub(r"\\(.)", r"\1", found[0]["codes"]) == asked


def test_an_unknown_language_is_shown_in_chinese():
    app = open_page("compare", "xx")
    assert_stands(app, "compare", "zh")
    assert app.query_params["lang"] == "zh"
    assert not app.warning
    first = open_page("overview", "xx")
    assert [warning.value for warning in first.warning] == ["链接中“语言”的“xx”无法识别，现显示默认内容。"]


UNKNOWN_RECORDS = ["", "nope", "fact:nope", "headline:x", "count:colour=red", "rate:nope", "population:1:2", "fact:<b>"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("ref", UNKNOWN_RECORDS)
def test_an_unknown_record_is_answered_in_one_sentence(ref, lang):
    app = open_page("overview", lang, evidence=ref)
    assert_stands(app, "overview", lang)
    expected = "This link leads to no figure: it may be from an older version. Choose a figure on the page."
    assert [element.value for element in drawer(app) if element.type == "warning"] == [translator(lang)(expected)]


@pytest.fixture
def copied_data(tmp_path, monkeypatch):
    """The stored tables in a folder of their own, to be damaged; pages read them from there."""
    for path in DATA.glob("*.parquet"):
        shutil.copy(path, tmp_path)
    metadata = edition.store.metadata
    monkeypatch.setattr(edition.store, "DATA", tmp_path)
    monkeypatch.setattr(edition.store, "metadata", lambda table: metadata(table, tmp_path))
    edition.forget()
    yield tmp_path
    edition.forget()


SENTENCES = {
    "zh": "无法读取数据表“{table}”：{reason}。请刷新本页；如仍无法读取，请联系系统维护人员。",
    "en": "The table “{table}” cannot be read: {reason}. Load this page again; if that does not help, tell "
    "whoever maintains the atlas.",
}
REASONS = {
    "missing": {"zh": "文件不存在", "en": "its file is missing"},
    "broken": {"zh": "文件损坏或不完整", "en": "its file is damaged or cut short"},
}


# Every seventh leaves no page, table, reason or language out.
@pytest.mark.parametrize(
    ("table", "reason", "page", "lang"),
    sampled(product(["facts", "population_totals", "disagreements"], REASONS, TITLES, LANGUAGES), 7),
)
def test_an_unreadable_table_is_named_in_one_sentence(copied_data, table, reason, page, lang):
    path = copied_data / f"{table}.parquet"
    if reason == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-100])
    app = open_page(page, lang)
    assert [exception.message for exception in app.exception] == []
    named = TABLES[table].zh if lang == "zh" else TABLES[table].en
    expected = SENTENCES[lang].format(table=named, reason=REASONS[reason][lang])
    assert [error.value for error in app.error] == [expected]


def test_a_page_stands_again_when_the_table_is_back(copied_data):
    path = copied_data / "facts.parquet"
    whole = path.read_bytes()
    path.write_bytes(b"")
    app = open_page("overview", "en")
    assert len(app.error) == 1
    path.write_bytes(whole)
    assert_stands(app.run(), "overview", "en")
    assert list(app.error) == []


def results(app) -> list[tuple[str, str]]:
    """Return what the search found, top to bottom: the kind of thing, and its label without Markdown's escapes."""
    kinds = {icon: kind for kind, icon in ICONS.items()}
    found = []
    for element in elements(app):
        kind = kinds.get(str(getattr(element.proto, "icon", "")).removeprefix(":material/").removesuffix(":"))
        if kind:
            found.append((kind, re.sub(r"\\(.)", r"\1", element.proto.label)))
    return found


@pytest.mark.parametrize(
    ("text", "lang", "kind", "label"),
    [
        ("昆明", "zh", "place", "昆明市"),
        ("昆明", "en", "place", "Kunming"),
        ("kunming", "zh", "place", "昆明市"),
        ("5.04万张", "zh", "fact", "5.04万张"),
        ("nursing beds", "en", "indicator", "ursing"),
        ("Zhangye", "en", "fact", "Zhangye"),
        ("郴政办发〔2018〕33号", "zh", "document", "医疗卫生与养老服务相结合"),
        ("护理型", "zh", "indicator", "护理型"),
    ],
)
def test_the_search_finds_places_figures_indicators_and_documents(text, lang, kind, label):
    app = open_page("overview", lang, q=text)
    assert_stands(app, "overview", lang)
    assert any(name == kind and label in shown for name, shown in results(app))


def test_the_search_shows_the_first_of_all_hits_and_the_rest_by_kind_or_by_a_button():
    app = open_page("overview", "zh", q="重庆")
    found = hits("重庆", "zh")
    assert len(results(app)) == FIRST < len(found.found)
    assert any(f"已列出前{FIRST}条，共{len(found.found)}条。" in caption.value for caption in app.caption)
    app.button(key="more_hits").click().run()
    assert len(results(app)) == FIRST + MORE
    for kind, count in found.totals.items():
        app = open_page("overview", "zh", q="重庆", found_kind=kind)
        assert {shown for shown, _label in results(app)} == {kind}
        assert len(results(app)) == min(count, FIRST)
    app = open_page("overview", "zh", q="5.04万张", found_kind="place")  # a kind that only another text had
    assert results(app)[0][0] == "fact"
    assert "found_kind" not in app.query_params
    assert list(app.warning) == []


@pytest.mark.parametrize(
    "way", [way for way in WAYS if way.query], ids=lambda way: "-".join((way.page, *way.query.values()))
)
def test_a_view_that_the_search_names_is_one_of_its_page(way):
    app = open_page(way.page, "en", **way.query)  # what a page does not know, it takes out of its address
    assert way.query.items() <= {name: str(value) for name, value in app.query_params.items()}.items()


def test_the_search_says_where_nothing_holds_the_whole_query():
    app = open_page("overview", "zh", q="遵义床位")
    assert any("没有与“遵义床位”完全相符的内容" in caption.value for caption in app.caption)
    assert results(app)[0] == ("place", "遵义市（贵州省）")


def test_a_hit_opens_its_record():
    app = open_page("overview", "zh", q="5.04万张")
    hit = next(button for button in app.button if str(button.key).startswith("hit_"))
    hit.click().run()
    shown = " ".join(str(getattr(element, "value", "")) for element in drawer(app))
    assert "5.04万张" in shown.replace("\\", "")
    assert app.query_params["evidence"] == f"fact:{str(hit.key).removeprefix('hit_')}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", ["没有这样的词", "no such thing", "<script>alert(1)</script>", "**bold** [a](b) $x$"])
def test_what_is_not_found_is_said_and_shown_as_text(text, lang):
    app = open_page("overview", lang, q=text)
    assert_stands(app, "overview", lang)
    assert results(app) == []
    said = [info.value for info in app.info]
    template = translator(lang)("Nothing was found for “{text}”. Try fewer words, or a place's full name.")
    assert [re.sub(r"\\(.)", r"\1", sentence) for sentence in said] == [template.format(text=text)]
    assert not re.search(r"(?<!\\)[<*\[$]", said[0])
    assert not any(getattr(element.proto, "allow_html", False) for element in elements(app))


@pytest.mark.parametrize("text", [" ", "　", "\t"])
def test_a_blank_search_finds_and_says_nothing(text):
    app = open_page("overview", "zh", q=text)
    assert_stands(app, "overview", "zh")
    assert results(app) == []
    assert list(app.info) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", ["matrix", "two"])
def test_cells_of_another_definition_are_grey_and_no_others(view, lang):
    app = open_page("compare", lang, view=view, domain="core")
    (table,) = app.dataframe
    grey = re.findall(r"#T_cells_row(\d+)_col(\d+)", table.proto.arrow_data.styler.styles)
    marked = {(row, column) for column, name in enumerate(table.value) for row, text in enumerate(table.value[name])}
    marked = {(row, column) for row, column in marked if str(table.value.iat[row, column]).startswith("≠ ")}
    printed = {(row, column + 1) for row, column in marked} if view == "two" else set()
    assert marked
    assert {(int(row), int(column)) for row, column in grey} == marked | printed
