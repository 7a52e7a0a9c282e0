"""The values of a scenario in one line, for the foot of a picture, a slide or a page: what was chosen, and what differs from the usual."""

from i18n.numbers import with_unit
from i18n.texts import translator
from policy.scenario.borrowed import NO_PACK
from views.scenario.case import Case
from views.scenario.controls import option_names, titles
from views.scenario.state import levers, unit_of


def values_text(case: Case, lang: str) -> str:
    """Return demand, definition and policy of a scenario, and each lever that was moved with its default (plain text)."""
    _ = translator(lang)
    names, called, defaults = option_names(lang), titles(lang), levers()
    chosen = {"mode": case.scenario.mode, "definition": case.scenario.definition}
    if case.pack != NO_PACK:
        chosen["pack"] = case.pack
    said = [_("{what}: {value}").format(what=called[name], value=names[name][code]) for name, code in chosen.items()]
    for name, value in case.scenario.changed:
        unit = unit_of(name)
        number, usual = (with_unit(each, unit, lang) for each in (value, defaults[name].default))
        said.append(_("{what}: {value} (default {usual})").format(what=called[name], value=number, usual=usual))
    stock = case.state.stock
    if stock is not None:
        said.append(_("{what}: {value}").format(what=called["stock"], value=with_unit(stock, "beds", lang)))
    return _("; ").join(said)
