"""Every control of every page changes its page, whatever its value, and breaks nothing: walked by ``tests.app.walk``.

In `make test` one of first, last and a random value, of few values up to four, in Chinese, with the census where its workbooks are at
hand; in `make test-full` a spread of 30 values, in both languages, with the census and on a fresh install.
"""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from streamlit.testing.v1 import AppTest

from tests.app import walk
from tests.app.test_pages import SCREENS
from tests.app.walk import VIEWS

ROOT = Path(__file__).parents[2]
WORKBOOKS = ("census_county_2010_v1.xlsx", "census_county_2020_v1.xlsx")
# In two parts of about the same length, which run at the same time.
PARTS = [("scenario",), tuple(page for page in VIEWS if page != "scenario")]

# A page of which one control does what it should, and five do not.
FAULTY = """
import streamlit as st
from tests.sampling import sampled

def chosen(key):
    st.session_state[key] = st.query_params.get(key, "a")
    def changed():
        st.query_params[key] = st.session_state[key]
    return st.selectbox(key, ["a", "b"], key=key, on_change=changed)

st.write(chosen("alive"))
chosen("dead")
if chosen("crashes") == "b":
    raise ZeroDivisionError("made for the test")
if chosen("boxes") == "b":
    st.error("a red box")
st.session_state["stays"] = chosen("sticks") == "b" or st.session_state.get("stays", False)
st.write(st.session_state["stays"])
st.expander("empty", key="empty", on_change="rerun")
"""


def run(cache: Path, *command: str) -> None:
    """Run a command that finds in a folder what was fetched; it must succeed. What it prints is shown by `pytest -rA`."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | {"ATLAS_CACHE": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    sys.stdout.write(done.stdout)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]


@pytest.fixture(scope="module")
def census(tmp_path_factory) -> Path | None:
    """Return a folder with the fetched census; nothing where its workbooks are not at hand."""
    texts = os.environ.get("ATLAS_TEXTS", "").split(os.pathsep)[0]
    source = Path(texts).parent / "public-data"
    if not texts or not all((source / name).is_file() for name in WORKBOOKS):
        return None
    cache = tmp_path_factory.mktemp("census")
    run(cache, "loaders", "fetch", "census", "--from", str(source))
    return cache


def test_a_walk_finds_what_crashes_what_changes_nothing_and_what_does_not_go_back(monkeypatch):
    monkeypatch.setattr(walk, "open_page", lambda *_page, **_asked: AppTest.from_string(FAULTY).run())
    monkeypatch.setitem(walk.VIEWS, "faulty", [{}])
    found = walk.walk("faulty", "zh", Random(1))
    assert found.faults == [
        "faulty zh: empty unfolds nothing",
        "faulty zh: dead changes nothing",
        "faulty zh: crashes = b, {'crashes': 'b'}: ZeroDivisionError",
        "faulty zh: boxes = b, {'boxes': 'b'}: a red box",
        "faulty zh: the page does not come back to what it was",
    ]
    assert found.values == 6


def test_no_page_is_left_out():
    assert set(VIEWS) == {page for page, _query in SCREENS}


@pytest.mark.parametrize("pages", PARTS, ids=["scenario", "the-others"])
def test_every_control_changes_its_page(pages, census, tmp_path):
    run(census or tmp_path, "tests.app.walk", "zh", *pages)


@pytest.mark.slow
@pytest.mark.parametrize("pages", PARTS, ids=["scenario", "the-others"])
@pytest.mark.parametrize("install", ["fresh", "census"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_control_changes_its_page_at_thirty_values(lang, install, pages, census, tmp_path):
    if install == "census" and census is None:
        pytest.skip("census workbooks not at hand: not run")
    run(census if install == "census" and census else tmp_path, "tests.app.walk", "--wide", lang, *pages)
