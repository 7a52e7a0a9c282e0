"""A real server and a real browser. `watch` opens pages and keeps what went wrong on them."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

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
def running_server(base: str = "", folder: Path = ROOT, **settings: str) -> Iterator[str]:
    """Start the app as a user does, on a free port, with these environment variables besides; yield its address.

    Args:
        base: the path it is served under, without slashes.
        folder: the checkout.
        settings: environment variables.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    command += ["--server.baseUrlPath", base] if base else []
    address = f"http://127.0.0.1:{port}{'/' if base else ''}{base}"
    environment = {**os.environ, **settings}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        _wait_for(f"{address}/_stcore/health", process)
        yield address
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
def server() -> Iterator[str]:
    """One server for all tests that do not care who came before."""
    with running_server() as address:
        yield address


@pytest.fixture
def fresh_server() -> Iterator[str]:
    """A server nobody has visited yet."""
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if not path:
        pytest.fail("no browser to test with: run `python -m tests.browser.provision`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def watch(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Give the function `watch(width, height)`: an empty page of that size in a new browser profile."""
    contexts = []

    def open_page(width: int = 1366, height: int = 768) -> Watched:
        viewport: ViewportSize = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, reduced_motion="reduce", locale="zh-CN")
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.on(
            "console",
            lambda message: _note_console(watched, message.type, message.text, message.location.get("url", "")),
        )
        watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
        watched.page.on("request", lambda request: _note_request(watched, request.url))
        watched.page.on("websocket", lambda websocket: _note_request(watched, websocket.url))
        return watched

    yield open_page
    for context in contexts:
        context.close()


def _note_console(watched: Watched, kind: str, text: str, address: str) -> None:
    harmless = "404" in text and urlsplit(address).path.endswith(HARMLESS_404)
    if kind == "error" and not harmless:
        watched.errors.append(f"{text} ({address})")


def _note_request(watched: Watched, address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"data", "blob"} and parts.hostname not in {"127.0.0.1", "localhost"}:
        watched.outside.append(address)
