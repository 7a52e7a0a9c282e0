"""Reading the census: a workbook by calamine against openpyxl, and the fetched table against reading its workbook again."""

import os
import tempfile
from pathlib import Path
from unittest.mock import patch

import openpyxl

from benchmarks.timing import Measure, alternating
from loaders import store
from loaders.census.editions import EDITIONS
from loaders.census.workbook import read_census, sheet_rows
from tests.unit.small_census import write

EDITION = EDITIONS[2020]
CALAMINE_MOST_RATIO = 0.3
SERVED_MOST_RATIO = 0.6


def reading(rounds: int) -> list[Measure]:
    """Return both measures over the published workbook of 2020; over a small one, without limits, where it is not at hand."""
    with tempfile.TemporaryDirectory() as folder:
        path = published()
        limits = (CALAMINE_MOST_RATIO, SERVED_MOST_RATIO) if path else (None, None)
        path = path or write(Path(folder) / "small.xlsx", EDITION.year)
        # openpyxl takes seconds: one run of each, after the one that does not count.
        cells = alternating([lambda: sheet_rows(path, EDITION.sheet), lambda: openpyxl_rows(path)], 1)
        read_census(path, EDITION.year).places().to_parquet(Path(folder) / "population.parquet", index=False)
        with patch.object(store, "CACHE", Path(folder)):
            again = [lambda: store.read("population"), lambda: read_census(path, EDITION.year)]
            served = alternating(again, min(rounds, 5))
    return [
        Measure(f"{path.name}: calamine against openpyxl", *cells, most_ratio=limits[0]),
        Measure("fetched census, warm, against its workbook", *served, most_ratio=limits[1]),
    ]


def published() -> Path | None:
    """Return the workbook of 2020: fetched, or beside the texts of ``ATLAS_TEXTS``; nothing where it is not at hand."""
    texts = os.environ.get("ATLAS_TEXTS", "").split(os.pathsep)[0]
    beside = [Path(texts).parent / "public-data" / EDITION.file] if texts else []
    return next((path for path in (store.CACHE / EDITION.file, *beside) if path.is_file()), None)


def openpyxl_rows(path: Path) -> list[tuple]:
    """Return the cells of the sheet as openpyxl reads them, in its fastest mode."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = list(book[EDITION.sheet].iter_rows(values_only=True))
    book.close()
    return rows
