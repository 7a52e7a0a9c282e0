"""Command line: ``python -m loaders build | check | audit --documents DIR … | show TABLE | summary | clauses FILE | extract FILE …``."""

import argparse
import sys
from pathlib import Path

from loaders.asked import answered, folded, indicator_asked, place_asked
from loaders.audit import audit
from loaders.build import build, differences
from loaders.census.embedded import write_census
from loaders.census.fetch import fetch_census, workbooks
from loaders.geography.layers import stale
from loaders.policy_text.clauses import clauses, read_text
from loaders.policy_text.codebook import Codebook
from loaders.policy_text.listed import candidates_of, listed
from loaders.store import DATA, read, write_whole
from loaders.summary import LANGUAGES, summary
from loaders.tables import STORED
from loaders.written import as_bytes


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code (0 when all is well, 1 when something is wrong)."""
    return answered(_parser(), arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m loaders", description="Curated tables: build, check, audit, show.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("build", help="check data/curated, write data/*.parquet and the map files")
    command.add_argument("--maps", action="store_true", help="the map files alone")
    command.set_defaults(run=_build)
    commands.add_parser("check", help="fail when Parquet and CSV differ or a rule breaks").set_defaults(run=_check)
    command = commands.add_parser("audit", help="check every printed phrase against the texts")
    command.add_argument("--documents", nargs="+", type=Path, required=True, metavar="DIR")
    command.set_defaults(run=_audit)
    command = commands.add_parser("show", help="print a stored table")
    command.add_argument("table", choices=list(STORED), metavar="TABLE", help=", ".join(STORED))
    command.add_argument("--place", help="only rows of this place (code or name)")
    command.add_argument("--indicator", help="only rows of this indicator (slug or name)")
    command.add_argument("--format", choices=("csv", "json"), default="csv")
    command.set_defaults(run=_show)
    command = commands.add_parser("summary", help="print the tables of figures about the atlas that README shows")
    command.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the tables")
    command.set_defaults(run=_summary)
    command = commands.add_parser("clauses", help="print a document clause by clause, as the tables cite it")
    command.add_argument("file", type=Path)
    command.set_defaults(run=_clauses)
    command = commands.add_parser("extract", help="read documents (txt, html, docx, pdf) into candidates for facts")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--out", type=Path, required=True, metavar="CSV", help="the table to write")
    command.set_defaults(run=_extract)
    command = commands.add_parser("fetch", help="get a public table that stays outside the project")
    command.add_argument("what", choices=("census",), help="census: the county tables of 2010 and 2020 (7 MB)")
    command.add_argument("--from", dest="source", type=Path, metavar="FILE|DIR", help="a copy at hand, not the network")
    command.set_defaults(run=_fetch)
    command = commands.add_parser(
        "census", help="make the tables of the census that the project carries from both workbooks"
    )
    command.add_argument("--from", dest="source", type=Path, metavar="DIR", help="a folder that holds both")
    command.set_defaults(run=_census)
    return parser


def _build(options: argparse.Namespace) -> int:
    if not options.maps:
        for table, rows in build().items():
            print(f"{table}: {rows} rows")
    if stale():
        from loaders.geography.map_files import write_static  # noqa: PLC0415 (geopandas, which no other command needs)

        print("map geometry: building, once; some 20 seconds …", flush=True)
        print(f"map geometry: {len(write_static())} files")
    return 0


def _check(_: argparse.Namespace) -> int:
    problems = differences()
    for problem in problems:
        print(problem, file=sys.stderr)
    print(
        f"{len(STORED)} tables checked, {len(problems)} differ"
        if problems
        else f"{len(STORED)} tables checked, all agree"
    )
    return 1 if problems else 0


def _audit(options: argparse.Namespace) -> int:
    for folder in options.documents:
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder}: not a folder; give the folders that hold the texts")
    result = audit({table: read(table) for table in STORED}, options.documents)
    for fault in result.faults:
        print(fault, file=sys.stderr)
    for file in result.texts_missing:
        print(f"{file}: in none of the folders", file=sys.stderr)
    print(
        f"{result.checked} phrases checked, {len(result.faults)} faults, {result.without_file} rows from documents without a text"
    )
    return 1 if result.faults or result.texts_missing else 0


def _show(options: argparse.Namespace) -> int:
    frame = read(options.table)
    for column, code_of in (("place", _place), ("indicator", _indicator)):
        wanted = getattr(options, column)
        if wanted is not None:
            if column not in frame:
                raise ValueError(f"{options.table} has no column {column}; leave out --{column}")
            frame = frame[frame[column] == code_of(wanted)]
    if options.format == "json":
        print(frame.to_json(orient="records", force_ascii=False, indent=2))
    else:
        frame.to_csv(sys.stdout, index=False)
    return 0


def _place(asked: str) -> str:
    """Return the code of a place with rows to show: of one whose code ended, too, when it is asked for by that code."""
    ended = read("ended_codes")
    code, name = place_asked(asked, read("places"), ended[ended["place"] != folded(asked)])
    if not name:
        raise ValueError(f"{asked}: no place of that code; see `python -m loaders show places`")
    return code


def _indicator(asked: str) -> str:
    return indicator_asked(asked, read("indicators"))


def _summary(options: argparse.Namespace) -> int:
    print(summary({table: read(table, DATA) for table in STORED}, options.lang), end="")
    return 0


def _clauses(options: argparse.Namespace) -> int:
    text = read_text(options.file)
    for clause in clauses(text):
        print(f"[{clause.label}] {text[clause.start : clause.end].strip()}")
    return 0


def _extract(options: argparse.Namespace) -> int:
    codebook = Codebook.of(read("indicators"), read("places"), read("facts"), read("scopes"))
    found = candidates_of(options.files, codebook)
    write_whole(options.out, as_bytes(listed(found), ".csv"))
    print(f"{options.out}: {len(found)} candidates from {len(options.files)} documents")
    return 0


def _fetch(options: argparse.Namespace) -> int:
    for report in fetch_census(options.source):
        print(report)
        for fault in report.faults:
            print(f"  {fault}")
    population = read("population")
    print(f"population: {len(population)} rows, {population['place'].nunique()} places")
    return 0


def _census(options: argparse.Namespace) -> int:
    for table, rows in write_census(workbooks(options.source)).items():
        print(f"{table}: {rows} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
