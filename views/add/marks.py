"""A text as the browser draws it: cut into lines, and these at the figures that stand in them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

# Letters that turn the direction of what stands beside them, or that nobody sees: shown as a box, each in its place.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


Piece = str | list[Any]  # words, or words with the numbers of the figures that they belong to


def visible(text: str) -> str:
    """Return a text in which no letter is unseen or turns others around; it is as long as before."""
    return UNSEEN.sub("□", text)


def paragraphs(text: str, spans: Iterable[tuple[int, int]]) -> list[list[Any]]:
    """Return the lines of a text, without empty ones, each with where it starts and its pieces.

    A piece is plain words, or words with the numbers of the figures whose numbers (``spans``, from where to where) they are.
    Figures that share letters share a piece.
    """
    shared: list[list[Any]] = []  # start, end, figures
    for start, end, at in sorted((start, end, at) for at, (start, end) in enumerate(spans) if start < end):
        if shared and start < shared[-1][1]:
            shared[-1][1] = max(shared[-1][1], end)
            shared[-1][2].append(at)
        else:
            shared.append([start, end, [at]])
    seen, lines, first, position = visible(text), [], 0, 0
    for line in text.split("\n"):
        end = position + len(line)
        while first < len(shared) and shared[first][1] <= position:
            first += 1
        if line.strip():
            lines.append([position, *_pieces(seen, position, end, shared, first)])
        position = end + 1
    return lines


def _pieces(text: str, start: int, end: int, shared: Sequence[list[Any]], at: int) -> list[Piece]:
    pieces: list[Piece] = []
    while at < len(shared) and shared[at][0] < end:
        low, high, figures = max(shared[at][0], start), min(shared[at][1], end), shared[at][2]
        if low > start:
            pieces.append(text[start:low])
        pieces.append([text[low:high], *figures])
        start, at = high, at + 1
    return [*pieces, text[start:end]] if start < end else pieces
