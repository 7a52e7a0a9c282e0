"""A file that a viewer brings: named without its path, known by its content, refused with a reason where it is not to be read.

Nothing is believed of such a file: neither its name, nor what it says of its own size. A file is data: macros are
refused and never run, an archive is measured while it is unpacked, and what lies packed inside it is never opened.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from loaders.encodings import MARKS, decoded
from loaders.errors import FileRefused

Kind = Literal["text", "html", "docx", "pdf", "xlsx", "xls", "csv", "yiyang"]

MOST_BYTES = 20_000_000
MOST_LETTERS = 600_000  # of a text: a long plan has 80,000
MOST_UNPACKED = 200_000_000
MOST_MEMBERS = 5_000
LONGEST_NAME = 80
UNNAMED = "未命名 unnamed"

ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
IMAGES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n": "PNG", b"GIF8": "GIF", b"II*\x00": "TIFF", b"MM\x00*": "TIFF"}
OTHER_KINDS = {
    b"{\\rtf": "RTF",
    b"Rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b\x08": "gzip",
    b"PK\x05\x06": "ZIP",
    b"MIME-Version:": "MHT",
}
# What a zip archive is, by the first of these that begins a member's name.
PACKED: dict[str, Kind] = {"yiyang.json": "yiyang", "word/": "docx", "xl/": "xlsx"}
OTHER_PACKED = {"OFD.xml": "OFD", "ppt/": "PPTX", "content.xml": "OpenDocument", "xl/workbook.bin": "XLSB"}
PAGE = re.compile(
    r"\s*(<!--.*?-->\s*|<\?xml[^>]*\?>\s*)*<(!doctype\s+html|html|head|meta|title|body|table)\b", re.I | re.S
)
PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml")
TABLE_NAMES = (".csv", ".tsv")
DELIMITERS = {"\t": 1, ",": 2, ";": 2, "|": 2}  # with the fewest a line that make a table of a text: prose has commas
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
LOOKED_AT = 65_536  # bytes or letters at the start of a file that tell its kind


@dataclass(frozen=True)
class Upload:
    """A viewer's file: its shown name, what it is by its content, and its bytes."""

    name: str
    kind: Kind
    content: bytes


