"""Slides of what is taken to a meeting: one message a slide, charts and tables that can be edited, maps of shapes, and the evidence in the notes."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]: it has no types
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Pt

from charts.theme import INK, MUTED
from exports.clean import clean, one_line
from exports.ooxml import EAST_ASIAN, EMU, LATIN, SPACES, both_fonts, colour, cut, letters, node, same_bytes
from exports.shapes import Frame, text_box
from exports.slides import free, pages
from i18n.texts import translator
from policy.derived import Derived
from policy.text import Sentence
from views import records
from views.clauses import clause_words
from views.edition import kept_up_to
from views.meeting.item import Item, link, source
from views.words import named, say_plain

WIDE = (960.0, 540.0)  # points, 16:9
MARGIN = 40.0
INSET = 7.2  # points, between the edge of a title and its text
HEAD = Frame(MARGIN - INSET, 24.0, WIDE[0] - 2 * (MARGIN - INSET), 64.0)  # of the title, without a template
TITLES = ((28.0, 1), (26.0, 1), (24.0, 1), (22.0, 2), (20.0, 2))  # points, and lines at most
SENTENCES = ((15.0, 2), (14.0, 3), (12.0, 4))  # points, and lines at most
FOOT = 11.0
SMALL = ((FOOT, 2),)
FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"  # any number in this form: Office asks for one
MOST_RECORDS = 8  # in the notes of a slide
DARK, PALE = (str(colour(each)) for each in (INK, MUTED))
OTHERS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


def deck(
    items: Sequence[Item],
    lang: str,
    day: dt.date,
    template: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """Return slides (``.pptx``) of the items, in their order; one that is long goes on over the next slides.

    Charts are charts of Office with their numbers in a workbook, tables are tables, maps are shapes grouped by place. What has no
    chart of Office is shown as the table of the same view. The same items on the same day give the same bytes.

    Args:
        items: what is shown; at least one.
        lang: of the slides.
        day: of the deck, in the footer.
        template: the office's own ``.pptx``: its size, its master and its title layout are used, its slides are not.
        progress: told after each item how many are done, of how many.

    Raises:
        ValueError: no items, or a template that cannot be used; a sentence in ``lang``.
    """
    if not items:
        raise ValueError(translator(lang)("There is nothing to put on slides: choose at least one view."))
    show = _own() if template is None else _of_office(template, lang)
    layout = _title_layout(show)
    for done, item in enumerate(items, start=1):
        _add(show, layout, item, lang, day)
        if progress is not None:
            progress(done, len(items))
    core, at = show.core_properties, dt.datetime.combine(day, dt.time())
    core.title, core.author, core.language = one_line(items[0].title)[:250], translator(lang)("Yiyang Atlas"), lang
    core.created = core.modified = core.last_printed = at
    core.last_modified_by, core.revision = core.author, 1
    made = io.BytesIO()
    show.save(made)
    return same_bytes(made.getvalue())


def _own() -> Any:
    """Return an empty deck of 16:9, whose layouts, made for 4:3, are as wide."""
    show: Any = Presentation()
    part = Pt(WIDE[0]) / show.slide_width
    show.slide_width, show.slide_height = Pt(WIDE[0]), Pt(WIDE[1])
    for each in (show.slide_master, *show.slide_layouts):
        for place in each._element.xpath(".//a:xfrm"):
            place[0].set("x", str(round(int(place[0].get("x")) * part)))
            place[1].set("cx", str(round(int(place[1].get("cx")) * part)))
    title = next(
        each for each in show.slide_master.placeholders if each.placeholder_format.type == PP_PLACEHOLDER.TITLE
    )
    title.left, title.top, title.width, title.height = (Pt(each) for each in HEAD)
    style = show.slide_master._element.xpath(".//p:titleStyle/a:lvl1pPr")[0]
    style.set("algn", "l")
    old = style.find("a:defRPr", SPACES)
    style.replace(old, letters("a:defRPr", TITLES[0][0], DARK, bold=True))
    for relation in show.slide_master.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME:
            _name_fonts(relation.target_part)
    return show


def _name_fonts(theme: Any) -> None:
    """Name both fonts in a theme, for what the viewer adds to the slides."""
    root = etree.fromstring(theme.blob)
    for font in root.iter("{*}majorFont", "{*}minorFont"):
        for tag, face in (("latin", LATIN), ("ea", EAST_ASIAN)):
            font.find(f"{{*}}{tag}").set("typeface", face)
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _of_office(template: Path, lang: str) -> Any:
    """Return the office's template without its slides.

    Raises:
        ValueError: it is no presentation, or has no layout.
    """
    _ = translator(lang)
    try:
        show: Any = Presentation(str(template))
        layouts = len(show.slide_layouts)
        slides = show.slides._sldIdLst
        for each in list(slides):
            show.part.drop_rel(each.rId)
            slides.remove(each)
        for each in show.part._element.xpath(".//*[local-name()='sectionLst' or local-name()='custShowLst']"):
            each.getparent().remove(each)  # they name the slides that are gone
    except (
        PythonPptxError,
        OSError,
        ValueError,
        KeyError,
        IndexError,
        AttributeError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
    ) as error:
        told = _(
            "The template {file} cannot be read as a PowerPoint presentation (.pptx); save it again as .pptx, or go without a template."
        )
        raise ValueError(told.format(file=one_line(template.name))) from error
    if not layouts:
        told = _("The template {file} has no slide layout; add one in the slide master, or go without a template.")
        raise ValueError(told.format(file=one_line(template.name)))
    return show


def _title_layout(show: Any) -> Any:
    """Return the layout with a title and the fewest other placeholders, or the emptiest where none has a title."""

    def others(layout: Any) -> tuple[bool, int]:
        kinds = [each.placeholder_format.type for each in layout.placeholders]
        titled = PP_PLACEHOLDER.TITLE in kinds
        return not titled, sum(kind not in (*OTHERS, PP_PLACEHOLDER.TITLE) for kind in kinds)

    return min(show.slide_layouts, key=others)


def _add(show: Any, layout: Any, item: Item, lang: str, day: dt.date) -> None:
    """Add the slides of an item."""
    _ = translator(lang)
    size = (show.slide_width / EMU, show.slide_height / EMU)
    title, place = one_line(item.title), _title_place(layout, size)
    frames = _frames(item, place, size)
    found = pages(item.view, (title, " ".join([title, one_line(item.sentence)])), frames["content"], lang)
    for at, page in enumerate(found, start=1):
        slide = show.slides.add_slide(layout)
        number = _("{title} ({part} of {parts})").format(title="", part=at, parts=len(found)) if len(found) > 1 else ""
        whole = _head(slide, title, number, place)
        whole &= _text(slide, one_line(item.sentence), frames["sentence"], SENTENCES, DARK, _("Sentence"))
        page.draw(slide, frames["content"])
        values = " ".join(part for part in (one_line(item.values), page.rest) if part)
        whole &= _text(slide, values, frames["values"], SMALL, PALE, _("Scenario"))
        _foot(slide, source(day, lang), frames["foot"], lang)
        _notes(slide, item, lang, whole=whole)


def _title_place(layout: Any, size: tuple[float, float]) -> Frame:
    """Return where the title of a slide stands: where the layout has it, if that leaves room below."""
    found = next((each for each in layout.placeholders if each.placeholder_format.type == PP_PLACEHOLDER.TITLE), None)
    own = HEAD._replace(w=size[0] - 2 * HEAD.x)
    if found is None or found.width is None:
        return own
    place = Frame(*(each / EMU for each in (found.left, found.top, found.width, found.height)))
    fits = place.y + place.h < 0.4 * size[1] and place.w > 0.4 * size[0]
    return place if fits else own


def _frames(item: Item, place: Frame, size: tuple[float, float]) -> dict[str, Frame]:
    """Return where the parts of a slide stand below its title; what an item does not have takes no room."""
    x, w = place.x + INSET, min(place.w, size[0] - place.x - MARGIN / 2) - 2 * INSET
    foot = Frame(x, size[1] - 28, w, 18)
    size_of, lines, _text = _fitted(one_line(item.sentence), w, SENTENCES)
    sentence = Frame(x, place.y + place.h + 2, w, lines * size_of * 1.3 if item.sentence else 0)
    _points, lines, _text = _fitted(one_line(item.values), w, SMALL)
    high = lines * SMALL[0][0] * 1.35  # without values a line for what a table leaves out
    values = Frame(x, foot.y - high - 2, w, high)
    top = sentence.y + sentence.h + 8
    return {"sentence": sentence, "values": values, "foot": foot, "content": Frame(x, top, w, values.y - top - 4)}


def _fitted(text: str, wide: float, sizes: Sequence[tuple[float, int]]) -> tuple[float, int, str]:
    """Return the largest letters in which a text fits, how many lines it takes, and the text: cut where it fits in none."""
    for size, most in sizes:
        told, lines = cut(text, size, wide, most)
        if told == text:
            return size, lines, text
    size, most = sizes[-1]
    return size, most, cut(text, size, wide, most)[0]


def _head(slide: Any, title: str, part: str, place: Frame) -> bool:
    """Write the title and which part of it this is, and return whether it is whole; placeholders that stay empty go."""
    held = slide.shapes.title
    for each in list(slide.placeholders):
        if held is None or each._element is not held._element:
            each._element.getparent().remove(each._element)
    whole = f"{title}{part}"
    points, _lines, told = _fitted(whole, 0.92 * (place.w - 2 * INSET), TITLES)
    if held is None:
        held = slide.shapes.add_textbox(*(Pt(each) for each in place))
    elif abs(held.left / EMU - place.x) > 1 or abs(held.top / EMU - place.y) > 1:
        held.left, held.top, held.width, held.height = (Pt(each) for each in place)
    held.text_frame.word_wrap = True
    held.text_frame.text = told if told == whole else f"{told[: -len(part) - 1]}…{part}"
    for run in held.text_frame.paragraphs[0].runs:
        run.font.size = Pt(points)
        both_fonts(run._r)
    return told == whole


def _text(slide: Any, text: str, frame: Frame, sizes: Sequence[tuple[float, int]], shade: str, name: str) -> bool:
    """Write a text as large as it fits, and return whether it is whole."""
    if not text:
        return True
    points, _lines, told = _fitted(text, frame.w, sizes)
    tree = slide.shapes._spTree
    tree.append(text_box(free(tree), name, [told], frame, points, shade))
    return told == text


def _foot(slide: Any, told: str, frame: Frame, lang: str) -> None:
    """Write where all is from, and the number of the slide."""
    _ = translator(lang)
    tree = slide.shapes._spTree
    left = frame._replace(w=frame.w - 60)
    tree.append(text_box(free(tree), _("Source"), [one_line(told)], left, FOOT, PALE))
    right = frame._replace(x=frame.x + frame.w - 60, w=60)
    box = text_box(free(tree), _("Slide number"), [""], right, FOOT, PALE)
    paragraph = box.xpath(".//a:p", namespaces=SPACES)[0]
    paragraph[0].set("algn", "r")
    paragraph.remove(paragraph[1])
    field = node("a:fld", letters("a:rPr", FOOT, PALE), node("a:t", "‹#›"), id=FIELD, type="slidenum")
    paragraph.append(field)
    tree.append(box)


def _notes(slide: Any, item: Item, lang: str, *, whole: bool) -> None:
    """Write the notes: the presenter's words, what the slide had to cut, the evidence, and the way to the view in the atlas."""
    _ = translator(lang)
    lines = [one_line(line) for line in clean(item.note).split("\n")]
    if not whole:
        lines += ["", _("In full:"), one_line(item.title), one_line(item.sentence), one_line(item.values)]
    told = _evidence(getattr(item.view, "refs", ()), lang)
    if told:
        lines += ["", _("Evidence:"), *told]
    if item.page:
        lines += ["", _("In the atlas:") + f" {link(item.page, item.query)}"]
    frame = slide.notes_slide.notes_text_frame
    frame.text = "\n".join(lines).strip("\n")
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            both_fonts(run._r)


