"""The first screen: what can be brought, where it stays, and how to begin."""

import streamlit as st

from exports.own_template import template
from pages.add.bring import show_bring
from pages.add.outcome import show_outcome
from pages.parts import choices, own, picker
from pages.parts.figure import head
from pages.parts.language import texts
from pages.parts.mine import mine
from views import places
from views.add.outcome import added_sentence
from views.edition import STORED, reading
from views.words import plain

TEMPLATE = "template_place"
YEARS = 5  # of results that the template asks for


def show_first() -> None:
    """Draw the first screen."""
    lang, _ = texts()
    head(
        _("Add a city"),
        _(
            "Bring a city's plan, report or statistics: its figures are read, you check them, and the city then stands "
            "beside all others, each figure with its wording."
        ),
    )
    if added := own.added():
        with st.container(horizontal=True, vertical_alignment="center", key="add_restored"):
            st.markdown(f"**{plain(added_sentence(added, lang))}**")
            show_outcome("")
    left, right = st.columns([58, 42], gap="small")
    with left:
        with st.container(border=True, key="add_bring"):
            show_bring(height=190)
        _show_steps()
    with right:
        _show_kinds()
        _show_template()


def _show_steps() -> None:
    _ = texts()[1]
    steps = (
        (_("Bring it"), _("One file or a pasted text at a time, as many as you like.")),
        (_("Check it"), _("The wording at the left, the figures at the right: accept, correct or reject.")),
        (_("Use it"), _("In comparisons, gaps, portraits, scenarios and slides, marked as added here.")),
    )
    with st.grid(3, min_column_width=180):
        for number, (title, told) in enumerate(steps, start=1):
            with st.container(border=True, height="stretch"):
                st.markdown(f"**{number} {title}**")
                st.caption(told)


def _show_kinds() -> None:
    _ = texts()[1]
    kinds = (
        _("A plan, scheme, notice or report: Word (.docx), PDF with text, web page, plain text"),
        _("A statistics table: Excel (.xlsx, .xls), CSV, or cells pasted from a spreadsheet"),
        _("What you saved here before (.yiyang.zip)"),
    )
    with st.container(border=True):
        st.markdown(f"**{_('What can be brought')}**")
        st.markdown("\n".join(f"- {line}" for line in kinds))
        st.markdown(f"**{_('Where it stays')}**")
        st.markdown(
            _(
                "The file is read on the computer that runs this atlas and goes nowhere else. Nothing is written to disk, "
                "nobody else sees it, and it ends when you close the page, unless you save it."
            )
        )


def _show_template() -> None:
    """Draw the download of a sheet to fill in, of any city or province."""
    lang, _ = texts()
    with st.container(border=True, key="add_template"):
        st.markdown(f"**{_('A table to fill in')}**")
        with reading(STORED):
            names = places.names_to_choose("", lang, mine())
        st.session_state.setdefault(TEMPLATE, mine() or None)
        with st.container(horizontal=True, vertical_alignment="center"):
            place = picker.choose(
                _("City or province"),
                list(names),
                format_func=names.__getitem__,
                key=TEMPLATE,
                on_change=lambda: None,
                placeholder=_("Choose"),
            )
            this = choices.today().year
            st.download_button(
                _("Download the template"),
                lambda: _template(place, lang, range(this - YEARS, this)),
                file_name=f"{_('Elderly-care figures to fill in')}-{names.get(place, '')}.xlsx",
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                key="add_template_file",
                on_click="ignore",
                disabled=not place,
                icon=":material/download:",
            )


def _template(place: str, lang: str, years: range) -> bytes:
    with reading(STORED):
        return template(place, lang, years)
