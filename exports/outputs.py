"""The outputs of a scenario by year as a table: base units, both languages, the numbers of the page."""

from urllib.parse import urlencode

import pandas as pd

from i18n.numbers import comparator, unit_name
from i18n.texts import LANGUAGES, translator
from policy.scenario.outputs import OUTPUTS
from views.places import both_names
from views.scenario.case import WIDE, Case
from views.scenario.controls import option_names
from views.scenario.state import VERSION, to_address

DIGITS = 3  # after the point


def outputs(case: Case) -> pd.DataFrame:
    """Return every output of a scenario by year, one row an output and year.

    Columns: ``place`` with its names, ``year``, ``output`` with its names, its unit; ``low``, ``central`` and ``high``, the central path
    with the band of 80 % of the draws; ``wide_low`` and ``wide_high`` with the unsourced assumptions over their range, of outputs that
    have that band; ``bound_zh`` and ``bound_en``, how far a cost binds, empty where it does not, and a cost whose quantity nobody knows has
    no number; ``demand`` with its names; ``link``, which opens the scenario behind the address of an atlas.

    Raises:
        KeyError: the place has no count to start from.
    """
    found = pd.concat([_years(case, name) for name in case.outputs], ignore_index=True)
    place, mode = both_names()[case.place], case.scenario.mode
    for at, (column, value) in enumerate({"place": case.place, "place_zh": place.zh, "place_en": place.en}.items()):
        found.insert(at, column, value)
    demands = {f"demand_{lang}": option_names(lang)["mode"][mode] for lang in LANGUAGES}
    return found.assign(demand=mode, **demands, link=link(case))


def _years(case: Case, name: str) -> pd.DataFrame:
    """Return one output over its years."""
    path, output = case.path(name), OUTPUTS[name]
    low, high = path.band(80)
    bounds = [case.bound(name, year) for year in path.years]
    wide = [case.wide(name, year) if name in WIDE else (None, None) for year in path.years]
    numbers = {"low": low, "central": path.central, "high": high}
    wider = {"wide_low": [ends[0] for ends in wide], "wide_high": [ends[1] for ends in wide]}
    frame = pd.DataFrame({**numbers, **wider}, dtype="float64").round(DIGITS)
    frame.loc[[bound is None for bound in bounds]] = None
    frame.insert(0, "year", path.years)
    names = {f"name_{lang}": translator(lang)(output.title) for lang in LANGUAGES}
    units = {f"unit_{lang}": unit_name(output.unit, lang) for lang in LANGUAGES}
    described = {"output": name, **names, **units}
    for at, (column, value) in enumerate(described.items()):
        frame.insert(at + 1, column, value)
    said = {f"bound_{lang}": [_bound(bound, lang) for bound in bounds] for lang in LANGUAGES}
    return frame.assign(**said)


def _bound(sign: str | None, lang: str) -> str:
    """Return in words how far a cost binds; nothing of what does not."""
    return translator(lang)("not known") if sign is None else comparator("", sign, lang).strip()


def link(case: Case) -> str:
    """Return the address of a scenario behind that of an atlas."""
    return "/scenario?" + urlencode({"place": case.place, "v": VERSION, **to_address(case.state)})
