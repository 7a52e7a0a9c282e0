"""A lever of the scenario page changes its charts in place and the address; nothing is asked of the outside."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.actions import query
from tests.browser.conftest import settle

pytestmark = pytest.mark.browser


def test_a_lever_redraws_in_place_and_stands_in_the_address(server, watch):
    watched = watch(1366, 900)
    page = watched.page
    watched.open(f"{server}/scenario?lang=en&place=370500")
    box = page.locator(".st-key-path_live [data-name=beds_need]")
    expect(box).to_have_class("live-chart js-plotly-plot")
    settle(page)
    box.evaluate("box => { box.mine = 'the same'; }")
    first = int(box.evaluate("box => box.dataset.drawn"))
    before = box.evaluate("box => box.data[3].y[15]")
    handle = page.locator(".st-key-occupancy input[type=range]")
    handle.focus()
    for occupancy in (86, 87, 88):  # one step after the other: a run under way holds the value it began with
        handle.press("ArrowRight")
        expect(page).to_have_url(f"{server}/scenario?lang=en&place=370500&v=2&occupancy={occupancy}")
        settle(page)
    page.wait_for_function(
        "drawn => Number(document.querySelector('.st-key-path_live [data-name=beds_need]').dataset.drawn) > drawn",
        arg=first,
    )
    assert box.evaluate("box => box.mine") == "the same", "the chart was mounted anew"
    page.wait_for_function(
        "y => document.querySelector('.st-key-path_live [data-name=beds_need]').data[3].y[15] < y", arg=before
    )
    watched.assert_clean()


def test_steps_pressed_while_a_run_is_under_way_all_count(server, watch):
    watched = watch(1366, 900)
    page = watched.page
    watched.open(f"{server}/scenario?lang=en&place=370500&occupancy=75")
    expect(page.locator(".st-key-path_live [data-name=beds_need]")).to_have_class("live-chart js-plotly-plot")
    settle(page)
    handle = page.locator(".st-key-occupancy input[type=range]")
    handle.focus()
    for pause in (0, 50, 105, 120, 140):  # milliseconds: from before the first answer to into the last
        for _press in range(3):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(pause)
    expect(page).to_have_url(re.compile(r"[?&]occupancy=90(&|$)"))
    settle(page)
    expect(handle).to_have_value("90")
    assert query(page) == {"lang": "en", "place": "370500", "occupancy": "90", "v": "2"}
    watched.assert_clean()


def test_a_lever_opens_the_record_of_its_default_and_goes_back_to_it(server, watch):
    watched = watch(1366, 900)
    page = watched.page
    watched.open(f"{server}/scenario?lang=en&place=370500&occupancy=70")
    back = page.get_by_role("button", name="Target occupancy of beds: reset")
    back.focus()
    back.press("Enter")
    expect(page).to_have_url(f"{server}/scenario?lang=en&place=370500&v=2")
    expect(back).to_have_count(0)
    origin = page.get_by_role("button", name="Target occupancy of beds: where from?")
    origin.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("default 85%, 70% to 95% · assumed")
    origin.click()
    expect(page.get_by_role("dialog")).to_contain_text("Target occupancy of beds")
    expect(page).to_have_url(re.compile(r"evidence=assumption(:|%3A)occupancy(:|%3A)85"))
    watched.assert_clean()


def test_a_number_card_opens_its_record_from_the_keyboard(server, watch):
    watched = watch(1366, 900)
    page = watched.page
    watched.open(f"{server}/scenario?lang=en&place=370500")
    button = page.get_by_role("button", name="Carers needed, 2035: Why this number?")
    button.focus()
    button.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("people in institutions")
    expect(page).to_have_url(re.compile(r"evidence=scenario(:|%3A)370500(:|%3A)2035(:|%3A)carers"))
    watched.assert_clean()
