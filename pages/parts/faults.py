"""What a viewer is told of a fault, in one sentence and in the page's language; the log of the server has all of it."""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from loaders.errors import TableUnreadable
from loaders.geography.layers import BoundariesUnreadable
from loaders.tables import STORED
from pages.parts.language import texts

logger = logging.getLogger(__name__)


@contextmanager
def told() -> Iterator[None]:
    """Tell the viewer of a fault where it happened, and go on; Streamlit's own ways out of a run are no fault and pass."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 (whatever it is, the viewer reads what to do)
        tell(error)


def tell(error: Exception) -> bool:
    """Say what is wrong and what to do; return True: there is nothing else to show (as ``st.App`` asks)."""
    lang, _ = texts()
    if isinstance(error, BoundariesUnreadable):
        logger.error("%s; see the start of this log for why", error)
        st.error(
            _(
                "The map cannot be drawn, as its files have not been built. They are built when the atlas starts; if "
                "the map stays away, tell whoever maintains the atlas."
            )
        )
    elif isinstance(error, TableUnreadable) and error.table in STORED:
        logger.error("%s", error)
        named = STORED[error.table].zh if lang == "zh" else STORED[error.table].en
        reasons = {"missing": _("its file is missing"), "broken": _("its file is damaged or cut short")}
        st.error(
            _(
                "The table “{table}” cannot be read: {reason}. Load this page again; if that does not help, tell "
                "whoever maintains the atlas."
            ).format(table=named, reason=reasons.get(error.reason, error.reason)),
            icon=":material/database_off:",
        )
    else:
        time = f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"
        logger.error("Fault at %s, address %r", time, st.query_params.to_dict(), exc_info=error)
        st.error(
            _(
                "This could not be shown: load the page again or choose something else; if it happens again, tell whoever "
                "maintains the atlas the time {time}, under which the log has the fault."
            ).format(time=time),
            icon=":material/error:",
        )
    return True
