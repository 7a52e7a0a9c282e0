"""Lists of assessed targets: by status, without a result by city, and those that cannot be judged."""

import datetime as dt

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show_chart, show_table
from pages.parts.language import texts
from views import gaps

FIRST_DAY = dt.date(2010, 1, 1)


def choose_day() -> dt.date:
    """Draw the control of the day that statuses are asked for; today where the address says nothing."""
    _ = texts()[1]
    return choices.day(_("As of"), "as_of", FIRST_DAY)


@evidence.section
def show_statuses() -> None:
    """Draw every target with its status, sorted by gap."""
    lang, _ = texts()
    left, right = st.columns(2)
    with left:
        as_of = choose_day()
    status = choices.one(right.selectbox, _("Status"), gaps.statuses(as_of, lang), "status")
    listed = gaps.of_status(as_of, status, lang)
    st.markdown(listed.sentence)
    st.caption(
        _(
            "Largest gap first. Click a place, indicator or target for its clause, a result for its own, a status, gap or pace "
            "for the rule and numbers behind it. A gap in people uses the residents of that age in the 2020 census."
        )
    )
    show_table(listed, key="statuses")


@evidence.section
def show_silent() -> None:
    """Draw what passed its deadline without a result, by city, and the list of one city on a click."""
    lang, _ = texts()
    left, right = st.columns(2)
    with left:
        as_of = choose_day()
    cities = gaps.silent_cities(as_of, lang)
    place = choices.one(right.selectbox, _("City"), cities, "place")
    silent = gaps.silent(as_of, place, lang)
    title = _("Targets past their deadline, no result found")
    st.header(title if place == "all" else f"{cities[place]} · {title}", anchor=False)
    st.markdown(silent.sentence)
    chart, table = st.columns([2, 3]) if silent.any_city else (st.container(), st.container())
    with table:
        st.caption(_("Click a row for the clause that printed the target."))
        show_table(silent, key="silent_list")
    with chart:
        st.caption(_("One bar a city: its number of such targets. Click a bar to list only that city's."))
        show_chart(
            silent.bars,
            key="silent",
            alt=title,
            on_select=lambda: choices.take_point("silent", "place"),
        )


@evidence.section
def show_unjudged() -> None:
    """Draw what cannot be judged, and why."""
    lang, _ = texts()
    as_of = choose_day()
    unjudged = gaps.unjudged(as_of, lang)
    st.markdown(unjudged.sentence)
    st.caption(
        _("A hidden or missing year leaves the deadline unknown; evidence graded below B- is too weak for a judgement.")
    )
    show_table(unjudged, key="unjudged")
