"""What a query finds: every hit, best first, with how many there are of each kind."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from i18n.texts import translator
from views import edition
from views.edition import kept, kept_up_to
from views.search.entries import entries
from views.search.entry import CORE, KINDS, Entry
from views.search.texts import synonyms
from views.search.words import LATIN, LATIN_PART, LEFT_OUT, SAID, SINGLE, SOUND, covered, joined, readings
from views.view import Link


@dataclass(frozen=True)
class Hit:
    """One thing that was found: its kind (``Hits.totals``), and the way to it."""

    kind: str
    link: Link


@dataclass(frozen=True)
class Hits:
    """All that was found, best first; ``totals`` by kind, and the name of each kind.

    ``partly``: nothing holds the whole query, and these hold the most of it.
    """

    found: tuple[Hit, ...]
    totals: dict[str, int]
    names: dict[str, str]
    partly: bool = False


class Index:
    """The entries of an edition, and which of them hold an atom."""

    def __init__(self) -> None:
        """Read every table that a search goes through."""
        self.entries = entries()
        self.holding: dict[str, set[int]] = defaultdict(set)
        self.titled: dict[str, set[int]] = defaultdict(set)
        for at, entry in enumerate(self.entries):
            for atom in {*entry.named.split(), *entry.said.split()}:
                self.holding[atom].add(at)
            for title in entry.titles:
                self.titled[title].add(at)
        self.latin = sorted(atom for atom in self.holding if LATIN.fullmatch(atom))
        self.sounds = frozenset(atom for atom in self.holding if atom.startswith(SOUND))

    def with_atom(self, atom: str) -> set[int]:
        """Return the entries that hold an atom, or a word that begins with it."""
        if len(atom) < LATIN_PART or not LATIN.fullmatch(atom):
            return self.holding.get(atom, set())
        first = bisect_left(self.latin, atom)
        words = self.latin[first : bisect_left(self.latin, atom + "\uffff")]
        return set().union(*(self.holding[word] for word in words))


@kept_up_to(None)
def index() -> Index:
    """Return the index of the edition in force."""
    with edition.reading(edition.in_force()):  # said once, not asked of the session a hundred thousand times
        return Index()


def warm_up() -> None:
    """Make the index, so that no viewer waits for it: a second of work."""
    index()


@kept
def hits(text: str, lang: str) -> Hits:
    """Return all that is found for a text; nothing for a blank one, or one of signs alone."""
    known, _ = index(), translator(lang)
    asked = [reading for reading in readings(text, synonyms(), known.sounds) if reading]
    ranked = sorted(_whole(asked, known))
    partly = not ranked
    if partly:
        ranked = sorted(_in_part(asked, known))
    found = [known.entries[at] for *_key, at in _once(ranked)]
    counted = Counter(entry.kind for entry in found)
    names = {
        "page": _("Pages"),
        "place": _("Places"),
        "model": _("Care models"),
        "instrument": _("Policy instruments"),
        "insurance": _("Long-term care insurance"),
        "subsidy": _("Subsidies"),
        "programme": _("Programmes"),
        "indicator": _("Indicators"),
        "fact": _("Data"),
        "institution": _("Institutions"),
        "document": _("Documents"),
    }
    return Hits(
        tuple(Hit(entry.kind, entry.link(lang)) for entry in found),
        {kind: counted[kind] for kind in KINDS if counted[kind]},
        names,
        partly and bool(found),
    )


Ranked = tuple[int, bool, int, tuple[float, ...], int]  # smaller is better; the last is the number of the entry


def _once(ranked: Iterable[Ranked]) -> Iterator[Ranked]:
    """Give each entry at its best place."""
    seen: set[int] = set()
    for each in ranked:
        if each[-1] not in seen:
            seen.add(each[-1])
            yield each


def _whole(asked: list[list[str]], known: Index) -> Iterator[Ranked]:
    """Give the entries that hold all of a query."""
    for reading in asked:
        exact = known.titled.get(joined(reading), set())
        for at in exact.union(set.intersection(*(known.with_atom(atom) for atom in reading))):
            entry = known.entries[at]
            cost = 0 if at in exact else covered(reading, entry.named, entry.said)
            if cost < 2 * SINGLE and (cost < SINGLE or len(reading) > 2):
                yield _rank(entry, at, cost, exact=at in exact, reading=reading)


def _in_part(asked: list[list[str]], known: Index) -> Iterator[Ranked]:
    """Give the entries that hold the most of a query, half of it at least."""
    for reading in asked:
        shared = Counter(at for atom in set(reading) for at in known.with_atom(atom))
        costs = [
            (covered(reading, known.entries[at].named, known.entries[at].said), at)
            for at, count in shared.items()
            if 2 * count >= len(set(reading))
        ]
        costs = [(cost, at) for cost, at in costs if cost % LEFT_OUT < SINGLE]
        least = min((cost // LEFT_OUT for cost, _at in costs), default=len(reading))
        if 2 * least <= len(reading):
            yield from (
                _rank(known.entries[at], at, cost, exact=False, reading=reading)
                for cost, at in costs
                if cost // LEFT_OUT == least
            )


def _rank(entry: Entry, at: int, cost: int, *, exact: bool, reading: list[str]) -> Ranked:
    """Return where an entry stands: what tells something of a place stands later where only the place was asked for, or only the thing."""
    late = 0
    if entry.place and entry.kind == "place":
        late = entry.late if cost % LEFT_OUT >= SAID else 0
    elif entry.place and not exact:
        if covered(reading, entry.place, "") <= cost:
            late = entry.late
        elif covered(reading, entry.named.replace(entry.place, ""), entry.said) <= cost:
            late = CORE
    rank = KINDS.index(entry.kind) if entry.rank < 0 else entry.rank
    if cost >= LEFT_OUT and entry.kind == "place":  # whatever is missing of a place, its page says
        rank = -1
    return (cost // SINGLE, not exact, cost + late, (rank, *entry.order), at)
