"""Bad tables are answered with a reason, in time, and leave nothing behind."""

import builtins
import io
import os
import random
import time
import zipfile

import openpyxl
import pytest

from loaders.errors import FileRefused
from loaders.own_table import OwnTable, read_table
from loaders.own_table.records import QUESTIONS, RULES, UNUSED
from loaders.uploads import Upload
from tests.unit.loaders.own_tables import READ, csv_of, ground, read, told, xls_of, xlsx_of

TIME = 10  # seconds that anything may take
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def raw_xlsx(rows: str, after: str = "") -> bytes:
    """Return a workbook whose only sheet holds rows as they stand in its file."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of([["x"]]))) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, SHEET.format(rows, after) if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return packed.getvalue()


def reasons(table: OwnTable) -> list[str]:
    return [unused.reason for unused in table.unused]


def test_a_sheet_of_a_million_empty_rows_is_read_by_its_used_cells():
    rows = "".join(
        f'<row r="{at}"><c r="A{at}" t="str"><v>{text}</v></c><c r="B{at}" t="{kind}"><v>{value}</v></c></row>'
        for at, text, kind, value in ((1, "城市", "str", "2023年养老机构数（家）"), (2, "张掖", "n", 61))
    )
    content = raw_xlsx(rows + '<row><c s="0"/></row>' * 1_000_000)
    start = time.monotonic()
    assert {cell: figure[0] for cell, figure in told(read("空行.xlsx", content)).items()} == {"B2": "620700"}
    assert time.monotonic() - start < TIME


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("一格在天边.xlsx", lambda: raw_xlsx(FAR), "sheet_too_large"),
        ("太多.csv", lambda: "2023年,\n地区,养老机构数\n" + "张掖,1\n" * 60_000, "sheet_too_large"),
        ("太宽.csv", lambda: ",".join(f"养老{at}" for at in range(16_384)) + "\n" + ",".join("1" * 16_384), "sheet_too_wide"),
        ("空.xlsx", lambda: xlsx_of([]), "empty_sheet"),
        ("只有说明.csv", lambda: "注：\n1. 数据待补。\n数据来源：统计局\n", "no_table"),
        ("全部合并.xlsx", lambda: xlsx_of([["2023年", None, None], [None] * 3, [None] * 3], merged=["A1:C3"]), "no_table"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_table_says_why_in_time(name, content, reason):
    made = content()
    start = time.monotonic()
    table = read(name, made)
    assert time.monotonic() - start < TIME
    assert table.figures == ()
    assert reason in reasons(table)


def test_no_formula_is_evaluated_and_one_without_a_saved_result_is_told():
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (["城市", "2023年养老机构数（家）"], ["张掖", "=1+60"], ["=cmd|'/C calc'!A0", 5], ["益阳", 80]):
        page.append(row)
    written = io.BytesIO()
    book.save(written)
    table = read("公式.xlsx", written.getvalue())
    assert {cell: figure[:3] for cell, figure in told(table).items()} == {"B4": ("430900", "care_institutions", 80)}
    unused = {each.cells: each.reason for each in table.unused}
    assert unused["B2"] == unused["A3"] == "formula_without_value"


def test_a_formula_as_text_stays_text():
    table = read(
        "公式.csv",
        csv_of([["城市", "2023年养老机构数（家）"], ["=cmd|' /C calc'!A0", "5"], ["张掖", "=1+1"], ["益阳", "8"]]),
    )
    assert set(told(table)) == {"B4"}
    assert {each.cells: each.reason for each in table.unused} == {"B2": "place_unknown", "A3:B3": "text_row"}


def test_a_number_merged_over_several_rows_is_nobodys():
    rows = [["2023年养老机构数（家）", None], ["城市", "数量"], ["张掖", 61], ["益阳", None], ["重庆", 9]]
    table = read("合并.xlsx", xlsx_of(rows, merged=["B3:B4"]))
    assert set(told(table)) == {"B5"}
    assert ("B3", "merged_value") in [(each.cells, each.reason) for each in table.unused]


def test_a_hidden_sheet_is_not_read():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of([["城市", "2023年养老机构数（家）"], ["张掖", 61]])))
    book.create_sheet("旧表").append(["益阳", 1])
    book["旧表"].sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    table = read("隐藏.xlsx", written.getvalue())
    assert set(told(table)) == {"B2"}
    assert [(each.sheet, each.reason) for each in table.unused] == [("旧表", "hidden_sheet")]


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_a_document_is_no_table(kind):
    with pytest.raises(FileRefused) as refused:
        read_table(Upload(f"x.{kind}", kind, b"x"), ground())
    assert refused.value.reason == "not_a_table"


def test_a_damaged_workbook_is_refused():
    content = xlsx_of([["城市", "数量"], ["张掖", 61]])
    for damaged in (content[: len(content) // 2], content[:200] + b"\0" * 300 + content[500:]):
        with pytest.raises(FileRefused):
            read("坏.xlsx", damaged)


def test_nothing_is_written_to_disk(monkeypatch: pytest.MonkeyPatch):
    contents = [(made.name, made.content()) for made in READ]
    read(*contents[0])  # what is loaded once is loaded
    usual, usual_os = builtins.open, os.open

    def only_reading(file, mode="r", *others, **more):
        assert not set(mode) & set("wax+"), f"{file} is written"
        return usual(file, mode, *others, **more)

    def only_reading_os(path, flags, *others, **more):
        assert not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT), f"{path} is written"
        return usual_os(path, flags, *others, **more)

    monkeypatch.setattr(builtins, "open", only_reading)
    monkeypatch.setattr(io, "open", only_reading)
    monkeypatch.setattr(os, "open", only_reading_os)
    for name, content in contents:
        assert read(name, content).figures


PIECES = (
    *("", "…", "—", "张掖", "鼓楼区", "合计", "2023年", "2023", "1e999", "-", "=1+1", "9" * 400, "（万人）", "注："),
    *("\u202e", "\ud7ff", "🀄", "%", "5.04万", "≥", "1-2", "0.5", "单位：万张"),
)


def mutated(seed: int) -> tuple[str, bytes]:
    """Return one of the tables with its cells, its text or its bytes changed."""
    chance = random.Random(seed)
    made = READ[seed % len(READ)]
    content = made.content()
    how = chance.randrange(3)
    if isinstance(content, bytes) and content[:2] in (b"PK", b"\xd0\xcf") and how:
        return made.name, _bytes(content, chance)
    text = content if isinstance(content, str) else csv_of([["地区", "2023年养老机构数"], ["张掖", "5"], ["合计", "8"]])
    rows = [line.split(",") for line in text.split("\n")]
    for _ in range(chance.randrange(1, 12)):
        row = chance.randrange(len(rows))
        column = chance.randrange(len(rows[row]))
        action = chance.randrange(4)
        if action == 0:
            rows.insert(row, list(chance.choice(rows)))
        elif action == 1 and len(rows) > 1:
            rows.pop(row)
        else:
            rows[row][column] = chance.choice(PIECES)
    if how == 0:
        return "变.csv", "\n".join(",".join(row) for row in rows).encode()
    filled = [[cell or None for cell in row] for row in rows]
    return (
        ("变.xls", xls_of([[str(cell)[:300] if cell else None for cell in row] for row in filled]))
        if how == 1
        else ("变.xlsx", xlsx_of(filled))
    )


def _bytes(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(changed))
        if chance.randrange(3):
            changed[at] = chance.randrange(256)
        else:
            del changed[at : at + chance.randrange(200)]
    return bytes(changed)


def bears(seeds: range) -> None:
    """Read mutated tables: each is read or refused, in time, and says nothing that has no sentence."""
    for seed in seeds:
        name, content = mutated(seed)
        start = time.monotonic()
        try:
            table = read(name, content)
        except FileRefused:
            continue
        finally:
            assert time.monotonic() - start < TIME, seed
        for figure in table.figures:
            assert figure.value <= figure.value_high, seed
            assert figure.sheet in {sheet.name for sheet in table.sheets}
            assert {reason.rule for reason in figure.reasons} <= set(RULES), seed
        assert {unused.reason for unused in table.unused} <= set(UNUSED), seed
        assert {question.reason for question in table.questions} <= set(QUESTIONS), seed


def test_mutated_tables_are_read_or_refused():
    bears(range(200))


@pytest.mark.slow
def test_ten_thousand_mutated_tables_are_read_or_refused():
    bears(range(200, 10_200))
