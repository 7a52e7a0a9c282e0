"""Values of a map's units with their hover texts, and the counts drawn as circles."""

import datetime as dt

import pandas as pd

from charts.theme import STATUS
from i18n.numbers import percent, with_unit
from i18n.texts import translator
from loaders.boundaries import NATION
from policy.calendar import CENSUS_2020
from policy.gaps import STATUSES
from policy.map_values import (
    CHANGE,
    CIRCLE_TOPICS,
    SHARES,
    SILENT,
    counts,
    gap_values,
    population_values,
    silent_share,
    status_values,
    topic_values,
)
from policy.peers import changed_places
from policy.text import Amount
from views import edition, targets
from views.edition import kept
from views.facts import hover_texts, topic_names
from views.map import batches as batch_rows
from views.places import mapped, unit_names
from views.words import amount_text, period_text, value_text, year_text

LEAST_PLACES = 5


def areas(variable: str, view: str, points: pd.DataFrame, today: dt.date, lang: str, batches: str = "") -> pd.DataFrame:
    """Return one row a unit: ``place``, ``value``, ``text``, ``hover``, ``ref`` (its code, or of a batch's value the record), ``state``.

    Args:
        variable: a share of people, their change, the share of silent targets, or a topic.
        view: ``value``, ``gap`` (to the nation's newest target) or ``status`` (of the place's own newest target).
        points: the units (``loaders.map_files.label_points``).
        today: the day that statuses are asked for.
        lang: the viewer's language.
        batches: ``batch_rows.state``, for a number of a batch.
    """
    _ = translator(lang)
    names = unit_names(points, lang)
    if view == "status":
        found = _statuses(variable, today, lang)
    elif view == "gap":
        found = _gaps(variable, list(names), lang)
    elif variable in SHARES or variable == CHANGE:
        found = _people(variable, lang)
    elif variable in batch_rows.VARIABLES:
        found = batch_rows.mapped(batches, variable, lang)
    elif variable == SILENT:
        found = _silent(today, lang)
    else:
        found = _results(variable, list(names), lang)
    empty = {"value": float("nan"), "text": "", "hover": "", "state": "no_data"}
    frame = pd.DataFrame({"place": list(names), "ref": list(names), **empty}).set_index("place")
    found = found[found.index.isin(frame.index)]
    for column in found.columns:
        frame.loc[found.index, column] = found[column]
    frame = frame.reset_index()
    missing = _("no data")
    plain = [
        f"<b>{names[code]}</b><br>{text or missing}" for code, text in zip(frame["place"], frame["text"], strict=True)
    ]
    return frame.assign(hover=frame["hover"].where(frame["hover"] != "", plain))


def _people(variable: str, lang: str) -> pd.DataFrame:
    _ = translator(lang)
    values = population_values(edition.table("population"), edition.table("population_totals"), variable)
    unit = "percentage_points" if variable == CHANGE else "percent"
    source = _("census 2020 less 2010") if variable == CHANGE else _("census of 1 Nov 2020")
    texts = [f"{amount_text(Amount(round(float(value), 2), unit), lang)} · {source}" for value in values]
    frame = pd.DataFrame({"value": values, "state": "value", "text": texts})
    if variable == CHANGE:  # two territories have no change
        odd = frame.index.isin(changed_places(edition.table("hindcast_places")))
        frame.loc[odd, "state"] = "not_comparable"
        frame.loc[odd, "text"] += " · " + _("boundaries changed, not compared")
    return frame


def _silent(today: dt.date, lang: str) -> pd.DataFrame:
    _ = translator(lang)
    found = silent_share(targets.assessed(today))
    texts = [
        _("{silent} of {targets} own targets").format(silent=row.silent, targets=row.targets)
        for row in found.itertuples()
    ]
    return pd.DataFrame({"value": found["share"], "state": "value", "text": texts})


def _results(topic: str, places: list[str], lang: str) -> pd.DataFrame:
    found = topic_values(edition.described(), topic, places).set_index("place", drop=False)
    texts = [f"{value_text(row, lang)} · {year_text(row, lang)}" for _index, row in found.iterrows()]
    state = found["odd"].map({True: "not_comparable", False: "value"})
    hover = hover_texts(found, lang)
    return pd.DataFrame({"value": found["value"], "state": state, "text": texts, "hover": hover}, index=found.index)


def _gaps(topic: str, places: list[str], lang: str) -> pd.DataFrame:
    _ = translator(lang)
    found = gap_values(edition.described(), topic, places).set_index("place", drop=False)
    unit = gap_unit(topic)
    texts = [
        _("{gap} short of {target} by {year}; {value} in {result_year}").format(
            gap=amount_text(Amount(round(row["gap"], 2), unit), lang, exact=False),
            target=amount_text(Amount(row["target_value"], row["unit"]), lang),
            year=row["target_year"],
            value=value_text(row, lang),
            result_year=year_text(row, lang),
        )
        for _index, row in found.iterrows()
    ]
    state = found["odd"].map({True: "not_comparable", False: "value"})
    return pd.DataFrame({"value": found["gap"], "state": state, "text": texts}, index=found.index)


