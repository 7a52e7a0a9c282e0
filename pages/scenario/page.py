"""情景 Scenario: levers over one place's people; what is needed, what it costs, how sure that is, and side by side."""

from time import sleep

import streamlit as st

from pages.parts import choices, evidence, picker
from pages.parts.figure import show_ended
from pages.parts.language import texts
from pages.scenario import goal, levers, money, named, policy
from pages.scenario import views as shown
from views import places
from views.scenario import answer
from views.scenario.case import case_of
from views.scenario.controls import titles
from views.scenario.draws import inputs_of
from views.scenario.faults import faults
from views.scenario.state import OF_A_PLACE, VERSION, at_steps, encoded, from_address

# Seconds from new charts to the numbers, and from them to the levers and tables. The browser draws together what has come by the
# time it turns to it: without a pause that is the whole page, and the charts, which people wait for, would come after it. Where
# processors are few, work on the rest would hold up the drawing, too. A lever that is moved meanwhile is heeded after each pause.
UNTIL_DRAWN = 0.06
DRAWN = "scenario_drawn"

lang, _ = texts()
st.query_params.setdefault("v", VERSION)
views = {
    "answer": (_("What is needed"), shown.show_answer),
    "services": (_("Services and staff"), shown.show_services),
    "money": (_("What it costs"), money.show_money),
    "doubt": (_("What would change it"), shown.show_doubt),
    "compare": (_("Side by side"), named.show_compared),
    "goal": (_("What it takes a year"), goal.show_goal),
}


@evidence.section
def board() -> None:
    """The answer first, then the levers beside the charts they move: all of it runs when one of them moves.

    What the address asks for is worked out before anything is drawn, and the charts go out first, alone.
    """
    called = {name: title for name, (title, _draw) in views.items()}
    names = places.names_to_choose(st.query_params.get("place", ""), lang)
    place, view, year = choices.asked_one(names, "place"), choices.asked_one(called, "view"), shown.asked_year()
    code, known = encoded(from_address(choices.address())[0]), inputs_of(place) is not None
    case, charts = case_of(place, code), (place, view, code, year, lang)
    pause = UNTIL_DRAWN if st.session_state.get(DRAWN) != charts else 0
    st.session_state[DRAWN] = charts
    if known:
        shown.prepare(view, case, year)
    head = st.container()
    left, right = st.columns([3, 7], gap="large")
    above = right.container()
    if known:
        with right:
            views[view][1](case, year)
        sleep(pause)
    choices.write_address()
    which, how, when = head.columns([3, 4, 3])
    with which:
        told = places.place_help(lang)
        choices.one(picker.choose, _("Place"), names, "place", clears=OF_A_PLACE, help=told)
    show_ended(place, "scenario")
    if not known:
        st.info(_("Neither an age table nor a count of people aged 60+ in 2020 is at hand, so nothing is projected."))
        return
    with head:
        show_faults()
    with how:
        levers.show_mode(lang)
    with when:
        shown.choose_year()
    with above:
        choices.one(
            st.segmented_control, titles(lang)["view"], called, "view", required=True, label_visibility="collapsed"
        )
        if view == "answer":
            shown.show_how_to_read()
    with head:
        shown.show_big_numbers(case, year)
        money.offer_policy(case)
        st.markdown(answer.answer(case, year, lang))
    sleep(pause)
    with left:
        levers.show_need(case, view)
        policy.show_policy(case)
        levers.show_more(case)
    if view == "answer":
        with right:
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


st.title(_("Scenario"), anchor=False)
board()
