"""The shapes in which a view hands over what it found: a table, a table with its chart, cells to compare, and live numbers.

They are made once for each choice and then shared by all viewers: never change them. Tables and charts are held in the form in
which they are sent, as Streamlit works a frame, a figure and a style out anew on every run of a page.
"""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pyarrow as pa
from pandas.io.formats.style import Styler

ODD_CELL = "background-color: #eceff1; color: #4d5a61"
ByRow = list[str]
ByCell = dict[tuple[int, str], str]  # by number of the row and name of the column
Refs = TypeVar("Refs", ByRow, ByCell)


@dataclass(frozen=True)
class Table(Generic[Refs]):
    """A table to read, made from a frame of pandas; the references of the records behind it, and what it says (Markdown)."""

    table: pa.Table
    refs: Refs
    sentence: str = ""

    def __post_init__(self) -> None:
        vars(self).update(table=pa.Table.from_pandas(self.table, preserve_index=False))


@dataclass(frozen=True, kw_only=True)
class Chart(Table[ByRow]):
    """A figure and the same values as a table. A mark carries as ``customdata`` what a click asks for, as do the rows.

    That is the reference of a record; on a map, it may be the code of a place. Besides, what is said where it follows from the
    choice: title, how to read it, and a warning (both Markdown). ``numbers`` of a map are its values by code, where they are numbers.
    """

    figure: go.Figure
    title: str = ""
    how_to_read: str = ""
    warning: str = ""
    numbers: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        freeze_figure(self.figure)


@dataclass(frozen=True, kw_only=True)
class Panels(Table[ByRow]):
    """The same cities in one figure each indicator, and the same values as a table. A mark carries the reference of its record.

    ``names`` of the figures and what their ``lines`` are stand by indicator, as the figures do.
    """

    figures: dict[str, go.Figure]
    names: dict[str, str]
    lines: dict[str, str]
    title: str
    how_to_read: str


@dataclass(frozen=True, kw_only=True)
class Moving(Chart):
    """A map that plays through the years.

    ``figure`` is that of ``year``; ``values`` of every year stand in the order of its units, and are classed by ``borders``.
    ``usual`` is the year shown first, ``stops`` are those at which it halts a moment, ``called`` is what each year is called, and
    ``template`` how a value is written (``{}`` for the number). ``revision`` stands for the map, whatever its year.
    """

    revision: str
    year: int
    usual: int
    values: dict[int, list[float | None]]
    stops: tuple[int, ...]
    borders: tuple[float, ...]
    called: dict[int, str]
    template: str


@dataclass(frozen=True, kw_only=True)
class Cells(Table[ByCell]):
    """A comparison whose ``odd`` cells, of another definition than the rest of their row, are grey.

    ``benchmark``: its second column is one, and says so.
    """

    odd: pd.DataFrame
    benchmark: bool = False
    style: Styler = field(init=False)

    def __post_init__(self) -> None:
        grey = np.where(self.odd.to_numpy(dtype=bool), ODD_CELL, "")
        # Only the grey cells get an id of their own: Streamlit writes cells that have one anew, column by column.
        style = Styler(self.table, uuid="cells", cell_ids=False).apply(lambda _frame: grey, axis=None)
        vars(self).update(style=freeze_style(style))
        super().__post_init__()


def freeze_figure(figure: go.Figure) -> go.Figure:
    """Return the figure with its dictionary and its JSON worked out, which it makes anew, mark by mark, each time that it is asked for."""
    worked_out, written = figure.to_dict(), figure.to_json()
    vars(figure).update(to_dict=lambda: worked_out, to_json=lambda: written)
    return figure


def freeze_style(style: Styler) -> Styler:
    """Return the style with what it says of each cell worked out, which it does anew each time that it is sent."""
    sent: Any = style
    sent._compute()
    worked_out = sent._translate(False, False)
    vars(style).update(_compute=lambda: style, _translate=lambda *_settings: worked_out)
    return style


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


@dataclass(frozen=True, kw_only=True)
class Curves(Table[ByCell]):
    """What follows a lever: a chart as Plotly's JSON, empty where only the sentence is to be said, and the same values as a table."""

    figure: str = ""


@dataclass(frozen=True)
class Link:
    """A way on: its words, as plain text, an icon, and where it leads: to a page with parameters of its address, or to a record."""

    label: str
    icon: str
    page: str = ""
    query: dict[str, str] = field(default_factory=dict)
    ref: str = ""


@dataclass(frozen=True)
class Card:
    """A number to show, as plain text: its title, the value in words, a note below it, its reference (if any), and a way on.

    ``change`` says what it was before levers were moved, and by how much it differs; empty where it does not. ``hint`` is what else is
    said of the number to who points at it.
    """

    title: str
    value: str
    note: str
    ref: str = ""
    link: Link | None = None
    change: str = ""
    hint: str = ""
