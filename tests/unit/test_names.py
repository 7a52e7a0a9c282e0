"""What comments, docstrings and papers name is there: modules and what is in them, files, and each heading once."""

import importlib
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = "pages|exports|views|charts|policy|projection|loaders|i18n|benchmarks"
DOTTED = re.compile(rf"``?((?:{ROOMS})(?:\.\w+)+)``?")
FILES = re.compile(rf"`((?:{ROOMS}|tests|data|docs)/[\w./-]+)`")
MADE_LATER = re.compile(r"[A-Z]{4}|^data/(cache|census)")  # stands for another name, or is fetched
PAPERS = sorted(path for path in ROOT.glob("*.md") if path.name != "CHANGELOG.md")  # which speaks of what was
CODE = sorted(path for room in (*ROOMS.split("|"), "tests") for path in (ROOT / room).rglob("*.py"))


def stands_for_something(name: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            found = getattr(found, part, None)
        return found is not None
    return False


def is_named(text: str) -> set[str]:
    """Return the dotted names of a text; names of files are not meant."""
    endings = (".py", ".csv", ".md", ".parquet", ".json", ".yaml", ".js", ".po", ".toml", ".txt")
    return {name for name in DOTTED.findall(text) if not name.endswith(endings)}


@pytest.mark.parametrize("path", [*CODE, *PAPERS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_text_names_is_there(path):
    text = path.read_text("utf-8")
    assert {name for name in is_named(text) if not stands_for_something(name)} == set()
    missing = {name for name in FILES.findall(text) if not list(ROOT.glob(name.rstrip("/")))}
    assert {name for name in missing if not MADE_LATER.search(name)} == set()


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_a_paper_has_each_heading_once(path):
    headings = Counter(re.findall(r"^##+ .+$", path.read_text("utf-8"), re.MULTILINE))
    assert [heading for heading, times in headings.items() if times > 1] == []
