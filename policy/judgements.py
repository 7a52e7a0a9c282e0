"""The record behind a target's status and gap: the rule that decided, with its numbers, and the facts it rests on."""

import datetime as dt

import pandas as pd

from policy.bases import SHARE_OF, bases
from policy.derived import Derived
from policy.gaps import assess, ledger
from policy.sentences import N_, Amount, Name


def judgement(slug: str, as_of: dt.date, facts: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> Derived:
    """Return a target's status as of a date, with its gap and pace, as a derived number.

    Raises:
        KeyError: there is no such target.
    """
    target, judged, _base = _judged(slug, as_of, facts, tables)
    status = _status_name(str(judged["status"]), tables["vocabularies"])
    values: dict[str, object] = {
        "status": status,
        "target": Amount(target["value"], target["unit"], target["comparator"], target["value_high"]),
        "year": int(target["year"]) if pd.notna(target["year"]) else "–",
        "as_of": as_of.isoformat(),
    }
    if not judged["result"]:
        formula = N_(
            "{status}: no result of {year} or later stands in the documents at hand (target {target}, as of {as_of})"
        )
        return Derived(
            float(target["value"]), str(target["unit"]), formula, values, (f"fact:{slug}",), str(target["comparator"])
        )
    unit = "percentage_points" if target["unit"] == "percent" else str(target["unit"])
    values |= {
        "result": Amount(float(judged["result_value"]), str(target["unit"])),
        "result_year": int(judged["result_year"]),
        "gap": Amount(round(float(judged["gap"]), 2), unit),
    }
    inputs = (f"fact:{slug}", f"fact:{judged['result']}")
    if judged["judged"] == "no_result":
        formula = N_(
            "{status}: no result of {year} or later stands in the documents at hand; the newest before it is {result} ({result_year}) "
            "against the target {target} (as of {as_of})"
        )
        return Derived(float(target["value"]), str(target["unit"]), formula, values, inputs, str(target["comparator"]))
    formula = N_(
        "{status}: target {target} ({year}) less result {result} ({result_year}) leaves {gap} (as of {as_of}; zero or below is reached)"
    )
    if pd.notna(judged["ratio"]):
        values |= {
            "required": Amount(round(float(judged["required"]), 2), unit),
            "observed": Amount(round(float(judged["observed"]), 2), unit),
            "ratio": round(float(judged["ratio"]), 2),
        }
        formula = N_(
            "{status}: target {target} ({year}) less result {result} ({result_year}) leaves {gap}; needed {required} a year, "
            "observed {observed} a year, ratio {ratio} (as of {as_of})"
        )
    return Derived(float(judged["gap"]), unit, formula, values, inputs)


def gap_in_units(slug: str, as_of: dt.date, facts: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> Derived:
    """Return a target's gap in people or beds as a derived number: gap × base.

    Raises:
        KeyError: there is no such target, it has no result, or the base of its share is unknown.
    """
    target, judged, base = _judged(slug, as_of, facts, tables)
    if not judged["result"] or not base["base_ref"]:
        raise KeyError(slug)
    amount = float(judged["gap"]) * float(base["base"]) / SHARE_OF.get(str(target["unit"]), 1.0)
    unit = "percentage_points" if target["unit"] == "percent" else str(target["unit"])
    base_unit = "persons" if str(base["base_ref"]).startswith("population:") else "beds"
    return Derived(
        round(amount),
        str(base["base_unit"]),
        N_("{gap} of {base}, the newest count known, whatever its year"),
        {"gap": Amount(round(float(judged["gap"]), 2), unit), "base": Amount(float(base["base"]), base_unit)},
        (f"fact:{slug}", f"fact:{judged['result']}", str(base["base_ref"])),
    )


def _judged(
    slug: str, as_of: dt.date, facts: pd.DataFrame, tables: dict[str, pd.DataFrame]
) -> tuple[pd.Series, pd.Series, pd.Series]:
    target = facts[(facts["fact"] == slug) & (facts["kind"] == "target")]
    if target.empty:
        raise KeyError(slug)
    near = facts[facts["place"] == target["place"].iloc[0]]
    judged = assess(ledger(near, target), as_of)
    return target.iloc[0], judged.iloc[0], bases(target, near, tables["population_totals"]).iloc[0]


def _status_name(code: str, vocabularies: pd.DataFrame) -> Name:
    row = vocabularies[(vocabularies["vocabulary"] == "status") & (vocabularies["word"] == code)].iloc[0]
    return Name(str(row["name_zh"]), str(row["name_en"]))
