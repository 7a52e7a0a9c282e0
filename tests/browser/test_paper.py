"""Every page on paper, A4 upright: nothing wider than the sheet, tables whole, headings with their charts, and the screen as before."""

import datetime as dt

import numpy as np
import pypdfium2 as pdfium
import pytest

from tests.browser.everywhere import ADDRESSES, visit
from tests.sampling import sampled
from views import gaps

pytestmark = pytest.mark.browser

MARGIN = 8  # mm of a sheet that stay white on every side; the page leaves 12
# What a page is while it is printed: what is wider than it, what of the controls is left, and of each table the rows written.
LAID_OUT = """() => {
  window.dispatchEvent(new Event('beforeprint'));
  const seen = [...document.querySelectorAll('[data-testid=stMainBlockContainer] *, [data-testid=stDialog] *')]
    .filter((each) => each.getClientRects().length && !each.closest('.main-svg *'));
  const found = {
    wide: seen.filter((each) => each.getBoundingClientRect().right > 701)
      .map((each) => `${each.dataset.testid} ${each.className} ${each.textContent.slice(0, 20)}`),
    controls: document.querySelectorAll('.st-key-bar').length && [...document.querySelectorAll('.st-key-bar, .plot-strip')]
      .filter((each) => each.getClientRects().length).length,
    tables: [...document.querySelectorAll('[data-testid=stDataFrame]')].map((each) => [
      Number(each.querySelector('[role=grid]').getAttribute('aria-rowcount')) - 1,
      each.nextElementSibling?.querySelector('tbody')?.rows.length ?? 0]),
    charts: [...document.querySelectorAll('.js-plotly-plot')].map((each) => each.querySelector('.main-svg').clientWidth),
  };
  window.dispatchEvent(new Event('afterprint'));
  return found;
}"""
WIDTHS = "() => [...document.querySelectorAll('.js-plotly-plot .main-svg:first-child')].map((each) => Math.round(each.clientWidth))"


def sheets(page) -> pdfium.PdfDocument:
    """Print a page as Ctrl+P does."""
    return pdfium.PdfDocument(page.pdf(format="A4", print_background=True))


def text_of(document: pdfium.PdfDocument) -> str:
    """Return the words of all sheets, without the spaces in which lines end."""
    return "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in document)


@pytest.mark.parametrize("address", sampled(ADDRESSES, 48))
def test_nothing_is_wider_than_the_paper_and_every_table_is_whole(server, watch, address):
    watched = watch()
    page = visit(watched, server, address)
    page.wait_for_timeout(700)  # tables write their texts late
    before = page.evaluate(WIDTHS)
    found = page.evaluate(LAID_OUT)
    assert found["wide"] == []
    assert found["controls"] == 0
    assert all(wide <= 700 for wide in found["charts"])
    assert all(written >= rows for rows, written in found["tables"]), found["tables"]
    document = sheets(page)
    for number, sheet in enumerate(document, start=1):
        picture = np.array(sheet.render(scale=1).to_pil().convert("L"))
        edge = round(MARGIN / 25.4 * 72)
        assert picture[:, :edge].min() == picture[:, -edge:].min() == 255, f"sheet {number} is written to its edge"
    assert page.evaluate("() => document.querySelectorAll('.printed').length") == 0
    page.wait_for_timeout(300)
    assert page.evaluate(WIDTHS) == before
    watched.assert_clean()


def test_the_last_row_of_a_long_table_and_the_whole_map_are_printed(server, watch):
    watched = watch()
    day = dt.date(2026, 11, 1)
    visit(watched, server, f"gaps?view=status&as_of={day}").wait_for_timeout(700)
    rows = gaps.of_status(day, next(iter(gaps.statuses(day, "zh"))), "zh").table.to_pylist()
    printed = text_of(sheets(watched.page))
    for row in (rows[0], rows[-1]):
        for cell in row.values():
            assert "".join(str(cell or "").split()) in printed
    printed = text_of(sheets(visit(watched, server, "map")))
    assert "南海诸岛" in printed
    assert "暂无数据" in printed  # the end of the legend
    watched.assert_clean()


@pytest.mark.slow
def test_a_heading_stands_on_the_sheet_of_its_chart(server, watch):
    watched = watch()
    document = sheets(visit(watched, server, "portrait?place=620700"))
    words = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in document]
    of_pyramid = next(text for text in words if "常住人口年龄性别结构" in text)
    assert "2020·男" in of_pyramid
    assert "85+" in of_pyramid
    watched.assert_clean()
