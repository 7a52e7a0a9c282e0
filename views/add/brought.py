"""A text or a table that a viewer has brought: what it says of itself, what was read in it, what is decided of that, and the figures that follow."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from loaders.own_table.records import Answers, OwnTable
from loaders.policy_text.candidates import Candidate, Head, extract, head_of
from loaders.policy_text.codebook import Codebook
from loaders.policy_text.reading import read_upload
from loaders.uploads import Upload
from views import edition
from views.add.review import Figure, Review, Reviewed, begun, decided, moved
from views.edition import kept_up_to
from views.own.rows import (
    Own,
    OwnDocument,
    OwnFact,
    OwnIndicator,
    faults,
    from_candidate,
    joined,
    own_document,
    own_indicator,
)

LONGEST_TITLE = 200  # letters
COMPLETE_COPY = "A-"  # what a text counts as until the viewer says what it is


@dataclass(frozen=True)
class Read:
    """A text with what it says of itself and the figures that were found in it."""

    upload: Upload
    text: str
    head: Head
    figures: tuple[Candidate, ...]


@dataclass
class Brought:
    """A text or a table under review: its record as a document, the text, and how the review stands; ``current`` is the figure looked at."""

    document: OwnDocument
    text: str
    reviewed: Reviewed
    current: int = 0
    moved: int = 0  # how often the page itself, and not the viewer's hand, has chosen another figure
    # Of a table alone: the file, what was read of it under the answers given, and its figures as read.
    upload: Upload | None = None
    table: OwnTable | None = None
    answers: Answers = field(default_factory=dict)
    read: tuple[Candidate, ...] = ()

    @property
    def name(self) -> str:
        """By which the browser and the session know the text."""
        return self.document.slug

    def look_at(self, at: int) -> None:
        """Turn the viewer's eye to a figure."""
        self.current, self.moved = at, self.moved + 1

    def move(self, place: str) -> None:
        """Let the text be that of another place, and so the figures that are about the place of the text."""
        before, held = self.document.place, self.reviewed
        held.before = [moved(each, before, place) for each in held.before]
        held.now = moved(held.now, before, place)
        self.document = replace(self.document, place=place)


TABLES = ("xlsx", "xls", "csv")  # the kinds of files that are read as tables


@kept_up_to(None)
def codebook() -> Codebook:
    """Return what texts are read against: the indicators and places of the edition in force."""
    return Codebook.of(
        edition.table("indicators"), edition.table("places"), edition.table("facts"), edition.table("scopes")
    )


def read(upload: Upload, known: Codebook, progress: Callable[[int, int], None] | None = None) -> Read:
    """Return a file of text read against a codebook; ``progress`` hears how many letters of how many are done.

    Raises:
        FileRefused: the file has no text that could be read.
    """
    text = read_upload(upload)
    head = head_of(text, known)
    found = extract(text, known, place=head.place, issued_on=head.issued_on, progress=progress)
    return Read(upload, text, head, tuple(found))


def begin(read: Read) -> Brought:
    """Return a text under review, of which nothing is decided."""
    head, upload = read.head, read.upload
    document = own_document(
        upload.content,
        head.title[:LONGEST_TITLE] or upload.name,
        issuer=head.issuer,
        doc_number=head.number,
        place=head.place,
        issued_on=head.issued_on,
        file=upload.name,
        grade=COMPLETE_COPY,
    )
    return Brought(document, read.text, Reviewed(begun(read.figures)))


def own_of(brought: Brought) -> Own:
    """Return the accepted figures of a text that are about a known place, with their document and the indicators new to the codebook."""
    return _own(brought, brought.reviewed.now)[0]


def refused(brought: Brought, review: Review) -> dict[int, str]:
    """Return which accepted figures of a review the tables cannot take, by number, and the column that is at fault.

    Raises:
        TableUnreadable: a stored table cannot be read.
    """
    own, slugs = _own(brought, review)
    whole = joined(Own(), own)
    wrong: dict[str, str] = {}
    for fault in faults(own):
        if fault.table == "facts" and fault.at < len(whole.facts):
            wrong[whole.facts[fault.at].slug] = fault.column
        elif fault.table == "indicators" and fault.at < len(whole.indicators):
            bad = whole.indicators[fault.at].slug
            wrong |= {each.slug: "indicator" for each in whole.facts if each.indicator == bad}
    return {at: wrong[slug] for at, slug in slugs.items() if slug in wrong}


def allowed(brought: Brought, review: Review) -> tuple[Review, dict[int, str]]:
    """Return a review without the decisions that the tables cannot take, and what was left out (``refused``)."""
    left = refused(brought, review)
    return (decided(review, left, "proposed") if left else review), left


def fact_of(figure: Figure, document: OwnDocument) -> tuple[OwnFact, OwnIndicator | None]:
    """Return a figure as it stands in the tables, and its indicator where that is new to the codebook."""
    read, new = figure.read, None
    indicator = read.indicator
    if not indicator:
        new = own_indicator(read.name or read.as_printed, read.unit, measure=MEASURED.get(read.kind, "level"))
        indicator = new.slug
    return from_candidate(read, document, indicator=indicator, scope=figure.scope), new


MEASURED = {
    "threshold": "rule",
    "parameter": "rule",
}  # how the indicator of a kind of statement is measured; else a level


def _own(brought: Brought, review: Review) -> tuple[Own, dict[int, str]]:
    facts, indicators, slugs = [], [], {}
    for at, (figure, state) in enumerate(zip(review.figures, review.states, strict=True)):
        if state != "accepted" or not (figure.read.place or brought.document.place):
            continue
        fact, new = fact_of(figure, brought.document)
        facts.append(fact)
        indicators += [new] if new else []
        slugs[at] = fact.slug
    return Own((brought.document,), tuple(facts), tuple(indicators)) if facts else Own(), slugs
