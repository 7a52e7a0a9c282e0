"""Command line: ``python -m projection hindcast [--from DIR] [--out DIR]``."""

import argparse
import sys
from pathlib import Path

import pandas as pd

from loaders import store
from loaders.census import AGES, SEXES, read_census
from loaders.census_traits import read_traits
from loaders.errors import DataProblems, TableUnreadable
from loaders.fetch import workbooks
from projection.hindcast_run import Counted, run
from projection.hindcast_tables import gates, group_rows, summary
from projection.hindcast_text import report
from projection.rates import national_rates
from projection.same_places import UNMATCHED, carved_out, same_places


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code (0 when all is well, 1 when something is wrong or outside its gates)."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except (DataProblems, TableUnreadable, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m projection", description="People by age over time.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("hindcast", help="2010 to 2020 for every prefecture, against what was counted")
    command.add_argument("--from", dest="source", type=Path, metavar="DIR", help="folder with both census workbooks")
    command.add_argument("--out", type=Path, metavar="DIR", help="folder to write the tables to, as CSV")
    command.set_defaults(run=_hindcast)
    return parser


def _hindcast(options: argparse.Namespace) -> int:
    places, before, after = _censuses(workbooks(options.source))
    found = run(places, before, after, national_rates(store.read("vital_rates")))
    print(report(places, carved_out(before.units, after.units), found.result))
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        for name, frame in {**found.tables, "hindcast_groups": group_rows(found.result)}.items():
            store.write_whole(options.out / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n").encode())
    return 0 if all(held for *_told, held in gates(summary(found.result))) else 1


def _censuses(paths: dict[int, Path]) -> tuple[pd.DataFrame, Counted, Counted]:
    """Return the places of both censuses (``same_places``), and each census with the traits of those that both have."""
    read = {year: read_census(path, year) for year, path in paths.items()}
    places = same_places(*(census.units for census in read.values()))
    both = places[places["status"] != UNMATCHED]
    counted = []
    for (year, census), at in zip(read.items(), ("at_before", "at_after"), strict=True):
        persons = census.population["persons"].to_numpy(dtype="float64").reshape(-1, len(SEXES), len(AGES))
        traits = read_traits(paths[year], year, census.units["row"].iloc[both[at]])
        counted.append(Counted(census.units, persons, traits.set_axis(both["place"], axis=0)))
    return places, *counted


if __name__ == "__main__":
    sys.exit(main())
