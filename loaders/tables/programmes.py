"""The tables of programmes: which lists of places a programme has published, and which places the texts at hand name."""

from loaders.tables.columns import PLACE, source
from loaders.tables.schema import Column, Table

BATCH = r"^[a-z0-9_]+$"
PROGRAMME = Column("programme", "项目", "programme", required=True, listed="programme")

PROGRAMME_TABLES = (
    Table(
        "programme_lists",
        "项目名单",
        "Lists of programmes",
        ("programme", "batch"),
        (
            PROGRAMME,
            Column("batch", "批次", "batch of the programme", required=True, pattern=BATCH),
            Column("order", "次序", "order of display", "integer", required=True, minimum=1),
            Column("year", "年份", "year in which the list was decided", "integer", minimum=1980),
            Column("name_zh", "批次名称", "Chinese name of the batch", required=True),
            Column("name_en", "批次名称(英文)", "English name of the batch", required=True),
            Column(
                "places", "官方总数", "places on the whole list, as printed; empty where unknown", "integer", minimum=1
            ),
            Column("warnings", "使用提醒", "usage warnings, joined by ;", listed="warning", many=True),
            *source(),
        ),
        "One row a list that a programme has published, with how many places the whole list holds. A place absent from "
        "`programmes` is known not to be on a list only where as many places are known as the list holds.",
    ),
    Table(
        "programmes",
        "项目地区",
        "Places of programmes",
        ("programme", "batch", "place"),
        (
            PROGRAMME,
            Column("batch", "批次", "batch of the programme", required=True, pattern=BATCH),
            PLACE,
            Column(
                "year",
                "年份",
                "year of the naming, or of the start of a scheme of the place's own; empty where not printed",
                "integer",
                minimum=1980,
            ),
            Column("status", "状态", "how far it has come", required=True, listed="programme_status"),
            Column(
                "list_seen", "名单完整性", "how much of the list the text prints", required=True, listed="list_seen"
            ),
            Column("warnings", "使用提醒", "usage warnings, joined by ;", listed="warning", many=True),
            *source(clause_required=True),
        ),
        "One row a place that a text says is in a programme, proposed for it, or has a plan or draft of its own.",
    ),
)
