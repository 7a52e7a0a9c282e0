"""The audit finds a phrase that does not stand where it is said to, a value that is not printed, and a text that changed."""

import hashlib
import os
from pathlib import Path

import pandas as pd
import pytest

from loaders import __main__ as command_line
from loaders.audit import audit
from loaders.tables import QUOTING

Frames = dict[str, pd.DataFrame]
TEXT = """\
# title: 大庆市医养结合方案
# ----- text below

一、主要目标
(一)床位建设
到2025年,护理型床位占比达
到60%以上,养老床位5.04万张。
(二)服务能力
二级以上综合性医院设立老年医学科的比例达到50%。
"""
PHRASES = 1_800  # what the texts at hand must at least carry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder with the one text."""
    (tmp_path / "plan.txt").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def small(curated: Frames) -> Frames:
    """Nine rows that the text prints, and one fact of a document without a text."""
    frames = {name: curated[name].iloc[0:1].reset_index(drop=True) for name in ("documents", *QUOTING)}
    frames["facts"] = pd.concat([frames["facts"]] * 2, ignore_index=True)
    frames["documents"] = pd.concat([frames["documents"]] * 2, ignore_index=True)
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    put(frames["documents"], 0, document="plan", file="plan.txt", sha256=sha256)
    put(frames["documents"], 1, document="table", file="", sha256="")
    evidence = {"document": "plan", "clause": "一(一)"}
    put(frames["facts"], 0, fact="beds", value=50_400.0, value_high=50_400.0, warnings="", **evidence)
    put(frames["facts"], 0, as_printed="养老床位5.04万张")
    put(frames["facts"], 1, fact="unread", document="table", as_printed="", clause="")
    put(frames["institutions"], 0, institution="home", as_printed="护理型床位占比达到60%以上", **evidence)
    put(frames["care_models"], 0, node="mode", as_printed="二级以上综合性医院", document="plan", clause="一(二)")
    put(frames["policy_codes"], 0, place="230600", instrument="geriatric_departments", finding="coded")
    put(frames["policy_codes"], 0, as_printed="设立老年医学科的比例达到50%", document="plan", clause="一(二)")
    put(
        frames["assumptions"], 0, assumption="nursing", default=60.0, as_printed="护理型床位占比达到60%以上", **evidence
    )
    put(frames["packs"], 0, pack="daqing", rule="beds", part="price", value=50_400.0, warnings="", **evidence)
    put(frames["packs"], 0, as_printed="养老床位5.04万张")
    put(frames["programmes"], 0, as_printed="护理型床位占比达到60%以上", **evidence)
    put(frames["programme_lists"], 0, places=60, warnings="", as_printed="护理型床位占比达到60%以上", **evidence)
    put(frames["schemes"], 0, entry="covered", value=float("nan"), value_high=float("nan"), warnings="", **evidence)
    put(frames["schemes"], 0, as_printed="养老床位5.04万张")
    return frames


def put(frame: pd.DataFrame, row: int, **cells: str | float) -> None:
    for column, value in cells.items():
        assert column in frame
        frame.loc[row, column] = value


def test_phrases_that_stand_where_they_should_are_counted(small: Frames, folder: Path):
    result = audit(small, [folder])
    assert (result.checked, result.faults, result.texts_missing) == (9, [], [])


def test_a_fact_of_a_document_without_a_text_is_counted_not_passed(small: Frames, folder: Path):
    assert audit(small, [folder]).without_file == 1


def test_what_was_not_found_has_no_phrase_to_check(small: Frames, folder: Path):
    put(small["policy_codes"], 0, finding="not_found", as_printed="")
    result = audit(small, [folder])
    assert (result.checked, result.faults) == (8, [])


@pytest.mark.parametrize(
    ("table", "named", "column", "value", "found"),
    [
        ("facts", "facts beds", "as_printed", "养老床位5.05万张", "nowhere in the text"),
        ("facts", "facts beds", "clause", "一(二)", "一(一)"),
        ("institutions", "institutions home", "as_printed", "护理型床位占比达到61%以上", "nowhere in the text"),
        ("care_models", "care_models mode", "clause", "一", "一(二)"),
        (
            "policy_codes",
            "policy_codes 230600/geriatric_departments",
            "as_printed",
            "设立老年医学科的比例达到五成",
            "nowhere in the text",
        ),
    ],
)
def test_one_changed_character_is_a_fault_that_names_the_row(
    small: Frames, folder: Path, table, named, column, value, found
):
    put(small[table], 0, **{column: value})
    result = audit(small, [folder])
    phrase, clause = small[table].at[0, "as_printed"], small[table].at[0, "clause"]
    assert result.faults == [f"{named}: {phrase!r} does not stand under clause {clause} of plan (found: {found})"]
    assert result.checked == 8


