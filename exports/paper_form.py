"""The form of a report in Word: page, fonts and styles of a Chinese official document, or of a plain English report.

The Chinese form follows GB/T 9704: A4 with its margins, the body in 仿宋 of size 3 at a fixed line spacing, headings in 黑体 and 楷体,
first lines indented by two characters, the number of the page between dashes at its outer edge. Fonts are named, none is brought along.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TWO_CHARACTERS = 200  # hundredths of a character
LONGEST_PROPERTY = 255  # of a file's title


@dataclass(frozen=True)
class Type:
    """How a paragraph is set: Chinese and Latin font, size in points, bold, alignment, indent, line spacing and room around it in points.

    ``indent`` in hundredths of a character; ``spacing`` fixed where ``exact``, else a multiple of the line.
    """

    east: str
    latin: str
    size: float
    bold: bool = False
    align: str = "LEFT"
    indent: int = 0
    spacing: float = 1.0
    exact: bool = False
    before: float = 0
    after: float = 0
    keep: bool = False


LATIN, SONG, HEI, KAI, FANG = "Times New Roman", "宋体", "黑体", "楷体", "仿宋"
LINE = 28.9  # 22 lines a page
BODY: dict[str, Any] = {"size": 16, "align": "JUSTIFY", "indent": TWO_CHARACTERS, "spacing": LINE, "exact": True}
HEADED = BODY | {"align": "LEFT", "keep": True}
STYLES: dict[str, dict[str, Type]] = {
    "zh": {
        "Normal": Type(FANG, LATIN, **BODY),
        "Title": Type("方正小标宋简体", LATIN, 22, align="CENTER", spacing=36, exact=True, before=LINE),
        "Subtitle": Type(KAI, LATIN, 16, align="CENTER", spacing=LINE, exact=True, after=LINE),
        "Heading 1": Type(HEI, LATIN, **HEADED),
        "Heading 2": Type(KAI, LATIN, **HEADED),
        "Caption": Type(HEI, LATIN, 12, align="CENTER", before=8, after=4, keep=True),
        "Caption Below": Type(HEI, LATIN, 12, align="CENTER", before=2, after=8),
        "Table Head": Type(HEI, LATIN, 9, align="CENTER"),
        "Table Text": Type(SONG, LATIN, 9),
        "Note": Type(FANG, LATIN, 10.5, align="JUSTIFY", indent=TWO_CHARACTERS, before=4, after=6),
        "Footer": Type(SONG, LATIN, 14),
        "Drawing": Type(SONG, LATIN, 9, align="CENTER", keep=True),
    },
    "en": {
        "Normal": Type(SONG, LATIN, 11, spacing=1.15, after=6),
        "Title": Type(HEI, LATIN, 20, bold=True, after=4),
        "Subtitle": Type(SONG, LATIN, 12, after=14),
        "Heading 1": Type(HEI, LATIN, 14, bold=True, before=12, after=6, keep=True),
        "Heading 2": Type(HEI, LATIN, 12, bold=True, before=8, after=4, keep=True),
        "Caption": Type(SONG, LATIN, 10, bold=True, before=8, after=4, keep=True),
        "Caption Below": Type(SONG, LATIN, 10, bold=True, before=2, after=8),
        "Table Head": Type(SONG, LATIN, 8.5, bold=True),
        "Table Text": Type(SONG, LATIN, 8.5),
        "Note": Type(SONG, LATIN, 9, before=4, after=6),
        "Footer": Type(SONG, LATIN, 10, align="RIGHT"),
        "Drawing": Type(SONG, LATIN, 9, align="CENTER", keep=True),
    },
}
# Top, bottom, left and right, and from the foot of the page to the number on it.
MARGINS = {"zh": (37, 35, 28, 26, 24), "en": (25, 25, 25, 25, 12)}
PAGE = (210, 297)


def element(tag: str, children: Iterable[Any] = (), /, **attributes: object) -> Any:
    """Return an element of a text of Word, such as ``jc``, with its attributes and what stands in it."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(list(children))
    return made


