"""One thing to show at a meeting: a view with the words that stand with it, whether on a screen, on a slide or in a file."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from i18n.texts import translator
from views import edition
from views.view import Table


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
