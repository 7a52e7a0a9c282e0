"""Letters that no table or text may hold, and full-width ones that are folded while reading."""

import unicodedata

# Full-width digits and Latin letters (U+FF10 …) and their plain forms; Chinese punctuation stays as it is printed.
FULL_WIDTH = {
    ord(letter) + 0xFEE0: letter for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
}
LINE_ENDS = "\n\r\t"


def folded(text: str) -> str:
    """Return text with plain digits and Latin letters in the place of full-width ones (NFKC of these letters alone)."""
    return text.translate(FULL_WIDTH)


def forbidden(text: str) -> tuple[int, str] | None:
    """Return the position and name (``U+0000``) of the first control or invisible character, or nothing.

    Line ends and tabs are allowed; so are all letters, marks and spaces that can be seen.
    """
    for at, letter in enumerate(text):
        if letter not in LINE_ENDS and unicodedata.category(letter) in ("Cc", "Cf"):
            return at, f"U+{ord(letter):04X}"
    return None
