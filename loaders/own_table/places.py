"""Whom a row, column or title is about: a place by code or name; a name that several places have is left to be asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loaders.own_table.ground import Ground
from loaders.own_table.records import Reason
from loaders.own_table.units import plain

TOTAL = re.compile(
    r"(?:总计|合计|总和|全部|共计|总数|全[市省区州盟县国域]|本[市省区州县]|[市州]?本级合计|[市省区州县]合计|全[市省区州县国](?:合计|总计|平均)|total)",
    re.I,
)
SUBTOTAL = re.compile(
    r".*(?:小计|平均|均值|其他|其它|中位数|标准差|排名).*|[市州省]本级|[市州]直|市辖区|市区合计|县合计"
)
LEADING = re.compile(r"^(?:其中|一|二|三|四|五|六|七|八|九|十|\d{1,3})[、.:)]|^\((?:\d{1,2}|[一二三四五六七八九十])\)")
BRACKET = re.compile(r"\(([^()]*)\)")
CODE = re.compile(r"(\d{6})(?:0{3}|0{6})?(?:\.0)?")
SUM = re.compile(r"(?:合计|总计|小计|汇总)$")  # 兰州市合计 is 兰州市
WITH_CODE = re.compile(r"(?P<before>\d{6})(?P<rest>\D+)|(?P<name>\D+?)\(?(?P<after>\d{6})\)?")
LONGEST = 40


def bare(text: str) -> str:
    """Return a name without spaces, marks and the number before it: 北京 for “ 1. 北　京* ”."""
    found = plain(text).replace(" ", "").strip("*#:、.,;·")
    return LEADING.sub("", found)


def candidates(text: str, ground: Ground) -> tuple[str, ...]:
    """Return the codes that a name may mean, also with the area it lies in before it (甘肃张掖) or in brackets (鼓楼区（徐州市）)."""
    if text not in ground.known:
        ground.known[text] = _candidates(bare(text), ground)
    return ground.known[text]


def _candidates(name: str, ground: Ground) -> tuple[str, ...]:
    coded = WITH_CODE.fullmatch(name)
    if coded:
        code, rest = coded["before"] or coded["after"], coded["rest"] or coded["name"]
        return (code,) if code in _candidates(rest, ground) else _candidates(rest, ground)
    if not 2 <= len(name) <= LONGEST:
        return ()
    inner = BRACKET.search(name)
    if inner:
        name = BRACKET.sub("", name)
        areas = _meant(inner[1], ground)
        found = tuple(code for code in _meant(name, ground) if any(ground.is_within(code, area) for area in areas))
        return found or _meant(name, ground)
    return _meant(name, ground) or _meant(SUM.sub("", name), ground)


def _meant(name: str, ground: Ground) -> tuple[str, ...]:
    whole = ground.names.get(name) or ground.short.get(name)
    if whole:
        return _today(whole, ground)
    for length in range(len(name) - 2, 1, -1):
        first = ground.names.get(name[:length]) or ground.short.get(name[:length])
        if not first:
            continue
        found = [code for code in _meant(name[length:], ground) if any(ground.is_within(code, area) for area in first)]
        if found:
            return tuple(found)
    return ()


def _today(codes: Sequence[str], ground: Ground) -> tuple[str, ...]:
    """Return codes of today in the place of those that ended; one whose area is part of another stays only where nothing else is meant."""
    now, old = [], []
    for code in codes:
        successor, relation = ground.ended.get(code, (code, "same"))
        (now if relation == "same" and successor in ground.places else old).append(
            successor if relation == "same" else code
        )
    return tuple(dict.fromkeys(now or old))


def code_in(text: str, ground: Ground) -> str:
    """Return the code that a cell holds, of six digits or twelve; nothing where it is none of a place."""
    found = CODE.fullmatch(plain(text).replace(" ", ""))
    return found[1] if found and found[1] in ground.places else ""


def is_total(text: str) -> bool:
    """Tell whether a row's name says that it is the sum of all."""
    return bool(TOTAL.fullmatch(bare(text)))


def is_part(text: str) -> bool:
    """Tell whether a row's name says that it sums or averages some rows, or stands for what is not listed."""
    return bool(SUBTOTAL.fullmatch(bare(text)))


