"""Fetching the census: from a server on this computer that may cut, lie or be gone, and from copies at hand."""

import errno
import http.server
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pooch
import pytest

from loaders import __main__ as command_line
from loaders import store
from loaders.census import fetch
from tests.unit.small_census import write

ROOT = Path(__file__).parents[3]
NAMES = ("census_county_2010_v1.xlsx", "census_county_2020_v1.xlsx")


class Upstream(http.server.ThreadingHTTPServer):
    """Serves the files of a folder; ``manner`` of a file: whole, cut (half of it), other (wrong bytes), gone (404)."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.folder = folder
        self.manner: dict[str, str] = dict.fromkeys(NAMES, "whole")
        self.asked: list[str] = []


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        server = self.server
        assert isinstance(server, Upstream)
        server.asked.append(name)
        manner = server.manner[name]
        content = (server.folder / name).read_bytes()
        self.send_response(404 if manner == "gone" else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        half = len(content) // 2
        self.wfile.write({"whole": content, "cut": content[:half], "other": content[::-1], "gone": content}[manner])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small workbook of each year under its published name."""
    folder = tmp_path_factory.mktemp("published")
    for year, name in zip((2010, 2020), NAMES, strict=True):
        write(folder / name, year)
    return folder


@pytest.fixture
def cache(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache of our own, for small workbooks pinned as the published ones are."""
    monkeypatch.setattr(store, "CACHE", tmp_path / "cache")
    pins = {
        year: replace(edition, sha256=sha256((published / edition.file).read_bytes()).hexdigest())
        for year, edition in fetch.EDITIONS.items()
    }
    monkeypatch.setattr(fetch, "EDITIONS", pins)
    return tmp_path / "cache"


@pytest.fixture
def upstream(published: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Upstream]:
    with Upstream(published) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        monkeypatch.setattr(fetch, "BASE", f"http://127.0.0.1:{server.server_port}/")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def run(cache: Path, capsys: pytest.CaptureFixture[str]):
    """Run `python -m loaders fetch census`; return its exit code, what it printed and its complaint."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = command_line.main(["fetch", "census", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err.strip().splitlines()[-1] if code else captured.err

    return call


def held(cache: Path) -> set[str]:
    return {path.name for path in cache.iterdir()}


WHOLE = {*NAMES, f"{store.FETCHED}.parquet"}


def test_a_good_download_is_served_from_then_on(upstream: Upstream, cache: Path, run):
    embedded = store.read("population")
    code, printed, errors = run()
    assert code == 0
    assert "census of 2020-11-01: 14 rows" in printed
    assert "首发论坛: no figures; left out" in printed
    assert "100%" in errors  # the progress bar
    assert held(cache) == WHOLE
    served = store.read("population")
    assert len(served) > len(embedded)
    assert f"population: {len(served)} rows" in printed
    assert set(served.query("place == '110101'")["date"]) == {"2010-11-01", "2020-11-01"}


def test_what_is_there_is_not_fetched_again(upstream: Upstream, cache: Path, run):
    run()
    upstream.asked.clear()
    (cache / NAMES[0]).write_bytes(b"damaged")
    assert run()[0] == 0
    assert upstream.asked == [NAMES[0]]
    assert held(cache) == WHOLE


@pytest.mark.parametrize(
    ("manner", "sentence"),
    [
        ("cut", "the connection was cut; run the same command again, or take a copy at hand with --from FILE or DIR."),
        ("other", "its SHA-256 is not the pinned one, so it was thrown away; run the same command again"),
        ("gone", "the server answered 404 at http://127.0.0.1"),
    ],
)
def test_a_bad_download_leaves_the_cache_clean_and_the_next_run_goes_on(
    upstream: Upstream, cache: Path, run, manner: str, sentence: str
):
    upstream.manner[NAMES[1]] = manner
    code, printed, error = run()
    assert (code, printed) == (1, "")
    assert error.startswith(f"{NAMES[1]}: ")
    assert sentence in error
    assert held(cache) == {NAMES[0]}
    assert not set(store.read("population")["place"]) & {"110101"}
    upstream.manner[NAMES[1]] = "whole"
    upstream.asked.clear()
    assert run()[0] == 0
    assert upstream.asked == [NAMES[1]]  # the first file was kept
    assert held(cache) == WHOLE


def test_a_bad_download_leaves_the_tables_of_an_earlier_one_in_service(upstream: Upstream, cache: Path, run):
    run()
    served = store.read("population")
    (cache / NAMES[0]).unlink()
    upstream.manner[NAMES[0]] = "cut"
    assert run()[0] == 1
    assert store.read("population").equals(served)


def test_no_server_is_one_sentence(upstream: Upstream, cache: Path, run, monkeypatch: pytest.MonkeyPatch):
    upstream.shutdown()
    upstream.server_close()
    code, printed, error = run()
    assert (code, printed) == (1, "")
    assert error == (
        f"{NAMES[0]}: no answer from {fetch.BASE}; check the network, or take a copy at hand with --from FILE or DIR."
    )
    assert held(cache) == set()


def no_space(*_arguments: object, **_named: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(("owner", "name"), [(fetch, "_stream"), (store.os, "fdopen"), (pooch.core.shutil, "move")])
def test_no_disk_space_is_one_sentence(
    upstream: Upstream, cache: Path, run, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
):
    cache.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, no_space)
        code, _printed, error = run()
    assert (code, error) == (1, f"{cache}: no space left on the disk; nothing was kept of what was being written.")
    assert held(cache) <= set(NAMES)
    assert run()[0] == 0
    assert held(cache) == WHOLE


def test_a_cache_that_cannot_be_written_is_one_sentence(upstream: Upstream, cache: Path, run):
    cache.write_text("a file where the folder should be")
    code, _printed, error = run()
    assert (code, error) == (1, f"{cache}: File exists; nothing was kept of what was being written.")


def test_a_killed_download_is_swept_up_by_the_next(upstream: Upstream, cache: Path, run):
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom loaders import store\nfrom loaders.census import fetch\n"
        "store.CACHE = Path(sys.argv[1])\n"
        "def stall(url, output_file, pooch):\n"
        "    Path(output_file).write_bytes(b'half')\n    print('ready', flush=True)\n    time.sleep(60)\n"
        "fetch._stream = stall\nfetch.fetch_census()\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(cache)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
    (left,) = held(cache)
    assert left.startswith("tmp")
    assert run()[0] == 0
    assert held(cache) == WHOLE


# Copies at hand.


def test_a_folder_at_hand_is_taken_without_the_network(published: Path, cache: Path, run):
    code, printed, _error = run("--from", published)
    assert code == 0
    assert "census of 2010-11-01" in printed
    assert held(cache) == WHOLE


def test_a_single_copy_under_any_name_is_taken_and_joins_what_is_there(
    published: Path, cache: Path, run, tmp_path: Path
):
    for year, name, dates in ((2020, NAMES[1], {"2020-11-01"}), (2010, NAMES[0], {"2010-11-01", "2020-11-01"})):
        copy = tmp_path / f"{year}.bin"
        copy.write_bytes((published / name).read_bytes())
        assert run("--from", copy)[0] == 0
        assert set(store.read("population").query("place == '110101'")["date"]) == dates
    assert held(cache) == WHOLE


def test_the_cache_itself_may_be_the_copy(published: Path, cache: Path, run):
    run("--from", published)
    before = {path.name: path.read_bytes() for path in cache.iterdir()}
    assert run("--from", cache)[0] == 0
    assert {path.name: path.read_bytes() for path in cache.iterdir()} == before


def test_a_copy_that_is_not_the_pinned_file_is_refused(published: Path, cache: Path, run, tmp_path: Path):
    (tmp_path / NAMES[1]).write_bytes((published / NAMES[1]).read_bytes() + b"\0")
    for source in (tmp_path / NAMES[1], tmp_path):
        code, _printed, error = run("--from", source)
        assert code == 1
        assert error.startswith(f"{tmp_path / NAMES[1]}: its SHA-256 is that of no pinned workbook")
        assert held(cache) == set()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("nowhere", "no such file or folder; give census_county_2010_v1.xlsx or"), ("", "holds no census_county_2010")],
)
def test_a_place_without_a_copy_is_named(cache: Path, run, tmp_path: Path, name: str, sentence: str):
    code, _printed, error = run("--from", tmp_path / name)
    assert code == 1
    assert sentence in error
    assert held(cache) == set()


def test_the_address_is_pinned_to_a_commit():
    assert fetch.BASE == (
        "https://raw.githubusercontent.com/leiii/census/0ba0f1efae092f4aa6569ef38e53b3bb4d2f0087/data/census/"
    )
    assert {edition.file for edition in fetch.EDITIONS.values()} == set(NAMES)
