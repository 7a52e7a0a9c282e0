"""A report as a file of Word: its parts in order, with the numbers of their sources (``paper_form`` says how it looks)."""

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from docx import Document
from docx.document import Document as Paper
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part as OpcPart
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.package import Package
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph as Written

from exports.clean import one_line
from exports.ooxml import SPACES
from exports.paper_form import MARGINS, PAGE, STYLES, Type, element, say_what_it_is, set_up

GREY = "EEEEEE"
STOPS = "。."
CHART_HEIGHT = 80  # mm
CHART, RELATED = SPACES["c"], SPACES["r"]
EXTERNAL = (
    f'<c:externalData xmlns:c="{CHART}" xmlns:r="{RELATED}" r:id="{{behind}}"><c:autoUpdate val="0"/></c:externalData>'
)
FRAME = (
    f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')}>"
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
    '<wp:docPr id="{number}" name=""/><wp:cNvGraphicFramePr/>'
    f'<a:graphic><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" r:id="{{rel}}"/></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)
CELL_EDGE, LINE_EDGE = Mm(1), Mm(0.5)  # within a cell, beside its text and above it


@dataclass(frozen=True)
class Said:
    """Plain text with the references of the records behind it; ``marks`` is the number of the source that it is itself, or 0."""

    text: str
    cites: tuple[str, ...] = ()
    marks: int = 0


@dataclass(frozen=True)
class Heading:
    """A heading of the first or the second level."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Prose:
    """A paragraph: what it says, sentence by sentence; ``style`` is one of ``STYLES``."""

    said: tuple[Said, ...]
    style: str = "Normal"


@dataclass(frozen=True)
class Grid:
    """A table: its caption, heads, rows and the widths of its columns in parts of the page's; a row of one cell goes across.

    ``grey`` are the rows on a grey ground.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]
    widths: tuple[float, ...]
    grey: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Drawing:
    """A chart of Office below its place in the text: its caption, its part and the workbook behind it; ``alt`` is read to who cannot see it."""

    caption: str
    chart: bytes
    book: bytes
    alt: str


Part = Heading | Prose | Grid | Drawing
Cited = Callable[[Iterable[str]], tuple[int, ...]]


def references(parts: Iterable[Part]) -> list[str]:
    """Return the references of all that is cited in parts of a report, in their order."""
    said = (
        each
        for part in parts
        for each in (
            part.said
            if isinstance(part, Prose)
            else (cell for row in part.rows for cell in row)
            if isinstance(part, Grid)
            else ()
        )
    )
    return [ref for each in said for ref in each.cites]


def written(
    parts: Iterable[Part],
    cited: Cited,
    *,
    title: str,
    subtitle: str,
    author: str,
    day: dt.date,
    lang: str,
    notes: Sequence[str] = (),
) -> bytes:
    """Return a report as a file of Word.

    Args:
        parts: in order.
        cited: the numbers of the sources behind references.
        title: above them.
        subtitle: below the title.
        author: who is said to have made the file.
        day: that the file is of.
        lang: of the report.
        notes: small print at its end.
    """
    paper = Document()
    set_up(paper, lang)
    say_what_it_is(paper, one_line(title), author, day, lang)
    _prose(paper, Prose((Said(title),), "Title"), cited, lang)
    _prose(paper, Prose((Said(subtitle),), "Subtitle"), cited, lang)
    for part in parts:
        if isinstance(part, Heading):
            _prose(paper, Prose((Said(part.text),), f"Heading {part.level}"), cited, lang)
        elif isinstance(part, Prose):
            _prose(paper, part, cited, lang)
        elif isinstance(part, Grid):
            _grid(paper, part, cited, lang)
        else:
            _drawing(paper, part, cited, lang)
    for at, note in enumerate(notes):
        paragraph = _prose(paper, Prose((Said(note),), "Note"), cited, lang)
        if not at:
            _line_above(paragraph)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _prose(paper: Paper, prose: Prose, cited: Cited, lang: str) -> Written:
    paragraph = paper.add_paragraph(style=prose.style)
    _write(paragraph, prose.said, cited, lang)
    return paragraph


def _write(paragraph: Written, said: Iterable[Said], cited: Cited, lang: str, *, raised: bool = True) -> None:
    """Write what is said with the numbers of its sources, which stand before the last stop and lead to them."""
    for at, each in enumerate(said):
        text = one_line(each.text)
        if each.marks:
            _mark(paragraph, each.marks, lang)
            continue
        if at and lang != "zh":
            text = f" {text}"
        numbers = cited(each.cites)
        stop = text[-1:] if numbers and raised and text[-1:] in STOPS else ""
        _run(paragraph, text[: len(text) - len(stop)], lang)
        for number in numbers:
            _link(paragraph, number, lang, raised=raised)
        if stop:
            _run(paragraph, stop, lang)


def _run(paragraph: Written, text: str, lang: str) -> Any:
    run = paragraph.add_run(text)
    if lang == "zh":  # quotation marks and dashes are those of the Chinese font
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:hint"), "eastAsia")
    return run


def _link(paragraph: Written, number: int, lang: str, *, raised: bool) -> None:
    """Write the number of a source, which leads to it in the list."""
    run = _run(paragraph, f"[{number}]", lang)
    run.font.superscript = raised or None
    link = element("hyperlink", anchor=f"source{number}", history=1)
    paragraph._p.replace(run._r, link)
    link.append(run._r)


def _mark(paragraph: Written, number: int, lang: str) -> None:
    """Write the number of a source where the list has it."""
    paragraph._p.append(element("bookmarkStart", id=number, name=f"source{number}"))
    _run(paragraph, f"[{number}]", lang)
    paragraph._p.append(element("bookmarkEnd", id=number))


