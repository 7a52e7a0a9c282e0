"""What the views of a scenario show, computed once for each place and code and then shared, so never changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import fan, tornado
from i18n.numbers import with_unit
from i18n.texts import translator
from policy.scenario.costs import comparator_of
from policy.scenario.outputs import FACTORS, OUTPUTS, PAYERS, SHOWN, rounded
from policy.scenario.sentences import (
    cost_sentence,
    fan_sentence,
    left_out_sentence,
    need_sentence,
    old_count_sentence,
    provided_sentence,
    supply_sentence,
    tornado_sentence,
)
from policy.text import Amount, Name
from projection.care.assumptions import DEFINITIONS
from views import edition
from views.edition import kept, kept_up_to
from views.scenario.case import DEFINITION, DRAWS, Path, central_of, cost_bound, cost_lines, paths, what_would_change
from views.scenario.case import tornado as swings_of
from views.scenario.controls import pack_names, to_give
from views.scenario.goal_records import printed_refs
from views.scenario.money import MONEY_FROM, MONEY_YEARS, counted_stock, priced, quantities, stock_of
from views.scenario.records import counted_unit, line_ref, price_unit, scenario_ref, swing_ref, try_ref
from views.scenario.state import assumption, decoded, given, levers, pack_of
from views.view import ByCell, ByRow, Card, Live, Table
from views.words import amount_text, named, period_text, say, say_plain

FRESH = 5  # years that a count of beds is taken without a word


def words(name: str, value: float, lang: str, comparator: str = "=") -> str:
    """Return a scenario's number in words, to three digits."""
    return _said(rounded(name, value), OUTPUTS[name].unit, lang, comparator)


@kept_up_to(20_000)  # of three digits there are few: the same come again from year to year and lever to lever
def _said(value: float, unit: str, lang: str, comparator: str) -> str:
    return amount_text(Amount(value, unit, comparator), lang, exact=False)


def said_of(place: str, code: str, name: str, year: int, lang: str) -> tuple[str, str]:
    """Return an output of a year in words, with its bound, and its 80 % band; that it is not known where nobody counts it."""
    central, *ends = paths(place, code)[name].at(year)
    comparator = cost_bound(place, code, name, year)
    if comparator is None:
        _ = translator(lang)
        return _("not known"), _("quantity not known")
    return words(name, central, lang, comparator), band_words(name, ends, lang)


def band_words(name: str, ends: Sequence[float], lang: str) -> str:
    """Return the 80 % band in words."""
    low, high = (words(name, end, lang) for end in ends)
    return translator(lang)("the same in every draw") if low == high else f"{low} – {high}"


@kept
def output_names(lang: str) -> dict[str, str]:
    """Return the names of the numbers that come first."""
    return {name: translator(lang)(OUTPUTS[name].title) for name in SHOWN}


def _place(place: str) -> Name:
    found = edition.table("places").set_index("place").loc[place]
    return Name(str(found["name_zh"]), str(found["name_en"]))


@kept
def answer(place: str, code: str, year: int, lang: str) -> str:
    """Return what is needed, against what stands, and what the policy costs (Markdown)."""
    found, state = paths(place, code), decoded(code)
    row = assumption(state.scenario.definition)
    # Without “disability rate”, which the sentence says itself.
    definition = Name(str(row["name_zh"]).partition("：")[2], str(row["name_en"]).partition(": ")[2])
    values = {name: found[name].at(year) for name in ("beds_need", "nursing_need", "carers", "disabled")}
    stock = stock_of(place, state)["stock"]
    counted = counted_stock(place).get("stock")
    _ = translator(lang)
    when = _("as you say") if counted is None or state.stock is not None else period_text(counted, lang)
    short = None if stock is None else values["beds_need"][0] - stock
    sentences = [
        need_sentence(_place(place), year, definition, values, DRAWS),
        supply_sentence(year, short, stock, when),
    ]
    if counted is not None and state.stock is None:
        old = pd.isna(counted["year"]) or counted["year"] < MONEY_FROM - FRESH
        sentences += [old_count_sentence()] if old else []
    return " ".join(say(sentence, lang) for sentence in sentences) + "\n\n" + money_words(place, code, year, lang)


