"""The stored hindcast: in itself as shipped, against the published workbooks where they are at hand, and its command line."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from loaders import store
from loaders.census.editions import EDITIONS
from loaders.census.fetch import NotFetched, workbooks
from loaders.census.traits import TRAITS, read_traits
from loaders.census.workbook import read_census
from loaders.curated import CURATED, read_curated
from loaders.errors import DataProblems
from loaders.tables import TABLES
from projection.__main__ import main
from projection.checks.hindcast_tables import COVERAGE, LEAST_PLACES, MOST_MEDIAN_ERROR
from projection.people import uncertainty
from projection.people.rates import NATION
from tests.unit.small_census import Rows, write

Frames = dict[str, pd.DataFrame]
STORED = ("hindcast_places", "hindcast", "local_factors")
ADDED = ("城镇人口", "户规模", "15-64岁妇女平均活产子女数", "人均住房建筑面积", "离婚", "丧偶", "十五岁以上人口")
MOVED = "户口登记地在外乡镇街道人口_本省其他县"


@pytest.fixture(scope="module")
def folder() -> Path:
    """A folder with both workbooks as published: beside the texts, or fetched before."""
    texts = os.environ.get("ATLAS_TEXTS", "").split(os.pathsep)[0]
    places = [store.CACHE, *([Path(texts).parent / "public-data"] if texts else [])]
    found = [place for place in places if all((place / edition.file).is_file() for edition in EDITIONS.values())]
    if not found:
        pytest.skip("census workbooks not at hand: not run")
    return found[0]


def compared(frames: Frames) -> pd.DataFrame:
    """Return the rows that are tests: those of the places compared."""
    rows = frames["hindcast"]
    return rows[rows["place"] != NATION]


# As shipped.


def test_the_stored_errors_pass_the_gates(curated: Frames):
    rows = compared(curated)
    traits = rows[rows["method"] == "traits"]
    assert traits["place"].nunique() >= LEAST_PLACES
    for age, most in MOST_MEDIAN_ERROR.items():
        assert traits.loc[traits["age_from"] == age, "error"].abs().median() <= most
    for _age, group in traits.groupby("age_from"):
        assert COVERAGE[0] <= 100 * (group["covered"] == "1").mean() <= COVERAGE[1]


def test_every_place_compared_has_each_method_at_each_age_and_the_others_have_none(curated: Frames):
    places = curated["hindcast_places"]
    counts = compared(curated).groupby("place").size()
    assert set(counts.index) == set(places.loc[places["status"] == "compared", "place"])
    assert set(counts) == {18}


def test_a_stored_band_holds_its_prediction_and_says_whether_it_held_the_count(curated: Frames):
    rows = compared(curated).dropna(subset=["low"])
    told = rows["predicted"] / (1 + rows["error"] / 100)
    inside = (rows["low"] <= told) & (told <= rows["high"])
    near = np.minimum((told - rows["low"]).abs(), (told - rows["high"]).abs()) < 1e-4 * told  # rounding of the error
    assert (near | (inside == (rows["covered"] == "1"))).all()


def test_the_nations_own_error_is_stored_with_the_band_of_its_own_uncertainty(curated: Frames):
    """The census of 2020 found more people aged 60+, 65+ and 80+ than the UN's death rates left of those of 2010."""
    rows = curated["hindcast"]
    nation = rows[rows["place"] == NATION].set_index("age_from")
    np.testing.assert_allclose(nation["error"], [-2.25, -3.16, -7.94], atol=0.02)
    assert set(nation["method"]) == {"as_projected"}
    told = nation["predicted"] / (1 + nation["error"] / 100)
    assert ((nation["low"] <= told) & (told <= nation["high"]) == (nation["covered"] == "1")).all()


def test_whole_errors_are_the_relative_ones_with_the_nations_in(curated: Frames):
    rows = compared(curated).pivot_table(index=["place", "age_from"], columns="method", values="error")
    nation = curated["hindcast"].query("place == @NATION").set_index("age_from")["error"]
    off = (1 + rows["as_projected"] / 100) / (1 + rows["traits"] / 100) - 1
    assert (100 * off.groupby("age_from").median() - nation).abs().max() < 0.8


def test_what_is_expected_of_a_province_is_stored_and_lies_among_its_prefectures(curated: Frames):
    factors = curated["local_factors"]
    mortality = factors[factors["factor"] == "mortality"].set_index("place")["expected"]
    for province in ("370000", "620000", "520000"):
        own = mortality[[code for code in mortality.index if code[:2] == province[:2] and code != province]]
        assert own.min() < mortality[province] < own.max()


