"""总览 Overview: four big numbers, what they mean, one search over all of it, and what the atlas covers."""

import datetime as dt

import streamlit as st

from charts.coverage import coverage_marks
from pages.parts import evidence, rows, tables
from pages.parts.figure import show_figure
from pages.parts.language import texts
from pages.parts.search_box import show_search
from pages.parts.words import amount_text, say
from policy.described import CORE_TOPICS
from policy.headlines import HEADLINES, coverage_sentence, headline, overview_sentence
from policy.matrix import cells, most_covered
from policy.sentences import Amount

SHOWN = 18

lang, _ = texts()
facts = tables.described()
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
with st.grid(4, min_column_width=230, key="headlines"):
    for name in HEADLINES:
        number = headline(name, facts, today)
        label, caption = captions[name]
        with st.container(border=True, height="stretch"):
            st.markdown(f"**{label}**")
            shown = amount_text(Amount(number.value, number.unit, number.comparator), lang)
            st.metric(label, shown, label_visibility="collapsed")
            st.caption(caption.format(**number.values))
            st.button(
                _("Where from?"),
                key=f"why_{name}",
                on_click=evidence.ask,
                args=(f"headline:{name}",),
                type="tertiary",
                icon=":material/fact_check:",
            )
st.markdown(say(overview_sentence(facts, today), lang))
show_search()

places = most_covered(facts, CORE_TOPICS)[:SHOWN]
known = {kind: cells(facts[facts["topic"].isin(CORE_TOPICS)], places, [kind]) for kind in ("achieved", "target")}
marks, place_names, topic_names = rows.coverage(known, places, CORE_TOPICS, lang)
show_figure(
    coverage_marks(marks, place_names, topic_names, {kind: rows.kind_name(kind, lang) for kind in known}),
    key="coverage",
    title=_("What is known of the best documented cities"),
    sentence=say(coverage_sentence(known["achieved"], known["target"]), lang),
    how_to_read=_(
        "Filled circle: a result was published. Hollow diamond: a target was set. Nothing: neither was found in the "
        "documents at hand. Click a mark for its clause."
    ),
    table=marks[["place", "topic", "text"]].set_axis([_("Place"), _("Topic"), _("Figure")], axis=1),
    refs=marks["ref"].tolist(),
)

st.subheader(_("Go on"), anchor=False)
with st.grid(2, min_column_width=300):
    for page, label, promise in (
        (
            "compare.py",
            _("Compare cities"),
            _("Cities side by side, one indicator ranked, two cities with their printed words."),
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
evidence.show_asked()
