"""The mode advisor: an institution's figures in, what a model's own rules say of it out, each with its clause."""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show_table
from pages.parts.language import texts
from policy.care_models import Institution, faults
from views import models
from views.models import fault_texts, variable_names

MOST_BEDS = 100_000
TRI_STATE = {"": None, "1": 1.0, "0": 0.0}


@evidence.section
def show_advisor() -> None:
    """Draw the questions, the answer in words, and the rules with their clauses."""
    lang, _ = texts()
    model = choices.one(st.selectbox, _("Model whose rules are asked"), models.models_with_rules(lang), "model")
    institution = _questions()
    st.header(_("What the rules say"), anchor=False)
    if found := faults(institution):
        for code in found:
            st.warning(fault_texts(lang)[code], icon=":material/edit:")
        return
    advice = models.advice(model, tuple(institution.items()), lang)
    st.markdown(advice.sentence)
    st.caption(
        _(
            "Decided: every measured condition of the rule holds. Possible: the rule names only the kind, or its words (small, "
            "qualified) give no measure. Unknown: a figure is missing. Rules that do not fit are not listed. Click a row for its clause."
        )
    )
    if advice.refs:
        show_table(advice, key="verdicts")


def _questions() -> Institution:
    """Draw the questions; an impossible answer is taken, as ``faults`` says what is wrong with it."""
    _ = texts()[1]
    names = variable_names(texts()[0])
    kinds = {
        "care_institution": _("Care institution"),
        "medical_institution": _("Medical institution"),
        "community_centre": _("Community care centre"),
        "home": _("Older person at home"),
    }
    yes_no = {"": _("not known"), "1": _("yes"), "0": _("no")}
    first, second, third, fourth = st.columns(4)
    kind = choices.one(first.selectbox, _("Kind of institution"), kinds, "kind")
    answers: dict[str, str | float | None] = {"kind": kind}
    if kind == "home":
        answers["age"] = choices.amount(second, names["age"], "age", 130, least=-130)
        return answers
    answers["care_beds"] = choices.amount(second, names["care_beds"], "care_beds", MOST_BEDS, least=-MOST_BEDS)
    answers["medical_beds"] = choices.amount(third, names["medical_beds"], "medical_beds", MOST_BEDS, least=-MOST_BEDS)
    answers["bed_use"] = choices.amount(fourth, names["bed_use"], "bed_use", 1000, least=-1000)
    for holder, name in zip(st.columns(4), ("has_clinic", "partner_hospital", "community_contract"), strict=False):
        answers[name] = TRI_STATE[choices.one(holder.selectbox, names[name], yes_no, name)]
    if kind == "medical_institution":
        levels = {"": _("not known"), "1": "1", "2": "2", "3": "3"}
        chosen = choices.one(fourth.selectbox, names["hospital_level"], levels, "hospital_level")
        answers["hospital_level"] = float(chosen) if chosen else None
    return answers
