"""What the page of policy instruments shows: which place uses which how firmly, two places beside each other, and money rules."""

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
from policy.refs import ref
from views import edition
from views.edition import kept
from views.facts import benchmark_lines, dot_marks, fact_table, shortened, with_printed_words
from views.places import place_names
from views.view import ByCell, Chart, Table
from views.words import column, kind_name, printed_texts, say, word

MARKS = {1: "●○○", 2: "●●○", 3: "●●●"}


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


def matrix_table(places: list[str], lang: str) -> tuple[pd.DataFrame, ByCell]:
    """Return instruments (rows) by place (columns), with the reference of each code; blank where nobody looked."""
    head = translator(lang)("Instrument")
    instruments = edition.table("instruments").sort_values("order")
    codes = edition.table("policy_codes")
    names = {place: str(place_names(lang)[place]) for place in places}
    table = pd.DataFrame("", index=range(len(instruments)), columns=[head, *names.values()])
    table[head] = instruments[f"name_{lang}"].tolist()
    position = {name: at for at, name in enumerate(instruments["instrument"])}
    refs: ByCell = {}
    for _index, code in codes[codes["place"].isin(places)].iterrows():
        at, name = position[code["instrument"]], names[code["place"]]
        table.at[at, name] = code_text(code, lang)
        refs[at, name] = ref("code", code["place"], code["instrument"])
    return table, refs


def code_text(code: pd.Series, lang: str) -> str:
    """Return a policy code for a cell: its level as marks, or in words what was found instead of one."""
    if pd.isna(code["level"]):
        return ("✕ " if code["finding"] == "none" else "· ") + word("finding", code["finding"], lang)
    part = f" {translator(lang)('part')}" if code["scope_flag"] == "part" else ""
    return MARKS[int(code["level"])] + part


@kept
def pair(first: str, second: str, lang: str) -> Table[ByCell]:
    """Return two places with the words that carry each code."""
    codes, two = edition.table("policy_codes"), [first, second]
    found = side_by_side(codes, edition.table("instruments"), two)
    keys = zip(codes["place"], codes["instrument"], strict=True)
    phrases = dict(zip((ref("code", *key) for key in keys), printed_texts(codes["as_printed"], lang), strict=True))
    cells = with_printed_words(*matrix_table(two, lang), phrases, lang)
    return Table(*cells, say(pair_sentence(found, differing(found)), lang))


@kept
def units(lang: str) -> dict[str, str]:
    """Return the units in which money rules are stated, each with the number of its rules."""
    rules = money_rules(edition.described())
    return {unit: f"{unit_name(unit, lang)} ({(rules['unit'] == unit).sum()})" for unit in money_units(rules)}


@kept
def money(unit: str, lang: str) -> Chart:
    """Return the money rules of one unit, the largest value first."""
    _ = translator(lang)
    rules = money_rules(edition.described())
    found = rules[rules["unit"] == unit].sort_values("value", ascending=False, kind="stable")
    warning = mixed_sentence(differences(found))
    marks = dot_marks(found.assign(odd=False), found["value"] * float("nan"), lang)
    legend = {"comparable": kind_name("parameter", lang), "odd": ""}
    lines = benchmark_lines(found.iloc[0:0], lang)
    return Chart(
        fact_table(found, lang).rename(columns={_("Condition"): _("For whom or what")}),
        marks["ref"].tolist(),
        say(money_sentence(found), lang),
        figure=ranked_dots(marks.assign(label=rule_names(found, lang)), lines, legend, unit_name(unit, lang)),
        title=_("Rules in {unit}").format(unit=unit_name(unit, lang)),
        warning=say(warning, lang) if warning else "",
    )


def rule_names(rules: pd.DataFrame, lang: str) -> list[str]:
    """Return a row name of two lines for each rule: place (and indicator, where they differ) over the condition; equal names are numbered."""
    names = rules[f"place_{lang}"]
    if len(rules["indicator"].unique()) > 1:
        names = names + " · " + rules[f"indicator_{lang}"]
    conditions = [f"<br>{shortened(text)}" if text else "" for text in rules[column("scope", lang)]]
    names = names.map(shortened) + conditions
    again = names.groupby(names).cumcount()
    return [name if count == 0 else f"{name} ({count + 1})" for name, count in zip(names, again, strict=True)]
