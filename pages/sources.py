"""依据 Sources: documents, indicators with definitions, the quality of the data, the two readings, and every table to download."""

import streamlit as st

from charts.quality import grade_bars
from pages.parts import choices, downloads, evidence, rows, tables
from pages.parts.figure import show_figure, show_table
from pages.parts.language import texts
from pages.parts.words import say, word
from policy.conflicts import conflicts
from policy.quality import by_grade, by_year, quality_sentence

lang, _ = texts()
facts = tables.described()


def documents_section() -> None:
    """Every document with what was taken from it; one document's figures on request."""
    documents = tables.table("documents")
    listed = rows.document_table(documents, facts, lang)
    slugs = documents["document"].tolist()
    names = {"all": _("All documents")} | rows.document_names(lang)
    chosen = choices.one(st.selectbox, _("Document"), names, "document")
    if chosen != "all":
        own = facts[facts["document"] == chosen]
        st.markdown(_("{count} figures were taken from this document.").format(count=len(own)))
        show_table(
            rows.fact_table(own, lang).drop(columns=_("Document")), ("fact:" + own["fact"]).tolist(), key="of_document"
        )
    else:
        st.caption(_("Choose a row to see all figures of a document with their clauses."))
        show_table(listed, [f"count:document={slug}" for slug in slugs], key="documents")


def indicators_section() -> None:
    """Every indicator with its definition, bases and comparable group."""
    domains = {"all": _("All domains")} | {
        code: word("domain", code, lang) for code in tables.vocabulary("domain").index
    }
    domain = choices.one(st.selectbox, _("Domain"), domains, "domain")
    indicators = tables.table("indicators")
    indicators = indicators[(indicators["domain"] == domain) | (domain == "all")]
    st.caption(_("Only indicators of one comparable group may share a ranking. Choose a row to see its figures."))
    refs = [f"count:indicator={slug}" for slug in indicators["indicator"]]
    show_table(rows.indicator_table(indicators, facts, lang), refs, key="indicators")


def quality_section() -> None:
    """How good the data is: grades, age, share of official texts, warnings, conflicts."""
    grades = by_grade(facts)
    show_figure(
        grade_bars(grades, [f"count:grade={grade}" for grade in grades.index], rows.kind_names(lang)),
        key="grades",
        title=_("How well the figures are evidenced"),
        sentence=say(quality_sentence(facts), lang),
        how_to_read=_(
            "One bar a grade, A best; colours are kinds of statement. Click a bar for the figures behind it."
        ),
        table=rows.count_table(grades, _("Grade"), lang),
        refs=[f"count:grade={grade}" for grade in grades.index],
    )
    st.subheader(_("How old the figures are"), anchor=False)
    years = by_year(facts)
    show_table(rows.count_table(years, _("Year"), lang), [f"count:year={year}" for year in years.index], key="years")
    st.subheader(_("Figures that contradict each other"), anchor=False)
    st.markdown(_("Rule: the better grade is shown elsewhere, then the later document; both stay in the data."))
    found = conflicts(facts)
    show_table(rows.conflict_table(found, lang), ("fact:" + found["fact"]).tolist(), key="conflicts")
    st.subheader(_("Usage warnings"), anchor=False)
    warnings = rows.warning_table(facts, lang)
    show_table(warnings, [f"count:warning={code}" for code in tables.vocabulary("warning").index], key="warnings")


def readings_section() -> None:
    """Where two independent readings of a document differed, and how it was settled."""
    st.markdown(
        _(
            "Each document was read twice, the second time without sight of the first reading. These are the differences and how they were settled."
        )
    )
    st.dataframe(
        rows.disagreement_table(tables.table("disagreements"), lang), hide_index=True, key="readings", height=560
    )


def downloads_section() -> None:
    """Every table with its codebook, as one package or one by one."""
    downloads.show()


st.title(_("Sources"), anchor=False)
sections = {
    "documents": (_("Documents"), documents_section),
    "indicators": (_("Indicators"), indicators_section),
    "quality": (_("Data quality"), quality_section),
    "readings": (_("Two readings"), readings_section),
    "downloads": (_("Downloads"), downloads_section),
}
section = choices.one(
    st.segmented_control,
    _("Section"),
    {name: title for name, (title, _draw) in sections.items()},
    "section",
    required=True,
    label_visibility="collapsed",
)
sections[section][1]()
evidence.show_asked()
