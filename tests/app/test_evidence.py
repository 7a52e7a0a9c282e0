"""Every number that a page shows opens its record: the clause that printed it, or the formula and inputs it came from."""

import datetime as dt
import re
from functools import cache

import pandas as pd
import pyarrow as pa
import pytest
import streamlit as st

from i18n.texts import translator
from pages.parts.evidence import wanted
from policy.calendar import CENSUS_2010, CENSUS_2020, NATION
from policy.care_models import models, subtree
from policy.comparability import differences, ranks
from policy.comparison import LEVELS, SPANS, on_topic, per_head
from policy.derived import PER_1000_UNITS, Derived, per_1000_residents_60, population_ref
from policy.described import CORE_TOPICS
from policy.evidence import Ground, Printed, resolve
from policy.gap_views import by_gap, target_topics
from policy.headlines import HEADLINES
from policy.matrix import benchmarks, cells, in_domain, topics_of_level
from policy.peers import WEIGHTS, candidates, distance_ref, distances
from policy.portrait import other_counts
from policy.quality import conflicts
from policy.text import Amount, Sentence
from tests.app.screens import figures, open_page
from tests.app.test_pages import SCREENS
from tests.sampling import sampled
from views import compare, edition, facts, gaps, instruments, overview, records, sources, targets, validation
from views import models as model_rows
from views.facts import benchmark_lines
from views.older import older_by_year
from views.places import cities, known_traits, place_names
from views.portrait import people, projection
from views.search import hits
from views.words import say

TODAY = dt.date(2026, 11, 22)
LANGUAGES = ("zh", "en")
# What a view refers to is the same in either language, which `make test-full` tries too.
EITHER = sampled(LANGUAGES, 2)
PLACEHOLDER = re.compile(r"\{(\w+)\}")
KINDS = ("achieved", "target", "forecast", "parameter", "threshold")
NUMBER = re.compile(r"\d")
TOO_FINE = re.compile(r"\.0*[1-9]\d{3,}")  # four digits after the point, but for zeros before them

FACTS = edition.described()
KNOWN = set(edition.table("places")["place"])
CITIES = list(cities("zh"))
DOMAINS = ("core", *edition.vocabulary("domain").index)
TOPICS = list(topics_of_level(FACTS, "city"))
TOTALS = set(edition.table("population_totals")["place"])


@cache
def record(ref: str) -> Printed | Derived:
    """Return the record behind a reference; a reference that leads nowhere fails the test."""
    computed = ref.partition(":")[0] in {"projected", "un", "anchored", "errors"}
    try:
        return (
            records.found(ref)
            if computed
            else resolve(ref, Ground(FACTS, edition.all_tables(), older_by_year(), TODAY))
        )
    except KeyError:
        pytest.fail(f"nothing stands behind {ref!r}")


@cache
def check(ref: str) -> None:
    """The record behind a reference is whole, and so are the records it was computed from."""
    found = record(ref)
    if isinstance(found, Printed):
        check_printed(found)
        return
    check_formula(ref, found)
    # A count of nothing has no inputs; every other number has, but for places of which the atlas holds an error alone.
    if ref.startswith("hindcast:") and ref.split(":")[1] not in TOTALS:
        return
    assert found.inputs or (found.value == 0 and ref.startswith("count:")), ref
    if ref.startswith("count:"):
        assert len(found.inputs) == found.value
    for inner in found.inputs:
        assert inner != ref
        check(inner)


def check_formula(ref: str, found: Derived) -> None:
    """A computed number is no finer than it can be; its formula names nothing without a value, and is said in both languages."""
    assert not TOO_FINE.search(records._worked_out(found, "en")), ref
    filled = PLACEHOLDER.findall(found.formula)
    assert set(filled) <= set(found.values), f"{ref}: {found.formula}"
    for lang in LANGUAGES:
        text = say(Sentence(found.formula, found.values), lang)
        assert text, ref
        assert not PLACEHOLDER.search(text), ref
        assert lang == "en" or translator("zh")(found.formula) != found.formula, f"{ref}: no Chinese formula"


