"""The hand-kept CSV files in, checked frames out. Text stays text: nothing is guessed while reading."""

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pandera.errors

from loaders.errors import DataProblems, Problem
from loaders.letters import folded, forbidden
from loaders.tables import TABLES
from loaders.tables.schema import Table
from loaders.tables.validation import schema_of

CURATED = Path(__file__).parent.parent / "data" / "curated"
LARGEST = 2**53  # beyond it a float skips whole numbers


def read_curated(table: Table, folder: Path = CURATED) -> pd.DataFrame:
    """Return one curated table with its declared types, in the order of the file.

    Empty text cells are empty strings; empty numbers are missing (``<NA>``/NaN). Full-width digits and Latin letters are folded
    in running text; a code, word or number written in them is refused.

    Raises:
        DataProblems: the file is missing or not UTF-8, its header differs, a row has too many or too few cells,
            or a cell is not what its column declares.
    """
    path = folder / f"{table.name}.csv"
    return checked(_cells(path, [c.name for c in table.columns]), table)


def checked(cells: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return rows given as texts with their declared types.

    Raises:
        DataProblems: a cell is not what its column declares.
    """
    file = f"{table.name}.csv"
    if problems := _forbidden([[str(name) for name in cells], *cells.to_numpy().tolist()], file):
        raise DataProblems(problems)
    frame = _typed(cells, table, file)
    try:
        return schema_of(table).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise DataProblems(_failures(error, file)) from error


def read_all(folder: Path = CURATED) -> dict[str, pd.DataFrame]:
    """Return every curated table by name.

    Raises:
        DataProblems: any table breaks its declaration; the faults of all tables are reported together.
    """
    frames, problems = {}, []
    for table in TABLES.values():
        try:
            frames[table.name] = read_curated(table, folder)
        except DataProblems as error:
            problems += error.problems
    if problems:
        raise DataProblems(problems)
    return frames


def _cells(path: Path, columns: list[str]) -> pd.DataFrame:
    try:
        text = path.read_bytes().decode("utf-8-sig")  # not read_text: line ends inside a cell stay as they are
    except FileNotFoundError as error:
        raise DataProblems([Problem(path.name, None, "", "", "the file to be there")]) from error
    except UnicodeDecodeError as error:
        raise DataProblems([Problem(path.name, None, "", "", f"UTF-8 text (byte {error.start} is not)")]) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        where = f"well-formed CSV (line {reader.line_num}: {error})"
        raise DataProblems([Problem(path.name, None, "", "", where)]) from error
    if not rows or rows[0] != columns:
        found = ",".join(rows[0]) if rows else ""
        raise DataProblems([Problem(path.name, 1, "", found, f"the header {','.join(columns)}")])
    problems = [
        Problem(path.name, number, "", ",".join(row)[:60], f"{len(columns)} cells, not {len(row)}")
        for number, row in enumerate(rows[1:], start=2)
        if len(row) != len(columns)
    ]
    if problems:
        raise DataProblems(problems)
    return pd.DataFrame(rows[1:], columns=columns, dtype="str")


def _forbidden(rows: list[list[str]], file: str) -> list[Problem]:
    """Return the cells that hold a control or invisible character."""
    return [
        Problem(file, number, column, cell[:60], f"no control or invisible character ({found[1]} stands in it)")
        for number, row in enumerate(rows[1:], start=2)
        for column, cell in zip(rows[0], row, strict=False)
        if not cell.isprintable() and (found := forbidden(cell))
    ]


def _typed(cells: pd.DataFrame, table: Table, file: str) -> pd.DataFrame:
    problems, typed = [], {}
    for column in table.columns:
        text = cells[column.name]
        if column.type == "text":
            coded = column.pattern or column.words or column.listed or column.refers
            typed[column.name] = text if coded else text.map(folded)
            continue
        numbers = pd.to_numeric(text.where(text != ""), errors="coerce")
        wrong = (text != "") & ~np.isfinite(numbers)
        if column.type == "integer":
            wrong |= numbers.notna() & ((numbers % 1 != 0) | (numbers.abs() > LARGEST))
        expected = "a whole number" if column.type == "integer" else "a number"
        problems += [Problem(file, int(i) + 2, column.name, str(text[i]), expected) for i in text.index[wrong]]
        typed[column.name] = numbers.where(~wrong).astype("Int64" if column.type == "integer" else "float64")
    if problems:
        raise DataProblems(problems)
    return pd.DataFrame(typed)


def _failures(error: pandera.errors.SchemaErrors, file: str) -> list[Problem]:
    problems = []
    for case in error.failure_cases.itertuples():
        row = None if pd.isna(case.index) else int(case.index) + 2
        expected = "a value (the cell is empty)" if case.check == "not_nullable" else str(case.check)
        value = "" if pd.isna(case.failure_case) else str(case.failure_case)
        problems.append(Problem(file, row, str(case.column), value, expected))
    return problems
