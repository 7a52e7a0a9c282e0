"""What the launcher puts in place before the first viewer, and what it says where it cannot."""

import subprocess
import sys

import pytest

import dashboard
from loaders.geography import layers
from pages.parts import live


@pytest.fixture
def started(monkeypatch, tmp_path) -> list[list[str]]:
    """The commands that the launcher starts; nothing runs."""
    commands = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_settings: commands.append(command))
    monkeypatch.setattr(live, "STATIC", tmp_path / "static" / "plotly.min.js")
    (tmp_path / "static").mkdir()
    return commands


@pytest.mark.parametrize(("old", "commands"), [(True, [["-m", "loaders", "build", "--maps"]]), (False, [])])
def test_missing_maps_are_built_in_a_process_of_their_own(monkeypatch, started, old, commands):
    monkeypatch.setattr(layers, "stale", lambda: old)
    dashboard.provide_files()
    assert started == [[sys.executable, *command] for command in commands]
    assert live.STATIC.stat().st_size == live.PACKAGE.stat().st_size


def test_a_folder_that_cannot_be_written_is_one_sentence_on_the_console(monkeypatch, started, capsys):
    def refuse() -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(live, "provide_plotly", refuse)
    dashboard.provide_files()
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "pages/static cannot be written (Permission denied)" in said.replace(str(live.STATIC.parent), "pages/static")
    assert started == []
