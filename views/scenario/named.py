"""Scenarios side by side: those that the address names beside a locked baseline, and the same choice on other places."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

import pandas as pd

from charts.paths import STYLES, Line, paths
from i18n.numbers import with_unit
from i18n.texts import LANGUAGES, translator
from policy.scenario.money_sentences import without_policy_sentence
from policy.scenario.outputs import OUTPUTS, PAID_BY, SHOWN
from policy.scenario.sentences import difference_sentence
from policy.text import N_
from views.edition import kept
from views.places import distinct_names
from views.scenario.answer import rate_words, said_of, words
from views.scenario.case import MONEY_YEARS, YEARS, Case, case_of
from views.scenario.draws import inputs_of
from views.scenario.state import LONGEST_ADDRESS, OF_A_PLACE, SAVED, decoded, encoded, from_address
from views.view import ByCell, Live, Table
from views.words import say

LONGEST_NAME = 16
COMPARED = (*SHOWN, "cost_real")
BASELINE, OWN = N_("Baseline"), N_("this scenario")
Named = tuple[tuple[str, Case], ...]


def saved(query: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return the named scenarios of an address: name and code by their key; one that cannot be read is left out.

    A link may give two the same name, or that of the baseline: the later one is numbered.
    """
    found: dict[str, tuple[str, str]] = {}
    for key in SAVED:
        name, separator, code = query.get(key, "").partition("~")
        try:
            decoded(code)
        except KeyError:
            continue
        if separator and name:
            numbered = (name[:LONGEST_NAME], *(f"{name[:LONGEST_NAME]} ({at})" for at in range(2, 20)))
            found[key] = (next(each for each in numbered if each not in _taken(found)), code)
    return found


def _taken(found: Mapping[str, tuple[str, str]]) -> set[str]:
    """Return the names that a scenario cannot have: of the others, and of those that always stand beside them."""
    always = {translator(lang)(name) for lang in LANGUAGES for name in (BASELINE, OWN)}
    return always | {name for name, _code in found.values()}


def broken(query: Mapping[str, str]) -> list[str]:
    """Return the named scenarios of an address that cannot be read."""
    return [key for key in SAVED if key in query and key not in saved(query)]


def to_keep(query: Mapping[str, str], typed: str) -> tuple[str, str] | str:
    """Return the parameter, with its value, that keeps the scenario of an address under a name; or why it is not kept (a text id)."""
    name = typed.strip()
    free = [key for key in SAVED if key not in query]
    if not name:
        return N_("Give the scenario a name first.")
    if len(name) > LONGEST_NAME:
        return N_("The name is longer than 16 characters: shorten it.")
    if "~" in name:
        return N_("The address sets names apart by ~: take another sign.")
    if name in _taken(saved(query)):
        return N_("That name is taken: give this scenario another one, or remove the one that has it.")
    if not free:
        return N_("Six scenarios are kept; remove one first.")
    value = f"{name}~{encoded(from_address(query)[0])}"
    if len(urlencode({**query, free[0]: value})) > LONGEST_ADDRESS - 100:  # room for the server's own name
        return N_("The address would grow beyond 2,000 characters; remove a scenario or reset some levers first.")
    return free[0], value


def beside_baseline(case: Case, query: Mapping[str, str], lang: str) -> Named:
    """Return what stands side by side by name: the baseline, the scenario itself, and those that an address names."""
    _ = translator(lang)
    others = {name: case_of(case.place, code) for name, code in saved(query).values()}
    return tuple(({_(BASELINE): case_of(case.place, ""), _(OWN): case} | others).items())


@kept
def compared(cases: Named, output: str, year: int, lang: str) -> Live:
    """Return one number of each scenario over the years, and how each differs from the first; of a cost those that have a policy."""
    known = [(name, case) for name, case in cases if output in case.outputs]
    without = [name for name, case in cases if output not in case.outputs]
    years = MONEY_YEARS if output in PAID_BY else YEARS
    lines = []
    for name, case in known[: len(STYLES)]:
        values = case.path(output).central.tolist()
        refs = [case.ref("scenario", at, output) for at in years]
        lines.append(Line(name, values, [words(output, value, lang) for value in values], refs))
    said = [say(without_policy_sentence(without), lang)] if without else []
    if output in cases[0][1].outputs:
        (usual, _low, _high), usual_bound = known[0][1].at(output, year), known[0][1].bound(output, year)
        for name, case in known[1:]:
            value, binds = case.at(output, year)[0], (case.bound(output, year) or "~", usual_bound or "~")
            said.append(say(difference_sentence(year, output, name, value, usual, binds), lang))
    if not lines:
        return Live("compared", "", " ".join(said))
    unit, first = OUTPUTS[output].unit, output in cases[0][1].outputs
    figure = paths(years, lines, lambda value: with_unit(value, unit, lang), baseline=first)
    return Live("compared", str(figure.to_json()), " ".join(said))


@kept
def differences(cases: Named, year: int, lang: str) -> Table[ByCell]:
    """Return the first numbers of each scenario, with their difference from the baseline."""

    def change(case: Case, name: str) -> str:
        if not all(name in each.outputs for each in (case, cases[0][1])):
            return ""
        value, usual = (each.at(name, year)[0] for each in (case, cases[0][1]))
        return f" ({'+' if value > usual else '−'}{words(name, abs(value - usual), lang)})" if value != usual else ""

    return _side_by_side(cases, year, lang, change)


@kept
def on_peers(case: Case, peers: tuple[str, ...], year: int, lang: str) -> Table[ByCell] | None:
    """Return the same scenario and policy on the people and stock of other places; nothing where none of them is projected."""
    peers = tuple(peer for peer in peers if inputs_of(peer) is not None)
    if not peers:
        return None
    code = encoded(replace(case.state, pack=case.pack, **dict.fromkeys(OF_A_PLACE)))

    def rate(case: Case, name: str) -> str:
        if name in ("age60", "dependency") or name not in case.outputs:
            return ""
        value, older = (case.at(each, year)[0] for each in (name, "age60"))
        said = rate_words(name, 1000 * value / older, lang)
        return translator(lang)(" ({rate} per 1,000 aged 60+)").format(rate=said)

    names = distinct_names(lang)
    cases = [(case.place, case), *((peer, case_of(peer, code)) for peer in peers)]
    return _side_by_side(tuple((names.get(place, place), each) for place, each in cases), year, lang, rate)


def _side_by_side(cases: Named, year: int, lang: str, besides: Callable[[Case, str], str]) -> Table[ByCell]:
    """Return the first numbers of each case, with what is said of each besides; every number opens its record."""
    _ = translator(lang)
    head = _("Figure")
    table = {head: [_(OUTPUTS[name].title) for name in COMPARED]} | {
        title: [said_of(case, name, year, lang)[0] + besides(case, name) for name in COMPARED] for title, case in cases
    }
    refs = {
        (at, title): case.ref("scenario", year, name)
        for title, case in cases
        for at, name in enumerate(COMPARED)
        if name in case.outputs
    }
    refs |= {(at, head): refs[at, cases[0][0]] for at in range(len(COMPARED)) if (at, cases[0][0]) in refs}
    return Table(pd.DataFrame(table), refs)
