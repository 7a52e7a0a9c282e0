"""The screens of a meeting that show a scenario."""

from collections.abc import Callable
from typing import Any

from plotly.io import from_json

from i18n.texts import translator
from views.meeting.asked import Asked, Shown, place_of
from views.scenario import answer, doubt, named
from views.scenario.case import MONEY_YEARS, Case, case_of
from views.scenario.draws import inputs_of
from views.scenario.money import money_lines
from views.scenario.state import encoded, from_address
from views.view import Curves, Live, Panels, Table

USUAL_YEAR = 2035
PAIR = 2  # charts that one title and one sentence can speak of


def case_asked(asked: Asked) -> Case | None:
    """Return the scenario of an address; nothing where its place has no projection."""
    place = place_of(asked)
    return None if inputs_of(place) is None else case_of(place, encoded(from_address(asked.query)[0]))


def year_asked(asked: Asked) -> int:
    """Return the year of the answer of a scenario."""
    return int(asked.number("year", USUAL_YEAR, (MONEY_YEARS[0], MONEY_YEARS[-1]), 1))


def panels_of(lives: list[Live], listed: Table[Any], title: str, lang: str) -> Panels:
    """Return charts that follow levers as panels, beside the table of all their numbers.

    Of a pair the title names both, which tells scenarios of one place apart, and the sentence says what each comes to; of more
    charts each says so itself.
    """
    pair = len(lives) <= PAIR
    told = translator(lang)("{what}: {value}")
    between = "" if lang == "zh" else " "
    return Panels(
        listed.table.to_pandas(),
        listed.refs,
        between.join(told.format(what=live.title, value=live.sentence) for live in lives) if pair else "",
        figures={live.name: from_json(live.figure, skip_invalid=True) for live in lives},
        names={live.name: live.title for live in lives},
        lines={live.name: "" if pair else live.sentence for live in lives},
        title=" · ".join(live.title for live in lives) if pair else title,
        how_to_read="",
    )


def lives(names: Callable[[Case], tuple[str, ...]], title: str) -> Callable[[Asked], Shown]:
    """Return what draws the charts of some outputs, beside every number."""

    def shown(asked: Asked) -> Shown:
        case, year = case_asked(asked), year_asked(asked)
        if case is None or not (lives := answer.fans(case, names(case), year, asked.lang)):
            return None
        return panels_of(lives, answer.every_number(case, year, asked.lang), translator(asked.lang)(title), asked.lang)

    return shown


def of_case(made: Callable[[Case, int, Asked], Shown]) -> Callable[[Asked], Shown]:
    """Return what makes a view of the scenario of an address; nothing where its place has no projection."""

    def shown(asked: Asked) -> Shown:
        case = case_asked(asked)
        return None if case is None else made(case, year_asked(asked), asked)

    return shown


def tornado(case: Case, year: int, asked: Asked) -> Shown:
    """Return what makes a number unsure."""
    found = doubt.doubt(case, asked.one(answer.output_names(asked.lang), "output", "beds_need"), year, asked.lang)
    return found if isinstance(found, Curves) and found.figure else None


def changes(case: Case, year: int, asked: Asked) -> Shown:
    """Return what each lever would change in a number."""
    output = asked.one(answer.output_names(asked.lang), "output", "beds_need")
    return doubt.changes(case, output, year, asked.lang)


def cost_lines(case: Case, year: int, asked: Asked) -> Shown:
    """Return the lines of a cost; nothing without a policy."""
    return money_lines(case, year, asked.lang) if "cost" in case.outputs else None


def differences(case: Case, year: int, asked: Asked) -> Shown:
    """Return the scenarios of an address side by side."""
    return named.differences(named.beside_baseline(case, asked.query, asked.lang), year, asked.lang)
