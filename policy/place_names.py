"""What places are called where others have the same name: 朝阳区（北京市） beside 朝阳区（长春市）."""

from collections.abc import Collection

import pandas as pd


def with_city(places: pd.DataFrame, lang: str, ended: Collection[str] = ()) -> pd.Series:
    """Return the names of places by code, with the place they belong to where one elsewhere has the same name.

    A code that ended makes no name of today longer. Some names of the census say their city already: Youhao District (Yichun).

    Args:
        places: the table of that name.
        lang: ``zh`` or ``en``.
        ended: codes that ended (table ``ended_codes``).
    """
    table = places.set_index("place")
    names, old = table[f"name_{lang}"], table.index.isin(list(ended))
    parents = table["parent"].map(names).fillna("").str.partition(" (")[0]
    shared = _elsewhere(table, names)
    shared[~old] = _elsewhere(table[~old], names[~old])
    prefecture = (table["level"] == "prefecture") & ~old  # a county of its name makes a prefecture's no longer
    shared[prefecture] = _elsewhere(table[prefecture], names[prefecture])
    shared &= table["level"].isin(["county", "prefecture"]) & ~names.str.endswith(")")
    return names.where(~shared, names.combine(parents, lambda name, parent: _told_apart(name, parent, lang)))


def distinct(places: pd.DataFrame, lang: str, ended: Collection[str] = ()) -> dict[str, str]:
    """Return the names of places by code, each once: with the code where a city has a name twice, of today's unit and of one it replaced.

    Args:
        places: the table of that name.
        lang: ``zh`` or ``en``.
        ended: codes that ended (table ``ended_codes``).
    """
    table, told = places.set_index("place"), with_city(places, lang, ended)
    parents = table["parent"].map(table[f"name_{lang}"]).fillna("").str.partition(" (")[0]
    twice = told.duplicated(keep=False) & table["level"].isin(["county", "prefecture"])
    plain = twice & (told == table[f"name_{lang}"]) & ~told.str.endswith((")", "）"))
    told = told.where(~plain, told.combine(parents, lambda name, parent: _told_apart(name, parent, lang)))
    twice = told.duplicated(keep=False) & twice
    with_code = told.combine(told.index.to_series(), lambda name, code: _told_apart(name, code, lang))
    return {str(code): str(name) for code, name in told.where(~twice, with_code).items()}


def _elsewhere(table: pd.DataFrame, names: pd.Series) -> pd.Series:
    """Tell which names are also those of a place that belongs to another."""
    return table["parent"].groupby(names).transform("nunique") > 1


def _told_apart(name: str, by: str, lang: str) -> str:
    """Return a name with what tells it apart in brackets, in those it has already."""
    if name.endswith(("）", ")")):
        return f"{name[:-1]}{'，' if lang == 'zh' else ', '}{by}{name[-1]}"
    return f"{name}（{by}）" if lang == "zh" else f"{name} ({by})"
