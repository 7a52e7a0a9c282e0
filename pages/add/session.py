"""What the viewer has brought in this session, what of it is open, and what it comes to: kept in the session's memory alone."""

import streamlit as st

from pages.parts import own
from pages.parts.language import texts
from views.add.brought import Brought, allowed, own_of
from views.add.refused import refused_sentence
from views.own.rows import Own, OwnRefused, joined

BROUGHT = "add_brought"  # texts and tables under review, by name
RESTORED = "add_restored"  # what an earlier session saved
OPEN = "add_open"
CHOICE = "add_document"  # the control that says which is open
TOLD = "add_told"  # sentences of Markdown to be shown once


def brought() -> dict[str, Brought]:
    """Return the texts under review, by name, in the order in which they came."""
    return st.session_state.setdefault(BROUGHT, {})


def restored() -> Own:
    """Return what an earlier session saved and this one was given."""
    return st.session_state.get(RESTORED) or Own()


def restore(saved: Own) -> None:
    """Take what an earlier session saved, beside what is here."""
    st.session_state[RESTORED] = joined(restored(), saved)
    publish()


def forget() -> None:
    """Callback: give up what was restored."""
    st.session_state.pop(RESTORED, None)
    publish()


def opened() -> Brought | None:
    """Return the text that is looked at, if there is one; callbacks ask for it, too, as they come in the run after."""
    known = brought()
    return known.get(st.session_state.get(OPEN, "")) or next(reversed(known.values()), None)


def take(text: Brought) -> None:
    """Take a text and open it; one that is known already is opened as it stands."""
    known = brought()
    known.setdefault(text.name, text)
    st.session_state[OPEN] = text.name


def choose() -> None:
    """Callback: open the text that was chosen."""
    st.session_state[OPEN] = st.session_state[CHOICE]


def drop(name: str) -> None:
    """Let a text go, and what was accepted of it."""
    brought().pop(name, None)
    publish()


def tell(*sentences: str) -> None:
    """Keep sentences (Markdown) to be shown in the next run."""
    st.session_state[TOLD] = [*st.session_state.get(TOLD, []), *filter(None, sentences)]


def told() -> list[str]:
    """Return the sentences to be shown now; they are shown once."""
    return st.session_state.pop(TOLD, [])


def settle(text: Brought) -> None:
    """Let every page show what is accepted by now; what the tables cannot take goes back to undecided, and is spoken of."""
    try:
        publish()
    except OwnRefused:
        review = text.reviewed.now
        text.reviewed.now, left = allowed(text, review)
        tell(refused_sentence([review.figures[at].read for at in left], list(left.values()), texts()[0]))
        publish()


def publish() -> None:
    """Let every page show what has been accepted so far.

    Raises:
        OwnRefused: the tables cannot take a figure of it.
    """
    whole = restored()
    for text in brought().values():
        whole = joined(whole, own_of(text))
    own.put(whole)
