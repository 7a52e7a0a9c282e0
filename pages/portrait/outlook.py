"""A portrait's projection: how many and how old to 2050, with band, class of the base and past error beside it."""

import streamlit as st

from pages.parts import choices, evidence
from pages.parts.figure import show_chart, show_folded, show_table
from pages.parts.language import texts
from pages.parts.live import show_live_charts
from views.portrait.projection import ages_ahead, outlook, pyramid_ahead
from views.projections import YEARS
from views.view import Chart

USUAL_YEAR = 2035


def show_outlook(place: str) -> None:
    """Draw the fans, the projected pyramid with its year, and what they rest on; say why where there is no projection."""
    lang, _ = texts()
    st.header(_("Projected to 2050"), anchor=False)
    shown = outlook(place, lang)
    if shown is None:
        st.info(_("No age table and no count of people aged 60+ in 2020 has been collected, so nothing is projected."))
        return
    st.caption(shown.basis)
    for holder, (name, fan) in zip(st.columns(3), shown.fans.items(), strict=True):
        with holder:
            _show_fan(fan, f"fan_{name}")
    st.caption(
        _(
            "Dashed: the central path; shaded: 50, 80 and 95% of 1,000 draws of mortality, fertility, migration and the base; filled: "
            "the census. A projection, not a forecast. Births after 2020 cannot move those aged 60+ before 2080. Click a mark for its record."
        )
    )
    if shown.past:
        show_table(shown.past, key="past", label=_("Past errors of this place"))
    _show_pyramid(place)


def _show_fan(fan: Chart, key: str) -> None:
    _ = texts()[1]
    show_chart(fan.figure, key=key, title=fan.title, sentence=fan.sentence, on_click=evidence.ask, fill=False)
    show_table(fan, key=f"{key}_table", label=_("Show as a table"))


@evidence.section
def _show_pyramid(place: str) -> None:
    """Draw the projected pyramid of a chosen year over that of 2020."""
    lang, _ = texts()
    year = int(choices.slider(st, _("Year"), "year", USUAL_YEAR, (YEARS[0], YEARS[-1]), 1))
    ahead = pyramid_ahead(place, year, lang)
    st.markdown(ahead.alt)
    show_live_charts([ahead], key="pyramid_ahead", revision=place)
    show_folded(lambda: ages_ahead(place, year, lang), key="pyramid_ahead_table")
