"""The pages of the atlas in the order of the menu, each declared once, and the links that lead to them."""

from dataclasses import dataclass

import streamlit as st

from pages.parts.language import texts
from pages.parts.mine import MINE
from policy.text import N_


@dataclass(frozen=True)
class Page:
    """A page: its name in the address, its script (a path in ``pages/``), its title, and what its card on the overview says."""

    name: str
    script: str
    title: str
    promise: str = ""


PAGES = {
    page.name: page
    for page in (
        Page("overview", "overview.py", N_("Overview")),
        Page(
            "compare",
            "compare.py",
            N_("Compare cities"),
            N_("Cities side by side, one indicator ranked, two cities with their original wording."),
        ),
        Page(
            "gaps",
            "gaps.py",
            N_("Gaps"),
            N_("Targets met and missed, the size of each gap, and targets whose result is not in the atlas."),
        ),
        Page(
            "map",
            "map.py",
            N_("Map"),
            N_("Population ageing and how it changed; results, gaps and status by place."),
        ),
        Page(
            "portrait",
            "portrait/page.py",
            N_("City portrait"),
            N_("One place on one page: its people, results beside its peers, its targets."),
        ),
        Page(
            "scenario",
            "scenario/page.py",
            N_("Scenario"),
            N_("How many beds, carers and yuan by 2035, with any place's policy tried on another's people."),
        ),
        Page(
            "models",
            "models.py",
            N_("Care models"),
            N_("What 311, 6+1 and others consist of, the services they name, and which mode an institution fits."),
        ),
        Page(
            "instruments",
            "instruments.py",
            N_("Policy instruments"),
            N_("Which policy instruments each place uses and how firmly; subsidies and insurance rates."),
        ),
        Page("present", "present/page.py", N_("Meeting")),
        Page(
            "add",
            "add/page.py",
            N_("Add a city"),
            N_("A city's own plan or statistics table goes in; its figures stand beside all others minutes later."),
        ),
        Page("validation", "validation.py", N_("Validation")),
        Page(
            "sources",
            "sources.py",
            N_("Sources"),
            N_("Documents, definitions, the quality of the data, and every table to download."),
        ),
    )
}

# The pages as the router has named them to Streamlit, in a viewer's session.
REGISTERED = "registered_pages"

# What whoever doubts a number asks for stands apart from what everybody does.
DOUBTERS = ("validation", "sources")
# What is brought rather than looked up stands with the viewer's city, and beside those.
BRINGERS = ("add",)


def link(page: str, label: str = "", icon: str = "arrow_forward", **asked: str) -> None:
    """Draw a link to a page in the viewer's language, by its title or ``label``; ``asked`` is what its address asks for."""
    _ = texts()[1]
    st.page_link(
        # For a path, Streamlit asks the disk where it leads: a third of a light page's time for the links of the bar.
        st.session_state[REGISTERED][page],
        label=label or _(PAGES[page].title),
        icon=f":material/{icon}:" if icon else None,
        query_params=_address(asked),
    )


def go_to(page: str, **asked: str) -> None:
    """Leave for a page in the viewer's language; ``asked`` is what its address asks for."""
    st.switch_page(PAGES[page].script, query_params=_address(asked))


def _address(asked: dict[str, str]) -> dict[str, str]:
    """Return what the address of a page says, the viewer's own city among it: written afterwards, it would make a step of the browser's history."""
    chosen = st.session_state.get(MINE) or st.query_params.get(MINE, "")  # the bar is drawn before the session takes it
    return {"lang": texts()[0]} | ({MINE: chosen} if chosen else {}) | asked
