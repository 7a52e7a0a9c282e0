"""What a table leaves open: questions to be answered, and the cells that were not used."""

import streamlit as st

from loaders.own_table.records import SKIP, Question
from pages.add import session
from pages.parts import picker
from pages.parts.language import texts
from views import places
from views.add.brought import Brought
from views.add.cells import answers_to, question_text, unused_text
from views.add.tables import answered, ground
from views.edition import STORED, reading
from views.words import plain

MOST_UNUSED = 60


def show_questions(text: Brought) -> None:
    """Draw what is asked about a table; each answer reads it anew."""
    _ = texts()[1]
    if text.table is None or not text.table.questions:
        return
    with st.container(border=True, key="questions"):
        st.markdown(f"**{_('To be answered first')}**")
        for at, question in enumerate(text.table.questions):
            _show_question(text, at, question)


def _show_question(text: Brought, at: int, question: Question) -> None:
    lang, _ = texts()
    key = f"question_{at}"
    st.session_state[key] = None
    st.markdown(plain(question_text(question, lang)))
    options = answers_to(question, lang)

    def answer() -> None:
        text = session.opened()
        if text is None:
            return
        if chosen := st.session_state[key]:
            with reading(STORED):
                answered(text, question.key, chosen, ground())
            session.settle(text)

    if question.open and question.about == "place":
        known = {SKIP: options.pop(SKIP)}
        options |= places.names_to_choose(text.document.place, lang) | known
        picker.choose(
            _("Answer"),
            list(options),
            format_func=options.__getitem__,
            key=key,
            on_change=answer,
            placeholder=_("Choose"),
            label_visibility="collapsed",
        )
        return
    st.selectbox(
        _("Answer"),
        list(options),
        index=None,
        format_func=options.__getitem__,
        key=key,
        on_change=answer,
        placeholder=_("Choose"),
        label_visibility="collapsed",
        accept_new_options=question.open and question.about == "year",
    )


def show_unused(text: Brought) -> None:
    """Draw what of a table was not used, and why, behind a button."""
    lang, _ = texts()
    if text.table is None or not text.table.unused:
        return
    left = text.table.unused
    with st.popover(_("Not used ({count})").format(count=len(left)), icon=":material/filter_alt_off:"):
        st.markdown("\n".join(f"- {plain(unused_text(each, lang))}" for each in left[:MOST_UNUSED]))
        if len(left) > MOST_UNUSED:
            st.caption(_("{count} more.").format(count=len(left) - MOST_UNUSED))
