"""What holds on every page: readable by everybody (axe), no request to the outside, downloads that open."""

import codecs
import io
import json
import zipfile
from itertools import product

import pandas as pd
import pyarrow.parquet as pq
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from loaders.curated import CURATED
from loaders.tables import TABLES
from tests.browser.conftest import settle
from tests.browser.everywhere import ASKED, PAGES, STATES, VIEWS, visit
from tests.sampling import sampled

pytestmark = pytest.mark.browser

# Streamlit's own faults, where they stand: the file uploader, an open list of a select box, a word that passes.
CHROME = {
    "presentation-role-conflict": "stFileUploader",
    "region": "#react-aria",
    "aria-dialog-name": "stToast",
}
LANGUAGES = ("zh", "en")


def faults(page: Page) -> list[str]:
    """Return what axe finds on a page outside Streamlit's own list."""
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
        if CHROME.get(violation["id"], "nowhere") not in node["html"] + str(node["target"])
    ]


# Of the pages every fifth in `make test`, with the other views and the other language in `make test-full`.
@pytest.mark.parametrize(
    ("address", "lang"),
    [
        *sampled(product(PAGES, LANGUAGES), 5),
        *(pytest.param(*each, marks=pytest.mark.slow) for each in product([*VIEWS, *ASKED], LANGUAGES)),
    ],
)
def test_axe_finds_nothing_to_mend(server, watch, address, lang):
    watched = watch()
    page = visit(watched, server, address, lang)
    page.wait_for_timeout(300)
    assert faults(page) == []
    watched.assert_clean()


@pytest.mark.parametrize(("state", "lang"), sampled(product(STATES, LANGUAGES), 15), ids=str)
def test_axe_finds_nothing_in_what_opens(server, watch, state, lang):
    watched = watch()
    page = visit(watched, server, state.address, lang)
    state.open(page)
    page.wait_for_timeout(500)
    assert faults(page) == []
    watched.assert_clean()


def download(page, key: str) -> tuple[str, bytes]:
    """Click a download button; return the name and the content of the file."""
    with page.expect_download() as waiting:
        page.locator(f".st-key-{key} button").click()
    file = waiting.value
    return file.suggested_filename, file.path().read_bytes()


def test_the_package_holds_every_table_and_the_codebook(server, watch):
    watched = watch()
    watched.open(f"{server}/sources?section=downloads&lang=zh")
    name, content = download(watched.page, "package")
    assert name.startswith("yiyang-atlas-")
    assert name.endswith(".zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert names >= {"README.md", "datapackage.json", *(f"curated/{table}.csv" for table in TABLES)}
        described = json.loads(archive.read("datapackage.json"))
        assert {resource["path"] for resource in described["resources"]} <= names
        for table in TABLES.values():
            frame = pd.read_csv(io.BytesIO(archive.read(f"curated/{table.name}.csv")), dtype="str")
            assert list(frame.columns) == [column.name for column in table.columns]
            assert f"## {table.name} ·" in archive.read("README.md").decode()
    watched.assert_clean()


def test_each_table_is_downloaded_as_it_is_stored(server, watch):
    watched = watch()
    watched.open(f"{server}/sources?section=downloads&lang=en")
    settle(watched.page)
    name, content = download(watched.page, "get_facts-csv")
    assert name == "facts.csv"
    # With a byte order mark, by which Excel knows how it is written.
    assert content == codecs.BOM_UTF8 + (CURATED / "facts.csv").read_bytes()
    name, content = download(watched.page, "get_facts-parquet")
    assert name == "facts.parquet"
    assert pq.read_table(io.BytesIO(content)).num_rows == len(pd.read_csv(CURATED / "facts.csv", dtype="str"))
    watched.assert_clean()
