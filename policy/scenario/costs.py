"""What a policy costs year by year: the prices of a policy pack times the people, beds and carers that qualify.

    units(t)   = Σ_counts quantity(t) · Π portions,  spread over the years after adding by instalments or a duration
    price(t)   = printed amount · times a year · (1 + uplift) · ratio · (1 + growth)^(t − t0) · scale
    with a share: price(t) = min(share · base(t) · times a year, cap);  the person pays the rest of the base
    nominal(t) = units(t) · price(t),   real(t) = nominal(t) / (1 + inflation)^(t − t0)

Amounts a day count 365 times a year, amounts a month 12 times, amounts a year once; what is paid once is paid for what
is added in a year, never for what stands. A price holds from its first to its last year; years before t0 do not grow.
The base of a share, what care or a building costs, rises with inflation. Instalments of what was added before the first
year are not known and not counted. Source of every price: the row of the table ``packs`` that comes with each line.

What people pay into a fund is a rule, too: its payer is ``contributions``, and it is income, no cost.

A quantity nobody gave is unknown, never zero: its lines have no amount and say ``quantity_unknown``. Without the base of
a share its cap stands in, an upper bound; where all who qualify claim, the quantity is one, too (``policy.scenario.bounds``).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from policy.scenario.bounds import bound_of

Array = npt.NDArray[np.float64]

DAYS, MONTHS = 365, 12
# How often a year an amount in this unit is paid.
TIMES_A_YEAR = {
    "yuan": 1,
    "yuan_per_bed": 1,
    "yuan_per_day": DAYS,
    "yuan_per_bed_day": DAYS,
    "yuan_per_month": MONTHS,
    "yuan_per_bed_month": MONTHS,
    "yuan_per_person_month": MONTHS,
    "yuan_per_year": 1,
    "yuan_per_bed_year": 1,
    "yuan_per_person_year": 1,
}
ONCE = ("yuan", "yuan_per_bed")
# How often a year the price that a share is taken of is paid: fees a month, investments once.
BASES = {
    "institution_fee": MONTHS,
    "ward_fee": MONTHS,
    "home_fee": MONTHS,
    "home_investment": 1,
    "centre_investment": 1,
    "small_home_investment": 1,
}
# Why a line is not exact, by the comparator of its price; a person pays what the payer's share leaves.
BOUNDS = {">=": "minimum", ">": "minimum", "<=": "maximum", "<": "maximum"}
LEFT = {"minimum": "maximum", "maximum": "rest"}
CLAIMED = "claim_share"
NOT_BORROWED = {"borrowed_by": "", "scale": 1.0, "scaled_by": ""}
CITATION = ["document", "clause", "as_printed", "grade", "fact"]
PUBLIC = ("fiscal", "fund")
CONTRIBUTIONS = "contributions"
ADDED = ("beds_added", "nursing_beds_added", "other_beds_added")
STANDING = ("beds", "nursing_beds", "other_beds")
LONGEST_PAID = 10  # years after a bed was added in which it may still be paid for
WHOSE = ["pack", "place", "borrowed_by", "scale", "scaled_by", "rule", "name_zh", "name_en"]


@dataclass(frozen=True)
class Terms:
    """The choices that prices are worked out under.

    ``portions`` in percent by assumption (``leased_share`` …); ``bases`` in yuan a month for fees and in yuan for
    investments, where known; ``growth`` of prices and ``inflation`` in percent a year, from ``base_year`` on;
    ``after_end`` says whether a price whose last year has passed stops or continues.
    """

    base_year: int
    portions: Mapping[str, float]
    bases: Mapping[str, float]
    growth: float = 0.0
    inflation: float = 0.0
    after_end: Literal["stops", "continues"] = "stops"


Value = dict[str, Any]


@dataclass(frozen=True)
class _Rule:
    """One rule of a pack: what all its rows share, and its values by part, in their order."""

    about: Value
    parts: dict[str, list[Value]]


@dataclass(frozen=True)
class _Line:
    """What one payer pays under one rule: units ``[..., T]``, yuan a unit and year ``[T]``, and why that is not exact."""

    about: Value
    payer: str
    units: Array
    price: Array
    reasons: frozenset[str]

    def nominal(self) -> Array:
        """Return yuan, ``[..., T]``; zero where the price does not hold, even of what is unknown."""
        return np.where(self.price == 0, 0.0, self.units * self.price)


def borrow(pack: pd.DataFrame, place: str, *, scale: float = 1.0, scaled_by: str = "") -> pd.DataFrame:
    """Return a pack for another place's people; its place, documents and clauses travel with it.

    Args:
        pack: rows of the table ``packs``.
        place: adcode of the place that borrows.
        scale: factor on every amount in yuan, such as the ratio of average wages; shares stay.
        scaled_by: what the factor stands for; needed unless it is 1.

    Raises:
        ValueError: a factor that is not above 0, or one without its reason.
    """
    if not (np.isfinite(scale) and scale > 0):
        raise ValueError(f"borrow: the scale is {scale:g}; give a factor above 0")
    if scale != 1 and not scaled_by:
        raise ValueError(
            f"borrow: prices scaled by {scale:g} need their reason; say in scaled_by what the factor stands for"
        )
    return pack.assign(borrowed_by=place, scale=scale, scaled_by=scaled_by)


def apply(pack: pd.DataFrame, quantities: Mapping[str, Array], years: npt.ArrayLike, terms: Terms) -> pd.DataFrame:
    """Return the yearly cost lines of a pack, one row a line and year.

    Columns: ``line`` (pack/rule/payer), ``year``, ``payer`` (fiscal, fund or person), ``units`` (persons, beds or
    facilities), ``price`` (yuan a unit and year), ``nominal`` and ``real`` (yuan; of the base year), ``bound`` and ``why`` (words of
    ``policy.scenario.bounds``), ``reason`` (empty, quantity_unknown or base_unknown), whose policy it is, and its citation.

    Args:
        pack: rows of the table ``packs``, or of ``borrow``.
        quantities: persons, beds and facilities by the words of the list ``pack_count``, ``[T]``; those not given are
            unknown.
        years: calendar years, ``[T]``, each one year after the one before.
        terms: portions, bases, growth and what happens after a price's last year.

    Raises:
        ValueError: an empty pack, years that do not follow each other, a quantity of another length, a portion nobody
            gave or outside 0–100 percent, a unit without a conversion.
    """
    when = _years(years)
    lines = list(_lines(pack, quantities, when, terms))
    nominal = np.stack([line.nominal() for line in lines])
    if nominal.ndim != 2:
        raise ValueError(f"apply: quantities of shape {nominal.shape[1:]} for {len(when)} years; use totals for draws")
    units = np.stack([line.units for line in lines])
    columns: dict[str, Any] = {column: [line.about[column] for line in lines] for column in (*WHOSE, *CITATION)}
    columns["line"] = [f"{line.about['pack']}/{line.about['rule']}/{line.payer}" for line in lines]
    columns |= {"payer": [line.payer for line in lines], "bound": [bound_of(line.reasons) for line in lines]}
    columns["why"] = [";".join(sorted(line.reasons)) for line in lines]
    found = pd.DataFrame({name: np.repeat(np.asarray(column), len(when)) for name, column in columns.items()})
    reason = np.select([~np.isnan(nominal), np.isnan(units)], ["", "quantity_unknown"], "base_unknown")
    return found.assign(
        year=np.tile(when, len(lines)),
        units=units.ravel(),
        price=np.concatenate([line.price for line in lines]),
        nominal=nominal.ravel(),
        real=(nominal / _grown(terms.inflation, when, terms.base_year)).ravel(),
        reason=reason.ravel(),
    )


def totals(pack: pd.DataFrame, quantities: Mapping[str, Array], years: npt.ArrayLike, terms: Terms) -> dict[str, Array]:
    """Return nominal yuan by payer, ``[..., T]``, for quantities with leading axes (draws, places).

    A payer's total is NaN in a year when one of its lines is unknown.

    Raises:
        ValueError: as for ``apply``.
    """
    when = _years(years)
    found: dict[str, Array] = {}
    for line in _lines(pack, quantities, when, terms):
        found[line.payer] = found.get(line.payer, np.zeros(when.shape)) + line.nominal()
    return found


def counting(pack: pd.DataFrame, counts: tuple[str, ...]) -> pd.DataFrame:
    """Return the rules of a pack that count nothing but these words of the list ``pack_count``."""
    return pack[[set(cell.split(";")) <= set(counts) for cell in pack["counts"]]]


def price_of_added(
    pack: pd.DataFrame, years: npt.ArrayLike, nursing_share: npt.ArrayLike, terms: Terms
) -> tuple[npt.NDArray[np.float64], str]:
    """Return what budget and fund pay for one bed added in each year, instalments included, yuan ``[T]``, and its bound.

    Costs are linear in the beds added: y(t) beds a year cost Σ_t y(t) · price(t) in all.

    Args:
        pack: rows of the table ``packs``, or of ``borrow``; only rules that count added beds are used.
        years: calendar years, ``[T]``, each one year after the one before.
        nursing_share: nursing beds for each bed added, in all years or in each, ``[T]``; above 1 where other beds are made over.
        terms: as for ``apply``.

    Raises:
        ValueError: as for ``apply``.
    """
    when = _years(years)
    rules = counting(pack, ADDED)
    if rules.empty:
        return np.zeros(len(when)), "="
    paid_in = np.arange(when[0], when[-1] + 1 + LONGEST_PAID)
    one = np.eye(len(when), len(paid_in))
    quantities = {"beds_added": one, "nursing_beds_added": np.asarray(nursing_share)[..., None] * one}
    quantities["other_beds_added"] = np.maximum(one - quantities["nursing_beds_added"], 0)
    lines = [line for line in _lines(rules, quantities, paid_in, terms) if line.payer in PUBLIC]
    amounts = [line.nominal().sum(axis=-1) for line in lines]
    paying = [line.reasons for line, amount in zip(lines, amounts, strict=True) if amount.any()]
    return np.sum(amounts, axis=0), bound_of(frozenset().union(*paying))


def reasons(
    pack: pd.DataFrame, quantities: Mapping[str, Array], years: npt.ArrayLike, terms: Terms, payers: tuple[str, ...]
) -> list[frozenset[str] | None]:
    """Return why what some payers pay together is not exact in each year, or None where no quantity of any is known.

    A line left out, as its quantity is not known, is a reason, too (``policy.scenario.bounds``).

    Args:
        pack: rows of the table ``packs``, or of ``borrow``.
        quantities: as for ``apply``.
        years: calendar years, ``[T]``, each one year after the one before.
        terms: as for ``apply``.
        payers: whose lines are added up.

    Raises:
        ValueError: as for ``apply``.
    """
    when = _years(years)
    lines = [line for line in _lines(pack, quantities, when, terms) if line.payer in payers]
    if not lines:
        return [frozenset()] * len(when)
    found: list[frozenset[str] | None] = []
    for amounts in np.stack([line.nominal() for line in lines], axis=-1):
        known = ~np.isnan(amounts)
        paying = [line.reasons for line, pays in zip(lines, known & (amounts != 0), strict=True) if pays]
        left_out = frozenset() if known.all() else frozenset({"left_out"})
        found.append(left_out.union(*paying) if known.any() else None)
    return found


def paid_once(rule: pd.DataFrame) -> bool:
    """Tell whether a rule (its rows of a pack) pays once for what it counts, if in instalments, and not year by year."""
    if "duration" in set(rule["part"]):
        return False
    money = rule[rule["unit"].isin(list(TIMES_A_YEAR))]
    return bool(money["unit"].isin(ONCE).all()) if len(money) else BASES.get(str(rule["base"].iloc[0]), 0) == 1


def by_payer(lines: pd.DataFrame) -> pd.DataFrame:
    """Return nominal and real yuan by year and payer: the sum of the known lines, and the number of ``unknown`` ones."""
    grouped = lines.assign(unknown=lines["nominal"].isna()).groupby(["year", "payer"], as_index=False)
    return grouped[["nominal", "real", "unknown"]].sum()


def _lines(pack: pd.DataFrame, quantities: Mapping[str, Array], years: Array, terms: Terms) -> Iterator[_Line]:
    """Yield what each payer pays under each rule, rules in the order of the pack."""
    for rule in _rules(pack):
        units = _units(rule, quantities, years, terms)
        price, rest, bound = _price(rule, years, terms)
        portions = rule.about["portions"].split(";")
        claims = {"claims"} if CLAIMED in portions and terms.portions[CLAIMED] == 100 else set[str]()
        yield _Line(rule.about, rule.about["payer"], units, price, frozenset(claims | {bound} - {""}))
        if rest is not None:
            yield _Line(rule.about, "person", units, rest, frozenset(claims | {LEFT.get(bound, "")} - {""}))


def _rules(pack: pd.DataFrame) -> Iterable[_Rule]:
    """Return the pack's rules in their order."""
    if pack.empty:
        raise ValueError("costs: the policy pack has no rows; choose one that the table packs holds")
    found: dict[tuple[str, str], _Rule] = {}
    names = [str(name) for name in pack.columns]
    # Each lever reads the pack anew: as one array, for pandas' own records take ten times as long.
    for row in pack.to_numpy(dtype=object).tolist():
        own = NOT_BORROWED | dict(zip(names, row, strict=True))
        rule = found.setdefault((own["pack"], own["rule"]), _Rule(own, {}))
        rule.parts.setdefault(own["part"], []).append(own)
    return found.values()


