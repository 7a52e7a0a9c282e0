"""Install the packages beside the app where they are missing, serve the atlas on a free port, and open the browser.

Runs from the unpacked bundle with the standard library alone. What goes wrong is one sentence, in Chinese and in English.
"""

import argparse
import errno
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import traceback
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PORTS = range(8501, 8600)
LONGEST_ON_WINDOWS = 259
WAIT = 180  # seconds for the server to answer; a slow disk reads the packages in two minutes

SENTENCES = {
    "no packages": (
        "本文件夹没有适用于 {name} 的安装包：请改用 {targets} 之一。",
        "There are no packages for {name} in this folder: use one of {targets}.",
    ),
    "incomplete": (
        "文件夹 {path} 不完整：请重新解压整个 ZIP。",
        "The folder {path} is incomplete: unpack the whole ZIP again.",
    ),
    "read-only": (
        "文件夹 {path} 不能写入：请把它复制到可以写入的磁盘，再重新启动。",
        "The folder {path} cannot be written: copy it to a disk that can be, and start again.",
    ),
    "no space": (
        "磁盘空间不足：{path} 需要 {need} MB，剩余 {free} MB。",
        "There is not enough space on the disk: {path} needs {need} MB and has {free} MB.",
    ),
    "disk full": (
        "安装时磁盘已满（{path} 或临时文件夹 {temporary}）：请腾出空间，再重新启动。",
        "The disk filled up during installation ({path} or the temporary folder {temporary}): make room and start again.",
    ),
    "path too long": (
        "文件夹路径太长：请把它移到较短的路径（如 C:\\atlas），再重新启动。",
        "The path of the folder is too long: move it to a shorter one, such as C:\\atlas, and start again.",
    ),
    "libraries": (
        "缺少系统运行库：请安装 Microsoft Visual C++ 2015–2022 运行库（x64），再重新启动（详见 {log}）。",
        "A system library is missing: install the Microsoft Visual C++ 2015–2022 Redistributable (x64) and start again (see {log}).",
    ),
    "not installed": (
        "安装没有成功，原因见 {log}。",
        "The installation failed; {log} says why.",
    ),
    "port taken": (
        "端口 {port} 已被占用：请换一个（--port），或不指定端口。",
        "Port {port} is taken: give another one (--port), or none.",
    ),
    "no port": (
        "{first} 至 {last} 的端口都被占用：请用 --port 指定一个空闲端口。",
        "All ports from {first} to {last} are taken: give a free one with --port.",
    ),
    "not served": (
        "服务没有启动成功，原因见上面的信息。",
        "The server did not start; the lines above say why.",
    ),
    "installing": (
        "正在安装（只在第一次启动时，约一至三分钟）……",
        "Installing (the first time only, one to three minutes) …",
    ),
    "starting": ("正在启动……", "Starting …"),
    "ready": (
        "医养图谱已启动：{address}（关闭本窗口即停止）",
        "The atlas is running: {address} (close this window to stop it)",
    ),
}

# As a program of its own: the pip of the bundle, which needs no installed one.
RUN_PIP = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module('pip', run_name='__main__')"
# What is compiled, and so may miss a library of the system.
TRY_IMPORTS = (
    "import sys; sys.path.insert(0, sys.argv[1]); import numpy, pandas, pyarrow.parquet, scipy.linalg, numba, shapely, pyproj, "
    "lxml.etree, pypdfium2, opencc, python_calamine, yaml, streamlit.web.cli"
)


class Trouble(Exception):
    """What keeps the atlas from starting, by the name of its sentence."""

    def __init__(self, name: str, /, **values: object) -> None:
        super().__init__(sentence(name, **values))


def sentence(name: str, /, **values: object) -> str:
    """Return a sentence in Chinese and, below it, in English."""
    return "\n".join(text.format(**values) for text in SENTENCES[name])


def target() -> str:
    """Return the kind of desk this is, as the bundle names it."""
    return f"{sysconfig.get_platform()}-{sys.version_info[0]}.{sys.version_info[1]}"


