"""The batch of counties on the map: there with a run, gone without one, and each value opens to its record.

What lies on disk counts, not what lay there when the atlas started; what is wrong with it is one sentence.
"""

import datetime as dt
import json
import shutil

import pandas as pd
import pytest

from i18n.texts import translator
from loaders import batch as files
from loaders import store
from policy.derived import Derived
from policy.text import Sentence
from projection import __main__ as command
from views import edition
from views.map import ageing, batches, choice, values
from views.map.units import units
from views.records import found as record_of
from views.words import say

DAY = dt.date(2026, 1, 1)
PLACE = (
    "659002"  # 阿拉尔: of the counties whose ages the project carries, those run by a province, each a map of its own
)
YEAR = 2035
PROJECTED = tuple(variable for variable in ageing.VARIABLES if variable != ageing.SHORT)
COMMAND = ["batch", "--level", "county", "--draws", "100", "--to", "2035"]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small run of the counties in the project's own tables, to be copied."""
    out = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "CACHE", out / "none")
        assert command.main([*COMMAND, "--out", str(out)]) == 0
    return out / "run=atlas"


@pytest.fixture
def home(monkeypatch, tmp_path):
    """The folder of batches of an empty cache."""
    monkeypatch.setattr(store, "CACHE", tmp_path)
    (tmp_path / "batch").mkdir()
    return tmp_path / "batch"


def run():
    """The name of the run that the map shows now; nothing where there is none."""
    rows = batches.runs(batches.state()).rows
    return str(rows["run"].iloc[0]) if len(rows) else None


def told(lang="en"):
    return batches.warnings(batches.state(), lang)


def manifest(folder, **changed):
    path = folder / "manifest.json"
    found = json.loads(path.read_text())
    found["settings"] |= changed
    path.write_text(json.dumps(found))


@pytest.mark.parametrize(("lang", "sentence"), [("en", "the census alone"), ("zh", "只有普查数据")])
def test_without_a_run_a_county_has_its_census_and_that_is_said(home, lang, sentence):
    assert ageing.years("share60", "county", batches.state()) == (2010, 2020)
    assert ageing.years("growth60", "county", batches.state()) == ()
    (said,) = told(lang)
    assert sentence in said
    with pytest.raises(KeyError):
        record_of(f"ageing:620702:share60:{YEAR}")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("variable", PROJECTED)
def test_with_a_run_each_value_is_said_and_opens(home, small, lang, variable):
    shutil.copytree(small, home / "run=atlas")
    at = batches.state()
    assert max(ageing.years(variable, "county", at)) == YEAR
    shown = values.values(variable, "value", units("county", lang, PLACE), DAY, YEAR, at).set_index("place")
    record = record_of(str(shown.at[PLACE, "ref"]))
    assert isinstance(record, Derived)
    assert ageing.value_words(variable, record.value, lang) in str(shown.at[PLACE, "hover"])
    formula = say(Sentence(record.formula, record.values), lang)
    assert "atlas" in formula
    assert {"en": "Aral", "zh": "阿拉尔市"}[lang] in formula
    assert ageing.name_of(variable, lang)[:6] in formula.replace("\\", "")
    assert record.inputs
    for inner in record.inputs:
        record_of(inner)
    assert any(inner.startswith("assumption:") for inner in record.inputs) == (variable == "beds_rate")
    assert told(lang) == []


def test_a_run_that_comes_or_goes_while_the_atlas_runs_is_seen(home, small):
    assert run() is None
    shutil.copytree(small, home / "run=atlas")
    assert run() == "atlas"
    shutil.copytree(small, home / "run=later")
    (home / "run=later" / "manifest.json").touch()
    assert run() == "later"
    shutil.rmtree(home / "run=later")
    assert run() == "atlas"
    shutil.rmtree(home / "run=atlas")
    assert run() is None


def test_a_run_removed_while_it_is_read_breaks_nothing(home, small):
    shutil.copytree(small, home / "run=atlas")
    at = batches.state()
    assert len(ageing.projected("county", at))
    shutil.rmtree(home / "run=atlas")
    shown = units("county", "en", PLACE)
    assert len(values.values("share60", "value", shown, DAY, YEAR, at)) == len(shown.names)
    edition.forget()
    assert ageing.projected("county", at).empty


