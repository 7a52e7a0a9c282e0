"""What the page of gaps shows: targets against results, one place's targets, every status, results not collected, supply, what cannot be judged."""

import datetime as dt

import numpy as np
import pandas as pd

from charts.dots import ranked_dots
from charts.gaps import gap_bars
from i18n.numbers import unit_name, with_unit
from i18n.texts import translator
from policy.comparison import Compared, measured, on_topic, per_head, spread_sentences
from policy.derived import is_rate
from policy.described import has_warning
from policy.gap_views import (
    ATTENTION,
    by_gap,
    gap_rows,
    gap_sentences,
    place_sentence,
    silent_sentence,
    status_sentence,
    target_topics,
)
from policy.gaps import COMPARED, STATUSES
from policy.inherited import inherited_on
from policy.matrix import benchmarks
from policy.refs import ref
from policy.text import Amount, difference_unit
from views import compare, edition, places
from views.edition import kept, kept_up_to
from views.facts import STAR, benchmark_lines, dot_marks, fact_table, hover_texts, tick_text, topic_names
from views.older import older_by_year
from views.targets import assessed, status_name, status_names
from views.verdicts import dated, facts_by_slug, gap_text, row_table, verdict_table, verdict_text
from views.view import ByCell, Cells, Chart, Table
from views.words import (
    amount_text,
    bracketed,
    column,
    kind_name,
    period_texts,
    printed_texts,
    say,
    say_all,
    value_texts,
)

ALL = "all"
AHEAD = ("on_track", "slow", "lagging", "reversing", "pace_needed")
CANNOT_JUDGE = ("insufficient", "year_redacted", "no_year")
JUDGED = [
    "fact",
    "result",
    "status",
    "gap",
    "unit",
    "gap_comparator",
    "gap_units",
    "base",
    "base_unit",
    "base_year",
    "required",
    "year",
]

of_day = kept_up_to(40)  # one list of a day takes about a megabyte


@kept
def topics(level: str, lang: str) -> dict[str, str]:
    """Return the names of the topics on which a place of a level has a target, by code."""
    names = topic_names(lang)
    return {code: str(names[code]) for code in target_topics(edition.described(), level)}


def target_levels(lang: str) -> dict[str, str]:
    """Return the names of the levels whose places have targets, by code."""
    return {level: name for level, name in compare.levels(lang).items() if level != "county"}


@kept
def of_topic(topic: str, level: str, span: int, today: dt.date) -> tuple[pd.DataFrame, Compared]:
    """Return the rows of the chart of a topic, and how its targets were compared (``policy.gap_views.gap_rows``)."""
    return gap_rows(assessed(today), edition.described(), topic, level, span)


@kept
def against_results(topic: str, level: str, span: int, today: dt.date, lang: str, mine: str = "") -> Chart | None:
    """Return targets against results of the places of a level; nothing where none can be drawn.

    Shares and rates are drawn as they are, with the nation's as lines and those that the viewer's place inherits; counts, which depend
    on the size of a place, in percent of the place's own target.

    Args:
        topic: of targets and results.
        level: of the places.
        span: calendar years that stand together; 0 for all.
        today: the day of the judgement.
        lang: of the viewer.
        mine: adcode of the viewer's place, which comes first and is set off; empty for none.
    """
    _, facts = translator(lang), edition.described()
    rows, found = of_topic(topic, level, span, today)
    shares = rows["unit"].map(is_rate)
    if not shares.all():
        rows = rows[rows["form"] != "result"]
    if rows.empty:
        return None
    rows = rows.iloc[(rows["place"] != mine).argsort(kind="stable")].reset_index(drop=True)
    lines = benchmark_lines(facts.iloc[0:0], lang)
    if shares.all():
        lines = benchmarks(facts, topic)
        lines = benchmark_lines(lines[measured(lines).isin(measured(rows))], lang)
        if mine:
            above = benchmark_lines(inherited_on(facts, topic, mine, today), lang, _("target, inherited"))
            lines = pd.concat([lines, above], ignore_index=True)
    unit = str(rows["unit"].iloc[0]) if shares.all() else "percent"
    axis = unit_name(unit, lang) if shares.all() else _("% of local target reached")
    legend = {
        **{"met": _("target met"), "short": _("short of the target")},
        **{"result": kind_name("achieved", lang), "target": kind_name("target", lang)},
        "silent": _("target, no result collected"),
    }
    marks = gap_marks(rows, today, lang, mine, shares=bool(shares.all()))
    with_target = rows[rows["form"] != "result"]
    return Chart(
        *row_table(rows, with_target, today, lang),
        say_all(gap_sentences(rows, found, level), lang),
        figure=gap_bars(marks, lines, legend, axis, lambda value: tick_text(value, unit, lang)),
        title=_("Target against result: {topic}").format(topic=topic_names(lang)[topic]),
    )


