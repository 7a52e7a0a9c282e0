"""The published census workbooks, fetched once by a pinned address and SHA-256, or taken from a copy at hand.

Nothing is fetched unless asked (``python -m loaders fetch census``). The workbooks and the tables read from them stay in
``data/cache``, outside the project; each file appears there whole or not at all.
"""

import errno
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pooch
import pyarrow as pa
import pyarrow.parquet as pq
import requests
from tqdm import tqdm

from loaders import store
from loaders.census.checks import CensusReport
from loaders.census.workbook import EDITIONS, Census, Edition, read_census
from loaders.errors import DataProblems
from loaders.geography.english_names import english_names
from loaders.rules import age_groups
from loaders.tables import TABLES
from loaders.tables.validation import schema_of

# github.com/leiii/census (MIT) at one commit; a change upstream cannot change what is read here.
BASE = "https://raw.githubusercontent.com/leiii/census/0ba0f1efae092f4aa6569ef38e53b3bb4d2f0087/data/census/"
SECONDS = 30
CHUNK = 64 * 1024
HEADLINE_AGES = (0, 60, 65, 80)
BY_HAND = "take a copy at hand with --from FILE or DIR"


class NotFetched(OSError):
    """A file could not be had; the text is one sentence that says why and what to do."""


def fetch_census(source: Path | None = None) -> list[CensusReport]:
    """Get the census workbooks into ``store.CACHE``, read them, and write the tables that ``store`` serves.

    A workbook that is already there is not fetched again; a progress bar runs while one is.

    Args:
        source: a workbook or a folder that holds one or both, instead of the network. One that is missing there is
            taken from the cache of an earlier run, else left out.

    Returns:
        What was read and what its sums say, one report a census.

    Raises:
        NotFetched: no network, a connection cut, a wrong SHA-256, no disk space, nothing at hand. Tables fetched before
            stay as they were.
        DataProblems: a workbook is not what it was when it was pinned (it cannot happen with its SHA-256).
    """
    cache = store.CACHE
    with _explained(cache):
        cache.mkdir(parents=True, exist_ok=True)
        _sweep(cache)
    if source is None:
        for edition in EDITIONS.values():
            _download(edition, cache)
    else:
        for edition, path in _at_hand(source).items():
            with _explained(cache):
                store.write_whole(cache / edition.file, path.read_bytes())
    held = [edition for edition in EDITIONS.values() if _is(cache / edition.file, edition)]
    read = [read_census(cache / edition.file, edition.year) for edition in held]
    with _explained(cache):
        write_tables(read, held, cache)
    return [census.report for census in read]


def workbooks(source: Path | None = None) -> dict[int, Path]:
    """Return the workbook of each census: those fetched before, or those of a folder; nothing is fetched.

    Raises:
        NotFetched: one of them is not there or not the pinned one.
    """
    if source is None:
        found = {edition: path for edition in EDITIONS.values() if _is(path := store.CACHE / edition.file, edition)}
        advice = "run `python -m loaders fetch census`, or name a folder that holds them with --from DIR"
    else:
        found = _at_hand(source)
        advice = "name a folder that holds both"
    if missing := [edition.file for edition in EDITIONS.values() if edition not in found]:
        raise NotFetched(f"{source or store.CACHE}: holds no {' and no '.join(missing)}; {advice}.")
    return {edition.year: found[edition] for edition in EDITIONS.values()}


def _download(edition: Edition, cache: Path) -> None:
    pooch.get_logger().setLevel("ERROR")  # the progress bar says enough
    with _explained(cache, edition.file):
        try:
            pooch.retrieve(
                BASE + edition.file,
                f"sha256:{edition.sha256}",
                fname=edition.file,
                path=cache,
                downloader=_stream,  # pyright: ignore[reportArgumentType] (pooch's protocol names its arguments amiss)
            )
        except ValueError as error:  # after deleting the file
            wrong = f"{edition.file}: its SHA-256 is not the pinned one, so it was thrown away"
            raise NotFetched(f"{wrong}; run the same command again, or {BY_HAND}.") from error


def _stream(url: str, output_file: str, _pooch: object) -> None:
    """Download under a progress bar that is closed whatever happens (that of pooch stays open after a cut)."""
    identity = {"Accept-Encoding": "identity"}  # so that the length is that of the file
    with requests.get(url, stream=True, timeout=SECONDS, headers=identity) as answer:
        answer.raise_for_status()
        length = int(answer.headers.get("Content-Length", 0)) or None
        name = url.rpartition("/")[2]
        with (
            Path(output_file).open("wb") as file,
            tqdm(desc=name, total=length, unit="B", unit_scale=True) as bar,
        ):
            for chunk in answer.iter_content(CHUNK):
                bar.update(file.write(chunk))


