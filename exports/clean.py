"""Texts as every file can hold them, whoever wrote them."""

import unicodedata

LOST = "□"  # for what no font draws
JOINERS = "\u200c\u200d"  # hold together what is one sign, or keep it apart


def clean(text: object) -> str:
    r"""Return a text without control signs and marks of direction, by which it could read other than it is written; a tab becomes a space.

    Ends of lines stay; halves of signs and signs of nobody become ``LOST``.

    >>> clean("a\x00b\x1b\r\nc\td\ud800")
    'ab\nc d□'
    """
    return "".join(map(_sign, str(text).replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: object) -> str:
    """Return a text, clean, on one line."""
    return " ".join(clean(text).split())


def _sign(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign == "\n":
        return sign
    if kind in ("Cc", "Cf") and sign not in JOINERS:
        return " " if sign == "\t" else ""
    return LOST if kind in ("Cs", "Co", "Cn") else sign
