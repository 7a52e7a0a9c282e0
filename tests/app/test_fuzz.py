"""No address breaks a page: no exception, no box of a fault, nothing of it read as markup, opened by ``tests.app.fuzz``.

200 addresses in `make test`, most of the pages that are quick to open; 10,000 in `make test-full`. ``ATLAS_FUZZ_SEED`` repeats them.
"""

import os
from random import Random

import pytest
from streamlit.testing.v1 import AppTest

from tests.app import fuzz
from tests.app.walk import VIEWS

SEED = os.environ.get("ATLAS_FUZZ_SEED") or "1"  # `make test-full` takes another each time
QUICK = [
    {"scenario": 12, "gaps": 12, "map": 6, "compare": 3, "add": 40, "present": 36},
    {"portrait": 2, "overview": 3, "validation": 6, "instruments": 10, "models": 35, "sources": 35},
]
ALL = 10_000

# A page that takes what its address says as it is.
FAULTY = """
import streamlit as st
asked = st.query_params.get("asked", "")
if asked == "nan":
    raise ZeroDivisionError("made for the test")
if asked == "inf":
    st.error("a red box")
st.warning(asked or "地址")
st.html(f"<p>{asked}</p>")
"""


@pytest.fixture
def faulty(monkeypatch) -> AppTest:
    app = AppTest.from_string(FAULTY).run()
    monkeypatch.setattr(fuzz, "open_page", lambda *_page, **_asked: app)
    return app


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", []),
        ("地址", []),
        ("nan", ["ZeroDivisionError: "]),
        ("inf", ["error box: a red box", "not in Chinese: inf"]),
        ("地址<img src=x onerror=1>", ["markup in html: <p>地址<img src=x onerror=1></p>"]),
        ("地址[zzfuzz](javascript:alert(1))", ["markup in warning: 地址[zzfuzz]("]),
        ("地址\\[zzfuzz\\](javascript:alert(1))", []),
        ("地址\n# zzfuzz", ["markup in warning: 地址\n# zzfuzz"]),
    ],
)
def test_what_an_address_breaks_is_found(faulty, asked, found):
    fuzz.go(faulty, {"asked": asked})
    said = [*fuzz.wrong(faulty, "zh")]
    assert [each[: len(told)] for each, told in zip(said, found, strict=True)] == found, said


def test_every_second_address_is_a_changed_one_of_the_page(faulty, monkeypatch):
    found = fuzz.Fuzzed()
    fuzz.fuzz("scenario", 40, Random(1), found)
    assert found.opened == {"scenario": 40}
    first = next(fuzz.addresses("scenario", [], {}, Random(1)))
    assert first not in fuzz.of_page("scenario")


def test_no_page_is_left_out():
    assert sorted(page for part in QUICK for page in part) == sorted(VIEWS)
    assert sum(sum(part.values()) for part in QUICK) == 200


@pytest.mark.parametrize("shares", QUICK, ids=["with-scenario", "with-portrait"])
def test_no_address_breaks_a_page(shares):
    found = fuzz.all_pages(shares, SEED)
    assert not found.faults, f"ATLAS_FUZZ_SEED={SEED}\n" + "\n".join(found.faults)


@pytest.mark.slow
@pytest.mark.parametrize("page", VIEWS)
def test_none_of_ten_thousand_addresses_breaks_a_page(page):
    found = fuzz.all_pages({page: -(-ALL // len(VIEWS))}, SEED)
    assert not found.faults, f"ATLAS_FUZZ_SEED={SEED}\n" + "\n".join(found.faults)
