"""Policy codes and money rules as rows to show."""

import pandas as pd

from charts.dots import ranked_dots
from i18n.numbers import unit_name
from i18n.texts import translator
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
from views import edition, words
from views.edition import kept
from views.facts import benchmark_lines, fact_table, ranked, with_scope
from views.places import place_names
from views.view import ByCell, Chart, Table
from views.words import say, word

MARKS = {1: "●○○", 2: "●●○", 3: "●●●"}


def code_text(code: pd.Series, lang: str) -> str:
    """Return a policy code for a cell: its level as marks, or in words what was found instead of one."""
    _ = translator(lang)
    if pd.isna(code["level"]):
        return ("✕ " if code["finding"] == "none" else "· ") + word("finding", code["finding"], lang)
    part = f" {_('part')}" if code["scope_flag"] == "part" else ""
    return MARKS[int(code["level"])] + part


def matrix_table(places: list[str], lang: str) -> tuple[pd.DataFrame, dict[tuple[int, str], str]]:
    """Return instruments (rows) by place (columns), with the evidence reference of each code; blank where nobody looked."""
    _ = translator(lang)
    instruments = edition.table("instruments").sort_values("order")
    codes = edition.table("policy_codes")
    names = place_names(lang)
    table = pd.DataFrame(
        "", index=range(len(instruments)), columns=[_("Instrument"), *(str(names[place]) for place in places)]
    )
    table[_("Instrument")] = instruments[f"name_{lang}"].tolist()
    position = {name: at for at, name in enumerate(instruments["instrument"])}
    refs: dict[tuple[int, str], str] = {}
    for _index, code in codes[codes["place"].isin(places)].iterrows():
        at, column = position[code["instrument"]], str(names[code["place"]])
        table.at[at, column] = code_text(code, lang)
        refs[at, column] = f"code:{code['place']}:{code['instrument']}"
    return table, refs


def pair_table(places: list[str], lang: str) -> tuple[pd.DataFrame, dict[tuple[int, str], str]]:
    """Return two places with the words that carry each code."""
    _ = translator(lang)
    table, refs = matrix_table(places, lang)
    codes = edition.table("policy_codes").set_index(["place", "instrument"])["as_printed"]
    for at, (place, column) in enumerate(zip(places, list(table.columns[1:]), strict=True)):
        words = _("{place}: printed words").format(place=column)
        own = {row: ref for (row, name), ref in refs.items() if name == column}
        printed = {row: str(codes[place, ref.rpartition(":")[2]]) for row, ref in own.items()}
        table.insert(2 * at + 2, words, [printed.get(row, "") for row in table.index])
        refs |= {(row, words): ref for row, ref in own.items()}
    return table, refs


def money_table(rules: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return money rules as a table to read: whose, what, for whom, how much, since when."""
    _ = translator(lang)
    table = fact_table(rules, lang)
    return table.rename(columns={_("Condition"): _("For whom or what")})


@kept
def places(lang: str) -> dict[str, str]:
    """Return the names of the places whose policy texts were coded, by code, in the order of display."""
    names = place_names(lang)
    return {place: str(names[place]) for place in coded_places(edition.table("policy_codes"), edition.table("places"))}


@kept
def matrix(chosen: tuple[str, ...], lang: str) -> Table[ByCell]:
    """Return instruments by place."""
    codes = edition.table("policy_codes")
    sentence = say(instruments_sentence(codes[codes["place"].isin(chosen)]), lang)
    return Table(*matrix_table(list(chosen), lang), sentence)


@kept
def pair(first: str, second: str, lang: str) -> Table[ByCell]:
    """Return two places with the words that carry each code."""
    found = side_by_side(edition.table("policy_codes"), edition.table("instruments"), [first, second])
    sentence = say(pair_sentence(found, differing(found)), lang)
    return Table(*pair_table([first, second], lang), sentence)


@kept
def units(lang: str) -> dict[str, str]:
    """Return the units in which money rules are stated, each with the number of its rules."""
    rules = money_rules(edition.described())
    return {unit: f"{unit_name(unit, lang)} ({(rules['unit'] == unit).sum()})" for unit in money_units(rules)}


@kept
def money(unit: str, lang: str) -> Chart:
    """Return the money rules of one unit, the largest value first."""
    rules = money_rules(edition.described())
    found = rules[rules["unit"] == unit].sort_values("value", ascending=False, kind="stable")
    warning = mixed_sentence(differences(found))
    marks = ranked(found.assign(odd=False), found["value"] * float("nan"), lang)
    marks["label"] = with_scope(found, lang)
    legend = {"comparable": words.kind_name("parameter", lang), "odd": ""}
    return Chart(
        money_table(found, lang),
        marks["ref"].tolist(),
        say(money_sentence(found), lang),
        figure=ranked_dots(marks, benchmark_lines(found.iloc[0:0], lang), legend, unit_name(unit, lang)),
        warning=say(warning, lang) if warning else "",
    )
