"""The one search box: places, indicators, printed phrases and documents, each hit one click from what it names."""

import streamlit as st

from pages.menu import link
from pages.parts import evidence
from pages.parts.language import texts
from views import edition
from views.search import search
from views.words import named, period_text, plain, value_text


def show_search() -> None:
    """Draw the search box and, under it, what was found."""
    lang, _ = texts()
    text = st.text_input(
        _("Search places, indicators, printed words, documents"),
        key="q",
        bind="query-params",
        placeholder=_("e.g. Kunming, nursing beds, 5.04万张"),
        icon=":material/search:",
        max_chars=80,
    )
    if not text or not text.strip():
        return
    names = ("places", "indicators", "documents")
    found = search(text, edition.described(), *(edition.table(name) for name in names))
    if all(rows.empty for rows in found.values()):
        st.info(_("Nothing was found for “{text}”. Try fewer words, or a place's full name.").format(text=plain(text)))
        return
    for _index, fact in found["facts"].iterrows():
        label = f"{named(fact, 'place', lang)} · {named(fact, 'indicator', lang)} · {value_text(fact, lang)} · {period_text(fact, lang)}"
        st.button(
            plain(label),
            key=f"hit_{fact['fact']}",
            on_click=evidence.ask,
            args=(f"fact:{fact['fact']}",),
            type="tertiary",
            icon=":material/format_quote:",
        )
    named_places = found["places"][~found["places"]["place"].str.startswith("x-")]  # the others have no portrait
    for _index, place in named_places.iterrows():
        link("portrait", plain(named(place, "name", lang)), "location_on", place=place["place"])
    for _index, indicator in found["indicators"].iterrows():
        link("compare", plain(named(indicator, "name", lang)), "straighten", view="one", topic=indicator["indicator"])
    for _index, document in found["documents"].iterrows():
        title = document["title"] if lang == "zh" else document["title_en"]
        link("sources", plain(title), "description", document=document["document"])
