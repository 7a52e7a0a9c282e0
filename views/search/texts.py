"""The texts by which entries of the search are found and read."""

import re
from typing import Any

import pandas as pd

from i18n.texts import LANGUAGES
from policy.calendar import NATION
from policy.described import GRADE_ORDER
from views import edition, record_headings
from views.edition import kept_up_to
from views.search.words import APART, Synonyms, atoms, joined, sounds
from views.spelling import initials, short_name
from views.words import word_names

PLACES = ("places", "ended_codes", "search_words")  # the tables that the texts of places follow from


@kept_up_to(None)
def synonyms() -> Synonyms:
    """Return the other ways to say a thing (table ``search_words``)."""
    rows = edition.table("search_words")
    return Synonyms(dict(zip(rows["said"], rows["written"], strict=True)))


def read_text(*texts: str) -> str:
    """Return texts as one in which a query is looked for, the sounds of each after it."""
    return "".join(_read(text) + _heard(text) for text in texts if text)


def heard_text(*texts: str) -> str:
    """Return texts as one in which a query is looked for."""
    return "".join(_read(text) for text in texts if text)


@kept_up_to(20_000)
def _read(text: str) -> str:
    return synonyms().applied(joined((*atoms(text), APART)))


@kept_up_to(20_000)
def _heard(text: str) -> str:
    return synonyms().applied(joined((*sounds(text), APART)))


def read_titles(*texts: str) -> tuple[str, ...]:
    """Return texts as a query reads that is one of them, by its signs or by their sounds."""
    ways = (way for text in texts if text for way in (_read(text), _heard(text)))
    return tuple(title for way in ways if (title := way.removesuffix(f"{APART} ")).strip())


def plain_titles(*texts: str) -> tuple[str, ...]:
    """Return texts as a query reads that is one of them."""
    return tuple(_read(text).removesuffix(f"{APART} ") for text in texts if text)


def rows_of(table: str) -> list[dict[str, Any]]:
    """Return the rows of a table of the edition in force."""
    return as_rows(edition.table(table))


def as_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame, each cell by its column."""
    names = [str(name) for name in frame.columns]
    return [
        dict(zip(names, cells, strict=True)) for cells in zip(*(frame[name].tolist() for name in frame), strict=True)
    ]


def grade_of(grade: str) -> int:
    """Return how late a grade of evidence stands, the best first."""
    return GRADE_ORDER.index(grade) if grade in GRADE_ORDER else len(GRADE_ORDER)


def newest_first(date: object) -> float:
    """Return what sorts dates as they are printed, whole or in part, the newest first."""
    return -float(re.sub(r"\D", "", str(date)).ljust(8, "0")[:8] or 0)


def named_in_both(row: dict[str, Any], name: str = "name") -> tuple[str, str]:
    """Return the Chinese and the English name of a row."""
    return str(row[f"{name}_zh"]), str(row[f"{name}_en"])


def in_both(*parts: tuple[str, str]) -> dict[str, str]:
    """Return parts in both languages as labels."""
    return {lang: " · ".join(part[at] for part in parts if part[at]) for at, lang in enumerate(LANGUAGES)}


def headed_by(kind: str, row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what a record of a kind is headed: title, what else says what it is, and value, each in both languages."""
    zh, en = (record_headings.HEADINGS[kind](pd.Series(row), lang) for lang in LANGUAGES)
    return [(zh.title, en.title), *zip(zh.badges, en.badges, strict=True), (zh.value, en.value)]


def names_of(vocabulary: str) -> dict[str, tuple[str, str]]:
    """Return the Chinese and the English name of each word of a closed list."""
    zh, en = (word_names(vocabulary, lang) for lang in LANGUAGES)
    return {code: (zh[code], en[code]) for code in zh}


@kept_up_to(None, of=PLACES)
def place_titles() -> dict[str, tuple[str, str]]:
    """Return the name of every place in both languages by code; of a county with the place it belongs to."""
    places = edition.table("places").set_index("place")
    county = places["level"] == "county"
    told: list[pd.Series] = []
    for lang, opened, closed in (("zh", "（", "）"), ("en", " (", ")")):
        names = edition.place_names(lang)
        alone = county & ~names.str.endswith((")", "）")) & (places["parent"] != "")
        told.append(names.where(~alone, names + opened + places["parent"].map(places[f"name_{lang}"]) + closed))
    return {str(code): (str(told[0][code]), str(told[1][code])) for code in places.index}


@kept_up_to(None, of=PLACES)
def place_texts() -> dict[str, str]:
    """Return what a place is named, by code: its own names, their sounds, and the letters they begin with."""
    found = {}
    for row in rows_of("places"):
        zh, en = named_in_both(row)
        county = row["level"] == "county"  # one is found by its English name, which is its Pinyin
        found[row["place"]] = (
            heard_text(zh, en.partition(" (")[0])
            if county
            else read_text(zh) + heard_text(en, initials(short_name(zh)))
        )
    return found


@kept_up_to(None, of=PLACES)
def _parents() -> dict[str, str]:
    table = edition.table("places")
    return dict(zip(table["place"], table["parent"], strict=True))


@kept_up_to(None, of=PLACES)
def above_of(place: str) -> str:
    """Return the names of the places that a place belongs to, as one text."""
    parent = _parents().get(place, "")
    return "" if parent in ("", NATION) else place_texts()[parent] + above_of(parent)
