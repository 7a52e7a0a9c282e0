"""What a scenario comes to: the answer in words, the numbers that come first, their fans, and every number of a year."""

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from charts import fan
from i18n.numbers import percent, with_unit
from i18n.texts import translator
from policy.scenario.borrowed import NO_PACK
from policy.scenario.money_sentences import (
    binds_sentence,
    cost_sentence,
    fund_sentence,
    left_out_sentence,
    no_policy_sentence,
    provided_sentence,
    shared_out_sentence,
)
from policy.scenario.outputs import FIRST, FUND, OUTPUTS, PAID_BY, SHOWN, rounded
from policy.scenario.sentences import (
    basis_sentence,
    carers_sentence,
    fan_sentence,
    given_sentence,
    need_sentence,
    occupancy_sentence,
    supply_sentence,
    unknown_stock_sentence,
)
from policy.text import N_, Amount, Name, Sentence, Text, three_digits
from projection.care import scenarios
from projection.people.rates import NATION
from views.cautions import cautions
from views.edition import kept, kept_up_to
from views.places import both_names
from views.projections import official_counts, official_words
from views.scenario.case import MONEY_YEARS, WIDE, Case, case_of
from views.scenario.controls import definition_name, pack_names, to_give
from views.scenario.draws import DRAWS
from views.scenario.packs import best_documented_pack, usual_pack_of
from views.scenario.standing import counted_residents, counted_stock
from views.scenario.state import BASELINE, encoded
from views.view import ByCell, ByRow, Card, Live, Table
from views.words import amount_text, bracketed, period_text, plain, say, say_all, say_plain

MONEY_FANS = ("cost", "cost_real", *FUND)
# The demand that stands beside the chosen one in the chart of beds, and what each line is called.
OTHER_DEMAND = {
    "use": ("beds_by_need", N_("by need")),
    "need": ("beds_by_use", N_("at current use")),
    "policy": ("beds_by_need", N_("by need")),
}
# The standard, drawn where it is provided.
STANDARD = {"beds_need": "beds_policy", "nursing_need": "nursing_policy"}
# What the beds of each demand are called.
BEDS = {"use": "beds_by_use", "need": "beds_by_need", "policy": "beds_by_rule"}
# The stock that stands across the chart of an output.
STANDS = {
    "beds_need": "stock",
    "nursing_need": "nursing_stock",
    "carers": "carer_stock",
    "home_beds": "home_stock",
    "dementia_beds": "dementia_stock",
}


def words(name: str, value: float, lang: str, comparator: str = "=") -> str:
    """Return a scenario's number in words, to three digits."""
    return _said(rounded(name, value), OUTPUTS[name].unit, lang, comparator)


def rate_words(name: str, value: float, lang: str) -> str:
    """Return a scenario's number of so many people in words, to three digits: of a thousand there may be half a bed."""
    return _said(three_digits(value), OUTPUTS[name].unit, lang, "=")


@kept_up_to(20_000)  # of three digits there are few: the same come again from year to year and lever to lever
def _said(value: float, unit: str, lang: str, comparator: str) -> str:
    return amount_text(Amount(value, unit, comparator), lang, exact=False)


def said_of(case: Case, name: str, year: int, lang: str) -> tuple[str, str]:
    """Return an output of a year in words, with its bound, and its 80 % band; of a cost that it is not known, or of no policy."""
    if name not in case.outputs:
        return translator(lang)("no policy chosen"), ""
    central, *ends = case.at(name, year)
    comparator = case.bound(name, year)
    if comparator is None:
        _ = translator(lang)
        return _("not known"), _("quantity not known")
    return words(name, central, lang, comparator), _band(name, ends, lang)


def _band(name: str, ends: Sequence[float], lang: str) -> str:
    _, (low, high) = translator(lang), (words(name, end, lang) for end in ends)
    if low == high:
        return _("the same in every draw")
    return _("{low} – {high}").format(low=_without_unit_of(high, low), high=high)


def _without_unit_of(last: str, first: str) -> str:
    """Return the first of two numbers in words without a unit that the last has, too, where a space sets it off."""
    number, _space, unit = first.partition(" ")
    return number if unit and last.endswith(f" {unit}") else first


@kept
def output_names(lang: str) -> dict[str, str]:
    """Return the names of the numbers that come first."""
    return {name: translator(lang)(OUTPUTS[name].title) for name in SHOWN}


