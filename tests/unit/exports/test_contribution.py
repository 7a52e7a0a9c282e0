"""What a viewer added, as rows to hand in: appended to the curated tables they pass every check, and no spreadsheet runs a cell of them."""

import csv
import datetime as dt
import io
import shutil
import zipfile
from dataclasses import replace

import pytest

from exports.contribution import README, contribution
from loaders.curated import CURATED, read_curated
from loaders.rules import broken_rules
from loaders.tables import TABLES
from loaders.written import BYTE_ORDER_MARK, STARTS_A_FORMULA
from tests.unit.own import COUNTS, EDGES, OWN, SECRET, TABLE, fact
from views.own.contribution import contributed
from views.own.rows import Own, joined

DAY = dt.date(2026, 11, 28)
HOSTILE = replace(TABLE, title='=HYPERLINK("http://x")', issuer="@SUM(A1)", doc_number="+1", file="-a.xlsx")
ODD = fact(
    HOSTILE, "care_institutions", "achieved", 5, 2025, as_printed="=1+1抚州市5家机构", note="-2", scope="=新的范围"
)
WHOLE = joined(joined(OWN, EDGES), Own((HOSTILE,), (ODD,)))


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(contribution(WHOLE, DAY))) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_the_rows_pass_every_check_when_they_are_appended(files, written, tmp_path):
    appended = dict(written)
    for name in sorted(set(files) - {README}):
        table = TABLES[name.removesuffix(".csv")]
        shutil.copy(CURATED / name, tmp_path / name)
        head, *rows = files[name].removeprefix(BYTE_ORDER_MARK).splitlines(keepends=True)
        assert head.strip().split(",") == [column.name for column in table.columns]
        with (tmp_path / name).open("a", encoding="utf-8", newline="") as file:
            file.writelines(rows)
        appended[table.name] = read_curated(table, tmp_path)
        assert len(appended[table.name]) == len(written[table.name]) + len(rows)
    assert set(files) == {"documents.csv", "facts.csv", "indicators.csv", "scopes.csv", README}
    assert list(map(str, broken_rules(appended))) == []


def test_no_cell_is_a_formula_and_no_mark_of_the_session_is_left(files):
    for name in set(files) - {README}:
        for row in rows_of(files[name])[1:]:
            assert [cell for cell in row if cell.startswith(STARTS_A_FORMULA) and cell not in ("=", "-1")] == []
            assert not any("added_here" in cell or cell.startswith(("own-", "own_")) for cell in row)
    assert "本次浏览中添加" not in files["documents.csv"]


def test_keys_are_those_of_the_atlas_and_the_note_says_how_to_hand_them_in(files):
    facts = contributed(WHOLE, DAY)["facts"]
    assert facts["fact"].is_unique
    assert facts["fact"].iloc[0].startswith("361000-2022-")
    assert set(contributed(WHOLE, DAY)["documents"]["accessed_on"]) == {"2026-11-28"}
    assert "提交方法" in files[README]
    assert "How to hand them in" in files[README]
    assert contribution(WHOLE, DAY) == contribution(WHOLE, DAY)
    assert SECRET in files["documents.csv"]
    assert len(facts) == len(WHOLE.facts) >= len(COUNTS)
