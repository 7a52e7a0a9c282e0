"""模式 Models: how cities organise care, which services each mode covers, named institutions, and the mode advisor."""

from itertools import cycle

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show, show_chart, show_table
from pages.parts.language import texts
from views import models
from views.address import Typed

lang, _ = texts()


@evidence.section
def tree_view() -> None:
    """One model as a tree to look at and a list to open."""
    root = choices.one(st.selectbox, _("Model"), models.model_names(lang), "model")
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
    show_chart(tree.figure, key="tree", title=tree.title)
    show_table(tree, key="nodes")


@evidence.section
def services_view() -> None:
    """Which mode covers which service."""
    show(
        models.services_by_mode(lang),
        key="services",
        how_to_read=_(
            "A mark where the document names the service for that mode; an empty cell means that it names none, not "
            "that there is none. Click a mark for its clause."
        ),
    )


@evidence.section
def institutions_view() -> None:
    """Named institutions with their bed split."""
    show(
        models.institutions(lang),
        key="institutions",
        how_to_read=_(
            "Examples that documents name; they say nothing of the city as a whole. Beds that the printed parts leave "
            "unexplained stay unexplained. Click a row for its clause."
        ),
    )


@evidence.section
def advisor_view() -> None:
    """An institution's figures in, what a model's own rules say of it out, each with its clause."""
    model = choices.one(st.selectbox, _("Model whose rules are asked"), models.models_with_rules(lang), "model")
    institution = ask_for_institution(model)
    st.header(_("What the rules say"), anchor=False)
    if faults := models.faults(institution, lang):
        for fault in faults:
            st.warning(fault, icon=":material/edit:")
        return
    advice = models.advice(model, institution, lang)
    st.markdown(advice.sentence)
    st.caption(
        _(
            "Decided: every measured condition of the rule holds. Possible: the rule names only the kind, or its words (small, "
            "qualified) give no measure. Unknown: a figure is missing. Rules that do not fit are not listed. Click a row for its clause."
        )
    )
    if advice.refs:
        show_table(advice, key="verdicts")


def ask_for_institution(model: str) -> models.Answers:
    """Draw the questions that the model's rules ask; an impossible number is taken, as the answer says what is wrong with it."""
    names = models.variable_names(lang)
    slots = cycle(st.columns(4))
    kind = choices.one(next(slots).selectbox, names["kind"], models.kinds(lang), "kind")
    answers: dict[str, models.Value | None] = {"kind": kind}
    for name, most in models.numbers_of(model, kind).items():
        answers[name] = choices.amount(next(slots), Typed(names[name], -most, most, (models.UNITS[name],)), name)
    for name, options in models.options_of(model, kind, lang).items():
        code = choices.one(next(slots).selectbox, names[name], options, name)
        answers[name] = float(code) if code else None
    return tuple(answers.items())


views = {
    "tree": (_("A model and its modes"), tree_view),
    "services": (_("Services by mode"), services_view),
    "institutions": (_("Named institutions"), institutions_view),
    "advisor": (_("Which mode fits?"), advisor_view),
}
choices.view(views)
