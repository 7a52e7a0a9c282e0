"""Which prefectures are compared: the rule on made-up codes and names."""

import pandas as pd
import pytest

from projection.people.same_places import BOUNDARY, COMPARED, UNMATCHED, carved_out, same_places

BEFORE = (
    ("110000", "北京市", "province", "000000"),
    ("110101", "东城区", "county", "110000"),
    ("340000", "安徽省", "province", "000000"),
    ("340100", "合肥市", "prefecture", "340000"),
    ("340121", "长丰县", "county", "340100"),
    ("340103", "新区", "county", "340100"),
    ("340200", "芜湖市", "prefecture", "340000"),
    ("340202", "镜湖区", "county", "340200"),
    ("341400", "巢湖市", "prefecture", "340000"),
    ("341421", "庐江县", "county", "341400"),
    ("520000", "贵州省", "province", "000000"),
    ("522400", "毕节地区", "prefecture", "520000"),
    ("522401", "毕节市", "county", "522400"),
    ("522422", "大方县", "county", "522400"),
    ("522300", "黔西南布依族苗族自治州", "prefecture", "520000"),
    ("x-2010-9", "示范区", "county", "522300"),
)
AFTER = (
    ("110000", "北京市", "province", "000000"),
    ("110101", "东城区", "county", "110000"),
    ("340000", "安徽省", "province", "000000"),
    ("340100", "合肥市", "prefecture", "340000"),
    ("340121", "长丰县", "county", "340100"),
    ("340124", "庐江县", "county", "340100"),
    ("340200", "芜湖市", "prefecture", "340000"),
    ("340203", "新区", "county", "340200"),
    ("340204", "新县", "county", "340100"),
    ("340202", "镜湖区", "county", "340200"),
    ("520000", "贵州省", "province", "000000"),
    ("520500", "毕节市", "prefecture", "520000"),
    ("520502", "七星关区", "county", "520500"),
    ("520521", "大方县", "county", "520500"),
    ("522300", "黔西南布依族苗族自治州", "prefecture", "520000"),
    ("529001", "贵安市", "county", "520000"),
)


def units(rows: tuple[tuple[str, ...], ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["place", "name_zh", "level", "parent"])


@pytest.fixture
def found() -> pd.DataFrame:
    return same_places(units(BEFORE), units(AFTER)).set_index("place")


def test_municipalities_and_prefectures_are_found_by_code(found: pd.DataFrame):
    assert set(found.index) == {"110000", "340100", "340200", "341400", "520500", "522300"}
    assert set(found.loc[["110000", "522300"], "status"]) == {COMPARED}


def test_a_renamed_prefecture_is_found_by_its_name_under_its_later_code(found: pd.DataFrame):
    row = found.loc["520500"]
    assert (row["name_zh"], row["place_before"], row["status"]) == ("毕节市", "522400", COMPARED)


def test_a_place_without_a_successor_is_not_compared(found: pd.DataFrame):
    assert found.at["341400", "status"] == UNMATCHED
    assert found.at["341400", "at_after"] == -1


def test_who_gained_or_lost_a_county_is_not_compared_and_the_county_is_named(found: pd.DataFrame):
    assert (found.at["340100", "status"], found.at["340100", "moved"]) == (BOUNDARY, "新区、庐江县")
    assert found.at["341400", "moved"] == "庐江县"


def test_names_that_stand_twice_in_a_province_prove_nothing(found: pd.DataFrame):
    """新区 and 新县 are both in the later table; two-character names keep their ends, so only twins are left aside."""
    assert found.at["340200", "moved"] == "新区"
    twins = (*AFTER, ("340205", "新区", "county", "340100"))
    assert same_places(units(BEFORE), units(twins)).set_index("place").at["340200", "status"] == COMPARED


def test_positions_lead_back_to_the_rows_of_both_censuses(found: pd.DataFrame):
    before, after = units(BEFORE), units(AFTER)
    kept = found[found["status"] == COMPARED]
    assert list(before["place"].iloc[kept["at_before"]]) == list(kept["place_before"])
    assert list(after["place"].iloc[kept["at_after"]]) == list(kept.index)


def test_cities_cut_out_under_a_new_name_are_listed():
    assert list(carved_out(units(BEFORE), units(AFTER))["name_zh"]) == ["贵安市"]
