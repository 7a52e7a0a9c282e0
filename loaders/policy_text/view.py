"""A document as it is read: the raw letters, and a plain view of them that is matched against, which leads back to the raw ones.

Half-width and full-width signs, traditional and simplified characters, readings that a site has put behind characters
(``養(yǎng)老``), and white space that breaks words and numbers: patterns see one form of each, and what is quoted are the raw letters.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

import opencc

# Not pulled apart: ① and its kin are no digits, and the ellipsis is no full stop.
KEPT = {"…", "㎡", "№"}
READING = r"(?<=[\u4e00-\u9fff])\((?:[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7})\)"
LEFT_OUT = re.compile(
    READING  # of the character before it
    + r"|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad□]+"  # invisible, or a box at the end of a paragraph
    + r"|【/?[a-z]{1,6}/?】|</?[a-z]{1,6} ?/?>"  # marks of a page that were left in its text
    # Spaces stand for nothing unless they part two words or numbers in Latin letters.
    + r"|(?<![A-Za-z0-9.%])[^\S\n]+|[^\S\n]+(?![A-Za-z0-9])"
)


@cache
def _plain(letter: str) -> str:
    """Return the plain form of one letter: one letter, always."""
    if letter in KEPT or unicodedata.category(letter) == "No":
        return letter
    if letter.isspace() and letter != "\n":
        return " "
    plain = unicodedata.normalize("NFKC", letter)
    return simplifier().get(plain, plain) if len(plain) == 1 else letter


@cache
def simplifier() -> dict[str, str]:
    """Return the simplified form of each traditional character that has one, by single characters, so that places in a text stay."""
    converter = opencc.OpenCC("t2s")
    letters = "\n".join(map(chr, range(0x4E00, 0xA000)))
    pairs = zip(letters.split("\n"), converter.convert(letters).split("\n"), strict=True)
    return {old: new for old, new in pairs if old != new and len(new) == 1}


@dataclass(frozen=True)
class View:
    """The plain form of a raw text; ``raw_at`` and ``raw_span`` lead back."""

    raw: str
    plain: str
    starts: list[int] = field(repr=False)  # of each kept piece, in the plain form
    origins: list[int] = field(repr=False)  # of the same, in the raw text

    @classmethod
    def of(cls, raw: str) -> "View":
        """Return the view of a raw text."""
        letters = raw.translate({ord(letter): _plain(letter) for letter in set(raw)})
        pieces, starts, origins, length, at = [], [], [], 0, 0
        for gap in LEFT_OUT.finditer(letters):
            if gap.start() > at:
                starts.append(length)
                origins.append(at)
                pieces.append(letters[at : gap.start()])
                length += gap.start() - at
            at = gap.end()
        if at < len(letters) or not pieces:
            starts.append(length)
            origins.append(at)
            pieces.append(letters[at:])
        return cls(raw, "".join(pieces), starts, origins)

    def raw_at(self, at: int) -> int:
        """Return the place in the raw text of a letter of the plain one."""
        piece = bisect_right(self.starts, at) - 1
        return self.origins[piece] + at - self.starts[piece]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text stands in the raw one; it holds at least one letter."""
        return self.raw_at(start), self.raw_at(end - 1) + 1

    def plain_at(self, raw: int) -> int:
        """Return the place in the plain text of a letter of the raw one, or of the next that is kept."""
        piece = max(0, bisect_right(self.origins, raw) - 1)
        end = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.plain)
        return min(end, self.starts[piece] + max(0, raw - self.origins[piece]))
