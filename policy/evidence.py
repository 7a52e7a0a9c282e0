"""The record behind a shown number: where it was printed, or the formula and inputs it was computed from.

``RECORDS`` names the kinds of reference (``policy.refs``) that stand on tables alone. By kind, their parts are: ``fact`` slug;
``population`` and ``age`` place, date, basis, sex and first age, of a headline count and of an age group; ``rate`` slug of a fact
that is a count; ``headline`` name; ``count`` column=value, how many figures have that value; ``status``, ``units`` and ``reached`` slug@day, a
target's status, its gap in people or beds, and the part of it that is reached on a day; ``portrait`` name and place; ``distance`` two
places and weights;
``hindcast`` place, method and age; ``vital`` place, measure, sex, age, year and variant; ``node``, ``institution``, ``code``,
``programme``, ``programme_total``, ``national``, ``pack`` and ``scheme`` the keys of their tables; ``benefit`` and ``benefit_share`` place,
level, setting, insured group, fee and condition (``policy.same_person.person_ref``); ``scheme_funding`` place and insured group.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from policy.calendar import CENSUS_2010, CENSUS_2020
from policy.derived import (
    Derived,
    age_ref,
    census_counts,
    per_1000_residents_60,
    population_ref,
    rate_record,
    with_counts,
)
from policy.described import has_warning
from policy.gap_views import SHARE_OF, bases, gap_amount
from policy.gaps import assess, ledger
from policy.headlines import headline
from policy.peers import distance_record
from policy.portrait import headline as portrait_headline
from policy.projection_sentences import RELATIVE
from policy.refs import kind_of, parts_of, ref, refs
from policy.same_person import benefit_record, benefit_share_record, funding_record
from policy.text import N_, Amount, Name, difference_unit
from policy.text import amount as stated

COUNTED_BY = ("place", "document", "indicator", "kind", "grade", "domain", "authority", "year")


@dataclass(frozen=True)
class Printed:
    """What a document printed: the table row, its document, and its indicator where it is a fact."""

    ref: str
    row: pd.Series
    document: pd.Series
    indicator: pd.Series | None


@dataclass(frozen=True)
class Ground:
    """What records are found in: the facts joined with their tables (``policy.described``), every table by name, residents aged 60+ by year, and today."""

    described: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    older: pd.DataFrame
    today: dt.date


Finder = Callable[[str, Ground], Printed | Derived]


def resolve(reference: str, ground: Ground) -> Printed | Derived:
    """Return the record behind a reference.

    Raises:
        KeyError: nothing stands behind the reference (an old or mistyped address).
    """
    return RECORDS[kind_of(reference)](reference, ground)


def _row_of(table: str, *key: str) -> Finder:
    """Return the finder of a table's rows, each known by these columns."""

    def find(reference: str, ground: Ground) -> Printed:
        rows = ground.tables[table]
        here = np.ones(len(rows), dtype=bool)
        for column, value in zip(key, parts_of(reference, len(key)), strict=True):
            here &= (rows[column].astype("str") == value).to_numpy(dtype=bool)
        return _printed(reference, _only(rows, here, reference), ground)

    return find


def _printed(reference: str, row: pd.Series, ground: Ground) -> Printed:
    """Return a row as a record."""
    indicator = _one(ground.tables["indicators"], "indicator", row["indicator"]) if "indicator" in row.index else None
    return Printed(reference, row, _one(ground.tables["documents"], "document", row["document"]), indicator)


def _one(table: pd.DataFrame, key: str, value: object) -> pd.Series:
    return _only(table, (table[key] == value).to_numpy(dtype=bool), f"{key} {value}")


def _only(table: pd.DataFrame, here: npt.NDArray[np.bool_], asked: str) -> pd.Series:
    """Return the one row that is here, without the frame of it, which costs ten times as much; a KeyError names what was asked for."""
    at = np.flatnonzero(here)
    if len(at) != 1:
        raise KeyError(asked)
    return table.iloc[int(at[0])]


def _count(reference: str, ground: Ground) -> Derived:
    column, _, value = parts_of(reference, 1)[0].partition("=")
    described = ground.described
    if column == "warning":
        found = described[has_warning(described, value)]
    elif column in COUNTED_BY:
        found = described[described[column].astype("str") == value]
    else:
        raise KeyError(reference)
    return Derived(len(found), "figures", N_("number of figures that fit"), {}, tuple(refs("fact", found["fact"])))


def _population(reference: str, ground: Ground) -> Printed:
    rows = ground.tables["population_totals"]
    rows = rows[rows["place"] == reference.split(":")[1]]
    here = np.array([population_ref(row) == reference for _index, row in rows.iterrows()], dtype=bool)
    return _printed(reference, _only(rows, here, reference), ground)


