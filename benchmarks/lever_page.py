"""The page that `benchmarks.lever` sets the scenario page against: one slider, and charts that are constants.

It stands as the scenario page in an atlas of its own, whose folder holds ``figures.json``: for each lever two sets of figures, which
take turns.
"""

import json
from functools import cache
from pathlib import Path

import streamlit as st

from pages.parts.live import show_live_charts
from views.view import Live

STEPS = 100
Fans = list[dict[str, str]]  # the fields of each chart


@cache
def constants() -> dict[str, list[Fans]]:
    """Return the sets of figures by lever."""
    return json.loads((Path(__file__).parents[2] / "figures.json").read_text("utf-8"))


@st.fragment
def board(sets: list[Fans]) -> None:
    """A slider beside the charts that follow it, laid out as on the scenario page."""
    left, right = st.columns([3, 7], gap="large")
    with left:
        step = st.slider("Lever", 0, STEPS, 0, key="lever")
    with right:
        show_live_charts([Live(**fan) for fan in sets[step % len(sets)]], key="path", revision="constant")


board(constants()[st.query_params["lever"]])
