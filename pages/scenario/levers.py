"""The controls of a scenario: who is in need, five levers first, the policy and what stands, and the other levers by section.

Each lever is a card: name, default, range, unit, where the default is from, and a way back to it. Only levers that move a
number of the scenario are drawn.
"""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.language import texts
from policy.refs import ref
from views.scenario.case import Case, usual_pack_of
from views.scenario.controls import (
    BUILDING,
    active,
    card,
    changed_elsewhere,
    contradictions,
    counted_line,
    first_levers,
    more_levers,
    option_names,
    titles,
    to_give,
    typed,
)
from views.scenario.state import STANDARDS, STOCKS, levers


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


def show_policy(case: Case) -> None:
    """Draw the policy that is tried, which beds are provided, and what stands."""
    lang, _ = texts()
    called, named = titles(lang), option_names(lang)
    st.subheader(_("Policy and stock"), anchor=False)
    choices.one(st.selectbox, called["pack"], named["pack"], "pack", usual_pack_of(case.place))
    choices.one(st.selectbox, called["plan"], named["plan"], "plan")
    if asked := to_give(case.pack):
        for name in asked:
            choices.amount(st, typed(name, lang), name)
        st.caption(
            _(
                "The policy has prices for these, and no table at hand counts them: what you give enters the cost, what you leave empty stays "
                "out. What is added stands from that year on."
            )
        )
    if BUILDING in active(case):
        show_lever(case, BUILDING)
    for name in STOCKS:
        choices.amount(st, typed(name, lang), name)
        if counted := counted_line(case, name, lang):
            evidence.button(counted[1], key=f"from_{name}", line=counted[0])
    for told in contradictions(case, lang):
        st.warning(told)
    fold = st.expander(_("Borrow a target, scale prices"), key="borrow_fold", on_change="rerun")
    if fold.open:
        with fold:
            for name in STANDARDS.values():
                choices.one(st.selectbox, called[name], named[name], name)
                if fact := getattr(case.state, name):
                    evidence.button(ref("fact", fact), key=f"from_{name}")
            choices.lever(typed("scale", lang), "scale", 100.0, called["scale"])
            choices.one(st.segmented_control, called["after"], named["after"], "after", required=True)


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