def _statuses(topic: str, today: dt.date, lang: str) -> pd.DataFrame:
    found = status_values(targets.assessed(today), topic).set_index("place", drop=False)
    texts = [
        f"{targets.status_name(row['status'], lang)} · {value_text(row, lang)} · {period_text(row, lang)}"
        for _index, row in found.iterrows()
    ]
    value = found["status"].map({status: at for at, status in enumerate(STATUSES)}).astype("float64")
    return pd.DataFrame({"value": value, "state": "value", "text": texts}, index=found.index)


def views(variable: str, points: pd.DataFrame, today: dt.date, lang: str) -> dict[str, str]:
    """Return what can be shown of a variable on a map: its value, and gap and status where a unit has one."""
    _ = translator(lang)
    named = {"value": _("Result"), "gap": _("Gap to the national target"), "status": _("Status of own target")}
    if variable in SHARES or variable in (CHANGE, SILENT, *batch_rows.VARIABLES):
        return {"value": named["value"]}
    codes = points["place"].tolist()
    gaps = gap_values(edition.described(), variable, codes)
    status = status_values(targets.assessed(today), variable)
    known = {"value": True, "gap": bool(len(gaps)), "status": bool(status["place"].isin(codes).any())}
    return {view: name for view, name in named.items() if known[view]}


def gap_unit(topic: str) -> str:
    """Return the unit of a topic's gap."""
    unit = _unit(topic)
    return "percentage_points" if unit == "percent" else unit


def _unit(topic: str) -> str:
    facts = edition.described()
    return str(facts.loc[facts["topic"] == topic, "unit"].iloc[0])


def status_colours(lang: str) -> tuple[tuple[str, str], ...]:
    """Return name and colour of every status, in the order of the values of a status map."""
    return tuple((targets.status_name(status, lang), STATUS[status]) for status in STATUSES)


def circles(what: str, points: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return counts as circles: residents aged 60+, or a stock of beds or homes."""
    names = unit_names(points, lang)
    if what in CIRCLE_TOPICS:
        found = topic_values(edition.described(), what, list(names)).query("not odd").set_index("place")
        values = found["value"]
        texts = {place: f"{value_text(row, lang)} · {year_text(row, lang)}" for place, row in found.iterrows()}
    else:
        values = counts(edition.table("population"), edition.table("population_totals"), 60, CENSUS_2020)
        texts = {place: with_unit(value, "persons", lang) for place, value in values.items()}
    frame = points[points["place"].isin(values.index)][["place", "lon", "lat"]].copy()
    frame["value"] = frame["place"].map(values)
    frame["text"] = [texts[place] for place in frame["place"]]
    frame["hover"] = [f"<b>{names[place]}</b><br>{texts[place]}" for place in frame["place"]]
    return frame.assign(ref=frame["place"]).reset_index(drop=True)


@kept
def variable_names(lang: str, batches: str = "") -> dict[str, str]:
    """Return the names of what a map can show: shares of people, their change, numbers of batches, every topic with a result."""
    _ = translator(lang)
    people = {
        "share60": _("Share of residents aged 60+"),
        "share65": _("Share of residents aged 65+"),
        "share80": _("Share of residents aged 80+"),
        CHANGE: _("Change of the share aged 60+, 2010–2020"),
        SILENT: _("Own targets past their deadline without a result, share"),
    }
    people |= batch_rows.names(batches, lang) if batches else {}
    facts = edition.described()
    results = facts[(facts["kind"] == "achieved") & (facts["subject"] == "") & (facts["measure"] == "level")]
    known = (
        results[~results["domain"].isin(["population"])]
        .groupby("topic")["place"]
        .nunique()
        .sort_values(ascending=False)
    )
    names = topic_names(lang)
    return people | {str(topic): str(names[topic]) for topic in known[known >= LEAST_PLACES].index}


def number_text(variable: str, view: str, lang: str, value: float) -> str:
    """Return a value in words for the legend."""
    if variable in SHARES or variable == SILENT:
        return percent(round(value, 2), lang)
    if variable in batch_rows.VARIABLES:
        return batch_rows.value_words(variable, value, lang)
    unit = "percentage_points" if variable == CHANGE else gap_unit(variable) if view == "gap" else _unit(variable)
    return amount_text(Amount(round(value, 2), unit), lang, exact=False)


@kept
def circle_names(lang: str) -> dict[str, str]:
    """Return the names of what circles can show, nothing first."""
    _ = translator(lang)
    named = variable_names(lang)
    counts_of = {topic: named[topic] for topic in CIRCLE_TOPICS if topic in named}
    return {"none": _("nothing"), "pop60": _("Residents aged 60+ (count)")} | counts_of


def areas_of(level: str, lang: str) -> dict[str, str]:
    """Return the areas whose units of a level a map can show, by code; none for provinces, which are shown all."""
    _ = translator(lang)
    whole = {"province": {}, "prefecture": {NATION: _("the whole nation")}, "county": {}}
    above = {"prefecture": "province", "county": "prefecture"}.get(level)
    owners = mapped()[mapped()["level"] == above]
    divided = set(mapped().loc[mapped()["level"] == level, "parent"])
    names = unit_names(owners, lang)
    return whole[level] | {code: name for code, name in names.items() if code in divided}


def circle_text(what: str, lang: str, value: float) -> str:
    """Return a count in words for the key of the circles."""
    unit = "persons" if what not in CIRCLE_TOPICS else ("institutions" if what == "care_institutions" else "beds")
    return with_unit(value, unit, lang)
