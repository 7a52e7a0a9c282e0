"""Data in the viewer's words: values with their comparator and unit, names in the viewer's language, sentences filled in."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from i18n import numbers
from i18n.texts import translator
from policy.derived import Derived
from policy.described import ADDED_HERE
from policy.printed import is_damaged, restored
from policy.text import Amount, Counted, Name, Sentence, Text
from views import edition
from views.edition import kept_up_to

MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")


def plain(text: str) -> str:
    """Return text from a table so that Markdown shows it as it is: data is never markup."""
    return MARKUP.sub(r"\\\1", text).replace("\n", " ")


def amount_text(amount: Amount, lang: str, *, exact: bool = True) -> str:
    """Return a value as it was meant: ≥65%, 30%–40%, about 80%."""
    high = amount.value if amount.value_high is None else amount.value_high
    low_text = numbers.with_unit(amount.value, amount.unit, lang, exact=exact, digits=amount.digits)
    if amount.comparator != "range":
        return numbers.comparator(low_text, amount.comparator, lang)
    # The unit stands once: 35–40张/千人, not 35张/千人–40张/千人.
    return numbers.comparator(
        numbers.number(amount.value, lang), "range", lang, numbers.with_unit(high, amount.unit, lang, exact=exact)
    )


def known_amount(number: Derived) -> Amount:
    """Return the value of a computed number as it is meant."""
    return Amount(number.value, number.unit, number.comparator, number.high, digits=number.digits)


def bracketed(text: str, aside: object, lang: str) -> str:
    """Return a text with an aside in the brackets of the language."""
    return f"{text}（{aside}）" if lang == "zh" else f"{text} ({aside})"


def labelled(label: str, text: object, lang: str) -> str:
    """Return a text behind its label, with the colon of the language."""
    return f"{label}：{text}" if lang == "zh" else f"{label}: {text}"


def with_year(value: str, number: Derived, as_of: dt.date, lang: str) -> str:
    """Return the value of a number in words with its year, that of the day where it has none of its own."""
    year = vars(number)["values"].get("year", as_of.year)
    return translator(lang)("{value} ({year})").format(value=value, year=numbers.date(str(year), lang))


def value_texts(facts: pd.DataFrame, lang: str) -> list[str]:
    """Return the facts' values in words, with every digit the source printed."""
    columns = (facts[name].tolist() for name in ("value", "unit", "comparator", "value_high"))
    return [amount_text(Amount(*cells), lang) for cells in zip(*columns, strict=True)]


def value_text(row: pd.Series, lang: str) -> str:
    """Return a fact's value in words, with every digit the source printed."""
    return amount_text(Amount(float(row["value"]), row["unit"], row["comparator"], float(row["value_high"])), lang)


def period_texts(facts: pd.DataFrame, lang: str) -> list[str]:
    """Return the periods of facts, each as finely as known, or in words why there is none; those of the viewer's own say so."""
    columns = (facts[name].tolist() for name in ("period_status", "date", "year"))
    texts = [_period(status, date, year, lang) for status, date, year in zip(*columns, strict=True)]
    return own_marked(texts, facts, lang)


def period_text(row: pd.Series, lang: str) -> str:
    """Return the period of a fact: its date as finely as known, or in words why there is none; that of a viewer's own says so."""
    return own_mark(_period(row["period_status"], row["date"], row["year"], lang), row.get("warnings", ""), lang)


def year_text(row: pd.Series, lang: str) -> str:
    """Return the year of a fact, for a cell: the full date stands in its evidence."""
    return own_mark(_period(row["period_status"], "", row["year"], lang), row.get("warnings", ""), lang)


def year_texts(facts: pd.DataFrame, lang: str) -> list[str]:
    """Return the years of facts, for cells: the full date stands in the evidence; those of the viewer's own say so."""
    texts = [
        _period(status, "", year, lang)
        for status, year in zip(facts["period_status"].tolist(), facts["year"].tolist(), strict=True)
    ]
    return own_marked(texts, facts, lang)


def own_marked(texts: list[str], facts: pd.DataFrame, lang: str) -> list[str]:
    """Return texts about facts, those about the viewer's own with the mark that they were added in this session.

    Every chart, table and list says a fact's period or year, so that the mark stands wherever the fact does.
    """
    if edition.added("facts") is None or "warnings" not in facts:
        return texts
    return [own_mark(text, warnings, lang) for text, warnings in zip(texts, facts["warnings"], strict=True)]


