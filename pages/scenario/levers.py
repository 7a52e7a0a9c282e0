"""The levers of a scenario: who is in need, five levers first, and the other levers by section.

Each lever is a card: name, default, range, unit, where the default is from, and a way back to it. Only levers that move a
number of the scenario are drawn.
"""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.language import texts
from views.scenario.case import Case
from views.scenario.controls import (
    card,
    changed_elsewhere,
    first_levers,
    more_levers,
    option_names,
    titles,
)
from views.scenario.state import levers


def show_need(case: Case) -> None:
    """Draw the definition, who decides about places, and the first levers."""
    lang, _ = texts()
    called, named = titles(lang), option_names(lang)
    choices.one(st.selectbox, called["definition"], named["definition"], "definition", "disability_survey")
    choices.one(
        st.segmented_control,
        called["mode"],
        named["mode"],
        "mode",
        required=True,
        help=_(
            "By need: shares of the disabled of each level. By 9073: of all people aged 60+, a policy wants 90% to live at home, 7% with "
            "a place in the community and 3% in institutions; the last two are levers."
        ),
    )
    for name in first_levers(case):
        show_lever(case, name)


def show_lever(case: Case, name: str) -> None:
    """Draw a lever as a card."""
    lang, _ = texts()
    lever, said = levers()[name], card(name, lang)
    with st.container(border=True, key=f"card_{name}", gap="xsmall"):
        choices.slider(
            st,
            said.label,
            name,
            lever.default,
            (lever.low, lever.high),
            lever.step,
            later=True,
            format=said.number,
            help=said.help,
        )
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
