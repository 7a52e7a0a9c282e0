"""The one bar of every page: the way to each page, the search, the viewer's city and the language."""

from pathlib import Path
from urllib.parse import quote

import streamlit as st

from pages.menu import BRINGERS, DOUBTERS, PAGES, link
from pages.parts import choices, tables
from pages.parts.component import text_of
from pages.parts.found import show_found
from pages.parts.language import show_switch, texts
from pages.parts.mine import show_in_bar

ICON = Path(__file__).with_name("icon.svg")
STYLES = (
    # Streamlit fades captions to a contrast of 4 : 1; text this small needs 4.5 : 1 to read well (WCAG AA).
    "div[data-testid='stCaptionContainer'] { opacity: 0.75; }",
    # A run takes milliseconds. Streamlit prepares to fade all that it has not drawn again yet, for which the browser makes
    # each element a layer of its own and paints the whole page several times.
    "div[data-stale='true'] { opacity: 1; transition: none; }",
    # What Streamlit writes into a field that is being typed into is English only; Enter or leaving the field does.
    "div[data-testid='InputInstructions'] { display: none; }",
    # A button that is a line of text, as below a lever, begins at the left and wraps.
    ":is([class*='st-key-from_'], [class*='st-key-hit_']) button { text-align: left; }",
    ":is([class*='st-key-from_'], [class*='st-key-hit_']) button p { white-space: normal; }",
)
# Fonts for Chinese make quotation marks and apostrophes as wide as a character.
ENGLISH = "body { font-variant-east-asian: proportional-width; }"


def show_styles(title: str) -> None:
    """Give the page its style, and the name that the bar shows it under to those who hear it."""
    lang, _ = texts()
    logo = quote(ICON.read_text("utf-8"))
    own = text_of("page.css").replace("LOGO", logo) + text_of("paper.css")
    # Readers of the page aloud, and browsers that offer to translate it, go by the language that it names.
    code = {"zh": "zh-CN", "en": "en"}[lang]
    st.html(f"<script>document.documentElement.lang = '{code}'</script>", unsafe_allow_javascript=True)
    st.html(
        f'<style>{own} {" ".join(STYLES)} {ENGLISH if lang == "en" else ""}</style><h1 class="for-readers">{title}</h1>'
    )


def show() -> None:
    """Draw the bar; on a phone the pages stand in a menu."""
    _ = texts()[1]
    with st.container(horizontal=True, vertical_alignment="center", key="bar", gap="small"):
        with st.container(key="bar_menu", width="content"):
            menu = st.popover(_("Menu"), icon=":material/menu:", on_change="rerun", key="bar_menu_open")
            if menu.open:
                with menu:
                    for name in PAGES:
                        link(name, icon="")
        with st.container(key="bar_home", width="content"):
            link("overview", _("Yiyang Atlas"), icon="")
        with st.container(horizontal=True, key="bar_pages"):
            for name in PAGES:
                if name != "overview" and name not in (*BRINGERS, *DOUBTERS):
                    link(name, icon="")
            more = st.popover(_("Data and checks"), type="tertiary", on_change="rerun", key="bar_doubt")
            if more.open:
                with more:
                    for name in (*DOUBTERS, *BRINGERS):
                        link(name, icon="")
        text = st.query_params.get("q", "")
        if st.session_state.get("q") != text:  # a link to another page leaves what was looked for
            st.session_state["q"] = text
        with st.container(key="bar_search", width=230):
            st.text_input(
                _("Search places, indicators, wording, documents"),
                key="q",
                on_change=lambda: choices.write("q", st.session_state["q"].strip(), ""),
                placeholder=_("e.g. Kunming, nursing beds, 5.04万张"),
                icon=":material/search:",
                max_chars=80,
                label_visibility="collapsed",
            )
        own = st.container(width="content", key="bar_city")
        show_switch(_("Language"))
        tables.watch()
        with own, show_in_bar():  # last of all, as it reads tables
            for name in BRINGERS:
                link(name, icon="add_location_alt")
    if text.strip():
        with st.container(border=True, key="found"):
            show_found(text)
