"""The sentence under a chart, by rule: a template (its English text is the id) and typed values. Pages translate and format.

No causal verbs: a sentence says what is larger or smaller, by how much, as of when.
"""

from dataclasses import dataclass, field

import pandas as pd

from policy.described import ADDED_HERE


def N_(text: str) -> str:  # noqa: N802  (the usual gettext name)
    """Mark a text for translation by the page."""
    return text


@dataclass(frozen=True)
class Amount:
    """A value with its unit and comparator, to be written in the viewer's language.

    ``rounded``: it was worked out, so that a big one is written as short in a sentence as on a card: 30.6 million yuan. ``digits``:
    exactly so many stand after the point, as in a published share: 18.70 %.
    """

    value: float
    unit: str
    comparator: str = "="
    value_high: float | None = None
    rounded: bool = False
    digits: int | None = None


@dataclass(frozen=True)
class Name:
    """A name kept in both languages in the data."""

    zh: str
    en: str


@dataclass(frozen=True)
class Counted:
    """A name with how often it occurs."""

    name: Name
    count: int


@dataclass(frozen=True)
class Text:
    """An interface text used as a value."""

    text: str


@dataclass(frozen=True)
class Sentence:
    """A template and the values it takes; a value is a number, an ``Amount``, ``Name``, ``Text``, ``Sentence`` or a tuple of these."""

    template: str
    values: dict[str, object] = field(default_factory=dict)


def amount(fact: pd.Series) -> Amount:
    """Return a fact's value as it was meant."""
    return Amount(float(fact["value"]), str(fact["unit"]), str(fact["comparator"]), float(fact["value_high"]))


def place_name(fact: pd.Series) -> "Name | Sentence":
    """Return the name of the place a fact is about, which says so where the fact is a viewer's own."""
    name = Name(str(fact["place_zh"]), str(fact["place_en"]))
    own = ADDED_HERE in str(fact.get("warnings", "")).split(";")
    return Sentence(N_("{place}, added in this session"), {"place": name}) if own else name


def year_text(fact: pd.Series) -> object:
    """Return the year of a fact, or why there is none."""
    if fact["period_status"] == "redacted":
        return Text(N_("year redacted"))
    return int(fact["year"]) if pd.notna(fact["year"]) else Text(N_("no year"))


def difference_unit(unit: str) -> str:
    """Return the unit of a difference of two values: of shares in percent it is percentage points."""
    return "percentage_points" if unit == "percent" else unit


def difference(value: float, unit: str) -> Amount:
    """Return the difference of two values of a unit."""
    # Only the noise of the subtraction is rounded away: rates per 1,000 have four decimals and more.
    return Amount(round(value, 6), difference_unit(unit))


def three_digits(value: float) -> float:
    """Return a projected number as finely as it deserves to be said: its three leading digits."""
    return float(f"{value:.3g}")
