"""The levers of a scenario: who is in need, five levers first, and the other levers by section.

Each lever is two lines: name, unit and value, and its slider; beside them the way to the record of its default (range and source
stand in its hint), and the way back to it. Only levers that move a number of the scenario are drawn.
"""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.language import texts
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
from views.scenario.state import levers


def show_need(case: Case) -> None:
    """Draw what the demand is by, and the definition of disability."""
    lang, _ = texts()
    called, named = titles(lang), option_names(lang)
    told = _(
        "Current use continues: the share who live in institutions at each age stays. By need: shares of the disabled of each level move "
        "in. By provision: places for a share of all people aged 60+ (9073), or beds per 1,000 of them."
    )
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key="demand"):
        choices.one(st.segmented_control, called["mode"], named["mode"], "mode", required=True, help=told)
    if case.scenario.mode == "policy":
        choices.one(st.selectbox, called["rule"], named["rule"], "rule")
    choices.one(st.selectbox, called["definition"], named["definition"], "definition", "disability_survey")


def show_levers(case: Case, view: str) -> None:
    """Draw the first levers, or those of the view."""
    for name in levers_of_view(case, view):
        show_lever(case, name)


def show_lever(case: Case, name: str) -> None:
    """Draw a lever as a line: its name and value over its slider, the way to its record, and the way back to its default."""
    lang, _ = texts()
    lever, said = levers()[name], card(name, lang)
    with st.container(key=f"card_{name}"):
        choices.lever(typed(name, lang), name, lever.default, said.label, format=said.number, help=said.help)
        st.button(
            _("{lever}: where from?").format(lever=said.name),
            key=f"from_{name}",
            on_click=evidence.ask,
            args=(said.ref,),
            type="tertiary",
            icon=":material/fact_check:",
            help=said.line,
        )
        if name in dict(case.state.scenario.changed):
            st.button(
                _("{lever}: reset").format(lever=said.name),
                key=f"reset_{name}",
                on_click=choices.forget,
                args=(name,),
                type="tertiary",
                icon=":material/undo:",
                help=_("Reset"),
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
