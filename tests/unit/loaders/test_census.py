"""The census reader: the real workbooks where they are at hand, and small ones with every fault a file can have."""

import os
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from loaders import store
from loaders.census import fetch
from loaders.census.codes import coded, under_todays_code
from loaders.census.editions import AGES, EDITIONS
from loaders.census.embedded import write_census
from loaders.census.workbook import Census, read_census
from loaders.curated import CURATED
from loaders.errors import DataProblems
from loaders.rules.people import age_groups, ages_run_upwards, totals_agree
from loaders.tables import TABLES
from loaders.tables.validation import schema_of
from tests.unit.small_census import LEAVES, SUMS, Rows, cells_of, write

Frames = dict[str, pd.DataFrame]
# Persons in total, aged 60+ and 65+, as published for 1 November 2020.
PUBLISHED = {
    "620700": (1_131_016, 202_850, 148_707),
    "431000": (4_667_134, 827_873, 575_203),
    "370500": (2_193_518, 447_222, 340_201),
    "370200": (10_071_722, 2_042_649, 1_429_813),
    "530100": (8_460_088, 1_218_187, 887_222),
    "520100": (5_987_018, 796_225, 566_932),
    "500000": (32_054_159, 7_010_440, 5_473_605),
    "230600": (2_781_562, 586_840, 398_530),
    "350400": (2_486_450, 476_817, 341_318),
    "350403": (187_936, 30_195, 21_626),
    "350404": (408_051, 62_907, 44_651),
    "000000": (1_409_778_724, 264_018_218, 190_635_280),
}


@pytest.fixture(scope="module", params=[2010, 2020])
def real(request: pytest.FixtureRequest) -> Census:
    """A census as published."""
    texts = os.environ.get("ATLAS_TEXTS", "")
    path = Path(texts.split(os.pathsep)[0]).parent / "public-data" / EDITIONS[request.param].file
    if not texts or not path.is_file():
        pytest.skip("census workbooks not at hand: not run")
    return read_census(path, request.param)


@pytest.fixture(scope="module", params=[2010, 2020])
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Census:
    path = tmp_path_factory.mktemp("census") / "small.xlsx"
    return read_census(write(path, request.param), request.param)


def persons(rows: pd.DataFrame, age: int = 0) -> int:
    return int(rows.loc[rows["age_from"] >= age, "persons"].sum())


def cells(census: Census, places: pd.Series) -> pd.Series:
    """Return the persons of some units by sex and age."""
    rows = census.population[census.population["place"].isin(places)]
    return rows.groupby(["sex", "age_from"])["persons"].sum()


def faults(census: Census) -> list[tuple[str, str, int]]:
    return [(fault.what, fault.name, fault.counted - fault.printed) for fault in census.report.faults]


# The workbooks as published.


def test_all_rows_of_the_workbook_are_read(real: Census):
    expected = {"2010-11-01": (3246, 2857, 25), "2020-11-01": (3358, 2943, 45)}
    report = real.report
    assert (report.rows, report.counties, report.uncoded) == expected[report.date]
    assert (report.provinces, report.prefectures) == (31, 333)
    assert len(real.population) == report.rows * 38
    assert report.persons == {"2010-11-01": 1_332_810_869, "2020-11-01": 1_409_778_724}[report.date]


def test_nation_provinces_prefectures_and_counties_add_up(real: Census):
    units = real.units
    provinces = cells(real, units["place"][units["level"] == "province"])
    # Counties, and the cities without any: 东莞, 中山, 儋州, 嘉峪关 in 2020.
    parts = units[~units["place"].isin(units["parent"]) & (units["level"] != "group")]
    difference = cells(real, parts["place"]) - provinces
    known = {"2010-11-01": [30_000, -6], "2020-11-01": []}
    assert difference[difference != 0].tolist() == known[real.report.date]
    if real.report.date == "2020-11-01":
        assert cells(real, units["place"][units["level"] == "country"]).equals(provinces)
        assert sorted(parts["name_zh"][parts["level"] == "prefecture"]) == ["东莞市", "中山市", "儋州市", "嘉峪关市"]


