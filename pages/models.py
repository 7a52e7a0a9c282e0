"""模式 Models: how cities organise care, which services each mode covers, named institutions, and the mode advisor."""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.advisor import show_advisor
from pages.parts.figure import show_chart, show_table
from pages.parts.language import texts
from views import models

lang, _ = texts()


@evidence.section
def tree_view() -> None:
    """One model as a tree to look at and a list to open."""
    names = models.model_names(lang)
    root = choices.one(st.selectbox, _("Model"), names, "model")
    tree = models.tree(root, lang)
    st.header(tree.title, anchor=False)
    st.markdown(tree.sentence)
    if tree.note:
        st.info(tree.note, icon=":material/info:")
    st.caption(
        _(
            "From left to right: the model, its modes, and their components, rules (orange) and examples (grey). Click"
            " a box to enlarge it; the list below opens the clause of each."
        )
    )
    show_chart(tree.figure, key="tree", alt=tree.title)
    show_table(tree, key="nodes")


@evidence.section
def services_view() -> None:
    """Which mode covers which service."""
    services = models.services_by_mode(lang)
    st.markdown(services.sentence)
    st.caption(
        _(
            "A mark where the document names the service for that mode; an empty cell means that it names none, not "
            "that there is none. Click a mark for its clause."
        )
    )
    show_table(services, key="services")


@evidence.section
def institutions_view() -> None:
    """Named institutions with their bed split."""
    institutions = models.institutions(lang)
    st.markdown(institutions.sentence)
    st.caption(
        _(
            "Examples that documents name; they say nothing of the city as a whole. Beds that the printed parts leave "
            "unexplained stay unexplained. Click a row for its clause."
        )
    )
    show_table(institutions, key="institutions")


st.title(_("Care models"), anchor=False)
views = {
    "tree": (_("A model and its modes"), tree_view),
    "services": (_("Services by mode"), services_view),
    "institutions": (_("Named institutions"), institutions_view),
    "advisor": (_("Which mode fits?"), show_advisor),
}
choices.view(views)
