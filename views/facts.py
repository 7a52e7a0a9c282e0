"""Facts to show, in the viewer's language: as cells, as marks and lines of a chart with their hover texts, as a table to read."""

from collections.abc import Mapping

import pandas as pd

from charts.theme import literal
from i18n import numbers
from i18n.texts import translator
from policy.refs import refs as refs_of
from views import edition
from views.view import ByCell
from views.words import (
    column,
    kind_name,
    kind_names,
    named,
    period_texts,
    printed_texts,
    value_text,
    value_texts,
    year_text,
    year_texts,
)

LINE_WIDTH = 44  # of a row name, in Latin letters
KIND_MARKS = {"achieved": "●", "target": "◇", "forecast": "○", "parameter": "■", "threshold": "□"}

STAR = "★"  # before the name of the viewer's own place


def topic_names(lang: str) -> pd.Series:
    """Return the names of all topics that have a figure."""
    return edition.described().drop_duplicates("topic").set_index("topic")[f"topic_{lang}"]


def cell_texts(facts: pd.DataFrame, lang: str) -> list[str]:
    """Return facts for cells: kind (as its mark), value, year, grade, and how many more figures stand behind each."""
    columns = (facts[name].tolist() for name in ("kind", "grade", "others", "odd"))
    return [
        f"{'≠ ' if odd else ''}{KIND_MARKS[kind]} {value} · {year} · {grade}{f' +{others}' if others else ''}"
        for value, year, kind, grade, others, odd in zip(
            value_texts(facts, lang), year_texts(facts, lang), *columns, strict=True
        )
    ]


def with_printed_words(
    texts: pd.DataFrame, refs: ByCell, phrases: Mapping[str, str], lang: str
) -> tuple[pd.DataFrame, ByCell]:
    """Return a table of places with a second column beside each: the words that carry its cells, by reference."""
    table, opened = texts.copy(), dict(refs)
    for at, place in enumerate(texts.columns[1:]):
        title = translator(lang)("{place}: printed words").format(place=place)
        own = {row: refs[row, place] for row in texts.index if (row, place) in refs}
        table.insert(2 * at + 2, title, [str(phrases[own[row]]) if row in own else "" for row in texts.index])
        opened |= {(row, title): one for row, one in own.items()}
    return table, opened


def hover_texts(facts: pd.DataFrame, lang: str) -> list[str]:
    """Return facts for the hover of marks: place, indicator, condition, value, period, kind, source."""
    names = kind_names(lang)
    fields = (f"place_{lang}", f"indicator_{lang}", column("scope", lang), "kind", column("title", lang), "grade")
    columns = (facts[name].tolist() for name in fields)
    texts = []
    for value, period, place, indicator, condition, kind, document, grade in zip(
        value_texts(facts, lang), period_texts(facts, lang), *columns, strict=True
    ):
        lines = [
            f"{place} · {indicator}",
            condition,
            f"{value} · {period} · {names[kind]}",
            f"{document} · {grade}",
        ]
        texts.append("<br>".join(literal(line) for line in lines if line))
    return texts


def dot_marks(facts: pd.DataFrame, ranks: pd.Series, lang: str, kind: str = "fact") -> pd.DataFrame:
    """Return facts as marks of the dot plot, which open records of a kind; a row name begins with its rank where there is one."""
    names = facts[f"place_{lang}"].tolist()
    return pd.DataFrame(
        {
            "label": [name if pd.isna(rank) else f"{rank}  {name}" for name, rank in zip(names, ranks, strict=True)],
            "value": facts["value"],
            "text": [
                f"  {value} · {year}"
                for value, year in zip(value_texts(facts, lang), year_texts(facts, lang), strict=True)
            ],
            "hover": hover_texts(facts, lang),
            "kind": facts["kind"],
            "odd": facts["odd"],
            "mine": False,
            "ref": refs_of(kind, facts["fact"]),
        }
    )


def set_off(marks: pd.DataFrame, mine: pd.Series) -> pd.DataFrame:
    """Return marks with the viewer's own place set off by a star before its name (``mine``)."""
    label = marks["label"].mask(mine, f"{STAR} " + marks["label"])
    return marks.assign(label=label, mine=mine)


def benchmark_lines(facts: pd.DataFrame, lang: str, remark: str = "", record: str = "fact") -> pd.DataFrame:
    """Return facts as lines of reference: value, a label of two lines with place, kind (or a remark) and year, and the record's reference."""
    labels = [
        f"{named(row, 'place', lang)} {remark or kind_name(row['kind'], lang)} {value_text(row, lang)} ({year_text(row, lang)})"
        for _index, row in facts.iterrows()
    ]
    return pd.DataFrame({"value": facts["value"], "label": labels, "ref": refs_of(record, facts["fact"])})


def tick_text(value: float, unit: str, lang: str) -> str:
    """Return a value of an axis in words, whose unit its title names: 20万, not 200,000, in Chinese."""
    return numbers.count(value, lang) if unit in numbers.COUNTED else numbers.number(round(value, 6), lang)


def fact_table(facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return facts as a table to read: place, indicator, condition, value, period, kind, printed words, grade, document."""
    _ = translator(lang)
    return pd.DataFrame(
        {
            _("Place"): facts[f"place_{lang}"],
            _("Indicator"): facts[f"indicator_{lang}"],
            _("Condition"): facts[column("scope", lang)],
            _("Value"): value_texts(facts, lang),
            _("Period"): period_texts(facts, lang),
            _("Kind"): facts["kind"].map(kind_names(lang)),
            _("Printed words"): printed_texts(facts["as_printed"], lang),
            _("Grade"): facts["grade"],
            _("Document"): facts[column("title", lang)],
        }
    )


def conditioned(facts: pd.DataFrame, lang: str) -> pd.Series:
    """Return a row name for each fact of a place: the indicator, and the condition where there is one."""
    scope = facts["scope" if lang == "zh" else "scope_en"]
    return facts[f"indicator_{lang}"] + scope.map(lambda condition: f" · {condition}" if condition else "")


def shortened(text: str) -> str:
    """Return a row name cut to the width a chart has for it."""
    # Chinese characters are twice as wide as Latin letters.
    longest = LINE_WIDTH if text.isascii() else LINE_WIDTH // 2
    return text if len(text) <= longest else text[: longest - 1] + "…"
