"""差距 Gaps: did they reach it, how far off are they, against whom, and what cannot be judged."""

import datetime as dt

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import choices, evidence, picker
from pages.parts.figure import show
from pages.parts.language import texts
from pages.parts.layout import filters
from pages.parts.mine import mine
from views import compare, gaps, series

NATION = "000000"
FIRST_DAY = dt.date(2010, 1, 1)

lang, _ = texts()


def level_and_years(levels: dict[str, str], row: DeltaGenerator) -> tuple[str, int]:
    """Draw the level of places and the window of years that stand together; return both."""
    level = choices.one(row.selectbox, _("Level"), levels, "level", clears=("topic",))
    return level, int(choices.one(row.selectbox, _("Years"), compare.spans(lang), "span"))


@evidence.section
def dumbbell_view() -> None:
    """Target against achieved for one topic and one level of places, with the nation's targets as lines."""
    row = filters()
    level, span = level_and_years(gaps.target_levels(lang), row)
    topic = choices.one(row.selectbox, _("Indicator"), gaps.topics(level, lang), "topic")
    chart = gaps.against_results(topic, level, span, choices.today(), lang, mine())
    if chart is None:
        st.info(_("The atlas has no figure for this choice."))
        return
    show(
        chart,
        key="dumbbell",
        how_to_read=_(
            "Filled mark: the newest result; hollow diamond: the local target. Green bar: met; hatched orange "
            "bar: short of it, with what is missing; grey diamond: the atlas has not collected a result, which is "
            "no failing of the place. Dotted line: the nation. Counts are shown in percent of the local target. "
            "Click a mark or a bar for its record."
        ),
    )


@evidence.section
def city_view() -> None:
    """One place's targets with what it has, the gap and the verdict."""
    with filters():
        place = choices.one(
            picker.choose, _("Place"), gaps.target_places(choices.today(), lang), "place", mine() or NATION
        )
    if table := gaps.of_place(place, choices.today(), lang):
        show(
            table,
            key="verdicts",
            title=_("Target, state, gap, verdict"),
            how_to_read=_("Grey: the atlas has not collected a result. Click a cell for its record."),
        )


@evidence.section
def status_view() -> None:
    """Every target with its status, sorted by gap."""
    with filters():
        as_of = choices.day(_("As of"), "as_of", FIRST_DAY)
        status = choices.one(st.selectbox, _("Status"), gaps.statuses(as_of, lang), "status")
    show(
        gaps.of_status(as_of, status, lang),
        key="statuses",
        how_to_read=_(
            "Targets that a result answers come first, the largest gap for its target before others. Click a place, indicator or target "
            "for its clause, a result for its own, a status, gap or pace for the rule and numbers behind it. A gap in people or beds is "
            "said only for targets within five years of the count that it is a part of, whose year is named."
        ),
    )


@evidence.section
def silent_view() -> None:
    """What passed its deadline and has no result in the atlas, of all cities or one."""
    with filters():
        as_of = choices.day(_("As of"), "as_of", FIRST_DAY)
        place = choices.one(st.selectbox, _("City"), gaps.silent_cities(as_of, lang), "place")
    show(
        gaps.silent(as_of, place, lang),
        key="silent_list",
        title=_("Results not yet in the atlas"),
        how_to_read=_("In the order of the cities' codes. Click a row for the clause that printed the target."),
    )


@evidence.section
def supply_view() -> None:
    """Beds per 1,000 residents aged 60+ against the old national standard."""
    show(gaps.supply(*level_and_years(gaps.target_levels(lang), filters()), lang, mine()), key="supply")


@evidence.section
def series_view() -> None:
    """One number of the nation since 2012."""
    with filters():
        name = choices.one(st.selectbox, _("Indicator"), series.names(lang), "series")
    show(series.series(name, lang), key="series_chart")


@evidence.section
def unjudged_view() -> None:
    """What cannot be judged, and why."""
    with filters():
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
    "city": (_("One place"), city_view),
    "status": (_("Status of every target"), status_view),
    "silent": (_("Results not collected"), silent_view),
    "supply": (_("Supply against need"), supply_view),
    "series": (_("The nation over the years"), series_view),
    "unjudged": (_("Not assessable"), unjudged_view),
}
choices.view(views)
