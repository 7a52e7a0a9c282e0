"""What a workbook says of its cells that calamine does not tell.

Which are shown as percentages, which formulas have no saved result, and how far apart the used cells stand, so that no
sheet is opened that would fill the memory with nothing.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]: it has no types

from loaders.errors import FileRefused

PERCENT = {9, 10}  # the built-in formats 0% and 0.00%
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # of a format: words and conditions
# A cell that is not closed at once holds something; an empty one, of which there may be millions, is passed over.
USED = re.compile(rb"<(?:\w+:)?c(?:\s([^>]*[^>/]))?\s*>(.*?)</(?:\w+:)?c>", re.S)
AT, STYLE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"'), re.compile(rb'\bs="([0-9]{1,6})"')
HOLDS = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>/]")
FORMULA, SAVED = re.compile(rb"<(?:\w+:)?f[\s>/]"), re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")


@dataclass(frozen=True)
class Marks:
    """Of a sheet: its used cells, the rows and columns they span, those shown as percentages, and formulas without a result."""

    used: int
    rows: int
    columns: int
    percent: frozenset[tuple[int, int]]
    unsaved: tuple[tuple[int, int], ...]


def marks(file: str, content: bytes, most: int) -> dict[str, Marks]:
    """Return what an .xlsx workbook says of each sheet's cells, by name; of a sheet with more than ``most`` used cells only that it has.

    Raises:
        FileRefused: damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            percent = _percent_styles(archive)
            return {
                name: _marks(archive.read(path), percent, most)
                for name, path in _sheet_paths(archive).items()
                if path in archive.NameToInfo
            }
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, OSError, EOFError) as error:
        raise FileRefused(file, "damaged") from error


def _tree(content: bytes) -> Any:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    book = _tree(archive.read("xl/workbook.xml"))
    targets = {link.get("Id"): link.get("Target", "") for link in _tree(archive.read("xl/_rels/workbook.xml.rels"))}
    found = {}
    for sheet in book.iter("{*}sheet"):
        link = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        target = str(targets.get(link, ""))
        found[str(sheet.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return the numbers of the cell styles whose format ends in a percent sign."""
    if "xl/styles.xml" not in archive.NameToInfo:
        return frozenset()
    styles = _tree(archive.read("xl/styles.xml"))
    shown = PERCENT | {
        int(form.get("numFmtId", "0"))
        for form in styles.iter("{*}numFmt")
        if "%" in QUOTED.sub("", str(form.get("formatCode", "")))
    }
    cells = [form for group in styles.iter("{*}cellXfs") for form in group.iter("{*}xf")]
    return frozenset(at for at, form in enumerate(cells) if int(form.get("numFmtId", "0")) in shown)


def _marks(content: bytes, percent: frozenset[int], most: int) -> Marks:
    used = rows = columns = 0
    shown, unsaved = set(), []
    for match in USED.finditer(content):
        if not HOLDS.search(match[2]):
            continue
        used += 1
        if used > most:
            break
        attributes, inner = match[1] or b"", match[2]
        where = AT.search(attributes)
        if where is None:
            continue
        at = int(where[2]) - 1, _column(where[1])
        rows, columns = max(rows, at[0] + 1), max(columns, at[1] + 1)
        style = STYLE.search(attributes)
        if style and int(style[1]) in percent:
            shown.add(at)
        if FORMULA.search(inner) and not SAVED.search(inner):
            unsaved.append(at)
    return Marks(used, rows, columns, frozenset(shown), tuple(unsaved))


def _column(letters: bytes) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found - 1