def _age(reference: str, ground: Ground) -> Printed | Derived:
    place, date, basis, sex, age = parts_of(reference, 5)
    rows = ground.tables["population"]
    same = (rows["place"] == place) & (rows["date"] == date) & (rows["basis"] == basis)
    found = rows[same & (rows["age_from"].astype("str") == age)]
    if sex == "both" and len(found) == 2:
        inputs = tuple(age_ref(place, date, str(own), int(age)) for own in found["sex"])
        formula = N_("women and men of this age group together")
        return Derived(float(found["persons"].sum()), "persons", formula, {}, inputs)
    return _printed(reference, _only(found, (found["sex"] == sex).to_numpy(dtype=bool), reference), ground)


def _hindcast(reference: str, ground: Ground) -> Derived:
    place, method, age = parts_of(reference, 3)
    rows = ground.tables["hindcast"]
    rows = rows[rows["place"] == place]
    found = rows[(rows["method"] == method) & (rows["age_from"].astype("str") == age)]
    if len(found) != 1:
        raise KeyError(reference)
    totals = ground.tables["population_totals"]
    totals = totals[totals["place"] == place]
    row = with_counts(found, totals).to_dict("records")[0]
    predicted, counted = Amount(float(row["predicted"]), "persons"), Amount(int(row["counted"]), "persons")
    formula = N_(
        "{predicted} predicted for 1 Nov 2020 from the census of 2010, {counted} counted; predicted less counted, in percent of counted"
    )
    if method == RELATIVE:
        formula = N_(
            "{predicted} predicted for 1 Nov 2020 from the census of 2010 with what the other provinces together came out at, {counted} "
            "counted; predicted less counted, in percent of counted"
        )
    counts = census_counts(totals, CENSUS_2010, CENSUS_2020)
    inputs = counts[counts["age_from"].astype("str") == age]
    refs_of = tuple(population_ref(each) for _index, each in inputs.iterrows())
    values: dict[str, object] = {"predicted": predicted, "counted": counted}
    return Derived(float(row["error"]), "percent", formula, values, refs_of, digits=1)


def _vital(reference: str, ground: Ground) -> Printed:
    place, measure, sex, age, year, variant = parts_of(reference, 6)
    rows = ground.tables["vital_rates"]
    found = rows[(rows["place"] == place) & (rows["measure"] == measure) & (rows["sex"] == sex)]
    found = found[(found["year_from"].astype("str") == year) & (found["variant"] == variant)]
    here = found["age_from"].astype("str").fillna("").replace("<NA>", "") == age
    return _printed(reference, _only(found, here.to_numpy(dtype=bool), reference), ground)


def _rate(reference: str, ground: Ground) -> Derived:
    own = ground.described[ground.described["fact"] == parts_of(reference, 1)[0]]
    rated = per_1000_residents_60(own, ground.older)
    if rated.empty:
        raise KeyError(reference)
    return rate_record(rated.iloc[0], str(own["unit"].iloc[0]))


def _headline(reference: str, ground: Ground) -> Derived:
    name, counts = parts_of(reference, 1)[0], ground.tables["national_counts"]
    return headline(name, ground.described, ground.older, counts, ground.today)


def _portrait(reference: str, ground: Ground) -> Derived:
    name, place = parts_of(reference, 2)
    return portrait_headline(
        name, place, ground.described, ground.tables["population_totals"], ground.older, ground.today
    )


def _distance(reference: str, ground: Ground) -> Derived:
    return distance_record(parts_of(reference, 1)[0], ground.tables)


def _of_day(reference: str) -> tuple[str, dt.date]:
    """Return slug and day of a reference ``slug@day``."""
    slug, _, day = parts_of(reference, 1)[0].partition("@")
    try:
        return slug, dt.date.fromisoformat(day)
    except ValueError as error:
        raise KeyError(reference) from error


def _status(reference: str, ground: Ground) -> Derived:
    return judgement(*_of_day(reference), ground.described, ground.tables)


def _units(reference: str, ground: Ground) -> Derived:
    return gap_in_units(*_of_day(reference), ground.described, ground.tables)


def _reached(reference: str, ground: Ground) -> Derived:
    return reached(*_of_day(reference), ground.described, ground.tables)


def _of_schemes(record: Callable[[str, pd.DataFrame], Derived]) -> Finder:
    """Return the finder of what follows from the table of insurance schemes."""
    return lambda reference, ground: record(reference, ground.tables["schemes"])


