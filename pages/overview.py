"""总览 Overview: four big numbers, what they mean, one search over all of it, and what the atlas covers."""

import datetime as dt

import streamlit as st

from pages.menu import PAGES, link
from pages.parts.figure import show, show_number
from pages.parts.language import texts
from pages.parts.overview_map import show_overview_map
from pages.parts.search_box import show_search
from policy.text import Amount
from views import overview
from views.words import amount_text, plain

lang, _ = texts()
today = dt.date.today()  # noqa: DTZ011 (the viewer's day)
captions = {
    "places": (_("Cities and counties covered"), _("with figures from plans, replies and reports")),
    "facts": (_("Figures with a source"), _("each opens the clause that printed it")),
    "overdue": (
        _("Targets past their deadline, no result found"),
        _("of {targets} targets that cities and counties set themselves"),
    ),
    "nursing_2030": (_("National target for 2030"), _("nursing-type share of care beds")),
}

st.title(_("What cities promised, by when, and what they have"), anchor=False)
left, right = st.columns(2, gap="large")
with left, st.grid(2, min_column_width=230, key="headlines"):
    for name, number in overview.headlines(today).items():
        label, caption = captions[name]
        value = plain(amount_text(Amount(number.value, number.unit, number.comparator), lang))
        note, ref = caption.format(**number.values), f"headline:{name}"
        card = show_number(label, value, note, key=f"why_{name}", ref=ref)
        if name == "overdue":
            with card:
                link("gaps", _("See which"), view="silent")
with left:
    st.markdown(overview.overview_words(today, lang))
    show_search()
with right:
    show_overview_map()

coverage = overview.coverage(lang)
show(
    coverage,
    key="coverage",
    title=_("What is known of the best documented cities"),
    how_to_read=_(
        "Filled circle: a result was published. Hollow diamond: a target was set. Nothing: neither was found in the "
        "documents at hand. Click a mark for its clause."
    ),
)

st.header(_("Go on"), anchor=False)
with st.grid(2, min_column_width=300):
    for page in PAGES.values():
        if page.promise:
            with st.container(border=True):
                link(page.name)
                st.caption(_(page.promise))