def _units(rule: _Rule, quantities: Mapping[str, Array], years: Array, terms: Terms) -> Array:
    """Return the units paid for in each year, ``[..., T]``; NaN where a quantity is not given or not known."""
    counted = np.zeros(years.shape)
    for name in rule.about["counts"].split(";"):
        quantity = np.asarray(quantities.get(name, np.full(years.shape, np.nan)), dtype=float)
        if quantity.shape[-1:] != years.shape:
            raise ValueError(
                f"{_named(rule.about)}: {name} has shape {quantity.shape}; its last axis must be the {len(years)} years"
            )
        counted = counted + quantity
    for portion in filter(None, rule.about["portions"].split(";")):
        counted = counted * _portion(rule.about, portion, terms)
    return _spread(counted, rule)


def _portion(about: Value, portion: str, terms: Terms) -> float:
    name = portion.removeprefix("-")
    if name not in terms.portions:
        raise ValueError(f"{_named(about)}: the assumption {name} is not given; add it to portions, in percent")
    percent = terms.portions[name]
    if not 0 <= percent <= 100:
        raise ValueError(
            f"{_named(about)}: the assumption {name} is {percent:g}; it must lie between 0 and 100 percent"
        )
    return (100 - percent if portion.startswith("-") else percent) / 100


def _spread(added: Array, rule: _Rule) -> Array:
    """Return what is paid for in each year: instalments of what was added in it and before, or all of the last years.

    Of what stands, a duration pays for all of the first years, and then for what came in the last ones.
    """
    if "duration" in rule.parts:
        years = int(rule.parts["duration"][0]["value"])
        if not rule.about["counts"].endswith("_added"):
            older = np.zeros_like(added)
            older[..., years:] = added[..., :-years]
            return np.maximum(added - older, 0)
        weights = [1.0] * years
    else:
        instalments = sorted(rule.parts.get("instalment", []), key=lambda value: value["order"])
        weights = [value["value"] / 100 for value in instalments]
    if not weights:
        return added
    paid = np.zeros_like(added)
    for later, weight in enumerate(weights[: added.shape[-1]]):
        paid[..., later:] += weight * added[..., : added.shape[-1] - later]
    return paid


