"""A city of the viewer's own in a real browser: from a file to a comparison, a slide and a file to come back with; another viewer sees none of it."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.actions import cells, grid
from tests.browser.conftest import TELEPHONE, Watched, settle

pytestmark = pytest.mark.browser
FUZHOU = "361000"
SHARE = ("单位：张、个、%", "地区,养老床位数（张）,护理型床位占比（%）,养老机构数（个）")
CITIES = ("南昌市", "九江市", "景德镇市", "萍乡市", "新余市", "鹰潭市", "赣州市", "吉安市", "宜春市", "抚州市")


def document() -> Path:
    """Return the file of 抚州's document; the test is not run without it."""
    for folder in os.environ.get("ATLAS_TEXTS", "").split(os.pathsep):
        for path in Path(folder).glob("088_*.txt") if folder else []:
            return path
    pytest.skip("ATLAS_TEXTS is not set, or holds no text 088: not run")


def bring(page: Page, file: str | Path | dict[str, object]) -> None:
    """Bring a file and wait until its figures are shown."""
    page.locator(".st-key-add_bring input[type=file]").set_input_files(file)  # pyright: ignore[reportArgumentType]
    expect(page.locator(".add-rows tbody tr").first).to_be_visible()
    settle(page)


def row(page: Page, words: str):
    """Return the row of a figure by words in it."""
    return page.locator(".add-rows tbody tr").filter(has_text=words).first


def correct(page: Page, value: str) -> None:
    """Write another value for the figure that is looked at, and save it."""
    page.locator(".st-key-figure_value input").fill(value)
    page.locator(".st-key-figure_value input").press("Enter")
    settle(page)
    page.locator(".st-key-figure_save button").click()


def follow(page: Page, way: str) -> None:
    """Go on to a page where what was added is seen."""
    page.locator(".st-key-filters, .st-key-add_restored").get_by_role("button", name="查看结果").click()
    page.get_by_test_id("stPopoverBody").get_by_role("link", name=way, exact=True).click()
    page.wait_for_url("**/" + {"城市对比": "compare", "差距": "gaps", "城市画像": "portrait"}[way] + "?**")
    if way != "城市画像":  # the projection at its foot takes its time
        settle(page)


def shown(page: Page, table: str, words: str) -> bool:
    """Whether a table has these words in a cell."""
    return any(words in cell for line in cells(grid(page, table)) for cell in line)


def words_of(deck: Path) -> str:
    """Return what the slides of a deck hold."""
    with zipfile.ZipFile(io.BytesIO(deck.read_bytes())) as held:
        return "".join(held.read(name).decode() for name in held.namelist() if name.startswith("ppt/slides/slide"))


def back(page: Page) -> None:
    """Return to the page of what was added, as a viewer does."""
    page.locator(".st-key-bar").get_by_role("button", name="数据与检验").click()
    page.get_by_role("link", name="添加城市").click()
    page.wait_for_url("**/add?**")
    settle(page)


def save(page: Page) -> bytes:
    """Return the file that brings what was added back."""
    page.locator(".st-key-filters").get_by_role("button", name="保存", exact=True).click()
    with page.expect_download() as taking:
        page.locator(".st-key-add_save button").click()
    assert taking.value.suggested_filename.endswith(".yiyang.zip")
    content = taking.value.path().read_bytes()
    page.keyboard.press("Escape")
    return content


def assert_another_sees_nothing(server: str, profile: BrowserContext, saved: bytes) -> None:
    """A viewer in another session finds nothing of it, until the file is brought."""
    assert profile.browser is not None
    context = profile.browser.new_context(locale="zh-CN", reduced_motion="reduce")
    other = Watched(context.new_page())
    page = other.page
    other.open(f"{server}/gaps?lang=zh&view=city&place={FUZHOU}")
    assert shown(page, "verdicts", "60%")  # what the atlas itself has of the place
    assert not shown(page, "verdicts", "本次添加")
    expect(page.get_by_text("本次添加").locator("visible=true")).to_have_count(0)
    other.open(f"{server}/add?lang=zh")
    expect(page.locator(".add-board")).to_have_count(0)
    file = {"name": "旧.yiyang.zip", "mimeType": "application/zip", "buffer": saved}
    page.locator(".st-key-add_bring input[type=file]").set_input_files(file)  # pyright: ignore[reportArgumentType]
    expect(page.get_by_text("本次添加：").locator("visible=true").first).to_be_visible()
    settle(page)
    follow(page, "城市画像")
    expect(page.get_by_text("本次添加").locator("visible=true").first).to_be_visible()
    context.close()


