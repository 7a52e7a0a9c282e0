"""What a reader asks a table for, by code or by name: the rows, or one sentence that says what was meant."""

from difflib import get_close_matches

import pandas as pd


def code_of(asked: str, what: str, known: pd.DataFrame) -> str:
    """Return the code of a place or indicator asked for by code, Chinese or English name (in any case).

    Args:
        asked: what was typed.
        what: the column of the codes: ``place`` or ``indicator``.
        known: the table of that name, with ``name_zh`` and ``name_en``.

    Raises:
        ValueError: nothing has that code or name (the nearest is suggested), or several have the name (their codes are given).
    """
    wanted = asked.strip().casefold()
    spelled = {column: known[column].str.casefold() for column in (what, "name_zh", "name_en")}
    if (spelled[what] == wanted).any():
        return str(known.loc[spelled[what] == wanted, what].iloc[0])
    found = known[(spelled["name_zh"] == wanted) | (spelled["name_en"] == wanted)]
    if len(found) == 1:
        return str(found[what].iloc[0])
    if len(found) > 1:
        raise ValueError(f"{asked}: several have that name ({', '.join(found[what])}); give the code")
    raise ValueError(f"{asked}: no {what} of that code or name{_suggestion(wanted, what, known, spelled)}")


def _suggestion(wanted: str, what: str, known: pd.DataFrame, spelled: dict[str, pd.Series]) -> str:
    named = {
        text: f"{row[what]} {row['name_zh']}"
        for column in (what, "name_zh", "name_en")
        for text, (_index, row) in zip(spelled[column], known.iterrows(), strict=True)
    }
    near = get_close_matches(wanted, named, n=1, cutoff=0.5)
    return f"; did you mean {named[near[0]]}?" if near else f"; see `python -m loaders show {what}s`"
