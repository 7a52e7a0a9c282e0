"""The text layer of a PDF, its printed lines put together to paragraphs again.

PDFium reads it in a process of its own: it is not safe in threads, a crafted page can keep it busy for minutes, and its
crash would be the whole server's. ``python -m loaders.policy_text.pdf`` is that process: bytes in, text or a reason out.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, median_high, median_low

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDFText_GetCharIndexFromTextIndex

from loaders.errors import FileRefused
from loaders.policy_text.clauses import HEADINGS

MOST_PAGES = 600
MOST_SECONDS = 8
MOST_MEMORY = 2_000_000_000  # bytes, where the system can hold a process to it
FEWEST_LETTERS = 5  # on a page, on average; a scan has none, or only what a stamp or a page number adds
NARROWEST = 0.55  # of the paper; narrower lines are broken by their writer
SENTENCE_ENDS = ("。", "；", "：", ";", ":", "！", "？")
MARGIN = 2  # lines at the top and the foot of a page that may be no part of the text
ROOT = Path(__file__).resolve().parents[2]
PAGE_NUMBER = re.compile(
    r"[\s\u2014\u2013\u2015\-\uff0d·]*(第\s*)?\d{1,4}(\s*页)?(\s*[,，/]?\s*共\s*\d+\s*页)?[\s\u2014\u2013\u2015\-\uff0d·]*"
)
NEW_PARAGRAPH = re.compile(r"[\u3000\u2014\u25cf\u2022\u25a0□]|  |第[一二三四五六七八九十]+[章节条]")
WIDE = re.compile(r"[\u2e80-\uffef]")


@dataclass(frozen=True)
class Line:
    """A printed line: its words and where they begin and end on the page, in points."""

    page: int
    paper: float  # width of the page
    words: str
    left: float
    right: float

    @property
    def letters(self) -> float:
        """Return how many Chinese letters are as wide: a Latin letter or digit takes half the room."""
        wide = len(WIDE.findall(self.words))
        return wide + (len(self.words) - wide) / 2


def pdf_text(file: str, content: bytes) -> str:
    """Return the text of a PDF, a line a paragraph, without page numbers.

    Raises:
        FileRefused: password, damaged, no_text_layer, garbled_text, too_many_pages or too_slow.
    """
    command = [sys.executable, "-m", "loaders.policy_text.pdf"]
    try:
        run = subprocess.run(command, input=content, capture_output=True, timeout=MOST_SECONDS, cwd=ROOT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise FileRefused(file, "too_slow", seconds=MOST_SECONDS) from error
    if run.returncode:
        raise FileRefused(file, "damaged") from RuntimeError(run.stderr.decode(errors="replace")[-2000:])
    answer = json.loads(run.stdout)
    if "reason" in answer:
        raise FileRefused(file, answer["reason"], **answer["values"])
    return answer["text"]


def text_of(content: bytes) -> str:
    """Return the text as ``pdf_text`` does, read in this process.

    Raises:
        FileRefused: as there, with no file named; never too_slow.
    """
    try:
        with pypdfium2.PdfDocument(content) as document:
            pages = len(document)
            if pages > MOST_PAGES:
                raise FileRefused("", "too_many_pages", pages=pages, limit=MOST_PAGES)
            printed = [list(_lines(document, page)) for page in range(pages)]
    except pypdfium2.PdfiumError as error:
        reason = "password" if error.err_code == FPDF_ERR_PASSWORD else "damaged"
        raise FileRefused("", reason) from error
    _refuse_unreadable([line for page in printed for line in page], pages)
    return "\n".join(_paragraphs(_body(printed)))


def _refuse_unreadable(lines: list[Line], pages: int) -> None:
    letters = "".join("".join(line.words.split()) for line in lines)
    if len(letters) < max(1, FEWEST_LETTERS * pages):
        raise FileRefused("", "no_text_layer", pages=pages)
    # Letters of private use, or none at all: the file's fonts do not tell which letter a sign is.
    if len(re.findall(r"[\x00-\x1f\ue000-\uf8ff\ufffd]", letters)) > 0.3 * len(letters):
        raise FileRefused("", "garbled_text")


def _lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[Line]:
    page = document[number]
    text_page = page.get_textpage()
    paper = page.get_width()
    text, at = text_page.get_text_range(), 0
    for printed in re.split(r"(\r\n|\r|\n)", text):
        words = printed.strip(" \r\n").replace("\ufffe", "").replace("\x02", "")  # PDFium's hyphens at a line's end
        if words:
            first = at + len(printed) - len(printed.lstrip(" "))
            last = at + len(printed.rstrip(" ")) - 1
            yield Line(number, paper, words, _edge(text_page, first, 0), _edge(text_page, last, 2))
        at += len(printed)
    text_page.close()
    page.close()


def _edge(text_page: pypdfium2.PdfTextPage, at: int, side: int) -> float:
    """Return where a letter of the page's text begins (side 0) or ends (2); 0 for a letter that is printed nowhere."""
    index = FPDFText_GetCharIndexFromTextIndex(text_page, at)
    try:
        return text_page.get_charbox(index, loose=True)[side] if index >= 0 else 0.0
    except pypdfium2.PdfiumError:
        return 0.0


