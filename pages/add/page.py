"""添加城市 Add a city: a document or a table goes in, and its figures stand beside those of other cities for this session."""

import streamlit as st

from pages.add import session
from pages.add.board import show_board
from pages.add.bring import show_bring, show_reading
from pages.add.correction import show_correction
from pages.add.document import show_document
from pages.add.first import show_first
from pages.add.outcome import show_outcome
from pages.add.table import show_questions, show_unused
from pages.parts import evidence, own
from pages.parts.component import text_of_page
from pages.parts.figure import head
from pages.parts.language import texts
from pages.parts.layout import filters
from views.add.board import said_of
from views.add.known import met
from views.edition import STORED, reading
from views.words import plain

lang, _ = texts()


@evidence.section
def show_text() -> None:
    """Draw the text that is open: its figures beside it, the one that is looked at, and what comes of it all."""
    with reading(STORED):
        text = session.opened()
        if text is None:
            return
        known = met(text, own.added(), lang)
        head(plain(text.document.title), said_of(text, len(known), lang))
        for sentence in session.told():
            st.warning(sentence)
        with filters():
            show_document(text)
            with st.popover(_("Add more"), icon=":material/note_add:"):
                show_bring()
            show_unused(text)
            show_outcome(text.document.place)
        wide, narrow = st.columns([76, 24], gap="small")
        with wide:
            show_board(text, known)
        with narrow:
            show_questions(text)
            show_correction(text, known)


st.html(f"<style>{text_of_page('add/page.css')}</style>")
show_reading()
if session.opened():
    show_text()
else:
    for sentence in session.told():
        st.warning(sentence)
    show_first()
