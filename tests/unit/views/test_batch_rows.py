"""The map's projected variables: there with a run, gone without one, and each value opens to its record.

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
from loaders.geography.layers import NATION
from policy.derived import Derived
from policy.text import Sentence
from projection import __main__ as command
from views import edition
from views.cautions import missed
from views.map import batches, choice, values
from views.map.units import Units
from views.records import found as record_of
from views.words import say

DAY = dt.date(2026, 1, 1)
NAMES = {"zh": {"530100": "昆明市", "999999": "x"}, "en": {"530100": "Kunming", "999999": "x"}}
UNITS = {lang: Units("prefecture", NATION, pd.DataFrame(), names, lang) for lang, names in NAMES.items()}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small run of the prefectures in the project's own tables, to be copied."""
    out = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "CACHE", out / "none")
        assert command.main(["batch", "--draws", "100", "--to", "2035", "--out", str(out)]) == 0
    return out / "run=atlas"


@pytest.fixture
def home(monkeypatch, tmp_path):
    """The folder of batches of an empty cache."""
    monkeypatch.setattr(store, "CACHE", tmp_path)
    (tmp_path / "batch").mkdir()
    return tmp_path / "batch"


def kunming():
    """What the map shows of 昆明 now; nothing where no run is offered."""
    at = batches.state()
    if "projected80" not in values.variable_names("en", at):
        return None
    shown = values.values("projected80", "value", UNITS["en"], DAY, at).set_index("place")
    return str(shown.at["530100", "text"])


def told(lang="en", variable="projected80"):
    return batches.warnings(batches.state(), variable, ["530100"], lang)


def manifest(folder, **changed):
    path = folder / "manifest.json"
    found = json.loads(path.read_text())
    found["settings"] |= changed
    path.write_text(json.dumps(found))


def test_without_a_run_nothing_is_offered(home):
    assert kunming() is None
    assert told() == []
    with pytest.raises(KeyError):
        record_of("batch:530100:projected80")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("variable", batches.VARIABLES)
def test_with_a_run_each_value_is_said_and_opens(home, small, lang, variable):
    shutil.copytree(small, home / "run=atlas")
    at = batches.state()
    assert variable in values.variable_names(lang, at)
    shown = values.values(variable, "value", UNITS[lang], DAY, at).set_index("place")
    assert shown.at["999999", "state"] == "no_data"
    assert shown.at["999999", "ref"] == "999999"
    hover = str(shown.at["530100", "hover"])
    assert "atlas" in hover
    record = record_of(str(shown.at["530100", "ref"]))
    assert isinstance(record, Derived)
    assert batches.value_words(variable, record.value, lang) in hover
    formula = say(Sentence(record.formula, record.values), lang)
    assert {"en": "Kunming", "zh": "昆明"}[lang] in formula
    assert translator(lang)(batches.VARIABLES[variable][2])[:6] in formula.replace("\\", "")
    assert record.inputs
    for inner in record.inputs:
        record_of(inner)
    assert any(inner.startswith("assumption:") for inner in record.inputs) == (variable == "projected_beds")
    assert told(lang) == []


def test_a_run_that_comes_or_goes_while_the_atlas_runs_is_seen(home, small):
    assert kunming() is None
    shutil.copytree(small, home / "run=atlas")
    assert "run atlas" in (kunming() or "")
    shutil.copytree(small, home / "run=later")
    (home / "run=later" / "manifest.json").touch()
    assert "run later" in (kunming() or "")
    shutil.rmtree(home / "run=later")
    assert "run atlas" in (kunming() or "")
    shutil.rmtree(home / "run=atlas")
    assert kunming() is None
    with pytest.raises(KeyError):
        record_of("batch:530100:projected80")


def test_a_run_removed_while_it_is_read_breaks_nothing(home, small):
    shutil.copytree(small, home / "run=atlas")
    at = batches.state()
    assert "projected80" in batches.names(at, "en")
    shutil.rmtree(home / "run=atlas")
    assert len(values.values("projected80", "value", UNITS["en"], DAY, at)) == 2
    edition.forget()
    assert batches.names(at, "en") == {}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_place_that_fell_outside_its_band_when_tested_says_so_and_another_does_not(home, small, lang):
    shutil.copytree(small, home / "run=atlas")
    texts = batches.values(batches.state(), "projected80", lang)["text"]
    caution = translator(lang)("caution: outside its 80% band when tested from 2010")
    told = texts.str.contains(caution, regex=False)
    assert set(texts.index[told]) == set(missed()) & set(texts.index)
    assert 0 < told.sum() < len(texts)