def _title(case: Case, name: str) -> str:
    """Return the name of an output; the beds needed are called by their demand."""
    return OUTPUTS[BEDS[case.scenario.mode] if name == "beds_need" else name].title


def scheme(case: Case) -> Name:
    """Return the name of the pack that is tried, with the place it is from."""
    return Name(pack_names("zh")[case.pack], pack_names("en")[case.pack])


def no_policy(lang: str) -> str:
    """Return the sentence that no policy is chosen (Markdown)."""
    return say(no_policy_sentence(), lang)


@kept
def offered_policy(case: Case, lang: str) -> tuple[str, str] | None:
    """Return the pack to try where none is chosen, and what the button says (Markdown): the place's own, or the best documented one."""
    if "cost" in case.outputs:
        return None
    _, own = translator(lang), usual_pack_of(case.place)
    slug = best_documented_pack() if own == NO_PACK else own
    line = (
        _("Try the best documented policy: {scheme}") if own == NO_PACK else _("Try the place's own policy: {scheme}")
    )
    return slug, line.format(scheme=plain(pack_names(lang)[slug]))


@kept
def answer(case: Case, year: int, lang: str, *, ask: bool = True) -> str:
    """Return what is needed, against what stands, and what the policy costs (Markdown), a paragraph each.

    Args:
        case: the scenario.
        year: of the answer.
        lang: of the viewer.
        ask: for what is not known, by the name of its control; on paper nothing can be asked for.
    """
    names = (
        "in_institution",
        "beds_need",
        "beds_by_use",
        "beds_by_need",
        "nursing_need",
        "carers",
        "carers_institution",
        "disabled",
    )
    values = {name: case.at(name, year) for name in names}
    said: dict[str, object] = {
        "basis": basis(case, lang),
        "rule": _rule(case),
        "occupancy": Amount(case.assumed["occupancy"], "percent"),
    }
    needed = need_sentence(both_names()[case.place], year, case.scenario.mode, said, values, DRAWS)
    paragraphs = (
        [needed, *_stock_sentences(case, year, lang, ask=ask), *cautions(case.place)],
        [carers_sentence(definition_name(case.scenario.definition), values), *_given_sentences(case, year)],
        _cost_sentences(case, year, ask=ask),
    )
    return "\n\n".join(say_all(part, lang) for part in paragraphs)


def basis(case: Case, lang: str) -> Sentence:
    """Say from which residents current use goes on."""
    counts, own = counted_residents(), case.residents.own
    if case.state.residents is not None:
        return basis_sentence(case.residents.count, "", "given", both_names()[case.place])
    row = counts[case.place if own else NATION]
    whose = "own" if own else "nation"
    return basis_sentence(case.residents.count, period_text(row, lang), whose, both_names()[str(row["place"])])


def _rule(case: Case) -> Sentence:
    """Return what provision is by: a share of all older people, or beds per 1,000 of them."""
    if case.scenario.rule == "per_1000":
        return Sentence(N_("{beds} aged 60+"), {"beds": Amount(case.assumed["beds_per_1000"], "beds_per_1000")})
    return Sentence(
        N_("places for {share} of people aged 60+"), {"share": Amount(case.assumed["places_institution"], "percent")}
    )


def _stock_sentences(case: Case, year: int, lang: str, *, ask: bool) -> list[Sentence]:
    """Return what stands against the beds, by the same definition, and what of it was in use where that was counted."""
    count, stock = counted_stock(case.place).get("stock"), case.stock["stock"]
    if stock is None:
        known = None if count is None else Amount(float(count["value"]), "beds")
        return [unknown_stock_sentence(known, "" if count is None else period_text(count, lang), ask=ask)]
    given = case.state.stock is not None
    counted = Text(N_("as you say")) if given or count is None else _counted(count, lang)
    told = [supply_sentence(year, case.scenario.mode, case.at("beds_need", year)[0], stock, counted)]
    residents = counted_residents()
    if not given and count is not None and case.place in residents:
        row = residents[case.place]
        if row["year"] == count["year"]:
            told.append(occupancy_sentence(float(row["value"]), stock, period_text(row, lang)))
    return told


