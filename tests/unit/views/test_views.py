"""Places side by side, contradictions, rates, the record behind a number, and the sentence that says it."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from policy.comparability import Difference, guard_sentence
from policy.comparison import Compared, on_topic, spread_sentences
from policy.derived import PER_1000_UNITS, Derived, per_1000_residents_60, residents
from policy.described import best_first
from policy.evidence import Ground, Printed, population_ref, resolve
from policy.headlines import HEADLINES
from policy.matrix import cells, matrix_sentence, order_places, side_by_side
from policy.quality import conflicts
from policy.text import Amount, Name, Sentence, Text
from tests.unit.variants import fact_of, variants
from views.older import older_by_year
from views.projections import projected

TODAY = dt.date(2026, 11, 22)
CHONGQING, KUNMING, WUHAN, DALIAN = "500000", "530100", "420100", "210200"
TOTALS = {KUNMING: 37_200.0, WUHAN: 73_368.0, CHONGQING: 237_000.0}
BEDS = "care_beds_total:achieved"


@pytest.fixture(scope="session")
def beds(described: pd.DataFrame) -> pd.DataFrame:
    """昆明's care beds of 2018."""
    return fact_of(described, "kunming-2018-050-09")


@pytest.fixture(scope="session")
def totals(described: pd.DataFrame) -> pd.DataFrame:
    """The cells of four cities for one row: care beds in total."""
    facts = described[described["topic"] == "care_beds_total"]
    return cells(facts, list(TOTALS), ["achieved"])


def values(said: Derived | Sentence | None) -> dict[str, Any]:
    """Return the values that a formula or a sentence takes."""
    assert said is not None
    return said.values  # noqa: PD011  (a field, no frame)


# Side by side


def test_a_cell_shows_the_newest_whole_place_figure_and_counts_the_others(totals):
    shown = totals.set_index("place")
    assert shown["value"].to_dict() == TOTALS
    assert shown.at[CHONGQING, "year"] == 2024
    assert shown["others"].to_dict() == {KUNMING: 0, WUHAN: 1, CHONGQING: 2}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"subject": "kunming-guangfu-hospital", "year": 2024}),
        ({}, {"warnings": "inherited_target", "year": 2024}),
        ({}, {"scope": "城市社区", "year": 2024}),
        ({"year": 2019, "grade": "D"}, {"year": 2018, "grade": "A"}),
        ({"grade": "B-"}, {"grade": "C"}),
        ({"grade": "A"}, {"grade": "A-"}),
        ({"issued_on": "2018-06"}, {"issued_on": "2018"}),
        ({"issued_on": "2019"}, {"issued_on": "2018-12-31"}),
        ({"fact": "kunming-01"}, {"fact": "kunming-02"}),
    ],
)
def test_the_better_of_two_figures_comes_first_whatever_their_order(beds, better, worse):
    two = variants(beds, {"fact": "better"} | better, {"fact": "worse"} | worse)
    expected = two["fact"].tolist()
    assert best_first(two)["fact"].tolist() == expected
    assert best_first(two.iloc[::-1])["fact"].tolist() == expected


def test_a_cell_never_shows_one_institution_for_its_place(described):
    found = cells(described, [KUNMING], ["achieved"])
    assert not found.empty
    assert set(found["subject"]) == {""}


def test_the_odd_definition_of_a_row_is_marked_in_its_own_row_only(beds):
    facts = variants(
        beds,
        {"place": WUHAN},
        {"place": DALIAN},
        {"place": KUNMING, "scope": "城市社区"},
        {"place": KUNMING, "topic": "pop60", "comparable_group": "pop60_resident"},
    )
    found = cells(facts, [WUHAN, DALIAN, KUNMING], ["achieved"])
    assert set(found[found["odd"]]["fact"]) == {"fact-2"}


def test_targets_and_results_are_rows_of_their_own(beds):
    facts = variants(beds, {}, {"kind": "target"}, {"kind": "forecast"})
    found = cells(facts, [KUNMING], ["achieved", "target"])
    assert set(found["kind"]) == {"achieved", "target"}
    assert not found["odd"].any()