def test_a_run_of_an_older_version_without_the_central_path_is_left_out_and_said(home, small):
    folder = home / "run=atlas"
    shutil.copytree(small, folder)
    for part in folder.glob("scenario=*/prov=*/part-0.parquet"):
        province = part.parent.name.removeprefix("prov=")
        files.write_part(folder, province, pd.read_parquet(part).drop(columns="central"), {})
    assert kunming() is None
    assert "by another version of the projection" in told("en", "share60")[0]


def test_each_level_has_its_own_newest_run(home, small):
    shutil.copytree(small, home / "run=atlas")
    shutil.copytree(small, home / "run=counties")
    manifest(home / "run=counties", level="county")
    assert "run counties" in (kunming() or "")
    part = home / "run=counties" / "scenario=baseline" / "prov=53" / "part-0.parquet"
    frame = pd.read_parquet(part)
    files.write_part(home / "run=counties", "53", frame[frame["place"].astype(str) != "530100"], {})
    assert "run atlas" in (kunming() or "")
    assert told() == []


def cut_manifest(folder):
    (folder / "manifest.json").write_text("{")


def strange_manifest(folder):
    (folder / "manifest.json").write_text('{"settings": [], "provinces": ["53"]}')


def cut_part(folder):
    path = folder / "scenario=baseline" / "prov=53" / "part-0.parquet"
    path.write_bytes(path.read_bytes()[:500])


def no_part(folder):
    (folder / "scenario=baseline" / "prov=53" / "part-0.parquet").unlink()


def no_manifest(folder):
    (folder / "manifest.json").unlink()


def too_short(folder):
    manifest(folder, to=2030)


@pytest.mark.parametrize(
    ("spoil", "english", "chinese"),
    [
        (cut_manifest, "manifest is damaged", "清单已损坏"),
        (strange_manifest, "manifest is damaged", "清单已损坏"),
        (cut_part, "a part of it is missing or damaged", "缺失或损坏"),
        (no_part, "a part of it is missing or damaged", "缺失或损坏"),
        (no_manifest, "is not finished: it is under way, or was stopped", "尚未完成"),
        (too_short, "ends before 2035", "推算不到"),
    ],
)
def test_what_is_wrong_with_a_run_is_one_sentence_and_an_older_one_stands_in(home, small, spoil, english, chinese):
    shutil.copytree(small, home / "run=older")
    shutil.copytree(small, home / "run=atlas")
    (home / "run=atlas" / "manifest.json").touch()
    assert "run atlas" in (kunming() or "")
    spoil(home / "run=atlas")
    for variable in ("share60", "projected80"):  # whatever is shown
        for lang, expected in (("en", english), ("zh", chinese)):
            (sentence,) = told(lang, variable)
            assert expected in sentence
            assert "atlas" in sentence
    assert "run older" in (kunming() or "")


@pytest.mark.parametrize("spoil", [cut_manifest, cut_part, no_part, no_manifest])
def test_the_same_command_again_mends_the_run(home, small, spoil):
    shutil.copytree(small, home / "run=atlas")
    spoil(home / "run=atlas")
    assert kunming() is None
    assert command.main(["batch", "--draws", "100", "--to", "2035", "--out", str(home)]) == 0
    assert "run atlas" in (kunming() or "")
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
    assert "run atlas" in (kunming() or "")
    assert english in told("en")[0]
    assert chinese in told("zh")[0]
    assert told("en", "share60") == []
    assert batches.warnings(batches.state(), "projected80", ["999999"], "en") == []


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
    at = batches.state()
    chosen = choice.Choice("prefecture", NATION, "projected_change60", circled="pop60", batches=at)
    view = choice.chosen_map(chosen, DAY, "en")
    assert "click a place for the record" in view.how_to_read
    assert len(view.refs) == view.table.num_rows > 5
    for ref in (view.refs[0], view.refs[-1]):
        record_of(ref)
