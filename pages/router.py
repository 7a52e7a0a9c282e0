"""What every page has around it: title, navigation, language switch, footer."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # Streamlit puts the launcher's folder there; a test that runs this file does not
    sys.path.insert(0, str(ROOT))

from i18n.texts import translator  # noqa: E402
from pages.menu import PAGES  # noqa: E402
from pages.parts import evidence  # noqa: E402
from pages.parts.faults import told  # noqa: E402
from pages.parts.language import language, show_switch, unknown_language  # noqa: E402
from views import edition  # noqa: E402
from views.address import unknown  # noqa: E402

lang = language()
_ = translator(lang)
page = st.navigation(
    [
        st.Page(ROOT / "pages" / page.script, title=_(page.title), url_path=page.name, default=page.name == "overview")
        for page in PAGES.values()
    ],
    position="top",
)
st.set_page_config(
    page_title=f"{page.title} · {_('Yiyang Atlas')}",
    page_icon=str(ROOT / "pages" / "parts" / "icon.svg"),
    layout="wide",
)
styles = [
    # Streamlit fades captions to a contrast of 4 : 1; text this small needs 4.5 : 1 to read well (WCAG AA).
    "div[data-testid='stCaptionContainer'] { opacity: 0.75; }",
    # A run takes milliseconds. Streamlit prepares to fade all that it has not drawn again yet, for which the browser makes
    # each element a layer of its own and paints the whole page several times.
    "div[data-stale='true'] { opacity: 1; transition: none; }",
    # What Streamlit writes into a field that is being typed into is English only; Enter or leaving the field does.
    "div[data-testid='InputInstructions'] { display: none; }",
    # A button that is a line of text, as below a lever, begins at the left and wraps.
    "[class*='st-key-from_'] button { text-align: left; } [class*='st-key-from_'] button p { white-space: normal; }",
]
if lang == "en":  # fonts for Chinese make quotation marks and apostrophes as wide as a character
    styles.append("body { font-variant-east-asian: proportional-width; }")
st.html(f"<style>{' '.join(styles)}</style>")
st.logo(str(ROOT / "pages" / "parts" / ("logo_zh.svg" if lang == "zh" else "logo_en.svg")), size="large")
with st.container(horizontal=True, horizontal_alignment="right"):
    show_switch(_("Language"))
if strange := unknown_language():
    st.warning(unknown(_("Language"), [strange], lang))

footer = []
with told():  # first of all: every part of a page would say the same of a table that cannot be read
    footer = [_("Data version {version}").format(version=edition.version())]
if footer:
    with evidence.frame():
        page.run()
st.divider()
st.caption(
    " · ".join(
        [
            *footer,
            _("Figures and codes: CC BY 4.0, each number cites its source"),
            _("Works without a network: this page fetches nothing from outside."),
        ]
    )
)
