"""A record names the source and never gives out the address of a copy."""

import pytest

from policy.refs import ref
from views.records import record

COPY, OWN = "guiyang-2022-046-04", "fujian-2024-014-01"


@pytest.mark.parametrize(("lang", "said"), [("zh", "转载，未见原件"), ("en", "a copy; the original was not seen")])
def test_a_copy_says_so_and_keeps_its_address_to_itself(lang: str, said: str):
    texts = [text for _label, text in record(ref("fact", COPY), lang).lines]
    assert said in texts
    assert not any("http" in text for text in texts)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_official_text_is_named_with_its_address(lang: str):
    texts = [text for _label, text in record(ref("fact", OWN), lang).lines]
    assert any(text.startswith("http") for text in texts)
    assert "转载，未见原件" not in texts


def test_damaged_words_are_marked_in_the_record():
    damaged, whole = (record(ref("fact", slug), "zh") for slug in (COPY, OWN))
    assert damaged.damaged
    assert damaged.as_printed == "提质改造7个公办养老服务机构 （转载页，文字有损）"
    assert not whole.damaged
