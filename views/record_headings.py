"""What heads a record: what it is of, by its kind."""

from dataclasses import dataclass

import pandas as pd

from i18n.numbers import date as date_text
from i18n.numbers import listed, with_unit
from i18n.texts import translator
from policy.care_model_sentences import unexplained_beds
from policy.care_models import rule_words
from policy.evidence import Printed
from policy.refs import kind_of
from policy.text import Amount
from views import edition, programmes
from views.places import place_names
from views.words import age_text, amount_text, named, period_text, say_plain, value_text, word


@dataclass(frozen=True)
class Heading:
    """What a printed record is, its value in words, and what else says what kind of statement it is."""

    title: str
    value: str
    badges: tuple[str, ...] = ()


def place_named(record: Printed, lang: str) -> str:
    """Return the name of the place a record is about; an assumption is about none."""
    if "place" not in record.row.index:
        return ""
    return str(place_names(lang)[record.row["place"]])


def heading_of(record: Printed, lang: str) -> Heading:
    """Return what heads a printed record.

    Raises:
        KeyError: its kind has no heading.
    """
    heading = HEADINGS.get(kind_of(record.ref))
    if record.indicator is not None:
        return _fact(record.row, record.indicator, lang)
    if heading is None:
        raise KeyError(record.ref)
    return heading(record.row, lang)


def _fact(row: pd.Series, indicator: pd.Series, lang: str) -> Heading:
    firm = word("commitment", row["commitment"], lang) if row["kind"] == "target" else ""
    badges = (word("kind", row["kind"], lang), period_text(row, lang), firm)
    return Heading(named(indicator, "name", lang), value_text(row, lang), badges)


def _people(row: pd.Series, lang: str) -> Heading:
    _ = translator(lang)
    bases = {"resident": _("Residents (常住)"), "registered": _("Registered population (户籍)")}
    title = bases.get(row["basis"], _("Population (basis not stated)"))
    if row["sex"] != "both":  # an age group
        who = _("women") if row["sex"] == "female" else _("men")
        title = f"{title} {age_text(row['age_from'], row['age_to'])} · {who}"
    else:
        title += f" {row['age_from']}+" if row["age_from"] else ""
        title += f" · {_('urban')}" if row.get("residence") == "urban" else ""
    return Heading(title, with_unit(row["persons"], "persons", lang, exact=True), (date_text(row["date"], lang),))


def _vital(row: pd.Series, lang: str) -> Heading:
    _ = translator(lang)
    sexes = {"female": _("women"), "male": _("men"), "both": _("both sexes")}
    ages = "" if pd.isna(row["age_from"]) else age_text(row["age_from"], row["age_to"])
    value = with_unit(float(row["value"]), row["unit"], lang, exact=True)
    return Heading(word("vital_measure", row["measure"], lang), value, (str(row["year_from"]), sexes[row["sex"]], ages))


def _national(row: pd.Series, lang: str) -> Heading:
    value = with_unit(row["persons"], "persons", lang, exact=True)
    return Heading(
        word("national_measure", row["measure"], lang), value, (str(row["year"]), translator(lang)("official count"))
    )


def _node(row: pd.Series, lang: str) -> Heading:
    badges = (say_plain(rule_words(row["rule"]), lang) if row["rule"] else "", named(row, "outcome", lang))
    return Heading(word("care_level", row["level"], lang), named(row, "name", lang), badges)


def _assumption(row: pd.Series, lang: str) -> Heading:
    default, low, high = (with_unit(row[name], row["unit"], lang) for name in ("default", "low", "high"))
    return Heading(named(row, "name", lang), default, (translator(lang)("default with a source"), f"{low} – {high}"))


def _pack(row: pd.Series, lang: str) -> Heading:
    _ = translator(lang)
    value = amount_text(Amount(float(row["value"]), str(row["unit"]), str(row["comparator"])), lang)
    since = "" if pd.isna(row["from"]) else _("from {year}").format(year=row["from"])
    title = f"{named(row, 'scheme', lang)} · {named(row, 'name', lang)}"
    return Heading(title, value, (_("Subsidy or benefit policy"), since))


def _scheme(row: pd.Series, lang: str) -> Heading:
    _ = translator(lang)
    whom = {"scheme_payer": "payer", "scheme_setting": "setting", "scheme_level": "level", "scheme_insured": "insured"}
    words = {column: word(vocabulary, row[column], lang) for vocabulary, column in whom.items()}
    if pd.isna(row["value"]):
        value = words.pop("level" if row["element"] == "eligible" else "insured")
    elif row["element"] == "start":
        value = date_text(row["from"], lang)
    else:
        high = None if pd.isna(row["value_high"]) else float(row["value_high"])
        value = amount_text(Amount(float(row["value"]), str(row["unit"]), str(row["comparator"]), high), lang)
    since = _("since {date}").format(date=date_text(row["from"], lang)) if row["from"] else _("no year")
    until = _("until {date}").format(date=date_text(row["until"], lang)) if row["until"] else ""
    title = " · ".join(part for part in (word("scheme_element", row["element"], lang), *words.values()) if part)
    condition = row["condition"] if lang == "zh" else row["condition_en"]
    return Heading(title, value, (_("Long-term care insurance"), condition, since, until))


def _institution(row: pd.Series, lang: str) -> Heading:
    badges = (word("institution_kind", row["kind"], lang), beds_text(row, lang))
    return Heading(translator(lang)("Institution"), named(row, "name", lang), badges)


def _code(row: pd.Series, lang: str) -> Heading:
    _ = translator(lang)
    instrument = edition.table("instruments").set_index("instrument").loc[row["instrument"]]
    coded = pd.notna(row["level"])
    value = _("Level {level}").format(level=row["level"]) if coded else word("finding", row["finding"], lang)
    scope = {"whole": _("whole place"), "part": _("only a part of it"), "": ""}[row["scope_flag"]]
    return Heading(
        named(instrument, "name", lang),
        value,
        (named(instrument, f"level{row['level']}", lang) if coded else "", scope),
    )


def _programme(row: pd.Series, lang: str) -> Heading:
    batch = programmes.batch_name(row, lang)
    year = str(row["year"]) if pd.notna(row["year"]) else translator(lang)("no year")
    badges = (word("programme_status", row["status"], lang), year, word("list_seen", row["list_seen"], lang))
    return Heading(word("programme", row["programme"], lang), batch, badges)


def _programme_total(row: pd.Series, lang: str) -> Heading:
    title = f"{word('programme', row['programme'], lang)} · {named(row, 'name', lang)}"
    return Heading(title, with_unit(row["places"], "places", lang), (translator(lang)("places on the whole list"),))


def beds_text(row: pd.Series, lang: str) -> str:
    """Return the beds of an institution in words: total, medical, care, and the part that the text leaves unexplained."""
    _ = translator(lang)
    names = {"beds_total": _("in total"), "beds_medical": _("medical"), "beds_care": _("care")}
    parts = [
        f"{name} {with_unit(row[column], 'beds', lang)}" for column, name in names.items() if pd.notna(row[column])
    ]
    if rest := unexplained_beds(row):
        parts.append(_("{beds} not explained").format(beds=with_unit(rest, "beds", lang)))
    return listed(parts, lang)


HEADINGS = {
    "population": _people,
    "age": _people,
    "vital": _vital,
    "national": _national,
    "node": _node,
    "assumption": _assumption,
    "pack": _pack,
    "scheme": _scheme,
    "institution": _institution,
    "code": _code,
    "programme": _programme,
    "programme_total": _programme_total,
}
