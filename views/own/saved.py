"""A session's city as a small file, ``….yiyang.zip``: what was added, without the text of any document, to be restored later.

Such a file is anybody's: it is measured before it is unpacked, holds what is expected and nothing else, and is taken whole or not.
"""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, TypeVar, get_args, get_type_hints

from i18n.texts import translator
from loaders.letters import forbidden
from policy.text import N_
from views import edition
from views.edition import STORED, reading
from views.own.rows import Own, OwnDocument, OwnFact, OwnIndicator, OwnRefused, edition_of
from views.words import plain

KIND, FORMAT, NAME = "yiyang-atlas-own", 1, "yiyang.json"
LARGEST, LARGEST_UNPACKED = 2_000_000, 20_000_000  # bytes
MOST = {"documents": 200, "facts": 20_000, "indicators": 2_000}
LONGEST = 500  # letters of a text
LONGEST_SHOWN = 40  # letters of what a sentence names
SLUGS = {"documents": re.compile(r"own-[0-9a-f]{12}"), "indicators": re.compile(r"own_[0-9a-f]{12}")}
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same rows make the same file
T = TypeVar("T", OwnDocument, OwnFact, OwnIndicator)

SENTENCES = {
    "too_large": N_("The file is larger than a saved city can be ({limit} MB): choose a file that was saved here."),
    "no_file": N_("This is no saved city, or it is damaged: choose a file that was saved here, ending in .yiyang.zip."),
    "other_kind": N_("The file was saved for something else than a city: choose one that was saved on this page."),
    "newer": N_("The file was saved by a newer version of the atlas: open it there."),
    "too_many": N_("The file holds more than a session can ({limit}): save fewer figures at a time."),
    "unknown_field": N_("The file holds something that no saved city has (“{name}”), so nothing of it was taken."),
    "wrong_value": N_("What stands in the file as “{name}” cannot be, so nothing of it was taken: save the city anew."),
    "path": N_("A document in the file is named with a folder (“{name}”), so nothing of it was taken."),
    "no_document": N_(
        "A figure in the file cites a document that is not in it, so nothing was taken: save the city anew."
    ),
    "unknown_indicator": N_(
        "The data have changed since the city was saved: the atlas no longer has the indicator “{name}”, so nothing was taken. "
        "Bring the document again."
    ),
    "unknown_place": N_(
        "The data have changed since the city was saved: the atlas no longer has the place {name}, so nothing was taken."
    ),
    "rules": N_("{count} figures of the file do not fit the data of today, so nothing was taken: bring the document again."),
}  # fmt: skip


class SavedRefused(ValueError):
    """A file that is not restored; ``reason`` is a word of ``SENTENCES``, ``values`` what its sentence names."""

    def __init__(self, reason: str, **values: object) -> None:
        """Keep the reason and what it names, cut short."""
        self.reason = reason
        self.values = {
            name: value if isinstance(value, int) else "".join(filter(str.isprintable, str(value)))[:LONGEST_SHOWN]
            for name, value in values.items()
        }
        super().__init__(f"{reason} {self.values}")


def sentence(error: SavedRefused, lang: str) -> str:
    """Return why a file is not restored and what to do (Markdown)."""
    return translator(lang)(SENTENCES[error.reason]).format(
        **{name: plain(str(value)) for name, value in error.values.items()}
    )


def written(own: Own) -> bytes:
    """Return what was added as a file, to be read by ``read``.

    Raises:
        TableUnreadable: the version of the data cannot be told.
    """
    kept: dict[str, Any] = {"kind": KIND, "format": FORMAT, "data_version": edition.version()}
    kept |= {name: [asdict(each) for each in getattr(own, name)] for name in MOST}
    about = zipfile.ZipInfo(NAME, FIRST_DAY)
    about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(about, json.dumps(kept, ensure_ascii=False, indent=1))
    return file.getvalue()


def read(content: bytes) -> Own:
    """Return what a file holds.

    Raises:
        SavedRefused: it is no such file, or something in it cannot be taken; then nothing of it is.
        TableUnreadable: a stored table cannot be read.
    """
    kept = _kept(content)
    if kept.get("kind") != KIND:
        raise SavedRefused("other_kind")
    if type(kept.get("format")) is not int or kept["format"] < 1:
        raise SavedRefused("wrong_value", name="format")
    if kept["format"] > FORMAT:
        raise SavedRefused("newer")
    if strange := kept.keys() - {"kind", "format", "data_version", *MOST}:
        raise SavedRefused("unknown_field", name=min(strange))
    if not isinstance(kept.get("data_version"), str):
        raise SavedRefused("wrong_value", name="data_version")
    own = Own(
        _rows(kept, "documents", OwnDocument), _rows(kept, "facts", OwnFact), _rows(kept, "indicators", OwnIndicator)
    )
    _belongs_together(own)
    return own


