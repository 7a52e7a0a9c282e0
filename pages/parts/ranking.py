"""One indicator over all cities, ranked where the definitions allow it."""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show
from pages.parts.language import texts
from policy.derived import PER_1000_UNITS
from views import compare


@evidence.section
def show_ranking() -> None:
    """Draw the controls, the ranked dots, and what they say."""
    lang, _ = texts()
    first, second, third = st.columns([4, 3, 3], vertical_alignment="bottom")
    topic = choices.one(first.selectbox, _("Indicator"), compare.topics(lang), "topic")
    kind = choices.one(
        second.segmented_control,
        _("Kind of statement"),
        compare.kinds_of_topic(topic, lang),
        "kind",
        "achieved",
        required=True,
    )
    countable = compare.units_of_topic(topic, kind) <= set(PER_1000_UNITS)
    per_head = countable and choices.switch(
        _("Per 1,000 residents aged 60+ (2020)"),
        "per_head",
        third,
        help=_("Divides the count by residents aged 60+ of the 2020 census, whatever the year of the count."),
    )
    chart = compare.ranking(topic, kind, per_head, lang)
    show(
        chart,
        key="dots",
        how_to_read=_(
            "One row a city, its latest figure. Filled: achieved; hollow diamond: target; hatched: another definition; dotted grey "
            "line: national benchmark. The number before a name is its rank, printed only when all definitions agree. "
            "Click a mark for its clause."
        ),
    )
