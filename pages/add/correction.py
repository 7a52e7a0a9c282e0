"""The figure that is looked at: how it meets known figures, its fields to correct, and why it was read so."""

from typing import Any

import streamlit as st

from pages.add import session
from pages.parts import evidence, picker
from pages.parts.language import texts
from views import places
from views.add import correction
from views.add.brought import Brought
from views.add.correction import LONGEST_NAME, LONGEST_SCOPE, NEW, Typed
from views.add.figures import called, value_words
from views.add.known import DIFFERS
from views.add.marks import visible
from views.add.reasons import reason_sentence
from views.add.review import Figure, corrected, with_same_meaning
from views.add.tables import alike
from views.edition import STORED, reading
from views.own.conflicts import Met
from views.words import plain

KEY = "figure_"  # before the name of each field
OPEN = "figure_open"  # the figure whose fields are drawn


def show_correction(text: Brought, met: dict[int, Met]) -> None:
    """Draw the figure that is looked at."""
    lang, _ = texts()
    figures = text.reviewed.now.figures
    if not figures:
        return
    at = min(text.current, len(figures) - 1)
    figure = figures[at]
    with st.container(key="figure"):
        st.markdown(f"**{plain(value_words(figure.read, lang))}** {plain(called(figure.read, lang))}")
        st.caption(f"{plain(figure.read.clause)}　“{plain(visible(figure.read.as_printed))}”")
        if meeting := met.get(at):
            (st.warning if meeting.how == DIFFERS else st.info)(plain(meeting.said))
            st.button(
                _("Show the known figure"),
                key=f"{KEY}known",
                on_click=evidence.ask,
                args=(meeting.ref,),
                type="tertiary",
                icon=":material/fact_check:",
            )
        _show_fields(text, at, figure)
        with st.container(gap=None):
            st.markdown(f"**{_('Why it was read so')}**")
            st.caption("\n".join(f"- {plain(reason_sentence(each, lang))}" for each in figure.read.reasons))


def _show_fields(text: Brought, at: int, figure: Figure) -> None:
    lang, _ = texts()
    shown = correction.shown(figure, lang)
    if st.session_state.get(OPEN) != (text.name, at, figure, lang):  # other fields: what was typed for the last is gone
        st.session_state[OPEN] = (text.name, at, figure, lang)
        for name, value in vars(shown).items():
            st.session_state[f"{KEY}{name}"] = value
    _picked(_("Indicator"), correction.indicators_for(figure.read, lang), "indicator", shown.indicator)
    if _value("indicator") == NEW:
        _field(_("Its name"), "name", LONGEST_NAME)
        _select(_("Unit"), correction.units(lang), "unit")
    _select(_("Kind"), correction.kinds(lang), "kind")
    if _value("kind") == "target":
        _select(_("How firm"), correction.commitments(lang), "commitment")
    with st.container(horizontal=True, gap="small", key="figure_amount"):
        _select(_("Value"), correction.comparators(lang), "comparator")
        _field(_("Value"), "value", 20, hidden=True)
        if _value("comparator") == "range":
            _field(_("Upper end"), "value_high", 20, hidden=True)
        st.markdown(_unit(lang))
    _field(_("Year or date"), "date", 12, placeholder=_("e.g. 2025 or 2025-12-31"))
    where = places.names_to_choose(text.document.place, lang)
    here = figure.read.place
    if here and here not in where:
        where = {here: places.distinct_names(lang)[here], **where}
    _picked(_("Place"), where, "place", here)
    _field(_("Condition"), "scope", LONGEST_SCOPE, placeholder=_("e.g. newly built; leave empty for the whole place"))
    if others := alike(text, at):
        label = _("Also for the {count} others of this column").format(count=len(others))
        st.checkbox(label, value=True, key=f"{KEY}column")
    st.button(
        _("Save and accept"),
        key=f"{KEY}save",
        on_click=_save,
        args=(at,),
        type="primary",
        icon=":material/check:",
    )


def _value(name: str) -> str:
    return str(st.session_state.get(f"{KEY}{name}") or "")


def _unit(lang: str) -> str:
    unit = _value("unit") if _value("indicator") == NEW else correction.unit_of(_value("indicator"))
    return plain(correction.units(lang).get(unit, unit))


def _picked(label: str, options: dict[str, str], name: str, usual: str) -> None:
    _ = texts()[1]
    key = f"{KEY}{name}"
    if st.session_state.get(key) not in options:
        st.session_state[key] = usual if usual in options else None
    picker.choose(
        label, list(options), format_func=options.__getitem__, key=key, on_change=lambda: None, placeholder=_("Choose")
    )


def _select(label: str, options: dict[str, str], name: str) -> None:
    key = f"{KEY}{name}"
    if st.session_state.get(key) not in options:
        st.session_state[key] = next(iter(options))
    st.selectbox(label, list(options), format_func=options.__getitem__, key=key)


def _field(label: str, name: str, most: int, *, hidden: bool = False, **settings: Any) -> None:
    st.session_state.setdefault(f"{KEY}{name}", "")
    visibility = "collapsed" if hidden else "visible"
    st.text_input(label, key=f"{KEY}{name}", max_chars=most, label_visibility=visibility, **settings)


def _save(at: int) -> None:
    """Callback: take what stands in the fields, and accept the figure; else say what is wrong with it."""
    text = session.opened()
    if text is None or at >= len(text.reviewed.now.figures):
        return
    lang = texts()[0]
    typed = Typed(**{name: _value(name) for name in Typed.__dataclass_fields__})
    with reading(STORED):
        figure, wrong = correction.corrected(text.reviewed.now.figures[at], typed, lang)
    if wrong:
        session.tell(plain(wrong))
        return
    now = corrected(text.reviewed.now, at, figure)
    if st.session_state.get(f"{KEY}column"):
        now = with_same_meaning(now, alike(text, at), figure)
    text.reviewed.turn(now)
    session.settle(text)
