"""What an address asks for, read as the controls of its page read it, where there is no page."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from views import places
from views.address import SEPARATOR, mine_first, number_within
from views.view import Table

Options = Mapping[str, str]
Shown = Table[Any] | None


@dataclass(frozen=True)
class Asked:
    """What an address asks for (``query``), in a language, on a day, by a viewer whose city is ``mine`` (adcode; empty for none).

    A choice that is not known, or not made, is the usual one, as on the page.
    """

    query: Mapping[str, str]
    lang: str
    day: dt.date
    mine: str = ""

    def one(self, options: Options, key: str, default: str | None = None) -> str:
        """Return the code that is asked for; else the default, if it is one of the options, or the first."""
        offered = mine_first(options, self.mine)
        usual = default if default is not None and default in offered else next(iter(offered))
        asked = self.query.get(key, usual)
        return asked if asked in offered else usual

    def many(self, options: Iterable[str], key: str, default: Iterable[str]) -> tuple[str, ...]:
        """Return the codes that are asked for, each once; else those of the default."""
        known = set(options)
        asked = self.query[key].split(SEPARATOR) if key in self.query else default
        return tuple(dict.fromkeys(code for code in asked if code in known))

    def number(self, key: str, usual: float, span: tuple[float, float], step: float = 0.0) -> float:
        """Return the number that is asked for at its nearest step; the usual one where it is none or out of range."""
        value = number_within(self.query.get(key, ""), *span, step=step)
        return usual if value is None else value

    def on(self, key: str) -> bool:
        """Tell whether something is switched on."""
        return self.query.get(key) == "1"

    def date(self, key: str) -> dt.date:
        """Return the day that is asked for; that of the viewer where it is none."""
        try:
            return dt.date.fromisoformat(self.query.get(key, ""))
        except ValueError:
            return self.day


def place_of(asked: Asked) -> str:
    """Return the place of a portrait or a scenario."""
    return asked.one(places.names_to_choose(asked.query.get("place", ""), asked.lang, asked.mine), "place")
