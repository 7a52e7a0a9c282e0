"""A figure that was read, in words: what it measures, its value, its year, how sure the reading is, and its row beside the text."""

from typing import Any

from i18n import numbers
from i18n.texts import translator
from loaders.policy_text.candidates import Candidate
from policy.text import Amount
from views import edition, places
from views.add.known import short
from views.add.marks import visible
from views.add.review import Review
from views.edition import kept_up_to
from views.own.conflicts import Met
from views.words import amount_text, bracketed, kind_name, labelled

# From which confidence a reading counts as sure, and as likely; below, it is to be looked at. The highest level comes first.
SURE, LIKELY = 0.8, 0.65
LEVELS = ((3, SURE), (2, LIKELY), (1, 0.0))


def level(confidence: float) -> int:
    """Return how sure a reading is: 3 sure, 2 likely, 1 to be looked at."""
    return next(level for level, least in LEVELS if confidence >= least)


def level_names(lang: str) -> dict[int, str]:
    """Return what the levels of confidence are called, the highest first."""
    _ = translator(lang)
    return {3: _("High"), 2: _("Fair"), 1: _("Low")}


@kept_up_to(None)
def indicator_names(lang: str) -> dict[str, str]:
    """Return the name of every indicator by slug."""
    table = edition.table("indicators")
    return dict(zip(table["indicator"].astype(str), table[f"name_{lang}"].astype(str), strict=True))


def called(figure: Candidate, lang: str) -> str:
    """Return what a figure measures: the name of its indicator, or the text's own words for a new one."""
    if figure.indicator in indicator_names(lang):
        return indicator_names(lang)[figure.indicator]
    _ = translator(lang)
    return bracketed(visible(figure.name) or _("unnamed"), _("new indicator"), lang)


def value_words(figure: Candidate, lang: str) -> str:
    """Return the value of a figure with its comparator and unit."""
    unit = figure.unit if figure.unit in numbers.UNITS else ""
    shown = Amount(figure.value, unit, figure.comparator, figure.value_high) if unit else None
    if shown:
        return amount_text(shown, lang)
    high = numbers.number(figure.value_high, lang) if figure.comparator == "range" else ""
    return f"{numbers.comparator(numbers.number(figure.value, lang), figure.comparator, lang, high)} {visible(figure.unit)}".strip()


def when(figure: Candidate, lang: str) -> str:
    """Return the year of a figure, or that it has none."""
    _ = translator(lang)
    if figure.period_status == "redacted":
        return _("year redacted")
    if figure.year is not None:
        return numbers.date(str(figure.year), lang)
    return _("no year")


def row(figure: Candidate, place: str, meeting: Met | None, lang: str) -> dict[str, Any]:
    """Return the row of a figure in words; its place is named where it is not that of the whole text.

    ``meeting`` is the known figure that it says the same as, or something else than, if there is one.
    """
    of_place = ""
    if figure.place and figure.place != place:
        of_place = places.both_names()[figure.place].zh if lang == "zh" else places.both_names()[figure.place].en
    name = called(figure, lang)
    return {
        "value": value_words(figure, lang),
        "name": labelled(of_place, name, lang) if of_place else name,
        "words": visible(figure.as_printed),
        "kind": kind_name(figure.kind, lang),
        "when": when(figure, lang),
        "sure": level(figure.confidence),
        "sure_text": level_names(lang)[level(figure.confidence)],
        "flag": meeting.how if meeting else "",
        "flag_text": short(meeting, lang) if meeting else "",
    }


def changed(
    sent: list[dict[str, Any]], review: Review, place: str, met: dict[int, Met], lang: str
) -> dict[int, dict[str, Any]]:
    """Return the rows that say something else by now than those that the browser was sent, by number."""
    now = {at: row(each.read, place, met.get(at), lang) for at, each in enumerate(review.figures)}
    return {at: each for at, each in now.items() if each != sent[at]}
