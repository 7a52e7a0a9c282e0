"""What comes of it: the pages where the city now stands, and the files to take along."""

import streamlit as st

from exports.contribution import contribution
from pages.add import session
from pages.parts import choices, own
from pages.parts.figure import show_link
from pages.parts.language import texts
from pages.parts.mine import mine
from views.add.outcome import added_places, added_sentence, ways_on
from views.edition import bound
from views.own.rows import Own
from views.own.saved import written
from views.places import distinct_names
from views.words import plain


def show_outcome(place: str) -> None:
    """Draw the ways on and the files, once something is added; ``place`` comes first, if it is among what was added."""
    lang, _ = texts()
    added = own.added()
    if not added:
        return
    with st.popover(_("See it in"), icon=":material/arrow_forward:", type="primary"):
        st.markdown(plain(added_sentence(added, lang)))
        for way in ways_on(added, place, mine(), lang):
            show_link(way, key=f"way_{way.page}")
    with st.popover(_("Save"), icon=":material/save:"):
        _show_files(added)
        _show_restored()


def _show_files(added: Own) -> None:
    lang, _ = texts()
    found = added_places(added)
    name = f"{distinct_names(lang)[found[0]]}-{choices.today().isoformat()}"
    st.download_button(
        _("Save what was added (.yiyang.zip)"),
        bound(lambda: written(added)),
        file_name=f"{name}.yiyang.zip",
        mime="application/zip",
        key="add_save",
        on_click="ignore",
        icon=":material/save:",
    )
    st.caption(_("Bring the file here again and everything stands as it does now. The document itself is not in it."))
    st.download_button(
        _("Rows to hand in (CSV)"),
        bound(lambda: contribution(added, choices.today())),
        file_name=f"{name}-csv.zip",
        mime="application/zip",
        key="add_rows",
        on_click="ignore",
        icon=":material/table_rows:",
    )
    st.caption(_("The figures with their wording, in the form in which the atlas keeps its own."))


def _show_restored() -> None:
    """Draw how what was restored is given up again."""
    _ = texts()[1]
    if count := len(session.restored().facts):
        st.button(
            _("Remove the {count} restored figures").format(count=count),
            key="add_forget",
            on_click=session.forget,
            type="tertiary",
            icon=":material/delete:",
        )
