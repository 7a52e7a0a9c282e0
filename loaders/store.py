"""The only way to a stored table. Frames are fresh copies of the Parquet files: change them freely."""

import logging
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.census.rows import ROWS
from loaders.errors import TableUnreadable
from loaders.tables import STORED

logger = logging.getLogger(__name__)

DATA = Path(__file__).parent.parent / "data"
# What `python -m loaders fetch census` and `python -m projection batch` leave behind; never part of the project.
CACHE = Path(os.environ.get("ATLAS_CACHE") or DATA / "cache")
CENSUS = "census"  # the table whose rows are also served as rows of ``population`` and ``population_totals``
FETCHED = "population"  # the table that the fetched census adds the ages of counties to
COUNTED = ["place", "date", "basis"]  # what tells one count from another
PIECE = 8192  # rows read at a time where only some are asked for
# What pyarrow and pandas raise over damaged bytes, the damaged description of the columns among them.
DAMAGED = (pa.ArrowException, OSError, ValueError, LookupError, TypeError)


# Column: values, one of which a row must have to be read.
Rows = Mapping[str, Collection[str]]


def read(
    table: str, folder: Path | None = None, *, columns: list[str] | None = None, rows: Rows | None = None
) -> pd.DataFrame:
    """Return a stored table, or those of its columns and rows that are asked for: the rest is not held in memory.

    ``population`` and ``population_totals`` also hold the counts of the table ``census``, and ``population`` the ages of the fetched
    census (``loaders.census.fetch``) of all places and dates without any. A damaged fetched census is left out and named in the log.

    Args:
        table: its name.
        folder: where the Parquet files lie, and nothing but the one file is read; the project's own files with all that belongs
            to the table when left out.
        columns: all when left out; of ``population`` those that tell its rows apart must be among them.
        rows: the values that columns read may have; all rows when left out.

    Raises:
        TableUnreadable: there is no such table, its file is missing, or the file is damaged or cut short.
    """
    with _readable(table, DATA if folder is None else folder) as path:
        stored = _frame(path, columns, rows)
    if folder is not None or table not in ROWS:
        return stored
    served = pd.concat([stored, _of_census(table, list(stored.columns), rows)], ignore_index=True)
    return _with_fetched(served, rows) if table == FETCHED else served


def _of_census(table: str, columns: list[str], rows: Rows | None) -> pd.DataFrame:
    """Return the rows of a table of people that the table ``census`` holds."""
    places = {name: values for name, values in (rows or {}).items() if name == "place"}
    with _readable(CENSUS, DATA) as path:
        counted = ROWS[table](_frame(path, None, places))
    kept = counted[_asked(counted, rows)] if rows else counted
    return kept[columns]


def _frame(path: Path, columns: list[str] | None, rows: Rows | None) -> pd.DataFrame:
    with pq.ParquetFile(path) as file:
        if not rows:
            return file.read(columns, use_threads=False).to_pandas()
        # Piece by piece: a whole column of a full census never stands in memory.
        pieces = file.iter_batches(PIECE, columns=columns, use_threads=False)
        kept = [piece.filter(pa.array(_asked(piece.select(list(rows)).to_pandas(), rows))) for piece in pieces]
    return pa.Table.from_batches(kept).to_pandas()


def _asked(frame: pd.DataFrame, rows: Rows) -> pd.Series:
    """Say of each row whether its values are among those asked for."""
    return frame[list(rows)].isin(rows).all(axis=1)


def _with_fetched(served: pd.DataFrame, rows: Rows | None) -> pd.DataFrame:
    """Return ``population`` with the fetched census' rows of all other places and dates, if it is there."""
    fetched = _fetched(f"{FETCHED}.parquet", list(served.columns), rows)
    if fetched is None:
        return served
    shared = fetched.loc[fetched["place"].isin(served["place"]), COUNTED]
    known = pd.MultiIndex.from_frame(shared).isin(pd.MultiIndex.from_frame(served[COUNTED].drop_duplicates()))
    return pd.concat([served, fetched.drop(index=shared.index[known])], ignore_index=True)


def _fetched(file: str, columns: list[str], rows: Rows | None = None) -> pd.DataFrame | None:
    path = CACHE / file
    try:
        frame = _frame(path, columns, rows)
        if list(frame.columns) != columns:
            raise LookupError(f"columns {','.join(frame.columns)}")
    except FileNotFoundError:
        return None
    except DAMAGED as error:
        logger.warning("%s is left out (%s); run `python -m loaders fetch census` again", path, error)
        return None
    return frame


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the old file and rename: whatever happens in between, the old file stays whole.

    Raises:
        OSError: the disk is full or the folder cannot be written; nothing is left behind.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        path.write_bytes(content)  # /dev/null, /dev/stdout: a rename would put a file in the place of the device
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def metadata(table: str, folder: Path = DATA) -> dict[str, str]:
    """Return the key-value metadata of a stored table: title, version, licence and build inputs.

    Raises:
        TableUnreadable: as for ``read``.
    """
    with _readable(table, folder) as path:
        found = pq.read_schema(path).metadata or {}
        return {key.decode(): value.decode() for key, value in found.items() if key.startswith(b"atlas.")}


@contextmanager
def _readable(table: str, folder: Path) -> Iterator[Path]:
    if table not in STORED:
        raise TableUnreadable(table, "unknown")
    try:
        yield folder / f"{table}.parquet"
    except FileNotFoundError as error:
        raise TableUnreadable(table, "missing") from error
    except DAMAGED as error:
        raise TableUnreadable(table, "broken") from error
