"""The hindcast on made-up provinces: known answers, no leakage, coverage, and the tables made of it."""

from dataclasses import replace

import numpy as np
import pytest

from projection.checks.hindcast import (
    BANDED,
    METHODS,
    OLD_AGES,
    Hindcast,
    Inputs,
    bands_of,
    closed_counts,
    hindcast,
    national_growth,
    old_counts,
    share_shift,
)
from projection.checks.hindcast_tables import error_rows, gates, group_rows, losses, narrow_provinces, summary
from projection.people.local_factors import FACTORS, MORTALITY, STARTS
from tests.unit.synthetic_censuses import CODES, EACH, PLACES, PROVINCES, SURVIVORSHIP, inputs, single_ages


def driven(noise: float = 0.0) -> Inputs:
    """Return censuses in which urban places gain people of all ages and lose fewer to death."""
    urban = inputs().traits["urban"].to_numpy() - 0.5
    factors = np.zeros((len(CODES), FACTORS))
    factors[:, :MORTALITY] = 0.2 * urban[:, None]
    factors[:, MORTALITY] = 0.3 * urban
    return inputs(factors, noise)


@pytest.fixture(scope="module")
def noisy() -> Hindcast:
    return hindcast(driven(noise=0.05))


def errors(result: Hindcast, method: str) -> np.ndarray:
    return old_counts(result.predicted[method]) / old_counts(result.observed) - 1


# Known answers.


def test_without_migration_and_local_mortality_nothing_is_wrong():
    result = hindcast(inputs())
    for method in BANDED:
        np.testing.assert_allclose(result.predicted[method], result.observed, rtol=1e-9)
        np.testing.assert_allclose(result.bands[method][1], result.bands[method][0], rtol=1e-9)


def test_what_traits_drive_is_found_and_what_they_do_not_is_left():
    learned, alone = (np.median(np.abs(errors(hindcast(driven()), method))) for method in ("traits", "closed"))
    assert learned < alone / 4


def test_who_is_left_is_counted_as_the_engine_counts_them():
    """One cohort by hand: women of 60 to 64 become those of 70 to 74."""
    single = single_ages()
    by_hand = sum(
        single[:, 0, age] * np.prod([SURVIVORSHIP[t, 0, age + t + 1] for t in range(10)]) for age in range(60, 65)
    )
    closed = closed_counts(single, SURVIVORSHIP)
    np.testing.assert_allclose(closed[:, 0, list(STARTS).index(70)], by_hand)
    assert (closed[:, :, :3] == 0).all()


def test_naive_methods_are_right_where_every_province_grows_alike():
    before = np.add.reduceat(single_ages(), STARTS, axis=-1)
    provinces = PLACES["province"].to_numpy()
    np.testing.assert_allclose(national_growth(before, 1.3 * before, provinces), 1.3 * before[:, :, 3:])
    np.testing.assert_allclose(share_shift(before, 1.3 * before, provinces), 1.3 * before[:, :, 3:])


# No leakage.


@pytest.mark.parametrize("method", METHODS)
def test_no_figure_of_its_province_after_the_start_enters_a_hindcast(method: str):
    given = driven(noise=0.05)
    province = PLACES["province"].iloc[0]
    own = (PLACES["province"] == province).to_numpy()
    after = given.after.copy()
    rng = np.random.default_rng(5)
    after[own] *= rng.uniform(0.3, 3, after[own].shape)
    first, second = hindcast(given), hindcast(replace(given, after=after))
    np.testing.assert_array_equal(first.predicted[method][own], second.predicted[method][own])
    np.testing.assert_array_equal(first.penalties[own], second.penalties[own])
    if method in BANDED:
        np.testing.assert_array_equal(first.bands[method][:, own], second.bands[method][:, own])
        assert (first.bands[method][:, ~own] != second.bands[method][:, ~own]).any(axis=(0, 2)).all()
    if method not in ("closed", "kept"):
        assert (first.predicted[method][~own] != second.predicted[method][~own]).any(axis=(1, 2)).all()


def test_the_order_of_places_is_of_no_account():
    given = driven(noise=0.05)
    turned = np.random.default_rng(2).permutation(len(CODES))
    shuffled = Inputs(
        given.places.iloc[turned].reset_index(drop=True),
        given.before[turned],
        given.after[turned],
        given.single[turned],
        given.traits.iloc[turned],
        given.survivorship,
    )
    first, second = hindcast(given), hindcast(shuffled)
    for method in METHODS:
        np.testing.assert_allclose(first.predicted[method][turned], second.predicted[method], rtol=1e-9)


# Bands.


def test_bands_cover_what_they_say(noisy: Hindcast):
    told = old_counts(noisy.observed)
    for method in BANDED:
        low, high = noisy.bands[method]
        assert 0.7 <= ((low <= told) & (told <= high)).mean() <= 0.9