def check_printed(found: Printed) -> None:
    """A printed number names its document, place, indicator, clause, words and grade."""
    row, ref = found.row, found.ref
    assert found.document["title"], ref
    assert row["place"] in KNOWN, ref
    assert row["grade"], ref
    if ref.startswith("fact:"):
        assert found.indicator is not None, ref
        assert found.indicator["indicator"] == row["indicator"]
        assert found.indicator["definition_zh"], ref
        assert found.indicator["definition_en"], ref
    if found.document["file"] and not ref.startswith("code:"):
        assert row["clause"], f"{ref}: no clause"
        assert row["as_printed"], f"{ref}: no printed words"


def check_rows(table: pd.DataFrame | pa.Table, refs: list[str]) -> None:
    """Every row of a table has a reference whose record is whole."""
    assert len(table) == len(refs)
    for ref in refs:
        assert isinstance(ref, str)
        check(ref)


def check_cells(texts: pd.DataFrame, refs: dict[tuple[int, str], str]) -> None:
    """Every filled cell beside the row names has a reference whose record is whole, and no empty cell has one."""
    assert texts.columns.is_unique
    filled = {(at, name) for name in texts.columns[1:] for at, text in texts[name].items() if text}
    assert filled <= set(refs), sorted(filled - set(refs))[:5]
    for ref in set(refs.values()):
        check(ref)


def test_every_fact_and_population_count_has_a_whole_record():
    for slug in FACTS["fact"]:
        check(f"fact:{slug}")


@pytest.mark.parametrize("name", HEADLINES)
def test_every_big_number_has_a_record(name):
    check(f"headline:{name}")
    assert overview.headlines(TODAY)[name] == record(f"headline:{name}")


@pytest.mark.parametrize("lang", EITHER)
def test_every_mark_of_the_coverage_chart_has_a_record(lang):
    chart = overview.coverage(lang)
    check_rows(chart.table, chart.refs)
    assert sorted(drawn(chart.figure)) == sorted(chart.refs)
    known = {kind: cells(FACTS, CITIES, [kind]) for kind in ("achieved", "target")}
    marks = overview.known_figures(pd.concat(known.values()), lang)
    check_rows(marks, marks["ref"].tolist())


@pytest.mark.parametrize("lang", EITHER)
@pytest.mark.parametrize("domain", DOMAINS)
def test_every_cell_of_the_comparison_has_a_record(domain, lang):
    found = compare.in_order(cells(in_domain(FACTS, domain), [NATION, *CITIES], list(KINDS)))
    texts, refs, odd = compare.matrix_table(found, [NATION, *CITIES], lang)
    check_cells(texts, refs)
    assert len(refs) == len(found) > 0
    assert odd.shape == texts.shape
    # The cell shows the number of its record.
    for (at, name), ref in refs.items():
        cell = record(ref)
        assert isinstance(cell, Printed)
        assert cell.row["place"] == next(code for code, shown_as in place_names(lang).items() if shown_as == name)
        assert texts.at[at, name]


def test_the_comparison_leaves_no_fact_of_a_city_out():
    found = pd.concat([cells(in_domain(FACTS, domain), CITIES, list(KINDS)) for domain in DOMAINS[1:]])
    whole = FACTS[FACTS["is_city"] & (FACTS["subject"] == "")]
    assert len(found) + found["others"].sum() == len(whole)


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("lang", EITHER)
def test_every_cell_of_two_cities_has_a_record(lang, step):
    pairs = list(zip(CITIES[::2], CITIES[1::2], strict=False))[::step]
    for first, second in pairs if lang == "zh" else pairs[:5]:
        compared = compare.two_cities(first, second, lang)
        check_cells(compared.table.to_pandas(), compared.refs)


