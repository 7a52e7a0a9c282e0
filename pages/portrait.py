"""城市 Portrait: one place on one page, from its four big numbers to what is missing."""

import datetime as dt

import streamlit as st

from pages.parts import choices, portrait_parts
from pages.parts.language import texts
from pages.parts.peer_controls import choose_peers
from pages.parts.projection_section import show_projection
from views import places
from views.portrait import shown

lang, _ = texts()
today = dt.date.today()  # noqa: DTZ011 (the viewer's day)
names = places.names_to_choose(st.query_params.get("place", ""), lang)
place = choices.one(st.selectbox, _("Place"), names, "place", help=places.place_help(lang))
found = shown.portrait(place, today, lang)

st.title(places.place_names(lang)[place], anchor=False)
st.markdown(found.standing)
portrait_parts.show_headlines(place, found.headlines)
peers = choose_peers(place)
portrait_parts.show_pyramid(place, peers)
portrait_parts.show_other_counts(found.counts)
portrait_parts.show_spine(place, peers)
portrait_parts.show_targets(found.targets)
show_projection(place)
portrait_parts.show_policy(found)
portrait_parts.show_sources(found.figures)
portrait_parts.show_missing(found.missing)
