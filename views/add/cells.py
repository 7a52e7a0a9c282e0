"""A table in words: why its figures read as they do, what is asked, and what was not used."""

from collections.abc import Iterable

from i18n import numbers
from i18n.texts import translator
from loaders.own_table.records import NEW, NO_YEAR, SKIP, Question, Unused
from policy.text import N_
from views import places
from views.add.figures import indicator_names
from views.add.marks import visible
from views.words import kind_names

# By rule, reason and word of ``loaders.own_table.records``; what stands in braces are the table's own words, or values.
RULES = {
    "place_name": N_("the row or column names {text}"),
    "place_code": N_("the code {code} is printed beside the name"),
    "place_renamed": N_("{text} is the former name; the same area has the code {code} today"),
    "place_ended": N_("{text} ended; its area is part of another place today"),
    "place_within": N_("{text} is taken as the one within {area}, which the table is about"),
    "place_city": N_("{text} is taken as the city: all other rows are cities"),
    "place_of_title": N_("the place stands in the title: {text}"),
    "place_total": N_("{text} is the sum of {area}, the place of the title"),
    "place_answered": N_("the place is as answered"),
    "filled_down": N_("the name stands in a row above"),
    "indicator_named": N_("“{name}” is nearest to this indicator (score {score})"),
    "indicator_answered": N_("the indicator is as answered"),
    "indicator_new": N_("no indicator of the codebook is near “{name}” (best score {score})"),
    "unit_printed": N_("the unit {unit} is printed"),
    "unit_of_title": N_("the unit {unit} stands above the table"),
    "unit_of_indicator": N_("no unit is printed; it is that of the indicator"),
    "unit_of_name": N_("no unit is printed; the name “{name}” says what is counted"),
    "unit_answered": N_("the unit is as answered"),
    "percent_cell": N_("the cell is shown as a percentage"),
    "multiplied": N_("multiplied by {scale}"),
    "year_printed": N_("the year stands in {text}"),
    "year_of_title": N_("the year stands in the title: {text}"),
    "year_answered": N_("the year is as answered"),
    "kind_printed": N_("“{text}” says what kind of figure it is"),
    "kind_of_plan": N_("a plan of {first} to {last}: a year before it is a result, its last year a target"),
    "kind_before_aims": N_("the year comes before those of the targets beside it"),
    "kind_of_rule": N_("the indicator is a price, rate or share set by rule"),
    "kind_usual": N_("a table of statistics shows results"),
    "kind_answered": N_("the kind is as answered"),
    "footnote": N_("a footnote mark stands beside the number: {mark}"),
    "bracketed": N_("the number stands in brackets, which plans use for sums over their years"),
}
QUESTIONS = {
    "place_homonym": N_("Several places are called {text}. Which is meant?"),
    "place_and_code": N_("The code {code} is not that of {text}. Which is meant?"),
    "place_nowhere": N_("The table does not say which place it is about. Which is it?"),
    "name_nowhere": N_("Neither a head nor a title says what the numbers are. What are they?"),
    "total_of_what": N_("{text} is a sum. Of which place?"),
    "unit_unknown": N_("In which unit is “{name}” (values such as {value})?"),
    "year_nowhere": N_("No year is printed for “{name}”. Which is it?"),
    "indicators_alike": N_("“{name}” is as near to one indicator as to another. Which is it?"),
    "kind_unclear": N_("“{name}”: a result or a target?"),
}
UNUSED = {
    "title": N_("a title above the table"),
    "note": N_("a note"),
    "head_only": N_("heads without numbers below"),
    "no_table": N_("the sheet has no table of numbers"),
    "empty_sheet": N_("the sheet is empty"),
    "hidden_sheet": N_("the sheet is hidden"),
    "sheet_too_large": N_("the sheet has {cells} used cells; at most {limit} are read"),
    "sheet_too_wide": N_("the table has {columns} columns; the first {limit} are read"),
    "sheet_damaged": N_("the sheet cannot be read"),
    "tables_too_many": N_("the sheet has more than {limit} tables; the rest is not read"),
    "questions_too_many": N_("more than {limit} questions are open: answer those first"),
    "names_too_many": N_("the table names more than {limit} different things; the rest is not read"),
    "section": N_("a line between rows"),
    "column_numbers": N_("a row that numbers the columns"),
    "number_column": N_("a column that numbers the rows"),
    "code_column": N_("codes of places, read with their names"),
    "text_column": N_("a column of words"),
    "text_row": N_("a row without numbers"),
    "place_unknown": N_("no place of the atlas is called {text}"),
    "subtotal": N_("{text} is a sum or mean of some rows, not a place"),
    "left_out": N_("left out by an answer"),
    "missing": N_("marked as missing"),
    "not_a_number": N_("not a number"),
    "error_value": N_("the cell shows an error"),
    "formula_without_value": N_(
        "a formula whose result was not saved: open and save the file in a spreadsheet program"
    ),
    "merged_value": N_("one number over several rows or columns"),
    "unit_differs": N_("the unit {unit} is none of the indicator's"),
    "no_amount": N_("the cell is a date or a code, not an amount"),
}


def question_text(question: Question, lang: str) -> str:
    """Return what is asked, and how many figures wait for the answer (plain text)."""
    _ = translator(lang)
    asked = filled(QUESTIONS, question.reason, question.values, lang)
    waiting = " " * (lang == "en") + _("{count} figures wait for it.").format(count=question.waiting)
    return asked + waiting if question.waiting else asked


def answers_to(question: Question, lang: str) -> dict[str, str]:
    """Return what a question can be answered with, by code; last of all that its cells are left out."""
    _ = translator(lang)
    return {option: _answer(question.about, option, lang) for option in question.options if option != SKIP} | {
        SKIP: _("Leave these cells out")
    }


def _answer(about: str, option: str, lang: str) -> str:
    _ = translator(lang)
    if about == "place":
        return places.distinct_names(lang).get(option, option)
    if about == "indicator":
        return _("A new indicator") if option == NEW else indicator_names(lang).get(option, option)
    if about == "kind":
        return kind_names(lang).get(option, option)
    if about == "unit":
        unit, _sign, size = option.partition(":")
        return numbers.with_unit(int(size or 1), unit, lang) if size else numbers.unit_name(unit, lang)
    return _("no year") if option == NO_YEAR else option


def unused_text(unused: Unused, lang: str) -> str:
    """Return what was not used, where it stands, and why (plain text)."""
    where = f"{unused.sheet} {unused.cells}".strip()
    words = f"“{visible(unused.text)}”　" if unused.text else ""
    return f"{where}　{words}{filled(UNUSED, unused.reason, unused.values, lang)}"


def filled(sentences: dict[str, str], word: str, values: Iterable[tuple[str, str]], lang: str) -> str:
    """Return a sentence by its word with its values in it; one without a sentence here says its values alone."""
    known = places.distinct_names(lang)
    named = {name: visible(known.get(value, value) if name == "area" else value) for name, value in values}
    if word not in sentences:
        return ", ".join(named.values())
    return translator(lang)(sentences[word]).format(**named)
