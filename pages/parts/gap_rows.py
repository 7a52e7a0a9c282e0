"""Assessed targets as rows to show: status in words, gap in points and in people or beds, and what supports it."""

import datetime as dt

import pandas as pd

from i18n.numbers import with_unit
from i18n.texts import translator
from pages.parts import rows, tables
from pages.parts.kept import shared_up_to
from pages.parts.words import amount_text, period_texts, value_texts, word, year_texts
from policy.gap_views import bases, in_units
from policy.gaps import Ledger, assess, ledger, own_targets
from policy.text import Amount, Name


@shared_up_to(None)
def book() -> Ledger:
    """Return all named places' targets with their results, ready to be judged as of any date."""
    facts = tables.described()
    return ledger(facts, facts[(facts["kind"] == "target") & ~facts["place"].str.startswith("x-")])


@shared_up_to(None)
def target_bases() -> pd.DataFrame:
    """Return the base of each target's share (``policy.bases.bases``)."""
    return bases(book().targets, tables.described(), tables.table("population_totals"))


@shared_up_to(60)
def assessed(as_of: dt.date) -> pd.DataFrame:
    """Return every target of a named place with its status as of a date, and its gap in people, beds or what is counted."""
    judged = assess(book(), as_of).drop(columns="fact")
    joined = book().targets.join(judged).join(target_bases())
    own = set(own_targets(tables.described())["fact"])
    return joined.assign(
        own=joined["fact"].isin(own), gap_units=in_units(joined["gap"], joined["unit"], target_bases())
    )


def status_name(code: str, lang: str) -> str:
    """Return a status in words."""
    return word("status", code, lang)


def status_names() -> dict[str, Name]:
    """Return the name of every status."""
    words = tables.vocabulary("status")
    return {str(code): Name(str(row["name_zh"]), str(row["name_en"])) for code, row in words.iterrows()}


def gap_text(row: pd.Series, lang: str) -> str:
    """Return the gap in the indicator's own unit, or that there is none; empty without a result that can answer."""
    _ = translator(lang)
    if not row["result"] or row["status"] == "no_result":
        return ""
    if row["gap"] <= 0:
        return _("none")
    unit = "percentage_points" if row["unit"] == "percent" else row["unit"]
    return amount_text(Amount(round(row["gap"], 2), unit), lang, exact=False)


def units_text(row: pd.Series, lang: str) -> str:
    """Return the gap in people or beds, with the yearly amount where the deadline is ahead; empty where the base is unknown."""
    _ = translator(lang)
    if (
        not row["result"]
        or row["status"] == "no_result"
        or row["gap"] <= 0
        or pd.isna(row["gap_units"])
        or row["base"] == 1
    ):
        return ""
    whole = with_unit(round(row["gap_units"]), row["base_unit"], lang)
    return _("about {amount}").format(amount=whole)


def pace_text(row: pd.Series, lang: str) -> str:
    """Return what is needed a year until the deadline, only where it lies ahead."""
    _ = translator(lang)
    if pd.isna(row["required"]) or row["status"] not in AHEAD:
        return ""
    unit = "percentage_points" if row["unit"] == "percent" else row["unit"]
    needed = amount_text(Amount(round(row["required"], 2), unit), lang, exact=False)
    return _("{amount} a year until {year}").format(amount=needed, year=row["year"])


JUDGED = ["fact", "result", "status", "gap", "unit", "gap_units", "base", "base_unit", "required", "year"]
AHEAD = ("on_track", "slow", "lagging", "reversing", "pace_needed")


def gap_table(
    found: pd.DataFrame, lang: str, as_of: dt.date, *, short: bool = False
) -> tuple[pd.DataFrame, dict[tuple[int, str], str]]:
    """Return assessed targets as a table to read, with the evidence reference of each cell by (row, column name).

    ``short`` leaves out what says nothing where no result is known.
    """
    _ = translator(lang)
    described = tables.described()
    results = described[described["fact"].isin(found["result"])]
    result_texts = {
        slug: f"{value} ({period})"
        for slug, value, period in zip(
            results["fact"], value_texts(results, lang), period_texts(results, lang), strict=True
        )
    }
    listed = [row for _index, row in found[JUDGED].iterrows()]
    units = [units_text(row, lang) for row in listed]
    columns = {
        _("Place"): found[f"place_{lang}"].tolist(),
        _("Indicator"): found[f"indicator_{lang}"].tolist(),
        _("Target"): value_texts(found, lang),
        _("Deadline"): period_texts(found, lang),
        _("Status"): [status_name(row["status"], lang) for row in listed],
        _("Result"): [
            _("{result}, before the deadline").format(result=result_texts[row["result"]])
            if row["status"] == "no_result" and row["result"]
            else result_texts.get(row["result"], "")
            for row in listed
        ],
        _("Gap"): [gap_text(row, lang) for row in listed],
        _("In people or beds"): units,
        _("Pace needed"): [pace_text(row, lang) for row in listed],
        _("Evidence"): found["evidence_grade"].tolist(),
        _("Condition"): found["scope" if lang == "zh" else "scope_en"].tolist(),
        _("Printed words"): found["as_printed"].tolist(),
    }
    if short:
        for name in (_("Status"), _("Result"), _("Gap"), _("In people or beds"), _("Pace needed")):
            del columns[name]
    table = pd.DataFrame(columns)
    day = as_of.isoformat()
    refs: dict[tuple[int, str], str] = {}
    for at, (row, unit) in enumerate(zip(listed, units, strict=True)):
        status = f"status:{row['fact']}@{day}"
        special = {
            _("Status"): status,
            _("Gap"): status,
            _("Pace needed"): status,
            _("Result"): f"fact:{row['result']}" if row["result"] else "",
            _("In people or beds"): f"units:{row['fact']}@{day}" if unit else status,
        }
        for name in table.columns:
            refs[at, name] = special.get(name) or f"fact:{row['fact']}"
    return table, refs


def marks(facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return facts as marks of the dumbbell chart; equal values of one place share a mark that names all their years.

    The texts of a place's smallest and largest mark lean outwards, so that they keep apart.
    """
    drawn = pd.DataFrame(
        {
            "label": facts[f"place_{lang}"],
            "value": facts["value"],
            "worth": value_texts(facts, lang),
            "years": year_texts(facts, lang),
            "hover": rows.hover_texts(facts, lang),
            "odd": facts["odd"],
            "ref": "fact:" + facts["fact"],
        }
    )
    joint = drawn.groupby(["label", "value"], sort=False, as_index=False).agg(
        {"worth": "first", "years": ", ".join, "hover": "<br><br>".join, "odd": "first", "ref": "first"}
    )
    by_place = joint.groupby("label")["value"]
    end = pd.Series("center", index=joint.index)
    end = end.mask(joint["value"] < by_place.transform("max"), "left").mask(
        joint["value"] > by_place.transform("min"), "right"
    )
    return joint.assign(text=joint["worth"] + " · " + joint["years"], end=end)
