"""Curated CSV and policy packs in, Parquet out: all tables are checked before the first byte is written, and each file is replaced whole."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.curated import CURATED, read_all
from loaders.errors import DataProblems, Problem, TableUnreadable
from loaders.packs import FOLDER, read_packs
from loaders.rules import broken_rules
from loaders.store import DATA, metadata, read, write_whole
from loaders.tables import STORED
from loaders.tables.codebook import VERSION, codebook, datapackage
from loaders.tables.scenario import PACKS

LICENCE = "CC BY 4.0 (figures and codes); each source is cited row by row"


def build(curated: Path = CURATED, data: Path = DATA) -> dict[str, int]:
    """Check the curated tables and write ``data/*.parquet``, the data package and the codebook.

    A table whose stored content is already the same is left alone. Returns the number of rows by table.

    Raises:
        DataProblems: the curated files break the contract; nothing is written.
    """
    frames = checked(curated)
    for name, frame in frames.items():
        if not _same(name, frame, curated, data):
            _write(frame, name, curated, data)
    write_whole(data / "datapackage.json", datapackage().encode())
    write_whole(data / "README.md", codebook().encode())
    return {name: len(frame) for name, frame in frames.items()}


def checked(curated: Path = CURATED) -> dict[str, pd.DataFrame]:
    """Return all curated tables and the policy packs after every check.

    Raises:
        DataProblems: any check fails.
    """
    frames = read_all(curated)
    if problems := broken_rules(frames):
        raise DataProblems(problems)
    return frames | {PACKS.name: read_packs(frames, curated)}


def differences(curated: Path = CURATED, data: Path = DATA) -> list[Problem]:
    """Return how the stored files differ from the curated ones; an empty list when they hold the same.

    Raises:
        DataProblems: the curated files break the contract.
    """
    problems = []
    for name, frame in checked(curated).items():
        file, source = f"{name}.parquet", f"{FOLDER}/*.yaml" if name == PACKS.name else f"{name}.csv"
        try:
            if not read(name, data).equals(frame):
                problems.append(Problem(file, None, "", "", f"the content of {source}; run `python -m loaders build`"))
            elif metadata(name, data) != _metadata(name, curated):
                problems.append(Problem(file, None, "", "", f"the metadata of {source}; run `python -m loaders build`"))
        except TableUnreadable as error:
            problems.append(Problem(file, None, "", "", f"a readable file ({error})"))
    for file, text in (("datapackage.json", datapackage()), ("README.md", codebook())):
        path = data / file
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            problems.append(
                Problem(file, None, "", "", "what the table declarations say; run `python -m loaders build`")
            )
    return problems


def _same(name: str, frame: pd.DataFrame, curated: Path, data: Path) -> bool:
    try:
        return metadata(name, data) == _metadata(name, curated) and read(name, data).equals(frame)
    except TableUnreadable:
        return False


def _metadata(name: str, curated: Path) -> dict[str, str]:
    table = STORED[name]
    sources = sorted((curated / FOLDER).glob("*.yaml")) if name == PACKS.name else [curated / f"{name}.csv"]
    digests = {
        f"curated/{path.relative_to(curated).as_posix()}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sources
    }
    return {
        "atlas.title": f"{table.zh} {table.en}",
        "atlas.version": VERSION,
        "atlas.licence": LICENCE,
        "atlas.inputs": json.dumps(digests),
    }


def _write(frame: pd.DataFrame, name: str, curated: Path, data: Path) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    extra = {key.encode(): value.encode() for key, value in _metadata(name, curated).items()}
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **extra})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    write_whole(data / f"{name}.parquet", sink.getvalue().to_pybytes())