def test_the_known_faults_are_reported_and_no_others(real: Census):
    expected = {
        "2010-11-01": [
            ("no_figures", "南沙群岛", 0),
            ("no_figures", "中沙群岛的岛礁及其海域", 0),
            ("no_figures", "首发论坛：经济学家bbs.jjxj.org", 0),
            ("female", "建昌县", 30_000),
            ("male", "石鼓区", -6),
            ("children", "葫芦岛市", 30_000),
            ("children", "衡阳市", -6),
        ],
        "2020-11-01": [("code", "五台山风景名胜区", 0)],
    }
    assert faults(real) == expected[real.report.date]


def test_no_row_without_a_code_and_no_sub_total_is_a_place(real: Census):
    places = real.places()
    assert places["place"].str.fullmatch(r"\d{6}").all()
    assert not set(places["place"]) & {"110100", "500100", "500200"}
    assert len(places) == 38 * (31 + 333 + real.report.counties + (real.report.date == "2020-11-01"))
    uncoded = real.units[real.units["place"].str.startswith("x-")]
    assert uncoded["parent"].isin(places["place"]).all()


def test_the_embedded_census_is_the_workbooks_own(real: Census, written: Frames, curated: Frames):
    year, date = int(real.report.date[:4]), real.report.date
    units = coded(real.units)
    places = under_todays_code(units["place"], written["ended_codes"])
    own = real.population[real.population["place"].isin(units["place"])]
    own = own.assign(place=under_todays_code(own["place"], written["ended_codes"]))
    census = written["census"].query(f"year == {year}").set_index("place")
    assert set(places) | {"000000"} == set(census.index)
    for name, least in (("total", 0), ("age60", 60), ("age65", 65), ("age80", 80)):
        summed = own[own["age_from"] >= least].groupby("place")["persons"].sum()
        assert (census.loc[summed.index, name] == summed).all()
    served = curated["population"].query(f"date == '{date}' and place != '350404' and note == ''")
    rows = own[own["place"].isin(served["place"])]
    order = ["place", "sex", "age_from"]
    pd.testing.assert_frame_equal(
        served.sort_values(order, ignore_index=True), rows.sort_values(order, ignore_index=True)
    )


# What the project carries itself.


@pytest.mark.parametrize("place", list(PUBLISHED))
def test_the_embedded_age_groups_sum_to_the_published_figures(curated: Frames, place: str):
    rows = curated["population"]
    rows = rows[(rows["place"] == place) & (rows["date"] == "2020-11-01")]
    assert (persons(rows), persons(rows, 60), persons(rows, 65)) == PUBLISHED[place]


def test_the_merged_district_is_the_sum_of_its_two_parts(curated: Frames):
    totals = curated["population_totals"].set_index(["place", "date", "age_from", "residence"])["persons"]
    assert totals["350404", "2010-11-01", 0, "all"] == 198_958 + 176_539
    for age in (0, 60, 65, 80):
        assert totals["350404", "2020-11-01", age, "all"] == sum(
            totals[place, "2020-11-01", age, "all"] for place in ("350402", "350403")
        )
    assert totals["000000", "2010-11-01", 0, "all"] == 1_332_810_869


def test_every_prefecture_province_and_county_run_by_one_has_its_ages_in_2020(curated: Frames):
    places = curated["places"]
    places = places[places["place"].str.isdigit() & ~places["place"].isin(curated["ended_codes"]["place"])]
    municipality = places["place"].str[:2].isin(["11", "12", "31", "50"])
    run_by_province = (places["level"] == "county") & places["parent"].str.endswith("0000") & ~municipality
    with_ages = places[(places["level"] != "county") | run_by_province]
    assert with_ages["level"].value_counts().to_dict() == {
        "prefecture": 333,
        "province": 31,
        "county": 30,
        "country": 1,
    }
    counted = curated["population"].query("date == '2020-11-01'").groupby("place")["age_from"].agg("size")
    assert (counted[with_ages["place"]] == 38).all()
    assert {"419001", "429004", "469001", "659001", "659010"} <= set(with_ages["place"])


