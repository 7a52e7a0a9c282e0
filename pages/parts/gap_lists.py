"""Lists of assessed targets: by status, without a result by city, and those that cannot be judged."""

import datetime as dt

import streamlit as st

from charts.bars import count_bars
from pages.parts import choices, evidence, gap_rows, tables
from pages.parts.figure import show_chart, show_linked_table
from pages.parts.kept import linked
from pages.parts.language import texts
from pages.parts.words import say
from policy.gap_views import by_gap, by_place
from policy.gaps import STATUSES
from policy.sentences import Name, silent_sentence, status_sentence

CANNOT_JUDGE = ("insufficient", "year_redacted", "no_year")
FIRST_DAY = dt.date(2010, 1, 1)


def choose_day() -> dt.date:
    """Draw the control of the day that statuses are asked for; today where the address says nothing."""
    _ = texts()[1]
    return choices.day(_("As of"), "as_of", FIRST_DAY)


@st.fragment
def show_statuses() -> None:
    """Draw every target with its status, sorted by gap."""
    lang, _ = texts()
    left, right = st.columns(2)
    with left:
        as_of = choose_day()
    found = gap_rows.assessed(as_of)
    statuses = {"all": _("All statuses")} | {
        code: gap_rows.status_name(code, lang) for code in STATUSES if code in set(found["status"])
    }
    status = choices.one(right.selectbox, _("Status"), statuses, "status")
    st.markdown(say(status_sentence(found, status_names()), lang))
    st.caption(
        _(
            "Largest gap first. Click a place, indicator or target for its clause, a result for its own, a status, gap or pace "
            "for the rule and numbers behind it. A gap in people uses the residents of that age in the 2020 census."
        )
    )
    shown = by_gap(found[(found["status"] == status) | (status == "all")])
    show_linked_table(linked(gap_rows.gap_table(shown, lang, as_of), ""), key="statuses")
    evidence.show_asked()


@st.fragment
def show_silent() -> None:
    """Draw what passed its deadline without a result, by city, and the list of one city on a click."""
    lang, _ = texts()
    left, right = st.columns(2)
    with left:
        as_of = choose_day()
    found = gap_rows.assessed(as_of)
    silent = found[(found["status"] == "no_result") & found["own"]]
    counted = by_place(silent, lang)
    cities = {"all": _("All cities")} | dict(zip(counted["place"], counted["label"], strict=True))
    place = choices.one(right.selectbox, _("City"), cities, "place")
    listed = by_gap(silent[(silent["place"] == place) | (place == "all")])
    title = _("Targets past their deadline, no result found")
    st.header(title if place == "all" else f"{cities[place]} · {title}", anchor=False)
    st.markdown(say(silent_sentence(silent), lang))
    chart, table = st.columns([2, 3]) if len(counted) else (st.container(), st.container())
    with table:
        st.caption(_("Click a row for the clause that printed the target."))
        show_linked_table(linked(gap_rows.gap_table(listed, lang, as_of, short=True), ""), key="silent_list")
    with chart:
        st.caption(_("One bar a city: its number of such targets. Click a bar to list only that city's."))
        show_chart(
            count_bars(counted.rename(columns={"place": "code"}), "" if place == "all" else place),
            key="silent",
            alt=title,
            on_select=lambda: choices.take_point("silent", "place"),
        )
    evidence.show_asked()


@st.fragment
def show_unjudged() -> None:
    """Draw what cannot be judged, and why."""
    lang, _ = texts()
    as_of = choose_day()
    found = gap_rows.assessed(as_of)
    unjudged = found[found["status"].isin(CANNOT_JUDGE)].sort_values(["status", "place"], kind="stable")
    st.markdown(say(status_sentence(unjudged, status_names()), lang))
    st.caption(
        _("A hidden or missing year leaves the deadline unknown; evidence graded below B- is too weak for a judgement.")
    )
    show_linked_table(linked(gap_rows.gap_table(unjudged, lang, as_of), ""), key="unjudged")
    evidence.show_asked()


def status_names() -> dict[str, Name]:
    """Return the name of every status."""
    words = tables.vocabulary("status")
    return {str(code): Name(str(row["name_zh"]), str(row["name_en"])) for code, row in words.iterrows()}
