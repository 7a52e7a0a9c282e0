"""Where things stand on a page: the row of choices, and a narrow column of numbers beside what fills the window."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def filters() -> DeltaGenerator:
    """Return the row in which a view's choices stand beside each other, as far as the window goes."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters")


def rail() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return a narrow column for numbers, and beside it the room for what is chiefly shown; on a phone one above the other."""
    narrow, wide = st.columns([21, 79], gap="small")
    return narrow, wide
