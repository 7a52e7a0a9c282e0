"""The only way to a stored table. Frames are fresh copies of the Parquet files: change them freely."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.errors import TableUnreadable
from loaders.tables import TABLES

DATA = Path(__file__).parent.parent / "data"


def read(table: str, folder: Path = DATA) -> pd.DataFrame:
    """Return a stored table.

    Raises:
        TableUnreadable: there is no such table, its file is missing, or the file is damaged or cut short.
    """
    if table not in TABLES:
        raise TableUnreadable(table, "unknown")
    try:
        return pq.read_table(folder / f"{table}.parquet", use_threads=False).to_pandas()
    except FileNotFoundError as error:
        raise TableUnreadable(table, "missing") from error
    except (pa.ArrowException, OSError) as error:
        raise TableUnreadable(table, "broken") from error


def metadata(table: str, folder: Path = DATA) -> dict[str, str]:
    """Return the key-value metadata of a stored table: title, version, licence and build inputs.

    Raises:
        TableUnreadable: as for ``read``.
    """
    try:
        found = pq.read_schema(folder / f"{table}.parquet").metadata or {}
    except FileNotFoundError as error:
        raise TableUnreadable(table, "missing") from error
    except (pa.ArrowException, OSError) as error:
        raise TableUnreadable(table, "broken") from error
    return {key.decode(): value.decode() for key, value in found.items() if key.startswith(b"atlas.")}
