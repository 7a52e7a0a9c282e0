"""The published census workbooks, fetched once by a pinned address and SHA-256, or taken from a copy at hand.

Nothing is fetched unless asked (``python -m loaders fetch census``). The workbooks and the ages read from them stay in
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
from loaders.census.codes import coded, under_todays_code
from loaders.census.editions import EDITIONS, Edition
from loaders.census.workbook import Census, read_census
from loaders.errors import DataProblems
from loaders.rules.people import age_groups
from loaders.tables import TABLES
from loaders.tables.people import CELLS
from loaders.tables.validation import schema_of

# github.com/leiii/census (MIT) at one commit; a change upstream cannot change what is read here.
BASE = "https://raw.githubusercontent.com/leiii/census/0ba0f1efae092f4aa6569ef38e53b3bb4d2f0087/data/census/"
SECONDS = 30
CHUNK = 64 * 1024
BY_HAND = "take a copy at hand with --from FILE or DIR"


class NotFetched(OSError):
    """A file could not be had; the text is one sentence that says why and what to do."""


def fetch_census(source: Path | None = None) -> list[CensusReport]:
    """Get the census workbooks into ``store.CACHE``, read them, and write the ages of counties that ``store`` serves.

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
        write_ages(read, held, cache)
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


def write_ages(read: list[Census], held: list[Edition], cache: Path) -> None:
    """Write the ages of the places of the censuses read that the table ``census`` has none of, each under its code of today.

    Raises:
        DataProblems: a row breaks the rules of its table.
        OSError: the disk is full or the folder cannot be written.
    """
    ages = pd.concat(
        [census.population[census.population["place"].isin(coded(census.units)["place"])] for census in read]
    )
    ages = ages.assign(place=under_todays_code(ages["place"], store.read("ended_codes")))
    embedded = store.read(store.CENSUS, columns=["place", next(iter(CELLS))])
    with_ages = embedded.loc[embedded.iloc[:, 1].notna(), "place"]
    ages = ages[~ages["place"].isin(with_ages)].reset_index(drop=True)
    schema_of(TABLES[store.FETCHED]).validate(ages)
    if problems := list(age_groups({store.FETCHED: ages})):
        raise DataProblems(problems)
    inputs = {edition.file: edition.sha256 for edition in held}
    table = pa.Table.from_pandas(ages, preserve_index=False)
    extra = {b"atlas.inputs": json.dumps(inputs).encode()}
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **extra})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    store.write_whole(cache / f"{store.FETCHED}.parquet", sink.getvalue().to_pybytes())
