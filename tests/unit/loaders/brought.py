"""Files as viewers bring them, made from lines of text: Word, PDF and archives, and what is wrong with such files."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SYSTEM = b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
FULL_LINE = 28  # letters, as official documents print them
ENCRYPTED = "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]".format(
    "5a" * 32
)


def docx_of(lines: Iterable[str]) -> bytes:
    """Return a Word document with a paragraph a line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: Any) -> bytes:
    """Return a document of python-docx or a workbook of openpyxl as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def numbered_docx(items: Iterable[tuple[int | None, str]], levels: Iterable[tuple[str, str]]) -> bytes:
    """Return a Word document whose paragraphs Word numbers: each with its level or none; a level is its form and its words."""
    document = docx.Document()
    told = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{words}"/></w:lvl>'
        for depth, (form, words) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">{told}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))
    for depth, text in items:
        paragraph = document.add_paragraph(text)
        if depth is not None:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="99"/></w:numPr>')
            )
    return saved(document)


def zip_of(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_member(content: bytes, name: str, member: bytes) -> bytes:
    """Return an archive with a member added, or put in the place of the one of this name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    return zip_of(members | {name: member})


def ole_of(*entries: str, stream: bytes = b"") -> bytes:
    """Return the outside of an old Office file: its mark, a stream, and the names in its directory."""
    directory = b"".join((name + "\0").encode("utf-16-le").ljust(128, b"\0") for name in entries)
    return OLE.ljust(512, b"\0") + stream.ljust(512, b"\0") + directory


def pdf_of(lines: Iterable[str], *, per_page: int = 22, trailer: str = "") -> bytes:
    """Return a PDF with a Chinese text layer, printed as offices do: indented, in lines of 28 letters, with page numbers."""
    printed = [(row, text) for line in lines for row, text in _broken(line)]
    pages = [printed[at : at + per_page] for at in range(0, len(printed), per_page)]
    return _pdf([_page(rows, number) for number, rows in enumerate(pages, 1)], trailer)


def scanned_pdf() -> bytes:
    """Return a PDF of one page that is a picture."""
    return _pdf([b"q 400 0 0 600 50 100 cm /Scan Do Q"], "")


def _broken(line: str) -> list[tuple[bool, str]]:
    """Break a paragraph into printed lines; the first is indented by two letters."""
    first, rest = line[: FULL_LINE - 2], line[FULL_LINE - 2 :]
    return [(True, first), *((False, rest[at : at + FULL_LINE]) for at in range(0, len(rest), FULL_LINE))]


def _page(rows: list[tuple[bool, str]], number: int) -> bytes:
    placed = [(80 + 32 * indented, 760 - 30 * at, text) for at, (indented, text) in enumerate(rows)]
    placed.append((280, 40, f"\u2014 {number} \u2014"))
    return "\n".join(
        f"BT /F 16 Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in placed
    ).encode()


def _pdf(contents: list[bytes], trailer: str) -> bytes:
    spans = "\n".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256))
    letters = f"1 begincodespacerange <0000> <ffff> endcodespacerange\n256 beginbfrange\n{spans}\nendbfrange".encode()
    pages = [f"{7 + 2 * at} 0 R" for at in range(len(contents))]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(pages)}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /CIDSystemInfo %s >>" % SYSTEM,
        _stream(b"", letters),
        _stream(
            b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", b"\x80"
        ),
    ]
    for at, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {8 + 2 * at} 0 R"
            " /Resources << /Font << /F 3 0 R >> /XObject << /Scan 6 0 R >> >> >>".encode()
        )
        objects.append(_stream(b"", content))
    file, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    told = f"<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>".encode()
    start = len(file)
    return file + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        told,
        start,
    )


def _stream(told: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (told, len(content), content)