def _line_above(paragraph: Written) -> None:
    edges = element("pBdr", [element("top", val="single", sz=6, space=6, color="000000")])
    paragraph._p.get_or_add_pPr().insert_element_before(edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _grid(paper: Paper, grid: Grid, cited: Cited, lang: str) -> None:
    """Write a table below its caption: its heads come again on every page, no row is torn in two."""
    _prose(paper, Prose((Said(grid.caption),), "Caption"), cited, lang)
    left, right = MARGINS[lang][2:4]
    room = Mm(PAGE[0] - left - right)
    widths = [Length(int(room * width / sum(grid.widths))) for width in grid.widths]
    table = paper.add_table(rows=0, cols=len(widths))
    table.autofit = False
    _table_form(table, widths)
    table._tbl.append(_row(paper, tuple(Said(head) for head in grid.heads), widths, cited, lang, head=True))
    for at, row in enumerate(grid.rows):
        table._tbl.append(_row(paper, row, widths, cited, lang, grey=at in grid.grey))


def _table_form(table: Any, widths: Sequence[Length]) -> None:
    """Give a table thin lines, narrow edges within its cells, and the widths of its columns."""
    properties = table._tbl.tblPr
    for old in ("w:tblStyle", "w:tblW", "w:tblLook"):
        for form in properties.findall(qn(old)):
            properties.remove(form)
    lines = [
        element(edge, val="single", sz=size, space=0, color="000000")
        for edge, size in (("top", 8), ("left", 4), ("bottom", 8), ("right", 4), ("insideH", 4), ("insideV", 4))
    ]
    edges = [
        element(edge, w=room.twips, type="dxa")
        for edge, room in (("top", LINE_EDGE), ("left", CELL_EDGE), ("bottom", LINE_EDGE), ("right", CELL_EDGE))
    ]
    whole = element("tblW", w=sum(width.twips for width in widths), type="dxa")
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(whole)
    layout.addprevious(element("jc", val="center"))
    layout.addprevious(element("tblBorders", lines))
    layout.addnext(element("tblCellMar", edges))
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width


def _row(
    paper: Paper,
    cells: Sequence[Said],
    widths: Sequence[Length],
    cited: Cited,
    lang: str,
    *,
    head: bool = False,
    grey: bool = False,
) -> Any:
    across = len(cells) == 1 < len(widths)
    form = [element("cantSplit"), *([element("tblHeader")] if head else [])]
    row = element("tr", [element("trPr", form)])
    for cell, width in zip(cells, [Length(sum(widths))] if across else widths, strict=True):
        properties = [element("tcW", w=width.twips, type="dxa")]
        if across:
            properties.append(element("gridSpan", val=len(widths)))
        if grey:
            properties.append(element("shd", val="clear", color="auto", fill=GREY))
        properties.append(element("vAlign", val="center"))
        column = element("tc", [element("tcPr", properties)])
        *above, last = (Said(line) for line in cell.text.split("\n"))
        for line in (*above, replace(cell, text=last.text)):
            made = element("p")
            column.append(made)
            paragraph = Written(made, paper._body)
            paragraph.style = "Table Head" if head else "Table Text"
            if across:
                paragraph.paragraph_format.keep_with_next = True
            _write(paragraph, [line], cited, lang, raised=False)
        row.append(column)
    return row


def _in_type(chart: Any, type_: Type) -> None:
    """Set the texts of a chart in the type of the page it stands on; no year along its axis is broken into its digits."""
    for tag, font in (("a:latin", type_.latin), ("a:ea", type_.east), ("a:cs", type_.latin)):
        for named in chart.iter(qn(tag)):
            named.set("typeface", font)
    for tag in ("a:defRPr", "a:rPr"):
        for letters in chart.iter(qn(tag)):
            letters.set("sz", str(int(100 * type_.size)))
    for axis in chart.iter(f"{{{CHART}}}catAx"):
        turned = axis.find(f"{{{CHART}}}txPr/{qn('a:bodyPr')}")
        turned.set("rot", "-60000000")
        turned.set("vert", "horz")


def _drawing(paper: Paper, drawing: Drawing, cited: Cited, lang: str) -> None:
    """Write a chart as Word itself makes one, its numbers in a workbook within the file, and its caption below it."""
    package = cast("Package", paper.part.package)
    book_name = package.next_partname("/word/embeddings/sheet%d.xlsx")
    book = OpcPart(book_name, CONTENT_TYPE.SML_SHEET, drawing.book, package)
    name = package.next_partname("/word/charts/chart%d.xml")
    chart = XmlPart(name, CONTENT_TYPE.DML_CHART, parse_xml(drawing.chart), package)
    _in_type(chart.element, STYLES[lang]["Drawing"])
    behind = chart.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    chart.element.append(parse_xml(EXTERNAL.format(behind=behind)))
    number = re.sub(r"\D", "", name.filename)
    left, right = MARGINS[lang][2:4]
    wide, high = Mm(PAGE[0] - left - right), Mm(CHART_HEIGHT)
    frame = parse_xml(
        FRAME.format(wide=wide, high=high, number=number, rel=paper.part.relate_to(chart, RELATIONSHIP_TYPE.CHART))
    )
    told = frame.find(f".//{qn('wp:docPr')}")
    told.set("name", one_line(drawing.caption))
    told.set("descr", one_line(drawing.alt))
    paragraph = paper.add_paragraph(style="Drawing")
    paragraph.add_run()._r.append(frame)
    _prose(paper, Prose((Said(drawing.caption),), "Caption Below"), cited, lang)
