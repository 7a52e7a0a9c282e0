"""Ways of starting the atlas: each ends in a page whose map is drawn, and writes nowhere but into the checkout or the cache."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, running_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEFT_OUT = shutil.ignore_patterns(".*", "static", "cache", "tests", "__pycache__")
# Root writes anywhere; without this right it is a user like any other.
AS_A_USER = ("setpriv", "--bounding-set=-dac_override") if os.name == "posix" and os.geteuid() == 0 else ()
PROVINCES = "document.querySelectorAll('.st-key-map .choroplethlayer path').length >= 34"


def copied(folder: Path) -> Path:
    """A checkout without anything built."""
    checkout = shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    shutil.copytree(ROOT / ".streamlit", checkout / ".streamlit")
    (checkout / "pages" / "static").mkdir()
    return checkout


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in the folder can be written."""
    inside = [folder, *folder.rglob("*")]
    for path in inside:
        path.chmod(path.stat().st_mode & ~0o222)
    yield
    for path in inside:
        path.chmod(path.stat().st_mode | 0o200)


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if "__pycache__" not in path.parts}


def assert_drawn(address: str, watch) -> None:
    watched = watch()
    watched.open(f"{address}/map")
    watched.page.wait_for_function(PROVINCES)
    watched.open(f"{address}/scenario?place=620700")
    watched.page.wait_for_function("document.querySelectorAll('.live-chart.js-plotly-plot').length >= 2")
    watched.assert_clean()


@pytest.mark.parametrize("name", ["atlas", "医养 图谱 (2)"])
def test_it_is_started_from_another_folder_and_under_any_name(watch, tmp_path, name):
    checkout = copied(tmp_path / name)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    start = ("-m", "streamlit", "run", str(checkout / "dashboard.py"))
    with running_server(tmp_path / "cache", folder=elsewhere, start=start) as address:
        assert_drawn(address, watch)
    assert not files(elsewhere)


@pytest.mark.parametrize("base", ["", "office/atlas"])
def test_it_is_started_from_a_checkout_that_cannot_be_written(watch, tmp_path, base):
    checkout, cache = copied(tmp_path / "只读 atlas"), tmp_path / "cache"
    before = files(checkout)
    with read_only(checkout), running_server(cache, base, checkout, before=AS_A_USER) as address:
        assert_drawn(address, watch)
    assert files(checkout) == before
    assert (cache / "static" / "maps" / "manifest.json").is_file()


def test_it_is_started_as_a_program(watch, tmp_path):
    checkout = copied(tmp_path / "atlas")
    with running_server(tmp_path / "cache", folder=tmp_path, start=(str(checkout / "dashboard.py"),)) as address:
        assert_drawn(address, watch)