def _counted(count: pd.Series, lang: str) -> Sentence:
    """Say what a count of beds counts, and when."""
    what = Name(str(count["indicator_zh"]), str(count["indicator_en"]))
    scope = Name(str(count["scope"]), str(count["scope_en"]))
    values: dict[str, object] = {"what": what, "scope": scope, "period": period_text(count, lang)}
    return Sentence(
        N_("counted as {what} ({scope}), {period}") if scope.zh else N_("counted as {what}, {period}"), values
    )


def _given_sentences(case: Case, year: int) -> list[Sentence]:
    """Return what is short of nursing beds and carers, where it is known how many there are."""
    return [
        given_sentence(name, case.at(name, year)[0], stock)
        for name in ("nursing_need", "carers")
        if (stock := case.stock[STANDS[name]]) is not None
    ]


def _cost_sentences(case: Case, year: int, *, ask: bool) -> list[Sentence]:
    """Return what the policy costs in a year, for how many beds, why that is not exact, and what its fund comes to."""
    if "cost" not in case.outputs:
        return [no_policy_sentence(ask=ask)]
    values = {name: case.at(name, year) for name in PAID_BY if name in case.outputs}
    bound, why = case.bound("cost", year) or "=", case.reasons("cost", year)
    sentences = [cost_sentence(scheme(case), year, values["cost"], values["cost_real"][0], bound)]
    if values["cost"][0]:
        per_bed = values["cost_per_bed_in_use"][0] if "cost_per_bed_in_use" in values else None
        sentences.append(shared_out_sentence(values["cost_per_older"][0], per_bed, bound))
    if why:
        sentences.append(binds_sentence(why))
    if "fund_balance" in values:
        numbers = {name: (values[name][0], case.bound(name, year) or "~") for name in FUND}
        sentences.append(fund_sentence(year, numbers))
    if case.scenario.plan != "need":
        beds = float(case.counted["beds"][MONEY_YEARS.index(year)])
        sentences.append(provided_sentence(beds, year, case.scenario.plan))
    if unknown := int((case.lines[case.lines["year"] == year]["reason"] == "quantity_unknown").sum()):
        sentences.append(left_out_sentence(unknown, ask and bool(to_give(case.pack))))
    return sentences


@kept
def big_numbers(case: Case, year: int, lang: str) -> list[Card]:
    """Return the numbers that come first with the band of the draws, and that of a policy; the wider band stands in the hint."""
    _ = translator(lang)
    cards = []
    for name in ("in_institution", "beds_need", "nursing_need", "carers"):
        value, band = said_of(case, name, year, lang)
        note = _("80%: {band}").format(band=band)
        wide = _band(name, case.wide(name, year), lang)
        hint = note + "\n" + _("with unsourced assumptions over their range: {band}").format(band=wide)
        moved = change(case, name, year, lang)
        title = _("{what}, {year}").format(what=_(_title(case, name)), year=year)
        cards.append(Card(title, value, note, case.ref("scenario", year, name), change=moved, hint=hint))
    return [*cards, _cost_card(case, year, lang)] if "cost" in case.outputs else cards


def _cost_card(case: Case, year: int, lang: str) -> Card:
    """Return the card of the cost: its band is one of quantities, at the same prices."""
    _ = translator(lang)
    title = _("{what}, {year}").format(what=_(OUTPUTS["cost"].title), year=year)
    value, band = said_of(case, "cost", year, lang)
    ref = case.ref("scenario", year, "cost")
    if case.bound("cost", year) is None:
        return Card(title, value, _("give the numbers its prices are for under “Policy and stock”"), ref)
    real = words("cost_real", case.at("cost_real", year)[0], lang)
    note = _("80% of the quantities: {band}").format(band=band)
    hint = note + "\n" + _("in yuan of 2026: {real}").format(real=real)
    return Card(title, value, note, ref, change=change(case, "cost", year, lang), hint=hint)


def change(case: Case, name: str, year: int, lang: str) -> str:
    """Say what an output was before any lever was moved, and by how much it differs; empty where it does not, or was not known."""
    before = untouched(case)
    if before is case or None in (case.bound(name, year), before.bound(name, year)):
        return ""
    old, new = before.at(name, year)[0], case.at(name, year)[0]
    was, now = (words(name, value, lang) for value in (old, new))
    if was == now or not old:
        return ""
    told = translator(lang)("{was} → {now}, {change}")
    share = round(100 * (new / old - 1))
    return told.format(
        was=_without_unit_of(now, was), now=now, change=f"{'+' if share >= 0 else '−'}{percent(abs(share), lang)}"
    )


