"""What the viewer keeps for a meeting, in the session's memory, and the button that keeps a view for it."""

import streamlit as st

from pages.parts import choices
from pages.parts.language import texts
from views.meeting.pins import MOST, Pin, pinned, usual_levers
from views.meeting.shown import VIEWS

KEPT = "pins"
PAGE = "page_open"


def kept() -> list[Pin]:
    """Return what is kept, in the order in which it is shown."""
    if not st.session_state.get(KEPT):
        st.session_state[KEPT] = []
    return st.session_state[KEPT]


def keep(pins: list[Pin]) -> None:
    """Keep these and no others."""
    st.session_state[KEPT] = pins


def offer(name: str) -> None:
    """Draw the button that keeps a view of the open page as it is shown now; nothing for a view that cannot be kept."""
    _ = texts()[1]
    page = st.session_state.get(PAGE, "")
    if name not in VIEWS.get(page, {}):
        return
    st.button(_("Add to meeting"), key=f"pin_{name}", on_click=_add, args=(page, name), type="tertiary")


def _add(page: str, name: str) -> None:
    _ = texts()[1]
    pins = kept()
    if len(pins) >= MOST:
        st.toast(_("A meeting holds {most} screens: remove one first.").format(most=MOST), icon=":material/block:")
        return
    pin = pinned(page, name, choices.address())
    pins.append(Pin(pin.page, pin.name, pin.query, levers=usual_levers(pin)))
    st.toast(_("Kept for the meeting: {count} in all.").format(count=len(pins)), icon=":material/co_present:")