def test_a_place_under_a_new_code_has_its_table_of_2010(curated: Frames):
    first = curated["population_totals"].query("date == '2010-11-01' and age_from == 0").set_index("place")["persons"]
    assert {"650500", "520500", "460400", "340722"} <= set(first.index)
    assert not {"652200", "522400", "469003", "340823"} & set(first.index)
    assert {"371200", "341400"} <= set(first.index)  # dissolved: no place of today is the same


def test_a_code_that_ended_leads_to_where_its_residents_are_counted(curated: Frames):
    to = curated["ended_codes"].groupby("place")["successor"].agg(list).to_dict()
    asked = ("371200", "341400", "652200", "469003", "341402", "110103")
    assert [to[place] for place in asked] == [
        ["370100"],
        ["340100", "340200", "340500"],
        ["650500"],
        ["460400"],
        ["340181"],
        ["110000"],
    ]


def test_the_command_makes_the_embedded_tables_again(tmp_path: Path, written: Frames):
    texts = os.environ.get("ATLAS_TEXTS", "")
    folder = Path(texts.split(os.pathsep)[0]).parent / "public-data"
    if not texts or not folder.is_dir():
        pytest.skip("census workbooks not at hand: not run")
    for name in ("places", "hindcast_places"):
        (tmp_path / f"{name}.csv").write_bytes((CURATED / f"{name}.csv").read_bytes())
    write_census({year: folder / edition.file for year, edition in EDITIONS.items()}, tmp_path)
    for name in ("places", "census", "ended_codes"):
        assert (tmp_path / f"{name}.csv").read_bytes() == (CURATED / f"{name}.csv").read_bytes()


def test_the_documents_record_the_pinned_files(curated: Frames):
    documents = curated["documents"].set_index("document")
    assert {e.document: e.sha256 for e in EDITIONS.values()} == {
        e.document: documents.at[e.document, "sha256"] for e in EDITIONS.values()
    }


def change(frames: Frames, table: str, **cells: Any) -> None:
    for column, value in cells.items():
        frames[table].loc[0, column] = value


@pytest.mark.parametrize(
    ("table", "cells", "rule", "expected"),
    [
        ("population", {"age_from": 1, "age_to": 3}, age_groups, "an age above the group before"),
        ("population", {"age_to": 1}, age_groups, "an age above the group before"),
        ("population", {"age_to": pd.NA}, age_groups, "an age above the group before"),
        ("population", {"sex": "male"}, age_groups, "an age above the group before"),
        ("population", {"age_from": 4, "age_to": 3}, ages_run_upwards, "an age not below age_from"),
        ("population", {"persons": 1}, totals_agree, "the sum of its age groups"),
        ("population_totals", {"persons": 1}, totals_agree, "the sum of its age groups"),
    ],
)
def test_a_broken_age_table_is_named(frames: Frames, table: str, cells: dict, rule, expected: str):
    assert list(rule(frames)) == []
    change(frames, table, **cells)
    assert any(expected in problem.expected for problem in rule(frames))


def test_a_sex_that_is_missing_is_named(frames: Frames):
    rows = frames["population"]
    frames["population"] = rows[rows["sex"] != "male"]
    (first, second) = age_groups(frames)  # 2010 and 2020
    assert first.expected == second.expected == "rows of the other sex, too"


# Small workbooks.


def test_every_cell_stands_where_it_belongs(small: Census):
    assert small.report.faults[1:] == ()  # 2010: the forum's name
    rows = small.population
    assert tuple(rows.columns) == tuple(column.name for column in TABLES["population"].columns)
    schema_of(TABLES["population"]).validate(rows)
    assert [(low, None if pd.isna(high) else high) for low, high in rows[["age_from", "age_to"]].to_numpy()[:19]] == [
        *AGES
    ]
    for name in LEAVES:
        for unit in small.units[small.units["name_zh"] == name].itertuples():
            own = rows[rows["place"] == unit.place]
            assert own["persons"].tolist() == [*cells_of(name)[1::2], *cells_of(name)[::2]]
            assert set(own["clause"]) == {f"{EDITIONS[int(small.report.date[:4])].sheet}第{unit.row}行"}