def test_factors_stand_against_the_nation(curated: Frames):
    """Places lie on both sides of the nation; the farming prefectures of the 河西 lose more of their old people."""
    factors = curated["local_factors"]
    mortality = factors[factors["factor"] == "mortality"].set_index("place")["observed"]
    assert 0.9 < mortality.drop(NATION).median() < 1.15
    assert (mortality[["620600", "620700", "620900"]] > 1.25).all()


# Against the workbooks.


def test_the_stored_tables_are_what_the_published_workbooks_give(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["hindcast", "--from", str(folder), "--out", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "340100 合肥市 (庐江县)" in printed
    assert "FAIL" not in printed
    for words in (
        "Error relative to the nation (`traits`)",
        "Whole error (`as_projected`): as the projection is made, with the nation not known",
        "whole errors rest on one decade and one nation",
        "The nation itself: 60+ -2.2 %, inside its own 80 % band",
    ):
        assert words in printed
    for name in STORED:
        again, stored = (read_curated(TABLES[name], place) for place in (tmp_path, CURATED))
        numbers = [column.name for column in TABLES[name].columns if column.type != "text"]
        pd.testing.assert_frame_equal(again.drop(columns=numbers), stored.drop(columns=numbers))
        for column in numbers:  # the last digit may turn with another version of a library
            ours, theirs = (frame[column].astype("float64").to_numpy() for frame in (again, stored))
            np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=0.011)


def test_the_command_fails_where_the_bands_hold_too_many_or_too_few(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """With the drift of places twice as wide more than 84 % of the errors relative to the nation lie inside."""
    wide = replace(uncertainty.Spread(), drift=2 * uncertainty.Spread().drift)
    monkeypatch.setattr(uncertainty, "Spread", lambda: wide)
    assert main(["hindcast", "--from", str(folder)]) == 1
    assert "FAIL  60+ coverage of the 80 % band" in capsys.readouterr().out


def test_the_traits_of_the_published_workbooks_are_shares_and_means_of_their_kind(folder: Path):
    for year, edition in EDITIONS.items():
        units = read_census(folder / edition.file, year).units
        provinces = read_traits(folder / edition.file, year, units.loc[units["level"] == "province", "row"])
        shares = provinces[["urban", "moved_within_province", "divorced", "widowed"]]
        assert shares.gt(0).all(axis=None)
        assert shares.lt(1).all(axis=None)
        assert provinces["household_size"].between(2, 5).all()


# Reading traits, and the command line without workbooks.


def with_traits(rows: Rows) -> Rows:
    """Add the columns of the traits to a small workbook; 东城区 counts no divorced."""
    header, *body = rows
    found = [*header, *ADDED, MOVED]
    return [found, *([*row, 50, 2.5, 1.3, 40.0, "NA" if "东城区" in row else 2, 5, 100, 10] for row in body)]


def test_traits_are_read_by_name_and_an_empty_cell_is_missing(tmp_path: Path):
    path = write(tmp_path / "small.xlsx", 2020, with_traits)
    units = read_census(path, 2020).units
    traits = read_traits(path, 2020, units["row"]).set_axis(units["name_zh"], axis=0)
    total = read_census(path, 2020).population.groupby("place")["persons"].sum()
    assert traits.at["太原市", "urban"] == 50 / total["140100"]
    assert traits.at["太原市", "divorced"] == 0.02
    assert list(traits.index[traits["divorced"].isna()]) == ["东城区"]
    assert list(traits.columns) == list(TRAITS[2020])


def test_a_workbook_without_a_trait_and_a_cell_that_is_no_number_are_named(tmp_path: Path):
    rows = pd.Series([3])
    with pytest.raises(DataProblems, match="丧偶"):
        read_traits(write(tmp_path / "plain.xlsx", 2020), 2020, rows)

    def spoilt(given: Rows) -> Rows:
        found = with_traits(given)
        found[2][found[0].index("户规模")] = "三口"
        return found

    with pytest.raises(DataProblems, match="row 3, column 户规模: found '三口'"):
        read_traits(write(tmp_path / "spoilt.xlsx", 2020, spoilt), 2020, rows)


def test_without_workbooks_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(store, "CACHE", tmp_path / "cache")
    with pytest.raises(NotFetched, match="fetch census"):
        workbooks()
    assert main(["hindcast"]) == 1
    assert main(["hindcast", "--from", str(tmp_path)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert "holds no census_county_2010_v1.xlsx" in told[0]
