"""What the viewer has added in this session: kept in the session alone, and read by every view of it through its edition."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.menu import link
from pages.parts.language import texts
from views import edition
from views.edition import STORED, Edition
from views.own.rows import Own, edition_of

ADDED = "own_added"
EDITION = "edition"  # what this viewer reads, where it is not what is stored


def added() -> Own:
    """Return what the viewer has added."""
    return st.session_state.get(ADDED) or Own()


def put(own: Own) -> None:
    """Let what the viewer has added be this and nothing else; every view shows it from the next run on.

    Raises:
        OwnRefused: a row breaks the rules of its table; what was added before stays.
    """
    read = edition_of(own)
    st.session_state[ADDED] = own
    if read is STORED:
        st.session_state.pop(EDITION, None)
    elif read.mark != viewers_edition().mark:  # the same rows keep what has been worked out of them
        st.session_state[EDITION] = read


def viewers_edition() -> Edition:
    """Return the edition that the viewer whose session runs reads; the stored one in a thread of no viewer."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return STORED
    return st.session_state.get(EDITION, STORED)


def show_line() -> None:
    """Say how much was added, with the way to where; nothing where nothing was."""
    if own := added():
        _ = texts()[1]
        link("add", _("{count} figures added in this session").format(count=len(own.facts)), "edit_location")


edition.follow(viewers_edition)
