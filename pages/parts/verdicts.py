"""Verdicts of the mode advisor in words."""

import pandas as pd

from i18n.texts import translator
from pages.parts import model_rows, tables
from policy.care_models import Verdict


def variable_names(lang: str) -> dict[str, str]:
    """Return the name of every variable a rule may ask for."""
    _ = translator(lang)
    return {
        "kind": _("Kind of institution"),
        "care_beds": _("Care beds"),
        "medical_beds": _("Medical beds"),
        "bed_use": _("Bed use (%)"),
        "has_clinic": _("Clinic inside"),
        "partner_hospital": _("Partner hospital"),
        "community_contract": _("Community contract"),
        "hospital_level": _("Hospital level"),
        "age": _("Age"),
    }


def fault_texts(lang: str) -> dict[str, str]:
    """Return a sentence for each fault of an institution's figures."""
    _ = translator(lang)
    return {
        "no_beds": _("The institution has no beds: give its care beds or its medical beds."),
        "negative_beds": _("A number of beds is below zero: give a number of at least 0."),
        "beds_not_whole": _("A number of beds is not whole: give a whole number."),
        "bed_use": _("The bed use lies outside 0 to 100%: give a share between the two."),
    }


def verdict_table(verdicts: list[Verdict], lang: str) -> pd.DataFrame:
    """Return verdicts as a table to read."""
    _ = translator(lang)
    nodes = tables.table("care_models").set_index("node")
    names = model_rows.node_names(lang)
    states = {"decided": _("decided"), "possible": _("possible"), "unknown": _("unknown")}
    variables = variable_names(lang)
    rules = nodes.loc[[verdict.node for verdict in verdicts]].reset_index(drop=True)
    return pd.DataFrame(
        {
            _("Answer"): [states[verdict.state] for verdict in verdicts],
            _("Mode"): [names[verdict.mode] for verdict in verdicts],
            _("Rule"): rules["rule"],
            _("In words"): rules[f"name_{lang}"],
            _("What it allows"): rules[f"outcome_{lang}"],
            _("Missing"): [", ".join(variables[name] for name in verdict.unknown) for verdict in verdicts],
            _("Printed words"): rules["as_printed"],
            _("Clause"): rules["clause"],
        }
    )
