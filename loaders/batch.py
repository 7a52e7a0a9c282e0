"""A batch of projections on disk: ``run=<name>/scenario=<name>/prov=<2 digits>/part-0.parquet`` and a manifest, written last.

A part appears whole or not at all, and carries the settings it was made with, so that a killed run goes on where it was and
one of other settings is never mixed in.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from loaders import store
from loaders.store import DAMAGED, write_whole

FOLDER = "batch"
PART, MANIFEST = "part-0.parquet", "manifest.json"
SCENARIO = "baseline"
KEY = b"atlas.batch"
SETTINGS = {"engine": str, "inputs": dict, "draws": int, "level": str, "to": int}  # of those, what readers need


class BatchUnreadable(ValueError):
    """A batch directory cannot be used; the text is one sentence that says which, why, and what to do."""


@dataclass(frozen=True)
class Batch:
    """A complete run: its folder and what its manifest says."""

    folder: Path
    manifest: dict

    @property
    def run(self) -> str:
        """Its name."""
        return _run(self.folder)


@dataclass(frozen=True)
class Fault:
    """Why a run cannot be used: its manifest is damaged, a part is missing or damaged, or it is not finished."""

    run: str
    reason: Literal["manifest", "part", "unfinished"]


def home() -> Path:
    """Return where batches are written and looked for; never part of the project."""
    return store.CACHE / FOLDER


def hashes(tables: tuple[str, ...]) -> dict[str, str]:
    """Return the SHA-256 of the files behind stored tables, the fetched census' among them."""
    paths = {
        f"{prefix}{table}.parquet": folder / f"{table}.parquet"
        for table in tables
        for prefix, folder in (("", store.DATA), ("cache/", store.CACHE))
    }
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items() if path.is_file()}


def engine(code: Path) -> str:
    """Return the version of an engine: a hash of the modules in its folder."""
    modules = b"".join(path.read_bytes() for path in sorted(code.rglob("*.py")))
    return hashlib.sha256(modules).hexdigest()[:16]


def run_folder(out: Path, run: str) -> Path:
    """Return the folder of a run.

    Raises:
        BatchUnreadable: the name is no plain word.
    """
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", run):
        raise BatchUnreadable(f"{run}: the name of a run may hold letters, digits, - and _ alone; choose another")
    return out / f"run={run}"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Make a run in no other process at once; the lock lies beside its folder and ends with the process, however that ends.

    Raises:
        BatchUnreadable: another process is making it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder.with_name(f".{folder.name}.lock"), timeout=0):
            yield
    except Timeout as error:
        raise BatchUnreadable(f"{folder}: this run is being made by another process; wait for it to end") from error


def finished(folder: Path, settings: dict) -> set[str]:
    """Return the provinces a run has whole parts of; what was half-written or is damaged is removed, to be made anew.

    Raises:
        BatchUnreadable: the folder holds a run of other settings.
    """
    found = set()
    for path in sorted(folder.glob(f"scenario={SCENARIO}/prov=*/*")) + sorted(folder.glob(".*")):
        if path.name.startswith("."):
            path.unlink(missing_ok=True)
    manifest = folder / MANIFEST
    if manifest.is_file():
        told = _told(manifest)
        if told is None:
            manifest.unlink()
        elif told["settings"] != settings:
            raise BatchUnreadable(_other(folder))
    for path in sorted(folder.glob(f"scenario={SCENARIO}/prov=*/{PART}")):
        try:
            own = json.loads((pq.read_table(path).schema.metadata or {})[KEY])
        except DAMAGED:
            path.unlink()
            continue
        if own != settings:
            raise BatchUnreadable(_other(folder))
        found.add(path.parent.name.removeprefix("prov="))
    return found


def _other(folder: Path) -> str:
    return f"{folder}: holds a run of other settings or inputs; give another --run or --out, or remove the folder"