def measures(root: Path = ROOT) -> dict[str, int]:
    """Return bytes and longest path of the packages for this desk.

    Raises:
        Trouble: the bundle has none, or is not whole.
    """
    try:
        targets = json.loads((root / "starter" / "bundle.json").read_text("utf-8"))["targets"]
    except (OSError, ValueError, KeyError) as error:
        raise Trouble("incomplete", path=root) from error
    if not (root / "app" / "dashboard.py").is_file():
        raise Trouble("incomplete", path=root)
    if target() not in targets:
        raise Trouble("no packages", name=target(), targets=", ".join(targets))
    return targets[target()]


def packages(root: Path = ROOT) -> Path:
    """Return the folder of the installed packages, which is there only when it is whole; installs them when it is not.

    Raises:
        Trouble: they cannot be installed.
    """
    needed = measures(root)
    folder = root / f"packages-{target()}"
    if not folder.is_dir():
        check_room(folder, needed)
        install(folder)
    return folder


def check_room(folder: Path, needed: dict[str, int]) -> None:
    """Say what would stop the installation before it begins.

    Raises:
        Trouble: the path is too long for Windows, the folder cannot be written, or the disk is too small.
    """
    if os.name == "nt" and len(str(folder)) + len(".12345678") + 1 + needed["longest"] > LONGEST_ON_WINDOWS:
        raise Trouble("path too long")
    try:
        with tempfile.TemporaryFile(dir=folder.parent):
            free = shutil.disk_usage(folder.parent).free
    except OSError as error:
        raise Trouble("read-only", path=folder.parent) from error
    need = needed["bytes"] * 1.3  # the compiled modules come on top
    if free < need:
        raise Trouble("no space", path=folder.parent, need=round(need / 1e6), free=round(free / 1e6))


