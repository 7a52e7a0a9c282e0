"""What the page of gaps shows, as ``pages.parts.shown`` does: computed once for each choice, then shared."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts.bars import count_bars
from charts.dots import ranked_dots
from charts.dumbbell import dumbbells
from i18n.numbers import unit_name
from i18n.texts import translator
from pages.parts import gap_rows, portrait_rows, rows, tables
from pages.parts.kept import Chart, Linked, chart, drawn, linked, shared, shared_up_to
from pages.parts.words import say
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
from policy.matrix import benchmarks, one_indicator, spread_sentence, targets_and_results

ALL = "all"
PEERS = 8
# One list of a day takes about a megabyte.
of_day = shared_up_to(40)
CANNOT_JUDGE = ("insufficient", "year_redacted", "no_year")


@shared
def topics(lang: str) -> dict[str, str]:
    """Return the names of the topics that have a target, by code."""
    names = rows.topic_names(lang)
    return {code: str(names[code]) for code in target_topics(tables.described())}


@shared
def places_of_topic(topic: str, lang: str) -> dict[str, str]:
    """Return the names of the places with a target or result of a topic whose peers are known, all places first."""
    results, targets = results_and_targets(topic, ALL)
    known, names = portrait_rows.known_traits().index, rows.place_names(lang)
    stated = [place for place in dict.fromkeys([*targets["place"], *results["place"]]) if place in known]
    return {ALL: translator(lang)("all places")} | {place: str(names[place]) for place in stated}


@shared
def results_and_targets(topic: str, like: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the results and the targets of a topic: of all places, or of one place and its peers."""
    if like == ALL:
        return targets_and_results(tables.described(), topic)
    results, targets = results_and_targets(topic, ALL)
    stated = tuple(place for place in places_of_topic(topic, "zh") if place != ALL)
    near = [like, *portrait_rows.alike(like, stated)[:PEERS]]
    return among(results, near), among(targets, near)


@shared
def references(topic: str, like: str, lang: str) -> dict[str, str]:
    """Return the names of the places whose figures may stand as a line of reference, the nation first."""
    results = results_and_targets(topic, like)[0]
    named = dict(zip(results["place"], results[f"place_{lang}"], strict=True))
    return {"000000": translator(lang)("The nation")} | named


@shared
def dumbbell(topic: str, like: str, reference: str, lang: str) -> Chart | None:
    """Return targets against results of a topic with the lines of a reference; nothing where there is no figure."""
    _ = translator(lang)
    results, targets = results_and_targets(topic, like)
    if targets.empty and results.empty:
        return None
    lines = rows.benchmark_lines(reference_lines(tables.described(), topic, reference), lang)
    if like != ALL:
        best = rows.benchmark_lines(best_peer(results, like), lang, _("best peer"))
        lines = pd.concat([lines, best], ignore_index=True)
    warning = mixed_sentence(differences(targets))
    marks = [gap_rows.marks(part, lang) for part in (results, targets)]
    legend = {
        "achieved": rows.kind_name("achieved", lang),
        "target": rows.kind_name("target", lang),
        "gap": _("gap"),
        "odd": _("another definition"),
    }
    names = rows.place_names(lang)
    order = [str(names[place]) for place in dumbbell_order(results, targets)]
    axis = unit_name(pd.concat([targets, results])["unit"].iloc[0], lang)
    return chart(
        dumbbells(marks[0], marks[1], lines, order, legend, axis),
        say(dumbbell_sentence(results, targets), lang),
        rows.fact_table(pd.concat([results, targets]), lang),
        [*marks[0]["ref"], *marks[1]["ref"]],
        _("Target against result: {topic}").format(topic=topics(lang)[topic]),
        say(warning, lang) if warning else "",
    )


@shared
def supply(lang: str) -> Chart:
    """Return beds per 1,000 residents aged 60+ against the old national standard."""
    facts = tables.described()
    found = one_indicator(facts, "care_beds_total", "achieved")
    rated = per_1000_residents_60(found[~found["odd"]], tables.table("population_totals"))
    standard = benchmarks(facts, "beds_density")
    old = translator(lang)("old national standard")
    lines = rows.benchmark_lines(standard[standard["kind"] == "target"], lang, old)
    marks = rows.ranked(rated, rated["value"] * float("nan"), lang, "rate")
    legend = {"comparable": rows.kind_name("achieved", lang), "odd": ""}
    return chart(
        ranked_dots(marks, lines, legend, unit_name(rated["unit"].iloc[0], lang)),
        say(spread_sentence(rated), lang),
        rows.fact_table(rated, lang),
        marks["ref"].tolist(),
    )


@shared
def statuses(as_of: dt.date, lang: str) -> dict[str, str]:
    """Return the names of the statuses that a target has on a day, by code, all of them first."""
    found = set(gap_rows.assessed(as_of)["status"])
    named = {code: gap_rows.status_name(code, lang) for code in STATUSES if code in found}
    return {ALL: translator(lang)("All statuses")} | named


@of_day
def of_status(as_of: dt.date, status: str, lang: str) -> Linked:
    """Return the targets of a status on a day, or all, the largest gap first; in words, those of every status."""
    found = gap_rows.assessed(as_of)
    listed = by_gap(found[(found["status"] == status) | (status == ALL)])
    sentence = say(status_sentence(found, gap_rows.status_names()), lang)
    return linked(gap_rows.gap_table(listed, lang, as_of), sentence)


@of_day
def unjudged(as_of: dt.date, lang: str) -> Linked:
    """Return the targets that cannot be judged on a day."""
    found = gap_rows.assessed(as_of)
    listed = found[found["status"].isin(CANNOT_JUDGE)].sort_values(["status", "place"], kind="stable")
    sentence = say(status_sentence(listed, gap_rows.status_names()), lang)
    return linked(gap_rows.gap_table(listed, lang, as_of), sentence)


@dataclass(frozen=True)
class Silent:
    """The targets without a result: the list, and how many each city has as bars (nothing where none has any)."""

    listed: Linked
    bars: go.Figure
    any_city: bool


@shared
def silent_cities(as_of: dt.date, lang: str) -> dict[str, str]:
    """Return the names of the cities with a target of their own past its deadline without a result, all of them first."""
    counted = by_place(_silent(as_of), lang)
    return {ALL: translator(lang)("All cities")} | dict(zip(counted["place"], counted["label"], strict=True))


@of_day
def silent(as_of: dt.date, place: str, lang: str) -> Silent:
    """Return a city's own targets past their deadline without a result, or all cities'."""
    found = _silent(as_of)
    counted = by_place(found, lang)
    listed = by_gap(found[(found["place"] == place) | (place == ALL)])
    return Silent(
        linked(gap_rows.gap_table(listed, lang, as_of, short=True), say(silent_sentence(found), lang)),
        drawn(count_bars(counted.rename(columns={"place": "code"}), "" if place == ALL else place)),
        len(counted) > 0,
    )


def _silent(as_of: dt.date) -> pd.DataFrame:
    found = gap_rows.assessed(as_of)
    return found[(found["status"] == "no_result") & found["own"]]
