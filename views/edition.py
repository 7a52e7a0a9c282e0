"""Which tables a view reads, and how what follows from them is kept.

An edition is the stored tables, or those with one viewer's own rows added. A view asks this module for a table and gets that of
the edition in force (``reading``); what a ``kept`` function returns lies in the edition it was computed from. So nothing computed
from one viewer's rows can reach another: there is no place outside their edition where it could lie, and it goes when they go.
Everything kept is shared by all readers of its edition: select from it, never change it.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from loaders import store
from loaders.errors import TableUnreadable
from loaders.tables import STORED as STORED_TABLES
from loaders.tables import TABLES
from policy.described import describe
from policy.place_names import with_city

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class Edition:
    """The stored tables, with ``added`` rows by table name behind them; ``mark`` is a hash of those rows, empty where there are none."""

    def __init__(self, added: Mapping[str, pd.DataFrame] | None = None) -> None:
        """Take the rows to add: of stored tables, with their columns in their order.

        Raises:
            ValueError: a table is not known, or its columns are others.
        """
        self.added = {name: rows.copy() for name, rows in (added or {}).items()}
        for name, rows in self.added.items():
            if name not in STORED_TABLES or list(rows) != [column.name for column in STORED_TABLES[name].columns]:
                raise ValueError(f"Rows for the table {name} have not its columns.")
        text = "".join(f"{name}\n{rows.to_csv(index=False)}" for name, rows in sorted(self.added.items()))
        self.mark = hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""
        self.kept: dict[Callable[..., Any], Callable[..., Any]] = {}  # by function: its results in this edition


STORED = Edition()
_in_force: ContextVar[Edition | None] = ContextVar("edition", default=None)
SHARED: dict[
    Callable[..., Any], tuple[str, ...]
] = {}  # what is shared by editions, and the tables that it follows from
_viewers: list[Callable[[], Edition]] = []  # at most one: what says whose session this is


def follow(asked: Callable[[], Edition]) -> None:
    """Ask for the viewer's edition wherever none is put in force: in the frame of pages, and in callbacks, which run before it.

    The pages say how; without them (a command, a test, a thread of no viewer) the stored tables are read.
    """
    _viewers[:] = [asked]


def in_force() -> Edition:
    """Return the edition that views read now: the one put in force, else that of the viewer whose session runs, else the stored one."""
    known = _in_force.get()
    if known is not None:
        return known
    return _viewers[0]() if _viewers else STORED


@contextmanager
def reading(edition: Edition) -> Iterator[None]:
    """Put an edition in force: within, every view reads its tables."""
    before = _in_force.set(edition)
    try:
        yield
    finally:
        _in_force.reset(before)


def bound(function: Callable[P, T]) -> Callable[P, T]:
    """Return a function that reads the edition in force now, whenever and in whatever thread it is called: a download, a job."""
    edition = in_force()

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        with reading(edition):
            return function(*args, **kwargs)

    return call


def kept_up_to(most: int | None, of: tuple[str, ...] = ()) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator that keeps, in the edition in force, what a function returned for its latest ``most`` calls (None: all).

    The one way in which views keep things. Arguments have to be hashable. Streamlit's own cache does the same, but looks at
    signature and arguments for 70 µs a call, of which a lever makes a hundred.

    Args:
        most: calls whose results are kept.
        of: all tables that the function's results follow from, of what takes long to work out. To an edition that adds to none of
            them the stored edition's results are given, so that each viewer's own does not begin with seconds of work. Such a
            function is never asked with what a viewer has brought.
    """

    def keeping(function: Callable[P, T]) -> Callable[P, T]:
        if of:
            SHARED[function] = of

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            edition = in_force()
            if of and edition is not STORED and edition.added.keys().isdisjoint(of):
                with reading(STORED):
                    return call(*args, **kwargs)
            known = edition.kept.get(function)
            if known is None:
                known = edition.kept.setdefault(function, lru_cache(most, typed=True)(function))
            return known(*args, **kwargs)

        return call

    return keeping


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function returned for its latest 200 different calls (``kept_up_to``)."""
    return kept_up_to(200)(function)


def forget() -> None:
    """Drop all that the edition in force has kept, as after its stored tables have changed."""
    in_force().kept.clear()


@kept_up_to(None)
def table(name: str) -> pd.DataFrame:
    """Return a table of the edition in force.

    Raises:
        TableUnreadable: the table's file is missing, or damaged.
    """
    edition = in_force()
    if edition is STORED:
        return store.read(name)
    with reading(STORED):
        stored = table(name)
    added = edition.added.get(name)
    return stored if added is None else pd.concat([stored, added.astype(stored.dtypes.to_dict())], ignore_index=True)


def added(name: str) -> pd.DataFrame | None:
    """Return the rows of a table that are the viewer's own; None where there are none."""
    return in_force().added.get(name)


@kept_up_to(None)
def all_tables() -> dict[str, pd.DataFrame]:
    """Return every table by name.

    Raises:
        TableUnreadable: as for ``table``.
    """
    return {name: table(name) for name in STORED_TABLES}


@kept_up_to(None)
def described() -> pd.DataFrame:
    """Return the facts joined with what the other tables say of them (``policy.described.describe``).

    Raises:
        TableUnreadable: as for ``table``.
    """
    names = {f"name_{lang}": place_names(lang).to_numpy() for lang in ("zh", "en")}
    named = table("places").assign(**names)
    rest = (table(name) for name in ("documents", "institutions", "vocabularies", "scopes"))
    return describe(table("facts"), table("indicators"), named, *rest)


@kept_up_to(None, of=("ended_codes",))
def ended_codes() -> frozenset[str]:
    """Return the codes of places that are no more."""
    return frozenset(table("ended_codes")["place"])


@kept_up_to(None, of=("places", "ended_codes"))
def place_names(lang: str) -> pd.Series:
    """Return the names of all places by code, with their city where one elsewhere has the same name (``with_city``)."""
    return with_city(table("places"), lang, ended_codes())


@kept_up_to(None, of=("vocabularies",))
def vocabulary(name: str) -> pd.DataFrame:
    """Return one closed word list, indexed by word, in its order of display.

    Raises:
        TableUnreadable: as for ``table``.
    """
    words = table("vocabularies")
    return words[words["vocabulary"] == name].sort_values("order").set_index("word")


@kept_up_to(None)
def version() -> str:
    """Return the version of the data, once every table is known to be readable.

    Raises:
        TableUnreadable: as for ``table``.
    """
    all_tables()
    return store.metadata("facts")["atlas.version"]


def warm_up() -> None:
    """Read every table, so that no viewer waits for it; one that cannot be read is named in the log."""
    for name in TABLES:
        try:
            table(name)
        except TableUnreadable as error:
            logger.warning("%s", error)
            return
    described()
