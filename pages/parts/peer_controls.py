"""Which places a place is compared with: the most alike by weighted traits, or those the viewer puts in their stead."""

import streamlit as st

from pages.parts import choices
from pages.parts.figure import show_table
from pages.parts.language import texts
from policy.peers import WEIGHTS
from views import places
from views.portrait import shown
from views.words import plain

PEERS = 8
LARGEST_WEIGHT = 5.0


def choose_peers(place: str) -> list[str]:
    """Draw the control of peers and weights, folded; return the adcodes to compare with, nearest first."""
    lang, _ = texts()
    if place not in places.known_traits().index:
        return []
    traits = places.trait_names(lang)
    fold = st.expander(
        _("Compared with the places most alike: who they are, and why"), key="peers_fold", on_change="rerun"
    )
    asked = {"peers", *(f"w_{trait}" for trait in traits)} & set(st.query_params)
    if not (fold.open or asked):  # a folded control that says the usual costs nothing
        usual = places.neighbour_names(place, tuple(WEIGHTS.values()), lang)
        return _told(usual, list(usual)[:PEERS])
    with fold:
        st.caption(
            _(
                "Traits are standardised; the distance is the weighted root mean square of their differences. Change a weight, "
                "or choose other places; both stand in the address."
            )
        )
        weights = tuple(
            choices.slider(holder, traits[trait], f"w_{trait}", usual, (0.0, LARGEST_WEIGHT), 0.5)
            for holder, (trait, usual) in zip(st.columns(len(WEIGHTS)), WEIGHTS.items(), strict=True)
        )
        if not any(weights):
            st.warning(_("All weights are 0: give at least one trait a weight."))
            weights = tuple(WEIGHTS.values())
        names = places.neighbour_names(place, weights, lang)
        chosen = choices.many(_("Peers"), names, "peers", list(names)[:PEERS], placeholder=_("Choose places"))
        listed = shown.peers(place, weights, tuple(chosen), lang)
        show_table(listed, key="peers_table")
    return _told(names, chosen)


def _told(names: dict[str, str], chosen: list[str]) -> list[str]:
    """Say who is compared with, and return them."""
    lang, _ = texts()
    listed = ("、" if lang == "zh" else ", ").join(plain(names[code]) for code in chosen)
    st.caption(_("Compared with: {places}").format(places=listed))
    return chosen