@kept
def money_words(place: str, code: str, year: int, lang: str) -> str:
    """Return what the policy costs in a year (Markdown)."""
    found, state = paths(place, code), decoded(code)
    cost = found["cost"].at(year)
    said = say(
        cost_sentence(
            scheme(place, code),
            year,
            cost,
            found["cost_real"].at(year)[0],
            _per_bed(place, code, year, cost[0]),
            cost_bound(place, code, "cost", year) or "=",
        ),
        lang,
    )
    lines = cost_lines(place, code)
    if state.scenario.plan != "need":
        said += " " + say(provided_sentence(_beds(place, code, year), year, state.scenario.plan), lang)
    unknown = int((lines[lines["year"] == year]["reason"] == "quantity_unknown").sum())
    if unknown:
        said += " " + say(left_out_sentence(unknown, bool(to_give(place, state))), lang)
    return said


def scheme(place: str, code: str) -> Name:
    """Return the name of the pack that is tried, with the place it is from."""
    slug = pack_of(decoded(code), place)
    return Name(pack_names("zh")[slug], pack_names("en")[slug])


def _per_bed(place: str, code: str, year: int, cost: float) -> float | None:
    """Return what a year costs over the beds that stand; nothing where a price counts what is no bed, nor who is in one."""
    state = decoded(code)
    prices = priced(place, pack_of(state, place), state.after, given(state))
    if not all("beds" in count or "institution" in count for count in prices.counts):
        return None
    beds = _beds(place, code, year)
    return cost / beds if beds else None


def _beds(place: str, code: str, year: int) -> float:
    """Return the beds that stand in a year and are paid for."""
    return float(quantities(place, decoded(code), central_of(place, code))["beds"][MONEY_YEARS.index(year)])


@kept
def big_numbers(place: str, code: str, year: int, lang: str) -> list[Card]:
    """Return the four numbers that come first."""
    _ = translator(lang)
    cards = []
    for name in ("beds_need", "nursing_need", "carers", "cost"):
        value, band = said_of(place, code, name, year, lang)
        note = _("{year}, 80%: {band}").format(year=year, band=band)
        cards.append(Card(_(OUTPUTS[name].title), value, note, scenario_ref(place, year, name, code)))
    return cards


@kept
def fans(place: str, code: str, names: tuple[str, ...], year: int, lang: str) -> list[Live]:
    """Return outputs of a scenario as fans; beds needed with the beds that stand."""
    found, stock = paths(place, code), stock_of(place, decoded(code))
    stands = {"beds_need": stock["stock"], "nursing_need": stock["nursing_stock"]}
    return [_fan(place, code, name, found[name], year, lang, stands.get(name)) for name in names]


def _fan(place: str, code: str, name: str, path: Path, year: int, lang: str, stands: float | None) -> Live:
    _ = translator(lang)
    band, unit = _("80% band"), OUTPUTS[name].unit
    low, high = path.band(80)
    hover = [
        f"{at}: {words(name, value, lang)}<br>{band}: {band_words(name, ends, lang)}"
        for at, value, *ends in zip(path.years, path.central.tolist(), low.tolist(), high.tolist(), strict=True)
    ]
    parts = fan.fan_parts(
        path.years,
        path.central,
        {percent: path.band(percent) for percent in (50, 80, 95)},
        {},
        {"central": _("scenario")},
        lambda value: with_unit(value, unit, lang),
        hover=hover,
        refs=[scenario_ref(place, at, name, code) for at in path.years],
    )
    if stands is not None:
        parts = fan.across(parts, stands, _("stands"))
    title = _(OUTPUTS[name].title)
    bounds = [cost_bound(place, code, name, at) for at in (path.years[0], year)]
    sentence = fan_sentence(name, year, (path.years[0], float(path.central[0])), path.at(year), bounds)
    said = say_plain(sentence, lang)
    return Live(name, json.dumps(parts), f"{title}{'：' if lang == 'zh' else ': '}{said}", title, said)


@kept
def every_number(place: str, code: str, year: int, lang: str) -> Table[ByRow]:
    """Return every output of the year with its band."""
    _ = translator(lang)
    found = paths(place, code)
    names = [name for name in OUTPUTS if name in found]
    said, bands = zip(*(said_of(place, code, name, year, lang) for name in names), strict=True)
    titles = [_(OUTPUTS[name].title) for name in names]
    table = pd.DataFrame({_("Figure"): titles, str(year): said, _("80% band"): bands})
    return Table(table, [scenario_ref(place, year, name, code) for name in names])


