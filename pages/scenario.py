"""情景 Scenario: levers over one place's people; what is needed, what it costs, how sure that is, and side by side."""

import streamlit as st

from pages.parts import (
    choices,
    evidence,
    scenario_goal_view,
    scenario_levers,
    scenario_named,
    scenario_shown,
    scenario_views,
    shown_portrait,
)
from pages.parts.language import texts
from pages.parts.scenario_faults import show_faults
from pages.parts.scenario_runs import inputs_of
from pages.parts.scenario_state import OF_A_PLACE, VERSION, encoded, from_address

lang, _ = texts()
st.query_params.setdefault("v", VERSION)
views = {
    "answer": (_("What is needed"), scenario_views.show_answer),
    "money": (_("What it costs"), scenario_views.show_money),
    "doubt": (_("What would change it"), scenario_views.show_doubt),
    "compare": (_("Side by side"), scenario_named.show_compared),
    "goal": (_("What it takes a year"), scenario_goal_view.show_goal),
}


@st.fragment
def board() -> None:
    """The answer first, then the levers beside the charts they move: all of it runs when one of them moves."""
    which, when = st.columns([3, 7])
    with which:
        names = shown_portrait.names_to_choose(st.query_params.get("place", ""), lang)
        told = shown_portrait.place_help(lang)
        place = choices.one(st.selectbox, _("Place"), names, "place", clears=OF_A_PLACE, help=told)
    if inputs_of(place) is None:
        st.info(_("Neither an age table nor a count of people aged 60+ in 2020 is at hand, so nothing is projected."))
        return
    show_faults(tuple(views))
    state = from_address(st.query_params.to_dict())[0]
    code = encoded(state)
    with when:
        year = scenario_views.choose_year()
    numbers = st.container()
    left, right = st.columns([3, 7], gap="large")
    # The charts go out first: the browser draws them while the rest is still being worked out.
    with right:
        titles = {name: title for name, (title, _draw) in views.items()}
        view = choices.one(st.segmented_control, _("View"), titles, "view", required=True, label_visibility="collapsed")
        views[view][1](place, code, year)
    with numbers:
        scenario_views.show_big_numbers(place, code, year)
        st.markdown(scenario_shown.answer(place, code, year, lang))
    with left:
        scenario_levers.show_need(place, state)
        scenario_levers.show_policy(place, state)
        scenario_levers.show_more(place, state)
    evidence.show_asked()


st.title(_("Scenario"), anchor=False)
board()
