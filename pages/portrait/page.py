"""城市 Portrait: one place on one page, from its four big numbers to what is missing."""

import streamlit as st

from pages.menu import link
from pages.parts import choices, evidence, picker
from pages.parts.figure import show, show_ended, show_numbers, show_table
from pages.parts.language import texts
from pages.parts.layout import rail
from pages.parts.mine import mine
from pages.portrait.outlook import show_outlook
from pages.portrait.peers import choose_peers, usual_peers
from views import places
from views.portrait import peers, people, whole

FEW_TARGETS = 4  # leave room for the age pyramid on the first screen

lang, _ = texts()
names = places.names_to_choose(st.query_params.get("place", ""), lang, mine())
numbers, beside = rail()
with numbers:
    place = choices.one(picker.choose, _("Place"), names, "place", help=places.place_help(lang))
portrait = whole.portrait(place, choices.today(), lang)


@evidence.section
def show_pyramid(place: str, compared: tuple[str, ...]) -> None:
    """Draw the age pyramid of 2020 over 2010, or over a peer."""
    if others := people.set_against(place, compared, lang):
        other = choices.one(st.selectbox, _("The age pyramid is set against"), others, "pyramid")
        show(people.age_pyramid(place, other, lang), key="pyramid_chart")


@evidence.section
def show_results(place: str, compared: tuple[str, ...]) -> None:
    """Draw the place's results against its peers and the nation."""
    if results := peers.results(place, compared, lang):
        show(results, key="spine")
        return
    st.header(peers.title(lang), anchor=False)
    st.markdown(_("No result of this place can be compared with its peers or the nation by the same definition."))


with numbers:
    show_ended(place, "portrait")
    st.title(portrait.name, anchor=False)
    show_numbers(portrait.cards.values(), key="headlines")
    st.markdown(portrait.standing)
with beside:
    if portrait.verdicts:
        show(
            portrait.verdicts,
            key="verdicts",
            title=_("Target, state, gap, verdict"),
            how_to_read=_("Grey: the atlas has not collected a result. Click a cell for its record."),
        )
    if short := portrait.verdicts is None or len(portrait.verdicts.table) <= FEW_TARGETS:
        show_pyramid(place, usual_peers(place))
compared = choose_peers(place)
if not short:
    show_pyramid(place, compared)
if portrait.counts:
    st.header(_("Population counts outside the census"), anchor=False)
    st.markdown(portrait.counts.sentence)
    show_table(portrait.counts, key="counts")
show_results(place, compared)
if portrait.targets:
    show(portrait.targets, key="timeline")
if portrait.inherited:
    st.header(_("Targets of higher levels"), anchor=False)
    st.markdown(portrait.inherited.sentence)
    show_table(portrait.inherited, key="inherited")
show_outlook(place)
if portrait.programmes:
    st.header(_("National programmes and schemes"), anchor=False)
    st.markdown(portrait.programmes.sentence)
    if portrait.programmes.refs:
        show_table(portrait.programmes, key="programmes")
    link("instruments", _("Lists collected"), "list_alt", view="programmes")
for key, title, table in (
    ("models", _("Care models"), portrait.care_models),
    ("codes", _("Policy instruments"), portrait.instruments),
    ("institutions", _("Named institutions"), portrait.institutions),
):
    if table:
        st.header(title, anchor=False)
        show_table(table, key=key)
if portrait.figures:
    st.header(_("All figures"), anchor=False)
    st.caption(portrait.figures.sentence)
    show_table(portrait.figures, key="figures")
st.header(_("Missing data"), anchor=False)
st.markdown(portrait.missing)
link("add", _("Add this city's own document or table"), "add_location_alt")
