"""What the page of policy instruments shows: which place uses which how firmly, two places beside each other, and money rules."""

import pandas as pd

from charts.dots import ranked_dots
from i18n.numbers import unit_name
from i18n.texts import translator
from policy.comparability import mixed_sentence
from policy.instruments import (
    by_place,
    coded_places,
    differing,
    instruments_sentence,
    pair_sentence,
    rates,
    rates_of,
    rates_sentence,
    side_by_side,
    unlike,
    without_rate_sentences,
)
from policy.refs import ref
from views import edition
from views.edition import kept
from views.facts import benchmark_lines, dot_marks, fact_table, set_off, shortened, with_printed_words
from views.places import both_names, place_names
from views.view import ByCell, Chart, Table
from views.words import column, kind_name, printed_texts, say, word, word_names

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
def subjects(lang: str) -> dict[str, str]:
    """Return the subjects of rates that have any, bed construction first."""
    held = set(rates(edition.described())["rate_subject"])
    return {code: name for code, name in word_names("rate_subject", lang).items() if code in held}


@kept
def rate_names(subject: str, lang: str) -> dict[str, str]:
    """Return the rates of a subject by indicator, each with its unit and the number of its rules."""
    found = rates(edition.described())
    names = {}
    for indicator in rates_of(found, subject):
        own = found[found["indicator"] == indicator]
        name, unit = own[f"indicator_{lang}"].iloc[0], unit_name(own["unit"].iloc[0], lang)
        names[indicator] = f"{name} · {unit} ({len(own)})"
    return names


@kept
def rate_places(lang: str) -> dict[str, str]:
    """Return the places whose rates can be asked for: those with most rules first, then all whose policy texts were coded."""
    held = rates(edition.described())["place"].value_counts().index
    names = place_names(lang)
    return {place: str(names[place]) for place in dict.fromkeys([*held, *places(lang)])}


@kept
def without_rate(indicator: str, chosen: tuple[str, ...], lang: str) -> str:
    """Return what is said of the chosen places that have no such rate (Markdown)."""
    found = rates(edition.described())
    own = found[found["indicator"] == indicator]
    insured = set(edition.table("schemes")["place"]) if set(own["rate_subject"]) == {"insurance"} else set()
    none = [place for place in chosen if place not in set(own["place"])]
    named = both_names()
    told = without_rate_sentences(
        [named[place] for place in none if place not in insured], [named[place] for place in none if place in insured]
    )
    return " ".join(say(each, lang) for each in told)


@kept
def money(indicator: str, chosen: tuple[str, ...], lang: str, mine: str = "") -> Chart | None:
    """Return the rules of one rate in the chosen places (all where none is), place by place; nothing where none has one.

    The viewer's own place (``mine``, an adcode) is set off.
    """
    _ = translator(lang)
    found = rates(edition.described())
    found = by_place(found[found["indicator"] == indicator])
    if chosen:
        found = found[found["place"].isin(chosen)]
    if found.empty:
        return None
    warning = mixed_sentence(unlike(found))
    marks = dot_marks(found.assign(odd=False), found["value"] * float("nan"), lang)
    unit = unit_name(found["unit"].iloc[0], lang)
    legend = {"comparable": kind_name(str(found["kind"].iloc[0]), lang), "odd": ""}
    lines = benchmark_lines(found.iloc[0:0], lang)
    return Chart(
        fact_table(found, lang).rename(columns={_("Condition"): _("For whom or what")}),
        marks["ref"].tolist(),
        " ".join(part for part in (say(rates_sentence(found), lang), without_rate(indicator, chosen, lang)) if part),
        figure=ranked_dots(
            set_off(marks.assign(label=rule_names(found, lang)), found["place"] == mine), lines, legend, unit
        ),
        title=f"{found[f'indicator_{lang}'].iloc[0]} · {unit}",
        warning=say(warning, lang) if warning else "",
    )


def rule_names(rules: pd.DataFrame, lang: str) -> list[str]:
    """Return a row name of two lines for each rule: place (and institution, where it is one's) over the condition; equal names are numbered."""
    names = rules[f"place_{lang}"] + rules[f"subject_{lang}"].map(lambda name: f" · {name}" if name else "")
    conditions = [f"<br>{shortened(text)}" if text else "" for text in rules[column("scope", lang)]]
    names = names.map(shortened) + conditions
    again = names.groupby(names).cumcount()
    return [name if count == 0 else f"{name} ({count + 1})" for name, count in zip(names, again, strict=True)]
