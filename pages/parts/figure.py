"""What a view hands over, as every page shows it: title, sentence, how to read it, and the chart, the map or the table."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa
import streamlit as st
from streamlit.components.v2 import component

from charts.map_frame import addresses
from exports.sheet import workbook
from loaders.geography.layers import CREDIT, REVIEW, SERVED
from pages.menu import go_to, link
from pages.parts import evidence, pins, tables
from pages.parts.component import made
from pages.parts.language import texts
from pages.parts.live import show_live_charts, show_number_cards
from pages.parts.plot import show_plot, source
from views.edition import bound
from views.places import ended, portrait_places, uncovered
from views.view import Card, Cells, Chart, Link, Live, Moving, Panels, Table
from views.words import plain, unmarked

PICTURED = 25  # rows of a table in its picture
ROW_HEIGHT = 40
MARGIN_WIDTH = 212
CELL_WIDTH = 217
MEASURED = 60  # rows
WIDE_SIGN, SIGN, PADDING, WHOLE, WIDEST = 14.5, 6.9, 18, 90, 320  # pixels
WRAPS_FROM, LINES = 66, 3  # pixels of a row: below, Streamlit breaks no line; and the lines that it holds
CHOSEN_UNIT = "map_chosen"
STRIP = made("strip", "strip")
# Whose boundaries they are; and a word where their files cannot be had, for which Plotly leaves a map blank.
MAP_FILES = component(
    "atlas_map_files",
    html='<p role="alert"></p><small></small>',
    css="p { margin: 0 } small { font-size: 0.875rem; color: color-mix(in srgb, var(--st-text-color) 75%, transparent) }",
    js=Path(__file__).with_name("map_files.js").read_text("utf-8"),
)


def show(view: Table, *, key: str, title: str = "", how_to_read: str = "") -> None:
    """Lay out what a view hands over: its title, what it says, how to read it, and the chart or the table itself.

    Marks, rows and cells open their evidence. The values of a chart lie folded below it.

    Args:
        view: what to show.
        key: its name on the page.
        title: what it shows, where the view itself does not say it.
        how_to_read: what a mark, a cell, its place and its colour mean, likewise.
    """
    _ = texts()[1]
    if isinstance(view, Chart | Panels):
        title, how_to_read = title or view.title, how_to_read or view.how_to_read
    with st.container(key=f"plot_{key}"):
        if isinstance(view, Chart):
            show_chart(view.figure, key=key, title=title, sentence=view.sentence, on_click=evidence.ask)
        else:
            head(title, view.sentence)
            if isinstance(view, Panels):
                show_panels(view, key)
            elif isinstance(view, Cells):
                _show_cells(view, key)
            else:
                show_table(view, key=key)
            shown = None if isinstance(view, Panels) else view.table
            show_strip(key, title=title, sentence=view.sentence, table=shown)
        refs = list(view.refs.values()) if isinstance(view.refs, dict) else view.refs
        _offer(refs, key=key, title=title, sentence=view.sentence)
    if isinstance(view, Chart) and view.warning:
        st.warning(view.warning, icon=":material/difference:")
    if how_to_read:
        st.caption(how_to_read)
    if isinstance(view, Chart | Panels):
        show_table(view, key=f"{key}_table", label=_("Show as a table"))


def show_panels(panels: Panels, key: str) -> None:
    """Draw the figures beside each other as one element."""
    drawn = [
        Live(
            name,
            str(figure.to_json()),
            f"{panels.title}: {panels.names[name]}. {panels.lines[name]}",
            panels.names[name],
            panels.lines[name],
        )
        for name, figure in panels.figures.items()
    ]
    show_live_charts(drawn, key=key, revision=panels.title, fill=True)


def show_lives(lives: list[Live], refs: list[str], *, key: str, title: str, revision: str, fill: bool = False) -> None:
    """Draw charts that follow levers, and below them what can be done with them.

    Args:
        lives: the charts.
        refs: of the records behind them.
        key: their name on the page.
        title: what they show together, for a picture.
        revision: zoom and legend stay as long as this stays.
        fill: they take the height that the window leaves.
    """
    said = " ".join(live.sentence for live in lives)
    with st.container(key=f"plot_{key}"):
        show_live_charts(lives, key=key, revision=revision, fill=fill)
        with st.container(horizontal=True, key=f"under_{key}", gap=None):
            show_strip(key, title=title, sentence=said)
            _offer(refs, key=key, title=title, sentence=said)


def show_strip(key: str, *, title: str, sentence: str, table: pa.Table | None = None) -> None:
    """Draw what can be done with a table or with several charts, as one chart has it within.

    Args:
        key: its name on the page.
        title: what is shown, for its picture.
        sentence: what it says (Markdown), likewise.
        table: what a picture shows; none where it shows the charts beside each other.
    """
    _ = texts()[1]
    picture: dict[str, Any] = {"title": title, "sentence": unmarked(sentence), "source": source()}
    if table is not None:
        left = len(table) - PICTURED
        picture["table"] = {
            "heads": [str(name) for name in table.column_names],
            "rows": [[str(cell or "") for cell in row.values()] for row in table.slice(0, PICTURED).to_pylist()],
            "more": _("{count} more rows in the atlas.").format(count=left) if left > 0 else "",
        }
    said = {"full": _("Full screen"), "drawing": _("Picture"), "link": _("Copy link"), "copied": _("Copied")}
    STRIP(key=f"strip_{key}", data={**said, "name": f"yiyang-atlas-{key}", "picture": picture})


def _offer(refs: list[str], *, key: str, title: str, sentence: str) -> None:
    """Draw what the server does with a chart or a table: keep it for a meeting, hand out its records as a sheet."""
    with st.container(horizontal=True, key=f"taken_{key}", gap=None, width="content"):
        pins.offer(key)
        offer_sheet(refs, key=key, title=title, sentence=sentence)


def offer_sheet(refs: list[str], *, key: str, title: str, sentence: str) -> None:
    """Draw the button that hands out the records behind a chart as a sheet; it is made once it is asked for."""
    lang, _ = texts()
    st.download_button(
        "Excel",
        bound(lambda: workbook(refs, title, sentence, source(), lang)),  # made in a thread of no viewer
        file_name=f"{title or _('Yiyang Atlas')}.xlsx".replace("/", " "),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key=f"excel_{key}",
        on_click="ignore",
        type="tertiary",
    )


def head(title: str, sentence: str = "") -> None:
    """Say in two lines what is shown (plain text) and what it says (Markdown)."""
    if title:
        st.header(title, anchor=False)
    if sentence:
        st.markdown(sentence)


def show_chart(
    figure: go.Figure,
    *,
    key: str,
    title: str,
    sentence: str = "",
    on_click: Callable[[str], None] | None = None,
    fill: bool = True,
) -> None:
    """Draw a figure alone; a click on a mark calls ``on_click`` with what it carries."""
    show_plot(figure, key=key, title=title, sentence=unmarked(sentence), on_click=on_click, fill=fill)


def show_table(table: Table, *, key: str, label: str = "", wrapped: bool = False) -> None:
    """Show a table whose rows or cells open their evidence.

    Args:
        table: what to show.
        key: its name on the page.
        label: of the fold that it lies behind; it is open where there is none.
        wrapped: its texts stand in several lines.
    """
    if not label:
        _draw(table, key, wrapped)
        return
    fold = st.expander(label, key=f"{key}_fold", on_change="rerun")
    if fold.open:  # a folded table costs nothing
        with fold:
            _draw(table, key, wrapped)


def show_folded(values: Callable[[], Table], *, key: str, label: str = "") -> None:
    """Show values behind a fold, those of the charts above where no ``label`` says which; they are worked out once it is opened."""
    _ = texts()[1]
    fold = st.expander(label or _("Show as a table"), key=f"{key}_fold", on_change="rerun")
    if fold.open:
        with fold:
            _draw(values(), key, False)


def _draw(table: Table, key: str, wrapped: bool) -> None:
    refs = table.refs
    with st.container(key=f"table_{key}"):
        st.dataframe(
            table.table,
            **sizes(table.table, wrapped=wrapped),
            hide_index=True,
            key=key,
            height="stretch",
            on_select=lambda: evidence.ask_selected(key, refs),
            selection_mode="single-cell",
        )


def sizes(table: pa.Table, *, wrapped: bool) -> dict[str, Any]:
    """Return the settings under which every text of a table can be read: widths by the longest text, or of three lines.

    Streamlit measures Chinese too narrow, and from the first rows alone. A long table is left to it.
    """
    if len(table) > MEASURED:
        return {}
    config = {}
    for name, cells in table.to_pydict().items():
        written = [str(cell) for cell in cells]
        wide = max(map(_pixels, written), default=0)
        if wrapped:  # lines are not filled to their end, and a word, or an amount in Chinese, stays whole
            word = max((_pixels(word) for text in written for word in text.split()), default=0)
            wide = max(1.3 * wide / LINES, min(word, WHOLE))
        config[name] = st.column_config.Column(width=_width(min(max(wide, _pixels(str(name))), WIDEST)))
    return {"column_config": config} | ({"row_height": round(WRAPS_FROM * tables.growth())} if wrapped else {})


def _width(pixels: float) -> int:
    """Return how wide a column is for a text of that width on a laptop."""
    return round(pixels * tables.growth()) + PADDING


def _pixels(text: str) -> float:
    """Return about how wide a text is drawn in a table, by its Chinese and its Latin signs."""
    return sum(WIDE_SIGN if sign > "\u2e7f" else SIGN for sign in text)


def _show_cells(cells: Cells, key: str) -> None:
    _ = texts()[1]
    names, refs = cells.table.column_names, cells.refs
    head, second = names[:2]
    # Places to compare stand in columns of one width; other cells are as wide as what they say.
    written = {name: [str(name), *map(str, column)] for name, column in cells.table.to_pydict().items()}
    wide = (
        dict.fromkeys(names, CELL_WIDTH) | {head: MARGIN_WIDTH}
        if cells.benchmark
        else {name: min(max(map(_pixels, texts)), WIDEST) for name, texts in written.items()}
    )
    config = {name: st.column_config.TextColumn(width=_width(wide[name])) for name in names}
    config[head] = st.column_config.TextColumn(pinned=True, width=_width(wide[head]))
    if cells.benchmark:
        config[second] = st.column_config.TextColumn(
            _("{place} (benchmark)").format(place=second), width=_width(CELL_WIDTH)
        )
    with st.container(key=f"table_{key}"):
        st.dataframe(
            cells.style,
            hide_index=True,
            column_config=config,
            row_height=ROW_HEIGHT,
            height="stretch",
            key=key,
            on_select=lambda: evidence.ask_selected(key, refs),
            selection_mode="single-cell",
        )


def show_map(chart: Chart) -> None:
    """Lay out a map: title, sentence, map, credit and review note of its boundaries, and the same values as a table.

    A click on a unit, or on its row of the table, puts what it asks for (a place's code, or a record's reference) under
    ``CHOSEN_UNIT`` into the session, and it opens. A second click on the same one clears the selection, and asks again.
    """
    lang, _ = texts()
    shown = (chart.title, chart.refs)

    def take(code: str) -> None:
        st.session_state[CHOSEN_UNIT] = code

    def take_row() -> None:
        cells = st.session_state["map_table"]["selection"]["cells"]
        st.session_state[CHOSEN_UNIT] = evidence.wanted("map_table", chart.refs[cells[0][0]] if cells else None, shown)

    with st.container(key="plot_map"):
        show_plot(
            chart.figure,
            key="map",
            title=chart.title,
            sentence=unmarked(chart.sentence),
            on_click=take,
            moving=chart if isinstance(chart, Moving) else None,
        )
        _offer(chart.refs, key="map", title=chart.title, sentence=chart.sentence)
    told = _(
        "The map cannot be drawn, as the server does not hand out its files: load the page again, or ask whoever runs the atlas."
    )
    MAP_FILES(
        key="map_files",
        data={
            "files": [f"{SERVED}world_110m.json", *addresses(chart.figure)],
            "missing": told,
            "note": f"{CREDIT[lang]} · {REVIEW[lang]}",
        },
    )
    st.caption(chart.how_to_read)
    fold = st.expander(_("Show as a table"), key="map_fold", on_change="rerun")
    if fold.open:  # a folded table costs nothing
        with fold:
            st.dataframe(
                chart.table, hide_index=True, key="map_table", on_select=take_row, selection_mode="single-cell"
            )
    _open_chosen()


def _open_chosen() -> None:
    """Ask for the record of the value that was clicked, open the portrait of the unit, or say where more is known."""
    _ = texts()[1]
    code = st.session_state.pop(CHOSEN_UNIT, None)
    if not code:
        return
    if ":" in code:
        evidence.ask(code)
        return
    if code in portrait_places(code):
        go_to("portrait", place=code)
    st.dialog(_("No figure of its own"))(_tell_uncovered)(code)


def _tell_uncovered(code: str) -> None:
    """Say what is known of a unit without a portrait, with a link to the portrait of the area above it."""
    told, above, name = uncovered(code, texts()[0])
    st.markdown(plain(told))
    if above:
        link("portrait", plain(name), "arrow_forward", place=above)


def show_numbers(cards: Iterable[Card], *, key: str) -> None:
    """Draw numbers as cards, each with the button that opens its record, and below them the ways on that they have."""
    _ = texts()[1]
    shown = list(cards)
    show_number_cards(shown, key=key, why=_("Why this number?"))
    for at, card in enumerate(shown):
        if card.link:
            show_link(card.link, key=f"{key}_{at}")


def show_ended(place: str, page: str) -> None:
    """Say of a code that ended where its residents are counted since, with a link to each; nothing of any other place."""
    if told := ended(place, texts()[0]):
        sentence, successors = told
        st.info(plain(sentence))
        for code, name in successors.items():
            link(page, plain(name), "arrow_forward", place=code)


def show_link(way: Link, *, key: str) -> None:
    """Draw a link to a page, or to a record as a button of this ``key``."""
    if way.ref:
        icon = f":material/{way.icon}:"
        st.button(plain(way.label), key=key, on_click=evidence.ask, args=(way.ref,), type="tertiary", icon=icon)
    else:
        link(way.page, plain(way.label), way.icon, **way.query)
