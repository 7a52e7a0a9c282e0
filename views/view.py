"""What is computed once for each choice and then shared by all viewers, so never changed: in the form in which it is sent.

Streamlit works out a figure, a table and a style anew on every run of a page; here that is done when they are made.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pyarrow as pa
from pandas.io.formats.style import Styler

ODD_CELL = "background-color: #eceff1; color: #4d5a61"


@dataclass(frozen=True)
class Chart:
    """A figure with its sentence (Markdown), the same values as a table, and the reference of each table row.

    ``title`` and ``warning`` (Markdown) where they follow from the choice.
    """

    figure: go.Figure
    sentence: str
    table: pa.Table
    refs: list[str]
    title: str = ""
    warning: str = ""


def chart(
    figure: go.Figure, sentence: str, table: pd.DataFrame, refs: list[str], title: str = "", warning: str = ""
) -> Chart:
    """Return a chart to keep."""
    return Chart(drawn(figure), sentence, pa.Table.from_pandas(table), refs, title, warning)


def drawn(figure: go.Figure) -> go.Figure:
    """Return the figure with its description worked out, which Plotly else does each time it is asked for."""
    described = figure.to_dict()
    vars(figure).update(to_dict=lambda: described)
    return figure


@dataclass(frozen=True)
class Listing:
    """A table to read, the reference of each of its rows, and what it says (Markdown) where that follows from the choice."""

    table: pa.Table
    refs: list[str]
    sentence: str = ""


def listing(table: pd.DataFrame, refs: list[str], sentence: str = "") -> Listing:
    """Return a table to keep."""
    return Listing(pa.Table.from_pandas(table), refs, sentence)


@dataclass(frozen=True)
class Linked:
    """A table whose cells open their own evidence, by (row, column name), and what it says (Markdown)."""

    table: pa.Table
    refs: dict[tuple[int, str], str]
    sentence: str


def linked(cells: tuple[pd.DataFrame, dict[tuple[int, str], str]], sentence: str) -> Linked:
    """Return a table with its references, to keep."""
    table, refs = cells
    return Linked(pa.Table.from_pandas(table), refs, sentence)


@dataclass(frozen=True)
class Cells:
    """A comparison to show: its texts, the references by (row, column name), and the texts with the odd ones in grey."""

    texts: pd.DataFrame
    refs: dict[tuple[int, str], str]
    style: Styler


def styled(texts: pd.DataFrame, refs: dict[tuple[int, str], str], odd: pd.DataFrame) -> Cells:
    """Return a comparison (``views.compare.matrix_table``) with the cells of another definition in grey."""
    css = np.where(odd.to_numpy(dtype=bool), ODD_CELL, "")
    # Only the grey cells get an id of their own: Streamlit writes cells that have one anew, column by column.
    style = Styler(texts, uuid="cells", cell_ids=False).apply(lambda _frame: css, axis=None)
    style._compute()  # pyright: ignore[reportAttributeAccessIssue]
    worked_out = style._translate(False, False)  # pyright: ignore[reportAttributeAccessIssue]
    vars(style).update(_compute=lambda: style, _translate=lambda *_settings: worked_out)
    return Cells(texts, refs, style)


@dataclass(frozen=True)
class MapView:
    """A map to show: the figure (its units carry as ``customdata`` what a click asks for), its words, and its values as a table.

    ``refs``: what a click on each row of the table asks for, a place's code or a record's reference.
    """

    figure: go.Figure
    title: str
    sentence: str
    how_to_read: str
    table: pa.Table
    refs: list[str]


def map_view(
    figure: go.Figure, title: str, sentence: str, how_to_read: str, table: pd.DataFrame, refs: list[str]
) -> MapView:
    """Return a map to keep."""
    return MapView(drawn(figure), title, sentence, how_to_read, pa.Table.from_pandas(table), refs)


@dataclass(frozen=True)
class Live:
    """A chart to draw: its name, Plotly's JSON (``go.Figure.to_json``), and what it says to those who cannot see it.

    Title and sentence, plain text, go with the figure; they are empty where the page says them.
    """

    name: str
    figure: str
    alt: str
    title: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Card:
    """A number to show, as plain text: its title, the value in words, a note below it, and its reference."""

    title: str
    value: str
    note: str
    ref: str
