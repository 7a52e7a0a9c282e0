"""What the rules are given, and how each says what it finds."""

from collections.abc import Iterator

import pandas as pd

from loaders.errors import Problem

Frames = dict[str, pd.DataFrame]


def where(frames: Frames, table: str, column: str, wrong: pd.Series, expected: str) -> Iterator[Problem]:
    """Give a fault for each row of a table that is ``wrong``: its line in the file, the column, what stands there, what was expected."""
    for index in wrong.index[wrong.fillna(False).astype(bool)]:
        yield Problem(f"{table}.csv", int(str(index)) + 2, column, str(frames[table].at[index, column]), expected)
