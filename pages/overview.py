"""总览 Overview: four big numbers, what they mean, one search over all of it, and what the atlas covers."""

import datetime as dt

import streamlit as st

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
            card.page_link(
                "gaps.py",
                label=_("See which"),
                query_params={"lang": lang, "view": "silent"},
                icon=":material/arrow_forward:",
            )
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
    for page, label, promise in (
        (
            "compare.py",
            _("Compare cities"),
            _("Cities side by side, one indicator ranked, two cities with their printed words."),
        ),
        (
            "gaps.py",
            _("Gaps"),
            _("Did they reach it, how far off are they, and what passed its deadline without a result."),
        ),
        ("map.py", _("Map"), _("How old each place is and how that changed, results, gaps and status by place.")),
        (
            "portrait.py",
            _("City portrait"),
            _("One place on one page: its people, results beside its peers, its targets."),
        ),
        (
            "scenario/page.py",
            _("Scenario"),
            _("How many beds, carers and yuan by 2035, with any place's policy tried on another's people."),
        ),
        (
            "models.py",
            _("Care models"),
            _("311, 6+1 and others as trees, the services they name, and which mode an institution fits."),
        ),
        (
            "instruments.py",
            _("Policy instruments"),
            _("Which place uses which instrument how firmly; subsidies and insurance rates by unit."),
        ),
        (
            "sources.py",
            _("Sources"),
            _("Documents, definitions, the quality of the data, and every table to download."),
        ),
    ):
        with st.container(border=True):
            st.page_link(page, label=label, query_params={"lang": lang}, icon=":material/arrow_forward:")
            st.caption(promise)
