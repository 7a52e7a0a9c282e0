"""What all tables of a page share: their height, the keys that move in them, and the framework's own words in Chinese."""

import streamlit as st

from pages.parts.component import made, text_of
from pages.parts.language import texts

KEY = "tables"
ASKED = "evidence_asked"  # the record to open when the page next runs
CHOSEN = "chosen_by_keys"  # the record of the cell that the keys have moved to
AGAIN = "tables_changed_the_page"
TABLES = made("tables", "tables", before=text_of("paper.js"))


@st.fragment
def watch() -> None:
    """Watch over the tables of the page, once a page.

    The page runs anew only for what it shows. Were it to run for the keyboard's coming, the table would be drawn anew beside the
    first cell that it then says is chosen, and whoever had come into it would be thrown out: on a busy server, each time.
    """
    lang = texts()[0]
    data = {"words": words() if lang == "zh" else {}, "growth": growth()}
    TABLES(key=KEY, data=data, on_keys_change=_changed, on_opened_change=_open, on_growth_change=_again)
    if st.session_state.pop(AGAIN, False):
        st.rerun()


def growth() -> float:
    """Return how much larger texts are than on a laptop, as the viewer's window last said."""
    return float((st.session_state.get(KEY) or {}).get("growth") or 1)


def words() -> dict[str, str]:
    """Return what Streamlit says in English alone, as it writes it, in the viewer's language."""
    _ = texts()[1]
    return {
        "No results": _("No matching entry"),
        "Select all": _("Select all"),
        "Sort ascending": _("Sort ascending"),
        "Sort descending": _("Sort descending"),
        "Autosize": _("Fit the width"),
        "Pin column": _("Keep the column in view"),
        "Unpin column": _("Let the column go"),
        "Hide column": _("Hide the column"),
        "Statistics": _("Summary of the column"),
        "Format": _("Number format"),
        "Upload": _("Choose a file"),
        "1MB per file": _("At most 1 MB, as saved here"),
        "20MB per file": _("At most 20 MB"),
        "Connection error": _("The connection is lost"),
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": _(
            "The atlas does not answer: it may have been stopped. Start it again, or ask whoever runs it."
        ),
    }


def by_keys(ref: str) -> bool:
    """Tell whether the viewer moves in a table by the keyboard; then the record of the cell waits for Enter."""
    if not (st.session_state.get(KEY) or {}).get("keys"):
        return False
    st.session_state[CHOSEN] = ref
    return True


def _changed() -> None:
    """The keyboard was taken up or laid down: nothing opens by that."""
    st.session_state.pop(CHOSEN, None)


def _open() -> None:
    if ref := st.session_state.get(CHOSEN, ""):
        st.session_state[ASKED] = ref
        _again()


def _again() -> None:
    st.session_state[AGAIN] = True
