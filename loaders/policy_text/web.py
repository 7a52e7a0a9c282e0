"""The text of a web page, line by line as a browser shows it: blocks end lines, the cells of a table's row stand between tabs."""

import re
from itertools import islice

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]: it has no types

from loaders.encodings import decoded
from loaders.errors import FileRefused
from loaders.uploads import MOST_LETTERS

# Encodings that Chinese pages name, and what they are written in: GB18030 holds all of GB2312 and GBK.
NAMED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
HIDDEN = {
    *("head", "script", "style", "noscript", "template", "iframe", "object", "svg", "select", "textarea", "button"),
    *("rt", "rp"),  # readings above letters
}
BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
    *("main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
CELLS = {"td", "th"}
MOST_TAGS = 400_000
LONGEST_CELL = 200  # letters; a longer cell is one that lays out a page
# Signs for what a browser shows, while the line ends of the source are still mere spaces.
LINE, TAB, SPACE = "\x0b", "\x1c", "\x1d"
PREFORMATTED = str.maketrans({"\n": LINE, "\t": TAB, " ": SPACE})
BROKEN_CHINESE = re.compile(r"(?<=[\u2e80-\u9fff\uf900-\uffef])[ \t]*\n\s*(?=[\u2e80-\u9fff\uf900-\uffef])")


def page_text(file: str, content: bytes) -> str:
    """Return what a page says, without scripts, styles and comments; nothing in it is run or fetched.

    Raises:
        FileRefused: mixed_encoding, too_long or damaged.
    """
    named = CHARSET.search(content[:4096])
    source = decoded(file, content, NAMED.get(named[1].decode().lower(), "") if named else "")
    source = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", source.replace("\r\n", "\n").replace("\r", "\n"))
    # A page may hold whole pages within it; browsers read on behind their end, libxml2 does not.
    source = re.sub(r"</(?:html|body)\s*>", "", source, flags=re.IGNORECASE)
    if source.count("<") > MOST_TAGS:
        raise FileRefused(file, "too_long", limit=MOST_LETTERS)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(source.encode(), parser)
    except etree.LxmlError as error:
        raise FileRefused(file, "damaged") from error
    if any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log):
        raise FileRefused(file, "damaged")
    if root is None:
        return ""
    shown = BROKEN_CHINESE.sub("", "".join(_pieces(root)))
    shown = re.sub(r"[ \t\n]+", " ", shown)
    shown = re.sub(rf" *{TAB} *", "\t", shown)
    return re.sub(rf" *{LINE}[ {LINE}]*", "\n", shown).replace(SPACE, " ").strip("\n")


def _pieces(root: etree._Element) -> list[str]:
    pieces: list[str] = []
    small_cell: etree._Element | None = None  # within it, blocks are mere spaces
    preformatted: etree._Element | None = None
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = str(element.tag)
        if event == "start":
            if name in HIDDEN:
                walk.skip_subtree()
                continue
            pieces.append(_before(element, name, small_cell is not None))
            if small_cell is None and name in CELLS and _is_small(element):
                small_cell = element
            if preformatted is None and name == "pre":
                preformatted = element
            pieces.append(_kept(element.text, preformatted is not None))
            continue
        if name not in HIDDEN:
            small_cell = None if element is small_cell else small_cell
            preformatted = None if element is preformatted else preformatted
            if name in BLOCKS and name not in CELLS:
                pieces.append(" " if small_cell is not None else LINE)
        pieces.append(_kept(element.tail, preformatted is not None))
    return pieces


def _before(element: etree._Element, name: str, in_small_cell: bool) -> str:
    previous = element.getprevious() if name in CELLS else None
    if previous is not None and previous.tag in CELLS:
        return TAB
    if name in BLOCKS and name != "br":
        return " " if in_small_cell else LINE
    return ""


def _kept(text: str | None, preformatted: bool) -> str:
    return (text or "").translate(PREFORMATTED) if preformatted else text or ""


def _is_small(cell: etree._Element) -> bool:
    """Tell whether a cell holds one value of a table, and does not lay out a page."""
    if cell.getprevious() is None and cell.getnext() is None:
        return False
    if not len(cell):
        return len(cell.text or "") <= LONGEST_CELL
    size = 0
    for part in islice(cell.iter(), 40):
        size += len(part.text or "") + len(part.tail or "")
        if part.tag == "table" or size > LONGEST_CELL:
            return False
    return True
