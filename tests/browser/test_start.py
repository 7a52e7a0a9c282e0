"""The atlas starts however it is started, under any path, and says so where a file it draws from cannot be had."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from loaders.geography.layers import stale
from tests.browser.conftest import ROOT, running_server, settle
from tests.sampling import sampled

pytestmark = pytest.mark.browser

PATHS = ".st-key-map .choroplethlayer path"
DRAWN = ".live-chart.js-plotly-plot"
OWN_FILES = "**/app/static/**"


@pytest.fixture(scope="module")
def under_a_path() -> Iterator[str]:
    with running_server(base="office/atlas") as address:
        yield address


@pytest.mark.parametrize(
    ("page", "drawn", "count"),
    sampled(
        [
            ("/map/?level=county&area=620700", PATHS, 6),
            ("", PATHS, 34),
            ("/", PATHS, 34),
            ("/validation", PATHS, 34),
            ("/map", PATHS, 34),
            ("/scenario?place=620700", DRAWN, 2),
        ],
        6,
    ),
)
def test_everything_is_drawn_under_any_path(under_a_path, watch, page, drawn, count):
    watched = watch()
    watched.open(under_a_path + page)
    watched.page.wait_for_function("([s, n]) => document.querySelectorAll(s).length >= n", arg=[drawn, count])
    watched.assert_clean()  # a file that is not there would stand in the browser's console


SENTENCES = {
    "zh": ("地图无法绘制：服务器未能提供地图文件", "图表无法绘制：服务器未能提供绘图程序"),
    "en": ("The map cannot be drawn, as the server does", "The chart cannot be drawn, as the server does"),
}


@pytest.mark.parametrize("lang", sampled(SENTENCES, 2))
def test_a_map_and_a_chart_without_their_files_say_so(server, watch, lang):
    of_a_map, of_a_chart = SENTENCES[lang]
    watched = watch()
    watched.page.route(OWN_FILES, lambda route: route.abort())
    for page in ("", "map", "validation"):
        watched.open(f"{server}/{page}?lang={lang}")
        expect(watched.page.get_by_text(of_a_map)).to_have_count(1)
    watched.open(f"{server}/scenario?lang={lang}&place=620700")
    expect(watched.page.locator(".live-chart").get_by_text(of_a_chart)).to_have_count(2)


@pytest.mark.parametrize("page", ["map", "scenario?place=620700"])
def test_what_is_drawn_says_nothing_of_missing_files(server, watch, page):
    watched = watch()
    watched.open(f"{server}/{page}")
    expect(watched.page.locator(f"{PATHS}, {DRAWN}").first).to_be_attached()
    expect(watched.page.get_by_text("无法绘制")).to_have_count(0)


OLD = {
    "Chrome 92": "delete Object.hasOwn; delete AbortSignal.timeout",
    "Chrome 102": "delete AbortSignal.timeout",
    "Safari 16.3": "const R = RegExp; RegExp = function (t, f) { if (String(t).includes('(?<=')) throw new SyntaxError(t); return new R(t, f); }",
}
WINDOWS_7 = """
    for (const name of ["toSorted", "toReversed", "toSpliced", "with"]) delete Array.prototype[name];
    for (const name of ["withResolvers", "try"]) delete Promise[name];
    for (const name of ["union", "difference", "isSubsetOf"]) delete Set.prototype[name];
    delete Object.groupBy; delete Array.fromAsync; delete URL.canParse; delete globalThis.Iterator;
"""


@pytest.mark.parametrize("lacking", sampled(OLD, 1))
def test_too_old_a_browser_is_told_so_in_both_languages_and_nothing_else(server, profile, lacking):
    page = profile.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(OLD[lacking])
    page.goto(f"{server}/scenario?place=620700", wait_until="commit")  # what is stopped never ends loading
    said = page.locator("body")
    expect(said).to_contain_text("浏览器版本过旧")
    expect(said).to_contain_text("This browser is too old")
    page.wait_for_timeout(500)  # what Streamlit would draw over it
    assert said.inner_text().count("\n") <= 2
    assert faults == []
    page.close()


@pytest.mark.slow
def test_a_browser_of_windows_7_has_what_the_atlas_needs(server, profile):
    page = profile.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(WINDOWS_7)
    page.goto(f"{server}/compare?view=matrix")
    settle(page)
    expect(page.get_by_test_id("data-grid-canvas").first).to_be_visible()
    page.goto(f"{server}/scenario?place=620700")
    expect(page.locator(DRAWN)).to_have_count(2)
    assert faults == []
    page.close()


@pytest.mark.slow
def test_a_fresh_checkout_builds_its_maps_before_the_first_viewer(watch, tmp_path):
    left_out = shutil.ignore_patterns(".*", "static", "cache", "tests", "__pycache__")
    checkout = shutil.copytree(ROOT, tmp_path / "atlas", ignore=left_out)
    shutil.copytree(ROOT / ".streamlit", checkout / ".streamlit")
    (checkout / "pages" / "static").mkdir()
    with running_server(folder=checkout) as address:
        assert not stale(checkout / "pages" / "static" / "maps")
        watched = watch()
        watched.open(f"{address}/map?level=prefecture")
        watched.page.wait_for_function(f"document.querySelectorAll('{PATHS}').length >= 372")
        watched.assert_clean()
