"""Which places a place is compared with: the most alike by weighted traits, or those the viewer puts in their stead."""

import streamlit as st

from pages.parts import choices, portrait_rows, rows, tables
from pages.parts.figure import show_table
from pages.parts.language import texts
from policy.peers import WEIGHTS, candidates, distance_ref, distances

PEERS = 8
LARGEST_WEIGHT = 5.0


def choose_peers(place: str) -> list[str]:
    """Draw the control of peers and weights, folded; return the adcodes to compare with, nearest first."""
    lang, _ = texts()
    known = portrait_rows.known_traits()
    if place not in known.index:
        return []
    names = rows.place_names(lang)
    with st.expander(_("Compared with the places most alike: who they are, and why"), key="peers_fold"):
        st.caption(
            _(
                "Traits are standardised; the distance is the weighted root mean square of their differences. Change a weight, "
                "or choose other places; both stand in the address."
            )
        )
        weights = {}
        for holder, (trait, usual) in zip(st.columns(len(WEIGHTS)), WEIGHTS.items(), strict=True):
            label = portrait_rows.trait_names(lang)[trait]
            weights[trait] = choices.slider(holder, label, f"w_{trait}", usual, (0.0, LARGEST_WEIGHT), 0.5)
        if not any(weights.values()):
            st.warning(_("All weights are 0: give at least one trait a weight."))
            weights = dict(WEIGHTS)
        ranked = distances(candidates(known, tables.table("places"), place), place, weights)
        nearest = [str(code) for code in ranked.index[:PEERS]]
        options = {str(code): str(names.get(code, code)) for code in ranked.index}
        chosen = choices.many(_("Peers"), options, "peers", nearest, placeholder=_("Choose places"))
        listed = ranked.loc[chosen]
        refs = [distance_ref(place, code, weights) for code in chosen]
        show_table(portrait_rows.peer_table(listed, lang), refs, key="peers_table")
    return chosen
