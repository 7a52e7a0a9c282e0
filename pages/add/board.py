"""The document and its figures beside each other, as one component; the viewer's acts come back in a journal, of which none is lost."""

from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from pages.add import session
from pages.parts.component import text_of_page
from pages.parts.language import texts
from views.add.board import board
from views.add.brought import Brought, codebook
from views.add.figures import changed
from views.add.review import STATES, acts_of, decided, with_added
from views.add.selected import selected
from views.edition import STORED, reading
from views.own.conflicts import Met

BOARD = component(
    "atlas_add_board",
    html=f'<div class="add-board">{text_of_page("add/board.html")}</div>',
    css=text_of_page("add/board.css"),
    js=text_of_page("add/panes.js") + text_of_page("add/board.js"),
    isolate_styles=False,
)
DECIDED = component("atlas_add_decided", html="<span hidden></span>", js=text_of_page("add/decided.js"))
KEY = "add_board"
SENT = "add_board_sent"  # what the browser was sent of a text, and its rows: made once for its figures


def show_board(text: Brought, met: dict[int, Met]) -> None:
    """Draw a text beside its figures."""
    lang = texts()[0]
    now = text.reviewed.now
    asked = (text.name, lang, tuple(text.answers.items()), *(each.read.number for each in now.figures))
    if st.session_state.get(SENT, ((), None))[0] != asked:
        key = f"{text.name} {hash(asked)}"
        st.session_state[SENT] = asked, board(key, text, met, lang)
    sent, rows = st.session_state[SENT][1]
    BOARD(key=KEY, data=sent, on_journal_change=_follow, on_current_change=_look)
    states = {at: state for at, state in enumerate(now.states) if state != "proposed"}
    data: dict[str, Any] = {
        "name": text.name,
        "done": text.reviewed.done,
        "states": states,
        "rows": changed(rows, now, text.document.place, met, lang),
        "current": text.current,
        "moved": text.moved,
        "undo": bool(text.reviewed.before),
    }
    DECIDED(key=f"{KEY}_decided", data=data)


def _look() -> None:
    """Callback: the viewer has come to another figure."""
    if (text := session.opened()) is None:
        return
    told = st.session_state[KEY].get("current")
    at = told.get("id") if isinstance(told, dict) and told.get("name") == text.name else None
    if isinstance(at, int) and 0 <= at < len(text.reviewed.now.figures):
        text.current = at


def _follow() -> None:
    """Callback: do what the viewer did, in order; what this page has done already is passed over."""
    if (text := session.opened()) is None:
        return
    with reading(STORED):
        for number, to, ids in acts_of(st.session_state[KEY].get("journal"), text.name, text.reviewed.done):
            text.reviewed.done = number
            if to == "undo":
                text.reviewed.undo()
            elif to == "add" and len(ids) == 2:
                _add(text, *ids)
            elif to in STATES:
                text.reviewed.turn(decided(text.reviewed.now, ids, to))
    session.settle(text)


def _add(text: Brought, start: int, end: int) -> None:
    """Add what the viewer chose in the text; a figure that is there already is shown."""
    _ = texts()[1]
    now = text.reviewed.now
    start, end = max(0, start), min(len(text.text), end)
    known = [at for at, each in enumerate(now.figures) if start <= each.read.number[0] and each.read.number[1] <= end]
    if known:
        text.look_at(known[0])
        return
    figure = selected(text.text, start, end, codebook(), text.document.place) if start < end else None
    if figure is None:
        session.tell(_("No number stands in the words chosen: choose words with the number that is to be added."))
        return
    text.reviewed.turn(with_added(now, figure))
    text.look_at(len(text.reviewed.now.figures) - 1)
