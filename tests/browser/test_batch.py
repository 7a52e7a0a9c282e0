"""A batch of counties in the cache is on the map, its rows open their records, and it is gone when it is removed."""

import os
import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.actions import cells, click_row, unfold, wait_for_drawer
from tests.browser.conftest import ROOT, running_server
from tests.sampling import sampled

pytestmark = pytest.mark.browser

# 阿拉尔, run by its region: one of the counties whose ages the project carries.
MAP = "map?variable=growth60&level=county&area=659002&year=2030"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """A cache folder with a small batch of the counties at hand."""
    folder = tmp_path_factory.mktemp("cache")
    command = [sys.executable, "-m", "projection", "batch", "--level", "county", "--draws", "100", "--to", "2035"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "ATLAS_CACHE": str(folder)}, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def atlas(cache):
    with running_server(cache) as address:
        yield address


@pytest.mark.parametrize(
    ("lang", "variable", "place"),
    sampled(
        [
            ("zh", "60岁及以上人口比2020年增长 · 2030年（推算）", "阿拉尔市"),
            ("en", "Growth of residents aged 60+ since 2020 · 2030 (projected)", "Aral"),
        ],
        2,
    ),
)
def test_a_number_of_a_batch_is_shown_and_its_row_opens_the_record(atlas, watch, lang, variable, place):
    watched = watch()
    page = watched.page
    watched.open(f"{atlas}/{MAP}&lang={lang}")
    expect(page.get_by_role("heading", name=variable)).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    first = cells(unfold(page, "map_fold", "map_table"))[1]
    assert place in first[0]
    click_row(page, "map_table", 0)
    drawer = wait_for_drawer(page)
    expect(drawer).to_contain_text(first[-1].split(" · ")[0])
    expect(drawer).to_contain_text("atlas")
    assert "evidence=ageing%3A659002%3Agrowth60%3A2030" in page.url
    watched.assert_clean()


def test_a_run_cut_short_or_removed_while_the_atlas_runs_is_said_in_a_sentence(cache, watch):
    own = cache.parent / f"{cache.name}-own"
    shutil.copytree(cache, own)
    folder = own / "batch" / "run=atlas"
    with running_server(own) as address:
        watched = watch()
        page = watched.page
        watched.open(f"{address}/{MAP}&lang=en")
        expect(page.get_by_test_id("stAlert")).to_have_count(0)
        (folder / "manifest.json").unlink()
        watched.open(f"{address}/map?variable=share60&level=county&area=659002&lang=zh")
        expect(page.get_by_test_id("stAlert")).to_contain_text("批次“atlas”尚未完成")
        watched.open(f"{address}/map?variable=share60&level=county&area=659002&lang=en")
        expect(page.get_by_test_id("stAlert")).to_contain_text("The batch “atlas” is not finished")
        shutil.rmtree(folder)
        watched.open(f"{address}/map?lang=en&evidence=ageing:350403:share60:2030")
        expect(page.get_by_role("dialog")).to_contain_text("This link leads to no figure")
        watched.assert_clean()
