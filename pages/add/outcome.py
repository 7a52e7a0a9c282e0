"""What comes of it: the pages where the city now stands, and the files to take along."""

import streamlit as st

from pages.parts import own
from pages.parts.figure import show_link
from pages.parts.language import texts
from pages.parts.mine import mine
from views.add.outcome import added_sentence, ways_on
from views.words import plain


def show_outcome(place: str) -> None:
    """Draw the ways on, once something is added; ``place`` comes first, if it is among what was added."""
    lang, _ = texts()
    added = own.added()
    if not added:
        return
    with st.popover(_("See it in"), icon=":material/arrow_forward:", type="primary"):
        st.markdown(plain(added_sentence(added, lang)))
        for way in ways_on(added, place, mine(), lang):
            show_link(way, key=f"way_{way.page}")
