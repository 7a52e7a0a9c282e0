"""The same person in every city: what long-term care insurance pays a month for one person, and what it costs to fund per head a year.

Everything follows from rows of ``schemes`` (one printed value each) that are still in force, that is without ``until``. A place's
rows answer for a person where they fit his level of disability, his setting and how he is insured. Then, a month:

- ``benefit``: the amount itself, whatever the fee;
- ``cap_paid``: the lesser of the fee, or the fund's ``share`` of it where one is printed, and the amount;
- ``cap_fee``: the ``share`` of the lesser of fee and amount.

An amount a day is taken ``DAYS`` times, one a visit or hour as often as the scheme grants them. Parts of a benefit add up. What lacks
a limit, a share or a number of hours is not known; nothing is put in its place. A text that names no insured group or no level is read
for employees and for severe disability, with which every pilot began, and says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from policy.described import GRADE_ORDER
from policy.gaps import WEAKEST_JUDGED
from policy.text import N_, Amount, Sentence, Text

DAYS, WEEK = 30, 7  # of a month, as the schemes themselves count: 70 yuan a day is 2,100 a month
LEVELS = ("moderate", "severe_1", "severe_2", "severe_3")
SETTINGS = ("institution", "home_visits", "hospital_ward", "family_carer")
INSURED = ("employee", "resident")
AMOUNTS = ("benefit", "cap_paid", "cap_fee")
DAILY = ("yuan_per_day", "yuan_per_bed_day")
TIMES = {"yuan_per_hour": "hours", "yuan_per_visit": "visits"}  # what a price is multiplied by
WEEKLY = ("hours_per_week", "times_per_week")
STRONG = GRADE_ORDER[
    : GRADE_ORDER.index(WEAKEST_JUDGED) + 1
]  # grades whose offers may be named as the most or the least
UNKNOWN, EXCLUDED = "unknown", "excluded"

Formula = Amount | Sentence  # a printed amount alone, or what is done with it
Row = Mapping[Any, Any]  # of ``schemes``, by column


@dataclass(frozen=True)
class Person:
    """Whom a scheme is asked about: level of disability, where cared for, how insured, and the fee for care in yuan a month."""

    level: str
    setting: str
    insured: str
    fee: float


@dataclass(frozen=True)
class Offer:
    """What a scheme pays one person: yuan a month (``=`` exact, ``~`` about, ``<=`` at most), how that follows, and from which rows.

    ``condition`` and ``condition_en`` where the scheme pays by class of provider. ``caveats`` say what the text leaves open.
    """

    place: str
    condition: str
    condition_en: str
    pay: float
    comparator: str
    formula: Formula
    entries: pd.DataFrame
    caveats: tuple[Text, ...] = ()

    @property
    def ranked(self) -> bool:
        """Tell whether it may be named as the most or the least: no bound, and no evidence below B-."""
        return self.comparator != "<=" and bool(self.entries["grade"].isin(STRONG).all())


@dataclass(frozen=True)
class Funding:
    """What is paid into a scheme per head and year in yuan, nothing where it is not known, which is then said in ``missing``."""

    place: str
    value: float | None
    comparator: str
    entries: pd.DataFrame
    formula: Formula | None = None
    missing: Text | None = None


class Unknown(Exception):
    """A part of a benefit that the text does not print; says what is missing."""

    def __init__(self, missing: str) -> None:
        super().__init__(missing)
        self.missing = Text(missing)


def in_force(schemes: pd.DataFrame) -> pd.DataFrame:
    """Return the values that no later rule is known to have replaced."""
    return schemes[schemes["until"] == ""]


def years_text(entries: pd.DataFrame) -> str:
    """Return the years since which values hold, from the first to the last; empty where none is known."""
    years = sorted({str(since)[:4] for since in entries["from"] if since})
    return "–".join(years[:: len(years) - 1] if len(years) > 1 else years)


def offers(schemes: pd.DataFrame, person: Person) -> tuple[list[Offer], dict[str, tuple[str, Text]]]:
    """Return what each scheme pays the person, the most first, and of the other places whether and why nothing is known.

    Args:
        schemes: the table.
        person: who asks.

    Returns:
        Offers; and by place ``excluded`` (its text names others only) or ``unknown``, with what is missing.
    """
    places: dict[str, list[Row]] = {}
    for row in in_force(schemes).to_dict("records"):
        places.setdefault(str(row["place"]), []).append(row)
    found: list[Offer] = []
    without: dict[str, tuple[str, Text]] = {}
    for place, rows in places.items():
        if why := excluded(rows, person):
            without[place] = EXCLUDED, why
            continue
        known, missing = _of_place(rows, person)
        found += known
        if not known:
            without[place] = UNKNOWN, missing
    return sorted(found, key=lambda offer: -offer.pay), without


def excluded(rows: list[Row], person: Person) -> Text | None:
    """Return why a place's text leaves the person out: it names other insured groups, or other levels, only."""
    groups = {row["insured"] for row in rows if row["element"] == "coverage"}
    if groups and not groups & {person.insured, "any"}:
        return Text(N_("its text names the other insured group only"))
    eligible = [row for row in rows if row["element"] == "eligible" and row["insured"] in ("", "any", person.insured)]
    if eligible and not any(_fits_level(row, person) for row in eligible):
        return Text(N_("its text names other levels of disability only"))
    return None


