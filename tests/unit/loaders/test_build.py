"""The build writes whole tables or nothing, whatever happens to it; the check finds whatever was changed behind its back."""

import csv
import hashlib
import io
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import __main__ as command_line
from loaders import build as builder
from loaders.build import build, differences
from loaders.curated import CURATED
from loaders.errors import DataProblems, TableUnreadable
from loaders.store import metadata, read
from loaders.tables import STORED, TABLES
from tests.sampling import sampled

ROOT = Path(__file__).parents[3]
BUILD = """
import os, signal, sys
from pathlib import Path
from loaders.build import build

curated, data, renames = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
rename = Path.replace

def rename_or_die(path, target):
    global renames
    if renames == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    renames -= 1
    return rename(path, target)

Path.replace = rename_or_die
print("ready", flush=True)
build(curated, data)
"""
NEVER = 1_000


class Atlas:
    """A copy of the data folder with the commands that work on it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder
        self.curated = folder / "curated"

    def build(self) -> dict[str, int]:
        return build(self.curated, self.data)

    def differences(self) -> list[str]:
        return [str(problem) for problem in differences(self.curated, self.data)]

    def parquet(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.data.glob("*.parquet")}

    def change(self, table: str, change: Callable[[list[list[str]]], object]) -> None:
        """Change the rows of a curated file; the header is row 0."""
        path = self.curated / f"{table}.csv"
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
        change(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    def note(self, table: str, text: str) -> None:
        """Write a note in both languages into the first row of a table."""

        def change(rows: list[list[str]]) -> None:
            for column in ("note", "note_en"):
                rows[1][rows[0].index(column)] = text

        self.change(table, change)


@pytest.fixture(scope="module", autouse=True)
def read_before() -> Iterator[dict[bytes, dict[str, pd.DataFrame]]]:
    """Sources that are the same byte for byte are read and checked once, which takes a second; ``clear`` has them read again."""
    checked, kept = builder.checked, {}

    def once(curated: Path = CURATED) -> dict[str, pd.DataFrame]:
        digest = hashlib.sha256()
        for path in sorted(path for path in curated.rglob("*") if path.is_file()):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(curated)} {len(content)} ".encode() + content)
        source = digest.digest()
        if source not in kept:
            kept[source] = checked(curated)
        return {name: frame.copy() for name, frame in kept[source].items()}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "checked", once)
        yield kept


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "data"
    shutil.copytree(CURATED, folder / "curated")
    build(folder / "curated", folder)
    return folder


@pytest.fixture
def atlas(template: Path, tmp_path: Path) -> Atlas:
    return Atlas(Path(shutil.copytree(template, tmp_path / "data")))


@pytest.fixture
def check(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run `python -m loaders check` over the copy; return its exit code, what it printed and what it complained of."""
    monkeypatch.setattr(command_line, "differences", partial(differences, atlas.curated, atlas.data))

    def run() -> tuple[int, str, str]:
        code = command_line.main(["check"])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_a_fresh_build_holds_every_table_and_passes_the_check(atlas: Atlas, check, read_before):
    read_before.clear()
    assert check() == (0, f"{len(STORED)} tables checked, all agree\n", "")
    assert set(atlas.parquet()) == {f"{name}.parquet" for name in STORED}


def test_the_build_reports_the_rows_of_every_table(atlas: Atlas):
    assert atlas.build() == {name: len(read(name, atlas.data)) for name in STORED}


def test_a_second_build_leaves_every_file_as_it_is(atlas: Atlas, read_before):
    read_before.clear()
    before = {path: path.stat().st_mtime_ns for path in atlas.data.glob("*.parquet")}
    atlas.build()
    assert {path: path.stat().st_mtime_ns for path in atlas.data.glob("*.parquet")} == before


def test_two_builds_of_one_source_are_the_same_byte_for_byte(atlas: Atlas, tmp_path: Path, read_before):
    read_before.clear()
    (tmp_path / "again").mkdir()
    build(atlas.curated, tmp_path / "again")
    assert Atlas(tmp_path / "again").parquet() == atlas.parquet()


def test_a_table_says_what_it_is_and_what_it_was_built_from(atlas: Atlas):
    found = metadata("facts", atlas.data)
    assert found["atlas.title"] == "指标数据 Figures"
    assert list(json.loads(found["atlas.inputs"])) == ["curated/facts.csv"]
    assert found["atlas.version"]
    assert found["atlas.licence"]


