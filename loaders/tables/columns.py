"""What several tables declare alike: the patterns of their keys and dates, and the columns that say where a row was printed."""

from loaders.tables.schema import Column

ADCODE = r"^(\d{6}|x-[a-z0-9-]+)$"
SLUG = r"^[a-z0-9][a-z0-9-]*$"
NAME = r"^[a-z][a-z0-9_]*$"
DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
SHA256 = r"^[0-9a-f]{64}$"
COMPARATORS = (">=", ">", "<=", "<", "=", "~", "range")
PLACE = Column("place", "地区", "place", required=True, refers="places.place")
GRADES = ("A", "A-", "B", "B-", "C", "D")


def scope_words(scope: str) -> list[str]:
    """Return the words of a fact's scope (``城市社区·新建``); none for the whole place."""
    return [word for word in scope.split("·") if word]


def source(clause_required: bool = False) -> tuple[Column, ...]:
    """Return the columns that say where a row was printed; they close most tables."""
    return (
        Column(
            "document", "出处文件", "document that printed it", required=clause_required, refers="documents.document"
        ),
        Column("clause", "条款位置", "heading path of the clause, e.g. 二(二)1", required=clause_required),
        Column("as_printed", "原文用语", "the words that carry it, 6 to 40 characters, letter for letter"),
        Column("grade", "证据等级", "grade of the evidence, A best to D", words=GRADES),
        Column("note", "说明", "note (Chinese)"),
        Column("note_en", "英文说明", "note (English)"),
    )


def people(sexes: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns that say how many people of which sex and age were counted where and when."""
    return (
        PLACE,
        Column("date", "时点", "date of the count", required=True, pattern=DATE),
        Column(
            "basis",
            "人口口径",
            "resident (常住), registered (户籍) or unstated",
            required=True,
            words=("resident", "registered", "unstated"),
        ),
        Column("sex", "性别", ", ".join(sexes[:-1]) + " or " + sexes[-1], required=True, words=sexes),
        Column("age_from", "起始年龄", "first age counted", "integer", required=True, minimum=0),
        Column("age_to", "终止年龄", "last age counted, empty for an open group", "integer", minimum=0),
        Column("persons", "人数", "persons", "integer", required=True, minimum=0),
    )
