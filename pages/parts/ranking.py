"""One indicator over all cities, ranked where the definitions allow it."""

import streamlit as st

from charts.dots import ranked_dots
from i18n.numbers import unit_name
from pages.parts import choices, evidence, rows, tables
from pages.parts.figure import show_figure
from pages.parts.language import texts
from pages.parts.words import say
from policy.comparability import differences, ranks
from policy.derived import PER_1000_UNITS, per_1000_residents_60
from policy.matrix import benchmarks, one_indicator, topics_of_cities
from policy.sentences import guard_sentence, spread_sentence


@st.fragment
def show_ranking() -> None:
    """Draw the controls, the ranked dots, and what they say."""
    lang, _ = texts()
    facts, kinds = tables.described(), rows.kind_names(lang)
    first, second, third = st.columns([4, 3, 3], vertical_alignment="bottom")
    names, known = rows.topic_names(lang), topics_of_cities(facts)
    topics = {topic: f"{names[topic]} ({count})" for topic, count in known.items()}
    topic = choices.one(first.selectbox, _("Indicator"), topics, "topic")
    of_topic = set(facts[(facts["topic"] == topic) & facts["is_city"] & (facts["subject"] == "")]["kind"])
    kind = choices.one(
        second.segmented_control,
        _("Kind of statement"),
        {code: kinds[code] for code in kinds if code in of_topic},
        "kind",
        "achieved",
        required=True,
    )
    found, lines = one_indicator(facts, topic, kind), benchmarks(facts, topic)
    countable = set(found["unit"]) <= set(PER_1000_UNITS)
    per_head = countable and choices.switch(
        _("Per 1,000 residents aged 60+ (2020)"),
        "per_head",
        third,
        help=_("Divides the count by residents aged 60+ of the 2020 census, whatever the year of the count."),
    )
    if per_head:
        found, lines = per_1000_residents_60(found, tables.table("population_totals")), lines.iloc[0:0]
    lines = lines[lines["comparable_group"].isin(found[~found["odd"]]["comparable_group"])]
    if warning := guard_sentence(differences(found)):
        st.warning(say(warning, lang), icon=":material/difference:")
    shown = rows.ranked(found, ranks(found), lang, "rate" if per_head else "fact")
    legend = {"comparable": kinds[kind], "odd": _("Different definition, not ranked")}
    show_figure(
        ranked_dots(shown, rows.benchmark_lines(lines, lang), legend, unit_name(found["unit"].iloc[0], lang)),
        key="dots",
        title=str(names[topic]),
        sentence=say(spread_sentence(found[~found["odd"]]), lang),
        how_to_read=_(
            "One row a city, its latest figure. Filled: achieved; hollow diamond: target; hatched: another definition; dotted grey "
            "line: national benchmark. The number before a name is its rank, printed only when all definitions agree. "
            "Click a mark for its clause."
        ),
        table=rows.fact_table(found, lang),
        refs=shown["ref"].tolist(),
    )
    evidence.show_asked()
