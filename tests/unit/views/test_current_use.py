"""Current use of institutions out of sample: what the counts say that the rates have not seen."""

import pytest

from projection.care.residents import whole_counts
from projection.checks.current_use import against_counts, expected, spread
from views import edition
from views.projections import projected
from views.scenario.case import case_of
from views.scenario.standing import people_of
from views.scenario.state import defaults

NATION = "000000"


@pytest.fixture(scope="module")
def found():
    counts = whole_counts(edition.described(), 2020)
    known = [place for place in counts["place"] if projected(place)]
    rows = counts[counts["place"].isin(known)]
    return against_counts(rows, people_of, defaults()["use_slope"], 2020).set_index("place")


def test_the_count_of_2020_carried_on_is_some_twelve_percent_above_that_of_2024(found):
    """2.15 million in July 2020, 2.307 million at the end of 2024: fewer at each age, as the lever of use says."""
    nation = found.loc[NATION]
    assert (nation["year"], nation["counted"]) == (2024, 2_307_000)
    assert nation["expected"] == pytest.approx(2_580_000, rel=0.01)
    assert nation["error"] == pytest.approx(11.8, abs=0.3)


@pytest.mark.parametrize(("place", "error"), [("350000", 48), ("530000", 75), ("110000", -14)])
def test_provinces_with_counted_residents_are_told_how_far_the_nations_rates_are_off(found, place, error):
    assert found.at[place, "error"] == pytest.approx(error, abs=2)


def test_the_spread_of_places_is_the_default_of_the_band(found):
    assert spread(found.reset_index()) == pytest.approx(defaults()["sd_use"], abs=2.5)


def test_the_base_year_meets_the_residents_that_are_counted():
    assert case_of(NATION, "").at("in_institution", 2024)[0] == pytest.approx(2_307_000)
    assert case_of("110000", "").at("in_institution", 2024)[0] == pytest.approx(45_000)
    assert case_of("370500", "rs4000").at("in_institution", 2025)[0] == pytest.approx(4_000)


def test_the_rates_of_a_count_give_the_count_back():
    people = people_of(NATION)[4]
    assert expected(people, people, 2_307_000.0, 0.1) == pytest.approx(2_307_000)
