"""Every page opens by its address on a server nobody has visited, in both languages, on three screens."""

import pytest
from playwright.sync_api import expect

import pages.menu
from tests.browser.conftest import TELEPHONE, settle
from tests.sampling import sampled

pytestmark = pytest.mark.browser

PAGES = [
    ("", "总览", "Overview"),
    ("compare", "城市对比", "Compare cities"),
    ("gaps", "差距", "Gaps"),
    ("map", "地图", "Map"),
    ("portrait", "城市画像", "City portrait"),
    ("scenario", "情景推演", "Scenario"),
    ("models", "照护模式", "Care models"),
    ("instruments", "政策工具", "Policy instruments"),
    ("present", "汇报", "Meeting"),
    ("add", "添加城市", "Add a city"),
    ("validation", "检验", "Validation"),
    ("sources", "数据来源", "Sources"),
]


def test_every_page_is_opened_here():
    assert [path or "overview" for path, _chinese, _english in PAGES] == list(pages.menu.PAGES)


@pytest.mark.parametrize(("path", "chinese", "english"), sampled(PAGES, 10))
def test_a_deep_link_opens_on_a_fresh_server(fresh_server, watch, path, chinese, english):
    watched = watch()
    for lang, title in (("zh", f"{chinese} · 医养图谱"), ("en", f"{english} · Yiyang Atlas")):
        watched.open(f"{fresh_server}/{path}?lang={lang}")
        expect(watched.page).to_have_title(title)
        expect(watched.page.get_by_test_id("stMainBlockContainer").get_by_role("heading").first).to_be_visible()
        watched.assert_fits()
        watched.assert_clean()
        watched.resize(*TELEPHONE)  # for the second language to open there


@pytest.mark.parametrize("query", ["", "?lang=zh", "?lang=klingon", "?lang="])
def test_chinese_is_the_default_and_the_address_says_so(server, watch, query):
    watched = watch()
    watched.open(f"{server}/{query}")
    expect(watched.page).to_have_title("总览 · 医养图谱")
    expect(watched.page).to_have_url(f"{server}/?lang=zh")
    watched.assert_clean()


def test_the_language_survives_a_change_of_page_and_back(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/?lang=en")
    page.locator(".st-key-bar").get_by_role("link", name="Compare cities").click()
    expect(page).to_have_url(f"{server}/compare?lang=en")
    settle(page)
    expect(page).to_have_title("Compare cities · Yiyang Atlas")
    page.locator(".st-key-bar").get_by_role("button", name="Data and checks").click()
    page.get_by_role("link", name="Sources").click()
    expect(page).to_have_url(f"{server}/sources?lang=en")
    page.go_back()
    expect(page).to_have_title("Compare cities · Yiyang Atlas")
    expect(page).to_have_url(f"{server}/compare?lang=en")
    watched.assert_clean()


def test_the_switch_changes_the_language_and_keeps_the_rest_of_the_address(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/compare?lang=zh&other=1")
    page.locator(".st-key-language_switch").get_by_text("English").click()
    expect(page).to_have_title("Compare cities · Yiyang Atlas")
    expect(page).to_have_url(f"{server}/compare?lang=en&other=1")
    page.locator(".st-key-language_switch").get_by_text("中文").click()
    expect(page).to_have_title("城市对比 · 医养图谱")
    expect(page).to_have_url(f"{server}/compare?lang=zh&other=1")
    watched.assert_clean()


def test_a_page_that_is_not_listed_is_not_served(server, watch):
    watched = watch()
    watched.open(f"{server}/router")
    expect(watched.page).to_have_title("总览 · 医养图谱")
