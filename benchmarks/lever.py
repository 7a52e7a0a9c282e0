"""From a lever's key press to the new charts in view in a browser, against the same page with every chart drawn at once.

Two servers run: the atlas, on the scenario page of one place with its two charts beside the levers, and an atlas whose scenario
page is the same but for drawing the charts of every number there. Both do all that Streamlit does for a lever: key press,
websocket, fragment, kernel with its draws, need and cost, messages, React, Plotly. Each press asks for a value that the server
has not seen.

Measured in the browser, from the key's own time stamp until every chart of the view is redrawn (``data-drawn`` of each
``.live-chart`` has risen, which is when Plotly has ended); the first of them is reported beside it. The pages take turns.
"""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, ViewportSize

from benchmarks.served import PATIENCE, ROOT, SETTLED, browsing, serving
from benchmarks.timing import Measure
from pages.menu import PAGES
from policy.scenario.outputs import SHOWN
from views.scenario.state import VERSION, levers

PLACE, PACK = "370500", "kunming-2017"  # with a policy, so that every number has a chart
IN_VIEW = 2
# The trend of disability makes the draws of care anew and moves most charts; occupancy moves beds and money alone.
LEVERS = ("disability_trend", "occupancy")
ROUNDS, WARM = 20, 3
MOST_RATIO = 0.6
QUIET = 250  # milliseconds after a run: what it left to do is over
SIZE: ViewportSize = {"width": 1366, "height": 900}
ALL_DRAWN = "count => document.querySelectorAll('.live-chart[data-drawn]').length === count"
# Notes when the key goes down and when each chart is redrawn; a chart that is mounted anew would never report.
WATCH = """() => {
  const charts = [...document.querySelectorAll(".live-chart")];
  const times = charts.map(() => 0);
  window.lever = { pressed: 0, times };
  addEventListener("keydown", (event) => { window.lever.pressed = event.timeStamp; }, { capture: true, once: true });
  charts.forEach((chart, at) => {
    const watch = new MutationObserver(() => { times[at] = performance.now(); watch.disconnect(); });
    watch.observe(chart, { attributeFilter: ["data-drawn"] });
  });
}"""
REDRAWN = "() => window.lever.times.every(Boolean)"
TAKEN = "() => [Math.min, Math.max].map((end) => end(...window.lever.times) - window.lever.pressed)"


def cases(_rounds: int) -> list[Measure]:
    """Return the measures of each lever, to all charts and to the first; always of 20 rounds, as the limit says.

    Raises:
        RuntimeError: there is no browser, or a server does not start.
    """
    measures = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        atlas = stack.enter_context(serving(ROOT / "dashboard.py"))
        all_charts = stack.enter_context(serving(_with_all_charts(folder)))
        browser = stack.enter_context(browsing())
        for name in LEVERS:
            ours, theirs = browser.new_page(viewport=SIZE), browser.new_page(viewport=SIZE)
            address = f"scenario?place={PLACE}&pack={PACK}&v={VERSION}&{name}={levers()[name].low:g}"
            _open(ours, f"{atlas}/{address}", IN_VIEW)
            _open(theirs, f"{all_charts}/{address}", len(SHOWN))
            measures += _alternating(name, ours, theirs)
            ours.close()
            theirs.close()
    return measures


def _alternating(name: str, ours: Page, theirs: Page) -> list[Measure]:
    """Return the medians of a lever on the scenario page (``ours``) and on that with every chart, taking turns."""
    taken = [(press(ours, name), press(theirs, name)) for _round in range(WARM + ROUNDS)][WARM:]
    first, last = ([median(pair[side][end] for pair in taken) for side in (0, 1)] for end in (0, 1))
    return [
        Measure(f"lever {name}: the {IN_VIEW} charts in view against {len(SHOWN)}", *last, most_ratio=MOST_RATIO),
        Measure(f"lever {name}: the first chart", *first),
    ]


def press(page: Page, slider: str) -> tuple[float, float]:
    """Move a slider one step; return the milliseconds to the first and to the last redrawn chart of the page."""
    page.evaluate(WATCH)
    page.locator(f".st-key-{slider} input[type=range]").press("ArrowRight")
    page.wait_for_function(REDRAWN, timeout=PATIENCE)
    first, last = page.evaluate(TAKEN)
    page.wait_for_selector(SETTLED)
    page.wait_for_timeout(QUIET)
    return first, last


def _open(page: Page, address: str, charts: int) -> None:
    page.goto(address)
    page.wait_for_function(ALL_DRAWN, arg=charts, timeout=PATIENCE)
    page.wait_for_selector(SETTLED)
    page.wait_for_timeout(1000)


def _with_all_charts(folder: Path) -> Path:
    """Return the launcher of an atlas in a folder of its own, whose scenario page draws every chart at once; all else is the atlas's."""
    for entry in ROOT.iterdir():
        if entry.name not in ("pages", "dashboard.py", ".streamlit") and not entry.name.startswith("."):
            (folder / entry.name).symlink_to(entry)
    for name in ("pages", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name)
    page = folder / "pages" / PAGES["scenario"].script
    page.write_text(
        f"from views.scenario import answer\n\nanswer.first = lambda case: {SHOWN!r}\n{page.read_text('utf-8')}",
        "utf-8",
    )
    return Path(shutil.copy(ROOT / "dashboard.py", folder))
