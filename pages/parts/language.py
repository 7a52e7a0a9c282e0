"""The language of this viewer: `?lang=zh` or `?lang=en`, Chinese where nothing is asked."""

from collections.abc import Callable

import streamlit as st

from i18n.texts import DEFAULT, LANGUAGES, translator

NAMES = {"zh": "中文", "en": "English"}
REMEMBERED = "remembered_language"
SWITCH = "language_switch"
UNKNOWN = "unknown_language"


def language() -> str:
    """Return the language of this viewer, and see to it that the address says it.

    Moving to another page by the sidebar drops the address's parameters; then the last language holds.
    """
    asked, remembered = st.query_params.get("lang"), st.session_state.get(REMEMBERED)
    lang = (remembered or DEFAULT) if asked is None else asked if asked in LANGUAGES else DEFAULT
    if lang != remembered:
        st.session_state[REMEMBERED] = lang
    if asked is not None and asked not in LANGUAGES:
        st.session_state[UNKNOWN] = asked
    if lang != asked:
        st.query_params["lang"] = lang
    return lang


def texts() -> tuple[str, Callable[[str], str]]:
    """Return the viewer's language, as the frame of all pages has settled it, and the function that puts texts into it."""
    lang = st.session_state.get(REMEMBERED) or language()  # looked up a hundred times a page
    return lang, translator(lang)


def unknown_language() -> str:
    """Return the language that the address asked for in vain, once; empty where it did not."""
    return st.session_state.pop(UNKNOWN, "")


def show_switch(label: str) -> None:
    """Draw the language switch; it changes the language and leaves the page and all else in the address."""
    st.session_state[SWITCH] = st.session_state[REMEMBERED]
    st.segmented_control(
        label,
        LANGUAGES,
        format_func=NAMES.__getitem__,
        required=True,
        key=SWITCH,
        on_change=_switch,
        label_visibility="collapsed",
    )


def _switch() -> None:
    st.query_params["lang"] = st.session_state[SWITCH]
