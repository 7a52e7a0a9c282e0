"""差距 Gaps: did they reach it, how far off are they, against whom, and what cannot be judged."""

import datetime as dt

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show, show_chart, show_table
from pages.parts.language import texts
from views import gaps, series

FIRST_DAY = dt.date(2010, 1, 1)

lang, _ = texts()


@evidence.section
def dumbbell_view() -> None:
    """Target against achieved for one topic, with the nation's targets as lines."""
    left, middle, right = st.columns(3)
    topic = choices.one(left.selectbox, _("Indicator"), gaps.topics(lang), "topic")
    places = gaps.places_of_topic(topic, lang)
    like = choices.one(middle.selectbox, _("Only places like"), places, "like", clears=("reference",))
    references = gaps.references(topic, like, lang)
    reference = choices.one(right.selectbox, _("Reference line"), references, "reference")
    chart = gaps.dumbbell(topic, like, reference, choices.today(), lang)
    if chart is None:
        st.info(_("No figure was found for this choice."))
        return
    show(
        chart,
        key="dumbbell",
        how_to_read=_(
            "Filled: the newest result; hollow diamond: a target; the bar between them is the gap; crossed grey: "
            "another definition; dotted line: the reference, with its place and year. Click a mark for its clause."
        ),
    )


@evidence.section
def status_view() -> None:
    """Every target with its status, sorted by gap."""
    left, right = st.columns(2)
    with left:
        as_of = choices.day(_("As of"), "as_of", FIRST_DAY)
    status = choices.one(right.selectbox, _("Status"), gaps.statuses(as_of, lang), "status")
    show(
        gaps.of_status(as_of, status, lang),
        key="statuses",
        how_to_read=_(
            "Largest gap first. Click a place, indicator or target for its clause, a result for its own, a status, gap or pace "
            "for the rule and numbers behind it. A gap in people uses the residents of that age in the 2020 census."
        ),
    )


@evidence.section
def silent_view() -> None:
    """What passed its deadline without a result, by city, and the list of one city on a click."""
    left, right = st.columns(2)
    with left:
        as_of = choices.day(_("As of"), "as_of", FIRST_DAY)
    place = choices.one(right.selectbox, _("City"), gaps.silent_cities(as_of, lang), "place")
    silent = gaps.silent(as_of, place, lang)
    st.header(silent.title, anchor=False)
    st.markdown(silent.sentence)
    chart, table = st.columns([2, 3]) if silent.any_city else (st.container(), st.container())
    with table:
        st.caption(_("Click a row for the clause that printed the target."))
        show_table(silent, key="silent_list")
    with chart:
        st.caption(_("One bar a city: its number of such targets. Click a bar to list only that city's."))
        alt = _("Targets past their deadline, no result found")
        show_chart(silent.bars, key="silent", title=alt, on_click=lambda place: choices.write("place", place, ""))


@evidence.section
def supply_view() -> None:
    """Beds per 1,000 residents aged 60+ against the old national standard."""
    show(gaps.supply(lang), key="supply")


@evidence.section
def series_view() -> None:
    """One number of the nation since 2012."""
    show(
        series.series(choices.one(st.selectbox, _("Indicator"), series.names(lang), "series"), lang), key="series_chart"
    )


@evidence.section
def unjudged_view() -> None:
    """What cannot be judged, and why."""
    as_of = choices.day(_("As of"), "as_of", FIRST_DAY)
    show(
        gaps.unjudged(as_of, lang),
        key="unjudged",
        how_to_read=_(
            "A hidden or missing year leaves the deadline unknown; evidence graded below B- is too weak for a judgement."
        ),
    )


views = {
    "dumbbell": (_("Target against result"), dumbbell_view),
    "status": (_("Status of every target"), status_view),
    "silent": (_("No result found"), silent_view),
    "supply": (_("Supply against need"), supply_view),
    "series": (_("The nation over the years"), series_view),
    "unjudged": (_("What cannot be judged"), unjudged_view),
}
choices.view(views)
