"""From the key that turns a screen of a meeting to its chart drawn, against the same figure alone, in the same browser.

The meeting is that of the story of a city, served by the atlas: key press, websocket, page, messages, React, Plotly. Alone is the file
that ``exports.report`` writes of the one view: it asks no server, and draws the figure and nothing else. The two take turns.
"""

import datetime as dt
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, ViewportSize

from benchmarks.served import PATIENCE, ROOT, SETTLED, browsing, serving
from benchmarks.timing import Measure
from exports.report import report
from views.meeting import stories
from views.meeting.item import Item
from views.meeting.pins import item_of
from views.view import Chart, Panels

DAY = dt.date(2026, 11, 26)
PLACE, STORY = "500000", "self"
MOST_RATIO = 1.5
SIZE: ViewportSize = {"width": 1366, "height": 768}
# The next screen is there when its number is, and a chart that was not there before is drawn.
WATCH = """number => {
  document.querySelectorAll("[data-drawn]").forEach((chart) => { chart.dataset.before = "yes"; });
  window.slide = { pressed: 0, drawn: 0 };
  addEventListener("keydown", (event) => { window.slide.pressed = event.timeStamp; }, { capture: true, once: true });
  const look = () => {
    const shown = document.querySelector(".screen-foot span:last-child")?.textContent.startsWith(`${number}/`);
    const charts = [...document.querySelectorAll("[data-drawn]:not([data-before])")];
    if (shown && charts.length) window.slide.drawn = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}"""
TURNED = "() => window.slide.drawn > 0"
TAKEN = "() => window.slide.drawn - window.slide.pressed"
ALONE = """new MutationObserver((_changes, watch) => {
  if (document.documentElement?.dataset.drawn !== "all") return;
  window.alone = performance.now();
  watch.disconnect();
}).observe(document, { attributes: true, childList: true, subtree: true });"""


def cases(rounds: int) -> list[Measure]:
    """Return the measure of the screens of a story that are charts.

    Raises:
        RuntimeError: there is no browser, or the server does not start.
    """
    items = _items()
    drawn = [at for at, item in enumerate(items, start=1) if isinstance(item.view, Chart | Panels) and at > 1]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        files = {at: _written(folder / f"{at}.html", items[at - 1]) for at in drawn}
        atlas = stack.enter_context(serving(ROOT / "dashboard.py"))
        browser = stack.enter_context(browsing())
        meeting, alone = browser.new_page(viewport=SIZE), browser.new_page(viewport=SIZE)
        alone.add_init_script(ALONE)
        _begin(meeting, atlas)
        taken = [
            (_turned(meeting, at), _opened(alone, files[at])) for _round in range(max(2, rounds // 3)) for at in drawn
        ][len(drawn) :]  # the first time of each is to warm up
    ours, theirs = (median(pair[side] for pair in taken) for side in (0, 1))
    return [Measure("a screen is turned, against its figure alone", ours, theirs, most_ratio=MOST_RATIO)]


def _items() -> list[Item]:
    """Return the screens of the story that have something to show, as its page keeps them."""
    found = []
    for pin in stories.story(STORY, PLACE, stories.other_of(PLACE)):
        try:
            found.append(item_of(pin, "zh", DAY, PLACE))
        except LookupError:
            continue
    return found


def _written(path: Path, item: Item) -> str:
    path.write_bytes(report([item], "zh", DAY))
    return path.as_uri()


def _begin(page: Page, atlas: str) -> None:
    """Fill the tray with the story and show its first screen."""
    page.goto(f"{atlas}/present?lang=zh&place={PLACE}&story={STORY}&mine={PLACE}")
    page.locator(".st-key-start_story button").click()
    page.locator(".st-key-show_screens button").click(timeout=PATIENCE)
    page.wait_for_selector(".screen-foot", timeout=PATIENCE)
    page.wait_for_selector(SETTLED, timeout=PATIENCE)


def _turned(page: Page, to: int) -> float:
    """Turn from the screen before to a screen; return the milliseconds until its chart is drawn."""
    page.keyboard.press("Home")
    _wait(page, 1)
    for number in range(2, to):
        page.keyboard.press("ArrowRight")
        _wait(page, number)
    page.evaluate(WATCH, to)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(TURNED, timeout=PATIENCE)
    return page.evaluate(TAKEN)


def _wait(page: Page, number: int) -> None:
    shown = "number => document.querySelector('.screen-foot span:last-child')?.textContent.startsWith(`${number}/`)"
    page.wait_for_function(shown, arg=number, timeout=PATIENCE)
    page.wait_for_selector(SETTLED, timeout=PATIENCE)
    page.wait_for_timeout(300)


def _opened(page: Page, address: str) -> float:
    """Open a file; return the milliseconds until all in it is drawn."""
    page.goto(address)
    page.wait_for_function("() => window.alone > 0", timeout=PATIENCE)
    return page.evaluate("() => window.alone")
