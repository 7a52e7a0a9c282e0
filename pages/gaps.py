"""差距 Gaps: did they reach it, how far off are they, against whom, and what cannot be judged."""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show
from pages.parts.gap_lists import show_silent, show_statuses, show_unjudged
from pages.parts.language import texts
from views import gaps

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
    chart = gaps.dumbbell(topic, like, reference, lang)
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
def supply_view() -> None:
    """Beds per 1,000 residents aged 60+ against the old national standard."""
    chart = gaps.supply(lang)
    show(
        chart,
        key="supply",
        title=_("Supply against need: care beds per 1,000 residents aged 60+"),
        how_to_read=_(
            "Beds as published, divided by residents aged 60+ of the 2020 census. The dotted lines are the national "
            "standard of 2015 and 2020, now replaced by the nursing-type share: 73% by 2030. The stock of the nation "
            "itself fell after 2022: more beds are not simply better."
        ),
    )


st.title(_("Gaps"), anchor=False)
views = {
    "dumbbell": (_("Target against result"), dumbbell_view),
    "status": (_("Status of every target"), show_statuses),
    "silent": (_("No result found"), show_silent),
    "supply": (_("Supply against need"), supply_view),
    "unjudged": (_("What cannot be judged"), show_unjudged),
}
choices.view(views)
