"""One search over everything a viewer can open: places, indicators, printed phrases, documents."""

import pandas as pd

LIMIT = 12


def search(
    text: str, facts: pd.DataFrame, places: pd.DataFrame, indicators: pd.DataFrame, documents: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return what matches the words of ``text``, by kind of thing: ``places``, ``indicators``, ``facts``, ``documents``.

    A row matches when it holds every word (split at white space, case and full-width letters disregarded). At most 12 rows a kind,
    in the order of the tables. An empty or blank text finds nothing.
    """
    words = _fold(pd.Series([text])).iloc[0].split()
    return {
        "places": _matching(places, ["place", "name_zh", "name_en"], words),
        "indicators": _matching(indicators, ["indicator", "name_zh", "name_en", "definition_zh"], words),
        "facts": _matching(
            facts,
            [
                "as_printed",
                "place_zh",
                "place_en",
                "indicator_zh",
                "indicator_en",
                "scope",
                "subject_zh",
                "subject_en",
            ],
            words,
        ),
        "documents": _matching(documents, ["title", "title_en", "doc_number", "issuer", "issuer_en"], words),
    }


def _matching(rows: pd.DataFrame, columns: list[str], words: list[str]) -> pd.DataFrame:
    if not words or rows.empty:
        return rows.iloc[0:0]
    text = _fold(rows[columns].agg(" ".join, axis=1))
    found = pd.Series(True, index=rows.index)
    for word in words:
        found &= text.str.contains(word, regex=False)
    return rows[found].head(LIMIT)


def _fold(text: pd.Series) -> pd.Series:
    return text.str.normalize("NFKC").str.lower()
