"""The first screen of every page shows its main chart, map or table, on a laptop, on a large screen and on a phone."""

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle
from tests.sampling import sampled

pytestmark = pytest.mark.browser

LAPTOP, SCREEN, LARGE, TELEPHONE = (1366, 625), (1366, 768), (1920, 1080), (390, 844)
# What is first seen of a page, and the marks in it.
MAIN = {
    "overview": ".st-key-map .plot-frame",
    "compare": ".live-charts",
    "gaps": ".plot-frame",
    "map": ".st-key-map .plot-frame",
    "portrait": "[data-testid='stDataFrame'], .plot-frame",
    "models": ".text-table",
    "instruments": ".plot-frame, [data-testid='stDataFrame']",
    "validation": ".plot-frame",
    "sources": "[data-testid='stDataFrame']",
}
MEASURE = """(selector) => {
  const box = [...document.querySelectorAll(selector)].find((each) => each.getBoundingClientRect().height > 40);
  const { left, right, top, bottom, width, height } = box.getBoundingClientRect();
  const seen = Math.max(0, Math.min(right, innerWidth) - Math.max(left, 0)) * Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0));
  const marks = [...box.querySelectorAll('.point path, path.point, .choroplethlayer path, .scatterlayer path, .barlayer path, canvas')]
    .map((each) => each.getBoundingClientRect()).filter((each) => each.height > 2 && each.width > 2).map((each) => each.top);
  return { shown: seen / (width * height), of_window: seen / (innerWidth * innerHeight), first: marks.length ? Math.min(...marks) : top };
}"""
# Size: the least part of the main thing that is seen, the least part of the window that it takes, and how far down its first mark may be.
LEAST = {
    LAPTOP: (0.6, 0.45, 260),
    SCREEN: (0.6, 0.45, 260),
    LARGE: (1.0, 0.6, 370),
}


def fits(watched, page: str, size: tuple[int, int]) -> dict[str, float]:
    """Return what is measured of a page's main thing in a window, once it fills it; the last measure where it never does."""
    shown, of_window, first = LEAST[size]
    watched.resize(*size)
    found: dict[str, float] = {}
    for _try in range(20):
        watched.page.wait_for_timeout(250)
        found = watched.page.evaluate(MEASURE, MAIN[page])
        if found["shown"] >= shown - 0.01 and found["of_window"] >= of_window and found["first"] < first:
            break
    return found


# Words are longer in English: every third page of it in `make test`, too.
@pytest.mark.parametrize(("page", "lang"), [*((page, "zh") for page in MAIN), *sampled(product(MAIN, ["en"]), 3)])
def test_the_main_thing_is_seen_first(server, watch, page, lang):
    watched = watch(*LAPTOP)
    watched.open(f"{server}/{'' if page == 'overview' else page}?lang={lang}")
    watched.page.wait_for_selector(MAIN[page])
    settle(watched.page)
    for size, (shown, of_window, first) in LEAST.items():
        found = fits(watched, page, size)
        assert found["shown"] >= shown - 0.01, (size, found)
        assert found["of_window"] >= of_window, (size, found)
        assert found["first"] < first, (size, found)
    watched.resize(*TELEPHONE)  # where a number or a mark is seen first
    watched.page.wait_for_timeout(500)
    first = watched.page.locator(f".number-card h2, {MAIN[page]}").first.bounding_box()
    assert first is not None
    assert first["y"] + 100 < TELEPHONE[1]
    watched.assert_fits()


# What of the scenario is seen: the part of each chart, the numbers and levers that lie wholly in the window, and where the left column ends.
SCENARIO = """() => {
  const boxes = (selector) => [...document.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
  const within = ({ top, bottom, left, right }) => top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
  const part = ({ top, bottom, height }) => Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0)) / height;
  const whole = (selector) => boxes(selector).filter(within).length;
  return {
    charts: boxes(".live-chart").map(part), covered: boxes(".live-chart").reduce((sum, { width, height }) => sum + width * height, 0),
    numbers: whole(".st-key-big_numbers .number-card"), levers: whole("[class*='st-key-card_']"),
    choices: whole(".st-key-place_picker, .st-key-mode, .st-key-definition, .st-key-view, .st-key-year"),
    column: Math.max(...boxes(".st-key-controls, .st-key-big_numbers, [class*='st-key-card_']").map(({ right }) => right)),
    shown: Math.min(...boxes(".live-chart").map(({ left }) => left)),
  };
}"""


