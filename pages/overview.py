"""总览 Overview: four big numbers, what they mean, one search over all of it, and what the atlas covers."""

import streamlit as st

from pages.menu import PAGES, link
from pages.parts import choices
from pages.parts.faults import told
from pages.parts.figure import show, show_map, show_numbers
from pages.parts.language import texts
from pages.parts.layout import rail
from pages.parts.mine import ask_once
from views import overview

lang, _ = texts()
today = choices.today()

ask_once()
numbers, beside = rail()
with numbers:
    show_numbers(overview.cards(today, lang).values(), key="headlines")
    st.caption(overview.meaning(today, lang))
with beside, told():  # without the map the rest of the page stands
    show_map(overview.ages_map(today, lang))
show(overview.coverage(lang), key="coverage")

st.header(_("Explore"), anchor=False)
with st.grid(2, min_column_width=300):
    for page in PAGES.values():
        if page.promise:
            with st.container(border=True):
                link(page.name)
                st.caption(_(page.promise))
