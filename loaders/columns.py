"""What several tables declare alike: the patterns of their keys and dates, and the columns that say where a row was printed."""

from loaders.schema import Column

ADCODE = r"^(\d{6}|x-[a-z0-9-]+)$"
SLUG = r"^[a-z0-9][a-z0-9-]*$"
NAME = r"^[a-z][a-z0-9_]*$"
DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
SHA256 = r"^[0-9a-f]{64}$"
COMPARATORS = (">=", ">", "<=", "<", "=", "~", "range")
GRADES = ("A", "A-", "B", "B-", "C", "D")


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
