"""The controls of money: the policy that is tried, what it has prices for, which beds are provided, and what stands."""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.language import texts
from pages.scenario.levers import show_lever
from policy.refs import ref
from policy.scenario.borrowed import NO_PACK
from views.scenario.answer import basis
from views.scenario.case import Case
from views.scenario.controls import (
    BUILDING,
    active,
    borrowable,
    contradictions,
    counted_line,
    option_names,
    titles,
    to_give,
    typed,
)
from views.scenario.packs import usual_pack_of
from views.scenario.records import residents_ref
from views.words import plain, say_plain


def show_policy(case: Case) -> None:
    """Draw the policy that is tried, which beds are provided, and what stands, behind a fold; folded, the policy is named."""
    lang, _ = texts()
    for told in contradictions(case, lang):
        st.warning(told)
    fold = st.expander(_("Policy and stock"), key="policy_fold", on_change="rerun")
    if fold.open:
        with fold:
            _choose_policy(case)
    elif case.pack != NO_PACK:
        st.caption(_("Policy: {policy}").format(policy=plain(option_names(lang)["pack"][case.pack])))


def _choose_policy(case: Case) -> None:
    lang, _ = texts()
    called, named = titles(lang), option_names(lang)
    choices.one(st.selectbox, called["pack"], named["pack"], "pack", usual_pack_of(case.place))
    choices.one(st.selectbox, called["plan"], named["plan"], "plan")
    _ask_what_is_priced(case)
    if BUILDING in active(case):
        show_lever(case, BUILDING)
    if case.scenario.mode == "use":
        choices.amount(st, typed("residents", lang), "residents")
        evidence.button(residents_ref(case), key="from_residents", line=plain(say_plain(basis(case, lang), lang)))
    for name in ("stock", "nursing_stock", "carer_stock"):
        choices.amount(st, typed(name, lang), name)
        if counted := counted_line(case, name, lang):
            evidence.button(counted[1], key=f"from_{name}", line=counted[0])
    fold = st.expander(_("Borrow a target, scale prices"), key="borrow_fold", on_change="rerun")
    if fold.open:
        with fold:
            for name in borrowable(case):
                _show_borrowed(case, name)


def _show_borrowed(case: Case, name: str) -> None:
    lang = texts()[0]
    called, named = titles(lang)[name], option_names(lang)
    if name == "scale":
        choices.lever(typed(name, lang), name, 100.0, called)
    elif name == "after":
        choices.one(st.segmented_control, called, named[name], name, required=True)
    else:
        choices.one(st.selectbox, called, named[name], name)
        if fact := getattr(case.state, name):
            evidence.button(ref("fact", fact), key=f"from_{name}")


def _ask_what_is_priced(case: Case) -> None:
    """Draw the fields for what the policy has prices for and the viewer counts; with the count at hand, where there is one."""
    lang, _ = texts()
    if not (asked := to_give(case.pack)):
        return
    for name in asked:
        choices.amount(st, typed(name, lang), name)
        if counted := counted_line(case, name, lang):
            evidence.button(counted[1], key=f"from_{name}", line=counted[0])
    st.caption(
        _(
            "The policy has prices for these, but the atlas holds no count of them: what you give enters the "
            "cost, what you leave empty stays out. What is added stands from that year on."
        )
    )
