"""What a table is read against: the places and their names of today and before, and the indicators of the codebook."""

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from loaders.asked import ENDING
from loaders.own_table.series import Codebook

FORMER = {
    "襄樊市": "420600",
    "思茅市": "530800",
    "思茅地区": "530800",
}  # renamed before the codes that ended are listed
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
GENERAL = {"城区", "郊区", "矿区", "新区", "市区", "县区"}  # names of districts that any title may hold


@dataclass(frozen=True)
class Place:
    """A place of the atlas."""

    code: str
    name: str
    level: str
    parent: str


@dataclass(frozen=True, eq=False)
class Ground:
    """Places by code, the codes that each name and short name may mean, the codes that ended, and the indicators."""

    places: Mapping[str, Place]
    names: Mapping[str, tuple[str, ...]]
    short: Mapping[str, tuple[str, ...]]
    ended: Mapping[str, tuple[str, str]]  # code: what follows it, and whether it is the same area
    indicators: pd.DataFrame
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)  # what the names of one file mean (`of_one_file`)

    @classmethod
    def of(cls, indicators: pd.DataFrame, places: pd.DataFrame, ended_codes: pd.DataFrame) -> "Ground":
        """Return the ground of the tables of those names; places that no document names are left out."""
        named = places[places["place"].str.fullmatch("[0-9]{6}")]
        known = {
            code: Place(code, name, level, parent)
            for code, name, level, parent in _texts(named, "place", "name_zh", "level", "parent")
        }
        ended = {
            code: (after, relation) for code, after, relation in _texts(ended_codes, "place", "successor", "relation")
        }
        over = named.loc[named["to"].fillna("") != "", "place"]
        ended = dict.fromkeys(over, ("", "within")) | ended
        names: dict[str, list[str]] = {}
        short: dict[str, list[str]] = {}
        for place in known.values():
            names.setdefault(place.name, []).append(place.code)
            for said in short_names(place.name):
                short.setdefault(said, []).append(place.code)
        for name, code in FORMER.items():
            if code in known:
                names.setdefault(name, []).append(code)
        return cls(known, _frozen(names), _frozen(short), ended, indicators)

    def of_one_file(self) -> "Ground":
        """Return the same ground, with room for the names of one file, which no other file sees."""
        _ = self.codebook, self.in_titles, self.short_in_titles  # made once for all files
        found = copy(self)
        object.__setattr__(found, "known", {})
        return found

    @cached_property
    def in_titles(self) -> Mapping[str, tuple[str, ...]]:
        """The names that a title is searched for."""
        return {name: codes for name, codes in self.names.items() if len(name) > 2 and name not in GENERAL}

    @cached_property
    def short_in_titles(self) -> Mapping[str, tuple[str, ...]]:
        """The short names that a title is searched for: of cities and provinces, since those of counties are ordinary words."""
        found = {
            name: tuple(code for code in codes if self.places[code].level in ("province", "prefecture"))
            for name, codes in self.short.items()
        }
        return {name: codes for name, codes in found.items() if codes}

    @cached_property
    def codebook(self) -> Codebook:
        """The indicators, to be found by the heads of a table."""
        return Codebook(self.indicators)

    @cached_property
    def units(self) -> dict[str, str]:
        """The unit of each indicator."""
        return dict(zip(self.indicators["indicator"], self.indicators["unit"], strict=True))

    @cached_property
    def measures(self) -> dict[str, str]:
        """Whether each indicator is a level, a flow or a rule."""
        return dict(zip(self.indicators["indicator"], self.indicators["measure"], strict=True))

    def above(self, code: str) -> list[str]:
        """Return the places that a place lies in, the nearest first."""
        found: list[str] = []
        parent = self.places[code].parent if code in self.places else ""
        while parent in self.places and parent not in found:
            found.append(parent)
            parent = self.places[parent].parent
        return found

    def is_within(self, code: str, area: str) -> bool:
        """Tell whether a place is another or lies in it."""
        return code == area or area in self.above(code)

    def is_city(self, code: str) -> bool:
        """Tell whether a place is a prefecture or municipality."""
        return code in MUNICIPALITIES or (code in self.places and self.places[code].level == "prefecture")


def short_names(name: str) -> list[str]:
    """Return how else a place is said: 张掖 for 张掖市, 黔东南 and 黔东南州 for 黔东南苗族侗族自治州.

    >>> short_names("黔东南苗族侗族自治州"), short_names("和县")
    (['黔东南', '黔东南州'], [])
    """
    for length in range(2, len(name)):
        if ENDING.fullmatch(name[length:]):
            kind = re.search("自治([区州县旗])$", name)
            return [name[:length], *([name[:length] + kind[1]] if kind and kind[1] != "区" else [])]
    return []


def _texts(table: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    return list(zip(*(table[column].fillna("").astype(str) for column in columns), strict=True))


def _frozen(names: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(codes)) for name, codes in names.items()}
