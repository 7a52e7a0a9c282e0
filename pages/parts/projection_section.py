"""A portrait's projection: how many and how old to 2050, with band, class of the base and past error beside it."""

from collections.abc import Callable

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show_chart, show_table
from pages.parts.language import texts
from pages.parts.live import show_live_chart
from views.portrait import projection
from views.projections import YEARS

USUAL_YEAR = 2035


def show_projection(place: str) -> None:
    """Draw the fans, the projected pyramid with its year, and what they rest on; say why where there is no projection."""
    lang, _ = texts()
    st.header(_("Projected to 2050"), anchor=False)
    words, refs = projection.quality_words(place, lang)
    if not words:
        st.info(_("Neither an age table nor a count of people aged 60+ in 2020 is at hand, so nothing is projected."))
        return
    st.caption(words)
    fans = {name: projection.fan_chart(place, name, lang) for name in projection.quantity_names(lang)}
    for holder, (name, chart) in zip(st.columns(3), fans.items(), strict=True):
        with holder:
            st.markdown(f"**{chart.title}**")
            st.markdown(chart.sentence)
            key = f"fan_{name}"
            alt = f"{chart.title}. {chart.sentence}"
            show_chart(chart.figure, key=key, alt=alt, on_select=asks(key, chart.refs))
            show_table(chart, key=f"{key}_table", label=_("The same values as a table"))
    st.caption(
        _(
            "Dashed: the central path; shaded: 50, 80 and 95% of 1,000 draws of mortality, fertility, migration and the base; filled: "
            "the census. A projection, not a forecast. Births after 2020 cannot move those aged 60+ before 2080. Click a mark for its record."
        )
    )
    if refs:
        past = projection.past_errors(place, lang)
        show_table(past, key="past", label=_("Past errors of this place"))
    show_pyramid_to_come(place)


@evidence.section
def show_pyramid_to_come(place: str) -> None:
    """Draw the projected pyramid of a chosen year over that of 2020."""
    lang, _ = texts()
    year = int(choices.slider(st, _("Year"), "year", USUAL_YEAR, (YEARS[0], YEARS[-1]), 1))
    figure, sentence = projection.pyramid_ahead(place, year, lang)
    st.markdown(sentence)
    show_live_chart(figure, key="pyramid_ahead", alt=sentence, revision=place)


def asks(chart: str, refs: list[str]) -> Callable[[], None]:
    """Return the callback of a chart with these records: ask for that behind the clicked mark."""
    return lambda: evidence.ask_point(chart, refs)
