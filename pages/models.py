"""模式 Models: how cities organise care, which services each mode covers, named institutions, and the mode advisor."""

import streamlit as st

from charts.tree import icicle
from pages.parts import choices, evidence, model_rows, tables
from pages.parts.advisor import show_advisor
from pages.parts.figure import show_linked_table, show_table, show_unlinked_chart
from pages.parts.kept import linked
from pages.parts.language import texts
from pages.parts.words import plain, say
from policy.care_models import models, services, subtree
from policy.sentences import institutions_sentence, model_sentence, services_sentence

lang, _ = texts()
care_models = tables.table("care_models")
names = model_rows.node_names(lang)


@st.fragment
def tree_view() -> None:
    """One model as a tree to look at and a list to open."""
    roots = models(care_models)
    root = choices.one(st.selectbox, _("Model"), {node: names[node] for node in roots["node"]}, "model")
    tree = subtree(care_models, root)
    note = tree.iloc[0]["note" if lang == "zh" else "note_en"]
    st.header(names[root], anchor=False)
    st.markdown(say(model_sentence(tree), lang))
    if note:
        st.info(plain(note), icon=":material/info:")
    st.caption(
        _(
            "From left to right: the model, its modes, and their components, rules (orange) and examples (grey). Click"
            " a box to enlarge it; the list below opens the clause of each."
        )
    )
    show_unlinked_chart(icicle(model_rows.boxes(tree, lang)), key="tree", alt=names[root])
    show_table(model_rows.node_table(tree, lang), ("node:" + tree["node"]).tolist(), key="nodes")
    evidence.show_asked()


@st.fragment
def services_view() -> None:
    """Which mode covers which service."""
    st.markdown(say(services_sentence(services(care_models)), lang))
    st.caption(
        _(
            "A mark where the document names the service for that mode; an empty cell means that it names none, not "
            "that there is none. Click a mark for its clause."
        )
    )
    show_linked_table(linked(model_rows.service_matrix(care_models, lang), ""), key="services")
    evidence.show_asked()


@st.fragment
def institutions_view() -> None:
    """Named institutions with their bed split."""
    institutions = tables.table("institutions")
    st.markdown(say(institutions_sentence(institutions), lang))
    st.caption(
        _(
            "Examples that documents name; they say nothing of the city as a whole. Beds that the printed parts leave "
            "unexplained stay unexplained. Click a row for its clause."
        )
    )
    show_table(
        model_rows.institution_table(institutions, lang),
        ("institution:" + institutions["institution"]).tolist(),
        key="institutions",
    )
    evidence.show_asked()


st.title(_("Care models"), anchor=False)
views = {
    "tree": (_("A model and its modes"), tree_view),
    "services": (_("Services by mode"), services_view),
    "institutions": (_("Named institutions"), institutions_view),
    "advisor": (_("Which mode fits?"), show_advisor),
}
titles = {name: title for name, (title, _draw) in views.items()}
view = choices.one(st.segmented_control, _("View"), titles, "view", required=True, label_visibility="collapsed")
views[view][1]()
