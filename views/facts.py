"""Facts as rows to show: names, values and hover texts in the viewer's language, each with its evidence reference."""

import pandas as pd

from charts.theme import literal
from i18n.texts import translator
from views import edition
from views.words import kind_name, kind_names, named, period_texts, value_text, value_texts, year_text, year_texts

LINE_WIDTH = 44  # of a row name, in Latin letters
KIND_MARKS = {"achieved": "●", "target": "◇", "forecast": "○", "parameter": "■", "threshold": "□"}


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


def hover_texts(facts: pd.DataFrame, lang: str) -> list[str]:
    """Return facts for the hover of marks: place, indicator, condition, value, period, kind, source."""
    names = kind_names(lang)
    scope, title = ("scope", "title") if lang == "zh" else ("scope_en", "title_en")
    columns = (facts[name].tolist() for name in (f"place_{lang}", f"indicator_{lang}", scope, "kind", title, "grade"))
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


def ranked(facts: pd.DataFrame, ranks: pd.Series, lang: str, ref: str = "fact") -> pd.DataFrame:
    """Return the rows of the ranked dot plot; the row name begins with the rank where one is printed."""
    names = facts[f"place_{lang}"].tolist()
    labels = [name if pd.isna(rank) else f"{rank}  {name}" for name, rank in zip(names, ranks, strict=True)]
    return pd.DataFrame(
        {
            "label": labels,
            "value": facts["value"],
            "text": [
                f"  {value} · {year}"
                for value, year in zip(value_texts(facts, lang), year_texts(facts, lang), strict=True)
            ],
            "hover": hover_texts(facts, lang),
            "kind": facts["kind"],
            "odd": facts["odd"],
            "ref": f"{ref}:" + facts["fact"],
        }
    )


def benchmark_lines(facts: pd.DataFrame, lang: str, remark: str = "") -> pd.DataFrame:
    """Return the benchmark lines: value, a label with place, kind, year and a remark, and the reference."""
    labels = [
        f"{named(row, 'place', lang)} {remark or kind_name(row['kind'], lang)} {value_text(row, lang)} ({year_text(row, lang)})"
        for _index, row in facts.iterrows()
    ]
    return pd.DataFrame({"value": facts["value"], "label": labels, "ref": "fact:" + facts["fact"]})


def fact_table(facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return facts as a table to read: place, indicator, condition, value, period, kind, commitment, printed words, grade, document."""
    _ = translator(lang)
    return pd.DataFrame(
        {
            _("Place"): facts[f"place_{lang}"],
            _("Indicator"): facts[f"indicator_{lang}"],
            _("Condition"): facts["scope" if lang == "zh" else "scope_en"],
            _("Value"): value_texts(facts, lang),
            _("Period"): period_texts(facts, lang),
            _("Kind"): facts["kind"].map(kind_names(lang)),
            _("Printed words"): facts["as_printed"],
            _("Grade"): facts["grade"],
            _("Document"): facts["title" if lang == "zh" else "title_en"],
        }
    )


def count_table(counts: pd.DataFrame, head: str, lang: str) -> pd.DataFrame:
    """Return counts by kind as a table to read: the row's name, a column each kind, and the sum."""
    _ = translator(lang)
    shown = counts.rename(columns=kind_names(lang))
    shown[_("All")] = counts.sum(axis=1)
    shown.insert(0, head, counts.index.astype("str"))
    return shown.reset_index(drop=True)


def with_scope(facts: pd.DataFrame, lang: str) -> list[str]:
    """Return a row name of two lines for each fact: place (and indicator, where they differ) over the condition; equal names are numbered."""
    scope = facts["scope" if lang == "zh" else "scope_en"].map(shortened)
    names = facts[f"place_{lang}"]
    if len(facts["indicator"].unique()) > 1:
        names = names + " · " + facts[f"indicator_{lang}"]
    names = names.map(shortened)
    names = names + scope.map(lambda text: f"<br>{text}" if text else "")
    again = names.groupby(names).cumcount()
    return [name if count == 0 else f"{name} ({count + 1})" for name, count in zip(names, again, strict=True)]


def conditioned(facts: pd.DataFrame, lang: str) -> pd.Series:
    """Return a row name for each fact of a place: the indicator, and the condition where there is one."""
    scope = facts["scope" if lang == "zh" else "scope_en"]
    return facts[f"indicator_{lang}"] + scope.map(lambda condition: f" · {condition}" if condition else "")


def shortened(text: str) -> str:
    """Return a row name cut to the width a chart has for it."""
    # Chinese characters are twice as wide as Latin letters.
    longest = LINE_WIDTH if text.isascii() else LINE_WIDTH // 2
    return text if len(text) <= longest else text[: longest - 1] + "…"
