"""Programmes: how much of a list is known, how a unit stands to one, and that what was not seen is never counted as absent."""

import pandas as pd
import pytest

from policy.programmes import (
    around,
    by_programme,
    by_year,
    count_sentence,
    coverage,
    coverage_record,
    known_sentence,
    map_sentence,
    portrait_sentence,
    programmes_of,
    standing,
    stem,
    year_record,
)
from policy.text import Counted, Name

NAMES = {name: Name(name, name) for name in ("care", "hospice", "own")}


def lists(*rows: tuple[str, str, int | None, int | None]) -> pd.DataFrame:
    """Return lists: programme, batch, year, places on the whole list."""
    table = pd.DataFrame(rows, columns=["programme", "batch", "year", "places"])
    table = table.astype({"year": "Int64", "places": "Int64"})
    return table.assign(order=range(len(table)), name_zh=table["batch"], name_en=table["batch"])


def named(*rows: tuple[str, str, str, int | None, str]) -> pd.DataFrame:
    """Return places of programmes: programme, batch, place, year, status."""
    table = pd.DataFrame(rows, columns=["programme", "batch", "place", "year", "status"])
    return table.astype({"year": "Int64"})


def cells(table: pd.DataFrame, key: object, columns: list[str]) -> list[int]:
    """Return the cells of the one row of this key."""
    (found,) = table.loc[[key], columns].to_numpy().tolist()
    return found


LISTS = lists(
    ("care", "1", 2016, 2), ("care", "2", 2018, 3), ("care", "unstated", None, None), ("own", "all", None, None)
)
PLACES = named(
    ("care", "1", "530100", 2016, "named"),
    ("care", "1", "110105", 2016, "named"),
    ("care", "2", "520300", 2018, "named"),
    ("care", "2", "520100", 2018, "proposed"),
    ("care", "unstated", "410600", None, "named"),
    ("own", "all", "330000", 2024, "enacted"),
    ("own", "all", "520000", 2025, "draft"),
)


def test_only_what_is_named_or_in_force_counts_and_the_rest_stands_beside_it():
    found = coverage(LISTS, PLACES).set_index(["programme", "batch"])
    assert cells(found, ("care", "2"), ["known", "pending"]) == [1, 1]
    assert cells(found, ("own", "all"), ["known", "pending"]) == [1, 1]
    assert found["whole"].tolist() == [True, False, False, False]


def test_a_place_of_no_stated_batch_counts_for_the_programme_whose_total_is_that_of_its_lists():
    table = by_programme(LISTS, PLACES)
    assert cells(table, "care", ["known", "places"]) == [4, 5]
    assert not table.at["care", "whole"]
    assert table["places"].isna().to_dict()["own"]


def test_a_programme_with_a_list_of_unknown_length_has_no_total():
    longer = pd.concat([LISTS, lists(("care", "3", 2019, None))], ignore_index=True)
    assert by_programme(longer, PLACES)["places"].isna().to_dict()["care"]


def test_a_programme_is_whole_once_as_many_places_are_known_as_its_lists_hold():
    more = pd.concat([PLACES, named(("care", "2", "620700", 2018, "named"))], ignore_index=True)
    assert by_programme(LISTS, more).at["care", "whole"]


def test_a_year_holds_the_places_of_its_lists_and_of_no_draft():
    found = by_year(LISTS, PLACES).set_index(["programme", "year"])
    assert cells(found, ("care", 2016), ["known", "places"]) == [2, 2]
    assert cells(found, ("care", 2018), ["known", "places"]) == [1, 3]
    assert ("own", 2025) not in found.index


@pytest.mark.parametrize(
    ("code", "digits"),
    [("000000", ""), ("330000", "33"), ("520300", "5203"), ("110105", "110105"), ("659001", "659001")],
)
def test_codes_within_a_place_begin_with_its_stem(code: str, digits: str):
    assert stem(code) == digits


@pytest.mark.parametrize(
    ("place", "programme", "whole", "found"),
    [
        ("530100", "care", False, "own"),
        ("110000", "care", False, "within"),  # a district of it
        ("520100", "care", False, "pending"),
        ("330100", "own", False, "above"),  # its province
        ("520300", "own", False, "pending"),  # its province has a draft
        ("620700", "care", False, ""),  # not seen, and not all are known
        ("620700", "care", True, "absent"),
    ],
)
def test_a_unit_is_absent_only_where_every_place_is_known(place: str, programme: str, whole: bool, found: str):
    rows = around(PLACES, place)
    assert standing(rows[rows["programme"] == programme], whole) == found


def test_what_a_province_has_is_not_counted_for_its_cities_nor_a_proposal_for_anybody():
    assert programmes_of(around(PLACES, "330100")) == []
    assert programmes_of(around(PLACES, "330000")) == ["own"]
    assert programmes_of(around(PLACES, "520100")) == []
    assert programmes_of(around(PLACES, "110000")) == ["care"]


