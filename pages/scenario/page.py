"""情景 Scenario: levers over one place's people; what is needed, what it costs, how sure that is, and side by side."""

import streamlit as st

from pages.parts import choices, evidence, picker
from pages.parts.figure import show_ended
from pages.parts.language import texts
from pages.parts.mine import mine
from pages.scenario import goal, levers, money, named, policy
from pages.scenario import views as shown
from views import places
from views.scenario import answer
from views.scenario.case import Case, case_of
from views.scenario.controls import titles
from views.scenario.draws import inputs_of
from views.scenario.faults import faults
from views.scenario.state import OF_A_PLACE, VERSION, at_steps, encoded, from_address

lang, _ = texts()
st.query_params.setdefault("v", VERSION)
views = {
    "answer": (_("Need"), shown.show_answer),
    "further": (_("More charts"), shown.show_further),
    "services": (_("Services and staff"), shown.show_services),
    "money": (_("Cost"), money.show_money),
    "doubt": (_("Sensitivity"), shown.show_doubt),
    "compare": (_("Comparison"), named.show_compared),
    "goal": (_("Annual additions"), goal.show_goal),
}


@evidence.section
def board() -> None:
    """Choices, numbers and levers on the left, beside the charts that they move: all of it runs when one of them moves."""
    called = {name: title for name, (title, _draw) in views.items()}
    names = places.names_to_choose(st.query_params.get("place", ""), lang, mine())
    place, view, year = choices.asked_one(names, "place"), choices.asked_one(called, "view"), shown.asked_year()
    code, known = encoded(from_address(choices.address())[0]), inputs_of(place) is not None
    case = case_of(place, code)
    narrow, wide = st.columns([32, 68])
    left, right = narrow.container(key="controls"), wide.container(key="shown")
    top = right.container(horizontal=True, vertical_alignment="center", key="view_and_year")
    if known:
        with right:
            views[view][1](case, year)
            below(case, view, year)
    choices.write_address()
    with left:
        told = places.place_help(lang)
        choices.one(picker.choose, _("Place"), names, "place", clears=OF_A_PLACE, help=told)
        show_ended(place, "scenario")
    if not known:
        right.info(
            _("No age table and no count of people aged 60+ in 2020 has been collected, so nothing is projected.")
        )
        return
    with left:
        show_faults()
        levers.show_need(case)
        shown.show_big_numbers(case, year)
        levers.show_levers(case, view)
        policy.show_policy(case)
        levers.show_more(case)
    with top:
        hidden = {"required": True, "label_visibility": "collapsed"}
        choices.one(st.segmented_control, titles(lang)["view"], called, "view", **hidden)
        shown.choose_year()


def below(case: Case, view: str, year: int) -> None:
    """Say in words what the charts show, and how to read them; every number of the year stands in a table."""
    money.offer_policy(case)
    st.markdown(answer.answer(case, year, lang))
    if view == "answer":
        shown.show_how_to_read()
        shown.show_every_number(case, year)


def show_faults() -> None:
    """Say what the address asks for in vain, and take it out: what is shown is the usual."""
    found = faults(st.query_params.to_dict(), tuple(views), lang)
    if found:
        st.warning("\n\n".join(found))
    for name in (name for names in found.values() for name in names):
        st.query_params.pop(name, None)
    st.query_params.update(at_steps(st.query_params.to_dict()))
    st.query_params.setdefault("v", VERSION)


board()
