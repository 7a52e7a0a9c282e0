"""The text of a Word document, in its order: paragraphs with the numbers Word counts by itself, tables row by row."""

import io
from itertools import islice
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from loaders.errors import FileRefused
from loaders.policy_text.word_numbers import Numbering
from loaders.uploads import members

MOST_XML = 40_000_000  # bytes of a part, unpacked: some 4 million letters
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
        FileRefused: password, zip_bomb or damaged.
    """
    if any(member.file_size > MOST_XML for member in members(file, content) if member.filename.endswith(".xml")):
        raise FileRefused(file, "zip_bomb", limit=MOST_XML // 1_000_000)
    try:
        document = docx.Document(io.BytesIO(content))
        return "".join(_pieces(document.element.body, Numbering.of(document)))
    except Exception as error:  # a damaged file raises whatever its reader stumbles over
        raise FileRefused(file, "damaged") from error


def _pieces(body: Any, numbering: Numbering) -> list[str]:
    pieces: list[str] = []
    small_cell = None  # within it, paragraphs are parted by spaces
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        name = element.tag
        if event == "start":
            if name in HIDDEN:
                walk.skip_subtree()
            elif name == PARAGRAPH:
                if pieces and not pieces[-1].endswith(("\n", "\t", " ")):  # of a text box within a paragraph
                    pieces.append("\n")
                pieces.append(numbering.before(element))
            elif name == TEXT:
                pieces.append(element.text or "")
            elif name in SIGNS:
                pieces.append(" " if small_cell is not None else SIGNS[name])
            elif name == CELL and small_cell is None and _is_small(element):
                small_cell = element
        elif name == PARAGRAPH:
            pieces.append(" " if small_cell is not None else "\n")
        elif name == CELL:
            small_cell = None if element is small_cell else small_cell
            _end(pieces, "\t" if element.getnext() is not None else "\n")
    return pieces


def _end(pieces: list[str], sign: str) -> None:
    """Let a cell end with a tab, or with a line where it is the last of its row."""
    while pieces and not pieces[-1].strip(" "):
        pieces.pop()
    if not (sign == "\n" and pieces and pieces[-1].endswith("\n")):
        pieces.append(sign)


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
