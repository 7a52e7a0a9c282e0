"""The tables about the data itself: how two readings differed, and the closed word lists."""

from loaders.tables.columns import NAME
from loaders.tables.schema import Column, Table

WORD_TABLES = (
    Table(
        "disagreements",
        "双人复核记录",
        "Second-reader checks",
        ("document", "clause", "as_printed", "first_reading", "second_reading"),
        (
            Column("document", "文件", "document that was read twice", required=True, refers="documents.document"),
            Column("clause", "条款位置", "heading path of the clause"),
            Column("as_printed", "原文用语", "the words in question"),
            Column("first_reading", "初次提取", "what the first reader wrote; empty: nothing"),
            Column("second_reading", "复核提取", "what the second reader wrote; empty: nothing"),
            Column("settled", "结论", "which reading stands", required=True, listed="settled"),
            Column("reason", "理由", "why (Chinese)", required=True),
            Column("reason_en", "理由(英文)", "why (English)", required=True),
        ),
        "Where two independent readings of a document differed, and how it was settled.",
    ),
    Table(
        "glossary",
        "译名表",
        "Glossary",
        ("term",),
        (
            Column("term", "中文术语", "term in Chinese", required=True),
            Column("term_en", "英文译名", "the one English term for it", required=True),
            Column("avoided", "不用的译名", "other English words for it, joined by ;, used nowhere", required=True),
            Column("note", "说明", "note (Chinese)"),
            Column("note_en", "英文说明", "note (English)"),
        ),
        "The one English term for each term of the field, in names, definitions and interface alike.",
    ),
    Table(
        "search_words",
        "检索同义词",
        "Words for searching",
        ("said",),
        (
            Column("said", "说法", "what a viewer may type", required=True),
            Column("written", "写法", "what stands for it and its like in every search", required=True),
        ),
        "Other ways to say a thing: a search reads them alike, in query and text.",
    ),
    Table(
        "vocabularies",
        "分类与代码",
        "Word lists",
        ("vocabulary", "word"),
        (
            Column("vocabulary", "词表", "name of the list", required=True, pattern=NAME),
            Column("word", "词", "the word as it stands in the tables", required=True),
            Column("order", "次序", "order of display", "integer", required=True, minimum=1),
            Column("name_zh", "中文名", "Chinese name", required=True),
            Column("name_en", "英文名", "English name", required=True),
            Column("definition_zh", "含义", "meaning in Chinese", required=True),
            Column("definition_en", "英文含义", "meaning in English", required=True),
        ),
        "The closed word lists used by the other tables, with their names and meanings.",
    ),
)
