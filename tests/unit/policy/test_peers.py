"""Peers: distances by hand, weights, missing traits, and speed-independent properties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.peers import WEIGHTS, candidates, changed_places, distances, traits

SMALL = pd.DataFrame(
    {"share60": [10.0, 20.0, 30.0, 20.0], "size": [6.0, 6.0, 7.0, 7.0], "urban": [50.0, np.nan, 70.0, 60.0]},
    index=pd.Index(["a", "b", "c", "d"], name="place"),
)


def test_a_distance_is_the_weighted_root_mean_square_of_standardised_differences():
    # By hand: share60 has standard deviation sqrt(50), size 0.5; a and c differ by 20 and by 1.
    found = distances(SMALL[["share60", "size"]], "a", {"share60": 3.0, "size": 1.0})
    expected = np.sqrt((3 * (20 / np.sqrt(50)) ** 2 + 1 * (1 / 0.5) ** 2) / 4)
    assert found.at["c", "distance"] == pytest.approx(expected)
    assert found.at["c", "share60"] == pytest.approx(100 * 3 * 8 / (3 * 8 + 4))


def test_the_nearest_place_comes_first_and_the_place_itself_is_left_out():
    found = distances(SMALL[["share60", "size"]], "a", {"share60": 1.0, "size": 1.0})
    assert list(found.index) == ["b", "d", "c"]


def test_the_parts_of_a_distance_sum_to_a_hundred():
    found = distances(SMALL, "a", {"share60": 2.0, "size": 1.0, "urban": 1.0})
    assert found[["share60", "size", "urban"]].sum(axis=1).tolist() == pytest.approx([100.0] * len(found))


def test_a_weight_of_zero_takes_a_trait_out():
    only_share = distances(SMALL, "a", {"share60": 1.0})
    alone = distances(SMALL[["share60"]], "a", {"share60": 1.0})
    assert only_share["distance"].to_dict() == pytest.approx(alone["distance"].to_dict())


def test_changing_a_weight_changes_who_is_nearest():
    assert distances(SMALL, "d", {"share60": 5.0, "size": 0.5}).index[0] == "b"
    assert distances(SMALL, "d", {"share60": 0.5, "size": 5.0}).index[0] == "c"


def test_a_place_that_shares_less_than_half_of_the_weight_is_left_out():
    found = distances(SMALL, "a", {"share60": 1.0, "urban": 3.0})
    assert "b" not in found.index
    assert {"c", "d"} <= set(found.index)


@pytest.mark.parametrize("weights", [{}, {"share60": 0.0}, {"share60": -1.0, "size": 2.0}])
def test_weights_that_mean_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        distances(SMALL, "a", weights)


def test_an_unknown_place_is_refused():
    with pytest.raises(KeyError):
        distances(SMALL, "z", {"share60": 1.0})


@given(scale=st.floats(0.1, 1000), shift=st.floats(-1000, 1000))
def test_units_and_origin_of_a_trait_do_not_matter(scale, shift):
    moved = SMALL.assign(share60=SMALL["share60"] * scale + shift)
    weights = {"share60": 1.0, "size": 1.0}
    before, after = distances(SMALL, "a", weights), distances(moved, "a", weights)
    assert after["distance"].to_dict() == pytest.approx(before["distance"].to_dict(), rel=1e-6)


def test_distance_is_symmetric():
    weights = {"share60": 1.0, "size": 2.0}
    assert distances(SMALL, "a", weights).at["c", "distance"] == pytest.approx(
        distances(SMALL, "c", weights).at["a", "distance"]
    )


def test_the_traits_of_a_known_place_are_the_published_figures(curated):
    known = traits(curated["population_totals"], curated["population"])
    assert known.at["620700", "share60"] == pytest.approx(100 * 202_850 / 1_131_016)
    assert known.at["620700", "size"] == pytest.approx(np.log10(1_131_016))
    assert 80 < float(known["sex_ratio65"]["620700"]) < 110


def test_a_place_whose_boundaries_changed_has_no_change_between_the_censuses(curated):
    tables = curated["population_totals"], curated["population"]
    changed = changed_places(curated["hindcast_places"])
    assert "510100" in changed  # 成都 took 简阳 over in 2016
    known, naive = traits(*tables, changed), traits(*tables)
    for trait in ("change60", "growth"):
        assert np.isnan(float(known[trait]["510100"]))
        assert naive[trait]["510100"] > 0
        assert known[trait]["620700"] == naive[trait]["620700"]


@pytest.mark.parametrize(
    ("place", "own", "count"), [("620700", "prefecture", 300), ("500000", "province", 31), ("500101", "county", 2000)]
)
def test_a_place_is_compared_with_places_of_its_own_level_alone(curated, place, own, count):
    known = traits(curated["population_totals"], curated["population"])
    level = curated["places"].set_index("place")["level"]
    near = candidates(known, curated["places"], place)
    assert set(near.index.map(level)) == {own}
    assert len(near) >= count
    assert distances(near, place, WEIGHTS)["distance"].is_monotonic_increasing
