"""The map's projected variables: there with a run, gone without one, and each value opens to its record."""

import datetime as dt

import pandas as pd
import pytest

from loaders import batch as files
from pages.parts import batch_rows, map_rows
from pages.parts.evidence import record_of
from policy.derived import Derived
from projection import __main__ as command


@pytest.fixture
def fresh(monkeypatch, tmp_path):
    def forget():
        for kept in (batch_rows.run, batch_rows.values, map_rows.variable_names):
            kept.clear()

    monkeypatch.setattr(files, "home", lambda: tmp_path)
    forget()
    yield tmp_path
    forget()


def test_without_a_run_nothing_is_offered(fresh):
    assert batch_rows.run() == (None, "")
    assert not set(batch_rows.VARIABLES) & set(map_rows.variable_names("en"))
    with pytest.raises(KeyError):
        record_of("batch:530100:projected80")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_with_a_run_each_value_is_said_and_opens(fresh, lang):
    assert command.main(["batch", "--draws", "20", "--to", "2035"]) == 0
    assert set(batch_rows.VARIABLES) <= set(map_rows.variable_names(lang))
    points = pd.DataFrame({"place": ["530100", "999999"], "name_zh": ["昆明市", "x"], "name_en": ["Kunming", "x"]})
    for variable in batch_rows.VARIABLES:
        shown = map_rows.areas(variable, "value", points, dt.date(2026, 1, 1), lang).set_index("place")
        assert shown.at["999999", "state"] == "no_data"
        assert "atlas" in str(shown.at["530100", "hover"])
        record = record_of(batch_rows.ref("530100", variable))
        assert isinstance(record, Derived)
        assert abs(record.value - shown["value"].to_dict()["530100"]) < 0.06


def test_a_broken_run_is_named(fresh):
    (fresh / "run=atlas").mkdir()
    (fresh / "run=atlas" / "manifest.json").write_text("{")
    found, told = batch_rows.run()
    assert found is None
    assert "manifest is damaged" in told
