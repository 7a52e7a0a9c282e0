"""Every file that a meeting is handed says of a viewer's own figures that they were added in the session, and where they were printed."""

import datetime as dt
import html
import io
import re
import zipfile
from collections.abc import Callable

import pytest

from exports import sheet
from exports.briefing import briefing
from exports.deck import deck
from exports.package import package
from exports.report import report
from exports.workbook import workbook
from policy.refs import ref
from tests.unit.own import COUNTS, EDGES, FUZHOU, OWN, SECRET
from tests.unit.views.test_own import MARK
from views.edition import Edition, reading
from views.meeting.item import Item
from views.meeting.pins import Pin, item_of
from views.own.rows import edition_of, joined

DAY = dt.date(2026, 11, 28)
PINS = (
    Pin("portrait", "verdicts", {"place": FUZHOU}),
    Pin("compare", "dots", {"topic": "beds_density", "level": "city"}),
)
MADE: dict[str, Callable[[list[Item]], bytes]] = {
    "deck": lambda items: deck(items, "zh", DAY),
    "workbook": lambda items: workbook(items, "zh", DAY),
    "report": lambda items: report(items, "zh", DAY),
    "package": lambda items: package(items, "zh", DAY, every=True),
    "briefing": lambda _items: briefing(FUZHOU, DAY, "zh"),
}
# Where a document is named with what was printed in it.
NAMING = {"deck", "workbook", "package", "briefing"}


@pytest.fixture(scope="module")
def own() -> Edition:
    return edition_of(joined(OWN, EDGES))


def text_of(content: bytes) -> str:
    """Return the text of a file, of an archive that of all its parts, without the marks between its words."""
    if content[:2] != b"PK":
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()}
    return " ".join(
        html.unescape(re.sub(r"<[^>]+>", "", part)) if name.endswith(".xml") else part for name, part in parts.items()
    )


@pytest.mark.parametrize("name", MADE)
def test_a_file_says_what_was_added(own, name):
    with reading(own):
        told = text_of(MADE[name]([item_of(pin, "zh", DAY, FUZHOU) for pin in PINS]))
    assert MARK["zh"] in told
    if name in NAMING:
        assert SECRET in told
    if name == "package":
        assert COUNTS[0].slug in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_records_behind_a_chart_say_so(own, lang):
    with reading(own):
        (row,) = sheet.rows([ref("fact", COUNTS[0].slug)], lang).to_dict("records")
    assert f" · {MARK[lang]}" in " ".join(map(str, row.values()))
