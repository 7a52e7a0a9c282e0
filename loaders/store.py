"""The only way to a stored table. Frames are fresh copies of the Parquet files: change them freely."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.errors import TableUnreadable
from loaders.tables import TABLES

DATA = Path(__file__).parent.parent / "data"
# What pyarrow and pandas raise over damaged bytes, the damaged description of the columns among them.
DAMAGED = (pa.ArrowException, OSError, ValueError, LookupError, TypeError)


def read(table: str, folder: Path = DATA) -> pd.DataFrame:
    """Return a stored table.

    Raises:
        TableUnreadable: there is no such table, its file is missing, or the file is damaged or cut short.
    """
    with _readable(table, folder) as path:
        return pq.read_table(path, use_threads=False).to_pandas()


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
    if table not in TABLES:
        raise TableUnreadable(table, "unknown")
    try:
        yield folder / f"{table}.parquet"
    except FileNotFoundError as error:
        raise TableUnreadable(table, "missing") from error
    except DAMAGED as error:
        raise TableUnreadable(table, "broken") from error
