"""One search over everything a viewer can open: printed phrases, places, indicators, documents, and where each hit leads."""

import pandas as pd

from policy.printed import restored
from policy.refs import ref
from views import edition
from views.edition import kept
from views.view import Link
from views.words import named, period_text, value_text

LIMIT = 12


@kept
def hits(text: str, lang: str) -> list[Link]:
    """Return what is found, at most 12 of a kind: figures lead to their record, all else to its page."""

    def to(page: str, icon: str, table: str, key: str, name: str, parameter: str, **query: str) -> list[Link]:
        rows = found[table]
        rows = rows[~rows[key].str.startswith("x-")]  # places that a document does not name have no portrait
        return [
            Link(named(row, name, lang), icon, page, {**query, parameter: row[key]}) for _index, row in rows.iterrows()
        ]

    named_places = edition.table("places").assign(
        **{f"name_{spoken}": edition.place_names(spoken).to_numpy() for spoken in ("zh", "en")}
    )
    found = search(
        text, edition.described(), named_places, *(edition.table(name) for name in ("indicators", "documents"))
    )
    facts = []
    for _index, row in found["facts"].iterrows():
        parts = (
            named(row, "place", lang),
            named(row, "indicator", lang),
            value_text(row, lang),
            period_text(row, lang),
        )
        facts.append(Link(" · ".join(parts), "format_quote", ref=ref("fact", row["fact"])))
    return [
        *facts,
        *to("portrait", "location_on", "places", "place", "name", "place"),
        *to("compare", "straighten", "indicators", "indicator", "name", "topic", view="one"),
        *to("sources", "description", "documents", "document", "title", "document"),
    ]


def search(
    text: str, facts: pd.DataFrame, places: pd.DataFrame, indicators: pd.DataFrame, documents: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return what matches the words of ``text``, by kind of thing: ``places``, ``indicators``, ``facts``, ``documents``.

    A row matches when it holds every word (split at white space; case, full-width letters and traditional script disregarded). At most 12 rows a kind,
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
    return text.map(restored).str.normalize("NFKC").str.lower()
