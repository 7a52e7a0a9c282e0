"""模式 Models: cities' care models side by side, which services each mode covers, named institutions, and the mode advisor."""

from itertools import cycle

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show, show_table
from pages.parts.language import texts
from pages.parts.layout import filters
from pages.parts.text_table import show_text_table
from views import models
from views.address import Typed

lang, _ = texts()


def chosen_models() -> tuple[str, ...]:
    """Ask which models stand side by side."""
    asked = {"placeholder": _("Choose models"), "max_selections": models.MOST_MODELS}
    with filters():
        return tuple(choices.many(_("Models"), models.model_names(lang), "models", list(models.FIRST_MODELS), **asked))


@evidence.section
def side_view() -> None:
    """Models as columns, a mode or part a row; below, one of them clause by clause."""
    chosen = chosen_models()
    if not chosen:
        st.info(_("Choose at least one model."))
        return
    table = models.side_by_side(chosen, lang)
    st.markdown(table.sentence)
    show_text_table(table, key="side", label=_("Care models side by side"))
    st.caption(
        _(
            "Each row is a mode or part, in the order of each text: rows of one number are not the same kind of "
            "mode. What a text does not say is said to be not seen. Click a cell for its clause and its parts."
        )
    )
    root = choices.one(
        st.selectbox, _("Clause by clause"), {each: models.model_names(lang)[each] for each in chosen}, "model"
    )
    own = models.clauses(root, lang)
    st.markdown(own.sentence)
    show_table(own, key="nodes")


@evidence.section
def services_view() -> None:
    """Which mode covers which service."""
    if chosen := chosen_models():
        show(
            models.services_by_mode(chosen, lang),
            key="services",
            how_to_read=_(
                "A mark where the document names the service for that mode; an empty cell means that it names none, not "
                "that there is none. Click a mark for its clause."
            ),
        )
    else:
        st.info(_("Choose at least one model."))


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
    with filters():
        model = choices.one(st.selectbox, _("Model whose rules are applied"), models.models_with_rules(lang), "model")
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
    "side": (_("Side by side"), side_view),
    "services": (_("Services by mode"), services_view),
    "institutions": (_("Named institutions"), institutions_view),
    "advisor": (_("Which mode fits?"), advisor_view),
}
choices.view(views)
