"""The page that `benchmarks.lever` sets the scenario page against: one slider, and charts that are constants.

Run by Streamlit from a folder that holds ``figures.json`` beside this file: for each lever two sets of figures, which take turns.
"""

import gc
import json
from pathlib import Path

import streamlit as st

from pages.parts.live_chart import Live, show_live_charts

STEPS = 100
Fans = list[dict[str, str]]  # the fields of each chart


@st.cache_resource
def constants() -> dict[str, list[Fans]]:
    """Return the sets of figures by lever, kept out of garbage collection as the atlas keeps its tables."""
    found = json.loads(Path(__file__).with_name("figures.json").read_text("utf-8"))
    gc.collect()
    gc.freeze()
    return found


@st.fragment
def board(sets: list[Fans]) -> None:
    """A slider beside the charts that follow it, laid out as on the scenario page."""
    left, right = st.columns([3, 7], gap="large")
    with left:
        step = st.slider("Lever", 0, STEPS, 0, key="lever")
    with right:
        show_live_charts([Live(**fan) for fan in sets[step % len(sets)]], key="path", revision="constant")


st.set_page_config(layout="wide")
board(constants()[st.query_params["lever"]])
