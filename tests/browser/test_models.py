"""Care models side by side in a real browser: a cell opens its record by keyboard, and a phone reads cell by cell."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.actions import wait_for_drawer

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_enter_on_a_cell_opens_the_record_of_its_mode(server, watch, lang):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/models?lang={lang}")
    cell = page.get_by_role("table").get_by_role("button", name=re.compile("共同体——|Joint body\\.")).first
    cell.focus()
    page.keyboard.press("Enter")
    expect(wait_for_drawer(page).locator("blockquote")).to_contain_text("以“一个法人,两块牌子”的共同体方式")
    watched.assert_clean()


def test_a_phone_names_the_model_above_each_cell_and_scrolls_no_page_sideways(server, watch):
    watched = watch()
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 844})
    watched.open(f"{server}/models?lang=zh")
    cell = page.locator(".text-table tbody td").first
    expect(cell).to_be_visible()
    head = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "昆明“311”工作模式" in head
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".text-table").evaluate("table => table.scrollWidth <= table.clientWidth")
