"""A batch of projections in the cache is on the map, opens its records by a click, and is gone when it is removed."""

import os
import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.actions import cells, choose, click_row, close_drawer, unfold, wait_for_drawer
from tests.browser.conftest import ROOT, SIZES, running_server, settle

pytestmark = pytest.mark.browser

GANSU = "level=prefecture&area=620000"
NAMES = {
    "zh": ("张掖市", "2035年80岁及以上人口（推算）", "这个数字从哪里来"),
    "en": ("Zhangye", "People aged 80+ in 2035 (projected)", "Where this number is from"),
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """A cache folder with a small batch of the prefectures at hand."""
    folder = tmp_path_factory.mktemp("cache")
    command = [sys.executable, "-m", "projection", "batch", "--draws", "100", "--to", "2035"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "ATLAS_CACHE": str(folder)}, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def atlas(cache):
    with running_server(cache) as address:
        yield address


def click_zhangye(page, lang):
    """Click beside the place's name: the name lies over its area."""
    name = page.locator(".st-key-map text", has_text={"zh": "张掖", "en": "Zhangye"}[lang]).first
    expect(name).to_be_visible()
    settle(page)
    name.scroll_into_view_if_needed()
    box = name.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] + 3)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_number_of_a_batch_is_shown_with_its_legend_and_opens_by_a_click(atlas, watch, lang, size):
    watched = watch(*size)
    page = watched.page
    place, variable, title = NAMES[lang]
    watched.open(f"{atlas}/map?lang={lang}&variable=projected80&{GANSU}")
    expect(page.get_by_role("heading", name=variable)).to_be_visible()
    expect(page.locator(".st-key-map .legend").get_by_text(variable)).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    for _time in range(2):  # the second click takes the selection back, and asks again
        click_zhangye(page, lang)
        drawer = wait_for_drawer(page)
        expect(drawer).to_contain_text(title)
        expect(drawer).to_contain_text(place)
        expect(drawer).to_contain_text("atlas")
        assert "evidence=batch%3A620700%3Aprojected80" in page.url
        close_drawer(page)
    watched.assert_clean()


def test_another_map_clears_the_selection_and_asks_for_nothing(atlas, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{atlas}/map?lang=en&variable=projected80&{GANSU}")
    click_zhangye(page, "en")
    wait_for_drawer(page)
    close_drawer(page)
    choose(page, "variable", "Beds at current use per 1,000 aged 60+ in 2035 (projected)")
    page.wait_for_timeout(1000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    watched.assert_clean()


def test_a_row_of_the_table_opens_the_record(atlas, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{atlas}/map?lang=en&variable=projected_beds&{GANSU}")
    first = cells(unfold(page, "map_fold", "map_table"))[1]
    assert "run atlas" in first[-1]
    click_row(page, "map_table", 0)
    expect(wait_for_drawer(page)).to_contain_text(first[-1].split(" · ")[0])
    watched.assert_clean()


def test_a_run_cut_short_or_removed_while_the_atlas_runs_is_said_in_a_sentence(cache, watch):
    own = cache.parent / f"{cache.name}-own"
    shutil.copytree(cache, own)
    folder = own / "batch" / "run=atlas"
    with running_server(own) as address:
        watched = watch()
        page = watched.page
        watched.open(f"{address}/map?lang=en&variable=projected80&{GANSU}")
        expect(page.get_by_test_id("stAlert")).to_have_count(0)
        (folder / "manifest.json").unlink()
        watched.open(f"{address}/map?lang=zh")
        expect(page.get_by_test_id("stAlert")).to_contain_text("批次“atlas”尚未完成")
        watched.open(f"{address}/map?lang=en")
        expect(page.get_by_test_id("stAlert")).to_contain_text("The batch “atlas” is not finished")
        shutil.rmtree(folder)
        watched.open(f"{address}/map?lang=en&variable=projected80&evidence=batch:620700:projected80")
        expect(page.get_by_role("dialog")).to_contain_text("No number stands behind this address")
        watched.assert_clean()
