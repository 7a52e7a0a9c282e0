"""A scenario as sheets that calculate: the levers as cells to change, what follows from them, and all between as formulas."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from xlsxwriter.worksheet import Worksheet

from charts.theme import ACHIEVED, BENCHMARK
from exports.assumption_sheet import write_assumptions
from exports.care_cells import Care, care
from exports.cells import (
    HEAD,
    INPUT,
    MUTED,
    TITLE,
    WRAPPED,
    Book,
    clean,
    form_of,
    lines_of,
    name_of,
    write_formula,
    write_paragraph,
    write_title,
)
from exports.charts import lines as line_chart
from exports.columns import HEADS, NUMBERS, WHOLE, Columns
from exports.money_cells import Lines, cost
from exports.outputs import link
from exports.people_cells import Inputs, People, people_of, rates_of, write_people, write_rates
from exports.price_cells import write_prices
from exports.supply_cells import supplied
from exports.terms import Term
from i18n.numbers import unit_name
from i18n.texts import translator
from policy.scenario.borrowed import NO_PACK
from policy.scenario.money_sentences import binds_sentence
from policy.scenario.outputs import OUTPUTS
from projection.people.rates import NATION
from views import edition
from views.places import both_names
from views.scenario.case import FIRST, MONEY_YEARS, YEARS, Case
from views.scenario.controls import option_names, titles
from views.scenario.state import GIVEN, STOCKS, levers, span, unit_of
from views.words import bracketed, labelled, say_plain

TABLE_FROM = 4 + HEADS  # row of the first year on sheets of columns
KEYS = ("in_institution", "beds_need", "nursing_need", "carers", "disabled", "cost", "cost_real")
SUMMED_UP = tuple(year for year in YEARS if year % 5 == 0 and year > YEARS[0])
COUNTED = (*STOCKS, *GIVEN)
LEVERS_FROM = 5  # row of the first input cell
INPUT_COLUMNS = (44, 11, 17, 9, 13)
RESULTS = len(INPUT_COLUMNS) + 1  # column of the years of the results


@dataclass(frozen=True)
class _Cell:
    """An input cell: its name, title and unit in words, value (None: empty), range, and what is said of it when it is chosen."""

    name: str
    title: str
    unit: str
    value: float | None
    low: float
    high: float
    whole: bool


def write_scenario(book: Book, case: Case, lang: str) -> list[tuple[Worksheet, str]]:
    """Write a scenario as sheets that calculate, and its assumptions; return each sheet with what it holds.

    The first sheet has the input cells and the main results; people stand as values, all else follows by formulas. Without a policy
    there are no sheets of money.

    Raises:
        KeyError: the place has no count to start from.
    """
    _ = translator(lang)
    place = getattr(both_names()[case.place], lang)
    inputs, people = Inputs(case), people_of(case)
    main = book.sheet(_("Scenario"))
    sheets = [(main, _("levers to change, and what follows"))]
    work = _care_sheets(book, case, (inputs, people), place, lang)
    found = {name: cells.on(work.columns.sheet) for name, cells in work.care.outputs.items()}
    uses, tables, lines = set[str](), [work.columns], None
    sheets += [*work.sheets]
    money: list[tuple[Worksheet, str]] = []
    if case.pack != NO_PACK:
        yearly, lines, yuan, money = _money_sheets(book, case, work, inputs, lang)
        found |= {name: cells.on(yearly.sheet) for name, cells in yuan.items()}
        tables.append(yearly)
        uses |= lines.uses
    uses |= {name for table in tables for column in table.columns for name in column.made.uses}
    cells = _cells(case, uses, lang)
    called = {cell.name: cell.title for cell in cells}
    for table, sheet in zip(tables, (work.sheets[0][0], *(each for each, _told in money[:1])), strict=True):
        table.write(book, sheet, called)
    if lines is not None:
        lines.write(book, money[1][0], _("Lines of cost"), called)
    _write_main(book, main, case, cells, found, place, lang)
    assumed = book.sheet(_("Assumptions"))
    write_assumptions(book, assumed, case, lang)
    return [*sheets, *money, (assumed, _("every assumption with default, range and source"))]


@dataclass(frozen=True)
class _CareSheets:
    columns: Columns
    care: Care
    sheets: list[tuple[Worksheet, str]]


def _care_sheets(book: Book, case: Case, made: tuple[Inputs, People], place: str, lang: str) -> _CareSheets:
    """Write people and rates; return the columns of care, which are not written yet."""
    _ = translator(lang)
    inputs, people = made
    calculation = book.sheet(_("Working"))
    persons, rates = book.sheet(_("Projected people")), book.sheet(_("Rates by age"))
    known = write_rates(book, rates, rates_of(case, inputs, lang), lang)
    rows = write_people(book, persons, people, known, place, lang)
    columns = Columns(name_of(calculation), TABLE_FROM, YEARS, lang)
    found = care(case, columns, rows, inputs, lang)
    write_title(
        book,
        calculation,
        _("Working: residents, beds and carers of {place}").format(place=place),
        _(
            "A row a year, a column a step; each follows from the columns on its left, the projected people and the input cells named above it."
        ),
    )
    sheets = [
        (calculation, _("every step from people to beds and carers")),
        (persons, _("people by year, sex and age, as values")),
        (rates, _("who is disabled, has dementia or lives in an institution at each age")),
    ]
    return _CareSheets(columns, found, sheets)


def _money_sheets(
    book: Book, case: Case, work: _CareSheets, inputs: Inputs, lang: str
) -> tuple[Columns, Lines, dict[str, Term], list[tuple[Worksheet, str]]]:
    """Write the prices; return the columns of cost and its lines, which are not written yet, and the outputs in yuan."""
    _ = translator(lang)
    yearly, line_sheet, prices = (book.sheet(name) for name in (_("Cost by year"), _("Lines of cost"), _("Prices")))
    columns = Columns(name_of(yearly), TABLE_FROM, MONEY_YEARS, lang)
    counts = supplied(case, columns, work.care, work.columns.sheet, lang)
    lines = Lines(case, name_of(line_sheet), inputs, counts, lang)
    for rule in write_prices(book, prices, case, lang):
        lines.add(rule)
    found = cost(case, columns, lines, counts, inputs)
    write_title(
        book,
        yearly,
        labelled(_("Cost by year"), option_names(lang)["pack"][case.pack], lang),
        _(
            "What stands and is added in each year, then the yuan: sums of the lines of cost. An empty cell of a stock says that it is not known."
        ),
    )
    told = (
        _("what stands, what is added, and yuan by payer"),
        _("units × price, a line a rule and year"),
        _("printed prices with their clauses"),
    )
    return columns, lines, found, list(zip((yearly, line_sheet, prices), told, strict=True))


def _cells(case: Case, uses: set[str], lang: str) -> list[_Cell]:
    """Return the input cells that formulas use: levers and other assumptions in the order of their table, then what is counted."""
    values, called = Inputs(case).values, titles(lang)
    found = []
    for row in edition.table("assumptions").to_dict("records"):
        name = str(row["assumption"])
        if name in uses:
            title = called.get(name, str(row[f"name_{lang}"]))
            ends = (min(float(row["low"]), values[name]), max(float(row["high"]), values[name]))
            whole = name in levers() and levers()[name].unit == "years"
            found.append(_Cell(name, title, unit_name(str(row["unit"]), lang), values[name], *ends, whole))
    if "scale" in uses:
        found.append(
            _Cell("scale", called["scale"], unit_name("percent", lang), case.state.scale, *span("scale")[:2], False)
        )
    if "residents" in uses:
        found.append(_residents(case, lang))
    for name in COUNTED:
        if name in uses and name != "residents":
            value = case.stock[name] if name in STOCKS else case.given.get(name)
            found.append(_Cell(name, called[name], unit_name(unit_of(name), lang), value, *span(name)[:2], False))
    return found


def _residents(case: Case, lang: str) -> _Cell:
    """Return the cell of the residents from which current use goes on: of the place, or of the nation, whose rates it takes."""
    _ = translator(lang)
    counted = case.residents
    whose = getattr(both_names()[case.place if counted.own else NATION], lang)
    title = bracketed(_("Residents of institutions"), f"{whose} {YEARS[0] + counted.since}", lang)
    return _Cell(
        "residents", title, unit_name("persons", lang), counted.count, 0, float(counted.people[:, 60:].sum()), False
    )


def _write_main(
    book: Book, sheet: Worksheet, case: Case, cells: list[_Cell], found: Mapping[str, Term], place: str, lang: str
) -> None:
    """Write the input cells on the left, the main results beside them, and below these how they stand in the atlas."""
    _ = translator(lang)
    sheet.write_string(0, 0, clean(_("Scenario: {place}").format(place=place)), book.style(**TITLE))
    named = option_names(lang)
    told = _(
        "Change a yellow cell: residents, beds, carers and yuan are worked out anew. Fixed here: projected people, demand ({mode}), definition of disability "
        "({definition}), provision ({rule}), beds paid for ({plan}) and policy ({pack}); change these in the atlas. Central path, without its band."
    ).format(
        mode=named["mode"][case.scenario.mode],
        definition=named["definition"][case.scenario.definition],
        rule=named["rule"][case.scenario.rule],
        plan=named["plan"][case.scenario.plan],
        pack=named["pack"][case.pack],
    )
    write_paragraph(sheet, 1, told, 12, 170, book.style(**WRAPPED))
    sheet.write_string(2, 0, clean(labelled(_("The same in the atlas"), link(case), lang)), book.style(**MUTED))
    if "cost" in found:
        write_paragraph(sheet, 3, _binding(case, lang), 12, 170, book.style(**WRAPPED, **MUTED))
    _write_inputs(book, sheet, cells, lang)
    keys = [name for name in KEYS if name in found]
    at = _write_results(book, sheet, keys, found, lang)
    _write_atlas(book, sheet, case, keys, (found, at, LEVERS_FROM + len(cells)), lang)
    for column, width in enumerate(INPUT_COLUMNS):
        sheet.set_column(column, column, width)
    sheet.set_column(RESULTS - 1, RESULTS - 1, 3)
    sheet.set_column(RESULTS, RESULTS, 9)
    sheet.set_column(RESULTS + 1, RESULTS + len(keys), 13)
    sheet.freeze_panes(LEVERS_FROM, 2)
    sheet.fit_to_pages(1, 0)


def _binding(case: Case, lang: str) -> str:
    """Say why the yuan are not exact."""
    why = [case.reasons("cost", year) for year in MONEY_YEARS]
    told = frozenset[str]().union(*(reasons for reasons in why if reasons is not None))
    if all(reasons is None for reasons in why):
        told |= {"left_out"}
    return labelled(translator(lang)("Yuan"), say_plain(binds_sentence(told), lang), lang) if told else ""


def _write_inputs(book: Book, sheet: Worksheet, cells: list[_Cell], lang: str) -> None:
    _ = translator(lang)
    head = book.style(**HEAD)
    for column, text in enumerate((_("Input cell"), _("Value"), _("Unit"), _("Lowest"), _("Highest"))):
        sheet.write_string(LEVERS_FROM - 1, column, text, head)
    plain = book.style(**WRAPPED)
    for row, cell in enumerate(cells, start=LEVERS_FROM):
        sheet.write_string(row, 0, clean(cell.title), plain)
        sheet.set_row(row, 14 * lines_of(cell.title, 1.1 * INPUT_COLUMNS[0]) + 2)
        yellow = book.style(**INPUT, valign="top", num_format="General" if abs(cell.value or 1000) < 1000 else WHOLE)
        if cell.value is None:
            sheet.write_blank(row, 1, None, yellow)
        else:
            sheet.write_number(row, 1, cell.value, yellow)
        sheet.write_string(row, 2, cell.unit, book.style(**WRAPPED, **MUTED, align="left", indent=1))
        for column, end in ((3, cell.low), (4, cell.high)):
            sheet.write_number(row, column, end, book.style(num_format=form_of(end), valign="top", **MUTED))
        book.book.define_name(cell.name, f"='{name_of(sheet)}'!$B${row + 1}")
        span_text = _("From {low} to {high} {unit}").format(
            low=f"{cell.low:g}", high=f"{cell.high:,.10g}", unit=cell.unit
        )
        sheet.data_validation(
            row,
            1,
            row,
            1,
            {
                "validate": "integer" if cell.whole else "decimal",
                "criteria": "between",
                "minimum": cell.low,
                "maximum": cell.high,
                "input_title": cell.name[:32],
                "input_message": span_text[:255],
                "error_title": _("Outside its range"),
                "error_message": span_text[:255],
            },
        )


def _write_results(book: Book, sheet: Worksheet, keys: list[str], found: Mapping[str, Term], lang: str) -> int:
    """Write the main results of every fifth year as formulas; return the next free row."""
    _ = translator(lang)
    _write_heads(book, sheet, LEVERS_FROM - 1, keys, _("Year"), lang)
    bold = book.style(bold=True, align="left")
    for row, year in enumerate(SUMMED_UP, start=LEVERS_FROM):
        sheet.write_number(row, RESULTS, year, bold)
        for column, name in enumerate(keys, start=RESULTS + 1):
            at = _row_of(name, year)
            if at is not None:
                style = book.style(num_format=NUMBERS.get(OUTPUTS[name].unit, WHOLE), bold=True)
                value = (
                    float(np.broadcast_to(found[name].value, (at + 1,))[at])
                    if found[name].value.ndim == 0
                    else float(found[name].value[at])
                )
                write_formula(sheet, row, column, f"={found[name].text(at)}", style, value)
    return LEVERS_FROM + len(SUMMED_UP)


def _row_of(name: str, year: int) -> int | None:
    """Return in which row of its table a result of a year stands; None where it has none."""
    at = YEARS.index(year) - (FIRST if name.startswith("cost") else 0)
    return at if at >= 0 else None


def _write_atlas(
    book: Book, sheet: Worksheet, case: Case, keys: list[str], made: tuple[Mapping[str, Term], int, int], lang: str
) -> None:
    """Draw beds and yuan as they are and as they were written; below, both as a table of all years, those of the atlas as values."""
    _ = translator(lang)
    found, row, below = made
    charts = [name for name in ("beds_need", "cost") if name in keys] + (["carers"] if "cost" not in keys else [])
    height = 16  # rows of a chart
    table = max(row + 1 + height * len(charts), below) + 1
    grey = book.style(num_format=WHOLE, **MUTED)
    columns = [(name, kind) for name in charts for kind in ("now", "atlas")]
    heads = {"now": _("{what}, by the input cells"), "atlas": _("{what}, as in the atlas")}
    sheet.write_string(table, RESULTS, _("Year"), book.style(**HEAD))
    for column, (name, kind) in enumerate(columns, start=RESULTS + 1):
        sheet.write_string(table, column, heads[kind].format(what=_(OUTPUTS[name].title)), book.style(**HEAD))
    sheet.set_row(table, 62)
    for at, year in enumerate(YEARS, start=table + 1):
        sheet.write_number(at, RESULTS, year, book.style(align="left"))
        for column, (name, kind) in enumerate(columns, start=RESULTS + 1):
            own = _row_of(name, year)
            if own is None:
                continue
            value = float(
                np.broadcast_to(
                    found[name].value, (len(YEARS),) if not name.startswith("cost") else (len(MONEY_YEARS),)
                )[own]
            )
            if kind == "now":
                write_formula(sheet, at, column, f"={found[name].text(own)}", book.style(num_format=WHOLE), value)
            else:
                sheet.write_number(at, column, float(case.value(name, year)), grey)
    for number, name in enumerate(charts):
        column = RESULTS + 1 + 2 * number
        own = [(column + 1, BENCHMARK, True), (column, ACHIEVED, False)]
        title = bracketed(_(OUTPUTS[name].title), unit_name(OUTPUTS[name].unit, lang), lang)
        chart = line_chart(book, sheet, table, len(YEARS), own, title, RESULTS)
        sheet.insert_chart(row + 1 + number * height, RESULTS, chart)


def _write_heads(book: Book, sheet: Worksheet, at: int, keys: list[str], first: str, lang: str) -> None:
    _ = translator(lang)
    head = book.style(**HEAD)
    sheet.write_string(at, RESULTS, first, head)
    for column, name in enumerate(keys, start=RESULTS + 1):
        output = OUTPUTS[name]
        sheet.write_string(at, column, bracketed(_(output.title), unit_name(output.unit, lang), lang), head)
    sheet.set_row(at, 46)
