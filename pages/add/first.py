"""The first screen: what can be brought, where it stays, and how to begin."""

import streamlit as st

from pages.add.bring import show_bring
from pages.parts.figure import head
from pages.parts.language import texts


def show_first() -> None:
    """Draw the first screen."""
    _ = texts()[1]
    head(
        _("Add a city"),
        _(
            "Bring a city's plan, report or statistics: its figures are read, you check them, and the city then stands "
            "beside all others, each figure with its wording."
        ),
    )
    left, right = st.columns([58, 42], gap="medium")
    with left:
        with st.container(border=True, key="add_bring"):
            show_bring(height=260)
        with st.grid(3, min_column_width=180):
            for number, (title, told) in enumerate(
                (
                    (_("Bring it"), _("One file or a pasted text at a time, as many as you like.")),
                    (_("Check it"), _("The wording at the left, the figures at the right: accept, correct or reject.")),
                    (_("Use it"), _("In comparisons, gaps, portraits, scenarios and slides, marked as added here.")),
                ),
                start=1,
            ):
                with st.container(border=True, height="stretch"):
                    st.markdown(f"**{number} {title}**")
                    st.caption(told)
    with right:
        with st.container(border=True):
            st.markdown(f"**{_('What can be brought')}**")
            st.markdown(
                "\n".join(
                    f"- {line}"
                    for line in (
                        _("A plan, scheme, notice or report: Word (.docx), PDF with text, web page, plain text"),
                        _("A statistics table: Excel (.xlsx, .xls), CSV, or cells pasted from a spreadsheet"),
                        _("What you saved here before (.yiyang.zip)"),
                    )
                )
            )
        with st.container(border=True):
            st.markdown(f"**{_('Where it stays')}**")
            st.markdown(
                _(
                    "The file is read on the computer that runs this atlas and goes nowhere else. Nothing is written to disk, "
                    "nobody else sees it, and it is gone when you close the page, unless you save it."
                )
            )
