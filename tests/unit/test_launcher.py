"""What the launcher puts in place before the first viewer, and what it says where it cannot."""

import asyncio
import io
import os
import socket
import subprocess
import sys

import pytest
from streamlit.web import cli

import dashboard
from loaders import served
from loaders.geography import layers
from pages.parts import live, serving
from views import edition, projections, search


@pytest.fixture
def started(monkeypatch, tmp_path) -> list[list[str]]:
    """The commands that the launcher starts; nothing runs."""
    commands = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_settings: commands.append(command))
    monkeypatch.setattr(live, "STATIC", tmp_path / "static" / "plotly.min.js")
    (tmp_path / "static").mkdir()
    return commands


@pytest.mark.parametrize(("old", "commands"), [(True, [["-m", "loaders", "build", "--maps"]]), (False, [])])
def test_missing_maps_are_built_in_a_process_of_their_own(monkeypatch, started, old, commands):
    monkeypatch.setattr(layers, "stale", lambda: old)
    dashboard.provide_files()
    assert started == [[sys.executable, *command] for command in commands]
    assert live.STATIC.stat().st_size == live.PACKAGE.stat().st_size


def test_a_folder_that_cannot_be_written_is_one_sentence_on_the_console(monkeypatch, started, capsys):
    def refuse() -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(live, "provide_plotly", refuse)
    dashboard.provide_files()
    english, chinese = capsys.readouterr().out.replace(str(live.STATIC.parent), "DIR").splitlines()
    assert english.startswith("DIR cannot be written (Permission denied)")
    assert chinese.startswith("DIR无法写入（Permission denied）")
    assert "ATLAS_CACHE" in english
    assert "ATLAS_CACHE" in chinese
    assert started == []


@pytest.mark.parametrize(
    ("asked", "error", "why"),
    [
        (["--server.address", "no.such.invalid"], socket.gaierror(-2, "Name or service not known"), "Name or service"),
        (["--server.port", "99999"], OverflowError("bind(): port must be 0-65535."), "port must be 0-65535"),
        (["--server.address", "\udcff"], None, "not UTF-8"),
    ],
)
def test_an_address_that_is_not_to_be_had_is_one_sentence(monkeypatch, asked, error, why):
    def serve(arguments: list[str]) -> None:
        assert arguments == ["run", str(dashboard.ROOT / "dashboard.py"), *asked]
        raise error

    monkeypatch.setattr(cli, "main", serve)
    with pytest.raises(SystemExit) as ended:
        dashboard.serve(asked)
    english, chinese = str(ended.value).splitlines()
    assert why in english
    assert why in chinese
    assert "--server.address" in english
    assert "--server.address" in chinese


def test_what_the_browser_fetches_lies_in_the_cache_where_the_checkout_cannot_be_written(monkeypatch, tmp_path):
    assert served.folder(tmp_path, tmp_path / "cache") == tmp_path
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (tmp_path, os.W_OK))
    assert served.folder(tmp_path, tmp_path / "cache") == tmp_path / "cache" / "static"


def test_compiled_code_lies_in_the_cache_or_in_a_folder_of_this_run(tmp_path):
    assert served.compiled(tmp_path / "cache") == tmp_path / "cache" / "numba"
    (tmp_path / "file").write_text("")
    other = served.compiled(tmp_path / "file")
    assert other.is_dir()
    assert tmp_path not in other.parents
    other.rmdir()


@pytest.mark.parametrize(
    ("setting", "ancestors"),
    [
        ("", "'self'"),
        ("  ", "'self'"),
        ("https://portal.example.cn", "'self' https://portal.example.cn"),
        ("https://*.example.cn http://10.1.2.3:8080", "'self' https://*.example.cn http://10.1.2.3:8080"),
    ],
)
def test_other_sites_show_the_atlas_in_a_frame_where_a_setting_names_them(setting, ancestors):
    named, complaint = serving.frames(setting)
    assert (named, complaint) == (ancestors, "")
    assert serving.headers(named)["Content-Security-Policy"].endswith(f"; frame-ancestors {ancestors}")


@pytest.mark.parametrize(
    "setting", ["*", "portal.example.cn", "https://a.cn/path", "https://a.cn;script-src", "https://好.cn", "'none'"]
)
def test_what_is_no_origin_is_named_in_both_languages_and_opens_no_frame(setting):
    named, complaint = serving.frames(f"https://portal.example.cn {setting}")
    assert named == "'self'"
    english, chinese = complaint.splitlines()
    assert f"{setting} is no origin" in english
    assert f"{setting}不是网站来源" in chinese


@pytest.mark.parametrize("page", ["cp1252", "utf-8"])
def test_what_is_told_at_the_start_suits_any_code_page(monkeypatch, page):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written := io.BytesIO(), encoding=page))
    monkeypatch.setattr(dashboard, "COMPLAINT", serving.frames("\udcff")[1])
    monkeypatch.setattr(dashboard, "provide_files", lambda: None)
    for warmed in (edition, projections, search):
        monkeypatch.setattr(warmed, "warm_up", lambda: None)

    async def start() -> None:
        async with dashboard.lifespan(dashboard.app):
            sys.stdout.flush()

    asyncio.run(start())
    assert "\\udcff不是网站来源" in written.getvalue().decode()


async def _html(scope, receive, send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [*HTML, *scope["given"]]})
    await send({"type": "http.response.body", "body": b"its own", "more_body": False})


HTML = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"7"), (b"etag", b"x")]
SAVED = (b"content-disposition", b'attachment; filename="report.html"')


@pytest.mark.parametrize(
    ("given", "checked"),
    [
        ([(b"cache-control", b"no-cache")], True),
        ([(b"cache-control", b"no-cache"), SAVED], False),
        ([], False),
    ],
)
def test_the_browser_is_checked_in_the_page_and_in_no_file_of_html(given, checked):
    sent = []

    async def send(message) -> None:
        sent.append(message)

    async def nothing() -> dict[str, object]:
        return {}

    scope = {"type": "http", "method": "GET", "given": given}
    asyncio.run(serving.BrowserCheck(_html)(scope, nothing, send))
    start, body = sent
    assert (b"too-old" in body["body"]) == checked
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()
    assert (b"etag" in dict(start["headers"])) != checked


def test_the_check_stands_before_all_scripts_of_the_page():
    page = serving.checked_page().decode()
    assert 0 < page.index("too-old") < page.index('type="module"')