def install(folder: Path) -> None:
    """Install the wheels into a folder of their own, which gets its name when it is whole: a killed run leaves none.

    Raises:
        Trouble: pip failed, or what it installed cannot be loaded.
    """
    root = folder.parent
    pip = next(iter(root.glob("wheels/pip-*.whl")), None)
    if pip is None:
        raise Trouble("incomplete", path=root)
    print(sentence("installing"), flush=True)
    for left in root.glob(
        f"{folder.name}.*"
    ):  # of a killed run; one that still runs beside this one has touched its own
        if time.time() - left.stat().st_mtime > 3600:
            shutil.rmtree(left, ignore_errors=True)
    part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=root))
    try:
        command = [RUN_PIP, str(pip), "install", "--no-index", "--find-links", str(root / "wheels"), "--require-hashes"]
        command += [
            "--no-deps",
            "--no-compile",
            "--no-cache-dir",
            "--disable-pip-version-check",
            "--no-warn-script-location",
        ]
        command += [
            "--progress-bar",
            "off",
            "--target",
            str(part),
            "--requirement",
            str(root / "app" / "requirements.txt"),
        ]
        run_step(command, root)
        try:
            run_step([TRY_IMPORTS, str(part)], root)
        except Trouble:
            if not lend_runtime(part):
                raise
            run_step([TRY_IMPORTS, str(part)], root)
        settle(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def lend_runtime(folder: Path) -> bool:
    """Put the C++ runtime that numpy brings for itself beside numba's modules, which bring none; return whether there is one.

    A Windows without the Redistributable lacks it; Python looks for libraries beside a module first.
    """
    runtime = next(iter(sorted(folder.glob("numpy.libs/msvcp140-*.dll"))), None)
    if runtime is None:
        return False
    for beside in {module.parent for module in folder.glob("numba/**/*.pyd")}:
        shutil.copyfile(runtime, beside / "msvcp140.dll")
    return True


def run_step(command: list[str], root: Path) -> None:
    """Run a step of the installation in a Python of its own, which no setting of this desk's pip or Python reaches.

    Raises:
        Trouble: it failed; all it said stands in ``install.log``.
    """
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(("PIP_", "PYTHON"))}
    asked = [sys.executable, "-s", "-X", "utf8", "-c", *command]
    run = subprocess.run(  # noqa: S603
        asked,
        cwd=root,
        env={**kept, "PIP_CONFIG_FILE": os.devnull},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if run.returncode == 0:
        return
    log, said = root / "install.log", run.stdout.decode("utf-8", "replace")
    try:
        log.write_text(said, "utf-8")
    except OSError:
        print(said)  # the disk is full, most likely
    raise why(said, root, log)


def why(said: str, root: Path, log: Path) -> Trouble:
    """Return what an installer's or an import's words mean."""
    if f"[Errno {errno.ENOSPC}]" in said or "No space left" in said:
        return Trouble("disk full", path=root, temporary=tempfile.gettempdir())
    if "DO NOT MATCH THE HASHES" in said or "BadZipFile" in said or "has an invalid wheel" in said:
        return Trouble("incomplete", path=root)
    if "No matching distribution" in said or "Could not open requirements file" in said:
        return Trouble("incomplete", path=root)
    if "DLL load failed" in said:
        return Trouble("libraries", log=log)
    return Trouble("not installed", log=log)


def settle(part: Path, folder: Path) -> None:
    """Give the whole folder its name; a virus scanner may hold it for some seconds."""
    for _ in range(20):
        if folder.is_dir():  # a second start was faster
            return
        try:
            part.rename(folder)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise Trouble("read-only", path=folder)


def is_free(port: int) -> bool:
    """Return whether a server can be started on a port of this computer."""
    with socket.socket() as probe:
        if os.name == "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def free_port(asked: int | None) -> int:
    """Return the port that is asked for, or the first free one.

    Raises:
        Trouble: it is taken, or all are.
    """
    if asked is not None:
        if not is_free(asked):
            raise Trouble("port taken", port=asked)
        return asked
    for port in PORTS:
        if is_free(port):
            return port
    raise Trouble("no port", first=PORTS[0], last=PORTS[-1])


def show(port: int, browser: bool) -> None:
    """Wait until the server answers, then name its address and open it."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        connection = http.client.HTTPConnection(HOST, port, timeout=5)  # past any proxy of this desk
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                break
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    else:
        return
    address = f"http://localhost:{port}"
    print(sentence("ready", address=address), flush=True)
    if browser:
        webbrowser.open(address)


def lead_to(folder: Path, app: Path) -> None:
    """Let this Python and those it starts find the packages and the app.

    An embeddable Python reads its paths from the ``._pth`` beside it and from nowhere else.
    """
    sys.path[:0] = [str(app), str(folder)]
    os.environ["PYTHONPATH"] = str(folder)
    for name in ("PYTHONHOME", "PYTHONSTARTUP"):
        os.environ.pop(name, None)
    os.environ["PYTHONUTF8"] = "1"
    for described in Path(sys.executable).parent.glob("python3*._pth"):
        lines = described.read_text("utf-8").splitlines()
        wanted = [os.path.relpath(path, described.parent) for path in (app, folder)]
        if missing := [line for line in wanted if line not in lines]:
            described.write_text("\n".join([*lines, *missing]) + "\n", "utf-8")


def serve(port: int, app: Path, more: list[str]) -> int:
    """Serve the atlas until it is stopped.

    Raises:
        Trouble: the server did not start.
    """
    os.chdir(app)
    from streamlit.web import cli  # noqa: PLC0415

    # Outside of a folder site-packages, Streamlit takes itself for a checkout of its developers.
    settings = ["--global.developmentMode", "false", "--server.port", str(port), "--server.headless", "true"]
    sys.argv = ["streamlit", "run", "dashboard.py", *settings, *more]
    try:
        cli.main(standalone_mode=False)
    except KeyboardInterrupt:
        return 0
    except SystemExit as error:
        if error.code:
            raise Trouble("not served") from error
    except (OSError, OverflowError) as error:  # an address that is not this computer's
        print(error)
        raise Trouble("not served") from error
    except Exception as error:
        traceback.print_exc()
        raise Trouble("not served") from error
    return 0


def main(arguments: list[str]) -> int:
    """Run the starter; the exit code is 1 when the atlas cannot start."""
    parser = argparse.ArgumentParser(prog="start", epilog="All else goes to Streamlit.")
    parser.add_argument("--port", type=int, help="the port to serve on; the first free one from 8501 when left out")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    asked, more = parser.parse_known_args(arguments)
    app = ROOT / "app"
    try:
        port = free_port(asked.port)
        lead_to(packages(), app)
        print(sentence("starting"), flush=True)
        threading.Thread(target=show, args=(port, not asked.no_browser), daemon=True).start()
        return serve(port, app, more)
    except Trouble as trouble:
        print(trouble)
        return 1
    except KeyboardInterrupt:
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
