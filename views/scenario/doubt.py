"""How sure a number is: what each uncertain factor alone does to it, and what each lever would change."""

import json
import math
from dataclasses import dataclass

import pandas as pd

from charts import tornado as charts
from i18n.numbers import with_unit
from i18n.texts import translator
from policy.scenario.money_sentences import no_policy_sentence
from policy.scenario.outputs import FACTORS, OUTPUTS
from policy.scenario.sentences import tornado_sentence
from projection.care import assumptions, uncertain
from views.edition import kept, kept_up_to
from views.scenario.answer import words
from views.scenario.case import YEARS, Case
from views.scenario.controls import active, titles
from views.scenario.state import DEFINITION, ends, levers
from views.view import ByCell, Curves, Table
from views.words import say

NOISE = 1e-9  # relative: sums differ so much by the order in which a machine adds


@dataclass(frozen=True)
class Swing:
    """What an output becomes when one factor or lever alone goes to its low and its high end."""

    name: str
    low: float
    high: float


def _widest_first(swings: list[Swing]) -> list[Swing]:
    """Return the swings that move something; what only the last bits of a sum move is none."""
    moving = (s for s in swings if not math.isclose(s.low, s.high, rel_tol=NOISE))
    return sorted(moving, key=lambda s: -abs(s.high - s.low))


@kept_up_to(300)
def tornado(case: Case, name: str, year: int) -> list[Swing]:
    """Return what each uncertain factor does to an output at its 10th and 90th percent, the widest first."""
    care = assumptions.care(case.assumed, case.scenario.mode, case.scenario.rule)
    factors, deviations, cared = uncertain.tenths(case.inputs, case.assumed, care, len(YEARS) - 1)
    both = case.value(name, year, case.run(deviations, cared)).reshape(-1, 2).tolist()
    return _widest_first([Swing(factor, low, high) for factor, (low, high) in zip(factors, both, strict=True)])


@kept_up_to(100)
def what_would_change(case: Case, name: str, year: int) -> list[Swing]:
    """Return what each lever that moves something makes of an output at the ends of its range, the widest first."""
    found = []
    for lever in (DEFINITION, *active(case)) if name in case.outputs else ():
        low, high = (float(case.moved(lever, end).value(name, year)) for end in ends(lever).values())
        found.append(Swing(lever, low, high))
    return _widest_first(found)


@kept
def doubt(case: Case, name: str, year: int, lang: str) -> Curves | None:
    """Return the tornado of a number, of a cost without a policy that there is none; nothing where no factor moves it."""
    _ = translator(lang)
    if name not in case.outputs:
        return Curves(pd.DataFrame(), {}, say(no_policy_sentence(), lang))
    swings, central = tornado(case, name, year), case.at(name, year)[0]
    if not swings:
        return None
    bars = [
        charts.Bar(
            _(FACTORS[swing.name][0]),
            swing.low,
            swing.high,
            (words(name, swing.low, lang), words(name, swing.high, lang)),
            (case.ref("swing", year, name, swing.name, "low"), case.ref("swing", year, name, swing.name, "high")),
        )
        for swing in swings
    ]
    labels = {"low": _("factor at its 10th percentile"), "high": _("at its 90th")}
    figure = charts.tornado(bars, central, labels, lambda value: with_unit(value, OUTPUTS[name].unit, lang))
    heads = [_("Factor"), *labels.values()]
    table = pd.DataFrame([(bar.name, *bar.words) for bar in bars], columns=heads)
    refs = {
        (at, head): ref
        for at, bar in enumerate(bars)
        for head, ref in zip(heads, (bar.refs[0], *bar.refs), strict=True)
    }
    moved = [(swing.name, swing.low, swing.high) for swing in swings]
    sentence = say(tornado_sentence(name, year, central, moved, case.bound(name, year) or "="), lang)
    return Curves(table, refs, sentence, figure=json.dumps(figure.to_plotly_json()))


@kept
def changes(case: Case, name: str, year: int, lang: str) -> Table[ByCell]:
    """Return what each lever at the ends of its range makes of a number, the widest first."""
    _ = translator(lang)
    kinds = {"assumed": _("assumed"), "document": _("from a document")}
    heads = [_("Lever"), _("Its range"), _("at its low end"), _("at its high end"), _("Default is")]
    lines, refs = [], {}
    for at, swing in enumerate(what_would_change(case, name, year)):
        low, high = (_end(swing.name, end, lang) for end in ends(swing.name).values())
        status = levers()[swing.name].status if swing.name != DEFINITION else "document"
        told = (words(name, swing.low, lang), words(name, swing.high, lang))
        lines.append((titles(lang)[swing.name], f"{low} – {high}", *told, kinds.get(status, status)))
        low, high = (case.ref("try", year, name, swing.name, end) for end in ("low", "high"))
        refs |= {(at, head): high if head == heads[3] else low for head in heads}
    return Table(pd.DataFrame(lines, columns=heads), refs)


def _end(lever: str, end: float | str, lang: str) -> str:
    """Return an end of a lever's range in words; of the definitions its name."""
    return titles(lang)[end] if isinstance(end, str) else with_unit(end, levers()[lever].unit, lang)
