"""Pins 汇报素材: what a viewer keeps for a meeting, each an address with the viewer's own words; a small file holds them."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from i18n.numbers import listed
from i18n.texts import translator
from views.address import without_trackers
from views.meeting.asked import Asked
from views.meeting.item import Item, link, still
from views.meeting.scenarios import case_asked
from views.meeting.shown import VIEWS, view_of
from views.scenario.state import from_address, levers
from views.scenario.values import values_text
from views.words import unmarked

KIND, FORMAT = "yiyang-atlas-meeting", 1
MOST = 60  # pins
LONGEST_TITLE, LONGEST_NOTE = 400, 2000
LARGEST_FILE = 500_000  # bytes
MOST_LEVERS = 3
HELD = ("page", "name", "query", "title", "note", "levers")  # of a pin, in a file
OF_THE_VIEWER = ("lang", "mine", "q", "found_kind", "evidence")


@dataclass(frozen=True)
class Pin:
    """A view of a page at an address, with the viewer's own title and note; empty where there is none.

    ``levers`` are those of a scenario that are left on its screen to be moved before the audience.
    """

    page: str
    name: str
    query: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    note: str = ""
    levers: tuple[str, ...] = ()
    key: str = field(default_factory=lambda: token_hex(4), compare=False)  # of this one among equals, in the session

    @property
    def link(self) -> str:
        """The address that shows the same, to put behind that of an atlas."""
        return link(self.page, self.query)


def pinned(page: str, name: str, query: Mapping[str, str]) -> Pin:
    """Return the pin of a view at an address, without what is the viewer's own: language, city, search."""
    return Pin(page, name, {key: value for key, value in query.items() if key not in OF_THE_VIEWER})


def item_of(pin: Pin, lang: str, day: dt.date, mine: str = "") -> Item:
    """Return what a pin shows today.

    Args:
        pin: of a page.
        lang: of the viewer.
        day: of the viewer.
        mine: adcode of the viewer's city, which is set off; empty for none.

    Raises:
        LookupError: its place, indicator or view is no longer there.
    """
    asked = Asked(pin.query, lang, day, mine)
    title, view = view_of(pin.page, pin.name, asked)
    values = ""
    if pin.page == "scenario" and (case := case_asked(asked)) is not None:
        values = values_text(case, lang)
    said = still(unmarked(view.sentence)).replace("\n\n", " ")
    return Item(pin.title or title, view, said, pin.note, values, pin.page, pin.query)


def usual_levers(pin: Pin) -> tuple[str, ...]:
    """Return the levers that a scenario has moved, at most three: those that are talked about."""
    if pin.page != "scenario":
        return ()
    return tuple(name for name, _value in from_address(pin.query)[0].scenario.changed)[:MOST_LEVERS]


def with_levers(pin: Pin, values: Mapping[str, float]) -> Pin:
    """Return a pin of a scenario with levers at other values."""
    return replace(pin, query={**pin.query, **{name: f"{value:g}" for name, value in values.items()}})


def written(pins: Sequence[Pin]) -> bytes:
    """Return pins as a small file, to be read by ``read``."""
    kept = {"kind": KIND, "format": FORMAT, "pins": [{name: getattr(pin, name) for name in HELD} for pin in pins]}
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()


def read(content: bytes, lang: str) -> tuple[list[Pin], list[str]]:
    """Return the pins of a file, and a sentence (plain text) for each thing of it that is not taken.

    Args:
        content: of the file, as it was brought.
        lang: of the viewer.
    """
    _ = translator(lang)
    if len(content) > LARGEST_FILE:
        return [], [_("The file is larger than a file of meeting material can be (500 kB): choose one saved here.")]
    try:
        kept = json.loads(content.decode("utf-8-sig"))
        rows = kept["pins"] if kept["kind"] == KIND and isinstance(kept["pins"], list) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        rows = None
    if rows is None:
        return [], [_("This is no file of meeting material: choose one saved here.")]
    found, faults = [], []
    for at, row in enumerate(rows, start=1):
        if pin := _pin(row):
            found.append(pin)
        else:
            faults.append(str(at))
    told = []
    if faults:
        told.append(
            _("Not taken, as they name no view of the atlas: entries {entries}.").format(entries=listed(faults, lang))
        )
    if len(found) > MOST:
        told.append(full(lang))
    return found[:MOST], told


def full(lang: str) -> str:
    """Return the sentence that says that not all were taken."""
    return translator(lang)("A meeting holds {most} screens; the first {most} were taken.").format(most=MOST)


def _pin(row: Any) -> Pin | None:
    """Return the pin that a row of a file holds; nothing where it is none."""
    if not isinstance(row, dict) or row.get("name") not in VIEWS.get(str(row.get("page")), {}):
        return None
    query = row.get("query")
    if not isinstance(query, dict) or not all(isinstance(value, str) for value in query.values()):
        return None
    asked = row.get("levers")
    left = tuple(name for name in asked if name in levers()) if isinstance(asked, list) else ()
    title, note = (_text(row.get(what), most) for what, most in (("title", LONGEST_TITLE), ("note", LONGEST_NOTE)))
    return replace(pinned(row["page"], row["name"], query), title=title, note=note, levers=left[:MOST_LEVERS])


def _text(value: Any, most: int) -> str:
    """Return a viewer's text without control characters, cut to its longest."""
    text = value if isinstance(value, str) else ""
    return "".join(sign for sign in text if sign.isprintable() or sign == "\n")[:most]


def of_link(link: str) -> tuple[str, dict[str, str]]:
    """Return the page and the query of an address of the atlas."""
    found = urlsplit(link)
    page = found.path.rstrip("/").rpartition("/")[2] or "overview"
    return page, without_trackers(dict(parse_qsl(found.query)))