def write_part(folder: Path, province: str, frame: pd.DataFrame, settings: dict) -> None:
    """Write one province's bands.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    path = folder / f"scenario={SCENARIO}" / f"prov={province}" / PART
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({KEY: json.dumps(settings, sort_keys=True).encode()})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    write_whole(path, sink.getvalue().to_pybytes())


def write_manifest(folder: Path, manifest: dict) -> None:
    """Write the manifest: the run is complete.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    write_whole(folder / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False).encode())


def mark(out: Path | None = None) -> str:
    """Return a text that changes when a run is finished, removed or damaged, or a stored table changes; cheap to ask for.

    Of an unfinished run only that it is there counts, so that one under way does not change the text with each part.
    """
    root = home() if out is None else out
    seen = [_seen(entry.path) for folder in (store.DATA, store.CACHE) for entry in _entries(folder, ".parquet")]
    for folder in sorted(root.glob("run=*")):
        parts = [f"{entry.path}/{PART}" for entry in _entries(folder / f"scenario={SCENARIO}")]
        manifest = _seen(f"{folder}/{MANIFEST}")
        seen += [folder.name, manifest, *(map(_seen, parts) if manifest else [str(any(map(_seen, parts)))])]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def _entries(folder: Path, end: str = "") -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted((entry for entry in entries if entry.name.endswith(end)), key=lambda entry: entry.name)
    except OSError:  # not there, or gone meanwhile
        return []


def _seen(path: str) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116 (asked of every part on each run of a page: half the time of Path.stat)
    except OSError:
        return ""
    return f"{path} {found.st_mtime_ns} {found.st_size}"


def runs(out: Path | None = None) -> tuple[list[Batch], list[Fault]]:
    """Return the complete runs of a folder, newest first, and what is wrong with the others; a run without a part is none."""
    root = home() if out is None else out
    complete, faults = [], []
    for folder in sorted(root.glob("run=*"), key=_finished_at, reverse=True):
        manifest = folder / MANIFEST
        if not manifest.is_file():
            if any(folder.glob(f"scenario={SCENARIO}/prov=*/{PART}")):
                faults.append(Fault(_run(folder), "unfinished"))
        elif (told := _told(manifest)) is None:
            faults.append(Fault(_run(folder), "manifest"))
        elif not all(path.is_file() for path in _parts(folder, told)):
            faults.append(Fault(_run(folder), "part"))
        else:
            complete.append(Batch(folder, told))
    return complete, faults


def _finished_at(folder: Path) -> tuple[int, str]:
    try:
        return (folder / MANIFEST).stat().st_mtime_ns, folder.name
    except OSError:
        return 0, folder.name


def values(batch: Batch, indicators: tuple[str, ...], last: int) -> pd.DataFrame:
    """Return numbers to a year, one row a place, year and number: ``place``, ``year``, ``indicator``, ``central`` and the quantiles.

    Raises:
        BatchUnreadable: a part is missing, damaged or cut short.
    """
    asked = (pc.field("year") <= last) & pc.field("indicator").cast("string").isin(list(indicators))
    try:
        frames = [
            pq.ParquetFile(path).read().filter(asked).to_pandas() for path in _parts(batch.folder, batch.manifest)
        ]
    except DAMAGED as error:
        raise BatchUnreadable(f"{batch.folder}: a part is missing or damaged; run the same command again") from error
    return pd.concat([frame.astype({"place": "str", "indicator": "str"}) for frame in frames], ignore_index=True)


def _parts(folder: Path, manifest: dict) -> list[Path]:
    return [folder / f"scenario={SCENARIO}" / f"prov={province}" / PART for province in manifest["provinces"]]


def _run(folder: Path) -> str:
    return folder.name.removeprefix("run=")


def _told(manifest: Path) -> dict | None:
    """Return what a manifest says, or nothing where it is damaged."""
    try:
        found = json.loads(manifest.read_text(encoding="utf-8"))
        settings, provinces = found["settings"], found["provinces"]
        sound = all(isinstance(settings[name], kind) for name, kind in SETTINGS.items())
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return found if sound and isinstance(provinces, list) and provinces else None