RECORDS: dict[str, Finder] = {
    "fact": _row_of("facts", "fact"),
    "node": _row_of("care_models", "node"),
    "institution": _row_of("institutions", "institution"),
    "code": _row_of("policy_codes", "place", "instrument"),
    "programme": _row_of("programmes", "programme", "batch", "place"),
    "programme_total": _row_of("programme_lists", "programme", "batch"),
    "national": _row_of("national_counts", "place", "measure", "year"),
    "pack": _row_of("packs", "pack", "rule", "part", "order"),
    "scheme": _row_of("schemes", "entry"),
    "benefit": _of_schemes(benefit_record),
    "benefit_share": _of_schemes(benefit_share_record),
    "scheme_funding": _of_schemes(funding_record),
    "population": _population,
    "age": _age,
    "vital": _vital,
    "hindcast": _hindcast,
    "rate": _rate,
    "headline": _headline,
    "count": _count,
    "status": _status,
    "units": _units,
    "reached": _reached,
    "portrait": _portrait,
    "distance": _distance,
}


def judgement(slug: str, as_of: dt.date, facts: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> Derived:
    """Return a target's status as of a date, with its gap and pace, as a derived number.

    Raises:
        KeyError: there is no such target.
    """
    target, judged, _base = _judged(slug, as_of, facts, tables)
    status = _status_name(str(judged["status"]), tables["vocabularies"])
    values: dict[str, object] = {
        "status": status,
        "target": stated(target),
        "year": int(target["year"]) if pd.notna(target["year"]) else "–",
        "as_of": as_of.isoformat(),
    }
    if not judged["result"]:
        formula = N_(
            "{status}: no result of {year} or later is in the documents collected (target {target}, as of {as_of})"
        )
        return Derived(
            float(target["value"]),
            str(target["unit"]),
            formula,
            values,
            (ref("fact", slug),),
            str(target["comparator"]),
        )
    unit = difference_unit(str(target["unit"]))
    gap = gap_amount(judged, unit)
    result = facts[facts["fact"] == judged["result"]].iloc[0]
    values |= {
        "result": stated(result),
        "result_year": int(judged["result_year"]),
        "gap": gap,
    }
    inputs = (ref("fact", slug), ref("fact", judged["result"]))
    if judged["judged"] == "no_result":
        formula = N_(
            "{status}: no result of {year} or later is in the documents collected; the newest before it is "
            "{result} ({result_year}) against the target {target} (as of {as_of})"
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
    return Derived(gap.value, unit, formula, values, inputs, gap.comparator)


def reached(slug: str, as_of: dt.date, facts: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> Derived:
    """Return how much of a target its result reaches, in percent, as a derived number: a bound where the result is one.

    Raises:
        KeyError: there is no such target, it is 0, or it has no result that can answer it.
    """
    target, judged, _base = _judged(slug, as_of, facts, tables)
    if not judged["result"] or judged["judged"] == "no_result" or not target["value"]:
        raise KeyError(slug)
    result = facts[facts["fact"] == judged["result"]].iloc[0]
    return Derived(
        round(100 * float(judged["result_value"]) / float(target["value"]), 1),
        "percent",
        N_("result {result} ({result_year}) ÷ target {target} ({year}) × 100"),
        {
            **{"result": stated(result), "result_year": int(judged["result_year"])},
            **{"target": stated(target), "year": int(target["year"]) if pd.notna(target["year"]) else "–"},
        },
        (ref("fact", slug), ref("fact", judged["result"])),
        str(result["comparator"]) if result["comparator"] != "range" else ">=",
    )


def gap_in_units(slug: str, as_of: dt.date, facts: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> Derived:
    """Return a target's gap in people or beds as a derived number: gap × base.

    Raises:
        KeyError: there is no such target, it has no result, or the base of its share is unknown.
    """
    target, judged, base = _judged(slug, as_of, facts, tables)
    if not judged["result"] or not base["base_ref"]:
        raise KeyError(slug)
    amount = float(judged["gap"]) * float(base["base"]) / SHARE_OF.get(str(target["unit"]), 1.0)
    gap = gap_amount(judged, difference_unit(str(target["unit"])))
    base_unit = "persons" if kind_of(str(base["base_ref"])) == "population" else "beds"
    return Derived(
        round(amount),
        str(base["base_unit"]),
        N_("{gap} ({year}) of {base} ({base_year})"),
        {
            **{"gap": gap, "year": int(target["year"])},
            **{"base": Amount(float(base["base"]), base_unit), "base_year": int(base["base_year"])},
        },
        (ref("fact", slug), ref("fact", judged["result"]), str(base["base_ref"])),
        gap.comparator,
    )


def _judged(
    slug: str, as_of: dt.date, facts: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
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
