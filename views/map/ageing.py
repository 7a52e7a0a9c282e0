"""Numbers that the map shows over the years: counted by a census, then as the standard batch has them (table ``ageing``).

Of counties the table says nothing: what is beyond their census comes from a batch of theirs on disk (``batches``), where there is one.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from i18n.numbers import number
from i18n.texts import translator
from loaders.geography.layers import Level
from policy.calendar import CENSUS_2010, CENSUS_2020
from policy.derived import Derived, census_refs
from policy.map_values import SHARES, population_values
from policy.peers import changed_places
from policy.refs import parts_of, ref
from policy.text import N_, Amount, Name, Text
from views import edition
from views.cautions import changed, missed
from views.edition import kept, kept_up_to
from views.map import batches
from views.map.units import Units
from views.places import mapped, mapped_names, place_names
from views.scenario.standing import COUNTED_AT, counted_stock, old
from views.words import amount_text

SHORT = "beds_short"
# Variable of the map: its unit, the first year it is projected for, and its name. Bar the last they are columns of ``ageing``.
VARIABLES = {
    "share60": ("percent", 2021, N_("Share of residents aged 60+")),
    "share80": ("percent", 2021, N_("Share of residents aged 80+")),
    "growth60": ("percent", 2021, N_("Growth of residents aged 60+ since 2020")),
    "beds_rate": ("beds_per_1000", 2020, N_("Beds needed at current use per 1,000 aged 60+")),
    SHORT: ("beds_per_1000", COUNTED_AT, N_("Beds short of current use per 1,000 aged 60+")),
}
CENSUSES = {2010: CENSUS_2010, 2020: CENSUS_2020}
STOPS = (2010, 2020, 2025, 2030, 2035, 2040, 2045, 2050)  # at which the map halts a moment while it plays
USUAL = {"share60": 2020, "share80": 2020}
USUAL_PROJECTED = 2035
COLOURS = 6
PEOPLE = N_(
    "{what} in {year}, {place}: central path of a cohort-component projection from the census of 1 Nov 2020 to 1 Nov {year} "
    "(run {run}); 80% of {draws} draws lie between {low} and {high}; a projection, not a forecast"
)
BEDS = N_(
    "{what} in {year}, {place}: central path of a cohort-component projection from the census of 1 Nov 2020 to 1 Nov {year} "
    "(run {run}), current use of institutions going on at the target occupancy; 80% of {draws} draws lie between {low} and {high}; a projection, not a forecast"
)
LACKING = N_(
    "{what} in {year}, {place}: {need} beds needed at current use (run {run}), less {stock} beds of institutions counted in {counted}, "
    "per 1,000 of {people} residents aged 60+; below zero, more stand than are needed; a projection, not a forecast"
)
# The assumptions behind the beds that are needed at current use.
CARE = ("use_slope", "use_trend", "sd_use", "occupancy")
DRAWS = 1000  # of the standard batch


def covers(variable: str) -> bool:
    """Tell whether a variable of the map has a value a year."""
    return variable in VARIABLES


def name_of(variable: str, lang: str) -> str:
    """Return the name of a variable."""
    return translator(lang)(VARIABLES[variable][2])


def names(lang: str) -> dict[str, str]:
    """Return the names of the variables."""
    return {variable: name_of(variable, lang) for variable in VARIABLES}


def unit(variable: str) -> str:
    """Return the unit of a variable."""
    return VARIABLES[variable][0]


@kept
def projected(level: Level, at: str) -> pd.DataFrame:
    """Return the rows of ``ageing`` for a level, with ``run`` and ``draws``; of counties those of their newest batch, and no row without one.

    Args:
        level: of the units.
        at: ``batches.state``, for counties.
    """
    if level == "county":
        return batches.runs(at).rows
    return edition.table("ageing").assign(run=batches.STANDARD, draws=DRAWS)


@kept
def by_year(variable: str, level: Level, at: str) -> pd.DataFrame:
    """Return the values of a variable by place of a level (index: adcode) and year (columns), as far as they are known.

    Raises:
        BoundariesUnreadable: the map files have not been built.
    """
    first = VARIABLES[variable][1]
    rows = projected(level, at)
    rows = rows[rows["year"] >= first]
    if variable == SHORT:
        needed = _wide(rows, "beds_rate")
        beds = {place: _stock(place) for place in map(str, needed.index)}
        stock = pd.Series(beds, dtype="float64").dropna()
        found = (needed - (1000 / _wide(rows, "age60")).mul(stock, axis="index")).loc[stock.index]
    else:
        found = _wide(rows, variable)
    if variable in SHARES:
        counted = {year: _counted(variable, year) for year in CENSUSES}
        found = pd.DataFrame(counted).join(found, how="outer")
    here = mapped().loc[mapped()["level"] == level, "place"]
    return found[found.index.isin(here)].dropna(axis="columns", how="all").round(2)


def _wide(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    return rows.pivot_table(index="place", columns="year", values=column).astype("float64")


@kept_up_to(20, of=("population", "population_totals", "hindcast_places"))
def _counted(variable: str, year: int) -> pd.Series:
    """Return the shares of a census; in 2010 not of places that have other boundaries since."""
    tables = edition.table("population"), edition.table("population_totals")
    found = population_values(*tables, variable, CENSUSES[year])
    return found if year == max(CENSUSES) else found.drop(_moved(), errors="ignore")


def _moved() -> list[str]:
    return sorted(changed_places(edition.table("hindcast_places")))


def _stock(place: str) -> float | None:
    """Return the beds of institutions that stand, by a count that is young enough for it."""
    count = counted_stock(place).get("stock")
    return None if count is None or old(count) else float(count["value"])


def years(variable: str, level: Level, at: str) -> tuple[int, ...]:
    """Return the years for which a variable has a value anywhere at a level."""
    return tuple(int(year) for year in by_year(variable, level, at).columns)


def usual_year(variable: str, known: tuple[int, ...]) -> int:
    """Return the year that is shown first of those known."""
    return min(known, key=lambda year: abs(year - USUAL.get(variable, USUAL_PROJECTED)))


@kept
def borders(variable: str, level: Level, at: str) -> tuple[float, ...]:
    """Return the borders between the classes of colour, the same for all years: whole numbers between which about as many values lie.

    Where values have either sign, zero is one of them.
    """
    found = by_year(variable, level, at)
    values = found[[year for year in found if year in STOPS]].to_numpy()
    values = values[np.isfinite(values)]
    edges = {float(edge) + 0.0 for edge in np.round(np.quantile(values, np.linspace(0, 1, COLOURS + 1)[1:-1]))}
    if values.min() < 0 < values.max():
        edges.add(0.0)
    return tuple(sorted(edges))


def value_words(variable: str, value: float, lang: str) -> str:
    """Return a value of a variable in words."""
    return amount_text(_amount(variable, value), lang, exact=False)


def _amount(variable: str, value: float) -> Amount:
    return Amount(round(float(value), 1), unit(variable))


def is_counted(variable: str, year: int) -> bool:
    """Tell whether the values of a year are those of a census."""
    return variable in SHARES and year in CENSUSES


def when(variable: str, year: int, lang: str) -> str:
    """Return a year with what its values are: of a census, or projected."""
    _ = translator(lang)
    told = _("{year} (census)") if is_counted(variable, year) else _("{year} (projected)")
    return told.format(year=year)


def values(variable: str, year: int, shown: Units, at: str) -> pd.DataFrame:
    """Return value, state, text and reference of a year by place (index: adcode).

    A reference is that of a record, and of a census' value the place.
    """
    _ = translator(shown.lang)
    known = by_year(variable, shown.level, at)
    if year not in known:
        return pd.DataFrame(columns=["value", "state", "text", "ref"])
    own = known[year].dropna()
    own = own[own.index.isin(list(shown.names))]
    if is_counted(variable, year):
        return _of_census(year, own, shown)
    rows = projected(shown.level, at)
    rows = rows[rows["year"] == year].set_index("place")
    fell_outside, grew = missed(), changed()
    edges = [] if variable == SHORT else [rows[f"{variable}_{end}"] for end in ("low", "high")]
    texts = []
    for place, value in zip(map(str, own.index), own, strict=True):
        lines = [value_words(variable, value, shown.lang)]
        if edges:
            low, high = (value_words(variable, float(edge[place]), shown.lang) for edge in edges)
            lines.append(f"{_('80% band')}: {low} – {high}")
        lines.append(when(variable, year, shown.lang))
        if place in fell_outside:
            lines.append(_("caution: outside its 80% band when tested from 2010"))
        if place in grew.index:
            lines.append(_("caution: founded, doubled or with other boundaries since 2010"))
        texts.append("<br>".join(lines))
    refs = [ref("ageing", place, variable, year) for place in own.index]
    return pd.DataFrame({"value": own, "state": "value", "text": texts, "ref": refs}, index=own.index)


def _of_census(year: int, own: pd.Series, shown: Units) -> pd.DataFrame:
    _ = translator(shown.lang)
    source = {2010: _("census of 1 Nov 2010"), 2020: _("census of 1 Nov 2020")}[year]
    texts = [f"{amount_text(Amount(round(value, 2), 'percent'), shown.lang)} · {source}" for value in own]
    found = pd.DataFrame({"value": own, "state": "value", "text": texts, "ref": own.index}, index=own.index)
    if year == max(CENSUSES):
        return found
    moved = [place for place in _moved() if place in shown.names]
    told = {"value": float("nan"), "state": "no_data", "text": _("boundaries changed, not compared")}
    return pd.concat([found, pd.DataFrame(told | {"ref": moved}, index=moved)])


def template(variable: str, lang: str) -> str:
    """Return how a value is written with its unit: ``{}`` stands for the number."""
    return value_words(variable, 1.5, lang).replace(number(1.5, lang), "{}")


def record(reference: str) -> Derived:
    """Return the record of a projected value of a place and year.

    Raises:
        KeyError: there is no such place, number or year.
    """
    place, variable, year = parts_of(reference, 3)
    row = _row(place, int(year)) if year.isdecimal() else None
    if row is None or variable not in VARIABLES or row["year"] < VARIABLES[variable][1]:
        raise KeyError(reference)
    names_of = {lang: str(place_names(lang).get(place, mapped_names(lang).get(place, place))) for lang in ("zh", "en")}
    told = {"what": Text(VARIABLES[variable][2]), "place": Name(**names_of), "year": year, "run": str(row["run"])}
    inputs = census_refs(edition.table("population_totals"), place)
    usual = edition.table("assumptions").set_index("assumption")["default"].astype("float64")
    assumed = tuple(ref("assumption", slug, f"{usual[slug]:g}") for slug in CARE)
    if variable == SHORT:
        return _lacking(reference, row, told, (*inputs, *assumed))
    middle, low, high = (_amount(variable, float(row[f"{variable}{end}"])) for end in ("", "_low", "_high"))
    return Derived(
        middle.value,
        middle.unit,
        BEDS if variable == "beds_rate" else PEOPLE,
        told | {"draws": int(row["draws"]), "low": low, "high": high},
        (*inputs, *(assumed if variable == "beds_rate" else ())),
    )


def _row(place: str, year: int) -> Mapping[str, Any] | None:
    for rows in (projected("prefecture", ""), projected("county", batches.state())):
        own = rows[(rows["place"] == place) & (rows["year"] == year)]
        if len(own):
            return {str(name): value for name, value in own.iloc[0].items()}
    return None


def _lacking(reference: str, row: Mapping[str, Any], told: dict[str, Any], inputs: tuple[str, ...]) -> Derived:
    place = str(row["place"])
    count, beds = counted_stock(place).get("stock"), _stock(place)
    if count is None or beds is None:
        raise KeyError(reference)
    people, rate = float(row["age60"]), float(row["beds_rate"])
    found = _amount(SHORT, rate - 1000 * beds / people)
    return Derived(
        found.value,
        found.unit,
        LACKING,
        told
        | {
            "need": Amount(round(rate * people / 1000), "beds"),
            "stock": Amount(round(beds), "beds"),
            "counted": str(int(count["year"])),
            "people": Amount(round(people), "persons"),
        },
        (ref("fact", count["fact"]), *inputs),
    )
