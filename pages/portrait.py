"""城市 Portrait: one place on one page, from its four big numbers to what is missing."""

import datetime as dt

import streamlit as st

from pages.parts import choices, evidence, portrait_parts, rows, tables
from pages.parts.language import texts
from pages.parts.peer_controls import choose_peers
from pages.parts.portrait_rows import portrait_places
from pages.parts.projection_section import show_projection

lang, _ = texts()
today = dt.date.today()  # noqa: DTZ011 (the viewer's day)
names = rows.place_names(lang)
listed = portrait_places(st.query_params.get("place", ""))
place = choices.one(st.selectbox, _("Place"), {code: str(names[code]) for code in listed}, "place")
facts = tables.described()
own = facts[facts["place"] == place]

st.title(str(names[place]), anchor=False)
portrait_parts.show_headlines(place, today)
peers = choose_peers(place)
portrait_parts.show_pyramid(place, peers)
portrait_parts.show_other_counts(place)
portrait_parts.show_spine(place, peers)
portrait_parts.show_targets(place, today)
show_projection(place)
portrait_parts.show_policy(place)
portrait_parts.show_sources(own)
portrait_parts.show_missing(place)
evidence.show_asked()