def _body(printed: list[list[Line]]) -> list[Line]:
    """Return the lines of all pages without their numbers, and without heads and feet that all pages repeat."""
    running = _running(printed)
    return [
        line
        for number, page in enumerate(printed, 1)
        for at, line in enumerate(page)
        if not (at in (0, len(page) - 1) and _is_number(line.words, number))
        and not (_at_margin(at, page) and _without_digits(line) in running)
    ]


def _at_margin(at: int, page: list[Line]) -> bool:
    return len(page) > 2 * MARGIN and not MARGIN <= at < len(page) - MARGIN


def _is_number(words: str, page: int) -> bool:
    """Tell whether a line is the number of a page; a number alone only where it is near to that of the page."""
    found = PAGE_NUMBER.fullmatch(words)
    return bool(found) and (not words.isdecimal() or abs(int(words) - page) <= 2)


def _running(printed: list[list[Line]]) -> set[str]:
    """Return the heads and feet: what stands at the margins of all pages but one, and nowhere else."""
    often = Counter[str]()
    elsewhere = set()
    for page in printed:
        at_margin = {_without_digits(line) for at, line in enumerate(page) if _at_margin(at, page)}
        often.update(at_margin)
        elsewhere |= {_without_digits(line) for at, line in enumerate(page) if not _at_margin(at, page)}
    return {words for words, pages in often.items() if pages >= max(2, len(printed) - 1)} - elsewhere


def _without_digits(line: Line) -> str:
    return re.sub(r"\d+", "0", line.words)


@dataclass(frozen=True)
class Print:
    """How a text is printed: where full lines begin and end, how wide a letter is, and whether paragraphs are indented."""

    left: float
    right: float
    letter: float
    indented: bool

    @classmethod
    def of(cls, lines: list[Line]) -> "Print | None":
        """Return how lines are printed; None where no line is long enough to tell, or to be broken by the paper."""
        pages: dict[int, list[Line]] = {}
        for line in lines:
            if line.letters >= 10 and line.right > line.left:
                pages.setdefault(line.page, []).append(line)
        if not pages:
            return None
        letter = median((line.right - line.left) / line.letters for body in pages.values() for line in body)
        # The second line from the edge: one alone may be a browser's foot. A page with many lines counts for more,
        # since the last one may hold nothing but a signature.
        edges = {
            page: (sorted(line.left for line in body)[:2][-1], sorted(line.right for line in body)[-2:][0])
            for page, body in pages.items()
        }
        left = median_low(edges[page][0] for page, body in pages.items() for _ in body)
        right = median_high(edges[page][1] for page, body in pages.items() for _ in body)
        if right - left < NARROWEST * max(line.paper for line in lines):
            return None
        return cls(left, right, letter, any(left + letter < line.left < left + 3 * letter for line in lines))

    def runs_on(self, before: Line, line: Line) -> bool:
        """Tell whether a line goes on where the one before it ends."""
        return (
            before.right > self.right - 1.6 * self.letter
            and before.right - before.left < 1.25 * self.letter * before.letters  # no row of a table
            and line.left < self.left + 0.7 * self.letter
            and (self.indented or not before.words.endswith(SENTENCE_ENDS))
            and not any(heading.match(line.words) for heading in HEADINGS)
            and not NEW_PARAGRAPH.match(line.words)
        )


def _paragraphs(lines: list[Line]) -> Iterator[str]:
    """Join lines: one that is full runs on, unless the next one is indented or begins with a heading's number."""
    printed = Print.of(lines)
    paragraph: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before and not (printed and printed.runs_on(before, line)):
            yield "".join(paragraph)
            paragraph = []
        elif before and re.fullmatch(r"[A-Za-z]{2}", before.words[-1:] + line.words[:1]):
            paragraph.append(" ")
        paragraph.append(line.words)
    if paragraph:
        yield "".join(paragraph)


def _hold_to_memory() -> None:
    try:
        import resource  # noqa: PLC0415 (not on every system)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _answer(content: bytes) -> dict[str, object]:
    try:
        return {"text": text_of(content)}
    except FileRefused as refused:
        return {"reason": refused.reason, "values": refused.values}


if __name__ == "__main__":
    _hold_to_memory()
    sys.stdout.buffer.write(json.dumps(_answer(sys.stdin.buffer.read())).encode())
