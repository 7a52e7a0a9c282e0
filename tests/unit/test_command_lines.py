"""Command lines as nobody means them: an exit code, one sentence, no traceback, and no file that is half written.

``ATLAS_FUZZ_SEED`` repeats the arguments of a run.
"""

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
import requests

import exports.__main__
import loaders.__main__
import projection.__main__
from loaders import store
from loaders.census import fetch
from tests.sampling import sampled

SEED = os.environ.get("ATLAS_FUZZ_SEED") or "1"  # `make test-full` takes another each time
# What begins a command, and the options it has.
COMMANDS = {
    loaders.__main__.main: {
        "audit --documents nowhere": (),
        "show facts": ("--place", "--indicator", "--format"),
        "show places": ("--place", "--format"),
        "show": (),
        "summary": ("--lang",),
        "clauses": (),
        "extract there.csv": ("--out",),
        "extract": ("--out",),
        "fetch census": ("--from",),
        "census": ("--from",),
        "bu": ("--maps",),
    },
    projection.__main__.main: {
        "project": ("--place", "--to", "--out", "--draws"),
        "batch --draws 1": ("--level", "--run", "--to", "--out", "--threads", "--table"),
        "batch --threads 0": ("--level", "--run", "--to", "--out", "--draws", "--table"),
        "hindcast": ("--from", "--out"),
    },
    exports.__main__.main: {
        "scenario": ("--place", "--set", "--link", "--out"),
        "slides": ("--out",),
        "report": ("--out",),
    },
}
STRANGE = ("--no-such-option", "-h", "--", "-", "--place=", "--out=")
VALUES = (
    *(
        "",
        " ",
        "620700",
        "张掖市",
        "东莹市",
        "６２０７００",
        "999999",
        "facts",
        "care_beds_total",
        "nan",
        "inf",
        "-1",
        "0",
        "1e9",
    ),
    *(
        "9" * 400,
        "a" * 5000,
        "\x1b[31m",
        "\u202e",
        "../..",
        "/",
        "/dev/null",
        "nowhere/file.csv",
        "there.csv",
        "file.xlsx",
    ),
    *(
        "folder",
        "folder.csv",
        "there",
        "{}",
        "%s",
        "'; DROP TABLE",
        "occupancy=75",
        "occupancy=",
        "=",
        "a=b=c",
        "occupancy=nan",
    ),
    *(
        "http://[",
        "http://x/?place=620700&occupancy=1e400",
        "?place=000000",
        "census",
        "csv",
        "zh",
        "file\n.csv",
        "\udcff\udcfe",
        "\udcff/\udcfe.csv",
        "occupancy=\udcff",
    ),
)
ROOT = Path(__file__).parents[2]
NO_TEXT = b"\xff\xfe"
SENTENCES = 3  # lines of a refusal; argparse adds its usage


def no_network(*_asked: object) -> None:
    raise requests.ConnectionError


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Path:
    """A folder to work in, with files to read or write over, and caches of its own."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "there.csv").write_bytes(b"kept\xff\n")
    (tmp_path / "there").write_bytes(b"\0\x80")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(store, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(fetch, "_stream", no_network)
    return tmp_path


def arguments(random: Random, commands: dict[str, tuple[str, ...]]) -> list[str]:
    """Return a command with some of its options, each with a value that may mean nothing, or with anything at all."""
    first = random.choice(list(commands))
    rest = [part for option in commands[first] if random.random() < 0.7 for part in (option, random.choice(VALUES))]
    if random.random() < 0.3:
        rest.insert(random.randrange(len(rest) + 1), random.choice((*STRANGE, *VALUES)))
    return [*first.split(" "), *rest]


def held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(main, asked: list[str], capsys: pytest.CaptureFixture[str], folder: Path) -> bool:
    """Run a command; tell whether it is refused, in one sentence and with nothing written."""
    before = held(folder)
    try:
        code = main(asked)
    except SystemExit as ended:
        code = ended.code
    _out, said = capsys.readouterr()
    assert code in (0, 1, 2), asked
    assert "Traceback" not in said, asked
    if code == 0:
        return False
    told = [line for line in said.splitlines() if line.strip() and not re.match(r"usage:|  ", line)]
    assert 1 <= len(told) <= SENTENCES, (asked, said)
    assert held(folder) == before, asked
    return True


def run(count: int, capsys: pytest.CaptureFixture[str], folder: Path) -> int:
    random, found = Random(SEED), 0
    for _at in range(count):
        main = random.choice(list(COMMANDS))
        found += refused(main, arguments(random, COMMANDS[main]), capsys, folder)
    return found


def test_whatever_is_typed_is_answered_in_one_sentence(desk: Path, capsys):
    assert run(200, capsys, desk) > 100, f"ATLAS_FUZZ_SEED={SEED}"


@pytest.mark.slow
def test_whatever_is_typed_five_thousand_times(desk: Path, capsys):
    assert run(5000, capsys, desk) > 2500, f"ATLAS_FUZZ_SEED={SEED}"


@pytest.mark.parametrize(
    "command",
    sampled(
        [
            ["-m", "loaders", "show", "facts", "--place", NO_TEXT],
            ["-m", "loaders", NO_TEXT],
            ["-m", "loaders", "show", "facts", "--indicator", NO_TEXT],
            ["-m", "loaders", "clauses", NO_TEXT],
            ["-m", "loaders", "fetch", "census", "--from", NO_TEXT],
            ["-m", "projection", "project", "--place", NO_TEXT],
            ["-m", "projection", "hindcast", "--from", NO_TEXT],
            ["-m", "exports", "scenario", "--place", NO_TEXT, "--out", "never.csv"],
            ["-m", "exports", "deck", "--place", "620700", "--with", NO_TEXT, "--out", "never.pptx"],
            ["-m", "i18n", NO_TEXT],
            ["-m", "bundle", NO_TEXT],
            ["-m", "benchmarks", NO_TEXT],
            ["bundle/starter/start.py", "--port", NO_TEXT],
            ["dashboard.py", "--server.port", NO_TEXT],
            ["dashboard.py", "--server.address", NO_TEXT],
        ],
        step=20,
    ),
    ids=str,
)
def test_bytes_that_are_no_text_are_answered_in_one_sentence(command):
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict", "ATLAS_FRAME_ANCESTORS": "\udcff"}
    run = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
    )
    said = run.stderr.decode() or run.stdout.decode()
    assert run.returncode in (1, 2)
    assert "Traceback" not in said
    assert "codec" not in said
    assert re.search(r"\\udcff|UTF-8", said), said
    assert not [*ROOT.glob("never.*")]


@pytest.mark.parametrize("page", ["cp1252", "ascii", "gb18030", "utf-8"])
def test_a_table_is_written_whole_whatever_the_code_page_of_the_desk(monkeypatch, page):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written := io.BytesIO(), encoding=page))
    assert loaders.__main__.main(["show", "places"]) == 0
    rows = written.getvalue().decode(page if page == "gb18030" else "utf-8").splitlines()
    assert len(rows) == len(store.read("places")) + 1
    assert "张掖市" in "".join(rows)


def test_who_has_read_enough_ends_a_command_without_a_fault():
    with subprocess.Popen(
        [sys.executable, "-m", "loaders", "show", "facts"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as shown:
        assert shown.stdout is not None
        assert shown.stderr is not None
        assert shown.stdout.readline().startswith(b"fact,")
        shown.stdout.close()
        assert shown.stderr.read() == b""
    assert shown.returncode == 0
