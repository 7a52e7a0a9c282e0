"""Facts as rows to show: names, values and hover texts in the viewer's language, each with its evidence reference."""

import pandas as pd

from charts.theme import literal
from i18n.numbers import unit_name
from i18n.texts import translator
from loaders import map_files
from loaders.boundaries import BoundariesUnreadable
from pages.parts import tables
from pages.parts.kept import shared_up_to
from pages.parts.words import named, period_texts, value_text, value_texts, word, year_text, year_texts
from policy.described import CORE_TOPICS
from policy.text import Name

LINE_WIDTH = 44  # of a row name, in Latin letters
KIND_MARKS = {"achieved": "●", "target": "◇", "forecast": "○", "parameter": "■", "threshold": "□"}


def kind_name(kind: str, lang: str) -> str:
    """Return the name of a kind of statement."""
    return word("kind", kind, lang)


@shared_up_to(None)
def word_names(vocabulary: str, lang: str) -> dict[str, str]:
    """Return the name of every word of a closed list, in its order of display."""
    return {str(code): str(name) for code, name in tables.vocabulary(vocabulary)[f"name_{lang}"].items()}


def kind_names(lang: str) -> dict[str, str]:
    """Return the name of every kind of statement."""
    return word_names("kind", lang)


@shared_up_to(None)
def both_names() -> dict[str, Name]:
    """Return the name of every place in both languages, by code."""
    places = tables.table("places")
    columns = (places["place"], places["name_zh"], places["name_en"])
    return {code: Name(zh, en) for code, zh, en in zip(*columns, strict=True)}


@shared_up_to(None)
def place_names(lang: str) -> pd.Series:
    """Return the names of all places by code."""
    return tables.table("places").set_index("place")[f"name_{lang}"]


@shared_up_to(None)
def distinct_names(lang: str) -> dict[str, str]:
    """Return the names of all places by code, each once, to choose by: 朝阳区（北京市） where there are several of that name.

    A name that one city has twice, of today's unit and of one it replaced, has its code besides.
    """
    return distinct(tables.table("places"), lang)


@shared_up_to(None)
def mapped_names(lang: str) -> dict[str, str]:
    """Return the names of all mapped units by code; none where the map files have not been built."""
    try:
        units = map_files.units()
    except BoundariesUnreadable:
        return {}
    return dict(zip(units["place"], units[f"name_{lang}"], strict=True))


