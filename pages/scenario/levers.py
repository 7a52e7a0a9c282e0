"""The levers of a scenario: who is in need, five levers first, and the other levers by section.

Each lever is a card: name, default, range, unit, where the default is from, and a way back to it. Only levers that move a
number of the scenario are drawn.
"""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.language import texts
from views.scenario.answer import basis
from views.scenario.case import Case
from views.scenario.controls import (
    card,
    changed_elsewhere,
    levers_of_view,
    more_levers,
    option_names,
    titles,
    typed,
)
from views.scenario.records import residents_ref
from views.scenario.state import levers
from views.words import plain, say_plain


def show_mode(lang: str) -> None:
    """Draw the choice of the demand: current use, need or provision."""
    _ = texts()[1]
    told = _(
        "Current use continues: the share who live in institutions at each age stays. By need: shares of the disabled of each level move "
        "in. By provision: places for a share of all people aged 60+ (9073), or beds per 1,000 of them."
    )
    called, named = titles(lang)["mode"], option_names(lang)["mode"]
    choices.one(st.segmented_control, called, named, "mode", required=True, help=told)


def show_need(case: Case, view: str) -> None:
    """Draw what the demand is by, the definition of disability, and the first levers, or those of the view."""
    lang, _ = texts()
    called, named = titles(lang), option_names(lang)
    if case.scenario.mode == "policy":
        choices.one(st.selectbox, called["rule"], named["rule"], "rule")
    if case.scenario.mode == "use":
        choices.amount(st, typed("residents", lang), "residents")
        evidence.button(residents_ref(case), key="from_residents", line=plain(say_plain(basis(case, lang), lang)))
    choices.one(st.selectbox, called["definition"], named["definition"], "definition", "disability_survey")
    for name in levers_of_view(case, view):
        show_lever(case, name)


def show_lever(case: Case, name: str) -> None:
    """Draw a lever as a card."""
    lang, _ = texts()
    lever, said = levers()[name], card(name, lang)
    with st.container(border=True, key=f"card_{name}", gap="xsmall"):
        choices.lever(typed(name, lang), name, lever.default, said.label, format=said.number, help=said.help)
        evidence.button(said.ref, key=f"from_{name}", line=said.line)
        if name in dict(case.state.scenario.changed):
            st.button(
                _("Reset"),
                key=f"reset_{name}",
                on_click=choices.forget,
                args=(name,),
                type="tertiary",
                icon=":material/undo:",
            )


def show_more(case: Case) -> None:
    """Draw the other levers, one section at a time."""
    lang, _ = texts()
    fold = st.expander(_("More levers"), key="more_fold", on_change="rerun")
    if not fold.open:
        if changed := changed_elsewhere(case, lang):
            st.caption(_("Changed here: {names}").format(names=changed))
        return
    by_section = more_levers(case)
    sections = {name: option_names(lang)["more"][name] for name in by_section}
    with fold:
        section = choices.one(st.selectbox, titles(lang)["more"], sections, "more")
        for name in by_section[section]:
            show_lever(case, name)
