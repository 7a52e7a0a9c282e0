"""A build, a fetch and a batch that are killed at random moments, a hundred times: all is readable, and the next run completes it.

Each is run once whole, to know how long it takes and what it leaves; each kill is of a run of its own, that goes on where the one
before was killed or, every third time, begins anew. ``ATLAS_FUZZ_SEED`` repeats the moments.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from loaders.curated import CURATED
from tests.unit.small_census import write

ROOT = Path(__file__).parents[2]
SEED = os.environ.get("ATLAS_FUZZ_SEED") or str(Random().randrange(10**6))
BUILD = """
import sys
from pathlib import Path
from loaders.build import build
print("ready", flush=True)
build(Path(sys.argv[1]), Path(sys.argv[2]))
"""
FETCH = """
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from loaders import __main__ as command, store
from loaders.census import fetch
source, store.CACHE = Path(sys.argv[1]), Path(sys.argv[2])
for year, edition in fetch.EDITIONS.items():
    fetch.EDITIONS[year] = replace(edition, sha256=sha256((source / edition.file).read_bytes()).hexdigest())
print("ready", flush=True)
sys.exit(command.main(["fetch", "census", "--from", str(source)]))
"""
BATCH = """
import sys
from projection import __main__ as command
from tests.unit.projection.few import few
command.chunks = few
print("ready", flush=True)
sys.exit(command.main(["batch", "--draws", "100", "--to", "2030", "--threads", "1", "--out", sys.argv[2]]))
"""


@dataclass
class Work:
    """A command that fills a folder; what it leaves of each file when it is whole, and the seconds it takes."""

    script: str
    source: Path
    whole: dict[str, str]
    seconds: float

    def start(self, folder: Path) -> subprocess.Popen[str]:
        """Start it, up to where its imports are done."""
        command = [sys.executable, "-c", self.script, str(self.source), str(folder)]
        running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        return running

    def finish(self, folder: Path) -> None:
        """Run it to its end."""
        running = self.start(folder)
        running.communicate(timeout=120)
        assert running.returncode == 0


def digests(folder: Path) -> dict[str, str]:
    """Return what stands in each file that counts: not the lock, nor what a killed run was writing (its name begins with a dot)."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture(scope="module")
def work(tmp_path_factory) -> Callable[[str], Work]:
    """Return how to have a command that has run whole once."""

    def of(name: str) -> Work:
        source, folder = tmp_path_factory.mktemp(f"{name}-source"), tmp_path_factory.mktemp(name)
        if name == "build":
            source = CURATED
        for year in (2010, 2020):
            if name == "fetch":
                write(source / f"census_county_{year}_v1.xlsx", year)
        made = Work({"build": BUILD, "fetch": FETCH, "batch": BATCH}[name], source, {}, 0)
        running, started = made.start(folder), time.monotonic()
        running.communicate(timeout=120)
        made.seconds, made.whole = time.monotonic() - started, digests(folder)
        assert running.returncode == 0
        assert made.whole
        return made

    return of


def killed(work: Work, times: int, folder: Path) -> int:
    """Kill a command at random moments until that many died before their end; return the kills. What is there is readable each time."""
    random, at, died = Random(SEED), 0, 0
    while died < times:
        assert at < times * 3, "it is killed too late"
        if at % 3 == 0:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        running = work.start(folder)
        time.sleep(work.seconds * random.random())
        running.send_signal(signal.SIGKILL)
        running.communicate(timeout=60)
        died += running.returncode == -signal.SIGKILL
        there = digests(folder)
        assert there.items() <= work.whole.items(), f"kill {at}, ATLAS_FUZZ_SEED={SEED}"
        for name in there:
            if name.endswith(".parquet"):
                assert pq.ParquetFile(folder / name).read(use_threads=False).num_rows
        if at % 3 == 2:
            work.finish(folder)
            assert digests(folder) == work.whole, f"kill {at}, ATLAS_FUZZ_SEED={SEED}"
        at += 1
    return at


@pytest.mark.slow
@pytest.mark.parametrize(("name", "times"), [("build", 34), ("fetch", 33), ("batch", 33)])
def test_a_hundred_kills_leave_everything_readable_and_resumable(work, name, times, tmp_path):
    kills = killed(work(name), times, tmp_path / "out")
    sys.stdout.write(f"{name}: {kills} kills, {times} before the end, ATLAS_FUZZ_SEED={SEED}\n")