@contextmanager
def _explained(cache: Path, file: str = "") -> Iterator[None]:
    """Say in one sentence why a file could not be fetched or written."""
    try:
        yield
    except requests.HTTPError as error:
        status = error.response.status_code if error.response is not None else "with an error"
        raise NotFetched(f"{file}: the server answered {status} at {BASE}; {BY_HAND}.") from error
    except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError) as error:
        raise NotFetched(f"{file}: the connection was cut; run the same command again, or {BY_HAND}.") from error
    except requests.RequestException as error:
        raise NotFetched(f"{file}: no answer from {BASE}; check the network, or {BY_HAND}.") from error
    except NotFetched:
        raise
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        why = "no space left on the disk" if full else error.strerror or str(error)
        raise NotFetched(f"{cache}: {why}; nothing was kept of what was being written.") from error


def _at_hand(source: Path) -> dict[Edition, Path]:
    """Return the workbooks at hand, known by their SHA-256 whatever their name (in a folder: by name, then SHA-256)."""
    names = " or ".join(edition.file for edition in EDITIONS.values())
    if source.is_dir():
        paths = [path for edition in EDITIONS.values() if (path := source / edition.file).is_file()]
        if not paths:
            raise NotFetched(f"{source}: holds no {names}.")
    elif source.is_file():
        paths = [source]
    else:
        raise NotFetched(f"{source}: no such file or folder; give {names}, or the folder that holds them.")
    found = {}
    for path in paths:
        edition = next((edition for edition in EDITIONS.values() if _is(path, edition)), None)
        if edition is None:
            raise NotFetched(f"{path}: its SHA-256 is that of no pinned workbook ({names}); it was not taken.")
        found[edition] = path
    return found


def _is(path: Path, edition: Edition) -> bool:
    return path.is_file() and pooch.file_hash(str(path), alg="sha256") == edition.sha256


def _sweep(cache: Path) -> None:
    """Remove what a killed run was writing."""
    for pattern in ("tmp*", ".*.parquet.*", ".*.xlsx.*"):
        for left in cache.glob(pattern):
            left.unlink(missing_ok=True)


def write_tables(read: list[Census], held: list[Edition], cache: Path) -> None:
    """Write the tables that ``store`` serves of the censuses read.

    Raises:
        DataProblems: a row breaks the rules of its table.
        OSError: the disk is full or the folder cannot be written.
    """
    population = pd.concat([census.places() for census in read], ignore_index=True)
    units = pd.concat([census.units for census in read], ignore_index=True)
    # The units first and the people last: a killed run leaves names without people rather than people without names.
    frames = {
        "places": census_places(units, store.read("places", store.DATA)),
        "population_totals": census_totals(population),
        "population": population,
    }
    for name, frame in frames.items():
        schema_of(TABLES[name]).validate(frame)
    if problems := list(age_groups({"population": population})):
        raise DataProblems(problems)
    inputs = {edition.file: edition.sha256 for edition in held}
    for name, frame in ((store.CENSUS_UNITS, units), *((f"{name}.parquet", frame) for name, frame in frames.items())):
        table = pa.Table.from_pandas(frame, preserve_index=False)
        extra = {b"atlas.inputs": json.dumps(inputs).encode()}
        table = table.replace_schema_metadata({**(table.schema.metadata or {}), **extra})
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        store.write_whole(cache / name, sink.getvalue().to_pybytes())


def census_places(units: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return the coded places of the fetched census as rows of the table ``places``; the newest census names them.

    Args:
        units: the units of one or both censuses (``Census.units``).
        known: the table ``places``, whose English names stand.
    """
    coded = units[units["place"].str.isdigit() & (units["level"] != "group")]
    newest = coded.sort_values("date", kind="stable").drop_duplicates("place", keep="last").sort_values("place")
    english = english_names(newest, dict(zip(known["place"], known["name_en"], strict=True)))
    filled = {"place": newest["place"], "name_zh": newest["name_zh"], "name_en": english} | {
        column: newest[column] for column in ("level", "parent")
    }
    columns = [column.name for column in TABLES["places"].columns]
    return pd.DataFrame({name: filled.get(name, "") for name in columns}, dtype="str").reset_index(drop=True)


def census_totals(population: pd.DataFrame) -> pd.DataFrame:
    """Return the headline counts (all, 60+, 65+, 80+) of the fetched census as rows of ``population_totals``."""
    key = ["place", "date", "basis", "document", "clause", "grade"]
    counts = []
    for age in HEADLINE_AGES:
        summed = population[population["age_from"] >= age].groupby(key, sort=False)["persons"].sum().reset_index()
        of_ages = summed["clause"] + (f"，男女{age}岁及以上各列之和" if age else "，男女各列之和")
        counts.append(summed.assign(age_from=age, clause=of_ages))
    totals = pd.concat(counts, ignore_index=True).assign(sex="both", residence="all", age_to=pd.NA)
    columns = {column.name: column for column in TABLES["population_totals"].columns}
    missing = {name: "" for name in columns if name not in totals}
    types = {name: "Int64" if column.type == "integer" else "str" for name, column in columns.items()}
    return totals.assign(**missing)[list(columns)].astype(types)
