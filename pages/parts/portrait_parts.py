"""The sections of a portrait; each shows nothing where nothing is known, and the last one says what is missing."""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show, show_number, show_table
from pages.parts.language import texts
from views.portrait import shown
from views.portrait.shown import BigNumber, Portrait
from views.view import ByRow, Chart, Table


def show_headlines(place: str, numbers: dict[str, BigNumber | None]) -> None:
    """Draw the four big numbers, each with a status word and its evidence; one that is not known says so."""
    _ = texts()[1]
    labels = {
        "share60": _("Residents aged 60+"),
        "pop80": _("Residents aged 80+"),
        "beds": _("Care beds per 1,000 residents aged 60+"),
        "targets": _("Own targets past their deadline, no result found"),
    }
    with st.grid(4, min_column_width=230, key="headlines"):
        for name, number in numbers.items():
            key = f"why_{name}"
            if number is None:
                show_number(labels[name], _("not found"), _("No figure stands in the documents at hand."), key=key)
            else:
                show_number(labels[name], number.value, number.word, key=key, ref=f"portrait:{name}:{place}")


@evidence.section
def show_pyramid(place: str, peers: list[str]) -> None:
    """Draw the age pyramid of 2020 over 2010, or over a peer."""
    lang, _ = texts()
    against = shown.pyramids(place, tuple(peers), lang)
    if not against:
        return
    other = choices.one(st.selectbox, _("The age pyramid is set against"), against, "pyramid")
    chart = shown.age_pyramid(place, other, lang)
    show(
        chart,
        key="pyramid_chart",
        title=_("Residents by age and sex"),
        how_to_read=_(
            "Men left, women right, each age group in percent of all residents (census of 1 Nov 2020); the line is the population compared with."
        ),
    )


def show_other_counts(counts: Table[ByRow] | None) -> None:
    """List the published counts of people that are no census count: later ones and registered ones, each with its basis."""
    _ = texts()[1]
    if counts:
        st.header(_("Later and registered counts of people"), anchor=False)
        st.markdown(counts.sentence)
        show_table(counts, key="counts")


@evidence.section
def show_spine(place: str, peers: list[str]) -> None:
    """Draw the place's results against its peers and the nation."""
    lang, _ = texts()
    title = _("Results beside the places most alike")
    chart = shown.results_beside_peers(place, tuple(peers), lang)
    if chart is None:
        st.header(title, anchor=False)
        st.markdown(
            _("No result of this place stands beside one of its peers or of the nation by the same definition.")
        )
    else:
        show(
            chart,
            key="spine",
            title=title,
            how_to_read=_(
                "Each row has its own scale from the lowest to the highest value known. Counts are set per 1,000 residents"
                " aged 60+. Only results of the same definition are compared, a median is drawn from four peers on; years differ."
                " Click a mark for its clause."
            ),
        )


def show_targets(chart: Chart | None) -> None:
    """Draw the place's dated targets on a time line with their status."""
    _ = texts()[1]
    if chart:
        show(
            chart,
            key="timeline",
            title=_("Targets and their status"),
            how_to_read=_(
                "One row a target, its diamond at the year of its deadline, its status in words; filled: reached; crossed: missed. "
                "Click a mark for the rule and numbers behind the status."
            ),
        )


def show_policy(portrait: Portrait) -> None:
    """List the place's care models, policy codes and named institutions."""
    _ = texts()[1]
    for key, title, listed in (
        ("models", _("Care models"), portrait.care_models),
        ("codes", _("Policy instruments"), portrait.instruments),
        ("institutions", _("Named institutions"), portrait.institutions),
    ):
        if listed:
            st.header(title, anchor=False)
            show_table(listed, key=key)


def show_sources(figures: Table[ByRow] | None) -> None:
    """List every figure of the place with its document."""
    _ = texts()[1]
    if figures:
        st.header(_("Every figure"), anchor=False)
        st.caption(figures.sentence)
        show_table(figures, key="figures")


def show_missing(missing: str) -> None:
    """Say what is not known of the place."""
    _ = texts()[1]
    st.header(_("What is missing"), anchor=False)
    st.markdown(missing)
