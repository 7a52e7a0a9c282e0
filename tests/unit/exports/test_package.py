"""The data package is what its own description says, can be read by a spreadsheet and a GIS, and no text in it does anything."""

import csv
import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest

from exports import package as made
from exports import sheet
from exports.contents import taken
from exports.package import package
from loaders.tables import STORED
from tests.unit.exports.meeting import DAY, items
from views import edition
from views.edition import Edition, reading
from views.meeting.item import Item
from views.view import Table

PARSERS: dict[str, Callable[[str], Any]] = {"integer": int, "number": float, "string": str, "boolean": bool}
NASTY = ["=1+1", "+2", "-3", "@x", "\t=4", "a\x00b", "ok"]


@pytest.fixture(scope="module")
def archive() -> zipfile.ZipFile:
    """The package of real views, in Chinese."""
    return zipfile.ZipFile(io.BytesIO(package(items("zh"), "zh", DAY)))


def small(frame: pd.DataFrame, **words: Any) -> Item:
    told: dict[str, Any] = {"title": "t"} | words
    return Item(view=Table(frame, []), **told)


def opened(asked: list[Item], lang: str = "zh", **settings: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(package(asked, lang, DAY, **settings)))


def csv_of(archive: zipfile.ZipFile, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(archive.read(path).decode("utf-8-sig"))))


def faults(archive: zipfile.ZipFile) -> list[str]:
    """Return where an archive is not what its description says, by the Data Package standard, version 2."""
    told = json.loads(archive.read("datapackage.json"))
    found = [] if told["$schema"].startswith("https://datapackage.org/profiles/2.") else ["profile"]
    found += [] if told["resources"] else ["no resource"]
    found += [f"licence {each}" for each in told["licenses"] if not {"name", "path"} & set(each)]
    dt.datetime.fromisoformat(told["created"])
    names, paths = ([each[key] for each in told["resources"]] for key in ("name", "path"))
    found += [] if len({*names}) == len(names) and len({*paths}) == len(paths) else ["twice the same"]
    found += [f"name {name}" for name in (told["name"], *names) if not re.fullmatch(r"[a-z0-9._-]+", name)]
    if {*paths, "datapackage.json"} != {*archive.namelist()}:
        found.append("a file without description, or a description without file")
    for resource in told["resources"]:
        found += [f"{resource['path']}: {fault}" for fault in _faults(archive, resource)]
    for key in (key for resource in told["resources"] for key in resource.get("schema", {}).get("foreignKeys", [])):
        found += [] if key["reference"]["resource"] in ("", *names) else [f"reference to {key['reference']}"]
    return found


def _faults(archive: zipfile.ZipFile, resource: dict[str, Any]) -> list[str]:
    content, path = archive.read(resource["path"]), resource["path"]
    found = [] if resource["bytes"] == len(content) else ["bytes"]
    found += [] if resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}" else ["hash"]
    found += [] if resource["format"] == path.rpartition(".")[2] and resource["encoding"] == "utf-8" else ["format"]
    if resource.get("type") != "table":
        return found if path.endswith(".txt") else [*found, "no table"]
    fields = resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    found += [f"field {field}" for field in fields if not field["type"] or not field["title"]]
    if path.endswith(".parquet"):
        return found if pq.read_schema(io.BytesIO(content)).names == names else [*found, "columns"]
    head, *lines = csv_of(archive, path)
    found += [] if head == names else ["head"]
    for line in lines:
        for field, cell in zip(fields, line, strict=True):
            if cell not in resource["schema"]["missingValues"]:
                PARSERS[field["type"]](cell)
    return found


def test_the_package_is_what_its_description_says(archive: zipfile.ZipFile):
    assert faults(archive) == []
    assert archive.testzip() is None


def test_the_checker_sees_what_is_not_as_described(archive: zipfile.ZipFile):
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as written:
        for name in archive.namelist():
            content = archive.read(name)
            written.writestr(
                name, content.replace("北京市".encode(), "北京币".encode()) if name == "records.csv" else content
            )
        written.writestr("more.txt", "x")
    assert faults(zipfile.ZipFile(other)) == [
        "a file without description, or a description without file",
        "records.csv: hash",
    ]


def test_each_item_has_its_rows_in_both_forms_and_each_map_its_areas(archive: zipfile.ZipFile):
    for at, item in enumerate(items("zh"), 1):
        shown = item.view.table.num_rows
        assert len(csv_of(archive, f"data/item-{at:02}.csv")) == shown + 1
        assert pq.read_table(io.BytesIO(archive.read(f"data/item-{at:02}.parquet"))).num_rows == shown
    maps = [name for name in archive.namelist() if name.startswith("maps/")]
    assert maps == ["maps/item-03.parquet", "maps/item-04.parquet"]


