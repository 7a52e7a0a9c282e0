"""The stretches of a text that a number stands in: between two stops, in a sentence, and the words that are quoted for it."""

import re

from loaders.policy_text.quantities import Quantity
from loaders.policy_text.view import View

SHORTEST, LONGEST = 6, 40  # letters of the quoted words
REACH = 120  # letters that are looked at on either side of a number
STOPS = ",;。:!?\n"
SENTENCE_ENDS = re.compile(r"[。!?\n]")


def stretch(text: str, quantity: Quantity) -> tuple[int, int]:
    """Return the stretch between two stops, or within brackets, that a quantity of a plain text stands in."""
    return _left(text, quantity.start), _right(text, quantity.end)


def sentence(text: str, at: int) -> tuple[int, int]:
    """Return the sentence that a place in a plain text belongs to, as far as it is looked at."""
    start, end = max(0, at - REACH), min(len(text), at + REACH)
    for stop in SENTENCE_ENDS.finditer(text, start, at):
        start = stop.end()
    stop = SENTENCE_ENDS.search(text, at, end)
    return start, stop.start() if stop else end


def quoted(view: View, quantity: Quantity, within: tuple[int, int]) -> tuple[int, int]:
    """Return the raw bounds of the words that carry a quantity: 6 to 40 letters of its stretch, the number among them."""
    tail = quantity.end
    while tail < within[1] and view.plain[tail] in "以及上下含左右余多内" and tail - quantity.end < 4:
        tail += 1
    start = within[0]
    if tail - start < SHORTEST:
        tail = min(within[1], max(tail, start + 20))
    if quantity.start - start < 4:
        tail = min(within[1], max(tail, quantity.end + 14))
    raw_start, raw_end = view.raw_span(start, tail)
    number = view.raw_span(quantity.start, quantity.end)
    if raw_end - raw_start > LONGEST:
        raw_start = max(raw_start, min(number[0], max(number[1], raw_end) - LONGEST))
        raw_end = max(min(raw_end, raw_start + LONGEST), min(number[1], raw_start + LONGEST))
    short = SHORTEST - (raw_end - raw_start)
    if short > 0:  # a few letters of what follows on its line, or else of what stands before
        line = view.raw.find("\n", raw_end)
        raw_end = min(raw_end + short, line if line >= 0 else len(view.raw))
        raw_start = max(0, min(raw_start, raw_end - SHORTEST))
    return raw_start, raw_end


def _left(text: str, at: int) -> int:
    depth, low = 0, max(0, at - REACH)
    for place in range(at - 1, low - 1, -1):
        letter = text[place]
        if letter == ")":
            depth += 1
        elif letter == "(":
            if depth == 0:
                return place + 1
            depth -= 1
        elif (
            letter in STOPS
            and depth == 0
            and not (letter == "," and text[place + 1 : place + 2].isdigit() and text[place - 1].isdigit())
        ):
            return place + 1
    return low


def _right(text: str, at: int) -> int:
    depth, high = 0, min(len(text), at + REACH)
    for place in range(at, high):
        letter = text[place]
        if letter == "(":
            depth += 1
        elif letter == ")":
            if depth == 0:
                return place
            depth -= 1
        elif letter in STOPS and depth == 0:
            return place
    return high
