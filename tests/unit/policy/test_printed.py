"""Phrases of damaged copies are shown restored and marked; all others letter for letter."""

import pandas as pd
import pytest

from policy.printed import PAIRS, is_damaged, restored
from views.search import hits
from views.words import printed_text

MISPRINTS = set("逬")  # of a text in simplified script: the source's own


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        ("251家,總床位數達24501張", "251家,总床位数达24501张"),
        ("累計建成街道養(yǎng)老服務(wù)中心16個", "累计建成街道养老服务中心16个"),
        ("(xiāng)鎮(zhèn)(街道)綜合養(yǎng)老服務(wù)中心220個", "镇(街道)综合养老服务中心220个"),
    ],
)
def test_a_damaged_phrase_is_restored_and_says_so_in_both_languages(phrase, shown):
    assert is_damaged(phrase)
    assert restored(phrase) == shown
    assert printed_text(phrase, "zh") == f"{shown} （转载页，文字有损）"
    assert printed_text(phrase, "en") == f"{shown} (copied page, damaged text)"


@pytest.mark.parametrize("phrase", ["护理型床位占比达到60%以上", "政府和社会资本合作(ppp)模式", "参保人（含灵活就业）"])
def test_an_undamaged_phrase_is_left_alone(phrase):
    assert not is_damaged(phrase)
    assert printed_text(phrase, "zh") == phrase


def test_no_character_is_restored_to_two():
    assert len(set(PAIRS[::2])) == len(PAIRS) / 2


def test_every_stored_phrase_is_restored_to_simplified_script(curated: dict[str, pd.DataFrame]):
    tables = ("facts", "institutions", "care_models", "policy_codes", "packs", "disagreements", "schemes", "programmes")
    phrases = pd.concat([curated[table]["as_printed"] for table in tables])
    phrases = phrases[~phrases.str.contains(r"[\u3041-\u3096\u30a1-\u30fa]")]  # a page in Japanese
    letters = {letter for phrase in phrases.map(restored) for letter in phrase if "\u4e00" <= letter <= "\u9fff"}
    assert {letter for letter in letters if not letter.encode("gb2312", "ignore")} <= MISPRINTS
    assert not phrases.map(restored).str.contains(r"\([a-z]*[āǎàēěèīǐìōǒòūǔù]").any()
    assert phrases.map(is_damaged).sum() >= 200


@pytest.mark.parametrize("text", ["提质改造7个公办", "提質改造7個公辦"])
def test_the_search_finds_a_damaged_phrase_in_either_script(text):
    assert [hit.link.ref for hit in hits(text, "zh").found] == ["fact:guiyang-2022-046-04"]
