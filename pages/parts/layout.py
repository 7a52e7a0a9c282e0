"""Where things stand on a page: the row of choices, and a narrow column of numbers beside what fills the window."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.language import texts


def filters() -> DeltaGenerator:
    """Return the row in which a view's choices stand beside each other, as far as the window goes."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters")


def more(row: DeltaGenerator) -> DeltaGenerator:
    """Return the fold at the end of a row of choices for those that are seldom changed."""
    _ = texts()[1]
    return row.popover(_("More"), icon=":material/tune:")


def rail() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return a narrow column for numbers, and beside it the room for what is chiefly shown; on a phone one above the other."""
    narrow, wide = st.columns([21, 79], gap="small")
    return narrow, wide
