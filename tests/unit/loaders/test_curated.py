"""Reading the hand-kept CSV files: every fault is one exact sentence, and nothing is lost on the way to a stored table."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.build import _write, build
from loaders.curated import CURATED, read_all, read_curated
from loaders.errors import DataProblems
from loaders.letters import FULL_WIDTH
from loaders.store import read
from loaders.tables import TABLES
from loaders.tables.schema import Table

PLACES = TABLES["places"]
PLACES_HEADER = "place,name_zh,name_en,level,parent,from,to,note,note_en"
BEIJING = "110000,北京市,Beijing,province,000000,,,,"
# All that may stand in a table as it is: no control or invisible character, no full-width digit or letter.
UNICODE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"], exclude_characters=list(map(chr, FULL_WIDTH))))


def cells_of(table: str) -> list[list[str]]:
    """Return the cells of a real table as the file holds them, its header first."""
    with (CURATED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(folder: Path, table: Table, rows: list[list[str]]) -> None:
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        writer.writerows(rows)


def sentences(table: Table, folder: Path) -> list[str]:
    """Return what reading a faulty table says, one sentence a fault."""
    with pytest.raises(DataProblems) as caught:
        read_curated(table, folder)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [str(problem) for problem in caught.value.problems]


def sentences_of_places(folder: Path, text: str | bytes) -> list[str]:
    (folder / "places.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return sentences(PLACES, folder)


def sentences_of_change(folder: Path, name: str, column: str, value: str) -> list[str]:
    """Return the faults of the first three real rows of a table when the second has another value in one cell."""
    table = TABLES[name]
    header, *rows = cells_of(name)[:4]
    rows[1][header.index(column)] = value
    write(folder, table, rows)
    return sentences(table, folder)


@pytest.mark.parametrize("cells", [8, 10])
def test_a_row_with_too_few_or_too_many_cells_is_named_with_both_counts(tmp_path: Path, cells: int):
    row = ",".join([*BEIJING.split(","), ""][:cells])
    found = sentences_of_places(tmp_path, f"{PLACES_HEADER}\n{BEIJING}\n{row}\n")
    assert found == [f"places.csv, row 3: found {row!r}, expected 9 cells, not {cells}"]


def test_each_broken_row_is_reported_not_only_the_first(tmp_path: Path):
    found = sentences_of_places(tmp_path, f"{PLACES_HEADER}\n110000\n{BEIJING}\n120000,天津市\n")
    assert found == [
        "places.csv, row 2: found '110000', expected 9 cells, not 1",
        "places.csv, row 4: found '120000,天津市', expected 9 cells, not 2",
    ]


def test_a_quote_that_is_never_closed_does_not_swallow_the_rows_below(tmp_path: Path):
    text = f'{PLACES_HEADER}\n{BEIJING}"a note\n{BEIJING}\n'
    assert sentences_of_places(tmp_path, text) == [
        "places.csv: expected well-formed CSV (line 3: unexpected end of data)"
    ]


def test_a_wrong_header_is_shown_beside_the_right_one(tmp_path: Path):
    header = PLACES_HEADER.replace("name_zh,name_en", "name_en,name_zh")
    assert sentences_of_places(tmp_path, f"{header}\n{BEIJING}\n") == [
        f"places.csv, row 1: found {header!r}, expected the header {PLACES_HEADER}"
    ]


def test_an_empty_file_has_no_header(tmp_path: Path):
    assert sentences_of_places(tmp_path, "") == [f"places.csv, row 1: expected the header {PLACES_HEADER}"]


def test_a_missing_file_is_named(tmp_path: Path):
    assert sentences(PLACES, tmp_path) == ["places.csv: expected the file to be there"]


def test_text_in_another_encoding_is_refused_not_guessed(tmp_path: Path):
    text = f"{PLACES_HEADER}\n{BEIJING}\n"
    at = len(text[: text.index("北")].encode())
    assert sentences_of_places(tmp_path, text.encode("gb18030")) == [
        f"places.csv: expected UTF-8 text (byte {at} is not)"
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_not_part_of_the_data(tmp_path: Path):
    (tmp_path / "places.csv").write_bytes(f"\ufeff{PLACES_HEADER}\r\n{BEIJING}\r\n".encode())
    frame = read_curated(PLACES, tmp_path)
    assert frame.iloc[0].tolist() == BEIJING.split(",")


@pytest.mark.parametrize(
    ("table", "column", "value", "expected"),
    [
        ("facts", "value", "约65", "a number"),
        ("facts", "value", "６５", "a number"),
        ("facts", "value", "5.04万", "a number"),
        ("facts", "value", "1,250", "a number"),
        ("facts", "value", "inf", "a number"),
        ("facts", "value", "nan", "a number"),
        ("facts", "year", "二〇二五", "a whole number"),
        ("population_totals", "persons", "1.5", "a whole number"),
        ("population_totals", "persons", "七百万", "a whole number"),
        ("population_totals", "persons", "9" * 30, "a whole number"),
    ],
)
def test_a_cell_that_is_no_number_is_shown_as_it_stands(tmp_path: Path, table, column, value, expected):
    assert sentences_of_change(tmp_path, table, column, value) == [
        f"{table}.csv, row 3, column {column}: found {value!r}, expected {expected}"
    ]


@pytest.mark.parametrize(
    ("letter", "name"), [("\0", "U+0000"), ("\x07", "U+0007"), ("\u200b", "U+200B"), ("\x85", "U+0085")]
)
def test_a_control_or_invisible_character_is_refused_with_its_row_and_column(tmp_path: Path, letter: str, name: str):
    value = f"张{letter}掖"
    expected = f"no control or invisible character ({name} stands in it)"
    assert sentences_of_change(tmp_path, "places", "name_zh", value) == [
        f"places.csv, row 3, column name_zh: found {value!r}, expected {expected}"
    ]


def test_full_width_digits_are_folded_in_text(tmp_path: Path):
    row = BEIJING.replace("北京市", "北京市２").replace("Beijing", "Ｂｅｉｊｉｎｇ")
    (tmp_path / "places.csv").write_text(f"{PLACES_HEADER}\n{row}\n", "utf-8")
    assert read_curated(PLACES, tmp_path).iloc[0].tolist()[:3] == ["110000", "北京市2", "Beijing"]


@pytest.mark.parametrize(
    ("table", "column", "value", "expected"),
    [
        ("places", "level", "city", "one of country, province, prefecture, county"),
        ("facts", "comparator", "≥", "one of >=, >, <=, <, =, ~, range"),
        ("facts", "grade", "E", "one of A, A-, B, B-, C, D or an empty cell"),
        ("documents", "read_in_full", "yes", "one of 0, 1"),
    ],
)
def test_a_word_outside_a_closed_list_is_answered_with_the_list(tmp_path: Path, table, column, value, expected):
    assert sentences_of_change(tmp_path, table, column, value) == [
        f"{table}.csv, row 3, column {column}: found {value!r}, expected {expected}"
    ]


@pytest.mark.parametrize(
    ("table", "column"), [("places", "name_en"), ("facts", "value"), ("population_totals", "persons")]
)
def test_an_empty_required_cell_is_said_to_be_empty(tmp_path: Path, table, column):
    assert sentences_of_change(tmp_path, table, column, "") == [
        f"{table}.csv, row 3, column {column}: expected a value (the cell is empty)"
    ]


@pytest.mark.parametrize("value", ["62070", "6207000", "６２０７００", "620700\n", " 620700", "张掖"])
def test_an_adcode_is_six_plain_digits_and_nothing_else(tmp_path: Path, value: str):
    (found,) = sentences_of_change(tmp_path, "places", "place", value)
    assert found.startswith(f"places.csv, row 3, column place: found {value!r}, expected text like ")


@pytest.mark.parametrize("value", ["2023.11", "23-11-30", "２０２３", "2023年"])
def test_a_date_has_one_way_to_be_written(tmp_path: Path, value: str):
    (found,) = sentences_of_change(tmp_path, "documents", "issued_on", value)
    assert found.startswith(f"documents.csv, row 3, column issued_on: found {value!r}, expected text like ")


def test_a_number_below_its_least_value_is_refused(tmp_path: Path):
    assert sentences_of_change(tmp_path, "population_totals", "persons", "-1") == [
        "population_totals.csv, row 3, column persons: found '-1', expected a number of at least 0"
    ]


def test_the_faults_of_all_tables_are_reported_together(tmp_path: Path):
    for name, table in TABLES.items():
        write(tmp_path, table, cells_of(name)[1:])
    (tmp_path / "places.csv").unlink()
    write(tmp_path, TABLES["facts"], [["half a row"]])
    with pytest.raises(DataProblems) as caught:
        read_all(tmp_path)
    assert [problem.file for problem in caught.value.problems] == ["places.csv", "facts.csv"]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a fresh build of the real tables."""
    folder = tmp_path_factory.mktemp("data")
    build(data=folder)
    return folder


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_of_a_real_table_survives_the_way_to_parquet_and_back(stored: Path, written, name: str):
    header, *rows = cells_of(name)
    frame = read(name, stored)
    pd.testing.assert_frame_equal(frame, written[name])
    assert frame.columns.tolist() == header
    assert len(frame) == len(rows)
    for position, column in enumerate(TABLES[name].columns):
        cells = [row[position] for row in rows]
        if column.type == "text":
            assert frame[column.name].tolist() == cells
            continue
        assert frame[column.name].isna().tolist() == [cell == "" for cell in cells]
        number = int if column.type == "integer" else float
        assert frame[column.name].dropna().tolist() == [number(cell) for cell in cells if cell]


@given(st.lists(st.tuples(UNICODE.filter(bool), UNICODE.filter(bool)), max_size=20, unique_by=lambda pair: pair[0]))
def test_any_unicode_text_survives_the_way_to_parquet_and_back(tmp_path_factory: pytest.TempPathFactory, texts):
    folder = tmp_path_factory.mktemp("words")
    table = TABLES["vocabularies"]
    rows = [
        ["kind", word, str(order), "名", "name", definition, "x"] for order, (word, definition) in enumerate(texts, 1)
    ]
    write(folder, table, rows)
    frame = read_curated(table, folder)
    _write(frame, table.name, folder, folder)
    back = read(table.name, folder)
    assert back.equals(frame)
    assert list(zip(back["word"], back["definition_zh"], strict=True)) == texts
    assert back["order"].tolist() == list(range(1, len(texts) + 1))
