"""Which places a place is compared with: the most alike by weighted traits, or those the viewer puts in their stead."""

import streamlit as st

from pages.parts import choices
from pages.parts.figure import show_table
from pages.parts.language import texts
from policy.peers import WEIGHTS
from views import places
from views.portrait.peers import PEERS, USUAL_WEIGHTS, alike, compared_with, trait_names

LARGEST_WEIGHT = 5.0


def choose_peers(place: str) -> tuple[str, ...]:
    """Draw the control of peers and weights, folded; return the adcodes to compare with, nearest first."""
    lang, _ = texts()
    if place not in places.known_traits().index:
        return ()
    fold = st.expander(
        _("Compared with the most similar places: which, and on what basis"), key="peers_fold", on_change="rerun"
    )
    asked = {"peers", *(f"w_{trait}" for trait in WEIGHTS)} & set(st.query_params)
    if fold.open or asked:
        with fold:
            chosen = _choose(place)
    else:  # a folded control that says the usual costs nothing
        chosen = list(usual_peers(place))
    if chosen:
        st.caption(compared_with(place, tuple(chosen), lang))
    return tuple(chosen)


def usual_peers(place: str) -> tuple[str, ...]:
    """Return the places most alike by the usual weights, nearest first."""
    if place not in places.known_traits().index:
        return ()
    return tuple(list(places.neighbour_names(place, USUAL_WEIGHTS, texts()[0]))[:PEERS])


def _choose(place: str) -> list[str]:
    lang, _ = texts()
    st.caption(
        _(
            "Traits are standardised; the distance is the weighted root mean square of their differences. Change a weight, "
            "or choose other places; both stand in the address."
        )
    )
    names = trait_names(lang)
    weights = tuple(
        choices.slider(holder, names[trait], f"w_{trait}", usual, (0.0, LARGEST_WEIGHT), 0.5)
        for holder, (trait, usual) in zip(st.columns(len(WEIGHTS)), WEIGHTS.items(), strict=True)
    )
    if not any(weights):
        st.warning(_("All weights are 0: give at least one trait a weight."))
        weights = USUAL_WEIGHTS
    near = places.neighbour_names(place, weights, lang)
    chosen = choices.many(_("Peers"), near, "peers", list(near)[:PEERS], placeholder=_("Choose places"))
    show_table(alike(place, weights, tuple(chosen), lang), key="peers_table")
    return chosen