def _of_place(rows: list[Row], person: Person) -> tuple[list[Offer], Text]:
    """Return a place's offers, or what its text lacks for one."""
    fitting = [row for row in rows if row["element"] in (*AMOUNTS, "cap_base", "share")]
    for fits, missing in (
        (lambda _row, _person: True, N_("the benefit")),
        (lambda row, _person: row["level"] != "local", N_("how its own levels match the national ones")),
        (_fits_insured, N_("the benefit of this insured group")),
        (_fits_setting, N_("the benefit in this setting")),
        (_fits_level, N_("the benefit at this level")),
    ):
        fitting = [row for row in fitting if fits(row, person)]
        if not fitting:
            return [], Text(missing)
    helping = [row for row in rows if all(fits(row, person) for fits in (_fits_insured, _fits_setting, _fits_level))]
    known, missing = [], N_("the limit")
    amounts = [row for row in fitting if row["element"] in AMOUNTS]
    for condition in dict.fromkeys(row["condition"] for row in amounts):
        try:
            known.append(_offer([row for row in amounts if row["condition"] == condition], helping, person))
        except Unknown as unknown:
            missing = unknown.missing.text
    return known, Text(missing)


def _offer(amounts: list[Row], helping: list[Row], person: Person) -> Offer:
    """Return one offer, its parts added up.

    Raises:
        Unknown: a part lacks a share, or a number of hours or visits.
    """
    fee = Amount(person.fee, "yuan_per_month")
    parts = [_part(row, helping, fee) for row in sorted(amounts, key=lambda row: row["part"])]
    entries = pd.DataFrame([dict(row) for _pay, _formula, used in parts for row in used])
    return Offer(
        str(amounts[0]["place"]),
        str(amounts[0]["condition"]),
        str(amounts[0]["condition_en"]),
        round(sum(pay for pay, _formula, _used in parts), 2),
        _comparator(entries),
        added([formula for _pay, formula, _used in parts]),
        entries,
        tuple(_caveats(entries)),
    )


def _part(row: Row, helping: list[Row], fee: Amount) -> tuple[float, Formula, list[Row]]:
    """Return yuan a month of one part, how they follow, and the rows they follow from."""
    amount, most, used = _monthly(row, helping)
    if row["element"] == "benefit":
        return most, amount, used
    share = _helper(helping, row, "share")
    values: dict[str, object] = {"fee": fee, "amount": amount}
    if share is None:
        if row["element"] == "cap_fee":
            raise Unknown(N_("the share that the fund pays"))
        return min(fee.value, most), Sentence(N_("the fee of {fee}, at most {amount}"), values), used
    part, values["share"] = float(share["value"]) / 100, _amount(share)
    if row["element"] == "cap_paid":
        formula = N_("{share} of the fee of {fee}, at most {amount}")
        return min(part * fee.value, most), Sentence(formula, values), [*used, share]
    formula = N_("{share} of the fee of {fee}, of which at most {amount} count")
    return part * min(fee.value, most), Sentence(formula, values), [*used, share]


