"""The viewer's city: chosen once, kept in the session and in the viewer's own address, first in every list and marked in every chart."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.language import texts
from views import places

MINE = "mine"
LATER = "asked_for_mine"
PICKER = "mine_picker"


def mine() -> str:
    """Return the code of the viewer's city; empty where none is chosen.

    A link that names another's city changes it only for who has chosen none: a city that was chosen stays until it is changed in the bar.
    """
    chosen = st.session_state.get(MINE, "")
    asked = st.query_params.get(MINE, "")
    if not chosen and asked in places.prefectures(texts()[0]):
        chosen = st.session_state[MINE] = asked
    if chosen and asked != chosen:
        st.query_params[MINE] = chosen
    elif asked and not chosen:
        st.query_params.pop(MINE)
    return chosen


def show_in_bar() -> DeltaGenerator:
    """Draw the viewer's city in the bar, where it is changed; return what it opens, for more below."""
    lang, _ = texts()
    chosen = mine()
    names = places.prefectures(lang)
    opened = st.popover(names.get(chosen, _("My city")), icon=":material/location_on:", type="tertiary")
    with opened:
        _choose(chosen, names)
    return opened


def ask_once() -> None:
    """Ask for the viewer's city on a first visit that asks for nothing else; an answer may wait."""
    lang, _ = texts()
    if mine() or st.session_state.get(LATER) or set(st.query_params) - {"lang"}:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="ask_mine"):
        st.markdown(f"**{_('Which city is yours?')}** {_('It then comes first everywhere.')}")
        _choose("", places.prefectures(lang), "_first")
        st.button(_("Later"), key="mine_later", on_click=lambda: st.session_state.update({LATER: True}))


def _choose(chosen: str, names: dict[str, str], where: str = "") -> None:
    _ = texts()[1]
    key = f"{PICKER}{where}"

    def take() -> None:
        st.session_state[MINE] = st.session_state[key] or ""
        st.session_state[LATER] = True
        if not st.session_state[MINE]:
            st.query_params.pop(MINE, None)

    st.session_state[key] = chosen or None
    st.selectbox(
        _("My city"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        key=key,
        on_change=take,
        placeholder=_("Choose a city"),
        label_visibility="collapsed",
        width=240,
    )
