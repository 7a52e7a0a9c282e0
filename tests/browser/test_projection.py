"""A projection is drawn, follows its year in place, and each of its numbers opens a record; so do past errors."""

import pytest
from playwright.sync_api import expect

from tests.browser.actions import click_mark, close_drawer, wait_for_drawer
from tests.browser.conftest import settle

pytestmark = pytest.mark.browser

LIVE = ".st-key-pyramid_ahead_live .live-chart"


def test_the_pyramid_follows_its_year_in_place(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/portrait?lang=en&place=620700")
    chart = page.locator(LIVE)
    expect(chart.locator(".bars path").first).to_be_attached()
    chart.evaluate("box => { box.kept = true }")
    before = int(chart.get_attribute("data-drawn") or 0)
    slider = page.locator(".st-key-year").get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_url("**year=2036**")
    page.wait_for_function(
        "([where, drawn]) => Number(document.querySelector(where).dataset.drawn) > drawn", arg=[LIVE, before]
    )
    assert chart.evaluate("box => box.kept"), "the chart was mounted anew"
    settle(page)
    expect(page.get_by_text("In 2036,")).to_be_visible()
    watched.assert_clean()


def test_a_mark_of_a_fan_opens_its_record(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/portrait?lang=en&place=620700")
    click_mark(page, "fan_age60", at=15)
    expect(wait_for_drawer(page)).to_contain_text("cohort-component projection")
    assert (
        "evidence=projected%3A620700%3A2035%3Aage60" in page.url or "evidence=projected:620700:2035:age60" in page.url
    )
    watched.assert_clean()


@pytest.mark.parametrize(("lang", "counted"), [("zh", "20.285万人"), ("en", "202,850")])
def test_the_hindcast_is_on_the_map_and_a_place_s_error_opens_its_record(server, watch, lang, counted):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/validation?lang={lang}")
    page.wait_for_function("n => document.querySelectorAll('.st-key-map .choroplethlayer path').length >= n", arg=372)
    watched.open(f"{server}/validation?lang={lang}&view=place&place=620700")
    click_mark(page, "errors", at=0)
    expect(wait_for_drawer(page)).to_contain_text(counted)
    watched.assert_clean()


def test_a_bar_and_a_mark_of_a_portrait_open_their_records(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/portrait?lang=en&place=500000")
    bar = page.locator(".st-key-pyramid_chart .barlayer path").nth(6)
    expect(bar).to_be_visible()
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(wait_for_drawer(page)).to_contain_text("25–29 · men")
    close_drawer(page)
    click_mark(page, "spine", at=-1)
    expect(wait_for_drawer(page)).to_contain_text("Chongqing")
    watched.assert_clean()
