"""What the page of gaps shows: targets against results, every status, what has no result, supply, and what cannot be judged."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts.bars import count_bars
from charts.dots import ranked_dots
from charts.dumbbell import dumbbells
from i18n import numbers
from i18n.numbers import unit_name, with_unit
from i18n.texts import translator
from policy.comparability import differences, mixed_sentence
from policy.derived import per_1000_residents_60
from policy.gap_views import (
    among,
    best_peer,
    by_gap,
    by_place,
    dumbbell_order,
    dumbbell_sentence,
    reference_lines,
    silent_sentence,
    status_sentence,
    target_topics,
)
from policy.gaps import STATUSES
from policy.inherited import inherited_on
from policy.matrix import NATION, benchmarks, one_indicator, spread_sentence, targets_and_results
from policy.refs import ref
from policy.refs import refs as refs_of
from policy.text import Amount, difference_unit
from views import edition, places
from views.edition import kept, kept_up_to
from views.facts import benchmark_lines, dot_marks, fact_table, hover_texts, topic_names
from views.older import older_by_year
from views.targets import assessed, status_name, status_names
from views.view import ByCell, Chart, Table, freeze_figure
from views.words import amount_text, column, kind_name, period_texts, printed_texts, say, value_texts, year_texts

ALL = "all"
PEERS = 8
AHEAD = ("on_track", "slow", "lagging", "reversing", "pace_needed")
CANNOT_JUDGE = ("insufficient", "year_redacted", "no_year")
JUDGED = ["fact", "result", "status", "gap", "unit", "gap_units", "base", "base_unit", "required", "year"]

of_day = kept_up_to(40)  # one list of a day takes about a megabyte


@kept
def topics(lang: str) -> dict[str, str]:
    """Return the names of the topics that have a target, by code."""
    names = topic_names(lang)
    return {code: str(names[code]) for code in target_topics(edition.described())}


@kept
def places_of_topic(topic: str, lang: str) -> dict[str, str]:
    """Return the names of the places with a target or result of a topic whose peers are known, all places first."""
    results, targets = results_and_targets(topic, ALL)
    known, names = places.known_traits().index, places.place_names(lang)
    stated = [place for place in dict.fromkeys([*targets["place"], *results["place"]]) if place in known]
    return {ALL: translator(lang)("all places")} | {place: str(names[place]) for place in stated}


@kept
def references(topic: str, like: str, lang: str) -> dict[str, str]:
    """Return the names of the places whose figures may stand as a line of reference, the nation first."""
    results = results_and_targets(topic, like)[0]
    named = dict(zip(results["place"], results[f"place_{lang}"], strict=True))
    return {NATION: translator(lang)("The nation")} | named


@kept
def results_and_targets(topic: str, like: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the results and the targets of a topic: of all places, or of one place and its peers."""
    if like == ALL:
        return targets_and_results(edition.described(), topic)
    results, targets = results_and_targets(topic, ALL)
    stated = tuple(place for place in places_of_topic(topic, "zh") if place != ALL)
    near = [like, *places.alike(like, stated)[:PEERS]]
    return among(results, near), among(targets, near)


@kept
def dumbbell(topic: str, like: str, reference: str, today: dt.date, lang: str) -> Chart | None:
    """Return targets against results of a topic with the lines of a reference; nothing where there is no figure.

    With one place chosen, the targets that it inherits from its province stand beside the nation's.
    """
    _ = translator(lang)
    results, targets = results_and_targets(topic, like)
    if targets.empty and results.empty:
        return None
    lines = benchmark_lines(reference_lines(edition.described(), topic, reference), lang)
    if like != ALL:
        best = benchmark_lines(best_peer(results, like), lang, _("best peer"))
        above = benchmark_lines(inherited_on(edition.described(), topic, like, today), lang, _("target, inherited"))
        lines = pd.concat([lines, above, best], ignore_index=True)
    warning = mixed_sentence(differences(targets))
    marks = [dumbbell_marks(part, lang) for part in (results, targets)]
    legend = {
        "achieved": kind_name("achieved", lang),
        "target": kind_name("target", lang),
        "gap": _("gap"),
        "odd": _("another definition"),
    }
    names = places.place_names(lang)
    order = [str(names[place]) for place in dumbbell_order(results, targets)]
    axis = unit_name(pd.concat([targets, results])["unit"].iloc[0], lang)
    both = pd.concat([results, targets])
    return Chart(
        fact_table(both, lang),
        refs_of("fact", both["fact"]),
        say(dumbbell_sentence(results, targets), lang),
        figure=dumbbells(marks[0], marks[1], lines, order, legend, axis),
        title=_("Target against result: {topic}").format(topic=topics(lang)[topic]),
        warning=say(warning, lang) if warning else "",
    )


