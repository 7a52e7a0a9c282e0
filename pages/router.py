"""What every page has around it: title, navigation, language switch, footer."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # Streamlit puts the launcher's folder there; a test that runs this file does not
    sys.path.insert(0, str(ROOT))

from i18n.texts import translator  # noqa: E402
from pages.menu import PAGES, REGISTERED  # noqa: E402
from pages.parts import bar, choices, evidence, own, pins  # noqa: E402
from pages.parts.faults import told  # noqa: E402
from pages.parts.language import language, unknown_language  # noqa: E402
from views import edition  # noqa: E402
from views.address import unknown  # noqa: E402

choices.drop_trackers()
lang = language()
_ = translator(lang)
st.session_state[REGISTERED] = {
    name: st.Page(ROOT / "pages" / page.script, title=_(page.title), url_path=name, default=name == "overview")
    for name, page in PAGES.items()
}
page = st.navigation([*st.session_state[REGISTERED].values()], position="hidden")
st.set_page_config(
    page_title=f"{page.title} · {_('Yiyang Atlas')}",
    page_icon=str(ROOT / "pages" / "parts" / "icon.svg"),
    layout="wide",
)
bar.show_styles(page.title)
st.session_state[pins.PAGE] = page.url_path or "overview"
footer = []
with told():  # first of all: every part of a page would say the same of a table that cannot be read
    bar.show()
    footer = [_("Data version {version}").format(version=edition.version())]
if strange := unknown_language():
    st.warning(unknown(_("Language"), [strange], lang))

if footer:
    with evidence.frame():
        page.run()
own.show_line()
st.caption(
    " · ".join(
        [
            *footer,
            _("Figures and codes: CC BY 4.0, each number cites its source"),
            _("Works without a network: this page fetches nothing from outside."),
        ]
    )
)
