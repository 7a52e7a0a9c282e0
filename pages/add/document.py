"""The text that is open: which it is, whose, and what it says of itself, to be corrected."""

import streamlit as st

from pages.add import session
from pages.parts import picker
from pages.parts.language import texts
from views import places
from views.add.brought import Brought
from views.add.copies import copies, described, document_kinds
from views.edition import STORED, reading
from views.words import plain

PLACE = "document_place"
FIELD = "document_"


def show_document(text: Brought) -> None:
    """Draw which text is open, its place, and its facts behind a button."""
    _ = texts()[1]
    known = session.brought()
    if len(known) > 1:
        titles = {name: each.document.title[:40] for name, each in known.items()}
        st.session_state[session.CHOICE] = text.name
        st.selectbox(
            _("Document"),
            list(titles),
            format_func=titles.__getitem__,
            key=session.CHOICE,
            on_change=session.choose,
            label_visibility="collapsed",
        )
    if text.table is None:
        _show_place(text)
    with st.popover(_("About the document"), icon=":material/description:"), st.container(key="document_facts"):
        _show_facts(text)


def _show_place(text: Brought) -> None:
    """Draw the place of a text; a table names the place of each figure."""
    lang, _ = texts()
    place = text.document.place
    names = places.names_to_choose(place, lang)
    if place and place not in names:
        names = {place: places.distinct_names(lang)[place], **names}
    st.session_state[PLACE] = place or None
    picker.choose(
        _("Place"),
        list(names),
        format_func=names.__getitem__,
        key=PLACE,
        on_change=_move,
        placeholder=_("Whose document is it?"),
        help=places.place_help(lang),
    )


def _move() -> None:
    """Callback: the text is that of another place."""
    if (text := session.opened()) is None:
        return
    text.move(st.session_state[PLACE])
    session.settle(text)


def _show_facts(text: Brought) -> None:
    lang, _ = texts()
    document = text.document
    for name in ("title", "issuer", "doc_number", "issued_on", "kind", "grade"):
        st.session_state[f"{FIELD}{name}"] = getattr(document, name)
    for name, label in (
        ("title", _("Title")),
        ("issuer", _("Issued by")),
        ("doc_number", _("Document number")),
        ("issued_on", _("Date of issue")),
    ):
        st.text_input(label, key=f"{FIELD}{name}", max_chars=200, on_change=_describe, args=(name,))
    for name, label, options in (
        ("kind", _("Kind of document"), document_kinds(lang)),
        ("grade", _("How good is this copy?"), copies(lang)),
    ):
        st.selectbox(
            label,
            list(options),
            format_func=options.__getitem__,
            key=f"{FIELD}{name}",
            on_change=_describe,
            args=(name,),
        )
    st.caption(_("The copy decides the grade of each figure; status is judged from B- upward."))
    st.button(
        _("Remove this document and its figures"),
        key="document_drop",
        on_click=session.drop,
        args=(text.name,),
        type="tertiary",
        icon=":material/delete:",
    )


def _describe(name: str) -> None:
    """Callback: a field says something else."""
    if (text := session.opened()) is None:
        return
    with reading(STORED):
        text.document, told = described(text.document, {name: str(st.session_state[f"{FIELD}{name}"])}, texts()[0])
    session.tell(plain(told))
    session.settle(text)
