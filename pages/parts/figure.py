"""A chart as every page shows one: title, sentence, how to read it, the chart, and the same values as a table."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pyarrow as pa
import streamlit as st

from charts.theme import CONFIG
from i18n.texts import translator
from pages.parts import evidence
from pages.parts.language import texts
from views.places import mapped, portrait_places, unit_names
from views.view import Cells, Linked, MapView
from views.words import plain

LONG_TABLE = 16
ROW_HEIGHT = 40
MARGIN_WIDTH = 230
CELL_WIDTH = 205
MEASURED = 60  # rows
WIDE_SIGN, PADDING, WHOLE, WIDEST = 14.5, 18, 90, 320  # pixels
WRAPS_FROM, LINES = 66, 3  # pixels of a row: below, Streamlit breaks no line; and the lines that it holds
CHOSEN_UNIT = "map_chosen"
Table = pd.DataFrame | pa.Table


def show_figure(
    figure: go.Figure, *, key: str, title: str, sentence: str, how_to_read: str, table: Table, refs: list[str]
) -> None:
    """Lay out one chart whose marks and table rows open their evidence.

    Args:
        figure: its marks carry their evidence reference as ``customdata``.
        key: name of the chart on the page.
        title: what it shows.
        sentence: what it says, in words (Markdown).
        how_to_read: what a mark, its place and its colour mean.
        table: the same values, one row a mark.
        refs: the evidence reference of each table row.
    """
    _ = texts()[1]
    st.header(title, anchor=False)
    st.markdown(sentence)
    st.caption(how_to_read)
    show_chart(figure, key=key, alt=f"{title}. {sentence}", on_select=lambda: evidence.ask_point(key, refs))
    show_table(table, refs, key=f"{key}_table", label=_("The same values as a table"))


def show_chart(figure: go.Figure, *, key: str, alt: str, on_select: Callable[[], None]) -> None:
    """Draw a figure alone; a click on a mark calls ``on_select``."""
    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, on_select=on_select, selection_mode="points", alt=alt)


def show_unlinked_chart(figure: go.Figure, *, key: str, alt: str) -> None:
    """Draw a figure whose marks carry no evidence of their own; the list beside it does."""
    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=alt)


def show_linked_table(linked: Linked, *, key: str, label: str = "", wrapped: bool = False) -> None:
    """Show a table whose cells open their own evidence, folded behind ``label`` where one is given; its texts in several lines, if ``wrapped``."""
    _perhaps_folded(lambda: _cells(linked, key, wrapped), key, label)


def _cells(linked: Linked, key: str, wrapped: bool) -> None:
    st.dataframe(
        linked.table,
        **sizes(linked.table, wrapped=wrapped),
        hide_index=True,
        key=key,
        height="content" if len(linked.table) <= LONG_TABLE else LONG_TABLE * 36,
        on_select=lambda: evidence.ask_selected(key, linked.refs),
        selection_mode="single-cell",
    )


def show_table(table: Table, refs: list[str], *, key: str, label: str = "", wrapped: bool = False) -> None:
    """Show a table whose rows open their evidence, folded behind ``label`` where one is given; its texts in several lines, if ``wrapped``."""
    _perhaps_folded(lambda: _rows(table, refs, key, wrapped), key, label)


def sizes(table: Table, *, wrapped: bool) -> dict[str, Any]:
    """Return the settings under which every text of a table can be read: widths by the longest text, or of three lines.

    Streamlit measures Chinese too narrow, and from the first rows alone. A long table is left to it.
    """
    if len(table) > MEASURED:
        return {}
    columns = table.to_dict("list") if isinstance(table, pd.DataFrame) else table.to_pydict()
    config = {}
    for name, cells in columns.items():
        written = [str(cell) for cell in cells]
        wide = max(map(_pixels, written), default=0)
        if wrapped:  # lines are not filled to their end, and a word, or an amount in Chinese, stays whole
            word = max((_pixels(word) for text in written for word in text.split()), default=0)
            wide = max(1.3 * wide / LINES, min(word, WHOLE))
        config[name] = st.column_config.Column(width=round(min(max(wide, _pixels(str(name))), WIDEST)) + PADDING)
    return {"column_config": config} | ({"row_height": WRAPS_FROM} if wrapped else {})


def _pixels(text: str) -> float:
    """Return about how wide a text is drawn in a table; a Chinese sign is as wide as two Latin ones."""
    return sum(WIDE_SIGN if sign > "\u2e7f" else WIDE_SIGN / 2 for sign in text)


def _perhaps_folded(draw: Callable[[], None], key: str, label: str) -> None:
    if not label:
        draw()
        return
    fold = st.expander(label, key=f"{key}_fold", on_change="rerun")
    if fold.open:  # a folded table costs nothing
        with fold:
            draw()


def _rows(table: Table, refs: list[str], key: str, wrapped: bool) -> None:
    st.dataframe(
        table,
        **sizes(table, wrapped=wrapped),
        height="content" if wrapped else "auto",
        hide_index=True,
        key=key,
        on_select=lambda: evidence.ask_row(key, refs),
        selection_mode="single-cell",
    )


def show_cells(cells: Cells, *, key: str, benchmark: bool = False) -> None:
    """Show a comparison whose cells open their evidence; a cell of another definition is grey and begins with ≠.

    Args:
        cells: what to show.
        key: name of the table on the page.
        benchmark: the second column is a benchmark, and says so.
    """
    _ = texts()[1]
    shown, refs = cells.texts, cells.refs
    head, second = shown.columns[:2]
    config = {name: st.column_config.TextColumn(width=CELL_WIDTH) for name in shown.columns}
    config[head] = st.column_config.TextColumn(pinned=True, width=MARGIN_WIDTH)
    if benchmark:
        config[second] = st.column_config.TextColumn(_("{place} (benchmark)").format(place=second), width=CELL_WIDTH)
    st.dataframe(
        cells.style,
        hide_index=True,
        column_config=config,
        row_height=ROW_HEIGHT,
        height="content" if len(shown) <= LONG_TABLE else LONG_TABLE * ROW_HEIGHT,
        key=key,
        on_select=lambda: evidence.ask_selected(key, refs),
        selection_mode="single-cell",
    )


def show_map(view: MapView, config: dict, *, credit: str) -> None:
    """Lay out a map: title, sentence, map, credit and review note, and the same values as a table.

    A click on a unit, or on its row of the table, puts what it asks for (a place's code, or a record's reference) under
    ``CHOSEN_UNIT`` into the session. A second click on the same one clears the selection, and asks again.

    Args:
        view: what to show.
        config: the Plotly configuration of maps.
        credit: source of the boundaries and its review note.
    """
    _ = texts()[1]
    shown = (view.title, view.refs)

    def take() -> None:
        st.session_state[CHOSEN_UNIT] = evidence.wanted("map", evidence.clicked("map"), shown)

    def take_row() -> None:
        cells = st.session_state["map_table"]["selection"]["cells"]
        st.session_state[CHOSEN_UNIT] = evidence.wanted("map_table", view.refs[cells[0][0]] if cells else None, shown)

    st.header(view.title, anchor=False)
    st.markdown(view.sentence)
    st.caption(view.how_to_read)
    st.plotly_chart(
        view.figure,
        key="map",
        theme=None,
        config=config,
        on_select=take,
        selection_mode="points",
        alt=f"{view.title}. {view.sentence}",
    )
    st.caption(credit)
    fold = st.expander(_("The same values as a table"), key="map_fold", on_change="rerun")
    if fold.open:  # a folded table costs nothing
        with fold:
            st.dataframe(view.table, hide_index=True, key="map_table", on_select=take_row, selection_mode="single-cell")


def open_chosen(lang: str) -> None:
    """Ask for the record of the value that was clicked, open the portrait of the unit, or say how to get its figures."""
    _ = translator(lang)
    code = st.session_state.pop(CHOSEN_UNIT, None)
    if not code:
        return
    if ":" in code:
        evidence.ask(code)
        return
    if code in portrait_places(code):
        st.switch_page("portrait.py", query_params={"lang": lang, "place": code})
    told = _("No figure of {place} is at hand; `python -m loaders fetch census` adds its people by age and sex.")
    units = mapped().drop_duplicates("place")
    st.toast(told.format(place=plain(unit_names(units, lang).get(str(code), str(code)))))
