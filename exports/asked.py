"""What a command asks of a scenario: levers by their names in the address, and links of the page. Nothing is guessed or passed over."""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlsplit

from i18n.numbers import number, typed_number
from loaders.asked import folded, nearest
from views.address import number_within, wanted, without_trackers
from views.scenario.controls import titles, typed
from views.scenario.named import broken
from views.scenario.state import CHOICE_CODES, VERSION, State, from_address, levers, options

PAGE = "scenario"


def settings(pairs: Iterable[str]) -> dict[str, str]:
    """Return the value of each lever that is set, as typed.

    Raises:
        ValueError: a pair is not ``LEVER=VALUE``, there is no such lever, or one is set twice.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, separator, text = pair.partition("=")
        name = folded(name)
        if not separator or not name:
            raise ValueError(f"{pair}: write --set LEVER=VALUE, such as --set occupancy=80")
        if name not in names():
            raise ValueError(_unknown(name))
        if name in found:
            raise ValueError(f"{name}: it is set twice; set it once")
        found[name] = text
    return found


def of_link(address: str) -> tuple[str, dict[str, str]]:
    """Return the place of a link of the page, empty where it has none, and what else of its scenario differs from the usual.

    Raises:
        ValueError: it is of another page or version, or holds what no scenario has.
    """
    parts = urlsplit(address.strip())
    if parts.path.rstrip("/").rpartition("/")[2] != PAGE:
        raise ValueError(f"{address}: no link of the scenario page, whose address holds /{PAGE}?place=…")
    query = without_trackers(dict(parse_qsl(parts.query, keep_blank_values=True)))
    told = from_address(query)[1]
    if told.version:
        raise ValueError(
            f"The link is of version {told.version}, this atlas reads version {VERSION}; open it in the atlas and copy it again"
        )
    if told.unknown:
        raise ValueError(f"The link names {', '.join(told.unknown)}, which no scenario has; take it out of the link")
    if left_out := broken(query):
        raise ValueError(f"The link holds {', '.join(left_out)}, which cannot be read; take it out of the link")
    return query.get("place", ""), {name: text for name, text in query.items() if name in names()}


def state_of(asked: Mapping[str, str]) -> State:
    """Return the scenario that sets what is asked for, by its name in the address; all else is the usual.

    Raises:
        ValueError: a value is none that can be chosen, lies outside its range, or between two steps.
    """
    return from_address({name: _taken(name, text) for name, text in asked.items()})[0]


def names() -> set[str]:
    """Return the names of all that can be set."""
    return CHOICE_CODES.keys() | levers().keys()


def _unknown(name: str) -> str:
    """Return the sentence about a lever that there is not, with the nearest by its name or its title."""
    known = sorted(names())
    called = {folded(titles(lang)[each]): each for lang in ("zh", "en") for each in known}
    near = called.get(found := nearest(name, [*known, *called]), found)
    told = f"did you mean {near} ({titles('en')[near]})?" if near else "the file of levers names them all"
    return f"{name}: there is no lever of that name; {told}"


def _taken(name: str, text: str) -> str:
    """Return the value of a lever as an address says it."""
    if name in options():
        return _chosen(name, text)
    field = typed(name, "en")
    asked = typed_number(text, *field.units)
    value = None if asked is None else number_within(str(asked), field.least, field.largest, whole=field.whole)
    if value is None:
        raise ValueError(f"{name}: {text!r} cannot be taken; give {wanted(field, 'en')}")
    at_step = number_within(str(value), field.least, field.largest, step=field.step)
    if at_step is not None and abs(value - at_step) > 1e-6:
        step, near = number(field.step, "en"), number(at_step, "en")
        raise ValueError(f"{name}: {text!r} lies between two steps of {step}; the nearest is {near}")
    return f"{value:.10g}"


def _chosen(name: str, text: str) -> str:
    """Return the code of what is chosen among several."""
    known, asked = options()[name], folded(text)
    if asked in known:
        return asked
    raise ValueError(f"{name}: {text!r} is none of its choices; give one of {', '.join(known)}")
