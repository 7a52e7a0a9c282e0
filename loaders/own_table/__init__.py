"""A viewer's own table, as offices make them: the figures in it, each with the cell that printed it, what is to be asked, and what was not used.

``sheets`` reads workbooks and text into cells, ``blocks`` finds titles, heads, rows and notes, ``columns`` what each column is,
``heads`` and ``titles`` what a head and a title say, ``values`` and ``units`` a cell, ``places`` and ``series`` whom and what a
number is about; ``reading`` joins them.
Pure functions of the file and the answers: nothing is evaluated, fetched or written.
"""

from loaders.own_table.ground import Ground
from loaders.own_table.reading import read_table
from loaders.own_table.records import (
    NEW,
    NO_YEAR,
    SKIP,
    Answers,
    Cell,
    Figure,
    OwnTable,
    Question,
    Reason,
    Sheet,
    Unused,
)

__all__ = [
    "NEW",
    "NO_YEAR",
    "SKIP",
    "Answers",
    "Cell",
    "Figure",
    "Ground",
    "OwnTable",
    "Question",
    "Reason",
    "Sheet",
    "Unused",
    "read_table",
]
