"""A server of the atlas, and a browser to measure in."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.provision import find_browser

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120
PATIENCE = 30_000  # milliseconds
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"


@contextmanager
def browsing() -> Iterator[Browser]:
    """Run the browser of the tests.

    Raises:
        RuntimeError: there is none.
    """
    path = find_browser()
    if path is None:
        raise RuntimeError("no browser to measure with: run `python -m tests.browser.provision`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def serving(script: Path) -> Iterator[str]:
    """Run an atlas's launcher as ``running`` does; yield its address."""
    with running(script) as (address, _process):
        yield address


@contextmanager
def running(script: Path) -> Iterator[tuple[str, int]]:
    """Run an atlas's launcher with Streamlit; yield its address and the number of its process.

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
        yield f"http://127.0.0.1:{port}", process.pid
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
