"""The text of a policy document: its clauses, and where a printed phrase stands.

A clause is named by its path of headings, as officials cite it: ``二(二)1`` is chapter 二, section (二), item 1.
A collection of several texts in one file puts the text's number in front (``模板5/二(二)2``); a text without any
heading is cited by paragraph (``段3``); what stands before the first heading is ``首部``.
"""

import re
from dataclasses import dataclass
from math import prod
from pathlib import Path

from loaders.letters import folded
from loaders.policy_text.numerals import SIZES, chinese_value

CHINESE = "一二三四五六七八九十"
HEADINGS = [  # from the outermost level to the innermost
    re.compile(r"^.{0,20}模板(?P<label>\d+)$"),
    re.compile(rf"^(?P<label>[{CHINESE}]+)、"),
    re.compile(rf"^[(\uff08](?P<label>[{CHINESE}]+)[)\uff09]"),
    re.compile(r"^(?P<label>\d{1,2})[.、\uff0e](?!\d)"),
    re.compile(r"^[(\uff08](?P<label>\d{1,2})[)\uff09]"),
    re.compile(rf"^(?P<label>第[{CHINESE}]+)[,\uff0c、]"),
]
BRACKETED = {2, 4}
HEADER_END = re.compile(r"^# -----.*$", re.MULTILINE)
NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*([百千]?[万萬]?[亿億]?)")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
CHINESE_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百千万萬亿億]+")


# Invisible signs such as the zero-width space are part of many copied pages; these are not.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Clause:
    """One stretch of a document under one heading path: ``text[start:end]``."""

    label: str
    start: int
    end: int


def read_text(path: Path) -> str:
    """Return the document's text (UTF-8), lines ending in line feeds, full-width digits and Latin letters folded.

    Raises:
        ValueError: the file is not UTF-8 text, or holds a control character such as NUL.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: not UTF-8 text (byte {error.start})") from error
    if found := CONTROL.search(text):
        line, start = text.count("\n", 0, found.start()) + 1, text.rfind("\n", 0, found.start())
        where = f"line {line}, character {found.start() - start}"
        raise ValueError(f"{path.name}: {where}: the control character U+{ord(found[0]):04X} is no text")
    return folded(text)


def clauses(text: str) -> list[Clause]:
    """Split a document into its clauses, in order; lines under one heading path form one clause."""
    header = HEADER_END.search(text)
    position = header.end() if header else 0
    lines = []
    for line in text[position:].splitlines(keepends=True):
        end = position + len(line)
        lines.append((position, end, line.strip().strip("□# \u3000\xa0")))
        position = end
    levels = [_heading(line) for _, _, line in lines]
    by_paragraph = not any(found and found[0] in (1, 2, 3) for found in levels)
    found_clauses: list[Clause] = []
    path: dict[int, str] = {}
    paragraph = 0
    for (start, end, line), heading in zip(lines, levels, strict=True):
        if not line:
            continue
        paragraph += 1
        if heading:
            path = {level: label for level, label in path.items() if level < heading[0]} | dict([heading])
        label = f"段{paragraph}" if by_paragraph else _label(path)
        if found_clauses and found_clauses[-1].label == label:
            found_clauses[-1] = Clause(label, found_clauses[-1].start, end)
        else:
            found_clauses.append(Clause(label, start, end))
    return found_clauses


def _heading(line: str) -> tuple[int, str] | None:
    for level, pattern in enumerate(HEADINGS):
        if match := pattern.match(line):
            return level, match["label"]
    return None


def _label(path: dict[int, str]) -> str:
    parts = [f"({label})" if level in BRACKETED else label for level, label in sorted(path.items()) if level > 0]
    inner = "".join(parts) or "首部"
    return f"模板{path[0]}/{inner}" if 0 in path else inner


def stands_in(text: str, clause: str, phrase: str) -> bool:
    """Tell whether the phrase stands, letter for letter, under the named clause.

    Only white space is disregarded: web pages break lines in the middle of a word.
    """
    wanted = _squeeze(phrase)
    found = (_squeeze(text[c.start : c.end]) for c in clauses(text) if c.label == clause)
    return wanted != "" and any(wanted in words for words in found)


def clauses_of(text: str, phrase: str) -> list[str]:
    """Return the labels of all clauses that print the phrase (white space disregarded)."""
    wanted = _squeeze(phrase)
    return [c.label for c in clauses(text) if wanted in _squeeze(text[c.start : c.end])]


def _squeeze(text: str) -> str:
    return re.sub(r"[\s\u3000□]+", "", text)


def printed_numbers(phrase: str) -> set[float]:
    """Return every number a phrase prints, in digits or Chinese numerals, with and without its 万 or 亿."""
    found: set[float] = set()
    text = THOUSANDS.sub("", phrase)
    for digits, multipliers in NUMBER.findall(text):
        found |= {float(digits), float(digits) * prod(SIZES[letter] for letter in multipliers)}
    in_words = NUMBER.sub(" ", text)  # so that the 万 of 5.04万 is not read again
    return found | {float(chinese_value(word)) for word in CHINESE_NUMBER.findall(in_words)}