def test_a_change_of_one_source_rewrites_one_table(atlas: Atlas):
    before = atlas.parquet()
    atlas.note("places", "改")
    atlas.build()
    after = atlas.parquet()
    assert {name for name in after if after[name] != before[name]} == {"places.parquet"}
    assert read("places", atlas.data).at[0, "note"] == "改"


def drop_a_row(atlas: Atlas) -> None:
    path = atlas.data / "facts.parquet"
    table = pq.read_table(path)
    pq.write_table(table.slice(1), path)


def cut_short(atlas: Atlas) -> None:
    path = atlas.data / "facts.parquet"
    path.write_bytes(path.read_bytes()[:-100])


REWRITE = "run `python -m loaders build`"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    sampled(
        [
            (drop_a_row, f"facts.parquet: expected the content of facts.csv; {REWRITE}"),
            (
                lambda atlas: atlas.note("places", "改"),
                f"places.parquet: expected the content of places.csv; {REWRITE}",
            ),
            (
                lambda atlas: atlas.change("places", list),  # the same cells in other bytes: Windows line ends
                f"places.parquet: expected the metadata of places.csv; {REWRITE}",
            ),
            (
                cut_short,
                f"facts.parquet: expected a readable file (Table facts: its Parquet file is damaged or cut short; {REWRITE}.)",
            ),
            (
                lambda atlas: (atlas.data / "facts.parquet").unlink(),
                f"facts.parquet: expected a readable file (Table facts: its Parquet file is missing; {REWRITE}.)",
            ),
            (
                lambda atlas: (atlas.data / "README.md").write_text("# edited by hand\n"),
                f"README.md: expected what the table declarations say; {REWRITE}",
            ),
            (
                lambda atlas: (atlas.data / "datapackage.json").unlink(),
                f"datapackage.json: expected what the table declarations say; {REWRITE}",
            ),
        ],
        2,
    ),
    ids=["changed Parquet", "changed CSV", "other bytes", "truncated", "missing", "edited codebook", "no data package"],
)
def test_the_check_fails_with_one_sentence_and_a_build_mends_it(atlas: Atlas, check, spoil, sentence: str):
    spoil(atlas)
    assert check() == (1, f"{len(STORED)} tables checked, 1 differ\n", sentence + "\n")
    atlas.build()
    assert check()[0] == 0


def test_the_check_fails_when_a_source_breaks_a_rule(atlas: Atlas, check):
    atlas.change("places", lambda rows: rows.append(rows[1]))
    code, _, said = check()
    assert code == 1
    assert said.startswith("places.csv, row ")
    assert said.endswith("column place: found '000000', expected place to stand once\n")


def test_the_command_line_ends_with_its_code_and_its_sentence(atlas: Atlas):
    """The real command in a checkout whose stored facts were cut short."""
    checkout = atlas.data.parent
    for room in ("loaders", "i18n"):
        shutil.copytree(ROOT / room, checkout / room, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "loaders", "check"]
    well = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert (well.returncode, well.stderr) == (0, "")
    cut_short(atlas)
    broken = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert broken.returncode == 1
    assert broken.stderr.startswith("facts.parquet: expected a readable file")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda rows: rows[5].append("one too many"), "places.csv, row 6:"),
        (lambda rows: rows[5].__setitem__(4, "990000"), "expected a row of places.csv"),
    ],
    ids=["broken row", "broken rule"],
)
def test_a_faulty_source_is_refused_and_no_table_is_touched(atlas: Atlas, spoil, sentence: str):
    before = atlas.parquet()
    atlas.note("facts", "改")  # a good change, which must wait for the faulty file
    atlas.change("places", spoil)
    with pytest.raises(DataProblems, match=sentence):
        atlas.build()
    assert atlas.parquet() == before


def test_a_write_that_fails_leaves_the_old_file_and_no_other(atlas: Atlas, monkeypatch: pytest.MonkeyPatch):
    before, listed = atlas.parquet(), sorted(atlas.data.iterdir())
    atlas.note("places", "改")

    def disk_full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", disk_full)
    with pytest.raises(OSError, match="No space left"):
        atlas.build()
    assert atlas.parquet() == before
    assert sorted(atlas.data.iterdir()) == listed


