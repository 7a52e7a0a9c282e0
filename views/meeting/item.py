"""One thing to show at a meeting: a view with the words that stand with it, whether on a screen, on a slide or in a file."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from i18n.texts import translator
from views import edition
from views.view import Table

SENTENCE = re.compile(r".+?(?:[。；]|[.;](?=\s)|$)\s*", re.DOTALL)  # or a part of one before a semicolon
OF_THE_PAGE = re.compile(r"点击|播放|\b[Cc]lick\b|\bPlay\b")
ENDS = re.compile(r"([；;])$")


@dataclass(frozen=True)
class Item:
    """A view to show, with its words as plain text.

    ``title`` is the one message; ``sentence`` is what the view says of itself, and ``note`` what the presenter wrote to it.
    ``values`` are those of the scenario, in words; empty where there is none. ``page`` and ``query`` are the address that shows the
    same in the atlas.
    """

    title: str
    view: Table[Any]
    sentence: str = ""
    note: str = ""
    values: str = ""
    page: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


def source(day: dt.date, lang: str) -> str:
    """Return what a picture, a slide or a sheet says of where it is from: the atlas, the version of its data, and the day."""
    told = translator(lang)("Yiyang Atlas, data version {version}, {day}; each number with its clause in the atlas")
    return told.format(version=edition.version(), day=day.isoformat())


def link(page: str, query: Mapping[str, str]) -> str:
    """Return an address to put behind that of an atlas; empty for no page."""
    asked = f"?{urlencode(query)}" if query else ""
    return f"/{'' if page == 'overview' else page}{asked}" if page else ""


def still(text: str) -> str:
    """Return a text without what it says of clicks and of playing, of which a screen in a meeting and a file know nothing."""
    return "\n\n".join(told for told in map(_still, text.split("\n\n")) if told)


def _still(paragraph: str) -> str:
    parts = [part for part in SENTENCE.findall(paragraph) if not OF_THE_PAGE.search(part)]
    return ENDS.sub(lambda end: {"；": "。", ";": "."}[end[1]], "".join(parts).strip())
