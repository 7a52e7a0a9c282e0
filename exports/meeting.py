"""What a meeting is handed, from the command line: the same files as the page of the meeting, without it."""

import argparse
import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

from exports.asked import of_link, state_of
from exports.briefing import briefing
from exports.deck import deck
from exports.package import package
from exports.report import report
from exports.workbook import workbook
from loaders.asked import file_to_write, place_asked
from loaders.store import write_whole
from views import edition
from views.meeting import stories
from views.meeting.item import Item
from views.meeting.pins import Pin, item_of
from views.scenario.case import Case, case_of
from views.scenario.draws import inputs_of
from views.scenario.state import VERSION, encoded, to_address

ABOUT = """Write what a meeting is handed about a place: the screens of a story, each with its sources.

deck: slides of PowerPoint with charts that can be edited; briefing: the self-check of the place in Word; workbook: a sheet a screen in Excel,
and the scenario as formulas; report: one page for a browser without a network; package: the rows as CSV and Parquet with their codebook."""
ENDINGS = {"deck": ".pptx", "briefing": ".docx", "workbook": ".xlsx", "report": ".html", "package": ".zip"}
MADE: dict[str, Callable[..., bytes]] = {"deck": deck, "workbook": workbook, "report": report, "package": package}


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add a command for each kind of file."""
    for name, ending in ENDINGS.items():
        command = commands.add_parser(
            name,
            help=f"what a meeting is handed, as {ending}",
            description=ABOUT,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_argument("--place", required=True, help="adcode or name")
        command.add_argument(
            "--with",
            dest="others",
            action="append",
            default=[],
            metavar="PLACE",
            help="set beside it; may be given several times",
        )
        command.add_argument(
            "--story", choices=list(stories.names("en")), help="self unless a place stands beside, then two"
        )
        command.add_argument("--scenario", metavar="LINK", help="of the scenario page; its levers hold for the place")
        command.add_argument("--lang", choices=("zh", "en"), default="zh")
        if name == "deck":
            command.add_argument(
                "--template", type=Path, metavar="FILE", help="a .pptx of the office, whose look is taken"
            )
        command.add_argument("--out", type=Path, required=True, metavar="FILE", help=f"ending in {ending}")
        command.set_defaults(run=_write, made=name)


def _write(options: argparse.Namespace) -> int:
    file_to_write(options.out, (ENDINGS[options.made],))
    places, ended = edition.table("places"), edition.table("ended_codes")
    (place, name), *others = (place_asked(asked, places, ended) for asked in (options.place, *options.others))
    if not name:
        raise ValueError(f"{place}: no place of the atlas has this code")
    missing: list[Pin] = []
    case, day = _case(place, options.scenario), dt.date.today()  # noqa: DTZ011 (the day on this desk)
    beside = [code for code, _name in others]
    if options.made == "briefing":
        content = briefing(place, day, options.lang, beside, case.code if case else "", progress=_told)
    else:
        items, missing = _items(_pins(place, beside, options.story, case), options.lang, day, place)
        besides = {"workbook": {"case": case}, "deck": {"template": getattr(options, "template", None)}}
        content = MADE[options.made](items, options.lang, day, **besides.get(options.made, {}), progress=_told)
    write_whole(options.out, content)
    for pin in missing:
        sys.stderr.write(f"{pin.page} {pin.name}: the atlas has nothing to show there; left out\n")
    sys.stdout.write(f"{options.out}: {len(content):,} bytes\n")
    return 0


def _pins(place: str, others: list[str], story: str | None, case: Case | None) -> list[Pin]:
    """Return the screens of the story, told beside each other place, each once; those of a scenario show the one that is asked for."""
    name = story or ("two" if others else "self")
    beside = others or [stories.other_of(place)]
    told = [pin for other in beside for pin in stories.story(name, place, other)]
    if case is not None:
        own = to_address(case.state)
        told = [Pin(pin.page, pin.name, {**pin.query, **own}) if pin.page == "scenario" else pin for pin in told]
        if not any(pin.page == "scenario" for pin in told):
            told.append(Pin("scenario", "path", {"place": place, "v": VERSION, **own}))
    return [pin for at, pin in enumerate(told) if pin not in told[:at]]


def _items(pins: list[Pin], lang: str, day: dt.date, own: str) -> tuple[list[Item], list[Pin]]:
    """Return what the pins show, and those that show nothing."""
    found, missing = [], []
    for pin in pins:
        try:
            found.append(item_of(pin, lang, day, own))
        except LookupError:
            missing.append(pin)
    return found, missing


def _case(place: str, link: str | None) -> Case | None:
    """Return the scenario of a link on the place, or the usual one; nothing where the place is not projected.

    Raises:
        ValueError: the link is of no scenario.
    """
    state = state_of(of_link(link)[1]) if link else None
    if inputs_of(place) is None:
        return None
    return case_of(place, encoded(state) if state else "")


def _told(done: int, whole: int) -> None:
    """Say how far the file is, where somebody looks on."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{whole} " + ("\n" if done == whole else ""))
