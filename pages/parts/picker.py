"""A control that chooses a place by typing: its Chinese name, Pinyin, first letters, or English; a component.

Streamlit's select box writes its text anew while an input method composes, so that Chinese cannot be typed into it. This one leaves
the text alone until a row is chosen. Its value is kept as that of a select box is, under its key in the state of the session.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from pages.parts.language import texts
from views.edition import kept
from views.places import both_names, script, spellings

HERE = Path(__file__)
PICKER = component(
    "atlas_place_picker",
    html=f'<div class="place-picker">{HERE.with_suffix(".html").read_text("utf-8")}</div>',
    css=HERE.with_suffix(".css").read_text("utf-8"),
    js=HERE.with_suffix(".js").read_text("utf-8"),
    isolate_styles=False,
)


def choose(
    label: str,
    options: Sequence[str],
    *,
    format_func: Callable[[str], str],
    key: str,
    on_change: Callable[[], None],
    help: str = "",  # noqa: A002  (as Streamlit names it)
    placeholder: str = "",
    label_visibility: str = "visible",
) -> str:
    """Draw the control and return the code that is chosen; for ``choices.one``, in place of ``st.selectbox``.

    Args:
        label: what is chosen.
        options: codes of places, and others, in the order of display.
        format_func: gives each its name.
        key: under which the code stands in the state of the session; the component's own is ``{key}_picker``.
        on_change: is called once another code stands there.
        help: what is said below the list.
        placeholder: what the empty box says.
        label_visibility: ``collapsed`` says the label only to those who cannot see.
    """
    _ = texts()[1]
    picked = f"{key}_picker"
    sent = {
        "label": label,
        "unseen": label_visibility != "visible",
        "placeholder": placeholder,
        "chosen": st.session_state[key],
        "signs": script(),
        "words": {
            "none": _("No matching place") if both_names().keys() & options else _("No match"),
            "more": _("{count} more; type on to narrow the list."),
            "note": help,
        },
    }

    def changed() -> None:
        if code := st.session_state[picked].get("picked"):
            st.session_state[key] = code
            on_change()

    listed = _listed(tuple((code, format_func(code)) for code in options))
    data = f'{json.dumps(sent, ensure_ascii=False)[:-1]}, "options": {listed}}}'.encode()
    PICKER(key=picked, data=data, on_picked_change=changed)
    return st.session_state[key]


@kept
def _listed(named: tuple[tuple[str, str], ...]) -> str:
    """Return the options as they are sent, with what each is found by: a list of hundreds, the same in every run."""
    found = spellings(named)
    return json.dumps([[code, name, *found[code]] for code, name in named], ensure_ascii=False)