def set_up(paper: Paper, lang: str) -> None:
    """Give an empty file its page, its styles and the number of the page."""
    for style in list(paper.styles):
        if style.name not in STYLES[lang] and style.type != WD_STYLE_TYPE.LIST and not _is_default(style):
            style.delete()
    for lost in list(paper.part.numbering_part.element.iter(qn("w:pStyle"))):  # of lists whose style is gone
        lost.getparent().remove(lost)
    for name, type_ in STYLES[lang].items():
        known = [style for style in paper.styles if str(style.name).lower() == name.lower()]
        style = known[0] if known else paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _style(style, type_)
    defaults = paper.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _name_fonts(defaults, STYLES[lang]["Normal"])
    spoken = defaults.find(qn("w:lang"))
    spoken.set(qn("w:val"), "en-GB")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    section = paper.sections[0]
    section.page_width, section.page_height = (Mm(size) for size in PAGE)
    top, bottom, left, right, foot = (Mm(size) for size in MARGINS[lang])
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = top, bottom, left, right
    section.footer_distance = foot
    _page_number(section.footer, lang, "RIGHT")
    if lang == "zh":  # at the outer edge of a page printed on both sides
        paper.settings.odd_and_even_pages_header_footer = True
        _page_number(section.even_page_footer, lang, "LEFT")


def _is_default(style: Any) -> bool:
    return style.element.get(qn("w:default")) == "1"


def _style(style: Any, type_: Type) -> None:
    """Set a style anew: what the empty file has of colours, borders and fonts goes."""
    for name in ("w:pPr", "w:rPr", "w:next", "w:link", "w:basedOn"):
        for old in style.element.findall(qn(name)):
            style.element.remove(old)
    style.quick_style, style.hidden = True, False
    style.font.size, style.font.bold, style.font.color.rgb = Pt(type_.size), type_.bold, RGBColor(0, 0, 0)
    _name_fonts(style.element.rPr, type_)
    form = style.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH[type_.align]
    form.space_before, form.space_after = Pt(type_.before), Pt(type_.after)
    form.keep_with_next, form.widow_control = type_.keep, True
    form.line_spacing = Pt(type_.spacing) if type_.exact else type_.spacing
    if type_.exact:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    if type_.indent:
        form.first_line_indent = Pt(type_.size * type_.indent / 100)
        style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), str(type_.indent))
    if style.name.startswith("Heading"):
        style.element.pPr.append(element("outlineLvl", val=int(style.name[-1]) - 1))


def _name_fonts(properties: Any, type_: Type) -> None:
    """Name the fonts of a style for Latin and for Chinese letters; a theme's would go before them."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    latin = type_.latin
    properties.insert(0, element("rFonts", ascii=latin, hAnsi=latin, eastAsia=type_.east, cs=latin))


def say_what_it_is(paper: Paper, title: str, author: str, day: dt.date, lang: str) -> None:
    """Say of the file what it is, and of what day: the same report is the same file."""
    known, when = paper.core_properties, dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    known.title = title[:LONGEST_PROPERTY]
    known.author = known.last_modified_by = author
    known.comments, known.keywords, known.subject = "", "", ""
    known.created = known.modified = when
    known.language = {"zh": "zh-CN", "en": "en-GB"}[lang]
    known.revision = 1
    files = paper.part.package.rels if paper.part.package else {}
    for name in [name for name, file in files.items() if file.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del files[name]  # of the empty file


def _page_number(footer: Any, lang: str, align: str) -> None:
    """Write the number of the page, in Chinese between dashes and one character from the edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = "Footer"
    before, after = ("— ", " —") if lang == "zh" else ("", "")
    paragraph.alignment = WD_ALIGN_PARAGRAPH[align]
    if lang == "zh":
        edge = Pt(STYLES[lang]["Footer"].size)
        form = paragraph.paragraph_format
        form.left_indent, form.right_indent = (edge, None) if align == "LEFT" else (None, edge)
    if before:
        paragraph.add_run(before)
    instruction = element("instrText")
    instruction.text = " PAGE "
    number = element("t")
    number.text = "1"
    begin, separate, end = (element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
    for piece in (begin, instruction, separate, number, end):
        paragraph.add_run()._r.append(piece)
    if after:
        paragraph.add_run(after)