def test_places_stand_in_the_order_of_one_row_the_rest_as_chosen(totals):
    chosen = ["620700", KUNMING, CHONGQING, WUHAN]
    assert order_places(chosen, totals, BEDS) == [CHONGQING, WUHAN, KUNMING, "620700"]
    assert order_places(chosen, totals, "") == chosen
    assert order_places(chosen, totals, "no_such_topic:achieved") == chosen


def test_a_place_whose_definition_is_odd_is_not_ordered_by_its_value(totals):
    odd = totals.assign(odd=totals["place"] == CHONGQING)
    assert order_places([KUNMING, CHONGQING, WUHAN], odd, BEDS) == [WUHAN, KUNMING, CHONGQING]


def test_two_places_share_a_row_only_when_both_have_it(beds):
    facts = variants(
        beds,
        {"place": WUHAN},
        {"place": DALIAN},
        {"place": WUHAN, "topic": "pop60"},
        {"place": DALIAN, "kind": "target"},
    )
    found = side_by_side(facts, [WUHAN, DALIAN], ["achieved", "target"]).set_index("fact")
    assert found["shared"].to_dict() == {"fact-0": True, "fact-1": True, "fact-2": False, "fact-3": False}


def test_two_definitions_in_one_row_are_marked_in_both_cells(beds):
    facts = variants(beds, {"place": WUHAN}, {"place": DALIAN, "scope": "城市社区"})
    assert side_by_side(facts, [WUHAN, DALIAN], ["achieved"])["odd"].tolist() == [True, True]


def test_no_facts_make_an_empty_comparison(described):
    none = described.iloc[0:0]
    assert cells(none, [WUHAN], ["achieved"]).empty
    assert side_by_side(none, [WUHAN, DALIAN], ["achieved"]).empty
    assert order_places([WUHAN], cells(none, [WUHAN], ["achieved"]), BEDS) == [WUHAN]


def test_a_ranking_holds_each_city_once_and_no_province(described):
    found = on_topic(described, "care_beds_total", "achieved", "city", 0).facts
    assert found["place"].is_unique
    assert found["is_city"].all()
    assert not found["place_level"].isin(["county", "country"]).any()


# Contradictions


def contradicting(beds: pd.DataFrame, *changes: dict) -> dict[str, bool]:
    """Return the slugs that contradict another, each with whether other views show it."""
    found = conflicts(variants(beds, *changes))
    return dict(zip(found["fact"], found["shown"], strict=True))


def test_two_values_for_one_thing_and_year_conflict_and_the_better_grade_is_shown(beds):
    found = contradicting(beds, {"value": 37_200.0, "grade": "C"}, {"value": 40_000.0, "grade": "B"})
    assert found == {"fact-1": True, "fact-0": False}


def test_between_equal_grades_the_later_document_is_shown(beds):
    found = contradicting(
        beds, {"value": 37_200.0, "issued_on": "2018-11"}, {"value": 40_000.0, "issued_on": "2019-02-10"}
    )
    assert found == {"fact-1": True, "fact-0": False}


@pytest.mark.parametrize(("other", "disagree"), [(100_499.0, False), (100_500.0, False), (101_000.0, True)])
def test_values_within_half_a_percent_are_one_value_rounded(beds, other, disagree):
    assert bool(contradicting(beds, {"value": 100_000.0}, {"value": other})) is disagree


@pytest.mark.parametrize(
    ("dates", "disagree"),
    [
        (("2018", "2018-12-31"), True),
        (("2018", "2018-12"), True),
        (("2018-06", "2018-06"), True),
        (("2018", "2018-06"), False),
        (("2018-05", "2018-05-12"), False),
        (("2018-05-12", "2018-05-12"), True),
        (("", "2018"), True),
    ],
)
def test_only_values_of_one_period_conflict_and_the_end_of_a_year_is_the_year(beds, dates, disagree):
    found = contradicting(beds, *({"value": 1000.0 * (at + 1), "date": date} for at, date in enumerate(dates)))
    assert bool(found) is disagree