def _evidence(refs: Sequence[str] | Mapping[Any, str], lang: str) -> list[str]:
    """Return the records behind a view, a line each: what, of whom, how much, and where it is printed or how it is worked out."""
    asked = refs.values() if isinstance(refs, Mapping) else refs
    every = [ref for ref in dict.fromkeys(asked) if ":" in ref]
    found = [told for told in (_told(ref, lang) for ref in every[:MOST_RECORDS]) if told]
    left = len(every) - MOST_RECORDS
    return (
        [*found, translator(lang)("and {count} more records, all in the atlas").format(count=left)]
        if left > 0
        else found
    )


@kept_up_to(2000)
def _told(ref: str, lang: str) -> str:
    """Return a record in a line; nothing of what has none any more."""
    try:
        known = records.found(ref)
        line = records.line(ref, lang, known)
    except KeyError:
        return ""
    if isinstance(known, Derived):
        formula = say_plain(Sentence(known.formula, known.values), lang)
        source_of = ("" if formula == line.title else formula,)
    else:
        row, document = known.row, known.document
        title = named(document, "title", lang) if f"title_{lang}" in document.index else document.get("title", "")
        printed = row.get("as_printed", "")
        source_of = (title, clause_words(str(row.get("clause", "")), lang), f"“{printed}”" if printed else "")
    parts = (line.title, line.place, line.value, line.period, *source_of)
    return "· " + one_line(("；" if lang == "zh" else "; ").join(str(part) for part in parts if part))