def _monthly(row: Row, helping: list[Row]) -> tuple[Formula, float, list[Row]]:
    """Return an amount for a month in words and in yuan, and the rows it follows from: its own, and the one that says how often."""
    amount, unit = _amount(row), str(row["unit"])
    most = amount.value if amount.value_high is None else amount.value_high
    if unit in DAILY:
        return Sentence(N_("{amount} × {days} days"), {"amount": amount, "days": DAYS}), most * DAYS, [row]
    if unit not in TIMES:
        return amount, most, [row]
    often = _helper(helping, row, TIMES[unit])
    if often is None:
        raise Unknown(N_("the hours or visits granted"))
    values: dict[str, object] = {"amount": amount, "times": _amount(often), "days": DAYS, "week": WEEK}
    if often["unit"] in WEEKLY:
        formula = Sentence(N_("{amount} × {times} × {days} ÷ {week}"), values)
        return formula, most * float(often["value"]) * DAYS / WEEK, [row, often]
    return Sentence(N_("{amount} × {times}"), values), most * float(often["value"]), [row, often]


def _helper(helping: list[Row], row: Row, element: str) -> Row | None:
    """Return the share, hours or visits of an amount's part and condition."""
    key = (element, row["part"], row["condition"])
    return next((each for each in helping if (each["element"], each["part"], each["condition"]) == key), None)


def _amount(row: Row) -> Amount:
    high = None if pd.isna(row["value_high"]) else float(row["value_high"])
    return Amount(float(row["value"]), str(row["unit"]), str(row["comparator"]), high)


def _comparator(entries: pd.DataFrame) -> str:
    """Return how a sum of values is meant: at most where one is a bound or a range, about where one is about."""
    signs = set(entries["comparator"])
    return "<=" if signs & {"<=", "<", "range"} else "~" if "~" in signs else "="


def _caveats(entries: pd.DataFrame) -> Iterator[Text]:
    if (entries["insured"] == "unstated").any():
        yield Text(N_("the text names no insured group; read for employees"))
    if (entries["level"] == "unstated").any():
        yield Text(N_("the text names no level; read for severe disability"))
    if entries["warnings"].str.contains("conflicting_sources").any():
        yield Text(N_("another copy prints another value"))
    if (entries["comparator"] == "range").any():
        yield Text(N_("only the range is printed"))
    elif entries["comparator"].isin(["<=", "<"]).any():
        yield Text(N_("only the highest sum is printed"))


def _fits_level(row: Row, person: Person) -> bool:
    severe = ("severe", "unstated") if person.level.startswith("severe") else ()
    return row["level"] in ("", "any", person.level, *severe)


def _fits_insured(row: Row, person: Person) -> bool:
    return row["insured"] in ("", "any", person.insured) or (row["insured"], person.insured) == ("unstated", "employee")


def _fits_setting(row: Row, person: Person) -> bool:
    either = ("services",) if person.setting in ("institution", "home_visits") else ()
    return row["setting"] in ("any", person.setting, *either)


def funding(schemes: pd.DataFrame, place: str, insured: str) -> Funding:
    """Return what a place's scheme takes in per head and year: the printed total, or the sum of what each payer pays.

    Payers are added up where every one of them, and more than the person alone, is printed in yuan.
    """
    rows = in_force(schemes[schemes["place"] == place])
    unstated = ["unstated"] if insured == "employee" else []
    rows = rows[rows["element"].isin(["funding", "funding_rate"]) & rows["insured"].isin(["any", insured, *unstated])]
    rows = rows[rows["condition"] == ""]
    yuan, rates = rows[rows["element"] == "funding"], rows[rows["element"] == "funding_rate"]
    total = yuan[(yuan["payer"] == "all") & (yuan["unit"] == "yuan_per_person_year")]
    if len(total):
        printed = _amount(total.to_dict("records")[0])
        return Funding(place, printed.value, printed.comparator, yuan, printed)
    if yuan.empty:
        missing = N_("it is a rate of wages, not yuan") if len(rates) else N_("what is paid in")
        return Funding(place, None, "=", rows, missing=Text(missing))
    if not set(rates["payer"]) <= set(yuan["payer"]):
        return Funding(place, None, "=", rows, missing=Text(N_("a part of it is a rate, not yuan")))
    if set(yuan["payer"]) <= {"person"}:
        return Funding(place, None, "=", rows, missing=Text(N_("only what the person pays is printed")))
    formula = added([_amount(row) for row in yuan.to_dict("records")])
    return Funding(place, float(yuan["value"].sum()), _comparator(yuan), yuan, formula)


def added(parts: Sequence[Formula]) -> Formula:
    """Return a sum in words."""
    total = parts[0]
    for part in parts[1:]:
        total = Sentence(N_("{first} + {second}"), {"first": total, "second": part})
    return total
