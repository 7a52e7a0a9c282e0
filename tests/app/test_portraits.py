"""A portrait for each covered place: it stands, has its four numbers, and is honest about what is missing."""

import pandas as pd
import pytest

from loaders.store import DATA, read
from policy.described import is_city
from policy.place_names import distinct
from tests.app.screens import headers, open_page
from tests.sampling import sampled
from views.places import place_names

PLACES = read("places", DATA)
# Those that a document speaks of, and some that only the census knows: prefectures, a city run by its province, a code that ended.
CENSUS_ALONE = ["520300", "653100", "460200", "620200", "419001", "371200"]
COVERED = {*read("facts")["place"], *read("policy_codes")["place"], *CENSUS_ALONE}
NAMED = PLACES[~PLACES["place"].str.startswith("x-") & PLACES["place"].isin(COVERED)]
CITIES = NAMED[is_city(NAMED["place"], NAMED["level"])]


@pytest.mark.parametrize("place", sampled(NAMED["place"], 5))
def test_each_covered_place_has_a_portrait_with_its_name_and_what_is_missing(place):
    page = open_page("portrait", place=place)
    assert not page.exception
    name = place_names("zh")[place]
    assert name in [title.value for title in page.title]
    assert "待补充数据" in headers(page)


def test_a_place_with_little_data_has_a_short_page_without_empty_charts():
    page = open_page("portrait", place="511100")  # 乐山: supply figures only
    assert "目标与状态" not in headers(page)
    assert "照护模式" not in headers(page)


def test_a_place_with_an_age_table_shows_its_pyramid_and_one_without_says_how_to_get_it():
    assert "常住人口年龄性别结构" in headers(open_page("portrait", place="620700"))


def test_a_weight_in_the_address_changes_the_peers():
    page = open_page("portrait", place="620700")
    page.session_state["peers_fold"] = True
    usual = page.run().multiselect(key="peers").value
    other = open_page("portrait", place="620700", w_share60="0", w_size="5").multiselect(key="peers").value
    assert usual != other


def test_peers_in_the_address_take_the_place_of_the_nearest():
    page = open_page("portrait", place="620700", peers="431000,230600")
    assert page.multiselect(key="peers").value == ["431000", "230600"]
    assert not page.exception


def test_weights_that_are_all_zero_are_answered_with_a_sentence():
    zero = {f"w_{trait}": "0" for trait in ("share60", "share80", "size", "urban", "change60", "growth", "sex_ratio65")}
    page = open_page("portrait", place="620700", **zero)
    assert not page.exception
    assert any("权重" in warning.value for warning in page.warning)


def test_a_folded_choice_of_peers_is_drawn_only_where_the_address_departs_from_the_usual_one():
    usual = open_page("portrait", place="620700")
    assert "peers" not in [chosen.key for chosen in usual.multiselect]
    assert "peers" in [chosen.key for chosen in open_page("portrait", place="620700", w_size="2").multiselect]


PLACES_OF_ONE_NAME = pd.DataFrame(
    [
        ("110000", "北京市", "Beijing", "province", "000000"),
        ("110105", "朝阳区", "Chaoyang District (Beijing)", "county", "110000"),
        ("220100", "长春市", "Changchun", "prefecture", "220000"),
        ("220104", "朝阳区", "Chaoyang District (Changchun)", "county", "220100"),
        ("230700", "伊春市", "Yichun (Heilongjiang)", "prefecture", "230000"),
        ("230704", "友好区", "Youhao District (Yichun)", "county", "230700"),
        ("230719", "友好区", "Youhao District (Yichun)", "county", "230700"),
        ("220000", "吉林省", "Jilin", "province", "000000"),
        ("220200", "吉林市", "Jilin", "prefecture", "220000"),
    ],
    columns=["place", "name_zh", "name_en", "level", "parent"],
)


def test_places_of_one_name_are_told_apart_by_their_city_and_then_by_their_code():
    zh, en = (distinct(PLACES_OF_ONE_NAME, lang) for lang in ("zh", "en"))
    assert (zh["110105"], zh["220104"]) == ("朝阳区（北京市）", "朝阳区（长春市）")
    assert (zh["230704"], zh["230719"]) == ("友好区（伊春市，230704）", "友好区（伊春市，230719）")
    assert en["230719"] == "Youhao District (Yichun, 230719)"
    assert (en["220000"], en["220200"], en["110105"]) == ("Jilin", "Jilin (Jilin)", "Chaoyang District (Beijing)")
    assert (zh["110000"], zh["220200"]) == ("北京市", "吉林市")
