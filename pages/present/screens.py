"""The screens of a meeting: one message each, with its chart, its source and, of a scenario, levers to move before the audience."""

import html
import re

import streamlit as st
from streamlit.components.v2 import component

from charts.screen import for_screen
from pages.parts import choices, evidence
from pages.parts.component import text_of_page
from pages.parts.language import texts
from pages.parts.live import show_live_charts
from pages.parts.mine import mine
from pages.parts.pins import keep, kept
from pages.parts.plot import show_plot
from pages.parts.text_table import show_text_table
from views.meeting.item import Item, source
from views.meeting.pins import Pin, item_of, with_levers
from views.scenario.controls import titles
from views.scenario.state import from_address, levers, span
from views.view import Chart, Curves, Live, Panels, Table
from views.words import unmarked

SCREEN = "screen"  # in the address: which one is shown
ROWS = 9  # of a chart, that are read from the last seat
COLUMNS = 5  # of a table
LEAD = {"zh": 84, "en": 170}  # letters of the sentence, two lines
FOOT = {"zh": 60, "en": 120}
PRESENTER = component(
    "atlas_presenter",
    html='<div class="presenter"></div>',
    css="",
    js=text_of_page("present/present.js"),
    isolate_styles=False,
)


def asked_screen() -> int:
    """Return the number of the screen that the address asks for, from 1; 0 for none."""
    text = st.query_params.get(SCREEN, "")
    number = int(text) if text.isdecimal() and len(text) < 4 else 0
    return min(number, len(kept()))


def show_screen(at: int) -> None:
    """Draw a screen."""
    lang, _ = texts()
    pins = kept()
    pin = pins[at - 1]
    st.html(f"<style>{text_of_page('present/present.css')}</style>")
    try:
        item = item_of(pin, lang, choices.today(), mine())
    except LookupError:
        item = None
    title = item.title if item else pin.title or _("Nothing to show any more")
    said = lead(item.sentence, LEAD[lang]) if item else _("What this screen showed is no longer in the atlas.")
    st.html(f'<h1 class="screen-title">{html.escape(title)}</h1><p class="screen-sentence">{html.escape(said)}</p>')
    with st.container(key="screen"):
        if item:
            _show_view(pin, item, at)
    foot = source(choices.today(), lang)
    values = lead(item.values, FOOT[lang]) if item else ""
    st.html(
        f'<div class="screen-foot"><span>{html.escape(" · ".join(part for part in (values, foot) if part))}</span>'
        f"<span>{at}/{len(pins)}</span></div>"
    )
    PRESENTER(key="presenter", data={"at": at, "count": len(pins)}, on_go_change=_go)


def _go() -> None:
    """Callback: another screen, or (0) back to the tray."""
    at = int(st.session_state["presenter"].get("go") or 0)
    choices.write(SCREEN, str(at) if at else "", "")


def lead(text: str, most: int) -> str:
    """Return the sentences of a text that fit so many letters, at least the first."""
    sentences = [part for part in re.split(r"(?<=[。；;])|(?<=[.]) ", text) if part]
    told = ""
    for sentence in sentences:
        joined = f"{told} {sentence}".strip() if told and not told.endswith(("。", "；")) else told + sentence
        if told and len(joined) > most:
            break
        told = joined
    return told


def _show_view(pin: Pin, item: Item, at: int) -> None:
    """Draw what is shown; the levers that are left on the screen stand beside it."""
    if not pin.levers:
        _draw(item.view, f"screen_{at}")
        return
    wide, narrow = st.columns([74, 26])
    with narrow.container(key="screen_levers"):
        _levers(pin, at)
    with wide:
        _draw(item.view, f"screen_{at}")


def _levers(pin: Pin, at: int) -> None:
    """Draw levers of a scenario; a change is kept in the pin, so that it is still there when the screen is shown again."""
    called = titles(texts()[0])
    assumed = dict(from_address(pin.query)[0].scenario.changed)
    for name in pin.levers:
        low, high, step = span(name)
        key = f"screen_lever_{at}_{name}"
        st.session_state[key] = float(assumed.get(name, levers()[name].default))
        st.slider(
            called[name], float(low), float(high), step=float(step), key=key, on_change=_moved, args=(at, name, key)
        )


def _moved(at: int, name: str, key: str) -> None:
    pins = list(kept())
    pins[at - 1] = with_levers(pins[at - 1], {name: st.session_state[key]})
    keep(pins)


def _draw(view: Table, key: str) -> None:
    """Draw a view as large as the screen allows; a click on a mark opens its record."""
    if isinstance(view, Panels):
        lives = [
            Live(name, str(figure.to_json()), view.names[name], view.names[name])
            for name, figure in view.figures.items()
        ]
        show_live_charts(lives, key=key, revision=view.title, fill=True, screen=True)
    elif isinstance(view, Curves):
        show_live_charts(
            [Live(key, view.figure, unmarked(view.sentence))], key=key, revision=key, fill=True, screen=True
        )
    elif isinstance(view, Chart):
        on_map = any("geojson" in trace for trace in view.figure.to_dict()["data"])
        figure, left = (view.figure, 0) if on_map else for_screen(view.figure, ROWS)
        show_plot(
            figure,
            key=key,
            title=view.title,
            sentence=unmarked(view.sentence),
            on_click=lambda ref: evidence.ask(ref) if ":" in ref else None,
            screen=True,
        )
        if left:
            _ = texts()[1]
            st.html(
                f'<p class="text-table-more">{_("{count} more rows in the files handed over.").format(count=left)}</p>'
            )
    else:
        show_text_table(_cut(view), key=key, label="", fit=True)


def _cut(view: Table) -> Table:
    """Return a table with the first columns, as many as can be read; its refs by cell."""
    names = view.table.column_names[:COLUMNS]
    frame = view.table.select(names).to_pandas()
    if isinstance(view.refs, dict):
        return Table(frame, {at: ref for at, ref in view.refs.items() if at[1] in names})
    return Table(frame, {(row, names[0]): ref for row, ref in enumerate(view.refs)})