def test_a_list_opens_with_its_total_and_each_of_its_places_the_proposed_too():
    record = coverage_record("programme_list:care:2", LISTS, PLACES, NAMES)
    assert record.value == 1
    assert record.inputs == ("programme_total:care:2", "programme:care:2:520300", "programme:care:2:520100")


def test_a_list_of_unknown_length_says_so_and_a_whole_one_too():
    assert "not known" in coverage_record("programme_list:own:all", LISTS, PLACES, NAMES).formula
    assert "all {places}" in coverage_record("programme_list:care:1", LISTS, PLACES, NAMES).formula


def test_a_year_opens_with_the_places_that_count():
    record = year_record("programme_year:care:2018", LISTS, PLACES, NAMES)
    assert record.inputs == ("programme_total:care:2", "programme:care:2:520300")


@pytest.mark.parametrize("reference", ["programme_list:care:9", "programme_list:nothing:1"])
def test_nothing_stands_behind_a_list_that_is_not_there(reference: str):
    with pytest.raises(KeyError):
        coverage_record(reference, LISTS, PLACES, NAMES)
    with pytest.raises(KeyError):
        year_record("programme_year:care:1999", LISTS, PLACES, NAMES)


def test_the_sentence_says_how_many_are_known_and_of_how_many_where_that_is_known():
    table = by_programme(LISTS, PLACES)
    told = known_sentence(table, "care", NAMES["care"])
    assert "{known} of {places}" in told.template
    assert told.values == {"programme": NAMES["care"], "known": 4, "places": 5}  # noqa: PD011  (a field, no frame)
    assert "not known" in known_sentence(table, "own", NAMES["own"]).template


def test_the_portrait_tells_a_places_own_programmes_from_those_around_it():
    guizhou = Name("贵州省", "Guizhou")
    told = portrait_sentence(around(PLACES, "520000"), guizhou)
    assert told.values == {"place": guizhou, "own": 0, "others": 1, "pending": 2}  # noqa: PD011


def test_the_map_of_numbers_says_how_many_units_are_in_any_and_names_no_last_one():
    told = count_sentence([3, 1, 0, 0])
    assert told.values == {"all": 4, "named": 2, "several": 1, "unseen": 2}  # noqa: PD011
    assert "lowest" not in told.template


def test_the_map_says_how_many_units_no_list_names():
    names = {each: Name(each, each) for each in ("own", "within", "above", "pending", "absent")}
    told = map_sentence(["own", "own", "pending", ""], names)
    parts = (Counted(names["own"], 2), Counted(names["pending"], 1))
    assert told.values == {"all": 4, "parts": parts, "unseen": 1}  # noqa: PD011
    assert "No list" in map_sentence(["", ""], names).template


# What the stored tables hold: the official totals, and how much of them is known


@pytest.mark.parametrize(
    ("programme", "known", "places"),
    [
        ("ltci_pilot", 49, 49),
        ("integrated_pilot", 73, 90),
        ("home_care_reform", 117, 203),
        ("hospice_pilot", 33, 141),
        ("city_enterprise", 7, 7),
        ("integrated_model_county", 6, 100),
    ],
)
def test_the_stored_lists_are_as_long_as_their_ministries_say(curated, programme: str, known: int, places: int):
    table = by_programme(curated["programme_lists"], curated["programmes"])
    assert cells(table, programme, ["known", "places"]) == [known, places]


def test_an_inference_is_no_batch_and_no_year(curated):
    rows = curated["programmes"]
    unstated = rows[rows["batch"] == "unstated"]
    assert unstated["year"].isna().all()
    assert {"410600", "411400", "210100"} <= set(unstated.loc[unstated["programme"] == "home_care_reform", "place"])


@pytest.mark.parametrize(
    ("programme", "place", "status"),
    [
        ("integrated_model_county", "140824", "proposed"),  # 拟命名
        ("home_care_upgrade", "640500", "proposed"),  # 计划争取
        ("smart_ageing", "370211", "proposed"),  # 公示
        ("ltci_rollout", "450000", "draft"),  # 征求意见稿
        ("ltci_rollout", "450200", "enacted"),  # 正式实施
        ("ltci_pilot", "520000", None),
    ],
)
def test_a_proposal_and_a_draft_are_not_a_naming(curated, programme: str, place: str, status: str | None):
    rows = curated["programmes"]
    found = rows[(rows["programme"] == programme) & (rows["place"] == place)]["status"].tolist()
    assert found == ([] if status is None else [status])


def test_nothing_is_around_a_place_that_no_list_names():
    assert around(PLACES, "540100").empty
