"""Reading the stored tables, and building them."""

import tempfile
from pathlib import Path
from time import process_time

import pyarrow.parquet as pq

from benchmarks.timing import Measure, alternating, once, plain
from loaders.build import build
from loaders.store import DATA, read
from loaders.tables import TABLES

READ_MOST_RATIO = 1.5
BUILD_MOST_RATIO = 300.0


def loading(rounds: int) -> Measure:
    """Return the reading of every table through the store, against the bare Parquet reader."""

    def through_the_store() -> None:
        for name in TABLES:
            read(name, DATA)

    def bare() -> None:
        for name in TABLES:
            pq.read_table(DATA / f"{name}.parquet").to_pandas()

    measured, baseline = alternating([through_the_store, bare], rounds)
    return Measure(f"read all {len(TABLES)} tables", measured, baseline, most_ratio=READ_MOST_RATIO)


def building() -> Measure:
    """Return the build of all tables from the curated files into an empty folder, against plain work."""
    (baseline,) = alternating([plain], 9, process_time)
    with tempfile.TemporaryDirectory() as folder:
        measured = once(lambda: build(data=Path(folder)), process_time)
    return Measure("build the tables against plain work", measured, baseline, BUILD_MOST_RATIO)
