"""What a table declaration is, and the pandera schema that follows from it."""

import re
from dataclasses import dataclass, field
from typing import Literal

import pandera.pandas as pa

Type = Literal["text", "integer", "number"]
DTYPES = {"text": "str", "integer": "Int64", "number": "float64"}


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
    schema: pa.DataFrameSchema = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the pandera schema from the declared columns."""
        object.__setattr__(self, "schema", _schema(self))


def _schema(table: Table) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            c.name: pa.Column(DTYPES[c.type], _checks(c), nullable=c.type != "text" and not c.required)
            for c in table.columns
        },
        strict=True,
        ordered=True,
        name=table.name,
    )


def _checks(column: Column) -> list[pa.Check]:
    """Return the column's checks; an error text says what was expected."""
    checks = []
    empty = "" if column.required else " or an empty cell"
    if column.type == "text":
        if column.required:
            checks.append(pa.Check(lambda s: s != "", error="a value (the cell is empty)"))
        if column.words:
            words = set(column.words) | ({""} if not column.required else set())
            checks.append(pa.Check.isin(words, error=f"one of {', '.join(column.words)}{empty}"))
        if column.pattern:
            pattern = column.pattern
            checks.append(
                pa.Check(
                    lambda s: s.str.fullmatch(pattern, flags=re.ASCII) | (s == ""),
                    error=f"text like {pattern}{empty}",
                    ignore_na=True,
                )
            )
    elif column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum, error=f"a number of at least {column.minimum:g}"))
    return checks
