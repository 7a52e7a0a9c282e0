"""What is said of figures that the tables cannot take."""

from collections.abc import Iterable, Sequence

from i18n.numbers import listed
from i18n.texts import translator
from loaders.policy_text.candidates import Candidate
from policy.text import N_
from views.words import plain

MOST_NAMED = 3
# By the column at fault: what is to be done.
WAYS = {
    "unit": N_("its unit is not that of the indicator: choose another indicator, or a new one"),
    "place": N_("the place is not in the atlas: choose one from the list"),
    "as_printed": N_("the words chosen do not hold the number, or are too long: choose them again in the document"),
    "date": N_("the date cannot be: write it like 2025-12-31"),
    "year": N_("the year cannot be: write it like 2025"),
    "value": N_("the value cannot be: check the number"),
    "value_high": N_("a range needs an upper end above its lower end"),
    "indicator": N_("the new indicator needs a name and a unit"),
}
OTHERWISE = N_("check indicator, value and date in the form")


def refused_sentence(figures: Sequence[Candidate], columns: Iterable[str], lang: str) -> str:
    """Return what is said of figures that stay undecided, and why (Markdown)."""
    _ = translator(lang)
    reasons = listed(dict.fromkeys(_(WAYS.get(column, OTHERWISE)) for column in columns), lang)
    if not figures:
        return _("This cannot be added yet: {reasons}.").format(reasons=plain(reasons))
    named = listed((f"“{plain(each.as_printed)}”" for each in figures[:MOST_NAMED]), lang)
    if len(figures) > MOST_NAMED:
        more = _("{figures} and {count} more cannot be added yet: {reasons}.")
        return more.format(figures=named, count=len(figures) - MOST_NAMED, reasons=plain(reasons))
    return _("{figures} cannot be added yet: {reasons}.").format(figures=named, reasons=plain(reasons))
