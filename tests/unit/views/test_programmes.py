"""Programmes as shown: on the map, in a portrait, one by one; every entry opens its record, and a copy shows no address."""

import datetime as dt

import pandas as pd
import pytest

from loaders.geography.layers import NATION
from policy.programmes import STANDINGS
from views import edition, programmes
from views.map import programmes as mapped
from views.map import values
from views.map.units import Units
from views.places import portrait_places
from views.records import lines, record
from views.view import Table

DAY = dt.date(2026, 11, 27)
CODES = {"520300": "遵义市", "370200": "青岛市", "110000": "北京市", "330100": "杭州市", "540100": "拉萨市"}


def shown(lang: str = "zh") -> Units:
    return Units("prefecture", NATION, pd.DataFrame(), CODES, lang)


def on_map(variable: str, lang: str = "zh") -> pd.DataFrame:
    return values.values(variable, "value", shown(lang), DAY).set_index("place")


def cells(table: Table | None) -> pd.DataFrame:
    assert table is not None
    return table.table.to_pandas()


def test_a_place_on_no_list_seen_is_hatched_and_one_off_a_whole_list_is_coloured():
    unseen = on_map("programme:integrated_pilot").loc["540100"]
    assert (unseen["state"], unseen["text"]) == ("no_data", "未见名单")
    absent = on_map("programme:ltci_pilot").loc["540100"]
    assert (absent["state"], absent["text"]) == ("value", "不在名单")


def test_a_city_within_a_province_on_a_list_is_told_from_one_on_the_list():
    hospice = on_map("programme:hospice_pilot")["value"]
    assert STANDINGS[int(hospice["330100"])] == "above"
    assert STANDINGS[int(hospice["110000"])] == "own"
    assert STANDINGS[int(on_map("programme:home_care_reform")["value"]["110000"])] == "within"


def test_the_number_of_programmes_counts_no_draft_and_none_is_not_zero():
    count = on_map("programmes")
    assert str(count.at["520300", "text"]).startswith("1<br>")  # its province's draft is not counted
    assert count["value"].isna().to_dict()["540100"]
    assert count.at["540100", "state"] == "no_data"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_programme_can_be_mapped_and_its_legend_names_every_standing(lang: str):
    assert set(mapped.variables(lang)) <= set(values.variable_names(lang))
    for variable in mapped.variables(lang):
        known = on_map(variable, lang)["value"].dropna()
        scale = values.scale(variable, "value", lang)
        assert known.lt(len(scale.named)).all()


def test_the_portrait_lists_own_entries_first_then_those_above_and_within():
    found = cells(programmes.of_place("370200", "zh"))
    assert found["地区"].tolist() == ["青岛市", "青岛市", "山东省", "黄岛区"]
    assert found["状态"].tolist() == ["已确定", "已确定", "已确定", "拟确定"]


def test_a_place_that_no_list_names_is_said_to_be_unseen_not_to_be_in_none():
    found = programmes.of_place("540100", "zh")
    assert found is not None
    assert found.refs == []
    assert "未见名单，不等于没有" in found.sentence
    assert programmes.of_place("000000", "zh") is None


def test_every_place_of_a_programme_has_a_portrait_to_open():
    assert set(edition.table("programmes")["place"]) <= set(portrait_places())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_row_of_every_list_opens(lang: str):
    chart = programmes.lists(lang)
    for reference in chart.refs:
        opened = record(reference, lang)
        assert opened.formula
        assert len(lines(opened.inputs, lang)) == len(opened.inputs)
    for code in programmes.names():
        assert all(record(reference, lang).as_printed for reference in programmes.places(code, lang).refs)


def test_a_copy_says_that_it_is_one_and_shows_no_address_and_an_official_page_shows_it():
    documents = edition.table("documents").set_index("document")
    for reference, slug in zip(
        programmes.places("home_care_upgrade", "zh").refs, _documents("home_care_upgrade"), strict=True
    ):
        told = dict(record(reference, "zh").lines)
        official = documents.at[slug, "authority"] == "official"
        wanted = {"网址": documents.at[slug, "url"]} if official else {"原件": "转载，未见原件"}
        assert {name: told[name] for name in ("网址", "原件") if name in told} == wanted


def _documents(programme: str) -> list[str]:
    rows = edition.table("programmes")
    return rows.loc[rows["programme"] == programme, "document"].tolist()


def test_a_list_of_unknown_length_is_not_given_one():
    found = cells(programmes.lists("zh"))
    told = dict(zip(zip(found["项目"], found["批次"], strict=True), found["已知地区"], strict=True))
    assert told["国家级医养结合试点单位", "第一批"] == "33/50"
    assert told["居家和社区基本养老服务提升行动项目", "2022年"] == "3（总数不详）"
    assert told["居家和社区养老服务改革试点", "批次未载"] == "12"