def _price(rule: _Rule, years: Array, terms: Terms) -> tuple[Array, Array | None, str]:
    """Return yuan a unit and year that the payer pays, what is left to the person (with a share), ``[T]``, and why that is no exact price."""
    growth = _grown(terms.growth, years, terms.base_year) * rule.about["scale"]
    held = {part: _in_force(values, years, terms) for part, values in rule.parts.items()}
    if "price" in held:
        factor = (1 + np.nan_to_num(held.get("uplift", 0.0)) / 100) * held.get("ratio", 100.0) / 100
        return np.nan_to_num(held["price"] * factor * growth), None, _bound(rule.parts["price"])
    cap = held["cap"] * growth if "cap" in held else np.full(years.shape, np.inf)
    if "share" not in held:
        return np.nan_to_num(cap), None, "maximum"
    applies = ~np.isnan(held["share"])
    if rule.about["base"] not in terms.bases:
        return np.where(applies, np.where(np.isfinite(cap), cap, np.nan), 0.0), None, "maximum"
    base = terms.bases[rule.about["base"]] * BASES[rule.about["base"]] * _grown(terms.inflation, years, terms.base_year)
    paid = np.where(applies, np.fmin(held["share"] / 100 * base, cap), 0.0)
    return paid, np.where(applies, base - paid, 0.0), _bound(rule.parts["share"])


