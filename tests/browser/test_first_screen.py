"""The first screen of every page shows its main chart, map or table, on a laptop, on a large screen and on a phone."""

import pytest

from tests.browser.conftest import settle

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
LEAST = {LAPTOP: (0.6, 0.45, 260), SCREEN: (0.6, 0.45, 260), LARGE: (1.0, 0.6, 370)}


@pytest.mark.parametrize("size", LEAST, ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", MAIN)
def test_the_main_thing_is_seen_first(server, watch, page, lang, size):
    watched = watch(*size)
    watched.open(f"{server}/{'' if page == 'overview' else page}?lang={lang}")
    watched.page.wait_for_selector(MAIN[page])
    settle(watched.page)
    found = watched.page.evaluate(MEASURE, MAIN[page])
    shown, of_window, first = LEAST[size]
    assert found["shown"] >= shown - 0.01, found
    assert found["of_window"] >= of_window, found
    assert found["first"] < first, found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", MAIN)
def test_a_phone_s_first_screen_has_a_number_or_a_mark(server, watch, page, lang):
    watched = watch(*TELEPHONE)
    watched.open(f"{server}/{'' if page == 'overview' else page}?lang={lang}")
    watched.page.wait_for_selector(MAIN[page])
    settle(watched.page)
    assert watched.page.evaluate(MEASURE, MAIN[page])["first"] < TELEPHONE[1]
    watched.assert_fits()
