"""What the page of policy instruments shows, as ``pages.parts.shown`` does: computed once for each choice, then shared."""

from charts.dots import ranked_dots
from i18n.numbers import unit_name
from pages.parts import instrument_rows, rows, tables
from pages.parts.kept import Chart, Linked, chart, linked, shared
from pages.parts.words import say
from policy.comparability import differences, mixed_sentence
from policy.instruments import (
    coded_places,
    differing,
    instruments_sentence,
    money_rules,
    money_sentence,
    money_units,
    pair_sentence,
    side_by_side,
)


@shared
def places(lang: str) -> dict[str, str]:
    """Return the names of the places whose policy texts were coded, by code, in the order of display."""
    names = rows.place_names(lang)
    return {place: str(names[place]) for place in coded_places(tables.table("policy_codes"), tables.table("places"))}


@shared
def matrix(chosen: tuple[str, ...], lang: str) -> Linked:
    """Return instruments by place."""
    codes = tables.table("policy_codes")
    sentence = say(instruments_sentence(codes[codes["place"].isin(chosen)]), lang)
    return linked(instrument_rows.matrix(list(chosen), lang), sentence)


@shared
def pair(first: str, second: str, lang: str) -> Linked:
    """Return two places with the words that carry each code."""
    found = side_by_side(tables.table("policy_codes"), tables.table("instruments"), [first, second])
    sentence = say(pair_sentence(found, differing(found)), lang)
    return linked(instrument_rows.pair_table([first, second], lang), sentence)


@shared
def units(lang: str) -> dict[str, str]:
    """Return the units in which money rules are stated, each with the number of its rules."""
    rules = money_rules(tables.described())
    return {unit: f"{unit_name(unit, lang)} ({(rules['unit'] == unit).sum()})" for unit in money_units(rules)}


@shared
def money(unit: str, lang: str) -> Chart:
    """Return the money rules of one unit, the largest value first."""
    rules = money_rules(tables.described())
    found = rules[rules["unit"] == unit].sort_values("value", ascending=False, kind="stable")
    warning = mixed_sentence(differences(found))
    marks = rows.ranked(found.assign(odd=False), found["value"] * float("nan"), lang)
    marks["label"] = rows.with_scope(found, lang)
    legend = {"comparable": rows.kind_name("parameter", lang), "odd": ""}
    return chart(
        ranked_dots(marks, rows.benchmark_lines(found.iloc[0:0], lang), legend, unit_name(unit, lang)),
        say(money_sentence(found), lang),
        instrument_rows.money_table(found, lang),
        marks["ref"].tolist(),
        warning=say(warning, lang) if warning else "",
    )
