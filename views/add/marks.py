"""A text beside what was read in it, as the browser draws them: the text cut at its figures, and each figure as a row in words."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from i18n import numbers
from i18n.texts import translator
from loaders.policy_text.candidates import Candidate
from policy.text import Amount
from views import edition, places
from views.add.known import Meeting
from views.add.review import Review
from views.edition import kept_up_to
from views.words import amount_text, bracketed, kind_name, labelled

# From which confidence a reading counts as sure, and as likely; below, it is to be looked at. The highest level comes first.
SURE, LIKELY = 0.8, 0.65
LEVELS = ((3, SURE), (2, LIKELY), (1, 0.0))
# Letters that turn the direction of what stands beside them, or that nobody sees: shown as a box, each in its place.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

Piece = str | list[Any]  # words, or words with the numbers of the figures that they belong to


def visible(text: str) -> str:
    """Return a text in which no letter is unseen or turns others around; it is as long as before."""
    return UNSEEN.sub("□", text)


def paragraphs(text: str, spans: Iterable[tuple[int, int]]) -> list[list[Any]]:
    """Return the lines of a text, without empty ones, each with where it starts and its pieces.

    A piece is plain words, or words with the numbers of the figures whose numbers (``spans``, from where to where) they are.
    Figures that share letters share a piece.
    """
    shared: list[list[Any]] = []  # start, end, figures
    for start, end, at in sorted((start, end, at) for at, (start, end) in enumerate(spans) if start < end):
        if shared and start < shared[-1][1]:
            shared[-1][1] = max(shared[-1][1], end)
            shared[-1][2].append(at)
        else:
            shared.append([start, end, [at]])
    seen, lines, first, position = visible(text), [], 0, 0
    for line in text.split("\n"):
        end = position + len(line)
        while first < len(shared) and shared[first][1] <= position:
            first += 1
        if line.strip():
            lines.append([position, *_pieces(seen, position, end, shared, first)])
        position = end + 1
    return lines


def _pieces(text: str, start: int, end: int, shared: Sequence[list[Any]], at: int) -> list[Piece]:
    pieces: list[Piece] = []
    while at < len(shared) and shared[at][0] < end:
        low, high, figures = max(shared[at][0], start), min(shared[at][1], end), shared[at][2]
        if low > start:
            pieces.append(text[start:low])
        pieces.append([text[low:high], *figures])
        start, at = high, at + 1
    return [*pieces, text[start:end]] if start < end else pieces


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


def row(figure: Candidate, place: str, meeting: Meeting | None, lang: str) -> dict[str, Any]:
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
        "flag_text": meeting.short(lang) if meeting else "",
    }


def board(
    key: str, name: str, text: str, review: Review, place: str, met: dict[int, Meeting], lang: str
) -> tuple[bytes, list[dict[str, Any]]]:
    """Return what the browser is sent once, as bytes, and the rows in it.

    Args:
        key: another one where what is sent is another.
        name: of the text, by which the browser knows it again.
        text: the document.
        review: its figures; what is decided of them is sent apart (``views.add.review``).
        place: the place of the whole text.
        met: known figures that the figures meet, by number.
        lang: the viewer's language.
    """
    written = [row(figure.read, place, met.get(at), lang) for at, figure in enumerate(review.figures)]
    spans = [figure.read.number for figure in review.figures]
    sent = {
        "key": key,
        "name": name,
        "words": words(lang),
        "paragraphs": paragraphs(text, spans),
        "rows": written,
    }
    return json.dumps(sent, ensure_ascii=False).encode("utf-8", "replace"), written


def changed(
    sent: list[dict[str, Any]], review: Review, place: str, met: dict[int, Meeting], lang: str
) -> dict[int, dict[str, Any]]:
    """Return the rows that say something else by now than those that the browser was sent, by number."""
    now = {at: row(each.read, place, met.get(at), lang) for at, each in enumerate(review.figures)}
    return {at: each for at, each in now.items() if each != sent[at]}


def words(lang: str) -> dict[str, Any]:
    """Return what the board itself says."""
    _ = translator(lang)
    return {
        "text": _("The document"),
        "list": _("Figures read in the document"),
        "add": _("Add as a figure"),
        "filters": {
            "all": _("All of them"),
            "proposed": _("To check"),
            "accepted": _("Accepted"),
            "rejected": _("Rejected"),
            "flagged": _("Duplicates and conflicts"),
        },
        "least": _("From which confidence on all are accepted"),
        "levels": [
            [3, _("Confidence high")],
            [2, _("Confidence fair or high")],
            [1, _("Any confidence")],
        ],
        "accept_all": _("Accept all ({count})"),
        "undo": _("Undo"),
        "undo_key": _("Undo (U)"),
        "heads": [_("Value"), _("Indicator and wording"), _("Kind and year"), _("Confidence"), _("Decide")],
        "accepted": _("Accept"),
        "rejected": _("Reject"),
        "accepted_key": _("Accept (A)"),
        "rejected_key": _("Reject (R)"),
        "none": _("No figure was found in this text. Choose words with a number in the document to add one."),
        "none_here": _("None of this kind."),
    }
