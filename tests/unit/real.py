"""The real tables as they are written, read once a process."""

from functools import cache

import pandas as pd

from loaders.curated import read_all
from loaders.packs import read_packs


@cache
def written_tables() -> dict[str, pd.DataFrame]:
    """Return every curated table as it is written, and the policy packs; not to be changed."""
    tables = read_all()
    return tables | {"packs": read_packs(tables)}
