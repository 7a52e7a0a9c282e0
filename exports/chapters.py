"""The parts of a place's own report, in the order of an official document; each sentence is one that the atlas says by rule."""

import datetime as dt
from dataclasses import dataclass

from exports.native import chart_xml_and_workbook
from exports.paper import Drawing, Grid, Heading, Part, Prose, Said
from i18n.numbers import date, listed
from i18n.texts import translator
from policy.calendar import NATION
from policy.refs import kind_of, ref
from policy.scenario.outputs import OUTPUTS
from views import instruments, places, records
from views.cautions import cautions
from views.portrait import peers
from views.portrait.people import EARLIER, age_pyramid, set_against
from views.portrait.projection import outlook
from views.portrait.whole import Portrait, portrait
from views.scenario import answer
from views.scenario.case import Case
from views.scenario.controls import option_names
from views.scenario.draws import DRAWS
from views.scenario.standing import counted_stock
from views.view import ByCell, Card, Cells, Table
from views.words import bracketed, labelled, say, unmarked

YEAR = 2035
YEARS = (2020, 2025, 2030, YEAR)
OF_YEARS = ("age60", "age80", "disabled", "in_institution", "beds_need", "nursing_need", "carers")
COLUMNS = 4  # places beside the own one in a table
NEAREST = 3  # places to compare policies with where none of the peers' documents have been analysed
NUMERALS = "一二三四五六七八九"
NOBODY_LOOKED = "—"


@dataclass(frozen=True)
class Asked:
    """What a report is asked for; ``case`` is the scenario, None where nothing is projected; ``others`` are the places to compare with."""

    place: str
    day: dt.date
    lang: str
    others: tuple[str, ...]
    case: Case | None

    @property
    def known(self) -> Portrait:
        """What is known of the place on the day."""
        return portrait(self.place, self.day, self.lang)


def headed(number: int, text: str, lang: str) -> list[Part]:
    """Return a heading of the first level."""
    return [Heading(f"{NUMERALS[number - 1]}、{text}" if lang == "zh" else f"{number}. {text}")]


def _below(section: int, number: int, text: str, lang: str) -> Heading:
    """Return a heading of the second level."""
    return Heading(f"（{NUMERALS[number - 1]}）{text}" if lang == "zh" else f"{section}.{number} {text}", 2)


def prose(*said: Said | str, style: str = "Normal") -> Prose:
    """Return a paragraph."""
    return Prose(tuple(Said(each) if isinstance(each, str) else each for each in said), style)


def summary(asked: Asked) -> list[Part]:
    """Return the paragraph that says the whole: people, beds, targets, and what 2035 takes."""
    lang, known, said = asked.lang, asked.known, []
    if gone := places.ended(asked.place, lang):
        said.append(Said(gone[0]))
    shown = [name for name in ("share60", "pop80", "beds") if known.cards[name].ref]
    if EARLIER in set_against(asked.place, (), lang) and "share60" in shown:
        pyramid = age_pyramid(asked.place, EARLIER, lang)
        said.append(Said(unmarked(pyramid.sentence), (known.cards[shown.pop(0)].ref,)))
    said += [_card(known.cards[name], lang) for name in shown]
    said += [Said(unmarked(known.verdicts.sentence))] if known.verdicts else []
    said.append(Said(unmarked(known.standing)))
    if asked.case is not None:
        cards = answer.big_numbers(asked.case, YEAR, lang)
        said += [_card(card, lang) for card in cards if card.ref.split(":")[3] in ("beds_need", "carers")]
    return [Prose(tuple(said))]


def _card(card: Card, lang: str) -> Said:
    """Return a number of a page as a sentence."""
    _ = translator(lang)
    # What a rate per 1,000 is worked out from is no comment on it.
    told = _("{title}: {value}; worked out from: {note}.") if ":beds:" in card.ref else _("{title}: {value}, {note}.")
    return Said(told.format(title=card.title, value=card.value, note=card.note.rstrip("。.")), (card.ref,))


