"""What a viewer does on a page: click a mark, a cell or a row, read the drawer, close it."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settle

# Of the tables as `pages/parts/figure.py` draws them on a laptop (pixels); Streamlit's own are 35 high.
HEAD_HEIGHT = 36
PLAIN_HEIGHT = 35
MARGIN_WIDTH, CELL_WIDTH, PADDING, ROW_HEIGHT = 212, 217, 18, 40
GROWTH = (
    "Math.round(10 * parseFloat(getComputedStyle(document.documentElement).fontSize) / 16) / 10"  # of texts and columns
)


def query(page: Page) -> dict[str, str]:
    """Return the parameters of the address."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query, keep_blank_values=True).items()}


def drawer(page: Page) -> Locator:
    """Return the open drawer."""
    return page.get_by_role("dialog")


def wait_for_drawer(page: Page) -> Locator:
    """Wait until the drawer shows a record."""
    found = drawer(page)
    expect(found.get_by_role("heading").first).to_be_visible()
    settle(page)
    return found


def close_drawer(page: Page) -> None:
    """Close the drawer as a viewer does."""
    drawer(page).get_by_role("button", name="Close").first.click()
    expect(drawer(page)).to_have_count(0)
    settle(page)


def click_mark(page: Page, chart: str, at: int = 0) -> None:
    """Click a mark of a chart; the marks lie under plotly's own layer, so the mouse goes there."""
    mark = page.locator(f".st-key-{chart} .scatterlayer path.point").nth(at)
    expect(mark).to_be_visible()
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def grid(page: Page | Locator, table: str = "") -> Locator:
    """Return the canvas of a table; inside it stand its cells as text."""
    inside = page.locator(f".st-key-{table}") if table else page
    canvas = inside.get_by_test_id("data-grid-canvas").first
    expect(canvas).to_be_visible()
    return canvas


def cells(canvas: Locator) -> list[list[str]]:
    """Return the texts of a table, as far as they are drawn, the head first.

    The table writes its texts some 200 ms after it draws them: what is read must have stood still for longer.
    """
    expect(canvas.locator("tbody tr").first).to_be_attached()
    read = "g => [...g.querySelectorAll('tr')].map(r => [...r.children].map(c => c.textContent))"
    before, now = None, canvas.evaluate(read)
    while before != now:
        canvas.page.wait_for_timeout(600)
        before, now = now, canvas.evaluate(read)
    return now


def click_cell(page: Page, table: str, row: int, column: int) -> None:
    """Click a cell of a comparison: row 0 is the first under the head, column 0 holds the row names."""
    canvas = grid(page, table)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    columns = canvas.locator("tr").first.locator("> *").count()
    margin, cell = (round(wide * page.evaluate(GROWTH)) + PADDING for wide in (MARGIN_WIDTH, CELL_WIDTH))
    wide = max(cell, (box["width"] - margin) / (columns - 1))  # they fill a table that is wider
    left = margin + (column - 1) * wide if column else 0
    page.mouse.click(box["x"] + left + 40, box["y"] + HEAD_HEIGHT + (row + 0.5) * ROW_HEIGHT)


def choose_row(page: Page, canvas: Locator, row: int) -> None:
    """Choose a row of a list by the box at its left end."""
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 18, box["y"] + HEAD_HEIGHT + (row + 0.5) * PLAIN_HEIGHT)


def unfold(page: Page, fold: str, table: str) -> Locator:
    """Open the fold that a table stands behind, and wait until it stands still; return the table's canvas."""
    page.locator(f".st-key-{fold} summary").click()
    canvas = grid(page, table)
    settle(page)
    cells(canvas)
    return canvas


def click_row(page: Page, table: str, row: int) -> None:
    """Click the first cell of a row of a list, on its canvas."""
    canvas = grid(page, table)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + 30, box["y"] + HEAD_HEIGHT + (row + 0.5) * PLAIN_HEIGHT
    # A hand comes over the list before it clicks; a click out of nowhere is lost on a list that has just changed.
    page.mouse.move(x + 60, y + 60)
    page.wait_for_timeout(300)
    page.mouse.move(x, y, steps=5)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)


def choose(page: Page, key: str, option: str) -> None:
    """Choose an option of a select box."""
    page.locator(f".st-key-{key}").get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def add(page: Page, key: str, option: str) -> None:
    """Add an option to a box that holds several, found by typing its name.

    The list moves while it is being filtered, so that a click can fall beside: what counts is that the box shows the option.
    """
    box = page.locator(f".st-key-{key}")
    chosen = box.get_by_text(option, exact=True)
    for _attempt in range(3):
        box.get_by_role("combobox").fill(option)
        page.get_by_role("option", name=option, exact=True).click()
        page.keyboard.press("Escape")
        settle(page)
        if chosen.count():
            return
    expect(chosen).to_be_visible()