def test_a_run_of_prefectures_is_no_run_of_counties(home, small):
    shutil.copytree(small, home / "run=atlas")
    manifest(home / "run=atlas", level="prefecture")
    assert run() is None


def test_a_run_of_an_older_version_is_left_out_and_said(home, small):
    folder = home / "run=atlas"
    shutil.copytree(small, folder)
    for part in folder.glob("scenario=*/prov=*/part-0.parquet"):
        province = part.parent.name.removeprefix("prov=")
        frame = pd.read_parquet(part)
        files.write_part(folder, province, frame[frame["indicator"] != "age60_share"], {})
    assert run() is None
    assert "by another version of the projection" in told()[0]


def cut_manifest(folder):
    (folder / "manifest.json").write_text("{")


def strange_manifest(folder):
    (folder / "manifest.json").write_text('{"settings": [], "provinces": ["65"]}')


def cut_part(folder):
    path = folder / "scenario=baseline" / "prov=65" / "part-0.parquet"
    path.write_bytes(path.read_bytes()[:500])


def no_part(folder):
    (folder / "scenario=baseline" / "prov=65" / "part-0.parquet").unlink()


def no_manifest(folder):
    (folder / "manifest.json").unlink()


@pytest.mark.parametrize(
    ("spoil", "english", "chinese"),
    [
        (cut_manifest, "manifest is damaged", "清单已损坏"),
        (strange_manifest, "manifest is damaged", "清单已损坏"),
        (cut_part, "a part of it is missing or damaged", "缺失或损坏"),
        (no_part, "a part of it is missing or damaged", "缺失或损坏"),
        (no_manifest, "is not finished: it is under way, or was stopped", "尚未完成"),
    ],
)
def test_what_is_wrong_with_a_run_is_one_sentence_and_an_older_one_stands_in(home, small, spoil, english, chinese):
    shutil.copytree(small, home / "run=older")
    shutil.copytree(small, home / "run=atlas")
    (home / "run=atlas" / "manifest.json").touch()
    assert run() == "atlas"
    spoil(home / "run=atlas")
    for lang, expected in (("en", english), ("zh", chinese)):
        (sentence,) = told(lang)
        assert expected in sentence
        assert "atlas" in sentence
    assert run() == "older"


@pytest.mark.parametrize("spoil", [cut_manifest, cut_part, no_part, no_manifest])
def test_the_same_command_again_mends_the_run(home, small, spoil):
    shutil.copytree(small, home / "run=atlas")
    spoil(home / "run=atlas")
    assert run() is None
    assert command.main([*COMMAND, "--out", str(home)]) == 0
    assert run() == "atlas"
    assert told() == []


@pytest.mark.parametrize(
    ("changed", "english", "chinese"),
    [
        ({"inputs": {"places.parquet": "0"}}, "The tables have changed since", "数据表已有变动"),
        ({"engine": "0"}, "by another version of the projection", "另一版本的推算程序"),
    ],
)
def test_an_old_run_is_shown_and_said_to_be_old(home, small, changed, english, chinese):
    shutil.copytree(small, home / "run=atlas")
    manifest(home / "run=atlas", **changed)
    assert run() == "atlas"
    assert english in told("en")[0]
    assert chinese in told("zh")[0]


def test_tables_that_change_while_the_atlas_runs_are_noticed(home, small, monkeypatch, tmp_path_factory):
    shutil.copytree(small, home / "run=atlas")
    data = tmp_path_factory.mktemp("data")
    for path in store.DATA.glob("*.parquet"):
        shutil.copy2(path, data)
    monkeypatch.setattr(store, "DATA", data)
    assert told() == []
    (data / "local_factors.parquet").write_bytes(b"changed")
    assert "The tables have changed" in told()[0]


def test_the_map_of_a_run_is_drawn_and_its_rows_open(home, small):
    shutil.copytree(small, home / "run=atlas")
    chosen = choice.Choice("county", PLACE, "growth60", circled="pop60", year=YEAR, batches=batches.state())
    view = choice.chosen_map(chosen, DAY, "en")
    assert translator("en")("a row of the table for the record") in view.how_to_read
    assert len(view.refs) == view.table.num_rows > 0
    for ref in (view.refs[0], view.refs[-1]):
        record_of(ref)
