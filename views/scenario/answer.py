"""What a scenario comes to: the answer in words, the numbers that come first, their fans, and every number of a year."""

import json
from collections.abc import Sequence

import pandas as pd

from charts import fan
from i18n.numbers import with_unit
from i18n.texts import translator
from policy.scenario.outputs import OUTPUTS, SHOWN, rounded
from policy.scenario.sentences import (
    cost_sentence,
    fan_sentence,
    left_out_sentence,
    need_sentence,
    old_count_sentence,
    provided_sentence,
    supply_sentence,
)
from policy.text import Amount, Name, Sentence
from views.cautions import cautions
from views.edition import kept, kept_up_to
from views.places import both_names
from views.projections import official_counts, official_words
from views.scenario.case import DRAWS, MONEY_FROM, MONEY_YEARS, Case, counted_stock
from views.scenario.controls import pack_names, to_give
from views.scenario.state import levers
from views.view import ByRow, Card, Live, Table
from views.words import amount_text, period_text, say, say_plain

FRESH = 5  # years that a count of beds is taken without a word


def words(name: str, value: float, lang: str, comparator: str = "=") -> str:
    """Return a scenario's number in words, to three digits."""
    return _said(rounded(name, value), OUTPUTS[name].unit, lang, comparator)


@kept_up_to(20_000)  # of three digits there are few: the same come again from year to year and lever to lever
def _said(value: float, unit: str, lang: str, comparator: str) -> str:
    return amount_text(Amount(value, unit, comparator), lang, exact=False)


def said_of(case: Case, name: str, year: int, lang: str) -> tuple[str, str]:
    """Return an output of a year in words, with its bound, and its 80 % band; that it is not known where nobody counts it."""
    central, *ends = case.at(name, year)
    comparator = case.bound(name, year)
    if comparator is None:
        _ = translator(lang)
        return _("not known"), _("quantity not known")
    return words(name, central, lang, comparator), _band(name, ends, lang)


def _band(name: str, ends: Sequence[float], lang: str) -> str:
    low, high = (words(name, end, lang) for end in ends)
    return translator(lang)("the same in every draw") if low == high else f"{low} – {high}"


@kept
def output_names(lang: str) -> dict[str, str]:
    """Return the names of the numbers that come first."""
    return {name: translator(lang)(OUTPUTS[name].title) for name in SHOWN}


def scheme(case: Case) -> Name:
    """Return the name of the pack that is tried, with the place it is from."""
    return Name(pack_names("zh")[case.pack], pack_names("en")[case.pack])


@kept
def answer(case: Case, year: int, lang: str) -> str:
    """Return what is needed, against what stands, and what the policy costs (Markdown)."""
    title = levers()[case.scenario.definition].title
    # Without “disability rate”, which the sentence says itself.
    definition = Name(title.zh.partition("：")[2], title.en.partition(": ")[2])
    values = {name: case.at(name, year) for name in ("beds_need", "nursing_need", "carers", "disabled")}
    counted = counted_stock(case.place).get("stock") if case.state.stock is None else None
    when = translator(lang)("as you say") if counted is None else period_text(counted, lang)
    stock = case.stock["stock"]
    short = None if stock is None else values["beds_need"][0] - stock
    sentences = [
        need_sentence(both_names()[case.place], year, definition, values, DRAWS),
        supply_sentence(year, short, stock, when),
    ]
    if counted is not None and (pd.isna(counted["year"]) or counted["year"] < MONEY_FROM - FRESH):
        sentences.append(old_count_sentence())
    sentences += cautions(case.place)
    return "\n\n".join(" ".join(say(each, lang) for each in part) for part in (sentences, _cost_sentences(case, year)))


def _cost_sentences(case: Case, year: int) -> list[Sentence]:
    """Return what the policy costs in a year, for how many beds, and what of it is not known."""
    cost, bound = case.at("cost", year), case.bound("cost", year) or "="
    beds = float(case.counted["beds"][MONEY_YEARS.index(year)])
    # Only where every price counts beds, or who is in one.
    of_beds = all("beds" in count or "institution" in count for count in case.priced.counts)
    each = cost[0] / beds if of_beds and beds else None
    sentences = [cost_sentence(scheme(case), year, cost, case.at("cost_real", year)[0], each, bound)]
    if case.scenario.plan != "need":
        sentences.append(provided_sentence(beds, year, case.scenario.plan))
    if unknown := int((case.lines[case.lines["year"] == year]["reason"] == "quantity_unknown").sum()):
        sentences.append(left_out_sentence(unknown, bool(to_give(case.pack))))
    return sentences


@kept
def big_numbers(case: Case, year: int, lang: str) -> list[Card]:
    """Return the four numbers that come first."""
    _ = translator(lang)
    cards = []
    for name in ("beds_need", "nursing_need", "carers", "cost"):
        value, band = said_of(case, name, year, lang)
        note = _("{year}, 80%: {band}").format(year=year, band=band)
        cards.append(Card(_(OUTPUTS[name].title), value, note, case.ref("scenario", year, name)))
    return cards


@kept
def fans(case: Case, names: tuple[str, ...], year: int, lang: str) -> list[Live]:
    """Return outputs of a scenario as fans; beds needed with the beds that stand."""
    return [_fan(case, name, year, lang) for name in names]


def _fan(case: Case, name: str, year: int, lang: str) -> Live:
    _ = translator(lang)
    path, unit = case.paths[name], OUTPUTS[name].unit
    low, high = path.band(80)
    hover = [
        f"{at}: {words(name, value, lang)}<br>{_('80% band')}: {_band(name, ends, lang)}"
        for at, value, *ends in zip(path.years, path.central.tolist(), low.tolist(), high.tolist(), strict=True)
    ]
    official = official_counts(case.place, name)
    counted = fan.Counts(
        official["at"].tolist(), official["persons"].tolist(), official_words(official, lang), official["ref"].tolist()
    )
    parts = fan.fan_parts(
        path.years,
        path.central,
        {percent: path.band(percent) for percent in (50, 80, 95)},
        None if official.empty else counted,
        {"central": _("scenario"), "counted": _("counted")},
        lambda value: with_unit(value, unit, lang),
        hover=hover,
        refs=[case.ref("scenario", at, name) for at in path.years],
    )
    stands = {"beds_need": case.stock["stock"], "nursing_need": case.stock["nursing_stock"]}.get(name)
    if stands is not None:
        parts = fan.across(parts, stands, _("stands"))
    title = _(OUTPUTS[name].title)
    bounds = [case.bound(name, at) for at in (path.years[0], year)]
    sentence = fan_sentence(name, year, (path.years[0], float(path.central[0])), path.at(year), bounds)
    said = say_plain(sentence, lang)
    return Live(name, json.dumps(parts), f"{title}{'：' if lang == 'zh' else ': '}{said}", title, said)


@kept
def every_number(case: Case, year: int, lang: str) -> Table[ByRow]:
    """Return every output of the year with its band."""
    _ = translator(lang)
    names = [name for name in OUTPUTS if name in case.paths]
    said, bands = zip(*(said_of(case, name, year, lang) for name in names), strict=True)
    titles = [_(OUTPUTS[name].title) for name in names]
    table = pd.DataFrame({_("Figure"): titles, str(year): said, _("80% band"): bands})
    return Table(table, [case.ref("scenario", year, name) for name in names])
