"""What an address asks for: how a number is read from it, and the sentences about what cannot be shown."""

from collections.abc import Sequence

from i18n.texts import translator
from views.words import plain

SEPARATOR = ","
LONGEST = 60  # of what is repeated of an address


def number_within(text: str, least: float, largest: float, *, step: float = 0.0, limit: bool = False) -> float | None:
    """Return the number that a text writes, at its nearest step; nothing where it is none, too small (a limit: not above 0), or too large.

    Args:
        text: of the address.
        least: smallest number there can be.
        largest: largest number there can be.
        step: between two numbers; 0 where any can be.
        limit: the number is a limit.
    """
    try:
        value = float(text)
    except ValueError:
        return None
    if not least <= value <= largest or (limit and value <= 0):
        return None
    return min(largest, round(least + step * round((value - least) / step), 6)) if step else value


def unknown(label: str, codes: Sequence[str], lang: str) -> str:
    """Return the sentence (Markdown) about codes that a control does not have."""
    return translator(lang)(
        "The address asks for “{codes}” under “{label}”, which the atlas does not know; the usual choice is shown."
    ).format(codes=plain(SEPARATOR.join(codes)[:LONGEST]), label=plain(label))


def outside(label: str, asked: str, possible: str, lang: str) -> str:
    """Return the sentence (Markdown) about a number outside of what is possible, such as 30–95%."""
    return translator(lang)(
        "The address asks for “{asked}” under “{label}”, where {possible} can be chosen; the usual is shown."
    ).format(asked=plain(asked[:LONGEST]), label=plain(label), possible=plain(possible))
