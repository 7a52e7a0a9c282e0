"""The evidence drawer: where a number was printed, or the formula and inputs it was computed from.

Any page calls ``ask(ref)`` from a widget callback; the frame around a page, or a view that runs alone, opens the drawer.
The reference stands in the address (``?evidence=fact:…``), so that a record can be sent to a colleague.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

import pandas as pd
import streamlit as st

from pages.parts.faults import told
from pages.parts.language import texts
from pages.parts.own import viewers_edition
from pages.parts.tables import ASKED, by_keys
from pages.parts.turns import turn
from views import records
from views.edition import reading
from views.view import ByCell, ByRow
from views.words import plain

TRAIL = "evidence_trail"
PARAMETER = "evidence"
LONGEST_LIST = 500

P = ParamSpec("P")


@contextmanager
def frame() -> Iterator[None]:
    """Stand around a page or a view: it has its turn, reads this viewer's edition, tells a fault, and opens a record asked for at its end.

    What leaves the run by Streamlit's own ways (``st.rerun``, ``st.switch_page``, ``st.stop``) opens nothing: the next run does.
    """
    with turn(), reading(viewers_edition()):
        with told():
            yield
        with told():
            _show_asked()


def section(draw: Callable[P, None]) -> Callable[P, None]:
    """Return a view that runs alone when one of its controls is used (a fragment), in its frame."""
    return st.fragment(frame()(draw))


def ask(ref: str) -> None:
    """Ask for a record; the drawer opens when the page next runs."""
    st.session_state[ASKED] = ref


def wanted(key: str, chosen: str | None, shown: object) -> str | None:
    """Return what a selection asks for, or what the last one asked for where this one clears it.

    A second click on the same cell or mark clears the selection, and asks for the same again. It is also cleared when
    something else is shown, which asks for nothing.

    Args:
        key: name of the chart or table.
        chosen: what the selected cell or mark asks for; None where nothing is selected any more.
        shown: what the chart or table shows.
    """
    remembered = f"{key}_last"
    if chosen is not None:
        st.session_state[remembered] = (chosen, shown)
    last, then = st.session_state.get(remembered, (None, None))
    return last if then == shown else None


def ask_selected(key: str, refs: ByRow | ByCell) -> None:
    """Callback of a table: ask for the record behind the selected cell, or its row; an empty cell has none."""
    chosen = None
    if cells := st.session_state[key]["selection"]["cells"]:
        row, column = cells[0]
        chosen = refs.get((row, column), "") if isinstance(refs, dict) else refs[row]
    ref = wanted(key, chosen, refs)
    if ref and not by_keys(ref):
        ask(ref)


def button(ref: str, *, key: str, line: str = "") -> None:
    """Draw what is known of a number (Markdown), if anything, as the button that opens its record: one element, not two."""
    _ = texts()[1]
    asked = _("Source")
    label = f"{line} · {asked}" if line else asked
    st.button(label, key=key, on_click=ask, args=(ref,), type="tertiary", icon=":material/fact_check:")


def ask_clicked(key: str) -> None:
    """Callback of a component of the atlas: ask for the record whose reference it reports as ``clicked``."""
    if ref := st.session_state[key].get("clicked"):
        ask(ref)


def _show_asked() -> None:
    """Open the drawer when a record was asked for, by a click or (on the first run) by the address."""
    ref = st.session_state.pop(ASKED, None)
    if ref is None and TRAIL not in st.session_state:
        ref = st.query_params.get(PARAMETER)
    if ref is None:
        return
    st.session_state[TRAIL] = [ref]
    st.query_params[PARAMETER] = ref
    _ = texts()[1]
    st.dialog(_("Source of this figure"), width="medium", position="right", on_dismiss=_close)(_drawer)()


def _close() -> None:
    st.session_state[TRAIL] = []
    if PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


@told()
def _drawer() -> None:
    lang, _ = texts()
    trail: list[str] = st.session_state[TRAIL]
    if len(trail) > 1 and st.button(_("Back"), icon=":material/arrow_back:", key="evidence_back"):
        trail.pop()
        st.rerun(scope="fragment")
    try:
        record = records.record(trail[-1], lang)
    except KeyError:
        st.warning(_("This link leads to no figure: it may be from an older version. Choose a figure on the page."))
        return
    if record.title:
        st.subheader(plain(record.title), anchor=False)
    st.title(plain(record.value), anchor=False)
    if record.formula:
        st.markdown(f"**{_('Computed here')}**: {record.formula}")
        for label, text in record.lines:
            st.markdown(f"**{plain(label)}**: {plain(text)}")
        _caveats(record)
        _inputs(list(record.inputs), lang, _("{count} inputs. Click a row for its record."))
        return
    st.caption(" · ".join(map(plain, record.badges)))
    if record.as_printed:
        words = _("The document's wording, unchanged.")
        copied = _(
            "The page collected is a copy in another script or with readings inserted; shown without them, so not "
            "the original wording."
        )
        st.markdown(f"> {plain(record.as_printed)}", help=copied if record.damaged else words)
    else:
        st.caption(record.not_printed)
    lines = [(label, plain(text)) for label, text in record.lines]
    st.table(pd.DataFrame(lines, columns=["", " "]), hide_header=True, hide_index=True, border="horizontal")
    _caveats(record)
    _inputs(list(record.inputs), lang, _("{count} parts. Click a row for its record."))


def _caveats(record: records.Record) -> None:
    """Show the warnings of a record, if it has any."""
    if record.warnings:
        names = [f"- **{plain(name)}**: {plain(meaning)}" for name, meaning in record.warnings]
        _ = texts()[1]
        st.warning(_("Read with care:") + "\n" + "\n".join(names))


def _inputs(inputs: list[str], lang: str, told: str) -> None:
    """List what a number was computed from, or what a record is made of; a row opens its own record."""
    _ = texts()[1]
    if not inputs:
        return
    st.caption(told.format(count=len(inputs)))
    listed = inputs[:LONGEST_LIST]
    if len(inputs) > LONGEST_LIST:
        st.caption(_("The first {count} are listed; the downloads hold all.").format(count=LONGEST_LIST))
    chosen = st.dataframe(
        records.lines(listed, lang),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-cell",
        key=f"inputs_{len(st.session_state[TRAIL])}",
    )
    if opened := chosen["selection"]["cells"]:
        st.session_state[TRAIL].append(listed[opened[0][0]])
        st.rerun(scope="fragment")
