"""The report opens from a file with no network: charts and maps are drawn, nothing is asked for, a mark leads to its record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from exports.report import report
from tests.browser.conftest import TELEPHONE
from tests.unit.exports.meeting import DAY, items

pytestmark = pytest.mark.browser

DRAWN = "html[data-drawn=all]"
LAPTOP = (1366, 625)


@pytest.fixture
def opened(profile: BrowserContext) -> Iterator[tuple[Page, list[str]]]:
    """A page without a network, and what it complained of or asked for."""
    page, told = profile.new_page(), []
    page.on("console", lambda message: told.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else told.append(request.url))
    profile.set_offline(True)
    yield page, told
    profile.set_offline(False)
    page.close()


def written(folder: Path, lang: str) -> str:
    path = folder / f"{lang}.html"
    path.write_bytes(report(items(lang), lang, DAY))
    return path.as_uri()


@pytest.mark.parametrize(("lang", "size"), [("zh", LAPTOP), ("en", TELEPHONE)])
def test_charts_and_maps_are_drawn_from_a_file_alone(opened, tmp_path, lang, size):
    page, told = opened
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(written(tmp_path, lang))
    page.wait_for_selector(DRAWN)
    charts = page.locator(".chart")
    assert page.locator(".chart[data-drawn] .main-svg").first.is_visible()
    assert page.locator(".chart[data-drawn]").count() == charts.count()
    # 34 provinces, their outlines, the islets and the ten dashes, and as hatching at least one area more
    assert page.locator("#item-3 .choroplethlayer path").count() >= 34 + 34 + 11 + 1
    assert page.locator("#item-4 .choroplethlayer path").count() >= 5
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert told == []


def test_a_mark_leads_to_its_record_and_the_keyboard_to_values_and_records(opened, tmp_path):
    page, told = opened
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    page.goto(written(tmp_path, "zh"))
    page.wait_for_selector(DRAWN)
    page.locator("#item-1 .scatterlayer .point").first.click(force=True)
    asked = page.locator("#item-1 tr.asked")
    expect(asked).to_be_focused()
    expect(asked).to_be_in_viewport()
    values = page.locator("#item-1 summary").first
    values.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#item-1 details").first.locator("table")).to_be_visible()
    assert told == []


def test_on_paper_charts_are_as_wide_as_the_sheet_and_on_the_screen_as_before(opened, tmp_path):
    page, told = opened
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    page.goto(written(tmp_path, "en"))
    page.wait_for_selector(DRAWN)
    width = "document.querySelector('#item-1 .main-svg').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function(f"{width} === 690")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"{width} === {before}")
    assert told == []


def test_without_what_draws_the_values_can_still_be_read(opened, tmp_path):
    page, _told = opened
    path = tmp_path / "bare.html"
    path.write_bytes(report(items("zh"), "zh", DAY).replace(b"PlotlyGeoAssets", b"PlotlyGeoNothing"))
    page.goto(path.as_uri())  # a script that is not the one its policy knows is not run
    expect(page.locator("#item-1 summary").first).to_be_visible()
    assert page.evaluate("window.Plotly") is None