def targets(asked: Asked) -> list[Part]:
    """Return targets, state, gaps and verdicts, and what the levels above ask for."""
    lang, known, _ = asked.lang, asked.known, translator(asked.lang)
    both = known.verdicts is not None and known.inherited is not None
    parts = headed(1, _("Targets, state, gaps and verdicts"), lang)
    if both:
        parts.append(_below(1, 1, _("Local targets"), lang))
    if known.targets is not None or known.verdicts is None:
        parts.append(prose(unmarked(known.targets.sentence if known.targets else known.standing)))
    if known.verdicts is not None:
        parts.append(_verdicts(known.verdicts, lang))
    if known.inherited is not None:
        if both:
            parts.append(_below(1, 2, _("Targets of higher levels"), lang))
        parts += _inherited(known.inherited, lang)
    return parts


def _verdicts(found: Cells, lang: str) -> Grid:
    """Return the verdicts as on the page, each row with its sources; without the last column where it says nothing."""
    table = found.table.to_pandas()
    if not table.iloc[:, -1].any():
        table = table.iloc[:, :-1]
    rows = [
        (*(Said(str(cell)) for cell in cells), Said("", _of_row(found.refs, at)))
        for at, cells in enumerate(table.itertuples(index=False))
    ]
    heads = (*table.columns, translator(lang)("Source no."))
    grey = frozenset(at for at, odd in enumerate(found.odd.iloc[:, 0]) if odd)
    widths = (33, 21, 21, 14, 22, 9 if lang == "zh" else 14, *([23] if len(table.columns) == 7 else []), 13)
    return Grid(translator(lang)("Target, state, gap, verdict"), heads, tuple(rows), widths, grey)


def _of_row(refs: ByCell, at: int) -> tuple[str, ...]:
    """Return the facts behind a row: what is worked out from them, such as its verdict, has no other source."""
    return tuple(dict.fromkeys(each for (row, _name), each in refs.items() if row == at and kind_of(each) == "fact"))


def _inherited(found: Table[ByCell], lang: str) -> list[Part]:
    """Return what the levels above ask for, in words, and in a table where there is a result of the place beside it."""
    _ = translator(lang)
    table = found.table.to_pandas()
    heads = [_("Set by"), _("Indicator"), _("Target"), _("Deadline"), _("Newest result here")]
    answered = [at for at, cell in enumerate(table[heads[-1]]) if cell]
    sentence = unmarked(found.sentence)
    if not answered:
        return [prose(sentence)]
    more = _("For {count} of them there is a result of the place, side by side in the table below.")
    rows = []
    for at in answered:
        row = table.iloc[at]
        name = " · ".join(part for part in (row[heads[1]], row[_("Condition")]) if part)
        cells = (row[heads[0]], name, *(row[head] for head in heads[2:]))
        rows.append((*(Said(str(cell)) for cell in cells), Said("", _of_row(found.refs, at))))
    caption = _("Targets of higher levels and results of the place")
    grid = Grid(caption, (*heads, _("Source no.")), tuple(rows), (20, 48, 22, 24, 28, 14))
    return [prose(sentence, more.format(count=len(answered))), grid]


def ahead(asked: Asked) -> list[Part]:
    """Return supply and need to 2035."""
    lang, case, _ = asked.lang, asked.case, translator(asked.lang)
    parts = headed(2, _("Supply and need to {year}").format(year=YEAR), lang)
    if case is None:
        none = _("No age table and no count of people aged 60+ in 2020 has been collected, so nothing is projected.")
        return [*parts, prose(none)]
    counted = counted_stock(asked.place)
    stocks = {
        name: (ref("fact", counted[name]["fact"]),) if name in counted and getattr(case.state, name) is None else ()
        for name in ("stock", "nursing_stock")
    }
    cites = (
        (case.ref("scenario", YEAR, "beds_need"), *stocks["stock"]),
        (case.ref("scenario", YEAR, "carers"), *(stocks["nursing_stock"] if case.stock["nursing_stock"] else ())),
        (case.ref("scenario", YEAR, "cost"),) if "cost" in case.outputs else (),
    )
    told = answer.answer(case, YEAR, lang, ask=False).split("\n\n")
    parts += [prose(Said(unmarked(each), cited)) for each, cited in zip(told, cites, strict=True)]
    return [*parts, *_chart(case, lang), _years(case, lang), prose(_basis(case, lang), style="Note")]


