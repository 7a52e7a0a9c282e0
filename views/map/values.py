"""What a map can show, and its values by unit in words: what colours stand for, and the counts drawn as circles."""

import datetime as dt
from functools import partial

import pandas as pd

from charts.maps import Circles, Scale
from charts.theme import STATUS
from i18n.numbers import with_unit
from i18n.texts import translator
from loaders.geography.layers import Level
from policy.calendar import CENSUS_2020
from policy.comparison import SPAN, left_out
from policy.gaps import STATUSES
from policy.map_values import (
    CHANGE,
    SHARES,
    counts,
    gap_values,
    mappable,
    population_values,
    status_values,
    topic_values,
)
from policy.peers import changed_places
from policy.text import Amount, difference_unit
from views import edition, targets
from views.edition import kept
from views.facts import hover_texts, topic_names
from views.map import ageing, programmes
from views.map.units import Units, by_unit
from views.places import mapped
from views.words import amount_text, period_text, say_all, value_text, year_text

LEVELS: tuple[Level, ...] = ("province", "prefecture", "county")
PEOPLE = "pop60"  # residents aged 60+, a count for circles


@kept
def _topics(level: Level, *, counts: bool) -> tuple[str, ...]:
    """Return the topics that a map of a level can show: rates and shares by colour, counts by circles.

    Of counties a map shows those of one city, of which none has as many results as a map needs.
    """
    if level == "county":
        return ()
    found = mappable(edition.described(), mapped().loc[mapped()["level"] == level, "place"].tolist())
    return tuple(found.loc[found["count"] == counts, "topic"])


@kept
def variable_names(lang: str, level: Level | None = None) -> dict[str, str]:
    """Return the names of what a map of a level can show by colour: people over the years, shares, programmes, rates of a topic.

    Without a level, of each what is shown at the level at which it is first shown.
    """
    _ = translator(lang)
    people = ageing.names(lang) | {
        "share65": _("Share of residents aged 65+"),
        CHANGE: _("Change of the share aged 60+, 2010–2020"),
    }
    names = topic_names(lang)
    topics = {topic: str(names[topic]) for topic in _topics(level or "prefecture", counts=False)}
    return people | programmes.variables(lang) | topics


@kept
def levels_of(variable: str, lang: str) -> tuple[Level, ...]:
    """Return the levels at which a map can show a variable."""
    return tuple(level for level in LEVELS if variable in variable_names(lang, level))


def name_of(variable: str, lang: str) -> str:
    """Return the name of what a map shows by colour."""
    return next(names[variable] for level in LEVELS if variable in (names := variable_names(lang, level)))


def view_names(lang: str) -> dict[str, str]:
    """Return the names of what can be shown of a topic."""
    _ = translator(lang)
    return {"value": _("Result"), "gap": _("Gap to national target"), "status": _("Status of local target")}


@kept
def views(variable: str, shown: Units, today: dt.date) -> dict[str, str]:
    """Return the names of what can be shown of a variable: its value, and gap and status where a unit has one."""
    known = {"value"}
    if variable not in (*SHARES, CHANGE, *ageing.VARIABLES) and not programmes.covers(variable):
        if len(gap_values(edition.described(), variable, list(shown.names)).facts):
            known.add("gap")
        if status_values(targets.assessed(today), variable)["place"].isin(list(shown.names)).any():
            known.add("status")
    return {view: name for view, name in view_names(shown.lang).items() if view in known}


@kept
def values(
    variable: str, view: str, shown: Units, today: dt.date, year: int = 0, batches: str = "", span: int = SPAN
) -> pd.DataFrame:
    """Return one row a unit (``by_unit``); its ``ref`` is its code, or of a projected value the record.

    Args:
        variable: people over the years, a share of them, its change, programmes, or a topic.
        view: ``value``, ``gap`` (to the nation's newest target) or ``status`` (of the place's own newest target).
        shown: the units.
        today: the day that statuses are asked for.
        year: of people over the years.
        batches: ``batches.state``, for those of counties.
        span: calendar years of results that stand together; 0 for all.
    """
    lang, codes = shown.lang, list(shown.names)
    if view == "status":
        known = _statuses(variable, today, lang)
    elif view == "gap":
        known = _gaps(variable, codes, lang, span)
    elif ageing.covers(variable):
        known = ageing.values(variable, year, shown, batches)
    elif variable in SHARES or variable == CHANGE:
        known = _people(variable, lang)
    elif programmes.covers(variable):
        known = programmes.values(variable, shown)
    else:
        known = _results(variable, codes, lang, span)
    return by_unit(known, shown)


def _people(variable: str, lang: str) -> pd.DataFrame:
    _ = translator(lang)
    found = population_values(edition.table("population"), edition.table("population_totals"), variable)
    source = _("census 2020 less 2010") if variable == CHANGE else _("census of 1 Nov 2020")
    texts = [f"{number_text(variable, 'value', lang, value)} · {source}" for value in found]
    frame = pd.DataFrame({"value": found, "state": "value", "text": texts})
    if variable == CHANGE:  # two territories have no change
        odd = frame.index.isin(changed_places(edition.table("hindcast_places")))
        frame.loc[odd, "state"] = "not_comparable"
        frame.loc[odd, "text"] += " · " + _("boundaries changed, not compared")
    return frame


def _results(topic: str, codes: list[str], lang: str, span: int) -> pd.DataFrame:
    found = topic_values(edition.described(), topic, codes, span).facts.set_index("place", drop=False)
    return _guarded(found, found["value"], _value_and_year(found, lang)).assign(hover=hover_texts(found, lang))