@pytest.mark.parametrize("lang", EITHER)
@pytest.mark.parametrize("counts", [False, True])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.slow)])
def test_every_mark_of_the_ranking_has_a_record(level, counts, lang, step):
    drawn_charts = 0
    for topic in sorted(set(CORE_TOPICS) & set(compare.topics(level, lang)))[::step]:
        for kind in compare.kinds_of_topic(topic, level, lang):
            chart = compare.ranking(topic, kind, level, 5, counts, lang)
            if chart is None:
                assert not counts
                continue
            drawn_charts += 1
            check_rows(chart.table, chart.refs)
            assert sorted(drawn(chart.figure)) == sorted(chart.refs)
            rated = not counts and compare.countable(topic, kind, level)
            assert all(ref.startswith("rate:" if rated else "fact:") for ref in chart.refs)
    assert drawn_charts > 5 / step


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("rated", [False, True])
def test_every_ranked_number_of_every_topic_has_a_record(rated, step):
    ranked = 0
    for topic in TOPICS[::step]:
        for kind in compare.kinds_of_topic(topic, "city", "zh"):
            found = on_topic(FACTS, topic, kind, "city", 0)
            if rated and compare.countable(topic, kind, "city"):
                found = per_head(found, older_by_year())
                shown = found.facts[~found.facts["apart"].isin(("people", "undated"))]
            elif rated:
                continue
            else:
                shown = found.facts
            marks = facts.dot_marks(shown.assign(odd=False), ranks(shown), "zh", "rate" if rated else "fact")
            check_rows(marks, marks["ref"].tolist())
            ranked += len(marks)
    assert ranked > (50 if rated else 400) / step


def test_every_benchmark_line_has_a_record():
    for topic in TOPICS:
        lines = benchmark_lines(benchmarks(FACTS, topic), "zh")
        check_rows(lines, lines["ref"].tolist())


def test_a_rate_is_the_count_over_the_people_of_its_record():
    counts = FACTS[FACTS["unit"].isin(list(PER_1000_UNITS)) & FACTS["is_city"]]
    rated = per_1000_residents_60(counts, older_by_year())
    assert len(rated) > 20
    for row in rated.itertuples():
        check(f"rate:{row.fact}")
        found = record(f"rate:{row.fact}")
        assert isinstance(found, Derived)
        assert found.value == row.value
        count, *people = (record(ref) for ref in found.inputs)
        assert isinstance(count, Printed)
        assert found.value == pytest.approx(count.row["value"] / row.population * 1000, rel=0.005)
        known = [float(each.row["persons"]) if isinstance(each, Printed) else each.value for each in people]
        assert min(known) <= float(str(row.population)) <= max(known)


@pytest.mark.parametrize("lang", EITHER)
def test_every_row_of_the_sources_has_a_record(lang):
    for listing in (sources.documents(lang), sources.indicators("all", lang), sources.usage_warnings(lang)):
        check_rows(listing.table, listing.refs)
        counted = listing.table[translator(lang)("Figures")]
        assert [derived(ref).value for ref in listing.refs] == counted.to_pylist()
    for counts in (sources.grades(lang), sources.years(lang)):
        check_rows(counts.table, counts.refs)
        assert [derived(ref).value for ref in counts.refs] == counts.table[translator(lang)("All")].to_pylist()
    assert set(drawn(sources.grades(lang).figure)) == set(sources.grades(lang).refs)
    contradictions = sources.contradictions(lang)
    check_rows(contradictions.table, contradictions.refs)
    assert len(contradictions.refs) == len(conflicts(FACTS)) > 0
    for document in edition.table("documents")["document"]:
        own = sources.of_document(document, lang)
        check_rows(own.table, own.refs)
        assert len(own.refs) == derived(f"count:document={document}").value


def derived(ref: str) -> Derived:
    """Return the record of a computed number."""
    found = record(ref)
    assert isinstance(found, Derived)
    return found


@pytest.mark.parametrize("text", ["昆明", "311", "5.04万张", "nursing", "床位", "%", "2025", "长护险", "补贴"])
def test_every_hit_of_the_search_has_a_record(text):
    recorded = [hit.link.ref for hit in hits(text, "zh").found if hit.link.ref]
    for ref in (*recorded[:10], *recorded[10::5]):
        check(ref)


# Judging each target anew takes long: every fifth in `make test`, all of them in `make test-full`.
@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.slow)])
def test_every_cell_of_the_gap_lists_has_a_record(step):
    assessed = targets.assessed(TODAY)
    assert len(assessed) > 200
    for lang in LANGUAGES:
        for short in (False, True):
            texts, refs = gaps.gap_table(by_gap(assessed).iloc[::step], lang, TODAY, short=short)
            check_cells(texts, refs)


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("lang", EITHER)
@pytest.mark.parametrize("level", ["city", "province"])
def test_every_mark_and_row_of_the_gap_charts_has_a_record(level, lang, step):
    charts = 0
    for topic in target_topics(FACTS, level)[::step]:
        chart = gaps.against_results(topic, level, 5, TODAY, lang)
        if chart is None:
            continue
        charts += 1
        check_rows(chart.table, chart.refs)
        for ref in drawn(chart.figure):
            check(ref)
        lines = benchmark_lines(benchmarks(FACTS, topic), lang)
        check_rows(lines, lines["ref"].tolist())
    assert charts > 40 / step


