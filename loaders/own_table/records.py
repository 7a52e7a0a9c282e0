"""What is read from a table: figures with their evidence, questions, and what was left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from loaders.own_table.values import Cell

Answers = Mapping[str, str]
Place = tuple[int, int]  # row and column from 0
Range = tuple[Place, Place]  # first and last cell
MOST_COVERED = 200_000
SKIP = "skip"  # the answer to any question that leaves its cells out
NO_YEAR = "none"  # the answer that a figure has no year
NEW = "new"  # the answer that an indicator is none of the codebook

# Why a figure reads as it does, in English; views say the same in the viewer's language.
RULES = {
    "place_name": "The row or column names {text}.",
    "place_code": "The code {code} is printed beside the name.",
    "place_renamed": "{text} is the former name; the same area has the code {code} today.",
    "place_ended": "{text} ended; its area is part of another place today.",
    "place_within": "{text} is taken as the one within {area}, which the table is about.",
    "place_city": "{text} is taken as the city: all other rows are cities.",
    "place_of_title": "The place stands in the title: {text}.",
    "place_total": "{text} is the sum of {area}, the place of the title.",
    "place_answered": "The place was answered.",
    "filled_down": "The name stands in a row above.",
    "indicator_named": "{name} is nearest to this indicator (score {score}).",
    "indicator_answered": "The indicator was answered.",
    "indicator_new": "No indicator of the codebook is near {name} (best score {score}).",
    "unit_printed": "The unit {unit} is printed.",
    "unit_of_title": "The unit {unit} stands above the table.",
    "unit_of_indicator": "No unit is printed; it is that of the indicator.",
    "unit_of_name": "No unit is printed; the name {name} says what is counted.",
    "unit_answered": "The unit was answered.",
    "percent_cell": "The cell is shown as a percentage.",
    "multiplied": "Multiplied by {scale}.",
    "year_printed": "The year stands in {text}.",
    "year_of_title": "The year stands in the title: {text}.",
    "year_answered": "The year was answered.",
    "kind_printed": "{text} says what kind of figure it is.",
    "kind_of_plan": "A plan of {first} to {last}: a year before it is a result, its last year a target.",
    "kind_before_aims": "The year comes before those of the targets beside it.",
    "kind_of_rule": "The indicator is a price, rate or share set by rule.",
    "kind_usual": "A table of statistics shows results.",
    "kind_answered": "The kind was answered.",
    "footnote": "A footnote mark stands beside the number: {mark}.",
    "bracketed": "The number stands in brackets, which plans use for sums over their years.",
}
# Why a question is asked.
QUESTIONS = {
    "place_homonym": "Several places are called {text}.",
    "place_and_code": "The code {code} is not that of {text}.",
    "place_nowhere": "The table does not say which place it is about.",
    "total_of_what": "{text} is a sum; the table does not say of which place.",
    "unit_unknown": "The unit of {name} cannot be told from values such as {value}.",
    "year_nowhere": "No year is printed for {name}.",
    "name_nowhere": "Neither head nor title says what is counted.",
    "indicators_alike": "{name} is as near to one indicator as to another.",
    "kind_unclear": "{name}: a result or a target?",
}
# Why something was not used.
UNUSED = {
    "title": "A title above the table.",
    "note": "A note.",
    "head_only": "Heads without numbers below.",
    "no_table": "The sheet has no table of numbers.",
    "empty_sheet": "The sheet is empty.",
    "hidden_sheet": "The sheet is hidden.",
    "sheet_too_large": "The sheet has {cells} cells or spans as many; of a file at most {limit} are read.",
    "sheet_too_wide": "The table has {columns} columns; the first {limit} are read.",
    "sheet_damaged": "The sheet cannot be read.",
    "names_too_many": "The table names more than {limit} different things; the rest is not read.",
    "tables_too_many": "The sheet has more than {limit} tables; the rest is not read.",
    "section": "A line between rows.",
    "column_numbers": "A row that numbers the columns.",
    "number_column": "A column that numbers the rows.",
    "code_column": "Codes of places, read with their names.",
    "text_column": "A column of words.",
    "text_row": "A row without numbers.",
    "place_unknown": "No place of the atlas is called {text}.",
    "subtotal": "{text} is a sum or mean of some rows, not a place.",
    "questions_too_many": "The file raises more than {limit} questions; answer those first.",
    "left_out": "Left out by an answer.",
    "missing": "Marked as missing.",
    "not_a_number": "Not a number.",
    "error_value": "The cell shows an error.",
    "formula_without_value": "A formula whose result was not saved; open and save the file in a spreadsheet program.",
    "merged_value": "One number over several rows or columns.",
    "unit_differs": "The unit {unit} is none of the indicator's.",
    "no_amount": "The cell is a date or a code, not an amount.",
}


@dataclass(frozen=True)
class Reason:
    """A rule that fired (``RULES``), and what its sentence names."""

    rule: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The used cells of a sheet, its merged ranges (first and last cell), and the formulas whose result is not in the file."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Range, ...] = ()
    unsaved: tuple[tuple[int, int], ...] = ()
    fault: str = ""  # a word of `UNUSED`, where the sheet is not read
    fault_values: tuple[tuple[str, str], ...] = ()

    @cached_property
    def ranges(self) -> dict[Place, Range]:
        """The merged range that each cell stands in, as far as cells are used, of the first ``MOST_COVERED`` cells."""
        rows = max((row for row, _ in self.cells), default=-1)
        wide = max((column for _, column in self.cells), default=-1)
        found: dict[Place, Range] = {}
        for first, last in self.merged:
            for row in range(first[0], min(last[0], rows) + 1):
                found.update({(row, column): (first, last) for column in range(first[1], min(last[1], wide) + 1)})
                if len(found) > MOST_COVERED:
                    return found
        return found

    @cached_property
    def spread(self) -> dict[int, list[Range]]:
        """The merged ranges that cross each row."""
        found: dict[int, list[Range]] = {}
        for (row, column), (first, last) in self.ranges.items():
            if column == first[1]:
                found.setdefault(row, []).append((first, last))
        return found


@dataclass(frozen=True)
class Figure:
    """A proposed figure: whom and what it is about, its value in base units, and the cell that printed it.

    ``indicator`` is empty where the codebook has none that is near; ``year`` is None only where an answer said so.
    """

    place: str
    place_text: str
    indicator: str
    indicator_score: float
    runner_up: str
    runner_up_score: float
    name: str
    kind: str
    value: float
    value_high: float
    comparator: str
    unit: str
    year: int | None
    date: str
    period_status: str
    commitment: str
    file: str
    sheet: str
    cell: str
    as_printed: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Question:
    """What cannot be told from the table: ``key`` is answered with one of ``options`` or, where ``open``, any code of that kind, or ``SKIP``.

    Options are codes: of places; of indicators or ``NEW``; years or ``NO_YEAR``; kinds; units with their size, as ``beds`` or ``beds:10000``.
    The figures of ``waiting`` cells are held back until it is answered.
    """

    key: str
    reason: str
    values: tuple[tuple[str, str], ...]
    options: tuple[str, ...]
    sheet: str
    cell: str
    waiting: int
    open: bool = False

    @property
    def about(self) -> str:
        """What is asked for: place, unit, year, indicator or kind."""
        return self.key.partition(":")[0]


@dataclass(frozen=True)
class Unused:
    """Cells that gave no figure: where, why (``UNUSED``), and the words of the first of them."""

    sheet: str
    cells: str
    reason: str
    text: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OwnTable:
    """What a viewer's table holds."""

    file: str
    figures: tuple[Figure, ...]
    questions: tuple[Question, ...]
    unused: tuple[Unused, ...]
    sheets: tuple[Sheet, ...]
