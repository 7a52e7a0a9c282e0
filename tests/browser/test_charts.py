"""Each chart on every page for those who cannot see it, or not well: its sentence, its table, and words that stand out from their ground."""

import pytest

from tests.browser.everywhere import ADDRESSES, visit
from tests.sampling import sampled

pytestmark = pytest.mark.browser

# Of each chart what is said in its place, and whether its values can be had as a table; and of its words those too pale (axe skips them).
LOOK = """() => {
  const lightness = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const colour = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const opacity = (each) => (each ? Number(getComputedStyle(each).opacity) * opacity(each.parentElement) : 1);
  const pale = [];
  for (const text of document.querySelectorAll(".main-svg text")) {
    const part = opacity(text) * Number(getComputedStyle(text).fillOpacity);
    if (!text.textContent.trim() || !text.getClientRects().length || part === 0) continue;
    // A word within a bar stands on the bar.
    const bar = text.classList.contains("bartext-inside") && text.closest(".point").querySelector("path");
    const ground = bar ? colour(getComputedStyle(bar).fill) : [255, 255, 255];
    const ink = colour(getComputedStyle(text).fill).map((each, at) => each * part + ground[at] * (1 - part));
    const [one, other] = [lightness(ink), lightness(ground)];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) pale.push(`${text.textContent} ${getComputedStyle(text).fill} ${contrast.toFixed(2)}`);
  }
  const charts = [...document.querySelectorAll(".plot-chart, .live-chart")].map((box) => ({
    alt: box.getAttribute("aria-label") ?? "",
    sentence: (box.closest(".plot")?.querySelector(".plot-sentence") ?? box.parentElement.querySelector(".live-sentence")).textContent,
  }));
  const folds = document.querySelectorAll("[class*='_table_fold'], .st-key-map_fold, .st-key-differences").length;
  const elements = document.querySelectorAll(".plot:has(.plot-chart), .live-charts").length;
  return { pale, charts, folds, elements };
}"""


@pytest.mark.parametrize("address", sampled(ADDRESSES, 48))
def test_each_chart_has_its_sentence_its_table_and_words_that_stand_out(server, watch, address):
    watched = watch()
    page = visit(watched, server, address)
    found = page.evaluate(LOOK)
    assert found["pale"] == []
    for chart in found["charts"]:
        assert chart["alt"].strip()
        assert chart["sentence"] in chart["alt"]
        assert not {"\\", "*"} & set(chart["alt"]), "Markdown is read aloud"
    assert found["folds"] >= found["elements"], "a chart without its table"
    watched.assert_clean()