def untouched(case: Case) -> Case:
    """Return the scenario of the same place, policy and stock with every lever at its default."""
    scenario = case.state.scenario
    return case if scenario == BASELINE else case_of(case.place, encoded(replace(case.state, scenario=BASELINE)))


@kept
def fans(case: Case, names: tuple[str, ...], year: int, lang: str) -> list[Live]:
    """Return outputs of a scenario as fans, those of cost only with a policy; beds needed with the beds that stand."""
    return [_fan(case, name, year, lang) for name in names if name in case.outputs]


def first(case: Case) -> tuple[str, ...]:
    """Return the two outputs whose charts stand beside the levers."""
    return tuple(name for name in FIRST if name in case.outputs)[:2]


def further(case: Case) -> tuple[str, ...]:
    """Return the outputs whose charts are one click away."""
    return tuple(name for name in SHOWN if name not in first(case))


def _fan(case: Case, name: str, year: int, lang: str) -> Live:
    _ = translator(lang)
    path, unit, before = case.path(name), OUTPUTS[name].unit, untouched(case)
    low, high = path.band(80)
    # The axis is that of the place before any lever was moved, with some room, as long as what is drawn fits it.
    held = [1.3 * float(end(edge)) for end, edge in zip((np.min, np.max), before.path(name).band(95), strict=True)]
    hover = [
        f"{at}: {words(name, value, lang, case.bound(name, at) or '=')}<br>{_('80% band')}: {_band(name, ends, lang)}"
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
        hover=hover,
        refs=[case.ref("scenario", at, name) for at in path.years],
    )
    if name == "beds_need":
        other, called = OTHER_DEMAND[case.scenario.mode]
        parts = fan.beside(parts, scenarios.OUTPUTS[other](case.central), _(called))
    if name in STANDARD and case.scenario.plan != "need":
        parts = fan.beside(parts, scenarios.OUTPUTS[STANDARD[name]](case.central), _("the standard"))
    stands = case.stock.get(STANDS.get(name, ""))
    if stands is not None:
        parts = fan.across(parts, stands, _("stands"))
    parts = fan.marked(parts, year)
    if before is not case:
        parts = fan.before(parts, before.path(name).central, _("before"))
    parts = fan.scaled(parts, lambda value: with_unit(value, unit, lang), *held)
    title = _(_title(case, name))
    bounds = [case.bound(name, at) for at in (path.years[0], year)]
    sentence = fan_sentence(name, year, (path.years[0], float(path.central[0])), path.at(year), bounds)
    said = say_plain(sentence, lang)
    return Live(name, json.dumps(parts), f"{title}{'：' if lang == 'zh' else ': '}{said}", title, said)


def paths(case: Case, names: tuple[str, ...], lang: str) -> Table[ByCell]:
    """Return what the fans of these outputs show: a row a year, and in each cell the number with its 80 % band."""
    _ = translator(lang)
    drawn = {name: case.path(name) for name in names if name in case.outputs}
    years = sorted({year for path in drawn.values() for year in path.years})
    columns: dict[str, list[str]] = {_("Year"): [str(year) for year in years]}
    refs: ByCell = {}
    for name, path in drawn.items():
        title = _(_title(case, name))
        known = set(path.years)
        columns[title] = [bracketed(*said_of(case, name, year, lang), lang) if year in known else "" for year in years]
        refs |= {(at, title): case.ref("scenario", year, name) for at, year in enumerate(years) if year in known}
    return Table(pd.DataFrame(columns), refs)


@kept
def every_number(case: Case, year: int, lang: str) -> Table[ByRow]:
    """Return every output of the year with its band."""
    _ = translator(lang)
    names = [name for name in OUTPUTS if name in case.outputs]
    said, bands = zip(*(said_of(case, name, year, lang) for name in names), strict=True)
    titles = [_(OUTPUTS[name].title) for name in names]
    wide = [_band(name, case.wide(name, year), lang) if name in WIDE else "" for name in names]
    head = _("80% band with unsourced assumptions over their range")
    table = pd.DataFrame({_("Figure"): titles, str(year): said, _("80% band"): bands, head: wide})
    return Table(table, [case.ref("scenario", year, name) for name in names])
