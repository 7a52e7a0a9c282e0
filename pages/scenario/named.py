"""Named scenarios: kept in the address, side by side with a locked baseline, and with the same choice on two peers."""

import streamlit as st

from pages.parts import choices
from pages.parts.figure import show_table
from pages.parts.language import texts
from pages.parts.live import show_live_charts
from pages.scenario.views import choose_output
from policy.peers import WEIGHTS
from views import places
from views.scenario import named
from views.scenario.case import Case
from views.scenario.state import CHOICE_CODES, decoded, levers, to_address
from views.words import plain

REFUSED = "scenario_refused"


def show_compared(case: Case, year: int) -> None:
    """Draw the named scenarios and this one beside the locked baseline, and this one on two peers."""
    lang, _ = texts()
    show_keeping()
    output = choose_output(lang)
    cases = named.beside_baseline(case, st.query_params.to_dict(), lang)
    chart = named.compared(cases, output, year, lang)
    st.markdown(chart.alt)
    if chart.figure:
        show_live_charts([chart], key="compared", revision=f"{case.place}{output}")
    st.caption(
        _(
            "The baseline is every lever at its default with the place's usual policy; it does not move. In brackets: the difference "
            "from it. All share their draws, so a difference is no noise."
        )
    )
    show_table(named.differences(cases, year, lang), key="differences", wrapped=True)
    _show_peers(case, year)


def show_keeping() -> None:
    """Draw the field that names and keeps the scenario, and what is kept."""
    _ = texts()[1]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Name of this scenario"), key="scenario_name")
        st.button(_("Keep it"), key="keep", on_click=_keep, icon=":material/bookmark_add:")
    if reason := st.session_state.pop(REFUSED, None):
        st.warning(_(reason))
    for key, (name, code) in named.saved(st.query_params.to_dict()).items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(name)}**")
            st.button(_("Open"), key=f"open_{key}", on_click=_open, args=(code,), type="tertiary")
            st.button(_("Remove"), key=f"drop_{key}", on_click=choices.forget, args=(key,), type="tertiary")


def _keep() -> None:
    kept = named.to_keep(st.query_params.to_dict(), st.session_state.get("scenario_name") or "")
    if isinstance(kept, str):
        st.session_state[REFUSED] = kept
    else:
        st.query_params[kept[0]] = kept[1]


def _open(code: str) -> None:
    for key in (*levers(), *CHOICE_CODES):
        st.query_params.pop(key, None)
    for key, value in to_address(decoded(code)).items():
        st.query_params[key] = value


def _show_peers(case: Case, year: int) -> None:
    """Draw the same scenario and policy on the people of two other places, where asked for."""
    lang, _ = texts()
    names = places.neighbour_names(case.place, tuple(WEIGHTS.values()), lang)
    st.subheader(_("The same choice on two peers"), anchor=False)
    peers = choices.many(_("Peers"), names, "peers", [], max_selections=2, placeholder=_("Choose places"))
    table = named.on_peers(case, tuple(peers), year, lang)
    if table is None:
        st.caption(_("The places most alike come first. Levers and policy stay; people and stock are the peer's own."))
        return
    show_table(table, key="peers_side_by_side", wrapped=True)
    st.caption(_("Click a number for its formula."))
