"""The locked packages as wheels, for desks other than this one."""

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.txt"
PIP = Path(__file__).with_name("pip.txt")

# From the newest: what Debian 12, Ubuntu 22.04, openEuler and Kylin V10 SP3 have. pip takes no wheel of a platform that is not named.
LINUX = [f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 24, 17, 12, 5)] + ["manylinux2014_x86_64"]
PLATFORMS = {"win-amd64": ["win_amd64"], "linux-x86_64": LINUX}  # by `sysconfig.get_platform()`

PINNED = re.compile(r"^(?P<pin>[A-Za-z0-9._-]+==\S+)(?: ; (?P<marker>[^\\]+?))? \\$")


class NoWheels(RuntimeError):
    """Packages for a kind of desk cannot be had; the text says which and why."""


@dataclass(frozen=True, order=True)
class Target:
    """A kind of desk: ``platform`` as Python calls it, ``python`` as ``3.12``."""

    platform: str
    python: str

    @property
    def name(self) -> str:
        """Return how the starter looks it up, and how it is given on the command line."""
        return f"{self.platform}-{self.python}"

    def environment(self) -> dict[str, str]:
        """Return what the markers of the lock are decided by."""
        windows = self.platform.startswith("win")
        return {
            "sys_platform": "win32" if windows else "linux",
            "platform_system": "Windows" if windows else "Linux",
            "os_name": "nt" if windows else "posix",
            "platform_machine": "AMD64" if windows else "x86_64",
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
        }


TARGETS = (
    *(Target("win-amd64", python) for python in ("3.11", "3.12", "3.13")),
    *(Target("linux-x86_64", python) for python in ("3.11", "3.12")),
)


def lock_for(lock: str, target: Target) -> str:
    """Return the lock of one kind of desk: pip would decide its markers by the machine it runs on.

    Args:
        lock: the text of ``requirements.txt``.
        target: whose packages stay; what only others need is left out.
    """
    lines, wanted = [], True
    for line in lock.splitlines():
        if found := PINNED.match(line):
            marker = found["marker"]
            wanted = marker is None or Marker(marker).evaluate(target.environment())
            line = f"{found['pin']} \\"  # noqa: PLW2901
        if wanted and not line.lstrip().startswith("#"):
            lines.append(line)
    return "\n".join(lines) + "\n"


def download(target: Target, folder: Path, *, resolve_only: bool = False) -> list[Path]:
    """Get the wheels of one kind of desk, each by its hash, the installer among them.

    Args:
        target: the kind of desk.
        folder: where they go; made if missing.
        resolve_only: get nothing, only ask whether every package has a wheel.

    Raises:
        NoWheels: a package has none for it or was withdrawn by its makers, or the package index cannot be reached.
    """
    with tempfile.TemporaryDirectory() as temporary:
        lock = Path(temporary, "lock.txt")
        lock.write_text(lock_for(LOCK.read_text("utf-8") + PIP.read_text("utf-8"), target), "utf-8")
        where = ["install", "--dry-run", "--ignore-installed", "--target", temporary]
        run = _pip(where if resolve_only else ["download", "--dest", str(folder)], lock, target)
    if run.returncode:
        faults = [line for line in run.stderr.splitlines() if line.startswith("ERROR:")] or run.stderr.splitlines()
        raise NoWheels(f"{target.name}: {' '.join(faults[-2:]) or 'pip gave no reason'}")
    if withdrawn := [line for line in run.stderr.splitlines() if "is a yanked version" in line]:
        raise NoWheels(f"{target.name}: {' '.join(withdrawn)}; `make lock` takes another")
    return [] if resolve_only else sorted(folder.glob("*.whl"))


def _pip(command: Sequence[str], lock: Path, target: Target) -> subprocess.CompletedProcess[str]:
    chosen = ["--python-version", target.python, "--implementation", "cp"]
    chosen += [part for platform in PLATFORMS[target.platform] for part in ("--platform", platform)]
    strict = ["--only-binary=:all:", "--require-hashes", "--no-deps", "--disable-pip-version-check", "--quiet"]
    asked = [sys.executable, "-m", "pip", *command, *chosen, *strict, "--requirement", str(lock)]
    return subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603


def measured(wheels: Sequence[Path]) -> dict[str, int]:
    """Return the bytes that wheels take once installed, and the length of their longest path: Windows ends at 260."""
    size, longest = 0, 0
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as opened:
            for entry in opened.infolist():
                size += entry.file_size
                longest = max(longest, len(entry.filename))
    return {"bytes": size, "longest": longest}
