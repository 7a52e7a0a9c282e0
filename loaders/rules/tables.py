"""Rules that hold in every table: keys, references, words, units, dates, evidence, both languages."""

from collections.abc import Iterator

import pandas as pd

from i18n.numbers import UNITS
from loaders.errors import Problem
from loaders.rules.faults import Frames, where
from loaders.tables import QUOTING, TABLES
from loaders.tables.columns import DATE

PHRASE_LENGTH = (6, 40)


def unique_keys(frames: Frames) -> Iterator[Problem]:
    """A key stands once in its table."""
    for name, table in TABLES.items():
        yield from where(
            frames,
            name,
            table.key[-1],
            frames[name].duplicated(list(table.key)),
            f"{'+'.join(table.key)} to stand once",
        )


def known_references(frames: Frames) -> Iterator[Problem]:
    """A cell that names a row of another table names one that exists (an unknown adcode, indicator, document …)."""
    for name, table in TABLES.items():
        for column in table.columns:
            if column.refers:
                target, key = column.refers.split(".")
                cells = frames[name][column.name]
                known = set(frames[target][key]) | {""}  # pandas looks at each value of a list anew for each column
                unknown = ~cells.map(known.__contains__).astype(bool)
                yield from where(frames, name, column.name, unknown, f"a row of {target}.csv")


def known_words(frames: Frames) -> Iterator[Problem]:
    """A cell with a closed word list holds only words of ``vocabularies``."""
    words = frames["vocabularies"].groupby("vocabulary")["word"].agg(set).to_dict()
    for name, table in TABLES.items():
        for column in table.columns:
            if not column.listed:
                continue
            cells = frames[name][column.name]
            parts = cells.map(lambda cell, many=column.many: cell.split(";") if many else [cell])
            known = parts.map(words.get(column.listed, set()).issuperset).astype(bool)
            yield from where(
                frames,
                name,
                column.name,
                (cells != "") & ~known,
                f"words of the list {column.listed} in vocabularies.csv",
            )


def places_nest(frames: Frames) -> Iterator[Problem]:
    """A county or prefecture belongs to the place whose code its own code begins with."""
    places = frames["places"]
    coded = places["place"].str.match(r"^\d{6}$")
    nation = places["place"] == "000000"
    yield from where(
        frames, "places", "parent", coded & ~nation & (places["parent"] == ""), "the code of the place it belongs to"
    )
    stem = places["parent"].str.replace(r"(00)+$", "", regex=True)
    prefix = pd.Series([p.startswith(s) for p, s in zip(places["place"], stem, strict=True)], index=places.index)
    own = places["parent"] == places["place"]
    yield from where(
        frames,
        "places",
        "parent",
        coded & ~nation & (~prefix | own),
        "a parent whose code the place's code begins with",
    )


def known_units(frames: Frames) -> Iterator[Problem]:
    """A unit is one that the number formats know, and a fact has its indicator's unit."""
    for name in ("indicators", "assumptions"):
        yield from where(frames, name, "unit", ~frames[name]["unit"].isin(list(UNITS)), "a unit of i18n/numbers.py")
    unit = frames["facts"]["indicator"].map(frames["indicators"].set_index("indicator")["unit"])
    yield from where(
        frames, "facts", "unit", unit.notna() & (frames["facts"]["unit"] != unit), "the unit of its indicator"
    )


def dates_exist(frames: Frames) -> Iterator[Problem]:
    """A date is a year, month or day of the calendar."""
    for name, table in TABLES.items():
        for column in table.columns:
            if column.pattern == DATE:
                cells = frames[name][column.name]
                read = pd.to_datetime(cells.where(cells != ""), format="ISO8601", errors="coerce")
                yield from where(frames, name, column.name, (cells != "") & read.isna(), "a date of the calendar")


def evidence(frames: Frames) -> Iterator[Problem]:
    """What comes from a text at hand has its clause and a printed phrase of 6 to 40 characters, and a grade."""
    has_file = frames["documents"].set_index("document")["file"] != ""
    low, high = PHRASE_LENGTH
    for name in (
        each for each in TABLES if each in QUOTING or each == "population_totals"
    ):  # one of its counts is from a text
        rows = frames[name]
        from_text = rows["document"].map(has_file).fillna(False).astype(bool)
        if "finding" in rows:
            from_text &= rows["finding"] != "not_found"  # nothing was printed
        length = rows["as_printed"].str.len()
        yield from where(
            frames,
            name,
            "as_printed",
            from_text & ~length.between(low, high),
            f"a phrase of {low} to {high} characters",
        )
        yield from where(
            frames, name, "clause", from_text & (rows["clause"] == ""), "the clause that prints the phrase"
        )
        cited = rows["document"] != ""
        yield from where(frames, name, "grade", cited & (rows["grade"] == ""), "a grade")


def both_languages(frames: Frames) -> Iterator[Problem]:
    """A note, scope, base or outcome stands in both languages or in neither."""
    for name, table in TABLES.items():
        columns = [c.name for c in table.columns]
        for column in columns:
            english = f"{column.removesuffix('_zh')}_en"
            if english in columns and column != english:
                wrong = (frames[name][column] == "") != (frames[name][english] == "")
                yield from where(frames, name, english, wrong, f"a text in both {column} and {english}, or in neither")
