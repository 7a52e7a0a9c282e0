"""Damaged sources: whatever the damage, they read, or each fault is a sentence with its file; nothing else is raised.

``ATLAS_FUZZ_SEED`` repeats the damage of a run.
"""

import os
import time
from pathlib import Path
from random import Random

import pytest

from loaders.curated import CURATED, read_curated
from loaders.errors import DataProblems
from loaders.packs import FOLDER, read_packs
from loaders.rules import broken_rules
from loaders.tables import TABLES
from tests.unit.damage import damaged

SEED = os.environ.get("ATLAS_FUZZ_SEED") or "1"  # `make test-full` takes another each time
SMALL = [name for name in TABLES if (CURATED / f"{name}.csv").stat().st_size < 20_000]
SLOWEST = 10  # seconds


def told(read, file: str) -> bool:
    """Tell whether reading says what is wrong; it says so in sentences that name the file, and in no other way."""
    started, problems = time.monotonic(), None
    try:
        read()
    except DataProblems as error:
        problems = error.problems
    assert time.monotonic() - started < SLOWEST
    assert problems is None or (problems and all(each.file == file and each.expected for each in problems))
    return problems is not None


def of_packs(count: int, curated, folder: Path) -> int:
    random, paths = Random(SEED), sorted((CURATED / FOLDER).glob("*.yaml"), key=lambda path: path.stat().st_size)
    (folder / FOLDER).mkdir()
    found = 0
    for at in range(count):
        # The larger take long to read: one in eight.
        path = random.choice(paths if at % 8 == 0 else paths[: len(paths) // 3])
        (folder / FOLDER / "damaged.yaml").write_bytes(damaged(path.read_bytes(), random))
        found += told(lambda: read_packs(curated, folder), f"{FOLDER}/damaged.yaml")
    return found


def of_tables(count: int, names: list[str], written, folder: Path) -> int:
    random, found = Random(SEED), 0
    for _at in range(count):
        name = random.choice(names)
        (folder / f"{name}.csv").write_bytes(damaged((CURATED / f"{name}.csv").read_bytes(), random))

        def read(name: str = name) -> None:
            frames = written | {name: read_curated(TABLES[name], folder)}
            if random.random() < 0.05:  # what reads is held against all other tables, which takes long
                broken_rules(frames)

        found += told(read, f"{name}.csv")
    return found


def test_a_damaged_pack_reads_or_is_named(curated, tmp_path: Path):
    assert of_packs(100, curated, tmp_path) > 50, f"ATLAS_FUZZ_SEED={SEED}"


def test_a_damaged_table_reads_or_is_named(written, tmp_path: Path):
    assert of_tables(100, SMALL, written, tmp_path) > 40, f"ATLAS_FUZZ_SEED={SEED}"


@pytest.mark.slow
def test_two_thousand_damaged_packs_read_or_are_named(curated, tmp_path: Path):
    assert of_packs(2000, curated, tmp_path) > 1000, f"ATLAS_FUZZ_SEED={SEED}"


@pytest.mark.slow
def test_two_thousand_damaged_tables_read_or_are_named(written, tmp_path: Path):
    assert of_tables(2000, list(TABLES), written, tmp_path) > 800, f"ATLAS_FUZZ_SEED={SEED}"


@pytest.mark.parametrize(
    ("written_as", "sentence"),
    [
        ("2020-13-45", "line 2: '2020-13-45' is no timestamp"),
        ("!!int x", "line 2: 'x' is no int"),
        ("!!bool x", "line 2: 'x' is no bool"),
        ("[" * 1500, "its parts stand in each other too deep"),
        ("&a [&b [x, x], *b]", "line 2: an alias stands within a part with a name"),
        ("&a [*a]", "line 2: an alias stands within a part with a name"),
    ],
)
def test_a_value_that_yaml_cannot_make_is_shown_with_its_line(curated, tmp_path: Path, written_as, sentence):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "one.yaml").write_text(f"# a pack\nplace: {written_as}\n", "utf-8")
    with pytest.raises(DataProblems) as caught:
        read_packs(curated, tmp_path)
    assert str(caught.value) == f"packs/one.yaml: expected well-formed YAML ({sentence})"


def test_a_list_without_a_word_that_scopes_use_is_named_like_any_other(written):
    words = written["vocabularies"]
    frames = written | {"vocabularies": words[words["vocabulary"] != "scope_aspect"]}
    assert {each.file for each in broken_rules(frames) if each.column == "aspect"} == {"scopes.csv"}