def dumbbell_marks(facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return facts as marks of the dumbbell chart; equal values of one place share a mark that names all their years.

    The texts of a place's smallest and largest mark lean outwards, so that they keep apart.
    """
    every = pd.DataFrame(
        {
            "label": facts[f"place_{lang}"],
            "value": facts["value"],
            "worth": value_texts(facts, lang),
            "years": year_texts(facts, lang),
            "hover": hover_texts(facts, lang),
            "odd": facts["odd"],
            "ref": refs_of("fact", facts["fact"]),
        }
    )
    joint = every.groupby(["label", "value"], sort=False, as_index=False).agg(
        {
            "worth": "first",
            "years": lambda years: numbers.listed(years, lang),
            "hover": "<br><br>".join,
            "odd": "first",
            "ref": "first",
        }
    )
    values = joint.groupby("label")["value"]
    end = pd.Series("center", index=joint.index)
    end = end.mask(joint["value"] < values.transform("max"), "left")
    end = end.mask(joint["value"] > values.transform("min"), "right")
    return joint.assign(
        text=[f"{worth} · {years}" for worth, years in zip(joint["worth"], joint["years"], strict=True)], end=end
    )


@kept
def statuses(as_of: dt.date, lang: str) -> dict[str, str]:
    """Return the names of the statuses that a target has on a day, by code, all of them first."""
    found = set(assessed(as_of)["status"])
    named = {code: status_name(code, lang) for code in STATUSES if code in found}
    return {ALL: translator(lang)("All statuses")} | named


@of_day
def of_status(as_of: dt.date, status: str, lang: str) -> Table[ByCell]:
    """Return the targets of a status on a day, or all, the largest gap first; in words, those of every status."""
    found = assessed(as_of)
    listed = by_gap(found[(found["status"] == status) | (status == ALL)])
    sentence = say(status_sentence(found, status_names()), lang)
    return Table(*gap_table(listed, lang, as_of), sentence)


def gap_table(found: pd.DataFrame, lang: str, as_of: dt.date, *, short: bool = False) -> tuple[pd.DataFrame, ByCell]:
    """Return assessed targets as a table to read, with the reference of each cell.

    ``short`` leaves out what says nothing where no result is known.
    """
    _ = translator(lang)
    described = edition.described()
    results = described[described["fact"].isin(found["result"])]
    texts = zip(results["fact"], value_texts(results, lang), period_texts(results, lang), strict=True)
    result_texts = {slug: f"{value} ({period})" for slug, value, period in texts}
    listed = [row for _index, row in found[JUDGED].iterrows()]
    units = [units_text(row, lang) for row in listed]
    judged = {
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
    }
    table = pd.DataFrame(
        {
            _("Place"): found[f"place_{lang}"].tolist(),
            _("Indicator"): found[f"indicator_{lang}"].tolist(),
            _("Target"): value_texts(found, lang),
            _("Deadline"): period_texts(found, lang),
            **({} if short else judged),
            _("Evidence"): found["evidence_grade"].tolist(),
            _("Condition"): found[column("scope", lang)].tolist(),
            _("Printed words"): printed_texts(found["as_printed"], lang),
        }
    )
    refs: ByCell = {}
    for at, (row, unit) in enumerate(zip(listed, units, strict=True)):
        target, as_judged = ref("fact", row["fact"]), f"{row['fact']}@{as_of.isoformat()}"
        refs |= {(at, name): target for name in table.columns}
        if not short:
            refs |= {(at, name): ref("status", as_judged) for name in judged}
            refs[at, _("Result")] = ref("fact", row["result"]) if row["result"] else target
            if unit:
                refs[at, _("In people or beds")] = ref("units", as_judged)
    return table, refs


def gap_text(row: pd.Series, lang: str) -> str:
    """Return the gap in the indicator's own unit, or that there is none; empty without a result that can answer."""
    if not row["result"] or row["status"] == "no_result":
        return ""
    if row["gap"] <= 0:
        return translator(lang)("none")
    return amount_text(Amount(round(row["gap"], 2), difference_unit(row["unit"])), lang, exact=False)


def units_text(row: pd.Series, lang: str) -> str:
    """Return the gap in people or beds; empty where there is none, its base is unknown, or its own unit says it already."""
    answered = row["result"] and row["status"] != "no_result" and row["gap"] > 0
    if not answered or pd.isna(row["gap_units"]) or row["base"] == 1:
        return ""
    whole = with_unit(round(row["gap_units"]), row["base_unit"], lang)
    return translator(lang)("about {amount}").format(amount=whole)


def pace_text(row: pd.Series, lang: str) -> str:
    """Return what is needed a year until the deadline, only where it lies ahead."""
    if pd.isna(row["required"]) or row["status"] not in AHEAD:
        return ""
    needed = Amount(round(row["required"], 2), difference_unit(row["unit"]))
    told = translator(lang)("{amount} a year until {year}")
    return told.format(amount=amount_text(needed, lang, exact=False), year=row["year"])


@kept
def silent_cities(as_of: dt.date, lang: str) -> dict[str, str]:
    """Return the names of the cities with a target of their own past its deadline without a result, all of them first."""
    counted = by_place(_silent(as_of), lang)
    return {ALL: translator(lang)("All cities")} | dict(zip(counted["place"], counted["label"], strict=True))


@dataclass(frozen=True, kw_only=True)
class Silent(Table[ByCell]):
    """The targets without a result, and how many each city has as bars, if any city has one."""

    title: str
    bars: go.Figure
    any_city: bool


@of_day
def silent(as_of: dt.date, place: str, lang: str) -> Silent:
    """Return a city's own targets past their deadline without a result, or all cities'."""
    found = _silent(as_of)
    counted = by_place(found, lang)
    listed = by_gap(found[(found["place"] == place) | (place == ALL)])
    title = translator(lang)("Targets past their deadline, no result found")
    return Silent(
        *gap_table(listed, lang, as_of, short=True),
        say(silent_sentence(found), lang),
        title=title if place == ALL else f"{silent_cities(as_of, lang)[place]} · {title}",
        bars=freeze_figure(count_bars(counted.rename(columns={"place": "code"}), "" if place == ALL else place)),
        any_city=len(counted) > 0,
    )


def _silent(as_of: dt.date) -> pd.DataFrame:
    found = assessed(as_of)
    return found[(found["status"] == "no_result") & found["own"]]


@kept
def supply(lang: str) -> Chart:
    """Return beds per 1,000 residents aged 60+ against the old national standard."""
    _ = translator(lang)
    facts = edition.described()
    found = one_indicator(facts, "care_beds_total", "achieved")
    rated = per_1000_residents_60(found[~found["odd"]], older_by_year())
    standard = benchmarks(facts, "beds_density")
    lines = benchmark_lines(standard[standard["kind"] == "target"], lang, _("old standard"))
    marks = dot_marks(rated, rated["value"] * float("nan"), lang, "rate")
    legend = {"comparable": kind_name("achieved", lang), "odd": ""}
    return Chart(
        fact_table(rated, lang),
        marks["ref"].tolist(),
        say(spread_sentence(rated), lang),
        figure=ranked_dots(marks, lines, legend, unit_name(rated["unit"].iloc[0], lang)),
        title=_("Supply against need: care beds per 1,000 residents aged 60+"),
        how_to_read=_(
            "Beds as published, divided by residents aged 60+ of the same year. The dotted lines are the national "
            "standard of 2015 and 2020, now replaced by the nursing-bed share: 73% by 2030. The stock of the nation "
            "itself fell after 2022: more beds are not simply better."
        ),
    )


@of_day
def unjudged(as_of: dt.date, lang: str) -> Table[ByCell]:
    """Return the targets that cannot be judged on a day."""
    found = assessed(as_of)
    listed = found[found["status"].isin(CANNOT_JUDGE)].sort_values(["status", "place"], kind="stable")
    sentence = say(status_sentence(listed, status_names()), lang)
    return Table(*gap_table(listed, lang, as_of), sentence)