def own_mark(text: str, warnings: object, lang: str) -> str:
    """Return a text about a fact with these warnings, with the mark that it was added in this session where it was."""
    own = ADDED_HERE in str(warnings).split(";")
    return f"{text} · {word('warning', ADDED_HERE, lang)}" if own else text


def _period(status: str, date: str, year: Any, lang: str) -> str:
    _ = translator(lang)
    if status == "redacted":
        return _("year redacted")
    if date:
        return numbers.date(date, lang)
    return numbers.date(str(year), lang) if pd.notna(year) else _("no year")


def printed_text(phrase: str, lang: str) -> str:
    """Return printed words to show; those of a page copied with damage are restored and say so."""
    return f"{restored(phrase)} {damage_note(lang)}" if is_damaged(phrase) else phrase


def damage_note(lang: str) -> str:
    """Return what is said of printed words that a copied page has damaged."""
    return translator(lang)("(copied page, damaged text)")


def printed_texts(phrases: pd.Series, lang: str) -> list[str]:
    """Return the printed words of rows to show (``printed_text``)."""
    return [printed_text(str(phrase), lang) for phrase in phrases]


def named(row: pd.Series, field: str, lang: str) -> str:
    """Return the field of a row in the viewer's language: ``place`` reads ``place_zh`` or ``place_en``, ``note`` reads ``note`` or ``note_en``."""
    if f"{field}_{lang}" in row.index:
        return str(row[f"{field}_{lang}"])
    return str(row[field])


def column(field: str, lang: str) -> str:
    """Return the name of the column that holds a text in the viewer's language, where the plain name is the Chinese one's."""
    return field if lang == "zh" else f"{field}_en"


def word(vocabulary: str, code: str, lang: str, column: str = "name") -> str:
    """Return the name (or ``definition``) of a word of a closed list; an empty code is an empty text."""
    if not code:
        return ""
    return str(edition.vocabulary(vocabulary).at[code, f"{column}_{lang}"])


def say(sentence: Sentence, lang: str) -> str:
    """Return a sentence in the viewer's language, safe as Markdown."""
    values = {name: plain(_written(value, lang)) for name, value in dict(sentence.values).items()}
    return translator(lang)(sentence.template).format(**values)


def say_all(sentences: Iterable[Sentence], lang: str) -> str:
    """Return sentences in the viewer's language behind each other, safe as Markdown."""
    return ("" if lang == "zh" else " ").join(say(sentence, lang) for sentence in sentences)


def say_plain(sentence: Sentence, lang: str) -> str:
    """Return a sentence in the viewer's language as text without markup."""
    return _written(sentence, lang)


def _written(value: object, lang: str) -> str:
    if isinstance(value, tuple):
        return numbers.listed((_written(part, lang) for part in value), lang)
    if isinstance(value, Amount):
        return amount_text(value, lang, exact=not value.rounded)
    if isinstance(value, Name):
        return value.zh if lang == "zh" else value.en
    if isinstance(value, Counted):
        return bracketed(_written(value.name, lang), value.count, lang)
    if isinstance(value, Sentence):
        values = {name: _written(part, lang) for name, part in dict(value.values).items()}
        return translator(lang)(value.template).format(**values)
    if isinstance(value, Text):
        return translator(lang)(value.text)
    return str(value)


def age_text(first: Any, last: Any) -> str:
    """Return an age group as figures: 0, 60–64, 85+ (its last age missing)."""
    if pd.isna(last):
        return f"{first}+"
    return str(first) if first == last else f"{first}–{last}"


def kind_name(kind: str, lang: str) -> str:
    """Return the name of a kind of statement."""
    return word("kind", kind, lang)


@kept_up_to(None, of=("vocabularies",))
def word_names(vocabulary: str, lang: str) -> dict[str, str]:
    """Return the name of every word of a closed list, in its order of display."""
    return {str(code): str(name) for code, name in edition.vocabulary(vocabulary)[f"name_{lang}"].items()}


def kind_names(lang: str) -> dict[str, str]:
    """Return the name of every kind of statement."""
    return word_names("kind", lang)


def unmarked(text: str) -> str:
    """Return a text of Markdown as it is read: without the marks of bold words and what keeps signs from being taken for marks."""
    return re.sub(r"\\(.)", r"\1", text.replace("**", ""))
