"""The numbers that Word counts by itself: 一、 （一） 1. stand in no paragraph's text, and clauses are cited by them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

DIGITS = "零一二三四五六七八九"
CHINESE_FORMATS = {
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting"),
    *("taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital"),
}
DEEPEST = 9  # levels that Word numbers
LONGEST_CHAIN = 20  # styles that are based on one another


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered: its first number, the form of its numbers and the words around them."""

    start: int
    form: str
    words: str  # such as （%1）, where %1 is the number of the first level


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[tuple[str, int], Level]  # by the list's abstract number
    lists: dict[str, str]  # number of a list in use -> its abstract number
    restarts: dict[tuple[str, int], int]  # by the list in use
    of_style: dict[str, tuple[str, int]]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, document: Any) -> "Numbering":
        """Return the lists that a document declares; none when it has no part for them."""
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # what python-docx raises where there is no such part
            return cls({}, {}, {}, {})
        lists = {_of(num, "w:numId"): _value(num, "w:abstractNumId") for num in root.findall(qn("w:num"))}
        restarts = {
            (_of(num, "w:numId"), _number(_of(change, "w:ilvl"), 0)): _number(_value(change, "w:startOverride"), 1)
            for num in root.findall(qn("w:num"))
            for change in num.findall(qn("w:lvlOverride"))
            if change.find(qn("w:startOverride")) is not None
        }
        return cls(dict(_levels(root)), lists, restarts, _numbered_styles(document.styles.element))

    def before(self, paragraph: Any) -> str:
        """Return the number that Word prints before a paragraph, or nothing; the paragraph is counted."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return ""
        used, depth = self.of_style.get(_value(properties, "w:pStyle"), ("", 0))
        if (own := properties.find(qn("w:numPr"))) is not None:
            used, depth = _value(own, "w:numId") or used, _number(_value(own, "w:ilvl"), depth)
        kind = self.lists.get(used, "")
        level = self.levels.get((kind, depth))
        if level is None:
            return ""
        self._count(used, kind, depth, level)
        if level.form in ("bullet", "none"):
            return ""
        return _spaced(re.sub(r"%([1-9])", lambda match: self._written(kind, int(match[1]) - 1), level.words))

    def _count(self, used: str, kind: str, depth: int, level: Level) -> None:
        begins = (used, depth) in self.restarts and (used, depth) not in self.begun
        if begins:
            self.counts[kind, depth] = self.restarts[used, depth]
        else:
            self.counts[kind, depth] = self.counts.get((kind, depth), level.start - 1) + 1
        self.begun.add((used, depth))
        for deeper in range(depth + 1, DEEPEST):
            self.counts.pop((kind, deeper), None)

    def _written(self, kind: str, depth: int) -> str:
        level = self.levels.get((kind, depth), Level(1, "decimal", ""))
        return written(self.counts.get((kind, depth), level.start), level.form)


def written(number: int, form: str) -> str:
    """Return a number in one of Word's forms; a form that no Chinese document counts clauses in is written in digits."""
    if form in CHINESE_FORMATS and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr(ord("A" if form == "upperLetter" else "a") + number - 1)
    return str(number)


def _spaced(number: str) -> str:
    """Part a number from the words behind it where it ends as in ``1.``: else it would run into a year."""
    return number + " " if re.search(r"[A-Za-z0-9.]$", number) else number


def _levels(root: Any) -> Iterator[tuple[tuple[str, int], Level]]:
    for abstract in root.findall(qn("w:abstractNum")):
        for level in abstract.findall(qn("w:lvl")):
            told = Level(_number(_value(level, "w:start"), 1), _value(level, "w:numFmt"), _value(level, "w:lvlText"))
            yield (_of(abstract, "w:abstractNumId"), _number(_of(level, "w:ilvl"), 0)), told


def _numbered_styles(root: Any) -> dict[str, tuple[str, int]]:
    """Return list and level of each style that numbers its paragraphs, by itself or by a style it is based on."""
    styles = {_of(style, "w:styleId"): style for style in root.findall(qn("w:style"))}
    found = {}
    for name in styles:
        based, numbered = name, None
        for _ in range(LONGEST_CHAIN):
            if based not in styles or numbered is not None:
                break
            numbered = styles[based].find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            based = _value(styles[based], "w:basedOn")
        if numbered is not None:
            found[name] = (_value(numbered, "w:numId"), _number(_value(numbered, "w:ilvl"), 0))
    return found


def _value(parent: Any, child: str) -> str:
    found = parent.find(qn(child))
    return "" if found is None else found.get(qn("w:val"), "")


def _of(element: Any, attribute: str) -> str:
    return element.get(qn(attribute), "")


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else default