def test_an_empty_phrase_stands_nowhere(small: Frames, folder: Path):
    put(small["facts"], 0, as_printed=" ")
    result = audit(small, [folder])
    assert len(result.faults) == 1
    assert result.checked == 8


@pytest.mark.parametrize(("column", "value"), [("value", 50_401.0), ("value_high", 60_000.0)])
def test_a_value_the_phrase_does_not_print_is_a_fault(small: Frames, folder: Path, column: str, value: float):
    put(small["facts"], 0, **{column: value})
    assert audit(small, [folder]).faults == [f"facts beds: '养老床位5.04万张' does not print the value {value:g}"]


@pytest.mark.parametrize("warning", ["universal_wording", "implied_value", "word_number", "converted_unit"])
def test_a_warning_that_says_why_excuses_a_value_not_printed_in_digits(small: Frames, folder: Path, warning: str):
    put(small["facts"], 0, value=100.0, value_high=100.0, warnings=f"{warning};second_hand")
    assert audit(small, [folder]).faults == []


def test_another_warning_excuses_nothing(small: Frames, folder: Path):
    put(small["facts"], 0, value=100.0, value_high=100.0, warnings="second_hand")
    assert len(audit(small, [folder]).faults) == 1


def test_a_text_that_changed_after_it_was_read_is_a_fault(small: Frames, folder: Path):
    (folder / "plan.txt").write_text(TEXT + "(三)增补\n", "utf-8")
    result = audit(small, [folder])
    assert result.faults == ["plan.txt: the text is not the one that was read (SHA-256 differs from documents.csv)"]
    assert result.checked == 9


def test_a_text_in_none_of_the_folders_is_missing_once_not_a_fault(small: Frames, tmp_path: Path):
    result = audit(small, [tmp_path / "elsewhere"])
    assert (result.checked, result.faults, result.texts_missing) == (0, [], ["plan.txt"])


def test_the_first_folder_that_holds_a_text_is_read(small: Frames, folder: Path, tmp_path_factory):
    empty = tmp_path_factory.mktemp("empty")
    assert audit(small, [empty, folder]).checked == 9


@pytest.fixture(scope="session")
def texts() -> list[Path]:
    """The folders of the real texts, which stay outside the project."""
    folders = os.environ.get("ATLAS_TEXTS", "")
    if not folders:
        pytest.skip("texts not at hand: not run")
    return [Path(folder) for folder in folders.split(os.pathsep)]


def test_every_phrase_of_the_real_tables_stands_in_its_text(curated: Frames, texts: list[Path]):
    result = audit(curated, texts)
    assert result.faults == []
    assert result.texts_missing == []
    assert result.checked > PHRASES


@pytest.mark.parametrize("table", QUOTING)
def test_one_changed_character_in_the_real_tables_is_found(frames: Frames, texts: list[Path], table: str):
    rows = frames[table]
    has_file = frames["documents"].set_index("document")["file"] != ""
    row = rows.index[(rows["as_printed"] != "") & rows["document"].map(has_file).fillna(False).astype(bool)][0]
    phrase = str(rows.at[row, "as_printed"])
    rows.loc[row, "as_printed"] = phrase[:2] + "某" + phrase[3:]
    (fault,) = audit(frames, texts).faults
    assert fault.startswith(f"{table} ")
    assert "does not stand under clause" in fault


def test_one_changed_digit_of_a_real_value_is_found(frames: Frames, texts: list[Path]):
    facts = frames["facts"]
    (row,) = facts.index[facts["fact"] == "chongqing-2022-16"]  # 床位5.04万张
    facts.loc[row, ["value", "value_high"]] = 50_500.0
    assert audit(frames, texts).faults == ["facts chongqing-2022-16: '床位5.04万张' does not print the value 50500"]


def test_the_command_line_counts_and_ends_well(texts: list[Path], capsys: pytest.CaptureFixture[str]):
    assert command_line.main(["audit", "--documents", *map(str, texts)]) == 0
    assert ", 0 faults, " in capsys.readouterr().out


def test_the_command_line_refuses_a_folder_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert command_line.main(["audit", "--documents", str(tmp_path / "none")]) == 1
    assert "not a folder" in capsys.readouterr().err