@kept
def money_lines(place: str, code: str, year: int, lang: str) -> Table[ByRow]:
    """Return the lines of cost of the year: rule, payer, units, price, yuan of that year and of 2026."""
    _ = translator(lang)
    lines = cost_lines(place, code)
    own = lines[lines["year"] == year]
    packs = edition.table("packs")
    refs, texts = [], []
    for row in own.to_dict("records"):
        known = not row["reason"]
        rule = packs[(packs["pack"] == row["pack"]) & (packs["rule"] == row["rule"])]
        price = rule.iloc[0]
        refs.append(line_ref(place, year, row["line"], code) if known else printed_refs(rule)[0])
        sign = comparator_of([row["bound"]])
        unit = counted_unit(str(price["counts"]).split(";"))
        texts.append(
            (
                row[f"name_{lang}"],
                _(PAYERS[row["payer"]]),
                with_unit(float(f"{row['units']:.3g}"), unit, lang) if known else _("quantity not known"),
                amount_text(Amount(round(row["price"], 2), price_unit(rule), sign), lang) if known else "",
                amount_text(Amount(float(f"{row['nominal']:.3g}"), "yuan", sign), lang, exact=False) if known else "",
                amount_text(Amount(float(f"{row['real']:.3g}"), "yuan", sign), lang, exact=False) if known else "",
                str(price["as_printed"]),
            )
        )
    heads = [
        _("Rule"),
        _("Payer"),
        _("What qualifies"),
        _("Price each"),
        str(year),
        _("Yuan of 2026"),
        _("Printed words"),
    ]
    return Table(pd.DataFrame(texts, columns=heads), refs)


@dataclass(frozen=True, kw_only=True)
class Doubt(Table[ByCell]):
    """How unsure a number is: the tornado, its sentence and its values."""

    figure: Any


@kept
def doubt(place: str, code: str, name: str, year: int, lang: str) -> Doubt | None:
    """Return the tornado of a number; nothing where no factor moves it."""
    _ = translator(lang)
    swings = swings_of(place, code, name, year)
    central = paths(place, code)[name].at(year)[0]
    if not swings:
        return None
    titles = [_(FACTORS[swing.name][0]) for swing in swings]
    ends = [(words(name, swing.low, lang), words(name, swing.high, lang)) for swing in swings]
    refs = [
        (swing_ref(place, year, name, swing.name, "low", code), swing_ref(place, year, name, swing.name, "high", code))
        for swing in swings
    ]
    bars = [
        tornado.Bar(title, swing.low, swing.high, end, ref)
        for title, swing, end, ref in zip(titles, swings, ends, refs, strict=True)
    ]
    labels = {"low": _("factor at its 10th percentile"), "high": _("at its 90th")}
    unit = OUTPUTS[name].unit
    figure = tornado.tornado(bars, central, labels, lambda value: with_unit(value, unit, lang))
    table = pd.DataFrame(
        {_("Factor"): titles, labels["low"]: [a for a, _b in ends], labels["high"]: [b for _a, b in ends]}
    )
    cells = {(row, table.columns[1 + end]): ref[end] for row, ref in enumerate(refs) for end in (0, 1)}
    cells |= {(row, table.columns[0]): ref[0] for row, ref in enumerate(refs)}
    sentence = say(tornado_sentence(name, year, central, [(s.name, s.low, s.high) for s in swings]), lang)
    return Doubt(table, cells, sentence, figure=figure.to_plotly_json())


@kept
def changes(place: str, code: str, name: str, year: int, lang: str) -> Table[ByCell]:
    """Return what each lever at the ends of its range makes of a number, the widest first."""
    _ = translator(lang)
    found = what_would_change(place, code, name, year)
    kinds = {"assumed": _("assumed"), "document": _("from a document")}
    heads = [_("Lever"), _("Its range"), _("at its low end"), _("at its high end"), _("Default is")]
    lines, refs = [], {}
    for at, swing in enumerate(found):
        title, span, default = _swung(swing.name, lang)
        ends = (words(name, swing.low, lang), words(name, swing.high, lang))
        lines.append((title, span, *ends, kinds.get(default, default)))
        low, high = (try_ref(place, year, name, swing.name, end, code) for end in ("low", "high"))
        refs |= {(at, heads[column]): high if column == 3 else low for column in range(len(heads))}
    return Table(pd.DataFrame(lines, columns=heads), refs)


def _swung(name: str, lang: str) -> tuple[str, str, str]:
    """Return name, range and status of a lever, or of the definition of disability."""
    _ = translator(lang)
    if name == DEFINITION:
        narrow, wide = (named(assumption(slug), "name", lang) for slug in (DEFINITIONS[0], DEFINITIONS[-1]))
        return _("Who counts as disabled"), f"{narrow} – {wide}", "document"
    lever = levers()[name]
    span = f"{with_unit(lever.low, lever.unit, lang)} – {with_unit(lever.high, lever.unit, lang)}"
    return named(assumption(name), "name", lang), span, lever.status
