"""What a viewer has added, packed as rows of the curated tables with a note that says how they are handed in."""

import datetime as dt
import io
import zipfile

import pandas as pd

from exports.clean import clean
from i18n.texts import LANGUAGES, translator
from loaders.tables import TABLES
from loaders.written import BYTE_ORDER_MARK, no_formula
from views import edition
from views.own.contribution import contributed
from views.own.rows import Own

README = "README.txt"
TO_TRANSLATE = "title_en, issuer_en, name_en, note_en"


def contribution(own: Own, day: dt.date) -> bytes:
    """Return what was added as a ZIP archive: one CSV a curated table, the columns in its order, and a note in both languages.

    Args:
        own: what was added.
        day: on which the documents were read.

    Raises:
        TableUnreadable: a stored table cannot be read.
    """
    tables = contributed(own, day)
    files = {f"{name}.csv": _csv(name, rows) for name, rows in tables.items()}
    counts = {name: len(rows) for name, rows in tables.items()}
    note = "\n\n\n".join(_read_me(counts, lang, day) for lang in LANGUAGES)
    files[README] = f"\ufeff{note}\n".encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            about = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(about, content)
    return written.getvalue()


def _csv(name: str, rows: pd.DataFrame) -> bytes:
    """Return rows as CSV: what a viewer wrote is no formula to a spreadsheet, and words of closed lists (``=``, ``-1``) stay as they are."""
    written = [column.name for column in TABLES[name].columns if not (column.words or column.listed or column.refers)]
    texts = rows.assign(**{column: [no_formula(clean(cell)) for cell in rows[column]] for column in written})
    return (BYTE_ORDER_MARK + texts.to_csv(index=False, lineterminator="\n")).encode()


def _read_me(counts: dict[str, int], lang: str, day: dt.date) -> str:
    _ = translator(lang)
    titles = {name: TABLES[name].zh if lang == "zh" else TABLES[name].en for name in counts}
    listed = [f"{name}.csv  {titles[name]}  {count}" for name, count in counts.items()]
    parts = [
        _("Yiyang Atlas: rows to hand in"),
        _("Written on {day} from figures that a viewer added; data version {version}.").format(
            day=day.isoformat(), version=edition.version()
        ),
        "\n".join(listed),
        _("How to hand them in"),
        "\n".join(
            (
                _("1. Put each row below the last one of the table of the same name in data/curated."),
                _(
                    "2. Translate what stands in Chinese in the English columns ({columns}), and complete the definition of a new indicator."
                ).format(columns=TO_TRANSLATE),
                _("3. Remove an apostrophe before a text: it keeps a spreadsheet from running the text as a formula."),
                _(
                    "4. Run “make data” and “make test”, then open a pull request with the CSV and the files that were built."
                ),
                _("5. Name the document or attach it: a second reader compares each figure with its clause."),
            )
        ),
        _(
            "Figures that contradict the text, or lack its words, are not taken; CONTRIBUTING.md says what each column holds."
        ),
    ]
    return "\n\n".join(parts)