@pytest.mark.parametrize("lang", EITHER)
def test_every_cell_of_a_places_targets_has_a_record(lang):
    stated = list(gaps.target_places(TODAY, lang))
    assert len(stated) > 50
    for place in stated[::4]:
        table = gaps.of_place(place, TODAY, lang)
        assert table is not None
        check_cells(table.table.to_pandas(), table.refs)
        assert table.odd.shape == table.table.to_pandas().shape
    assert gaps.of_place("no such place", TODAY, lang) is None


@pytest.mark.parametrize("kind", compare.panel_kinds("zh"))
@pytest.mark.parametrize("span", SPANS)
def test_every_mark_of_the_panels_has_a_record(span, kind):
    panels = compare.multiples(tuple(compare.usual_cities("none")), kind, span, "en", "500000")
    assert panels is not None
    check_rows(panels.table, panels.refs)
    assert [ref for figure in panels.figures.values() for ref in drawn(figure)] == panels.refs


@pytest.mark.parametrize("lang", EITHER)
def test_every_row_of_the_care_models_has_a_record(lang):
    care_models = edition.table("care_models")
    for root in models(care_models)["node"]:
        tree = subtree(care_models, root)
        check_rows(model_rows.node_table(tree, lang), ("node:" + tree["node"]).tolist())
    check_cells(*model_rows.service_matrix(care_models, lang))
    institutions = edition.table("institutions")
    refs = ("institution:" + institutions["institution"]).tolist()
    check_rows(model_rows.institution_table(institutions, lang), refs)


@pytest.mark.parametrize("lang", EITHER)
def test_every_policy_code_has_a_record(lang):
    codes = edition.table("policy_codes")
    places = list(dict.fromkeys(codes["place"]))
    texts, refs = instruments.matrix_table(places, lang)
    assert len(refs) == len(codes)
    coded = codes[codes["level"].notna()]
    for row in coded.itertuples():
        check(f"code:{row.place}:{row.instrument}")
    filled = {(at, name) for name in texts.columns[1:] for at, text in texts[name].items() if text}
    assert filled == set(refs)


@pytest.mark.parametrize("place", ["620700", "000000"])
@pytest.mark.parametrize("date", [CENSUS_2010, CENSUS_2020])
def test_every_bar_of_a_pyramid_has_a_record(place, date):
    found = people.age_groups(place, date, "zh")
    assert len(found) == 19
    for ref in [*found["ref"], *found["ref_male"], *found["ref_female"]]:
        check(ref)
    everybody = sum(derived(ref).value for ref in found["ref"])
    totals = record(f"population:{place}:{date}:resident:both:0")
    assert isinstance(totals, Printed)
    assert everybody == totals.row["persons"]


@pytest.mark.parametrize("place", ["620700", "500000", "350404"])
def test_every_distance_between_peers_has_a_record(place):
    known = known_traits()
    weights = WEIGHTS | {"size": 3.5, "urban": 0.0}
    ranked = distances(candidates(known, edition.table("places"), place), place, weights).head(8)
    assert len(ranked) == 8
    for other, distance in ranked["distance"].items():
        ref = distance_ref(place, str(other), weights)
        check(ref)
        assert derived(ref).value == round(distance, 2)


@pytest.mark.parametrize(
    "ref", ["distance:620700:431000:1,2", "distance:620700:x:1,1,1,1,1,1,1", "distance:620700", "age:620700:2020"]
)
def test_a_mistyped_reference_leads_nowhere(ref):
    with pytest.raises(KeyError):
        resolve(ref, Ground(FACTS, edition.all_tables(), older_by_year(), TODAY))


def test_every_later_or_registered_count_of_people_has_a_record():
    totals = edition.table("population_totals")
    later = totals.loc[
        ~totals["date"].isin([CENSUS_2010, CENSUS_2020]), "place"
    ].unique()  # of the others all is a census
    listed = pd.concat([other_counts(totals, place) for place in later])
    assert len(listed) > 15
    for _index, row in listed.iterrows():
        check(population_ref(row))


