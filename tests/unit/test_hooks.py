"""What `make hooks` turns on: a commit is refused where format, types or data are at fault, in a sentence that says how to go on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = (".githooks", "loaders", "i18n", "data", "pyproject.toml")
GOOD = '"""A module."""\n\n\ndef half(whole: int) -> float:\n    """Return a half."""\n    return whole / 2\n'
BADLY_SET = GOOD.replace("whole / 2", "whole/2")
WRONG_TYPE = GOOD.replace("-> float", "-> str")

Commit = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed: not run")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """Return a checkout with all that the checks read, in which the hook is on."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("cache", ".*[!s]", "__pycache__"))
        else:
            shutil.copy(source, folder)
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / ".gitignore").write_text(".venv\n__pycache__/\n")
    for command in (
        ("init", "--quiet"),
        ("add", "."),
        ("commit", "--quiet", "--message", "as it stands"),
        ("tag", "start"),
        ("config", "core.hooksPath", ".githooks"),
    ):
        git(folder, *command)
    return folder


@pytest.fixture
def commit(checkout: Path) -> Commit:
    """Give the function that writes texts into files, adds them and commits; the test begins with what was committed."""
    git(checkout, "reset", "--quiet", "--hard", "start")

    def written(texts: dict[str, str]) -> subprocess.CompletedProcess[str]:
        for name, text in texts.items():
            (checkout / name).write_text(text, encoding="utf-8")
        git(checkout, "add", ".")
        return git(checkout, "commit", "--message", "an edit", must=False)

    return written


def git(folder: Path, *arguments: str, must: bool = True) -> subprocess.CompletedProcess[str]:
    """Run git in a folder, with nothing of the user's settings."""
    known = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    who = {f"GIT_{role}_{what}": "test@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=known | who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 or not must, done.stderr
    return done


def assert_refused(done: subprocess.CompletedProcess[str], *said: str) -> None:
    """The commit was not made, and the last two lines say why and how to go on, in English and in Chinese."""
    assert done.returncode == 1
    *_found, english, chinese = done.stderr.splitlines()
    assert english.startswith("Not committed: ")
    assert chinese.startswith("未提交：")
    for words in said:
        assert words in done.stderr


def test_a_badly_formatted_file_is_refused_and_named_with_the_command_that_mends_it(commit):
    assert_refused(commit({"loaders/half.py": BADLY_SET}), "loaders/half.py", "make format")


def test_a_type_that_does_not_fit_is_refused_with_its_file_and_line(commit):
    assert_refused(commit({"loaders/half.py": WRONG_TYPE}), "loaders/half.py:6", '"str"', "git add")


def test_a_fault_in_a_curated_table_is_refused_with_its_row(commit, checkout):
    places = (checkout / "data/curated/places.csv").read_text(encoding="utf-8")
    faulty = places.replace(",prefecture,", ",city,", 1)
    assert_refused(commit({"data/curated/places.csv": faulty}), "places.csv", "make data")


@pytest.mark.slow
def test_a_table_that_was_not_built_again_is_refused(commit, checkout):
    notes = (checkout / "data/curated/places.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    assert_refused(commit({"data/curated/places.csv": "".join(notes[:-1])}), "make data")


@pytest.mark.parametrize("beside", [[], pytest.param(["data/curated/read_me.txt"], marks=pytest.mark.slow)])
def test_a_good_edit_passes_as_it_was_added_whatever_is_written_after(checkout, beside):
    git(checkout, "reset", "--quiet", "--hard", "start")
    (checkout / "loaders/half.py").write_text(GOOD, encoding="utf-8")
    for name in beside:
        (checkout / name).write_text("The data check runs and finds nothing.\n")
    git(checkout, "add", ".")
    (checkout / "loaders/half.py").write_text(BADLY_SET, encoding="utf-8")
    done = git(checkout, "commit", "--message", "an edit", must=False)
    assert done.returncode == 0, done.stderr


def test_a_commit_of_neither_code_nor_data_is_not_kept_waiting(commit, checkout):
    (checkout / ".venv").rename(checkout / "elsewhere")
    try:
        assert commit({"README.md": "Read me.\n"}).returncode == 0
        assert_refused(commit({"loaders/half.py": GOOD}), "make hooks")
    finally:
        (checkout / "elsewhere").rename(checkout / ".venv")
