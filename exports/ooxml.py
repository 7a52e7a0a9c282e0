"""What Office files hold and python-pptx and python-docx do not write: fonts for Chinese, colours of Plotly, lines, patterns, alternative texts.

Every text goes through ``clean`` before it reaches a file, and every run of text names both fonts.
"""

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]: it has no types

from exports.clean import clean, one_line

LATIN, EAST_ASIAN = "Microsoft YaHei", "微软雅黑"  # on every Windows that is used for Chinese; none is shipped
SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
EMU = 12700  # a point
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # of every part of a file, so that the same choice gives the same bytes
LINE = 1.3  # times the letters: from one line of text to the next
Node = Any  # an element of lxml, whose stubs know no custom classes of python-pptx


def node(tag: str, *inside: Node | str | None, **attributes: object) -> Node:
    """Return an element, such as ``node("a:off", x=1, y=2)``: its children, or its text, in the order in which they are given."""
    prefix, _, name = tag.partition(":")
    known = {prefix: SPACES[prefix]} if prefix != "c" else {key: SPACES[key] for key in ("c", "a", "r")}
    made = etree.Element(f"{{{SPACES[prefix]}}}{name}", nsmap=known)
    for key, value in attributes.items():
        made.set(key, str(value))
    for each in inside:
        if isinstance(each, str):
            made.text = each
        elif each is not None:
            made.append(each)
    return made


def spoken(text: object) -> str:
    """Return a text of a figure as it is read: Plotly's few tags are gone, and what it had to escape stands as it was written."""
    plain = re.sub(r"<br\s*/?>", "\n", str(text))
    return clean(html.unescape(re.sub(r"</?(?:b|i|sub|sup)>", "", plain)))


def width(text: str, size: float) -> float:
    """Return about how wide a line of text is (points) at a size of letters; a Chinese sign is as wide as high."""
    return size * sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.56 for sign in text)


def wrapped(text: str, size: float, wide: float) -> list[str]:
    """Return a text in lines no wider than ``wide`` (points): broken at spaces, and between Chinese signs."""
    found: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in re.findall(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]\s*|\s+", paragraph):
            piece = word
            if line and width(line + piece.rstrip(), size) > wide:
                found.append(line.rstrip())
                line = ""
            while width(piece, size) > wide and len(piece) > 1:  # one word wider than a line
                fits = max(1, int(len(piece) * wide / width(piece, size)))
                found.append(piece[:fits])
                piece = piece[fits:]
            line += piece
        found.append(line.rstrip())
    return found


def cut(text: str, size: float, wide: float, most: int) -> tuple[str, int]:
    """Return a text that takes at most so many lines, and how many it takes; one that is too long ends in an ellipsis."""
    lines = wrapped(text, size, wide)
    if len(lines) <= most:
        return text, len(lines)
    at = 0
    for line in lines[:most]:
        at = text.index(line, at) + len(line)
    return text[: at - 1].rstrip() + "…", most


def colour(written: str, opacity: float = 1.0) -> str | None:
    """Return a colour of Plotly as Office writes it, six hexadecimal digits, as it looks on white; None of what is not seen."""
    parts = re.findall(r"[\d.]+", written)
    if written.startswith("#"):
        red, green, blue = (int(written[at : at + 2], 16) for at in (1, 3, 5))
    elif written.startswith("rgb") and len(parts) >= 3:
        red, green, blue = (float(part) for part in parts[:3])
        opacity *= float(parts[3]) if len(parts) > 3 else 1.0
    else:
        raise ValueError(f"not a colour: {written!r}")
    if opacity == 0:
        return None
    return "".join(f"{round(255 + (part - 255) * opacity):02X}" for part in (red, green, blue))


def solid(found: str | None) -> Node:
    """Return a fill of one colour (``colour``), or none."""
    return node("a:noFill") if found is None else node("a:solidFill", node("a:srgbClr", val=found))


def pattern(front: str, kind: str = "wdUpDiag", back: str = "FFFFFF") -> Node:
    """Return a hatched fill."""
    return node(
        "a:pattFill",
        node("a:fgClr", node("a:srgbClr", val=front)),
        node("a:bgClr", node("a:srgbClr", val=back)),
        prst=kind,
    )


def stroke(found: str | None, points: float = 1.0, dash: str = "solid", opacity: float = 1.0) -> Node:
    """Return a line: its colour (None: no line), how thick it is, how it is broken, and how much it covers."""
    if found is None:
        return node("a:ln", node("a:noFill"))
    broken = None if dash == "solid" else node("a:prstDash", val=dash)
    fill = solid(found)
    if opacity < 1:
        fill[0].append(node("a:alpha", val=round(opacity * 100_000)))
    return node("a:ln", fill, broken, node("a:round"), w=round(points * EMU), cap="flat")


def letters(tag: str, size: float, shade: str, *, bold: bool = False) -> Node:
    """Return the properties of a run (``a:rPr``) or of a paragraph's runs (``a:defRPr``): size in points, colour, both fonts."""
    fonts = (node("a:latin", typeface=LATIN), node("a:ea", typeface=EAST_ASIAN), node("a:cs", typeface=LATIN))
    return node(tag, solid(shade), *fonts, sz=round(size * 100), b=int(bold))


def spacing(size: float) -> Node:
    """Return the distance of lines (points) for letters of a size, whatever font the machine has."""
    return node("a:lnSpc", node("a:spcPts", val=round(size * LINE * 100)))


def both_fonts(run: Node) -> None:
    """Name both fonts in a run of python-pptx, which names the Latin one alone."""
    properties = run.find("a:rPr", SPACES)
    if properties is None:
        properties = node("a:rPr")
        run.insert(0, properties)
    for tag in ("latin", "ea", "cs", "sym"):
        for known in properties.findall(f"a:{tag}", SPACES):
            properties.remove(known)
    first = next((at for at, each in enumerate(properties) if _name(each) in ("hlinkClick", "extLst")), len(properties))
    for tag, face in (("cs", LATIN), ("ea", EAST_ASIAN), ("latin", LATIN)):
        properties.insert(first, node(f"a:{tag}", typeface=face))


def _name(element: Node) -> str:
    return etree.QName(element).localname


def described(shape: Node, name: str, text: str) -> None:
    """Give a shape of python-pptx its name and its alternative text."""
    shape.name = one_line(name)[:120]
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(text)[:2000])


def written(root: Node) -> bytes:
    """Return an element as a part of a file."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["a", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def same_bytes(packed: bytes, first: Iterable[str] = ("[Content_Types].xml",)) -> bytes:
    """Return an Office file without the time at which it was written."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = [*first, *(name for name in old.namelist() if name not in first)]
        for name in names:
            new.writestr(zipfile.ZipInfo(name, LONG_AGO), old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
