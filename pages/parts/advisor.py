"""The mode advisor: an institution's figures in, what a model's own rules say of it out, each with its clause."""

from itertools import cycle

import streamlit as st

from pages.parts import choices, evidence, shown_models
from pages.parts.figure import show_table
from pages.parts.language import texts
from pages.parts.verdicts import fault_texts, variable_names
from policy.care_models import Institution, faults

# Numbers that may be asked for, each with the largest that is taken.
MOST = {"age": 130, "care_beds": 100_000, "medical_beds": 100_000, "bed_use": 1000}
TRI_STATES = ("has_clinic", "partner_hospital", "community_contract")
TRI_STATE = {"": None, "1": 1.0, "0": 0.0}


@evidence.section
def show_advisor() -> None:
    """Draw the questions, the answer in words, and the rules with their clauses."""
    lang, _ = texts()
    model = choices.one(st.selectbox, _("Model whose rules are asked"), shown_models.models_with_rules(lang), "model")
    institution = _questions(model)
    st.header(_("What the rules say"), anchor=False)
    if found := faults(institution):
        for code in found:
            st.warning(fault_texts(lang)[code], icon=":material/edit:")
        return
    advice = shown_models.advice(model, tuple(institution.items()), lang)
    st.markdown(advice.sentence)
    st.caption(
        _(
            "Decided: every measured condition of the rule holds. Possible: the rule names only the kind, or its words (small, "
            "qualified) give no measure. Unknown: a figure is missing. Rules that do not fit are not listed. Click a row for its clause."
        )
    )
    if advice.refs:
        show_table(advice.table, advice.refs, key="verdicts")


def _questions(model: str) -> Institution:
    """Draw the questions that the model's rules ask; an impossible answer is taken, as ``faults`` says what is wrong with it."""
    lang, _ = texts()
    names = variable_names(lang)
    kinds = {
        "care_institution": _("Care institution"),
        "medical_institution": _("Medical institution"),
        "community_centre": _("Community care centre"),
        "home": _("Older person at home"),
    }
    yes_no = {"": _("not known"), "1": _("yes"), "0": _("no")}
    holders = cycle(st.columns(4))
    kind = choices.one(next(holders).selectbox, _("Kind of institution"), kinds, "kind")
    answers: dict[str, str | float | None] = {"kind": kind}
    asked = shown_models.questions(model, kind) | ({"care_beds", "medical_beds"} if kind != "home" else set())
    for name, most in MOST.items():
        if name in asked:
            answers[name] = choices.amount(next(holders), names[name], name, most, least=-most)
    for name in TRI_STATES:
        if name in asked:
            answers[name] = TRI_STATE[choices.one(next(holders).selectbox, names[name], yes_no, name)]
    if "hospital_level" in asked:
        levels = {"": _("not known"), "1": "1", "2": "2", "3": "3"}
        chosen = choices.one(next(holders).selectbox, names["hospital_level"], levels, "hospital_level")
        answers["hospital_level"] = float(chosen) if chosen else None
    return answers
