"""What two readers took from a text reads in words: no code of a table stands on the page."""

import re

import pytest

from i18n.texts import LANGUAGES
from tests.unit.real import written_tables
from views.extracted import extracted_words

NOTES = [
    text for name in ("first_reading", "second_reading") for text in written_tables()["disagreements"][name] if text
]


@pytest.mark.parametrize(
    ("note", "chinese", "english"),
    [
        (
            "330100 active_care_contacts achieved >=500000 person_times 2018",
            "杭州市 主动关怀服务次数 实际值 ≥500000人次 2018",
            "Hangzhou Active-care contacts Achieved ≥500000 visits 2018",
        ),
        (
            "integrated_community_district_coverage [] target =100 no year (firm)",
            "（已停用指标） 目标值 100 无年份 （明确要求）",
            "(measure no longer used) Target 100 no year (Firm)",
        ),
        (
            "kind == home and age >= 60",
            "60岁及以上的居家老年人",
            "older person at home (aged at least 60 years of age)",
        ),
        ("2022年", "2022年", "2022年"),
        ("", "", ""),
    ],
)
def test_a_readers_note_is_said_in_words(note, chinese, english):
    assert (extracted_words(note, "zh"), extracted_words(note, "en")) == (chinese, english)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_note_of_the_data_shows_a_code(lang):
    code = re.compile(r"_|==|[\[\]{}]" + ("|[a-z]{3}" if lang == "zh" else ""))
    assert [note for note in NOTES if code.search(extracted_words(note, lang))] == []