# A summary stands on the errors of 337 places: every fifteenth in `make test`, all of them in `make test-full`.
@pytest.mark.parametrize("step", [15, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("lang", EITHER)
def test_every_error_of_the_validation_has_a_record(lang, step):
    counts = validation.counts_table(lang)
    check_rows(counts.table.to_pandas(), counts.refs)
    against = validation.un_chart(lang)
    check_rows(against.table.to_pandas(), against.refs)
    assert sorted(drawn(against.figure)) == sorted(against.refs)
    for age in validation.AGES:
        listing = validation.summary_table(age, lang)
        assert len(listing.table) == len(listing.refs)
        for ref in listing.refs:
            found = derived(ref)
            check_formula(ref, found)
            assert len(found.inputs) > 30
            for inner in found.inputs[::step]:
                check(inner)
    one = validation.place_chart("620700", lang)
    check_rows(one.table.to_pandas(), one.refs)
    past = projection.past_errors("620700", lang)
    check_rows(past.table.to_pandas(), past.refs)


def test_a_prediction_and_its_count_are_those_of_the_census():
    found = record("hindcast:620700:traits:60")
    assert isinstance(found, Derived)
    assert vars(found)["values"]["counted"] == Amount(202_850, "persons")
    assert len(found.inputs) == 2


@pytest.mark.parametrize("place", ["620700", "530100", "000000"])
@pytest.mark.parametrize("lang", EITHER)
def test_every_mark_of_a_projection_has_a_record(place, lang):
    for name in projection.quantity_names(lang):
        chart = projection.fan_chart(place, name, lang)
        check_rows(chart.table.to_pandas(), chart.refs)
        official = [ref for ref in drawn(chart.figure) if ref.startswith("national:")]
        assert len(official) == (5 if (place, name) == ("000000", "age60") else 0)
        for ref in official:
            assert isinstance(record(ref), Printed)
        projected = [ref for ref in drawn(chart.figure) if ref not in official]
        assert len(projected) == 31 + 1  # and the mark of the census
        for ref in projected:
            found = record(ref)
            assert isinstance(found, Derived)
            low, high = (vars(found)["values"][edge] for edge in ("low", "high"))
            assert low.value <= high.value


def test_a_projection_starts_from_the_census():
    assert derived("projected:620700:2020:age60").value == pytest.approx(202_850, abs=1)
    assert derived("projected:620700:2020:age80").value == pytest.approx(14_699, abs=1)


def test_a_rank_stands_only_where_every_definition_agrees():
    mixed = 0
    for topic in TOPICS:
        found = on_topic(FACTS, topic, "achieved", "city", 0)
        if (found.facts["apart"] == "definition").any():
            mixed += 1
            assert ranks(found.facts).isna().all()
        elif not found.facts.empty:
            assert differences(found.facts) == []
    assert mixed > 3


def drawn(figure) -> list[str]:
    """Return the references that the marks of a chart send back."""
    return [str(ref) for trace in figure.data if trace.customdata is not None for ref in trace.customdata]


@pytest.mark.parametrize(("page", "query"), sampled(SCREENS, 3))
def test_every_table_and_chart_on_a_page_can_be_clicked(page, query):
    if "evidence" in query:
        return
    app = open_page(page, "en", **query)
    # Words only, no numbers: the two readings, and the tree of a care model, whose list below it opens the clauses.
    words_only = query in ({"section": "readings"}, {"view": "tree"})
    for element in app.dataframe:
        assert element.proto.selection_mode or words_only, f"nothing opens from {element.proto.id or element}"
    for figure in figures(app):
        for trace in figure["data"]:
            numbers = trace.get("hoverinfo") != "skip" and trace["type"] in {"scatter", "bar"}
            assert "customdata" in trace or not numbers or trace.get("mode") == "lines", (
                f"{trace['type']} without records"
            )


def test_a_cleared_selection_asks_again_for_what_is_still_shown_and_never_for_what_was(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    assert wanted("map", "batch:1", "beds") == "batch:1"
    assert wanted("map", None, "beds") == "batch:1"  # a second click
    assert wanted("map", None, "people") is None  # the map has changed
    assert wanted("map", "620700", "people") == "620700"
    assert wanted("map_table", None, "people") is None
