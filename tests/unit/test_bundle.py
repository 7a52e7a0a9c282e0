"""The bundle for a desk without a network: what is packed for whom, and what its starter does and says."""

import json
import re
import socket
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

import pytest
from streamlit.web import cli

from bundle import __main__ as command
from bundle import archive, wheels
from bundle.starter import start

LOCK = wheels.LOCK.read_text("utf-8")
WINDOWS, LINUX = wheels.Target("win-amd64", "3.12"), wheels.Target("linux-x86_64", "3.12")
SIZES = {start.target(): {"bytes": 1000, "longest": 40}}


@pytest.fixture
def packed() -> dict[str, bytes]:
    return dict(archive.starter_files({target.name: {} for target in wheels.TARGETS}, "1.2.3"))


@pytest.fixture
def unpacked(tmp_path) -> Path:
    """A bundle with everything but wheels, in a folder with a space and Chinese letters."""
    root = tmp_path / "医养 图谱"
    for name, content in archive.starter_files(SIZES, "1.2.3"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (root / "app").mkdir()
    (root / "app" / "dashboard.py").touch()
    return root


def pins(lock: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))


def test_a_lock_of_one_kind_of_desk_holds_what_it_needs_and_no_conditions():
    windows, linux = (wheels.lock_for(LOCK, target) for target in (WINDOWS, LINUX))
    assert pins(windows) - pins(linux) == {"colorama"}
    assert pins(windows) == pins(LOCK)
    assert " ; " not in windows
    for lock in (windows, linux):
        assert all(block.count("--hash=sha256:") for block in re.split(r"^(?=\S)", lock, flags=re.MULTILINE)[1:])


def test_a_package_that_its_makers_withdrew_goes_into_no_bundle(tmp_path, monkeypatch):
    said = "WARNING: The candidate selected for download or install is a yanked version: 'x' candidate (version 1)\nReason: bad"
    monkeypatch.setattr(wheels, "_pip", lambda *_asked: subprocess.CompletedProcess([], 0, "", said))
    with pytest.raises(
        wheels.NoWheels, match=r"^win-amd64-3\.12: .*yanked version: 'x' candidate \(version 1\); `make lock`"
    ):
        wheels.download(WINDOWS, tmp_path)


def test_the_command_file_has_the_line_ends_of_windows_and_chinese_behind_every_label(packed):
    content = packed["start.bat"]
    assert content.count(b"\r\n") == content.count(b"\n")
    assert not content.startswith(b"\xef\xbb\xbf")  # cmd.exe takes a byte order mark for a command
    *lines, last = content.decode().rstrip().split("\r\n")
    assert all(line.isascii() for line in lines)
    assert not last.isascii()
    assert last.endswith("exit /b 1")
    assert lines.index("chcp 65001 >nul") < len(lines)


def test_every_jump_of_the_command_file_has_its_label_and_every_file_its_place(packed):
    text = packed["start.bat"].decode()
    jumps = set(re.findall(r"(?:goto |call :)(\w+)", text))
    assert jumps == set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    for name in re.findall(r'%HERE%(starter\\[\w.-]+)"', text):
        assert name.replace("\\", "/") in packed
    assert not re.search(r"(?<!\")%(HERE|~1|~dp0)", text.replace('"HERE=%~dp0', ""))  # a path may hold spaces


def test_the_starters_look_for_each_python_that_has_packages(packed):
    windows = [target.python for target in wheels.TARGETS if target.platform.startswith("win")]
    linux = [target.python for target in wheels.TARGETS if target.platform.startswith("linux")]
    assert f"for %%V in ({' '.join(windows[::-1])}) do" in packed["start.bat"].decode()
    assert re.findall(r" python(3\.\d+)", packed["start.sh"].decode()) == linux[::-1]
    for line in packed["starter/no-python.txt"].decode().splitlines():
        of_windows, of_linux = re.split(r"Linux[:：]", line)
        assert re.findall(r"3\.\d+", of_windows) == windows
        assert re.findall(r"3\.\d+", of_linux) == linux


def test_the_app_has_what_runs_and_nothing_of_the_workshop():
    names = {path.relative_to(archive.ROOT).as_posix() for path in archive.app_files()}
    assert {"dashboard.py", ".streamlit/config.toml", "data/facts.parquet", "i18n/zh_CN.po"} <= names
    assert {"pages/router.py", "requirements.txt", "LICENSE"} <= names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "bundle/", ".ci/"))]