def test_a_map_is_read_by_a_gis_with_its_values_and_all_dashes(archive: zipfile.ZipFile, tmp_path: Path):
    frame = gpd.read_parquet(archive.extract("maps/item-03.parquet", tmp_path))
    assert frame.crs == "OGC:CRS84"
    assert list(frame) == ["place", "kind", "name", "text", "value", "geometry"]
    units, dashes = frame[frame["kind"] == "unit"], frame[frame["kind"] == "dash"]
    assert (len(units), len(dashes)) == (34, 10)
    assert frame.geometry.is_valid.all()
    told = {str(row["place"]): row for row in units.to_dict("records")}
    assert told["710000"]["name"] == "台湾省"
    assert pd.isna(told["710000"]["value"])
    assert f"{told['210000']['value']:.2f}" in told["210000"]["text"]
    (view,) = (item.view for item in items("zh")[2:3])
    assert units["value"].notna().sum() == view.table.num_rows


def test_records_are_those_behind_the_views_with_what_they_follow_from(archive: zipfile.ZipFile):
    head, *lines = csv_of(archive, "records.csv")
    assert head == list(sheet.rows([], "zh"))
    clause, wording, formula = (head.index(name) for name in ("条款", "原文用语", "计算公式"))
    assert all(line[formula] or line[clause] for line in lines)
    assert any(line[wording] for line in lines)


def test_the_codebook_has_every_column_of_every_table(archive: zipfile.ZipFile):
    told = json.loads(archive.read("datapackage.json"))
    columns = {
        (each["path"], field["name"])
        for each in told["resources"]
        for field in each.get("schema", {}).get("fields", [])
    }
    head, *lines = csv_of(archive, "codebook.csv")
    assert {(line[0], line[1].removeprefix("'")) for line in lines} == {
        each for each in columns if each[0] != "codebook.csv"
    }
    assert all(line[head.index("description")] for line in lines)


def test_links_and_words_for_readers_are_there_in_both_languages(archive: zipfile.ZipFile):
    links = archive.read("link.txt").decode("utf-8-sig")
    assert "/gaps?lang=zh&topic=nursing_share&like=a+b%26c" in links
    assert "无链接" in links
    for name in ("README.txt", "CITATION.txt"):
        told = archive.read(name).decode("utf-8-sig")
        assert "医养图谱" in told
        assert "Yiyang Atlas" in told
        assert "CC BY 4.0" in told


def test_the_same_items_on_the_same_day_are_the_same_bytes_and_each_is_told():
    told: list[tuple[int, int]] = []
    some = items("zh")[1:3]
    first, second = (
        package(some, "zh", DAY, progress=lambda done, of: told.append((done, of))),
        package(some, "zh", DAY),
    )
    assert first == second
    assert told == [(1, 2), (2, 2)]
    with zipfile.ZipFile(io.BytesIO(package(some, "zh", dt.date(1900, 1, 1)))) as early:
        assert early.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


@pytest.mark.parametrize(("lang", "said"), [("zh", "请至少加入"), ("en", "add at least")])
def test_nothing_to_write_is_said_in_one_sentence(lang: str, said: str):
    with pytest.raises(ValueError, match=said):
        package([], lang, DAY)


def test_no_cell_and_no_head_is_a_formula_and_no_title_a_path():
    frame = pd.DataFrame({"=HEAD()": NASTY, "n": range(len(NASTY))})
    odd = small(
        frame, title="../../etc/passwd\x00\ud800=" + "长" * 400, note="@x\x1b[31m", page="gaps", query={"a": "\udfff"}
    )
    found = opened([odd] * 60)
    assert faults(found) == []
    assert all(re.fullmatch(r"[A-Za-z0-9./-]+", name) and ".." not in name for name in found.namelist())
    head, *lines = csv_of(found, "data/item-60.csv")
    cells = [head[0], *(line[0] for line in lines)]
    assert cells[:5] == ["'=HEAD()", "'=1+1", "'+2", "'-3", "'@x"]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    assert [line[1] for line in lines] == [str(number) for number in range(len(NASTY))]
    stored = pq.read_table(io.BytesIO(found.read("data/item-60.parquet"))).column(0).to_pylist()
    assert stored[:4] == NASTY[:4]
    assert "\x00" not in found.read("link.txt").decode()


def test_with_every_table_the_package_is_whole_and_holds_the_viewers_rows_apart():
    own = edition.table("places").head(1).assign(place="x-own", name_zh="=自有", note="")
    with reading(Edition({"places": own})):
        found = opened([small(pd.DataFrame({"a": [1.5, None]}))], every=True)
    assert faults(found) == []
    assert {f"tables/{name}.{suffix}" for name in STORED for suffix in ("csv", "parquet")} <= {*found.namelist()}
    head, line = csv_of(found, "own/places.csv")
    assert line[head.index("name_zh")] == "'=自有"
    assert "x-own" not in found.read("tables/places.csv").decode()


def test_what_columns_hold_is_said_of_as_many_as_there_are():
    assert len(made.OF_RECORDS) == len(sheet.rows([], "en").columns)


def test_an_item_without_words_has_those_of_its_view_but_not_what_it_says_of_clicks():
    (item,) = taken(items("zh")[2:3], "zh")
    assert item.title
    assert item.sentence.startswith("2020年60岁及以上常住人口占比")
    assert "点击" not in item.sentence
