"""A batch of projections on disk: ``run=<name>/scenario=<name>/prov=<2 digits>/part-0.parquet`` and a manifest, written last.

A part appears whole or not at all, and carries the settings it was made with, so that a killed run goes on where it was and
one of other settings is never mixed in.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from loaders import store
from loaders.store import DAMAGED, write_whole

FOLDER = "batch"
PART, MANIFEST = "part-0.parquet", "manifest.json"
SCENARIO = "baseline"
KEY = b"atlas.batch"


class BatchUnreadable(ValueError):
    """A batch directory cannot be used; the text is one sentence that says which, why, and what to do."""


@dataclass(frozen=True)
class Batch:
    """A complete run: its folder and what its manifest says."""

    folder: Path
    manifest: dict


def home() -> Path:
    """Return where batches are written and looked for; never part of the project."""
    return store.CACHE / FOLDER


def hashes(tables: tuple[str, ...]) -> dict[str, str]:
    """Return the SHA-256 of the files behind stored tables, the fetched census' among them."""
    paths = [folder / f"{table}.parquet" for table in tables for folder in (store.DATA, store.CACHE)]
    return {
        str(path.relative_to(store.DATA)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.is_file()
    }


def run_folder(out: Path, run: str) -> Path:
    """Return the folder of a run.

    Raises:
        BatchUnreadable: the name is no plain word.
    """
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", run):
        raise BatchUnreadable(f"{run}: the name of a run may hold letters, digits, - and _ alone; choose another")
    return out / f"run={run}"


def finished(folder: Path, settings: dict) -> set[str]:
    """Return the provinces a run has whole parts of; what was half-written is removed.

    Raises:
        BatchUnreadable: the folder holds a run of other settings.
    """
    found = set()
    for path in sorted(folder.glob(f"scenario={SCENARIO}/prov=*/*")) + sorted(folder.glob(".*")):
        if path.name.startswith("."):
            path.unlink(missing_ok=True)
    manifest = folder / MANIFEST
    if manifest.is_file() and _json(manifest).get("settings") != settings:
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


def latest(out: Path | None = None) -> Batch | None:
    """Return the newest complete run of a folder; nothing where there is none.

    Raises:
        BatchUnreadable: its manifest is damaged, or a part is missing.
    """
    root = home() if out is None else out
    manifests = sorted(root.glob(f"run=*/{MANIFEST}"), key=lambda path: (path.stat().st_mtime, str(path)))
    if not manifests:
        return None
    manifest = _json(manifests[-1])
    folder = manifests[-1].parent
    missing = [
        province
        for province in manifest.get("provinces", [])
        if not (folder / f"scenario={SCENARIO}" / f"prov={province}" / PART).is_file()
    ]
    if missing or not manifest.get("provinces"):
        raise BatchUnreadable(_broken(folder, f"the part of province {missing[0]} is missing" if missing else "empty"))
    return Batch(folder, manifest)


def values(batch: Batch, indicator: str, year: int) -> pd.DataFrame:
    """Return one number of a year by place (index: adcode): ``mean`` and the quantiles.

    Raises:
        BatchUnreadable: a part is damaged or cut short.
    """
    try:
        frames = [
            pq.ParquetFile(path).read().to_pandas()
            for path in sorted(batch.folder.glob(f"scenario={SCENARIO}/prov=*/{PART}"))
        ]
        cut = [frame[(frame["indicator"] == indicator) & (frame["year"] == year)] for frame in frames]
        found = pd.concat([frame.astype({"place": "str", "indicator": "str"}) for frame in cut])
    except DAMAGED as error:
        raise BatchUnreadable(_broken(batch.folder, "a part is damaged or cut short")) from error
    return found.set_index("place").drop(columns=["indicator", "year"])


def _broken(folder: Path, why: str) -> str:
    return f"{folder}: {why}; run `python -m projection batch` with the same options again"


def _json(path: Path) -> dict:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BatchUnreadable(_broken(path.parent, "its manifest is damaged")) from error
    if not isinstance(found, dict):
        raise BatchUnreadable(_broken(path.parent, "its manifest is damaged"))
    return found
