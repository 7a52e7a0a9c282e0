"""Turns of the viewers' runs: few at a time, the others wait for theirs.

Python runs one thread at a moment. Where many viewers' runs begin at once, each hands over to all others hundreds of times, and most of the
time goes by with that: 60 viewers waited 0.8 s for a lever (median), and in turns 0.09 s (`python -m benchmarks load`).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2  # one works while another reads a file or runs compiled code
LONGEST_WAIT = 10.0  # seconds: nobody is held up for longer by a page that takes long

_turns = threading.BoundedSemaphore(AT_ONCE)
_held = threading.local()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, ``LONGEST_WAIT`` at most, and give it back at the end; within a turn there is no other to wait for."""
    if getattr(_held, "here", False) or not _turns.acquire(timeout=LONGEST_WAIT):
        yield
        return
    _held.here = True
    try:
        yield
    finally:
        _held.here = False
        _turns.release()
