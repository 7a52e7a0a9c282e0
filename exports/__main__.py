"""Command line: ``python -m exports scenario --place NAME [--set LEVER=VALUE …] [--link ADDRESS] --out FILE``, and what a meeting is handed.

``python -m exports deck|briefing|workbook|report|package --place NAME [--with NAME …] [--story NAME] [--scenario LINK] [--lang zh|en] --out FILE``.
"""

import argparse
import sys
from pathlib import Path

from exports import meeting
from exports.asked import of_link, settings, state_of
from exports.levers import made_from
from exports.outputs import outputs
from loaders.asked import answered, file_to_write, place_asked
from loaders.store import write_whole
from loaders.written import as_bytes
from views import edition
from views.places import both_names
from views.scenario.case import Case, case_of
from views.scenario.draws import DRAWS, inputs_of
from views.scenario.state import encoded

ABOUT = f"""Write a scenario with the numbers of its page, unrounded, in base units. Two files, such as beds.csv and beds.levers.csv:

FILE: each output by year (people on 1 November): low, central and high, which hold 80 % of {DRAWS} draws; wide_low and wide_high, the
  same with the unsourced assumptions over their range, of those outputs that the page gives them for; how far a cost binds, in words;
  the demand; and the link of the scenario, to put behind the address of an atlas.
FILE.levers: what that was made from, each with value, default, range and source. Kinds: choice, count, lever, resting (a lever that
  moves nothing in this scenario) and fixed (none changes it). The names to --set stand in the column `lever`, as in an address.

A cell is empty where there is no such number; an output of cost is absent where no policy is tried."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code (0 when all is well, 1 when something is wrong)."""
    return answered(_parser(), arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m exports", description="The atlas as files for other programs.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser(
        "scenario",
        help="the outputs and levers of a scenario",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--place", help="adcode or name; may be left out with a link that names one")
    command.add_argument(
        "--set", dest="pairs", action="append", default=[], metavar="LEVER=VALUE", help="may be given several times"
    )
    command.add_argument("--link", metavar="ADDRESS", help="of the scenario page; what is set besides comes before it")
    command.add_argument("--out", type=Path, required=True, metavar="FILE", help=".csv or .parquet")
    command.set_defaults(run=_scenario)
    meeting.add_commands(commands)
    return parser


def _scenario(options: argparse.Namespace) -> int:
    levers_file = options.out.with_name(f"{options.out.stem}.levers{options.out.suffix}")
    for path in (options.out, levers_file):
        file_to_write(path)
    case = _case(options)
    frames = {levers_file: made_from(case), options.out: outputs(case)}
    whole = {path: as_bytes(frame, path.suffix) for path, frame in frames.items()}
    print(f"{case.place} {both_names()[case.place].en}: {len(case.outputs)} outputs, 80 % of {DRAWS} draws")
    for path, content in whole.items():  # the outputs last: where they are new, so are the levers
        write_whole(path, content)
        print(f"{path}: {len(frames[path]):,} rows")
    return 0


def _case(options: argparse.Namespace) -> Case:
    """Return the scenario that is asked for.

    Raises:
        ValueError: something of it is not known or cannot be chosen, or nothing is projected there.
    """
    linked, kept = of_link(options.link) if options.link is not None else ("", {})
    state = state_of(kept | settings(options.pairs))
    places, ended = edition.table("places"), edition.table("ended_codes")
    found = [place_asked(asked, places, ended) for asked in (options.place, linked) if asked]
    if not found:
        raise ValueError("No place is named: give --place, or a --link that has one")
    (place, name), *other = found
    if other and other[0][0] != place:
        raise ValueError(f"--place is {place} {name}, the link is of {' '.join(other[0])}; leave one of them out")
    if place not in both_names() or inputs_of(place) is None:
        raise ValueError(f"{place} {name}".rstrip() + ": nothing is projected there, as no count of 2020 is at hand")
    return case_of(place, encoded(state))


if __name__ == "__main__":
    sys.exit(main())