def opened(name: str, content: bytes) -> Upload:
    """Return a viewer's file with its kind, found by content; the name only tells a table from other text.

    Raises:
        FileRefused: for one of the reasons empty, too_large, image, other_kind, old_word, password, macros, zip_bomb,
            damaged, mixed_encoding, unknown. (The password of a PDF shows when it is read.)
    """
    file = shown_name(name)
    if not content.strip():
        raise FileRefused(file, "empty")
    if len(content) > MOST_BYTES:
        raise FileRefused(file, "too_large", megabytes=round(len(content) / 1e6, 1), limit=MOST_BYTES // 1_000_000)
    if content.startswith(ZIP):
        return Upload(file, _packed_kind(file, content), content)
    if content.startswith(OLE):
        return Upload(file, _ole_kind(file, content), content)
    if PDF in content[:1024]:
        return Upload(file, "pdf", content)
    _refuse_pictures_and_others(file, content)
    return Upload(file, _text_kind(file, content), content)


def shown_name(name: str) -> str:
    """Return a file's name without path, control or direction letters, at most 80 letters with its ending."""
    base = re.split(r"[\\/]", name)[-1]
    seen = "".join(letter for letter in base if unicodedata.category(letter)[0] != "C" and letter not in "\u2028\u2029")
    seen = " ".join(seen.split()).strip(" .")
    ending = PurePosixPath(seen).suffix[:10]
    return (seen if len(seen) <= LONGEST_NAME else seen[: LONGEST_NAME - len(ending)] + ending) or UNNAMED


def members(file: str, content: bytes) -> list[zipfile.ZipInfo]:
    """Return what a zip archive holds, each member unpacked once to see that it is whole and how large it really is.

    Raises:
        FileRefused: password, zip_bomb or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = archive.infolist()
            if any(member.flag_bits & 1 for member in found):
                raise FileRefused(file, "password")
            if len(found) > MOST_MEMBERS or sum(member.file_size for member in found) > MOST_UNPACKED:
                raise FileRefused(file, "zip_bomb", limit=MOST_UNPACKED // 1_000_000)
            unpacked = 0
            for size in _real_sizes(archive, found):
                unpacked += size
                if unpacked > MOST_UNPACKED:
                    raise FileRefused(file, "zip_bomb", limit=MOST_UNPACKED // 1_000_000)
            return found
    # Cut, locked, or packed in a way that `zipfile` has not: it says the last with NotImplementedError.
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(file, "damaged") from error


def _real_sizes(archive: zipfile.ZipFile, found: list[zipfile.ZipInfo]) -> Iterator[int]:
    """Yield the size of every stretch unpacked; a member that is larger than it says counts whole."""
    for member in found:
        said, member.file_size = member.file_size, 1 << 40  # else `zipfile` stops at the size that is said
        size = 0
        with archive.open(member) as packed:
            while stretch := packed.read(1 << 20):
                size += len(stretch)
                yield len(stretch)
        member.file_size = said
        if size != said:
            raise zipfile.BadZipFile(f"{member.filename} says {said} bytes and has {size}")


def _packed_kind(file: str, content: bytes) -> Kind:
    names = [member.filename for member in members(file, content)]
    if any(re.search(r"vbaproject\.bin$|^xl/macrosheets/", name, re.I) for name in names):
        raise FileRefused(file, "macros")
    for start, found in OTHER_PACKED.items():
        if any(name.startswith(start) for name in names):
            raise FileRefused(file, "other_kind", found=found)
    for start, kind in PACKED.items():
        if any(name.startswith(start) for name in names):
            return kind
    raise FileRefused(file, "other_kind", found="ZIP")


def _ole_kind(file: str, content: bytes) -> Kind:
    """Return ``xls``; every other file of this old container is refused."""
    if _ole_entry(content, "EncryptedPackage") or _has_workbook_password(content):
        raise FileRefused(file, "password")
    if _ole_entry(content, "_VBA_PROJECT") or _ole_entry(content, "_VBA_PROJECT_CUR"):
        raise FileRefused(file, "macros")
    if _ole_entry(content, "WordDocument"):
        raise FileRefused(file, "old_word")
    if _ole_entry(content, "Workbook") or _ole_entry(content, "Book"):
        return "xls"
    raise FileRefused(file, "unknown")


def _ole_entry(content: bytes, name: str) -> bool:
    """Tell whether an OLE container's directory, whose entries stand at multiples of 128, has an entry of this name."""
    wanted = (name + "\0").encode("utf-16-le")
    at = content.find(wanted)
    while at >= 0 and at % 128:
        at = content.find(wanted, at + 1)
    return at >= 0


def _has_workbook_password(content: bytes) -> bool:
    """Tell whether a workbook of 1997–2003 is encrypted: FILEPASS stands among its first records."""
    at = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")  # BOF of the workbook's globals
    for _ in range(4):
        if at < 0 or at + 4 > len(content):
            return False
        kind, length = (
            int.from_bytes(content[at : at + 2], "little"),
            int.from_bytes(content[at + 2 : at + 4], "little"),
        )
        if kind == 0x2F:
            return True
        at += 4 + length
    return False


def _refuse_pictures_and_others(file: str, content: bytes) -> None:
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    image = "WebP" if is_webp else next((name for start, name in IMAGES.items() if content.startswith(start)), "")
    if image:
        raise FileRefused(file, "image", found=image)
    if other := next((name for start, name in OTHER_KINDS.items() if content.startswith(start)), ""):
        raise FileRefused(file, "other_kind", found=other)
    looked_at = content[:LOOKED_AT]
    if not content.startswith(tuple(MARKS)) and len(CONTROLS.findall(looked_at)) > 3 + len(looked_at) / 100:
        raise FileRefused(file, "unknown")


def _text_kind(file: str, content: bytes) -> Kind:
    begins = content[:LOOKED_AT].decode(
        next((e for m, e in MARKS.items() if content.startswith(m)), "latin-1"), "replace"
    )
    if PAGE.match(begins[:4096].lstrip("\ufeff")) or file.lower().endswith(PAGE_NAMES):
        return "html"
    if begins.lstrip("\ufeff").startswith("<?xml"):
        raise FileRefused(file, "other_kind", found="XML")
    text = decoded(file, content)
    return "csv" if file.lower().endswith(TABLE_NAMES) or _is_delimited(text[:LOOKED_AT]) else "text"


def _is_delimited(text: str) -> bool:
    """Tell whether nearly all of the first lines hold the same number of a delimiter."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    for delimiter, fewest in DELIMITERS.items():
        count, often = Counter(line.count(delimiter) for line in lines).most_common(1)[0] if lines else (0, 0)
        if len(lines) >= 3 and count >= fewest and often >= 0.8 * len(lines):
            return True
    return False