def test_a_document_is_brought_corrected_seen_everywhere_shown_saved_and_brought_back(server, watch, profile):
    watched = watch(1366, 625)
    page = watched.page
    watched.open(f"{server}/add?lang=zh")
    bring(page, document())
    figure = row(page, "入住率达到60%以上")
    figure.click()
    expect(page.locator("mark[aria-current]")).to_be_in_viewport()
    expect(page.locator(".st-key-figure")).to_contain_text("入住率达到60%以上")
    settle(page)
    correct(page, "65")
    expect(figure).to_have_attribute("data-state", "accepted")
    expect(figure).to_contain_text("≥65%")
    other = row(page, "其中新建护理型床位占比不低于60%")
    other.click()
    page.keyboard.press("a")
    expect(other).to_have_attribute("data-state", "accepted")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("r")
    page.keyboard.press("u")
    expect(page.locator("tr[data-state=rejected]")).to_have_count(0)
    expect(page.get_by_text("已采纳2项")).to_be_visible()
    follow(page, "城市对比")
    assert shown(page, "matrix", "抚州市")
    assert shown(page, "matrix", "≥65%")
    back(page)
    follow(page, "差距")
    assert shown(page, "verdicts", "≥65%")
    page.locator(".st-key-pin_verdicts button").click()
    settle(page)
    back(page)
    follow(page, "城市画像")
    expect(page.get_by_role("heading", name="抚州市").first).to_be_visible()
    expect(page.get_by_text("本次添加").locator("visible=true").first).to_be_visible()
    page.locator(".st-key-bar_pages").get_by_role("link", name="汇报", exact=True).click()
    page.locator(".st-key-make_deck button").click()
    ready = page.get_by_role("button", name="下载PPT演示文稿")
    expect(ready).to_be_visible()
    with page.expect_download() as taking:
        ready.click()
    slides = words_of(taking.value.path())
    assert "本次添加" in slides
    assert "65%" in slides
    back(page)
    expect(page.locator("tr[data-state=accepted]")).to_have_count(2)
    saved = save(page)
    watched.assert_clean()
    assert_another_sees_nothing(server, profile, saved)


def test_a_table_of_ten_cities_is_accepted_by_column_seen_saved_and_brought_back(server, watch, profile):
    lines = ["2024年末江西省各市养老服务情况", *SHARE]
    lines += [f"{city},{20_000 + 100 * at},{50.5 + at},{100 + at}" for at, city in enumerate(CITIES)]
    watched = watch(1366, 625)
    page = watched.page
    watched.open(f"{server}/add?lang=zh")
    bring(page, {"name": "江西.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode("gb18030")})
    expect(page.locator(".add-rows tbody tr")).to_have_count(30)
    page.locator(".add-text td[data-group]", has_text="护理型床位占比").click()
    expect(page.locator(".add-rows tbody tr:not([hidden])")).to_have_count(10)
    page.locator(".add-accept-all").click()
    expect(page.locator("tr[data-state=accepted]")).to_have_count(10)
    expect(page.get_by_text("已采纳10项")).to_be_visible()
    follow(page, "城市对比")
    assert shown(page, "matrix", "南昌市")
    assert shown(page, "matrix", "50.5%")
    back(page)
    saved = save(page)
    watched.resize(*TELEPHONE)
    watched.assert_fits()
    watched.assert_clean()
    assert_another_sees_nothing(server, profile, saved)
