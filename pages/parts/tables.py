"""The tables as pages see them: stored rows, read once a process and shared by all viewers."""

import logging

import pandas as pd

from loaders import store
from loaders.errors import TableUnreadable
from loaders.tables import TABLES
from pages.parts.kept import shared_up_to
from policy.described import describe

logger = logging.getLogger(__name__)


@shared_up_to(None)
def table(name: str) -> pd.DataFrame:
    """Return a stored table. It is shared by all viewers: select from it, never change it.

    Raises:
        TableUnreadable: the table's file is missing, or damaged.
    """
    return store.read(name)


@shared_up_to(None)
def metadata(name: str) -> dict[str, str]:
    """Return title, version and licence of a stored table.

    Raises:
        TableUnreadable: the table's file is missing, or damaged.
    """
    return store.metadata(name)


@shared_up_to(None)
def all_tables() -> dict[str, pd.DataFrame]:
    """Return every stored table by name.

    Raises:
        TableUnreadable: as for ``table``.
    """
    return {name: table(name) for name in TABLES}


@shared_up_to(None)
def described() -> pd.DataFrame:
    """Return the facts joined with what the other tables say of them (``policy.described.describe``).

    Raises:
        TableUnreadable: as for ``table``.
    """
    return describe(
        *(table(name) for name in ("facts", "indicators", "places", "documents", "institutions", "vocabularies"))
    )


@shared_up_to(None)
def vocabulary(name: str) -> pd.DataFrame:
    """Return one closed word list, indexed by word, in its order of display.

    Raises:
        TableUnreadable: as for ``table``.
    """
    words = table("vocabularies")
    return words[words["vocabulary"] == name].sort_values("order").set_index("word")


@shared_up_to(None)
def version() -> str:
    """Return the version of the data, once every table is known to be readable.

    Raises:
        TableUnreadable: as for ``table``.
    """
    all_tables()
    return metadata("facts")["atlas.version"]


def warm_up() -> None:
    """Read every table, so that no viewer waits for it; one that cannot be read is named in the log."""
    for name in TABLES:
        try:
            table(name)
        except TableUnreadable as error:
            logger.warning("%s", error)
            return
    described()
