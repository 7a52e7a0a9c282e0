"""The guard: one way of mixing definitions at a time, and what may still be ranked."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.comparability import ASPECTS, Difference, differences, odd_ones, ranks
from tests.unit.variants import fact_of, variants

# For each aspect the cells that make a fact differ in it and in nothing else, with both values as the guard names them.
MIXES = {
    "comparable_group": [
        ({"comparable_group": "nursing_bed_share_all"}, ("nursing_bed_share", "nursing_bed_share_all"))
    ],
    "kind": [({"kind": "forecast"}, ("achieved", "forecast")), ({"kind": "target"}, ("achieved", "target"))],
    "population_basis": [({"population_basis": "registered"}, ("", "registered"))],
    "age_basis": [({"age_basis": "65+"}, ("", "65+"))],
    "scope_base": [({"scope_base": "城市社区"}, ("", "城市社区"))],
    "scope_facility": [({"scope_facility": "日间照料中心"}, ("", "日间照料中心"))],
    "scope_condition": [({"scope_condition": "租赁用房"}, ("", "租赁用房"))],
    "scope_time": [({"scope_time": "试点前"}, ("", "试点前"))],
    "unit": [({"unit": "per_mille"}, ("per_mille", "percent"))],
    "level_of_statement": [({"subject": "kunming-guangfu-hospital"}, ("institution", "place"))],
    "ownership": [({"warnings": "second_hand;inherited_target"}, ("inherited", "own"))],
    "counting": [
        ({"warnings": "per_year_quota"}, ("per_year_quota", "stock")),
        ({"warnings": "inferred_year;cumulative"}, ("cumulative", "stock")),
    ],
}
CASES = [(aspect, cells, values) for aspect, mixes in MIXES.items() for cells, values in mixes]
VALUES = st.lists(st.floats(0, 1e9), min_size=1, max_size=12)


@pytest.fixture(scope="session")
def nursing_share(described: pd.DataFrame) -> pd.DataFrame:
    """巴彦淖尔's nursing-type share of its beds: more is better, and it holds for the whole place without a condition."""
    return fact_of(described, "bayannur-2024-111-04")


def test_every_aspect_of_a_definition_is_tried():
    assert tuple(MIXES) == ASPECTS


@pytest.mark.parametrize(("aspect", "cells", "values"), CASES)
def test_one_mixed_definition_is_named_the_minority_marked_and_nobody_ranked(nursing_share, aspect, cells, values):
    mixed = variants(nursing_share, {"value": 300.0}, cells | {"value": 200.0}, {"value": 100.0})
    assert differences(mixed) == [Difference(aspect, values)]
    assert ranks(mixed).isna().all()
    assert odd_ones(mixed).tolist() == [False, True, False]


def test_every_difference_is_named_in_the_order_a_reader_should_hear(nursing_share):
    all_at_once = {key: value for aspect in ASPECTS for key, value in MIXES[aspect][0][0].items()}
    all_at_once["warnings"] = "inherited_target;per_year_quota"
    found = differences(variants(nursing_share, {}, all_at_once))
    assert tuple(difference.aspect for difference in found) == ASPECTS


@pytest.mark.parametrize(
    "cells", [{"year": 2011, "date": "2011"}, {"grade": "D"}, {"place": "530000"}, {"warnings": "second_hand"}]
)
def test_another_year_place_grade_or_source_is_no_other_definition(nursing_share, cells):
    both = variants(nursing_share, {"value": 300.0}, cells | {"value": 400.0})
    assert differences(both) == []
    assert odd_ones(both).tolist() == [False, False]
    assert ranks(both).tolist() == [2, 1]


@pytest.mark.parametrize(("polarity", "expected"), [("1", [3, 1, 2]), ("-1", [1, 3, 2]), ("0", [pd.NA] * 3)])
def test_the_best_value_is_first_and_a_neutral_indicator_has_no_best(nursing_share, polarity, expected):
    three = variants(nursing_share, *({"value": value, "polarity": polarity} for value in (10.0, 30.0, 20.0)))
    assert ranks(three).tolist() == expected


def test_equal_values_share_the_better_rank_and_the_next_rank_is_left_out(nursing_share):
    four = variants(nursing_share, *({"value": value} for value in (10.0, 30.0, 30.0, 20.0)))
    assert ranks(four).tolist() == [4, 1, 1, 3]


def test_no_facts_have_no_differences_no_ranks_and_no_odd_ones(nursing_share):
    none = nursing_share.iloc[0:0]
    assert differences(none) == []
    assert ranks(none).empty
    assert odd_ones(none).empty


def test_between_two_equally_common_definitions_the_whole_place_is_the_standard(nursing_share):
    half = variants(
        nursing_share, *[{"scope_base": "城区"}] * 2, *[{"kind": "target"}] * 2
    )  # achieved sorts before target
    assert odd_ones(half).tolist() == [True, True, False, False]


def test_the_most_common_definition_is_the_standard_even_with_a_condition(nursing_share):
    most = variants(nursing_share, *[{"scope_base": "城区"}] * 2, {})
    assert odd_ones(most).tolist() == [False, False, True]


def test_twelve_facts_are_told_apart_as_well_as_any_number(nursing_share):
    """A definition has twelve parts: twelve rows must not be compared with it part by part."""
    twelve = variants(nursing_share, *[{}] * 11, {"kind": "forecast"})
    assert odd_ones(twelve).tolist() == [False] * 11 + [True]


def test_the_index_of_the_facts_is_kept(nursing_share):
    some = variants(nursing_share, {"value": 1.0}, {"value": 2.0}).set_axis([70, 7])
    assert ranks(some).to_dict() == {70: 2, 7: 1}
    assert odd_ones(some).to_dict() == {70: False, 7: False}


def test_nursing_shares_of_different_bases_in_the_real_data_are_never_ranked_together(described):
    results = described[
        (described["topic"] == "nursing_share") & (described["kind"] == "achieved") & described["is_city"]
    ]
    assert set(results["polarity"]) == {"1"}
    assert "comparable_group" in [difference.aspect for difference in differences(results)]
    assert ranks(results).isna().all()


@given(VALUES, st.randoms(use_true_random=False), st.sampled_from(["1", "-1"]))
def test_ranks_do_not_depend_on_the_order_of_the_rows(nursing_share, values, random, polarity):
    facts = variants(nursing_share, *({"value": value, "polarity": polarity} for value in values))
    shuffled = facts.sample(frac=1, random_state=random.randrange(2**32))
    pd.testing.assert_series_equal(ranks(shuffled).sort_index(), ranks(facts))


@given(VALUES)
def test_a_rank_is_one_more_than_the_number_of_better_values(nursing_share, values):
    found = ranks(variants(nursing_share, *({"value": value} for value in values)))
    assert found.tolist() == [1 + sum(other > value for other in values) for value in values]


@given(st.lists(st.sampled_from([{}, *(cells for _, cells, _ in CASES)]), min_size=1, max_size=12))
def test_odd_ones_never_mark_everything_and_what_is_left_may_be_ranked(nursing_share, changes):
    facts = variants(nursing_share, *changes)
    left = facts[~odd_ones(facts)]
    assert not left.empty
    assert differences(left) == []
    assert odd_ones(facts).any() == bool(differences(facts))
