"""English names of Chinese administrative units that the atlas' own table of places does not name.

A name is the Hanyu Pinyin of its Chinese one (GB/T 28039: one word, no tone marks, an apostrophe before a, e and o within it)
with the kind of unit in English. Pinyin comes from the package pypinyin; what it would read otherwise than place names do, established
names (Hohhot, Kashgar, Urumqi, …) and those of Hong Kong, Macau and Taiwan stand in ``english_names.csv``.
"""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd

# By kind: ``name`` and ``people`` in English, ``unit`` and its English (none where it goes unsaid), ``reading`` of a sign in Pinyin,
# and, under the first two digits of their codes, names where another romanisation is in use.
WORDS: dict[str, dict[str, str]] = {}
with Path(__file__).with_name("english_names.csv").open(encoding="utf-8", newline="") as _file:
    for _kind, _zh, _en in csv.reader(_file):
        WORDS.setdefault(_kind, {})[_zh] = _en


def english_names(units: pd.DataFrame, known: dict[str, str] | None = None) -> pd.Series:
    """Return the English name of each unit; a name that another unit of its level has too is followed by its parent's.

    Args:
        units: ``place`` (adcode), ``name_zh``, ``level``, ``parent`` (adcode).
        known: names that stand already, by adcode; they are kept as they are.
    """
    own = [
        known[place] if known and place in known else english_name(name, place)
        for place, name in zip(units["place"], units["name_zh"], strict=True)
    ]
    names = pd.Series(own, index=units.index, dtype="str")
    shared = names.groupby([units["level"], names]).transform("size") > 1
    shared &= ~units["place"].isin(list(known or {}))
    by_code = dict(zip(units["place"], names, strict=True)) | (known or {})
    parents = units["parent"].map(by_code).fillna("")
    return names.where(~shared | (parents == ""), names + " (" + parents + ")")


def english_name(name: str, place: str) -> str:
    """Return the English name of one unit, e.g. 张掖市: Zhangye, 民和回族土族自治县: Minhe Hui and Tu Autonomous County.

    Args:
        name: the Chinese name.
        place: its adcode, which tells where Hong Kong's and Taiwan's own romanisations hold.
    """
    names, units = WORDS["name"], WORDS["unit"]
    if name in names:
        return names[name]
    kind = next((ending for ending in units if name.endswith(ending) and name != ending), "")
    stem, peoples = _without_peoples(name.removesuffix(kind)) if kind else (name, [])
    said = units.get(kind, "")
    local = WORDS.get(place[:2], {}).get(stem)
    read = local or names.get(stem) or _pinyin(stem if len(stem) > 1 or (kind and not said) else stem + kind)
    if kind and not said:
        return read
    return " ".join(filter(None, [read, " and ".join(peoples) if len(peoples) < 3 else ", ".join(peoples), said]))


def _without_peoples(stem: str) -> tuple[str, list[str]]:
    """Return a name without the peoples it names at its end, and those in English, in their order."""
    found: list[str] = []
    known = WORDS["people"]
    while stem.endswith("族") or (not found and any(stem.endswith(people) for people in known if len(people) > 1)):
        bare = stem.removesuffix("族")
        people = next((name for name in sorted(known, key=len, reverse=True) if bare.endswith(name)), "")
        if not people or len(bare) == len(people):
            break
        stem = bare.removesuffix(people)
        found.insert(0, known[people])
    return stem, [people for people in found if people]


@cache
def _speller() -> Callable[[str], list[str]]:
    """Return what spells a name in syllables. Its dictionaries take 60 MB, so only who names places loads them."""
    from pypinyin import lazy_pinyin, load_single_dict  # noqa: PLC0415

    load_single_dict({ord(sign): sound for sign, sound in WORDS["reading"].items()})
    return lazy_pinyin


def spelt(name: str) -> list[str]:
    """Return the Pinyin of Chinese characters, a syllable each, without tones."""
    return _speller()(name)


def _pinyin(stem: str) -> str:
    """Return the Pinyin of a name as one word with a capital."""
    syllables = [syllable.replace("v", "ü") for syllable in spelt(stem)]
    joined = syllables[0] + "".join(f"'{part}" if part[0] in "aeo" else part for part in syllables[1:])
    return joined[:1].upper() + joined[1:]
