"""What a viewer takes away from a chart (a sheet, a picture, a drawing, a link), and a chart or a table over the whole screen."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import drawer
from tests.browser.conftest import TELEPHONE, settle

pytestmark = pytest.mark.browser

RANKED = "compare?lang=zh&view=one&topic=institution_beds"
DRAWN = ".st-key-dots .plot-chart[data-drawn]"
PNG = b"\x89PNG\r\n\x1a\n"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MARKS = """box => [...new Set(box.data.flatMap(trace => trace.customdata ?? []).map(sent => Array.isArray(sent) ? sent[0] : sent))]
  .filter(ref => ref)"""


def strip(page: Page, key: str) -> Locator:
    """Return what can be done with a chart or a table."""
    return page.locator(f".st-key-plot_{key}").get_by_role("toolbar")


def taken(page: Page, button: Locator) -> tuple[str, bytes]:
    """Click what hands out a file; return its name and content."""
    with page.expect_download() as waiting:
        button.click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def texts_of(workbook: bytes) -> list[list[str]]:
    """Return the cells of the first sheet of a workbook, row by row."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        assert archive.testzip() is None
        shared = ["".join(item.itertext()) for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))]
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    return [
        [
            shared[int(cell.findtext(f"{SHEET}v", ""))] if cell.get("t") == "s" else cell.findtext(f"{SHEET}v", "")
            for cell in row
        ]
        for row in sheet.iter(f"{SHEET}row")
    ]


def test_the_excel_of_a_chart_holds_each_of_its_records_once(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/{RANKED}")
    chart = page.locator(DRAWN)
    expect(chart).to_be_visible()
    records = chart.evaluate(MARKS)
    title = page.locator(".st-key-dots .plot-title").inner_text()
    name, content = taken(page, page.locator(".st-key-excel_dots button"))
    assert name == f"{title}.xlsx".replace("/", " ")
    rows = texts_of(content)
    head = next(at for at, row in enumerate(rows) if row[0] == "指标")
    assert rows[0] == [title]
    assert any("医养图谱" in text for row in rows[:head] for text in row)
    assert len(rows) - head - 1 == len(records) > 5
    watched.assert_clean()


def test_a_picture_and_a_drawing_say_their_title_and_source(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/{RANKED}")
    expect(page.locator(DRAWN)).to_be_visible()
    title = page.locator(".st-key-dots .plot-title").inner_text()
    name, picture = taken(page, strip(page, "dots").get_by_role("button", name="图片"))
    assert name.endswith(".png")
    assert picture.startswith(PNG)
    assert int.from_bytes(picture[16:20]) >= 2_000, "too coarse for a slide"  # its width
    name, drawing = taken(page, strip(page, "dots").get_by_role("button", name="SVG"))
    assert name.endswith(".svg")
    said = re.sub(r"\s+", "", "".join(ElementTree.fromstring(drawing).itertext()))
    assert re.sub(r"\s+", "", title) in said
    assert "医养图谱，数据版本" in said
    watched.assert_clean()


@pytest.mark.parametrize(("address", "key"), [(RANKED, "dots"), ("gaps?lang=zh&view=city", "verdicts")])
def test_a_copied_link_leaves_the_senders_city_out(server, watch, profile, address, key):
    watched = watch()
    page = watched.page
    profile.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    watched.open(f"{server}/{address}&mine=520300")
    assert "mine=520300" in page.url
    strip(page, key).get_by_role("button", name="复制链接").click()
    expect(strip(page, key).get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{server}/{address.partition('?')[0]}?")
    assert "mine" not in copied
    expect(strip(page, key).get_by_role("button", name="复制链接")).to_be_visible()
    watched.assert_clean()


@pytest.mark.parametrize(
    ("address", "key", "shown"),
    [(RANKED, "dots", ".plot-frame"), ("gaps?lang=zh&view=city", "verdicts", ".st-key-table_verdicts")],
)
def test_full_screen_fills_the_window_and_comes_back(server, watch, address, key, shown):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/{address}")
    part = page.locator(f".st-key-plot_{key} {shown}")
    strip(page, key).get_by_role("button", name="全屏").click()
    page.wait_for_function("() => document.fullscreenElement?.getBoundingClientRect().height === innerHeight")
    page.wait_for_function(
        "where => { const { top, bottom, width } = document.querySelector(where).getBoundingClientRect();"
        " return top < 160 && bottom <= innerHeight && bottom > 0.8 * innerHeight && width > 0.9 * innerWidth }",
        arg=f".st-key-plot_{key} {shown}",
    )
    strip(page, key).get_by_role("button", name="全屏").click()
    page.wait_for_function("() => !document.fullscreenElement")
    settle(page)
    expect(part).to_be_visible()
    expect(page.locator(".st-key-bar")).to_be_in_viewport()
    watched.assert_clean()


def test_a_finger_that_drags_over_a_chart_or_a_map_scrolls_the_page(server, profile):
    with profile.browser.new_context(
        has_touch=True, is_mobile=True, viewport={"width": TELEPHONE[0], "height": TELEPHONE[1]}
    ) as phone:
        page = phone.new_page()
        finger = phone.new_cdp_session(page)
        for address, chart in ((RANKED, "dots"), ("map?lang=zh", "map")):
            page.goto(f"{server}/{address}")
            settle(page)
            drawn = page.locator(f".st-key-{chart} .plot-chart[data-drawn]")
            expect(drawn).to_be_visible()
            box = drawn.bounding_box()
            assert box is not None
            x, y = TELEPHONE[0] / 2, min(box["y"] + 200, TELEPHONE[1] - 60)
            assert drawn.evaluate("(box, [x, y]) => box.contains(document.elementFromPoint(x, y))", [x, y])
            finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
            for moved in range(20, 260, 20):
                at = {"x": x, "y": y - moved}
                finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
            finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
            page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop > 100")
            expect(drawer(page)).to_have_count(0)  # a drag is no click
