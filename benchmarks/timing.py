"""How long something takes, and how that compares: medians of alternating runs, so that a busy moment hits both sides."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Action = Callable[[], object]
Clock = Callable[[], float]
STEPS = 200_000


@dataclass(frozen=True)
class Measure:
    """One line of the report: milliseconds measured, those it is set against, and how many times these it may take at most."""

    name: str
    measured: float
    baseline: float | None = None
    most_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        """Return how many times the baseline it took."""
        return None if self.baseline is None else self.measured / self.baseline

    @property
    def over(self) -> bool:
        """Tell whether a limit is broken."""
        return self.most_ratio is not None and self.ratio is not None and self.ratio > self.most_ratio


def plain() -> int:
    """A fixed piece of plain work, what a measure without a natural counterpart is set against: machines differ threefold."""
    return sum(step % 7 for step in range(STEPS))


def alternating(actions: Sequence[Action], rounds: int, clock: Clock = time.perf_counter) -> list[float]:
    """Return the median milliseconds of each action; they take turns, after one run each that does not count.

    ``time.process_time`` as the clock counts what the processor did for this process, all threads together: what other
    programs do on the machine stays out.
    """
    for action in actions:
        action()
    taken: list[list[float]] = [[] for _action in actions]
    for _round in range(rounds):
        for times, action in zip(taken, actions, strict=True):
            times.append(once(action, clock))
    return [median(times) for times in taken]


def once(action: Action, clock: Clock = time.perf_counter) -> float:
    """Return the milliseconds of one run, with Python's own garbage collection held back as the app's settings do."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        start = clock()
        action()
        return (clock() - start) * 1000
    finally:
        if collecting:
            gc.enable()


def report(measures: list[Measure]) -> str:
    """Return the measures as a table to print; a line over its limit ends with ``over``."""
    lines = [("", "measured", "baseline", "ratio", "limit", "")]
    for measure in measures:
        lines.append(
            (
                measure.name,
                f"{measure.measured:.1f} ms",
                "" if measure.baseline is None else f"{measure.baseline:.1f} ms",
                "" if measure.ratio is None else f"{measure.ratio:.2f}",
                f"{measure.most_ratio:g}×" if measure.most_ratio is not None else "",
                "over" if measure.over else "",
            )
        )
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if at in (0, 5) else text.rjust(width)
            for at, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
