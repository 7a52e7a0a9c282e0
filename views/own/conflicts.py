"""Where a figure that a viewer brings meets one that is known: it says the same, or something else of the same thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from i18n.numbers import date as date_text
from i18n.texts import translator
from loaders.tables.columns import scope_words
from policy.described import best_first
from policy.refs import ref
from policy.text import Amount
from views import edition
from views.edition import kept_up_to
from views.own.rows import OwnFact
from views.words import amount_text, column, period_text, value_text

Key = tuple[str, str, frozenset[str], str, int | None]  # place, indicator, words of the scope, kind, year


@dataclass(frozen=True)
class Met:
    """A known figure of the same place, indicator, scope, kind and year: how the two stand, its reference, and the sentence about both."""

    how: Literal["same", "differs"]
    ref: str
    said: str


def meetings(facts: Sequence[OwnFact], lang: str) -> dict[int, Met]:
    """Return the known figure that each of these meets, by number (from 0), as far as one does; one that says the same comes first.

    Known are the atlas's figures and those that were added in this session, but for the figure itself.
    """
    known, found = _known(), {}
    for at, fact in enumerate(facts):
        others = [row for row in known.get(_key(fact), ()) if row["fact"] != fact.slug]
        if others:
            same = [row for row in others if _says(row) == (fact.value, fact.value_high, fact.comparator)]
            met = (same or others)[0]
            how = "same" if same else "differs"
            found[at] = Met(how, ref("fact", met["fact"]), _said(fact, met, how, lang))
    return found


def _key(fact: OwnFact) -> Key:
    return fact.place, fact.indicator, frozenset(scope_words(fact.scope)), fact.kind, fact.year


def _says(row: pd.Series) -> tuple[float, float, str]:
    return float(row["value"]), float(row["value_high"]), str(row["comparator"])


@kept_up_to(None)
def _known() -> dict[Key, list[pd.Series]]:
    """Return the facts about places as a whole by what they are about, the best of each first."""
    facts = edition.described()
    found: dict[Key, list[pd.Series]] = {}
    for _index, row in best_first(facts[facts["subject"] == ""]).iterrows():
        year = None if pd.isna(row["year"]) else int(row["year"])
        scope = frozenset(scope_words(str(row["scope"])))
        key = (str(row["place"]), str(row["indicator"]), scope, str(row["kind"]), year)
        found.setdefault(key, []).append(row)
    return found


def _said(fact: OwnFact, met: pd.Series, how: str, lang: str) -> str:
    """Return what is said of the two, as plain text."""
    _ = translator(lang)
    told = {
        "same": _("Known already: {known} ({period}), {document}."),
        "differs": _("Here {new}, known is {known} ({period}), {document}: both stand unless you reject one."),
    }[how]
    new = amount_text(Amount(fact.value, fact.unit, fact.comparator, fact.value_high), lang)
    issued = f" · {date_text(met['issued_on'], lang)}" if met["issued_on"] else ""
    return told.format(
        new=new,
        known=value_text(met, lang),
        period=period_text(met, lang),
        document=f"{met[column('title', lang)]}{issued}",
    )
