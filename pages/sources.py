"""依据 Sources: documents, indicators with definitions, the quality of the data, the two readings, and every table to download."""

import streamlit as st

from pages.parts import choices, downloads
from pages.parts.figure import show, show_table
from pages.parts.language import texts
from views import sources, words

lang, _ = texts()


def documents_section() -> None:
    """Every document with what was taken from it; one document's figures on request."""
    names = {"all": _("All documents")} | sources.document_names(lang)
    chosen = choices.one(st.selectbox, _("Document"), names, "document")
    if chosen != "all":
        own = sources.of_document(chosen, lang)
        st.markdown(_("{count} figures were taken from this document.").format(count=len(own.refs)))
        show_table(own, key="of_document")
    else:
        st.caption(_("Choose a row to see all figures of a document with their clauses."))
        listed = sources.documents(lang)
        show_table(listed, key="documents")


def indicators_section() -> None:
    """Every indicator with its definition, bases and comparable group."""
    domains = {"all": _("All domains")} | words.word_names("domain", lang)
    domain = choices.one(st.selectbox, _("Domain"), domains, "domain")
    st.caption(_("Only indicators of one comparable group may share a ranking. Choose a row to see its figures."))
    listed = sources.indicators(domain, lang)
    show_table(listed, key="indicators")


def quality_section() -> None:
    """How good the data is: grades, age, share of official texts, warnings, conflicts."""
    grades = sources.grades(lang)
    show(
        grades,
        key="grades",
        title=_("How well the figures are evidenced"),
        how_to_read=_(
            "One bar a grade, A best; colours are kinds of statement. Click a bar for the figures behind it."
        ),
    )
    st.header(_("How old the figures are"), anchor=False)
    years = sources.years(lang)
    show_table(years, key="years")
    st.header(_("Figures that contradict each other"), anchor=False)
    st.markdown(_("Rule: the better grade is shown elsewhere, then the later document; both stay in the data."))
    conflicts = sources.contradictions(lang)
    show_table(conflicts, key="conflicts")
    st.header(_("Usage warnings"), anchor=False)
    warnings = sources.usage_warnings(lang)
    show_table(warnings, key="warnings")


def readings_section() -> None:
    """Where two independent readings of a document differed, and how it was settled."""
    st.markdown(
        _(
            "The five founding documents were read twice, the second time without sight of the first reading; for the further "
            "texts a second reader checked a first list. These are the differences and how they were settled."
        )
    )
    st.dataframe(sources.readings(lang).table, hide_index=True, key="readings", height=560)


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
choices.view(sections, "section", _("Section"))