def test_every_unit_counts_once_in_its_parent(small: Census):
    parents = dict(zip(small.units["name_zh"], small.units["parent"], strict=True))
    year = small.report.date[:4]
    assert {name: parents[name] for name in ("东城区", "小店区", "示范区", "仙桃市", "武汉市", "湖北省")} == {
        "东城区": "110000",
        "小店区": "140100",
        "示范区": "140100",
        "仙桃市": "420000",
        "武汉市": "420000",
        "湖北省": "000000",
    }
    assert set(small.units["level"]) == {"province", "prefecture", "county", "group"} | (
        {"country"} if year == "2020" else set()
    )
    assert set(small.places()["place"]) == set(small.units["place"][small.units["place"].str.isdigit()]) - {"110100"}
    assert small.report.persons == sum(LEAVES[name] for name in SUMS["全国"]) * 11 * 19


@pytest.mark.parametrize("year", [2010, 2020])
def test_columns_in_another_order_are_read_by_their_names(tmp_path: Path, year: int):
    straight = read_census(write(tmp_path / "a.xlsx", year), year)
    turned = read_census(write(tmp_path / "b.xlsx", year, turn), year)
    pd.testing.assert_frame_equal(straight.population, turned.population)
    pd.testing.assert_frame_equal(straight.units, turned.units)


def turn(rows: Rows) -> Rows:
    width = len(rows[0])
    return [[*row, *[None] * (width - len(row))][::-1] for row in rows]


def put(row: int, column: int, value: object):
    def change(rows: Rows) -> None:
        rows[row][column] = value

    return change


def drop(column: int):
    return lambda rows: [row[:column] + row[column + 1 :] for row in rows]


@pytest.mark.parametrize(
    ("year", "broken", "sentence"),
    [
        (2020, drop(9), "row 1: expected the columns 女_0岁"),
        (2020, drop(0), "row 1: expected the columns 区划代码"),
        (2010, drop(2), "row 1: expected the columns 合计"),
        (2020, put(0, 9, "男_0岁"), "row 1: expected the columns 女_0岁"),
        (2020, put(0, 7, "男_0岁"), "row 1: expected the columns 男_0岁 only once"),
        (2020, lambda _rows: [["a"]], "row 1: expected the columns 区划代码、区县、"),
        (2020, put(5, 10, "约30"), "row 6, column 男_1到4岁: found '约30', expected a whole number of persons"),
        (2020, put(5, 10, "30"), "row 6, column 男_1到4岁: found '30', expected a whole number of persons"),
        (2010, put(3, 2, 1.5), "row 4, column 合计: found '1.5', expected a whole number of persons"),
        (2020, put(5, 10, -1), "found '-1.0', expected a whole number of persons"),
        (2020, put(5, 10, True), "found 'True', expected a whole number of persons"),
        (2020, put(5, 10, 1e300), "found '1e+300', expected a whole number of persons"),
        (2020, put(5, 0, "14O100"), "row 6, column 区划代码: found '14O100', expected a six-digit code"),
        (
            2020,
            put(7, 0, 140100),
            "row 8, column 区划代码: found '140100.0', expected a six-digit code that stands once",
        ),
    ],
)
def test_a_workbook_with_a_fault_is_refused_in_one_sentence(tmp_path: Path, year: int, broken, sentence: str):
    with pytest.raises(DataProblems) as error:
        read_census(write(tmp_path / "broken.xlsx", year, broken), year)
    assert sentence in str(error.value)
    assert str(error.value).startswith("broken.xlsx")
    assert "\n" not in str(error.value)


def test_a_missing_sheet_is_named(tmp_path: Path):
    with pytest.raises(DataProblems, match=r"found 'Blatt', expected a sheet named 七普（年鉴）$"):
        read_census(write(tmp_path / "a.xlsx", 2020, sheet="Blatt"), 2020)


