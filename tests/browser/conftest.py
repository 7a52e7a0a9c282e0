"""A real server and a real browser. `watch` opens pages and keeps what went wrong on them."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.browser.provision import find_browser

ROOT = Path(__file__).parents[2]
BROWSER_FLAGS = [
    "--no-sandbox",  # containers and CI run as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
# On a deep link Streamlit first asks below the page's own path; the answers are not there, and not missed.
HARMLESS_404 = ("/_stcore/health", "/_stcore/host-config")
START_SECONDS = 240  # the first server of a checkout builds the maps and compiles the projection
TELEPHONE = (390, 844)
SIZES = [(1920, 1080), (1366, 768), TELEPHONE]
PATIENCE = 30_000  # milliseconds: a busy machine draws late, and late is not wrong
expect.set_options(timeout=PATIENCE)


@dataclass
class Watched:
    """A page with all it complained of and all it asked of the outside."""

    page: Page
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Go to an address and wait for its run to end."""
        self.page.goto(address)
        settle(self.page)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self.page.set_viewport_size({"width": width, "height": height})

    def assert_fits(self) -> None:
        """The page does not scroll sideways in a window of any of the three sizes; plotly draws anew some time after a change."""
        for width, height in SIZES:
            self.resize(width, height)
            self.page.wait_for_timeout(300)
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{self.page.url} scrolls sideways at {width}: {wide} pixels"

    def assert_clean(self) -> None:
        """No exception on the page, no error in the console, no request to the outside."""
        expect(self.page.get_by_test_id("stException")).to_have_count(0)
        assert self.errors == []
        assert self.outside == []


def settle(page: Page) -> None:
    """Wait until the script has run to its end and its output is drawn."""
    page.wait_for_selector(SETTLED, timeout=PATIENCE)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)


@contextmanager
def running_server(*settings: Any, **more: Any) -> Iterator[str]:
    """Start the app as ``running_process`` does; yield its address."""
    with running_process(*settings, **more) as (address, _process):
        yield address


@contextmanager
def running_process(
    cache: Path | None = None,
    base: str = "",
    folder: Path = ROOT,
    start: Sequence[str] = ("-m", "streamlit", "run", "dashboard.py"),
    before: Sequence[str] = (),
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start the app as a user does, on a free port; yield its address and its process.

    Args:
        cache: the folder of what is fetched and computed, where it is not the usual one.
        base: the path it is served under, without slashes.
        folder: that it is started in, the checkout.
        start: what Python is given, the port comes behind it.
        before: what runs Python, where it is another program.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*before, sys.executable, *start, "--server.port", str(port)]
    command += ["--server.baseUrlPath", base] if base else []
    address = f"http://127.0.0.1:{port}{'/' if base else ''}{base}"
    environment = {**os.environ} | ({"ATLAS_CACHE": str(cache)} if cache else {})
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        _wait_for(f"{address}/_stcore/health", process)
        yield address, process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _wait_for(address: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the server ended at once:\n{process.stdout.read() if process.stdout else ''}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"no answer from {address} in {START_SECONDS} s")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for all tests that do not care who came before; nothing has been fetched or computed for it."""
    with running_server(tmp_path_factory.mktemp("cache")) as address:
        yield address


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[str]:
    """A server nobody has visited yet, and for which nothing has been fetched or computed."""
    with running_server(tmp_path) as address:
        yield address


@pytest.fixture(scope="session")
def profile() -> Iterator[BrowserContext]:
    """One browser with one profile for all tests; of what an address left there, the next one finds the scripts alone."""
    path = find_browser()
    if not path:
        pytest.fail("no browser to test with: run `python -m tests.browser.provision`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        context = browser.new_context(reduced_motion="reduce", locale="zh-CN")
        context.add_init_script("if (location.host) { localStorage.clear(); sessionStorage.clear(); }")
        yield context
        browser.close()


@pytest.fixture(scope="session")
def tabs() -> list[Watched]:
    """The tabs that tests have opened so far."""
    return []


@pytest.fixture
def watch(profile: BrowserContext, tabs: list[Watched]) -> Iterator[Callable[..., Watched]]:
    """Give the function `watch(width, height)`: an empty page of that size, another one for each call of a test.

    Tests take the same tabs, one after the other: where the browser has once read Streamlit's scripts, an address opens
    at a third of the cost.
    """
    free = list(tabs)

    def open_page(width: int = 1366, height: int = 768) -> Watched:
        if not free:
            tabs.append(_watched(profile.new_page()))
            free.append(tabs[-1])
        watched = free.pop(0)
        watched.errors.clear()
        watched.outside.clear()
        watched.resize(width, height)
        watched.page.bring_to_front()  # a tab behind another is drawn seldom, and never fills the screen
        return watched

    yield open_page
    for watched in tabs:
        watched.page.unroute_all()
        watched.page.goto("about:blank")
    profile.clear_cookies()


def _watched(page: Page) -> Watched:
    watched = Watched(page)
    page.on(
        "console",
        lambda message: _note_console(watched, message.type, message.text, message.location.get("url", "")),
    )
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("request", lambda request: _note_request(watched, request.url))
    page.on("websocket", lambda websocket: _note_request(watched, websocket.url))
    return watched


def _note_console(watched: Watched, kind: str, text: str, address: str) -> None:
    harmless = "404" in text and urlsplit(address).path.endswith(HARMLESS_404)
    if kind == "error" and not harmless:
        watched.errors.append(f"{text} ({address})")


def _note_request(watched: Watched, address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"data", "blob"} and parts.hostname not in {"127.0.0.1", "localhost"}:
        watched.outside.append(address)