def _kept(content: bytes) -> dict[str, Any]:
    """Return what the one member of the archive says."""
    if len(content) > LARGEST:
        raise SavedRefused("too_large", limit=LARGEST // 1_000_000)
    try:
        text = _unpacked(content)
        kept = json.loads(text.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_once)
    except SavedRefused:
        raise
    # What the standard library says of an archive that is cut, packed in a way it has not, or locked; of a text that is no JSON.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise SavedRefused("no_file") from error
    if not isinstance(kept, dict):
        raise SavedRefused("no_file")
    return kept


def _unpacked(content: bytes) -> bytes:
    """Return the one member of the archive, which is never believed in what it says of its size."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.namelist() != [NAME]:
            raise zipfile.BadZipFile(NAME)
        with archive.open(NAME) as member:
            text = member.read(LARGEST_UNPACKED + 1)
    if len(text) > LARGEST_UNPACKED:
        raise SavedRefused("too_large", limit=LARGEST_UNPACKED // 1_000_000)
    return text


def _no_number(name: str) -> float:
    raise SavedRefused("wrong_value", name=name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise SavedRefused("no_file")
    return found


def _rows(kept: Mapping[str, Any], name: str, of: type[T]) -> tuple[T, ...]:
    """Return the rows of a kind, each with exactly its fields, of their types."""
    rows = kept.get(name)
    if not isinstance(rows, list):
        raise SavedRefused("wrong_value", name=name)
    if len(rows) > MOST[name]:
        raise SavedRefused("too_many", limit=MOST[name])
    hints, wanted = get_type_hints(of), {field.name for field in fields(of)}
    found = []
    for row in rows:
        if not isinstance(row, dict):
            raise SavedRefused("wrong_value", name=name)
        if strange := row.keys() - wanted:
            raise SavedRefused("unknown_field", name=min(strange))
        if missing := wanted - row.keys():
            raise SavedRefused("wrong_value", name=min(missing))
        found.append(of(**{field: _value(row[field], hints[field], field) for field in wanted}))
    return tuple(found)


def _value(value: Any, hint: Any, name: str) -> Any:
    """Return a value that is of its field's type."""
    if hint is float and type(value) in (int, float) and abs(value) < 1e18:
        return float(value)
    if hint == (int | None) and (value is None or (type(value) is int and 0 < value < 10_000)):
        return value
    if hint is str and isinstance(value, str) and len(value) <= LONGEST and not forbidden(value):
        return value
    if get_args(hint) == (str, ...) and isinstance(value, list) and len(value) <= LONGEST:
        return tuple(_value(each, str, name) for each in value)
    raise SavedRefused("wrong_value", name=name)


def _belongs_together(own: Own) -> None:
    """See to it that rows refer to what is there, and that the tables of today can take them."""
    for name, pattern in SLUGS.items():
        slugs = [each.slug for each in getattr(own, name)]
        if len(set(slugs)) < len(slugs) or not all(map(pattern.fullmatch, slugs)):
            raise SavedRefused("wrong_value", name=name)
    for document in own.documents:
        if document.file != PurePosixPath(PureWindowsPath(document.file).name).name:
            raise SavedRefused("path", name=document.file)
    if {fact.document for fact in own.facts} - {document.slug for document in own.documents}:
        raise SavedRefused("no_document")
    with reading(STORED):
        indicators, places = set(edition.table("indicators")["indicator"]), set(edition.table("places")["place"])
    indicators |= {each.slug for each in own.indicators}
    if strange := {fact.indicator for fact in own.facts} - indicators:
        raise SavedRefused("unknown_indicator", name=min(strange))
    if strange := {each.place for each in (*own.facts, *own.documents)} - places:
        raise SavedRefused("unknown_place", name=min(strange))
    try:
        edition_of(own)
    except OwnRefused as error:
        raise SavedRefused("rules", count=len({(each.table, each.at) for each in error.faults})) from error