def test_a_workbook_cut_anywhere_is_refused_in_one_sentence(tmp_path: Path):
    whole = write(tmp_path / "a.xlsx", 2020).read_bytes()
    for length in (0, 1, 2, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.xlsx").write_bytes(whole[:length])
        with pytest.raises(DataProblems, match=r"^cut\.xlsx: expected (an|a whole) \.xlsx workbook"):
            read_census(tmp_path / "cut.xlsx", 2020)


@pytest.mark.parametrize("content", [b"PK", b"place,persons\n", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(DataProblems, match=r"^a\.xlsx: expected an? (whole )?\.xlsx workbook"):
        read_census(tmp_path / "a.xlsx", 2020)


def test_a_zip_of_something_else_is_refused(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(DataProblems, match=r"readable \.xlsx workbook"):
        read_census(tmp_path / "a.xlsx", 2020)


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (put(4, 8, 1001), [("male", "东城区", 1000), ("children", "市辖区", 1000), ("children", "北京市", 1000)]),
        (put(4, 4, 0), [("total", "东城区", 209)]),
        (put(4, 9, "NA"), [("female", "东城区", -10), ("children", "市辖区", -10), ("children", "北京市", -10)]),
        (put(8, 8, 4), [("male", "示范区", 1), ("children", "太原市", 1)]),
        (put(7, 0, 170105), [("code", "小店区", 0)]),
        (put(13, 9, 61), [("female", "仙桃市", 1), ("children", "湖北省", 1), ("children", "省直辖县级行政区划", 1)]),
    ],
)
def test_a_workbook_that_contradicts_itself_is_read_as_it_stands_and_reported(tmp_path: Path, broken, expected: list):
    census = read_census(write(tmp_path / "a.xlsx", 2020, broken), 2020)
    assert sorted(faults(census)) == sorted(expected)
    assert all(str(fault).startswith("row ") for fault in census.report.faults)
    assert len(census.population) == 14 * 38


# What the store makes of it.


def cache(folder: Path, census: Census) -> None:
    folder.mkdir(exist_ok=True)
    fetch.write_ages([census], [EDITIONS[2020]], folder)


@pytest.mark.parametrize("table", ["population", "population_totals"])
def test_the_store_serves_the_census_behind_a_tables_own_rows(
    curated: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
):
    monkeypatch.setattr(store, "CACHE", tmp_path)
    served = store.read(table)
    assert served.equals(curated[table])
    assert not served.duplicated(list(TABLES[table].key)).any()
    schema_of(TABLES[table]).validate(served)
    some = {"place": ["520300", "110101"], "date": ["2020-11-01"]}
    key = ["place", "date", "basis", "age_from", "persons"]
    found = store.read(table, columns=key, rows=some)
    wanted = served[served["place"].isin(some["place"]) & served["date"].isin(some["date"])][key]
    assert found.equals(wanted.reset_index(drop=True))


def test_the_fetched_census_adds_the_ages_of_counties_alone(
    small: Census, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(store, "CACHE", tmp_path)
    embedded = {table: store.read(table) for table in ("places", "population", "population_totals")}
    cache(tmp_path, small)
    served = store.read("population")
    assert served.head(len(embedded["population"])).equals(embedded["population"])
    added = served.iloc[len(embedded["population"]) :]
    assert set(added["place"]) == {"110101", "140105", "420102"}
    assert len(added) == 3 * 38
    assert not served.duplicated(list(TABLES["population"].key)).any()
    assert list(served.dtypes) == list(embedded["population"].dtypes)
    for table in ("places", "population_totals"):
        assert store.read(table).equals(embedded[table])


@pytest.mark.parametrize("damage", ["cut", "text", "other columns"])
def test_a_damaged_census_leaves_the_embedded_rows_in_service(
    small: Census, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, damage: str
):
    monkeypatch.setattr(store, "CACHE", tmp_path)
    embedded = store.read("population")
    cache(tmp_path, small)
    (path,) = tmp_path.glob("*.parquet")
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:500])
    elif damage == "text":
        path.write_text("a")
    else:
        pd.DataFrame({"a": [1]}).to_parquet(path)
    assert store.read("population").equals(embedded)
    assert caplog.text.count("run `python -m loaders fetch census` again") == 1