def _chart(case: Case, lang: str) -> list[Part]:
    """Return the beds that are needed, with their band, against those that stand."""
    (fan,) = answer.fans(case, ("beds_need",), YEAR, lang)
    made = chart_xml_and_workbook(fan.figure, lang)
    return [] if made is None else [Drawing(fan.title, *made, fan.alt)]


def _basis(case: Case, lang: str) -> str:
    """Return what the projection rests on and how wrong a past one was; what it is cautioned of stands in the answer already."""
    _, known = translator(lang), outlook(case.place, lang)
    told = known.basis if known else ""
    for caution in cautions(case.place):
        told = told.replace(say(caution, lang), "")
    band = _("Bands hold 80% of {draws} draws; this is a projection, not a forecast.").format(draws=DRAWS)
    return ("" if lang == "zh" else " ").join(part for part in (unmarked(told).strip(), band) if part)


def _years(case: Case, lang: str) -> Grid:
    """Return what is projected by year, each with its band."""
    _ = translator(lang)
    rows = []
    for name in OF_YEARS:
        cells = [answer.said_of(case, name, year, lang) for year in YEARS]
        told = (Said("\n".join(part for part in cell if part)) for cell in cells)
        rows.append((Said(_(OUTPUTS[name].title)), *told))
    heads = (_("Figure"), *(date(str(year), lang) for year in YEARS))
    demand = option_names(lang)["mode"][case.scenario.mode]
    caption = _("People and need by year, with 80% band (demand: {demand})").format(demand=demand)
    return Grid(caption, heads, tuple(rows), (26, 32, 32, 32, 32))


def compared(asked: Asked) -> list[Part]:
    """Return the places to compare with, the results beside theirs, and what policies they use."""
    lang, _ = asked.lang, translator(asked.lang)
    chosen, names = asked.others or _peers(asked.place, lang), places.distinct_names(lang)
    parts = headed(3, _("Comparable places and their policy instruments"), lang)
    if not chosen:
        return [*parts, prose(_("No other place is like it enough, or known enough, to compare with."))]
    if asked.others:
        told = _("Compared with: {places}.").format(places=listed((names[each] for each in chosen), lang))
    else:
        told = unmarked(peers.compared_with(asked.place, chosen, lang)) + ("。" if lang == "zh" else ".")
    results = peers.results(asked.place, chosen, lang)
    none = _("No result of this place can be compared with its peers or the nation by the same definition.")
    beside = Said(unmarked(results.sentence), tuple(results.refs)) if results else none
    parts += [_below(3, 1, _("Comparable places"), lang), prose(told, beside)]
    return [*parts, _below(3, 2, _("Policy instruments"), lang), *_policies(asked, chosen)]


def _peers(place: str, lang: str) -> tuple[str, ...]:
    """Return the places most alike, nearest first; none where nothing is known to compare by."""
    if place == NATION or place not in places.known_traits().index:
        return ()
    return tuple(places.neighbour_names(place, peers.USUAL_WEIGHTS, lang))[: peers.PEERS]