def started(atlas: Atlas, renames: int = NEVER) -> subprocess.Popen[str]:
    """Start a build that rewrites every table, up to the moment before its first step; it dies before rename ``renames``."""
    for name in TABLES:
        atlas.change(name, list)  # other bytes, so that every table is written anew
    command = [sys.executable, "-c", BUILD, str(atlas.curated), str(atlas.data), str(renames)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def assert_whole(atlas: Atlas, written: dict) -> None:
    """Every table is there and readable with all it held, nothing else counts as a table, and a build mends the rest."""
    assert set(atlas.parquet()) == {f"{name}.parquet" for name in STORED}
    for name in TABLES:
        assert read(name, atlas.data).equals(written[name])
        assert metadata(name, atlas.data)["atlas.title"]
    atlas.build()
    assert atlas.differences() == []


@pytest.mark.parametrize("renames", sampled([4, 0, len(TABLES) - 1], 3))
def test_a_build_killed_before_a_rename_leaves_old_and_new_tables_whole(atlas: Atlas, written, renames: int):
    before = atlas.parquet()
    process = started(atlas, renames)
    assert process.wait(timeout=60) == -signal.SIGKILL
    after = atlas.parquet()
    assert sum(after[name] != before[name] for name in before) == renames
    assert_whole(atlas, written)


@pytest.fixture(scope="module")
def build_seconds(template: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long a build of every table takes here."""
    process = started(Atlas(Path(shutil.copytree(template, tmp_path_factory.mktemp("timed") / "data"))))
    begin = time.monotonic()
    assert process.wait(timeout=60) == 0
    return time.monotonic() - begin


@pytest.mark.parametrize("third", sampled([1, 0, 2], 3))
def test_a_build_killed_at_a_random_moment_leaves_every_table_whole(
    atlas: Atlas, written, build_seconds: float, third: int
):
    process = started(atlas)
    time.sleep(build_seconds * (third + random.random()) / 3)
    process.kill()
    assert process.wait(timeout=60) in (-signal.SIGKILL, 0)
    assert_whole(atlas, written)


def test_a_table_that_is_missing_broken_or_unknown_is_told_apart(atlas: Atlas):
    (atlas.data / "places.parquet").unlink()
    cut_short(atlas)
    said = {}
    for open_table in (read, metadata):
        for name in ("places", "facts", "people"):
            with pytest.raises(TableUnreadable) as caught:
                open_table(name, atlas.data)
            assert caught.value.table == name
            said[caught.value.reason] = str(caught.value)
    assert said == {
        "missing": f"Table places: its Parquet file is missing; {REWRITE}.",
        "broken": f"Table facts: its Parquet file is damaged or cut short; {REWRITE}.",
        "unknown": "Table people: there is no such table; see `python -m loaders show --help`.",
    }


@given(st.data())
def test_a_file_cut_anywhere_is_never_read_as_a_shorter_table(template: Path, tmp_path_factory, data: st.DataObject):
    content = (template / "places.parquet").read_bytes()
    folder = tmp_path_factory.mktemp("cut")
    (folder / "places.parquet").write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(TableUnreadable, match="damaged or cut short"):
        read("places", folder)


@given(st.data())
def test_damaged_bytes_raise_one_kind_of_error_or_none(template: Path, tmp_path_factory, data: st.DataObject):
    content = bytearray((template / "places.parquet").read_bytes())
    footer = content.rindex(b'{"index_columns"')  # the description of the columns, which only pandas reads
    for at in data.draw(st.lists(st.integers(footer, len(content) - 1), min_size=1, max_size=5)):
        content[at] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "places.parquet").write_bytes(content)
    assert outcome(read, folder) in {"read", "broken"}
    assert outcome(metadata, folder) in {"read", "broken"}


def outcome(open_table: Callable[[str, Path], object], folder: Path) -> str:
    try:
        open_table("places", folder)
    except TableUnreadable as error:
        return error.reason
    return "read"


def test_a_frame_is_the_readers_own_to_change(atlas: Atlas):
    frame = read("places", atlas.data)
    frame["name_zh"] = "改"
    assert "改" not in set(read("places", atlas.data)["name_zh"])