@pytest.mark.parametrize("size", [LAPTOP, LARGE], ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("place", sampled(["", "&place=370500"], 2))
def test_the_scenario_shows_numbers_and_levers_beside_two_charts(server, watch, place, lang, size):
    watched = watch(*size)
    page = watched.page
    watched.open(f"{server}/scenario?lang={lang}{place}")
    expect(page.locator(".live-chart[data-drawn]")).to_have_count(2)
    for key in ("Home", "End"):
        settle(page)
        found = page.evaluate(SCENARIO)
        assert len(found["charts"]) == 2, found
        assert min(found["charts"]) >= 0.6, found
        assert found["covered"] >= 0.35 * size[0] * size[1], found
        assert (found["numbers"], found["levers"], found["choices"]) == (4, 5, 5), found
        assert found["column"] <= min(size[0] / 3, found["shown"]), found
        page.locator(".st-key-occupancy input[type=range]").press(key)
        expect(page.locator(".number-change", has_text="→").first).to_be_visible()
    watched.assert_clean()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_lever_moves_a_number_in_view_which_says_what_it_was_and_nothing_else_shifts(server, watch, lang):
    watched = watch(*LAPTOP)
    page = watched.page
    watched.open(f"{server}/scenario?lang={lang}&place=370500")
    expect(page.locator(".live-chart[data-drawn]")).to_have_count(2)
    card = page.locator(".st-key-big_numbers .number-card").nth(1)
    was, lever = card.locator("h2").inner_text(), page.locator(".st-key-card_disability_trend").bounding_box()
    page.locator(".st-key-occupancy input[type=range]").press("Home")
    change = card.locator(".number-change")
    was = was.removesuffix(" beds")  # the unit stands once, where a space sets it off
    expect(change).to_contain_text(f"{was} → ")
    now = card.locator("h2").inner_text()
    expect(change).to_have_text(f"{was} → {now}，+21%" if lang == "zh" else f"{was} → {now}, +21%")
    expect(change).to_be_in_viewport(ratio=1)
    assert page.locator(".st-key-card_disability_trend").bounding_box() == lever
    watched.assert_clean()


def test_the_four_numbers_stay_in_view_while_a_lever_further_down_is_moved(server, watch):
    watched = watch(*LAPTOP)
    page = watched.page
    watched.open(f"{server}/scenario?lang=zh&place=370500&more=settings&mode=need")
    page.locator(".st-key-more_fold summary").click()
    lever = page.locator(".st-key-independent_share input[type=range]")
    lever.press("End")
    lever.scroll_into_view_if_needed()
    settle(page)
    numbers = page.locator(".st-key-big_numbers .number-card")
    expect(numbers).to_have_count(4)
    for at in range(4):
        expect(numbers.nth(at)).to_be_in_viewport(ratio=1)
    for chart in page.locator(".live-chart").all():
        expect(chart).to_be_in_viewport(ratio=0.6)
    watched.assert_clean()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_phone_shows_the_scenario_s_numbers_first_and_its_charts_below_the_levers(server, watch, lang):
    watched = watch(*TELEPHONE)
    page = watched.page
    watched.open(f"{server}/scenario?lang={lang}&place=370500")
    expect(page.locator(".live-chart[data-drawn]")).to_have_count(2)
    expect(page.locator(".st-key-big_numbers .number-card").first).to_be_in_viewport(ratio=1)
    levers, chart = page.locator("[class*='st-key-card_']"), page.locator(".live-chart").first
    expect(levers).to_have_count(5)
    last, first = levers.last.bounding_box(), chart.bounding_box()
    assert last is not None
    assert first is not None
    assert last["y"] + last["height"] < first["y"] < 1.2 * TELEPHONE[1]
    watched.assert_fits()
