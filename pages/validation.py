"""检验 Validation: the method against the UN's own projection, and from the census of 2010 to that of 2020."""

import streamlit as st

from pages.parts import choices, evidence, picker
from pages.parts.figure import show, show_map, show_table
from pages.parts.language import texts
from pages.parts.layout import filters
from views import validation

lang, _ = texts()
ages = {str(age): validation.age_name(age, lang) for age in validation.AGES}


@evidence.section
def hindcast_view() -> None:
    """Every prefecture from 2010 to 2020: errors on the map and by size class."""
    row = filters()
    age = int(choices.one(row.selectbox, _("Age"), ages, "age"))
    method = choices.one(row.selectbox, _("Method"), validation.method_names(lang), "method")
    show_map(validation.errors_map(method, age, lang))
    st.header(_("By size of place"), anchor=False)
    show_table(validation.summary_table(age, lang), key="sizes")


@evidence.section
def place_view() -> None:
    """One place: predicted from 2010 against its count of 2020."""
    with filters():
        place = choices.one(picker.choose, _("Place"), validation.compared_places(lang), "place")
    show(validation.place_chart(place, lang), key="errors")


@evidence.section
def nation_view() -> None:
    """China from 2010 to 2020, against its official counts of 2021 to 2025, and by the UN's own rates against the UN to 2060."""
    show(validation.place_chart(validation.NATION, lang), key="decade")
    show(validation.counts_table(lang), key="counts", title=_("China against its official counts"))
    show(validation.un_chart(lang), key="un")


views = {
    "hindcast": (_("2010 to 2020, every prefecture"), hindcast_view),
    "place": (_("One place's error"), place_view),
    "nation": (_("The nation"), nation_view),
}
choices.view(views)
