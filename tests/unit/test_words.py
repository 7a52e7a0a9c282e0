"""What is read is worded as an office words it: full-width signs in Chinese, no riddles, no word of a programmer in either language."""

import re

import pytest

from i18n.texts import read_catalogue
from tests.unit.real import written_tables

MESSAGES = [message for message in read_catalogue() if message.id]
TABLES = written_tables()
# Columns that a page shows; what a document printed (``as_printed``, ``doc_number``) keeps its own words.
CHINESE = {
    "assumptions": ("name_zh", "note"),
    "care_models": ("name_zh", "outcome_zh", "note"),
    "disagreements": ("reason",),
    "documents": ("issuer", "note"),
    "facts": ("scope", "note"),
    "indicators": ("name_zh", "numerator", "denominator", "definition_zh"),
    "institutions": ("name_zh", "note"),
    "instruments": ("name_zh", "level1_zh", "level2_zh", "level3_zh", "definition_zh"),
    "packs": ("scheme_zh", "name_zh", "note"),
    "places": ("name_zh", "note"),
    "policy_codes": ("note",),
    "programme_lists": ("name_zh", "note"),
    "programmes": ("note",),
    "schemes": ("condition", "note"),
    "vocabularies": ("name_zh", "definition_zh"),
}
OF_DATA = {
    f"{table}.{column}": sorted({str(text) for text in TABLES[table][column].dropna() if text})
    for table, columns in CHINESE.items()
    for column in columns
}
SOURCES = {"interface": [str(message.string) for message in MESSAGES]} | OF_DATA
ENGLISH = {"interface": [str(message.id) for message in MESSAGES]} | {
    f"{table}.{column}": sorted({str(text) for text in frame[column].dropna() if text})
    for table, frame in TABLES.items()
    for column in frame
    if str(column).endswith("_en")
}

WORD = "[一-鿿“”（）}]"
HALF_WIDTH = re.compile(rf"(?<={WORD})[,;:?!()\[\]]|[,;:?!()\[\]](?=[一-鿿“（])")
SPACED = re.compile(r"(?<=[一-鿿，。；：）]) (?=[\w{（])|(?<=[\w%}]) (?=[一-鿿，。；：（])")
UNOFFICIAL = re.compile(
    "点名|手头|做法|印出|倒退|无法判断|只知|多城并列|单项排列|陈述种类|数字从哪里来|谁算失能|什么会改变|圆圈|两遍阅读|看是哪些|还缺什么"
    "|从相似城市开始|花费多少|需要多少|资料最多|好坏|来历|政策包|存文|主键|变量|编码的|没有找到来源"
)
RIDDLES = re.compile(
    r"\bat hand\b|[Pp]rinted words|\bOne (?:row|mark|bar|panel) an? \b|[Ss]hown by (?:colour|circles)|classes of equal number|[Nn]obody moves"
    r"|[Oo]wn targets?\b|^Go on$|takes four|Error of 2020|Who counts as|How old the|letter for letter"
)
PROGRAM = re.compile(
    r"`|python|--[a-z]|\bparquet\b|frykit|starsim|leiii|\bslug\b|schema|\b[a-z]+_[a-z_]+\b|\w\.(?:py|csv|rda)\b|[a-z] (?:==|>=|<=) \w"
)
PLACEHOLDER = re.compile(r"\{\w*\}")


def telling(pattern: re.Pattern[str], texts: list[str]) -> list[str]:
    """Return the texts in which a pattern is found, placeholders apart."""
    return [text for text in texts if pattern.search(text)]


@pytest.mark.parametrize("source", SOURCES)
def test_chinese_sentences_have_full_width_signs(source):
    assert telling(HALF_WIDTH, SOURCES[source]) == []


@pytest.mark.parametrize(
    "source", ["interface", "vocabularies.name_zh", "vocabularies.definition_zh", "indicators.name_zh"]
)
def test_no_space_stands_between_chinese_and_a_number(source):
    assert telling(SPACED, SOURCES[source]) == []


@pytest.mark.parametrize("source", SOURCES)
def test_no_chinese_is_used_that_an_office_would_not_write(source):
    assert telling(UNOFFICIAL, SOURCES[source]) == []


def test_no_english_text_of_the_interface_is_a_riddle():
    assert telling(RIDDLES, ENGLISH["interface"]) == []


@pytest.mark.parametrize(
    "texts", [*SOURCES.values(), *ENGLISH.values()], ids=[*SOURCES, *(f"{name} en" for name in ENGLISH)]
)
def test_no_word_of_a_programmer_is_read(texts):
    assert telling(PROGRAM, [PLACEHOLDER.sub("", text) for text in texts]) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (HALF_WIDTH, "比2010年(14.40%)高"),
        (HALF_WIDTH, "只有开头部分,年份为推断"),
        (HALF_WIDTH, "目标{target}(截至{as_of})"),
        (SPACED, "共 {count} 个"),
        (UNOFFICIAL, "手头文件里没有找到"),
        (RIDDLES, "One row a target"),
        (PROGRAM, "请运行 `loaders build`"),
        (PROGRAM, "kind == care_institution"),
    ],
)
def test_what_is_avoided_would_be_seen(pattern, text):
    assert pattern.search(text)
