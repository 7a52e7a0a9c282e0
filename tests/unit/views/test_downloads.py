"""What can be taken away holds what its caption says, and a spreadsheet can read its Chinese."""

import codecs
import io
import zipfile

import pandas as pd
import pytest

from loaders import store
from loaders.tables import STORED, TABLES
from views.sources import files, package, size, tables


@pytest.mark.parametrize("name", STORED)
def test_a_table_is_taken_away_whole_with_the_rows_and_columns_its_caption_names(name: str):
    as_csv, stored = (file.read() for file in files(name))
    assert as_csv.startswith(codecs.BOM_UTF8)
    assert not as_csv.startswith(codecs.BOM_UTF8 * 2)
    frame = pd.read_csv(io.BytesIO(as_csv), dtype="str", keep_default_na=False)
    assert list(frame) == [column.name for column in STORED[name].columns]
    assert len(frame) == len(pd.read_parquet(io.BytesIO(stored)))
    assert size(name, "en").startswith(f"{len(frame)} rows, {frame.shape[1]} columns")


def test_a_census_that_is_served_or_fetched_is_not_in_the_caption(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "CACHE", tmp_path)
    in_file, served = store.read("population", store.DATA), store.read("population")
    assert len(served) > len(in_file)
    caption = size("population", "en")
    assert caption.startswith(f"{len(in_file)} rows, ")
    in_file.assign(place="990000").to_parquet(tmp_path / "population.parquet")
    assert len(store.read("population")) == len(served) + len(in_file)
    assert size("population", "en") == caption


def test_the_package_holds_every_table_as_csv_with_a_byte_order_mark():
    with zipfile.ZipFile(io.BytesIO(package())) as archive:
        names = [name for name in archive.namelist() if name.endswith(".csv")]
        assert sorted(names) == sorted(f"curated/{name}.csv" for name in TABLES)
        assert all(archive.read(name).startswith(codecs.BOM_UTF8) for name in names)
        assert {"datapackage.json", "README.md", "packs.parquet"} <= set(archive.namelist())


def test_every_stored_table_is_offered():
    assert set(tables("zh")) == set(tables("en")) == set(STORED)
