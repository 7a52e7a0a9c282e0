"""What two readers took from a text, in words: their notes name figures by the codes of the tables."""

import re

from i18n.numbers import UNITS, unit_name
from i18n.texts import translator
from policy.care_models import rule_words
from policy.text import N_
from views import edition
from views.edition import kept_up_to
from views.words import say_plain, word_names

VOCABULARIES = ("warning", "authority", "finding", "commitment", "kind")
TABLES = {"institutions": "institution", "instruments": "instrument", "indicators": "indicator", "places": "place"}
OTHER = {
    "no year": N_("no year"),
    "implied": N_("year inferred"),
    "redacted": N_("year redacted"),
    "undated": N_("no year"),
    "unclear": N_("unclear"),
    "grade": N_("grade"),
    "to": N_("to"),
    "authority": N_("Authority"),
    "national": N_("nation"),
    "population": N_("Population"),
    "numerator": N_("Numerator"),
    "registered": N_("registered (户籍)"),
}
CODE = re.compile(r"(?<![\w.])(?:no year|x-[a-z\d-]+|[a-z][a-z\d_]*(?:-[a-z\d]+)*|(?<!.)\d{6}(?= ))(?![\w.])")
SIGNS = ((">=", "≥"), ("<=", "≤"), ("~", "≈"), ("[]", ""), ("{", "("), ("}", ")"), ("[", "("), ("]", ")"))


@kept_up_to(None)
def _names(lang: str) -> dict[str, str]:
    """Return the name of every code that a reader's note may hold."""
    _ = translator(lang)
    names = {code: _(text) for code, text in OTHER.items()} | {unit: unit_name(unit, lang) for unit in UNITS}
    for vocabulary in VOCABULARIES:
        names |= word_names(vocabulary, lang)
    for table, code in TABLES.items():
        rows = edition.table(table)
        names |= dict(zip(rows[code], rows[f"name_{lang}"], strict=True))
    return names


def extracted_words(text: str, lang: str) -> str:
    """Return what a reader wrote down, in words; a figure by a name that is no longer in use is said to be one.

    >>> extracted_words("care_beds_total =680 beds 2017 achieved", "en")
    'Care beds in total 680 beds 2017 Achieved'
    """
    _ = translator(lang)
    if text.startswith("kind =="):
        return say_plain(rule_words(text.partition(" {")[0]), lang)
    names = _names(lang)
    said = text.replace("(not_applicable)", "")
    said = CODE.sub(
        lambda found: names.get(found[0], _("(measure no longer used)") if "_" in found[0] else found[0]), said
    )
    for sign, shown in SIGNS:
        said = said.replace(sign, shown)
    said = re.sub(r"(?<![<>≥≤≈])=(?=[\d.])", "", said)
    if lang == "zh":
        said = said.replace("(", "（").replace(")", "）")
        said = re.sub(r"(?<=\d) (?=[张个人家户项所处%元])|(?<=）) (?=（)", "", said)
    return " ".join(said.split())
