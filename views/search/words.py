"""How a query meets a text: both are cut into atoms, and the query has to be covered by pieces of the text.

Chinese has no spaces, so nothing is segmented beforehand: 重庆床位 is covered by 重庆 and 床位, wherever they stand in the text. An atom
is one Chinese character, one number, one Latin word, or (with ``SOUND`` before it) the Pinyin of a character. Other ways to say a thing
are put into one form first, in text and query alike: full-width letters, traditional script, 23.7万 for 237000, and the table
``search_words`` (老年人: 老人, 补助: 补贴).
"""

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from itertools import islice, product
from unicodedata import normalize

from policy.printed import restored
from views.spelling import syllables

SOUND = "~"
APART = "|"  # between two texts of an entry: no piece reaches over it
MOST = 40  # atoms of a query that are read
MOST_READINGS = 12
LONGEST_SOUND = 6  # letters: zhuang
# What a piece costs: found in what an entry is, or only in what is said of it; a single character or letter; an atom that is not found.
NAMED, SAID, SINGLE, LEFT_OUT = 1, 3, 100, 10_000
ALONE = 2  # characters or sounds that a piece needs, lest every text hold every query
LATIN_PART = 3  # letters from which the beginning of a word will do

TIMES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:\s*(万|亿))?")
ATOM = re.compile(r"[0-9a-z]+(?:\+[0-9a-z]+)+|\d+(?:\.\d+)?|[a-zü]+|[\u4e00-\u9fff]|%|\|")
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[a-zü]+")
ASKING = re.compile(r"有多少|多少|有哪些|哪些|有没有|是什么|什么|怎么样|怎么|如何|情况|查询|[的了吗呢？?]")


def fold(text: str) -> str:
    """Return a text in one script, width and case, its numbers written out: ２３．７萬張 is 237000张."""
    return NUMBER.sub(_written_out, normalize("NFKC", restored(normalize("NFKC", text))).lower().replace("，", ","))


def _written_out(found: re.Match[str]) -> str:
    whole, part, times = found.groups()
    number = Decimal(whole.replace(",", "") + (part or "")) * TIMES.get(times, 1)
    return f"{number.normalize():f}"


def atoms(text: str) -> list[str]:
    """Return the atoms of a text; of a Latin word its singular."""
    return [_singular(atom) for atom in ATOM.findall(fold(text))]


def _singular(word: str) -> str:
    if len(word) <= LATIN_PART or not LATIN.fullmatch(word) or not word.endswith("s") or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def joined(parts: Iterable[str]) -> str:
    """Return atoms as one text in which pieces are looked for: each stands between two spaces."""
    return f" {' '.join(parts)} "


class Synonyms:
    """The other ways to say a thing, each with the one that stands for all; longer ones first."""

    def __init__(self, written: Mapping[str, str]) -> None:
        """Take what is said and what is written for it."""
        pairs = [(atoms(said), atoms(form)) for said, form in written.items()]
        heard = [(sounds(said), sounds(form)) for said, form in written.items()]
        all_pairs = pairs + [(said, form) for said, form in heard if len(said) >= ALONE and form]
        self._pairs = sorted(
            ((joined(said), joined(form)) for said, form in all_pairs), key=lambda pair: len(pair[0]), reverse=True
        )

    def applied(self, text: str) -> str:
        """Return a joined text in which each thing is said in the one way."""
        for said, form in self._pairs:
            if said in text:
                text = text.replace(said, form)
        return text


def sounds(text: str) -> list[str]:
    """Return the Pinyin of the Chinese characters of a text, as atoms."""
    return [SOUND + sound for sound in syllables("".join(atom for atom in atoms(text) if HAN.fullmatch(atom)))]


def readings(query: str, synonyms: Synonyms, known: Collection[str]) -> list[list[str]]:
    """Return the ways to read a query as atoms: as it stands, and with its Latin words as Pinyin, which may be cut in several ways.

    Args:
        query: as typed.
        synonyms: applied to each.
        known: the sounds that there are.
    """
    plain = atoms(ASKING.sub(" ", normalize("NFKC", query)))[:MOST]
    ways = [[[word], *(_spelt(word, known) if LATIN.fullmatch(word) else [])] for word in plain]
    as_typed, spelt = ([way[min(at, len(way) - 1)] for way in ways] for at in (0, 1))
    mixed = islice(product(*ways), MOST_READINGS)
    found = [joined(atom for part in parts for atom in part) for parts in (as_typed, spelt, *mixed)]
    return [text.split() for text in dict.fromkeys(map(synonyms.applied, found))]


def _spelt(word: str, known: Collection[str]) -> list[list[str]]:
    """Return the ways to cut a word into syllables of Pinyin, those of the fewest first."""
    whole: list[list[list[str]]] = [[[]]]  # by letters read: the ways so far
    for end in range(1, len(word) + 1):
        starts = range(max(0, end - LONGEST_SOUND), end)
        cut = ((start, SOUND + word[start:end]) for start in starts)
        whole.append([[*way, sound] for start, sound in cut if sound in known for way in whole[start]][:MOST_READINGS])
    return sorted(whole[-1], key=len)


def covered(query: list[str], named: str, said: str) -> int:
    """Return what it costs to cover a query by pieces of what an entry is ``named``, and of what else is ``said`` of it.

    What is not found costs ``LEFT_OUT`` an atom, a character that stands alone in the text ``SINGLE``.
    """
    best = [0]
    for end in range(1, len(query) + 1):
        cost = best[end - 1] + LEFT_OUT
        for start in range(end - 1, -1, -1):
            piece = query[start:end]
            price = _price(piece, named, said, alone=len(query) == 1)
            if not price:
                break  # a longer piece holds this one
            cost = min(cost, best[start] + price)
        best.append(cost)
    return best[-1]


def _price(piece: list[str], named: str, said: str, *, alone: bool) -> int:
    """Return what a piece costs; 0 where neither text holds it."""
    last = piece[-1]
    part = len(last) >= LATIN_PART and LATIN.fullmatch(last)
    text = f" {' '.join(piece)}{'' if part else ' '}"
    price = NAMED if text in named else SAID if text in said else 0
    sign = last[0] == SOUND or (not alone and not last[0].isdigit() and len(last) == 1)
    lone = len(piece) < ALONE and sign
    return price and price + (SINGLE if lone else 0)
