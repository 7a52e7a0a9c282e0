"""What a search found: the first hits, how many there are of each kind, and the way to the rest."""

import streamlit as st

from pages.parts import choices
from pages.parts.figure import show_link
from pages.parts.language import texts
from views.search import hits
from views.words import plain

FIRST, MORE = 12, 50  # hits that are shown, and that a click adds
KIND, SHOWN = "found_kind", "found_shown"
ALL = "all"


def show_found(text: str) -> None:
    """Draw what is found for a text: of all kinds or of one, the best first; say so where it is nothing."""
    lang, _ = texts()
    if not text.strip():
        return
    found = hits(text, lang)
    if not found.found:
        st.info(_("Nothing was found for “{text}”. Try fewer words, or a place's full name.").format(text=plain(text)))
        return
    if found.partly:
        st.caption(_("Nothing holds all of “{text}”; these hold the most of it.").format(text=plain(text)))
    kinds = {ALL: f"{_('All kinds')} {len(found.found)}"}
    kinds |= {kind: f"{found.names[kind]} {count}" for kind, count in found.totals.items()}
    if st.query_params.get(KIND) not in kinds:  # it was chosen among the hits of another text
        choices.forget(KIND)
    kind = choices.one(st.pills, _("Kind of hit"), kinds, KIND, required=True, label_visibility="collapsed")
    chosen = [hit.link for hit in found.found if kind in (ALL, hit.kind)]
    asked, most = st.session_state.get(SHOWN, ("", FIRST))
    shown = most if asked == text + kind else FIRST
    with st.container(gap=None):
        for at, way in enumerate(chosen[:shown]):
            show_link(way, key=f"hit_{way.ref.removeprefix('fact:') or at}")
    if len(chosen) > shown:
        st.caption(_("The first {shown} of {count} hits.").format(shown=shown, count=len(chosen)))
        more = (text + kind, shown + MORE)
        st.button(_("Show more hits"), key="more_hits", on_click=lambda: st.session_state.update({SHOWN: more}))
