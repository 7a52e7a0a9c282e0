"""Why a file that a viewer brings is not read, in words: what is the matter, where, and what to do."""

from i18n.numbers import count_exact
from i18n.texts import translator
from loaders.errors import FileRefused
from policy.text import N_
from views.words import plain

# By the reason word of the readers in `loaders/uploads.py`, `loaders/policy_text/` and `loaders/own_table/`.
SENTENCES = {
    "empty": N_("“{file}” is empty: choose the file that holds the text or the table."),
    "too_large": N_(
        "“{file}” has {megabytes} MB, and at most {limit} MB can be read: take out pictures and annexes, or bring the part you need."
    ),
    "too_long": N_("“{file}” is too long: at most {limit} characters can be read. Bring the part that holds the figures."),
    "image": N_("“{file}” is a picture ({found}), whatever its name says: have its text recognised first, or bring the original file."),
    "other_kind": N_(
        "“{file}” is a file of the kind {found}, which cannot be read here: save it as DOCX, PDF, XLSX or plain text and bring that."
    ),
    "old_word": N_("“{file}” is a Word document of the old kind (.doc): open it in Word or WPS, save it as .docx, and bring that."),
    "password": N_("“{file}” is protected by a password: open it, save it without one, and bring that."),
    "macros": N_("“{file}” holds macros and is not opened: save it without macros as .docx or .xlsx, and bring that."),
    "zip_bomb": N_(
        "“{file}” would unpack to far more than a document holds (over {limit} MB) and is not opened: save the document anew and bring that."
    ),
    "damaged": N_("“{file}” is damaged or cut short: open it in Word, WPS or a browser, save it anew, and bring that."),
    "mixed_encoding": N_(
        "“{file}” mixes encodings: from byte {byte} on it cannot be read like the text before. Save the text as UTF-8 and bring that."
    ),
    "unknown_encoding": N_(
        "The encoding of “{file}” is neither UTF-8 nor GB18030: save the text as UTF-8 and bring that, or paste the text."
    ),
    "unknown": N_("“{file}” is neither a document nor a table that can be read here: bring DOCX, PDF, XLSX, XLS, CSV, HTML or plain text."),
    "no_document": N_("“{file}” is a table: bring it where tables are read, or paste the text of the document."),
    "not_a_table": N_("“{file}” is a document and no table: bring it where documents are read, or copy its table into a worksheet."),
    "no_text": N_("Nothing is written in “{file}”: choose the file that holds the text."),
    "nul": N_(
        "“{file}” is no plain text: in line {line}, at character {character}, stands a sign that no text holds. Save it as UTF-8 text and bring that."
    ),
    "no_text_layer": N_(
        "“{file}” is a scan without a text layer: have its text recognised (OCR) and bring the result, or paste the text."
    ),
    "garbled_text": N_(
        "The letters of “{file}” can be seen but not read, as the file does not say which they are: bring the Word file, or have the text recognised (OCR)."
    ),
    "too_many_pages": N_("“{file}” has {pages} pages, and at most {limit} can be read: bring the pages that hold the figures."),
    "too_slow": N_("“{file}” took longer than {seconds} seconds to read and was given up: bring the pages that hold the figures, or paste the text."),
}  # fmt: skip
OTHERWISE = N_("“{file}” could not be read: save it as DOCX, XLSX or plain text and bring that.")


def refusal(error: FileRefused, lang: str) -> str:
    """Return what is said of a file that is not read (Markdown)."""
    _ = translator(lang)
    values = {
        name: plain(value) if isinstance(value, str) else count_exact(value, lang)
        for name, value in error.values.items()
    }
    return _(SENTENCES.get(error.reason, OTHERWISE)).format(file=plain(error.file), **values)