@pytest.mark.parametrize(
    "other",
    [
        {"place": WUHAN},
        {"scope": "城市社区"},
        {"kind": "target"},
        {"indicator": "institution_beds"},
        {"subject": "kunming-guangfu-hospital"},
        {"year": 2019, "date": "2019"},
        {"year": pd.NA, "date": ""},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_numbers_about_different_things_do_not_conflict(beds, other):
    assert contradicting(beds, {"value": 1.0}, {"value": 2.0} | other) == {}


@pytest.mark.parametrize(("kind", "disagree"), [("forecast", True), ("parameter", False), ("threshold", False)])
def test_rules_may_have_several_values_measurements_may_not(beds, kind, disagree):
    found = contradicting(beds, {"kind": kind, "value": 1.0}, {"kind": kind, "value": 2.0})
    assert bool(found) is disagree


def test_the_two_programmes_of_chongqing_for_2020_contradict_each_other(described):
    found = conflicts(described).set_index("fact")
    pair = found.loc[["chongqing-2020-100-02", "chongqing-2020-101-10"]]  # 809 and 1,052 new stations by 2020
    assert pair["value"].tolist() == [809.0, 1052.0]
    assert pair["shown"].tolist() == [True, False]


# Rates


def test_a_count_becomes_a_rate_of_the_census_as_a_hand_reckons_it(described):
    slugs = ["chongqing-2022-15", "chongqing-2022-16"]
    counted = pd.DataFrame(
        [("500000", 2020, 7_010_440.0, "counted", (), 2020)],
        columns=["place", "year", "persons", "how", "people", "people_year"],
    )
    found = per_1000_residents_60(described[described["fact"].isin(slugs)].assign(year=2020), counted)
    rates = found.set_index("fact")
    assert rates["population"].tolist() == [7_010_440, 7_010_440]
    # 173 / 7,010,440 × 1,000 = 0.024677…; 50,400 / 7,010,440 × 1,000 = 7.189277…
    assert rates.at["chongqing-2022-15", "value"] == 0.0247
    assert rates.at["chongqing-2022-16", "value"] == 7.19
    assert rates.at["chongqing-2022-15", "printed_value"] == 173
    assert rates["unit"].to_dict() == {
        "chongqing-2022-15": "institutions_per_1000",
        "chongqing-2022-16": "beds_per_1000",
    }
    assert found["fact"].tolist() == slugs[::-1]  # the largest first


def test_a_rate_of_a_small_count_is_never_rounded_to_nothing(described, curated):
    found = per_1000_residents_60(described[described["value"] > 0], older_by_year())
    assert not found.empty
    exact = found["printed_value"] / found["population"].astype(float) * 1000
    assert ((found["value"] - exact).abs() <= 0.005 * exact).all()


def test_what_is_no_count_or_has_no_census_is_left_out(described, curated):
    found = per_1000_residents_60(described, older_by_year())
    assert set(found["fact"]) <= set(described[described["unit"].isin(list(PER_1000_UNITS))]["fact"])
    assert not found["place"].str.startswith("x-").any()
    assert per_1000_residents_60(described, older_by_year().iloc[0:0]).empty


def test_the_census_counts_residents_of_both_sexes_aged_60_and_over(curated):
    found = residents(curated["population_totals"], 60)
    assert found.index.is_unique
    assert found["000000"] == 264_018_218
    assert residents(curated["population_totals"], 60, "1990-07-01").empty


# The record behind a number


@pytest.fixture
def behind(described, curated):
    def behind(ref: str) -> Printed | Derived:
        return resolve(ref, Ground(described, curated, older_by_year(), TODAY))

    return behind


def test_a_fact_opens_with_its_document_and_its_indicator(behind):
    found = behind("fact:chongqing-2022-16")
    assert isinstance(found, Printed)
    assert found.row["as_printed"] == "床位5.04万张"
    assert found.document["document"] == "chongqing-2022"
    assert found.indicator is not None
    assert found.indicator["indicator"] == "integrated_care_beds"


def test_facts_and_census_rows_can_be_opened_wherever_they_stand(behind, curated):
    for slug in curated["facts"]["fact"].iloc[::10]:
        assert behind(f"fact:{slug}").row["fact"] == slug
    for _, row in curated["population_totals"].iloc[::25].iterrows():
        assert behind(population_ref(row)).row["persons"] == row["persons"]


def test_a_rate_opens_with_its_formula_and_the_people_of_its_year(behind):
    found = behind("rate:chongqing-2022-15")
    assert isinstance(found, Derived)
    people = projected("500000")
    assert people is not None
    older = round(people.central["age60"][found_year(found) - 2020])
    assert (found.value, found.unit) == (float(f"{1000 * 173 / older:.3g}"), "institutions_per_1000")
    assert values(found)["population"] == Amount(float(older), "persons")
    assert found.inputs == ("fact:chongqing-2022-15", f"projected:500000:{found_year(found)}:age60")


def found_year(found: Derived) -> int:
    return int(str(vars(found)["values"]["year"]))


def test_the_people_of_a_year_are_counted_projected_or_between_two_censuses():
    older = older_by_year().set_index(["place", "year"])
    assert older.loc[("000000", 2024), "how"] == "official"
    assert older.loc[("500000", 2024), "how"] == "projected"
    between = older[older["how"] == "between"].reset_index()
    assert between["year"].between(2010, 2019).all()
    row = between[between["place"] == "000000"].iloc[0]
    assert 177_600_000 < row["persons"] < 264_020_000


@pytest.mark.parametrize("name", HEADLINES)
def test_a_headline_opens_and_so_does_each_of_its_inputs(behind, name):
    found = behind(f"headline:{name}")
    assert isinstance(found, Derived)
    assert found.value > 0
    assert found.inputs
    for ref in found.inputs[:20]:
        assert isinstance(behind(ref), Printed), ref


@pytest.mark.parametrize(
    ("condition", "column", "value"),
    [("place=500000", "place", CHONGQING), ("grade=B-", "grade", "B-"), ("kind=target", "kind", "target")],
)
def test_a_count_is_the_number_of_its_inputs(behind, described, condition, column, value):
    found = behind(f"count:{condition}")
    expected = described[described[column] == value]["fact"]
    assert found.value == len(expected) > 0
    assert found.inputs == tuple(f"fact:{slug}" for slug in expected)


def test_a_count_by_year_and_by_warning(behind, described):
    assert behind("count:year=2025").value == (described["year"] == 2025).sum() > 0
    warned = described[described["warnings"].str.split(";").map(lambda words: "redacted_year" in words)]
    assert behind("count:warning=redacted_year").value == len(warned) > 0


def test_a_status_opens_with_the_target_and_the_result_it_rests_on(behind):
    found = behind("status:beijing-2021-048-02@2026-11-22")  # 50 % by 2022; 68 % in 2025
    assert found.inputs == ("fact:beijing-2021-048-02", "fact:beijing-2025-018-09")
    assert values(found)["target"] == Amount(50.0, "percent", ">=", 50.0)
    assert values(found)["result"] == Amount(68.0, "percent", "=", 68.0)
    assert found.value == 50 - 68


def test_a_row_of_the_models_institutions_and_codes_opens(behind):
    assert behind("node:kunming-311").row["level"] == "model"
    assert behind("institution:kunming-guangfu-hospital").row["beds_total"] == 250
    assert behind("code:620700:land_supply").document["document"] == "zhangye-2023"


@pytest.mark.parametrize(
    "ref",
    [
        "",
        "nonsense",
        "nonsense:chongqing-2022-16",
        "fact:",
        "fact:no-such-fact",
        "population:500000:2020-11-01:resident:both:61",
        "population:500000",
        "rate:no-such-fact",
        "rate:chongqing-2022-20",  # a share, no count
        "headline:best_city",
        "count:",
        "count:note=x",
        "status:beijing-2021-048-02",
        "status:beijing-2021-048-02@2026-02-30",
        "status:chongqing-2022-16@2026-11-22",  # a result, no target
        "units:no-such-fact@2026-11-22",
        "node:no-such-node",
        "node:kunming-311:kunming-311",
        "code:620700",
        "code:620700:land_supply:more",
    ],
)
def test_nothing_stands_behind_an_old_or_mistyped_reference(behind, ref):
    with pytest.raises(KeyError):
        behind(ref)


# The sentence


def said_of(facts: pd.DataFrame) -> Sentence:
    """Return the first sentence about figures that all stand."""
    return spread_sentences(Compared(facts.assign(apart=""), None, None, national=False), "city")[0]


def test_the_sentence_names_the_largest_the_smallest_and_the_distance(totals):
    found = said_of(totals[totals["place"] != CHONGQING])
    assert found.template.startswith("Of {count} {level}")
    assert values(found)["count"] == 2
    top, low = (values(part) for part in (values(found)["top"][0], values(found)["low"][0]))
    assert (top["place"], top["year"]) == (Name("武汉市", "Wuhan"), 2019)
    assert low["place"] == Name("昆明市", "Kunming")
    assert values(found)["gap"] == Amount(73_368 - 37_200, "beds")


def test_the_distance_between_two_shares_is_in_percentage_points(described):
    shares = described[described["fact"].isin(["beijing-2025-018-09", "bayannur-2024-111-04"])]
    assert values(said_of(shares))["gap"] == Amount(10.0, "percentage_points")


def test_the_distance_between_two_small_rates_is_not_rounded_away(beds):
    rates = variants(beds, {"value": 0.0247}, {"value": 0.0112}).assign(unit="institutions_per_1000")
    assert values(said_of(rates))["gap"] == Amount(0.0135, "institutions_per_1000")


def test_one_place_is_not_compared_with_itself(totals):
    found = said_of(totals[totals["place"] == CHONGQING])
    assert found.template.startswith("Only {place}")
    assert values(found)["place"] == Name("重庆市", "Chongqing")
    assert values(found)["value"] == Amount(237_000.0, "beds", ">=", 237_000.0)


def test_no_figure_is_said_to_be_none(totals):
    found = said_of(totals.iloc[0:0])
    assert found.template == "No figure was found for this choice."
    assert values(found) == {}


def test_equal_values_have_no_largest(beds):
    found = said_of(variants(beds, {"place": WUHAN}, {"place": DALIAN}))
    assert found.template.startswith("All {count} {level} print the same value")
    assert values(found)["count"] == 2


@pytest.mark.parametrize(
    ("cells_of_year", "expected"),
    [
        ({"year": pd.NA, "date": "", "period_status": "redacted"}, Text("year redacted")),
        ({"year": pd.NA, "date": "", "period_status": "none"}, Text("no year")),
        ({"year": 2018}, 2018),
    ],
)
def test_a_missing_year_is_said_not_guessed(beds, cells_of_year, expected):
    assert values(said_of(variants(beds, cells_of_year)))["year"] == expected


def test_the_guard_names_what_differs_and_is_silent_when_nothing_does():
    assert guard_sentence([]) is None
    found = guard_sentence([Difference("unit", ("beds", "persons")), Difference("kind", ("achieved", "target"))])
    assert values(found) == {"aspects": (Text("unit"), Text("type of data"))}


def test_the_comparison_counts_the_cities_cells_and_not_the_nations(beds):
    facts = variants(
        beds,
        {"place": WUHAN},
        {"place": DALIAN},
        {"place": KUNMING, "scope": "城市社区"},
        {"place": WUHAN, "kind": "target"},
        {"place": "000000"},
    )
    chosen = [WUHAN, DALIAN, KUNMING]
    found = matrix_sentence(cells(facts, [*chosen, "000000"], ["achieved", "target"]), chosen)
    assert values(found) == {"filled": 4, "cells": 6, "cities": 3, "rows": 2, "odd": 1}
    assert values(matrix_sentence(cells(facts, ["620700"], ["achieved"]), ["620700"])) == {}
