"""The template that an office fills in is read back whole, without a question."""

import io

import openpyxl
import pytest

from exports.own_template import template
from tests.unit.loaders.own_tables import read
from views import edition

YEARS = range(2023, 2026)
YELLOW = "FFFFF6CC"


def filled(content: bytes, every: int = 1) -> tuple[bytes, dict[tuple[str, str], float]]:
    """Return a template with a number in every so many of its yellow cells, and the numbers by sheet and cell."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    put: dict[tuple[str, str], float] = {}
    yellow = [
        (page, cell.row, cell.column, cell.coordinate)
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == YELLOW
    ]
    for at, (page, row, column, name) in enumerate(yellow):
        if at % every == every - 1:
            put[page.title, name] = 1990 + at if at % 3 else at / 8
            page.cell(row or 1, column or 1, put[page.title, name])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue(), put


@pytest.mark.parametrize(
    ("place", "lang", "every"),
    [
        *(("620700", "zh", 1), ("620700", "en", 13), ("620000", "en", 1), ("620000", "zh", 13)),
        *(("500000", "en", 1), ("350404", "zh", 1), ("320302", "zh", 1)),
    ],
)
def test_a_filled_template_is_read_back_without_a_question(place: str, lang: str, every: int):
    content, put = filled(template(place, lang, YEARS), every)
    table = read("填报.xlsx", content)
    assert table.questions == ()
    assert {(figure.sheet, figure.cell): figure.value for figure in table.figures} == put
    units = edition.table("indicators").set_index("indicator")["unit"]
    assert all(figure.indicator_score == 1 and figure.unit == units[figure.indicator] for figure in table.figures)
    if every == 1:
        places = edition.table("places").set_index("place")["parent"]
        assert {figure.place for figure in table.figures} >= {place} or all(
            places[figure.place] == place for figure in table.figures
        )
        results = {figure.year for figure in table.figures if figure.kind == "achieved"}
        assert results == set(YEARS)


def test_an_unknown_place_has_no_template():
    with pytest.raises(KeyError):
        template("999999", "zh", YEARS)


def test_an_empty_template_asks_nothing_and_gives_nothing():
    table = read("空表.xlsx", template("620700", "zh", YEARS))
    assert (table.figures, table.questions) == ((), ())
