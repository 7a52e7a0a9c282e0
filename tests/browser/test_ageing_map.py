"""The map plays through the years by button, slider and keyboard, stops where it is clicked, and opens a place by a click."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, settle
from tests.sampling import sampled

pytestmark = pytest.mark.browser

MAP = "map?level=prefecture&area=100000"
WORDS = {"zh": ("播放", "暂停", "2035年（推算）"), "en": ("Play", "Pause", "2035 (projected)")}
DRAWN = "() => document.querySelector('.plot-chart')?.dataset.drawn"
CLASSES = """() => {
  const box = document.querySelector('.plot-chart');
  return Array.from(box.calcdata.find(([first]) => first.trace.meta === 'moving'), ({ z }) => z);
}"""
COLOURS = (
    "() => JSON.stringify(document.querySelector('.plot-chart').data.find(({ meta }) => meta === 'moving').colorscale)"
)


def open_map(watched, address: str) -> Page:
    watched.open(address)
    watched.page.wait_for_function(DRAWN, timeout=30_000)
    settle(watched.page)
    return watched.page


def press(page: Page, word: str) -> None:
    page.locator(".moving-bar").get_by_role("button", name=word).click()


@pytest.mark.parametrize("size", sampled(map(list, SIZES), 3))
@pytest.mark.parametrize("lang", sampled(["zh", "en"], 2))
def test_it_plays_and_stops_where_it_is_clicked(server, watch, lang, size):
    watched = watch(*size)
    page = open_map(watched, f"{server}/{MAP}&lang={lang}")
    play, pause, _year = WORDS[lang]
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    before, colours = page.evaluate(CLASSES), page.evaluate(COLOURS)
    press(page, play)
    expect(page.locator(".moving-bar").get_by_role("button", name=pause)).to_be_visible()
    expect(page.locator(".moving-bar output")).to_contain_text("2030", timeout=10_000)
    page.locator(".plot-chart").click(position={"x": size[0] / 3, "y": 250})
    expect(page.locator(".moving-bar").get_by_role("button", name=play)).to_be_visible()
    page.wait_for_url("**year=20**")
    settle(page)
    year = page.url.split("year=")[1][:4]
    assert page.title().startswith({"zh": "地图", "en": "Map"}[lang])  # the click that stops opens nothing
    expect(page.get_by_role("heading", name=year)).to_be_visible()
    expect(page.locator(".moving-bar output")).to_contain_text(year)
    after = page.evaluate(CLASSES)
    assert sum(after) > sum(before)
    assert page.evaluate(COLOURS) == colours
    watched.assert_clean()


def test_the_keyboard_moves_the_years_and_plays(server, watch):
    watched = watch()
    page = open_map(watched, f"{server}/{MAP}&lang=zh")
    slider = page.locator(".moving-bar input")
    slider.focus()
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_url("**year=2023**")
    for _step in range(4):
        page.keyboard.press("ArrowLeft")  # over the census of 2020, to that of 2010
    page.wait_for_url("**year=2010**")
    settle(page)
    expect(page.get_by_role("heading", name="2010年（普查）")).to_be_visible()
    slider.focus()
    page.keyboard.press("Space")
    expect(page.locator(".moving-bar output")).to_contain_text("2025", timeout=10_000)
    page.keyboard.press("Space")
    page.wait_for_url("**year=20**")
    settle(page)
    watched.assert_clean()


def test_it_halts_at_the_last_year_and_begins_anew(server, watch):
    watched = watch()
    page = open_map(watched, f"{server}/{MAP}&lang=en&year=2045")
    press(page, "Play")
    page.wait_for_url("**year=2050**", timeout=10_000)
    settle(page)
    expect(page.locator(".moving-bar").get_by_role("button", name="Play")).to_be_visible()
    press(page, "Play")
    expect(page.locator(".moving-bar output")).to_contain_text("2010")
    press(page, "Pause")
    watched.assert_clean()


def test_a_click_on_a_place_opens_its_portrait(server, watch):
    watched = watch()
    page = open_map(watched, f"{server}/map?lang=zh&level=prefecture&area=650000&year=2035")
    name = page.locator(".st-key-map text", has_text="喀什").first
    expect(name).to_be_visible()
    name.scroll_into_view_if_needed()
    box = name.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] + 3)
    expect(page).to_have_title("城市画像 · 医养图谱", timeout=20_000)
    assert "place=653100" in page.url
    expect(page.get_by_text("喀什地区").first).to_be_visible()
    watched.assert_clean()
