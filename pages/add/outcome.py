"""What comes of it: the pages where the city now stands, and the files to take along."""

import streamlit as st

from pages.menu import link
from pages.parts.language import texts
from views.add.brought import Brought


def show_outcome(text: Brought) -> None:
    """Draw the ways on, once something is accepted."""
    _ = texts()[1]
    place = text.document.place
    if not place or not text.reviewed.now.accepted():
        return
    with st.popover(_("See it in"), icon=":material/arrow_forward:"):
        link("compare", "", "", cities=place)
        link("gaps", "", "", view="city", place=place)
        link("portrait", "", "", place=place)