def _gaps(topic: str, codes: list[str], lang: str, span: int) -> pd.DataFrame:
    found = gap_values(edition.described(), topic, codes, span).facts.set_index("place", drop=False)
    told = translator(lang)("{gap} short of {target} by {year}; {value} in {result_year}")
    texts = [
        told.format(
            gap=number_text(topic, "gap", lang, row["gap"]),
            target=amount_text(Amount(row["target_value"], row["unit"]), lang),
            year=row["target_year"],
            value=value_text(row, lang),
            result_year=year_text(row, lang),
        )
        for _index, row in found.iterrows()
    ]
    return _guarded(found, found["gap"], texts)


def _guarded(found: pd.DataFrame, value: pd.Series, texts: list[str]) -> pd.DataFrame:
    """Return values by place, those of another definition marked."""
    state = found["odd"].map({True: "not_comparable", False: "value"})
    return pd.DataFrame({"value": value, "state": state, "text": texts}, index=found.index)


def _value_and_year(found: pd.DataFrame, lang: str) -> list[str]:
    return [f"{value_text(row, lang)} · {year_text(row, lang)}" for _index, row in found.iterrows()]


def _statuses(topic: str, today: dt.date, lang: str) -> pd.DataFrame:
    found = status_values(targets.assessed(today), topic).set_index("place", drop=False)
    texts = [
        f"{targets.status_name(row['status'], lang)} · {value_text(row, lang)} · {period_text(row, lang)}"
        for _index, row in found.iterrows()
    ]
    value = found["status"].map({status: at for at, status in enumerate(STATUSES)}).astype("float64")
    return pd.DataFrame({"value": value, "state": "value", "text": texts}, index=found.index)


def scale(variable: str, view: str, lang: str, kind: str = "quantile", borders: tuple[float, ...] = ()) -> Scale:
    """Return how the values of a variable become colours, with its name and the words of its legend.

    ``borders`` between the classes are given where they are the same for several maps.
    """
    name = name_of(variable, lang)
    named: tuple[tuple[str, str], ...] = ()
    if view == "status":
        named = tuple((targets.status_name(status, lang), STATUS[status]) for status in STATUSES)
    elif programmes.covers(variable):
        named = programmes.legend(variable, lang)
    return Scale(
        name if view == "value" else f"{name} · {view_names(lang)[view]}",
        partial(number_text, variable, view, lang),
        "continuous" if kind == "continuous" else "quantile",
        diverging=variable == CHANGE or view == "gap",
        named=named,  # in the order of the values
        borders=borders,
    )


def has_scale(variable: str, view: str) -> bool:
    """Tell whether the values are numbers that a scale can class: statuses are none, and some variables have classes of their own."""
    return view != "status" and not programmes.covers(variable) and not ageing.covers(variable)


def number_text(variable: str, view: str, lang: str, value: float) -> str:
    """Return a value in words for the legend."""
    return amount_text(Amount(round(float(value), 2), _unit(variable, view)), lang, exact=False)


def _unit(variable: str, view: str = "value") -> str:
    if ageing.covers(variable):
        return ageing.unit(variable)
    if variable in SHARES:
        return "percent"
    if variable == CHANGE:
        return "percentage_points"
    if variable == PEOPLE:
        return "persons"
    facts = edition.described()
    unit = str(facts.loc[facts["topic"] == variable, "unit"].iloc[0])
    return difference_unit(unit) if view == "gap" else unit


def has_window(variable: str, view: str) -> bool:
    """Tell whether the values are results of several years, of which those of a window stand together."""
    return view != "status" and variable not in (*SHARES, CHANGE) and has_scale(variable, view)


def left_out_text(variable: str, view: str, shown: Units, span: int) -> str:
    """Return which results a map leaves out and why (Markdown); nothing where none is."""
    if not has_window(variable, view):
        return ""
    known = gap_values if view == "gap" else topic_values
    return say_all(left_out(known(edition.described(), variable, list(shown.names), span)), shown.lang)


@kept
def circle_names(lang: str, level: Level) -> dict[str, str]:
    """Return the names of the counts that circles on a map of a level can show, nothing first."""
    _ = translator(lang)
    names = topic_names(lang)
    counted = {topic: str(names[topic]) for topic in _topics(level, counts=True)}
    return {"none": _("nothing"), PEOPLE: _("Residents aged 60+ (count)")} | counted


def circles(what: str, shown: Units) -> Circles | None:
    """Return counts as circles: residents aged 60+, or a count of a topic; nothing where no unit has one."""
    lang = shown.lang

    def text(value: float) -> str:
        return with_unit(value, _unit(what), lang)

    if what != PEOPLE:
        found = topic_values(edition.described(), what, list(shown.names)).standing.set_index("place")
        known = pd.DataFrame({"value": found["value"], "text": _value_and_year(found, lang)})
    else:
        people = counts(edition.table("population"), edition.table("population_totals"), 60, CENSUS_2020)
        known = pd.DataFrame({"value": people, "text": people.map(text)})
    frame = shown.points.loc[shown.points["place"].isin(known.index), ["place", "lon", "lat"]].reset_index(drop=True)
    frame = frame.join(known, on="place").assign(ref=frame["place"])
    hover = [
        f"<b>{shown.names[place]}</b><br>{told}" for place, told in zip(frame["place"], frame["text"], strict=True)
    ]
    return Circles(frame.assign(hover=hover), circle_names(lang, shown.level)[what], text) if len(frame) else None
