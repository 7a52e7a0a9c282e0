"""One English term for each term of the field: names, definitions and interface use no other."""

import re

import pandas as pd
import pytest

from i18n.texts import read_catalogue
from tests.unit.real import written_tables

# What a text at hand says in its own English, or what names a street that is one.
TEXTS = {name: frame for name, frame in written_tables().items() if name not in ("glossary", "packs")}
GLOSSARY = written_tables()["glossary"]
INTERFACE = [str(message.id) for message in read_catalogue() if message.id]


def english_cells(frame: pd.DataFrame) -> pd.Series:
    """Return the cells of all columns that hold English, below each other."""
    columns = [name for name in frame if str(name).endswith("_en")]
    return pd.concat([frame[name].astype("str") for name in columns] or [pd.Series(dtype="str")])


def using(words: list[str], texts: pd.Series) -> list[str]:
    """Return the texts in which one of the words stands as a word."""
    pattern = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, words)) + r")(?![\w-])", re.IGNORECASE)
    return [text for text in texts if pattern.search(text)]


@pytest.mark.parametrize("row", GLOSSARY.to_dict("records"), ids=lambda row: row["term"])
def test_no_other_english_word_stands_for_a_term(row):
    avoided = row["avoided"].split(";")
    assert using(avoided, pd.Series(INTERFACE)) == []
    for table, frame in TEXTS.items():
        assert (table, using(avoided, english_cells(frame))) == (table, [])


def test_an_avoided_word_would_be_seen():
    texts = pd.Series(["Care in the street", "Streetcar", "LTC insurance"])
    assert using(["street", "LTC"], texts) == ["Care in the street", "LTC insurance"]


@pytest.mark.parametrize("term", ["long-term care insurance", "nursing beds", "green channel", "subdistrict", "carers"])
def test_the_terms_are_used(term):
    everything = pd.concat([*map(english_cells, TEXTS.values()), pd.Series(INTERFACE)])
    assert everything.str.contains(term, case=False, regex=False).any()
