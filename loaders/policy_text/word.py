"""The text of a Word document, in its order: paragraphs with the numbers Word counts by itself, tables row by row."""

import io
from itertools import islice
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]: it has no types

from loaders.errors import FileRefused
from loaders.policy_text.word_numbers import Numbering
from loaders.uploads import MOST_LETTERS, members

MOST_XML = 30_000_000  # bytes of a part, unpacked
LONGEST_CELL = 200  # letters; a longer cell is one that lays out a page
PARAGRAPH, ROW, CELL, TABLE, TEXT = qn("w:p"), qn("w:tr"), qn("w:tc"), qn("w:tbl"), qn("w:t")
SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Properties (a tab stop there is no tab), what was deleted, readings above letters, the second writing of a text box.
HIDDEN = {
    *map(qn, ("w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sectPr", "w:del", "w:moveFrom", "w:rt")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def word_text(file: str, content: bytes) -> str:
    """Return the text of a .docx; footnotes, comments, heads and feet of pages are no part of it.

    Raises:
        FileRefused: too_long, password, zip_bomb or damaged.
    """
    if any(member.file_size > MOST_XML for member in members(file, content) if member.filename.endswith(".xml")):
        raise FileRefused(file, "too_long", limit=MOST_LETTERS)
    try:
        document = docx.Document(io.BytesIO(content))
        return "".join(_pieces(document.element.body, Numbering.of(document)))
    except Exception as error:  # a damaged file raises whatever its reader stumbles over
        raise FileRefused(file, "damaged") from error


def _pieces(body: Any, numbering: Numbering) -> list[str]:
    pieces: list[str] = []
    small_cell = None  # within it, paragraphs are parted by spaces
    walk = etree.iterwalk(body, events=("start", "end"), tag=(*HIDDEN, *SIGNS, PARAGRAPH, TEXT, CELL, ROW))
    for event, element in walk:
        name, in_cell = element.tag, small_cell is not None
        if event == "start" and name in HIDDEN:
            walk.skip_subtree()
        elif event == "start":
            pieces += filter(None, _begun(element, numbering, in_cell, pieces))
            small_cell = element if name == CELL and not in_cell and _is_small(element) else small_cell
        elif name == PARAGRAPH:
            pieces.append(" " if in_cell else "\n")
        elif name == CELL:
            _end_cell(pieces, in_cell)
            small_cell = None if element is small_cell else small_cell
        elif name == ROW and pieces and not pieces[-1].endswith("\n"):
            pieces[-1:] = ["\n"] if pieces[-1] == "\t" else [pieces[-1], "\n"]
    return pieces


def _begun(element: Any, numbering: Numbering, in_cell: bool, pieces: list[str]) -> list[str]:
    """Return what stands where an element begins."""
    if element.tag == PARAGRAPH:
        within_another = pieces and not pieces[-1].endswith(("\n", "\t", " "))  # a text box
        return ["\n" if within_another else "", numbering.before(element)]
    if element.tag == TEXT:
        return [element.text or ""]
    sign = SIGNS.get(element.tag, "")
    return [" " if sign and in_cell else sign]


def _end_cell(pieces: list[str], small: bool) -> None:
    while pieces and not pieces[-1].strip(" "):
        pieces.pop()
    if small or (pieces and not pieces[-1].endswith("\n")):
        pieces.append("\t")


def _is_small(cell: Any) -> bool:
    """Tell whether a cell holds one value of a table, and does not lay out a page."""
    if cell.getparent().find(CELL) is cell and cell.getnext() is None:
        return False
    size = 0
    for part in islice(cell.iter(TEXT, TABLE), 100):
        size += len(part.text or "")
        if part.tag == TABLE or size > LONGEST_CELL:
            return False
    return True
