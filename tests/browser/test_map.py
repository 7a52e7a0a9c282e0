"""The map is drawn without a network, whole, in both languages and at every level; a click opens the portrait."""

import pytest
from playwright.sync_api import expect

from tests.browser.actions import click_row, unfold
from tests.browser.conftest import TELEPHONE, settle
from tests.sampling import sampled

pytestmark = pytest.mark.browser

PATHS = ".st-key-map .choroplethlayer path"


@pytest.mark.parametrize("lang", sampled(["zh", "en"], 2))
@pytest.mark.parametrize(
    ("query", "least"),
    [
        ("", 34),
        ("&level=prefecture", 372),  # prefectures after the merge
        ("&level=prefecture&area=620000", 14),
        ("&level=county&area=620700&find=620702", 6),
        ("&level=county&area=500000&circles=pop60", 38),
        ("&variable=programmes", 300),
        ("&level=prefecture&variable=change60&scale=continuous&circles=care_beds_total", 300),
    ],
)
def test_the_map_is_drawn_with_no_request_outside(server, watch, lang, query, least):
    watched = watch()
    watched.open(f"{server}/map?lang={lang}{query}")
    page = watched.page
    expect(page.locator(PATHS).first).to_be_attached(timeout=30_000)
    settle(page)
    page.wait_for_function("n => document.querySelectorAll('.st-key-map .choroplethlayer path').length >= n", arg=least)
    watched.assert_clean()


def test_a_portrait_with_every_section_fits_its_screen(server, watch):
    watched = watch(*TELEPHONE)
    watched.open(f"{server}/portrait?place=500000")
    watched.assert_fits()
    watched.assert_clean()


def test_a_row_of_the_map_s_table_opens_the_portrait(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/map?level=province")
    unfold(page, "map_fold", "map_table")
    click_row(page, "map_table", 0)
    expect(page).to_have_title("城市画像 · 医养图谱", timeout=20_000)
    assert "place=" in page.url
    watched.assert_clean()


def test_a_click_on_a_province_of_the_first_screen_opens_its_portrait(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/?lang=en")
    page.wait_for_function("where => document.querySelectorAll(where).length >= 34", arg=PATHS)
    settle(page)
    boxes = [path.bounding_box() for path in page.locator(PATHS).all()]
    west = min((box for box in boxes if box and box["width"] > 100), key=lambda box: box["x"])
    page.mouse.click(west["x"] + west["width"] / 2, west["y"] + west["height"] / 2)
    expect(page).to_have_title("City portrait · Yiyang Atlas", timeout=20_000)
    assert "place=650000" in page.url
    watched.assert_clean()


def test_a_click_on_a_county_opens_its_portrait(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/map?lang=zh&level=county&area=620700")
    unit = page.locator(f"{PATHS}[d]").nth(5)
    expect(unit).to_be_attached()
    settle(page)
    page.get_by_text("边界数据").scroll_into_view_if_needed()  # below the map
    boxes = [path.bounding_box() for path in page.locator(PATHS).all()]
    sizes = [box["width"] * box["height"] for box in boxes if box]
    middle = next(box for box in boxes if box and 2_000 < box["width"] * box["height"] < max(sizes) / 4)
    page.mouse.click(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    expect(page).to_have_title("城市画像 · 医养图谱", timeout=20_000)
    assert "place=6207" in page.url
    watched.assert_clean()


def test_a_click_on_a_place_without_figures_says_so(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/map?lang=zh&level=province&find=710000")
    ring = page.locator(".st-key-map .scatterlayer path.point").last
    expect(ring).to_be_visible()
    settle(page)
    ring.scroll_into_view_if_needed()
    box = ring.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("dialog")).to_contain_text("台湾省")
    watched.assert_clean()


def test_a_place_is_found_by_name_and_stands_in_the_address(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/map?lang=en")  # provinces: the map goes to where the place is
    finder = page.locator(".st-key-find_picker").get_by_role("combobox")
    finder.fill("Zhangye")
    page.get_by_role("option", name="Zhangye", exact=True).click()
    page.wait_for_url("**area=620000**")
    settle(page)
    assert "find=620700" in page.url
    assert "level=prefecture" in page.url
    expect(page.get_by_text("Zhangye: 17.94%")).to_be_visible()
    watched.assert_clean()
