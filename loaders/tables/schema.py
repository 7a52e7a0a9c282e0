"""What a table declaration is; the schema that follows from it stands in ``validation``."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

# Tables are small and mostly words: as Python's strings rows are picked in half the time of Arrow's, and listed in a third.
pd.set_option("mode.string_storage", "python")

Type = Literal["text", "integer", "number"]
DTYPES = {"text": pd.StringDtype("python", na_value=float("nan")), "integer": "Int64", "number": "float64"}


@dataclass(frozen=True)
class Column:
    """One column: its type, what it holds in both languages, and what a value must look like.

    ``required`` cells are never empty; ``words`` is a closed list, ``listed`` a list kept in the table
    ``vocabularies`` (several words joined by ``;`` where ``many``), ``refers`` the key column of another table.
    """

    name: str
    zh: str
    en: str
    type: Type = "text"
    required: bool = False
    pattern: str = ""
    words: tuple[str, ...] = ()
    listed: str = ""
    many: bool = False
    refers: str = ""
    minimum: float | None = None


@dataclass(frozen=True)
class Table:
    """One table: its title, what a row is, its key, and its columns in the order of the file."""

    name: str
    zh: str
    en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    description_en: str = ""
