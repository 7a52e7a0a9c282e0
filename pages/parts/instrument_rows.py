"""Policy codes and money rules as rows to show."""

import pandas as pd

from i18n.texts import translator
from pages.parts import rows, tables
from pages.parts.words import word

MARKS = {1: "●○○", 2: "●●○", 3: "●●●"}


def code_text(code: pd.Series, lang: str) -> str:
    """Return a policy code for a cell: its level as marks, or in words what was found instead of one."""
    _ = translator(lang)
    if pd.isna(code["level"]):
        return ("✕ " if code["finding"] == "none" else "· ") + word("finding", code["finding"], lang)
    part = f" {_('part')}" if code["scope_flag"] == "part" else ""
    return MARKS[int(code["level"])] + part


def matrix(places: list[str], lang: str) -> tuple[pd.DataFrame, dict[tuple[int, str], str]]:
    """Return instruments (rows) by place (columns), with the evidence reference of each code; blank where nobody looked."""
    _ = translator(lang)
    instruments = tables.table("instruments").sort_values("order")
    codes = tables.table("policy_codes")
    names = rows.place_names(lang)
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
    table, refs = matrix(places, lang)
    codes = tables.table("policy_codes").set_index(["place", "instrument"])["as_printed"]
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
    table = rows.fact_table(rules, lang)
    return table.rename(columns={_("Condition"): _("For whom or what")})
