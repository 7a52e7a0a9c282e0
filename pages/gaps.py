"""差距 Gaps: did they reach it, how far off are they, against whom, and what cannot be judged."""

import pandas as pd
import streamlit as st

from charts.dots import ranked_dots
from charts.dumbbell import dumbbells
from i18n.numbers import unit_name
from pages.parts import choices, evidence, gap_rows, portrait_rows, rows, tables
from pages.parts.figure import show_figure
from pages.parts.gap_lists import show_silent, show_statuses, show_unjudged
from pages.parts.language import texts
from pages.parts.words import say
from policy.comparability import differences
from policy.derived import per_1000_residents_60
from policy.gap_views import among, best_peer, dumbbell_order, reference_lines, target_topics
from policy.matrix import benchmarks, one_indicator, targets_and_results
from policy.sentences import dumbbell_sentence, mixed_sentence, spread_sentence

PEERS = 8

lang, _ = texts()
facts = tables.described()


@st.fragment
def dumbbell_view() -> None:
    """Target against achieved for one topic, with the nation's targets as lines."""
    left, middle, right = st.columns(3)
    names = rows.topic_names(lang)
    topic = choices.one(
        left.selectbox, _("Indicator"), {code: str(names[code]) for code in target_topics(facts)}, "topic"
    )
    results, targets = targets_and_results(facts, topic)
    place_names = rows.place_names(lang)
    known = portrait_rows.known_traits().index
    stated = [place for place in dict.fromkeys([*targets["place"], *results["place"]]) if place in known]
    focus = {"all": _("all places")} | {place: str(place_names[place]) for place in stated}
    like = choices.one(middle.selectbox, _("Only places like"), focus, "like", clears=("reference",))
    if like != "all":
        peers = portrait_rows.alike(like, stated)[:PEERS]
        results, targets = among(results, [like, *peers]), among(targets, [like, *peers])
    places = {"000000": _("The nation")} | {row["place"]: row[f"place_{lang}"] for _index, row in results.iterrows()}
    reference = choices.one(right.selectbox, _("Reference line"), places, "reference")
    lines = rows.benchmark_lines(reference_lines(facts, topic, reference), lang)
    if like != "all":
        best = rows.benchmark_lines(best_peer(results, like), lang, _("best peer"))
        lines = pd.concat([lines, best], ignore_index=True)
    if targets.empty and results.empty:
        st.info(_("No figure was found for this choice."))
        return
    if warning := mixed_sentence(differences(targets)):
        st.warning(say(warning, lang), icon=":material/difference:")
    shown = [gap_rows.marks(part, lang) for part in (results, targets)]
    legend = {
        "achieved": rows.kind_name("achieved", lang),
        "target": rows.kind_name("target", lang),
        "gap": _("gap"),
        "odd": _("another definition"),
    }
    order = [str(place_names[place]) for place in dumbbell_order(results, targets)]
    show_figure(
        dumbbells(
            shown[0], shown[1], lines, order, legend, unit_name(pd.concat([targets, results])["unit"].iloc[0], lang)
        ),
        key="dumbbell",
        title=_("Target against result: {topic}").format(topic=names[topic]),
        sentence=say(dumbbell_sentence(results, targets), lang),
        how_to_read=_(
            "Filled: the newest result; hollow diamond: a target; the bar between them is the gap; crossed grey: "
            "another definition; dotted line: the reference, with its place and year. Click a mark for its clause."
        ),
        table=rows.fact_table(pd.concat([results, targets]), lang),
        refs=[*shown[0]["ref"], *shown[1]["ref"]],
    )
    evidence.show_asked()


@st.fragment
def supply_view() -> None:
    """Beds per 1,000 residents aged 60+ against the old national standard."""
    found = one_indicator(facts, "care_beds_total", "achieved")
    rated = per_1000_residents_60(found[~found["odd"]], tables.table("population_totals"))
    standard = benchmarks(facts, "beds_density")
    lines = rows.benchmark_lines(standard[standard["kind"] == "target"], lang, _("old national standard"))
    shown = rows.ranked(rated, rated["value"] * float("nan"), lang, "rate")
    show_figure(
        ranked_dots(
            shown,
            lines,
            {"comparable": rows.kind_name("achieved", lang), "odd": ""},
            unit_name(rated["unit"].iloc[0], lang),
        ),
        key="supply",
        title=_("Supply against need: care beds per 1,000 residents aged 60+"),
        sentence=say(spread_sentence(rated), lang),
        how_to_read=_(
            "Beds as published, divided by residents aged 60+ of the 2020 census. The dotted lines are the national "
            "standard of 2015 and 2020, now replaced by the nursing-type share: 73 % by 2030. The stock of the nation "
            "itself fell after 2022: more beds are not simply better."
        ),
        table=rows.fact_table(rated, lang),
        refs=shown["ref"].tolist(),
    )
    evidence.show_asked()


st.title(_("Gaps"), anchor=False)
views = {
    "dumbbell": (_("Target against result"), dumbbell_view),
    "status": (_("Status of every target"), show_statuses),
    "silent": (_("No result found"), show_silent),
    "supply": (_("Supply against need"), supply_view),
    "unjudged": (_("What cannot be judged"), show_unjudged),
}
names = {name: title for name, (title, _draw) in views.items()}
view = choices.one(st.segmented_control, _("View"), names, "view", required=True, label_visibility="collapsed")
views[view][1]()
