"""对比 Compare: cities × indicators, one indicator ranked, two cities side by side."""

import streamlit as st

from charts.dots import ranked_dots
from i18n.numbers import unit_name
from pages.parts import evidence, rows, tables
from pages.parts.figure import show_cells, show_figure
from pages.parts.language import texts
from pages.parts.words import say, word
from policy.comparability import differences, ranks
from policy.derived import PER_1000_UNITS, per_1000_residents_60
from policy.described import CORE_TOPICS
from policy.matrix import NATION, benchmarks, cells, most_covered, one_indicator, order_places, side_by_side
from policy.sentences import guard_sentence, matrix_sentence, side_by_side_sentence, spread_sentence

VIEWS = ("matrix", "one", "two")
KINDS = ("target", "achieved", "forecast", "parameter", "threshold")
DEFAULT_CITIES = 6

lang, _ = texts()
facts = tables.described()
names = rows.place_names(lang)
cities = most_covered(facts, CORE_TOPICS)


@st.fragment
def matrix_view() -> None:
    """Cities × indicators, with the nation as benchmark column."""
    left, middle, right = st.columns([3, 2, 2])
    chosen = left.multiselect(
        _("Cities"),
        cities,
        cities[:DEFAULT_CITIES],
        format_func=names.get,
        key="cities",
        bind="query-params",
        placeholder=_("Choose cities"),
        max_selections=12,
    )
    domain = middle.selectbox(
        _("Domain"),
        ["core", *tables.vocabulary("domain").index],
        format_func=lambda code: _("Core indicators") if code == "core" else word("domain", code, lang),
        key="domain",
        bind="query-params",
    )
    kinds = right.multiselect(
        _("Kind of statement"),
        KINDS,
        ["achieved", "target"],
        format_func=lambda kind: rows.kind_name(kind, lang),
        key="kinds",
        bind="query-params",
        placeholder=_("Choose kinds"),
    )
    in_domain = facts[facts["topic"].isin(CORE_TOPICS) if domain == "core" else facts["domain"] == domain]
    found = rows.by_domain(cells(in_domain, [NATION, *chosen], kinds))
    topics = found.drop_duplicates("topic").set_index("topic")[f"topic_{lang}"]
    order = st.selectbox(
        _("Order of cities"),
        ["chosen", *topics.index],
        format_func=lambda topic: (
            _("As chosen") if topic == "chosen" else _("By value: {indicator}").format(indicator=topics[topic])
        ),
        key="order",
    )
    shown = [NATION, *order_places(chosen, found, order)]
    st.markdown(say(matrix_sentence(found, chosen), lang))
    st.caption(
        _(
            "Each cell: value, year, kind of statement, grade of the evidence; +n: more figures for the same row. ≠ on grey: its definition differs from the rest of the row, so it is not ranked. An empty cell: nothing was found. Click a cell for its clause."
        )
    )
    show_cells(rows.matrix(found, shown, lang), key="matrix", benchmark=True)
    evidence.show_asked()


@st.fragment
def one_view() -> None:
    """One indicator over all cities."""
    left, middle, right = st.columns([3, 2, 2])
    counted = facts[facts["is_city"] & (facts["subject"] == "")]
    known = counted.groupby("topic")["place"].nunique().sort_values(ascending=False, kind="stable")
    options = [topic for topic in CORE_TOPICS if topic in known.index] + [
        topic for topic in known.index if topic not in CORE_TOPICS
    ]
    topic_names = rows.topic_names(lang)
    topic = left.selectbox(
        _("Indicator"),
        options,
        format_func=lambda code: f"{topic_names[code]} ({known[code]})",
        key="topic",
        bind="query-params",
    )
    kinds = [kind for kind in KINDS if kind in set(counted[counted["topic"] == topic]["kind"])]
    kind = middle.segmented_control(
        _("Kind of statement"),
        kinds,
        default="achieved" if "achieved" in kinds else kinds[0],
        format_func=lambda code: rows.kind_name(code, lang),
        key="kind",
        required=True,
        bind="query-params",
    )
    found = one_indicator(facts, topic, kind if kind in kinds else kinds[0])
    lines = benchmarks(facts, topic)
    per_head = (
        bool(len(found))
        and found["unit"].iloc[0] in PER_1000_UNITS
        and right.toggle(
            _("Per 1,000 residents aged 60+ (2020)"),
            key="per_head",
            bind="query-params",
            help=_("Divides the count by residents aged 60+ of the 2020 census, whatever the year of the count."),
        )
    )
    if per_head:
        found = per_1000_residents_60(found, tables.table("population_totals")).sort_values("value", ascending=False)
        found, lines = found.round({"value": 1, "value_high": 1}), lines.iloc[0:0]
    difference = differences(found)
    warning = guard_sentence(difference)
    lines = lines[lines["comparable_group"].isin(found[~found["odd"]]["comparable_group"])]
    unit = found["unit"].iloc[0]
    if warning:
        st.warning(say(warning, lang))
    show_figure(
        ranked_dots(
            rows.ranked(found, ranks(found), lang, "rate" if per_head else "fact"),
            rows.benchmark_lines(lines, lang),
            {"comparable": rows.kind_name(kind, lang), "odd": _("Different definition, not ranked")},
            unit_name(unit, lang),
        ),
        key="dots",
        title=str(topic_names[topic]),
        sentence=say(spread_sentence(found[~found["odd"]]), lang),
        how_to_read=_(
            "One row a city, its latest figure; filled: achieved, hollow diamond: target; hatched: another definition; dotted grey line: national benchmark. A number before the name is the rank; it is printed only when all definitions agree. Click a mark for its clause."
        ),
        table=rows.fact_table(found, lang),
        refs=(("rate:" if per_head else "fact:") + found["fact"]).tolist(),
    )
    evidence.show_asked()


@st.fragment
def two_view() -> None:
    """Two cities with their printed words."""
    columns = st.columns(2)
    chosen = [
        columns[i].selectbox(
            _("City {number}").format(number=i + 1),
            cities,
            index=i,
            format_func=names.get,
            key=f"city{i + 1}",
            bind="query-params",
        )
        for i in (0, 1)
    ]
    if chosen[0] == chosen[1]:
        st.info(_("Choose two different cities."))
        return
    found = side_by_side(facts, chosen, list(KINDS)).sort_values(
        ["shared", "row_kind", "domain", "topic"], ascending=[False, False, True, True], kind="stable"
    )
    st.markdown(say(side_by_side_sentence(found), lang))
    st.caption(
        _(
            "One row a topic and kind of statement, rows that both cities print first. ≠: the two definitions differ. Click a cell for its clause and definition."
        )
    )
    show_cells(rows.printed_words(found, chosen, lang), key="two")
    evidence.show_asked()


st.title(_("Compare cities"), anchor=False)
titles = {
    "matrix": _("Cities side by side"),
    "one": _("One indicator ranked"),
    "two": _("Two cities in their own words"),
}
view = st.segmented_control(
    _("View"),
    list(titles),
    default="matrix",
    format_func=titles.get,
    key="view",
    required=True,
    bind="query-params",
    label_visibility="collapsed",
)
{"matrix": matrix_view, "one": one_view, "two": two_view}[view]()