def named_in(text: str, ground: Ground) -> tuple[str, ...]:
    """Return the one place that a title is about, several if its name is theirs; none where it speaks of places apart.

    >>> named_in("甘肃省张掖市养老床位", ground)  # doctest: +SKIP
    ('620700',)
    """
    folded = plain(text).replace(" ", "")
    codes = [code for code in re.findall(r"(?<!\d)\d{6}(?!\d)", folded) if code in ground.places]
    if len(codes) == 1:
        return (codes[0],)
    found = _scanned(folded, ground.in_titles) or _scanned(folded, ground.short_in_titles)
    return _deepest([_today(codes, ground) for codes in found], ground)


def _scanned(text: str, names: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    found, at = [], 0
    text = text[:200]
    while at < len(text):
        length = next((size for size in range(min(12, len(text) - at), 1, -1) if text[at : at + size] in names), 0)
        if length:
            found.append(names[text[at : at + length]])
        at += length or 1
    return found


def _deepest(found: list[tuple[str, ...]], ground: Ground) -> tuple[str, ...]:
    """Return the last of places that lie in one another."""
    meant: tuple[str, ...] = ()
    for codes in found:
        inner = tuple(code for code in codes if not meant or any(ground.is_within(code, area) for area in meant))
        if inner:
            meant = inner
        elif not all(ground.is_within(area, code) for area in meant for code in codes):
            return ()
    return meant


@dataclass
class Column:
    """The names of a column or head in order, as far as they are resolved: what the others tell of those that several places have."""

    ground: Ground
    areas: tuple[str, ...]  # the places that the title, or a column before, says the table is about
    sure: list[str] = field(default_factory=list)  # the places that are certain by their own name

    def resolved(self, text: str, within: Sequence[str], before: str) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
        """Return the places that a name may mean, one where the table tells which, and why.

        Args:
            text: as printed.
            within: places that a column to the left names in the same row.
            before: the place of the rows above that this one may lie in.
        """
        found = candidates(text, self.ground)
        told = (Reason("place_name", (("text", text),)),)
        whole = bare(text) in self.ground.names  # 海南 below 内蒙古 is not the district of that name in it
        around = [tuple(within), self.areas, *([(before,)] if before and whole else [])]
        for areas in around:
            inner = tuple(code for code in found if any(self.ground.is_within(code, area) for area in areas))
            if len(found) > 1 and inner:
                if len(inner) == 1:
                    return inner, (Reason("place_within", (("text", text), ("area", areas[0]))),)
                found = inner
        if len(found) > 1:
            found, told = self._by_others(text, found)
        return found, self._of_today(text, found) or told

    def _by_others(self, text: str, found: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
        ground, parents = self.ground, {self.ground.places[code].parent for code in self.sure}
        told = (Reason("place_name", (("text", text),)),)
        if len(self.sure) >= 2 and len(parents) == 1:
            area = next(iter(parents))
            inner = tuple(code for code in found if ground.places[code].parent == area)
            if len(inner) == 1:
                return inner, (Reason("place_within", (("text", text), ("area", area))),)
        if bare(text) in ground.names:
            return found, told
        outer = tuple(  # 东营 is 东营市, not the district of that name in it
            code
            for code in found
            if not any(other != code and ground.is_city(other) and ground.is_within(code, other) for other in found)
        )
        if len(outer) > 1 and len(self.sure) >= 3 and all(ground.is_city(code) for code in self.sure):
            cities = tuple(code for code in outer if ground.is_city(code))
            if len(cities) == 1:
                return cities, (Reason("place_city", (("text", text),)),)
        return outer, told

    def _of_today(self, text: str, found: tuple[str, ...]) -> tuple[Reason, ...]:
        """Return what is to be said of a former name."""
        if len(found) != 1:
            return ()
        name, code = bare(text), found[0]
        if code in self.ground.ended:
            return (Reason("place_ended", (("text", text),)),)
        if name in self.ground.names and self.ground.places[code].name != name:
            return (Reason("place_renamed", (("text", text), ("code", code))),)
        return ()
