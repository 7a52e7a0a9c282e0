"""A department's server, as `deploy/` describes it: three processes behind nginx, of which one is killed."""

import asyncio
import base64
import random
import re
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.load import Viewer
from tests.browser.conftest import ROOT, running_process, settle

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("nginx") and shutil.which("openssl")), reason="no nginx or no openssl"),
]
CROWD, SECONDS = 12, 30
HOSTS = "atlas.example.cn localhost"
VIEWERS = ("620700", "370500", "530100", "431000", "370200", "520100")
NAME, PASSWORD = "reader", "to-be-read"
HTTP = """
user root;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
daemon off;
events {{}}
http {{
    log_format who '$atlas_viewer $upstream_addr';
    access_log {folder}/access.log who;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/atlas.conf;
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def nginx(folder: Path, ports: list[int]) -> Iterator[str]:
    """Run nginx with the project's configuration: only ports, certificate and users are this machine's own."""
    port, plain = free_port(), free_port()
    key = ["-keyout", f"{folder}/atlas.key", "-out", f"{folder}/atlas.crt", "-subj", "/CN=localhost", "-days", "2"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *key], check=True, capture_output=True)
    hashed = subprocess.run(["openssl", "passwd", "-apr1", PASSWORD], check=True, capture_output=True, text=True).stdout
    (folder / "atlas.users").write_text(f"{NAME}:{hashed}")
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for given, own in {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "/etc/nginx/tls": str(folder),
        "/etc/nginx/atlas.users": str(folder / "atlas.users"),
        "atlas.example.cn": "localhost",
        **{f"127.0.0.1:{8511 + at}": f"127.0.0.1:{port}" for at, port in enumerate(ports)},
    }.items():
        assert given in text
        text = text.replace(given, own)
    (folder / "atlas.conf").write_text(text)
    (folder / "nginx.conf").write_text(HTTP.format(folder=folder))
    process = subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf", "-p", str(folder)])
    try:
        yield f"https://localhost:{port}/atlas"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def moving(address: str) -> Iterator[Callable[[], list[Viewer]]]:
    """Let a crowd move levers behind the proxy meanwhile; yield what waits for it, and returns it where nothing went wrong."""
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    password = base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
    crowd = [
        Viewer(
            address,
            "scenario",
            VIEWERS[at % len(VIEWERS)],
            random.Random(at),
            headers={"Authorization": f"Basic {password}", "Cookie": f"atlas=crowd{at}"},
            trust=trust,
            returns=True,
        )
        for at in range(CROWD)
    ]
    opened = threading.Event()

    async def watch() -> None:
        barrier = asyncio.Barrier(CROWD + 1)

        async def tell() -> None:
            await barrier.wait()
            opened.set()

        await asyncio.gather(tell(), *(viewer.watch(at / 5, barrier, SECONDS) for at, viewer in enumerate(crowd)))

    watching = threading.Thread(target=asyncio.run, args=(watch(),))
    watching.start()
    assert opened.wait(60), [viewer.faults for viewer in crowd]

    def moved() -> list[Viewer]:
        watching.join()
        assert [viewer.faults for viewer in crowd] == [[]] * CROWD
        assert all(len(viewer.seconds) >= SECONDS / 10 for viewer in crowd)
        return crowd

    try:
        yield moved
    finally:
        watching.join()


def first_processes(folder: Path) -> dict[str, str]:
    """Return which process each of the crowd was on at first; nginx tells it of a WebSocket once that has ended."""
    told = (line.split()[:2] for line in (folder / "access.log").read_text().splitlines())
    return {viewer: process for viewer, process in reversed([*told]) if viewer.startswith("crowd")}


def answer(page: Page) -> str:
    settle(page)
    return page.locator(".number-cards").first.inner_text()


def test_of_three_processes_one_is_killed_and_its_viewers_come_back_to_the_same_view(profile, tmp_path, monkeypatch):
    monkeypatch.setenv("STREAMLIT_SERVER_ALLOWED_HOSTS", HOSTS)
    assert profile.browser is not None
    folder = tmp_path
    with ExitStack() as stack:
        servers = [stack.enter_context(running_process(tmp_path / "cache", "atlas")) for _ in range(3)]
        ports = [int(re.findall(r":(\d+)/", address)[0]) for address, _process in servers]
        address = stack.enter_context(nginx(folder, ports))
        time.sleep(1)
        pages, sockets = [], []
        for place in VIEWERS:
            context = profile.browser.new_context(
                ignore_https_errors=True, http_credentials={"username": NAME, "password": PASSWORD}
            )
            stack.callback(context.close)
            pages.append(page := context.new_page())
            sockets.append(opened := [])
            page.on("websocket", lambda socket, opened=opened: opened.append(socket))
            page.goto(f"{address}/scenario?place={place}&occupancy=80")
        crowd = stack.enter_context(moving(address))
        before = [answer(page) for page in pages]
        addresses = [page.url for page in pages]
        assert [len(opened) for opened in sockets] == [1] * len(VIEWERS)

        of_viewer = dict(line.split()[:2] for line in (folder / "access.log").read_text().splitlines())
        cookies = [{each["name"]: each["value"] for each in page.context.cookies()}["atlas"] for page in pages]
        served = [of_viewer[cookie] for cookie in cookies]
        dead = served[0]
        servers[ports.index(int(dead.rpartition(":")[2]))][1].send_signal(signal.SIGKILL)
        began = time.monotonic()
        for page, opened, process in zip(pages, sockets, served, strict=True):
            if process == dead:
                while len(opened) < 2:
                    page.wait_for_timeout(100)
                    assert time.monotonic() - began < 30, "it never came back"
        assert [answer(page) for page in pages] == before
        assert [page.url for page in pages] == addresses
        for opened, process in zip(sockets, served, strict=True):
            assert (len(opened) > 1) == (process == dead)
        came_back = {each.headers["Cookie"].removeprefix("atlas=") for each in crowd() if each.returned}
        assert came_back
        assert came_back == {name for name, process in first_processes(folder).items() if process == dead}
        for page in pages:  # each goes on: a lever, and what it does
            page.goto(page.url.replace("occupancy=80", "occupancy=60"))
            expect(page.locator(".number-cards").first).to_be_visible()
        assert all(new != old for new, old in zip([answer(page) for page in pages], before, strict=True))