def distinct(places: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return the names of places by code: with the place they belong to where another has the same, and then the code.

    Some names of the census say their city already: Youhao District (Yichun).
    """
    table = places.set_index("place")
    names, below = table[f"name_{lang}"], table["level"].isin(["county", "prefecture"])
    parents = table["parent"].map(names).fillna("").str.partition(" (")[0]
    with_parent = names.combine(parents, lambda name, parent: _told_apart(name, parent, lang))
    told = names.where(~(names.duplicated(keep=False) & below) | names.str.endswith(")"), with_parent)
    with_code = told.combine(told.index.to_series(), lambda name, code: _told_apart(name, code, lang))
    unique = told.where(~(told.duplicated(keep=False) & below), with_code)
    return {str(code): str(name) for code, name in unique.items()}


def _told_apart(name: str, by: str, lang: str) -> str:
    """Return a name with what tells it apart in brackets, in those it has already."""
    if name.endswith(("）", ")")):
        return f"{name[:-1]}{'，' if lang == 'zh' else ', '}{by}{name[-1]}"
    return f"{name}（{by}）" if lang == "zh" else f"{name} ({by})"


def topic_names(lang: str) -> pd.Series:
    """Return the names of all topics that have a figure."""
    return tables.described().drop_duplicates("topic").set_index("topic")[f"topic_{lang}"]


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


def coverage(
    known: dict[str, pd.DataFrame], places: list[str], topics: tuple[str, ...], lang: str
) -> tuple[pd.DataFrame, list[str], list[str]]:
    """Return the marks of the coverage chart, and the names of its rows and columns."""
    facts = pd.concat(known.values(), ignore_index=True)
    marks = pd.DataFrame(
        {
            "place": facts[f"place_{lang}"],
            "topic": facts[f"topic_{lang}"],
            "kind": facts["kind"],
            "text": cell_texts(facts, lang),
            "hover": hover_texts(facts, lang),
            "ref": "fact:" + facts["fact"],
        }
    )
    names, topic_name = place_names(lang), topic_names(lang)
    return (
        marks,
        [str(names[place]) for place in places],
        [str(topic_name.get(topic, topic)) for topic in topics],
    )


def matrix(
    cells: pd.DataFrame, places: list[str], lang: str
) -> tuple[pd.DataFrame, dict[tuple[int, str], str], pd.DataFrame]:
    """Return cells as texts (a row each topic and kind, in the order of the cells; a column each place).

    With them come the evidence references by (row, column name), and which cells are hatched.
    """
    _ = translator(lang)
    head = _("Indicator")
    keys = ["topic", "kind"]
    order = cells.drop_duplicates(keys).reset_index(drop=True)
    names = place_names(lang)
    columns = {place: str(names[place]) for place in places}
    texts = pd.DataFrame("", index=order.index, columns=[head, *columns.values()])
    texts[head] = order[f"topic_{lang}"] + " " + order["kind"].map(kind_names(lang))
    odd = pd.DataFrame(False, index=texts.index, columns=texts.columns)
    refs: dict[tuple[int, str], str] = {}
    shown = cells[cells["place"].isin(places)]
    position = {key: at for at, key in enumerate(zip(*(order[name].tolist() for name in keys), strict=True))}
    values = (shown[name].tolist() for name in (*keys, "place", "odd", "fact"))
    for text, topic, kind, place, is_odd, slug in zip(cell_texts(shown, lang), *values, strict=True):
        at, column = position[topic, kind], columns[place]
        texts.at[at, column], odd.at[at, column], refs[at, column] = text, is_odd, f"fact:{slug}"
    return texts, refs, odd


def in_order(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells in the order of display: core topics first, then by domain and by how many places have the topic; results before targets."""
    core = {topic: rank for rank, topic in enumerate(CORE_TOPICS)}
    domains = {code: rank for rank, code in enumerate(tables.vocabulary("domain").index)}
    kinds = {kind: rank for rank, kind in enumerate(("achieved", "target", "forecast", "parameter", "threshold"))}
    keyed = cells.assign(
        _core=cells["topic"].map(core).fillna(len(core)),
        _domain=cells["domain"].map(domains),
        _known=-cells.groupby("topic")["place"].transform("nunique").astype(int),  # an empty frame has text here
        _kind=cells["kind"].map(kinds),
    )
    return keyed.sort_values(["_core", "_domain", "_known", "topic", "_kind"], kind="stable")[
        cells.columns
    ].reset_index(drop=True)


def row_names(cells: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return the name of each row of a comparison by its code, ``topic:kind``."""
    order = cells.drop_duplicates(["topic", "kind"])
    names = order[f"topic_{lang}"] + " · " + order["kind"].map(kind_names(lang))
    return dict(zip(order["topic"] + ":" + order["kind"], names, strict=True))


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


def printed_words(
    cells: pd.DataFrame, places: list[str], lang: str
) -> tuple[pd.DataFrame, dict[tuple[int, str], str], pd.DataFrame]:
    """Return two places as ``matrix`` does, each with a second column for the words its document prints."""
    _ = translator(lang)
    texts, refs, odd = matrix(cells, places, lang)
    columns = list(texts.columns[1:])
    printed = cells.set_index("fact")["as_printed"]
    for at, column in enumerate(columns):
        words = _("{place}: printed words").format(place=column)
        quotes = {row: ref.removeprefix("fact:") for (row, name), ref in refs.items() if name == column}
        texts.insert(2 * at + 2, words, [str(printed[quotes[row]]) if row in quotes else "" for row in texts.index])
        odd[words] = odd[column]
        refs |= {(row, words): f"fact:{slug}" for row, slug in quotes.items()}
    return texts, refs, odd[texts.columns]


def count_table(counts: pd.DataFrame, head: str, lang: str) -> pd.DataFrame:
    """Return counts by kind as a table to read: the row's name, a column each kind, and the sum."""
    _ = translator(lang)
    shown = counts.rename(columns=kind_names(lang))
    shown[_("All")] = counts.sum(axis=1)
    shown.insert(0, head, counts.index.astype("str"))
    return shown.reset_index(drop=True)


def document_names(lang: str) -> dict[str, str]:
    """Return the title of every document, with its place and date where known."""
    documents = tables.table("documents").merge(
        tables.table("places")[["place", "name_zh", "name_en"]], on="place", validate="m:1"
    )
    title = documents["title" if lang == "zh" else "title_en"]
    return dict(zip(documents["document"], documents[f"name_{lang}"] + " · " + title, strict=True))


def document_table(documents: pd.DataFrame, facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return documents as a table to read, with the number of figures taken from each."""
    _ = translator(lang)
    names = place_names(lang)
    return pd.DataFrame(
        {
            _("Place"): documents["place"].map(names),
            _("Document"): documents["title" if lang == "zh" else "title_en"],
            _("Number"): documents["doc_number"],
            _("Issued by"): documents["issuer" if lang == "zh" else "issuer_en"],
            _("Date of issue"): documents["issued_on"],
            _("Kind of document"): [word("document_kind", code, lang) for code in documents["kind"]],
            _("Authority"): [word("authority", code, lang) for code in documents["authority"]],
            _("Read in full"): [_("yes") if full == "1" else _("extract only") for full in documents["read_in_full"]],
            _("Figures"): documents["document"].map(facts.groupby("document").size()).fillna(0).astype(int),
            _("About the document"): documents["note" if lang == "zh" else "note_en"],
        }
    )


def indicator_table(indicators: pd.DataFrame, facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return indicators as a table to read, with their definition and the number of figures."""
    _ = translator(lang)
    bases = {
        "resident": _("residents (常住)"),
        "registered": _("registered (户籍)"),
        "unstated": _("not stated"),
        "": "",
    }
    directions = {"1": _("more is better"), "-1": _("less is better"), "0": _("neither")}
    english = lang == "en"
    return pd.DataFrame(
        {
            _("Indicator"): indicators[f"name_{lang}"],
            _("Domain"): [word("domain", code, lang) for code in indicators["domain"]],
            _("Definition"): indicators[f"definition_{lang}"],
            _("Numerator"): indicators["numerator_en" if english else "numerator"],
            _("Denominator"): indicators["denominator_en" if english else "denominator"],
            _("Unit"): [unit_name(unit, lang) for unit in indicators["unit"]],
            _("Age limit"): indicators["age_basis"].replace("unstated", _("not stated")),
            _("Population"): indicators["population_basis"].map(bases),
            _("Direction"): indicators["polarity"].map(directions),
            _("Comparable group"): indicators["comparable_group"],
            _("Figures"): indicators["indicator"].map(facts.groupby("indicator").size()).fillna(0).astype(int),
        }
    )


def conflict_table(found: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return contradicting figures as a table to read; the one that other views show is marked."""
    _ = translator(lang)
    table = fact_table(found, lang)
    table.insert(0, _("Shown elsewhere"), ["✓" if shown else "" for shown in found["shown"]])
    return table


def warning_table(facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return the usage warnings with their meaning and the number of figures that carry each."""
    _ = translator(lang)
    words = tables.vocabulary("warning")
    counts = facts["warnings"].str.split(";").explode().value_counts()
    return pd.DataFrame(
        {
            _("Warning"): words[f"name_{lang}"],
            _("Meaning"): words[f"definition_{lang}"],
            _("Figures"): [int(counts.get(code, 0)) for code in words.index],
        }
    ).reset_index(drop=True)


def disagreement_table(disagreements: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return the differences of two readings as a table to read."""
    _ = translator(lang)
    return pd.DataFrame(
        {
            _("Document"): disagreements["document"].map(document_names(lang)),
            _("Clause"): disagreements["clause"],
            _("Printed words"): disagreements["as_printed"],
            _("First reading"): disagreements["first_reading"],
            _("Second reading"): disagreements["second_reading"],
            _("Settled"): [word("settled", code, lang) for code in disagreements["settled"]],
            _("Why"): disagreements["reason" if lang == "zh" else "reason_en"],
        }
    )


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


def shortened(text: str) -> str:
    """Return a row name cut to the width a chart has for it."""
    # Chinese characters are twice as wide as Latin letters.
    longest = LINE_WIDTH if text.isascii() else LINE_WIDTH // 2
    return text if len(text) <= longest else text[: longest - 1] + "…"
