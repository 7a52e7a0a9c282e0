"""Every page by the keyboard alone: Tab reaches each control and leaves it, and where it is, is seen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import cells, drawer, grid
from tests.browser.conftest import settle
from tests.browser.everywhere import PAGES, visit
from tests.sampling import sampled

pytestmark = pytest.mark.browser

MOST = 400  # steps
# What of an element, and of what stands around and in it, shows that it has the focus.
SHOWN = """
  window.lookOf = (element) => {
    const around = [element];
    for (let up = element.parentElement, n = 0; up && n < 14; up = up.parentElement, n += 1) around.push(up);
    for (const each of element.children) around.push(each);
    const beside = element.parentElement?.children ?? [];
    return [...around, ...beside].map((each) => [each, ["", "::before", "::after"].map((part) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, textDecorationLine, color, opacity } =
        getComputedStyle(each, part);
      return [outlineStyle === "none" ? "" : `${outlineStyle} ${outlineWidth} ${outlineColor}`, boxShadow, borderColor, backgroundColor,
        textDecorationLine, color, opacity].join("|");
    }).join("/")]);
  };
  window.nameOf = (element) => `${element.tagName} ${element.closest("[class*='st-key-']")?.className.match(/st-key-\\S+/)?.[0] ?? ""} ${
    element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 20)} ${element.dataset.testid ?? ""}`;
  window.reached = new Set();
  window.dull = [];
  // Of a group of radio buttons the chosen one is reached.
  window.wanted = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((each) =>
    each.tabIndex >= 0 && !each.disabled && each.getClientRects().length && getComputedStyle(each).visibility !== "hidden"
    && !each.closest("[inert], [aria-hidden=true], [hidden]") && (each.type !== "radio" || each.checked) && each.role !== "radio" && each.type !== "file");
  window.step = () => {
    if (window.last) {
      const { element, look } = window.last;
      const now = new Map(window.lookOf(element));
      if (element.isConnected && !look.some(([each, was]) => now.get(each) !== was)) window.dull.push(element);
    }
    const element = document.activeElement;
    const first = element === document.body || window.reached.has(element);
    if (element !== document.body) {
      window.reached.add(element);
      window.last = { element, look: window.lookOf(element) };
    } else window.last = undefined;
    return [first, nameOf(element)];
  };
"""


def walk(page: Page, key: str) -> list[str]:
    """Press Tab until the page is left or begins anew; return the names of what had the focus, in order."""
    names: list[str] = []
    still = 0
    for _step in range(MOST):
        page.keyboard.press(key)
        page.wait_for_timeout(25)  # a ring grows
        known, name = page.evaluate("step()")
        if known and names and name != names[-1]:
            return names
        still = still + 1 if names and name == names[-1] and known else 0
        assert still < 3, f"Tab does not leave {name}"
        names.append(name)
    raise AssertionError(f"no end after {MOST} steps: {names[-5:]}")


@pytest.mark.parametrize("address", sampled(PAGES, 12))
def test_tab_reaches_each_control_leaves_it_and_shows_where_it_is(server, watch, address):
    watched = watch()
    page = visit(watched, server, address)
    page.wait_for_timeout(500)
    page.evaluate(f"() => {{{SHOWN}}}")
    page.evaluate("document.activeElement.blur()")
    walk(page, "Tab")
    missed = page.evaluate("wanted().filter((each) => !reached.has(each)).map(nameOf)")
    dull = page.evaluate("dull.filter((each) => !each.closest('canvas')).map(nameOf)")  # the next test sees to tables
    assert missed == []
    assert dull == []
    page.evaluate("reached.clear(); last = undefined")
    walk(page, "Shift+Tab")
    assert page.evaluate("wanted().filter((each) => !reached.has(each)).map(nameOf)") == []
    watched.assert_clean()


@pytest.mark.slow
def test_a_table_that_is_entered_by_tab_marks_a_cell_and_is_left_by_tab(server, watch):
    watched = watch()
    page = visit(watched, server, "sources")
    table = page.get_by_test_id("stDataFrame").first
    page.wait_for_timeout(700)
    before = table.screenshot()
    page.locator(".st-key-document [role=combobox]").focus()
    page.keyboard.press("Tab")
    page.wait_for_timeout(700)
    assert page.evaluate("Boolean(document.activeElement.closest('[data-testid=stDataFrame]'))")
    assert table.screenshot() != before
    page.keyboard.press("Tab")
    assert not page.evaluate("Boolean(document.activeElement.closest('[data-testid=stDataFrame]'))")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert not page.evaluate("Boolean(document.activeElement.closest('[data-testid=stDataFrame]'))")
    watched.assert_clean()


@pytest.mark.slow
def test_our_own_controls_answer_to_enter_and_space(server, watch):
    watched = watch()
    page = visit(watched, server, "portrait?place=620700")
    box = page.locator(".place-picker input").first
    box.focus()
    page.keyboard.type("昆明")
    expect(page.locator(".picker-list").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("place=530100"))
    settle(page)
    # What a click on a mark opens, a row of the chart's table opens too, by Enter.
    page = visit(watched, server, "gaps")
    page.locator("[data-testid=stExpander] summary").first.focus()
    page.keyboard.press("Enter")
    canvas = grid(page, "dumbbell_table")
    settle(page)
    cells(canvas)
    for _step in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('[data-testid=stDataFrame]'))"):
            break
    page.wait_for_timeout(500)
    page.keyboard.press("ArrowDown")
    settle(page)
    page.keyboard.press("Enter")
    expect(drawer(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer(page)).to_have_count(0)
    # The strip above a chart, by Space.
    full = page.locator(".plot-strip button").first
    full.focus()
    page.keyboard.press("Space")
    page.wait_for_function("Boolean(document.fullscreenElement)")
    page.keyboard.press("Tab")
    page.evaluate("document.exitFullscreen()")
    watched.assert_clean()
