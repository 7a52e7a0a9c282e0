"""A stored table that is cut, empty or another's: each page says so in one sentence, whatever the damage, and nothing else is raised."""

import os
import shutil
from random import Random

import pytest

from loaders.store import DATA
from loaders.tables import STORED
from tests.app.screens import open_page
from tests.app.walk import VIEWS
from tests.unit.damage import damaged
from views import edition

SEED = os.environ.get("ATLAS_FUZZ_SEED") or str(Random().randrange(10**6))


def spoilt(content: bytes, other: bytes, random: Random) -> bytes:
    """Return a table's file as it is after a fault: cut, empty, that of another table, or with random damage."""
    return random.choice((content[: random.randrange(len(content))], b"", other, damaged(content, random)))


def said(count: int, folder, monkeypatch) -> list[str]:
    """Spoil a random table that often and open a random page each time; return what went wrong."""
    for path in DATA.glob("*.parquet"):
        shutil.copy(path, folder)
    metadata = edition.store.metadata
    monkeypatch.setattr(edition.store, "DATA", folder)
    monkeypatch.setattr(edition.store, "metadata", lambda table: metadata(table, folder))
    random, faults = Random(SEED), []
    for _at in range(count):
        table, other, page = random.choice(list(STORED)), random.choice(list(STORED)), random.choice(list(VIEWS))
        path = folder / f"{table}.parquet"
        whole = path.read_bytes()
        path.write_bytes(spoilt(whole, (folder / f"{other}.parquet").read_bytes(), random))
        edition.forget()
        app = open_page(page, "zh")
        boxes = [each.value for each in app.error]
        if app.exception or len(boxes) > 1:
            faults.append(f"{table} {page}: {[each.proto.type for each in app.exception]} {boxes}")
        path.write_bytes(whole)
    edition.forget()
    return faults


@pytest.mark.slow
def test_sixty_spoilt_tables_are_told_of_in_one_sentence(tmp_path, monkeypatch):
    assert not said(60, tmp_path, monkeypatch), f"ATLAS_FUZZ_SEED={SEED}"
