"""The mode advisor: an institution's figures in, what a model's own rules say of it out, each with its clause."""

import streamlit as st

from pages.parts import choices, evidence, model_rows, tables
from pages.parts.figure import show_table
from pages.parts.language import texts
from pages.parts.verdicts import fault_texts, variable_names, verdict_table
from pages.parts.words import say
from policy.care_models import Institution, advise, faults, models, subtree
from policy.sentences import verdict_sentence

MOST_BEDS = 100_000
TRI_STATE = {"": None, "1": 1.0, "0": 0.0}


@st.fragment
def show_advisor() -> None:
    """Draw the questions, the answer in words, and the rules with their clauses."""
    lang, _ = texts()
    care_models = tables.table("care_models")
    names = model_rows.node_names(lang)
    with_rules = [root for root in models(care_models)["node"] if (subtree(care_models, root)["rule"] != "").any()]
    model = choices.one(
        st.selectbox, _("Model whose rules are asked"), {node: names[node] for node in with_rules}, "model"
    )
    institution = _questions()
    st.header(_("What the rules say"), anchor=False)
    if found := faults(institution):
        for code in found:
            st.warning(fault_texts(lang)[code], icon=":material/edit:")
        return
    verdicts = [verdict for verdict in advise(care_models, model, institution) if verdict.state != "fails"]
    st.markdown(say(verdict_sentence(verdicts, model_rows.bilingual_names()), lang))
    st.caption(
        _(
            "Decided: every measured condition of the rule holds. Possible: the rule names only the kind, or its words (small, "
            "qualified) give no measure. Unknown: a figure is missing. Rules that do not fit are not listed. Click a row for its clause."
        )
    )
    if verdicts:
        show_table(verdict_table(verdicts, lang), [f"node:{verdict.node}" for verdict in verdicts], key="verdicts")
    evidence.show_asked()


def _questions() -> Institution:
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
        answers["age"] = choices.amount(second, names["age"], "age", 130)
        return answers
    answers["care_beds"] = choices.amount(second, names["care_beds"], "care_beds", MOST_BEDS)
    answers["medical_beds"] = choices.amount(third, names["medical_beds"], "medical_beds", MOST_BEDS)
    answers["bed_use"] = choices.amount(fourth, names["bed_use"], "bed_use", 1000)
    for holder, name in zip(st.columns(4), ("has_clinic", "partner_hospital", "community_contract"), strict=False):
        answers[name] = TRI_STATE[choices.one(holder.selectbox, names[name], yes_no, name)]
    if kind == "medical_institution":
        levels = {"": _("not known"), "1": "1", "2": "2", "3": "3"}
        chosen = choices.one(fourth.selectbox, names["hospital_level"], levels, "hospital_level")
        answers["hospital_level"] = float(chosen) if chosen else None
    return answers