def test_a_band_is_the_spread_of_other_provinces_errors():
    """Nine errors −4 … 4 % elsewhere: ranks 1 and 9 of ten are the 10 and 90 % ends."""
    provinces = np.array(["a"] + ["b"] * 9)
    spread = np.log1p(np.arange(-4, 5) / 100)
    seen = np.zeros((2, 10, 1))
    seen[0, 1:, 0] = spread
    low, high = bands_of(np.full((10, 1), 1000.0), seen, provinces, np.zeros(10, dtype=int))
    assert (low[0, 0], high[0, 0]) == (pytest.approx(960), pytest.approx(1040))


def test_a_size_class_with_few_places_elsewhere_takes_the_errors_of_all():
    provinces = np.repeat(["a", "b"], [1, 30])
    size = np.array([0, *[0] * 5, *[1] * 25])
    seen = np.zeros((2, 31, 1))
    seen[0, 6:] = 0.5
    low, high = bands_of(np.full((31, 1), 100.0), seen, provinces, size)
    assert low[0, 0] == pytest.approx(100)
    assert high[0, 0] == pytest.approx(100 * np.exp(0.5))


# Bad input.


def test_two_provinces_are_too_few():
    given = inputs()
    few = given.places.assign(province=np.where(np.arange(len(CODES)) < 20, "100000", "110000"))
    with pytest.raises(ValueError, match="at least three provinces"):
        hindcast(replace(given, places=few))


def test_an_empty_age_group_is_named():
    given = inputs()
    after = given.after.copy()
    after[4, 1, 18] = 0
    with pytest.raises(ValueError, match="place 4 has nobody aged 85"):
        hindcast(replace(given, after=after))


def test_a_missing_trait_is_named():
    given = inputs()
    traits = given.traits.copy()
    traits.iloc[3, 0] = np.nan
    with pytest.raises(ValueError, match=f"trait urban of place {CODES[3]} is missing"):
        hindcast(replace(given, traits=traits))


# Tables.


def test_a_row_tells_its_error_and_whether_its_band_held(noisy: Hindcast):
    rows = error_rows(noisy)
    assert len(rows) == len(CODES) * len(METHODS) * len(OLD_AGES)
    assert not rows.duplicated(["place", "method", "age_from"]).any()
    row = rows[(rows["place"] == CODES[7]) & (rows["method"] == "traits") & (rows["age_from"] == 80)].iloc[0]
    told = old_counts(noisy.observed)[7, 2]
    assert row["error"] == pytest.approx(100 * (row["predicted"] / told - 1), abs=0.02)
    assert row["covered"] == ("1" if row["low"] <= told <= row["high"] else "0")
    assert rows.loc[~rows["method"].isin(BANDED), "low"].isna().all()
    assert set(rows.loc[~rows["method"].isin(BANDED), "covered"]) == {""}


def test_groups_by_sex_add_up_to_the_open_ages(noisy: Hindcast):
    groups = group_rows(noisy)
    old = groups[groups["age_from"] >= 65].groupby(["place", "method"])["predicted"].sum()
    rows = error_rows(noisy).query("age_from == 65").set_index(["place", "method"])["predicted"]
    assert (old - rows.reindex(old.index)).abs().max() <= 5


def test_a_summary_counts_every_place_once_a_size_class(noisy: Hindcast):
    table = summary(noisy)
    counts = table[(table["method"] == "closed") & (table["age_from"] == 60)].set_index("size")["places"]
    assert counts["all"] == counts.drop("all").sum() == PROVINCES * EACH


def test_the_gates_say_what_fails_and_losses_are_listed(noisy: Hindcast):
    table = summary(noisy)
    verdicts = {name: held for name, _value, _limit, held in gates(table)}
    assert not verdicts["places compared"]  # 112 of the 300 asked for
    worse = table.copy()
    worse.loc[(worse["method"] == "traits") & (worse["size"] == "all"), "median_abs"] = 50.0
    assert not {name: held for name, _value, _limit, held in gates(worse)}["60+ median |error| %"]
    assert set(losses(worse)[losses(worse)["size"] == "all"]["method"]) == set(METHODS) - {"traits"}


def test_a_province_whose_places_all_went_another_way_is_named():
    given = driven(noise=0.02)
    own = (PLACES["province"] == "100000").to_numpy()
    after = given.after.copy()
    after[own] *= 1.5
    found = narrow_provinces(hindcast(replace(given, after=after)))
    assert set(found["province"]) == {"100000"}
    assert (found["bias"] < -20).all()


def test_the_summary_of_a_perfect_method_is_zero():
    table = summary(hindcast(inputs()))
    perfect = table[table["method"].isin(BANDED)]
    assert (perfect[["median_abs", "mean_abs", "p90_abs", "bias", "mean"]] == 0).all(axis=None)
