"""The files of a meeting from the command line: each is written whole, or one sentence says why not."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation

from exports.__main__ import main


def test_slides_of_two_cities_and_the_report_of_one(tmp_path: Path, capsys):
    deck, briefing = tmp_path / "two.pptx", tmp_path / "self.docx"
    assert main(["deck", "--place", "重庆", "--with", "昆明", "--lang", "en", "--out", str(deck)]) == 0
    assert len(Presentation(str(deck)).slides) >= 5
    assert main(["briefing", "--place", "620700", "--out", str(briefing)]) == 0
    assert any("张掖" in paragraph.text for paragraph in Document(str(briefing)).paragraphs)
    assert str(deck) in capsys.readouterr().out


def test_a_scenario_asked_for_by_its_link_is_the_one_that_is_calculated(tmp_path: Path):
    out = tmp_path / "book.xlsx"
    link = "/scenario?place=370500&occupancy=75&v=2"
    assert main(["workbook", "--place", "东营", "--story", "three", "--scenario", link, "--out", str(out)]) == 0
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as book:
        shared = book.read("xl/sharedStrings.xml").decode()
        sheets = "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/"))
    assert "东营" in shared
    assert "<v>75</v>" in sheets
    assert "<f>" in sheets


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["deck", "--place", "重庆", "--out", "{}/a.docx"], ".pptx"),
        (["deck", "--place", "没有这样的地方", "--out", "{}/a.pptx"], "没有这样的地方"),
        (["report", "--place", "重庆", "--out", "{}/no/such/folder/a.html"], "no such folder"),
        (["workbook", "--place", "重庆", "--scenario", "/gaps?x=1", "--out", "{}/a.xlsx"], "scenario"),
        (["deck", "--place", "重庆", "--template", "{}/none.pptx", "--out", "{}/a.pptx"], "none.pptx"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_writes_nothing(tmp_path: Path, capsys, asked, said):
    assert main([part.format(tmp_path) for part in asked]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.strip().count("\n") == 0
    assert list(tmp_path.iterdir()) == []
