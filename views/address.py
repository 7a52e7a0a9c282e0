"""What an address asks for, or a person types: how a number is read from it, and the sentences about what cannot be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from i18n.numbers import number, typed_number, with_unit
from i18n.texts import translator
from views.words import plain

SEPARATOR = ","
LONGEST = 60  # of what is repeated of an address
# What messengers, mail and search engines append to a link that is passed on: nobody asked for it, and nobody is told of it.
TRACKERS = frozenset(
    {"from", "isappinstalled", "tdsourcetag", "nsukey", "wxshare_count", "spm", "bd_vid", "fbclid", "gclid", "msclkid"}
)
TRACKER_FAMILIES = ("utm_", "hmsr", "hmpl", "hmcu", "hmkw", "hmci")  # campaigns, and those of Baidu's statistics


@dataclass(frozen=True)
class Typed:
    """What can be typed under a control: a number from ``least`` to ``largest`` (base units), said of one of ``units``.

    ``step`` lies between two numbers, 0 where any can be; ``whole`` where there is no half of what is counted.
    """

    label: str
    least: float
    largest: float
    units: tuple[str, ...]
    step: float = 0.0
    whole: bool = False


def without_trackers(query: Mapping[str, str]) -> dict[str, str]:
    """Return what an address asks for, without what others appended to it on its way."""
    return {key: value for key, value in query.items() if key not in TRACKERS and not key.startswith(TRACKER_FAMILIES)}


def number_within(
    text: str, least: float, largest: float, *, step: float = 0.0, limit: bool = False, whole: bool = False
) -> float | None:
    """Return the number that a text writes, at its nearest step; nothing where it is none, too small (a limit: not above 0), or too large.

    Args:
        text: of the address.
        least: smallest number there can be.
        largest: largest number there can be.
        step: between two numbers; 0 where any can be.
        limit: the number is a limit.
        whole: there is no half of what it counts.
    """
    try:
        value = float(text)
    except ValueError:
        return None
    if not least <= value <= largest or (limit and value <= 0) or (whole and value % 1):
        return None
    return min(largest, round(least + step * round((value - least) / step), 6)) if step else value


def typed_within(text: str, field: Typed, kept: float | None, lang: str) -> tuple[float | None, str]:
    """Return the number that a person typed, at its nearest step, and the sentence (Markdown) due about it; nothing where it is not taken.

    Args:
        text: as typed.
        field: what can be typed there.
        kept: the number that holds where this one is not taken; None where there is none.
        lang: of the viewer.
    """
    _ = translator(lang)
    said = {"text": plain(text.strip()[:LONGEST]), "label": plain(field.label)}
    asked = typed_number(text, *field.units)
    written = "" if asked is None else str(asked)
    value = number_within(written, field.least, field.largest, step=field.step, whole=field.whole)
    if value is None:
        said["wanted"] = plain(wanted(field, lang))
        if kept is None:
            return None, _("“{text}” is not taken under “{label}”: type {wanted}.").format(**said)
        said["kept"] = plain(number(kept, lang))
        return None, _("“{text}” is not taken under “{label}”, where {kept} still holds: type {wanted}.").format(**said)
    if abs(float(written) - value) > 1e-6:
        told = _("“{text}” lies between two steps of “{label}”: {taken} is taken.")
        return value, told.format(**said, taken=plain(number(value, lang)))
    return value, ""


def wanted(field: Typed, lang: str) -> str:
    """Return what can be typed under a control: a number from 30 to 95%, a whole number from 0 to 10,000,000 beds."""
    _ = translator(lang)
    said = _("a whole number from {least} to {largest}") if field.whole else _("a number from {least} to {largest}")
    unit = field.units[0] if len(field.units) == 1 else ""
    largest = with_unit(field.largest, unit, lang, exact=True) if unit else number(field.largest, lang)
    return said.format(least=number(field.least, lang), largest=largest)


def unknown(label: str, codes: Sequence[str], lang: str) -> str:
    """Return the sentence (Markdown) about codes that a control does not have."""
    return translator(lang)(
        "The address asks for “{codes}” under “{label}”, which the atlas does not know; the usual choice is shown."
    ).format(codes=plain(SEPARATOR.join(codes)[:LONGEST]), label=plain(label))


def outside(label: str, asked: str, possible: str, lang: str) -> str:
    """Return the sentence (Markdown) about a number outside of what is possible, such as 2026–2050."""
    return translator(lang)(
        "The address asks for “{asked}” under “{label}”, where {possible} can be chosen; the usual is shown."
    ).format(asked=plain(asked[:LONGEST]), label=plain(label), possible=plain(possible))


def mine_first(options: Mapping[str, str], own: str) -> Mapping[str, str]:
    """Return options with the viewer's city, where it is one of them, before all other places; what is no place (all, none) stays first."""
    first = next(iter(options), "")
    if own not in options:
        return options
    head = [] if first.isdecimal() else [first]
    return {code: options[code] for code in dict.fromkeys([*head, own, *options])}
