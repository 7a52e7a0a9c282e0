"""The pandera schema that follows from a table's declaration: for who writes tables; who reads them needs none."""

import re
from functools import cache

import pandera.pandas as pa

from loaders.tables.schema import DTYPES, Column, Table


@cache
def schema_of(table: Table) -> pa.DataFrameSchema:
    """Return the pandera schema of a declared table: columns, their types, and what a value must look like."""
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
