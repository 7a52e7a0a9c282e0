"""Targets set above a place: who passes on what, and that they stay apart from a place's own."""

import datetime as dt

import pandas as pd
import pytest

from policy.gaps import own_targets
from policy.inherited import inherited_on, inherited_targets, setters
from tests.unit.variants import fact_of, variants

TODAY = dt.date(2026, 11, 27)


@pytest.fixture(scope="session")
def target(described: pd.DataFrame) -> pd.DataFrame:
    """湖北: at least 60 % nursing beds in institutions by 2025."""
    return fact_of(described, "hubei-2022-p172-01")


def inherited(target: pd.DataFrame, *changes: dict, place: str = "420800") -> list[str]:
    return inherited_targets(variants(target, *changes), place, TODAY)["fact"].tolist()


def test_what_lies_above_a_place_is_its_prefecture_its_province_and_the_nation():
    assert setters("420803") == ["420800", "420000", "000000"]
    assert setters("420800") == ["420000", "000000"]
    assert setters("310109") == ["310100", "310000", "000000"]
    assert setters("420000") == ["000000"]
    assert setters("000000") == []
    assert setters("x-template-1") == []


def test_a_prefecture_inherits_its_provinces_share_and_not_another_provinces(target):
    assert inherited(target, {}) == ["fact-0"]
    assert inherited(target, {}, place="410300") == []
    assert inherited(target, {}, place="420000") == []


@pytest.mark.parametrize(
    "change",
    [
        {"denominator": ""},
        {"commitment": "proposal"},
        {"warnings": "participants_only"},
        {"warnings": "no_place_named"},
        {"warnings": "inherited_target"},
        {"subject": "some-home"},
        {"kind": "forecast"},
        {"date": "2020", "year": 2020},
    ],
)
def test_totals_drafts_pilots_and_old_targets_are_not_inherited(target, change):
    assert inherited(target, change) == []


def test_of_one_level_the_last_deadline_passed_and_every_one_ahead_stand(target):
    years = [{"fact": str(year), "year": year, "date": str(year)} for year in (2022, 2025, 2027, 2030)]
    assert inherited(target, *years) == ["2025", "2027", "2030"]


def test_the_places_own_result_of_the_same_thing_stands_beside_the_target(target):
    result = {"fact": "result", "place": "420800", "kind": "achieved", "value": 50.0}
    other = {"fact": "other", "place": "420800", "kind": "achieved", "value": 70.0, "scope": "公办"}
    found = inherited_targets(variants(target, {}, result, other), "420800", TODAY)
    assert found["result"].tolist() == ["result"]


def test_inherited_targets_are_never_among_a_places_own(described):
    for place in ("420100", "360100", "440203"):
        found = inherited_targets(described, place, TODAY)
        assert len(found) > 0
        assert not set(found["fact"]) & set(own_targets(described[described["place"] == place])["fact"])


def test_a_line_to_set_a_city_against_is_its_provinces_not_the_nations(described):
    found = inherited_on(described, "nursing_share", "420100", TODAY)
    assert found["place"].unique().tolist() == ["420000"]
    assert found["value"].tolist() == [60.0]
