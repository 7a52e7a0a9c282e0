"""The record behind a shown number: where it was printed, or the formula and inputs it was computed from.

A reference is text, so that it can stand in a frame and in an address:
``fact:<slug>``, ``population:<place>:<date>:<basis>:<sex>:<age>`` (a headline
count), ``age:`` with the same parts (an age group), ``rate:<fact slug>``, ``headline:<name>``,
``count:<column>=<value>`` (how many figures have that value), ``status:<fact slug>@<day>`` and ``units:<fact slug>@<day>``
(a target's status and its gap in people or beds, as of a day), ``node:<slug>``, ``institution:<slug>`` and
``code:<place>:<instrument>`` (rows of the care models, institutions and policy codes), ``portrait:<headline>:<place>``,
``distance:<place>:<place>:<weights>`` (between peers), ``hindcast:<place>:<method>:<age>`` and
``vital:<place>:<measure>:<sex>:<age>:<year>:<variant>`` (rows of those tables), ``pack:<pack>:<rule>:<part>:<order>`` (a
value of a policy pack).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from policy.derived import Derived, age_ref, per_1000_residents_60, population_ref
from policy.described import has_warning
from policy.gap_views import SHARE_OF, bases
from policy.gaps import assess, ledger
from policy.headlines import headline
from policy.peers import distance_record
from policy.portrait import headline as portrait_headline
from policy.text import N_, Amount, Name

ROWS = {
    "node": ("care_models", ("node",)),
    "institution": ("institutions", ("institution",)),
    "code": ("policy_codes", ("place", "instrument")),
    "pack": ("packs", ("pack", "rule", "part", "order")),
}
COUNTED_BY = ("place", "document", "indicator", "kind", "grade", "domain", "authority", "year")


@dataclass(frozen=True)
class Printed:
    """What a document printed: the table row, its document, and its indicator where it is a fact."""

    ref: str
    row: pd.Series
    document: pd.Series
    indicator: pd.Series | None


def resolve(ref: str, described: pd.DataFrame, tables: dict[str, pd.DataFrame], as_of: dt.date) -> Printed | Derived:
    """Return the record behind a reference.

    Raises:
        KeyError: nothing stands behind the reference (an old or mistyped address).
    """
    kind, _, rest = ref.partition(":")
    if kind in ROWS:
        return _row(ref, kind, rest, tables)
    slug, _, day = rest.partition("@")
    name, _, place = rest.partition(":")
    totals = tables["population_totals"]
    found: dict[str, Callable[[], Printed | Derived]] = {
        "fact": lambda: _fact(ref, rest, tables),
        "population": lambda: _population(ref, tables),
        "age": lambda: _age(ref, tables),
        "hindcast": lambda: _hindcast(ref, rest, tables),
        "vital": lambda: _vital(ref, rest, tables),
        "rate": lambda: _rate(rest, described, totals),
        "headline": lambda: headline(rest, described, as_of),
        "count": lambda: _count(rest, described),
        "status": lambda: judgement(slug, _day(day), described, tables),
        "units": lambda: gap_in_units(slug, _day(day), described, tables),
        "portrait": lambda: portrait_headline(name, place, described, totals, as_of),
        "distance": lambda: distance_record(rest, tables),
    }
    return found[kind]()


def _count(condition: str, described: pd.DataFrame) -> Derived:
    column, _, value = condition.partition("=")
    if column == "warning":
        found = described[has_warning(described, value)]
    elif column in COUNTED_BY:
        found = described[described[column].astype("str") == value]
    else:
        raise KeyError(condition)
    return Derived(len(found), "figures", N_("number of figures that fit"), {}, tuple("fact:" + found["fact"]))


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise KeyError(text) from error


def _row(ref: str, kind: str, key: str, tables: dict[str, pd.DataFrame]) -> Printed:
    table, columns = ROWS[kind]
    found, values = tables[table], key.split(":")
    if len(values) != len(columns):
        raise KeyError(ref)
    for column, value in zip(columns, values, strict=True):
        found = found[found[column].astype("str") == value]
    if len(found) != 1:
        raise KeyError(ref)
    row = found.iloc[0]
    return Printed(ref, row, _one(tables["documents"], "document", row["document"]), None)


def _fact(ref: str, slug: str, tables: dict[str, pd.DataFrame]) -> Printed:
    row = _one(tables["facts"], "fact", slug)
    return Printed(
        ref,
        row,
        _one(tables["documents"], "document", row["document"]),
        _one(tables["indicators"], "indicator", row["indicator"]),
    )


def _population(ref: str, tables: dict[str, pd.DataFrame]) -> Printed:
    rows = tables["population_totals"]
    rows = rows[rows["place"] == ref.split(":")[1]]
    found = rows[rows.apply(population_ref, axis=1) == ref]
    if len(found) != 1:
        raise KeyError(ref)
    row = found.iloc[0]
    return Printed(ref, row, _one(tables["documents"], "document", row["document"]), None)


def _age(ref: str, tables: dict[str, pd.DataFrame]) -> Printed | Derived:
    _, place, date, basis, sex, age = (*ref.split(":"), *[""] * 6)[:6]
    rows = tables["population"]
    same = (rows["place"] == place) & (rows["date"] == date) & (rows["basis"] == basis)
    found = rows[same & (rows["age_from"].astype("str") == age)]
    if sex == "both" and len(found) == 2:
        refs = tuple(age_ref(place, date, str(own), int(age)) for own in found["sex"])
        return Derived(
            float(found["persons"].sum()), "persons", N_("women and men of this age group together"), {}, refs
        )
    found = found[found["sex"] == sex]
    if len(found) != 1:
        raise KeyError(ref)
    return Printed(ref, found.iloc[0], _one(tables["documents"], "document", found["document"].iloc[0]), None)


def _hindcast(ref: str, rest: str, tables: dict[str, pd.DataFrame]) -> Derived:
    place, method, age = (*rest.split(":"), "", "", "")[:3]
    rows = tables["hindcast"]
    found = rows[(rows["place"] == place) & (rows["method"] == method) & (rows["age_from"].astype("str") == age)]
    if len(found) != 1:
        raise KeyError(ref)
    row = found.to_dict("records")[0]
    predicted, error = float(row["predicted"]), float(row["error"])
    values: dict[str, object] = {
        "predicted": Amount(predicted, "persons"),
        "counted": Amount(round(predicted / (1 + error / 100)), "persons"),
    }
    formula = N_(
        "{predicted} predicted for 1 Nov 2020 from the census of 2010, {counted} counted; predicted less counted, in percent of counted"
    )
    totals = tables["population_totals"]
    census = (totals["place"] == place) & totals["date"].isin(["2010-11-01", "2020-11-01"])
    same = (totals["sex"] == "both") & (totals["residence"] == "all") & (totals["age_from"].astype("str") == age)
    inputs = totals[census & same & (totals["basis"] == "resident")]
    return Derived(error, "percent", formula, values, tuple(population_ref(each) for _index, each in inputs.iterrows()))


def _vital(ref: str, rest: str, tables: dict[str, pd.DataFrame]) -> Printed:
    place, measure, sex, age, year, variant = (*rest.split(":"), *[""] * 6)[:6]
    rows = tables["vital_rates"]
    found = rows[(rows["place"] == place) & (rows["measure"] == measure) & (rows["sex"] == sex)]
    found = found[(found["year_from"].astype("str") == year) & (found["variant"] == variant)]
    found = found[found["age_from"].astype("str").fillna("").replace("<NA>", "") == age]
    if len(found) != 1:
        raise KeyError(ref)
    return Printed(ref, found.iloc[0], _one(tables["documents"], "document", found["document"].iloc[0]), None)


def _rate(slug: str, described: pd.DataFrame, population_totals: pd.DataFrame) -> Derived:
    rated = per_1000_residents_60(described[described["fact"] == slug], population_totals)
    if rated.empty:
        raise KeyError(slug)
    row = rated.iloc[0]
    return Derived(
        float(row["value"]),
        str(row["unit"]),
        N_("{count} ÷ {population} residents aged 60+ (census of 1 Nov 2020) × 1,000"),
        {
            "count": Amount(float(row["printed_value"]), str(described.set_index("fact").at[slug, "unit"])),
            "population": Amount(float(row["population"]), "persons"),
        },
        (f"fact:{slug}", f"population:{row['place']}:2020-11-01:resident:both:60"),
    )


def _one(table: pd.DataFrame, key: str, value: object) -> pd.Series:
    found = table[table[key] == value]
    if len(found) != 1:
        raise KeyError(f"{key} {value}")
    return found.iloc[0]


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