def test_a_bundle_is_whole_or_not_there(tmp_path, monkeypatch):
    wheel = tmp_path / "x-1-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    ages = tmp_path / "population.parquet"
    ages.write_bytes(b"ages")
    monkeypatch.setattr(archive, "app_files", lambda: [archive.ROOT / "dashboard.py"])
    monkeypatch.setattr(archive, "fetched_ages", lambda: ages)
    bundle = tmp_path / "dist" / "atlas-1.zip"
    archive.write(bundle, [wheel], SIZES, "1")
    with zipfile.ZipFile(bundle) as opened:
        assert opened.read("atlas-1/wheels/x-1-py3-none-any.whl") == b"wheel"
        assert opened.read("atlas-1/app/data/cache/population.parquet") == b"ages"
        assert opened.getinfo("atlas-1/start.sh").external_attr >> 16 & 0o111
        assert json.loads(opened.read("atlas-1/starter/bundle.json"))["targets"] == SIZES
    bundle.unlink()
    with pytest.raises(FileNotFoundError):
        archive.write(bundle, [tmp_path / "missing.whl"], SIZES, "1")
    assert not list(bundle.parent.iterdir())


@pytest.mark.parametrize("ages", [None, Path("population.parquet")])
def test_a_bundle_without_the_ages_of_counties_says_so(monkeypatch, tmp_path, capsys, ages):
    monkeypatch.setattr(command.layers, "stale", lambda: False)
    monkeypatch.setattr(wheels, "download", lambda _target, _folder: [])
    monkeypatch.setattr(archive, "fetched_ages", lambda: ages)
    monkeypatch.setattr(archive, "write", lambda bundle, *_parts: (bundle.parent.mkdir(), bundle.touch()))
    monkeypatch.setattr(archive, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1"\n')
    monkeypatch.setattr(sys, "argv", ["bundle", WINDOWS.name])
    assert command.main() == 0
    said = capsys.readouterr().out
    assert ("ages of counties have not been fetched" in said) == (ages is None)
    assert ("县级分年龄人口尚未下载" in said) == (ages is None)


def test_installed_bytes_and_the_longest_path_are_read_from_the_wheels(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as opened:
        opened.writestr("a/b.py", "x" * 5)
        opened.writestr("a/longer.py", "x" * 7)
    assert wheels.measured([tmp_path / "a.whl"]) == {"bytes": 12, "longest": len("a/longer.py")}


def test_the_shell_starter_hands_over_or_says_that_there_is_no_python(unpacked):
    (unpacked / "starter" / "start.py").write_text("import sys; print('started', *sys.argv[1:])")
    here = Path(sys.executable).resolve().parent
    run = partial(subprocess.run, capture_output=True, text=True, check=False)
    places = {"PATH": f"{here}:/usr/bin:/bin", "HOME": str(unpacked)}
    found = run(["sh", unpacked / "start.sh", "--port", "8600"], env=places)
    assert (found.returncode, found.stdout) == (0, "started --port 8600\n")
    (unpacked / "starter" / "bundle.json").write_text('{"targets": {}}')
    missing = run(["sh", unpacked / "start.sh"], env=places)
    assert missing.returncode == 1
    assert missing.stdout == (unpacked / "starter" / "no-python.txt").read_text("utf-8")
    assert missing.stderr == ""


def test_every_sentence_stands_in_both_languages_with_the_same_values():
    for chinese, english in start.SENTENCES.values():
        assert re.search(r"[\u4e00-\u9fff]", chinese)
        assert english.isascii() or set(re.sub(r"[ -~]", "", english)) <= set("…–")
        assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", english))


def test_a_taken_port_is_named_and_a_free_one_is_found(monkeypatch):
    with socket.socket() as taken:
        taken.bind((start.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(start.Trouble, match=f"Port {port} is taken"):
            start.free_port(port)
        monkeypatch.setattr(start, "PORTS", range(port, port + 1))
        with pytest.raises(start.Trouble, match="All ports"):
            start.free_port(None)
        monkeypatch.setattr(start, "PORTS", range(port, port + 20))
        assert start.free_port(None) > port
    with pytest.raises(start.Trouble, match="Port 99999"):
        start.free_port(99999)


def test_what_stops_an_installation_is_said_before_it_begins(unpacked, monkeypatch):
    folder = unpacked / "packages"
    with pytest.raises(start.Trouble, match=r"needs 1300000000 MB and has \d+ MB"):
        start.check_room(folder, {"bytes": 10**15, "longest": 40})
    with pytest.raises(start.Trouble, match="cannot be written"):
        start.check_room(unpacked / "missing" / "packages", {"bytes": 1, "longest": 40})
    start.check_room(folder, {"bytes": 1, "longest": 240})
    monkeypatch.setattr(start.os, "name", "nt")
    with pytest.raises(start.Trouble, match="path of the folder is too long"):
        start.check_room(folder, {"bytes": 1, "longest": 240})


def test_a_bundle_that_is_not_whole_or_not_for_this_desk_says_so(unpacked):
    with pytest.raises(start.Trouble, match="incomplete"):
        start.packages(unpacked)  # no wheels, no pip
    described = unpacked / "starter" / "bundle.json"
    described.write_text('{"targets": {"win-amd64-3.9": {}}}')
    with pytest.raises(start.Trouble, match=r"no packages for .* use one of win-amd64-3\.9"):
        start.packages(unpacked)
    described.write_text('{"targ')
    with pytest.raises(start.Trouble, match="incomplete"):
        start.packages(unpacked)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk filled up"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "incomplete"),
        ("ERROR: No matching distribution found for numpy==2.4.6", "incomplete"),
        ("ImportError: DLL load failed while importing lib: The specified module could not be found.", "Visual C"),
        ("Segmentation fault", "says why"),
    ],
)
def test_an_installer_that_failed_is_one_sentence(said, meant, tmp_path):
    told = str(start.why(said, tmp_path, tmp_path / "install.log"))
    assert meant in told
    assert told.count("\n") == 1


def test_a_failed_installation_leaves_its_log_and_no_folder(unpacked, capsys):
    (unpacked / "wheels").mkdir()
    with zipfile.ZipFile(unpacked / "wheels" / "pip-0-py3-none-any.whl", "w") as opened:
        opened.writestr("pip/__main__.py", "import sys; sys.exit('no luck')")
        opened.writestr("pip/__init__.py", "")
    with pytest.raises(start.Trouble, match=r"install\.log says why"):
        start.packages(unpacked)
    assert "no luck" in (unpacked / "install.log").read_text("utf-8")
    assert not list(unpacked.glob("packages-*"))
    assert "Installing" in capsys.readouterr().out


def test_numba_is_lent_the_runtime_that_a_bare_windows_lacks(tmp_path):
    assert not start.lend_runtime(tmp_path)  # not on Windows
    for name in ("numpy.libs/msvcp140-a4c2.dll", "numba/_dispatcher.pyd", "numba/core/typeconv/_typeconv.pyd"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert start.lend_runtime(tmp_path)
    for beside in ("numba", "numba/core/typeconv"):
        assert (tmp_path / beside / "msvcp140.dll").read_text() == "numpy.libs/msvcp140-a4c2.dll"


def test_the_second_of_two_starts_keeps_what_the_first_installed(tmp_path):
    part, folder = tmp_path / "packages.1", tmp_path / "packages"
    part.mkdir()
    start.settle(part, folder)
    (folder / "first").touch()
    part.mkdir()
    start.settle(part, folder)
    assert (folder / "first").exists()


def test_an_embeddable_python_is_told_its_paths_once(tmp_path, monkeypatch):
    python, app, folder = (tmp_path / name for name in ("python", "app", "packages"))
    for path in (python, app, folder):
        path.mkdir()
    described = python / "python312._pth"
    described.write_text("python312.zip\n.\n")
    monkeypatch.setattr(start.sys, "executable", str(python / "python.exe"))
    monkeypatch.setattr(start.sys, "path", [])
    monkeypatch.setattr(start.os, "environ", {"PYTHONHOME": "elsewhere"})
    for _ in range(2):
        start.lead_to(folder, app)
    assert described.read_text().split() == ["python312.zip", ".", str(Path("..", "app")), str(Path("..", "packages"))]
    assert start.sys.path[:2] == [str(app), str(folder)]
    assert start.os.environ == {"PYTHONPATH": str(folder), "PYTHONUTF8": "1"}


def test_a_trouble_ends_the_starter_with_its_sentence(monkeypatch, capsys):
    def refuse(_port: int | None) -> int:
        raise start.Trouble("port taken", port=80)

    monkeypatch.setattr(start, "free_port", refuse)
    assert start.main(["--port", "80"]) == 1
    assert "端口 80 已被占用" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "traced"), [(OSError(99, "Cannot assign requested address"), False), (RuntimeError("odd"), True)]
)
def test_an_address_that_is_not_this_computers_is_said_without_a_trace(monkeypatch, tmp_path, capsys, error, traced):
    def refuse(**_settings: object) -> None:
        raise error

    monkeypatch.setattr(cli, "main", refuse)
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(start.Trouble, match="did not start; the lines above say why"):
        start.serve(8600, tmp_path, ["--server.address", "8.8.8.8"])
    said = "".join(capsys.readouterr())
    assert str(error) in said
    assert ("Traceback" in said) == traced


@pytest.mark.slow
@pytest.mark.parametrize("target", wheels.TARGETS, ids=lambda target: target.name)
def test_every_locked_package_has_a_wheel_for(target, tmp_path):
    try:
        wheels.download(target, tmp_path, resolve_only=True)
    except wheels.NoWheels as error:
        if "No matching distribution found for altair" in str(error):  # the first of the list: nothing was to be had
            pytest.skip(f"no package index: {error}")
        raise
