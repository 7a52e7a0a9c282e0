"""One thing that can be found: what it is named, what else is said of it, where it leads, and its order among its like."""

from dataclasses import dataclass, field

from views.view import Link

# In the order in which they are listed where nothing else decides.
KINDS = (
    *("page", "place", "model", "instrument", "insurance", "subsidy", "programme"),
    *("indicator", "fact", "institution", "document"),
)
ICONS = {
    "page": "web",
    "place": "location_on",
    "model": "account_tree",
    "instrument": "tune",
    "insurance": "health_and_safety",
    "subsidy": "payments",
    "programme": "flag",
    "indicator": "straighten",
    "fact": "format_quote",
    "institution": "home_health",
    "document": "description",
}
LEVELS = {"country": 0, "province": 1, "prefecture": 2, "county": 3}
CORE, OTHER, LAST = 1, 2, 3  # how late an entry stands where only its place was asked for
LATER = KINDS.index("fact") + 1  # of what was looked for and not found


@dataclass(frozen=True)
class Entry:
    """One thing to find: what it is called on screen by language, and the texts in which a query is looked for (``words.joined``).

    ``titles`` are its own names: a query that is one of them means it. ``named`` tells what it is, its place included, ``said`` what
    else is known of it; of one that tells something of a place, ``place`` is that part of ``named``, and ``late`` how late it stands
    where nothing else was asked. ``rank`` is the place of its kind, if it is another than that of ``KINDS``; ``order`` sorts it among
    its kind: closer first, then better graded, then newer.
    """

    kind: str
    labels: dict[str, str]
    named: str
    said: str = ""
    titles: tuple[str, ...] = ()
    place: str = ""
    late: int = 0
    rank: float = -1
    order: tuple[float, ...] = ()
    page: str = ""
    query: dict[str, str] = field(default_factory=dict)
    ref: str = ""

    def link(self, lang: str) -> Link:
        """Return the way to it."""
        return Link(self.labels[lang], ICONS[self.kind], self.page, dict(self.query), self.ref)
