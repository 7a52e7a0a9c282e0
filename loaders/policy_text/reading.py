"""The raw text of a viewer's document: plain text, a web page, a Word document or a PDF with a text layer.

Only line ends are made equal and letters that no text holds are dropped; all else stays as it is printed, since what is
taken from a text is shown in its own words.
"""

import re

from loaders.encodings import decoded
from loaders.errors import FileRefused
from loaders.policy_text.pdf import pdf_text
from loaders.policy_text.web import page_text
from loaders.policy_text.word import word_text
from loaders.uploads import MOST_LETTERS, Upload

LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What Word, WPS and PDF leave of fields, cells and hyphens, and halves of letters.
NO_LETTERS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_upload(upload: Upload) -> str:
    """Return the text of a document, line ends as line feeds.

    Raises:
        FileRefused: no_document (it is a table), no_text (nothing is written in it), too_long, mixed_encoding, nul (no plain text),
            no_text_layer, garbled_text, password, too_many_pages, too_slow (PDF), or damaged.
    """
    readers = {"text": _plain_text, "csv": _plain_text, "html": page_text, "docx": word_text, "pdf": pdf_text}
    if upload.kind not in readers:
        raise FileRefused(upload.name, "no_document")
    text = NO_LETTERS.sub("", LINE_ENDS.sub("\n", readers[upload.kind](upload.name, upload.content)))
    if not text.strip():
        raise FileRefused(upload.name, "no_text")
    if len(text) > MOST_LETTERS:
        raise FileRefused(upload.name, "too_long", limit=MOST_LETTERS)
    return text


def _plain_text(file: str, content: bytes) -> str:
    text = decoded(file, content)
    if (at := text.find("\0")) >= 0:
        raise FileRefused(file, "nul", line=text.count("\n", 0, at) + 1, character=at - text.rfind("\n", 0, at))
    return text
