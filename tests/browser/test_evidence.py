"""From a number on the screen to the clause that printed it, by mouse and by address."""

import re

import pytest
from playwright.sync_api import expect

from loaders import store
from policy.printed import restored
from tests.browser.actions import (
    cells,
    choose_row,
    click_cell,
    click_mark,
    close_drawer,
    drawer,
    grid,
    query,
    wait_for_drawer,
)
from tests.browser.conftest import settle
from tests.sampling import sampled
from views.clauses import clause_words

pytestmark = pytest.mark.browser

FACTS = store.read("facts").set_index("fact")


def asked(page) -> str:
    """Return the record that the address names."""
    return query(page).get("evidence", "")


def assert_shows(page, ref: str) -> None:
    """The drawer shows the clause and the printed words of a fact."""
    fact = FACTS.loc[ref.removeprefix("fact:")].astype(str).to_dict()
    shown = wait_for_drawer(page)
    if fact["as_printed"]:
        expect(shown.locator("blockquote")).to_contain_text(restored(fact["as_printed"]))
    if fact["clause"]:
        expect(shown.get_by_test_id("stTable")).to_contain_text(clause_words(fact["clause"], query(page)["lang"]))
    expect(shown.get_by_test_id("stTable")).to_contain_text(re.compile(f"{re.escape(fact['grade'])}[:：]"))


@pytest.mark.parametrize("lang", sampled(["zh", "en"], 2))
def test_a_mark_of_the_coverage_chart_opens_its_clause(server, watch, lang):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/?lang={lang}")
    click_mark(page, "coverage")
    wait_for_drawer(page)
    first = asked(page)
    assert_shows(page, first)
    close_drawer(page)
    click_mark(page, "coverage", 5)
    wait_for_drawer(page)
    assert asked(page) != first
    assert_shows(page, asked(page))
    watched.assert_clean()


def test_the_same_mark_opens_twice(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/?lang=zh")
    for _time in range(2):
        click_mark(page, "coverage", 3)
        assert_shows(page, asked(page) if wait_for_drawer(page) else "")
        close_drawer(page)
    watched.assert_clean()


def test_a_mark_of_the_ranking_opens_its_clause(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/compare?lang=zh&view=one&topic=nursing_share")
    click_mark(page, "dots", 2)
    wait_for_drawer(page)
    assert_shows(page, asked(page))
    watched.assert_clean()


@pytest.mark.parametrize("lang", sampled(["zh", "en"], 2))
def test_a_cell_of_the_matrix_opens_its_clause(server, watch, lang):
    watched = watch(1920, 1080)
    page = watched.page
    watched.open(f"{server}/compare?lang={lang}&view=matrix")
    shown = cells(grid(page, "matrix"))
    row, column = next(
        (at, name) for at, line in enumerate(shown[1:]) for name, text in enumerate(line) if name > 1 and "·" in text
    )
    click_cell(page, "matrix", row, column)
    drawn = wait_for_drawer(page)
    assert_shows(page, asked(page))
    expect(drawn).to_contain_text(shown[0][column])  # the city
    value = shown[row + 1][column].split(" · ")[0].split(" ", 1)[-1]
    expect(drawn.get_by_role("heading", name=value)).to_be_visible()
    watched.assert_clean()


def test_an_empty_cell_opens_nothing(server, watch):
    watched = watch(1920, 1080)
    page = watched.page
    watched.open(f"{server}/compare?lang=zh&view=matrix")
    shown = cells(grid(page, "matrix"))
    row, column = next(
        (at, name) for at, line in enumerate(shown[1:]) for name, text in enumerate(line) if name > 1 and not text
    )
    click_cell(page, "matrix", row, column)
    page.wait_for_timeout(500)
    settle(page)
    expect(drawer(page)).to_have_count(0)
    watched.assert_clean()


def test_a_big_number_lists_its_inputs_and_leads_to_each(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/?lang=zh")
    card = page.locator(".st-key-headlines .number-card").nth(3)
    number = card.get_by_role("heading").inner_text().split("（")[0]
    card.get_by_role("button").click()
    shown = wait_for_drawer(page)
    expect(shown.get_by_role("heading", name=number)).to_be_visible()
    expect(shown).to_contain_text("本系统计算")
    listed = cells(grid(shown))
    assert asked(page) == "headline:met"
    choose_row(page, grid(shown), 1)
    expect(shown.locator("blockquote")).to_be_visible()
    expect(shown.get_by_role("heading", name=listed[2][-2], exact=True)).to_be_visible()  # its value
    shown.get_by_role("button", name="返回").click()
    expect(shown.get_by_role("heading", name=number)).to_be_visible()
    assert cells(grid(shown))[1:3] == listed[1:3]
    close_drawer(page)
    expect(page).to_have_url(f"{server}/?lang=zh")
    watched.assert_clean()


@pytest.mark.parametrize("lang", sampled(["zh", "en"], 2))
@pytest.mark.parametrize("path", sampled(["", "compare", "gaps", "models", "instruments", "sources"], 3))
def test_an_address_opens_the_record_and_closing_removes_it(server, watch, path, lang):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/{path}?lang={lang}&evidence=fact:zhangye-2023-04")
    assert_shows(page, "fact:zhangye-2023-04")
    close_drawer(page)
    expect(page).to_have_url(f"{server}/{path}?lang={lang}")
    watched.assert_clean()


def test_a_record_that_is_gone_says_so(server, watch):
    watched = watch()
    watched.open(f"{server}/?lang=en&evidence=fact:gone")
    expect(drawer(watched.page)).to_contain_text("This link leads to no figure")
    watched.assert_clean()


def test_a_rate_shows_its_formula_and_both_inputs(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/compare?lang=en&view=one&topic=care_beds_total")
    click_mark(page, "dots")
    shown = wait_for_drawer(page)
    expect(shown).to_contain_text(re.compile(r"beds \(\d{4}\) ÷ [\d,.]+ .*residents aged 60\+ of .* × 1,000"))
    assert len(cells(grid(shown))) > 2  # the count and its people, below the head
    choose_row(page, grid(shown), 1)
    expect(shown.get_by_role("heading", name=re.compile(r"[Rr]esidents .*60\+"))).to_be_visible()
    watched.assert_clean()
