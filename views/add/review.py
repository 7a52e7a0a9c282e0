"""What is decided of the figures that were read in a text: accepted, rejected, corrected, added; and the way back.

A review is never changed: each decision makes the next one, so that undoing is going back to the one before.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from i18n.texts import translator
from loaders.policy_text.candidates import Candidate

PROPOSED, ACCEPTED, REJECTED = "proposed", "accepted", "rejected"
STATES = (PROPOSED, ACCEPTED, REJECTED)
STEPS_BACK = 100


@dataclass(frozen=True)
class Figure:
    """A figure of a text as it was read, or as the viewer corrected it, and the condition that it holds under, in own words."""

    read: Candidate
    scope: str = ""


@dataclass(frozen=True)
class Review:
    """The figures of a text in its order, those that the viewer added behind them, and the state of each."""

    figures: tuple[Figure, ...] = ()
    states: tuple[str, ...] = ()

    def accepted(self) -> list[Figure]:
        """Return the figures that are accepted."""
        return [each for each, state in zip(self.figures, self.states, strict=True) if state == ACCEPTED]


@dataclass
class Reviewed:
    """A review under way: how it stands, the ones before it, and the last of the browser's acts that it has followed."""

    now: Review
    before: list[Review] = field(default_factory=list)
    done: int = 0

    def turn(self, then: Review) -> None:
        """Take the next review; the one before can be gone back to."""
        if then != self.now:
            self.before = [*self.before[1 - STEPS_BACK :], self.now]
            self.now = then

    def undo(self) -> None:
        """Go back to the review before, if there is one."""
        if self.before:
            self.now = self.before.pop()


def begun(figures: Iterable[Candidate]) -> Review:
    """Return the review of figures of which nothing is decided yet."""
    found = tuple(Figure(each, each.scope) for each in figures)
    return Review(found, (PROPOSED,) * len(found))


def decided(review: Review, figures: Iterable[int], state: str) -> Review:
    """Return the review with these figures in a state; numbers of no figure are passed over."""
    chosen = set(figures)
    return replace(review, states=tuple(state if at in chosen else own for at, own in enumerate(review.states)))


def corrected(review: Review, at: int, figure: Figure) -> Review:
    """Return the review with another figure in a place, which is accepted by that."""
    figures = (*review.figures[:at], figure, *review.figures[at + 1 :])
    return decided(replace(review, figures=figures), [at], ACCEPTED)


def with_same_meaning(review: Review, figures: Iterable[int], like: Figure) -> Review:
    """Return the review with these figures measuring what another one does: indicator, unit, kind and condition; they stay undecided."""
    chosen, read = set(figures), like.read
    meaning = {
        name: getattr(read, name) for name in ("indicator", "indicator_score", "name", "unit", "kind", "commitment")
    }
    changed = (
        Figure(replace(each.read, **meaning), like.scope) if at in chosen else each
        for at, each in enumerate(review.figures)
    )
    return replace(review, figures=tuple(changed))


def with_added(review: Review, figure: Candidate) -> Review:
    """Return the review with a figure that the viewer found in the text; to be looked at before it is accepted."""
    return Review((*review.figures, Figure(figure)), (*review.states, PROPOSED))


def moved(review: Review, before: str, place: str) -> Review:
    """Return the review with the figures of one place, that of the whole text, about another."""
    figures = (
        replace(each, read=replace(each.read, place=place)) if each.read.place == before else each
        for each in review.figures
    )
    return replace(review, figures=tuple(figures))


def nothing(lang: str, *, table: bool, asked: int) -> str:
    """Return what is said of a text or a table without a figure, of which ``asked`` questions are open."""
    _ = translator(lang)
    if asked:
        return _("{count} questions are open: answer them at the right, and the figures are read.").format(count=asked)
    if table:
        return _("No figure was found in this table.")
    return _("No figure was found in this text. Choose words with a number in the document to add one.")


def summary(review: Review, met: int, lang: str) -> str:
    """Return in words how far a review is; ``met`` figures are known already, or contradict a known one."""
    _ = translator(lang)
    counts = Counter(review.states)
    told = _("{count} figures read: {accepted} accepted, {proposed} to check, {rejected} rejected.").format(
        count=len(review.figures), **{state: counts[state] for state in STATES}
    )
    if met:
        told += " " * (lang == "en") + _("{count} of them meet a figure that is known.").format(count=met)
    if not counts[ACCEPTED]:
        told += " " * (lang == "en") + _("What you accept stands on every page of this session at once.")
    return told


def acts_of(told: Any, name: str, done: int) -> list[tuple[int, str, list[int]]]:
    """Return what the browser tells of a text of this name and the page has not followed yet: number, what to do, and the numbers meant.

    What is not as the page's own script writes it is passed over.
    """
    if not isinstance(told, dict) or told.get("name") != name:
        return []
    found = []
    for act in told.get("acts") or []:
        number, to, ids = (act.get("n"), act.get("to"), act.get("ids")) if isinstance(act, dict) else (None, None, None)
        if isinstance(number, int) and number > done and isinstance(to, str) and isinstance(ids, list):
            found.append((number, to, [each for each in ids if isinstance(each, int)]))
    return sorted(found)
