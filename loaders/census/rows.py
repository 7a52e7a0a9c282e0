"""The table ``census`` as rows of ``population`` and ``population_totals``: one row a place and census there, one row a count here."""

from collections.abc import Callable

import pandas as pd

from loaders.census.editions import EDITIONS
from loaders.tables import TABLES
from loaders.tables.people import CELLS, COUNTS
from loaders.tables.schema import DTYPES

ALL, URBAN = "all", "urban"
AGE_OF = {"total": 0, "age60": 60, "age65": 65, "age80": 80, "urban": 0}
SUMMED = ("该年普查表没有这一行，由所列各行相加。", "The workbook prints no such row: it is the sum of those named.")


def age_rows(census: pd.DataFrame) -> pd.DataFrame:
    """Return residents by sex and age group as rows of ``population``, of the places that have them."""
    held = census[census[next(iter(CELLS))].notna()]
    rows = _long(held, list(CELLS))
    of = rows["what"].map(CELLS)
    return _typed(rows.assign(sex=of.str[0], age_from=of.str[1], age_to=of.str[2]), "population")


def total_rows(census: pd.DataFrame) -> pd.DataFrame:
    """Return headline counts as rows of ``population_totals``: all, 60+, 65+, 80+, and urban residents."""
    rows = _long(census, list(COUNTS))
    columns = {name: f"，男女{zh}各列之和" if name.startswith("age") else f"，{zh}" for name, zh in COUNTS.items()}
    return _typed(
        rows.assign(
            sex="both",
            age_from=rows["what"].map(AGE_OF),
            age_to=pd.Series(pd.NA, index=rows.index, dtype="Int64"),
            residence=rows["what"].map(lambda what: URBAN if what == "urban" else ALL),
            clause=rows["clause"] + rows["what"].map(columns),
        ),
        "population_totals",
    )


ROWS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {"population": age_rows, "population_totals": total_rows}


def _long(census: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return one row a count that is known, place by place, with what all rows of a census share."""
    cited = census.assign(
        date=census["year"].map({year: edition.date for year, edition in EDITIONS.items()}),
        document=census["year"].map({year: edition.document for year, edition in EDITIONS.items()}),
        grade=census["year"].map({year: edition.grade for year, edition in EDITIONS.items()}),
        clause=census["year"].map({year: edition.sheet for year, edition in EDITIONS.items()}) + census["clause"],
        note="",
        note_en="",
    )
    summed = ~census["clause"].str.fullmatch(r"第\d+行")
    cited.loc[summed, ["note", "note_en"]] = SUMMED
    shared = ["place", "date", "document", "clause", "grade", "note", "note_en"]
    long = cited.melt(shared, columns, "what", "persons", ignore_index=False)
    return long[long["persons"].notna()].sort_index(kind="stable").reset_index(drop=True)


def _typed(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return rows in the columns and types of a table of people."""
    filled = rows.assign(basis="resident", as_printed="")
    columns = {column.name: DTYPES[column.type] for column in TABLES[table].columns}
    return filled[list(columns)].astype(columns)
