"""Projected people as values, and by formulas of Excel how many of them are disabled, have dementia or live in institutions.

The shares by age follow from their levers by Newton's method, a row a step (``projection.care.prevalence``), so that these levers
can be moved, too. Only the people stand as values.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from exports.cells import HEAD, MUTED, TITLE, Book, name_of, write_formula, write_paragraph
from exports.terms import Array, Term, named
from i18n.texts import translator
from policy.text import N_
from projection.care.assumptions import DEFINED_IN
from projection.care.prevalence import CENTRE, OLD
from projection.care.scenarios import moved_rates
from projection.people.kernel import indicator_weights, stream
from projection.people.rates import NATION
from views.places import both_names
from views.scenario.case import YEARS, Case, nation
from views.scenario.state import defaults
from views.words import bracketed

OLDEST = 101
SEXES = (N_("women"), N_("men"))
AGED = {"age60": ((0, 1), OLD, OLDEST - 1), "age80": ((0, 1), 80, OLDEST - 1), "age15_59": ((0, 1), 15, 59)}
FIRST_YEARS, FIRST_TOTAL, FIRST_AGE = 4, 5, 12  # rows of the sheets of people and of rates, the same in both
STEPS = 6  # of Newton's method: beyond the fifth, no double changes
SMALLEST_SHARE = 1e-12


@dataclass(frozen=True)
class Rate:
    """Who is counted by age: its title, whose ``people[2, 41]`` its level is solved on, and its share, slope and shift.

    The shift is None where the sexes do not differ.
    """

    title: str
    whose: str
    people: Array
    share: Term
    slope: Term
    shift: Term | None = None


@dataclass(frozen=True)
class Known:
    """A rate by age: its cells as a formula names them, its ``shares[82]``, and the input cells that it follows."""

    cells: str
    shares: Array
    uses: frozenset[str]


@dataclass(frozen=True)
class People:
    """People of a place by year on the central path: totals by name ``[T]``, and by sex and age from 60, ``cells[82, T]``."""

    totals: Mapping[str, Array]
    cells: Array


class Inputs:
    """The cells of a scenario that can be changed: what is asked for becomes one of them."""

    def __init__(self, case: Case) -> None:
        self.values = case.scenario.values(defaults()) | {"scale": case.state.scale}

    def lever(self, name: str) -> Term:
        """Return a lever in its own unit."""
        return named(name, self.values[name])

    def share(self, name: str) -> Term:
        """Return a lever of percent as a share."""
        return self.lever(name) / 100


def people_of(case: Case) -> People:
    """Return the people of a scenario, with the very engine that the page uses; no sum of them is rounded."""
    ages = np.zeros((2 * (OLDEST - OLD), 2, OLDEST))
    for at in range(len(ages)):
        ages[at, at // (OLDEST - OLD), OLD + at % (OLDEST - OLD)] = 1
    weights = np.concatenate([indicator_weights(AGED), ages])
    rates = moved_rates(case.inputs, case.assumed)
    found = stream(case.inputs.people, *rates, weights=weights, refuse=False).indicators
    return People({name: found[:, at] for at, name in enumerate(AGED)}, found[:, len(AGED) :].T)


def rates_of(case: Case, inputs: Inputs, lang: str) -> dict[str, Rate]:
    """Return who is disabled, has dementia and lives in institutions by age, with whom their levels are solved on."""
    _ = translator(lang)
    whom, definition = getattr(both_names()[NATION], lang), case.scenario.definition
    counted = case.residents
    own = getattr(both_names()[case.place if counted.own else NATION], lang)
    defined, older = DEFINED_IN[definition], counted.people[:, OLD:]
    return {
        "disabled": Rate(
            _("Disabled people"),
            bracketed(whom, defined, lang),
            nation()[defined - YEARS[0]][:, OLD:],
            inputs.share(definition),
            inputs.lever("disability_slope"),
            inputs.lever("disability_sex_shift"),
        ),
        "dementia": Rate(
            _("People with dementia"),
            bracketed(whom, YEARS[0], lang),
            nation()[0][:, OLD:],
            inputs.share("dementia_share"),
            inputs.lever("dementia_slope"),
            inputs.lever("dementia_sex_shift"),
        ),
        "inside": Rate(
            _("Residents of institutions"),
            bracketed(own, YEARS[0] + counted.since, lang),
            older,
            named("residents", counted.count) / float(older.sum()),
            inputs.lever("use_slope"),
        ),
    }


def write_rates(book: Book, sheet: Worksheet, rates: Mapping[str, Rate], lang: str) -> dict[str, Known]:
    """Write the rates by age, with the steps that solve their levels; return each as it is known."""
    _ = translator(lang)
    head, small = book.style(**HEAD), book.style(**MUTED)
    sheet.write_string(0, 0, _("Rates by age"), book.style(**TITLE))
    told = _(
        "The share at each age is 1 ÷ (1 + e^−(level + position)), position = ± half the difference of women over men + slope × (age + ½ − 80). The "
        "level is solved on the people named above so that the wanted share of those aged 60+ is met: Newton's method, a row a step."
    )
    write_paragraph(sheet, 1, told, 11, 150, small)
    _write_ages(book, sheet, lang)
    found = {}
    for at, (name, rate) in enumerate(rates.items()):
        found[name] = _write_rate(book, sheet, 2 + 3 * at, rate, lang)
    for at in range(STEPS):
        sheet.write_string(FIRST_TOTAL + at, 0, _("Step {number}").format(number=at), small)
    sheet.write_string(FIRST_YEARS - 1, 0, _("Share wanted"), small)
    sheet.write_string(FIRST_YEARS, 0, _("Steps"), head)
    sheet.write_blank(FIRST_YEARS, 1, None, head)
    sheet.set_column(0, 1, 9)
    sheet.set_column(2, 1 + 3 * len(rates), 15)
    sheet.freeze_panes(FIRST_AGE, 2)
    return found


def _write_rate(book: Book, sheet: Worksheet, column: int, rate: Rate, lang: str) -> Known:
    """Write one rate into three columns: above the steps of its level, below whom it is solved on, position and share by age."""
    _ = translator(lang)
    people, position, share = (xl_col_to_name(column + at) for at in range(3))
    head, digits = book.style(**HEAD), book.style(num_format="0.000000")
    sheet.merge_range(FIRST_YEARS - 2, column, FIRST_YEARS - 2, column + 2, rate.title, book.style(bold=True))
    steps = (_("Level of the curve"), _("Share reached"), _("Its change with the level"))
    heads = (_("People: {whose}").format(whose=rate.whose), _("Position"), _("Share at this age"))
    for at, (above, below) in enumerate(zip(steps, heads, strict=True)):
        sheet.write_string(FIRST_YEARS, column + at, above, head)
        sheet.write_string(FIRST_AGE - 1, column + at, below, head)
    last = FIRST_AGE + rate.people.size
    old = f"{people}${FIRST_AGE + 1}:{people}${last}"
    places = f"{position}${FIRST_AGE + 1}:{position}${last}"
    wanted = f"{people}${FIRST_YEARS}"
    share_wanted = max(float(rate.share.value), SMALLEST_SHARE)
    write_formula(
        sheet, FIRST_YEARS - 1, column, f"=MAX({rate.share.text(0)},{SMALLEST_SHARE:.0E})", digits, share_wanted
    )
    sign = np.repeat([1, -1], OLDEST - OLD)
    ages = np.tile(np.arange(OLD, OLDEST), 2)
    shift = 0.0 if rate.shift is None else float(rate.shift.value)
    at_age = sign * shift + float(rate.slope.value) * (ages + 0.5 - CENTRE)
    solved = level = float(logit(share_wanted))
    counted = rate.people.ravel()
    for step in range(STEPS):
        row = FIRST_TOTAL + step
        rates = expit(level + at_age)
        reached = float(counted @ rates / counted.sum())
        steep = float(counted @ (rates * (1 - rates)) / counted.sum())
        cell = f"{people}{row + 1}"
        above, was, slant = f"{people}{row}", f"{position}{row}", f"{share}{row}"
        goal = f"LN({wanted}/(1-{wanted}))"
        away = f"({goal}-LN({was}/(1-{was})))*{was}*(1-{was})/{slant}"
        write_formula(sheet, row, column, f"={above}+MAX(-10,MIN(10,{away}))" if step else f"={goal}", digits, level)
        each = f"(1+EXP(-({cell}+{places})))"
        write_formula(sheet, row, column + 1, f"=SUMPRODUCT({old}/{each})/SUM({old})", digits, reached)
        both = f"{each}/(1+EXP({cell}+{places}))"
        write_formula(sheet, row, column + 2, f"=SUMPRODUCT({old}/{both})/SUM({old})", digits, steep)
        solved = level
        level += float(np.clip((logit(share_wanted) - logit(reached)) * reached * (1 - reached) / steep, -10, 10))
    solution = f"{people}${FIRST_TOTAL + STEPS}"
    shares = expit(solved + at_age)
    number, whole = book.style(num_format="0.0000"), book.style(num_format="#,##0")
    for at, (person, place, found) in enumerate(zip(counted.tolist(), at_age.tolist(), shares.tolist(), strict=True)):
        row = FIRST_AGE + at
        sheet.write_number(row, column, person, whole)
        moved = "" if rate.shift is None else f"{'+' if sign[at] > 0 else '-'}{rate.shift.text(0)}"
        write_formula(sheet, row, column + 1, f"={rate.slope.text(0)}*($B{row + 1}+0.5-{CENTRE}){moved}", number, place)
        write_formula(sheet, row, column + 2, f"=1/(1+EXP(-({solution}+{position}{row + 1})))", digits, found)
    uses = frozenset().union(*(each.uses for each in (rate.share, rate.slope, rate.shift) if each is not None))
    return Known(f"'{name_of(sheet)}'!${share}${FIRST_AGE + 1}:${share}${last}", shares, uses)


def _write_ages(book: Book, sheet: Worksheet, lang: str) -> None:
    _ = translator(lang)
    for column, text in enumerate((_("Sex"), _("Age"))):
        sheet.write_string(FIRST_AGE - 1, column, text, book.style(**HEAD))
    age_style = book.style(num_format=f'[={OLDEST - 1}]0"+";0', align="left")
    for at in range(2 * (OLDEST - OLD)):
        sex, age = divmod(at, OLDEST - OLD)
        sheet.write_string(FIRST_AGE + at, 0, _(SEXES[sex]))
        sheet.write_number(FIRST_AGE + at, 1, OLD + age, age_style)


def write_people(
    book: Book, sheet: Worksheet, people: People, rates: Mapping[str, Known], place: str, lang: str
) -> dict[str, Term]:
    """Write the people by year, sex and age as values, and above them how many are counted by each rate; return these rows as terms."""
    _ = translator(lang)
    head, whole, bold = book.style(**HEAD), book.style(num_format="#,##0"), book.style(bold=True)
    sheet.write_string(0, 0, _("Projected people of {place}").format(place=place), book.style(**TITLE))
    told = _(
        "On 1 November of each year, central path; from the projection, as values: mortality, fertility and migration cannot be moved here. "
        "Counted before any trend: people at each age × the share at that age (sheet of rates)."
    )
    write_paragraph(sheet, 1, told, 12, 150, book.style(**MUTED))
    _write_ages(book, sheet, lang)
    titles = {
        "age60": _("Aged 60+"),
        "age80": _("Aged 80+"),
        "age15_59": _("Aged 15–59"),
        "disabled": _("Disabled, before the trend"),
        "dementia": _("With dementia, before the trend"),
        "inside": _("In institutions, before the trend"),
    }
    sheet.write_string(FIRST_YEARS, 0, _("Year"), head)
    sheet.write_blank(FIRST_YEARS, 1, None, head)
    found = {}
    for row, (name, title) in enumerate(titles.items(), start=FIRST_TOTAL):
        sheet.write_string(row, 0, title, bold)
        values = people.totals[name] if name in people.totals else rates[name].shares @ people.cells
        uses = rates[name].uses if name in rates else frozenset()
        found[name] = Term(_across(name_of(sheet), row), values, uses=uses)
        for at, value in enumerate(values.tolist(), start=2):
            own = f"{xl_col_to_name(at)}{FIRST_AGE + 1}:{xl_col_to_name(at)}{FIRST_AGE + len(people.cells)}"
            if name in rates:
                write_formula(sheet, row, at, f"=SUMPRODUCT({rates[name].cells},{own})", whole, value)
            elif name == "age60":
                write_formula(sheet, row, at, f"=SUM({own})", whole, value)
            else:
                sheet.write_number(row, at, value, whole)
    for at, year in enumerate(YEARS, start=2):
        sheet.write_number(FIRST_YEARS, at, year, head)
        sheet.write_blank(FIRST_AGE - 1, at, None, head)
        for row, value in enumerate(people.cells[:, at - 2].tolist(), start=FIRST_AGE):
            sheet.write_number(row, at, value, whole)
    sheet.set_column(0, 1, 17)
    sheet.set_column(2, 1 + len(YEARS), 10)
    sheet.freeze_panes(FIRST_AGE, 2)
    sheet.repeat_rows(FIRST_YEARS)
    sheet.repeat_columns("A:B")
    book.spread(sheet, 10 * len(YEARS))
    return found


def _across(sheet: str, row: int) -> Callable[[int], str]:
    return lambda at: f"'{sheet}'!{xl_col_to_name(at + 2)}${row + 1}"
