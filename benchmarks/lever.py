"""From a lever's key press to its new charts in a browser, against a page that draws the same figures from constants.

Two servers run: the atlas, on the scenario page of one place, and an atlas whose scenario page has nothing but a slider and the
charts (``lever_page``): the very same frame and component, as many charts of the same size, the figures of two scenarios that
take turns. Both do all that Streamlit does for a lever: key press, websocket, fragment, messages, React, Plotly. The scenario
page also runs the kernel with its draws, joins need and cost, writes its sentences and draws its other elements. Each press of
it asks for a value that the server has not seen.

Measured in the browser, from the key's own time stamp until every chart of the view is redrawn (``data-drawn`` of each
``.live-chart`` has risen, which is when Plotly has ended); the first of them is reported beside it. The pages take turns.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, ViewportSize, sync_playwright

from benchmarks.timing import Measure
from pages.menu import PAGES
from policy.scenario.outputs import SHOWN
from tests.browser.provision import find_browser
from views.scenario.answer import fans
from views.scenario.case import case_of
from views.scenario.state import encoded, from_address, levers

ROOT = Path(__file__).resolve().parent.parent
PLACE, YEAR = "370500", 2035
# The trend of disability makes the draws of care anew and moves most charts; occupancy moves beds and money alone.
LEVERS = ("disability_trend", "occupancy")
ROUNDS, WARM = 20, 3
MOST_RATIO = 1.3
START_SECONDS = 120
PATIENCE = 30_000  # milliseconds
QUIET = 250  # milliseconds after a run: what it left to do is over
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZE: ViewportSize = {"width": 1366, "height": 900}
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
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
    path = find_browser()
    if path is None:
        raise RuntimeError("no browser to measure with: run `python -m tests.browser.provision`")
    measures = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        atlas = stack.enter_context(_serving(ROOT / "dashboard.py"))
        constants = stack.enter_context(_serving(_baseline(folder)))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=path, args=FLAGS)
        stack.callback(browser.close)
        for name in LEVERS:
            ours, theirs = browser.new_page(viewport=SIZE), browser.new_page(viewport=SIZE)
            _open(ours, f"{atlas}/scenario?place={PLACE}&v=1&{name}={levers()[name].low:g}")
            _open(theirs, f"{constants}/scenario?lever={name}")
            measures += _alternating(name, ours, theirs)
            ours.close()
            theirs.close()
    return measures


def _alternating(name: str, ours: Page, theirs: Page) -> list[Measure]:
    """Return the medians of a lever on the scenario page (``ours``) and of the slider over constants, taking turns."""
    taken = [(press(ours, name), press(theirs, "lever")) for _round in range(WARM + ROUNDS)][WARM:]
    first, last = ([median(pair[side][end] for pair in taken) for side in (0, 1)] for end in (0, 1))
    return [
        Measure(f"lever {name}: all {len(SHOWN)} charts", *last, most_ratio=MOST_RATIO),
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


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(ALL_DRAWN, arg=len(SHOWN), timeout=PATIENCE)
    page.wait_for_selector(SETTLED)
    page.wait_for_timeout(1000)


def _baseline(folder: Path) -> Path:
    """Return the launcher of an atlas in a folder of its own, whose scenario page draws constants; all else is the atlas's."""
    for entry in ROOT.iterdir():
        if entry.name not in ("pages", "dashboard.py", ".streamlit") and not entry.name.startswith("."):
            (folder / entry.name).symlink_to(entry)
    for name in ("pages", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(Path(__file__).with_name("lever_page.py"), folder / "pages" / PAGES["scenario"].script)
    (folder / "figures.json").write_text(json.dumps({name: _figures(name) for name in LEVERS}), "utf-8")
    return Path(shutil.copy(ROOT / "dashboard.py", folder))


def _figures(name: str) -> list[list[dict[str, str]]]:
    """Return the fans of the scenario page at two neighbouring values of a lever."""
    lever = levers()[name]
    middle = (lever.low + lever.high) / 2
    codes = [encoded(from_address({name: str(value)})[0]) for value in (middle, middle + lever.step)]
    return [[asdict(fan) for fan in fans(case_of(PLACE, code), SHOWN, YEAR, "zh")] for code in codes]


@contextmanager
def _serving(script: Path) -> Iterator[str]:
    """Run an atlas's launcher with Streamlit; yield its address.

    Raises:
        RuntimeError: it does not answer in time.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter on our own script
        command,
        cwd=script.parent,  # where the settings are
        env=os.environ | {"PYTHONPATH": str(script.parent)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - this machine alone
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {address} in {START_SECONDS} s")