def gap_marks(rows: pd.DataFrame, today: dt.date, lang: str, mine: str, *, shares: bool) -> pd.DataFrame:
    """Return the rows of a gap chart as marks (``charts.gaps.gap_bars``): in their own unit, or in percent of the target."""
    _ = translator(lang)
    facts = facts_by_slug().loc[[slug for slug in rows["shown"] if slug]]
    values = dict(zip(facts["fact"], facts["value"], strict=True))
    hovers = dict(zip(facts["fact"], hover_texts(facts, lang), strict=True))
    texts = dict(zip(facts["fact"], dated(facts, lang), strict=True))
    targets = dict(zip(rows["fact"], dated(rows, lang), strict=True))
    marks = []
    for (_index, row), hover in zip(rows.iterrows(), hover_texts(rows, lang), strict=True):
        has_target, answered = row["form"] != "result", row["form"] in ("met", "short", "weak")
        as_judged, shown = f"{row['fact']}@{today.isoformat()}", str(row["shown"])
        result = float(values[shown]) if shown else float("nan")
        if answered:
            result = float(row["result_value"])
        words = [texts[shown]] if shown else []
        words += [_("target {target}").format(target=targets[row["fact"]])] if has_target else []
        target = float(row["value"]) if has_target else float("nan")
        name = str(row[f"place_{lang}"])
        marks.append(
            {
                "label": f"{STAR} {name}" if row["place"] == mine else name,
                "words": " → ".join(words),
                "form": row["form"],
                "result": result if shares else 100 * result / target if answered and target else float("nan"),
                "target": target if shares or not has_target else 100.0,
                "gap": verdict_text(row, lang) if has_target else "",
                "hover_result": hovers.get(shown, ""),
                "hover_target": hover if has_target else "",
                "hover_bar": hover,
                "ref_result": (ref("fact", shown) if shares else ref("reached", as_judged)) if shown else "",
                "ref_target": ref("fact", row["fact"]),
                "ref_bar": ref("status", as_judged),
            }
        )
    return pd.DataFrame(marks)


@of_day
def of_place(place: str, today: dt.date, lang: str) -> Cells | None:
    """Return the own targets of a place with what it has, the gap and the verdict; nothing where it has no target.

    Those that a result answers come first, the most pressing before others; the others stand in grey: the atlas has not collected
    their result, which is no failing of the place.
    """
    found = assessed(today)
    own = found[(found["place"] == place) & ~has_warning(found, "inherited_target")]
    if own.empty:
        return None
    grey = ~own["status"].isin([*COMPARED, "insufficient"])
    rank = own["status"].map({status: at for at, status in enumerate(ATTENTION)})
    own = own.assign(_grey=grey, _rank=rank).sort_values(["_grey", "_rank", "year", "indicator"], kind="stable")
    table, refs = verdict_table(own, today, lang)
    odd = pd.DataFrame(np.repeat(own["_grey"].to_numpy()[:, None], len(table.columns), axis=1), columns=table.columns)
    return Cells(table, refs, say(place_sentence(own), lang), odd=odd)


@kept
def target_places(today: dt.date, lang: str) -> dict[str, str]:
    """Return the names of the places with a target of their own, by code: cities, the best documented first, then provinces and the nation."""
    found = assessed(today)
    stated = set(found.loc[~has_warning(found, "inherited_target"), "place"])
    names = places.distinct_names(lang)
    return {code: names[code] for code in places.portrait_places() if code in stated}


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
    result_texts = {slug: bracketed(value, period, lang) for slug, value, period in texts}
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
        _("Required pace"): [pace_text(row, lang) for row in listed],
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
            _("Original wording"): printed_texts(found["as_printed"], lang),
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


def units_text(row: pd.Series, lang: str) -> str:
    """Return the gap in people or beds; empty where there is none, its base is unknown, or its own unit says it already."""
    answered = row["result"] and row["status"] != "no_result" and row["gap"] > 0
    if not answered or pd.isna(row["gap_units"]) or row["base"] == 1:
        return ""
    whole = with_unit(round(row["gap_units"]), row["base_unit"], lang)
    told = translator(lang)("about {amount} ({year})")
    return told.format(amount=whole, year=row["base_year"])


def pace_text(row: pd.Series, lang: str) -> str:
    """Return what is needed a year until the deadline, only where it lies ahead."""
    if pd.isna(row["required"]) or row["status"] not in AHEAD:
        return ""
    needed = Amount(round(row["required"], 2), difference_unit(row["unit"]))
    told = translator(lang)("{amount} a year until {year}")
    return told.format(amount=amount_text(needed, lang, exact=False), year=row["year"])


@kept
def silent_cities(as_of: dt.date, lang: str) -> dict[str, str]:
    """Return the names of the cities with an own target past its deadline whose result the atlas lacks, by code, all of them first."""
    found = _silent(as_of).sort_values("place", kind="stable").drop_duplicates("place")
    named = dict(zip(found["place"], found[f"place_{lang}"], strict=True))
    return {ALL: translator(lang)("All cities")} | named


@of_day
def silent(as_of: dt.date, place: str, lang: str) -> Table[ByCell]:
    """Return a city's own targets past their deadline whose result the atlas lacks, or all cities', in the order of the cities' codes."""
    found = _silent(as_of)
    listed = found[(found["place"] == place) | (place == ALL)].sort_values(["place", "year"], kind="stable")
    return Table(*gap_table(listed, lang, as_of, short=True), say(silent_sentence(listed), lang))


def _silent(as_of: dt.date) -> pd.DataFrame:
    found = assessed(as_of)
    return found[(found["status"] == "no_result") & found["own"]]


@kept
def supply(level: str, span: int, lang: str, mine: str = "") -> Chart:
    """Return beds per 1,000 residents aged 60+ of the places of a level against the old national standard."""
    _ = translator(lang)
    facts = edition.described()
    found = per_head(on_topic(facts, "care_beds_total", "achieved", level, span), older_by_year())
    rated = found.standing.assign(odd=False)
    standard = benchmarks(facts, "beds_density")
    lines = benchmark_lines(standard[standard["kind"] == "target"], lang, _("old standard"))
    marks = compare.set_off(dot_marks(rated, rated["value"] * float("nan"), lang, "rate"), rated["place"] == mine)
    legend = {"comparable": kind_name("achieved", lang), "odd": ""}
    return Chart(
        fact_table(rated, lang),
        marks["ref"].tolist(),
        say_all(spread_sentences(found, level), lang),
        figure=ranked_dots(
            marks,
            lines,
            legend,
            unit_name("beds_per_1000", lang),
            lambda value: tick_text(value, "beds_per_1000", lang),
        ),
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
