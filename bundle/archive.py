"""The ZIP: the app, the wheels and the starters, under one folder of its name."""

import json
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.store import CACHE, FETCHED

ROOT = Path(__file__).resolve().parent.parent
STARTER = Path(__file__).with_name("starter")

# What runs, and what a reader of the folder needs; tests, benchmarks and pictures stay behind.
ROOMS = ("pages", "exports", "views", "charts", "policy", "projection", "loaders", "i18n", "data", ".streamlit")
SINGLE = ("dashboard.py", "requirements.txt", "LICENSE", "README.md", "README.zh-CN.md", "CHANGELOG.md")
OUTSIDE = ("start.bat", "start.sh")  # of the starter: they lie where one looks first
STORED = {".whl", ".parquet"}  # already compressed


def app_files(root: Path = ROOT) -> list[Path]:
    """Return the tracked files that the atlas runs on, the map files, and the ages of counties where they have been fetched."""
    asked = ["git", "-C", str(root), "ls-files", "-z", "--", *ROOMS, *SINGLE]
    tracked = subprocess.run(asked, capture_output=True, check=True).stdout.decode().split("\0")  # noqa: S603
    maps = (path for path in (root / "pages" / "static" / "maps").rglob("*") if path.is_file())
    return sorted({*(root / name for name in tracked if name), *maps})


def fetched_ages() -> Path | None:
    """Return the fetched ages of counties, if they are there."""
    path = CACHE / f"{FETCHED}.parquet"
    return path if path.is_file() else None


def starter_files(targets: dict[str, dict[str, int]], version: str) -> Iterator[tuple[str, bytes]]:
    """Return the files of the starter by their place in the bundle.

    Args:
        targets: by name, what `wheels.measured` says of them.
        version: of the atlas.
    """
    for path in sorted(STARTER.iterdir()):
        if path.suffix not in {".py", ".bat", ".sh", ".txt"}:
            continue
        content = path.read_bytes().replace(b"\r\n", b"\n")
        if path.suffix in {".bat", ".txt"}:  # cmd.exe misreads labels of a file without carriage returns
            content = content.replace(b"\n", b"\r\n")
        yield (path.name if path.name in OUTSIDE else f"starter/{path.name}"), content
    yield "starter/bundle.json", json.dumps({"version": version, "targets": targets}, indent=1).encode()


def write(bundle: Path, wheels: Sequence[Path], targets: dict[str, dict[str, int]], version: str) -> None:
    """Write the ZIP beside its place and rename it: a killed build leaves no half one."""
    bundle.parent.mkdir(parents=True, exist_ok=True)
    part = bundle.with_suffix(".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in _contents(wheels, targets, version):
                entry = zipfile.ZipInfo(f"{bundle.stem}/{name}", date_time=(1980, 1, 1, 0, 0, 0))
                entry.external_attr = (0o100755 if name.endswith(".sh") else 0o100644) << 16
                method = zipfile.ZIP_STORED if Path(name).suffix in STORED else zipfile.ZIP_DEFLATED
                archive.writestr(entry, content, compress_type=method)
        part.replace(bundle)
    finally:
        part.unlink(missing_ok=True)


def _contents(wheels: Sequence[Path], targets: dict[str, dict[str, int]], version: str) -> Iterator[tuple[str, bytes]]:
    yield from starter_files(targets, version)
    for path in app_files():
        yield f"app/{path.relative_to(ROOT).as_posix()}", path.read_bytes()
    if (ages := fetched_ages()) is not None:
        yield f"app/data/cache/{ages.name}", ages.read_bytes()
    for wheel in wheels:
        yield f"wheels/{wheel.name}", wheel.read_bytes()
