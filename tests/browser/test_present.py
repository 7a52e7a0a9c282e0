"""A meeting in a real browser: from the button above a chart to six screens shown by keyboard, at the sizes of a projector."""

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import drawer, wait_for_drawer
from tests.browser.conftest import settle
from tests.sampling import sampled

pytestmark = pytest.mark.browser
CHONGQING, KUNMING, DONGYING = "500000", "530100", "370500"
SIZES = [(1280, 720), (1366, 768), (1920, 1080)]
# Of each text on the screen: its size; what of it lies outside the window; and whether anything can be scrolled.
LOOK = """() => {
  const texts = [...document.querySelectorAll('[data-testid=stMainBlockContainer] *')].filter((each) =>
    [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()));
  const seen = texts.filter((each) => {
    const { width, height } = each.getBoundingClientRect();
    const { visibility, display, clipPath } = getComputedStyle(each);
    return width > 1 && height > 1 && visibility !== 'hidden' && display !== 'none' && !each.closest('.for-readers, style, [hidden]');
  });
  const words = (each) => each.textContent.trim().slice(0, 30);
  const outside = ({ left, right, top, bottom }) => left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
  const scrolls = [...document.querySelectorAll('[data-testid=stMain], [data-testid=stMain] *')].filter((each) =>
    /auto|scroll/.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight + 2);
  return {
    small: seen.filter((each) => parseFloat(getComputedStyle(each).fontSize) < 23.95).map((each) => [getComputedStyle(each).fontSize, words(each)]),
    cut: seen.filter((each) => outside(each.getBoundingClientRect())).map(words),
    scrolls: scrolls.map((each) => each.className.toString().slice(0, 40)),
  };
}"""


def begin(watched, server: str, lang: str, story: str, place: str) -> Page:
    """Fill the tray from a story and show its first screen."""
    page = watched.page
    watched.open(f"{server}/present?lang={lang}&place={place}&story={story}")
    page.get_by_role("button", name="按提纲生成" if lang == "zh" else "Start from this story").click()
    show = page.get_by_role("button", name="开始汇报" if lang == "zh" else "Show from the first screen")
    expect(show).to_be_visible()
    settle(page)
    show.click()
    expect(page.locator(".screen-title")).to_be_visible()
    settle(page)
    return page


def on_screen(page: Page, number: int) -> None:
    """Wait until a screen is shown whole."""
    expect(page.locator(".screen-foot span").last).to_contain_text(f"{number}/")
    settle(page)
    page.wait_for_timeout(700)


TOLD = [("zh", "self", CHONGQING), ("en", "two", KUNMING)]


# In `make test` the first at the smallest and the largest size, the second between.
@pytest.mark.parametrize(("told", "size"), sampled(product(TOLD, SIZES), 2))
def test_a_story_is_shown_by_keyboard_and_nothing_is_cut_small_or_scrolled(server, watch, told, size):
    lang, story, place = told
    watched = watch(*size)
    page = begin(watched, server, lang, story, place)
    count = int(page.locator(".screen-foot span").last.inner_text().split("/")[1])
    assert count >= 4
    for number in range(1, count + 1):
        on_screen(page, number)
        assert page.evaluate(LOOK) == {"small": [], "cut": [], "scrolls": []}, number
        page.keyboard.press(("ArrowRight", "PageDown")[number % 2])
    on_screen(page, count)  # the last one stays
    page.keyboard.press("Home")
    on_screen(page, 1)
    page.keyboard.press("End")
    on_screen(page, count)
    page.keyboard.press("PageUp")
    on_screen(page, count - 1)
    page.keyboard.press("b")
    expect(page.locator(".screen-black")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".screen-black")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-bar")).to_be_visible()
    watched.assert_clean()


def test_a_lever_on_a_screen_moves_its_chart_and_a_mark_opens_its_record(server, watch):
    watched = watch(1280, 720)
    page = begin(watched, server, "zh", "three", DONGYING)
    on_screen(page, 1)
    said = page.locator(".screen-sentence").inner_text()
    drawn = page.locator(".live-chart").first
    before = drawn.get_attribute("data-drawn")
    page.locator(".st-key-screen_levers [role=slider], .st-key-screen_levers input[type=range]").first.press("End")
    expect(page.locator(".screen-sentence")).not_to_have_text(said)
    expect(drawn).not_to_have_attribute("data-drawn", str(before))
    page.keyboard.press("Tab")
    page.locator(".live-chart .scatterlayer .point").first.click(force=True)
    wait_for_drawer(page)
    expect(drawer(page)).to_be_visible()


def test_three_things_kept_on_their_pages_become_slides(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/compare?lang=zh&cities={CHONGQING},{KUNMING}&city1={CHONGQING}&city2={KUNMING}")
    expect(page.locator(".live-chart[data-drawn]").first).to_be_visible()
    page.locator(".st-key-pin_panels button").click()
    settle(page)
    page.locator(".st-key-view").get_by_text("两城条文对照").click()
    page.locator(".st-key-pin_two button").click()
    settle(page)
    page.locator(".st-key-bar_pages").get_by_role("link", name="政策工具", exact=True).click()
    page.locator(".st-key-pin_matrix button").click()
    settle(page)
    page.locator(".st-key-bar_pages").get_by_role("link", name="汇报", exact=True).click()
    expect(page.locator("[class*='st-key-pin_card_']")).to_have_count(3)
    page.locator(".st-key-make_deck button").click()
    ready = page.get_by_role("button", name="下载PPT演示文稿")
    expect(ready).to_be_visible()
    with page.expect_download() as taking:
        ready.click()
    assert taking.value.suggested_filename == "yiyang-deck.pptx"
    assert taking.value.path().read_bytes()[:2] == b"PK"
    watched.assert_clean()
