"""依据 Sources: documents, indicators with definitions, the quality of the data, the two readings, and every table to download."""

import streamlit as st

from pages.parts import choices
from pages.parts.faults import told
from pages.parts.figure import show
from pages.parts.language import texts
from pages.parts.layout import filters
from views import edition, sources, words

lang, _ = texts()


def documents_section() -> None:
    """Every document with what was taken from it; one document's figures on request."""
    names = {sources.ALL: _("All documents")} | sources.document_names(lang)
    with filters():
        chosen = choices.one(st.selectbox, _("Document"), names, "document")
    if chosen != sources.ALL:
        show(sources.of_document(chosen, lang), key="of_document")
    else:
        hint = _("Click a row for all figures of a document with their clauses.")
        show(sources.documents(lang), key="documents", how_to_read=hint)


def indicators_section() -> None:
    """Every indicator with its definition, bases and comparable group."""
    domains = {sources.ALL: _("All domains")} | words.word_names("domain", lang)
    with filters():
        domain = choices.one(st.selectbox, _("Domain"), domains, "domain")
    hint = _("Only indicators of one comparable group may share a ranking. Click a row for its figures.")
    show(sources.indicators(domain, lang), key="indicators", how_to_read=hint)


def quality_section() -> None:
    """How good the data is: grades, age, share of official texts, warnings, conflicts."""
    show(
        sources.grades(lang),
        key="grades",
        how_to_read=_("Each bar is a grade, A the best; colours are types of data. Click a bar for its figures."),
    )
    show(sources.years(lang), key="years", title=_("Figures by year"))
    show(sources.contradictions(lang), key="conflicts", title=_("Figures that contradict each other"))
    show(sources.usage_warnings(lang), key="warnings", title=_("Usage warnings"))


def readings_section() -> None:
    """Where two independent readings of a document differed, and how it was settled."""
    readings = sources.readings(lang)
    st.markdown(readings.sentence)
    st.dataframe(readings.table, hide_index=True, key="readings", height=560)


def downloads_section() -> None:
    """Every table with its codebook, as one package or one by one; a file is made when its button is clicked."""
    st.markdown(
        _(
            "The package holds every table, the description of every column, and the codebook: enough to recompute any chart."
        )
    )
    st.download_button(
        _("Whole data package (ZIP)"),
        sources.package,
        f"yiyang-atlas-{edition.version()}.zip",
        "application/zip",
        on_click="ignore",
        key="package",
        type="primary",
    )
    table = choices.one(st.selectbox, _("One table"), sources.tables(lang), "table", "facts")
    with st.container(horizontal=True):
        for file in sources.files(table):
            label = file.name.rpartition(".")[2].upper()
            st.download_button(label, file.read, file.name, file.kind, on_click="ignore", key=f"get_{file.name}")
    st.caption(sources.size(table, lang))
    st.header(_("Boundaries"), anchor=False)
    st.markdown(
        _("Areas in full detail, with the ten dashes of the South China Sea, in a common GIS format (GeoParquet).")
    )
    with told(), st.container(horizontal=True):
        for label, file in sources.boundaries(lang).items():
            st.download_button(label, file.read, file.name, file.kind, on_click="ignore", key=f"get_{file.name}")
    st.caption(sources.terms(lang))


sections = {
    "documents": (_("Documents"), documents_section),
    "indicators": (_("Indicators"), indicators_section),
    "quality": (_("Data quality"), quality_section),
    "readings": (_("Second-reader checks"), readings_section),
    "downloads": (_("Downloads"), downloads_section),
}
choices.view(sections, "section", _("Section"))
