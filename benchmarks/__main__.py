"""`python -m benchmarks`: what must be fast, measured; the exit code is 1 when a limit is broken."""

import argparse
import sys

from benchmarks import data, pages
from benchmarks.timing import Measure, report


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="What must be fast, measured.")
    parser.add_argument("--report", action="store_true", help="only print: a broken limit is no failure")
    parser.add_argument("--rounds", type=int, default=15, help="runs of each side that the medians are taken of")
    settings = parser.parse_args()
    measures: list[Measure] = [data.loading(settings.rounds), data.building()]
    with pages.as_on_a_server():
        measures += [*pages.again(settings.rounds), *pages.first(settings.rounds)]
    print(report(measures))
    over = [measure.name for measure in measures if measure.over]
    if over:
        print(f"\nover the limit: {', '.join(over)}")
    return 1 if over and not settings.report else 0


if __name__ == "__main__":
    sys.exit(main())
