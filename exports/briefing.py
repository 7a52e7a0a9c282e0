"""A place's own report (城市自检报告) as a file of Word: what it aimed at, what it has, what it will need, and what nobody knows yet.

Every number leads to the clause it was printed in, numbered in the list at the end.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from exports.chapters import Asked, ahead, compared, headed, prose, summary, targets, unknown
from exports.citations import listed as list_of_sources
from exports.citations import sources
from exports.outputs import link
from exports.paper import Drawing, Grid, Part, references, written
from i18n.numbers import date
from i18n.texts import translator
from views import places
from views.meeting.item import source
from views.scenario.case import case_of
from views.scenario.draws import inputs_of
from views.scenario.state import decoded
from views.scenario.values import values_text
from views.words import bracketed

LONGEST = 60  # of what is repeated of what was asked for
Progress = Callable[[int, int], None]


def briefing(
    place: str,
    day: dt.date,
    lang: str,
    others: Sequence[str] = (),
    code: str = "",
    progress: Progress | None = None,
) -> bytes:
    """Return the report of a place as a file of Word.

    Args:
        place: adcode.
        day: of the judgement.
        lang: of the report.
        others: adcodes of the places to compare with; the most alike ones where none is named.
        code: of the scenario (``views.scenario.case.case_of``); empty for the usual one.
        progress: is told how many parts of how many are done.

    Raises:
        ValueError: a place or the scenario is not known; one sentence in ``lang``.
    """
    asked = _asked(place, day, lang, others, code)
    sections = (summary, targets, ahead, compared, unknown)
    steps = len(sections) + 1
    parts: list[Part] = []
    for done, section in enumerate(sections):
        if progress:
            progress(done, steps)
        parts += section(asked)
    if progress:
        progress(len(sections), steps)
    file = _file(asked, parts)
    if progress:
        progress(steps, steps)
    return file


def _asked(place: str, day: dt.date, lang: str, others: Sequence[str], code: str) -> Asked:
    _ = translator(lang)
    for each in (place, *others):
        if each not in places.both_names() or not each.isdigit():
            raise ValueError(_("The atlas knows no place with the code “{code}”.").format(code=_short(each)))
    try:
        decoded(code)
    except KeyError:
        raise ValueError(_("No scenario has the code “{code}”.").format(code=_short(code))) from None
    case = case_of(place, code) if inputs_of(place) is not None else None
    return Asked(place, day, lang, tuple(dict.fromkeys(each for each in others if each != place)), case)


def _short(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())[:LONGEST]


def _file(asked: Asked, parts: list[Part]) -> bytes:
    """Return the parts with the list of their sources as a file."""
    _ = translator(asked.lang)
    found = sources(references(parts))
    own = list_of_sources(found, _("Documents and clauses"), asked.lang)
    none = prose(_("No figure of this report is from a printed document."))
    parts = _captioned(
        [*parts, *headed(5, _("Sources of this report"), asked.lang), own if own.rows else none], asked.lang
    )
    subtitle = _("As of {day}").format(day=date(asked.day.isoformat(), asked.lang))
    return written(
        parts,
        found.cited,
        title=_("{place}: self-assessment of integrated medical and elderly care").format(place=asked.known.name),
        subtitle=bracketed("", subtitle, asked.lang) if asked.lang == "zh" else subtitle,
        author=_("Yiyang Atlas"),
        day=asked.day,
        lang=asked.lang,
        notes=_closing(asked),
    )


def _closing(asked: Asked) -> list[str]:
    """Return the small print: where all is from and of which day, the scenario's values, and the address that shows the same."""
    _ = translator(asked.lang)
    address = f"/portrait?place={asked.place}" if asked.case is None else link(asked.case)
    return [
        source(asked.day, asked.lang),
        *([] if asked.case is None else [_("Scenario: {values}.").format(values=values_text(asked.case, asked.lang))]),
        _("Address within the atlas: {address}").format(address=f"{address}&lang={asked.lang}"),
    ]


def _captioned(parts: Iterable[Part], lang: str) -> list[Part]:
    """Number tables and charts, each in their order."""
    _ = translator(lang)
    told = {Grid: _("Table {number} {caption}"), Drawing: _("Figure {number} {caption}")}
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Grid | Drawing):
            number = 1 + sum(isinstance(each, type(part)) for each in found)
            found.append(replace(part, caption=told[type(part)].format(number=number, caption=part.caption)))
        else:
            found.append(part)
    return found