def _policies(asked: Asked, chosen: tuple[str, ...]) -> list[Part]:
    """Return which place uses which instrument how firmly, a few places a table."""
    place, lang, _ = asked.place, asked.lang, translator(asked.lang)
    coded, names = instruments.places(lang), places.distinct_names(lang)
    said = [] if place in coded else [_("Its policy documents have not been analysed yet.")]
    others = [each for each in chosen if each in coded]
    if not others:
        said.append(_("The policy documents of the places compared with have not been analysed yet."))
    elif missing := [names[each] for each in chosen if each not in coded]:
        said.append(_("Policy documents not analysed yet: {places}.").format(places=listed(missing, lang)))
    if place in coded and not others and not asked.others:
        others = places.alike(place, tuple(coded))[:NEAREST]
        nearest = _(
            "Of the places whose policy documents have been analysed, the most alike are, nearest first: {places}."
        )
        said += [nearest.format(places=listed((names[each] for each in others), lang))] if others else []
    own = [place] if place in coded else []
    if own or others:
        said.append(unmarked(instruments.matrix((*own, *others), lang).sentence))
    if len(own) == len(others) == 1 and _wholly_read([place, *others], lang):
        said.append(unmarked(instruments.pair(place, others[0], lang).sentence))
    groups = [others[at : at + COLUMNS] for at in range(0, len(others), COLUMNS)] or ([[]] if own else [])
    return [prose(*said), *(part for group in groups for part in _matrix([*own, *group], lang))]


def _wholly_read(shown: list[str], lang: str) -> bool:
    """Tell whether every instrument was looked for in each of some places."""
    table, refs = instruments.matrix_table(shown, lang)
    return len(refs) == len(table) * len(shown)


def _matrix(shown: list[str], lang: str) -> list[Part]:
    """Return instruments by place as a table, each with its level in words; below it those that none of these places has in it."""
    _ = translator(lang)
    table, refs = instruments.matrix_table(shown, lang)
    rows, not_found, nobody_looked = [], [], []
    for at, instrument in enumerate(table.iloc[:, 0]):
        found = [_code(refs.get((at, name)), lang) for name in table.columns[1:]]
        if any(each.cites for each in found):
            rows.append((Said(str(instrument)), *found))
        elif any(each.text != NOBODY_LOOKED for each in found):
            not_found.append(str(instrument))
        else:
            nobody_looked.append(str(instrument))
    notes = [_("A dash: not looked for in that place's documents.")] if _has_dash(rows) else []
    if not_found:
        told = _("Not found in the documents analysed, which does not mean that there are none: {instruments}.")
        notes.append(told.format(instruments=listed(not_found, lang)))
    if nobody_looked:
        told = _("Not looked for yet in the documents of these places: {instruments}.")
        notes.append(told.format(instruments=listed(nobody_looked, lang)))
    widths = (30, *(126 / len(shown) for _place in shown))
    grid = Grid(_("Policy instruments and how firm they are"), tuple(table.columns), tuple(rows), widths)
    return [*([grid] if rows else []), *(prose(note, style="Note") for note in notes)]


def _has_dash(rows: list[tuple[Said, ...]]) -> bool:
    return any(cell.text == NOBODY_LOOKED for row in rows for cell in row)


def _code(code: str | None, lang: str) -> Said:
    """Return a policy code in words: its level and what that means, or that nothing was found."""
    if code is None:
        return Said(NOBODY_LOOKED)
    told = records.record(code, lang)
    if not told.badges:
        return Said(told.value)
    level, scope = told.badges
    whole = translator(lang)("whole place")
    return Said(labelled(told.value, level if scope == whole else bracketed(level, scope, lang), lang), (code,))


def unknown(asked: Asked) -> list[Part]:
    """Return what the atlas does not know of the place."""
    lang, known, _ = asked.lang, asked.known, translator(asked.lang)
    lines = [unmarked(line.removeprefix("- ")) for line in known.missing.splitlines()]
    if known.verdicts is not None and (silent := int(known.verdicts.odd.iloc[:, 0].sum())):
        told = _(
            "For {silent} of the {targets} local targets, those on a grey ground in table 1, the atlas has collected no result that "
            "answers; that does not mean that they are not met."
        )
        lines.append(told.format(silent=silent, targets=len(known.verdicts.table)))
    return [*headed(4, _("What is not known yet"), lang), *(prose(line) for line in lines)]
