"""Both languages are complete: every text in the code has its Chinese, and no Chinese outlives its text."""

import re
from pathlib import Path

import pytest

from i18n import extract
from i18n.texts import read_catalogue, translator

MESSAGES = {message.id: message for message in read_catalogue() if message.id}
PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")
ADVICE = "run `python -m i18n extract` and fill in i18n/zh_CN.po"


def test_every_text_in_the_code_is_in_the_translation_file_and_no_other():
    assert set(MESSAGES) == set(extract.find_texts()), ADVICE


@pytest.mark.parametrize("message", MESSAGES.values(), ids=[str(text) for text in MESSAGES])
def test_a_text_has_its_chinese_with_the_same_placeholders(message):
    assert message.string, ADVICE
    assert not message.fuzzy
    assert set(PLACEHOLDER.findall(message.string)) == set(PLACEHOLDER.findall(message.id))


def test_english_is_the_text_itself_and_an_unknown_text_stays_english():
    assert translator("en")("Sources") == "Sources"
    assert translator("zh")("Sources") == "数据来源"
    assert translator("zh")("no such text") == "no such text"


def test_a_language_without_texts_is_refused():
    with pytest.raises(ValueError, match="'fr'"):
        translator("fr")


def test_texts_are_found_in_f_strings_and_over_two_lines_but_names_are_not(tmp_path: Path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "page.py").write_text(
        "f\"{_('inside')}\"\n_('two '\n  'lines')\nTEMPLATE = N_('marked')\n_(TEMPLATE)\nother('left')\n"
        "translator(lang)('at once').format(a=1)\ntranslator(lang)(TEMPLATE)\n",
        "utf-8",
    )
    assert extract.find_texts(tmp_path) == {
        "inside": ["pages/page.py"],
        "two lines": ["pages/page.py"],
        "marked": ["pages/page.py"],
        "at once": ["pages/page.py"],
    }


def test_an_update_keeps_translations_drops_the_stale_and_is_stable(tmp_path: Path):
    path = tmp_path / "zh_CN.po"
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "Sources"\nmsgstr "来源"\n\nmsgid "gone"\nmsgstr "没了"\n', "utf-8")
    total, missing = extract.update(path)
    assert total == len(extract.find_texts())
    assert "Sources" not in missing
    assert "gone" not in path.read_text("utf-8")
    before = path.read_bytes()
    extract.update(path)
    assert path.read_bytes() == before


def test_every_text_is_given_to_a_mark_that_is_collected():
    # `texts()[1]("…")` would stand in English on the Chinese page: nobody collects it.
    for room in ("pages", "views", "exports"):
        for path in (extract.ROOT / room).rglob("*.py"):
            assert "texts()[1](" not in path.read_text(encoding="utf-8"), path
