"""The frame of every page: the bar, the viewer's city, the way back, keys in tables, and the language of it all."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import cells, close_drawer, drawer, grid, query, wait_for_drawer
from tests.browser.conftest import TELEPHONE, settle

pytestmark = pytest.mark.browser
KUNMING, ZUNYI = "530100", "520300"


def go_by_bar(page: Page, name: str) -> None:
    """Follow a link of the bar, and wait until it is the page it leads to that stands there: on a busy machine the old one stays a while."""
    page.locator(".st-key-bar_pages").get_by_role("link", name=name, exact=True).click()
    expect(page.locator(".st-key-bar_pages a[aria-current=page]")).to_have_text([name])
    settle(page)


def place(page: Page) -> str:
    """Return what stands in the picker of places, once it is drawn."""
    picked = page.locator(".place-picker input").first
    expect(picked).not_to_have_value("")
    return picked.input_value()


def test_back_returns_to_the_view_that_was_left(server, watch):
    watched = watch()
    page = watched.page
    for mine in ("", f"&mine={ZUNYI}"):
        watched.open(f"{server}/portrait?lang=zh&place={KUNMING}{mine}")
        left = page.url
        go_by_bar(page, "差距")
        page.go_back()
        settle(page)
        expect(page.locator(".place-picker input").first).to_have_value("昆明市")
        assert page.url == left
    watched.assert_clean()


def test_the_bar_names_the_page_and_the_doubters_pages_stand_apart(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/gaps?lang=zh")
    bar = page.locator(".st-key-bar")
    expect(bar.locator("a[aria-current=page]")).to_have_text("差距")
    expect(bar.get_by_role("link", name="检验")).to_have_count(0)
    bar.get_by_role("button", name="数据与检验").click()
    page.get_by_role("link", name="检验").click()
    page.wait_for_url("**/validation?**")
    expect(page.locator(".plot-title").first).to_be_visible()


def test_on_a_phone_the_pages_stand_in_a_menu(server, watch):
    watched = watch(*TELEPHONE)
    page = watched.page
    watched.open(f"{server}/gaps?lang=zh")
    expect(page.locator(".st-key-bar_pages")).to_be_hidden()
    page.locator(".st-key-bar").get_by_role("button", name="菜单").click()
    page.get_by_role("link", name="政策工具", exact=True).click()
    expect(grid(page, "matrix")).to_be_visible()
    watched.assert_clean()


def test_the_viewer_s_city_is_asked_for_once_kept_and_left_alone_by_a_link(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/portrait?lang=zh&place={KUNMING}")
    expect(page.locator(".st-key-ask_mine")).to_have_count(0)  # nothing covers a link that was sent
    watched.open(f"{server}/?lang=zh")
    asked = page.locator(".st-key-ask_mine")
    expect(asked).to_be_visible()
    asked.get_by_role("combobox").fill("遵义")
    page.get_by_role("option", name="遵义市").first.click()
    expect(asked).to_have_count(0)
    expect(page.locator(".st-key-bar").get_by_role("button", name="遵义市")).to_be_visible()
    assert query(page)["mine"] == ZUNYI
    go_by_bar(page, "城市画像")
    assert place(page) == "遵义市"
    watched.open(f"{server}/portrait?lang=zh&mine={ZUNYI}&place={KUNMING}")
    assert place(page) == "昆明市"
    expect(page.locator(".st-key-bar").get_by_role("button", name="遵义市")).to_be_visible()


def test_arrow_keys_move_in_a_table_and_enter_opens(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/gaps?lang=zh&view=city")
    grid(page, "verdicts")
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('[data-testid=stDataFrame]')"):
            break
    for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    settle(page)
    expect(drawer(page)).to_have_count(0)
    assert "evidence" not in query(page)
    page.keyboard.press("Enter")
    wait_for_drawer(page)
    close_drawer(page)
    box = grid(page, "verdicts").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 420, box["y"] + 160)  # a hand comes over the table before it clicks
    page.wait_for_timeout(300)
    page.mouse.move(box["x"] + 420, box["y"] + 100, steps=5)
    page.wait_for_timeout(300)
    page.mouse.click(box["x"] + 420, box["y"] + 100)
    wait_for_drawer(page)
    watched.assert_clean()


@pytest.mark.parametrize(("lang", "code", "sort"), [("zh", "zh-CN", "升序排列"), ("en", "en", "Sort ascending")])
def test_the_page_and_what_streamlit_adds_to_it_are_in_its_language(server, watch, lang, code, sort):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/gaps?lang={lang}&view=city")
    assert page.evaluate("document.documentElement.lang") == code
    canvas = grid(page, "verdicts")
    cells(canvas)  # it stands still
    menu = page.get_by_test_id("stDataFrameColumnMenu")
    for across in range(200, 460, 12):  # the button of a column's menu stands at its right end
        box = canvas.bounding_box()  # it may stand elsewhere once all above it is drawn
        assert box is not None
        page.mouse.move(box["x"] + across, box["y"] + 15)
        page.wait_for_timeout(80)
        page.mouse.click(box["x"] + across, box["y"] + 15)
        page.wait_for_timeout(500)
        if menu.count():
            break
    expect(menu.get_by_text(sort)).to_be_visible()


def test_the_framework_s_own_words_follow_the_language(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/present?lang=zh")
    choose = page.get_by_test_id("stFileUploader").locator("button").first
    expect(choose).to_contain_text("选择文件")
    page.locator(".st-key-language_switch").get_by_text("English").click()
    expect(choose).to_contain_text("Upload")
    page.locator(".st-key-language_switch").get_by_text("中文").click()
    expect(choose).to_contain_text("选择文件")
    watched.assert_clean()
