"""What a meeting waits for: slides against LibreOffice, which opens and converts them, and the briefing against the slides."""

import datetime as dt
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.timing import Measure
from exports.briefing import briefing
from exports.deck import deck
from views.meeting import stories
from views.meeting.item import Item
from views.meeting.pins import item_of

DAY = dt.date(2026, 11, 26)
PLACES = ("500000", "530100", "370500")
SLIDES = 20
MOST_OF_OFFICE = 0.25  # of the time that LibreOffice takes to open and convert the slides
LARGEST = 3_000_000  # bytes


def cases(_rounds: int) -> list[Measure]:
    """Return the measures of a deck of 20 slides and of a briefing; the first without LibreOffice beside it where there is none.

    Raises:
        RuntimeError: the deck is larger than it may be.
    """
    items = _items()
    made, content = _timed(lambda: deck(items, "zh", DAY))
    if len(content) > LARGEST:
        raise RuntimeError(f"a deck of {SLIDES} slides takes {len(content):,} bytes, more than {LARGEST:,}")
    told, _report = _timed(lambda: briefing(PLACES[0], DAY, "zh", PLACES[1:2]))
    office = _converted(content)
    limit = {} if office is None else {"most_ratio": MOST_OF_OFFICE}
    return [
        Measure(f"a deck of {SLIDES} slides, against LibreOffice that converts it", made, office, **limit),
        Measure("a briefing, against the deck", told, made, most_ratio=1.0),
    ]


def _items() -> list[Item]:
    """Return what the stories show of some places, as many as there are slides, each view worked out as on a page that was open."""
    pins = [
        pin
        for place in PLACES
        for name in stories.names("zh")
        for pin in stories.story(name, place, stories.other_of(place))
    ]
    found = []
    for pin in pins:
        try:
            found.append(item_of(pin, "zh", DAY))
        except LookupError:
            continue
    briefing(PLACES[0], DAY, "zh", PLACES[1:2])
    return found[:SLIDES]


def _timed(make: Callable[[], bytes]) -> tuple[float, bytes]:
    """Return how many milliseconds a file takes, the second time, and the file."""
    make()
    started = time.perf_counter()
    content = make()
    return 1000 * (time.perf_counter() - started), content


def _converted(content: bytes) -> float | None:
    """Return how many milliseconds LibreOffice takes to open slides and write them as PDF; nothing where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "deck.pptx").write_bytes(content)
        command = [
            office,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
        ]
        taken = 0.0
        for _warm in range(2):
            started = time.perf_counter()
            subprocess.run([*command, f"{folder}/deck.pptx"], check=True, capture_output=True)  # noqa: S603 - LibreOffice on our own file
            taken = 1000 * (time.perf_counter() - started)
    return taken
