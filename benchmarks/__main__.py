"""`python -m benchmarks [GROUP …]`: what must be fast, measured; the exit code is 1 when a limit is broken.

`python -m benchmarks extract --documents DIR …` measures how well policy texts are read instead, and
`python -m benchmarks load` how long many viewers wait.
"""

import argparse
import sys
from collections.abc import Callable

from benchmarks import batch, census, data, gaps, lever, load, maps, meeting, pages, peers, projection, slide
from benchmarks.extract import command as extract
from benchmarks.extract import speed
from benchmarks.timing import Measure, report


def every_page(rounds: int) -> list[Measure]:
    """Return the measures of all pages, run as on a server."""
    with pages.as_on_a_server():
        return [*pages.again(rounds), *pages.first(rounds)]


GROUPS: dict[str, Callable[[int], list[Measure]]] = {
    "data": lambda rounds: [data.loading(rounds), data.building()],
    "census": census.reading,
    "gaps": gaps.cases,
    "peers": peers.cases,
    "maps": maps.drawing,
    "projection": projection.cases,
    "batch": batch.cases,
    "pages": every_page,
    "lever": lever.cases,
    "meeting": meeting.cases,
    "slide": slide.cases,
    "extract-speed": speed.reading,
}


def main() -> int:
    """Run the command line; return the exit code."""
    if sys.argv[1:2] == ["extract"]:
        print(extract.measured(sys.argv[2:]))
        return 0
    if sys.argv[1:2] == ["load"]:
        load.command(sys.argv[2:])
        return 0
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="What must be fast, measured.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"some of {', '.join(GROUPS)}; all when left out")
    parser.add_argument("--report", action="store_true", help="only print: a broken limit is no failure")
    parser.add_argument("--rounds", type=int, default=15, help="runs of each side that the medians are taken of")
    settings = parser.parse_args()
    if unknown := [group for group in settings.groups if group not in GROUPS]:
        parser.error(f"no group {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    measures = [measure for group in settings.groups or GROUPS for measure in GROUPS[group](settings.rounds)]
    print(report(measures))
    over = [measure.name for measure in measures if measure.over]
    if over:
        print(f"\nover the limit: {', '.join(over)}")
    return 1 if over and not settings.report else 0


if __name__ == "__main__":
    sys.exit(main())
