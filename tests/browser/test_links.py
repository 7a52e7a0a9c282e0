"""A state is a link: what a viewer chose stands in the address, and a fresh window shows the same numbers."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import add, cells, choose, grid, query
from tests.browser.conftest import settle
from tests.sampling import sampled

pytestmark = pytest.mark.browser
ROWS = 9  # of a table, which are drawn in every window: how many more depends on when its height is found


def numbers(page: Page) -> list[str]:
    """Return all that a comparison shows: its sentence, and its cells or marks."""
    settle(page)
    said = page.get_by_test_id("stMarkdown").all_inner_texts()
    if page.locator(".st-key-dots").count():
        expect(page.locator(".st-key-dots .scatterlayer .point").first).to_be_visible()
        return said + page.locator(".st-key-dots .main-svg text").all_inner_texts()
    return said + [" | ".join(line) for line in cells(grid(page))[:ROWS]]


STATES = [
    {"cities": "530100,370200,440300", "domain": "beds", "kinds": "target,achieved,parameter"},
    {"cities": "420100,500000", "order": "beds_density:achieved"},
    {"view": "one", "topic": "care_beds_total", "kind": "achieved", "counts": "1"},
    {"view": "one", "topic": "nursing_share", "kind": "target"},
    {"view": "two", "city1": "530100", "city2": "520100"},
]


@pytest.mark.parametrize("state", sampled(STATES, 3), ids=["matrix", "order", "counts", "target", "two"])
def test_a_link_shows_the_same_numbers_in_a_fresh_window(server, watch, state):
    address = f"{server}/compare?lang=zh&" + "&".join(f"{key}={value}" for key, value in state.items())
    seen = []
    for _window in range(2):
        watched = watch()
        watched.open(address)
        assert query(watched.page) | state == query(watched.page)
        seen.append(numbers(watched.page))
        watched.assert_clean()
    assert seen[0] == seen[1]
    plain = watch()
    plain.open(f"{server}/compare?lang=zh&view=matrix")
    assert numbers(plain.page) != seen[0]


def test_what_a_viewer_chooses_stands_in_the_address(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/compare?lang=en&view=matrix")
    choose(page, "domain", "Care beds")
    page.wait_for_url("**domain=beds**")
    assert query(page)["domain"] == "beds"
    settle(page)  # a list that is open closes when its page is drawn anew
    add(page, "cities", "Kunming")
    page.wait_for_url("**530100**")
    settle(page)
    assert query(page)["cities"].endswith(",530100")
    other = watch()
    other.open(page.url)
    assert numbers(other.page) == numbers(page)
    watched.assert_clean()
    other.assert_clean()


def test_the_ranking_is_chosen_by_hand_and_by_link_alike(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/compare?lang=en")
    page.locator(".st-key-view").get_by_text("One indicator ranked").click()
    page.wait_for_url("**view=one**")
    settle(page)
    page.locator(".st-key-topic").get_by_role("combobox").click()
    page.get_by_role("option", name="Care beds in total").first.click()
    page.wait_for_url("**topic=care_beds_total**")
    settle(page)
    page.locator(".st-key-counts").get_by_text("Plain counts").click()
    page.wait_for_url("**counts=1**")
    settle(page)
    assert query(page) == {"lang": "en", "view": "one", "topic": "care_beds_total", "counts": "1"}
    other = watch()
    other.open(page.url)
    assert numbers(other.page) == numbers(page)
    watched.assert_clean()


KEPT = [
    "compare?cities=530100,370200&domain=beds&kinds=target",
    "compare?view=one&topic=care_beds_total&counts=1",
    "compare?view=two&city1=530100&city2=520100",
    "gaps?view=status&status=no_result&as_of=2026-01-01",
    "models?view=advisor&care_beds=600",
    "instruments?view=money",
    "sources?section=indicators&domain=beds",
]


@pytest.mark.parametrize("address", sampled(KEPT, 2))
def test_the_language_changes_and_all_else_in_the_address_stays(server, watch, address):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/{address}&lang=zh")
    before = query(page)
    page.locator(".st-key-language_switch").get_by_text("English").click()
    page.wait_for_url("**lang=en**")
    settle(page)
    assert query(page) == before | {"lang": "en"}
    assert urlsplit(page.url).path == "/" + address.partition("?")[0]
    watched.assert_clean()


def test_a_search_hit_leads_to_the_portrait_of_its_place(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/?lang=en&q=Kunming")
    page.get_by_test_id("stPageLink").get_by_text("Kunming (Yunnan)", exact=True).click()
    expect(page).to_have_url(f"{server}/portrait?lang=en&place=530100")
    expect(page).to_have_title("City portrait · Yiyang Atlas")
    settle(page)
    expect(page.get_by_role("heading", name="Kunming", exact=True)).to_be_visible()
    watched.assert_clean()


def test_a_search_text_is_shown_as_text(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/?lang=en&q=" + "%3Cimg src=x onerror=alert(1)%3E **b**")
    told = page.get_by_test_id("stAlert")
    expect(told).to_contain_text("<img src=x onerror=alert(1)> **b**")
    assert told.locator("img, strong").count() == 0
    watched.assert_clean()