def _bound(values: list[Value]) -> str:
    return BOUNDS.get(values[0]["comparator"], "")


def _in_force(values: list[Value], years: Array, terms: Terms) -> Array:
    """Return the value that holds in each year, money in yuan a year, ``[T]``; NaN where none holds."""
    found = np.full(years.shape, np.nan)
    ends = [np.inf if pd.isna(value["until"]) else value["until"] for value in values]
    for value, last in zip(values, ends, strict=True):
        begins = -np.inf if pd.isna(value["from"]) else value["from"]
        until = np.inf if terms.after_end == "continues" and last == max(ends) else last
        found[(years >= begins) & (years <= until)] = value["value"] * _times(value)
    return found


def _times(value: Value) -> float:
    """Return how often a year an amount is paid; 1 for a share and a number of years."""
    if value["unit"] in ("percent", "years"):
        return 1
    if value["unit"] not in TIMES_A_YEAR:
        raise ValueError(
            f"{_named(value)}: no conversion of {value['unit']} to yuan a year; use one of {', '.join(TIMES_A_YEAR)}"
        )
    return TIMES_A_YEAR[value["unit"]]


def _grown(percent: float, years: Array, base_year: int) -> Array:
    return (1 + percent / 100) ** np.maximum(years - base_year, 0)


def _years(years: npt.ArrayLike) -> Array:
    when = np.asarray(years)
    if when.ndim != 1 or not len(when) or (np.diff(when) != 1).any():
        raise ValueError("costs: years must be a row of calendar years, each one year after the one before")
    return when


def _named(about: Value) -> str:
    return f"{about['pack']}/{about['rule']}"
